//! Whether the process lives, and whether it should be sent requests.

use std::{
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
    time::Duration,
};

use actix_web::{get, http::header};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::{ApiError, Code},
    http::{Answer, Read},
};

/// How long a yes of the database is believed.
const BELIEVED_MS: i64 = 1000;

/// What `/readyz` knows.
#[derive(Debug, Default)]
pub(crate) struct Readiness {
    draining: AtomicBool,
    ready_at_ms: AtomicI64,
}

impl Readiness {
    /// From now on the answer is no: the service is about to stop.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
    }
}

/// The state of the service.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Health, example = json!({"status": "ok"}))]
struct HealthResponse {
    /// Always `ok`; anything else is an error answer.
    #[schema(max_length = 10)]
    status: &'static str,
}

/// Tell whether the process lives
///
/// Never asks the database: an outage there must not restart every instance.
#[utoipa::path(operation_id = "check_liveness", tag = "service", security(()),
    responses((status = 200, description = "It lives", body = HealthResponse)))]
#[get("/livez")]
async fn check_liveness() -> Result<Answer<HealthResponse>, ApiError> {
    Ok(answer())
}

/// Tell whether the service is ready for requests
///
/// Ready means: the database answers within a second, its schema is this program's, and no shutdown has begun.
#[utoipa::path(operation_id = "check_readiness", tag = "service", security(()),
    responses((status = 200, description = "It is ready", body = HealthResponse)))]
#[get("/readyz")]
async fn check_readiness(read: Read) -> Result<Answer<HealthResponse>, ApiError> {
    let Readiness {
        draining,
        ready_at_ms,
    } = &read.state.readiness;
    let refuse = |why: &str| Err(ApiError::new(Code::Unavailable, why));
    if draining.load(Ordering::SeqCst) {
        return refuse("It is shutting down.");
    }
    let now = read.now().timestamp_millis();
    if now - ready_at_ms.load(Ordering::SeqCst) < BELIEVED_MS {
        return Ok(answer());
    }
    match tokio::time::timeout(Duration::from_secs(1), read.db().is_ready()).await {
        Ok(Ok(true)) => {
            ready_at_ms.store(now, Ordering::SeqCst);
            Ok(answer())
        }
        Ok(Ok(false)) => refuse("The database's schema is not this program's."),
        _ => refuse("The database does not answer."),
    }
}

fn answer() -> Answer<HealthResponse> {
    let answer = Answer::ok(&HealthResponse { status: "ok" });
    answer.with_header(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    )
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(check_liveness).service(check_readiness);
}
