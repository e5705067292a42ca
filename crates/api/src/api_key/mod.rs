//! API keys over HTTP: made, listed, revoked. Where they are accepted is the matter of `Caller`.

mod wire;

use actix_web::{
    delete, get,
    http::{
        StatusCode,
        header::{HeaderValue, LOCATION},
    },
    post,
    web::Path,
};
use domain::{
    Id,
    api_key::{ApiKey, InvalidExpiry, MAX_KEYS, expiry},
};
use persistence::{SortBy, api_key, workspace};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{ApiKeyInput, ApiKeyResponse, NewApiKeyResponse};
use crate::{
    account::answer,
    auth::{ApiKeySecret, Scopes},
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadAccount, WriteAccount},
        etag,
    },
    wire::{instant, text},
};

/// Make an API key
///
/// For a program that works in your name: it sends the key as `Authorization: Bearer`, wherever an access token is taken
/// but for operations on the account, its sessions, feeds and keys, which need a person who is signed in. It may do no
/// more than the token that makes it. Its rate limit is its own. It goes on when you sign out or change your password,
/// until it expires or you revoke it. Takes no Idempotency-Key: the answer holds a secret. When an answer is lost, revoke
/// the key and make another. There can be twenty.
#[utoipa::path(operation_id = "create_api_key", tag = "api-keys", security(("bearer" = ["account:write"])),
    request_body = ApiKeyInput,
    responses(
        (status = 201, description = "The key", body = NewApiKeyResponse),
        (status = 409, description = "`limit_reached`: there are twenty keys", body = Problem),
    ))]
#[post("/api-keys")]
async fn create_api_key(
    caller: Caller<WriteAccount>,
    write: Write,
    body: Body<ApiKeyInput>,
) -> Result<Answer<NewApiKeyResponse>, ApiError> {
    let secret = ApiKeySecret::generate()?;
    let (owner, now) = (caller.owner, write.now());
    let expires_at = instant("/expires_at", body.0.expires_at)?;
    let key = ApiKey {
        name: text("/name", &body.0.name)?,
        prefix: secret.prefix.clone(),
        scope: scopes(&caller, &body.0.scope)?.to_string(),
        expires_at: expiry(expires_at, now).map_err(too_long)?,
        last_used_at: None,
    };
    let (id, tx) = (write.next_id(), write.state().db.begin().await?);
    workspace::lock(&tx, owner).await?;
    if api_key::count(&tx, owner).await? >= MAX_KEYS {
        let detail = format!("There can be {MAX_KEYS} keys. Revoke one first.");
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    let stored = api_key::insert(&tx, owner, id, key, &secret.secret.hash(), now).await?;
    tx.commit().await?;
    let location = HeaderValue::from_str(&format!("/v1/api-keys/{id}"));
    let made = NewApiKeyResponse {
        api_key: stored.into(),
        key: secret.reveal(),
    };
    let answer = answer(StatusCode::CREATED, &made);
    Ok(answer.with_header(LOCATION, location.map_err(ApiError::internal)?))
}

/// Of what the caller may do, what a program may.
fn scopes<P>(caller: &Caller<P>, wanted: &str) -> Result<Scopes, ApiError> {
    let refuse = |code, detail: String| Err(ApiError::field("/scope", code, detail));
    let scopes = match Scopes::parse(wanted) {
        Err(unknown) => return refuse("unknown_scope", unknown.to_string()),
        Ok(none) if none.is_empty() => return refuse("empty", "must name a scope".to_owned()),
        Ok(scopes) => scopes,
    };
    for scope in scopes.iter() {
        if scope.needs_session() {
            return refuse(
                "not_for_keys",
                format!("{scope} needs a person who is signed in"),
            );
        }
        caller.require(scope)?;
    }
    Ok(scopes)
}

fn too_long(refused: InvalidExpiry) -> ApiError {
    let code = match refused {
        InvalidExpiry::Past => "in_the_past",
        InvalidExpiry::TooFar => "too_late",
    };
    ApiError::field("/expires_at", code, refused)
}

/// List your API keys
///
/// Newest first, also those that have expired, without their secrets.
#[utoipa::path(operation_id = "list_api_keys", tag = "api-keys", security(("bearer" = ["account:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the caller's keys", body = Page<ApiKeyResponse>)))]
#[get("/api-keys")]
async fn list_api_keys(
    caller: Caller<ReadAccount>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ApiKeyResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let listing = paging.listing(SortBy::CreatedAt, true)?;
    let rows = api_key::list(read.db(), caller.owner, listing).await?;
    let (rows, last) = paging.cut_at(rows, |row| (api_key::sort_key(row), row.id.uuid()));
    paging.answer(rows.into_iter().map(Into::into).collect(), last)
}

/// Find an API key
///
/// Without its secret, which is told once.
#[utoipa::path(operation_id = "find_api_key", tag = "api-keys", security(("bearer" = ["account:read"])),
    responses((status = 200, description = "The key", body = ApiKeyResponse)))]
#[get("/api-keys/{id}")]
async fn find_api_key(
    caller: Caller<ReadAccount>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ApiKeyResponse>, ApiError> {
    let found = api_key::find(read.db(), caller.owner, Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Revoke an API key
///
/// At once: the next request with it is refused.
#[utoipa::path(operation_id = "revoke_api_key", tag = "api-keys", security(("bearer" = ["account:write"])),
    responses((status = 204, description = "It is revoked")))]
#[delete("/api-keys/{id}")]
async fn revoke_api_key(
    caller: Caller<WriteAccount>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let found = api_key::find(tx, owner, Id::new(*id)).await?;
            let found = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&found))?;
            api_key::delete(tx, owner, found.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_api_key)
        .service(list_api_keys)
        .service(find_api_key)
        .service(revoke_api_key);
}
