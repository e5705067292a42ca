//! The sections of the configuration; default.toml says what each setting means.

use std::{net::IpAddr, path::PathBuf, time::Duration};

use secrecy::SecretString;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub address: IpAddr,
    pub port: u16,
    pub public_url: String,
    pub workers: usize,
    pub trust_forwarded_for: bool,
    pub drain_seconds: u64,
    pub unready_seconds: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: SecretString,
    pub migrate_on_start: bool,
    pub session_url: SecretString,
    pub max_connections: u32,
    pub background_connections: u32,
    pub acquire_timeout_ms: u64,
    pub statement_timeout_ms: u64,
    pub lock_timeout_ms: u64,
    pub idle_in_transaction_timeout_ms: u64,
    pub slow_statement_ms: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub header_seconds: u64,
    pub body_bytes: usize,
    pub body_seconds: u64,
    pub request_seconds: u64,
    pub document_bytes: usize,
    pub import_bytes: usize,
    pub upload_seconds: u64,
    pub connections: usize,
    pub streams: usize,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    pub window_seconds: u32,
    pub requests: u32,
    pub sign_in_requests: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cors {
    pub origins: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    pub issuer: String,
    pub audience: String,
    pub access_minutes: u32,
    pub refresh_days: u32,
    pub session_days: u32,
    pub grace_seconds: u32,
    pub signing_keys: Vec<SecretString>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    pub memory_kib: u32,
    pub iterations: u32,
    pub parallel: usize,
    pub wait_ms: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    pub free_failures: u32,
    pub longest_block_seconds: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    pub in_service: bool,
    pub parallel: usize,
    pub lease_seconds: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub delivery: MailDelivery,
    pub url: SecretString,
    pub from: String,
    pub app_url: String,
    pub folder: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailDelivery {
    Auto,
    Files,
    Smtp,
    Off,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    pub allow_loopback: bool,
    pub timeout_seconds: u64,
    pub parallel: usize,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    pub key: SecretString,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Development {
    pub folder: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    pub address: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traces {
    pub endpoint: String,
    pub ratio: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub filter: String,
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Pretty,
    Json,
}

impl Server {
    /// Where clients reach the service, without a slash at the end.
    pub fn url(&self) -> String {
        if self.public_url.is_empty() {
            format!(
                "http://{}",
                std::net::SocketAddr::new(self.address, self.port)
            )
        } else {
            self.public_url.trim_end_matches('/').to_owned()
        }
    }
}

impl Database {
    pub fn options(&self) -> persistence::Options {
        persistence::Options {
            max_connections: self.max_connections,
            background_connections: self.background_connections,
            acquire_timeout: Duration::from_millis(self.acquire_timeout_ms),
            statement_timeout: Duration::from_millis(self.statement_timeout_ms),
            lock_timeout: Duration::from_millis(self.lock_timeout_ms),
            idle_in_transaction_timeout: Duration::from_millis(self.idle_in_transaction_timeout_ms),
            slow_statement: Duration::from_millis(self.slow_statement_ms),
        }
    }
}
