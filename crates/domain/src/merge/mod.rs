//! Two contacts that turn out to be one person: united, recorded, and parted again when that was wrong (user ask 1).

mod field;
mod methods;
mod part;
#[cfg(test)]
mod properties;
mod record;
mod scales;
mod unite;

pub use self::{
    field::{Choices, ContactField, Outcome, Overfull, Side, Taken, Why},
    part::{Parted, part},
    record::{AlreadyUndone, Merge, MergeState, Rows, UndoneMerge},
    unite::{United, unite},
};
