//! What a person puts down before an interview: what it is to bring, where it will be, how long the way takes.

use crate::{Id, Text, at_most::AtMost, pitch::Pitch, text::Paragraph, vocabulary, whole::Whole};

/// What an interview is to bring (F158).
pub type Objective = Text<500>;
/// Objectives of one interview, the most important first.
pub type Objectives = AtMost<Objective, 10>;
/// How long the way takes: up to a day.
pub type TravelMinutes = Whole<0, 1440>;

vocabulary! {
    /// What kind of place the two meet at; dress and who pays follow from it (F102, F103).
    pub enum Venue {
        /// Where the interviewee works.
        Workplace = "workplace",
        Cafe = "cafe",
        Restaurant = "restaurant",
        Bar = "bar",
        Campus = "campus",
        Outdoors = "outdoors",
        Other = "other",
    }
}

impl Venue {
    /// Whether something is ordered there, which the one who asked pays for (F103).
    pub fn has_a_bill(self) -> bool {
        matches!(self, Self::Cafe | Self::Restaurant | Self::Bar)
    }
}

/// What is put down for one interview. Its id is that of the interview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preparation {
    pub objectives: Objectives,
    pub venue: Option<Venue>,
    pub travel_minutes: Option<TravelMinutes>,
    /// The pitch to open with; none, the one that fits best.
    pub pitch_id: Option<Id<Pitch>>,
    /// Whether the person knows the most important questions without reading (F108).
    pub questions_by_heart: bool,
    pub note: Option<Paragraph>,
}
