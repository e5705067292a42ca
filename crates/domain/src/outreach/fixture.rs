//! Outreaches for tests.

use chrono::{DateTime, NaiveDate, Utc};

use uuid::Uuid;

use super::{Attempt, Candidate, Channel, Colleagues, Direction, Facts, Meeting, Outcome, Touch};
use crate::{
    Id, Text, Zone,
    calendar::{Desk, KnownDesk},
    country::Country,
    text::Name,
};

/// The person is in New York; the outreach begins on 2026-10-01.
pub(super) fn facts() -> Facts {
    Facts {
        created_at: at("2026-10-01T12:00:00Z"),
        sender: Desk {
            zone: Zone::parse("America/New_York").unwrap(),
            calendar: Country::parse("US").unwrap().into(),
        },
        recipient: KnownDesk::default(),
        do_not_contact: false,
        meeting: Meeting::None,
        judged_type: None,
        asks_only_them: false,
        colleagues: None,
    }
}

/// Two others are known at the contact's organization.
pub(super) fn among_colleagues() -> Facts {
    let candidate = |number, name| Candidate {
        id: Id::new(Uuid::from_u128(number)),
        name: Name::parse(name).unwrap(),
    };
    let colleagues = Colleagues {
        organization: Name::parse("Acme").unwrap(),
        candidates: vec![candidate(7, "Bob"), candidate(8, "Cleo")],
        pursued_at: Vec::new(),
        helper: None,
    };
    Facts {
        colleagues: Some(colleagues),
        ..facts()
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
