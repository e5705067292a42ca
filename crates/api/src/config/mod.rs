//! Configuration: one loader, from the embedded defaults, an optional file and the environment, checked at the start.

mod sections;

use std::path::PathBuf;

use config::{Config as Sources, ConfigError, Environment, File, FileFormat};
pub use secrecy::SecretString;
use serde::Deserialize;

pub use sections::*;

/// The commented defaults, which are also the manual of every setting.
pub const DEFAULTS: &str = include_str!("default.toml");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Development,
    Production,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub mode: Mode,
    pub server: Server,
    pub database: Database,
    pub limits: Limits,
    pub rate: Rate,
    pub cors: Cors,
    pub tokens: Tokens,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub worker: Worker,
    pub mail: Mail,
    pub webhooks: Webhooks,
    pub secrets: Secrets,
    pub development: Development,
    pub metrics: Metrics,
    pub traces: Traces,
    pub log: Log,
}

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    #[error("configuration: {0}")]
    Unreadable(#[from] ConfigError),
    #[error("configuration: {setting} {problem}")]
    Setting {
        setting: &'static str,
        problem: String,
    },
}

impl Config {
    /// Reads the defaults, then `file`, then the environment (`RAPPORT__SERVER__PORT`, `DATABASE_URL`), each over the last.
    ///
    /// # Errors
    /// An unknown setting, a value that does not fit, or one that production demands and nobody gave.
    pub fn load(file: Option<PathBuf>) -> Result<Self, Invalid> {
        let environment = Environment::with_prefix("RAPPORT")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("cors.origins")
            .with_list_parse_key("tokens.signing_keys");
        let mut sources = Sources::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(file) = file {
            sources = sources.add_source(File::from(file).format(FileFormat::Toml));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where configuration is read"
        )]
        let url = std::env::var("DATABASE_URL").ok();
        let config: Self = sources
            .add_source(environment)
            .set_override_option("database.url", url)?
            .build()?
            .try_deserialize()?;
        config.check()?;
        Ok(config)
    }

    /// The defaults alone, as tests start from.
    ///
    /// # Errors
    /// The embedded defaults are broken.
    pub fn defaults() -> Result<Self, Invalid> {
        let sources = Sources::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        Ok(sources.build()?.try_deserialize()?)
    }

    fn check(&self) -> Result<(), Invalid> {
        use secrecy::ExposeSecret;
        let refuse = |setting, problem: &str| {
            Err(Invalid::Setting {
                setting,
                problem: problem.to_owned(),
            })
        };
        if !(1..=15).contains(&self.tokens.access_minutes) {
            return refuse("tokens.access_minutes", "must be 1 to 15");
        }
        if self.rate.requests == 0
            || self.rate.sign_in_requests == 0
            || self.rate.window_seconds == 0
        {
            return refuse(
                "rate",
                "must allow at least one request in at least one second",
            );
        }
        if self.worker.parallel == 0 || self.worker.lease_seconds < 4 {
            return refuse(
                "worker",
                "must do at least one job at a time, with a lease of at least 4 seconds",
            );
        }
        if self.cors.origins.iter().any(|origin| origin == "*") {
            return refuse("cors.origins", "must name origins; \"*\" is not accepted");
        }
        if self.mail.delivery == MailDelivery::Smtp
            && (self.mail.url.expose_secret().is_empty() || self.mail.from.is_empty())
        {
            return refuse("mail", "must have a url and a sender to send by SMTP");
        }
        if self.webhooks.parallel == 0 || !(1..=60).contains(&self.webhooks.timeout_seconds) {
            return refuse(
                "webhooks",
                "must deliver to at least one endpoint at a time, and wait 1 to 60 seconds for an answer",
            );
        }
        if self.mode == Mode::Production {
            if self.webhooks.allow_loopback {
                return refuse("webhooks.allow_loopback", "is for development");
            }
            if self.database.url.expose_secret().is_empty() {
                return refuse("database.url", "is missing: set DATABASE_URL");
            }
            if self.secrets.key.expose_secret().is_empty() {
                return refuse(
                    "secrets.key",
                    "is missing: set RAPPORT__SECRETS__KEY to 32 random bytes in base64",
                );
            }
            if self.tokens.signing_keys.is_empty() {
                return refuse(
                    "tokens.signing_keys",
                    "is missing: set RAPPORT__TOKENS__SIGNING_KEYS",
                );
            }
            if matches!(self.mail.delivery, MailDelivery::Auto | MailDelivery::Files) {
                return refuse(
                    "mail.delivery",
                    "must be \"smtp\" or \"off\": set RAPPORT__MAIL__DELIVERY",
                );
            }
            if self.server.public_url.is_empty() {
                return refuse(
                    "server.public_url",
                    "is missing: set RAPPORT__SERVER__PUBLIC_URL",
                );
            }
        }
        Ok(())
    }
}
