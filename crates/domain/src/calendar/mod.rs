//! The days on which one asks people: business days, and how they are counted from a message on.
//!
//! The rule is the send-time convention of the methodology survey (D1): *sent at or after noon, or on a weekend: count
//! from the next business day*. It goes with the waits that D1 and D4 tell in business days (3 and 7 of them).
//!
//! [`BusinessCalendar`] knows weekends and public holidays from a table made by `script/holidays` (docs/adr/0012);
//! [`Wait::count`] turns a sending into a window, with the derivation that an explanation shows.

mod business;
mod derivation;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod scenarios;
mod table;
mod wait;

pub use business::{BusinessCalendar, DayOff};
pub use derivation::{Step, StepKind};
pub use wait::{Counted, DayUnit, Desk, InvalidWait, KnownDesk, MAX_DAYS, Sending, Wait};

use crate::country::Country;

/// The parts of a country of which public holidays are known: codes of ISO 3166-2 without the country's, in order.
pub fn parts(country: Country) -> &'static [&'static str] {
    table::sheet(country).map_or(&[], |sheet| &sheet.parts)
}
