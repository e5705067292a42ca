//! The file of a document as it was uploaded, to be saved and never shown in place.

use actix_web::{
    HttpResponse, get,
    http::header::{
        Charset, ContentDisposition, DispositionParam, DispositionType, ETag, ExtendedValue,
    },
    web::Path,
};
use aws_lc_rs::digest::{SHA256, digest};
use domain::{
    document::{Content, Document, FileName, MediaType},
    vocabulary::Vocabulary,
};
use persistence::{storage::Storage, workspace};
use uuid::Uuid;

use super::{content::content_digest, wire::DocumentFile};
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Caller, Read, caller::ReadDocuments, etag},
};

/// Download the file of a document
///
/// The bytes as they were uploaded, with their name in `Content-Disposition` (RFC 6266) and their SHA-256 in
/// `Content-Digest` (RFC 9530). 404 until a file is uploaded.
#[utoipa::path(operation_id = "download_document_content", tag = "documents",
    security(("bearer" = ["documents:read"])),
    responses(
      (status = 200, description = "The file", content(
        (DocumentFile = "application/pdf"),
        (DocumentFile = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DocumentFile = "application/vnd.oasis.opendocument.text"),
        (DocumentFile = "text/plain", example = "Ada Example\nSpeech therapist in training\n"),
        (DocumentFile = "text/markdown"),
        (DocumentFile = "image/png"),
        (DocumentFile = "image/jpeg"),
      )),
      (status = 409, description = "`conflict`: another file was uploaded at the same moment", body = Problem),
    ))]
#[get("/documents/{id}/content")]
pub(super) async fn download_document_content(
    caller: Caller<ReadDocuments>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<DocumentFile>, ApiError> {
    let found = workspace::find::<Document>(read.db(), caller.owner, domain::Id::new(*id)).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    let missing = || ApiError::new(Code::NotFound, "No file has been uploaded for it.");
    let content = found.value.content.as_ref().ok_or_else(missing)?;
    if let Some(known) = read.known(&found)? {
        return Ok(known);
    }
    let stored = Storage::default();
    let bytes = stored.get(read.db(), caller.owner, found.id).await?;
    let bytes = bytes.ok_or_else(missing)?;
    if digest(&SHA256, &bytes).as_ref() != content.sha256 {
        let detail = "Another file was uploaded at the same moment. Try again.";
        return Err(ApiError::new(Code::Conflict, detail));
    }
    Ok(Answer::of(file(etag::of(&found), content, bytes)))
}

fn file(tag: ETag, content: &Content, bytes: Vec<u8>) -> HttpResponse {
    let media_type = match content.media_type {
        text @ (MediaType::PlainText | MediaType::Markdown) => {
            format!("{text}; charset=utf-8")
        }
        other => other.as_str().to_owned(),
    };
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(tag)
        .insert_header(attachment(&content.file_name))
        .insert_header(("content-digest", content_digest(&content.sha256)))
        .body(bytes)
}

/// The name twice (RFC 6266, section 4.3): in ASCII for old clients, and as it is.
fn attachment(name: &FileName) -> ContentDisposition {
    let plain = |c: char| match c {
        '"' | '%' => '_',
        c if c.is_ascii_graphic() || c == ' ' => c,
        _ => '_',
    };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![
            DispositionParam::Filename(name.as_str().chars().map(plain).collect()),
            DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: name.as_str().as_bytes().to_vec(),
            }),
        ],
    }
}
