//! Whether the process lives, and whether it should be sent requests.

use std::time::Duration;

use actix_web::{get, http::header};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::{ApiError, Code},
    http::{Answer, Read},
};

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
    let readiness = &read.state.readiness;
    let refuse = |why: &str| Err(ApiError::new(Code::Unavailable, why));
    if readiness.is_draining() {
        return refuse("It is shutting down.");
    }
    if readiness.was_confirmed(read.now()) {
        return Ok(answer());
    }
    match tokio::time::timeout(Duration::from_secs(1), read.db().is_ready()).await {
        Ok(Ok(true)) => {
            readiness.confirm(read.now());
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
