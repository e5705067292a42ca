//! The log of a conversation: what happened is added to it, once, and the rest follows.

use std::collections::HashMap;

use actix_web::{get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    interview::{
        self, Course, Happening, Interview, MAX_EVENTS, Mark, PlannedQuestion, SessionEvent,
        deferred,
    },
};
use persistence::{
    Transaction, interview_question, session_log,
    workspace::{self, Filter, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    follow_ups::settle_deferred,
    live::Told,
    log_wire::{RecordedResponse, SessionEventResponse, SessionEventsInput},
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadInterviews, WriteInterviews},
    },
};

type Event = (Id<SessionEvent>, SessionEvent);

/// Record what happened in an interview
///
/// For a device that loses its connection: each event carries an id made there and the time when it happened. Those that
/// are there already add nothing, and late ones count from when they happened: any order gives the same session. Because
/// they tell what happened, deferrals beyond the methodology's cap are recorded too and shown as `is_over`; marking a
/// question refuses them. `If-Match` is about the interview.
#[utoipa::path(operation_id = "record_session_events", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = SessionEventsInput,
    responses(
        (status = 200, description = "The session after them", body = RecordedResponse),
        (status = 409, description = "`wrong_state`: the interview has not begun, or did not take place; \
            `limit_reached`: the log is full", body = Problem),
    ))]
#[post("/interviews/{id}/session/events")]
async fn record_session_events(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<SessionEventsInput>,
) -> Result<Answer<RecordedResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    let sent = body.0.read(Id::new(*id), now)?;
    write
        .run(owner, async |tx| {
            let interview: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            interview.value.admits_marks()?;
            let questions = interview_question::list(tx, owner, interview.id).await?;
            refer(&questions, &sent)?;
            let (new, repeated) = unknown(tx, owner, sent).await?;
            let recorded = u32::try_from(new.len()).unwrap_or(u32::MAX);
            let told = add(tx, &write, owner, (interview, questions), new).await?;
            Ok(Reply::plain(RecordedResponse {
                recorded,
                repeated,
                session: told.at(tx, owner, now).await?,
            }))
        })
        .await
}

/// Those of the events that are not there yet, each once, and how many others there are.
async fn unknown(
    tx: &Transaction,
    owner: Owner,
    sent: Vec<Event>,
) -> Result<(Vec<Event>, u32), ApiError> {
    let ids = sent.iter().map(|(id, _)| *id);
    let known = workspace::find_several(tx, owner, ids).await?;
    let known = known.into_iter().map(|known| (known.id, known.value));
    let mut known: HashMap<_, _> = known.collect();
    let (mut new, mut repeated) = (Vec::new(), 0);
    for (index, (id, event)) in sent.into_iter().enumerate() {
        match known.get(&id) {
            None => {
                known.insert(id, event.clone());
                new.push((id, event));
            }
            Some(same) if *same == event => repeated += 1,
            Some(_) => {
                let pointer = format!("/events/{index}/id");
                let detail = "is that of another event; make a new one for each";
                return Err(ApiError::field(&pointer, "taken", detail));
            }
        }
    }
    Ok((new, repeated))
}

/// Adds events to the log and makes the questions and the interview say what follows from it.
async fn add(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (interview, mut questions): (Stored<Interview>, Vec<Stored<PlannedQuestion>>),
    new: Vec<Event>,
) -> Result<Told, ApiError> {
    let mut events = session_log::list(tx, owner, interview.id).await?;
    let (course, now) = (
        append(tx, owner, &mut events, new, write.now()).await?,
        write.now(),
    );
    let left = |questions: &[Stored<PlannedQuestion>]| {
        deferred(questions.iter().map(|question| &question.value))
    };
    let before = left(&questions);
    let mut marks = Vec::new();
    for question in &mut questions {
        let mark = course.mark(question.id);
        if question.value.mark != mark {
            marks.push((question.id, mark.clone()));
            question.value.mark = mark;
        }
    }
    session_log::mark_questions(tx, owner, &marks, now).await?;
    let extended = interview.value.clone().extended(course.extended);
    let interview = if extended == interview.value {
        interview
    } else {
        write.save(tx, owner, interview.with(extended)).await?
    };
    let counts = (before, left(&questions));
    settle_deferred(tx, write, owner, &interview, counts).await?;
    Ok(Told {
        interview,
        questions,
        events,
    })
}

/// Refuses an event about what is no question of this interview.
fn refer(questions: &[Stored<PlannedQuestion>], sent: &[Event]) -> Result<(), ApiError> {
    let is_known = |id| questions.iter().any(|question| question.id == id);
    let unknown = sent
        .iter()
        .position(|(_, event)| event.question().is_some_and(|id| !is_known(id)));
    unknown.map_or(Ok(()), |index| {
        let pointer = format!("/events/{index}/interview_question_id");
        Err(ApiError::unknown_reference(&pointer))
    })
}

/// Keeps events, and tells the course of the conversation with them.
async fn append(
    tx: &Transaction,
    owner: Owner,
    events: &mut Vec<Stored<SessionEvent>>,
    new: Vec<Event>,
    now: DateTime<Utc>,
) -> Result<Course, ApiError> {
    if events.len() + new.len() > MAX_EVENTS {
        let detail = format!("The log of an interview has at most {MAX_EVENTS} events.");
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    workspace::insert_many(tx, owner, &new, now).await?;
    events.extend(new.into_iter().map(|(id, value)| Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value,
    }));
    Ok(Course::of(&*events))
}

/// Adds to the log what was told of a question and gives the mark that follows; what says nothing new is not added.
pub(super) async fn tell(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    question: &Stored<PlannedQuestion>,
    (told, happened_at): (interview::Told, DateTime<Utc>),
) -> Result<Mark, ApiError> {
    if question.value.mark.says(&told, happened_at) {
        return Ok(question.value.mark.clone());
    }
    let interview_id = question.value.interview_id;
    let mut events = session_log::list(tx, owner, interview_id).await?;
    let id = question.id;
    let event = SessionEvent {
        interview_id,
        happened_at,
        happening: Happening::Question { id, told },
    };
    let new = vec![(write.next_id(), event)];
    let course = append(tx, owner, &mut events, new, write.now()).await?;
    Ok(course.mark(id))
}

/// List what happened in an interview
///
/// In the order in which it arrived.
#[utoipa::path(operation_id = "list_session_events", tag = "interviews", security(("bearer" = ["interviews:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the log", body = Page<SessionEventResponse>)))]
#[get("/interviews/{id}/session/events")]
async fn list_session_events(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<SessionEventResponse>>, ApiError> {
    read.children::<SessionEvent, _>(caller.owner, *id, Filter::default(), "created_at", page.0)
        .await
}

/// Find an event of an interview
#[utoipa::path(operation_id = "find_session_event", tag = "interviews", security(("bearer" = ["interviews:read"])),
    responses((status = 200, description = "The event", body = SessionEventResponse)))]
#[get("/interviews/{id}/session/events/{event_id}")]
async fn find_session_event(
    caller: Caller<ReadInterviews>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<SessionEventResponse>, ApiError> {
    read.child::<SessionEvent, _>(caller.owner, path.into_inner())
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(record_session_events)
        .service(list_session_events)
        .service(find_session_event);
}
