//! A methodology profile: the numbers behind the advice, each with its rationale and source.
//!
//! Profiles are data (methodology survey, section D8). In the database `rules` is a JSON array of objects
//!
//! ```json
//! { "key": "follow_up_days", "min": 7, "max": 14, "unit": "calendar_days",
//!   "rationale": "...", "source": "seed 001 (F50, F51)", "confidence": "medium" }
//! ```
//!
//! with exactly one form of value in each: `value`, or `min` and `max` and perhaps `default`, or `channels`, or `word`
//! (see [`Value`]). The migration that seeds the default profile uses the same form.

mod first_outreach;
#[cfg(test)]
pub(crate) mod letter_then_call;
mod policy;

pub use first_outreach::FirstOutreachNumbers;
pub use policy::{Choice, Cited, MissingRule, Policy, Span};

use crate::{channel::Channel, vocabulary};

vocabulary! {
    /// How well a rule is supported.
    pub enum Confidence {
        /// A primary source, or several that agree.
        High = "high",
        /// One good source.
        Medium = "medium",
        /// Weakly supported, or our own choice.
        Low = "low",
    }
}

vocabulary! {
    /// What the number of a rule counts.
    pub enum Unit {
        /// Days of the person's own calendar, in their time zone.
        CalendarDays = "calendar_days",
        Minutes = "minutes",
        Seconds = "seconds",
        Attempts = "attempts",
        Questions = "questions",
        Themes = "themes",
        Organizations = "organizations",
        UpdatesPerYear = "updates_per_year",
        Answers = "answers",
        Strengths = "strengths",
        Contacts = "contacts",
        /// Of the score of a readiness.
        Points = "points",
        /// Channels, the preferred one first.
        Channels = "channels",
        /// One word of a closed list.
        Choice = "choice",
    }
}

/// A named, versioned set of rules; a published version never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methodology {
    pub key: String,
    /// Counts from 1.
    pub version: i32,
    pub name: String,
    pub summary: String,
    /// Whether new outreaches follow it unless told otherwise.
    pub is_default: bool,
    pub rules: Vec<Rule>,
}

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
}

impl Methodology {
    /// The rules as types that the other decisions read.
    ///
    /// # Errors
    /// [`MissingRule`]
    pub fn policy(&self) -> Result<Policy, MissingRule> {
        Policy::from_rules(&self.rules)
    }
}
