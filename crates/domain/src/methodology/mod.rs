//! A methodology profile: the numbers behind the advice, each with its rationale and source.
//!
//! Profiles are data (methodology survey, section D8). In the database `rules` is a JSON array of objects
//!
//! ```json
//! { "key": "attempt_cap", "value": 3, "unit": "attempts",
//!   "rationale": "...", "source": "...", "confidence": "low" }
//! ```
//!
//! with exactly one form of value in each: `value`, or `min` and `max` and perhaps `default`, or `channels`, `word`,
//! `flag` or `steps` (see [`Value`]). The migrations that seed the built-in profiles use the same form.
//!
//! 3B7, LAMP and TIARA are terms of Steve Dalton's book, 3-7-7 of Onibalusi's article; this project is not
//! affiliated with either.

mod catalog;
mod own;
mod policy;
mod rule;
#[cfg(test)]
pub(crate) mod seed;
mod step;

pub use catalog::{Definition, Form, FormWord, definition, definitions};
pub use own::{Chosen, DraftRule, MAX_OWN, Revision};
pub use policy::{
    After, Asking, Choice, Cited, ContactTypes, FirstOutreachNumbers, Policy, Preparing,
    ResumePolicy, Searching, Span, Writing,
};
pub use rule::{InvalidRule, Misfit, Rule, Value};
pub use step::{CountedFrom, FollowUpStep, InvalidSteps, MAX_STEPS, StepTarget, Turn, turns};

use crate::{
    Id, Text,
    text::{Name, Paragraph},
    vocabulary,
};

/// What all versions of a profile are called by programs.
pub type ProfileKey = Text<60>;

vocabulary! {
    /// Whose a methodology is.
    pub enum Origin {
        /// It ships with the service, and is everybody's.
        BuiltIn = "built_in",
        /// A copy that the person can change.
        Own = "own",
    }
}

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
        /// Days that are neither weekend nor public holiday where the contact is.
        BusinessDays = "business_days",
        Minutes = "minutes",
        Seconds = "seconds",
        Attempts = "attempts",
        Questions = "questions",
        /// Of the three that questions are about: company or field, interviewee, your chances.
        Subjects = "subjects",
        Themes = "themes",
        Organizations = "organizations",
        UpdatesPerYear = "updates_per_year",
        Answers = "answers",
        Strengths = "strengths",
        Contacts = "contacts",
        /// Of the score of a readiness.
        Points = "points",
        Words = "words",
        WordsPerMinute = "words_per_minute",
        Characters = "characters",
        /// Of the talking in a conversation.
        Percent = "percent",
        /// Channels, the preferred one first.
        Channels = "channels",
        /// Follow-ups in their order.
        Steps = "steps",
        YesOrNo = "yes_or_no",
        /// One word of a closed list.
        Choice = "choice",
    }
}

/// A named, versioned set of rules; a published version never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methodology {
    pub origin: Origin,
    /// The built-in version that an own one was copied from, if over others.
    pub based_on: Option<Id<Methodology>>,
    pub key: ProfileKey,
    /// Counts from 1.
    pub version: i32,
    pub name: Name,
    pub summary: Paragraph,
    /// Whether it is the service's own choice for new outreaches.
    pub is_default: bool,
    pub rules: Vec<Rule>,
}

impl Methodology {
    /// The rules as types that the other decisions read.
    ///
    /// # Errors
    /// [`InvalidRule`]
    pub fn policy(&self) -> Result<Policy, InvalidRule> {
        Policy::from_rules(&self.rules)
    }
}
