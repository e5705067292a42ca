//! Amounts of time in a text, and whether they are asked for.

use std::{ops::Range, sync::LazyLock};

use super::{
    phrase::{Phrases, number},
    prose::{Sentence, Word},
};

/// Words beside which a number of minutes is one that is asked for; our own.
static ASKING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "would|could|can|may|might|spare|ask|asking|request|need|take|takes|want|wish|hope|like|enough|plenty",
        "call|phone|talk|speak|meet|meeting|chat|coffee|conversation|visit|zoom|video|interview|time|of your",
    ])
});

/// An amount of time, in words of a sentence.
pub(super) struct Duration {
    pub(super) minutes: u32,
    pub(super) words: Range<usize>,
}

/// The amounts of time that the sentence asks for: neither those of a sentence that asks for nothing, nor deadlines,
/// distances and rates.
pub(super) fn asked(sentence: Sentence<'_, '_>) -> Vec<Duration> {
    if !ASKING.is_in(sentence) {
        return Vec::new();
    }
    let durations = durations(sentence.words).into_iter();
    durations
        .filter(|duration| !is_told(sentence.words, &duration.words))
        .collect()
}

fn is_told(words: &[Word<'_>], amount: &Range<usize>) -> bool {
    let folded = |at: usize| words.get(at).map(|word| &*word.folded);
    let before = amount.start.checked_sub(1).and_then(folded);
    let (next, unit) = (folded(amount.end), folded(amount.end + 1));
    let is_rate = matches!(next, Some("a" | "per" | "each" | "every"))
        && matches!(unit, Some("day" | "week" | "month" | "year" | "shift"));
    is_rate
        || matches!(
            before,
            Some("within" | "every" | "past" | "last" | "waited")
        )
        || matches!(
            next,
            Some("ago" | "away" | "drive" | "ride" | "later" | "early" | "late")
        )
}

fn durations(words: &[Word<'_>]) -> Vec<Duration> {
    let units = words.iter().enumerate();
    units
        .filter_map(|(at, unit)| duration(words.get(..at)?, unit, at))
        .collect()
}

/// The amount that ends with this unit: "20 minutes", "half an hour", "20min".
fn duration(before: &[Word<'_>], unit: &Word<'_>, at: usize) -> Option<Duration> {
    let Some(size) = minutes_of(&unit.folded) else {
        let digits = unit
            .folded
            .trim_end_matches(|character: char| character.is_ascii_alphabetic());
        let size = minutes_of(unit.folded.strip_prefix(digits)?)?;
        let minutes = digits.parse::<u32>().ok()?.saturating_mul(size);
        return Some(Duration {
            minutes,
            words: at..at + 1,
        });
    };
    let mut last = before.iter().rev().map(|word| &*word.folded);
    let (minutes, length) = match (last.next()?, last.next(), last.next()) {
        ("an" | "one", Some("of"), Some("quarter")) if size == 60 => (15, 3),
        ("an" | "one" | "a", Some("half"), _) if size == 60 => (30, 2),
        ("half", _, _) if size == 60 => (30, 1),
        ("an" | "a", _, _) if size == 60 => (60, 1),
        ("five", Some(tens @ ("twenty" | "thirty" | "forty" | "fifty")), _) => {
            (tens_and_five(tens).saturating_mul(size), 2)
        }
        _ => (number(before.last()?)?.saturating_mul(size), 1),
    };
    Some(Duration {
        minutes,
        words: at - length..at + 1,
    })
}

fn minutes_of(unit: &str) -> Option<u32> {
    match unit {
        "minute" | "minutes" | "min" | "mins" => Some(1),
        "hour" | "hours" | "hr" | "hrs" => Some(60),
        _ => None,
    }
}

fn tens_and_five(tens: &str) -> u32 {
    match tens {
        "twenty" => 25,
        "thirty" => 35,
        "forty" => 45,
        _ => 55,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{finding::MessagePart, prose::Prose};
    use super::*;

    #[test]
    fn amounts_of_time_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("20 minutes, a 15-minute call", vec![20, 15]),
            ("twenty or twenty-five minutes", vec![25]),
            ("half an hour; a half hour; a half-hour", vec![30, 30, 30]),
            ("a quarter of an hour or an hour", vec![15, 60]),
            ("20min, 2hrs, two hours", vec![20, 120, 120]),
            ("99999999 hours", vec![u32::MAX]),
            ("minutes, a few minutes, the hour, 5 apples, min", vec![]),
        ] {
            let prose = Prose::read(MessagePart::Body, text);
            let found: Vec<u32> = durations(&prose.words)
                .iter()
                .map(|found| found.minutes)
                .collect();
            assert_eq!(found, minutes, "{text}");
        }
    }
}
