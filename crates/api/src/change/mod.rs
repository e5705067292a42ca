//! The changes of a workspace over HTTP: for a mirror that is brought up to date, and as they happen.

pub(crate) mod hub;
mod shown;
mod stream;
mod wire;

use std::collections::HashMap;

use actix_web::get;
use chrono::TimeDelta;
use domain::change::{Change, ChangedResource, Progress, Seq};
use persistence::change::{find_extent, scan};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::{
    shown::{Current, Shown, current, require, scope, shown_as},
    wire::{ChangeOperation as ChangeOperationWord, ChangedResource as ChangedResourceWord},
};
use self::{
    shown::{find_current, permitted},
    wire::{ChangeResponse, ChangesResponse, ListChanges},
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Caller, Query, Read, caller::ReadChanges},
};

/// How long a client that stays away is told of deletions: as long as `find_changes` promises.
pub(crate) const KEPT: TimeDelta = TimeDelta::days(90);

/// How far a client has come, as its cursor says.
#[derive(Serialize, Deserialize)]
struct Position(Seq, Seq, Seq);

/// List the changes of the workspace
///
/// In the order in which they happened, from the beginning or from where the last answer ended, each with the resource as
/// it is now: apply `data` where there is some, and remove what has none, and the client holds what the service holds.
/// Of a change long past only what still matters is kept: the last one of each resource that exists. Deletions are told
/// for 90 days; a client that comes back later is answered 410, forgets everything and begins again without `after`.
#[utoipa::path(operation_id = "find_changes", tag = "changes", security(("bearer" = ["changes:read"])),
    params(ListChanges),
    responses(
        (status = 200, description = "Changes, and where to go on", body = ChangesResponse),
        (status = 410, description = "`cursor_expired`: begin again without `after`", body = Problem),
    ))]
#[get("/changes")]
async fn find_changes(
    caller: Caller<ReadChanges>,
    read: Read,
    query: Query<ListChanges>,
) -> Result<Answer<ChangesResponse>, ApiError> {
    let ListChanges {
        after,
        limit,
        resource,
    } = query.0;
    let (db, owner) = (read.db(), caller.owner);
    let resources = permitted(&caller, resource)?;
    let words: Vec<String> = resources.iter().map(ToString::to_string).collect();
    let binding = json!([owner.uuid(), "find_changes", words]).to_string();
    let extent = find_extent(db, owner).await?;
    let extent = extent.ok_or_else(ApiError::not_found)?;
    let progress = match after {
        None => Progress::begin(extent),
        Some(after) => open(&read, &after, &binding)?
            .resume(extent)
            .map_err(|expired| ApiError::new(Code::CursorExpired, expired.to_string()))?,
    };
    let limit = usize::try_from(limit.unwrap_or(100)).unwrap_or(100);
    let scan = scan(db, owner, progress.read, &resources, limit).await?;
    let reached = if scan.has_more {
        scan.read
    } else {
        scan.read.max(progress.target)
    };
    let data = beside_current(&read, &caller, &scan.changes).await?;
    Ok(Answer::ok(&ChangesResponse {
        data,
        has_more: scan.has_more,
        next_after: seal(&read, progress.advance(reached), &binding)?,
    }))
}

/// The changes, each beside the resource as it now is.
async fn beside_current<P>(
    read: &Read,
    caller: &Caller<P>,
    changes: &[Change],
) -> Result<Vec<ChangeResponse>, ApiError> {
    let mut ids: HashMap<ChangedResource, Vec<Uuid>> = HashMap::new();
    for change in changes {
        let ids = ids.entry(change.resource).or_default();
        if !ids.contains(&change.resource_id) {
            ids.push(change.resource_id);
        }
    }
    let mut current: HashMap<(ChangedResource, Uuid), (i32, Value)> = HashMap::new();
    for (resource, ids) in ids {
        for (id, version, data) in find_current(read.db(), caller.owner, resource, ids).await? {
            current.insert((resource, id), (version, data));
        }
    }
    let shown = changes.iter().map(|change| {
        let found = current.get(&(change.resource, change.resource_id));
        ChangeResponse::new(change, found.cloned())
    });
    Ok(shown.collect())
}

fn open(read: &Read, after: &str, binding: &str) -> Result<Progress, ApiError> {
    let opened = read.state.cursors.open(after, binding.as_bytes());
    let position = opened.and_then(|position| serde_json::from_slice(&position).ok());
    let Position(read, sure, target) = position.ok_or_else(|| {
        let detail =
            "It is no `next_after` for these resources and this token. Begin again without it.";
        ApiError::new(Code::InvalidCursor, detail)
    })?;
    Ok(Progress { read, sure, target })
}

fn seal(read: &Read, progress: Progress, binding: &str) -> Result<String, ApiError> {
    let Progress {
        read: seq,
        sure,
        target,
    } = progress;
    let position = serde_json::to_vec(&Position(seq, sure, target)).map_err(ApiError::internal)?;
    read.state.cursors.seal(&position, binding.as_bytes())
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_changes);
    stream::routes(config);
}
