//! Structured logs on standard error, and traces where they are asked for.

use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{FilterExt, filter_fn},
    fmt,
    layer::SubscriberExt,
    registry,
    util::SubscriberInitExt,
};

use super::{Failure, traces::Sender};
use crate::config::{Config, LogFormat};

/// What it returns is to be kept as long as anything is told.
pub(super) fn start(config: &Config) -> Result<Option<Sender>, Failure> {
    let sender = Sender::new(&config.traces)?;
    let filter = EnvFilter::try_new(&config.log.filter)?;
    // Spans are for traces; a line says by itself what it has to say.
    let filter = filter.and(filter_fn(|told| told.target() != persistence::TRACE));
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = match config.log.format {
        LogFormat::Pretty => lines.with_filter(filter).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_filter(filter).boxed(),
    };
    registry()
        .with(lines)
        .with(sender.as_ref().map(Sender::layer))
        .try_init()?;
    // Secrets are of a type that prints as [REDACTED].
    tracing::debug!(?config, "configuration");
    Ok(sender)
}
