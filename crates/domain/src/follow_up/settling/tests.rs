//! Follow-ups come, move and go with their reasons, and stay as a person left them.

use std::collections::HashSet;

use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    Zone,
    follow_up::FollowUpState::{Done, Pending, Skipped, Withdrawn},
    interview::{
        CanceledBy, Ending, Interview, NewTime,
        samples::{noon, scheduled},
    },
};

const POLICY: FollowUpPolicy = FollowUpPolicy {
    confirm_days_before: Some(1),
    thank_you_days: 1,
    transcribe_notes_days: Some(1),
    deferred_questions_days: 3,
    send_resume_days: Some(1),
    close_loop_days: Some(3),
};

fn day(days: i64) -> TimeDelta {
    TimeDelta::days(days)
}

/// An interview, with the follow-ups that rules made of it as they are kept.
struct Kept {
    interview: Option<Interview>,
    rows: Vec<Stored<FollowUp>>,
}

impl Kept {
    /// Scheduled for noon in UTC, two days ahead.
    fn scheduled() -> Self {
        let mut kept = Self {
            interview: None,
            rows: Vec::new(),
        };
        kept.turn_into(scheduled(), noon() - day(2));
        kept
    }

    fn facts(interview: &Interview) -> Facts<'_> {
        Facts {
            interview_id: Id::new(Uuid::from_u128(1)),
            interview,
            zone: Zone::UTC,
            deferred_questions: 0,
            open_loops: &[],
        }
    }

    fn settle(&self, next: &Interview, now: DateTime<Utc>) -> Settled {
        let before = self.interview.as_ref().map(Self::facts);
        let settling = Settling::new(before, Self::facts(next), POLICY, now);
        settling.decide(self.rows.clone())
    }

    fn turn_into(&mut self, next: Interview, now: DateTime<Utc>) {
        let Settled { made, changed } = self.settle(&next, now);
        for changed in changed {
            let row = self.rows.iter_mut().find(|row| row.id == changed.id);
            *row.unwrap() = changed;
        }
        for value in made {
            let id = Id::new(Uuid::from_u128(self.rows.len() as u128));
            self.rows.push(Stored {
                id,
                version: 1,
                created_at: now,
                updated_at: now,
                value,
            });
        }
        self.interview = Some(next);
    }

    fn interview(&self) -> Interview {
        self.interview.clone().unwrap()
    }

    fn start_again_at(&mut self, starts_at: DateTime<Utc>, now: DateTime<Utc>) {
        let to = NewTime {
            starts_at,
            zone: None,
            planned_minutes: None,
        };
        self.turn_into(self.interview().reschedule(to, now).unwrap(), now);
    }

    fn state_of(&self, kind: FollowUpKind) -> Option<FollowUpState> {
        let found = self.rows.iter().find(|row| row.value.kind == kind);
        found.map(|row| row.value.state.word())
    }

    fn confirmation(&self) -> &FollowUp {
        &self.rows[0].value
    }
}

fn end_of(day: DateTime<Utc>) -> DateTime<Utc> {
    Zone::UTC.end_of(Zone::UTC.day_of(day))
}

#[test]
fn the_confirmation_moves_with_the_meeting_and_goes_with_it() {
    let mut kept = Kept::scheduled();
    assert_eq!(kept.confirmation().due_at, end_of(noon() - day(1)));
    kept.start_again_at(noon() + day(5), noon() - day(2));
    assert_eq!(kept.rows.len(), 1);
    assert_eq!(kept.confirmation().due_at, end_of(noon() + day(4)));
    let off = kept.interview().cancel(CanceledBy::Me, None).unwrap();
    kept.turn_into(off, noon());
    let State::Withdrawn { at, reason } = &kept.confirmation().state else {
        panic!("{:?}", kept.confirmation())
    };
    assert_eq!(*at, noon());
    assert_eq!(reason.as_str(), "The meeting was called off.");
}

#[test]
fn a_meeting_of_today_is_not_confirmed_and_one_moved_away_from_today_is_again() {
    let mut today = Kept {
        interview: None,
        rows: Vec::new(),
    };
    today.turn_into(scheduled(), noon() - TimeDelta::hours(2));
    assert!(today.rows.is_empty());
    let mut kept = Kept::scheduled();
    kept.start_again_at(noon() - day(2), noon() - day(2));
    assert_eq!(kept.confirmation().state.word(), Withdrawn);
    kept.start_again_at(noon() + day(2), noon() - day(2));
    assert_eq!(kept.confirmation().state.word(), Pending);
    assert_eq!(kept.confirmation().due_at, end_of(noon() + day(1)));
}

#[test]
fn what_a_person_settled_or_took_up_again_stays_theirs() {
    let mut kept = Kept::scheduled();
    let done = kept.confirmation().clone().done(noon() - day(2), noon());
    kept.rows[0].value = done.unwrap();
    kept.start_again_at(noon() + day(5), noon() - day(2));
    assert_eq!(kept.confirmation().state.word(), Done);
    let off = kept.interview().cancel(CanceledBy::Me, None).unwrap();
    kept.rows[0].value = kept.confirmation().clone().reopen().unwrap();
    kept.turn_into(off.clone(), noon());
    kept.rows[0].value = kept.confirmation().clone().reopen().unwrap();
    // Nothing about it changes any more.
    kept.turn_into(off, noon());
    assert_eq!(kept.confirmation().state.word(), Pending);
}

#[test]
fn notes_that_are_written_out_settle_their_task() {
    let mut kept = Kept::scheduled();
    kept.turn_into(kept.interview().start(noon(), noon()).unwrap(), noon());
    assert_eq!(kept.confirmation().state.word(), Withdrawn);
    let ended = kept.interview().complete(Ending::at(noon()), noon());
    kept.turn_into(ended.unwrap(), noon());
    let kind = FollowUpKind::TranscribeNotes;
    assert_eq!(kept.state_of(kind), Some(Pending));
    kept.turn_into(kept.interview().transcribe(noon(), noon()).unwrap(), noon());
    assert_eq!(kept.state_of(kind), Some(Done));
    assert_eq!(kept.state_of(FollowUpKind::ThankYou), Some(Pending));
}

#[test]
fn a_resume_that_is_asked_for_once_more_is_owed_once_more() {
    let mut kept = Kept::scheduled();
    let asked = |interview: Interview, at| Interview {
        resume_requested_at: at,
        ..interview
    };
    let kind = FollowUpKind::ResumeRequested;
    for (at, state) in [
        (Some(noon()), Pending),
        (None, Withdrawn),
        (Some(noon()), Pending),
    ] {
        kept.turn_into(asked(kept.interview(), at), noon());
        assert_eq!(kept.state_of(kind), Some(state));
    }
    assert_eq!(kept.rows.len(), 2);
}

/// What may happen to an interview, and to the follow-ups of it.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Moves(i64),
    IsCanceled,
    IsMissed,
    Begins,
    Ends,
    IsTranscribed,
    ResumeIsAsked(bool),
    IsSettled(usize, bool),
    IsReopened(usize),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        (-1_i64..9).prop_map(Happens::Moves),
        Just(Happens::IsCanceled),
        Just(Happens::IsMissed),
        Just(Happens::Begins),
        Just(Happens::Ends),
        Just(Happens::IsTranscribed),
        any::<bool>().prop_map(Happens::ResumeIsAsked),
        (0_usize..6, any::<bool>()).prop_map(|(row, done)| Happens::IsSettled(row, done)),
        (0_usize..6).prop_map(Happens::IsReopened),
    ]
}

impl Kept {
    /// The interview after it, if it can happen.
    fn next(&self, happens: Happens, now: DateTime<Utc>) -> Option<Interview> {
        let interview = self.interview();
        let next = match happens {
            Happens::Moves(days) => {
                let to = NewTime {
                    starts_at: now + day(days),
                    zone: None,
                    planned_minutes: None,
                };
                interview.reschedule(to, now)
            }
            Happens::IsCanceled => interview.cancel(CanceledBy::Me, None),
            Happens::IsMissed => interview.no_show(None, now),
            Happens::Begins => interview.start(now, now),
            Happens::Ends => interview.complete(Ending::at(now), now),
            Happens::IsTranscribed => interview.transcribe(now, now),
            Happens::ResumeIsAsked(is_asked) => Ok(Interview {
                resume_requested_at: is_asked.then_some(now),
                ..interview
            }),
            Happens::IsSettled(..) | Happens::IsReopened(_) => return None,
        };
        next.ok()
    }

    /// What the person does about a follow-up themselves.
    fn act(&mut self, happens: Happens, now: DateTime<Utc>) {
        let reason = Reason::parse("Because").unwrap();
        let (row, act): (_, fn(FollowUp, Reason, DateTime<Utc>) -> _) = match happens {
            Happens::IsSettled(row, true) => (row, |one, _, now| one.done(now, now)),
            Happens::IsSettled(row, false) => (row, FollowUp::skip),
            Happens::IsReopened(row) => (row, |one, _, _| one.reopen()),
            _ => return,
        };
        if let Some(row) = self.rows.get_mut(row)
            && let Ok(next) = act(row.value.clone(), reason, now)
        {
            row.value = next;
        }
    }
}

proptest! {
    #[test]
    fn whatever_happens_each_rule_has_one_and_a_change_is_settled_once(
        course in proptest::collection::vec((happens(), 0_i64..30), 1..25)
    ) {
        let mut kept = Kept::scheduled();
        let mut now = noon() - day(2);
        for (happens, hours) in course {
            now += TimeDelta::hours(hours);
            kept.act(happens, now);
            let Some(next) = kept.next(happens, now) else { continue };
            let theirs: Vec<_> = kept.rows.iter().filter(|row| matches!(row.value.state.word(), Done | Skipped)).cloned().collect();
            kept.turn_into(next.clone(), now);
            for row in theirs {
                prop_assert!(kept.rows.contains(&row), "{happens:?} changed {row:?}");
            }
            let keys: HashSet<_> = kept.rows.iter().map(|row| key(&row.value)).collect();
            prop_assert_eq!(keys.len(), kept.rows.len());
            prop_assert_eq!(kept.settle(&next, now), Settled::default());
        }
    }

    #[test]
    fn nothing_is_left_to_confirm_once_the_meeting_is_no_longer_ahead(
        course in proptest::collection::vec((happens(), 0_i64..30), 1..25)
    ) {
        let mut kept = Kept::scheduled();
        let mut now = noon() - day(2);
        for (happens, hours) in course {
            now += TimeDelta::hours(hours);
            let Some(next) = kept.next(happens, now) else { continue };
            kept.turn_into(next, now);
            let is_ahead = kept.interview().state.word() == InterviewState::Scheduled;
            prop_assert!(is_ahead || kept.confirmation().state.word() != Pending);
        }
    }
}
