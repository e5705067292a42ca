//! Fields of work that somebody named, as themes for later (F117).

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Familiarity, Locations, Names, Theme, ThemeStatus};
use crate::text::{Name, Paragraph};

impl Theme {
    /// A field that `by` named on that day: an idea, not yet explored.
    pub fn named(field: Name, by: &Name, on: NaiveDate) -> Self {
        let why = format!("{by} named it in a conversation on {on}.");
        Self {
            name: field,
            field: None,
            specialty: None,
            // A name and a few words are never too long.
            why: Paragraph::parse(&why).ok(),
            status: ThemeStatus::Idea,
            mode: None,
            target_roles: Names::default(),
            employer_types: Names::default(),
            locations: Locations::default(),
            relocation: None,
            time_horizon: None,
            advancement: None,
            planned_investment: None,
            familiarity: Familiarity::default(),
        }
    }
}

/// The first of each field, without regard to letter case.
pub fn distinct(fields: Vec<Name>) -> Vec<Name> {
    let mut seen = HashSet::new();
    let mut fields = fields;
    fields.retain(|field| seen.insert(field.as_str().to_lowercase()));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Name {
        Name::parse(name).unwrap()
    }

    #[test]
    fn a_field_that_was_named_is_an_idea_that_says_by_whom() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 8).unwrap();
        let theme = Theme::named(name("Audiology"), &name("Grace"), day);
        assert_eq!(theme.status, ThemeStatus::Idea);
        assert_eq!(
            theme.why.unwrap().as_str(),
            "Grace named it in a conversation on 2026-01-08."
        );
    }

    #[test]
    fn a_field_is_taken_once_however_it_is_written() {
        let fields = ["Audiology", "Nursing", "AUDIOLOGY", "Ärztin", "ärztin"].map(name);
        let kept = ["Audiology", "Nursing", "Ärztin"].map(name);
        assert_eq!(distinct(fields.to_vec()), kept);
    }
}
