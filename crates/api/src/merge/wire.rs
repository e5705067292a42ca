//! Merges on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored,
    contact::Contact,
    merge::{self, Choices, Merge, Outcome, Rows, UndoneMerge},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{contact::ContactResponse, error::ApiError, wire::Word};

pub(crate) type ContactField = Word<merge::ContactField>;
pub(crate) type MergeSide = Word<merge::Side>;
pub(crate) type MergeState = Word<merge::MergeState>;
type MergeTaken = Word<merge::Taken>;
type MergeWhy = Word<merge::Why>;

/// Two contacts to merge, and whose value to take where the rules should not decide.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "keep_id": "019b76da-a800-7000-8000-000000000007", "merge_id": "019b76da-a800-7000-8000-000000000008",
    "choices": [{"field": "headline", "side": "merge"}]
}))]
pub(super) struct MergeInput {
    /// The contact that stays.
    pub(super) keep_id: Uuid,
    /// The contact that is merged into it, and is gone then.
    pub(super) merge_id: Uuid,
    /// Each field at most once.
    #[serde(default)]
    #[schema(max_items = 22)]
    choices: Vec<ChoiceInput>,
}

/// Whose value of a field to take.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MergeChoice)]
struct ChoiceInput {
    field: ContactField,
    side: MergeSide,
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListMerges {
    /// Only what was merged into this contact.
    pub(super) keep_id: Option<Uuid>,
    /// Only the merge of this contact, which is gone since: where it went.
    pub(super) merge_id: Option<Uuid>,
    /// Only merges that hold, or only those that were undone.
    pub(super) state: Option<MergeState>,
}

/// How many rows of a kind of resource.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MergedRows)]
struct RowsResponse {
    /// Such as `outreach`.
    #[schema(max_length = 63)]
    resource: String,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    rows: u32,
}

/// That one contact was merged into another.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Merge, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "merge",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "keep_id": "019b76da-a800-7000-8000-000000000007", "merge_id": "019b76da-a800-7000-8000-000000000008",
    "merge_name": "G. Okafor", "state": "merged", "undone_at": null,
    "moved": [{"resource": "outreach", "rows": 1}], "folded": []
}))]
pub(super) struct MergeResponse {
    id: Uuid,
    /// Always `merge`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// The contact that stayed.
    keep_id: Uuid,
    /// The contact that was merged into it; nobody's id while the merge holds.
    merge_id: Uuid,
    /// What the contact that was merged was called.
    #[schema(max_length = 200)]
    merge_name: String,
    state: MergeState,
    undone_at: Option<DateTime<Utc>>,
    /// What belongs to the kept contact since.
    #[schema(max_items = 50)]
    moved: Vec<RowsResponse>,
    /// What both had, and is there once since; and what said something of the two as two.
    #[schema(max_items = 50)]
    folded: Vec<RowsResponse>,
}

/// What a merge would make of two contacts. Nothing has changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MergePreview, example = json!({
    "object": "merge_preview",
    "keep_id": "019b76da-a800-7000-8000-000000000007", "merge_id": "019b76da-a800-7000-8000-000000000008",
    "fields": [{
        "field": "headline", "keep": null, "merge": "Speech therapist", "result": "Speech therapist", "taken": "merge",
        "why": "other_is_blank"
    }],
    "moved": [{"resource": "outreach", "rows": 1}], "folded": [], "open_outreach": []
}))]
pub(super) struct PreviewResponse {
    /// Always `merge_preview`.
    #[schema(max_length = 50)]
    object: &'static str,
    keep_id: Uuid,
    merge_id: Uuid,
    /// The fields in which the two differ.
    #[schema(max_items = 24)]
    fields: Vec<FieldResponse>,
    /// What would belong to the kept contact.
    #[schema(max_items = 50)]
    moved: Vec<RowsResponse>,
    /// What would be there once, or no more.
    #[schema(max_items = 50)]
    folded: Vec<RowsResponse>,
    /// The outreaches of the two, when both are pursued: end one of them first.
    #[schema(max_items = 2)]
    open_outreach: Vec<Uuid>,
}

/// What becomes of a field.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MergeField)]
struct FieldResponse {
    field: ContactField,
    /// What the kept contact says, as the contact has it.
    keep: Value,
    /// What the other says.
    merge: Value,
    /// What the kept contact would say.
    result: Value,
    taken: MergeTaken,
    why: MergeWhy,
}

/// What came of undoing a merge.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = UndoneMerge, example = json!({
    "merge": {
        "id": "019b76da-a800-7000-8000-000000000009", "object": "merge",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-06T09:00:00Z",
        "keep_id": "019b76da-a800-7000-8000-000000000007", "merge_id": "019b76da-a800-7000-8000-000000000008",
        "merge_name": "G. Okafor", "state": "undone", "undone_at": "2026-01-06T09:00:00Z",
        "moved": [{"resource": "outreach", "rows": 1}], "folded": []
    },
    "changed_since": ["headline"], "returned": 1, "left": 0
}))]
pub(super) struct UndoneResponse {
    merge: MergeResponse,
    /// Fields of the kept contact that were changed since the merge, and stay as they are.
    #[schema(max_items = 24)]
    changed_since: Vec<ContactField>,
    /// Rows that went back to the contact that was merged.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    returned: u32,
    /// Rows that are gone, or belong to somebody else by now.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    left: u32,
}

impl MergeInput {
    pub(super) fn choices(&self) -> Result<Choices, ApiError> {
        let mut choices = Choices::new();
        for (place, ChoiceInput { field, side }) in self.choices.iter().enumerate() {
            let refused = |code, detail| {
                let pointer = format!("/choices/{place}/field");
                Err(ApiError::field(&pointer, code, detail))
            };
            if !field.0.is_chosen() {
                return refused("not_chosen", "is settled by a rule, whoever chooses");
            }
            if choices.insert(field.0, side.0).is_some() {
                return refused("repeated", "is chosen twice");
            }
        }
        Ok(choices)
    }
}

fn rows(rows: Vec<Rows>) -> Vec<RowsResponse> {
    let rows = rows.into_iter();
    rows.map(|Rows { resource, rows }| RowsResponse { resource, rows })
        .collect()
}

impl From<Stored<Merge>> for MergeResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Merge>,
    ) -> Self {
        let state = value.state();
        let Merge {
            keep_id,
            merge_id,
            merge_name,
            moved,
            folded,
            undone_at,
        } = value;
        Self {
            id: id.uuid(),
            object: "merge",
            created_at,
            updated_at,
            keep_id: keep_id.uuid(),
            merge_id: merge_id.uuid(),
            merge_name: merge_name.into_string(),
            state: Word(state),
            undone_at,
            moved: rows(moved),
            folded: rows(folded),
        }
    }
}

/// What a preview tells.
pub(super) struct Preview {
    pub(super) keep: Stored<Contact>,
    pub(super) merge: Stored<Contact>,
    pub(super) result: Contact,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) moved: Vec<Rows>,
    pub(super) folded: Vec<Rows>,
    pub(super) open_outreach: Vec<Uuid>,
}

impl TryFrom<Preview> for PreviewResponse {
    type Error = ApiError;

    fn try_from(preview: Preview) -> Result<Self, ApiError> {
        let shown = |contact: Stored<Contact>| {
            serde_json::to_value(ContactResponse::from(contact)).map_err(ApiError::internal)
        };
        let (keep_id, merge_id) = (preview.keep.id.uuid(), preview.merge.id.uuid());
        let result = shown(preview.keep.clone().with(preview.result))?;
        let (keep, merge) = (shown(preview.keep)?, shown(preview.merge)?);
        let fields = preview.outcomes.into_iter().map(|outcome| {
            let Outcome { field, taken, why } = outcome;
            let of = |contact: &Value| {
                let value = contact.get(field.to_string());
                value.cloned().unwrap_or_default()
            };
            FieldResponse {
                field: Word(field),
                keep: of(&keep),
                merge: of(&merge),
                result: of(&result),
                taken: Word(taken),
                why: Word(why),
            }
        });
        Ok(Self {
            object: "merge_preview",
            keep_id,
            merge_id,
            fields: fields.collect(),
            moved: rows(preview.moved),
            folded: rows(preview.folded),
            open_outreach: preview.open_outreach,
        })
    }
}

/// An undone merge with what came of it.
pub(super) struct Undone {
    pub(super) merge: Stored<Merge>,
    pub(super) undone: UndoneMerge,
}

impl From<Undone> for UndoneResponse {
    fn from(Undone { merge, undone }: Undone) -> Self {
        let UndoneMerge {
            changed,
            returned,
            left,
        } = undone;
        Self {
            merge: merge.into(),
            changed_since: changed.into_iter().map(Word).collect(),
            returned,
            left,
        }
    }
}

crate::change::shown_as!(Merge => MergeResponse);
