//! The application: the same in the binary and in the tests.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use actix_cors::Cors;
use actix_web::{
    App, HttpServer,
    dev::{Server, ServerHandle},
    http::header::HeaderName,
    middleware::from_fn,
    web::{Data, PathConfig, PayloadConfig, redirect, to},
};
use persistence::Database;
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config as SwaggerConfig, SwaggerUi};

use crate::{
    clock::Clock,
    config::Config,
    document::document,
    error::ApiError,
    ids::Ids,
    metrics::{self, Scraped},
    middleware::{authenticate, context, gate, rate_limits},
    routes::routes,
    state::{State, Unusable},
};

/// A service that is ready to run.
pub struct Application {
    server: Server,
    metrics: Option<Scraped>,
    state: Data<State>,
    address: SocketAddr,
}

/// Why the application cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum Unbuildable {
    #[error(transparent)]
    State(#[from] Unusable),
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
}

impl std::fmt::Debug for Application {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Application")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Application {
    /// Listens on the configured address; port 0 takes a free one.
    ///
    /// # Errors
    /// The configuration is unusable, or the address is taken.
    pub fn build(
        mut config: Config,
        db: Database,
        clock: Clock,
        ids: Ids,
    ) -> Result<Self, Unbuildable> {
        let listener = TcpListener::bind((config.server.address, config.server.port))?;
        let address = listener.local_addr()?;
        config.server.port = address.port();
        let state = state(config, db, clock, ids)?;
        let (server, metrics) = (serve(listener, &state)?, metrics::serve(&state)?);
        Ok(Self {
            server,
            metrics,
            state,
            address,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where Prometheus asks, if it may.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|metrics| metrics.address)
    }

    pub fn base_url(&self) -> &str {
        &self.state.base_url
    }

    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// What makes `/readyz` say no before the service stops.
    pub fn state(&self) -> Data<State> {
        self.state.clone()
    }

    /// Serves until the handle stops it.
    ///
    /// # Errors
    /// A listener failed.
    pub async fn run(self) -> std::io::Result<()> {
        let Some(Scraped { server, .. }) = self.metrics else {
            return self.server.await;
        };
        let scraped = server.handle();
        let serving = async {
            let done = self.server.await;
            // Until the last request is answered, somebody may want to see how it went.
            scraped.stop(false).await;
            done
        };
        let (done, scraped) = tokio::join!(serving, server);
        done.and(scraped)
    }
}

/// What commands need of the service that do not serve.
pub(crate) fn state(
    config: Config,
    db: Database,
    clock: Clock,
    ids: Ids,
) -> Result<Data<State>, Unusable> {
    Ok(Data::new(State::new(document(), config, db, clock, ids)?))
}

impl State {
    /// From now on `/readyz` says no.
    pub fn drain(&self) {
        self.readiness.drain();
        self.hub.close();
    }

    /// Waits until every request that came until now has its whole answer.
    pub async fn finish_pending(&self) {
        self.pending.end().await;
    }

    /// Tells other processes on the database what changed here, and hears it from them, until it is dropped.
    pub async fn relay_changes(&self) {
        self.hub.relay(&self.db, &self.clock).await;
    }

    /// Forgets the rate limits and the streams of who has long been quiet; call it now and then.
    pub fn forget_quiet(&self) {
        self.limits.forget_quiet();
        self.hub.forget_quiet();
    }
}

fn serve(listener: TcpListener, state: &Data<State>) -> std::io::Result<Server> {
    let shared = state.clone();
    let mut server = HttpServer::new(move || {
        let config = &shared.config;
        App::new()
            .into_utoipa_app()
            .app_data(shared.clone())
            .app_data(PayloadConfig::new(config.limits.body_bytes))
            .app_data(
                PathConfig::default().error_handler(|_malformed, _| ApiError::not_found().into()),
            )
            .configure(routes)
            .map(|app| {
                app.service(redirect("/docs", "/docs/"))
                    .service(swagger())
                    .default_service(to(|| async { Err::<String, _>(ApiError::not_found()) }))
                    .wrap(from_fn(gate))
                    .wrap(from_fn(rate_limits))
                    .wrap(from_fn(authenticate))
                    .wrap(cors(&config.cors.origins))
                    .wrap(from_fn(context))
            })
            .into_app()
    })
    .listen(listener)?
    .max_connections(state.config.limits.connections)
    .client_request_timeout(Duration::from_secs(state.config.limits.header_seconds))
    .client_disconnect_timeout(Duration::from_secs(1))
    .keep_alive(Duration::from_secs(15))
    .shutdown_timeout(state.config.server.drain_seconds)
    .disable_signals();
    if state.config.server.workers > 0 {
        server = server.workers(state.config.server.workers);
    }
    Ok(server.run())
}

fn swagger() -> SwaggerUi {
    let config = SwaggerConfig::from("/openapi.json")
        .try_it_out_enabled(true)
        .persist_authorization(true)
        .display_request_duration(true)
        .filter(true);
    SwaggerUi::new("/docs/{_:.*}").config(config)
}

/// Pages of the listed origins may call, read our headers and send ours; tokens travel in headers, so no credentials.
fn cors(origins: &[String]) -> Cors {
    const EXPOSED: [&str; 14] = [
        "content-digest",
        "content-disposition",
        "etag",
        "link",
        "location",
        "ratelimit",
        "ratelimit-policy",
        "retry-after",
        "x-request-id",
        "deprecation",
        "sunset",
        "idempotency-replayed",
        "www-authenticate",
        "allow",
    ];
    const ACCEPTED: [&str; 9] = [
        "authorization",
        "content-type",
        "if-match",
        "if-none-match",
        "idempotency-key",
        "last-event-id",
        "slug",
        "x-request-id",
        "traceparent",
    ];
    let cors = origins
        .iter()
        .fold(Cors::default(), |cors, origin| cors.allowed_origin(origin));
    cors.allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers(ACCEPTED.map(HeaderName::from_static))
        .expose_headers(EXPOSED.map(HeaderName::from_static))
        .block_on_origin_mismatch(false)
        .max_age(7200)
}
