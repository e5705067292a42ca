//! Webhooks: telling another program of the changes of a workspace, by the rules of Standard Webhooks 1.0.0.

mod address;
mod delivery;
mod event_type;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

pub use self::{
    address::is_public,
    delivery::{Delivery, Health, Outcome, Verdict, settle},
    event_type::{EventType, EventTypes, InvalidEventType, InvalidEventTypes},
};
use crate::{Id, Text, WebUrl, change::Seq, vocabulary};

/// Endpoints that one account can have.
pub const MAX_ENDPOINTS: u64 = 10;
/// How long messages are kept, and how far back they can be recovered.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// How long the secret before the last still signs, for a receiver that has not heard of the new one.
pub const OVERLAP: TimeDelta = TimeDelta::hours(24);

vocabulary! {
    /// Whether an endpoint is told of changes.
    pub enum EndpointState {
        Enabled = "enabled",
        Disabled = "disabled",
    }
}

vocabulary! {
    /// Why an endpoint is no longer told of changes.
    pub enum DisabledReason {
        Owner = "owner",
        /// It answered 410.
        Gone = "gone",
        /// It failed for days.
        Failing = "failing",
    }
}

/// Where another program wants to be told, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookEndpoint {
    pub url: WebUrl,
    pub description: Option<Text<500>>,
    pub event_types: EventTypes,
    /// `None` while it is enabled.
    pub disabled: Option<DisabledReason>,
    pub secrets: Secrets,
}

/// What signs, sealed: only the service that sealed them can open them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrets {
    pub current: String,
    pub previous: Option<Previous>,
}

/// The secret before the last rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    pub sealed: String,
    pub until: DateTime<Utc>,
}

impl WebhookEndpoint {
    pub fn state(&self) -> EndpointState {
        match self.disabled {
            None => EndpointState::Enabled,
            Some(_) => EndpointState::Disabled,
        }
    }
}

impl Secrets {
    /// The same with a new secret; the old one goes on for [`OVERLAP`].
    #[must_use]
    pub fn rotated(self, sealed: String, now: DateTime<Utc>) -> Self {
        Self {
            current: sealed,
            previous: Some(Previous {
                sealed: self.current,
                until: now + OVERLAP,
            }),
        }
    }

    /// Those that sign at `now`, the newest first.
    pub fn signing(&self, now: DateTime<Utc>) -> impl Iterator<Item = &str> {
        let previous = self.previous.iter().filter(move |one| now < one.until);
        std::iter::once(self.current.as_str()).chain(previous.map(|one| one.sealed.as_str()))
    }
}

/// What a message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A change of the workspace.
    Change {
        seq: Seq,
        kind: EventType,
        id: Uuid,
    },
    /// Nothing happened: somebody tries whether messages arrive.
    Test,
}

impl Occasion {
    /// What the type of a test is called.
    pub const TEST: &'static str = "webhook_endpoint.test";

    pub fn event_type(self) -> String {
        match self {
            Self::Change { kind, .. } => kind.to_string(),
            Self::Test => Self::TEST.to_owned(),
        }
    }
}

/// One event for one endpoint, until it is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookMessage {
    pub endpoint_id: Id<WebhookEndpoint>,
    pub occasion: Occasion,
    pub occurred_at: DateTime<Utc>,
    pub delivery: Delivery,
}

/// One try to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAttempt {
    pub endpoint_id: Id<WebhookEndpoint>,
    pub message_id: Id<WebhookMessage>,
    pub outcome: Outcome,
    /// What the endpoint answered, if it did.
    pub status: Option<u16>,
    /// What it said, cut short, or why nothing was heard.
    pub detail: Option<Text<1000>>,
    pub took: TimeDelta,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_before_signs_for_a_day_beside_the_new_one() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let secrets = Secrets {
            current: "a".to_owned(),
            previous: None,
        };
        let signing = |secrets: &Secrets, at| {
            let all: Vec<_> = secrets.signing(at).map(str::to_owned).collect();
            all.concat()
        };
        assert_eq!(signing(&secrets, now), "a");
        let secrets = secrets.rotated("b".to_owned(), now);
        assert_eq!(signing(&secrets, now), "ba");
        assert_eq!(signing(&secrets, now + OVERLAP), "b");
        let secrets = secrets.rotated("c".to_owned(), now);
        assert_eq!(signing(&secrets, now), "cb");
    }
}
