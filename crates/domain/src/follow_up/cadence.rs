//! The next update to each contact one has talked with: one at a time, counted from the last real contact (F124 to F127).

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{FollowUp, FollowUpKind, Reason, RuleName, Settled, State};
use crate::{
    Id, Stored, Zone,
    contact::{Contact, UpdateEveryDays},
    methodology,
};

/// The rule that updates follow from.
const RULE: &str = "update_cadence_days";

/// Days that a year of updates has.
const YEAR: u64 = 365;

/// The numbers of the methodology that updates depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// Calendar days between the last contact and the next update.
    pub days: u32,
    /// Updates to one contact within 365 days, at most.
    pub per_year: u32,
}

impl From<&methodology::After> for Cadence {
    fn from(after: &methodology::After) -> Self {
        Self {
            days: after.update_cadence_days.value.default,
            per_year: after.updates_per_year.value,
        }
    }
}

/// Why it is asked what is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// There was a contact, or the contact's own cadence changed: what is pending moves with it.
    Contact,
    /// Something else happened to the contact. Nothing is made or moved: the person may have skipped it, or put it where
    /// it is.
    Other,
}

/// What the next update to a contact depends on.
#[derive(Clone, Debug)]
pub struct InTouch {
    pub contact_id: Id<Contact>,
    /// The last contact of any kind that reached somebody.
    pub last_contacted_at: Option<DateTime<Utc>>,
    /// By what they are kept up to date; None unless a conversation with them is over.
    pub cadence: Option<Cadence>,
    pub do_not_contact: bool,
    /// Their own cadence.
    pub every_days: Option<UpdateEveryDays>,
    /// When the last updates went out, the latest first: as many as a year may have.
    pub updated_at: Vec<DateTime<Utc>>,
    /// Updates that a rule made and that are pending: one, but for contacts that were merged.
    pub pending: Vec<Stored<FollowUp>>,
    /// The zone of the person.
    pub zone: Zone,
}

impl InTouch {
    /// Makes the update that is owed, moves it with the last contact, and withdraws what is owed no longer.
    pub fn settle(self, occasion: Occasion, now: DateTime<Utc>) -> Settled {
        let owed = self.owed();
        let withdrawn = self.why_not();
        let mut settled = Settled::default();
        let mut pending = self.pending.into_iter();
        if let Some(owed) = owed {
            match (occasion, pending.next()) {
                (Occasion::Contact, None) => settled.made.push(owed),
                (Occasion::Contact, Some(known)) => settled.changed.extend(moved(known, owed)),
                (Occasion::Other, _) => {}
            }
        }
        settled.changed.extend(pending.map(|gone| {
            let state = State::Withdrawn {
                at: now,
                reason: Reason::of_ours(withdrawn),
            };
            let ended = gone.value.clone().with(state);
            gone.with(ended)
        }));
        settled
    }

    /// The next update: of whoever gave a conversation and may be written to.
    fn owed(&self) -> Option<FollowUp> {
        let (last, cadence) = (self.last_contacted_at?, self.cadence?);
        if self.do_not_contact {
            return None;
        }
        let days = self
            .every_days
            .map_or(cadence.days, |days| days.get().unsigned_abs().into());
        let by_cadence = after(self.zone.day_of(last), days.into());
        let full = self.full_until(cadence.per_year);
        let (due_on, reason) = match full {
            Some(day) if day > by_cadence => (day, full_year(cadence.per_year)),
            _ => (by_cadence, in_touch(days)),
        };
        Some(FollowUp {
            contact_id: self.contact_id,
            interview_id: None,
            referral_id: None,
            kind: FollowUpKind::Update,
            due_at: self.zone.end_of(due_on),
            rule: Some(RuleName::of_ours(RULE)),
            reason: Reason::of_ours(reason),
            note: None,
            message_id: None,
            learning_id: None,
            state: State::Pending {
                snoozed_until: None,
            },
        })
    }

    /// The first day on which another update is not one too many within a year.
    fn full_until(&self, per_year: u32) -> Option<NaiveDate> {
        let index = usize::try_from(per_year.checked_sub(1)?).ok()?;
        let earliest = self.updated_at.get(index)?;
        Some(after(self.zone.day_of(*earliest), YEAR))
    }

    fn why_not(&self) -> &'static str {
        if self.do_not_contact {
            "They asked not to be contacted."
        } else if self.cadence.is_some() {
            "Another update to them is pending already."
        } else {
            "There is no conversation with them any more."
        }
    }
}

/// A day beyond the calendar is as good as none: then the day itself.
fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn in_touch(days: u32) -> String {
    format!(
        "Let them know how their advice works out: {days} days will have passed since you were last in touch."
    )
}

fn full_year(per_year: u32) -> String {
    let times = match per_year {
        1 => "One update".to_owned(),
        count => format!("{count} updates"),
    };
    format!(
        "Let them know how their advice works out. {times} within a year is enough, so the next waits until then."
    )
}

/// What is pending, on the day that is owed now; `None` when it is due then already.
fn moved(known: Stored<FollowUp>, owed: FollowUp) -> Option<Stored<FollowUp>> {
    let next = FollowUp {
        due_at: owed.due_at,
        reason: owed.reason,
        // What it was put off from has moved.
        state: owed.state,
        ..known.value.clone()
    };
    (next != known.value).then(|| known.with(next))
}

#[cfg(test)]
mod tests;
