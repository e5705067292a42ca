//! Contacts as files: all of one moment, in the order they were made, streamed batch by batch.

use std::collections::HashMap;

use actix_web::{get, web::Bytes};
use domain::{
    Id, Stored,
    contact::{Contact, FieldKey},
    organization::Organization,
    transfer::{Field, MethodPart, Plain, cells},
    vocabulary::Vocabulary,
};
use persistence::{
    Listing, SortBy, SortKey, Transaction,
    contact::Narrowing,
    transfer::{count_methods, list_custom_keys, list_organization_names},
    workspace::{self, Filter, Owner},
};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    csv, vcard,
    wire::{CsvFile, JsonLinesFile, VcardFile},
};
use crate::{
    contact::{ContactResponse, tags},
    error::ApiError,
    http::{Answer, Caller, Pieces, Query, Read, caller::ReadTransfers, to_save},
};

/// Contacts that are read together.
const BATCH: u64 = 500;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportContacts {
    /// Only contacts at this organization.
    organization_id: Option<Uuid>,
    /// Only contacts with at least one of these tags, in any letter case.
    #[param(max_items = 50, min_length = 1, max_length = 50)]
    tag: Option<Vec<String>>,
    /// Only contacts with every one of these tags, in any letter case.
    #[param(max_items = 50, min_length = 1, max_length = 50)]
    tags_all: Option<Vec<String>>,
}

impl ExportContacts {
    fn narrowing(self) -> Result<Narrowing, ApiError> {
        Ok(Narrowing {
            organization_id: self.organization_id.map(Id::new),
            any_tags: tags("tag", self.tag)?,
            all_tags: tags("tags_all", self.tags_all)?,
            ..Narrowing::default()
        })
    }
}

/// Export contacts as a table
///
/// RFC 4180 in UTF-8, every cell in quotes, with as many columns for ways to reach somebody as the contact with the most
/// needs. A cell that a spreadsheet would take for a formula has an apostrophe before it, which an import takes off
/// again: nothing is lost on the way. The file shows one moment, whatever is written while it is sent.
#[utoipa::path(operation_id = "export_contacts_as_csv", tag = "transfers", security(("bearer" = ["transfers:read"])),
    params(ExportContacts),
    responses((status = 200, description = "The table", body = CsvFile, content_type = "text/csv")))]
#[get("/exports/contacts/csv")]
pub(super) async fn export_contacts_as_csv(
    caller: Caller<ReadTransfers>,
    read: Read,
    query: Query<ExportContacts>,
) -> Result<Answer<CsvFile>, ApiError> {
    let tx = read.db().begin_snapshot().await?;
    let writer = Writer::csv(&tx, caller.owner).await?;
    let export = Export::new(tx, caller.owner, query.0, writer)?;
    to_save(
        export,
        "text/csv; charset=utf-8; header=present",
        "contacts.csv",
    )
    .await
}

/// Export contacts as cards
///
/// vCard 4.0 (RFC 6350). What a card has no property for is in properties that begin with `X-RAPPORT-`, so an import
/// makes the same contacts of it. A card has no control characters: a line break is one of `\n`, others are left out.
#[utoipa::path(operation_id = "export_contacts_as_vcard", tag = "transfers", security(("bearer" = ["transfers:read"])),
    params(ExportContacts),
    responses((status = 200, description = "The cards", body = VcardFile, content_type = "text/vcard")))]
#[get("/exports/contacts/vcard")]
pub(super) async fn export_contacts_as_vcard(
    caller: Caller<ReadTransfers>,
    read: Read,
    query: Query<ExportContacts>,
) -> Result<Answer<VcardFile>, ApiError> {
    let tx = read.db().begin_snapshot().await?;
    let export = Export::new(tx, caller.owner, query.0, Writer::Vcard)?;
    to_save(export, "text/vcard; charset=utf-8", "contacts.vcf").await
}

/// Export contacts as JSON Lines
///
/// Each line is a contact as this API answers it, with the name of their organization. Nothing is lost.
#[utoipa::path(operation_id = "export_contacts_as_json_lines", tag = "transfers",
    security(("bearer" = ["transfers:read"])),
    params(ExportContacts),
    responses((status = 200, description = "The contacts", body = JsonLinesFile, content_type = "application/jsonl")))]
#[get("/exports/contacts/jsonl")]
pub(super) async fn export_contacts_as_json_lines(
    caller: Caller<ReadTransfers>,
    read: Read,
    query: Query<ExportContacts>,
) -> Result<Answer<JsonLinesFile>, ApiError> {
    let tx = read.db().begin_snapshot().await?;
    let export = Export::new(tx, caller.owner, query.0, Writer::JsonLines)?;
    to_save(export, "application/jsonl", "contacts.jsonl").await
}

/// How contacts are written.
enum Writer {
    /// With these columns.
    Csv(Vec<Field>),
    Vcard,
    JsonLines,
}

/// Contacts as text, batch by batch.
pub(crate) struct Batches {
    owner: Owner,
    filter: Filter,
    writer: Writer,
    /// What stands before the first batch.
    head: String,
    after: Option<(SortKey, Uuid)>,
    is_done: bool,
}

/// A file under way, with the snapshot it is read from.
struct Export {
    tx: Transaction,
    batches: Batches,
}

/// The columns of a table with these custom fields and so many methods.
fn columns(custom: Vec<FieldKey>, methods: u8) -> Vec<Field> {
    // The name is one column, and the numbered ones say all methods.
    let once = Plain::ALL.iter().copied().filter(|plain| {
        !Field::Plain(*plain).is_repeatable()
            && !matches!(plain, Plain::FirstName | Plain::LastName)
    });
    let parts = MethodPart::ALL.iter().copied();
    let methods =
        (1..=methods).flat_map(|number| parts.clone().map(move |part| Field::Method(number, part)));
    let custom = custom.into_iter().map(Field::Custom);
    once.map(Field::Plain)
        .chain(custom)
        .chain(methods)
        .collect()
}

impl Batches {
    fn new(owner: Owner, narrowing: Narrowing, writer: Writer) -> Self {
        Self {
            owner,
            filter: narrowing.filter(owner),
            head: writer.head(),
            writer,
            after: None,
            is_done: false,
        }
    }

    /// All of the person's contacts as a table.
    pub(crate) async fn csv(tx: &Transaction, owner: Owner) -> Result<Self, ApiError> {
        let writer = Writer::csv(tx, owner).await?;
        Ok(Self::new(owner, Narrowing::default(), writer))
    }

    /// All of the person's contacts as cards.
    pub(crate) fn vcard(owner: Owner) -> Self {
        Self::new(owner, Narrowing::default(), Writer::Vcard)
    }

    /// The next batch as text; `None` after the last.
    pub(crate) async fn next(&mut self, tx: &Transaction) -> Result<Option<String>, ApiError> {
        if self.is_done {
            return Ok(None);
        }
        let listing = Listing {
            by: SortBy::CreatedAt,
            descending: false,
            limit: BATCH,
            after: self.after.take(),
        };
        let owner = self.owner;
        let contacts = workspace::list::<Contact>(tx, owner, self.filter.clone(), listing).await?;
        self.is_done = u64::try_from(contacts.len()).unwrap_or(BATCH) < BATCH;
        let last = contacts.last();
        self.after = last.map(|last| (SortKey::Instant(last.created_at), last.id.uuid()));
        let employers = contacts.iter().filter_map(|one| one.value.organization_id);
        let names = list_organization_names(tx, owner, employers).await?;
        let mut text = std::mem::take(&mut self.head);
        for contact in contacts {
            self.writer.write(&mut text, contact, &names)?;
        }
        Ok(Some(text))
    }
}

impl Export {
    fn new(
        tx: Transaction,
        owner: Owner,
        query: ExportContacts,
        writer: Writer,
    ) -> Result<Self, ApiError> {
        let batches = Batches::new(owner, query.narrowing()?, writer);
        Ok(Self { tx, batches })
    }
}

impl Pieces for Export {
    async fn next(&mut self) -> Result<Option<Bytes>, ApiError> {
        Ok(self.batches.next(&self.tx).await?.map(Bytes::from))
    }
}

/// A line of JSON Lines.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    contact: ContactResponse,
    organization_name: Option<&'a str>,
}

impl Writer {
    /// A table with a column for everything that somebody among the contacts has.
    async fn csv(tx: &Transaction, owner: Owner) -> Result<Self, ApiError> {
        let custom = list_custom_keys(tx, owner).await?;
        let methods = count_methods(tx, owner).await?;
        Ok(Self::Csv(columns(custom, methods)))
    }

    /// The names of the columns, where there are columns.
    fn head(&self) -> String {
        let mut head = String::new();
        if let Self::Csv(columns) = self {
            let names: Vec<_> = columns.iter().map(ToString::to_string).collect();
            csv::write(&mut head, names.iter().map(String::as_str));
        }
        head
    }

    fn write(
        &self,
        out: &mut String,
        contact: Stored<Contact>,
        names: &HashMap<Id<Organization>, String>,
    ) -> Result<(), ApiError> {
        let organization = contact.value.organization_id;
        let organization = organization.and_then(|id| names.get(&id).map(String::as_str));
        match self {
            Self::Csv(columns) => {
                let mut said: HashMap<_, _> =
                    cells(&contact.value, organization).into_iter().collect();
                said.insert(Field::Plain(Plain::Id), contact.id.to_string());
                let cells = columns
                    .iter()
                    .map(|column| said.get(column).map_or("", String::as_str));
                csv::write(out, cells);
            }
            Self::Vcard => vcard::write(out, &contact, organization),
            Self::JsonLines => {
                let line = Line {
                    organization_name: organization,
                    contact: contact.into(),
                };
                out.push_str(&serde_json::to_string(&line).map_err(ApiError::internal)?);
                out.push('\n');
            }
        }
        Ok(())
    }
}
