//! Referrals on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    referral::{self, Closure, LoopClosed, Origin, Referral, SelfReferral},
};
use persistence::referral::Narrowing;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    contact::ContactResponse,
    error::{ApiError, Code, FieldError},
    http::Patch,
    wire::{Word, optional_text},
};

pub(crate) type PermissionToName = Word<referral::PermissionToName>;
pub(super) type ReferralOutcome = Word<referral::ReferralOutcome>;

/// Who led to whom.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "referrer_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000008",
    "permission_to_name": "granted", "note": "They share an office."
}))]
pub(super) struct CreateReferral {
    /// The contact who led to the other one. Stays as it is.
    referrer_id: Uuid,
    /// The contact they led to. Stays as it is.
    contact_id: Uuid,
    /// The attempt that was answered with it, perhaps a decline. It arose in one place at most.
    attempt_id: Option<Uuid>,
    /// The interview in which it came up.
    interview_id: Option<Uuid>,
    /// The network ask that it answers.
    network_ask_id: Option<Uuid>,
    /// The event at which it came up.
    event_id: Option<Uuid>,
    /// `not_asked` when it is not given.
    permission_to_name: Option<PermissionToName>,
    /// `open` when it is not given.
    outcome: Option<ReferralOutcome>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// What can be changed about a referral.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "permission_to_name": "granted", "outcome": "contacted", "note": "They share an office."
}))]
pub(super) struct ReferralInput {
    /// The attempt that was answered with it. It arose in one place at most.
    attempt_id: Option<Uuid>,
    /// The interview in which it came up.
    interview_id: Option<Uuid>,
    /// The network ask that it answers.
    network_ask_id: Option<Uuid>,
    /// The event at which it came up.
    event_id: Option<Uuid>,
    permission_to_name: PermissionToName,
    outcome: ReferralOutcome,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

pub(super) type ReferralPatch = Patch<ReferralInput>;

/// That the referrer was told what came of it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "note": "Wrote that Sam showed me the clinic." }))]
pub(super) struct CloseLoopInput {
    /// What they were told.
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// One contact led to another.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Referral, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "referral",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "referrer_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000008",
    "attempt_id": null, "interview_id": null, "network_ask_id": null, "event_id": null,
    "permission_to_name": "granted", "permission_changed_on": "2026-01-05", "outcome": "open",
    "loop_closed_at": null, "loop_note": null, "note": "They share an office."
}))]
pub(crate) struct ReferralResponse {
    id: Uuid,
    /// Always `referral`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// The contact who led to the other one.
    pub(super) referrer_id: Uuid,
    /// The contact they led to.
    pub(super) contact_id: Uuid,
    /// The attempt that was answered with it.
    attempt_id: Option<Uuid>,
    /// The interview in which it came up.
    interview_id: Option<Uuid>,
    /// The network ask that it answers.
    network_ask_id: Option<Uuid>,
    /// The event at which it came up.
    event_id: Option<Uuid>,
    permission_to_name: PermissionToName,
    /// The day on which the permission last changed, in the caller's zone. Kept by the service.
    permission_changed_on: Option<NaiveDate>,
    outcome: ReferralOutcome,
    /// When the referrer was told what came of it.
    loop_closed_at: Option<DateTime<Utc>>,
    /// What they were told.
    #[schema(max_length = 5000)]
    loop_note: Option<String>,
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// With `expand=referrer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) referrer: Option<Box<ContactResponse>>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
}

/// Which referrals.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListReferrals {
    /// Only referrals by this contact.
    referrer_id: Option<Uuid>,
    /// Only referrals to this contact.
    contact_id: Option<Uuid>,
    /// Only referrals with one of these permissions.
    #[param(max_items = 4)]
    permission_to_name: Option<Vec<PermissionToName>>,
    /// Only referrals of which one of these came.
    #[param(max_items = 5)]
    outcome: Option<Vec<ReferralOutcome>>,
    /// Only referrals that answer this network ask.
    network_ask_id: Option<Uuid>,
    /// Only referrals that arose at this event.
    event_id: Option<Uuid>,
    /// Only referrals whose referrer is still to be told what came of it, or only the others.
    loop_open: Option<bool>,
}

impl From<ListReferrals> for Narrowing {
    fn from(
        ListReferrals {
            referrer_id,
            contact_id,
            permission_to_name,
            outcome,
            network_ask_id,
            event_id,
            loop_open,
        }: ListReferrals,
    ) -> Self {
        Self {
            referrer: referrer_id.map(Id::new),
            contact: contact_id.map(Id::new),
            permissions: Word::list(permission_to_name),
            outcomes: Word::list(outcome),
            network_ask: network_ask_id.map(Id::new),
            event: event_id.map(Id::new),
            loop_open,
        }
    }
}

/// The one place where it arose; each of several is told.
fn origin(
    attempt: Option<Uuid>,
    interview: Option<Uuid>,
    network_ask: Option<Uuid>,
    event: Option<Uuid>,
) -> Result<Option<Origin>, ApiError> {
    let given = [
        (
            "/attempt_id",
            attempt.map(|id| Origin::Attempt(Id::new(id))),
        ),
        (
            "/interview_id",
            interview.map(|id| Origin::Interview(Id::new(id))),
        ),
        (
            "/network_ask_id",
            network_ask.map(|id| Origin::NetworkAsk(Id::new(id))),
        ),
        ("/event_id", event.map(|id| Origin::Event(Id::new(id)))),
    ];
    Origin::one_of(given.map(|(_, origin)| origin)).map_err(|refused| {
        let named = given.iter().filter(|(_, origin)| origin.is_some());
        let told = named.map(|(pointer, _)| FieldError::at(pointer, "exclusive", refused));
        ApiError::invalid(told.collect())
    })
}

impl CreateReferral {
    /// The referral, and the permission that it begins with.
    pub(super) fn read(self) -> Result<(Referral, referral::PermissionToName), ApiError> {
        let Self {
            referrer_id,
            contact_id,
            attempt_id,
            interview_id,
            network_ask_id,
            event_id,
            permission_to_name,
            outcome,
            note,
        } = self;
        let mut referral = Referral::new(
            Id::new(referrer_id),
            Id::new(contact_id),
            origin(attempt_id, interview_id, network_ask_id, event_id)?,
            optional_text("/note", note.as_deref())?,
        )?;
        if let Some(Word(outcome)) = outcome {
            referral.outcome = outcome;
        }
        let not_asked = referral::PermissionToName::NotAsked;
        let permission = permission_to_name.map_or(not_asked, |Word(permission)| permission);
        Ok((referral, permission))
    }
}

impl ReferralInput {
    /// The referral as it is to be, and the permission that it is to have.
    pub(super) fn change(
        self,
        mut referral: Referral,
    ) -> Result<(Referral, referral::PermissionToName), ApiError> {
        let Self {
            attempt_id,
            interview_id,
            network_ask_id,
            event_id,
            permission_to_name: Word(permission),
            outcome: Word(outcome),
            note,
        } = self;
        referral.origin = origin(attempt_id, interview_id, network_ask_id, event_id)?;
        referral.outcome = outcome;
        referral.note = optional_text("/note", note.as_deref())?;
        Ok((referral, permission))
    }
}

impl From<&Referral> for ReferralInput {
    fn from(referral: &Referral) -> Self {
        let origin = referral.origin;
        Self {
            attempt_id: origin.and_then(Origin::attempt_id).map(Id::uuid),
            interview_id: origin.and_then(Origin::interview_id).map(Id::uuid),
            network_ask_id: origin.and_then(Origin::network_ask_id).map(Id::uuid),
            event_id: origin.and_then(Origin::event_id).map(Id::uuid),
            permission_to_name: Word(referral.permission_to_name),
            outcome: Word(referral.outcome),
            note: referral.note.as_ref().map(Text::to_string),
        }
    }
}

impl CloseLoopInput {
    pub(super) fn read(self, now: DateTime<Utc>) -> Result<Closure, ApiError> {
        let note = optional_text("/note", self.note.as_deref())?;
        Ok(Closure { at: now, note })
    }
}

impl From<Stored<Referral>> for ReferralResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Referral>,
    ) -> Self {
        let ReferralInput {
            attempt_id,
            interview_id,
            network_ask_id,
            event_id,
            permission_to_name,
            outcome,
            note,
        } = ReferralInput::from(&value);
        let (loop_closed_at, loop_note) = value
            .closure
            .as_ref()
            .map_or((None, None), |Closure { at, note }| {
                (Some(*at), note.as_ref())
            });
        Self {
            id: id.uuid(),
            object: "referral",
            created_at,
            updated_at,
            referrer_id: value.referrer_id().uuid(),
            contact_id: value.contact_id().uuid(),
            attempt_id,
            interview_id,
            network_ask_id,
            event_id,
            permission_to_name,
            permission_changed_on: value.permission_changed_on,
            outcome,
            loop_closed_at,
            loop_note: loop_note.map(Text::to_string),
            note,
            referrer: None,
            contact: None,
        }
    }
}

impl From<SelfReferral> for ApiError {
    fn from(refused: SelfReferral) -> Self {
        Self::field("/contact_id", "self_referral", refused)
    }
}

impl From<LoopClosed> for ApiError {
    fn from(refused: LoopClosed) -> Self {
        let at = refused.at.to_rfc3339();
        Self::new(Code::WrongState, refused).with("loop_closed_at", at)
    }
}

crate::change::shown_as!(Referral => ReferralResponse);
