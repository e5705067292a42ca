//! Hand-offs on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    hand_off::{self, Edition, Forwarding, HandOff, InvalidForwardings, Recipient},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    contact::ContactResponse,
    documents::DocumentResponse,
    documents::hexadecimal,
    error::ApiError,
    http::Patch,
    wire::{Word, instant, optional_text, text},
};

type HandOffFormat = Word<hand_off::HandOffFormat>;
pub(super) type HandOffState = Word<hand_off::HandOffState>;
type ForwardingMeans = Word<hand_off::ForwardingMeans>;

/// What a person says about a document that they gave to somebody to pass on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "document_id": "019b76da-a800-7000-8000-000000000006", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "format": "electronic", "handed_at": "2026-01-05T09:00:00Z",
    "note": "Two years in the pediatric ward, and fluent in Spanish.",
    "forwardings": [{
        "contact_id": null, "recipient": "The head of the ward", "organization_id": null, "how": "email",
        "forwarded_at": "2026-01-06T10:00:00Z", "delivered_at": "2026-01-06T10:30:00Z"
    }]
}))]
pub(super) struct HandOffInput {
    document_id: Uuid,
    /// The advocate who passes it on.
    contact_id: Uuid,
    format: HandOffFormat,
    handed_at: DateTime<Utc>,
    /// What to say of the person's qualifications when passing it on.
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
    /// To whom they passed it on, replaced whole; none when it is not given.
    #[schema(max_items = 20)]
    forwardings: Option<Vec<ForwardingBody>>,
}

pub(super) type HandOffPatch = Patch<HandOffInput>;

/// The advocate passed the document on, to a contact or to somebody by name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Forwarding)]
struct ForwardingBody {
    /// A contact; or else `recipient`.
    contact_id: Option<Uuid>,
    /// The name of somebody who is no contact; or else `contact_id`.
    #[schema(min_length = 1, max_length = 200)]
    recipient: Option<String>,
    organization_id: Option<Uuid>,
    how: ForwardingMeans,
    forwarded_at: DateTime<Utc>,
    /// When it was there, as far as is known.
    delivered_at: Option<DateTime<Utc>>,
}

/// A document in the hands of an advocate, and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HandOff, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "hand_off",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "document_id": "019b76da-a800-7000-8000-000000000006", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "format": "electronic", "handed_at": "2026-01-05T09:00:00Z",
    "note": "Two years in the pediatric ward, and fluent in Spanish.", "state": "delivered",
    "version_label": "2026-01, one page",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "forwardings": [{
        "contact_id": null, "recipient": "The head of the ward", "organization_id": null, "how": "email",
        "forwarded_at": "2026-01-06T10:00:00Z", "delivered_at": "2026-01-06T10:30:00Z"
    }]
}))]
pub(super) struct HandOffResponse {
    id: Uuid,
    /// Always `hand_off`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    pub(super) document_id: Uuid,
    pub(super) contact_id: Uuid,
    format: HandOffFormat,
    handed_at: DateTime<Utc>,
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// How far it has come, by what is known of its forwardings.
    state: HandOffState,
    /// The document's at the time; it stays when the document changes.
    #[schema(max_length = 50)]
    version_label: Option<String>,
    /// SHA-256 of the document's file at the time, in hexadecimal; null when it had none.
    #[schema(max_length = 64)]
    sha256: Option<String>,
    #[schema(max_items = 20)]
    forwardings: Vec<ForwardingBody>,
    /// With `expand=document`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) document: Option<Box<DocumentResponse>>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
}

impl From<Stored<HandOff>> for HandOffResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<HandOff>,
    ) -> Self {
        let Edition {
            version_label,
            sha256,
        } = &value.edition;
        Self {
            id: id.uuid(),
            object: "hand_off",
            created_at,
            updated_at,
            document_id: value.document_id.uuid(),
            contact_id: value.contact_id.uuid(),
            format: Word(value.format),
            handed_at: value.handed_at,
            note: value.note.as_ref().map(Text::to_string),
            state: Word(value.state()),
            version_label: version_label.as_ref().map(Text::to_string),
            sha256: sha256.as_ref().map(hexadecimal),
            forwardings: bodies(&value),
            document: None,
            contact: None,
        }
    }
}

fn bodies(hand_off: &HandOff) -> Vec<ForwardingBody> {
    let forwardings = hand_off.forwardings().iter();
    forwardings.map(ForwardingBody::from).collect()
}

impl From<&Forwarding> for ForwardingBody {
    fn from(
        Forwarding {
            to,
            organization_id,
            how,
            forwarded_at,
            delivered_at,
        }: &Forwarding,
    ) -> Self {
        let (contact_id, recipient) = match to {
            Recipient::Contact(id) => (Some(id.uuid()), None),
            Recipient::Named(name) => (None, Some(name.to_string())),
        };
        Self {
            contact_id,
            recipient,
            organization_id: organization_id.map(Id::uuid),
            how: Word(*how),
            forwarded_at: *forwarded_at,
            delivered_at: *delivered_at,
        }
    }
}

impl From<&HandOff> for HandOffInput {
    fn from(value: &HandOff) -> Self {
        Self {
            document_id: value.document_id.uuid(),
            contact_id: value.contact_id.uuid(),
            format: Word(value.format),
            handed_at: value.handed_at,
            note: value.note.as_ref().map(Text::to_string),
            forwardings: Some(bodies(value)),
        }
    }
}

impl From<InvalidForwardings> for ApiError {
    fn from(invalid: InvalidForwardings) -> Self {
        let code = match invalid {
            InvalidForwardings::TooMany { .. } => "max_items",
            InvalidForwardings::BeforeHandOff { .. }
            | InvalidForwardings::DeliveredBefore { .. } => "order",
            InvalidForwardings::ToAdvocate { .. } => "advocate",
        };
        Self::field(&format!("/{}", invalid.path()), code, invalid)
    }
}

/// The hand-off that it describes; which edition of the document it was, is not in it.
impl TryFrom<HandOffInput> for HandOff {
    type Error = ApiError;

    fn try_from(
        HandOffInput {
            document_id,
            contact_id,
            format: Word(format),
            handed_at,
            note,
            forwardings,
        }: HandOffInput,
    ) -> Result<Self, ApiError> {
        let forwardings = forwardings.into_iter().flatten().enumerate();
        let forwardings = forwardings.map(|(index, body)| {
            Forwarding::try_from(body)
                .map_err(|error: ApiError| error.below(&format!("/forwardings/{index}")))
        });
        let handed = Self::new(
            Id::new(document_id),
            Id::new(contact_id),
            format,
            instant("/handed_at", handed_at)?,
            optional_text("/note", note.as_deref())?,
        );
        Ok(handed.forwarded(forwardings.collect::<Result<_, _>>()?)?)
    }
}

impl TryFrom<ForwardingBody> for Forwarding {
    type Error = ApiError;

    fn try_from(
        ForwardingBody {
            contact_id,
            recipient,
            organization_id,
            how: Word(how),
            forwarded_at,
            delivered_at,
        }: ForwardingBody,
    ) -> Result<Self, ApiError> {
        let to = match (contact_id, recipient) {
            (Some(contact), None) => Recipient::Contact(Id::new(contact)),
            (None, Some(name)) => Recipient::Named(text("/recipient", &name)?),
            _ => {
                let detail = "must be given, or else contact_id, and not both";
                return Err(ApiError::field("/recipient", "recipient", detail));
            }
        };
        let delivered_at = delivered_at.map(|at| instant("/delivered_at", at));
        Ok(Self {
            to,
            organization_id: organization_id.map(Id::new),
            how,
            forwarded_at: instant("/forwarded_at", forwarded_at)?,
            delivered_at: delivered_at.transpose()?,
        })
    }
}

crate::change::shown_as!(HandOff => HandOffResponse);
