//! Documents on the wire.

use std::{borrow::Cow, fmt::Write};

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    document::{self, Checksum, Content, Document, FileName, Language},
};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text, text},
};

pub(super) type DocumentKind = Word<document::DocumentKind>;
type MediaType = Word<document::MediaType>;

/// What a person says about a document. Each version is a document of its own.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Resume for clinics", "kind": "resume", "version_label": "2026-01, one page", "language": "en",
    "note": "Leads with the internship."
}))]
pub(super) struct DocumentInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// `resume` when it is not given.
    kind: Option<DocumentKind>,
    /// What the person calls this version.
    #[schema(min_length = 1, max_length = 50)]
    version_label: Option<String>,
    /// A language tag such as `en` or `pt-BR` (RFC 5646).
    #[schema(
        min_length = 2,
        max_length = 35,
        pattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
    )]
    language: Option<String>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

pub(super) type DocumentPatch = Patch<DocumentInput>;

/// A resume or another paper, and what is known of its file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Document, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "document",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Resume for clinics", "kind": "resume", "version_label": "2026-01, one page", "language": "en",
    "note": "Leads with the internship.",
    "content": {
        "media_type": "application/pdf", "file_name": "Ada Resume.pdf", "size_bytes": 48213,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "uploaded_at": "2026-01-05T09:00:00Z"
    }
}))]
pub(crate) struct DocumentResponse {
    id: Uuid,
    /// Always `document`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    kind: DocumentKind,
    #[schema(max_length = 50)]
    version_label: Option<String>,
    #[schema(max_length = 35)]
    language: Option<String>,
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// What is known of the file; null until one is uploaded.
    content: Option<ContentResponse>,
}

/// What is known of an uploaded file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DocumentContent)]
struct ContentResponse {
    media_type: MediaType,
    #[schema(max_length = 200)]
    file_name: String,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    size_bytes: i32,
    /// SHA-256 of the bytes, in hexadecimal.
    #[schema(max_length = 64)]
    sha256: String,
    uploaded_at: DateTime<Utc>,
}

/// The bytes of a document.
#[derive(Clone, Copy, Debug)]
pub(super) enum DocumentFile {}

impl PartialSchema for DocumentFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .description(Some("A file, as its bytes."))
            // By default; the service may be configured otherwise.
            .max_length(Some(5_242_880))
            .into()
    }
}

impl ToSchema for DocumentFile {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("DocumentFile")
    }
}

/// A checksum in hexadecimal.
pub(crate) fn hexadecimal(checksum: &Checksum) -> String {
    checksum.iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

impl From<Stored<Document>> for DocumentResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Document>,
    ) -> Self {
        let Document {
            name,
            kind,
            version_label,
            language,
            note,
            content,
        } = value;
        Self {
            id: id.uuid(),
            object: "document",
            created_at,
            updated_at,
            name: name.into_string(),
            kind: Word(kind),
            version_label: version_label.map(Text::into_string),
            language: language.as_ref().map(Language::to_string),
            note: note.map(Text::into_string),
            content: content.map(ContentResponse::from),
        }
    }
}

impl From<Content> for ContentResponse {
    fn from(
        Content {
            media_type,
            file_name,
            size_bytes,
            sha256,
            uploaded_at,
        }: Content,
    ) -> Self {
        Self {
            media_type: Word(media_type),
            file_name: FileName::to_string(&file_name),
            size_bytes,
            sha256: hexadecimal(&sha256),
            uploaded_at,
        }
    }
}

impl From<&Document> for DocumentInput {
    fn from(
        Document {
            name,
            kind,
            version_label,
            language,
            note,
            content: _,
        }: &Document,
    ) -> Self {
        Self {
            name: name.to_string(),
            kind: Some(Word(*kind)),
            version_label: version_label.as_ref().map(Text::to_string),
            language: language.as_ref().map(Language::to_string),
            note: note.as_ref().map(Text::to_string),
        }
    }
}

/// The document that it describes, without a file.
impl TryFrom<DocumentInput> for Document {
    type Error = ApiError;

    fn try_from(
        DocumentInput {
            name,
            kind,
            version_label,
            language,
            note,
        }: DocumentInput,
    ) -> Result<Self, ApiError> {
        let language = language.as_deref().map(Language::parse).transpose();
        Ok(Self {
            name: text("/name", &name)?,
            kind: kind.map_or(document::DocumentKind::Resume, |Word(kind)| kind),
            version_label: optional_text("/version_label", version_label.as_deref())?,
            language: language.map_err(|error| ApiError::field("/language", "language", error))?,
            note: optional_text("/note", note.as_deref())?,
            content: None,
        })
    }
}

crate::change::shown_as!(Document => DocumentResponse);
