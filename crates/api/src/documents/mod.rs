//! The caller's documents over HTTP: what is said of them, and their files.

mod content;
mod download;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Stored, document::Document};
use persistence::{Transaction, document::filter};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{DocumentInput, DocumentKind, DocumentPatch};
pub(crate) use self::wire::{DocumentResponse, hexadecimal};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadDocuments, WriteDocuments},
    },
    wire::{NamedSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListDocuments {
    /// Only documents of one of these kinds.
    #[param(max_items = 6)]
    kind: Option<Vec<DocumentKind>>,
    /// The order; newest first when it is not given.
    sort: Option<NamedSort>,
}

/// Create a document
///
/// What is said of it; its file is uploaded to `/v1/documents/{id}/content`. Each version is a document of its own.
#[utoipa::path(operation_id = "create_document", tag = "documents", security(("bearer" = ["documents:write"])),
    request_body = DocumentInput,
    responses((status = 201, description = "The document", body = DocumentResponse)))]
#[post("/documents")]
async fn create_document(
    caller: Caller<WriteDocuments>,
    write: Write,
    body: Body<DocumentInput>,
) -> Result<Answer<DocumentResponse>, ApiError> {
    let document = Document::try_from(body.0)?;
    let admit = async |_: &_, _, _: &_| Ok(());
    write
        .create(caller.owner, "/v1/documents", document, admit)
        .await
}

/// List documents
#[utoipa::path(operation_id = "list_documents", tag = "documents", security(("bearer" = ["documents:read"])),
    params(ListDocuments, PageQuery),
    responses((status = 200, description = "One page of the caller's documents", body = Page<DocumentResponse>)))]
#[get("/documents")]
async fn list_documents(
    caller: Caller<ReadDocuments>,
    read: Read,
    list: Query<ListDocuments>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<DocumentResponse>>, ApiError> {
    let ListDocuments { kind, sort } = list.0;
    let filter = filter(&Word::list(kind));
    read.page::<Document, _>(caller.owner, filter, NamedSort::word(sort), page.0)
        .await
}

/// Find a document
///
/// What is said of it, and what is known of its file.
#[utoipa::path(operation_id = "find_document_details", tag = "documents", security(("bearer" = ["documents:read"])),
    responses((status = 200, description = "The document", body = DocumentResponse)))]
#[get("/documents/{id}")]
async fn find_document_details(
    caller: Caller<ReadDocuments>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<DocumentResponse>, ApiError> {
    read.one::<Document, _>(caller.owner, *id).await
}

/// Change a document
///
/// What is said of it; its file stays.
#[utoipa::path(operation_id = "update_document", tag = "documents", security(("bearer" = ["documents:write"])),
    request_body(content = DocumentPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The document as it now is", body = DocumentResponse)))]
#[patch("/documents/{id}")]
async fn update_document(
    caller: Caller<WriteDocuments>,
    write: Write,
    id: Path<Uuid>,
    patch: DocumentPatch,
) -> Result<Answer<DocumentResponse>, ApiError> {
    let keep = async |_: &Transaction, current: &Stored<Document>, next: Document| {
        let content = current.value.content.clone();
        Ok(Document { content, ..next })
    };
    write.patch(caller.owner, *id, patch, keep).await
}

/// Delete a document
///
/// With its file.
#[utoipa::path(operation_id = "delete_document", tag = "documents", security(("bearer" = ["documents:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`in_use`: it was handed to somebody", body = Problem),
    ))]
#[delete("/documents/{id}")]
async fn delete_document(
    caller: Caller<WriteDocuments>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Document>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_document)
        .service(list_documents)
        .service(find_document_details)
        .service(update_document)
        .service(delete_document)
        .service(content::upload_document_content)
        .service(download::download_document_content);
}
