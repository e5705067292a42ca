//! What the service says of itself to Prometheus. Names and labels are those of OpenTelemetry's semantic conventions where
//! there are any.

mod label;
mod server;

use std::time::Duration;

use domain::webhook::DeliveryOutcome;
use persistence::{
    Database,
    job::{self, JobState},
};
use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use self::label::{Connection, Delivery, Job, Request};
pub(crate) use self::server::{Scraped, serve};

/// Upper bounds in seconds: from what memory answers to what the time limit ends.
const BOUNDS: [f64; 13] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

/// Counters, gauges and histograms of this process.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Request, Histogram>,
    active: Gauge,
    connections: Family<Connection, Gauge>,
    most_connections: Gauge,
    database_up: Gauge,
    jobs: Family<Job, Gauge>,
    deliveries: Family<Delivery, Counter>,
    streams: Gauge,
}

/// A request that is being answered; dropped, it no longer is.
#[derive(Debug)]
pub(crate) struct Active(Gauge);

impl Drop for Active {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let requests =
            Family::<Request, Histogram>::new_with_constructor(|| Histogram::new(BOUNDS));
        let metrics = Self {
            registry: Registry::default(),
            requests,
            active: Gauge::default(),
            connections: Family::default(),
            most_connections: Gauge::default(),
            database_up: Gauge::default(),
            jobs: Family::default(),
            deliveries: Family::default(),
            streams: Gauge::default(),
        };
        metrics.registered()
    }

    fn registered(mut self) -> Self {
        let registry = &mut self.registry;
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("rapport_build", "The release that runs", build);
        registry.register_with_unit(
            "http_server_request_duration",
            "How long requests took, by operation and status",
            Unit::Seconds,
            self.requests.clone(),
        );
        registry.register(
            "http_server_active_requests",
            "Requests being answered",
            self.active.clone(),
        );
        registry.register(
            "db_client_connections",
            "Connections of the pool, by whether somebody has them",
            self.connections.clone(),
        );
        registry.register(
            "db_client_connections_max",
            "Connections that the pool may have",
            self.most_connections.clone(),
        );
        registry.register(
            "rapport_database_up",
            "Whether the database answered this scrape",
            self.database_up.clone(),
        );
        registry.register(
            "rapport_jobs",
            "Jobs of all instances, by where they stand",
            self.jobs.clone(),
        );
        registry.register(
            "rapport_webhook_deliveries",
            "Tries to deliver a webhook, by what came of them",
            self.deliveries.clone(),
        );
        registry.register(
            "rapport_event_streams",
            "Streams of changes that are open",
            self.streams.clone(),
        );
        self
    }

    /// A request has come.
    pub(crate) fn begin(&self) -> Active {
        self.active.inc();
        Active(self.active.clone())
    }

    /// A request was answered.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let request = Request::new(method, route, status);
        let histogram = self.requests.get_or_create(&request);
        histogram.observe(took.as_secs_f64());
    }

    /// A webhook was tried to be delivered.
    pub(crate) fn tried(&self, outcome: DeliveryOutcome) {
        self.deliveries.get_or_create(&Delivery::new(outcome)).inc();
    }

    /// All of it as Prometheus reads it, with how the pool and the queue are now.
    async fn scrape(&self, db: &Database, streams: usize) -> Result<String, std::fmt::Error> {
        let connections = db.connections();
        for (state, count) in [("used", connections.used), ("idle", connections.idle)] {
            let gauge = self.connections.get_or_create(&Connection { state });
            gauge.set(i64::from(count));
        }
        self.most_connections.set(i64::from(connections.most));
        self.streams.set(i64::try_from(streams).unwrap_or(i64::MAX));
        let jobs = job::count(db).await;
        self.database_up.set(i64::from(jobs.is_ok()));
        let jobs = jobs.unwrap_or_default();
        for state in [JobState::Waiting, JobState::Running, JobState::Dead] {
            let count = jobs.iter().filter(|(of, _)| *of == state);
            let gauge = self.jobs.get_or_create(&Job::new(state));
            gauge.set(count.map(|(_, count)| *count).sum());
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
