//! A methodology laid out on a calendar: what would be done when, if this and that came of it.

use std::{iter::Peekable, slice::Iter};

use chrono::{DateTime, Days, Utc};

use super::{
    Attempt, Channel, Colleagues, Course, Direction, Facts, InvalidAttempt, Meeting, NextAction,
    NextActionKind as Kind, Outcome, OutreachState, Touch, Window, course,
};
use crate::{
    calendar::{Desk, KnownDesk},
    methodology::Policy,
    text::Name,
};

/// Touches that a simulation goes through, at most.
pub const MAX_TOUCHES: usize = 30;

/// What is assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub starts_at: DateTime<Utc>,
    pub sender: Desk,
    pub recipient: KnownDesk,
    /// Whether the contact is one of several at an organization.
    pub has_colleagues: bool,
    pub events: Vec<Event>,
}

/// Something that happens; after the last one there is silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub outcome: Outcome,
    /// So many days after the last touch it comes from them; without, it is what comes of the next touch.
    pub days_later: Option<u32>,
}

/// An event that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct InvalidEvent {
    /// Its place among the events.
    pub index: usize,
    pub why: InvalidAttempt,
}

/// One touch, or one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// What was to be done at that time.
    pub action: Option<NextAction>,
    pub at: DateTime<Utc>,
    /// None when somebody else was asked.
    pub attempt: Option<Attempt>,
}

/// How it would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    pub touches: Vec<Simulated>,
    /// Where it would stand then.
    pub ends: Course,
}

/// Does what the methodology says, each time at the beginning of its window, until nothing is to be done, a meeting is
/// agreed, or they are to be left alone.
///
/// # Errors
/// [`InvalidEvent`]
pub fn simulate(policy: &Policy, scenario: &Scenario) -> Result<Simulation, InvalidEvent> {
    let mut run = Run {
        scenario,
        facts: scenario.facts(),
        events: scenario.events.iter().peekable(),
        attempts: Vec::new(),
        touches: Vec::new(),
    };
    loop {
        let course = course(&run.attempts, policy, &run.facts);
        if !run.goes_on(&course)? {
            let touches = run.touches;
            return Ok(Simulation {
                touches,
                ends: course,
            });
        }
    }
}

struct Run<'a> {
    scenario: &'a Scenario,
    facts: Facts,
    events: Peekable<Iter<'a, Event>>,
    attempts: Vec<Attempt>,
    touches: Vec<Simulated>,
}

impl Run<'_> {
    /// Lets the next thing happen, if one does.
    fn goes_on(&mut self, course: &Course) -> Result<bool, InvalidEvent> {
        if self.touches.len() >= MAX_TOUCHES {
            return Ok(false);
        }
        let coming = self.events.peek().and_then(|event| event.days_later);
        if let Some(days) = coming {
            self.hear_from_them(days, course)?;
            return Ok(true);
        }
        let is_rest = course.state == OutreachState::Deferred && self.events.peek().is_none();
        let next = course.next_action.clone().filter(|_| !is_rest);
        match next.filter(|next| next.kind != Kind::ScheduleMeeting) {
            None => Ok(false),
            Some(next) if next.kind == Kind::AskSomebodyElseThere => {
                self.ask_somebody_else(next);
                Ok(true)
            }
            Some(next) => self.act(next).map(|()| true),
        }
    }

    fn ask_somebody_else(&mut self, action: NextAction) {
        let at = self.moment(action.window);
        if let Some(colleagues) = &mut self.facts.colleagues {
            colleagues.pursued_at.push(at);
        }
        self.touches.push(Simulated {
            action: Some(action),
            at,
            attempt: None,
        });
    }

    fn act(&mut self, action: NextAction) -> Result<(), InvalidEvent> {
        let at = self.moment(action.window);
        let told = self.events.next().map(|event| event.outcome);
        let outbound = |channel: &Channel| {
            let silence = if channel.is_written() {
                Outcome::Sent
            } else {
                Outcome::NoAnswer
            };
            let outcome = told.unwrap_or(silence);
            self.attempt(*channel, Direction::Outbound, outcome, at)
        };
        // By the first channel that such an outcome goes with.
        let tries: Vec<_> = action.channels.iter().map(outbound).collect();
        let fitting = tries.iter().position(Result::is_ok).unwrap_or(0);
        let attempt = tries.into_iter().nth(fitting);
        let attempt = attempt.unwrap_or(Err(InvalidAttempt::Number));
        let attempt = attempt.map_err(|why| self.invalid(why))?;
        self.record(Some(action), at, attempt);
        Ok(())
    }

    fn hear_from_them(&mut self, days: u32, course: &Course) -> Result<(), InvalidEvent> {
        let last = self.touches.last().map(|touch| touch.at);
        let since = last.unwrap_or(self.scenario.starts_at);
        let at = since
            .checked_add_days(Days::new(days.into()))
            .unwrap_or(since);
        let channel = self.attempts.last().map(|last| last.touch().channel);
        let next = course.next_action.as_ref();
        let channel = channel.or_else(|| next?.channels.first().copied());
        let Some(outcome) = self.events.next().map(|event| event.outcome) else {
            return Ok(());
        };
        let channel = channel.unwrap_or(Channel::Email);
        let attempt = self.attempt(channel, Direction::Inbound, outcome, at);
        let attempt = attempt.map_err(|why| self.invalid(why))?;
        self.record(None, at, attempt);
        Ok(())
    }

    fn record(&mut self, action: Option<NextAction>, at: DateTime<Utc>, attempt: Attempt) {
        self.attempts.push(attempt.clone());
        self.touches.push(Simulated {
            action,
            at,
            attempt: Some(attempt),
        });
    }

    fn attempt(
        &self,
        channel: Channel,
        direction: Direction,
        outcome: Outcome,
        at: DateTime<Utc>,
    ) -> Result<Attempt, InvalidAttempt> {
        let somebody = || Name::of_ours("somebody");
        let touch = Touch {
            channel,
            direction,
            outcome,
            at,
            with_whom: (outcome == Outcome::MessageLeftWith).then(somebody),
            recontact_on: None,
            note: None,
            override_reason: None,
        };
        let number = u16::try_from(self.attempts.len() + 1).unwrap_or(u16::MAX);
        Attempt::parse(number, touch)
    }

    fn invalid(&self, why: InvalidAttempt) -> InvalidEvent {
        let left = self.events.len();
        let index = (self.scenario.events.len() - left).saturating_sub(1);
        InvalidEvent { index, why }
    }

    /// At the same time of day as it started, on the first day of the window and within it.
    fn moment(&self, window: Window) -> DateTime<Utc> {
        let zone = self.scenario.sender.zone;
        let time = zone.time_of(self.scenario.starts_at);
        let at = zone.at(zone.day_of(window.from()), time);
        at.clamp(window.from(), window.until())
    }
}

impl Scenario {
    /// An outreach that begins then, of which nothing else is known.
    pub fn facts(&self) -> Facts {
        let organization = || Name::of_ours("their organization");
        Facts {
            created_at: self.starts_at,
            sender: self.sender,
            recipient: self.recipient,
            do_not_contact: false,
            meeting: Meeting::None,
            judged_type: None,
            asks_only_them: false,
            colleagues: self.has_colleagues.then(|| Colleagues {
                organization: organization(),
                candidates: Vec::new(),
                pursued_at: Vec::new(),
                helper: None,
            }),
        }
    }
}
