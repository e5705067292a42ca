//! The outermost layer: names each request, bounds its time, survives its panic, renders its problem, logs one line.

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use actix_web::{
    Error, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use futures_util::FutureExt;
use tokio::sync::SemaphorePermit;
use tracing::{error, info, warn};

use super::headers;
use crate::{
    error::{ApiError, Code, Rendered},
    state::State,
};

/// The limit may have struck during the commit.
const MAYBE_DONE: &str =
    "It may have been done all the same: read it, or repeat it with the same Idempotency-Key.";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Middleware. Inner layers answer rather than fail; what fails all the same (a panic, the time limit) has lost its
/// request and leaves as an error that carries the finished response.
pub(crate) async fn context(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = State::of(request.request())?;
    let id = request_id(&request, &state);
    let is_docs = request.path().starts_with("/docs");
    let (line, started) = (Line::of(&request), Instant::now());
    let _active = state.metrics.begin();

    let patience = patience(&request, &state);
    let outcome = match place(&request, &state).await {
        Err(busy) => Err(busy.error_response()),
        Ok(_place) => {
            let guarded = AssertUnwindSafe(next.call(request)).catch_unwind();
            match tokio::time::timeout(patience, guarded).await {
                Ok(Ok(Ok(response))) => Ok(response.map_into_boxed_body()),
                Ok(Ok(Err(error))) => Err(error.error_response()),
                Ok(Err(panic)) => Err(ApiError::internal(describe(&*panic)).error_response()),
                Err(_elapsed) => Err(ApiError::new(Code::Timeout, MAYBE_DONE).error_response()),
            }
        }
    };
    let finish = |response: &mut HttpResponse| {
        let cause = render(response, &state, &id);
        headers::secure(response, is_docs);
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        let (status, took) = (response.status().as_u16(), started.elapsed());
        state
            .metrics
            .answered(&line.method, &line.route, status, took);
        line.log(&id, status, took, cause.as_deref());
    };
    match outcome {
        Ok(mut response) => {
            finish(response.response_mut());
            Ok(response)
        }
        Err(mut response) => {
            finish(&mut response);
            Err(InternalError::from_response("answered", response).into())
        }
    }
}

/// A place among the requests at work. A request waits for a connection twice, to know who asks and to answer: of too many
/// at work, those who are refused the second time took what others could have used. What hashes passwords waits on its own.
async fn place<'a>(
    request: &ServiceRequest,
    state: &'a State,
) -> Result<Option<SemaphorePermit<'a>>, ApiError> {
    if !request.path().starts_with("/v1/") || request.path().starts_with("/v1/auth/") {
        return Ok(None);
    }
    let patience = Duration::from_millis(state.config.database.acquire_timeout_ms);
    match tokio::time::timeout(patience, state.places.acquire()).await {
        Ok(Ok(place)) => Ok(Some(place)),
        _ => Err(ApiError::new(Code::Busy, "Too many others ask. Try again.")),
    }
}

/// How long the request may take: a file takes longer to arrive than anything else.
fn patience(request: &ServiceRequest, state: &State) -> Duration {
    let limits = &state.config.limits;
    let pattern = request.match_pattern();
    let methods = pattern.and_then(|pattern| state.contract.methods(&pattern));
    let operation = methods.and_then(|methods| methods.get(request.method().as_str()));
    Duration::from_secs(match operation {
        Some(operation) if operation.is_upload() => limits.upload_seconds,
        _ => limits.request_seconds,
    })
}

/// The client's own name for the request when it is a sane one, else a new one.
fn request_id(request: &ServiceRequest, state: &State) -> String {
    let given = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|given| {
            (8..=128).contains(&given.len())
                && given
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        });
    given.map_or_else(|| state.ids.uuid().to_string(), str::to_owned)
}

fn describe(panic: &(dyn std::any::Any + Send)) -> String {
    let message = panic.downcast_ref::<&str>().copied();
    message
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic")
        .to_owned()
}

/// Gives every error its problem document, also those of the framework. Returns what only the log may know.
fn render(response: &mut HttpResponse, state: &State, request_id: &str) -> Option<String> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let own = response.extensions().get::<Rendered>().cloned();
    let error = own.map_or_else(
        || {
            let code = Code::of(status);
            ApiError::new(code, code.title())
        },
        |rendered| rendered.error,
    );
    let problem = error.problem(&state.base_url, request_id);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut rendered = HttpResponse::build(status);
    rendered.content_type("application/problem+json");
    let mut rendered = rendered.body(body);
    for (name, value) in response
        .headers()
        .iter()
        .filter(|(name, _)| !["content-type", "content-length"].contains(&name.as_str()))
    {
        rendered.headers_mut().insert(name.clone(), value.clone());
    }
    *response = rendered;
    error.cause().map(str::to_owned)
}

/// What the log says of a request: never a path's ids, a query, a body, an address or a token.
struct Line {
    method: String,
    route: String,
    trace: Option<String>,
}

impl Line {
    fn of(request: &ServiceRequest) -> Self {
        let trace = request
            .headers()
            .get("traceparent")
            .and_then(|value| value.to_str().ok());
        // W3C Trace Context: version-traceid-parentid-flags.
        let trace = trace
            .and_then(|value| value.split('-').nth(1))
            .filter(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        Self {
            method: request.method().to_string(),
            route: request
                .match_pattern()
                .unwrap_or_else(|| "unmatched".to_owned()),
            trace: trace.map(str::to_owned),
        }
    }

    fn log(&self, request_id: &str, status: u16, elapsed: Duration, cause: Option<&str>) {
        let Self {
            method,
            route,
            trace,
        } = self;
        let duration_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
        match (status, cause) {
            (500.., Some(cause)) if status != 503 => {
                error!(
                    request_id,
                    method, route, status, duration_us, trace, cause, "request failed"
                );
            }
            (500.., cause) => warn!(
                request_id,
                method, route, status, duration_us, trace, cause, "request refused"
            ),
            _ => info!(
                request_id,
                method, route, status, duration_us, trace, "request answered"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{
        App,
        body::to_bytes,
        middleware::from_fn,
        test::{TestRequest, init_service, try_call_service},
        web::{Data, to},
    };
    use persistence::Database;

    use super::*;
    use crate::{auth::KeyRing, clock::Clock, config::Config, document::document, ids::Ids};

    async fn panics() -> HttpResponse {
        panic!("a secret")
    }

    #[actix_web::test]
    async fn a_panic_is_answered_with_a_problem_that_tells_nothing() {
        let mut config = Config::defaults().unwrap();
        config.passwords.memory_kib = 8;
        config.secrets.key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=".into();
        config.tokens.signing_keys = vec![KeyRing::generate().unwrap()];
        let options = config.database.options();
        let db = Database::connect("postgres://nobody@localhost/nothing", &options).unwrap();
        let state = State::new(document(), config, db, Clock::System, Ids::counted()).unwrap();
        let app = App::new()
            .app_data(Data::new(state))
            .default_service(to(panics))
            .wrap(from_fn(context));
        let app = init_service(app).await;
        let request = TestRequest::get().to_request();
        let error = try_call_service(&app, request).await.unwrap_err();
        let response = error.error_response();
        assert_eq!(response.status(), 500);
        let headers = response.headers();
        assert_eq!(
            headers.get("content-type").unwrap(),
            "application/problem+json"
        );
        assert_eq!(headers.get("x-content-type-options").unwrap(), "nosniff");
        assert!(headers.contains_key("x-request-id"));
        let body = to_bytes(response.into_body()).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(text.contains("\"code\":\"internal_error\""), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}
