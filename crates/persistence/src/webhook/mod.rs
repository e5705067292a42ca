//! Webhooks in the database: endpoints, what they are to be told, and every try.

mod attempt;
mod courier;
mod endpoint;
mod message;

pub use self::{
    attempt::about,
    courier::{Claim, claim, disable, find_due, hold, make_messages, mark_due, release, settle},
    endpoint::{begin, count, end, recover, wake},
    message::{filter, forget},
};
