//! Two values of one field weighed against each other.

use super::{Choices, ContactField, Outcome, Overfull, Side, Taken, Why};

/// Weighs field by field and notes what came of it.
pub(super) struct Scales<'a> {
    choices: &'a Choices,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) overfull: Vec<Overfull>,
}

impl<'a> Scales<'a> {
    pub(super) fn new(choices: &'a Choices) -> Self {
        Self {
            choices,
            outcomes: Vec::new(),
            overfull: Vec::new(),
        }
    }

    fn note(&mut self, field: ContactField, taken: impl Into<Taken>, why: Why) {
        let taken = taken.into();
        self.outcomes.push(Outcome { field, taken, why });
    }

    /// The chosen value, or else the kept contact's unless that is blank and the other's is not.
    pub(super) fn weigh<T: Clone + PartialEq>(
        &mut self,
        field: ContactField,
        keep: &T,
        merge: &T,
        is_blank: impl Fn(&T) -> bool,
    ) -> T {
        if keep == merge {
            return keep.clone();
        }
        let (side, why) = match self.choices.get(&field) {
            Some(side) => (*side, Why::Chosen),
            None if is_blank(keep) => (Side::Merge, Why::OtherIsBlank),
            None if is_blank(merge) => (Side::Keep, Why::OtherIsBlank),
            None => (Side::Keep, Why::KeptGoesFirst),
        };
        self.note(field, side, why);
        match side {
            Side::Keep => keep.clone(),
            Side::Merge => merge.clone(),
        }
    }

    pub(super) fn optional<T: Clone + PartialEq>(
        &mut self,
        field: ContactField,
        keep: Option<&T>,
        merge: Option<&T>,
    ) -> Option<T> {
        self.weigh(field, &keep, &merge, Option::is_none).cloned()
    }

    /// The chosen list, or else both in one; `unite` fails with the limit of the list.
    pub(super) fn list<T: Clone + PartialEq>(
        &mut self,
        field: ContactField,
        keep: &T,
        merge: &T,
        unite: impl FnOnce(&T, &T) -> Result<T, usize>,
    ) -> T {
        if keep == merge || self.choices.contains_key(&field) {
            return self.weigh(field, keep, merge, |_| false);
        }
        let united = match unite(keep, merge) {
            Ok(united) => united,
            Err(max) => {
                self.overfull.push(Overfull { field, max });
                return keep.clone();
            }
        };
        let taken = if united == *keep {
            Taken::Keep
        } else if united == *merge {
            Taken::Merge
        } else {
            Taken::Both
        };
        self.note(field, taken, Why::United);
        united
    }

    /// The greater of two values: true rather than false, the later rather than the earlier or never.
    pub(super) fn greater<T: Copy + Ord>(
        &mut self,
        field: ContactField,
        keep: T,
        merge: T,
        why: Why,
    ) -> T {
        if keep != merge {
            let side = if keep > merge {
                Side::Keep
            } else {
                Side::Merge
            };
            self.note(field, side, why);
        }
        keep.max(merge)
    }
}
