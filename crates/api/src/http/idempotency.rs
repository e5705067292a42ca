//! Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): one effect, however often a request is sent.

use actix_web::{HttpMessage, HttpRequest};
use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, TimeDelta, Utc};
use persistence::{
    Transaction,
    idempotency::{self, Answer},
    workspace::Owner,
};

use super::body::BodyDigest;
use crate::error::{ApiError, Code};

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// The key of a request and the fingerprint of what it asks.
#[derive(Clone, Debug)]
pub(super) struct Key {
    key: String,
    fingerprint: Vec<u8>,
}

impl Key {
    /// The key of a POST or PATCH that has one. Accepted with the quotes of the draft and, as most clients send it, bare.
    pub(super) fn of(request: &HttpRequest) -> Result<Option<Self>, ApiError> {
        let mut given = request.headers().get_all("idempotency-key");
        let (Some(value), None, true) = (
            given.next(),
            given.next(),
            matches!(request.method().as_str(), "POST" | "PATCH"),
        ) else {
            return if request.headers().get_all("idempotency-key").count() > 1 {
                Err(malformed())
            } else {
                Ok(None)
            };
        };
        let text = value.to_str().map_err(|_not_ascii| malformed())?;
        let key = text
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .unwrap_or(text);
        let printable = key
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\');
        if !(8..=255).contains(&key.len()) || !printable {
            return Err(malformed());
        }
        Ok(Some(Self {
            key: key.to_owned(),
            fingerprint: fingerprint(request),
        }))
    }

    /// The first answer, when there is one. Without one, this transaction holds the key until it ends.
    pub(super) async fn replay(
        &self,
        tx: &Transaction,
        owner: Owner,
        now: DateTime<Utc>,
    ) -> Result<Option<Answer>, ApiError> {
        if !idempotency::take(tx, owner, &self.key).await? {
            let detail = "The first request with this key has not been answered yet. Try again.";
            return Err(ApiError::new(Code::IdempotencyKeyInUse, detail).retry_after(1));
        }
        match idempotency::find(tx, owner, &self.key, now).await? {
            Some(first) if first.fingerprint != self.fingerprint => {
                let detail =
                    "This key was used for another request in the last 24 hours. Take a new one.";
                Err(ApiError::new(Code::IdempotencyKeyReused, detail))
            }
            first => Ok(first),
        }
    }

    /// Keeps the answer in the transaction of its effect.
    pub(super) async fn keep(
        &self,
        tx: &Transaction,
        owner: Owner,
        answer: Answer,
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let answer = Answer {
            fingerprint: self.fingerprint.clone(),
            ..answer
        };
        Ok(idempotency::insert(tx, owner, &self.key, answer, now, now + KEPT).await?)
    }
}

fn malformed() -> ApiError {
    ApiError::header(
        "Idempotency-Key",
        "must be one string of 8 to 255 printable ASCII characters without spaces",
    )
}

/// SHA-256 over method, path, query and the body in its normal form.
fn fingerprint(request: &HttpRequest) -> Vec<u8> {
    let mut context = Context::new(&SHA256);
    for part in [
        request.method().as_str(),
        request.path(),
        request.query_string(),
    ] {
        context.update(part.as_bytes());
        context.update(&[0]);
    }
    if let Some(BodyDigest(digest)) = request.extensions().get::<BodyDigest>() {
        context.update(digest);
    }
    context.finish().as_ref().to_vec()
}
