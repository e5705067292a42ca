//! What an event has brought since.

use super::Cost;

/// What an event has brought since it began (F157).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    pub people_met: u32,
    /// Outreach to the people met, opened since.
    pub outreach_opened: u32,
    /// Interviews with the people met, held since.
    pub interviews_held: u32,
    /// Referrals that arose there, or by people met there since.
    pub referrals: u32,
    pub cost: Option<Cost>,
}

impl Gain {
    /// What each interview has cost so far; None while none was held.
    pub fn cost_per_conversation(&self) -> Option<Cost> {
        self.cost?.per(self.interviews_held)
    }
}
