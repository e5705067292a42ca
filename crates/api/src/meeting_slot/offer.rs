//! Offering times, several at once.

use actix_web::{post, web::Path};
use domain::{
    Id, Stored,
    meeting_slot::{Conflict, InvalidOffer, MAX_SLOTS, MeetingSlot, admit},
    visit::{Visit, VisitState},
};
use persistence::{
    Transaction,
    meeting_slot::{list_all, list_busy},
    outreach::{Pursuit, find_for_update},
    workspace::{self, Owner},
};
use uuid::Uuid;

use super::{input::OfferInput, wire::OfferResponse};
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteOutreach, etag},
    visit::refuse_over,
};

/// Offer times for a meeting
///
/// One to ten at once, of which the interviewee chooses; three are usual. Each lies in the future, on a day of the visit
/// where one is named, and apart from the others, from what the outreach has on offer and from every interview that is
/// arranged. The same time may be offered to several people: the first to choose has it. An outreach has at most 100
/// slots. `If-Match` is about the outreach.
#[utoipa::path(operation_id = "offer_meeting_slots", tag = "outreach", security(("bearer" = ["outreach:write"])),
    request_body = OfferInput,
    responses(
        (status = 200, description = "The slots, in the order given", body = OfferResponse),
        (status = 409, body = Problem, description = "`slot_conflict`: a time is taken, by the interview or the slot that \
            the problem names in `interview_id` or `slot_id`; `index` is its place in the list; `outreach_closed`: the \
            outreach is over; `wrong_state`: the visit is canceled; `limit_reached`: it would have more than 100 slots"),
    ))]
#[post("/outreach/{id}/slots")]
pub(super) async fn offer_meeting_slots(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    body: Body<OfferInput>,
) -> Result<Answer<OfferResponse>, ApiError> {
    let (owner, input) = (caller.owner, body.0);
    write
        .run(owner, async |tx| {
            let found = find_for_update(tx, owner, Id::new(*id)).await?;
            let pursuit = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&pursuit.outreach))?;
            let visit = visit(tx, owner, input.visit_id).await?;
            let slots = input.read(&pursuit, visit.as_ref())?;
            check(tx, &write, owner, &pursuit, visit.as_ref(), &slots).await?;
            let slots = keep(tx, &write, owner, slots).await?;
            let body = OfferResponse::of(*id, slots);
            Ok(Reply::tagged(etag::of(&pursuit.outreach), body))
        })
        .await
}

/// Inserts them as they are offered.
async fn keep(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    slots: Vec<MeetingSlot>,
) -> Result<Vec<Stored<MeetingSlot>>, ApiError> {
    let (now, slots) = (write.now(), slots.into_iter());
    let slots: Vec<_> = slots.map(|slot| (write.next_id(), slot)).collect();
    workspace::insert_many(tx, owner, &slots, now).await?;
    let kept = slots.into_iter().map(|(id, value)| Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value,
    });
    Ok(kept.collect())
}

/// The visit that the body names.
async fn visit(
    tx: &Transaction,
    owner: Owner,
    id: Option<Uuid>,
) -> Result<Option<Visit>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    let found = workspace::find_for_update::<Visit>(tx, owner, Id::new(id)).await?;
    let found = found.ok_or_else(|| ApiError::unknown_reference("/visit_id"))?;
    Ok(Some(found.value))
}

/// Refuses what cannot be offered now.
async fn check(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    pursuit: &Pursuit,
    visit: Option<&Visit>,
    slots: &[MeetingSlot],
) -> Result<(), ApiError> {
    refuse_over(pursuit.outreach.value.course.state)?;
    if visit.is_some_and(|visit| visit.state == VisitState::Canceled) {
        let detail = "The visit is canceled. Plan it again first.";
        return Err(ApiError::new(Code::WrongState, detail).with("state", "canceled"));
    }
    let before = list_all(tx, owner, pursuit.outreach.id).await?;
    if before.len() + slots.len() > MAX_SLOTS {
        let detail = format!("It has {} slots, and {MAX_SLOTS} at most.", before.len());
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    let periods: Vec<_> = slots.iter().map(MeetingSlot::period).collect();
    let busy = list_busy(tx, owner, &periods).await?;
    admit(slots, visit, &before, &busy, write.now())
        .map_err(|(index, invalid)| refusal(index, invalid))
}

fn refusal(index: usize, invalid: InvalidOffer) -> ApiError {
    let code = match invalid {
        InvalidOffer::Taken(conflict) => return taken(conflict).with("index", index),
        InvalidOffer::InPast => "in_past",
        InvalidOffer::OutsideVisit { .. } => "outside_visit",
        InvalidOffer::Twice { .. } => "twice",
        InvalidOffer::Overlap { .. } => "overlap",
    };
    ApiError::field(&format!("/slots/{index}/starts_at"), code, invalid)
}

/// The problem of a time that is taken.
pub(super) fn taken(conflict: Conflict) -> ApiError {
    let (detail, member, id) = match conflict {
        Conflict::Interview(id) => (
            "An interview of yours is arranged for that time.",
            "interview_id",
            id.uuid(),
        ),
        Conflict::Slot(id) => (
            "The outreach has a slot on offer that overlaps with it.",
            "slot_id",
            id.uuid(),
        ),
    };
    ApiError::new(Code::SlotConflict, detail).with(member, id.to_string())
}
