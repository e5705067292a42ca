//! What every request may need, made once at the start.

use std::{num::NonZeroUsize, time::Duration};

use actix_web::{HttpRequest, web::Data};
use chrono::TimeDelta;
use domain::session::Lifetimes;
use persistence::Database;
use secrecy::ExposeSecret;
use serde_json::Value;

use crate::{
    auth::{
        Hasher, KeyRing, Secret, Throttle, Tokens,
        keys::InvalidKeys,
        password::{Cost, HashError},
        refresh::Successors,
        secret,
        token::InvalidLifetime,
    },
    change::hub::Hub,
    clock::Clock,
    config::{self, Config},
    contract::{Broken, Contract},
    error::ApiError,
    http::cursor::Cursors,
    ids::Ids,
    mail::{Mailer, Misconfigured, Unsubscribing},
    metrics::Metrics,
    pending::Pending,
    rate::Limits,
    readiness::Readiness,
    webhook::Webhooks,
};

/// The service's own things.
#[derive(Debug)]
pub struct State {
    pub(crate) config: Config,
    pub(crate) base_url: String,
    pub(crate) db: Database,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) document: Value,
    pub(crate) contract: Contract,
    pub(crate) cursors: Cursors,
    pub(crate) limits: Limits,
    pub(crate) tokens: Tokens,
    pub(crate) hasher: Hasher,
    pub(crate) successors: Successors,
    pub(crate) lifetimes: Lifetimes,
    pub(crate) throttle: Throttle,
    pub(crate) readiness: Readiness,
    pub(crate) pending: Pending,
    pub(crate) hub: Hub,
    pub(crate) metrics: Metrics,
    pub(crate) mailer: Mailer,
    pub(crate) unsubscribing: Unsubscribing,
    pub(crate) webhooks: Webhooks,
}

/// Why the state cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    #[error(transparent)]
    Document(#[from] Broken),
    #[error("secrets.key: {0}")]
    Secret(#[from] secret::InvalidSecret),
    #[error("tokens.signing_keys: {0}")]
    Keys(#[from] InvalidKeys),
    #[error("tokens.access_minutes: {0}")]
    Lifetime(#[from] InvalidLifetime),
    #[error("passwords: {0}")]
    Passwords(#[from] HashError),
    #[error(transparent)]
    Mail(#[from] Misconfigured),
    #[error("webhooks: {0}")]
    Webhooks(#[from] reqwest::Error),
    #[error("{0}")]
    Other(String),
}

impl State {
    /// The state of the application that a request came to.
    pub(crate) fn of(request: &HttpRequest) -> Result<Data<Self>, ApiError> {
        let state = request.app_data::<Data<Self>>().cloned();
        state.ok_or_else(|| ApiError::internal("an application without state"))
    }

    pub(crate) fn new(
        document: Value,
        config: Config,
        db: Database,
        clock: Clock,
        ids: Ids,
    ) -> Result<Self, Unusable> {
        let other = |error: ApiError| Unusable::Other(error.cause().unwrap_or_default().to_owned());
        let secret = Secret::parse(config.secrets.key.expose_secret())?;
        let cursor_key = secret::sign(&secret.derive("page cursors"), b"key");
        Ok(Self {
            base_url: config.server.url(),
            contract: Contract::new(&document)?,
            document,
            cursors: Cursors::new(&cursor_key).map_err(other)?,
            limits: Limits::new(&config.rate, &config.server).map_err(other)?,
            tokens: tokens(&config)?,
            hasher: hasher(&config)?,
            successors: Successors::new(&secret),
            lifetimes: lifetimes(&config.tokens),
            throttle: Throttle::new(&secret, &config.throttle),
            readiness: Readiness::default(),
            pending: Pending::default(),
            hub: Hub::default(),
            metrics: Metrics::new(),
            mailer: Mailer::new(&config.mail)?,
            unsubscribing: Unsubscribing::new(&secret),
            webhooks: Webhooks::new(&secret, &config.webhooks)?,
            config,
            db,
            clock,
            ids,
        })
    }
}

fn tokens(config: &Config) -> Result<Tokens, Unusable> {
    let settings = &config.tokens;
    let ring = KeyRing::parse(&settings.signing_keys)?;
    let lifetime = TimeDelta::minutes(settings.access_minutes.into());
    Ok(Tokens::new(
        ring,
        settings.issuer.clone(),
        settings.audience.clone(),
        lifetime,
    )?)
}

fn lifetimes(settings: &config::Tokens) -> Lifetimes {
    Lifetimes {
        refresh: TimeDelta::days(settings.refresh_days.max(1).into()),
        session: TimeDelta::days(settings.session_days.max(1).into()),
        grace: TimeDelta::seconds(settings.grace_seconds.into()),
    }
}

fn hasher(config: &Config) -> Result<Hasher, HashError> {
    let settings = &config.passwords;
    let cost = Cost {
        memory: settings.memory_kib,
        passes: settings.iterations,
        ..Cost::default()
    };
    let half = std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
    let parallel = [settings.parallel, half]
        .into_iter()
        .find_map(NonZeroUsize::new)
        .unwrap_or(NonZeroUsize::MIN);
    Hasher::new(cost, parallel, Duration::from_millis(settings.wait_ms))
}
