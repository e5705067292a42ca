//! By what figures are told apart. Only words of ours: what a client makes up would make a series of its own.

use domain::{vocabulary::Vocabulary, webhook::DeliveryOutcome};
use persistence::job::JobState;
use prometheus_client::encoding::EncodeLabelSet;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Request {
    method: &'static str,
    /// The operation's path with its parameters unfilled.
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Connection {
    pub(super) state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Job {
    state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Delivery {
    outcome: &'static str,
}

impl Request {
    pub(super) fn new(method: &str, route: &str, status: u16) -> Self {
        let known = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"];
        let method = known.into_iter().find(|known| *known == method);
        Self {
            method: method.unwrap_or("_OTHER"),
            route: route.to_owned(),
            status,
        }
    }
}

impl Job {
    pub(super) fn new(state: JobState) -> Self {
        Self {
            state: state.as_str(),
        }
    }
}

impl Delivery {
    pub(super) fn new(outcome: DeliveryOutcome) -> Self {
        Self {
            outcome: outcome.as_str(),
        }
    }
}
