//! Which part of an agenda is wanted, and from which moment it is looked at.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    agenda::{self, Cadence, Today},
};
use persistence::{account, agenda::Criteria};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::{AgendaKind, Bucket};
use crate::{
    error::ApiError,
    http::{Caller, Read, caller::ReadAgenda},
    methodology::chosen_policy,
    wire::Word,
};

pub(crate) type HiddenItems = Word<agenda::Hidden>;

/// Which part of the agenda.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Narrowing {
    /// Only items in one of these buckets.
    #[param(max_items = 6)]
    bucket: Option<Vec<Bucket>>,
    /// Only items of one of these kinds.
    #[param(max_items = 9)]
    kind: Option<Vec<AgendaKind>>,
    /// Only what concerns this contact.
    contact_id: Option<Uuid>,
    /// Only what concerns a contact who works for this organization.
    organization_id: Option<Uuid>,
    /// Only the outreach and the interviews about this theme, and what else concerns a contact who was asked about it.
    theme_id: Option<Uuid>,
    /// The horizon: only items whose window opens before this moment.
    until: Option<DateTime<Utc>>,
    /// Also what was put off, or dismissed.
    #[param(max_items = 2)]
    include: Option<Vec<HiddenItems>>,
}

impl Narrowing {
    pub(super) fn criteria(self, today: Today, cadence: Cadence) -> Criteria {
        let Self {
            bucket,
            kind,
            contact_id,
            organization_id,
            theme_id,
            until,
            include,
        } = self;
        Criteria {
            buckets: Word::list(bucket),
            kinds: Word::list(kind),
            contact_id: contact_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            theme_id: theme_id.map(Id::new),
            include: Word::list(include),
            cadence: Some(cadence),
            opens_before: until,
            ..Criteria::all(today, 0)
        }
    }
}

/// Now, in the caller's own zone.
async fn today(read: &Read, caller: &Caller<ReadAgenda>) -> Result<Today, ApiError> {
    let account = account::find(read.db(), caller.owner).await?;
    // Gone since the token was checked.
    let account = account.ok_or_else(ApiError::not_found)?;
    Ok(Today {
        now: read.now(),
        zone: account.value.time_zone,
    })
}

/// What is wanted, as the caller's day and methodology have it.
pub(super) async fn criteria(
    read: &Read,
    caller: &Caller<ReadAgenda>,
    wanted: Narrowing,
) -> Result<Criteria, ApiError> {
    let today = today(read, caller).await?;
    let policy = chosen_policy(read.db(), caller.owner).await?;
    Ok(wanted.criteria(today, Cadence::from(&policy.after.update_cadence_days)))
}
