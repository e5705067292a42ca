//! One rule of a methodology, and what makes it one.

use super::{
    Confidence, FollowUpStep, InvalidSteps, Unit,
    catalog::{Definition, Form, definition},
    step,
};
use crate::channel::Channel;

/// One number of a methodology, with the reasons for it (F41).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub key: String,
    pub value: Value,
    pub unit: Unit,
    pub rationale: String,
    pub source: String,
    pub confidence: Confidence,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `"value": 3`
    Number(u32),
    /// `"min": 5, "max": 60`, and `"default": 20` where one of them is proposed
    Range {
        min: u32,
        max: u32,
        default: Option<u32>,
    },
    /// `"channels": ["letter", "email"]`
    Channels(Vec<Channel>),
    /// `"word": "on_request"`
    Word(String),
    /// `"flag": true`
    Flag(bool),
    /// `"steps": [{ "after": { "min": 7, "max": 14 }, "unit": "calendar_days", "channels": ["phone"],
    /// "target": "same_contact", "counted_from": "previous_attempt" }]`, each perhaps with `"max"`
    Steps(Vec<FollowUpStep>),
}

/// A rule that no decision can be made by.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rule {key} {misfit}")]
pub struct InvalidRule {
    pub key: String,
    pub misfit: Misfit,
}

/// What is wrong with a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    #[error("is missing")]
    Missing,
    #[error("is none that Rapport knows")]
    Unknown,
    #[error("must give {needs}")]
    Form { needs: &'static str },
    #[error("must be in {}", .0.first().map_or("no unit", |unit| crate::vocabulary::Vocabulary::as_str(*unit)))]
    Unit(&'static [Unit]),
    #[error("must be from {min} to {max}")]
    Range { min: u32, max: u32 },
    #[error("must have its least no more than its most, and a default between them")]
    Order,
    #[error("must be one of the words that the methodology knows")]
    Word,
    #[error("must name at least one channel")]
    NoChannel,
    #[error("{0}")]
    Steps(InvalidSteps),
    #[error("must have another rationale: the one it has is about another number")]
    NoReason,
}

impl InvalidRule {
    pub(super) fn new(key: &str, misfit: Misfit) -> Self {
        Self {
            key: key.to_owned(),
            misfit,
        }
    }

    /// The place of what does not fit below the rule, as a JSON Pointer.
    pub fn pointer(&self) -> String {
        match self.misfit {
            Misfit::Unknown => "/key".to_owned(),
            Misfit::Unit(_) => "/unit".to_owned(),
            Misfit::Steps(steps) => format!("/steps{}", steps.pointer()),
            Misfit::NoReason => "/rationale".to_owned(),
            Misfit::Missing
            | Misfit::Form { .. }
            | Misfit::Range { .. }
            | Misfit::Order
            | Misfit::Word
            | Misfit::NoChannel => String::new(),
        }
    }
}

impl Rule {
    /// # Errors
    /// The rule is unknown, of another form or unit than its definition says, or without sense.
    pub fn check(&self) -> Result<(), InvalidRule> {
        let refused = |misfit| InvalidRule::new(&self.key, misfit);
        let known = definition(&self.key).ok_or_else(|| refused(Misfit::Unknown))?;
        known.admit(self).map_err(refused)
    }
}

impl Definition {
    fn admit(&self, rule: &Rule) -> Result<(), Misfit> {
        if !self.units.contains(&rule.unit) {
            return Err(Misfit::Unit(self.units));
        }
        match (&self.form, &rule.value) {
            (Form::Number, Value::Number(number)) => self.within(*number),
            (Form::Span, Value::Range { min, max, .. }) => self.in_order(*min, *max, *max),
            (
                Form::Choice,
                Value::Range {
                    min,
                    max,
                    default: Some(default),
                },
            ) => self.in_order(*min, *max, *default),
            (Form::Channels, Value::Channels(channels)) if channels.is_empty() => {
                Err(Misfit::NoChannel)
            }
            (Form::Channels, Value::Channels(_)) | (Form::Flag, Value::Flag(_)) => Ok(()),
            (Form::Word(words), Value::Word(word)) if words.contains(&word.as_str()) => Ok(()),
            (Form::Word(_), Value::Word(_)) => Err(Misfit::Word),
            (Form::Steps, Value::Steps(steps)) => step::check(steps).map_err(Misfit::Steps),
            (form, _) => Err(Misfit::Form {
                needs: form.needs(),
            }),
        }
    }

    fn within(&self, number: u32) -> Result<(), Misfit> {
        let (min, max) = self.range;
        if (min..=max).contains(&number) {
            Ok(())
        } else {
            Err(Misfit::Range { min, max })
        }
    }

    fn in_order(&self, min: u32, max: u32, between: u32) -> Result<(), Misfit> {
        self.within(min)?;
        self.within(max)?;
        if min <= max && (min..=max).contains(&between) {
            Ok(())
        } else {
            Err(Misfit::Order)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::seed;
    use super::*;

    fn with(key: &str, value: Value, unit: Unit) -> Rule {
        let rules = seed::rules(seed::DEFAULT);
        let rule = rules.into_iter().find(|rule| rule.key == key).unwrap();
        Rule {
            value,
            unit,
            ..rule
        }
    }

    #[test]
    fn a_rule_in_another_form_or_unit_or_without_sense_is_refused() {
        let range = |min, max, default| Value::Range { min, max, default };
        let (attempts, minutes) = (Unit::Attempts, Unit::Minutes);
        let form = |needs| Misfit::Form { needs };
        for (key, value, unit, misfit) in [
            (
                "attempt_cap",
                Value::Number(0),
                attempts,
                Misfit::Range { min: 1, max: 20 },
            ),
            (
                "attempt_cap",
                Value::Number(3),
                Unit::Themes,
                Misfit::Unit(&[Unit::Attempts]),
            ),
            (
                "attempt_cap",
                range(1, 3, None),
                attempts,
                form("a number as `value`"),
            ),
            (
                "pitch_seconds",
                range(45, 30, None),
                Unit::Seconds,
                Misfit::Order,
            ),
            (
                "ask_minutes",
                range(5, 60, None),
                minutes,
                form("`min`, `max` and `default`"),
            ),
            (
                "ask_minutes",
                range(5, 20, Some(21)),
                minutes,
                Misfit::Order,
            ),
            (
                "first_channels",
                Value::Channels(vec![]),
                Unit::Channels,
                Misfit::NoChannel,
            ),
            (
                "resume_policy",
                Value::Word("always".into()),
                Unit::Choice,
                Misfit::Word,
            ),
            (
                "follow_up_steps",
                Value::Steps(vec![]),
                Unit::Steps,
                Misfit::Steps(InvalidSteps::Count),
            ),
            (
                "noon_cut_off",
                Value::Number(1),
                Unit::YesOrNo,
                form("true or false as `flag`"),
            ),
        ] {
            let refused = with(key, value, unit).check().unwrap_err();
            assert_eq!((refused.key.as_str(), refused.misfit), (key, misfit));
        }
    }

    #[test]
    fn a_refusal_says_where_and_why() {
        let refused = |key: &str, misfit| InvalidRule::new(key, misfit);
        let steps = InvalidSteps::Endless { step: 0 };
        for (refused, pointer, says) in [
            (
                refused("a/b", Misfit::Unknown),
                "/key",
                "the rule a/b is none that Rapport knows",
            ),
            (
                refused("attempt_cap", Misfit::Unit(&[Unit::Attempts])),
                "/unit",
                "the rule attempt_cap must be in attempts",
            ),
            (
                refused("follow_up_steps", Misfit::Steps(steps)),
                "/steps/0/max",
                "the rule follow_up_steps must say how often: only the last step goes on until the cap on attempts",
            ),
        ] {
            assert_eq!(refused.pointer(), pointer);
            assert_eq!(refused.to_string(), says);
        }
    }
}
