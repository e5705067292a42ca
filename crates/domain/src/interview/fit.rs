//! Which questions fit into so many minutes: as many of the musts as can be, then of the shoulds, then of the coulds.

use std::{cmp::Reverse, collections::BTreeMap};

use super::Position;
use crate::question::{Minutes, Priority, Subject};

/// A question that wants a part of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub position: Position,
    pub subject: Subject,
    pub minutes: Minutes,
    pub priority: Priority,
}

/// What a choice is worth; the greater first number decides, then the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    musts: u16,
    shoulds: u16,
    coulds: u16,
    /// Between choices worth the same, that of the questions earlier in the list.
    positions: Reverse<u32>,
}

/// Positions that were chosen, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen(u128);

impl Chosen {
    pub fn contains(self, position: Position) -> bool {
        self.0 & bit(position) != 0
    }
}

/// A set of subjects, one bit each.
type Covered = usize;

/// The best choice that takes at most `budget` minutes.
///
/// It has the most musts of all choices that fit; among those the most shoulds, then the most coulds, then the most
/// subjects together with those `covered` before, then the earlier places in the list.
pub fn fit(candidates: &[Candidate], budget: u32, covered: &[Subject]) -> Chosen {
    let budget = usize::try_from(budget).unwrap_or(usize::MAX);
    let before = covered.iter().fold(0, |all, subject| all | mask(*subject));
    // For each number of minutes and set of subjects, the best choice that takes exactly those.
    let mut best = BTreeMap::from([((0, before), <(Worth, Chosen)>::default())]);
    for one in candidates {
        let (takes, about) = (cost(one.minutes), mask(one.subject));
        let room = best.iter().filter(|((used, _), _)| used + takes <= budget);
        let grown = room.map(|((used, covers), choice)| {
            let key = (used + takes, covers | about);
            (key, extended(*choice, *one))
        });
        for (key, choice) in grown.collect::<Vec<_>>() {
            let kept = best.entry(key).or_insert(choice);
            *kept = choice.max(*kept);
        }
    }
    let best = best
        .into_iter()
        .max_by_key(|((_, covers), (worth, chosen))| {
            let counts = (worth.musts, worth.shoulds, worth.coulds);
            (counts, covers.count_ones(), worth.positions, *chosen)
        });
    best.map(|(_, (_, chosen))| chosen).unwrap_or_default()
}

fn extended((worth, chosen): (Worth, Chosen), by: Candidate) -> (Worth, Chosen) {
    let (musts, shoulds, coulds) = match by.priority {
        Priority::Must => (1, 0, 0),
        Priority::Should => (0, 1, 0),
        Priority::Could => (0, 0, 1),
    };
    let worth = Worth {
        musts: worth.musts + musts,
        shoulds: worth.shoulds + shoulds,
        coulds: worth.coulds + coulds,
        positions: Reverse(worth.positions.0 + u32::from(by.position.get().unsigned_abs())),
    };
    (worth, Chosen(chosen.0 | bit(by.position)))
}

fn cost(minutes: Minutes) -> usize {
    usize::from(minutes.get().unsigned_abs())
}

/// Positions end at 100, so that each has a bit.
fn bit(position: Position) -> u128 {
    1 << position.get()
}

fn mask(subject: Subject) -> Covered {
    match subject {
        Subject::CompanyOrField => 1,
        Subject::Interviewee => 2,
        Subject::YourChances => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::vocabulary::Vocabulary;

    fn candidate(position: i16, subject: Subject, minutes: i16, priority: Priority) -> Candidate {
        Candidate {
            position: Position::new(position).unwrap(),
            subject,
            minutes: Minutes::new(minutes).unwrap(),
            priority,
        }
    }

    fn chosen(candidates: &[Candidate], budget: u32) -> Vec<i16> {
        let chosen = fit(candidates, budget, &[]);
        let all = candidates.iter().map(|one| one.position);
        let inside = all.filter(|position| chosen.contains(*position));
        inside.map(Position::get).collect()
    }

    #[test]
    fn a_long_must_comes_before_many_short_coulds() {
        let field = Subject::CompanyOrField;
        let questions = [
            candidate(1, field, 2, Priority::Could),
            candidate(2, field, 2, Priority::Could),
            candidate(3, field, 5, Priority::Must),
            candidate(4, field, 3, Priority::Should),
        ];
        assert_eq!(chosen(&questions, 5), [3]);
        assert_eq!(chosen(&questions, 7), [1, 3]);
        assert_eq!(chosen(&questions, 8), [3, 4]);
        assert_eq!(chosen(&questions, 0), [0; 0]);
    }

    #[test]
    fn among_equals_more_subjects_then_the_earlier_places() {
        let questions = [
            candidate(1, Subject::Interviewee, 4, Priority::Must),
            candidate(2, Subject::Interviewee, 4, Priority::Must),
            candidate(3, Subject::YourChances, 4, Priority::Must),
        ];
        assert_eq!(chosen(&questions, 8), [1, 3]);
        assert_eq!(chosen(&questions[..2], 4), [1]);
        let asked = fit(&questions, 4, &[Subject::Interviewee]);
        assert!(asked.contains(questions[2].position));
    }

    fn candidates(most: usize) -> impl Strategy<Value = Vec<Candidate>> {
        let one = (select(Subject::ALL), 1_i16..=12, select(Priority::ALL));
        prop::collection::vec(one, 0..=most).prop_map(|all| {
            let all = (1..).zip(all);
            all.map(|(position, (subject, minutes, priority))| {
                candidate(position, subject, minutes, priority)
            })
            .collect()
        })
    }

    fn spent(candidates: &[Candidate], chosen: Chosen) -> usize {
        let inside = candidates
            .iter()
            .filter(|one| chosen.contains(one.position));
        inside.map(|one| cost(one.minutes)).sum()
    }

    /// Musts, shoulds, coulds and subjects of a choice.
    fn worth(candidates: &[Candidate], chosen: Chosen) -> (usize, usize, usize, u32) {
        let inside: Vec<_> = candidates
            .iter()
            .filter(|one| chosen.contains(one.position))
            .collect();
        let of = |priority| inside.iter().filter(|one| one.priority == priority).count();
        let covers = inside.iter().fold(0, |all, one| all | mask(one.subject));
        (
            of(Priority::Must),
            of(Priority::Should),
            of(Priority::Could),
            covers.count_ones(),
        )
    }

    proptest! {
        #[test]
        fn the_plan_never_exceeds_the_time(questions in candidates(100), budget in 0_u32..700) {
            let budget_minutes = usize::try_from(budget).unwrap();
            prop_assert!(spent(&questions, fit(&questions, budget, &[])) <= budget_minutes);
        }

        #[test]
        fn no_must_is_dropped_for_what_matters_less(questions in candidates(40), budget in 0_u32..120) {
            let chosen = fit(&questions, budget, &[]);
            let inside = |one: &&Candidate| chosen.contains(one.position);
            let room = usize::try_from(budget).unwrap() - spent(&questions, chosen);
            for out in questions.iter().filter(|one| !inside(one)) {
                let less = questions.iter().filter(inside).filter(|one| one.priority > out.priority);
                let gained: usize = less.map(|one| cost(one.minutes)).sum();
                prop_assert!(cost(out.minutes) > room + gained, "{out:?} would have fitted");
            }
        }

        #[test]
        fn no_other_choice_is_better(questions in candidates(10), budget in 0_u32..60) {
            let budget_minutes = usize::try_from(budget).unwrap();
            let all = (0_u128..1 << questions.len()).map(|bits| Chosen(bits << 1));
            let fitting = all.filter(|chosen| spent(&questions, *chosen) <= budget_minutes);
            let best = fitting.map(|chosen| worth(&questions, chosen)).max();
            prop_assert_eq!(Some(worth(&questions, fit(&questions, budget, &[]))), best);
        }
    }
}
