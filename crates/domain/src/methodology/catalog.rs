//! Every rule that a methodology can have: its form, its units, and the numbers that make sense.

use super::Unit::{
    self, Answers, Attempts, BusinessDays, CalendarDays, Channels, Characters, Minutes,
    Organizations, Percent, Points, Questions, Seconds, Steps, Strengths, Subjects, Themes,
    UpdatesPerYear, Words, WordsPerMinute, YesOrNo,
};
use crate::{calendar::MAX_DAYS, vocabulary};

/// What a rule is about, apart from what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    pub key: &'static str,
    pub form: Form,
    pub units: &'static [Unit],
    /// The least and the most that a number in it can be.
    pub range: (u32, u32),
}

vocabulary! {
    /// The form of a rule's value.
    pub enum FormWord {
        /// `value`.
        Number = "number",
        /// `min` and `max`.
        Span = "span",
        /// `min`, `max` and `default`.
        Choice = "choice",
        Channels = "channels",
        Word = "word",
        Flag = "flag",
        Steps = "steps",
    }
}

/// The form of a rule's value, with the words to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Number,
    Span,
    /// A span with the number in it that is proposed.
    Choice,
    Channels,
    Word(&'static [&'static str]),
    Flag,
    Steps,
}

impl Form {
    /// Its name.
    pub fn name(self) -> FormWord {
        match self {
            Self::Number => FormWord::Number,
            Self::Span => FormWord::Span,
            Self::Choice => FormWord::Choice,
            Self::Channels => FormWord::Channels,
            Self::Word(_) => FormWord::Word,
            Self::Flag => FormWord::Flag,
            Self::Steps => FormWord::Steps,
        }
    }

    /// The words of which a rule of this form gives one.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Word(words) => words,
            _ => &[],
        }
    }

    pub(super) fn needs(self) -> &'static str {
        match self {
            Self::Number => "a number as `value`",
            Self::Span => "`min` and `max`",
            Self::Choice => "`min`, `max` and `default`",
            Self::Channels => "`channels`",
            Self::Word(_) => "a `word`",
            Self::Flag => "true or false as `flag`",
            Self::Steps => "`steps`",
        }
    }
}

/// The rule of that key, if there is one.
pub fn definition(key: &str) -> Option<&'static Definition> {
    definitions().find(|one| one.key == key)
}

/// All rules, by theme.
pub fn definitions() -> impl Iterator<Item = &'static Definition> {
    let themes: [&[Definition]; 5] = [ASKING, WRITING, PREPARING, AFTER, SEARCHING];
    themes.into_iter().flatten()
}

const ANY_DAYS: &[Unit] = &[CalendarDays, BusinessDays];
const DAYS: (u32, u32) = (1, MAX_DAYS as u32);

const ASKING: &[Definition] = &[
    channels("first_channels"),
    days("first_message_within_days"),
    channels("follow_up_channels"),
    // In the first version of the default profile; since then follow_up_steps says more.
    one("follow_up_days", Form::Span, &[CalendarDays], DAYS),
    one("follow_up_steps", Form::Steps, &[Steps], DAYS),
    one("retry_call_days", Form::Span, ANY_DAYS, DAYS),
    one("retry_after_message_days", Form::Span, ANY_DAYS, DAYS),
    one("out_of_office_days", Form::Span, ANY_DAYS, DAYS),
    flag("noon_cut_off"),
    days("correct_within_days"),
    days("reply_within_days"),
    days("schedule_within_days"),
    days("offer_phone_within_days"),
    days("courtesy_within_days"),
    number("attempt_cap", &[Attempts], (1, 20)),
    days("cooldown_days"),
    days("recontact_within_days"),
    flag("stop_when_somebody_helps"),
    one("booster_reply_days", Form::Number, ANY_DAYS, DAYS),
    word("booster_counted_from", COUNTED_FROM),
    number("curmudgeon_after_attempts", &[Attempts], (1, 20)),
];

const WRITING: &[Definition] = &[
    number("letter_words", &[Words], (50, 1000)),
    number("email_words", &[Words], (20, 1000)),
    number("connection_note_characters", &[Characters], (50, 2000)),
    number("subject_characters", &[Characters], (10, 200)),
    flag("require_permission_to_name"),
    word("resume_policy", RESUME_POLICIES),
];

const PREPARING: &[Definition] = &[
    one("ask_minutes", Form::Choice, &[Minutes], (5, 60)),
    number("min_questions", &[Questions], (1, 50)),
    number("subject_coverage", &[Subjects], (1, 3)),
    number("max_deferred_questions", &[Questions], (1, 20)),
    one("pitch_seconds", Form::Span, &[Seconds], (5, 600)),
    number("speaking_words_per_minute", &[WordsPerMinute], (60, 300)),
    one("arrive_early_minutes", Form::Span, &[Minutes], (1, 120)),
    number("closing_buffer_minutes", &[Minutes], (1, 30)),
    number("talk_share_percent", &[Percent], (1, 90)),
];

const AFTER: &[Definition] = &[
    days("confirm_days_before"),
    days("deferred_questions_days"),
    days("thank_you_days"),
    days("transcribe_notes_days"),
    days("send_resume_days"),
    days("close_loop_days"),
    flag("thank_you_cites_learning"),
    one("update_cadence_days", Form::Choice, &[CalendarDays], DAYS),
    number("updates_per_year", &[UpdatesPerYear], (1, 52)),
];

const SEARCHING: &[Definition] = &[
    number("max_active_themes", &[Themes], (1, 20)),
    number("target_list_size", &[Organizations], (1, 200)),
    number("first_batch_size", &[Organizations], (1, 200)),
    number("min_reflection_answers", &[Answers], (1, 100)),
    number("min_strengths", &[Strengths], (1, 20)),
    number("min_askable_contacts", &[Unit::Contacts], (1, 100)),
    points("first_outreach_ready_points"),
    points("standpoint_points"),
    points("reflection_points"),
    points("theme_with_why_points"),
    points("strengths_points"),
    points("somebody_to_ask_points"),
    points("own_questions_points"),
    points("few_themes_points"),
    points("weekly_target_points"),
];

const COUNTED_FROM: &[&str] = &["previous_attempt", "first_message"];

const RESUME_POLICIES: &[&str] = &[
    "on_request",
    "attach_to_first_message",
    "bring_along",
    "spread_widely",
];

const fn one(
    key: &'static str,
    form: Form,
    units: &'static [Unit],
    range: (u32, u32),
) -> Definition {
    Definition {
        key,
        form,
        units,
        range,
    }
}

const fn number(key: &'static str, units: &'static [Unit], range: (u32, u32)) -> Definition {
    one(key, Form::Number, units, range)
}

const fn days(key: &'static str) -> Definition {
    number(key, &[CalendarDays], DAYS)
}

const fn points(key: &'static str) -> Definition {
    number(key, &[Points], (1, 100))
}

const fn channels(key: &'static str) -> Definition {
    one(key, Form::Channels, &[Channels], (0, 0))
}

const fn flag(key: &'static str) -> Definition {
    one(key, Form::Flag, &[YesOrNo], (0, 0))
}

const fn word(key: &'static str, words: &'static [&'static str]) -> Definition {
    one(key, Form::Word(words), &[Unit::Choice], (0, 0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        methodology::{CountedFrom, ResumePolicy},
        vocabulary::Vocabulary,
    };

    #[test]
    fn each_rule_is_defined_once_and_fits_its_column() {
        let keys: BTreeSet<_> = definitions().map(|one| one.key).collect();
        assert_eq!(keys.len(), definitions().count());
        for one in definitions() {
            assert!(one.key.len() <= 100 && !one.units.is_empty(), "{one:?}");
            assert!(one.range.0 <= one.range.1, "{one:?}");
            assert_eq!(definition(one.key), Some(one));
        }
        assert_eq!(definition("weather"), None);
    }

    #[test]
    fn words_of_a_rule_are_those_of_its_type() {
        fn words<V: Vocabulary>() -> Vec<&'static str> {
            V::ALL.iter().map(|word| word.as_str()).collect()
        }
        assert_eq!(COUNTED_FROM, words::<CountedFrom>());
        assert_eq!(RESUME_POLICIES, words::<ResumePolicy>());
    }
}
