//! Attempts over HTTP: recorded in order, never changed.

use actix_web::{get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    follow_up::Occasion,
    outreach::{Attempt, Outcome, Outreach, Touch, check},
};
use persistence::{
    Executor, SortKey, Transaction,
    contact::set_do_not_contact,
    outreach::{Pursuit, attempt, find_for_update},
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    aftermath,
    aside_wire::Aside,
    attempt_wire::{AttemptInput, AttemptResponse, Of},
    recorded_wire::{Recorded, RecordedResponse},
    settle::settle_colleagues,
};
use crate::{
    change::{Current, current},
    error::{ApiError, Problem},
    follow_up::{keep_up, touched},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadOutreach, WriteOutreach},
        etag,
    },
};

/// Record an attempt
///
/// What was tried, or what came from them, and the outreach with its new state and next action. An attempt that the
/// methodology advises against is refused with the explanation, unless it gives an `override_reason`. What bounced or
/// rang at the wrong place marks the contact's address; what went wrong is kept with its lesson; whom they led to, in
/// whatever answer, becomes contacts and referrals. All of it happens, or nothing. `If-Match` is about the outreach.
#[utoipa::path(operation_id = "record_attempt", tag = "outreach", security(("bearer" = ["outreach:write"])),
    request_body = AttemptInput,
    responses(
        (status = 201, description = "The attempt, and the outreach as it now stands", body = RecordedResponse),
        (status = 409, body = Problem, description = "`too_early`: wait until `not_before`; `attempt_cap_reached`: leave \
            them alone until `again_from`; `do_not_contact`: they asked to be left alone; `outreach_closed`: it came to \
            its end; `outreach_already_open`: the contact is pursued in another one; `too_many_attempts`. Where \
            `overridable` is true, an `override_reason` lifts the refusal; `reason`, `rule` and `source` explain it"),
    ))]
#[post("/outreach/{id}/attempts")]
async fn record_attempt(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    body: Body<AttemptInput>,
) -> Result<Answer<RecordedResponse>, ApiError> {
    let now = write.now();
    let (touch, aside) = body.0.read(now)?;
    write
        .run(caller.owner, async |tx| {
            let found = find_for_update(tx, caller.owner, Id::new(*id)).await?;
            let pursuit = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&pursuit.outreach))?;
            let attempt = admit(&pursuit, touch, now)?;
            let recorded = record(tx, &write, caller.owner, pursuit, (attempt, aside)).await?;
            let collection = format!("/v1/outreach/{id}/attempts");
            Ok(Reply::created(&collection, recorded))
        })
        .await
}

/// The next attempt, if its parts go together and the methodology does not forbid it.
fn admit(pursuit: &Pursuit, touch: Touch, now: DateTime<Utc>) -> Result<Attempt, ApiError> {
    let Pursuit {
        attempts,
        policy,
        facts,
        ..
    } = pursuit;
    let attempt = Attempt::next(touch, attempts, now, facts.zone())?;
    check(&attempt, attempts, policy, facts)?;
    Ok(attempt)
}

/// Saves an attempt, the course that follows from it, what it says about the contact, and whom they led to.
async fn record(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    mut pursuit: Pursuit,
    (attempt, aside): (Attempt, Aside),
) -> Result<Stored<Recorded>, ApiError> {
    let (id, now) = (pursuit.outreach.id, write.now());
    let contact = pursuit.outreach.value.contact_id;
    let (at, outcome) = (attempt.touch().at, attempt.touch().outcome);
    let recorded = attempt::insert(tx, owner, id, write.new_id()?, &attempt, now).await?;
    let day = pursuit.facts.zone().day_of(now);
    let aside = aftermath::keep(tx, write, owner, (contact, day), (&recorded, aside)).await?;
    pursuit.attempts.push(attempt);
    let (outreach, _) = pursuit.settled();
    let outreach = write.save(tx, owner, outreach).await?;
    settle_colleagues(tx, owner, contact, now).await?;
    if outcome == Outcome::DoNotContact {
        set_do_not_contact(tx, owner, contact, now).await?;
        keep_up(tx, write, owner, &[contact], Occasion::Other).await?;
    }
    if outcome.is_answer() {
        touched(tx, write, owner, &[contact], at).await?;
    }
    Ok(Recorded::new(outreach, recorded, aside))
}

/// Records something that was sent as the next attempt of an outreach of the owner's.
pub(crate) async fn record_sent(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    outreach: Id<Outreach>,
    touch: Touch,
) -> Result<Id<Attempt>, ApiError> {
    let found = find_for_update(tx, owner, outreach).await?;
    let pursuit = found.ok_or_else(ApiError::not_found)?;
    let attempt = admit(&pursuit, touch, write.now())?;
    let recorded = record(tx, write, owner, pursuit, (attempt, Aside::default())).await?;
    Ok(Id::new(recorded.id.uuid()))
}

/// List attempts
///
/// The attempts of an outreach in the order in which they happened.
#[utoipa::path(operation_id = "list_attempts", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the attempts", body = Page<AttemptResponse>)))]
#[get("/outreach/{id}/attempts")]
async fn list_attempts(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<AttemptResponse>>, ApiError> {
    let (owner, outreach) = (caller.owner, Id::<Outreach>::new(*id));
    let paging = read.paging(owner, page.0)?;
    let after = paging.after()?.map_or(0, |(key, _)| number_of(&key));
    let one_more = u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX);
    let rows = attempt::list(read.db(), owner, outreach, after, one_more).await?;
    if rows.is_empty() && !workspace::exists(read.db(), owner, outreach).await? {
        return Err(ApiError::not_found());
    }
    let (rows, last) = paging.cut_at(rows, |row| {
        (SortKey::Number(row.value.number().into()), row.id.uuid())
    });
    let of = |row| AttemptResponse::from(Of::new(outreach, row));
    paging.answer(rows.into_iter().map(of).collect(), last)
}

/// The number of the attempt after which a page begins.
fn number_of(key: &SortKey) -> i16 {
    match key {
        SortKey::Number(number) => i16::try_from(*number).unwrap_or(0),
        SortKey::Instant(_) | SortKey::Text(_) => 0,
    }
}

/// Find an attempt
#[utoipa::path(operation_id = "find_attempt", tag = "outreach", security(("bearer" = ["outreach:read"])),
    responses((status = 200, description = "The attempt", body = AttemptResponse)))]
#[get("/outreach/{id}/attempts/{attempt_id}")]
async fn find_attempt(
    caller: Caller<ReadOutreach>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<AttemptResponse>, ApiError> {
    let (id, attempt_id) = path.into_inner();
    let id = Id::new(id);
    let found = attempt::find(read.db(), caller.owner, id, Id::new(attempt_id)).await?;
    read.found(Of::new(id, found.ok_or_else(ApiError::not_found)?))
}

/// Attempts as their changes show them.
pub(crate) async fn find_changed_attempts(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<Vec<Current>, ApiError> {
    let found = attempt::find_several(db, owner, ids).await?;
    let found = found
        .into_iter()
        .map(|(outreach, row)| Of::new(outreach, row));
    found.map(current::<Of, AttemptResponse>).collect()
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(record_attempt)
        .service(list_attempts)
        .service(find_attempt);
}
