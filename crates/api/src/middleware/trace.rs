//! The span of a request, in the trace of whoever called.

use actix_web::{
    dev::ServiceRequest,
    http::header::{HeaderMap, HeaderName},
};
use opentelemetry::propagation::{Extractor, TextMapPropagator as _};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use persistence::TRACE;
use tracing::{Span, field::Empty, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// Says what the log's line says, by OpenTelemetry's names. Costs nothing where nobody asks for traces.
pub(super) fn span(request: &ServiceRequest, route: &str, id: &str) -> Span {
    let span = info_span!(
        target: TRACE, "request", otel.name = Empty, otel.kind = "server", otel.status_code = Empty,
        http.request.method = Empty, http.route = route, http.response.status_code = Empty, rapport.request_id = id
    );
    if !span.is_disabled() {
        let method = request.method().as_str();
        span.record("otel.name", format_args!("{method} {route}"));
        span.record("http.request.method", method);
        let parent = TraceContextPropagator::new().extract(&Headers(request.headers()));
        // Only a span that was begun cannot be given one.
        span.set_parent(parent).ok();
    }
    span
}

/// How it ended.
pub(super) fn end(span: &Span, status: u16) {
    // Other integers become texts on their way.
    span.record("http.response.status_code", i64::from(status));
    if status >= 500 {
        span.record("otel.status_code", "ERROR");
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}
