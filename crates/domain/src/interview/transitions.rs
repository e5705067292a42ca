//! What can happen to an interview, and when.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Action, ActualMinutes, CanceledBy, Debrief, EndReason, ExtendedMinutes, Interview,
    InterviewKind, Mode, PlannedMinutes, Refused, RescheduleCount, State, WrongState,
};
use crate::{
    Id, Text, WebUrl, Zone, contact::Contact, outreach::Outreach, text::Notes, theme::Theme,
};

/// How far a start may lie in the past when it is agreed: somebody may say "now is fine", and the record come later.
const ENTERED_LATE: TimeDelta = TimeDelta::hours(24);
/// How much earlier than agreed an interview may begin before it must be rescheduled.
const BEGUN_EARLY: TimeDelta = TimeDelta::hours(24);

/// What the two agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub outreach_id: Id<Outreach>,
    pub contact_id: Id<Contact>,
    pub theme_id: Option<Id<Theme>>,
    pub kind: InterviewKind,
    pub mode: Mode,
    pub place: Option<Text<500>>,
    pub link: Option<WebUrl>,
    pub starts_at: DateTime<Utc>,
    pub zone: Zone,
    pub planned_minutes: PlannedMinutes,
    pub notes: Option<Notes>,
}

/// Another time for the same interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewTime {
    pub starts_at: DateTime<Utc>,
    /// None keeps the zone.
    pub zone: Option<Zone>,
    /// None keeps the length.
    pub planned_minutes: Option<PlannedMinutes>,
}

/// How a conversation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub at: DateTime<Utc>,
    /// None computes it from start and end: every minute begun counts, within 1 to 600.
    pub actual_minutes: Option<ActualMinutes>,
    /// None keeps the notes.
    pub notes: Option<Notes>,
    pub debrief: Debrief,
    /// They asked for the resume in it (F18).
    pub is_resume_requested: bool,
}

impl Ending {
    /// An ending about which nothing but the time is said.
    pub fn at(at: DateTime<Utc>) -> Self {
        Self {
            at,
            actual_minutes: None,
            notes: None,
            debrief: Debrief::default(),
            is_resume_requested: false,
        }
    }
}

impl Interview {
    /// A new interview as the two agreed on it. Place and link may follow, for the interviewee chooses (F55).
    ///
    /// # Errors
    /// [`Refused::StartsInThePast`] when it would have begun more than 24 hours ago.
    pub fn schedule(plan: Plan, now: DateTime<Utc>) -> Result<Self, Refused> {
        not_long_past(plan.starts_at, now)?;
        let Plan {
            outreach_id,
            contact_id,
            theme_id,
            kind,
            mode,
            place,
            link,
            starts_at,
            zone,
            planned_minutes,
            notes,
        } = plan;
        Ok(Self {
            outreach_id,
            contact_id,
            theme_id,
            kind,
            mode,
            place,
            link,
            starts_at,
            zone,
            planned_minutes,
            extended_minutes: ExtendedMinutes::MIN,
            reschedule_count: RescheduleCount::MIN,
            notes,
            resume_requested_at: None,
            state: State::Scheduled,
        })
    }

    /// Moves it to another time; only another start counts as a rescheduling.
    ///
    /// # Errors
    /// [`WrongState`] unless scheduled; [`Refused::StartsInThePast`] as in [`Interview::schedule`].
    pub fn reschedule(self, to: NewTime, now: DateTime<Utc>) -> Result<Self, Refused> {
        let State::Scheduled = self.state else {
            return Err(self.refuses(Action::Reschedule));
        };
        not_long_past(to.starts_at, now)?;
        let moved = to.starts_at != self.starts_at;
        Ok(Self {
            starts_at: to.starts_at,
            zone: to.zone.unwrap_or(self.zone),
            planned_minutes: to.planned_minutes.unwrap_or(self.planned_minutes),
            reschedule_count: if moved {
                self.reschedule_count.next()
            } else {
                self.reschedule_count
            },
            ..self
        })
    }

    /// Calls it off; also one that has begun, for it may be broken off at the door. Marks and answers stay.
    ///
    /// # Errors
    /// [`WrongState`] unless scheduled or in progress.
    pub fn cancel(self, by: CanceledBy, reason: Option<EndReason>) -> Result<Self, Refused> {
        match self.state {
            State::Scheduled | State::InProgress { .. } => Ok(Self {
                state: State::Canceled { by, reason },
                ..self
            }),
            _ => Err(self.refuses(Action::Cancel)),
        }
    }

    /// Begins the conversation at `at`, which is now or was a while ago.
    ///
    /// # Errors
    /// [`WrongState`] unless scheduled; [`Refused::InTheFuture`]; [`Refused::TooEarly`] more than 24 hours before the
    /// agreed start.
    pub fn start(self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, Refused> {
        let State::Scheduled = self.state else {
            return Err(self.refuses(Action::Start));
        };
        not_in_the_future(at, now)?;
        let starts_at = self.starts_at;
        if starts_at.signed_duration_since(at) > BEGUN_EARLY {
            return Err(Refused::TooEarly { starts_at });
        }
        Ok(Self {
            state: State::InProgress { started_at: at },
            ..self
        })
    }

    /// Ends the conversation (F13, F168).
    ///
    /// # Errors
    /// [`WrongState`] unless in progress; [`Refused::InTheFuture`]; [`Refused::EndsBeforeItBegan`].
    pub fn complete(self, ending: Ending, now: DateTime<Utc>) -> Result<Self, Refused> {
        let State::InProgress { started_at } = self.state else {
            return Err(self.refuses(Action::Complete));
        };
        not_in_the_future(ending.at, now)?;
        if ending.at < started_at {
            return Err(Refused::EndsBeforeItBegan { started_at });
        }
        Ok(Self {
            notes: ending.notes.or(self.notes),
            resume_requested_at: self
                .resume_requested_at
                .or(ending.is_resume_requested.then_some(ending.at)),
            state: State::Completed {
                started_at,
                completed_at: ending.at,
                actual_minutes: ending
                    .actual_minutes
                    .unwrap_or_else(|| minutes_begun(started_at, ending.at)),
                debrief: ending.debrief,
                notes_transcribed_at: None,
            },
            ..self
        })
    }

    /// Records that somebody was not there; also when it was started while waiting.
    ///
    /// # Errors
    /// [`WrongState`] unless scheduled or in progress; [`Refused::NotMissedYet`] before the agreed start.
    pub fn no_show(self, reason: Option<EndReason>, now: DateTime<Utc>) -> Result<Self, Refused> {
        match self.state {
            State::Scheduled | State::InProgress { .. } if now < self.starts_at => {
                Err(Refused::NotMissedYet {
                    starts_at: self.starts_at,
                })
            }
            State::Scheduled | State::InProgress { .. } => Ok(Self {
                state: State::NoShow { reason },
                ..self
            }),
            _ => Err(self.refuses(Action::NoShow)),
        }
    }

    pub(super) fn refuses(&self, action: Action) -> Refused {
        let state = self.state.word();
        WrongState { action, state }.into()
    }
}

fn not_long_past(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refused> {
    if now.signed_duration_since(starts_at) > ENTERED_LATE {
        return Err(Refused::StartsInThePast { starts_at });
    }
    Ok(())
}

pub(super) fn not_in_the_future(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refused> {
    if at > now {
        return Err(Refused::InTheFuture { at });
    }
    Ok(())
}

fn minutes_begun(from: DateTime<Utc>, until: DateTime<Utc>) -> ActualMinutes {
    let lasted = until.signed_duration_since(from);
    let whole = lasted.num_minutes();
    let rest = i64::from(lasted > TimeDelta::minutes(whole));
    ActualMinutes::nearest(whole + rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::interview::{
        InterviewState,
        samples::{canceled, completed, in_progress, minutes, missed, noon, plan, scheduled},
    };

    fn day(days: i64) -> TimeDelta {
        TimeDelta::days(days)
    }

    fn tomorrow() -> NewTime {
        NewTime {
            starts_at: noon() + day(1),
            zone: None,
            planned_minutes: None,
        }
    }

    #[test]
    fn an_interview_may_have_begun_a_day_ago_when_it_is_recorded_and_no_longer() {
        let recorded = Interview::schedule(plan(), noon() + day(1)).unwrap();
        assert_eq!(recorded.state, State::Scheduled);
        assert_eq!(
            Interview::schedule(plan(), noon() + day(1) + minutes(1)),
            Err(Refused::StartsInThePast { starts_at: noon() })
        );
    }

    #[test]
    fn only_another_start_counts_as_a_rescheduling() {
        let longer = NewTime {
            starts_at: noon(),
            zone: Some(Zone::UTC),
            planned_minutes: Some(PlannedMinutes::MAX),
        };
        let longer = scheduled().reschedule(longer, noon()).unwrap();
        assert_eq!(longer.reschedule_count.get(), 0);
        let moved = longer.reschedule(tomorrow(), noon()).unwrap();
        assert_eq!(moved.reschedule_count.get(), 1);
        assert_eq!(
            (moved.zone, moved.planned_end()),
            (Zone::UTC, noon() + day(1) + minutes(60))
        );
    }

    #[test]
    fn an_interview_is_not_moved_into_the_past() {
        let refused = scheduled().reschedule(tomorrow(), noon() + day(3));
        let starts_at = noon() + day(1);
        assert_eq!(refused, Err(Refused::StartsInThePast { starts_at }));
    }

    #[test]
    fn an_interview_starts_within_a_day_before_the_agreed_time_or_later() {
        let early = noon() - day(1);
        assert!(scheduled().start(early, noon()).is_ok());
        assert_eq!(
            scheduled().start(early - minutes(1), noon()),
            Err(Refused::TooEarly { starts_at: noon() })
        );
        let at = noon() + minutes(1);
        assert_eq!(
            scheduled().start(at, noon()),
            Err(Refused::InTheFuture { at })
        );
    }

    #[test]
    fn every_minute_begun_counts() {
        for (seconds, counted) in [(0, 1), (60, 1), (61, 2), (1_200, 20), (86_400, 600)] {
            let end = noon() + TimeDelta::seconds(seconds);
            let completed = in_progress().complete(Ending::at(end), end).unwrap();
            let expected = State::Completed {
                started_at: noon(),
                completed_at: end,
                actual_minutes: ActualMinutes::new(counted).unwrap(),
                debrief: Debrief::default(),
                notes_transcribed_at: None,
            };
            assert_eq!(completed.state, expected, "{seconds} seconds");
        }
    }

    #[test]
    fn what_the_person_says_about_the_end_counts_more_than_the_clock() {
        let end = noon() + minutes(90);
        let ending = Ending {
            at: end,
            actual_minutes: Some(ActualMinutes::new(25).unwrap()),
            notes: Some(Notes::parse("Likes the work").unwrap()),
            debrief: Debrief::default(),
            is_resume_requested: true,
        };
        let completed = in_progress().complete(ending.clone(), end).unwrap();
        assert_eq!(completed.notes, ending.notes);
        assert!(
            matches!(completed.state, State::Completed { actual_minutes, .. } if actual_minutes.get() == 25)
        );
    }

    #[test]
    fn a_conversation_ends_after_it_began_and_not_in_the_future() {
        let early = noon() - minutes(1);
        assert_eq!(
            in_progress().complete(Ending::at(early), noon()),
            Err(Refused::EndsBeforeItBegan { started_at: noon() })
        );
        let at = noon() + minutes(1);
        assert_eq!(
            in_progress().complete(Ending::at(at), noon()),
            Err(Refused::InTheFuture { at })
        );
    }

    #[test]
    fn nobody_misses_an_interview_before_it_begins() {
        assert_eq!(
            scheduled().no_show(None, noon() - minutes(1)),
            Err(Refused::NotMissedYet { starts_at: noon() })
        );
        assert_eq!(missed().state, State::NoShow { reason: None });
        assert!(in_progress().no_show(None, noon()).is_ok());
    }

    #[test]
    fn an_interview_that_is_over_stays_as_it_is() {
        for over in [completed(), canceled(), missed()] {
            let now = noon() + day(1);
            let state = over.state.word();
            let attempts = [
                (Action::Reschedule, over.clone().reschedule(tomorrow(), now)),
                (Action::Cancel, over.clone().cancel(CanceledBy::Me, None)),
                (Action::Start, over.clone().start(now, now)),
                (
                    Action::Complete,
                    over.clone().complete(Ending::at(now), now),
                ),
                (Action::NoShow, over.clone().no_show(None, now)),
            ];
            for (action, attempt) in attempts {
                assert_eq!(attempt, Err(WrongState { action, state }.into()));
            }
        }
    }

    #[test]
    fn a_refusal_says_what_was_tried_and_why_not() {
        assert_eq!(
            canceled().start(noon(), noon()).unwrap_err().to_string(),
            "an interview that is canceled cannot be started"
        );
        assert_eq!(
            missed().no_show(None, noon()).unwrap_err().to_string(),
            "an interview that is recorded as a no-show cannot be recorded as a no-show"
        );
    }

    /// Something a person may try, at a moment counted in minutes from the one before.
    #[derive(Clone, Debug)]
    enum Attempt {
        Reschedule(i64),
        Cancel(Option<String>),
        Start(i64),
        Complete(i64, Option<i16>),
        NoShow(Option<String>),
    }

    fn attempt() -> impl Strategy<Value = Attempt> {
        let offset = -3_000_i64..3_000;
        let reason = proptest::option::of("[a-z]{1,9}");
        prop_oneof![
            3 => offset.clone().prop_map(Attempt::Reschedule),
            1 => reason.clone().prop_map(Attempt::Cancel),
            3 => offset.clone().prop_map(Attempt::Start),
            3 => (offset, proptest::option::of(1_i16..=600))
                .prop_map(|(offset, minutes)| Attempt::Complete(offset, minutes)),
            1 => reason.prop_map(Attempt::NoShow),
        ]
    }

    fn apply(
        interview: Interview,
        attempt: Attempt,
        now: DateTime<Utc>,
    ) -> Result<Interview, Refused> {
        let reason = |text: Option<String>| text.map(|text| EndReason::parse(&text).unwrap());
        match attempt {
            Attempt::Reschedule(offset) => {
                let starts_at = now + minutes(offset);
                interview.reschedule(
                    NewTime {
                        starts_at,
                        ..tomorrow()
                    },
                    now,
                )
            }
            Attempt::Cancel(text) => interview.cancel(CanceledBy::Interviewee, reason(text)),
            Attempt::Start(offset) => interview.start(now + minutes(offset), now),
            Attempt::Complete(offset, actual) => {
                let actual_minutes = actual.map(|actual| ActualMinutes::new(actual).unwrap());
                let ending = Ending {
                    actual_minutes,
                    ..Ending::at(now + minutes(offset))
                };
                interview.complete(ending, now)
            }
            Attempt::NoShow(text) => interview.no_show(reason(text), now),
        }
    }

    /// The columns of the table in which the state is kept.
    #[derive(Default)]
    struct Row {
        started_at: Option<DateTime<Utc>>,
        completed_at: Option<DateTime<Utc>>,
        actual_minutes: Option<i16>,
        canceled_by: Option<CanceledBy>,
        end_reason: Option<EndReason>,
    }

    fn row(state: State) -> Row {
        let none = Row::default();
        match state {
            State::Scheduled => none,
            State::InProgress { started_at } => Row {
                started_at: Some(started_at),
                ..none
            },
            State::Completed {
                started_at,
                completed_at,
                actual_minutes,
                debrief: _,
                notes_transcribed_at: _,
            } => Row {
                started_at: Some(started_at),
                completed_at: Some(completed_at),
                actual_minutes: Some(actual_minutes.get()),
                ..none
            },
            State::Canceled { by, reason } => Row {
                canceled_by: Some(by),
                end_reason: reason,
                ..none
            },
            State::NoShow { reason } => Row {
                end_reason: reason,
                ..none
            },
        }
    }

    /// The CHECK constraints of the table `interview`, and what no CHECK can say.
    fn keeps_the_checks(interview: &Interview, now: DateTime<Utc>) -> Result<(), TestCaseError> {
        let word = interview.state.word().to_string();
        let row = row(interview.state.clone());
        prop_assert_eq!(
            ["in_progress", "completed"].contains(&&*word),
            row.started_at.is_some()
        );
        prop_assert_eq!(word == "completed", row.completed_at.is_some());
        prop_assert_eq!(word == "completed", row.actual_minutes.is_some());
        prop_assert_eq!(word == "canceled", row.canceled_by.is_some());
        prop_assert!(
            row.actual_minutes
                .is_none_or(|minutes| (1..=600).contains(&minutes))
        );
        prop_assert!((5..=60).contains(&interview.planned_minutes.get()));
        prop_assert!(interview.reschedule_count.get() >= 0);
        prop_assert!(row.end_reason.is_none() || ["canceled", "no_show"].contains(&&*word));
        prop_assert!(
            row.completed_at
                .is_none_or(|end| row.started_at <= Some(end) && end <= now)
        );
        prop_assert!(row.started_at.is_none_or(|start| start <= now));
        Ok(())
    }

    proptest! {
        #[test]
        fn whatever_is_tried_in_whatever_order_the_checks_of_the_table_hold(
            attempts in prop::collection::vec((0_i64..2_000, attempt()), 0..24)
        ) {
            let mut now = noon() - day(2);
            let mut interview = scheduled();
            for (pause, attempt) in attempts {
                now += minutes(pause);
                let before = interview.clone();
                let is_over = ![InterviewState::Scheduled, InterviewState::InProgress]
                    .contains(&before.state.word());
                match apply(interview, attempt, now) {
                    Ok(after) => {
                        prop_assert!(!is_over);
                        prop_assert!(after.reschedule_count >= before.reschedule_count);
                        interview = after;
                    }
                    Err(_) => interview = before,
                }
                keeps_the_checks(&interview, now)?;
            }
        }
    }
}
