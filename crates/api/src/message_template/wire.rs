//! Templates on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    locale::Locale,
    message::{self, MessageTemplate, TemplateOrigin, check_subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::engine::{self, Broken};
use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text, text},
};

pub(crate) type MessageKind = Word<message::MessageKind>;
pub(super) type Origin = Word<TemplateOrigin>;

/// A text with places to fill in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MessageTemplateInput, example = json!({
    "kind": "email", "name": "To somebody from my school", "subject": "A question about {{ theme.name|lower }}",
    "body": "Dear {{ contact.name }},\n\n{{ block.common_ground }} {{ block.ask }}\n\n{{ me.name }}", "locale": "en"
}))]
pub(super) struct TemplateInput {
    kind: MessageKind,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Not for a letter, a call, a voicemail or a connection note: those have no subject.
    #[schema(min_length = 1, max_length = 500)]
    subject: Option<String>,
    #[schema(min_length = 1, max_length = 10000)]
    body: String,
    /// The language of the text, as a tag of BCP 47; English when it is not given. Blocks are in English.
    #[serde(default = "english")]
    #[schema(min_length = 2, max_length = 35)]
    locale: String,
}

fn english() -> String {
    "en".to_owned()
}

pub(super) type TemplatePatch = Patch<TemplateInput>;

/// What the copy is to be called.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MessageTemplateCopyInput, example = json!({ "name": "My first letter" }))]
pub(super) struct TemplateCopyInput {
    /// As the original when it is not given.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) name: Option<String>,
}

/// A text with places to fill in; it ships with the service, or is the caller's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MessageTemplate, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "message_template",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z", "origin": "own",
    "kind": "email", "name": "To somebody from my school", "subject": "A question about {{ theme.name|lower }}",
    "body": "Dear {{ contact.name }},\n\n{{ block.common_ground }} {{ block.ask }}\n\n{{ me.name }}", "locale": "en"
}))]
pub(super) struct TemplateResponse {
    id: Uuid,
    /// Always `message_template`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    origin: Origin,
    kind: MessageKind,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 500)]
    subject: Option<String>,
    #[schema(max_length = 10000)]
    body: String,
    #[schema(max_length = 35)]
    locale: String,
}

impl From<Stored<MessageTemplate>> for TemplateResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<MessageTemplate>,
    ) -> Self {
        let MessageTemplate {
            origin,
            kind,
            name,
            subject,
            body,
            locale,
        } = value;
        Self {
            id: id.uuid(),
            object: "message_template",
            created_at,
            updated_at,
            origin: Word(origin),
            kind: Word(kind),
            name: name.into_string(),
            subject: subject.map(Text::into_string),
            body: body.into_string(),
            locale: locale.to_string(),
        }
    }
}

impl From<&MessageTemplate> for TemplateInput {
    fn from(
        MessageTemplate {
            origin: _,
            kind,
            name,
            subject,
            body,
            locale,
        }: &MessageTemplate,
    ) -> Self {
        Self {
            kind: Word(*kind),
            name: name.to_string(),
            subject: subject.as_ref().map(Text::to_string),
            body: body.to_string(),
            locale: locale.to_string(),
        }
    }
}

impl TryFrom<TemplateInput> for MessageTemplate {
    type Error = ApiError;

    fn try_from(
        TemplateInput {
            kind: Word(kind),
            name,
            subject,
            body,
            locale,
        }: TemplateInput,
    ) -> Result<Self, ApiError> {
        let template = Self {
            origin: TemplateOrigin::Own,
            kind,
            name: text("/name", &name)?,
            subject: optional_text("/subject", subject.as_deref())?,
            body: text("/body", &body)?,
            locale: language("/locale", &locale)?,
        };
        check_subject(kind, template.subject.is_some())
            .map_err(|refused| ApiError::field("/subject", "no_subject", refused))?;
        if let Some(subject) = &template.subject {
            engine::check(subject.as_str(), &template.locale).map_err(broken("/subject"))?;
        }
        engine::check(template.body.as_str(), &template.locale).map_err(broken("/body"))?;
        Ok(template)
    }
}

/// A template that cannot be filled in: which line of which part, and why.
pub(super) fn broken(pointer: &'static str) -> impl Fn(Broken) -> ApiError {
    move |broken| ApiError::field(pointer, "broken_template", broken)
}

/// A language by its tag.
pub(crate) fn language(pointer: &str, tag: &str) -> Result<Locale, ApiError> {
    Locale::parse(tag).map_err(|invalid| ApiError::field(pointer, "language_tag", invalid))
}

crate::change::shown_as!(MessageTemplate => TemplateResponse);
