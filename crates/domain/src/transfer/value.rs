//! What one cell means to the field it is for.

use std::fmt;

use chrono::NaiveDate;

use super::Given;
use crate::{Text, text::InvalidText, vocabulary::Vocabulary};

/// What is wrong with a cell: a word for machines and a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) reason: String,
}

pub(super) fn problem(code: &'static str, reason: impl fmt::Display) -> Problem {
    let reason = reason.to_string();
    Problem { code, reason }
}

pub(super) fn required() -> Problem {
    problem("required", "must be given and cannot be cleared")
}

pub(super) fn text_problem(error: InvalidText) -> Problem {
    let code = match error {
        InvalidText::Empty => "empty",
        InvalidText::TooLong { .. } => "max_length",
        InvalidText::Nul => "nul",
    };
    problem(code, error)
}

pub(super) fn text<const MAX: usize>(cell: &str) -> Result<Text<MAX>, Problem> {
    Text::parse(cell).map_err(text_problem)
}

/// A word in whatever letter case, with spaces or hyphens for its underscores.
pub(super) fn word<V: Vocabulary>(cell: &str) -> Result<V, Problem> {
    let folded = cell.trim().to_lowercase().replace([' ', '-'], "_");
    V::parse(&folded).ok_or_else(|| {
        let words: Vec<_> = V::ALL.iter().map(|value| value.as_str()).collect();
        problem(
            "unknown_word",
            format_args!("must be one of {}", words.join(", ")),
        )
    })
}

pub(super) fn boolean(cell: &str) -> Result<bool, Problem> {
    match cell.trim().to_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(problem("boolean", "must be true or false")),
    }
}

/// A day as ISO 8601 has it, or with the month's name, as in `26 Jun 2024`: of `06/07/2024` nobody can tell.
pub(super) fn date(cell: &str) -> Result<NaiveDate, Problem> {
    let cell = cell.trim();
    let ways = ["%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y"];
    ways.iter()
        .find_map(|way| NaiveDate::parse_from_str(cell, way).ok())
        .filter(|day| (1..=9999).contains(&chrono::Datelike::year(day)))
        .ok_or_else(|| problem("date", "must be a day such as 2026-01-05 or 5 Jan 2026"))
}

/// Sets or clears something that need not be there.
pub(super) fn optional<T>(
    given: &Given,
    slot: &mut Option<T>,
    read: impl FnOnce(&str) -> Result<T, Problem>,
) -> Result<(), Problem> {
    *slot = match given {
        Given::Clear => None,
        Given::Text(cell) => Some(read(cell)?),
    };
    Ok(())
}

/// Sets something that is always there, or what it is when nobody says.
pub(super) fn defaulted<T>(
    given: &Given,
    slot: &mut T,
    default: T,
    read: impl FnOnce(&str) -> Result<T, Problem>,
) -> Result<(), Problem> {
    *slot = match given {
        Given::Clear => default,
        Given::Text(cell) => read(cell)?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Relationship;

    #[test]
    fn a_word_is_known_in_any_letter_case_and_with_spaces() {
        assert_eq!(word(" Former Manager "), Ok(Relationship::FormerManager));
        let refused = word::<Relationship>("boss").unwrap_err();
        assert_eq!(refused.code, "unknown_word");
        assert!(refused.reason.starts_with("must be one of family, friend"));
    }

    #[test]
    fn a_day_is_unmistakable_or_refused() {
        let day = NaiveDate::from_ymd_opt(2024, 6, 7).unwrap();
        for good in ["2024-06-07", " 07 Jun 2024", "7 June 2024", "Jun 7, 2024"] {
            assert_eq!(date(good), Ok(day), "{good}");
        }
        for bad in [
            "06/07/2024",
            "2024-13-01",
            "soon",
            "-0001-01-01",
            "7.6.2024",
        ] {
            assert_eq!(date(bad).unwrap_err().code, "date", "{bad}");
        }
    }

    #[test]
    fn yes_and_no_have_several_spellings() {
        for (cell, meant) in [("TRUE", true), ("yes", true), ("0", false), (" No", false)] {
            assert_eq!(boolean(cell), Ok(meant));
        }
        assert_eq!(boolean("perhaps").unwrap_err().code, "boolean");
    }
}
