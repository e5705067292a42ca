//! Where Prometheus asks: an address of its own, so that nobody outside can.

use std::net::{SocketAddr, TcpListener};

use actix_web::{App, HttpResponse, HttpServer, dev::Server, get, web::Data};
use tracing::error;

use crate::state::State;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// A server for scrapes.
pub(crate) struct Scraped {
    pub(crate) server: Server,
    pub(crate) address: SocketAddr,
}

/// Answers scrapes until it is stopped, where the configuration has an address for it.
pub(crate) fn serve(state: &Data<State>) -> std::io::Result<Option<Scraped>> {
    if state.config.metrics.address.is_empty() {
        return Ok(None);
    }
    let listener = TcpListener::bind(&state.config.metrics.address)?;
    let (state, address) = (state.clone(), listener.local_addr()?);
    let server = HttpServer::new(move || App::new().app_data(state.clone()).service(scrape));
    let server = server.listen(listener)?.workers(1).shutdown_timeout(1);
    Ok(Some(Scraped {
        server: server.disable_signals().run(),
        address,
    }))
}

#[get("/metrics")]
async fn scrape(state: Data<State>) -> HttpResponse {
    let streams = state.hub.count();
    match state.metrics.scrape(&state.db, streams).await {
        Ok(text) => HttpResponse::Ok().content_type(OPEN_METRICS).body(text),
        Err(error) => {
            error!(%error, "metrics cannot be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}
