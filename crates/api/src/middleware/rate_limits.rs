//! Holds every request against the rate limits, and tells what is left.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};

use crate::{
    error::{ApiError, Code},
    state::State,
};

/// Middleware. Probes of the service's health are not counted.
pub(crate) async fn rate_limits(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if matches!(request.path(), "/livez" | "/readyz") {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let state = State::of(request.request())?;
    let verdict = state.limits.check(&request);
    let mut response = match verdict.seconds() {
        None => next.call(request).await?.map_into_boxed_body(),
        Some(seconds) => {
            let error = ApiError::new(Code::QuotaExceeded, format!("Wait {seconds} s."))
                .retry_after(seconds)
                .with("violated-policies", vec![verdict.policy()]);
            request.error_response(error).map_into_boxed_body()
        }
    };
    verdict.tell(response.headers_mut());
    Ok(response)
}
