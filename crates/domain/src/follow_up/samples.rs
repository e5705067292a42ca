//! A follow-up for tests to start from.

use uuid::Uuid;

use super::*;

pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_366_400, 0).unwrap()
}

pub(crate) fn pending() -> FollowUp {
    FollowUp {
        contact_id: Id::new(Uuid::from_u128(1)),
        interview_id: None,
        referral_id: None,
        kind: FollowUpKind::Other,
        due_at: noon(),
        rule: None,
        reason: Reason::parse("They asked for the slides").unwrap(),
        note: None,
        message_id: None,
        learning_id: None,
        state: State::Pending {
            snoozed_until: None,
        },
    }
}
