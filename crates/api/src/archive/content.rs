//! What an archive of everything holds, in its order, and how each part is read.

use std::collections::VecDeque;

use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use domain::calendar_feed::MAX_ENTRIES;
use persistence::{
    Transaction,
    archive::{
        Attached, LEFT_OUT, SHEETS, Sheet, Table, WITHHELD, list_attached, list_tables,
        read_attached,
    },
    workspace::Owner,
};
use serde_json::json;
use zip::result::ZipError;

use super::packer::Packer;
use crate::{
    calendar_feed,
    error::ApiError,
    http::Pieces,
    transfer::{Batches, write_csv_line},
};

/// Rows that are read together.
const BATCH: u16 = 100;

/// The version of what is where in the archive.
const FORMAT: u32 = 1;

enum Part {
    Readme,
    /// A table, of which reading has begun or not.
    Table(Table, bool),
    Contacts(Batches, &'static str, bool),
    Sheet(Sheet, bool),
    Calendar,
    Document(Attached),
    Manifest,
}

/// An archive under way, with the snapshot that it is read from.
pub(super) struct Archiving {
    tx: Transaction,
    owner: Owner,
    now: DateTime<Utc>,
    packer: Packer,
    parts: VecDeque<Part>,
}

impl Archiving {
    pub(super) async fn begin(
        tx: Transaction,
        owner: Owner,
        now: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        let tables = list_tables(&tx).await?;
        let documents = list_attached(&tx, owner).await?;
        let (table, cards) = (Batches::csv(&tx, owner).await?, Batches::vcard(owner));
        let mut parts = VecDeque::from([Part::Readme]);
        parts.extend(tables.into_iter().map(|table| Part::Table(table, false)));
        parts.push_back(Part::Contacts(table, "contacts.csv", false));
        parts.push_back(Part::Contacts(cards, "contacts.vcf", false));
        parts.extend(SHEETS.map(|sheet| Part::Sheet(sheet, false)));
        parts.push_back(Part::Calendar);
        parts.extend(documents.into_iter().map(Part::Document));
        parts.push_back(Part::Manifest);
        Ok(Self {
            tx,
            owner,
            now,
            packer: Packer::new(),
            parts,
        })
    }

    /// Packs a part, or its next rows; returns what is left of it.
    async fn pack(&mut self, part: Part) -> Result<Option<Part>, ApiError> {
        match part {
            Part::Readme => self.file("README.txt".to_owned(), readme().as_bytes(), true)?,
            Part::Table(table, is_begun) => return self.rows(table, is_begun).await,
            Part::Contacts(batches, name, is_begun) => {
                return self.contacts(batches, name, is_begun).await;
            }
            Part::Sheet(sheet, is_begun) => return self.sheet(sheet, is_begun).await,
            Part::Calendar => {
                let calendar = calendar_feed::whole(&self.tx, self.owner, self.now).await?;
                self.file("calendar.ics".to_owned(), calendar.as_bytes(), true)?;
            }
            Part::Document(document) => {
                let bytes = read_attached(&self.tx, self.owner, document.id).await?;
                self.file(document_name(&document), &bytes, false)?;
            }
            Part::Manifest => self.manifest()?,
        }
        Ok(None)
    }

    fn file(&mut self, name: String, bytes: &[u8], is_text: bool) -> Result<(), ApiError> {
        self.packer.begin(name, is_text).map_err(broken)?;
        self.packer.write(bytes, None).map_err(broken)
    }

    async fn rows(&mut self, table: Table, is_begun: bool) -> Result<Option<Part>, ApiError> {
        if !is_begun {
            let name = format!("data/{}.jsonl", table.name);
            self.packer.begin(name, true).map_err(broken)?;
            table.open(&self.tx, self.owner).await?;
        }
        let rows = table.next(&self.tx, BATCH).await?;
        let lines: String = rows.iter().flat_map(|row| [row.as_str(), "\n"]).collect();
        let written = self.packer.write(lines.as_bytes(), Some(rows.len()));
        written.map_err(broken)?;
        let is_over = rows.len() < usize::from(BATCH);
        Ok((!is_over).then_some(Part::Table(table, true)))
    }

    async fn contacts(
        &mut self,
        mut batches: Batches,
        name: &'static str,
        is_begun: bool,
    ) -> Result<Option<Part>, ApiError> {
        if !is_begun {
            self.packer.begin(name.to_owned(), true).map_err(broken)?;
        }
        match batches.next(&self.tx).await? {
            Some(text) => {
                self.packer.write(text.as_bytes(), None).map_err(broken)?;
                Ok(Some(Part::Contacts(batches, name, true)))
            }
            None => Ok(None),
        }
    }

    async fn sheet(&mut self, sheet: Sheet, is_begun: bool) -> Result<Option<Part>, ApiError> {
        let mut text = String::new();
        if !is_begun {
            self.packer
                .begin(sheet.file.to_owned(), true)
                .map_err(broken)?;
            write_csv_line(&mut text, sheet.columns.iter().map(|(title, _)| *title));
            sheet.open(&self.tx, self.owner).await?;
        }
        let rows = sheet.next(&self.tx, BATCH).await?;
        for row in &rows {
            write_csv_line(&mut text, row.iter().map(String::as_str));
        }
        let written = self.packer.write(text.as_bytes(), Some(rows.len()));
        written.map_err(broken)?;
        let is_over = rows.len() < usize::from(BATCH);
        Ok((!is_over).then_some(Part::Sheet(sheet, true)))
    }

    fn manifest(&mut self) -> Result<(), ApiError> {
        let manifest = json!({
            "format": FORMAT,
            "made_at": self.now,
            "account_id": self.owner.uuid(),
            "files": self.packer.manifest(),
        });
        let text = serde_json::to_string_pretty(&manifest).map_err(ApiError::internal)?;
        self.file("manifest.json".to_owned(), text.as_bytes(), true)?;
        self.packer.finish().map_err(broken)
    }
}

impl Pieces for Archiving {
    async fn next(&mut self) -> Result<Option<Bytes>, ApiError> {
        // A table without rows may add nothing that can be given away yet.
        while let Some(part) = self.parts.pop_front() {
            if let Some(rest) = self.pack(part).await? {
                self.parts.push_front(rest);
            }
            let piece = self.packer.take();
            if !piece.is_empty() {
                return Ok(Some(piece.into()));
            }
        }
        Ok(None)
    }
}

fn broken(error: ZipError) -> ApiError {
    ApiError::internal(error)
}

/// Bytes of a document's own name. Most systems take 255 for the whole, and its id is before it.
const LONGEST_NAME: usize = 200;

/// Where the file of a document is: its own name, as far as every system can store it.
fn document_name(document: &Attached) -> String {
    let name = document.file_name.as_deref().unwrap_or("file");
    let is_safe = |char: char| char.is_alphanumeric() || matches!(char, '.' | '-' | '_' | ' ');
    let name = name
        .chars()
        .map(|char| if is_safe(char) { char } else { '_' });
    let mut room = LONGEST_NAME;
    let name: String = name
        .take_while(|char| {
            room = room.saturating_sub(char.len_utf8());
            room > 0
        })
        .collect();
    format!(
        "documents/{}-{}",
        document.id,
        name.trim_end_matches(['.', ' '])
    )
}

fn readme() -> String {
    let tables = LEFT_OUT.map(|(table, why)| format!("  {table}: {why}\n"));
    let columns = WITHHELD.map(|(table, column, why)| format!("  {table}.{column}: {why}\n"));
    format!(
        "This is everything that Rapport keeps of you, as it was at one moment.\n\n\
         data/          every table, a row on each line, as JSON; a file for each table, also for those without a row\n\
         contacts.csv   your contacts as a table (RFC 4180), to be imported again or read by a spreadsheet\n\
         contacts.vcf   the same as cards (vCard 4.0)\n\
         attempts.csv   every attempt to reach somebody, by name\n\
         interviews.csv every conversation, by name\n\
         calendar.ics   interviews, visits and what is due, from 90 days ago to 400 days ahead, {MAX_ENTRIES} of each at\n\
         \x20              most (RFC 5545); data/ has them all\n\
         documents/     the files of your documents, each with the document's id before its name\n\
         manifest.json  every file with its size, its SHA-256 and, of a table, the number of its rows\n\n\
         Left out of data/:\n{}{}",
        tables.concat(),
        columns.concat()
    )
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_name_of_a_document_leads_nowhere_else() {
        let named = |name: &str| {
            let file_name = Some(name.to_owned());
            document_name(&Attached {
                id: Uuid::nil(),
                file_name,
            })
        };
        let id = Uuid::nil();
        assert_eq!(
            named("../../etc/passwd"),
            format!("documents/{id}-.._.._etc_passwd")
        );
        assert_eq!(
            named("Résumé 2.pdf"),
            format!("documents/{id}-Résumé 2.pdf")
        );
        assert_eq!(named("a\\b:c\u{0}.. "), format!("documents/{id}-a_b_c_"));
        // Three bytes each: more of them than that, and no system could store the file.
        let long = named(&"履".repeat(100));
        assert_eq!(long.chars().filter(|char| *char == '履').count(), 66);
    }
}
