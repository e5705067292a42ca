//! The realities of a field (F135): what was learned about a theme over all conversations, and how far it is borne out.

use chrono::NaiveDate;

use crate::{
    Id,
    contact::Contact,
    learning::{Corroboration, Learning, LearningKind, LearningLink, PayPeriod, Region, Statement},
    question::Topic,
    text::Name,
    theme::{Amount, Currency},
    vocabulary::Vocabulary,
};

/// The latest statements that a section shows; the list of learnings has all of them.
pub const STATEMENTS: usize = 10;
/// The groups of salary ranges that a report shows, the largest first.
pub const SALARIES: usize = 100;
/// The contradictions that a report shows, the latest; the list of links has all of them.
pub const CONTRADICTIONS: usize = 50;

/// One statement, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub learning_id: Id<Learning>,
    pub statement: Statement,
    /// Who said it.
    pub by: Option<(Id<Contact>, Name)>,
    pub said_on: Option<NaiveDate>,
    pub new_to_me: bool,
    pub corroboration: Corroboration,
}

/// What was learned of one kind on one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub topic: Topic,
    pub kind: LearningKind,
    /// All that was learned, what was said in confidence among it.
    pub count: u32,
    /// What was said in confidence: counted, not shown.
    pub confidential: u32,
    /// The latest, [`STATEMENTS`] at most.
    pub statements: Vec<Said>,
}

/// Two statements, one of them at least about the theme, that cannot both hold: ask the next person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    pub link_id: Id<LearningLink>,
    /// That of the earlier one.
    pub topic: Topic,
    pub one: Said,
    pub other: Said,
}

/// What people said is paid, in one currency for one period in one region: ranges of different ones never mix (F147).
#[derive(Clone, Debug, PartialEq)]
pub struct SalarySpread {
    pub currency: Currency,
    pub period: PayPeriod,
    /// None: they did not say where.
    pub region: Option<Region>,
    /// The ranges.
    pub count: u32,
    /// Whoever named one, each once; those that nobody is named for add nobody.
    pub people: u32,
    pub lowest: Amount,
    /// Of the middles of the ranges.
    pub median: f64,
    pub highest: Amount,
}

impl SalarySpread {
    /// Fewer than two people said so: no proof yet.
    pub fn is_single_source(&self) -> bool {
        self.people < 2
    }
}

/// How much was learned on a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicCoverage {
    pub topic: Topic,
    pub learnings: u32,
}

/// The six topics that conversations are to cover (F142 to F147), learned about or not.
pub fn coverage(sections: &[Section]) -> Vec<TopicCoverage> {
    let topics = Topic::ALL.iter().copied().filter(|topic| is_core(*topic));
    let learned = |topic| {
        let of = sections.iter().filter(|section| section.topic == topic);
        of.map(|section| section.count).sum()
    };
    topics
        .map(|topic| TopicCoverage {
            topic,
            learnings: learned(topic),
        })
        .collect()
}

fn is_core(topic: Topic) -> bool {
    match topic {
        Topic::WorkEnvironment
        | Topic::IndustryTrends
        | Topic::Lifestyle
        | Topic::SkillsAndQualifications
        | Topic::ChallengesAndRewards
        | Topic::Compensation => true,
        Topic::CompanyAndField
        | Topic::IntervieweePath
        | Topic::YourChances
        | Topic::Closing
        | Topic::Opener
        | Topic::AskedOfYou
        | Topic::Practice => false,
    }
}

/// Which way a kind of learning weighs when somebody decides about a theme (F128).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighs {
    For,
    Against,
    /// It tells about the field, or how to get in.
    Neither,
}

impl Weighs {
    pub fn of(kind: LearningKind) -> Self {
        match kind {
            LearningKind::Reward => Self::For,
            LearningKind::Challenge | LearningKind::Drawback | LearningKind::HiddenDemand => {
                Self::Against
            }
            LearningKind::Trend
            | LearningKind::Qualification
            | LearningKind::SalaryRange
            | LearningKind::Programme
            | LearningKind::Strategy
            | LearningKind::Lead => Self::Neither,
        }
    }
}

/// The statements that weigh one way, those that most people bear out first, and how many there are in all.
pub fn evidence(sections: &[Section], way: Weighs, max: usize) -> (u32, Vec<&Said>) {
    let meant = sections
        .iter()
        .filter(|section| Weighs::of(section.kind) == way);
    let count = meant.clone().map(|section| section.count).sum();
    let mut said: Vec<&Said> = meant.flat_map(|section| &section.statements).collect();
    said.sort_by_key(|said| std::cmp::Reverse(said.corroboration.supported_by));
    said.truncate(max);
    (count, said)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn said(number: u128, supported_by: u32) -> Said {
        Said {
            learning_id: Id::new(Uuid::from_u128(number)),
            statement: Statement::parse("Nobody is alone.").unwrap(),
            by: None,
            said_on: None,
            new_to_me: false,
            corroboration: Corroboration {
                supported_by,
                contradicted_by: 0,
            },
        }
    }

    fn section(topic: Topic, kind: LearningKind, count: u32, statements: Vec<Said>) -> Section {
        Section {
            topic,
            kind,
            count,
            confidential: 0,
            statements,
        }
    }

    #[test]
    fn a_range_is_no_proof_until_two_people_name_one() {
        let spread = |people| SalarySpread {
            currency: Currency::parse("EUR").unwrap(),
            period: PayPeriod::Year,
            region: None,
            count: 3,
            people,
            lowest: Amount::new(1).unwrap(),
            median: 2.0,
            highest: Amount::new(3).unwrap(),
        };
        assert!(spread(0).is_single_source() && spread(1).is_single_source());
        assert!(!spread(2).is_single_source());
    }

    #[test]
    fn every_core_topic_is_covered_or_shown_as_missing() {
        let learned = [
            section(Topic::Lifestyle, LearningKind::Reward, 2, Vec::new()),
            section(Topic::Lifestyle, LearningKind::Drawback, 3, Vec::new()),
            section(Topic::Opener, LearningKind::Trend, 9, Vec::new()),
        ];
        let covered = coverage(&learned);
        assert_eq!(covered.len(), 6);
        let of_lifestyle = |topic: &&TopicCoverage| topic.topic == Topic::Lifestyle;
        let lifestyle = covered.iter().find(of_lifestyle).unwrap();
        assert_eq!(lifestyle.learnings, 5);
        let rest: u32 = covered.iter().map(|topic| topic.learnings).sum();
        assert_eq!(rest, 5);
    }

    #[test]
    fn what_most_people_say_comes_first_and_each_kind_weighs_one_way() {
        let (drawback, challenge) = (LearningKind::Drawback, LearningKind::Challenge);
        let learned = [
            section(Topic::Lifestyle, drawback, 12, vec![said(1, 0), said(2, 2)]),
            section(Topic::Lifestyle, challenge, 1, vec![said(3, 1)]),
            section(Topic::Lifestyle, LearningKind::Reward, 1, vec![said(4, 9)]),
        ];
        let (count, against) = evidence(&learned, Weighs::Against, 2);
        assert_eq!(count, 13);
        let ids: Vec<_> = against.iter().map(|said| said.learning_id).collect();
        assert_eq!(ids, [2, 3].map(|number| Id::new(Uuid::from_u128(number))));
        assert_eq!(evidence(&learned, Weighs::For, 2).0, 1);
    }
}
