//! Errors on the wire: RFC 9457 problem details, one table of codes, one place where they are rendered.

mod api_error;
mod code;
mod constraint;
mod problem;

pub(crate) use api_error::{ApiError, Rendered};
pub(crate) use code::Code;
pub(crate) use problem::{FieldError, Problem};
