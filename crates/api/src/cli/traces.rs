//! Traces, sent to a collector by OTLP, see docs/adr/0028-traces.md.

use opentelemetry::{KeyValue, trace::TracerProvider as _};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use tracing::{Subscriber, warn};
use tracing_subscriber::{Layer, filter::filter_fn, registry::LookupSpan};

use super::Failure;
use crate::config::Traces;

/// Sends what is left when it is dropped.
#[derive(Debug)]
pub(super) struct Sender(SdkTracerProvider);

impl Sender {
    /// `None`: no collector is configured.
    ///
    /// # Errors
    /// The collector's address is not one.
    pub(super) fn new(config: &Traces) -> Result<Option<Self>, Failure> {
        if config.endpoint.is_empty() {
            return Ok(None);
        }
        // By a thread of its own, for no request may wait for the collector.
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(&config.endpoint)
            .build()?;
        let sampler = Sampler::TraceIdRatioBased(config.ratio);
        let resource = Resource::builder()
            .with_service_name("rapport")
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(Sampler::ParentBased(Box::new(sampler)))
            .with_resource(resource.build())
            .build();
        Ok(Some(Self(provider)))
    }

    /// Hears of our own spans and of nothing else.
    pub(super) fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> impl Layer<S> + use<S> {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("rapport"))
            .with_target(false)
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(filter_fn(|told| told.target() == persistence::TRACE))
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            warn!(%error, "the last traces were not sent");
        }
    }
}
