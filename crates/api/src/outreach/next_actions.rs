//! What is to be done next, over all outreaches.

use actix_web::get;
use chrono::{DateTime, Utc};
use domain::{Id, Stored, Text, outreach};
use persistence::{
    SortKey,
    outreach::{Pending, Wanted, list_next_actions as list},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    action_wire::{Channel, ContactType, NextActionKind, NextActionResponse},
    wire::OutreachState,
};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadOutreach},
    wire::Word,
};

type ActionTiming = Word<outreach::Timing>;

/// Which next actions.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListNextActions {
    /// Only those for which it is too early, or time, or late.
    #[param(max_items = 3)]
    timing: Option<Vec<ActionTiming>>,
    /// Only those of one of these kinds.
    #[param(max_items = 14)]
    kind: Option<Vec<NextActionKind>>,
    /// Only those that can be done by one of these channels.
    #[param(max_items = 8)]
    channel: Option<Vec<Channel>>,
    /// Only those towards contacts of one of these types.
    #[param(max_items = 4)]
    contact_type: Option<Vec<ContactType>>,
    /// Only those for this theme.
    theme_id: Option<Uuid>,
}

/// The next action of one outreach.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OutreachNextAction, example = json!({
    "object": "next_action", "outreach_id": "019b76da-a800-7000-8000-000000000007",
    "contact": { "id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Hopper" }, "theme_id": null,
    "state": "awaiting_reply", "timing": "too_early",
    "action": {
        "kind": "call_to_follow_up", "channels": ["phone"],
        "from": "2026-01-11T23:00:00Z", "until": "2026-01-19T22:59:59Z",
        "reason": "Your letter of 2026-01-05 has had no answer yet: call between 2026-01-12 and 2026-01-19.",
        "rule": "follow_up_steps", "source": "seed 001 (F50, F51, F52)", "candidates": [], "counted": null, "then": null
    }
}))]
struct OutreachNextActionResponse {
    /// Always `next_action`.
    #[schema(max_length = 50)]
    object: &'static str,
    outreach_id: Uuid,
    contact: Person,
    theme_id: Option<Uuid>,
    state: OutreachState,
    timing: ActionTiming,
    action: NextActionResponse,
}

/// The contact of an outreach.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NextActionContact)]
struct Person {
    id: Uuid,
    #[schema(max_length = 200)]
    name: String,
}

/// List next actions
///
/// What to do next in every outreach that has something to do: by which channel, in which window, why, and by which rule
/// and source. What is or will be late first comes first. Until `from` it is too early.
#[utoipa::path(operation_id = "list_next_actions", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(ListNextActions, PageQuery),
    responses((status = 200, description = "One page of the next actions", body = Page<OutreachNextActionResponse>)))]
#[get("/next-actions")]
async fn list_next_actions(
    caller: Caller<ReadOutreach>,
    read: Read,
    wanted: Query<ListNextActions>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<OutreachNextActionResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let now = read.now();
    let wanted = wanted.0.wanted(now, paging.after()?, paging.limit() + 1);
    let rows = list(read.db(), caller.owner, &wanted).await?;
    let (rows, last) = paging.cut_at(rows, |pending| {
        (SortKey::Instant(pending.until), pending.outreach.id.uuid())
    });
    let responses = rows.into_iter().filter_map(|row| response(row, now));
    paging.answer(responses.collect(), last)
}

impl ListNextActions {
    fn wanted(self, now: DateTime<Utc>, after: Option<(SortKey, Uuid)>, limit: usize) -> Wanted {
        let Self {
            timing,
            kind,
            channel,
            contact_type,
            theme_id,
        } = self;
        Wanted {
            now,
            timings: Word::list(timing),
            kinds: Word::list(kind),
            channels: Word::list(channel),
            types: Word::list(contact_type),
            theme: theme_id.map(Id::new),
            after: after.and_then(|(key, id)| match key {
                SortKey::Instant(until) => Some((until, id)),
                SortKey::Text(_) | SortKey::Number(_) => None,
            }),
            limit: u64::try_from(limit).unwrap_or(u64::MAX),
        }
    }
}

/// What the row says and what follows by the methodology are the same; only the latter tells why.
fn response(pending: Pending, now: DateTime<Utc>) -> Option<OutreachNextActionResponse> {
    let Pending {
        outreach: Stored { id, value, .. },
        contact_name,
        until: _,
    } = pending;
    let action = value.course.next_action?;
    Some(OutreachNextActionResponse {
        object: "next_action",
        outreach_id: id.uuid(),
        contact: Person {
            id: value.contact_id.uuid(),
            name: Text::into_string(contact_name),
        },
        theme_id: value.theme_id.map(Id::uuid),
        state: Word(value.course.state),
        timing: Word(action.window.timing(now)),
        action: action.into(),
    })
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_next_actions);
}
