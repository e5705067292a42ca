//! A ZIP file that is written piece by piece and given away as it grows.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::digest::{Context, SHA256};
use domain::document::Checksum;
use serde::Serialize;
use zip::{
    CompressionMethod, ZipWriter,
    result::ZipError,
    write::{SimpleFileOptions, StreamWriter},
};

use crate::documents::hexadecimal;

/// What was written and not yet given away.
#[derive(Clone, Default)]
struct Growing(Arc<Mutex<Vec<u8>>>);

impl Growing {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file of the archive, as the manifest has it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Packed {
    name: String,
    size_bytes: u64,
    sha256: String,
    /// Of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<u64>,
}

/// A file under way.
struct Open {
    name: String,
    size_bytes: u64,
    rows: Option<u64>,
    digest: Context,
}

pub(super) struct Packer {
    growing: Growing,
    /// It is large, and moves with every future that holds it.
    zip: Option<Box<ZipWriter<StreamWriter<Growing>>>>,
    open: Option<Open>,
    packed: Vec<Packed>,
}

impl Packer {
    pub(super) fn new() -> Self {
        let growing = Growing::default();
        Self {
            zip: Some(Box::new(ZipWriter::new_stream(growing.clone()))),
            growing,
            open: None,
            packed: Vec::new(),
        }
    }

    /// Begins a file and ends the one before. What compresses badly is stored as it is.
    pub(super) fn begin(&mut self, name: String, is_text: bool) -> Result<(), ZipError> {
        self.end();
        let method = if is_text {
            CompressionMethod::Deflated
        } else {
            CompressionMethod::Stored
        };
        let options = SimpleFileOptions::default().compression_method(method);
        self.zip()?.start_file(name.as_str(), options)?;
        self.open = Some(Open {
            name,
            size_bytes: 0,
            rows: None,
            digest: Context::new(&SHA256),
        });
        Ok(())
    }

    /// Writes more of the file that was begun, with so many rows in it if it is a table.
    pub(super) fn write(&mut self, bytes: &[u8], rows: Option<usize>) -> Result<(), ZipError> {
        self.zip()?.write_all(bytes)?;
        if let Some(open) = &mut self.open {
            open.size_bytes += bytes.len() as u64;
            open.digest.update(bytes);
            if let Some(rows) = rows {
                open.rows = Some(open.rows.unwrap_or_default() + rows as u64);
            }
        }
        Ok(())
    }

    /// Every file so far, the one under way among them.
    pub(super) fn manifest(&mut self) -> &[Packed] {
        self.end();
        &self.packed
    }

    /// Ends the archive.
    pub(super) fn finish(&mut self) -> Result<(), ZipError> {
        if let Some(zip) = self.zip.take() {
            zip.finish()?;
        }
        Ok(())
    }

    /// What was written since it was asked for last.
    pub(super) fn take(&self) -> Vec<u8> {
        self.growing.take()
    }

    fn zip(&mut self) -> Result<&mut ZipWriter<StreamWriter<Growing>>, ZipError> {
        self.zip.as_deref_mut().ok_or(ZipError::FileNotFound)
    }

    fn end(&mut self) {
        if let Some(open) = self.open.take() {
            let mut sha256 = Checksum::default();
            sha256.copy_from_slice(open.digest.finish().as_ref());
            self.packed.push(Packed {
                name: open.name,
                size_bytes: open.size_bytes,
                sha256: hexadecimal(&sha256),
                rows: open.rows,
            });
        }
    }
}
