//! The bounds of a conversation, the moment in it that is looked at, and the places of its questions in the time left.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Placed, Placement, SessionPhase, SessionPolicy,
    words::{Share, reason},
};
use crate::{
    Id, Zone,
    interview::{
        Candidate, Chosen, Course, Interview, Mark, PlannedQuestion, Room, State, WrongState,
        deferred, fit,
    },
    question::{Subject, Topic},
};

/// The bounds of a conversation and the moment that is looked at.
pub(super) struct Frame {
    pub(super) at: DateTime<Utc>,
    pub(super) begins_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
    pub(super) close_at: DateTime<Utc>,
    /// Where their clocks are.
    pub(super) zone: Zone,
    pub(super) phase: SessionPhase,
    pub(super) is_ahead: bool,
    pub(super) has_ended: bool,
    pub(super) room: Room,
}

impl Frame {
    /// `is_begun` says whether a question was touched on, which ends the opening.
    ///
    /// # Errors
    /// [`WrongState`] when it was canceled or missed.
    pub(super) fn of(
        interview: &Interview,
        course: &Course,
        (at, is_begun): (DateTime<Utc>, bool),
        policy: SessionPolicy,
    ) -> Result<Self, WrongState> {
        let (begins_at, ended_at) = interview.bounds()?;
        let is_ahead = matches!(interview.state, State::Scheduled);
        let has_ended = ended_at.is_some_and(|ended| at >= ended);
        let at = if is_ahead {
            begins_at
        } else {
            at.max(begins_at)
        };
        let at = ended_at.map_or(at, |ended| at.min(ended));
        let extended = TimeDelta::minutes(course.extended.get().into());
        let ends_at = interview.end_if_begun(begins_at) + extended;
        let closing = TimeDelta::minutes(policy.closing_minutes.into());
        let close_at = (ends_at - closing).max(begins_at);
        let opened_at = begins_at + TimeDelta::seconds(policy.opening_seconds.into());
        let phase = match at {
            at if has_ended || at >= ends_at => SessionPhase::Over,
            at if at >= close_at => SessionPhase::Closing,
            at if at < opened_at && !is_begun => SessionPhase::Opening,
            _ => SessionPhase::Questions,
        };
        let from = match phase {
            SessionPhase::Opening => opened_at,
            _ => at,
        };
        let is_over = phase == SessionPhase::Over;
        let left = |time| if is_over { 0 } else { whole_minutes(time) };
        Ok(Self {
            at,
            begins_at,
            ends_at,
            close_at,
            zone: interview.zone,
            phase,
            is_ahead,
            has_ended,
            room: Room {
                before_the_close: left(close_at - from),
                close: left(ends_at - at.max(close_at)),
            },
        })
    }

    pub(super) fn remaining(&self) -> TimeDelta {
        (self.ends_at - self.at).max(TimeDelta::zero())
    }

    /// Each question in its place: what is open and fits, what is dropped, and what is settled.
    pub(super) fn place(
        &self,
        questions: Vec<(Id<PlannedQuestion>, PlannedQuestion)>,
        covered: &BTreeSet<Subject>,
        policy: SessionPolicy,
    ) -> Vec<Placed> {
        let open = questions.iter().map(|(_, one)| one);
        let open = open.filter(|one| is_open(one));
        let open: Vec<Candidate> = open.map(PlannedQuestion::candidate).collect();
        let covered: Vec<_> = covered.iter().copied().collect();
        let chosen = fit(&open, self.room, &covered);
        let is_chosen = |one: &Candidate| chosen.contains(one.position);
        let deferred = deferred(questions.iter().map(|(_, one)| one));
        let share = Share {
            room: self.room,
            chosen: open.into_iter().filter(is_chosen).collect(),
            is_going_on: !self.is_ahead && !self.has_ended,
            admits_deferral: deferred < policy.max_deferred,
        };
        let placed = questions.into_iter().map(|(id, question)| {
            let placement = placement(&question, chosen);
            let why = reason(&question, placement, &share);
            Placed {
                id,
                question,
                placement,
                why,
            }
        });
        placed.collect()
    }
}

impl PlannedQuestion {
    pub(super) fn candidate(&self) -> Candidate {
        Candidate {
            position: self.position,
            subject: self.subject,
            minutes: self.minutes,
            priority: self.priority,
            closes: self.topic == Topic::Closing,
        }
    }
}

fn is_open(question: &PlannedQuestion) -> bool {
    question.mark == Mark::Planned && question.topic != Topic::AskedOfYou
}

fn placement(question: &PlannedQuestion, chosen: Chosen) -> Placement {
    match question.topic {
        _ if question.mark != Mark::Planned => Placement::Settled,
        Topic::AskedOfYou => Placement::NotToAsk,
        _ if !chosen.contains(question.position) => Placement::Dropped,
        Topic::Closing => Placement::InTheClose,
        _ => Placement::BeforeTheClose,
    }
}

pub(super) fn whole_minutes(time: TimeDelta) -> u32 {
    u32::try_from(time.num_minutes().max(0)).unwrap_or(u32::MAX)
}
