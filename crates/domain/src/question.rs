//! Questions to ask: those that ship with the project, and a person's own.

use chrono::{DateTime, Utc};

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

impl Subject {
    /// As a sentence names it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::CompanyOrField => "the company or field",
            Self::Interviewee => "the interviewee",
            Self::YourChances => "your chances",
        }
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

vocabulary! {
    /// The five things that an informational interview is to bring, two questions each being a common plan.
    pub enum Tiara {
        /// What changes in the field.
        Trends = "trends",
        /// What only somebody within it knows.
        Insights = "insights",
        /// What they would do in the person's place.
        Advice = "advice",
        /// What to read, to follow or to attend.
        Resources = "resources",
        /// What to do next, and whom to see.
        Assignments = "assignments",
    }
}

/// The words of a question.
pub type Body = Text<500>;

/// Words that a question is looked for by.
pub type Wording = Text<100>;

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
    /// None: nothing of the five in particular.
    pub tiara: Option<Tiara>,
}

/// Properties that a question of the bank must have (`true`) or lack (`false`); `None` does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub is_sensitive: Option<bool>,
    pub answerable_online: Option<bool>,
    pub near_the_close: Option<bool>,
    pub needs_profile: Option<bool>,
    pub mutual_fit_only: Option<bool>,
    pub needs_research_item: Option<bool>,
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

    /// Whether it has every one of these properties, and none of those that are asked to be absent.
    pub fn has(&self, wanted: Flags) -> bool {
        let Flags {
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
        } = wanted;
        [
            (is_sensitive, self.is_sensitive),
            (answerable_online, self.answerable_online),
            (near_the_close, self.near_the_close),
            (needs_profile, self.needs_profile),
            (mutual_fit_only, self.mutual_fit_only),
            (needs_research_item, self.needs_research_item),
        ]
        .into_iter()
        .all(|(wanted, is)| wanted.is_none_or(|wanted| wanted == is))
    }
}

/// How often a question was of use to one person, over all their interviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Planned for an interview.
    pub planned: u32,
    pub asked: u32,
    /// Told without being asked, or asked with an answer noted.
    pub answered: u32,
    /// Not asked since the person knew the answer by then (F111).
    pub already_known: u32,
    /// Left for a message afterwards (F114).
    pub deferred: u32,
    /// Still not asked when the interview was over.
    pub skipped: u32,
    pub last_asked_at: Option<DateTime<Utc>>,
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
            tiara: None,
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
    fn a_question_is_chosen_by_what_it_has_and_what_it_lacks() {
        let mutual = Flags {
            mutual_fit_only: Some(true),
            ..Flags::default()
        };
        let harmless = Flags {
            is_sensitive: Some(false),
            ..mutual
        };
        let sensitive = Flags {
            is_sensitive: Some(true),
            ..mutual
        };
        assert!(growth().has(Flags::default()) && growth().has(mutual) && growth().has(harmless));
        assert!(!growth().has(sensitive));
    }

    #[test]
    fn a_copy_remembers_the_question_it_was_made_from() {
        let id = Id::new(Uuid::from_u128(53));
        let copy = growth().copied(id, Priority::Must);
        assert_eq!(copy.bank_question_id, Some(id));
        assert_eq!((copy.body, copy.priority), (growth().body, Priority::Must));
    }
}
