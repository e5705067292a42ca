//! An informational interview: what was agreed, what happened, and what may happen next.

mod brief;
mod checklist;
mod debrief;
mod fit;
mod live;
mod log;
mod planned_question;
mod readiness;
mod refused;
mod transcription;
mod transitions;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

pub use self::{
    brief::{Brief, Line, Section},
    checklist::{Check, ChecklistItem, ChecklistPolicy, checklist},
    debrief::{Confidence, Debrief, TalkShare},
    fit::{Candidate, Chosen, Room, fit},
    live::{LiveSession, Next, Placed, Placement, SessionPhase, SessionPolicy, live},
    log::{
        Course, ExtendedMinutes, Happening, MAX_EVENTS, OfferedMinutes, SessionEvent,
        SessionEventKind, Told,
    },
    planned_question::{
        Answer, Mark, MarkRefused, MarkWord, Origin, PlannedQuestion, Position, TooManyQuestions,
        deferred, next_position,
    },
    readiness::{
        Finding, Fix, Groundwork, Readied, ReadinessPolicy, ReadinessRule, Weight, readiness,
    },
    refused::{Action, Refused, WrongState},
    transitions::{Ending, NewTime, Plan},
};
use crate::{
    Id, Text, WebUrl, Zone, contact::Contact, outreach::Outreach, text::Notes, theme::Theme,
    vocabulary, whole::Whole,
};

vocabulary! {
    /// What a conversation is for.
    pub enum InterviewKind {
        /// To learn about a field of work (F172).
        Exploratory = "exploratory",
        /// To find out together whether person and employer suit each other (F173).
        MutualFit = "mutual_fit",
        /// A talk about a hobby, to gain confidence.
        Practice = "practice",
    }
}

vocabulary! {
    /// How the two meet (F55, F56).
    pub enum Mode {
        InPerson = "in_person",
        Phone = "phone",
        Video = "video",
    }
}

vocabulary! {
    /// Who called an interview off.
    pub enum CanceledBy {
        /// The person who asked for it.
        Me = "me",
        Interviewee = "interviewee",
    }
}

vocabulary! {
    /// Where an interview stands.
    pub enum InterviewState {
        Scheduled = "scheduled",
        InProgress = "in_progress",
        Completed = "completed",
        Canceled = "canceled",
        /// Somebody was not there.
        NoShow = "no_show",
    }
}

/// Minutes asked for: 5 to 60 (F10, F166).
pub type PlannedMinutes = Whole<5, 60>;
/// Minutes that the conversation took: 1 to 600 (F13).
pub type ActualMinutes = Whole<1, 600>;
/// How often the interview was moved to another time.
pub type RescheduleCount = Whole<0, { i16::MAX }>;
/// Why it did not take place.
pub type EndReason = Text<1000>;

/// Where an interview stands, with what is known in that state only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Scheduled,
    InProgress {
        started_at: DateTime<Utc>,
    },
    Completed {
        started_at: DateTime<Utc>,
        completed_at: DateTime<Utc>,
        actual_minutes: ActualMinutes,
        debrief: Debrief,
        /// When the notes were transcribed (F122); they stay as they were.
        notes_transcribed_at: Option<DateTime<Utc>>,
    },
    Canceled {
        by: CanceledBy,
        reason: Option<EndReason>,
    },
    NoShow {
        reason: Option<EndReason>,
    },
}

impl State {
    pub fn word(&self) -> InterviewState {
        match self {
            Self::Scheduled => InterviewState::Scheduled,
            Self::InProgress { .. } => InterviewState::InProgress,
            Self::Completed { .. } => InterviewState::Completed,
            Self::Canceled { .. } => InterviewState::Canceled,
            Self::NoShow { .. } => InterviewState::NoShow,
        }
    }
}

/// A conversation agreed on, held, or missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    pub outreach_id: Id<Outreach>,
    pub contact_id: Id<Contact>,
    pub theme_id: Option<Id<Theme>>,
    pub kind: InterviewKind,
    pub mode: Mode,
    /// Where they meet.
    pub place: Option<Text<500>>,
    /// What to open for a video call.
    pub link: Option<WebUrl>,
    pub starts_at: DateTime<Utc>,
    /// The zone in which the two agreed on the time.
    pub zone: Zone,
    pub planned_minutes: PlannedMinutes,
    /// What the interviewee offered beyond them, as the log of the conversation tells.
    pub extended_minutes: ExtendedMinutes,
    pub reschedule_count: RescheduleCount,
    pub notes: Option<Notes>,
    /// When they asked for the resume (F18).
    pub resume_requested_at: Option<DateTime<Utc>>,
    pub state: State,
}

impl Interview {
    /// When the minutes asked for are over, counted from the agreed start; it is on the person to notice (F167).
    pub fn planned_end(&self) -> DateTime<Utc> {
        self.end_if_begun(self.starts_at)
    }

    /// The day of the conversation where it was agreed on.
    pub fn held_on(&self) -> NaiveDate {
        let began = match self.state {
            State::InProgress { started_at } | State::Completed { started_at, .. } => started_at,
            State::Scheduled | State::Canceled { .. } | State::NoShow { .. } => self.starts_at,
        };
        self.zone.day_of(began)
    }

    /// When the minutes asked for are over if the conversation begins at `start`.
    pub fn end_if_begun(&self, start: DateTime<Utc>) -> DateTime<Utc> {
        start
            .checked_add_signed(TimeDelta::minutes(self.planned_minutes.get().into()))
            .unwrap_or(start)
    }
}

#[cfg(test)]
pub(crate) mod samples;
