//! Telling of changes as they happen, as server-sent events.

use std::{convert::Infallible, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, HeaderName},
    web::{Bytes, Data},
};
use domain::change::{Change, Extent, Seq};
use futures_util::stream::{self, Stream};
use persistence::{
    change::{find_extent, scan},
    workspace::Owner,
};
use tracing::warn;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    hub::{Follower, Wake},
    shown::permitted,
    wire::{ChangeEvent, ChangeEvents, StreamChanges},
};
use crate::{
    auth::Credential,
    error::{ApiError, Code, Problem},
    http::{Answer, Caller, Query, Read, caller::ReadChanges},
    state::State,
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Events that are written at once.
const BATCH: usize = 100;
/// So that nobody between takes a silent stream for a dead one, and a session that ended is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Follow the changes of the workspace
///
/// Server-sent events (HTML Living Standard, section 9.2), each with the number of the change as `id`, a type such as
/// `contact.updated`, and the change without its data. A client that comes back with `Last-Event-ID` is told what it
/// missed; one that comes without is told what happens from now on. An event `reset` says that the log no longer tells
/// what was deleted since: read `GET /v1/changes` anew. The stream ends with the access token; come back with a new one.
#[utoipa::path(operation_id = "stream_changes", tag = "changes", security(("bearer" = ["changes:read"])),
    params(StreamChanges, ("Last-Event-ID" = Option<String>, Header, description = "The number of the last change already \
        known", max_length = 16, pattern = "^[0-9]{1,16}$", example = "42")),
    responses(
        (status = 200, description = "The events, as long as the client listens", content((ChangeEvents = "text/event-stream",
            example = "id: 42\nevent: story.updated\ndata: {\"object\":\"change\",\"seq\":42}\n\n"))),
        (status = 409, description = "`limit_reached`: too many streams of this account are open", body = Problem),
    ))]
#[get("/changes/stream")]
async fn stream_changes(
    caller: Caller<ReadChanges>,
    read: Read,
    request: HttpRequest,
    query: Query<StreamChanges>,
) -> Result<Answer<ChangeEvents>, ApiError> {
    let (owner, state) = (caller.owner, read.state.clone());
    let resources = permitted(&caller, query.0.resource)?;
    let known = last_event(&request)?.or(query.0.last_seq);
    let extent = find_extent(read.db(), owner).await?;
    let extent = extent.ok_or_else(ApiError::not_found)?;
    let most = state.config.limits.streams;
    let follower = state.hub.follow(owner, most).ok_or_else(|| {
        let detail = format!("An account has at most {most} open streams. Close one first.");
        ApiError::new(Code::LimitReached, detail)
    })?;
    let telling = Telling {
        head: Some(greeting(known, extent)),
        // A number from before a backup was restored is none of this log's.
        after: known.map_or(extent.last, |known| known.min(extent.last)),
        resources,
        follower,
        credential: caller.credential,
        expires_at: caller.expires_at,
        owner,
        state,
    };
    let response = HttpResponse::Ok()
        .content_type("text/event-stream; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // What nginx needs to be told not to collect it.
        .insert_header(("x-accel-buffering", "no"))
        .streaming(telling.events());
    Ok(Answer::of(response))
}

fn last_event(request: &HttpRequest) -> Result<Option<Seq>, ApiError> {
    let Some(value) = request.headers().get(LAST_EVENT_ID) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default();
    let seq = text.parse::<Seq>().ok().filter(|seq| *seq >= 0);
    seq.map(Some)
        .ok_or_else(|| ApiError::header("Last-Event-ID", "must be the number of a change"))
}

/// When to come back after a break, and whether the client has to begin anew.
fn greeting(known: Option<Seq>, extent: Extent) -> String {
    let retry = "retry: 2000\n\n";
    match known {
        Some(known) if known < extent.forgotten || known > extent.last => {
            format!("{retry}event: reset\ndata: {{}}\n\n")
        }
        _ => retry.to_owned(),
    }
}

/// One client and how far it was told.
struct Telling {
    head: Option<String>,
    after: Seq,
    resources: Vec<domain::change::ChangedResource>,
    follower: Follower,
    credential: Credential,
    expires_at: chrono::DateTime<chrono::Utc>,
    owner: Owner,
    state: Data<State>,
}

impl Telling {
    fn events(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        stream::unfold(self, |mut telling| async move {
            let next = telling.next().await?;
            Some((Ok(Bytes::from(next)), telling))
        })
    }

    /// The next bytes to write; `None` ends the stream. A client that comes back is told what it missed, so whatever
    /// fails here ends it too.
    async fn next(&mut self) -> Option<String> {
        if let Some(head) = self.head.take() {
            return Some(head);
        }
        loop {
            match self.read().await {
                Ok(events) if events.is_empty() => {}
                Ok(events) => return Some(events),
                Err(error) => {
                    warn!(%error, "a stream of changes ends");
                    return None;
                }
            }
            match self.follower.wait(HEARTBEAT).await {
                Wake::Changed => {}
                Wake::Waited if self.is_welcome().await => return Some(":\n\n".to_owned()),
                Wake::Waited | Wake::Closed => return None,
            }
        }
    }

    async fn read(&mut self) -> Result<String, persistence::Error> {
        loop {
            let scan = scan(
                &self.state.db,
                self.owner,
                self.after,
                &self.resources,
                BATCH,
            )
            .await?;
            self.after = scan.read;
            if !scan.changes.is_empty() || !scan.has_more {
                return Ok(scan.changes.iter().map(event).collect());
            }
        }
    }

    /// Whether the token is still good and its session goes on, or the key is.
    async fn is_welcome(&self) -> bool {
        let now = self.state.clock.now();
        let stands = self.credential.stands(&self.state.db, self.owner, now);
        now < self.expires_at && matches!(stands.await, Ok(true))
    }
}

fn event(change: &Change) -> String {
    let data = serde_json::to_string(&ChangeEvent::from(change)).unwrap_or_default();
    format!(
        "id: {}\nevent: {}\ndata: {data}\n\n",
        change.seq,
        change.event_type()
    )
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(stream_changes);
}
