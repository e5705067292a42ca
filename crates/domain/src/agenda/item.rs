//! One thing to do, made from what it comes from.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{AgendaKind, Bucket, Fate, Settles, Today, Window, bucket, particulars::Particulars};
use crate::{
    Id,
    contact::Contact,
    follow_up::{FollowUp, FollowUpKind, Reason, RuleName},
    hand_off::HandOff,
    interview::{Interview, Mode},
    methodology::{Choice, Cited},
    outreach::{NextAction, NextActionKind, Outreach},
    promise::{self, Promise},
    text::Name,
};

/// What an item is about, and what the call that settles it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Outreach(Id<Outreach>),
    Interview(Id<Interview>),
    FollowUp(Id<FollowUp>),
    Promise(Id<Promise>),
    HandOff(Id<HandOff>),
    Contact(Id<Contact>),
}

impl Subject {
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Outreach(id) => id.uuid(),
            Self::Interview(id) => id.uuid(),
            Self::FollowUp(id) => id.uuid(),
            Self::Promise(id) => id.uuid(),
            Self::HandOff(id) => id.uuid(),
            Self::Contact(id) => id.uuid(),
        }
    }
}

/// Something open, as far as it decides what to do and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub contact_id: Id<Contact>,
    pub contact_name: Name,
    /// When it is late.
    pub until: DateTime<Utc>,
    /// What the person said about it, as long as that holds.
    pub fate: Option<Fate>,
    pub task: Task,
}

/// How often contacts hear from a person, as a methodology says (F124, F127).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// Calendar days of 24 hours.
    pub days: u32,
    /// The key of the rule.
    pub rule: String,
    pub source: String,
}

impl From<&Cited<Choice>> for Cadence {
    fn from(Cited { value, rule }: &Cited<Choice>) -> Self {
        Self {
            days: value.default,
            rule: rule.key.clone(),
            source: rule.source.clone(),
        }
    }
}

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// The next touch of a pursuit.
    Touch {
        id: Id<Outreach>,
        action: NextActionKind,
        /// Something was sent, and an answer is waited for.
        is_asked: bool,
        from: DateTime<Utc>,
    },
    /// An interview to be held, or one that has begun.
    Talk {
        id: Id<Interview>,
        mode: Mode,
        has_begun: bool,
        /// When it is to begin, or when it began. It is late when the minutes asked for are over.
        from: DateTime<Utc>,
    },
    /// Something owed by the end of its window, which opens with that local day.
    FollowUp {
        id: Id<FollowUp>,
        kind: FollowUpKind,
        reason: Reason,
        rule: Option<RuleName>,
    },
    /// Something promised by the end of its day.
    Promise {
        id: Id<Promise>,
        what: promise::Words,
    },
    /// Something promised by the contact.
    Awaited {
        id: Id<Promise>,
        what: promise::Words,
    },
    /// A document that the contact has.
    Handed {
        id: Id<HandOff>,
        at: DateTime<Utc>,
        cadence: Cadence,
    },
    /// A contact that has not heard from the person for longer than the cadence.
    Silent {
        /// When they were last in touch.
        since: DateTime<Utc>,
        cadence: Cadence,
    },
}

impl Entry {
    pub fn subject(&self) -> Subject {
        match self.task {
            Task::Touch { id, .. } => Subject::Outreach(id),
            Task::Talk { id, .. } => Subject::Interview(id),
            Task::FollowUp { id, .. } => Subject::FollowUp(id),
            Task::Promise { id, .. } | Task::Awaited { id, .. } => Subject::Promise(id),
            Task::Handed { id, .. } => Subject::HandOff(id),
            Task::Silent { .. } => Subject::Contact(self.contact_id),
        }
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    pub subject: Subject,
    pub contact_id: Id<Contact>,
    pub contact_name: Name,
    pub kind: AgendaKind,
    pub bucket: Bucket,
    pub window: Window,
    /// What to do, such as "Thank Grace Hopper".
    pub title: String,
    /// Why, in a sentence.
    pub reason: String,
    /// The key of the rule that it follows from, if one made it.
    pub rule: Option<String>,
    /// Where that rule comes from, if that is known.
    pub source: Option<String>,
    /// The call that settles it, about [`AgendaItem::subject`].
    pub settled_by: Settles,
    /// What the person said about it, as long as that holds.
    pub fate: Option<Fate>,
}

impl AgendaItem {
    /// The item of an entry. `derived` is the next action of a pursuit as its methodology explains it; without it, or
    /// when it speaks of something else, the kind of the action is the reason.
    pub fn of(entry: Entry, derived: Option<&NextAction>, today: Today) -> Self {
        let subject = entry.subject();
        let Entry {
            contact_id,
            contact_name,
            until,
            fate,
            task,
        } = entry;
        let Particulars {
            kind,
            turn,
            window,
            title,
            reason,
            rule,
            source,
            settled_by,
        } = Particulars::of(task, until, derived, &contact_name, today);
        Self {
            subject,
            contact_id,
            contact_name,
            kind,
            bucket: bucket(window, turn, today),
            window,
            title,
            reason,
            rule,
            source,
            settled_by,
            fate,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::Zone;

    fn noon() -> DateTime<Utc> {
        "2026-06-10T12:00:00Z".parse().unwrap()
    }

    fn minutes(minutes: i64) -> TimeDelta {
        TimeDelta::minutes(minutes)
    }

    fn item(task: Task, until: DateTime<Utc>, now: DateTime<Utc>) -> AgendaItem {
        let entry = Entry {
            contact_id: Id::new(Uuid::from_u128(2)),
            contact_name: Name::parse("Grace Hopper").unwrap(),
            until,
            fate: None,
            task,
        };
        let zone = Zone::UTC;
        AgendaItem::of(entry, None, Today { now, zone })
    }

    fn interview(has_begun: bool, now: DateTime<Utc>) -> AgendaItem {
        let task = Task::Talk {
            id: Id::new(Uuid::from_u128(1)),
            mode: Mode::InPerson,
            has_begun,
            from: noon(),
        };
        item(task, noon() + minutes(20), now)
    }

    #[test]
    fn an_interview_is_first_upcoming_then_to_be_started_and_then_overdue() {
        let seen = |now| {
            let item = interview(false, now);
            (item.kind, item.bucket)
        };
        let upcoming = AgendaKind::InterviewUpcoming;
        let to_start = AgendaKind::InterviewToStart;
        assert_eq!(
            seen(noon() - TimeDelta::days(1)),
            (upcoming, Bucket::ThisWeek)
        );
        assert_eq!(seen(noon() - minutes(1)), (upcoming, Bucket::Due));
        assert_eq!(seen(noon()), (to_start, Bucket::Due));
        assert_eq!(seen(noon() + minutes(21)), (to_start, Bucket::Overdue));
    }

    #[test]
    fn an_interview_that_has_begun_waits_for_its_end() {
        let item = interview(true, noon() + minutes(21));
        assert_eq!(item.kind, AgendaKind::InterviewToComplete);
        assert_eq!(item.bucket, Bucket::Overdue);
        assert_eq!(item.settled_by, Settles::CompleteInterview);
        assert_eq!(item.title, "Finish the conversation with Grace Hopper");
    }

    #[test]
    fn a_follow_up_is_due_on_its_day_and_overdue_afterwards() {
        let seen = |now| {
            let task = Task::FollowUp {
                id: Id::new(Uuid::from_u128(9)),
                kind: FollowUpKind::ThankYou,
                reason: Reason::parse("They gave you their time.").unwrap(),
                rule: None,
            };
            let item = item(task, noon(), now);
            assert_eq!(item.title, "Thank Grace Hopper");
            item.bucket
        };
        assert_eq!(seen(noon() - minutes(12 * 60 + 1)), Bucket::ThisWeek);
        assert_eq!(seen(noon() - minutes(12 * 60)), Bucket::Due);
        assert_eq!(seen(noon()), Bucket::Due);
        assert_eq!(seen(noon() + minutes(1)), Bucket::Overdue);
    }

    fn call() -> Entry {
        Entry {
            contact_id: Id::new(Uuid::from_u128(2)),
            contact_name: Name::parse("Grace Hopper").unwrap(),
            until: noon() + TimeDelta::days(7),
            fate: None,
            task: Task::Touch {
                id: Id::new(Uuid::from_u128(5)),
                action: NextActionKind::CallToFollowUp,
                is_asked: true,
                from: noon(),
            },
        }
    }

    #[test]
    fn the_next_touch_of_a_pursuit_says_whom_and_why() {
        let (now, zone) = (noon(), Zone::UTC);
        let derived = |kind| NextAction {
            kind,
            channels: Vec::new(),
            window: crate::outreach::Window::new(noon(), noon()),
            reason: "The letter was sent 7 days ago.".to_owned(),
            rule: "call_after_letter_days".to_owned(),
            source: "A book".to_owned(),
            candidates: Vec::new(),
            then: None,
            counted: None,
        };
        let of = |derived: NextAction| AgendaItem::of(call(), Some(&derived), Today { now, zone });
        let item = of(derived(NextActionKind::CallToFollowUp));
        assert_eq!(
            (item.bucket, item.settled_by),
            (Bucket::Due, Settles::RecordAttempt)
        );
        assert_eq!(item.title, "Call Grace Hopper");
        assert_eq!(item.reason, "The letter was sent 7 days ago.");
        assert_eq!(item.source.as_deref(), Some("A book"));
        let other = of(derived(NextActionKind::Reply));
        assert_eq!(other.reason, "Your message has had no answer yet.");
        assert_eq!(other.rule, None);
    }
}
