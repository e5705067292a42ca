//! An interview for tests to start from.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::*;
use crate::question::{Body, Minutes, Priority, Subject, Topic};

pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_366_400, 0).unwrap()
}

pub(crate) fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

/// In person for 20 minutes from noon.
pub(crate) fn plan() -> Plan {
    Plan {
        outreach_id: Id::new(Uuid::from_u128(1)),
        contact_id: Id::new(Uuid::from_u128(2)),
        theme_id: None,
        kind: InterviewKind::Exploratory,
        mode: Mode::InPerson,
        place: None,
        link: None,
        starts_at: noon(),
        zone: Zone::parse("America/New_York").unwrap(),
        planned_minutes: PlannedMinutes::new(20).unwrap(),
        notes: None,
    }
}

/// Scheduled for noon, two days ahead.
pub(crate) fn scheduled() -> Interview {
    Interview::schedule(plan(), noon() - TimeDelta::days(2)).unwrap()
}

/// Begun at noon.
pub(crate) fn in_progress() -> Interview {
    scheduled().start(noon(), noon()).unwrap()
}

/// Held from noon for 20 minutes.
pub(crate) fn completed() -> Interview {
    let end = noon() + minutes(20);
    in_progress().complete(Ending::at(end), end).unwrap()
}

pub(crate) fn canceled() -> Interview {
    scheduled().cancel(CanceledBy::Me, None).unwrap()
}

pub(crate) fn missed() -> Interview {
    scheduled().no_show(None, noon()).unwrap()
}

/// A question that must be asked, the first in the list.
pub(crate) fn question(topic: Topic, subject: Subject, minutes: i16) -> PlannedQuestion {
    PlannedQuestion {
        interview_id: Id::new(Uuid::from_u128(1)),
        position: Position::MIN,
        origin: None,
        body: Body::parse("Why?").unwrap(),
        topic,
        subject,
        minutes: Minutes::new(minutes).unwrap(),
        priority: Priority::Must,
        mark: Mark::Planned,
    }
}
