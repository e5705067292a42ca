//! Webhooks: telling another program of the changes of a workspace, by the rules of Standard Webhooks 1.0.0.

mod address;
mod delivery;
mod event_type;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

pub use self::{
    address::is_public,
    delivery::{Delivery, DeliveryOutcome, Health, Verdict, WebhookMessageState, settle},
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

/// What a signing secret is derived of, by a key that only the service knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

/// What the secrets that sign are derived of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secrets {
    pub current: Seed,
    pub previous: Option<Previous>,
}

/// That of the secret before the last rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Previous {
    pub seed: Seed,
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
    pub fn rotated(self, seed: Seed, now: DateTime<Utc>) -> Self {
        Self {
            current: seed,
            previous: Some(Previous {
                seed: self.current,
                until: now + OVERLAP,
            }),
        }
    }

    /// The one before, if it still signs at `now`.
    pub fn previous_at(self, now: DateTime<Utc>) -> Option<Previous> {
        self.previous.filter(|one| now < one.until)
    }

    /// Those that sign at `now`, the newest first.
    pub fn signing(self, now: DateTime<Utc>) -> impl Iterator<Item = Seed> {
        let previous = self.previous_at(now).map(|one| one.seed);
        std::iter::once(self.current).chain(previous)
    }
}

/// What a message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A change of the workspace.
    Change { seq: Seq, kind: EventType, id: Uuid },
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
    pub outcome: DeliveryOutcome,
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
            current: Seed([1; 32]),
            previous: None,
        };
        let signing = |secrets: Secrets, at| {
            let all = secrets.signing(at).map(|Seed(bytes)| bytes[0]);
            all.collect::<Vec<_>>()
        };
        assert_eq!(signing(secrets, now), [1]);
        let secrets = secrets.rotated(Seed([2; 32]), now);
        assert_eq!(signing(secrets, now), [2, 1]);
        assert_eq!(signing(secrets, now + OVERLAP), [2]);
        let secrets = secrets.rotated(Seed([3; 32]), now);
        assert_eq!(signing(secrets, now), [3, 2]);
    }
}
