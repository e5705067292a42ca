//! The rules of a methodology as types, each value still tied to the rule that it came from.

use super::{FirstOutreachNumbers, Rule, Unit, Value};
use crate::channel::Channel;

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

/// Everything that Rapport decides by numbers. Days are calendar days in the person's time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// By what to make the first touch, the preferred channel first (F40).
    pub first_channels: Cited<Vec<Channel>>,
    /// Days from the beginning of an outreach within which the first touch is made.
    pub first_message_within_days: Cited<u32>,
    /// By what to follow up an unanswered message (F50, F52).
    pub follow_up_channels: Cited<Vec<Channel>>,
    /// Days after a message between which to follow it up (F50, F51).
    pub follow_up_days: Cited<Span>,
    /// Days after a call that reached nobody between which to call again (F64, F65).
    pub retry_call_days: Cited<Span>,
    /// Days to wait for a call back, or for an answer in a conversation, before asking again (F66, F67).
    pub retry_after_message_days: Cited<Span>,
    /// Days after learning of an absence, its end unknown, between which to try again (F65).
    pub out_of_office_days: Cited<Span>,
    /// Days to mend an address, a number or an unrecognizable sender (F65, F68, F69).
    pub correct_within_days: Cited<u32>,
    /// Days to answer somebody who is interested.
    pub reply_within_days: Cited<u32>,
    /// Days to settle time and place once a meeting is agreed, or has fallen through (F55).
    pub schedule_within_days: Cited<u32>,
    /// Days to offer a phone call to somebody who declined to meet (F56).
    pub offer_phone_within_days: Cited<u32>,
    /// Days to thank somebody who declined (F57).
    pub courtesy_within_days: Cited<u32>,
    /// Unanswered outbound attempts after which a contact is left alone.
    pub attempt_cap: Cited<u32>,
    /// Days for which a contact is then left alone, and after a "not now" without a date (F58).
    pub cooldown_days: Cited<u32>,
    /// Days from the date of a recontact within which to make it (F58).
    pub recontact_within_days: Cited<u32>,
    /// Minutes to ask for (F10, F166).
    pub ask_minutes: Cited<Choice>,
    /// Questions to have prepared before a conversation (F6).
    pub min_questions: Cited<u32>,
    /// Questions that may be put off to be asked afterwards (F114).
    pub max_deferred_questions: Cited<u32>,
    /// Days after a conversation by which the deferred questions are asked (F114).
    pub deferred_questions_days: Cited<u32>,
    /// Days after a conversation at the end of which the thank-you is due (F120).
    pub thank_you_days: Cited<u32>,
    /// Days between updates to somebody who gave a conversation (F124, F127).
    pub update_cadence_days: Cited<Choice>,
    /// Updates to one contact in a year, at most.
    pub updates_per_year: Cited<u32>,
    /// Themes explored at a time, at most (F150).
    pub max_active_themes: Cited<u32>,
    /// Seconds that an introduction of oneself takes (F91).
    pub pitch_seconds: Cited<Span>,
    /// Minutes to arrive before the time (F97).
    pub arrive_early_minutes: Cited<Span>,
    /// Minutes kept free of questions at the end of a conversation (F115, F119).
    pub closing_buffer_minutes: Cited<u32>,
    /// What to have before the first outreach (F149).
    pub first_outreach: Box<FirstOutreachNumbers>,
    /// Organizations that a target list should hold (methodology survey, part D1).
    pub target_list_size: Cited<u32>,
    /// Organizations on it to begin with (methodology survey, part D1).
    pub first_batch_size: Cited<u32>,
}

/// The methodology lacks a rule, or states it in another form or unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the methodology needs a rule {key} that gives {needs} in {unit}")]
pub struct MissingRule {
    pub key: &'static str,
    pub needs: &'static str,
    pub unit: Unit,
}

impl Policy {
    /// Reads the typed view; rules beyond it are only shown to people and are ignored here.
    ///
    /// # Errors
    /// [`MissingRule`] names the first rule that is absent, of another form or unit, zero, or out of its own range.
    pub fn from_rules(rules: &[Rule]) -> Result<Self, MissingRule> {
        use Unit::{
            Attempts, CalendarDays, Minutes, Organizations, Questions, Seconds, Themes,
            UpdatesPerYear,
        };
        let book = Book(rules);
        Ok(Self {
            first_channels: book.channels("first_channels")?,
            first_message_within_days: book.number("first_message_within_days", CalendarDays)?,
            follow_up_channels: book.channels("follow_up_channels")?,
            follow_up_days: book.span("follow_up_days", CalendarDays)?,
            retry_call_days: book.span("retry_call_days", CalendarDays)?,
            retry_after_message_days: book.span("retry_after_message_days", CalendarDays)?,
            out_of_office_days: book.span("out_of_office_days", CalendarDays)?,
            correct_within_days: book.number("correct_within_days", CalendarDays)?,
            reply_within_days: book.number("reply_within_days", CalendarDays)?,
            schedule_within_days: book.number("schedule_within_days", CalendarDays)?,
            offer_phone_within_days: book.number("offer_phone_within_days", CalendarDays)?,
            courtesy_within_days: book.number("courtesy_within_days", CalendarDays)?,
            attempt_cap: book.number("attempt_cap", Attempts)?,
            cooldown_days: book.number("cooldown_days", CalendarDays)?,
            recontact_within_days: book.number("recontact_within_days", CalendarDays)?,
            ask_minutes: book.choice("ask_minutes", Minutes)?,
            min_questions: book.number("min_questions", Questions)?,
            max_deferred_questions: book.number("max_deferred_questions", Questions)?,
            deferred_questions_days: book.number("deferred_questions_days", CalendarDays)?,
            thank_you_days: book.number("thank_you_days", CalendarDays)?,
            update_cadence_days: book.choice("update_cadence_days", CalendarDays)?,
            updates_per_year: book.number("updates_per_year", UpdatesPerYear)?,
            max_active_themes: book.number("max_active_themes", Themes)?,
            pitch_seconds: book.span("pitch_seconds", Seconds)?,
            arrive_early_minutes: book.span("arrive_early_minutes", Minutes)?,
            closing_buffer_minutes: book.number("closing_buffer_minutes", Minutes)?,
            first_outreach: Box::new(FirstOutreachNumbers::read(&book)?),
            target_list_size: book.number("target_list_size", Organizations)?,
            first_batch_size: book.number("first_batch_size", Organizations)?,
        })
    }
}

pub(super) struct Book<'a>(&'a [Rule]);

impl Book<'_> {
    pub(super) fn number(&self, key: &'static str, unit: Unit) -> Result<Cited<u32>, MissingRule> {
        self.read(key, unit, "a number above zero", |value| match value {
            Value::Number(number) if *number > 0 => Some(*number),
            _ => None,
        })
    }

    fn span(&self, key: &'static str, unit: Unit) -> Result<Cited<Span>, MissingRule> {
        self.read(key, unit, "a range above zero", |value| match *value {
            Value::Range { min, max, .. } if 0 < min && min <= max => Some(Span { min, max }),
            _ => None,
        })
    }

    fn choice(&self, key: &'static str, unit: Unit) -> Result<Cited<Choice>, MissingRule> {
        let needs = "a range above zero with a default inside it";
        self.read(key, unit, needs, |value| match *value {
            Value::Range {
                min,
                max,
                default: Some(default),
            } if 0 < min && (min..=max).contains(&default) => Some(Choice { min, max, default }),
            _ => None,
        })
    }

    fn channels(&self, key: &'static str) -> Result<Cited<Vec<Channel>>, MissingRule> {
        self.read(key, Unit::Channels, "at least one", |value| match value {
            Value::Channels(channels) if !channels.is_empty() => Some(channels.clone()),
            _ => None,
        })
    }

    fn read<T>(
        &self,
        key: &'static str,
        unit: Unit,
        needs: &'static str,
        form: impl Fn(&Value) -> Option<T>,
    ) -> Result<Cited<T>, MissingRule> {
        let missing = MissingRule { key, needs, unit };
        let rule = self.0.iter().find(|rule| rule.key == key);
        let rule = rule.filter(|rule| rule.unit == unit).ok_or(missing)?;
        let value = form(&rule.value).ok_or(missing)?;
        Ok(Cited {
            value,
            rule: rule.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::letter_then_call;
    use super::*;

    #[test]
    fn a_policy_keeps_the_rule_behind_each_number() {
        let policy = letter_then_call::policy();
        assert_eq!(policy.follow_up_days.value, Span { min: 7, max: 14 });
        assert_eq!(policy.follow_up_days.rule.key, "follow_up_days");
        assert!(policy.follow_up_days.rule.source.contains("F50"));
        assert_eq!(
            policy.ask_minutes.value,
            Choice {
                min: 5,
                max: 60,
                default: 20
            }
        );
    }

    #[test]
    fn each_rule_but_the_resume_policy_is_needed() {
        let rules = letter_then_call::rules();
        for left_out in &rules {
            let others: Vec<_> = rules
                .iter()
                .filter(|rule| *rule != left_out)
                .cloned()
                .collect();
            match Policy::from_rules(&others) {
                Err(missing) => assert_eq!(missing.key, left_out.key),
                Ok(_) => assert_eq!(left_out.key, "resume_policy"),
            }
        }
    }

    fn with(key: &str, value: Value, unit: Unit) -> Result<Policy, MissingRule> {
        let mut rules = letter_then_call::rules();
        let rule = rules.iter_mut().find(|rule| rule.key == key).unwrap();
        (rule.value, rule.unit) = (value, unit);
        Policy::from_rules(&rules)
    }

    #[test]
    fn a_rule_in_another_form_or_unit_is_missing() {
        let range = |min, max, default| Value::Range { min, max, default };
        for (key, value, unit) in [
            ("attempt_cap", Value::Number(0), Unit::Attempts),
            ("attempt_cap", Value::Number(3), Unit::Themes),
            ("attempt_cap", range(1, 3, None), Unit::Attempts),
            ("follow_up_days", range(14, 7, None), Unit::CalendarDays),
            ("follow_up_days", range(0, 7, None), Unit::CalendarDays),
            ("ask_minutes", range(5, 60, None), Unit::Minutes),
            ("ask_minutes", range(5, 60, Some(61)), Unit::Minutes),
            ("first_channels", Value::Channels(vec![]), Unit::Channels),
            (
                "first_channels",
                Value::Word("letter".into()),
                Unit::Channels,
            ),
        ] {
            assert_eq!(
                with(key, value.clone(), unit).unwrap_err().key,
                key,
                "{value:?}"
            );
        }
        assert_eq!(
            with("attempt_cap", Value::Number(0), Unit::Attempts)
                .unwrap_err()
                .to_string(),
            "the methodology needs a rule attempt_cap that gives a number above zero in attempts"
        );
    }
}
