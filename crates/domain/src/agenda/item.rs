//! One thing to do, made from what it comes from.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{AgendaKind, Bucket, Settles, Window, bucket};
use crate::{
    Id, Zone,
    contact::Contact,
    follow_up::{FollowUp, FollowUpKind},
    interview::{Interview, Mode, State},
    outreach::Outreach,
    text::Name,
};

/// What an item comes from, and what the call that settles it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Outreach(Id<Outreach>),
    Interview(Id<Interview>),
    FollowUp(Id<FollowUp>),
}

impl Source {
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Outreach(id) => id.uuid(),
            Self::Interview(id) => id.uuid(),
            Self::FollowUp(id) => id.uuid(),
        }
    }
}

/// The moment from which a person looks at their agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    pub now: DateTime<Utc>,
    /// The person's own zone.
    pub zone: Zone,
}

/// The next touch of a pursuit, as the methodology computed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextTouch<'a> {
    /// What to do, without the name: "Call" or "Send a letter to".
    pub verb: &'a str,
    pub reason: &'a str,
    pub window: Window,
    /// Recording the touch, unless the next step is to schedule the meeting.
    pub settled_by: Settles,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    pub source: Source,
    pub contact_id: Id<Contact>,
    pub kind: AgendaKind,
    pub bucket: Bucket,
    pub window: Window,
    /// What to do, such as "Thank Grace Hopper".
    pub title: String,
    /// Why, in a sentence.
    pub reason: String,
    /// The call that settles it, about [`AgendaItem::source`].
    pub settled_by: Settles,
}

impl AgendaItem {
    /// The next touch of a pursuit.
    pub fn of_outreach(
        id: Id<Outreach>,
        (contact_id, name): (Id<Contact>, &Name),
        next: NextTouch<'_>,
        today: Today,
    ) -> Self {
        Self {
            source: Source::Outreach(id),
            contact_id,
            kind: AgendaKind::OutreachNextAction,
            bucket: bucket(next.window, today.now, today.zone),
            window: next.window,
            title: format!("{} {name}", next.verb),
            reason: next.reason.to_owned(),
            settled_by: next.settled_by,
        }
    }

    /// An interview to be held or to be recorded; None once it is over. It is overdue when the minutes asked for are.
    pub fn of_interview(
        id: Id<Interview>,
        interview: &Interview,
        name: &Name,
        today: Today,
    ) -> Option<Self> {
        let (kind, starts_at) = match interview.state {
            State::Scheduled if today.now < interview.starts_at => {
                (AgendaKind::InterviewUpcoming, interview.starts_at)
            }
            State::Scheduled => (AgendaKind::InterviewToStart, interview.starts_at),
            State::InProgress { started_at } => (AgendaKind::InterviewToComplete, started_at),
            State::Completed { .. } | State::Canceled { .. } | State::NoShow { .. } => return None,
        };
        let window = Window {
            from: starts_at,
            until: interview.end_if_begun(starts_at),
        };
        let (title, reason, settled_by) = wording(kind, interview.mode, name);
        Some(Self {
            source: Source::Interview(id),
            contact_id: interview.contact_id,
            kind,
            bucket: bucket(window, today.now, today.zone),
            window,
            title,
            reason: reason.to_owned(),
            settled_by,
        })
    }

    /// A follow-up; None once settled. Its window opens with the local day on which it is due or snoozed until.
    pub fn of_follow_up(
        id: Id<FollowUp>,
        follow_up: &FollowUp,
        name: &Name,
        today: Today,
    ) -> Option<Self> {
        let until = follow_up.next_due_at()?;
        let window = Window {
            from: today.zone.start_of(today.zone.day_of(until)),
            until,
        };
        let title = match follow_up.kind {
            FollowUpKind::ThankYou => format!("Thank {name}"),
            FollowUpKind::DeferredQuestions => format!("Send {name} the questions left over"),
            FollowUpKind::Update => format!("Send {name} an update"),
            FollowUpKind::Other => format!("Follow up with {name}"),
        };
        Some(Self {
            source: Source::FollowUp(id),
            contact_id: follow_up.contact_id,
            kind: AgendaKind::FollowUp,
            bucket: bucket(window, today.now, today.zone),
            window,
            title,
            reason: follow_up.reason.as_str().to_owned(),
            settled_by: Settles::CompleteFollowUp,
        })
    }
}

fn wording(kind: AgendaKind, mode: Mode, name: &Name) -> (String, &'static str, Settles) {
    let hold = || format!("{} {name}", meet(mode));
    match kind {
        AgendaKind::InterviewToComplete => (
            format!("Finish the conversation with {name}"),
            "It has begun, and how it ended is not recorded.",
            Settles::CompleteInterview,
        ),
        AgendaKind::InterviewToStart => (
            hold(),
            "Its time has come: start it, or record that it was called off or missed.",
            Settles::StartInterview,
        ),
        _ => (hold(), "You agreed on this time.", Settles::StartInterview),
    }
}

fn meet(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "Meet",
        Mode::Phone => "Talk on the phone with",
        Mode::Video => "Talk by video with",
    }
}

/// The most urgent first; among equals what is late first, and the id decides at last, so that the order is total.
pub fn in_order(mut items: Vec<AgendaItem>) -> Vec<AgendaItem> {
    items.sort_by_key(|item| (item.bucket, item.window.until, item.source.uuid()));
    items
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        follow_up::{Conversation, FollowUpPolicy, after_interview},
        interview::samples::{canceled, completed, in_progress, minutes, missed, noon, scheduled},
    };

    fn name() -> Name {
        Name::parse("Grace Hopper").unwrap()
    }

    fn at(now: DateTime<Utc>) -> Today {
        let zone = Zone::UTC;
        Today { now, zone }
    }

    fn interview_at(interview: &Interview, now: DateTime<Utc>) -> Option<AgendaItem> {
        AgendaItem::of_interview(Id::new(Uuid::from_u128(1)), interview, &name(), at(now))
    }

    fn follow_ups(now: DateTime<Utc>) -> Vec<AgendaItem> {
        let conversation = Conversation {
            interview_id: Id::new(Uuid::from_u128(1)),
            contact_id: Id::new(Uuid::from_u128(2)),
            completed_at: noon(),
            zone: Zone::UTC,
            deferred_questions: 1,
        };
        let policy = FollowUpPolicy {
            thank_you_days: 1,
            deferred_questions_days: 3,
            update_cadence_days: 90,
        };
        let owed = after_interview(&conversation, policy);
        let item = |owed: &FollowUp| {
            AgendaItem::of_follow_up(Id::new(Uuid::from_u128(9)), owed, &name(), at(now)).unwrap()
        };
        owed.iter().map(item).collect()
    }

    #[test]
    fn an_interview_is_first_upcoming_then_to_be_started_and_then_overdue() {
        let seen = |now| {
            let item = interview_at(&scheduled(), now).unwrap();
            (item.kind, item.bucket)
        };
        let upcoming = AgendaKind::InterviewUpcoming;
        let to_start = AgendaKind::InterviewToStart;
        assert_eq!(
            seen(noon() - TimeDelta::days(1)),
            (upcoming, Bucket::Upcoming)
        );
        assert_eq!(seen(noon() - minutes(1)), (upcoming, Bucket::Due));
        assert_eq!(seen(noon()), (to_start, Bucket::Due));
        assert_eq!(seen(noon() + minutes(21)), (to_start, Bucket::Overdue));
    }

    #[test]
    fn an_interview_that_has_begun_waits_for_its_end() {
        let item = interview_at(&in_progress(), noon() + minutes(21)).unwrap();
        assert_eq!(item.kind, AgendaKind::InterviewToComplete);
        assert_eq!(item.bucket, Bucket::Overdue);
        assert_eq!(item.settled_by, Settles::CompleteInterview);
        assert_eq!(item.title, "Finish the conversation with Grace Hopper");
    }

    #[test]
    fn what_is_over_is_not_on_the_agenda() {
        for over in [completed(), canceled(), missed()] {
            assert_eq!(interview_at(&over, noon()), None);
        }
    }

    #[test]
    fn a_follow_up_is_due_on_its_day_and_overdue_afterwards() {
        use Bucket::{Due, Overdue, Upcoming};

        let buckets = |now| -> Vec<_> {
            let items = follow_ups(now).into_iter();
            items.map(|item| item.bucket).collect()
        };
        assert_eq!(buckets(noon()), [Upcoming, Upcoming, Upcoming]);
        assert_eq!(
            buckets(noon() + TimeDelta::days(1)),
            [Due, Upcoming, Upcoming]
        );
        assert_eq!(
            buckets(noon() + TimeDelta::days(3)),
            [Overdue, Due, Upcoming]
        );
    }

    #[test]
    fn the_most_urgent_comes_first() {
        let mut items = follow_ups(noon() + TimeDelta::days(3));
        items.reverse();
        let titles: Vec<_> = in_order(items).into_iter().map(|item| item.title).collect();
        assert_eq!(
            titles,
            [
                "Thank Grace Hopper",
                "Send Grace Hopper the questions left over",
                "Send Grace Hopper an update"
            ]
        );
    }

    #[test]
    fn the_next_touch_of_a_pursuit_says_whom_and_why() {
        let next = NextTouch {
            verb: "Call",
            reason: "The letter was sent 7 days ago.",
            window: Window {
                from: noon(),
                until: noon() + TimeDelta::days(7),
            },
            settled_by: Settles::CreateAttempt,
        };
        let id = Id::new(Uuid::from_u128(5));
        let whom = (Id::new(Uuid::from_u128(2)), &name());
        let item = AgendaItem::of_outreach(id, whom, next, at(noon()));
        assert_eq!((item.bucket, item.source.uuid()), (Bucket::Due, id.uuid()));
        assert_eq!(item.title, "Call Grace Hopper");
        assert_eq!(item.reason, next.reason);
        assert_eq!(item.settled_by.to_string(), "create_attempt");
    }
}
