//! Papers that a person shows or hands out: a resume, and what goes with it (F178).

use std::fmt;

use chrono::{DateTime, Utc};

use crate::{
    Text,
    text::{InvalidText, Name, Paragraph},
    vocabulary,
};

/// Bytes that one person's documents take altogether, at most.
pub const MAX_STORED_BYTES: u64 = 50 * 1024 * 1024;

vocabulary! {
    /// What a document is.
    pub enum DocumentKind {
        Resume = "resume",
        CoverLetter = "cover_letter",
        Portfolio = "portfolio",
        Transcript = "transcript",
        Certificate = "certificate",
        Other = "other",
    }
}

vocabulary! {
    /// The media types in which a document may be uploaded.
    pub enum MediaType {
        Pdf = "application/pdf",
        WordDocument = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        OpenDocumentText = "application/vnd.oasis.opendocument.text",
        PlainText = "text/plain",
        Markdown = "text/markdown",
        Png = "image/png",
        Jpeg = "image/jpeg",
    }
}

/// What the person calls a version, such as "2026-01, short".
pub type VersionLabel = Text<50>;
/// SHA-256 of some bytes.
pub type Checksum = [u8; 32];

/// One version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub name: Name,
    pub kind: DocumentKind,
    pub version_label: Option<VersionLabel>,
    pub language: Option<Language>,
    pub note: Option<Paragraph>,
    /// What is known of its bytes, once there are some.
    pub content: Option<Content>,
}

/// What is known of the bytes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub media_type: MediaType,
    pub file_name: FileName,
    pub size_bytes: i32,
    pub sha256: Checksum,
    pub uploaded_at: DateTime<Utc>,
}

/// One person's documents would take more room than they may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("all documents together may take at most {MAX_STORED_BYTES} bytes")]
pub struct StorageFull;

/// Lets a file in beside what is already stored.
///
/// # Errors
/// [`StorageFull`]
pub fn admit(stored: u64, file: u64) -> Result<(), StorageFull> {
    if stored.saturating_add(file) <= MAX_STORED_BYTES {
        Ok(())
    } else {
        Err(StorageFull)
    }
}

impl MediaType {
    /// Whether the bytes look like this type: by the marks at their beginning, and text by being text. Nothing more is
    /// read of them.
    pub fn fits(self, bytes: &[u8]) -> bool {
        let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
        let is_zip = bytes.starts_with(b"PK\x03\x04");
        match self {
            Self::Pdf => bytes.starts_with(b"%PDF-"),
            // A part of the archive is named like this, and names are not compressed.
            Self::WordDocument => is_zip && has(b"word/"),
            // The archive begins with a file of this name and content (OpenDocument 1.3, part 2, section 3.3).
            Self::OpenDocumentText => {
                let first = b"mimetypeapplication/vnd.oasis.opendocument.text";
                is_zip && bytes.get(30..).is_some_and(|rest| rest.starts_with(first))
            }
            Self::PlainText | Self::Markdown => {
                !bytes.is_empty() && !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok()
            }
            Self::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Jpeg => bytes.starts_with(b"\xff\xd8\xff"),
        }
    }

    /// What file names of this type end in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::WordDocument => "docx",
            Self::OpenDocumentText => "odt",
            Self::PlainText => "txt",
            Self::Markdown => "md",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

/// A name under which a file can be saved anywhere: no path, no control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(Text<200>);

/// Why a file name was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFileName {
    #[error(transparent)]
    Text(#[from] InvalidText),
    #[error("must be the name of a file, without a path or control characters")]
    Path,
}

impl FileName {
    /// # Errors
    /// A slash or backslash, a control character, nothing but dots, or as for [`Text::parse`].
    pub fn parse(text: &str) -> Result<Self, InvalidFileName> {
        let text = Text::parse(text)?;
        let forbidden = |c: char| c == '/' || c == '\\' || c.is_control();
        if text.as_str().contains(forbidden) || text.as_str().chars().all(|c| c == '.') {
            return Err(InvalidFileName::Path);
        }
        Ok(Self(text))
    }

    /// The name of a document as a file of a type, where the person gives none.
    pub fn of(document: &Name, media_type: MediaType) -> Self {
        let plain = |c: char| {
            if c == '/' || c == '\\' || c.is_control() {
                '_'
            } else {
                c
            }
        };
        // Room for the dot and the extension.
        let stem: String = document.as_str().chars().take(190).map(plain).collect();
        let name = format!("{}.{}", stem.trim(), media_type.extension());
        Self(Text::of_ours(name))
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A language tag such as `en` or `pt-BR`, well formed by its shape (RFC 5646); whether it is registered is not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(Text<35>);

/// It does not look like a language tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a language tag such as en or pt-BR")]
pub struct InvalidLanguage;

impl Language {
    /// # Errors
    /// [`InvalidLanguage`]
    pub fn parse(text: &str) -> Result<Self, InvalidLanguage> {
        let parsed = Text::parse(text).map_err(|_invalid| InvalidLanguage)?;
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or_default();
        let is_first =
            (2..=8).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
        let is_part = |part: &str| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        };
        if is_first && parts.all(is_part) {
            Ok(Self(parsed))
        } else {
            Err(InvalidLanguage)
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn bytes_fit_the_one_type_that_they_look_like() {
        let odt = [
            b"PK\x03\x04".as_slice(),
            &[0; 26],
            b"mimetypeapplication/vnd.oasis.opendocument.text",
        ]
        .concat();
        for (bytes, fitting) in [
            (b"%PDF-1.7 \xff".as_slice(), &[MediaType::Pdf][..]),
            (
                b"PK\x03\x04...word/document.xml\xff",
                &[MediaType::WordDocument],
            ),
            (&odt, &[MediaType::OpenDocumentText]),
            (
                "Café".as_bytes(),
                &[MediaType::PlainText, MediaType::Markdown],
            ),
            (b"\x89PNG\r\n\x1a\n\0", &[MediaType::Png]),
            (b"\xff\xd8\xff\xe0", &[MediaType::Jpeg]),
            (b"", &[]),
            (b"a\0b", &[]),
            (b"\xff\xfe", &[]),
            (b"MZ\x90\0", &[]),
        ] {
            let found: Vec<_> = MediaType::ALL
                .iter()
                .copied()
                .filter(|one| one.fits(bytes))
                .collect();
            assert_eq!(found, fitting, "{bytes:?}");
        }
    }

    #[test]
    fn a_file_name_is_no_path() {
        assert_eq!(
            FileName::parse(" Résumé.pdf ").unwrap().as_str(),
            "Résumé.pdf"
        );
        for wrong in ["", "..", "a/b", "a\\b", "a\nb"] {
            assert!(FileName::parse(wrong).is_err(), "{wrong:?}");
        }
        let made = FileName::of(&Name::parse("Ada / 2026").unwrap(), MediaType::Pdf);
        assert_eq!(made.as_str(), "Ada _ 2026.pdf");
        assert_eq!(FileName::parse(made.as_str()), Ok(made));
    }

    #[test]
    fn a_language_is_a_tag() {
        for right in ["en", "pt-BR", "zh-Hant-TW"] {
            assert_eq!(Language::parse(right).unwrap().to_string(), right);
        }
        for wrong in ["", "e", "english!", "en_US", "en-", "12", " en"] {
            assert_eq!(Language::parse(wrong), Err(InvalidLanguage), "{wrong}");
        }
    }

    #[test]
    fn all_documents_together_have_a_limit() {
        assert_eq!(admit(MAX_STORED_BYTES - 1, 1), Ok(()));
        assert_eq!(admit(MAX_STORED_BYTES, 1), Err(StorageFull));
        assert_eq!(admit(u64::MAX, u64::MAX), Err(StorageFull));
    }
}
