//! Advice on its way: given, decided about, applied, and told back to whoever gave it (F124, F125).

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Id, Text, contact::Contact, interview::Interview, message::Message, text::Paragraph,
    theme::Theme, vocabulary,
};

vocabulary! {
    /// How far advice has come.
    pub enum AdviceState {
        Given = "given",
        WillFollow = "will_follow",
        WillNotFollow = "will_not_follow",
        Applied = "applied",
        /// Whoever gave it knows what became of it.
        ReportedBack = "reported_back",
    }
}

/// What was advised.
pub type Words = Text<2000>;
/// Why it will be followed or not.
pub type Reason = Text<1000>;
/// What came of it.
pub type Outcome = Text<2000>;

/// That it will be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolve {
    pub at: DateTime<Utc>,
    pub reason: Option<Reason>,
}

/// That it will not, for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub at: DateTime<Utc>,
    pub reason: Reason,
}

/// That it was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub at: DateTime<Utc>,
    pub result: Outcome,
}

/// What was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Follow(Resolve),
    Refuse(Refusal),
}

/// What is told back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    Applied(Resolve, Application),
    Refused(Refusal),
}

/// How it was told back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub at: DateTime<Utc>,
    pub message_id: Option<Id<Message>>,
    pub note: Option<Paragraph>,
}

/// How far it has come, with what is known by then only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Given,
    Decided(Decision),
    Applied(Resolve, Application),
    ReportedBack(Course, Report),
}

/// Advice that somebody gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub contact_id: Id<Contact>,
    pub theme_id: Option<Id<Theme>>,
    pub interview_id: Option<Id<Interview>>,
    pub what: Words,
    pub given_on: Option<NaiveDate>,
    pub state: State,
}

/// Why advice stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("{}", stands(*state))]
    WrongState { state: AdviceState },
    #[error("is needed for not following it")]
    ReasonMissing,
    #[error("is yet to come")]
    InTheFuture,
}

/// Where advice stands, and what comes first.
fn stands(state: AdviceState) -> &'static str {
    match state {
        AdviceState::Given => "nothing was decided about the advice yet; decide about it first",
        AdviceState::WillFollow => "the advice was not applied yet; apply it first",
        AdviceState::WillNotFollow => {
            "it was decided not to follow the advice; decide to follow it first"
        }
        AdviceState::Applied => "the advice was applied; reopen it to take that back",
        AdviceState::ReportedBack => "the advice was told back; reopen it to take that back",
    }
}

impl Decision {
    /// # Errors
    /// [`Refused::ReasonMissing`] unless it says why advice is not followed.
    pub fn of(
        will_follow: bool,
        reason: Option<Reason>,
        at: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        match (will_follow, reason) {
            (true, reason) => Ok(Self::Follow(Resolve { at, reason })),
            (false, Some(reason)) => Ok(Self::Refuse(Refusal { at, reason })),
            (false, None) => Err(Refused::ReasonMissing),
        }
    }
}

impl State {
    pub fn word(&self) -> AdviceState {
        match self {
            Self::Given => AdviceState::Given,
            Self::Decided(Decision::Follow(_)) => AdviceState::WillFollow,
            Self::Decided(Decision::Refuse(_)) => AdviceState::WillNotFollow,
            Self::Applied(..) => AdviceState::Applied,
            Self::ReportedBack(..) => AdviceState::ReportedBack,
        }
    }

    /// When it was decided about and why so, whatever came after.
    pub fn decision(&self) -> Option<(DateTime<Utc>, Option<&Reason>)> {
        match self {
            Self::Given => None,
            Self::Decided(Decision::Follow(resolve))
            | Self::Applied(resolve, _)
            | Self::ReportedBack(Course::Applied(resolve, _), _) => {
                Some((resolve.at, resolve.reason.as_ref()))
            }
            Self::Decided(Decision::Refuse(refusal))
            | Self::ReportedBack(Course::Refused(refusal), _) => {
                Some((refusal.at, Some(&refusal.reason)))
            }
        }
    }

    pub fn application(&self) -> Option<&Application> {
        match self {
            Self::Applied(_, application)
            | Self::ReportedBack(Course::Applied(_, application), _) => Some(application),
            Self::Given | Self::Decided(_) | Self::ReportedBack(Course::Refused(_), _) => None,
        }
    }

    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::ReportedBack(_, report) => Some(report),
            Self::Given | Self::Decided(_) | Self::Applied(..) => None,
        }
    }
}

impl Advice {
    /// Decides about it; until it is applied, one may change one's mind.
    ///
    /// # Errors
    /// [`Refused::WrongState`]
    pub fn decide(self, decision: Decision) -> Result<Self, Refused> {
        match self.state {
            State::Given | State::Decided(_) => Ok(self.with(State::Decided(decision))),
            State::Applied(..) | State::ReportedBack(..) => Err(self.wrong_state()),
        }
    }

    /// It was followed, with a result.
    ///
    /// # Errors
    /// [`Refused::WrongState`] unless it was decided to follow it; [`Refused::InTheFuture`].
    pub fn apply(self, application: Application, now: DateTime<Utc>) -> Result<Self, Refused> {
        let State::Decided(Decision::Follow(resolve)) = &self.state else {
            return Err(self.wrong_state());
        };
        if application.at > now {
            return Err(Refused::InTheFuture);
        }
        let resolve = resolve.clone();
        Ok(self.with(State::Applied(resolve, application)))
    }

    /// Whoever gave it was told what became of it.
    ///
    /// # Errors
    /// [`Refused::WrongState`] unless it was applied or refused; [`Refused::InTheFuture`].
    pub fn report_back(self, report: Report, now: DateTime<Utc>) -> Result<Self, Refused> {
        let course = match &self.state {
            State::Applied(resolve, application) => {
                Course::Applied(resolve.clone(), application.clone())
            }
            State::Decided(Decision::Refuse(refusal)) => Course::Refused(refusal.clone()),
            State::Given | State::Decided(_) | State::ReportedBack(..) => {
                return Err(self.wrong_state());
            }
        };
        if report.at > now {
            return Err(Refused::InTheFuture);
        }
        Ok(self.with(State::ReportedBack(course, report)))
    }

    /// Takes all of that back: it stands as it was given.
    ///
    /// # Errors
    /// [`Refused::WrongState`] when it does so anyway.
    pub fn reopen(self) -> Result<Self, Refused> {
        match self.state {
            State::Given => Err(self.wrong_state()),
            _ => Ok(self.with(State::Given)),
        }
    }

    /// Takes what a person may say of it from `wanted`; how far it has come remains.
    #[must_use]
    pub fn revise(self, wanted: Self) -> Self {
        let Self { state, .. } = self;
        wanted.with(state)
    }

    fn wrong_state(&self) -> Refused {
        Refused::WrongState {
            state: self.state.word(),
        }
    }

    fn with(self, state: State) -> Self {
        Self { state, ..self }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-06-10T12:00:00Z".parse().unwrap()
    }

    fn given() -> Advice {
        Advice {
            contact_id: Id::new(Uuid::from_u128(1)),
            theme_id: None,
            interview_id: None,
            what: Words::parse("Shadow a night shift.").unwrap(),
            given_on: None,
            state: State::Given,
        }
    }

    fn decided(will_follow: bool) -> Decision {
        let reason = Reason::parse("It costs nothing.").unwrap();
        Decision::of(will_follow, Some(reason), now()).unwrap()
    }

    fn applied(at: DateTime<Utc>) -> Application {
        Application {
            at,
            result: Outcome::parse("I liked it.").unwrap(),
        }
    }

    fn told(at: DateTime<Utc>) -> Report {
        Report {
            at,
            message_id: None,
            note: None,
        }
    }

    #[test]
    fn nobody_refuses_advice_without_a_reason() {
        assert!(Decision::of(true, None, now()).is_ok());
        assert_eq!(
            Decision::of(false, None, now()),
            Err(Refused::ReasonMissing)
        );
    }

    #[test]
    fn refused_advice_is_told_back_too_and_never_applied() {
        let refused = given().decide(decided(false)).unwrap();
        let state = AdviceState::WillNotFollow;
        assert_eq!(
            refused.clone().apply(applied(now()), now()),
            Err(Refused::WrongState { state })
        );
        let told = refused.report_back(told(now()), now()).unwrap();
        assert_eq!(told.state.application(), None);
        assert!(told.state.decision().unwrap().1.is_some());
    }

    #[test]
    fn a_step_out_of_turn_is_told_which_comes_first() {
        let early = given().report_back(told(now()), now()).unwrap_err();
        assert_eq!(
            early.to_string(),
            "nothing was decided about the advice yet; decide about it first"
        );
        let follow = given().decide(decided(true)).unwrap();
        let early = follow.report_back(told(now()), now()).unwrap_err();
        assert_eq!(
            early.to_string(),
            "the advice was not applied yet; apply it first"
        );
    }

    #[test]
    fn nothing_is_applied_or_told_before_its_time_has_come() {
        let later = now() + TimeDelta::hours(1);
        let follow = given().decide(decided(true)).unwrap();
        let early = follow.clone().apply(applied(later), now());
        assert_eq!(early, Err(Refused::InTheFuture));
        let applied = follow.apply(applied(now()), now()).unwrap();
        let early = applied.report_back(told(later), now());
        assert_eq!(early, Err(Refused::InTheFuture));
    }

    proptest! {
        /// The numbers stand for the steps in any order, whether they are refused or not.
        #[test]
        fn what_was_told_back_was_applied_or_refused(steps in vec(0..5_u8, 0..12)) {
            let mut advice = given();
            for step in steps {
                let next = match step {
                    0 => advice.clone().decide(decided(true)),
                    1 => advice.clone().decide(decided(false)),
                    2 => advice.clone().apply(applied(now()), now()),
                    3 => advice.clone().report_back(told(now()), now()),
                    _ => advice.clone().reopen(),
                };
                advice = next.unwrap_or(advice);
                let state = &advice.state;
                prop_assert_eq!(state.decision().is_none(), state.word() == AdviceState::Given);
                if state.word() == AdviceState::Applied {
                    prop_assert!(state.application().is_some());
                }
                if state.report().is_some() && state.application().is_none() {
                    prop_assert!(state.decision().unwrap().1.is_some());
                }
            }
        }
    }
}
