//! The layers around every handler, from the outside in: context, authenticate, rate limits, gate.

mod authenticate;
mod context;
mod gate;
mod headers;
mod rate_limits;
mod trace;

pub(crate) use authenticate::authenticate;
pub(crate) use context::context;
pub(crate) use gate::gate;
pub(crate) use rate_limits::rate_limits;
