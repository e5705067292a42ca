//! Proposed times over HTTP.

mod input;
mod offer;
mod wire;

use actix_web::{get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Stored,
    interview::{Interview, Refused},
    meeting_slot::{MeetingSlot, NotOffered, State, clash},
};
use persistence::{
    Transaction,
    meeting_slot::{decline_others, filter, list_busy},
    outreach::{Pursuit, find_for_update},
    workspace::Owner,
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::{
    input::ChooseInput,
    offer::taken,
    wire::{ListSlots, SlotResponse},
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadOutreach, WriteInterviews, WriteOutreach},
    },
    interview::{admit, arrange},
    visit::refuse_over,
    wire::Word,
};

impl From<NotOffered> for ApiError {
    fn from(refused: NotOffered) -> Self {
        let NotOffered(state) = refused;
        Self::new(Code::WrongState, refused).with("state", state.to_string())
    }
}

/// List the slots of an outreach
///
/// The earliest first, whatever became of them.
#[utoipa::path(operation_id = "list_meeting_slots", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(ListSlots, PageQuery),
    responses((status = 200, description = "One page of the slots", body = Page<SlotResponse>)))]
#[get("/outreach/{id}/slots")]
async fn list_meeting_slots(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
    list: Query<ListSlots>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<SlotResponse>>, ApiError> {
    let filter = filter(&Word::list(list.0.state));
    read.children::<MeetingSlot, _>(caller.owner, *id, filter, "starts_at", page.0)
        .await
}

/// Find a slot of an outreach
#[utoipa::path(operation_id = "find_meeting_slot", tag = "outreach", security(("bearer" = ["outreach:read"])),
    responses((status = 200, description = "The slot", body = SlotResponse)))]
#[get("/outreach/{id}/slots/{slot_id}")]
async fn find_meeting_slot(
    caller: Caller<ReadOutreach>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<SlotResponse>, ApiError> {
    read.child::<MeetingSlot, _>(caller.owner, path.into_inner())
        .await
}

/// Choose a slot
///
/// Schedules the interview at its time and place in the same step: the answer names it in `interview_id`. Whatever else
/// the outreach has on offer is declined. As for any interview, the outreach must have led to a yes first.
#[utoipa::path(operation_id = "choose_meeting_slot", tag = "outreach", security(("bearer" = ["interviews:write"])),
    request_body = ChooseInput,
    responses(
        (status = 200, description = "The slot, chosen", body = SlotResponse),
        (status = 409, body = Problem, description = "`slot_conflict`: an interview is arranged for that time by now, the \
            problem names it in `interview_id`; `wrong_state`: the slot is not offered, or lies more than 24 hours back; \
            `outreach_closed`: the outreach is over; `meeting_not_agreed`: it has not led to a yes; \
            `interview_already_open`: one of this outreach is arranged"),
    ))]
#[post("/outreach/{id}/slots/{slot_id}/choose")]
async fn choose_meeting_slot(
    caller: Caller<WriteInterviews>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
    body: Body<ChooseInput>,
) -> Result<Answer<SlotResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    write
        .run(owner, async |tx| {
            let slot = write
                .take_child::<MeetingSlot>(tx, owner, path.into_inner())
                .await?;
            let id = write.next_id();
            let chosen = body.0.choose(slot.value.clone(), id)?;
            let interview = agree(tx, owner, &chosen, now).await?;
            arrange(tx, &write, owner, id, &interview).await?;
            let chosen = write.save(tx, owner, slot.with(chosen)).await?;
            decline_others(tx, owner, &chosen, now).await?;
            Ok(Reply::ok(chosen))
        })
        .await
}

/// The interview that follows from choosing a slot, unless the outreach or the person's other interviews forbid it.
async fn agree(
    tx: &Transaction,
    owner: Owner,
    slot: &MeetingSlot,
    now: DateTime<Utc>,
) -> Result<Interview, ApiError> {
    let pursuit = find_for_update(tx, owner, slot.outreach_id).await?;
    let Pursuit { outreach, .. } = pursuit.ok_or_else(ApiError::not_found)?;
    refuse_over(outreach.value.course.state)?;
    admit(&outreach.value)?;
    let busy = list_busy(tx, owner, &[slot.period()]).await?;
    if let Some(conflict) = clash(slot.period(), &[], &busy) {
        return Err(taken(conflict));
    }
    Interview::schedule(slot.plan(&outreach.value), now).map_err(|refused: Refused| {
        ApiError::new(Code::WrongState, refused).with("state", State::Offered.word().to_string())
    })
}

/// Withdraw a slot
///
/// Takes back what was offered.
#[utoipa::path(operation_id = "withdraw_meeting_slot", tag = "outreach", security(("bearer" = ["outreach:write"])),
    responses(
        (status = 200, description = "The slot, withdrawn", body = SlotResponse),
        (status = 409, description = "`wrong_state`: only one that is offered is withdrawn", body = Problem),
    ))]
#[post("/outreach/{id}/slots/{slot_id}/withdraw")]
async fn withdraw_meeting_slot(
    caller: Caller<WriteOutreach>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<SlotResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let slot: Stored<MeetingSlot> = write.take_child(tx, owner, path.into_inner()).await?;
            let withdrawn = slot.value.clone().withdraw()?;
            Ok(Reply::ok(
                write.save(tx, owner, slot.with(withdrawn)).await?,
            ))
        })
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(offer::offer_meeting_slots)
        .service(list_meeting_slots)
        .service(find_meeting_slot)
        .service(choose_meeting_slot)
        .service(withdraw_meeting_slot);
}
