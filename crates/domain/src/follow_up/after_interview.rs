//! The follow-ups that a conversation brings about.

use chrono::{DateTime, Days, Utc};

use super::{FollowUp, FollowUpKind, Reason, RuleName, State};
use crate::{Id, Zone, contact::Contact, interview::Interview};

/// What the follow-ups depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversation {
    pub interview_id: Id<Interview>,
    pub contact_id: Id<Contact>,
    pub completed_at: DateTime<Utc>,
    /// The zone of the person who writes, not of the interviewee.
    pub zone: Zone,
    /// How many questions were left for a message afterwards.
    pub deferred_questions: u32,
}

/// The numbers of the methodology that follow-ups depend on, in calendar days after the conversation. Each follow-up names
/// its number as its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUpPolicy {
    /// 1 is the next day (F120).
    pub thank_you_days: u32,
    pub deferred_questions_days: u32,
    pub update_cadence_days: u32,
}

/// What is owed once a conversation is over: thanks (F120), the questions left over (F114) and news (F124).
pub fn after_interview(conversation: &Conversation, policy: FollowUpPolicy) -> Vec<FollowUp> {
    [
        Some(thank_you(conversation, policy.thank_you_days)),
        deferred_questions(conversation, policy.deferred_questions_days),
        Some(update(conversation, policy.update_cadence_days)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The thank-you, due at the end of a local day: with `days` = 1, of the next one (F120).
pub fn thank_you(conversation: &Conversation, days: u32) -> FollowUp {
    let reason = match days {
        0 => "A thank-you is due by the end of the day of the conversation.".to_owned(),
        1 => "A thank-you is due by the end of the day after the conversation.".to_owned(),
        _ => format!("A thank-you is due within {days} days of the conversation."),
    };
    let kind = FollowUpKind::ThankYou;
    owed(conversation, (kind, "thank_you_days"), days, reason)
}

/// One follow-up for all the questions left over, if there are any (F114).
pub fn deferred_questions(conversation: &Conversation, days: u32) -> Option<FollowUp> {
    let reason = match conversation.deferred_questions {
        0 => return None,
        1 => "You left one question for a message afterwards.".to_owned(),
        count => format!("You left {count} questions for a message afterwards."),
    };
    let kind = FollowUpKind::DeferredQuestions;
    let rule = "deferred_questions_days";
    Some(owed(conversation, (kind, rule), days, reason))
}

/// The next update, by the cadence (F124 to F127).
pub fn update(conversation: &Conversation, days: u32) -> FollowUp {
    let reason = format!(
        "Let them know how their advice works out: {days} days will have passed since you spoke."
    );
    let kind = FollowUpKind::Update;
    owed(conversation, (kind, "update_cadence_days"), days, reason)
}

fn owed(
    conversation: &Conversation,
    (kind, rule): (FollowUpKind, &str),
    days: u32,
    reason: String,
) -> FollowUp {
    let zone = conversation.zone;
    let day = zone.day_of(conversation.completed_at);
    let due_on = day.checked_add_days(Days::new(days.into())).unwrap_or(day);
    FollowUp {
        contact_id: conversation.contact_id,
        interview_id: Some(conversation.interview_id),
        kind,
        due_at: zone.end_of(due_on),
        rule: Some(RuleName::of_ours(rule)),
        reason: Reason::of_ours(reason),
        note: None,
        state: State::Pending {
            snoozed_until: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const POLICY: FollowUpPolicy = FollowUpPolicy {
        thank_you_days: 1,
        deferred_questions_days: 3,
        update_cadence_days: 90,
    };

    fn conversation(completed_at: &str, zone: &str) -> Conversation {
        Conversation {
            interview_id: Id::new(Uuid::from_u128(1)),
            contact_id: Id::new(Uuid::from_u128(2)),
            completed_at: completed_at.parse().unwrap(),
            zone: Zone::parse(zone).unwrap(),
            deferred_questions: 0,
        }
    }

    fn thank_you_due(completed_at: &str, zone: &str) -> String {
        let due = thank_you(&conversation(completed_at, zone), 1).due_at;
        due.format("%FT%TZ").to_string()
    }

    #[test]
    fn thanks_are_due_at_the_end_of_the_next_local_day() {
        // 23:30 on 9 June in New York.
        assert_eq!(
            thank_you_due("2026-06-10T03:30:00Z", "America/New_York"),
            "2026-06-11T03:59:59Z"
        );
        assert_eq!(
            thank_you_due("2026-06-10T03:30:00Z", "Asia/Tokyo"),
            "2026-06-11T14:59:59Z"
        );
    }

    #[test]
    fn thanks_are_due_by_the_clock_of_the_next_day_when_it_changes() {
        // Berlin's 29 March has 23 hours and 25 October has 25.
        assert_eq!(
            thank_you_due("2026-03-28T18:00:00Z", "Europe/Berlin"),
            "2026-03-29T21:59:59Z"
        );
        assert_eq!(
            thank_you_due("2026-10-24T18:00:00Z", "Europe/Berlin"),
            "2026-10-25T22:59:59Z"
        );
    }

    #[test]
    fn all_questions_left_over_make_one_follow_up() {
        let mut conversation = conversation("2026-06-10T12:00:00Z", "Europe/Berlin");
        let kinds = |conversation: &Conversation| {
            let owed = after_interview(conversation, POLICY).into_iter();
            owed.map(|owed| owed.kind.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&conversation), ["thank_you", "update"]);
        conversation.deferred_questions = 2;
        assert_eq!(
            kinds(&conversation),
            ["thank_you", "deferred_questions", "update"]
        );
        assert_eq!(
            deferred_questions(&conversation, 3)
                .unwrap()
                .reason
                .as_str(),
            "You left 2 questions for a message afterwards."
        );
    }

    #[test]
    fn each_rule_makes_its_follow_up_once() {
        let mut conversation = conversation("2026-06-10T12:00:00Z", "Europe/Berlin");
        conversation.deferred_questions = 1;
        let owed = after_interview(&conversation, POLICY).into_iter();
        let mut rules: Vec<_> = owed.map(|owed| owed.rule.unwrap().into_string()).collect();
        rules.sort();
        rules.dedup();
        assert_eq!(rules.len(), 3);
    }

    #[test]
    fn a_number_of_days_beyond_the_calendar_is_harmless() {
        let conversation = conversation("2026-06-10T12:00:00Z", "Europe/Berlin");
        assert!(update(&conversation, u32::MAX).due_at > conversation.completed_at);
    }

    /// Any zone, and any second of the years 2020 to 2035.
    fn somewhere_sometime() -> impl Strategy<Value = Conversation> {
        let zone = proptest::sample::select(chrono_tz::TZ_VARIANTS.as_slice());
        (zone, 1_577_836_800_i64..2_082_758_400).prop_map(|(zone, second)| Conversation {
            completed_at: DateTime::from_timestamp(second, 0).unwrap(),
            ..conversation("2026-06-10T12:00:00Z", zone.name())
        })
    }

    proptest! {
        #[test]
        fn a_follow_up_is_due_in_the_last_second_of_its_local_day(
            conversation in somewhere_sometime(), days in 0_u32..400
        ) {
            let zone = conversation.zone;
            let due = update(&conversation, days).due_at;
            let due_on = zone.day_of(conversation.completed_at) + Days::new(days.into());
            prop_assert_eq!(zone.day_of(due), due_on);
            prop_assert_eq!(zone.day_of(due + TimeDelta::seconds(1)), due_on + Days::new(1));
            prop_assert!(due >= conversation.completed_at);
        }

        #[test]
        fn everybody_has_the_whole_next_day_for_their_thanks(conversation in somewhere_sometime()) {
            let left = thank_you(&conversation, 1).due_at - conversation.completed_at;
            prop_assert!(left >= TimeDelta::hours(22) && left <= TimeDelta::hours(50), "{left}");
        }
    }
}
