//! Structured logs on standard error.

use tracing_subscriber::{EnvFilter, fmt, util::SubscriberInitExt};

use super::Failure;
use crate::config::{Config, LogFormat};

pub(super) fn start(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log.filter)?;
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log.format {
        LogFormat::Pretty => lines.finish().try_init()?,
        LogFormat::Json => lines.json().flatten_event(true).finish().try_init()?,
    }
    // Secrets are of a type that prints as [REDACTED].
    tracing::debug!(?config, "configuration");
    Ok(())
}
