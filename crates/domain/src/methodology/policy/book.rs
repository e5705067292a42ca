//! Reading rules by their keys.

use super::{Choice, Cited, InvalidRule, Misfit, Rule, Span, Value};
use crate::{
    calendar::{DayUnit, Wait},
    channel::Channel,
    methodology::{FollowUpStep, Unit},
    vocabulary::Vocabulary,
};

/// The rules of a profile, to be looked up. What comes out is as its definition says.
pub(super) struct Book<'a>(pub(super) &'a [Rule]);

/// What reading a rule yields.
pub(super) type Read<T> = Result<Cited<T>, InvalidRule>;

/// A rule that earlier versions do not have.
pub(super) fn optional<T>(read: Read<T>) -> Result<Option<Cited<T>>, InvalidRule> {
    match read {
        Ok(cited) => Ok(Some(cited)),
        Err(InvalidRule {
            misfit: Misfit::Missing,
            ..
        }) => Ok(None),
        Err(refused) => Err(refused),
    }
}

impl Book<'_> {
    pub(super) fn number(&self, key: &'static str) -> Read<u32> {
        self.read(key, |rule| match rule.value {
            Value::Number(number) => Some(number),
            _ => None,
        })
    }

    pub(super) fn span(&self, key: &'static str) -> Read<Span> {
        self.read(key, span)
    }

    /// A wait of so many days, or of exactly one number of them.
    pub(super) fn wait(&self, key: &'static str, noon_cut_off: bool) -> Read<Wait> {
        self.read(key, |rule| {
            let span = match rule.value {
                Value::Number(days) => Some(Span {
                    min: days,
                    max: days,
                }),
                _ => span(rule),
            };
            let unit = match rule.unit {
                Unit::BusinessDays => DayUnit::BusinessDays,
                _ => DayUnit::CalendarDays,
            };
            Wait::new(unit, noon_cut_off, span?).ok()
        })
    }

    pub(super) fn choice(&self, key: &'static str) -> Read<Choice> {
        self.read(key, |rule| match rule.value {
            Value::Range {
                min,
                max,
                default: Some(default),
            } => Some(Choice { min, max, default }),
            _ => None,
        })
    }

    pub(super) fn channels(&self, key: &'static str) -> Read<Vec<Channel>> {
        self.read(key, |rule| match &rule.value {
            Value::Channels(channels) => Some(channels.clone()),
            _ => None,
        })
    }

    pub(super) fn word<V: Vocabulary>(&self, key: &'static str) -> Read<V> {
        self.read(key, |rule| match &rule.value {
            Value::Word(word) => V::parse(word),
            _ => None,
        })
    }

    pub(super) fn flag(&self, key: &'static str) -> Read<bool> {
        self.read(key, |rule| match rule.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        })
    }

    pub(super) fn steps(&self, key: &'static str) -> Read<Vec<FollowUpStep>> {
        self.read(key, |rule| match &rule.value {
            Value::Steps(steps) => Some(steps.clone()),
            _ => None,
        })
    }

    fn read<T>(&self, key: &'static str, value: impl Fn(&Rule) -> Option<T>) -> Read<T> {
        let missing = || InvalidRule::new(key, Misfit::Missing);
        let rule = self.0.iter().find(|rule| rule.key == key);
        let rule = rule.ok_or_else(missing)?;
        rule.check()?;
        Ok(Cited {
            // Its definition has made sure of the form.
            value: value(rule).ok_or_else(missing)?,
            rule: rule.clone(),
        })
    }
}

fn span(rule: &Rule) -> Option<Span> {
    match rule.value {
        Value::Range { min, max, .. } => Some(Span { min, max }),
        _ => None,
    }
}
