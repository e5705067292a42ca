//! Errors on the wire: RFC 9457 problem details, one table of codes, one place where they are rendered.

mod code;
mod constraint;
mod problem;

pub(crate) use code::Code;
pub(crate) use problem::{ApiError, FieldError, Problem, Rendered};
