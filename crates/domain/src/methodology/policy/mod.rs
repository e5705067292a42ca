//! The rules of a methodology as types, each value still tied to the rule that it came from.

mod asking;
mod book;
mod conduct;
mod first_outreach;

use self::book::Book;
pub use self::{
    asking::{Asking, ContactTypes},
    conduct::{After, Preparing, ResumePolicy, Searching, Writing},
    first_outreach::FirstOutreachNumbers,
};
use super::{InvalidRule, Misfit, Rule, Value};

/// A value with the rule that an explanation cites for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited<T> {
    pub value: T,
    pub rule: Rule,
}

/// From `min` to `max`, both included; `min <= max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub min: u32,
    pub max: u32,
}

/// A value to choose from `min` to `max`, with the one that is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub min: u32,
    pub max: u32,
    pub default: u32,
}

/// Everything that Rapport decides by numbers. Optional are the rules that earlier versions of a profile do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub asking: Asking,
    pub writing: Writing,
    pub preparing: Preparing,
    pub after: After,
    pub searching: Searching,
}

impl Policy {
    /// Reads the typed view; rules beyond it are only shown to people and are ignored here.
    ///
    /// # Errors
    /// [`InvalidRule`] names the first rule that is missing, or not as its definition says.
    pub fn from_rules(rules: &[Rule]) -> Result<Self, InvalidRule> {
        let book = Book(rules);
        Ok(Self {
            asking: Asking::read(&book)?,
            writing: Writing::read(&book)?,
            preparing: Preparing::read(&book)?,
            after: After::read(&book)?,
            searching: Searching::read(&book)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CountedFrom, StepTarget, definitions, seed};
    use super::*;
    use crate::channel::Channel;

    #[test]
    fn a_policy_keeps_the_rule_behind_each_number() {
        let policy = seed::policy(seed::DEFAULT);
        let preparing = policy.preparing;
        assert_eq!(
            preparing.ask_minutes.value,
            Choice {
                min: 5,
                max: 60,
                default: 20
            }
        );
        assert!(preparing.ask_minutes.rule.source.contains("F10"));
    }

    #[test]
    fn the_first_version_says_its_follow_up_by_days() {
        let steps = seed::policy(seed::FIRST).asking.follow_up_steps;
        assert_eq!(steps.rule.key, "follow_up_days");
        let [step] = &steps.value[..] else {
            panic!("{steps:?}")
        };
        assert_eq!(step.wait.span(), Span { min: 7, max: 14 });
        assert_eq!(step.channels, [Channel::Phone]);
        assert_eq!(
            (step.target, step.counted_from, step.max),
            (StepTarget::SameContact, CountedFrom::PreviousAttempt, None)
        );
        let second = seed::policy(seed::DEFAULT).asking.follow_up_steps;
        assert_eq!(second.value, steps.value);
        assert_eq!(second.rule.key, "follow_up_steps");
    }

    #[test]
    fn what_the_first_version_does_not_say_is_left_out() {
        let policy = seed::policy(seed::FIRST);
        assert_eq!(policy.asking.cuts_off_at_noon(), None);
        assert_eq!(policy.asking.stops_when_somebody_helps(), None);
        assert_eq!(policy.asking.contact_types, None);
        assert_eq!(policy.writing.email_words, None);
    }

    /// Rules that a profile can be without.
    const OPTIONAL: [&str; 16] = [
        "noon_cut_off",
        "stop_when_somebody_helps",
        "booster_reply_days",
        "letter_words",
        "email_words",
        "connection_note_characters",
        "subject_characters",
        "require_permission_to_name",
        "subject_coverage",
        "speaking_words_per_minute",
        "talk_share_percent",
        "thank_you_cites_learning",
        "confirm_days_before",
        "transcribe_notes_days",
        "send_resume_days",
        "close_loop_days",
    ];

    #[test]
    fn each_rule_of_the_default_is_read() {
        let rules = seed::rules(seed::DEFAULT);
        let undefined = rules.iter().find(|rule| rule.check().is_err());
        assert_eq!(undefined, None);
        for one in definitions().filter(|one| one.key != "follow_up_days") {
            let others: Vec<_> = rules
                .iter()
                .filter(|rule| rule.key != one.key)
                .cloned()
                .collect();
            assert_eq!(others.len() + 1, rules.len(), "no rule {}", one.key);
            match Policy::from_rules(&others) {
                Err(refused) => assert_eq!(refused.misfit, Misfit::Missing, "{refused}"),
                Ok(_) => assert!(OPTIONAL.contains(&one.key), "{}", one.key),
            }
        }
    }

    #[test]
    fn a_readiness_can_be_reached() {
        let mut rules = seed::rules(seed::DEFAULT);
        for rule in &mut rules {
            if rule.key == "reflection_points" {
                rule.value = Value::Number(1);
            }
        }
        let refused = Policy::from_rules(&rules).unwrap_err();
        assert_eq!(refused.key, "first_outreach_ready_points");
        assert_eq!(refused.misfit, Misfit::Range { min: 1, max: 76 });
    }
}
