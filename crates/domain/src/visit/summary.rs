//! What a visit has become so far.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Days, Visit, VisitState};
use crate::Id;

/// What was found around a visit; instants may lie a little outside its days, for only its zone tells where they end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// Outreaches that propose it.
    pub linked: u32,
    /// Those of them that led to a yes.
    pub agreed: u32,
    /// When the open interviews that come of them begin.
    pub arranged: Vec<DateTime<Utc>>,
    /// When any open interview of the person begins.
    pub busy: Vec<DateTime<Utc>>,
    /// When the slots begin that are offered for it.
    pub offered: Vec<DateTime<Utc>>,
    /// Other planned visits that share a day with it in another city.
    pub overlaps_with: Vec<Id<Visit>>,
}

/// What a visit has become so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub linked: u32,
    pub agreed: u32,
    /// Open interviews with those it was proposed to, on its days.
    pub scheduled: u32,
    /// Its days from today on without an interview; none of one that is called off.
    pub free_days: Vec<NaiveDate>,
    /// Slots that are offered for it but lie on none of its days, since it was moved or called off.
    pub slots_outside: u32,
    pub overlaps_with: Vec<Id<Visit>>,
}

impl Visit {
    /// Counts what was found by the calendar of the city.
    pub fn summary(&self, observed: Observed, now: DateTime<Utc>) -> Summary {
        let Observed {
            linked,
            agreed,
            arranged,
            busy,
            offered,
            overlaps_with,
        } = observed;
        let is_planned = self.state == VisitState::Planned;
        let on_its_days = |at: &&DateTime<Utc>| self.covers(**at);
        let taken: BTreeSet<NaiveDate> = busy.iter().map(|at| self.zone.day_of(*at)).collect();
        let left = self.days_left(now).filter(|_| is_planned);
        let left = left.into_iter().flat_map(Days::iter);
        let outside = offered
            .iter()
            .filter(|at| !is_planned || !on_its_days(at))
            .count();
        Summary {
            linked,
            agreed,
            scheduled: number(arranged.iter().filter(on_its_days).count()),
            free_days: left.filter(|day| !taken.contains(day)).collect(),
            slots_outside: number(outside),
            overlaps_with,
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
