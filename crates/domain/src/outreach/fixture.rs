//! Outreaches for tests.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Attempt, Channel, Direction, Facts, Meeting, Outcome, Touch};
use crate::{Text, Zone, text::Name};

/// The person is in New York; the outreach begins on 2026-10-01.
pub(super) fn facts() -> Facts {
    Facts {
        created_at: at("2026-10-01T12:00:00Z"),
        zone: Zone::parse("America/New_York").unwrap(),
        do_not_contact: false,
        meeting: Meeting::None,
    }
}

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A touch at noon in New York.
pub(super) fn touch(day: &str, direction: Direction, channel: Channel, outcome: Outcome) -> Touch {
    Touch {
        channel,
        direction,
        outcome,
        at: at(&format!("{day}T16:00:00Z")),
        with_whom: (outcome == Outcome::MessageLeftWith).then(|| Name::parse("Mr. Ito").unwrap()),
        recontact_on: None,
        note: None,
        override_reason: None,
    }
}

pub(super) fn ours(day: &str, channel: Channel, outcome: Outcome) -> Attempt {
    Attempt::parse(1, touch(day, Direction::Outbound, channel, outcome)).unwrap()
}

pub(super) fn theirs(day: &str, channel: Channel, outcome: Outcome) -> Attempt {
    Attempt::parse(1, touch(day, Direction::Inbound, channel, outcome)).unwrap()
}

pub(super) fn back_on(attempt: Attempt, date: &str) -> Attempt {
    let touch = Touch {
        recontact_on: Some(day(date)),
        ..attempt.into_touch()
    };
    Attempt::parse(1, touch).unwrap()
}

pub(super) fn although(attempt: Attempt, reason: &str) -> Attempt {
    let touch = Touch {
        override_reason: Some(Text::parse(reason).unwrap()),
        ..attempt.into_touch()
    };
    Attempt::parse(1, touch).unwrap()
}
