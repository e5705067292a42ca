//! Promises, the person's own and those made to them.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{Id, Text, contact::Contact, interview::Interview, text::Paragraph, vocabulary};

vocabulary! {
    /// Whose promise it is.
    pub enum PromiseDirection {
        Mine = "mine",
        Theirs = "theirs",
    }
}

vocabulary! {
    /// What became of a promise.
    pub enum PromiseState {
        Open = "open",
        Kept = "kept",
        Broken = "broken",
        /// Taken back, or no longer wanted.
        Withdrawn = "withdrawn",
    }
}

/// What was promised.
pub type Words = Text<500>;

/// What became of it; each end with its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Kept { at: DateTime<Utc> },
    Broken { at: DateTime<Utc> },
    Withdrawn { at: DateTime<Utc> },
}

impl State {
    pub fn word(self) -> PromiseState {
        match self {
            Self::Open => PromiseState::Open,
            Self::Kept { .. } => PromiseState::Kept,
            Self::Broken { .. } => PromiseState::Broken,
            Self::Withdrawn { .. } => PromiseState::Withdrawn,
        }
    }

    pub fn settled_at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Open => None,
            Self::Kept { at } | Self::Broken { at } | Self::Withdrawn { at } => Some(at),
        }
    }
}

/// Something promised to a contact or by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub contact_id: Id<Contact>,
    pub interview_id: Option<Id<Interview>>,
    pub direction: PromiseDirection,
    pub what: Words,
    /// The last day on which it is in time, where the person lives.
    pub due_on: Option<NaiveDate>,
    pub note: Option<Paragraph>,
    pub state: State,
}

/// Why a promise stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("{}", stands(*state))]
    WrongState { state: PromiseState },
    #[error("is yet to come")]
    InTheFuture,
}

/// Where a promise stands, and what comes first.
fn stands(state: PromiseState) -> &'static str {
    match state {
        PromiseState::Open => "the promise is open, so there is nothing to take back",
        PromiseState::Kept => "the promise is kept; reopen it to take that back",
        PromiseState::Broken => "the promise is broken; reopen it to take that back",
        PromiseState::Withdrawn => "the promise is withdrawn; reopen it to take that back",
    }
}

impl Promise {
    /// It was kept, at a time that is not to come.
    ///
    /// # Errors
    /// [`Refused::WrongState`], [`Refused::InTheFuture`]
    pub fn keep(self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, Refused> {
        let open = self.open()?;
        if at > now {
            return Err(Refused::InTheFuture);
        }
        Ok(open.with(State::Kept { at }))
    }

    /// It was not kept, and will not be.
    ///
    /// # Errors
    /// [`Refused::WrongState`]
    pub fn break_off(self, at: DateTime<Utc>) -> Result<Self, Refused> {
        Ok(self.open()?.with(State::Broken { at }))
    }

    /// It holds no longer, and nobody minds.
    ///
    /// # Errors
    /// [`Refused::WrongState`]
    pub fn withdraw(self, at: DateTime<Utc>) -> Result<Self, Refused> {
        Ok(self.open()?.with(State::Withdrawn { at }))
    }

    /// Takes back that it was settled.
    ///
    /// # Errors
    /// [`Refused::WrongState`] while it is open.
    pub fn reopen(self) -> Result<Self, Refused> {
        match self.state {
            State::Open => Err(self.wrong_state()),
            _ => Ok(self.with(State::Open)),
        }
    }

    /// Takes what a person may say of it from `wanted`.
    ///
    /// # Errors
    /// [`Refused::WrongState`] once it is settled.
    pub fn revise(self, wanted: Self) -> Result<Self, Refused> {
        let state = self.open()?.state;
        Ok(wanted.with(state))
    }

    fn open(self) -> Result<Self, Refused> {
        match self.state {
            State::Open => Ok(self),
            _ => Err(self.wrong_state()),
        }
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
    use uuid::Uuid;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-06-10T12:00:00Z".parse().unwrap()
    }

    fn open() -> Promise {
        Promise {
            contact_id: Id::new(Uuid::from_u128(1)),
            interview_id: None,
            direction: PromiseDirection::Mine,
            what: Words::parse("The article on stammering").unwrap(),
            due_on: None,
            note: None,
            state: State::Open,
        }
    }

    #[test]
    fn a_promise_is_settled_once_and_can_be_reopened() {
        let ends = [
            open().keep(now(), now()),
            open().break_off(now()),
            open().withdraw(now()),
        ];
        for settled in ends {
            let settled = settled.unwrap();
            assert_eq!(settled.state.settled_at(), Some(now()));
            let refused = Err(Refused::WrongState {
                state: settled.state.word(),
            });
            assert_eq!(settled.clone().keep(now(), now()), refused);
            assert_eq!(settled.clone().break_off(now()), refused);
            assert_eq!(settled.clone().withdraw(now()), refused);
            assert_eq!(settled.clone().revise(open()), refused);
            let told = settled.clone().revise(open()).unwrap_err().to_string();
            assert!(told.ends_with("reopen it to take that back"), "{told}");
            assert_eq!(settled.reopen(), Ok(open()));
        }
        let state = PromiseState::Open;
        assert_eq!(open().reopen(), Err(Refused::WrongState { state }));
    }

    #[test]
    fn no_promise_is_kept_before_its_time_has_come() {
        let later = now() + TimeDelta::seconds(1);
        assert_eq!(open().keep(later, now()), Err(Refused::InTheFuture));
    }
}
