//! An occasion to meet people of a field, such as an evening of a professional association (F157).

mod cost;
mod gain;

use chrono::{DateTime, Utc};

pub use self::{
    cost::{AmountMinor, Cost, Currency, InvalidCurrency, MAX_AMOUNT_MINOR, OutOfRange},
    gain::Gain,
};
use crate::{
    Id, Zone,
    contact::Contact,
    organization::Organization,
    text::{Name, Paragraph},
    vocabulary,
};

vocabulary! {
    /// As what a person is at an event.
    pub enum AttendedAs {
        Guest = "guest",
        Member = "member",
        Speaker = "speaker",
    }
}

/// When an event is; it ends after it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    starts_at: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
}

/// The event would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be later than the start")]
pub struct EndsTooEarly;

impl Span {
    /// # Errors
    /// [`EndsTooEarly`].
    pub fn new(
        starts_at: DateTime<Utc>,
        ends_at: Option<DateTime<Utc>>,
    ) -> Result<Self, EndsTooEarly> {
        if ends_at.is_some_and(|end| end <= starts_at) {
            return Err(EndsTooEarly);
        }
        Ok(Self { starts_at, ends_at })
    }

    pub fn starts_at(self) -> DateTime<Utc> {
        self.starts_at
    }

    pub fn ends_at(self) -> Option<DateTime<Utc>> {
        self.ends_at
    }
}

/// An occasion to meet people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub name: Name,
    /// Whose event it is.
    pub organization_id: Option<Id<Organization>>,
    pub span: Span,
    pub zone: Zone,
    pub place: Option<Name>,
    pub attended_as: AttendedAs,
    /// Fee and travel together.
    pub cost: Option<Cost>,
    pub note: Option<Paragraph>,
}

/// Somebody whom the person met at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub event_id: Id<Event>,
    pub contact_id: Id<Contact>,
    pub note: Option<Paragraph>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_ends_after_it_begins() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap();
        assert_eq!(Span::new(at(10), Some(at(10))), Err(EndsTooEarly));
        assert_eq!(Span::new(at(10), None).unwrap().ends_at(), None);
        let span = Span::new(at(10), Some(at(11))).unwrap();
        assert_eq!((span.starts_at(), span.ends_at()), (at(10), Some(at(11))));
    }
}
