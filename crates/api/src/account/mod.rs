//! Accounts over HTTP: the caller's own account, and what registration, sign-in and sessions share.

mod auth;
mod close;
mod grant;
mod keys;
mod password;
mod proof;
mod refresh;
mod reset;
mod session;
mod verification;

use actix_web::{get, patch};
use chrono::{DateTime, Utc};
use domain::{
    Stored, Zone,
    account::{Account, Email},
    text::Name,
};
use persistence::account;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::grant::answer;
use crate::{
    error::{ApiError, Code},
    http::{
        Answer, Body, Caller, Read, Reply, Write,
        caller::{ReadAccount, WriteAccount},
        etag,
    },
    notification::settle,
    wire::{text, zone},
};

/// Somebody who uses Rapport.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Account, example = json!({
    "id": "019b76da-a800-7000-8000-000000000001", "object": "account",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "email": "ada@example.org", "email_verified_at": "2026-01-05T09:02:00Z",
    "display_name": "Ada Lovelace", "time_zone": "Europe/London"
}))]
struct AccountResponse {
    id: Uuid,
    /// Always `account`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 254)]
    email: String,
    /// When it was first proven that mail to the address reaches its owner; null until then.
    email_verified_at: Option<DateTime<Utc>>,
    #[schema(max_length = 200)]
    display_name: String,
    /// A time zone of the IANA database; deadlines such as the end of the next day are counted in it.
    #[schema(max_length = 64)]
    time_zone: String,
}

impl From<Stored<Account>> for AccountResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Account>,
    ) -> Self {
        let Account {
            email,
            display_name,
            time_zone,
            email_verified_at,
        } = value;
        Self {
            id: id.uuid(),
            object: "account",
            created_at,
            updated_at,
            email: email.as_str().to_owned(),
            email_verified_at,
            display_name: display_name.into_string(),
            time_zone: time_zone.name().to_owned(),
        }
    }
}

/// A JSON Merge Patch (RFC 7396): members not named stay.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "time_zone": "America/New_York" }))]
struct AccountPatch {
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    display_name: Option<String>,
    /// A time zone of the IANA database.
    #[schema(nullable = false, min_length = 1, max_length = 64)]
    time_zone: Option<String>,
}

impl AccountPatch {
    fn apply(self, current: Account) -> Result<Account, ApiError> {
        let Self {
            display_name,
            time_zone,
        } = self;
        let display_name = display_name.map(|name| self::display_name(&name));
        let time_zone = time_zone.map(|name| self::time_zone(&name));
        Ok(Account {
            display_name: display_name.transpose()?.unwrap_or(current.display_name),
            time_zone: time_zone.transpose()?.unwrap_or(current.time_zone),
            ..current
        })
    }
}

fn email(given: &str) -> Result<Email, ApiError> {
    Email::parse(given).map_err(|invalid| ApiError::field("/email", "format", invalid))
}

fn display_name(given: &str) -> Result<Name, ApiError> {
    text("/display_name", given)
}

fn time_zone(given: &str) -> Result<Zone, ApiError> {
    zone("/time_zone", given)
}

/// Find your account
#[utoipa::path(operation_id = "find_account", tag = "account", security(("bearer" = ["account:read"])),
    responses((status = 200, description = "The caller's account", body = AccountResponse)))]
#[get("/account")]
async fn find_account(
    caller: Caller<ReadAccount>,
    read: Read,
) -> Result<Answer<AccountResponse>, ApiError> {
    let found = account::find(read.db(), caller.owner).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Change your account
///
/// The address cannot be changed yet; the password has an operation of its own.
#[utoipa::path(operation_id = "update_account", tag = "account", security(("bearer" = ["account:write"])),
    request_body(content = AccountPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The account as it now is", body = AccountResponse)))]
#[patch("/account")]
async fn update_account(
    caller: Caller<WriteAccount>,
    write: Write,
    patch: Body<AccountPatch>,
) -> Result<Answer<AccountResponse>, ApiError> {
    write
        .run(caller.owner, async |tx| {
            let current = account::find_for_update(tx, caller.owner).await?;
            let current = current.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&current))?;
            let next = patch.0.apply(current.value.clone())?;
            let is_elsewhere = next.time_zone != current.value.time_zone;
            let saved = account::update(tx, current.with(next), write.now()).await?;
            if is_elsewhere {
                settle(tx, caller.owner, write.now()).await?;
            }
            Ok(Reply::ok(saved.ok_or_else(changed_meanwhile)?))
        })
        .await
}

fn changed_meanwhile() -> ApiError {
    let detail = "The account was changed at the same moment. Try again.";
    ApiError::new(Code::Conflict, detail)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    auth::routes(config);
    config.service(find_account).service(update_account);
    password::routes(config);
    close::routes(config);
    verification::routes(config);
    reset::routes(config);
    session::routes(config);
}

/// What stands outside `/v1`, for everybody.
pub(crate) fn public_routes(config: &mut ServiceConfig<'_>) {
    keys::routes(config);
}
