//! Question sets and what is prepared for an interview.

use super::{Case, Copy, Facts};

pub(super) const FACTS: Facts = Facts {
    workspace: "",
    rows: &[],
    references: &[],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: &[("find_bank_question_usage", 3), ("find_question_usage", 3)],
    case,
    many: "",
};

fn case(_: &str) -> Option<Case> {
    None
}

const COPIES: &[Copy] = &[];

const CONSTRAINTS: &[(&str, &str)] = &[];
