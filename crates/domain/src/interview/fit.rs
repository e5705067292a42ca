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
    /// It belongs to the close.
    pub closes: bool,
}

/// Whole minutes that are left for questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub before_the_close: u32,
    /// Kept for the questions of the close and for thanks (F115): no other question takes any of them.
    pub close: u32,
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

impl Candidate {
    /// Whole minutes.
    pub fn takes(&self) -> u32 {
        self.minutes.get().unsigned_abs().into()
    }
}

impl Room {
    pub fn in_all(self) -> u32 {
        self.before_the_close.saturating_add(self.close)
    }

    /// The minutes that such a question may share. The close may begin earlier for its own questions, and ends no later
    /// for others.
    pub fn open_to(self, closes: bool) -> u32 {
        if closes {
            self.in_all()
        } else {
            self.before_the_close
        }
    }
}

/// A set of subjects, one bit each.
type Covered = usize;

/// The best choice that the room admits.
///
/// It has the most musts of all choices that fit; among those the most shoulds, then the most coulds, then the most
/// subjects together with those `covered` before, then the earlier places in the list.
pub fn fit(candidates: &[Candidate], room: Room, covered: &[Subject]) -> Chosen {
    let before = covered.iter().fold(0, |all, subject| all | mask(*subject));
    // For each number of minutes and set of subjects, the best choice that takes exactly those. The questions of the close
    // come last, so that all of the others have stayed within their part of the time by then.
    let mut best = BTreeMap::from([((0, before), <(Worth, Chosen)>::default())]);
    for closes in [false, true] {
        let minutes = usize::try_from(room.open_to(closes)).unwrap_or(usize::MAX);
        for one in candidates.iter().filter(|one| one.closes == closes) {
            grow(&mut best, *one, minutes);
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

/// Adds the choices that one more question makes possible.
fn grow(best: &mut BTreeMap<(usize, Covered), (Worth, Chosen)>, one: Candidate, minutes: usize) {
    let takes = usize::try_from(one.takes()).unwrap_or(usize::MAX);
    let about = mask(one.subject);
    let room = best
        .iter()
        .filter(|((used, _), _)| used.saturating_add(takes) <= minutes);
    let grown = room.map(|((used, covers), choice)| {
        let key = (used + takes, covers | about);
        (key, extended(*choice, one))
    });
    for (key, choice) in grown.collect::<Vec<_>>() {
        let kept = best.entry(key).or_insert(choice);
        *kept = choice.max(*kept);
    }
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
            closes: false,
        }
    }

    const fn room(before_the_close: u32, close: u32) -> Room {
        Room {
            before_the_close,
            close,
        }
    }

    fn chosen(candidates: &[Candidate], before_the_close: u32) -> Vec<i16> {
        chosen_of(candidates, room(before_the_close, 0))
    }

    fn chosen_of(candidates: &[Candidate], room: Room) -> Vec<i16> {
        let chosen = fit(candidates, room, &[]);
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
        let asked = fit(&questions, room(4, 0), &[Subject::Interviewee]);
        assert!(asked.contains(questions[2].position));
    }

    #[test]
    fn the_close_begins_earlier_for_its_musts_and_lends_no_minute_to_others() {
        let field = Subject::CompanyOrField;
        let closing = |position, minutes, priority| Candidate {
            closes: true,
            ..candidate(position, field, minutes, priority)
        };
        let questions = [
            candidate(1, field, 4, Priority::Could),
            closing(2, 5, Priority::Must),
            closing(3, 1, Priority::Should),
        ];
        assert_eq!(chosen_of(&questions, room(8, 3)), [1, 2, 3]);
        assert_eq!(chosen_of(&questions, room(4, 3)), [2, 3]);
        assert_eq!(chosen_of(&questions, room(3, 9)), [2, 3]);
        assert_eq!(chosen_of(&questions, room(0, 4)), [3]);
    }

    fn candidates(most: usize) -> impl Strategy<Value = Vec<Candidate>> {
        let one = (
            select(Subject::ALL),
            1_i16..=12,
            select(Priority::ALL),
            any::<bool>(),
        );
        prop::collection::vec(one, 0..=most).prop_map(|all| {
            let all = (1..).zip(all);
            all.map(
                |(position, (subject, minutes, priority, closes))| Candidate {
                    closes,
                    ..candidate(position, subject, minutes, priority)
                },
            )
            .collect()
        })
    }

    fn rooms(most: u32) -> impl Strategy<Value = Room> {
        (0..=most, 0..=most / 4).prop_map(|(before, close)| room(before, close))
    }

    /// The minutes of some questions before the close, and of all of them.
    fn spent<'a>(questions: impl Iterator<Item = &'a Candidate>) -> (u32, u32) {
        questions.fold((0, 0), |(before, all), one| {
            let takes = one.takes();
            (before + if one.closes { 0 } else { takes }, all + takes)
        })
    }

    fn is_within((before, all): (u32, u32), room: Room) -> bool {
        before <= room.before_the_close && all <= room.in_all()
    }

    fn inside(
        candidates: &[Candidate],
        chosen: Chosen,
    ) -> impl Iterator<Item = &Candidate> + Clone {
        candidates
            .iter()
            .filter(move |one| chosen.contains(one.position))
    }

    /// Musts, shoulds, coulds and subjects of a choice.
    fn worth(candidates: &[Candidate], chosen: Chosen) -> (usize, usize, usize, u32) {
        let inside = inside(candidates, chosen);
        let of = |priority| {
            inside
                .clone()
                .filter(|one| one.priority == priority)
                .count()
        };
        let covers = inside.clone().fold(0, |all, one| all | mask(one.subject));
        (
            of(Priority::Must),
            of(Priority::Should),
            of(Priority::Could),
            covers.count_ones(),
        )
    }

    proptest! {
        #[test]
        fn the_plan_never_exceeds_the_time(questions in candidates(100), room in rooms(700)) {
            let chosen = fit(&questions, room, &[]);
            prop_assert!(is_within(spent(inside(&questions, chosen)), room));
        }

        #[test]
        fn no_must_is_dropped_for_what_matters_less(questions in candidates(40), room in rooms(120)) {
            let chosen = fit(&questions, room, &[]);
            for out in questions.iter().filter(|one| !chosen.contains(one.position)) {
                let as_much = inside(&questions, chosen).filter(|one| one.priority <= out.priority);
                let with_it = spent(as_much.chain([out]));
                prop_assert!(!is_within(with_it, room), "{out:?} would have fitted");
            }
        }

        #[test]
        fn no_other_choice_is_better(questions in candidates(10), room in rooms(60)) {
            let all = (0_u128..1 << questions.len()).map(|bits| Chosen(bits << 1));
            let fitting = all.filter(|chosen| is_within(spent(inside(&questions, *chosen)), room));
            let best = fitting.map(|chosen| worth(&questions, chosen)).max();
            prop_assert_eq!(Some(worth(&questions, fit(&questions, room, &[]))), best);
        }
    }
}
