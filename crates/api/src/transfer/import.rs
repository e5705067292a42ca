//! Imports over HTTP: a file becomes contacts and a report.

use actix_web::{delete, get, post, web, web::Path};
use domain::{
    Id,
    transfer::{Format, Import, ImportRow, Mapping},
};
use persistence::{
    SortBy,
    transfer::filter,
    workspace::{self, Filter},
};
use uuid::Uuid;

use super::{
    Parsed,
    course::{Course, Settings},
    file::{self, Malformed},
    json_lines, table,
    table::Reading,
    vcard,
    wire::{
        CsvFile, ImportQuery, ImportResponse, ImportRowResponse, JsonLinesFile, ListRows, VcardFile,
    },
};
use crate::{
    config::Limits,
    error::ApiError,
    http::{
        Answer, Caller, Page, PageQuery, Query, Read, Reply, Upload, UploadLimit, Write,
        caller::{ReadTransfers, WriteTransfers},
    },
    wire::{RecordSort, Word},
};

/// As large as a file of contacts may be.
pub(super) enum ImportLimit {}

impl UploadLimit for ImportLimit {
    fn of(limits: &Limits) -> usize {
        limits.import_bytes
    }
}

/// Import contacts from a file
///
/// A table, cards or JSON Lines, up to 20,000 rows and 10 MiB, in UTF-8. Each row makes a contact, or updates the one it
/// has something in common with (`match_by`). What a row does not say stays as it is; an address is added to those that
/// are there, and numbered columns (`method_1_value`, `method_1_kind`, ...) say all of them. An organization is found
/// by its name or made. A row that does not fit, that is about two contacts, or about the same one as an earlier row is
/// refused with its reasons, and the others are imported; the report has every row. A table's columns go by their
/// headers: our own names of fields, those of well-known exports, or as `map` says. A cell that begins with an
/// apostrophe before `=`, `+`, `-` or `@` is read without it.
#[utoipa::path(operation_id = "create_import", tag = "transfers", security(("bearer" = ["transfers:write"])),
    params(ImportQuery),
    request_body(content(
        (CsvFile = "text/csv"),
        (VcardFile = "text/vcard"),
        (JsonLinesFile = "application/jsonl"),
    )),
    responses((status = 201, description = "The report", body = ImportResponse)))]
#[post("/imports")]
pub(super) async fn create_import(
    caller: Caller<WriteTransfers>,
    write: Write,
    query: Query<ImportQuery>,
    upload: Upload<ImportLimit>,
) -> Result<Answer<ImportResponse>, ApiError> {
    let (owner, settings) = (caller.owner, Settings::of(&query.0));
    let reading = reading(query.0)?;
    let format = match upload.media_type.as_str() {
        "text/vcard" => Format::Vcard,
        "application/jsonl" => Format::Jsonl,
        _ => Format::Csv,
    };
    let bytes = upload.bytes;
    // Ten mebibytes take a while: other requests of this thread need not wait.
    let parsed = web::block(move || parse(format, &bytes, &reading));
    let parsed = parsed.await.map_err(ApiError::internal)??;
    let effect = async |tx: &_| {
        let report = Course::new(&write, tx, owner, settings)?
            .run(format, parsed)
            .await?;
        Ok(Reply::created("/v1/imports", report))
    };
    write.run(owner, effect).await
}

fn parse(format: Format, bytes: &[u8], reading: &Reading) -> Result<Parsed, Malformed> {
    let text = file::text(bytes)?;
    let mut parsed = match format {
        Format::Csv => table::parse(text, reading),
        Format::Vcard => vcard::parse(text),
        Format::Jsonl => json_lines::parse(text),
    }?;
    parsed.ignored.truncate(Import::MAX_IGNORED);
    for name in &mut parsed.ignored {
        *name = name.chars().take(Import::MAX_COLUMN_CHARS).collect();
    }
    Ok(parsed)
}

fn reading(query: ImportQuery) -> Result<Reading, ApiError> {
    let rules = query.map.unwrap_or_default();
    let mapping =
        Mapping::parse(&rules).map_err(|error| ApiError::parameter("map", "field", error))?;
    Ok(Reading {
        mapping,
        clear_token: query.clear_token,
        delimiter: query.delimiter.and_then(|given| given.chars().next()),
    })
}

/// List imports
///
/// Newest first.
#[utoipa::path(operation_id = "list_imports", tag = "transfers", security(("bearer" = ["transfers:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the caller's imports", body = Page<ImportResponse>)))]
#[get("/imports")]
pub(super) async fn list_imports(
    caller: Caller<ReadTransfers>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ImportResponse>>, ApiError> {
    let newest_first = RecordSort::word(None);
    read.page::<Import, _>(caller.owner, Filter::default(), newest_first, page.0)
        .await
}

/// Find an import
#[utoipa::path(operation_id = "find_import", tag = "transfers", security(("bearer" = ["transfers:read"])),
    responses((status = 200, description = "The report", body = ImportResponse)))]
#[get("/imports/{id}")]
pub(super) async fn find_import(
    caller: Caller<ReadTransfers>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ImportResponse>, ApiError> {
    read.one::<Import, _>(caller.owner, *id).await
}

/// Delete an import
///
/// The report alone: the contacts stay.
#[utoipa::path(operation_id = "delete_import", tag = "transfers", security(("bearer" = ["transfers:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/imports/{id}")]
pub(super) async fn delete_import(
    caller: Caller<WriteTransfers>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Import>(caller.owner, *id).await
}

/// List the rows of an import
///
/// In the order of the file.
#[utoipa::path(operation_id = "list_import_rows", tag = "transfers", security(("bearer" = ["transfers:read"])),
    params(ListRows, PageQuery),
    responses((status = 200, description = "One page of its rows", body = Page<ImportRowResponse>)))]
#[get("/imports/{id}/rows")]
pub(super) async fn list_import_rows(
    caller: Caller<ReadTransfers>,
    read: Read,
    id: Path<Uuid>,
    list: Query<ListRows>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ImportRowResponse>>, ApiError> {
    let (owner, id) = (caller.owner, Id::new(*id));
    let import = workspace::find::<Import>(read.db(), owner, id).await?;
    import.ok_or_else(ApiError::not_found)?;
    let those = filter(id, &Word::list(list.0.outcome));
    let paging = read.paging(owner, page.0)?;
    let listing = paging.listing(SortBy::Position, false)?;
    let rows = workspace::list::<ImportRow>(read.db(), owner, those, listing).await?;
    paging.page(rows, SortBy::Position)
}
