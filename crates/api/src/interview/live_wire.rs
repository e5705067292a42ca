//! A conversation at one moment, on the wire.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Id, Stored,
    interview::{self, Interview, LiveSession, MarkWord, Next, Placed, PlannedQuestion},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{plan_wire, wire::InterviewState};
use crate::{question::Priority, wire::Word};

type SessionPhase = Word<interview::SessionPhase>;
type Placement = Word<interview::Placement>;

/// A conversation at one moment: the time, what to ask next, what to leave out, and when to go.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = InterviewSession, example = json!({
    "object": "interview_session", "interview_id": "019b76da-a800-7000-8000-000000000009", "state": "in_progress",
    "at": "2026-01-08T14:09:00Z", "phase": "questions", "begins_at": "2026-01-08T14:00:00Z",
    "close_at": "2026-01-08T14:17:00Z", "time_is_up_at": "2026-01-08T14:20:00Z", "time_announced_at": null,
    "planned_minutes": 20, "extended_minutes": 0, "elapsed_seconds": 540, "remaining_seconds": 660, "question_minutes": 8,
    "advice": "Questions have 8 minutes left, the conversation 11 minutes: close at 14:17, and say at 14:20 that time is up.",
    "next": {
        "interview_question_id": "019b76da-a800-7000-8000-00000000000a",
        "why": "A must of 3 minutes that fits into the 8 minutes before the close. Nothing is needed more."
    },
    "questions": [{
        "interview_question_id": "019b76da-a800-7000-8000-00000000000a", "body": "What would you do differently?",
        "minutes": 3, "priority": "must", "mark": "planned", "placement": "before_the_close",
        "why": "A must of 3 minutes that fits into the 8 minutes before the close."
    }],
    "deferred": { "count": 0, "max": 2, "room": 2, "is_over": false }
}))]
pub(super) struct SessionResponse {
    /// Always `interview_session`.
    #[schema(max_length = 50)]
    object: &'static str,
    interview_id: Uuid,
    state: InterviewState,
    /// The moment shown: not before it begins, and not after it ended.
    at: DateTime<Utc>,
    phase: SessionPhase,
    begins_at: DateTime<Utc>,
    /// When to stop asking and close.
    close_at: DateTime<Utc>,
    /// When the minutes agreed on and offered are over. It is on the person to say so.
    time_is_up_at: DateTime<Utc>,
    /// When the person said so, as `time_announced` tells; null again when more time was offered since.
    time_announced_at: Option<DateTime<Utc>>,
    #[schema(minimum = 5, maximum = 60)]
    planned_minutes: i16,
    /// What the interviewee offered beyond them.
    #[schema(minimum = 0, maximum = 540)]
    extended_minutes: i16,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    elapsed_seconds: i32,
    /// Zero when the time is up.
    #[schema(minimum = 0, maximum = 36000)]
    remaining_seconds: i32,
    /// Whole minutes left for questions before the close, which begins earlier when its own questions need that.
    #[schema(minimum = 0, maximum = 600)]
    question_minutes: u32,
    /// What to do or say now, with times of day in the interview's time zone.
    #[schema(max_length = 500)]
    advice: String,
    /// The question to ask next; null when none fits.
    next: Option<NextResponse>,
    /// In their order. Those with the placement `dropped` are to be left out, or deferred.
    #[schema(max_items = 100)]
    questions: Vec<PlacedResponse>,
    deferred: DeferredResponse,
}

/// The question to ask next, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NextQuestion)]
struct NextResponse {
    interview_question_id: Uuid,
    #[schema(max_length = 500)]
    why: String,
}

/// The place of a question in the time that is left.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlacedQuestion)]
struct PlacedResponse {
    interview_question_id: Uuid,
    #[schema(max_length = 500)]
    body: String,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    priority: Priority,
    mark: plan_wire::MarkWord,
    placement: Placement,
    #[schema(max_length = 500)]
    why: String,
}

/// The questions left for a message afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DeferredQuestions)]
struct DeferredResponse {
    #[schema(minimum = 0, maximum = 100)]
    count: u32,
    /// As many as the methodology admits.
    #[schema(minimum = 1, maximum = 20)]
    max: u32,
    /// How many more can be deferred.
    #[schema(minimum = 0, maximum = 20)]
    room: u32,
    /// Whether marks that arrived late defer more than that. Choose which to ask.
    is_over: bool,
}

impl SessionResponse {
    pub(super) fn new(interview: &Stored<Interview>, session: LiveSession) -> Self {
        let LiveSession {
            at,
            phase,
            begins_at,
            close_at,
            time_is_up_at,
            extended,
            elapsed,
            remaining,
            time_announced_at,
            question_minutes,
            advice,
            next,
            questions,
            deferred,
            max_deferred,
        } = session;
        Self {
            object: "interview_session",
            interview_id: interview.id.uuid(),
            state: Word(interview.value.state.word()),
            at,
            phase: Word(phase),
            begins_at,
            close_at,
            time_is_up_at,
            time_announced_at,
            planned_minutes: interview.value.planned_minutes.get(),
            extended_minutes: extended.get(),
            elapsed_seconds: seconds(elapsed),
            remaining_seconds: seconds(remaining),
            question_minutes,
            advice,
            next: next.map(|Next { id, why }| NextResponse {
                interview_question_id: Id::uuid(id),
                why,
            }),
            questions: questions.into_iter().map(PlacedResponse::from).collect(),
            deferred: DeferredResponse {
                count: deferred,
                max: max_deferred,
                room: max_deferred.saturating_sub(deferred),
                is_over: deferred > max_deferred,
            },
        }
    }
}

/// Whole seconds, as many as fit.
fn seconds(time: TimeDelta) -> i32 {
    i32::try_from(time.num_seconds()).unwrap_or(i32::MAX)
}

impl From<Placed> for PlacedResponse {
    fn from(
        Placed {
            id,
            question,
            placement,
            why,
        }: Placed,
    ) -> Self {
        let PlannedQuestion {
            body,
            minutes,
            priority,
            mark,
            ..
        } = question;
        let mark: MarkWord = mark.word();
        Self {
            interview_question_id: id.uuid(),
            body: body.into_string(),
            minutes: minutes.get(),
            priority: Word(priority),
            mark: Word(mark),
            placement: Word(placement),
            why,
        }
    }
}
