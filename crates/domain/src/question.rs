//! Questions to ask: those that ship with the project, and a person's own.

use crate::{
    Id, Text,
    interview::{Interview, InterviewKind},
    vocabulary,
    whole::Whole,
};

vocabulary! {
    /// What a question is about, in the order of the question bank (F142 to F147).
    pub enum Topic {
        WorkEnvironment = "work_environment",
        IndustryTrends = "industry_trends",
        Lifestyle = "lifestyle",
        SkillsAndQualifications = "skills_and_qualifications",
        ChallengesAndRewards = "challenges_and_rewards",
        /// Ask for ranges, never for their own pay (F147).
        Compensation = "compensation",
        CompanyAndField = "company_and_field",
        IntervieweePath = "interviewee_path",
        YourChances = "your_chances",
        Closing = "closing",
        Opener = "opener",
        /// What they may ask in return: prepared for, not asked (F104 to F107).
        AskedOfYou = "asked_of_you",
        /// For a conversation about a hobby, held to gain confidence.
        Practice = "practice",
    }
}

vocabulary! {
    /// One of the three subjects that the questions for an interview cover (F80).
    pub enum Subject {
        CompanyOrField = "company_or_field",
        Interviewee = "interviewee",
        YourChances = "your_chances",
    }
}

vocabulary! {
    /// How much an answer is needed when time runs out (F113).
    pub enum Priority {
        Must = "must",
        Should = "should",
        Could = "could",
    }
}

/// The words of a question.
pub type Body = Text<500>;

/// How many minutes a question and its answer take: 1 to 60 (F113).
pub type Minutes = Whole<1, 60>;

/// A question of a person's own collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub body: Body,
    pub topic: Topic,
    pub subject: Subject,
    pub minutes: Minutes,
    pub priority: Priority,
    /// The question of the bank it was made from.
    pub bank_question_id: Option<Id<BankQuestion>>,
    /// The interview at whose end it was named as what should have been asked.
    pub interview_id: Option<Id<Interview>>,
}

impl Question {
    /// What an interviewee says should have been asked; topic and minutes are a first guess for the person to change.
    pub fn suggested(body: Body, interview: Id<Interview>) -> Self {
        Self {
            body,
            topic: Topic::CompanyAndField,
            subject: Subject::CompanyOrField,
            minutes: Minutes::nearest(3),
            priority: Priority::Should,
            bank_question_id: None,
            interview_id: Some(interview),
        }
    }
}

/// A question that ships with the project. Read by everybody, never edited in place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent facts, one column each"
)]
pub struct BankQuestion {
    /// Its place in the bank, from 1; the number is never used again.
    pub number: i32,
    pub topic: Topic,
    pub subject: Subject,
    pub body: Body,
    pub minutes: Minutes,
    /// Only when there is rapport (F8).
    pub is_sensitive: bool,
    /// Part of the answer can be looked up, so ask for the insider's angle (F161).
    pub answerable_online: bool,
    /// Belongs to the last minutes (F116 to F118).
    pub near_the_close: bool,
    /// Needs something of the person's own profile (F90).
    pub needs_profile: bool,
    /// Only in an interview of the kind `mutual_fit` (F183).
    pub mutual_fit_only: bool,
    /// Needs something found by research (F77).
    pub needs_research_item: bool,
}

impl BankQuestion {
    /// A copy for the person's own collection. A later edition of the bank does not change it.
    pub fn copied(&self, id: Id<Self>, priority: Priority) -> Question {
        Question {
            body: self.body.clone(),
            topic: self.topic,
            subject: self.subject,
            minutes: self.minutes,
            priority,
            bank_question_id: Some(id),
            interview_id: None,
        }
    }

    /// Whether it can be asked in an interview of this kind: what feels out an employer only in `mutual_fit`, what
    /// warms up about a hobby only in `practice`, and what they may ask in return nowhere (F183).
    pub fn suits(&self, kind: InterviewKind) -> bool {
        match self.topic {
            Topic::AskedOfYou => false,
            Topic::Practice => kind == InterviewKind::Practice,
            _ => !self.mutual_fit_only || kind == InterviewKind::MutualFit,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn growth() -> BankQuestion {
        BankQuestion {
            number: 53,
            topic: Topic::CompanyAndField,
            subject: Subject::CompanyOrField,
            body: Body::parse("What growth do you expect here?").unwrap(),
            minutes: Minutes::new(2).unwrap(),
            is_sensitive: false,
            answerable_online: false,
            near_the_close: false,
            needs_profile: false,
            mutual_fit_only: true,
            needs_research_item: false,
        }
    }

    #[test]
    fn a_question_suits_the_kinds_of_interview_it_is_meant_for() {
        let practice = BankQuestion {
            topic: Topic::Practice,
            mutual_fit_only: false,
            ..growth()
        };
        let asked_of_you = BankQuestion {
            topic: Topic::AskedOfYou,
            ..growth()
        };
        assert!(growth().suits(InterviewKind::MutualFit));
        assert!(!growth().suits(InterviewKind::Exploratory));
        assert!(practice.suits(InterviewKind::Practice));
        assert!(!practice.suits(InterviewKind::MutualFit));
        assert!(!asked_of_you.suits(InterviewKind::MutualFit));
    }

    #[test]
    fn a_copy_remembers_the_question_it_was_made_from() {
        let id = Id::new(Uuid::from_u128(53));
        let copy = growth().copied(id, Priority::Must);
        assert_eq!(copy.bank_question_id, Some(id));
        assert_eq!((copy.body, copy.priority), (growth().body, Priority::Must));
    }
}
