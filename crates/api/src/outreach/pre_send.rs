//! The check before a touch goes out, over HTTP.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    outreach::{self, Ground, Outreach, PreSendFinding, PreSendState, pre_send},
};
use persistence::{
    outreach::{Pursuit, find_ground, find_pursuit},
    snafu::list_open,
    workspace,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::action_wire::Channel;
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Caller, Query, Read, caller::ReadOutreach},
    snafu::SnafuResponse,
    wire::Word,
};

type RuleWord = Word<outreach::PreSendRule>;
type StateWord = Word<outreach::PreSendState>;

/// Lessons that are told, at most.
const LESSONS: u64 = 50;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CheckBeforeSending {
    /// By what; the preferred channel of the next action when it is not given.
    channel: Option<Channel>,
}

/// What was looked at before a touch goes out.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PreSendCheck, example = json!({
    "object": "pre_send_check", "outreach_id": "019b76da-a800-7000-8000-000000000007", "channel": "email",
    "is_clear": false,
    "findings": [{
        "rule": "open_lessons", "state": "warning", "why": "One lesson is open: read it first.", "cited_rule": null,
        "source": null, "not_before": null
    }],
    "lessons": []
}))]
struct PreSendCheckResponse {
    /// Always `pre_send_check`.
    #[schema(max_length = 50)]
    object: &'static str,
    outreach_id: Uuid,
    channel: Channel,
    /// Whether nothing was found that asks for a thought.
    is_clear: bool,
    #[schema(max_items = 20)]
    findings: Vec<PreSendFindingResponse>,
    /// What went wrong before, with them or at their organization, and is open: the latest first.
    #[schema(max_items = 50)]
    lessons: Vec<SnafuResponse>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PreSendFinding)]
struct PreSendFindingResponse {
    rule: RuleWord,
    state: StateWord,
    #[schema(max_length = 2000)]
    why: String,
    /// The key of the rule of the methodology.
    #[schema(max_length = 100)]
    cited_rule: Option<String>,
    /// Where that rule comes from.
    #[schema(max_length = 2000)]
    source: Option<String>,
    /// Until when it is blocked, where that ends by itself.
    not_before: Option<DateTime<Utc>>,
}

/// Check before sending
///
/// What to look at before the next touch goes out, as of now: whether it is time, whether an address is known that works,
/// which lessons are open about the contact and their organization, who led to them and may be named, and whether anything
/// was looked up. A touch that is blocked would be refused, or needs an `override_reason`.
#[utoipa::path(operation_id = "find_pre_send_check", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(CheckBeforeSending),
    responses(
        (status = 200, description = "What was looked at", body = PreSendCheckResponse),
        (status = 409, description = "`too_many_attempts`: the outreach can hold no more", body = Problem),
    ))]
#[get("/outreach/{id}/pre-send-check")]
async fn find_pre_send_check(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
    asked: Query<CheckBeforeSending>,
) -> Result<Answer<PreSendCheckResponse>, ApiError> {
    let (db, owner, id) = (read.db(), caller.owner, Id::<Outreach>::new(*id));
    let pursuit = find_pursuit(db, owner, id).await?;
    let pursuit = pursuit.ok_or_else(ApiError::not_found)?;
    let contact = workspace::find(db, owner, pursuit.outreach.value.contact_id).await?;
    let contact: Stored<Contact> =
        contact.ok_or_else(|| ApiError::internal("an outreach without its contact"))?;
    let organization = contact.value.organization_id;
    let lessons = list_open(db, owner, contact.id, organization, LESSONS).await?;
    let (referrers, has_research) = find_ground(db, owner, contact.id, organization).await?;
    let ground = Ground {
        methods: &contact.value.methods,
        open_lessons: lessons.len(),
        referrers: &referrers,
        has_research,
    };
    let channel = asked
        .0
        .channel
        .map_or_else(|| usual(&pursuit), |Word(channel)| channel);
    let Pursuit {
        attempts,
        policy,
        facts,
        ..
    } = &pursuit;
    let findings = pre_send((attempts, policy, facts), &ground, channel, read.now())?;
    Ok(Answer::ok(&PreSendCheckResponse {
        object: "pre_send_check",
        outreach_id: id.uuid(),
        channel: Word(channel),
        is_clear: findings.iter().all(|one| one.state == PreSendState::Ok),
        findings: findings.into_iter().map(Into::into).collect(),
        lessons: lessons.into_iter().map(Into::into).collect(),
    }))
}

/// By what the contact is approached next; where nothing is to be done, as they usually are.
fn usual(pursuit: &Pursuit) -> outreach::Channel {
    let asking = &pursuit.policy.asking;
    let course = outreach::course(&pursuit.attempts, &pursuit.policy, &pursuit.facts);
    let next = course.next_action;
    let next = next.and_then(|next| next.towards_contact().channels.first().copied());
    let first = asking.first_channels.value.first().copied();
    next.or(first).unwrap_or(outreach::Channel::Email)
}

impl From<PreSendFinding> for PreSendFindingResponse {
    fn from(
        PreSendFinding {
            rule,
            state,
            why,
            cited,
            not_before,
        }: PreSendFinding,
    ) -> Self {
        let (cited_rule, source) = cited.unzip();
        Self {
            rule: Word(rule),
            state: Word(state),
            why,
            cited_rule,
            source,
            not_before,
        }
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_pre_send_check);
}
