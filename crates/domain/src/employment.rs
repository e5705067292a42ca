//! Where a contact works and has worked (F21, user ask 7).

use chrono::NaiveDate;

use crate::{
    Id, Text,
    contact::Contact,
    organization::Organization,
    seniority::Seniority,
    text::{Name, Paragraph},
};

/// One position of a contact. Somebody may hold several at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employment {
    pub contact_id: Id<Contact>,
    pub employer: Employer,
    pub title: Option<Name>,
    pub department: Option<Name>,
    pub seniority: Option<Seniority>,
    pub location: Option<Name>,
    pub tenure: Tenure,
    pub note: Option<Paragraph>,
}

impl Employment {
    /// As many as one contact can have.
    pub const MAX: usize = 50;
}

/// Whom somebody works for: an organization of the person's, or one known by name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Employer {
    Known(Id<Organization>),
    Named(Text<200>),
}

/// From when until when. Of a position that is over, the end may be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    started_on: Option<NaiveDate>,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Open,
    On(NaiveDate),
    Forgotten,
}

/// Why the dates of a position were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTenure {
    #[error("must not be before the start")]
    EndsBeforeItStarts,
    #[error("must be false: the position has an end")]
    CurrentWithAnEnd,
}

impl Tenure {
    /// Without a word on it, a position is current unless it has an end.
    ///
    /// # Errors
    /// An end before the start, or an end of what goes on.
    pub fn new(
        started_on: Option<NaiveDate>,
        ended_on: Option<NaiveDate>,
        is_current: Option<bool>,
    ) -> Result<Self, InvalidTenure> {
        let end = match (ended_on, is_current) {
            (Some(_), Some(true)) => return Err(InvalidTenure::CurrentWithAnEnd),
            (Some(end), _) if started_on.is_some_and(|start| end < start) => {
                return Err(InvalidTenure::EndsBeforeItStarts);
            }
            (Some(end), _) => End::On(end),
            (None, Some(false)) => End::Forgotten,
            (None, _) => End::Open,
        };
        Ok(Self { started_on, end })
    }

    pub fn started_on(self) -> Option<NaiveDate> {
        self.started_on
    }

    pub fn ended_on(self) -> Option<NaiveDate> {
        match self.end {
            End::On(day) => Some(day),
            End::Open | End::Forgotten => None,
        }
    }

    pub fn is_current(self) -> bool {
        self.end == End::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_position_is_current_unless_it_has_an_end_or_is_said_to_be_over() {
        assert!(Tenure::new(None, None, None).unwrap().is_current());
        let over = Tenure::new(None, Some(day("2020-01-01")), None).unwrap();
        assert!(!over.is_current());
        assert!(!Tenure::new(None, None, Some(false)).unwrap().is_current());
    }

    #[test]
    fn a_position_ends_no_earlier_than_it_starts_and_not_while_it_goes_on() {
        let (start, end) = (Some(day("2020-01-02")), Some(day("2020-01-01")));
        assert_eq!(
            Tenure::new(start, end, None),
            Err(InvalidTenure::EndsBeforeItStarts)
        );
        assert!(Tenure::new(start, start, None).is_ok());
        assert_eq!(
            Tenure::new(None, end, Some(true)),
            Err(InvalidTenure::CurrentWithAnEnd)
        );
    }
}
