//! Which organizations were most eager to talk (F71): what is counted of each, and their order.

use super::{EagernessPart, Numbers, Rate, Score, score};
use crate::{Id, organization::Organization, text::Name, vocabulary::Vocabulary};

/// What is counted of one organization, over the contacts who work there today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Outreaches that the person began and that reached somebody.
    pub asked: u32,
    /// Those of them that were answered.
    pub answered: u32,
    /// Those of them that were answered, or have had the time for a prompt reply.
    pub due: u32,
    /// Those of them that were answered promptly.
    pub prompt: u32,
    /// Attempts up to the first answer, or all while there is none.
    pub attempts: u32,
    /// Outreaches in which the contact answered or came first.
    pub heard: u32,
    /// Those of them that led to somebody else.
    pub referred: u32,
    /// Those, and the outreaches in which the contact came first.
    pub touched: u32,
    /// Those of them where the contact came first, or agreed to a meeting.
    pub invited: u32,
    pub declines: u32,
    /// Those that left a door open.
    pub softened: u32,
    pub conversations: u32,
    /// Those that lasted as long as was asked for.
    pub full_time: u32,
    /// Of all conversations.
    pub minutes_asked: u32,
    pub minutes_given: u32,
}

/// What is known of all organizations together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pooled {
    /// In the order of [`EagernessPart::ALL`].
    rates: Vec<(EagernessPart, Rate)>,
}

/// An organization in the order of eagerness.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Counts from 1.
    pub rank: u32,
    pub organization_id: Id<Organization>,
    pub organization_name: Name,
    pub score: Score,
    /// Whether the two intervals overlap; `None` of the last.
    pub not_distinguishable_from_next: Option<bool>,
}

/// Where one organization stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub rank: Option<u32>,
    /// How many are ranked.
    pub of: u32,
    pub score: Score,
}

impl Record {
    pub fn rate(&self, part: EagernessPart) -> Rate {
        match part {
            EagernessPart::Replied => Rate::new(self.answered, self.asked),
            EagernessPart::Promptness => Rate::new(self.prompt, self.due),
            EagernessPart::Ease => Rate::new(self.answered, self.attempts),
            EagernessPart::TimeGiven => Rate::new(self.full_time, self.conversations),
            EagernessPart::Referrals => Rate::new(self.referred, self.heard),
            EagernessPart::Invitations => Rate::new(self.invited, self.touched),
            EagernessPart::SoftenedDeclines => Rate::new(self.softened, self.declines),
        }
    }

    pub(super) fn words(&self, part: EagernessPart, numbers: &Numbers) -> String {
        let rate = self.rate(part);
        match part {
            EagernessPart::Replied => rate.words("answered"),
            EagernessPart::Promptness => {
                let days = numbers.prompt_reply_days;
                rate.words(&format!("answered within {days} days"))
            }
            EagernessPart::Ease => rate.words("attempts brought an answer"),
            EagernessPart::TimeGiven => {
                let (given, asked) = (self.minutes_given, self.minutes_asked);
                let rate = rate.words("conversations lasted as long as you asked for");
                format!("{rate} In all {given} minutes for the {asked} you asked for.")
            }
            EagernessPart::Referrals => rate.words("who answered led you to somebody"),
            EagernessPart::Invitations => rate.words("came to you first or agreed to a meeting"),
            EagernessPart::SoftenedDeclines => rate.words("refusals left a door open"),
        }
    }
}

impl Pooled {
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let parts = EagernessPart::ALL.iter().copied();
        let mut rates: Vec<_> = parts.map(|part| (part, Rate::default())).collect();
        for record in records {
            for (part, rate) in &mut rates {
                *rate = rate.and(record.rate(*part));
            }
        }
        Self { rates }
    }

    /// By the rule of succession (Laplace 1774): never 0 or 1, and a half while nothing is known.
    pub(super) fn mean(&self, part: EagernessPart) -> f64 {
        let rate = self.rates.iter().find(|(of, _)| *of == part);
        let rate = rate.map_or_else(Rate::default, |(_, rate)| *rate);
        f64::from(rate.successes() + 1) / f64::from(rate.trials() + 2)
    }
}

/// The most eager first; of equals by name.
pub fn rank(records: Vec<(Id<Organization>, Name, Record)>, numbers: &Numbers) -> Vec<Ranked> {
    let pooled = Pooled::of(records.iter().map(|(_, _, record)| record));
    let mut ranked: Vec<Ranked> = records
        .into_iter()
        .map(|(organization_id, organization_name, record)| Ranked {
            rank: 0,
            organization_id,
            organization_name,
            score: score(&record, &pooled, numbers),
            not_distinguishable_from_next: None,
        })
        .collect();
    ranked.sort_by(|one, two| {
        two.score
            .value
            .total_cmp(&one.score.value)
            .then_with(|| {
                one.organization_name
                    .as_str()
                    .cmp(two.organization_name.as_str())
            })
            .then_with(|| one.organization_id.uuid().cmp(&two.organization_id.uuid()))
    });
    let next: Vec<_> = ranked
        .iter()
        .skip(1)
        .map(|one| one.score.interval)
        .collect();
    for (rank, one) in (1..).zip(&mut ranked) {
        one.rank = rank;
    }
    for (one, next) in ranked.iter_mut().zip(next) {
        one.not_distinguishable_from_next = Some(one.score.interval.overlaps(next));
    }
    ranked
}

/// Where one organization stands among all of them; without a rank, and as eager as the mean, while nobody there was
/// reached or came first.
pub fn place(
    records: Vec<(Id<Organization>, Name, Record)>,
    organization: Id<Organization>,
    numbers: &Numbers,
) -> Place {
    let pooled = Pooled::of(records.iter().map(|(_, _, record)| record));
    let ranked = rank(records, numbers);
    let of = u32::try_from(ranked.len()).unwrap_or(u32::MAX);
    let found = ranked
        .into_iter()
        .find(|one| one.organization_id == organization);
    match found {
        Some(Ranked { rank, score, .. }) => Place {
            rank: Some(rank),
            of,
            score,
        },
        None => Place {
            rank: None,
            of,
            score: score(&Record::default(), &pooled, numbers),
        },
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::{super::rule::tests::rules, *};

    /// Of so many who were asked so many answered at once, in every way well.
    pub(in super::super) fn record(asked: u32, answered: u32) -> Record {
        let answered = answered.min(asked);
        Record {
            asked,
            answered,
            due: asked,
            prompt: answered,
            attempts: asked,
            heard: answered,
            referred: answered,
            touched: asked,
            invited: answered,
            declines: 0,
            softened: 0,
            conversations: answered,
            full_time: answered,
            minutes_asked: 20 * answered,
            minutes_given: 25 * answered,
        }
    }

    fn numbers() -> Numbers {
        Numbers::from_rules(&rules()).unwrap()
    }

    fn ranked(records: &[(&str, Record)]) -> Vec<Ranked> {
        let of = |(index, (name, record)): (u128, &(&str, Record))| {
            let id = Id::new(Uuid::from_u128(index));
            (id, Name::parse(name).unwrap(), *record)
        };
        rank((1..).zip(records).map(of).collect(), &numbers())
    }

    fn names(ranked: &[Ranked]) -> Vec<&str> {
        ranked
            .iter()
            .map(|one| one.organization_name.as_str())
            .collect()
    }

    #[test]
    fn the_most_eager_come_first_and_few_observations_prove_little() {
        let told = ranked(&[
            ("Silent", record(3, 0)),
            ("Lucky", record(1, 1)),
            ("Eager", record(60, 58)),
        ]);
        assert_eq!(names(&told), ["Eager", "Lucky", "Silent"]);
        let verdicts: Vec<_> = told
            .iter()
            .map(|one| (one.rank, one.not_distinguishable_from_next))
            .collect();
        assert_eq!(verdicts, [(1, Some(true)), (2, Some(true)), (3, None)]);
        let clear = ranked(&[("Silent", record(40, 0)), ("Eager", record(60, 58))]);
        assert_eq!(clear[0].not_distinguishable_from_next, Some(false));
    }

    #[test]
    fn equals_are_ordered_by_name() {
        let told = ranked(&[("B", record(3, 1)), ("A", record(3, 1))]);
        assert_eq!(names(&told), ["A", "B"]);
    }

    #[test]
    fn an_organization_of_which_nothing_is_known_has_no_rank() {
        let name = |name: &str| Name::parse(name).unwrap();
        let id = |number| Id::new(Uuid::from_u128(number));
        let records = vec![
            (id(1), name("A"), record(3, 1)),
            (id(2), name("B"), record(9, 8)),
        ];
        let known = place(records.clone(), id(1), &numbers());
        assert_eq!((known.rank, known.of), (Some(2), 2));
        let unknown = place(records, id(3), &numbers());
        assert_eq!((unknown.rank, unknown.of), (None, 2));
        assert!(unknown.score.value > known.score.value);
    }

    #[test]
    fn time_is_told_in_minutes() {
        assert_eq!(
            record(2, 2).words(EagernessPart::TimeGiven, &numbers()),
            "2 of 2 conversations lasted as long as you asked for; with so few, anything from 34 to 100 percent is \
             possible. In all 50 minutes for the 40 you asked for."
        );
        assert_eq!(
            record(1, 0).words(EagernessPart::Promptness, &numbers()),
            "0 of 1 answered within 5 days; with so few, anything from 0 to 79 percent is possible."
        );
    }

    proptest! {
        #[test]
        fn a_good_outcome_never_lowers_a_score(
            asked in 0..30_u32, answered in 0..30_u32, declines in 0..9_u32, softened in 0..9_u32,
            others in (0..30_u32, 0..30_u32),
        ) {
            let softened = softened.min(declines);
            let before = Record { declines, softened, ..record(asked, answered) };
            let mut after = Record { declines, softened, ..record(asked + 1, answered.min(asked) + 1) };
            after.minutes_given += 100;
            let other = record(others.0, others.1);
            let value = |own: &Record| score(own, &Pooled::of([own, &other]), &numbers()).value;
            prop_assert!(value(&after) >= value(&before) - 1e-9);
            let softer = Record { declines: declines + 1, softened: softened + 1, ..before };
            prop_assert!(value(&softer) >= value(&before) - 1e-9);
        }
    }
}
