//! Network asks on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    network_ask::{self, NetworkAsk, Purpose, Unspecific},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    error::{ApiError, FieldError},
    http::Patch,
    wire::{RecordSort, Word, optional_text, text},
};

pub(super) type NetworkAskKind = Word<network_ask::NetworkAskKind>;
pub(super) type NetworkAskState = Word<network_ask::NetworkAskState>;

/// What a person asks of their network.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "specific_ask", "role": "Speech therapist", "field": "Children", "place": "Baltimore",
    "message": "Do you know a speech therapist who works with children around Baltimore?", "asked_on": "2026-01-05"
}))]
pub(super) struct NetworkAskInput {
    kind: NetworkAskKind,
    /// The people to be led to; of an announcement, what one is available for.
    #[schema(min_length = 1, max_length = 200)]
    role: String,
    /// Their population or line of work; a specific ask needs it.
    #[schema(min_length = 1, max_length = 200)]
    field: Option<String>,
    /// Where; a specific ask needs it.
    #[schema(min_length = 1, max_length = 200)]
    place: Option<String>,
    /// The words to send.
    #[schema(min_length = 1, max_length = 5000)]
    message: Option<String>,
    /// The day on which it goes out.
    asked_on: NaiveDate,
    /// The theme that it serves.
    theme_id: Option<Uuid>,
    /// `open` when it is not given.
    state: Option<NetworkAskState>,
}

pub(super) type NetworkAskPatch = Patch<NetworkAskInput>;

/// Something asked of several people at once.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NetworkAsk, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "network_ask",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z", "kind": "specific_ask",
    "role": "Speech therapist", "field": "Children", "place": "Baltimore",
    "message": "Do you know a speech therapist who works with children around Baltimore?",
    "asked_on": "2026-01-05", "theme_id": null, "state": "open"
}))]
pub(super) struct NetworkAskResponse {
    id: Uuid,
    /// Always `network_ask`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    kind: NetworkAskKind,
    /// The people to be led to; of an announcement, what one is available for.
    #[schema(max_length = 200)]
    role: String,
    /// Their population or line of work.
    #[schema(max_length = 200)]
    field: Option<String>,
    #[schema(max_length = 200)]
    place: Option<String>,
    #[schema(max_length = 5000)]
    message: Option<String>,
    asked_on: NaiveDate,
    theme_id: Option<Uuid>,
    state: NetworkAskState,
}

/// Which asks.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListNetworkAsks {
    /// Only asks of one of these kinds.
    #[param(max_items = 2)]
    pub(super) kind: Option<Vec<NetworkAskKind>>,
    /// Only asks in one of these states.
    #[param(max_items = 2)]
    pub(super) state: Option<Vec<NetworkAskState>>,
    /// Only asks for this theme.
    pub(super) theme_id: Option<Uuid>,
    /// The order; newest first when it is not given.
    pub(super) sort: Option<RecordSort>,
}

impl From<Stored<NetworkAsk>> for NetworkAskResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<NetworkAsk>,
    ) -> Self {
        let NetworkAskInput {
            kind,
            role,
            field,
            place,
            message,
            asked_on,
            theme_id,
            state: _,
        } = NetworkAskInput::from(&value);
        Self {
            id: id.uuid(),
            object: "network_ask",
            created_at,
            updated_at,
            kind,
            role,
            field,
            place,
            message,
            asked_on,
            theme_id,
            state: Word(value.state),
        }
    }
}

impl From<&NetworkAsk> for NetworkAskInput {
    fn from(
        NetworkAsk {
            purpose,
            message,
            asked_on,
            theme_id,
            state,
        }: &NetworkAsk,
    ) -> Self {
        Self {
            kind: Word(purpose.kind()),
            role: purpose.role().to_string(),
            field: purpose.field().map(Text::to_string),
            place: purpose.place().map(Text::to_string),
            message: message.as_ref().map(Text::to_string),
            asked_on: *asked_on,
            theme_id: theme_id.map(Id::uuid),
            state: Some(Word(*state)),
        }
    }
}

impl TryFrom<NetworkAskInput> for NetworkAsk {
    type Error = ApiError;

    fn try_from(
        NetworkAskInput {
            kind: Word(kind),
            role,
            field,
            place,
            message,
            asked_on,
            theme_id,
            state,
        }: NetworkAskInput,
    ) -> Result<Self, ApiError> {
        let purpose = Purpose::new(
            kind,
            text("/role", &role)?,
            optional_text("/field", field.as_deref())?,
            optional_text("/place", place.as_deref())?,
        )?;
        Ok(Self {
            purpose,
            message: optional_text("/message", message.as_deref())?,
            asked_on,
            theme_id: theme_id.map(Id::new),
            state: state.map_or(network_ask::NetworkAskState::Open, |Word(state)| state),
        })
    }
}

impl From<Unspecific> for ApiError {
    fn from(refused: Unspecific) -> Self {
        let lacks = |member: &&str| {
            FieldError::at(&format!("/{member}"), "needed_to_be_specific", &refused)
        };
        Self::invalid(refused.missing.iter().map(lacks).collect())
    }
}

crate::change::shown_as!(NetworkAsk => NetworkAskResponse);
