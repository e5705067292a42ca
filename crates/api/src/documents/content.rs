//! The file of a document: uploaded whole, checked by its first bytes, kept under its checksum.

use actix_web::{HttpRequest, put, web::Path};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use domain::{
    document::{
        self, Checksum, Content, Document, FileName, InvalidFileName, MAX_STORED_BYTES, MediaType,
        StorageFull,
    },
    vocabulary::Vocabulary,
};
use persistence::{document::sum_of_others, storage::Storage};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::{DocumentFile, DocumentResponse};
use crate::{
    config::Limits,
    error::{ApiError, Code, Problem},
    http::{Answer, Caller, Query, Reply, Upload, UploadLimit, Write, caller::WriteDocuments},
    wire::text_code,
};

/// The limit of the configuration for documents.
#[derive(Clone, Copy, Debug)]
pub(super) enum DocumentLimit {}

impl UploadLimit for DocumentLimit {
    fn of(limits: &Limits) -> usize {
        limits.document_bytes
    }
}

impl From<StorageFull> for ApiError {
    fn from(full: StorageFull) -> Self {
        Self::new(Code::StorageFull, full).with("max_stored_bytes", MAX_STORED_BYTES)
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UploadDocumentContent {
    /// Under which name to save it, without a path or control characters; made of the document's name when it is not given.
    #[param(min_length = 1, max_length = 200)]
    file_name: Option<String>,
}

/// Upload the file of a document
///
/// The body is the file, at most 5 MiB unless the service is configured otherwise. It takes the place of the file there
/// was. Its first bytes must fit its media type. A `Content-Digest` with SHA-256 (RFC 9530) is verified. All documents of
/// a person together take at most 50 MiB.
#[utoipa::path(operation_id = "upload_document_content", tag = "documents",
    security(("bearer" = ["documents:write"])),
    params(UploadDocumentContent,
        ("Content-Digest" = Option<String>, Header, description = "SHA-256 of the file (RFC 9530), to be verified",
            min_length = 1, max_length = 1000, pattern = "sha-256=:[A-Za-z0-9+/]{43}=:",
            example = "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:")),
    request_body(description = "The file", content(
        (DocumentFile = "application/pdf"),
        (DocumentFile = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DocumentFile = "application/vnd.oasis.opendocument.text"),
        (DocumentFile = "text/plain", example = "Ada Example\nSpeech therapist in training\n"),
        (DocumentFile = "text/markdown"),
        (DocumentFile = "image/png"),
        (DocumentFile = "image/jpeg"),
    )),
    responses(
        (status = 200, description = "The document with what is now known of its file", body = DocumentResponse),
        (status = 409, description = "`storage_full`: all documents together would take too much room", body = Problem),
    ))]
#[put("/documents/{id}/content")]
pub(super) async fn upload_document_content(
    caller: Caller<WriteDocuments>,
    write: Write,
    id: Path<Uuid>,
    wanted: Query<UploadDocumentContent>,
    file: Upload<DocumentLimit>,
) -> Result<Answer<DocumentResponse>, ApiError> {
    let owner = caller.owner;
    let received = Received::of(&wanted.0, &file, write.request())?;
    let size = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
    write
        .run(owner, async |tx| {
            let current = write.find_for_update::<Document>(tx, owner, *id).await?;
            document::admit(sum_of_others(tx, owner, current.id).await?, size)?;
            let bytes = file.bytes.to_vec();
            Storage::default().put(tx, owner, current.id, bytes).await?;
            let next = received.into_document(current.value.clone(), write.now());
            Ok(Reply::ok(write.save(tx, owner, current.with(next)).await?))
        })
        .await
}

/// What is known of a file before it is kept.
struct Received {
    media_type: MediaType,
    file_name: Option<FileName>,
    size_bytes: i32,
    sha256: Checksum,
}

impl Received {
    fn of(
        wanted: &UploadDocumentContent,
        file: &Upload<DocumentLimit>,
        request: &HttpRequest,
    ) -> Result<Self, ApiError> {
        let media_type = MediaType::parse(&file.media_type).ok_or_else(|| {
            ApiError::internal("the document offers a media type that the domain does not know")
        })?;
        let refused = |error| ApiError::parameter("file_name", file_name_code(error), error);
        let file_name = wanted.file_name.as_deref().map(FileName::parse).transpose();
        if !media_type.fits(&file.bytes) {
            let detail = format!("must begin as {media_type} does");
            return Err(ApiError::field("", "media_type", detail));
        }
        let sha256 = Checksum::try_from(file.sha256.as_slice()).map_err(ApiError::internal)?;
        verify(request, &sha256)?;
        Ok(Self {
            media_type,
            file_name: file_name.map_err(refused)?,
            size_bytes: i32::try_from(file.bytes.len()).map_err(ApiError::internal)?,
            sha256,
        })
    }

    fn into_document(self, document: Document, uploaded_at: DateTime<Utc>) -> Document {
        let Self {
            media_type,
            file_name,
            size_bytes,
            sha256,
        } = self;
        let file_name = file_name.unwrap_or_else(|| FileName::of(&document.name, media_type));
        let content = Some(Content {
            media_type,
            file_name,
            size_bytes,
            sha256,
            uploaded_at,
        });
        Document {
            content,
            ..document
        }
    }
}

fn file_name_code(error: InvalidFileName) -> &'static str {
    match error {
        InvalidFileName::Text(error) => text_code(error),
        InvalidFileName::Path => "path",
    }
}

/// The digest of RFC 9530 as a header has it.
pub(super) fn content_digest(sha256: &Checksum) -> String {
    format!("sha-256=:{}:", STANDARD.encode(sha256))
}

/// Holds the file against the SHA-256 that the client announced; digests by other algorithms are passed over.
fn verify(request: &HttpRequest, sha256: &Checksum) -> Result<(), ApiError> {
    let expected = content_digest(sha256);
    for line in request.headers().get_all("content-digest") {
        let given = line.to_str().unwrap_or_default();
        let mut members = given.split(',').map(str::trim);
        let wrong = members.any(|member| member.starts_with("sha-256=") && member != expected);
        if wrong || !given.contains("=:") {
            let detail = "must be a digest of the file that arrived (RFC 9530)";
            return Err(ApiError::header("Content-Digest", detail));
        }
    }
    Ok(())
}
