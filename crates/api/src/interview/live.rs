//! A conversation while it goes on: what time it is, what to ask next, and when to go.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    interview::{Interview, PlannedQuestion, SessionEvent, SessionPolicy, live},
};
use persistence::{Executor, interview_question, session_log, workspace, workspace::Owner};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{live_wire::SessionResponse, policy};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Caller, Query, Read, caller::ReadInterviews},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FindSession {
    /// The moment to look at, as what had happened until then tells it; now when it is not given.
    at: Option<DateTime<Utc>>,
}

/// What a conversation is told from.
pub(super) struct Told {
    pub(super) interview: Stored<Interview>,
    pub(super) questions: Vec<Stored<PlannedQuestion>>,
    pub(super) events: Vec<Stored<SessionEvent>>,
}

/// Follow the session of an interview
///
/// The time that is left, the best next question and why, which questions no longer fit, and when to say that time is up.
/// Questions are chosen so that as many musts as possible fit, then shoulds, then coulds; the last minutes are kept for
/// the close, and no must is dropped for what matters less. One that is scheduled is shown as it will begin, one that has ended as it was.
#[utoipa::path(operation_id = "find_interview_session", tag = "interviews", security(("bearer" = ["interviews:read"])),
    params(FindSession),
    responses(
        (status = 200, description = "The session at that moment", body = SessionResponse),
        (status = 409, description = "`wrong_state`: it was canceled or missed", body = Problem),
    ))]
#[get("/interviews/{id}/session")]
async fn find_interview_session(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
    session: Query<FindSession>,
) -> Result<Answer<SessionResponse>, ApiError> {
    let (db, owner) = (read.db(), caller.owner);
    let found = workspace::find::<Interview>(db, owner, Id::new(*id)).await?;
    let interview = found.ok_or_else(ApiError::not_found)?;
    let told = Told {
        questions: interview_question::list(db, owner, interview.id).await?,
        events: session_log::list(db, owner, interview.id).await?,
        interview,
    };
    let at = session.0.at.unwrap_or(read.now());
    Ok(Answer::ok(&told.at(db, owner, at).await?))
}

impl Told {
    /// The session at a moment, by the numbers of the methodology that led to the interview.
    pub(super) async fn at(
        &self,
        db: &impl Executor,
        owner: Owner,
        at: DateTime<Utc>,
    ) -> Result<SessionResponse, ApiError> {
        let preparing = policy(db, owner, self.interview.value.outreach_id)
            .await?
            .preparing;
        let policy = SessionPolicy {
            opening_seconds: preparing.pitch_seconds.value.max,
            closing_minutes: preparing.closing_buffer_minutes.value,
            max_deferred: preparing.max_deferred_questions.value,
        };
        let interview = &self.interview;
        let session = live(&interview.value, &self.questions, &self.events, at, policy)?;
        Ok(SessionResponse::new(interview, session))
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_interview_session);
}
