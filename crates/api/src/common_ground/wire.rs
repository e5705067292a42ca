//! What people have in common, on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    common_ground::{self, CommonGround, Proposal},
    contact::Contact,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text, text},
};

type CommonGroundKind = Word<common_ground::CommonGroundKind>;

/// Something that the caller and a contact have in common.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "school", "label": "Lakeside College", "person_id": null, "note": "She sang in the choir, I rowed."
}))]
pub(super) struct CommonGroundInput {
    kind: CommonGroundKind,
    /// What it is, as a letter would name it. A contact has each once of a kind, in whatever letter case.
    #[schema(min_length = 1, max_length = 200)]
    label: String,
    /// Whom both know, where that is a contact of the caller's; only for the kind `person`.
    person_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

pub(super) type CommonGroundPatch = Patch<CommonGroundInput>;

/// Something that the caller and a contact have in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CommonGround, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "common_ground",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000008", "kind": "school", "label": "Lakeside College",
    "person_id": null, "note": "She sang in the choir, I rowed."
}))]
pub(super) struct CommonGroundResponse {
    id: Uuid,
    /// Always `common_ground`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    contact_id: Uuid,
    kind: CommonGroundKind,
    #[schema(max_length = 200)]
    label: String,
    person_id: Option<Uuid>,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

/// What the caller and a contact may have in common, by what is known of both.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CommonGroundProposals, example = json!({
    "object": "common_ground_proposals", "contact_id": "019b76da-a800-7000-8000-000000000008",
    "proposals": [{
        "kind": "school", "yours": "Lakeside College", "theirs": "lakeside college", "person_id": null,
        "why": "\"Lakeside College\" is among the schools of your profile, and \"lakeside college\" among their schools.",
        "is_recorded": false
    }]
}))]
pub(super) struct ProposalsResponse {
    /// Always `common_ground_proposals`.
    #[schema(max_length = 50)]
    pub(super) object: &'static str,
    pub(super) contact_id: Uuid,
    #[schema(max_items = 100)]
    pub(super) proposals: Vec<ProposalResponse>,
}

/// Something that the two may have in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CommonGroundProposal)]
pub(super) struct ProposalResponse {
    kind: CommonGroundKind,
    /// As the caller's profile has it, or the name of the person.
    #[schema(max_length = 200)]
    yours: String,
    /// As the contact has it.
    #[schema(max_length = 200)]
    theirs: String,
    /// Whom both know.
    person_id: Option<Uuid>,
    #[schema(max_length = 1000)]
    why: String,
    /// Whether it is recorded already.
    is_recorded: bool,
}

impl From<Proposal> for ProposalResponse {
    fn from(
        Proposal {
            kind,
            yours,
            theirs,
            person_id,
            why,
            is_recorded,
        }: Proposal,
    ) -> Self {
        Self {
            kind: Word(kind),
            yours,
            theirs,
            person_id: person_id.map(Id::uuid),
            why,
            is_recorded,
        }
    }
}

impl From<Stored<CommonGround>> for CommonGroundResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<CommonGround>,
    ) -> Self {
        Self {
            id: id.uuid(),
            object: "common_ground",
            created_at,
            updated_at,
            contact_id: value.contact_id.uuid(),
            kind: Word(value.kind()),
            person_id: value.person_id().map(Id::uuid),
            label: value.label.into_string(),
            note: value.note.map(Text::into_string),
        }
    }
}

impl From<&CommonGround> for CommonGroundInput {
    fn from(ground: &CommonGround) -> Self {
        Self {
            kind: Word(ground.kind()),
            label: ground.label.to_string(),
            person_id: ground.person_id().map(Id::uuid),
            note: ground.note.as_ref().map(Text::to_string),
        }
    }
}

impl CommonGroundInput {
    /// What it says, of this contact.
    pub(super) fn of(self, contact_id: Id<Contact>) -> Result<CommonGround, ApiError> {
        let Self {
            kind,
            label,
            person_id,
            note,
        } = self;
        let (label, note) = (
            text("/label", &label)?,
            optional_text("/note", note.as_deref())?,
        );
        CommonGround::new(contact_id, kind.0, label, person_id.map(Id::new), note)
            .map_err(|invalid| ApiError::field("/person_id", "person", invalid))
    }
}

crate::change::shown_as!(CommonGround => CommonGroundResponse);
