//! Pairs that may be one person, on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    duplicate::{self, Dismissal, Duplicate, Evidence, Party},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{error::ApiError, wire::Word};

pub(crate) type DuplicateReason = Word<duplicate::DuplicateReason>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListDuplicates {
    /// Only pairs of which this contact is one.
    pub(super) contact_id: Option<Uuid>,
    /// Only pairs for which one of these speaks.
    #[param(max_items = 4)]
    pub(super) reason: Option<Vec<DuplicateReason>>,
}

/// Two contacts that may be one person.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Duplicate, example = json!({
    "id": "5d0f1e62-8f6c-4b8e-9f0a-0c1d2e3f4a5b", "object": "duplicate", "score": 100,
    "contacts": [
        {"contact_id": "019b76da-a800-7000-8000-000000000007", "name": "Grace Okafor", "headline": "Speech therapist"},
        {"contact_id": "019b76da-a800-7000-8000-000000000008", "name": "G. Okafor", "headline": null}
    ],
    "evidence": [{"reason": "same_email", "text": "grace@clinic.example", "score": 100}]
}))]
pub(super) struct DuplicateResponse {
    /// Of the pair: the same as long as the two are.
    id: Uuid,
    /// Always `duplicate`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// How likely they are one, in percent: that of the strongest reason.
    #[schema(minimum = 0, maximum = 100)]
    score: i32,
    #[schema(min_items = 2, max_items = 2)]
    contacts: Vec<PartyResponse>,
    /// The strongest first.
    #[schema(max_items = 100)]
    evidence: Vec<EvidenceResponse>,
}

/// One of two that may be one.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DuplicateParty)]
struct PartyResponse {
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 200)]
    headline: Option<String>,
}

/// Why two may be one.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DuplicateEvidence)]
struct EvidenceResponse {
    reason: DuplicateReason,
    /// The address in the spelling that all its spellings share, or the name of the organization.
    #[schema(max_length = 1000)]
    text: String,
    /// How much it tells, in percent.
    #[schema(minimum = 0, maximum = 100)]
    score: i32,
}

/// Two contacts that are two people, whatever speaks for their being one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contact_id": "019b76da-a800-7000-8000-000000000007", "other_id": "019b76da-a800-7000-8000-000000000008"
}))]
pub(super) struct DismissalInput {
    pub(super) contact_id: Uuid,
    pub(super) other_id: Uuid,
}

/// Two contacts that are two people; they are proposed no more.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DuplicateDismissal, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "duplicate_dismissal",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000007", "other_id": "019b76da-a800-7000-8000-000000000008"
}))]
pub(super) struct DismissalResponse {
    id: Uuid,
    /// Always `duplicate_dismissal`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// The one with the lesser id.
    contact_id: Uuid,
    other_id: Uuid,
}

impl From<Duplicate> for DuplicateResponse {
    fn from(
        Duplicate {
            id,
            contacts,
            score,
            evidence,
        }: Duplicate,
    ) -> Self {
        let parties = contacts
            .into_iter()
            .map(|Party { id, name, headline }| PartyResponse {
                contact_id: id.uuid(),
                name: name.into_string(),
                headline: headline.map(Text::into_string),
            });
        let evidence = evidence.into_iter().map(
            |Evidence {
                 reason,
                 text,
                 score,
             }| EvidenceResponse {
                reason: Word(reason),
                text,
                score,
            },
        );
        Self {
            id,
            object: "duplicate",
            score,
            contacts: parties.collect(),
            evidence: evidence.collect(),
        }
    }
}

impl TryFrom<DismissalInput> for Dismissal {
    type Error = ApiError;

    fn try_from(
        DismissalInput {
            contact_id,
            other_id,
        }: DismissalInput,
    ) -> Result<Self, ApiError> {
        Self::new(Id::new(contact_id), Id::new(other_id))
            .map_err(|no_pair| ApiError::field("/other_id", "pair", no_pair))
    }
}

impl From<Stored<Dismissal>> for DismissalResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Dismissal>,
    ) -> Self {
        let [one, other] = value.pair();
        Self {
            id: id.uuid(),
            object: "duplicate_dismissal",
            created_at,
            updated_at,
            contact_id: one.uuid(),
            other_id: other.uuid(),
        }
    }
}

crate::change::shown_as!(Dismissal => DismissalResponse);
