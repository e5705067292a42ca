//! What was learned from whom (F123), and how many people bear it out.

use chrono::NaiveDate;

use crate::{
    Id, Text,
    contact::Contact,
    interview::{Interview, PlannedQuestion},
    organization::Organization,
    question::Topic,
    theme::{Amount, Currency, Theme},
    vocabulary,
};

vocabulary! {
    /// What kind of thing was learned (F128, F134, F138, F147).
    pub enum LearningKind {
        Challenge = "challenge",
        Reward = "reward",
        /// What the work asks for that no advertisement says.
        HiddenDemand = "hidden_demand",
        Drawback = "drawback",
        Trend = "trend",
        Qualification = "qualification",
        /// What people are paid: a range, never one person's pay.
        SalaryRange = "salary_range",
        /// A training or a school.
        Programme = "programme",
        /// How to plan a career or look for work.
        Strategy = "strategy",
        /// An opening that may not be advertised.
        Lead = "lead",
    }
}

vocabulary! {
    /// What a sum is paid for.
    pub enum PayPeriod {
        Hour = "hour",
        Day = "day",
        Week = "week",
        Month = "month",
        Year = "year",
    }
}

vocabulary! {
    /// How two learnings go together.
    pub enum LinkRelation {
        Supports = "supports",
        Contradicts = "contradicts",
    }
}

/// What was said, in a sentence or a few.
pub type Statement = Text<2000>;
/// Where a range holds.
pub type Region = Text<200>;

/// What people are paid somewhere (F147).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalaryRange {
    low: Amount,
    high: Amount,
    pub currency: Currency,
    pub period: PayPeriod,
    pub region: Option<Region>,
}

/// The lower end lies above the upper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must not be less than the lower end")]
pub struct UpsideDown;

impl SalaryRange {
    /// # Errors
    /// [`UpsideDown`]
    pub fn of(
        (low, high): (Amount, Amount),
        currency: Currency,
        period: PayPeriod,
        region: Option<Region>,
    ) -> Result<Self, UpsideDown> {
        if high < low {
            return Err(UpsideDown);
        }
        Ok(Self {
            low,
            high,
            currency,
            period,
            region,
        })
    }

    pub fn low(&self) -> Amount {
        self.low
    }

    pub fn high(&self) -> Amount {
        self.high
    }
}

/// What kind of thing was learned; a salary range, and nothing else, comes with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    kind: LearningKind,
    salary: Option<SalaryRange>,
}

/// Why a kind and a range do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFact {
    #[error("is needed for a salary range")]
    SalaryMissing,
    #[error("belongs to a salary range only")]
    SalaryTooMuch,
}

impl Fact {
    /// # Errors
    /// A salary range without numbers, or numbers of something else.
    pub fn of(kind: LearningKind, salary: Option<SalaryRange>) -> Result<Self, InvalidFact> {
        match (kind == LearningKind::SalaryRange, salary.is_some()) {
            (true, false) => Err(InvalidFact::SalaryMissing),
            (false, true) => Err(InvalidFact::SalaryTooMuch),
            _ => Ok(Self { kind, salary }),
        }
    }

    pub fn kind(&self) -> LearningKind {
        self.kind
    }

    pub fn salary(&self) -> Option<&SalaryRange> {
        self.salary.as_ref()
    }
}

/// One thing that was learned, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learning {
    pub statement: Statement,
    pub fact: Fact,
    pub topic: Topic,
    pub theme_id: Option<Id<Theme>>,
    pub organization_id: Option<Id<Organization>>,
    /// Who said it.
    pub contact_id: Option<Id<Contact>>,
    pub interview_id: Option<Id<Interview>>,
    /// The question whose answer it was made of.
    pub interview_question_id: Option<Id<PlannedQuestion>>,
    pub said_on: Option<NaiveDate>,
    /// It had not occurred to the person before (F121).
    pub new_to_me: bool,
    /// Said in confidence: reports count it and do not show it.
    pub confidential: bool,
}

/// The words are of somebody whom the interview was not with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an interview with this contact")]
pub struct WithAnother;

impl Learning {
    /// The same, said in this interview: from whom it was with, on its day, about its theme, as far as that is not said.
    ///
    /// # Errors
    /// [`WithAnother`]
    pub fn heard_in(self, interview: &Interview) -> Result<Self, WithAnother> {
        if self
            .contact_id
            .is_some_and(|contact| contact != interview.contact_id)
        {
            return Err(WithAnother);
        }
        Ok(Self {
            contact_id: Some(interview.contact_id),
            theme_id: self.theme_id.or(interview.theme_id),
            said_on: self.said_on.or_else(|| Some(interview.held_on())),
            ..self
        })
    }

    /// Takes what a person may say of it from `wanted`. The question remains as long as it is of that interview.
    #[must_use]
    pub fn revise(&self, wanted: Self) -> Self {
        let same = wanted.interview_id == self.interview_id;
        Self {
            interview_question_id: self.interview_question_id.filter(|_| same),
            ..wanted
        }
    }
}

/// How two learnings go together: a pair without a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LearningLink {
    one: Id<Learning>,
    other: Id<Learning>,
    pub relation: LinkRelation,
}

/// A learning says nothing about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be another learning")]
pub struct SameLearning;

impl LearningLink {
    /// The same pair in either order.
    ///
    /// # Errors
    /// [`SameLearning`]
    pub fn of(
        one: Id<Learning>,
        other: Id<Learning>,
        relation: LinkRelation,
    ) -> Result<Self, SameLearning> {
        if one == other {
            return Err(SameLearning);
        }
        let (one, other) = if one.uuid() < other.uuid() {
            (one, other)
        } else {
            (other, one)
        };
        Ok(Self {
            one,
            other,
            relation,
        })
    }

    /// The two, the earlier id first.
    pub fn pair(&self) -> (Id<Learning>, Id<Learning>) {
        (self.one, self.other)
    }
}

/// Who else says the same, or the contrary: people, each once, whoever said it first not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corroboration {
    pub supported_by: u32,
    pub contradicted_by: u32,
}

impl Corroboration {
    /// Nobody else has said so: no proof yet.
    pub fn is_single_source(self) -> bool {
        self.supported_by == 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn amount(amount: i32) -> Amount {
        Amount::new(amount).unwrap()
    }

    fn range(low: i32, high: i32) -> Result<SalaryRange, UpsideDown> {
        let currency = Currency::parse("EUR").unwrap();
        SalaryRange::of((amount(low), amount(high)), currency, PayPeriod::Year, None)
    }

    #[test]
    fn a_salary_range_and_nothing_else_has_numbers() {
        let salary = range(40_000, 40_000).unwrap();
        assert!(Fact::of(LearningKind::SalaryRange, Some(salary.clone())).is_ok());
        assert!(Fact::of(LearningKind::Trend, None).is_ok());
        assert_eq!(
            Fact::of(LearningKind::SalaryRange, None),
            Err(InvalidFact::SalaryMissing)
        );
        assert_eq!(
            Fact::of(LearningKind::Reward, Some(salary)),
            Err(InvalidFact::SalaryTooMuch)
        );
        assert_eq!(range(2, 1), Err(UpsideDown));
    }

    #[test]
    fn one_source_is_no_proof_however_many_contradict_it() {
        let of = |supported_by, contradicted_by| Corroboration {
            supported_by,
            contradicted_by,
        };
        assert!(of(0, 0).is_single_source());
        assert!(of(0, 3).is_single_source());
        assert!(!of(1, 3).is_single_source());
    }

    #[test]
    fn a_learning_keeps_its_question_as_long_as_its_interview() {
        let id = |number| Some(Uuid::from_u128(number));
        let learning = |interview, question: Option<Uuid>| Learning {
            statement: Statement::parse("Nobody is alone on a ward.").unwrap(),
            fact: Fact::of(LearningKind::Reward, None).unwrap(),
            topic: Topic::WorkEnvironment,
            theme_id: None,
            organization_id: None,
            contact_id: None,
            interview_id: Some(Id::new(Uuid::from_u128(interview))),
            interview_question_id: question.map(Id::new),
            said_on: None,
            new_to_me: false,
            confidential: false,
        };
        let kept = learning(1, id(3)).revise(learning(1, None));
        assert_eq!(kept.interview_question_id, id(3).map(Id::new));
        let moved = learning(1, id(3)).revise(learning(2, None));
        assert_eq!(moved.interview_question_id, None);
    }

    proptest! {
        #[test]
        fn a_pair_is_the_same_in_either_order(one: u128, other: u128) {
            let (one, other) = (Id::new(Uuid::from_u128(one)), Id::new(Uuid::from_u128(other)));
            let link = LearningLink::of(one, other, LinkRelation::Supports);
            prop_assert_eq!(link, LearningLink::of(other, one, LinkRelation::Supports));
            if let Ok(link) = link {
                prop_assert!(link.pair().0.uuid() < link.pair().1.uuid());
            } else {
                prop_assert_eq!(one, other);
            }
        }
    }
}
