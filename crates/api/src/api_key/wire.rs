//! API keys on the wire.

use chrono::{DateTime, Utc};
use domain::{Stored, api_key::ApiKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::ApiKeySecret;

/// A key for an integration.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Career center's dashboard", "scope": "contacts:read interviews:read", "expires_at": "2026-12-31T00:00:00Z"
}))]
pub(super) struct ApiKeyInput {
    /// What you recognize it by.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) name: String,
    /// What it may do, separated by spaces: of what your own token may do, all but `account:read` and `account:write`.
    #[schema(min_length = 1, max_length = 1000)]
    pub(super) scope: String,
    /// Until when it is good: in the future, and within 366 days.
    pub(super) expires_at: DateTime<Utc>,
}

/// A key that an integration sends in place of an access token.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ApiKey, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "api_key",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Career center's dashboard", "prefix": "rap_3f9a2c1e", "scope": "contacts:read interviews:read",
    "expires_at": "2026-12-31T00:00:00Z", "last_used_at": null
}))]
pub(super) struct ApiKeyResponse {
    id: Uuid,
    /// Always `api_key`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    /// What the key begins with.
    #[schema(max_length = 50)]
    prefix: String,
    /// What it may do, separated by spaces.
    #[schema(max_length = 1000)]
    scope: String,
    /// It is good for nothing from then on.
    expires_at: DateTime<Utc>,
    /// When it was last used, noted at most once a minute; null until it is.
    last_used_at: Option<DateTime<Utc>>,
}

impl From<Stored<ApiKey>> for ApiKeyResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<ApiKey>,
    ) -> Self {
        let ApiKey {
            name,
            prefix,
            scope,
            expires_at,
            last_used_at,
        } = value;
        Self {
            id: id.uuid(),
            object: "api_key",
            created_at,
            updated_at,
            name: name.into_string(),
            prefix: ApiKeySecret::shown(&prefix),
            scope,
            expires_at,
            last_used_at,
        }
    }
}

/// A new key, which is told this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NewApiKey, example = json!({
    "api_key": {
        "id": "019b76da-a800-7000-8000-000000000007", "object": "api_key",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "name": "Career center's dashboard", "prefix": "rap_3f9a2c1e", "scope": "contacts:read interviews:read",
        "expires_at": "2026-12-31T00:00:00Z", "last_used_at": null
    },
    "key": "rap_3f9a2c1e_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"
}))]
pub(super) struct NewApiKeyResponse {
    pub(super) api_key: ApiKeyResponse,
    /// Send it as `Authorization: Bearer`, and keep it to yourself.
    #[schema(max_length = 100)]
    pub(super) key: String,
}
