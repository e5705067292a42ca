//! Attempts on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    outreach::{self, Attempt, Outreach, Touch},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    action_wire::Channel,
    aside_wire::{Aside, AttemptSnafuInput},
};
use crate::{
    error::ApiError,
    referral::lead::{LeadInput, leads},
    wire::{Word, optional_text},
};

pub(crate) type Direction = Word<outreach::Direction>;
pub(crate) type Outcome = Word<outreach::Outcome>;

/// What was tried, or what came from them. Each answer to something written is an attempt of its own.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "channel": "phone", "outcome": "message_left_with", "at": "2026-01-12T14:30:00Z", "with_whom": "Ms. Ito",
    "note": "Calls go through the front desk."
}))]
pub(super) struct AttemptInput {
    channel: Channel,
    /// `outbound` when it is not given.
    direction: Option<Direction>,
    outcome: Outcome,
    /// When it happened; now when it is not given. Never in the future, nor before the attempt recorded last.
    at: Option<DateTime<Utc>>,
    /// Who was spoken with, or took the message; `message_left_with` needs it.
    #[schema(min_length = 1, max_length = 200)]
    with_whom: Option<String>,
    /// When they asked to be approached again, or are back; for `declined_for_now` and `out_of_office`.
    recontact_on: Option<NaiveDate>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
    /// Why it was made against the methodology's advice; without a reason such an attempt is refused.
    #[schema(min_length = 1, max_length = 1000)]
    override_reason: Option<String>,
    /// The address or number of the contact that was tried. Where it proves wrong it is marked so; when it is not given, the
    /// primary one of its kind is meant, or the only one.
    #[schema(min_length = 1, max_length = 500)]
    address: Option<String>,
    /// Whom they led to, with any answer of theirs, a decline among them.
    #[serde(default)]
    #[schema(max_items = 10)]
    referrals: Vec<LeadInput>,
    /// What went wrong. A bounced message, a wrong number and a message unopened because the sender was not recognized are
    /// recorded even when it is not given.
    snafu: Option<AttemptSnafuInput>,
}

/// One numbered attempt to reach a contact, or one answer from them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Attempt, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "attempt",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "outreach_id": "019b76da-a800-7000-8000-000000000007", "number": 1, "channel": "letter",
    "direction": "outbound", "outcome": "sent", "at": "2026-01-05T09:00:00Z", "with_whom": null,
    "recontact_on": null, "note": "On one page.", "override_reason": null
}))]
pub(super) struct AttemptResponse {
    id: Uuid,
    /// Always `attempt`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    outreach_id: Uuid,
    /// Counts the attempts of the outreach from 1.
    #[schema(minimum = 1, maximum = 100)]
    number: u16,
    channel: Channel,
    direction: Direction,
    outcome: Outcome,
    at: DateTime<Utc>,
    #[schema(max_length = 200)]
    with_whom: Option<String>,
    recontact_on: Option<NaiveDate>,
    #[schema(max_length = 5000)]
    note: Option<String>,
    #[schema(max_length = 1000)]
    override_reason: Option<String>,
}

impl AttemptInput {
    /// What is told of the attempt, at `now` unless it says when, and what is told besides.
    pub(super) fn read(self, now: DateTime<Utc>) -> Result<(Touch, Aside), ApiError> {
        let Self {
            channel,
            direction,
            outcome,
            at,
            with_whom,
            recontact_on,
            note,
            override_reason,
            address,
            referrals,
            snafu,
        } = self;
        if !outcome.0.is_answer() && !referrals.is_empty() {
            let detail = "go with an answer of theirs";
            return Err(ApiError::field("/referrals", "not_with_outcome", detail));
        }
        let address = optional_text::<500>("/address", address.as_deref())?;
        let aside = Aside {
            address: address.map(Text::into_string),
            leads: leads(referrals)?,
            snafu: AttemptSnafuInput::read(snafu, outcome.0)?,
        };
        // In the microseconds that the database keeps.
        let at = at.and_then(|at| DateTime::from_timestamp_micros(at.timestamp_micros()));
        let touch = Touch {
            channel: channel.0,
            direction: direction.map_or(outreach::Direction::Outbound, |Word(word)| word),
            outcome: outcome.0,
            at: at.unwrap_or(now),
            with_whom: optional_text("/with_whom", with_whom.as_deref())?,
            recontact_on,
            note: optional_text("/note", note.as_deref())?,
            override_reason: optional_text("/override_reason", override_reason.as_deref())?,
        };
        Ok((touch, aside))
    }
}

/// An attempt of this outreach.
pub(super) struct Of {
    pub(super) outreach: Id<Outreach>,
    pub(super) attempt: Attempt,
}

impl Of {
    pub(super) fn new(outreach: Id<Outreach>, attempt: Stored<Attempt>) -> Stored<Self> {
        map(attempt, |attempt| Self { outreach, attempt })
    }
}

/// The same row as another view of it.
pub(super) fn map<T, U>(stored: Stored<T>, to: impl FnOnce(T) -> U) -> Stored<U> {
    let Stored {
        id,
        version,
        created_at,
        updated_at,
        value,
    } = stored;
    Stored {
        id: Id::new(id.uuid()),
        version,
        created_at,
        updated_at,
        value: to(value),
    }
}

impl From<Stored<Of>> for AttemptResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value: Of { outreach, attempt },
        }: Stored<Of>,
    ) -> Self {
        let number = attempt.number();
        let Touch {
            channel,
            direction,
            outcome,
            at,
            with_whom,
            recontact_on,
            note,
            override_reason,
        } = attempt.into_touch();
        Self {
            id: id.uuid(),
            object: "attempt",
            created_at,
            updated_at,
            outreach_id: outreach.uuid(),
            number,
            channel: Word(channel),
            direction: Word(direction),
            outcome: Word(outcome),
            at,
            with_whom: with_whom.map(Text::into_string),
            recontact_on,
            note: note.map(Text::into_string),
            override_reason: override_reason.map(Text::into_string),
        }
    }
}
