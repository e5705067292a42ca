//! What a person says about an item of the agenda: not now, or not at all.

use chrono::{DateTime, Utc};

use crate::{Text, vocabulary};

vocabulary! {
    /// What a mark is about; follow-ups keep their own (user ask 22).
    pub enum MarkKind {
        Outreach = "outreach",
        Interview = "interview",
        Promise = "promise",
        HandOff = "hand_off",
        Contact = "contact",
    }
}

vocabulary! {
    /// What a person put off or dismissed.
    pub enum MarkedKind {
        Outreach = "outreach",
        Interview = "interview",
        FollowUp = "follow_up",
        Promise = "promise",
        HandOff = "hand_off",
        Contact = "contact",
    }
}

impl From<MarkKind> for MarkedKind {
    fn from(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Outreach => Self::Outreach,
            MarkKind::Interview => Self::Interview,
            MarkKind::Promise => Self::Promise,
            MarkKind::HandOff => Self::HandOff,
            MarkKind::Contact => Self::Contact,
        }
    }
}

vocabulary! {
    /// Items that an agenda leaves out unless it is asked for them.
    pub enum Hidden {
        Snoozed = "snoozed",
        Dismissed = "dismissed",
    }
}

/// What the item said when it was marked. As soon as it says something else, the mark has lapsed.
pub type About = Text<200>;
/// Why an item is not done.
pub type Reason = Text<1000>;

/// What a person said about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Not before then.
    Snoozed { until: DateTime<Utc> },
    /// Not at all.
    Dismissed { at: DateTime<Utc>, reason: Reason },
}

/// A mark on the item about one resource, under that resource's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaMark {
    pub kind: MarkKind,
    pub about: About,
    pub fate: Fate,
}

/// Until when it was to be put off is no moment to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be later than now")]
pub struct PutOffIntoThePast;

impl Fate {
    /// # Errors
    /// [`PutOffIntoThePast`] unless `until` is later than `now`.
    pub fn snoozed(until: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, PutOffIntoThePast> {
        if until <= now {
            return Err(PutOffIntoThePast);
        }
        Ok(Self::Snoozed { until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_put_off_to_a_moment_to_come() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(Fate::snoozed(now, now), Err(PutOffIntoThePast));
        let until = now + chrono::TimeDelta::seconds(1);
        assert_eq!(Fate::snoozed(until, now), Ok(Fate::Snoozed { until }));
    }
}
