//! Times and places proposed for a meeting, of which the interviewee picks one (F54 to F56).

mod offer;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::offer::{Busy, Conflict, InvalidOffer, MAX_AT_ONCE, MAX_SLOTS, admit, clash};
use crate::{
    Id, Text, WebUrl, Zone,
    interview::{Interview, InterviewKind, Mode, Plan, PlannedMinutes},
    outreach::Outreach,
    visit::Visit,
    vocabulary,
};

vocabulary! {
    /// One of the two who meet.
    pub enum MeetingParty {
        /// The person who asked for the meeting.
        Me = "me",
        Interviewee = "interviewee",
    }
}

vocabulary! {
    /// Where a proposed time stands.
    pub enum SlotState {
        Offered = "offered",
        Chosen = "chosen",
        /// Another one was chosen.
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

/// Where a proposed time stands, with what is known in that state only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Offered,
    Chosen {
        by: MeetingParty,
        /// What was arranged; None once it is deleted.
        interview_id: Option<Id<Interview>>,
    },
    Declined,
    Withdrawn,
}

impl State {
    pub fn word(&self) -> SlotState {
        match self {
            Self::Offered => SlotState::Offered,
            Self::Chosen { .. } => SlotState::Chosen,
            Self::Declined => SlotState::Declined,
            Self::Withdrawn => SlotState::Withdrawn,
        }
    }
}

/// A time and a place proposed for a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingSlot {
    pub outreach_id: Id<Outreach>,
    /// The visit during which it is.
    pub visit_id: Option<Id<Visit>>,
    pub proposed_by: MeetingParty,
    pub mode: Mode,
    pub place: Option<Text<500>>,
    pub link: Option<WebUrl>,
    pub starts_at: DateTime<Utc>,
    /// The zone in which it is told.
    pub zone: Zone,
    pub minutes: PlannedMinutes,
    pub state: State,
}

/// What is done with a slot is not done in this state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The slot is {0}; only one that is offered is chosen or withdrawn.")]
pub struct NotOffered(pub SlotState);

/// Some time, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl Period {
    pub fn of(from: DateTime<Utc>, minutes: PlannedMinutes) -> Self {
        let until = from.checked_add_signed(TimeDelta::minutes(minutes.get().into()));
        Self {
            from,
            until: until.unwrap_or(from),
        }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

impl MeetingSlot {
    pub fn period(&self) -> Period {
        Period::of(self.starts_at, self.minutes)
    }

    /// Marks it chosen; what is arranged for it is an interview.
    ///
    /// # Errors
    /// [`NotOffered`].
    pub fn choose(self, by: MeetingParty, interview: Id<Interview>) -> Result<Self, NotOffered> {
        let interview_id = Some(interview);
        self.proceed(State::Chosen { by, interview_id })
    }

    /// The same where the interviewee wants to meet (F55); what they do not say stays as it was proposed.
    #[must_use]
    pub fn moved_to(self, place: Option<Text<500>>, link: Option<WebUrl>) -> Self {
        Self {
            place: place.or(self.place),
            link: link.or(self.link),
            ..self
        }
    }

    /// Takes it back.
    ///
    /// # Errors
    /// [`NotOffered`].
    pub fn withdraw(self) -> Result<Self, NotOffered> {
        self.proceed(State::Withdrawn)
    }

    fn proceed(self, to: State) -> Result<Self, NotOffered> {
        match self.state {
            State::Offered => Ok(Self { state: to, ..self }),
            _ => Err(NotOffered(self.state.word())),
        }
    }

    /// What the two agree on by choosing it.
    pub fn plan(&self, outreach: &Outreach) -> Plan {
        Plan {
            outreach_id: self.outreach_id,
            contact_id: outreach.contact_id,
            theme_id: outreach.theme_id,
            kind: InterviewKind::Exploratory,
            mode: self.mode,
            place: self.place.clone(),
            link: self.link.clone(),
            starts_at: self.starts_at,
            zone: self.zone,
            planned_minutes: self.minutes,
            notes: None,
        }
    }
}
