//! The course of advice: deciding about it, applying it, and telling whoever gave it.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    advice::{Advice, Application, Decision, Report},
};
use persistence::Transaction;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::wire::AdviceResponse;
use crate::{
    error::{ApiError, Problem},
    follow_up::touched,
    http::{Answer, Body, Caller, Write, caller::WriteFollowUps},
    message::find_addressed,
    wire::{instant, optional_text, text},
};

/// Whether advice will be followed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "will_follow": false, "reason": "I cannot move to another city for a year." }))]
struct AdviceDecisionInput {
    will_follow: bool,
    /// Needed when it will not be followed.
    #[schema(min_length = 1, max_length = 1000)]
    reason: Option<String>,
}

/// What came of following advice.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "result": "I liked the quiet of the night shift." }))]
struct AdviceApplicationInput {
    #[schema(min_length = 1, max_length = 2000)]
    result: String,
    /// Now, when it is not given; not a moment to come.
    at: Option<DateTime<Utc>>,
}

/// How whoever gave advice was told about it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "message_id": "019b76da-a800-7000-8000-000000000009", "note": "She was glad." }))]
struct AdviceReportInput {
    /// Now, when it is not given; not a moment to come.
    at: Option<DateTime<Utc>>,
    /// The message that told them; one to this contact or to several.
    message_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// Decide about advice
///
/// Whether it will be followed, and if not, why. Until it is applied, one may change one's mind.
#[utoipa::path(operation_id = "decide_advice", tag = "advice", security(("bearer" = ["follow_ups:write"])),
    params(("id" = Uuid, Path, description = "The id of the advice")),
    request_body = AdviceDecisionInput,
    responses(
        (status = 200, description = "The advice, decided about", body = AdviceResponse),
        (status = 409, description = "`wrong_state`: it was applied already, as `state` says", body = Problem),
    ))]
#[post("/advice/{id}/decide")]
async fn decide_advice(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<AdviceDecisionInput>,
) -> Result<Answer<AdviceResponse>, ApiError> {
    let reason = optional_text("/reason", body.0.reason.as_deref())?;
    let decision = Decision::of(body.0.will_follow, reason, write.now())?;
    let decided = async |_: &Transaction, current: Stored<Advice>| {
        let decided = current.value.clone().decide(decision)?;
        Ok(current.with(decided))
    };
    write.change(caller.owner, *id, decided).await
}

/// Apply advice
///
/// It was followed, and this is what came of it.
#[utoipa::path(operation_id = "apply_advice", tag = "advice", security(("bearer" = ["follow_ups:write"])),
    params(("id" = Uuid, Path, description = "The id of the advice")),
    request_body = AdviceApplicationInput,
    responses(
        (status = 200, description = "The advice, applied", body = AdviceResponse),
        (status = 409, description = "`wrong_state`: only what one decided to follow is applied", body = Problem),
    ))]
#[post("/advice/{id}/apply")]
async fn apply_advice(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<AdviceApplicationInput>,
) -> Result<Answer<AdviceResponse>, ApiError> {
    let now = write.now();
    let application = Application {
        at: moment(body.0.at, now)?,
        result: text("/result", &body.0.result)?,
    };
    let applied = async |_: &Transaction, current: Stored<Advice>| {
        let applied = current.value.clone().apply(application, now)?;
        Ok(current.with(applied))
    };
    write.change(caller.owner, *id, applied).await
}

/// Report advice back
///
/// Whoever gave it was told what came of it, or why it was not followed. The contact's `last_contacted_at` moves along.
#[utoipa::path(operation_id = "report_advice_back", tag = "advice", security(("bearer" = ["follow_ups:write"])),
    params(("id" = Uuid, Path, description = "The id of the advice")),
    request_body = AdviceReportInput,
    responses(
        (status = 200, description = "The advice, told back", body = AdviceResponse),
        (status = 409, description = "`wrong_state`: it was neither applied nor refused, or it was told back before",
            body = Problem),
    ))]
#[post("/advice/{id}/report-back")]
async fn report_advice_back(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<AdviceReportInput>,
) -> Result<Answer<AdviceResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    let at = moment(body.0.at, now)?;
    let report = Report {
        at,
        message_id: body.0.message_id.map(Id::new),
        note: optional_text("/note", body.0.note.as_deref())?,
    };
    let told = async |tx: &Transaction, current: Stored<Advice>| {
        let contact = current.value.contact_id;
        find_addressed(tx, owner, report.message_id, contact).await?;
        let told = current.value.clone().report_back(report, now)?;
        touched(tx, &write, owner, &[contact], at).await?;
        Ok(current.with(told))
    };
    write.change(owner, *id, told).await
}

/// Reopen advice
///
/// It stands as it was given: what was decided, applied and told back is forgotten. The contact's `last_contacted_at` stays.
#[utoipa::path(operation_id = "reopen_advice", tag = "advice", security(("bearer" = ["follow_ups:write"])),
    params(("id" = Uuid, Path, description = "The id of the advice")),
    responses(
        (status = 200, description = "The advice, as it was given", body = AdviceResponse),
        (status = 409, description = "`wrong_state`: nothing was decided about it yet", body = Problem),
    ))]
#[post("/advice/{id}/reopen")]
async fn reopen_advice(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<AdviceResponse>, ApiError> {
    let reopened = async |_: &Transaction, current: Stored<Advice>| {
        let reopened = current.value.clone().reopen()?;
        Ok(current.with(reopened))
    };
    write.change(caller.owner, *id, reopened).await
}

fn moment(given: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>, ApiError> {
    given.map_or(Ok(now), |at| instant("/at", at))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(decide_advice)
        .service(apply_advice)
        .service(report_advice_back)
        .service(reopen_advice);
}
