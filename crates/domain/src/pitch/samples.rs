//! Pitches for tests.

use super::{Pitch, PitchText, Sections};

/// One of 24 words with everything that a general pitch needs.
pub(crate) fn complete() -> Pitch {
    let text = |words: &str| Some(PitchText::parse(words).unwrap());
    Pitch {
        sections: Sections {
            reintroduction: text("I am Ada, a teacher."),
            work_wanted: text("I want to work with children who stammer."),
            why: text("Somebody helped my cousin."),
            hopes_to_learn: text("I hope to learn what you do."),
            ..Sections::default()
        },
        ..Pitch::default()
    }
}
