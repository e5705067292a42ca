//! What a well-prepared interview has, and how much depends on it.

use crate::vocabulary;

vocabulary! {
    /// What a well-prepared interview has.
    pub enum ReadinessRule {
        /// Enough questions to ask (F6).
        EnoughQuestions = "enough_questions",
        /// Questions on all three subjects (F80).
        SubjectCoverage = "subject_coverage",
        /// A place, number or link to meet at (F55).
        MeetingPoint = "meeting_point",
        /// Questions that fit into the minutes asked for, with some to spare (F113, F115).
        FitsTheTime = "fits_the_time",
        /// What the interview is to bring (F158).
        Objectives = "objectives",
        /// Something found out about the interviewee (F73).
        ResearchOnPerson = "research_on_person",
        /// Something found out about where they work (F73).
        ResearchOnOrganization = "research_on_organization",
        /// A pitch that tells all it needs (F92, F163).
        Pitch = "pitch",
        /// A pitch that keeps the time (F91).
        PitchInTime = "pitch_in_time",
        /// Short answers to what they may ask in return (F104 to F107, F164).
        PreparedAnswers = "prepared_answers",
        /// Questions on each of the six topics of a working life (F142 to F147).
        TopicCoverage = "topic_coverage",
        /// An accomplishment to tell of, when both feel each other out (F180).
        AccomplishmentStory = "accomplishment_story",
        /// Nothing to ask that a search would answer (F161).
        NotAnswerableOnline = "not_answerable_online",
        /// The most important questions without reading (F108).
        QuestionsByHeart = "questions_by_heart",
        /// The kind of place, which dress and who pays follow from (F102, F103).
        Venue = "venue",
    }
}

vocabulary! {
    /// How much depends on a rule.
    pub enum Weight {
        /// Without it the interview is not ready.
        Essential = "essential",
        Important = "important",
        Helpful = "helpful",
    }
}

impl ReadinessRule {
    pub fn weight(self) -> Weight {
        match self {
            Self::EnoughQuestions
            | Self::SubjectCoverage
            | Self::MeetingPoint
            | Self::FitsTheTime => Weight::Essential,
            Self::Objectives
            | Self::ResearchOnPerson
            | Self::ResearchOnOrganization
            | Self::Pitch
            | Self::PitchInTime
            | Self::PreparedAnswers
            | Self::AccomplishmentStory => Weight::Important,
            Self::TopicCoverage
            | Self::NotAnswerableOnline
            | Self::QuestionsByHeart
            | Self::Venue => Weight::Helpful,
        }
    }
}
