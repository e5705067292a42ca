//! The parts that operations share: security scheme, error answers, headers.
#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for a member it lacks, and an object takes any"
)]

use serde_json::{Value, json};

use crate::error::Code;

/// An error answer that many operations can give.
pub(super) struct Refusal {
    /// Its name among the components.
    pub(super) name: &'static str,
    pub(super) status: &'static str,
    pub(super) description: &'static str,
    code: Code,
}

const fn refusal(
    name: &'static str,
    status: &'static str,
    description: &'static str,
    code: Code,
) -> Refusal {
    Refusal {
        name,
        status,
        description,
        code,
    }
}

pub(super) const BAD_REQUEST: Refusal = refusal(
    "BadRequest",
    "400",
    "The request is malformed: not JSON, an unknown or invalid query parameter, a malformed header or cursor",
    Code::InvalidParameter,
);
pub(super) const UNAUTHORIZED: Refusal = refusal(
    "Unauthorized",
    "401",
    "The access token is missing, expired, not ours or its session has ended",
    Code::InvalidToken,
);
pub(super) const FORBIDDEN: Refusal = refusal(
    "Forbidden",
    "403",
    "The token lacks the scope that the operation names, or an API key was sent where a person has to be signed in",
    Code::InsufficientScope,
);
pub(super) const NOT_FOUND: Refusal = refusal(
    "NotFound",
    "404",
    "There is no such resource, or it is another person's",
    Code::NotFound,
);
pub(super) const TIMEOUT: Refusal = refusal(
    "RequestTimeout",
    "408",
    "The body took too long to arrive",
    Code::RequestTimeout,
);
pub(super) const CONFLICT: Refusal = refusal(
    "Conflict",
    "409",
    "A request with this Idempotency-Key is running, or the resource was changed at the same moment",
    Code::Conflict,
);
pub(super) const PRECONDITION: Refusal = refusal(
    "PreconditionFailed",
    "412",
    "The resource is not in the revision of If-Match; nothing was changed",
    Code::PreconditionFailed,
);
pub(super) const TOO_LARGE: Refusal = refusal(
    "PayloadTooLarge",
    "413",
    "The body is larger than the limit",
    Code::PayloadTooLarge,
);
pub(super) const MEDIA_TYPE: Refusal = refusal(
    "UnsupportedMediaType",
    "415",
    "The body's media type is not accepted",
    Code::UnsupportedMediaType,
);
pub(super) const UNPROCESSABLE: Refusal = refusal(
    "UnprocessableContent",
    "422",
    "The body is JSON but does not fit: `errors` names each field. Or the Idempotency-Key belongs to another request",
    Code::InvalidBody,
);
pub(super) const TOO_MANY: Refusal = refusal(
    "TooManyRequests",
    "429",
    "Too many requests; see Retry-After",
    Code::QuotaExceeded,
);
pub(super) const INTERNAL: Refusal = refusal(
    "InternalError",
    "500",
    "The fault is ours and in our log",
    Code::InternalError,
);
pub(super) const UNAVAILABLE: Refusal = refusal(
    "ServiceUnavailable",
    "503",
    "The service or its database is busy; see Retry-After",
    Code::Unavailable,
);

const ALL: [Refusal; 13] = [
    BAD_REQUEST,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    TIMEOUT,
    CONFLICT,
    PRECONDITION,
    TOO_LARGE,
    MEDIA_TYPE,
    UNPROCESSABLE,
    TOO_MANY,
    INTERNAL,
    UNAVAILABLE,
];

/// Every shared component but the schemas.
pub(super) fn components() -> Value {
    let mut responses: serde_json::Map<_, _> = ALL
        .iter()
        .map(|refusal| (refusal.name.to_owned(), response(refusal)))
        .collect();
    responses.insert("NotModified".to_owned(), not_modified());
    json!({
        "securitySchemes": { "bearer": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "The `access_token` of POST /v1/auth/register or POST /v1/auth/sign-in: a JWT by RFC 9068, verified as RFC8725 demands. Or an API key of POST /v1/api-keys."
        } },
        "responses": responses,
        "headers": headers(),
        "parameters": parameters(),
    })
}

/// The answer to If-None-Match when the client already has the revision.
fn not_modified() -> Value {
    let mut headers = answer_headers();
    headers["ETag"] = json!({ "$ref": "#/components/headers/ETag" });
    json!({ "description": "The revision of If-None-Match is the current one", "headers": headers })
}

fn response(refusal: &Refusal) -> Value {
    let mut headers = answer_headers();
    if matches!(refusal.status, "429" | "503") {
        headers["Retry-After"] = json!({ "$ref": "#/components/headers/RetryAfter" });
    }
    if refusal.status == "401" || refusal.status == "403" {
        headers["WWW-Authenticate"] = json!({ "$ref": "#/components/headers/WWWAuthenticate" });
    }
    json!({
        "description": refusal.description,
        "headers": headers,
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "example": example(refusal.code),
        } },
    })
}

/// A problem as it would look.
pub(super) fn example(code: Code) -> Value {
    let id = "019b76da-a800-7000-8000-000000000001";
    json!({
        "type": code.uri("https://rapport.example"), "title": code.title(), "status": code.status().as_u16(),
        "detail": "What happened this time, in words.", "instance": format!("/requests/{id}"),
        "code": code.word(), "request_id": id,
    })
}

/// The headers of every answer.
pub(super) fn answer_headers() -> Value {
    json!({
        "X-Request-Id": { "$ref": "#/components/headers/RequestId" },
        "RateLimit-Policy": { "$ref": "#/components/headers/RateLimitPolicy" },
        "RateLimit": { "$ref": "#/components/headers/RateLimit" },
    })
}

fn headers() -> Value {
    let text = |description: &str, example: &str| json!({ "description": description, "schema": { "type": "string", "maxLength": 4000 }, "example": example });
    json!({
        "RequestId": text("Names this request in our log.", "019b76da-a800-7000-8000-000000000001"),
        "RateLimitPolicy": text("The quota: q requests in w seconds.", "\"default\";q=600;w=60"),
        "RateLimit": text("What is left of it, and in how many seconds it is whole again.", "\"default\";r=599;t=1"),
        "RetryAfter": {
            "description": "Seconds to wait.", "schema": { "type": "integer", "format": "int32", "minimum": 1, "maximum": 86400 }, "example": 1
        },
        "WWWAuthenticate": text("How to authenticate (RFC 6750).", "Bearer realm=\"rapport\", error=\"invalid_token\""),
        "ETag": text("The revision, for If-Match and If-None-Match.", "\"019b76daa80070008000000000000007-1\""),
        "Location": text("Where the new resource is.", "/v1/themes/019b76da-a800-7000-8000-000000000007"),
        "Link": text("The first page and the next (RFC 8288).", "</v1/themes>; rel=\"first\""),
        "ContentDisposition": text("The name under which to save the file (RFC 6266).", "attachment; filename=\"Resume.pdf\"; filename*=UTF-8''Resume.pdf"),
        "ContentDigest": text("SHA-256 of the file (RFC 9530).", "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:"),
        "IdempotencyReplayed": text("`true` when this is the first answer once more.", "true"),
    })
}

fn parameters() -> Value {
    let header = |name: &str, description: &str, pattern: &str| {
        json!({
            "name": name, "in": "header", "required": false, "description": description,
            "schema": { "type": "string", "minLength": 1, "maxLength": 4000, "pattern": pattern },
        })
    };
    let tags = r#"^(\*|(W/)?"[!#-~]*"([ \t]*,[ \t]*(W/)?"[!#-~]*")*)$"#;
    json!({
        "IfMatch": header("If-Match", "Act only on this revision; else 412.", tags),
        "IfNoneMatch": header("If-None-Match", "Answer 304 when this is still the revision.", tags),
        "CreateOnly": header("If-None-Match", "Write only when this is not the revision; `*`: only create. Else 412.", tags),
        "Slug": header(
            "Slug",
            "The id that the new resource is to have, a UUIDv7 that the client made while it was offline (RFC 5023, section \
             9.7). One that is taken is answered 409 `id_taken`.",
            "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-7[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$",
        ),
        "IdempotencyKey": header(
            "Idempotency-Key",
            "One effect however often the request is sent. Kept for 24 hours.",
            r#"^("[!#-\[\]-~]{8,255}"|[!#-\[\]-~]{8,255})$"#,
        ),
    })
}

/// Adds the members of one object to another's, at any depth.
pub(super) fn merge(target: &mut Value, addition: Value) {
    match (target, addition) {
        (Value::Object(target), Value::Object(addition)) => {
            for (name, value) in addition {
                merge(target.entry(name).or_insert(Value::Null), value);
            }
        }
        (target, addition) => *target = addition,
    }
}
