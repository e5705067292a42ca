//! Changes on the wire.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use domain::change::{self, Change};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};
use uuid::Uuid;

use crate::wire::Word;

pub(crate) type ChangedResource = Word<change::ChangedResource>;
pub(crate) type ChangeOperation = Word<change::ChangeOperation>;

/// Which changes.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListChanges {
    /// The `next_after` of the answer before, opaque; everything from the beginning when it is not given. It belongs to
    /// these resources and to what the token may read.
    #[param(max_length = 500, pattern = "^[A-Za-z0-9_-]+$")]
    pub(super) after: Option<String>,
    /// How many changes to return at most.
    #[param(minimum = 1, maximum = 100, default = 100, example = 100)]
    pub(super) limit: Option<u32>,
    /// Only changes of these resources.
    #[param(max_items = 60)]
    pub(super) resource: Option<Vec<ChangedResource>>,
}

/// Which changes to be told.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StreamChanges {
    /// Only changes of these resources.
    #[param(max_items = 60)]
    pub(super) resource: Option<Vec<ChangedResource>>,
    /// The number of the last change already known, for a client that cannot send `Last-Event-ID`.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    pub(super) last_seq: Option<i64>,
}

/// One change of the workspace.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Change, example = json!({
    "object": "change", "seq": 42, "resource": "story", "id": "019b76da-a800-7000-8000-000000000009",
    "operation": "updated", "at": "2026-01-05T09:00:00Z", "version": 2,
    "data": { "id": "019b76da-a800-7000-8000-000000000009", "object": "story", "title": "The lost tickets" }
}))]
pub(super) struct ChangeResponse {
    /// Always `change`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Its number in the workspace: higher is later.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    seq: i64,
    resource: ChangedResource,
    /// That of the resource.
    id: Uuid,
    operation: ChangeOperation,
    at: DateTime<Utc>,
    /// The revision that `data` shows.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    version: Option<i32>,
    /// The resource as it is now, as its own operation shows it; null when it is gone.
    #[schema(value_type = Option<Object>)]
    data: Option<Value>,
}

/// Some changes of the workspace, in their order.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Changes, example = json!({
    "data": [{
        "object": "change", "seq": 42, "resource": "story", "id": "019b76da-a800-7000-8000-000000000009",
        "operation": "deleted", "at": "2026-01-05T09:00:00Z", "version": null, "data": null
    }],
    "has_more": false, "next_after": "WDniR6FQ7PGEZ7zLmoeAqqxVdAuZh-wpg-gBu2kWSBo2vCF3Hw"
}))]
pub(super) struct ChangesResponse {
    #[schema(max_items = 100)]
    pub(super) data: Vec<ChangeResponse>,
    /// Whether more are there already.
    pub(super) has_more: bool,
    /// Give it as `after` to go on; keep it for the next time.
    #[schema(max_length = 500)]
    pub(super) next_after: String,
}

impl ChangeResponse {
    /// A change, beside the resource as it now is in some revision.
    pub(super) fn new(change: &Change, current: Option<(i32, Value)>) -> Self {
        let (version, data) = current.unzip();
        let Change {
            seq,
            resource,
            resource_id,
            operation,
            at,
        } = *change;
        Self {
            object: "change",
            seq,
            resource: Word(resource),
            id: resource_id,
            operation: Word(operation),
            at,
            version,
            data,
        }
    }
}

/// A change as the stream tells it, without the resource.
#[derive(Debug, Serialize)]
pub(super) struct ChangeEvent {
    object: &'static str,
    seq: i64,
    resource: ChangedResource,
    id: Uuid,
    operation: ChangeOperation,
    at: DateTime<Utc>,
}

impl From<&Change> for ChangeEvent {
    fn from(change: &Change) -> Self {
        let Change {
            seq,
            resource,
            resource_id,
            operation,
            at,
        } = *change;
        Self {
            object: "change",
            seq,
            resource: Word(resource),
            id: resource_id,
            operation: Word(operation),
            at,
        }
    }
}

/// The server-sent events that tell of changes (HTML Living Standard, section 9.2).
#[derive(Clone, Copy, Debug)]
pub(super) enum ChangeEvents {}

impl PartialSchema for ChangeEvents {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Server-sent events, one for each change, as long as the client listens.",
            ))
            // Whatever a token's lifetime brings.
            .max_length(Some(1_000_000_000))
            .into()
    }
}

impl ToSchema for ChangeEvents {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ChangeEvents")
    }
}
