//! Where Prometheus asks: an address of its own, so that nobody outside can.

use std::net::TcpListener;

use actix_web::{
    App, HttpResponse, HttpServer,
    dev::Server,
    web::{Data, get},
};
use tracing::error;

use crate::state::State;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers scrapes until it is stopped.
pub(crate) fn serve(listener: TcpListener, state: &Data<State>) -> std::io::Result<Server> {
    let state = state.clone();
    let server = HttpServer::new(move || {
        let app = App::new().app_data(state.clone());
        app.route("/metrics", get().to(scrape))
    });
    let server = server.listen(listener)?.workers(1).shutdown_timeout(1);
    Ok(server.disable_signals().run())
}

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
