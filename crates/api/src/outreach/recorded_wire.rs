//! A recorded attempt on the wire, with all that came of it.

use domain::{
    Id, Stored,
    outreach::{Attempt, Outreach},
    snafu::Snafu,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    attempt_wire::{AttemptResponse, Of, map},
    wire::OutreachResponse,
};
use crate::{
    contact::ContactResponse,
    referral::{ReferralResponse, lead::Followed},
    snafu::SnafuResponse,
};

/// An attempt as it was recorded, and where the outreach stands by it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RecordedAttempt, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "attempt",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "outreach_id": "019b76da-a800-7000-8000-000000000007", "number": 1, "channel": "letter",
    "direction": "outbound", "outcome": "sent", "at": "2026-01-05T09:00:00Z", "with_whom": null,
    "recontact_on": null, "note": "On one page.", "override_reason": null,
    "outreach": {
        "id": "019b76da-a800-7000-8000-000000000007", "object": "outreach",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "contact_id": "019b76da-a800-7000-8000-000000000005", "theme_id": null,
        "methodology_id": "01a21526-e400-7000-8000-000000000601", "notes": null,
        "state": "awaiting_reply", "recontact_on": null,
        "contact_type": {
            "type": "unknown", "reason": "Nothing has been heard from them yet.", "rule": "curmudgeon_after_attempts",
            "source": "Dalton, The 2-Hour Job Search (D1), as many as the cap"
        },
        "judged_contact_type": null, "asks_only_them": false, "helps_from": null,
        "next_action": {
            "kind": "call_to_follow_up", "channels": ["phone"],
            "from": "2026-01-11T23:00:00Z", "until": "2026-01-19T22:59:59Z",
            "reason": "Your letter of 2026-01-05 has had no answer yet: call between 2026-01-12 and 2026-01-19.",
            "rule": "follow_up_steps", "source": "seed 001 (F50, F51, F52)", "candidates": [],
            "counted": null, "then": null
        }
    },
    "contacts": [], "referrals": [], "snafu": null
}))]
pub(super) struct RecordedResponse {
    #[serde(flatten)]
    attempt: AttemptResponse,
    /// The outreach with its new state and next action.
    outreach: OutreachResponse,
    /// The contacts that were added.
    #[schema(max_items = 10)]
    contacts: Vec<ContactResponse>,
    /// To whom they led, in the order they were given.
    #[schema(max_items = 10)]
    referrals: Vec<ReferralResponse>,
    /// What went wrong, if it did.
    snafu: Option<SnafuResponse>,
}

/// An attempt, the outreach as it left it, and what else came of it.
pub(super) struct Recorded {
    outreach: Stored<Outreach>,
    attempt: Attempt,
    followed: Followed,
    snafu: Option<Stored<Snafu>>,
}

impl Recorded {
    pub(super) fn new(
        outreach: Stored<Outreach>,
        attempt: Stored<Attempt>,
        (followed, snafu): (Followed, Option<Stored<Snafu>>),
    ) -> Stored<Self> {
        map(attempt, |attempt| Self {
            outreach,
            attempt,
            followed,
            snafu,
        })
    }
}

impl From<Stored<Recorded>> for RecordedResponse {
    fn from(
        Stored {
            id,
            version,
            created_at,
            updated_at,
            value,
        }: Stored<Recorded>,
    ) -> Self {
        let Recorded {
            outreach,
            attempt,
            followed: Followed {
                contacts,
                referrals,
            },
            snafu,
        } = value;
        let attempt = Stored {
            id: Id::new(id.uuid()),
            version,
            created_at,
            updated_at,
            value: Of {
                outreach: outreach.id,
                attempt,
            },
        };
        Self {
            attempt: attempt.into(),
            outreach: outreach.into(),
            contacts: contacts.into_iter().map(Into::into).collect(),
            referrals: referrals.into_iter().map(Into::into).collect(),
            snafu: snafu.map(Into::into),
        }
    }
}
