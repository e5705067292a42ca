//! How much time a message asks for, and when (F10, F44, F45, F166).

use std::sync::LazyLock;

use super::{
    Description, LintLanguages, LintSeverity, ProposedWindow, Reading,
    duration::asked,
    finding::Found,
    phrase::{Phrases, number},
    prose::{Word, quoted},
};
use crate::message::MessageKind::{CallScript, Email, Letter};

pub(super) const NO_SPECIFIC_TIME: Description = Description {
    title: "Does not say how many minutes",
    why: "A short, definite request is easy to grant; an open one could take an afternoon.",
    source: "seed 000 (F10), seed 003 (F166)",
    severity: LintSeverity::Warning,
    kinds: &[Letter, Email, CallScript],
    first_touch_only: true,
    languages: LintLanguages::English,
    check: no_specific_time,
};

pub(super) const TOO_MUCH_TIME: Description = Description {
    title: "Asks for too many minutes",
    why: "Few give a stranger that long; more time is theirs to offer.",
    source: "seed 000 (F10), seed 003 (F166, F169)",
    severity: LintSeverity::Warning,
    kinds: super::rule::REQUESTS,
    first_touch_only: false,
    languages: LintLanguages::English,
    check: too_much_time,
};

pub(super) const NO_WINDOW: Description = Description {
    title: "Does not say when",
    why: "Days to choose from turn a wish into a plan: they look into the calendar instead of putting it off.",
    source: "seed 001 (F44, F45)",
    severity: LintSeverity::Warning,
    kinds: &[Letter, Email],
    first_touch_only: true,
    languages: LintLanguages::English,
    check: no_window,
};

/// Ways to say when; our own words.
static WINDOWS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "week|weeks|weekend of",
        "this|next|following|coming week|weeks|month|weekend|spring|summer|fall|autumn",
        "next|coming|following|these|within|in few|couple|#|the? of|#? days|weeks|months",
        "monday|mondays|tuesday|tuesdays|wednesday|wednesdays|thursday|thursdays|friday|fridays",
        "saturday|saturdays|sunday|sundays|weekday|weekdays|weekend|weekends|tomorrow",
        "january|february|april|june|july|august|september|october|november|december",
        "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|march #",
        "# of? may|march|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec",
        "in|during|by|until|early|late|mid|of|before|after|end may|march",
        "any morning|mornings|afternoon|afternoons|evening|evenings|day|weekday|lunch",
    ])
});

fn no_specific_time<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    if reading
        .body
        .sentences()
        .any(|sentence| !asked(sentence).is_empty())
    {
        return Vec::new();
    }
    let advice = match reading.context.requested_minutes {
        Some(minutes) => format!("ask for the {minutes} minutes that you plan"),
        None => "name a number, such as 10 or 20 minutes, and keep to it".to_owned(),
    };
    vec![Found::whole(
        "it does not say how many minutes you ask for",
        advice,
    )]
}

fn too_much_time<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let Some(limit) = reading.context.limits.minutes else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for sentence in reading.body.sentences() {
        for long in asked(sentence)
            .into_iter()
            .filter(|duration| duration.minutes > limit.value)
        {
            let words = sentence.words.get(long.words).unwrap_or_default();
            let message = format!(
                "{} asks for more than the {} minutes advised",
                quoted(words),
                limit.value
            );
            let advice = "ask for less; if the talk goes well, they offer more";
            let span = reading.body.span(words);
            found.extend(span.map(|span| Found::at(span, message, advice).citing(limit)));
        }
    }
    found
}

fn no_window<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    if reading
        .body
        .sentences()
        .any(|sentence| WINDOWS.is_in(sentence) || has_numeric_date(sentence.words))
    {
        return Vec::new();
    }
    let advice = match &reading.context.window {
        Some(window) => format!("name the days that you plan: {}", spoken(window)),
        None => "name days between which you could meet, such as the week of a date".to_owned(),
    };
    vec![Found::whole("it does not say when you could meet", advice)]
}

fn spoken(window: &ProposedWindow<'_>) -> String {
    let (from, to) = (window.from.format("%-d %B"), window.to.format("%-d %B"));
    let place = window
        .place
        .map(|place| format!(" in {place}"))
        .unwrap_or_default();
    if window.from == window.to {
        format!("{from}{place}")
    } else {
        format!("{from} to {to}{place}")
    }
}

/// 10/15 or 2026-10-15: the slash and the hyphen tell a date from other numbers.
fn has_numeric_date(words: &[Word<'_>]) -> bool {
    let is_digits = |word: &Word<'_>, most: u32| {
        word.folded.bytes().all(|byte| byte.is_ascii_digit())
            && number(word).is_some_and(|value| value <= most)
    };
    let slashed = |pair: &[Word<'_>]| match pair {
        [one, other] => is_digits(one, 31) && other.gap == "/" && is_digits(other, 31),
        _ => false,
    };
    let dashed = |three: &[Word<'_>]| match three {
        [year, month, day] => {
            is_digits(year, 9999)
                && year.folded.len() == 4
                && month.gap == "-"
                && is_digits(month, 12)
                && day.gap == "-"
        }
        _ => false,
    };
    words.windows(2).any(slashed) || words.windows(3).any(dashed)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{CallScript, Email, Letter, ThankYou};

    #[test]
    fn a_request_says_how_many_minutes() {
        for text in [
            "Would you have 20 minutes for a call?",
            "I hope to hear your view; a quarter of an hour would do.",
            "May I ask for ten minutes of your time?",
            GOOD_LETTER,
        ] {
            assert_absent(NoSpecificTime, &draft(Letter, text), &english());
        }
        for text in [
            "Would you have some time for a call?",
            "Could we talk for a few minutes?",
            "I waited 40 minutes. Could we speak soon?",
            "",
        ] {
            only(NoSpecificTime, &draft(CallScript, text), &english());
        }
        assert_absent(NoSpecificTime, &draft(ThankYou, "Thank you"), &english());
    }

    #[test]
    fn the_minutes_planned_are_suggested() {
        let context = LintContext {
            requested_minutes: Some(15),
            ..english()
        };
        let found = only(NoSpecificTime, &draft(Email, "Could we talk?"), &context);
        assert_eq!(found.suggestion, "ask for the 15 minutes that you plan");
        assert_eq!(found.source, "seed 000 (F10), seed 003 (F166)");
    }

    #[test]
    fn more_than_the_methodology_allows_is_too_much() {
        let minutes = Some(Limit {
            value: 60,
            rule: "ask_minutes",
            source: "seed 000 (F10)",
        });
        let context = LintContext {
            limits: Limits {
                minutes,
                ..Limits::default()
            },
            ..english()
        };
        for (text, words) in [
            ("Could we meet for 90 minutes?", "90 minutes"),
            ("Would you spare two hours?", "two hours"),
            ("I would like a 3-hour visit at your lab.", "3-hour"),
        ] {
            let letter = draft(Letter, text);
            let found = only(AsksForTooMuchTime, &letter, &context);
            assert_eq!(cut(&letter, found.span.unwrap()), words);
            assert_eq!(found.methodology_rule.as_deref(), Some("ask_minutes"));
        }
        for text in [
            "Could we meet for an hour?",
            "Would 20 to 30 minutes suit you?",
            "I sat through 90 minutes of rain.",
            "I would be glad of an answer within 48 hours.",
            "I could come by, as I live two hours away and see patients three hours a day.",
        ] {
            assert_absent(AsksForTooMuchTime, &draft(Letter, text), &context);
        }
        assert_absent(
            AsksForTooMuchTime,
            &draft(Letter, "Could we meet for 90 minutes?"),
            &english(),
        );
    }

    #[test]
    fn a_first_letter_says_when() {
        for text in [
            "I am in Baltimore October 10-15.",
            "the week of the 10th",
            "Would next week suit you?",
            "I could come any afternoon.",
            "Between 10/15 and 10/20, say.",
            "From 2026-10-10 on I am free.",
            "I visit in May.",
            "May 5 or the 7th of March would be fine.",
            "in the next two weeks",
            "on a Tuesday or a Thursday",
            GOOD_LETTER,
        ] {
            assert_absent(NoWindow, &draft(Letter, text), &english());
        }
        for text in [
            "Could we meet some time?",
            "May I march into your office? I have 1/2 of a plan and a 24/7 mind, and 555-0100 is my number.",
            "whenever it suits you",
        ] {
            let found = find(NoWindow, &draft(Email, text), &english());
            assert_eq!(found.len(), usize::from(!text.contains('/')), "{text}");
        }
        assert_absent(
            NoWindow,
            &draft(CallScript, "Could we meet some time?"),
            &english(),
        );
        assert_absent(
            NoWindow,
            &Draft {
                is_first_touch: false,
                ..draft(Email, "Could we meet?")
            },
            &english(),
        );
    }

    #[test]
    fn the_window_planned_is_suggested() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        let suggestion = |to, place| {
            let window = Some(ProposedWindow {
                from: day(10),
                to: day(to),
                place,
            });
            let context = LintContext {
                window,
                ..english()
            };
            only(NoWindow, &draft(Letter, "Could we meet?"), &context).suggestion
        };
        assert_eq!(
            suggestion(15, Some("Baltimore")),
            "name the days that you plan: 10 October to 15 October in Baltimore"
        );
        assert_eq!(
            suggestion(10, None),
            "name the days that you plan: 10 October"
        );
    }
}
