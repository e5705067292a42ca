//! Search, duplicates and merging.

use super::Facts;

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("finding.sql"),
    rows: &[],
    references: &[],
    copies: &[],
    constraints: &[],
    costs: &[],
    case: |_| None,
    many: "",
};
