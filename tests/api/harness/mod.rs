//! A running application on a database of its own, and clients that call it.

mod client;
mod database;
pub(crate) mod document;
mod mailbox;

use std::{future::Future, net::SocketAddr, pin::Pin, sync::Arc};

use api::{
    Application,
    clock::Clock,
    config::{Config, MailDelivery},
    ids::Ids,
    work::Work,
};
use chrono::{DateTime, TimeDelta, Utc};
use persistence::Database;

pub(crate) use client::{Client, Reply};
use database::TestDatabase;
pub(crate) use database::signing_key;
pub(crate) use mailbox::Mail;
use mailbox::Mailbox;

/// Where the clock of every test stands at first: a Monday morning.
pub(crate) const START: &str = "2026-01-05T09:00:00Z";
/// Long enough for the rules, and nobody's.
pub(crate) const PASSWORD: &str = "a walk by the canal at noon";

/// The secret of every application under test.
pub(crate) const SECRET: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

/// The application as `main` builds it, with a clock that stands still and ids that count.
pub(crate) struct TestApp {
    pub(crate) base: String,
    /// Where Prometheus asks, if it may.
    pub(crate) metrics: Option<SocketAddr>,
    pub(crate) clock: Clock,
    pub(crate) db: Database,
    ids: Ids,
    database: Arc<TestDatabase>,
    mailbox: Arc<Mailbox>,
    http: reqwest::Client,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
    work: Box<dyn Fn() -> Pin<Box<dyn Future<Output = Work>>>>,
    drain: Box<dyn Fn()>,
    relay: Box<dyn Fn() -> tokio::task::JoinHandle<()>>,
    stop: Box<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts with settings that differ from the defaults.
    pub(crate) async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let database = Arc::new(TestDatabase::create().await);
        let clock = Clock::manual(START.parse().unwrap());
        Self::serve(database, Arc::default(), clock, Ids::counted(), change)
    }

    /// Starts another instance on the same database, clock and ids, as a deployment does.
    pub(crate) fn beside(&self, change: impl FnOnce(&mut Config)) -> Self {
        let database = Arc::clone(&self.database);
        let mailbox = Arc::clone(&self.mailbox);
        Self::serve(
            database,
            mailbox,
            self.clock.clone(),
            self.ids.clone(),
            change,
        )
    }

    fn serve(
        database: Arc<TestDatabase>,
        mailbox: Arc<Mailbox>,
        clock: Clock,
        ids: Ids,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = Config::defaults().unwrap();
        config.server.port = 0;
        config.server.workers = 1;
        config.server.public_url = "https://rapport.example".to_owned();
        config.database.max_connections = 5;
        // A busy machine is not what these tests are about.
        config.database.acquire_timeout_ms = 30_000;
        config.database.lock_timeout_ms = 30_000;
        config.database.statement_timeout_ms = 30_000;
        config.limits.request_seconds = 60;
        config.rate.requests = 100_000;
        config.rate.sign_in_requests = 100_000;
        // As cheap as argon2 goes: what a hash costs is not what these tests are about.
        config.passwords.memory_kib = 8;
        config.passwords.iterations = 1;
        config.mail.delivery = MailDelivery::Files;
        config.mail.folder = mailbox.folder().to_owned();
        config.secrets.key = SECRET.into();
        config.tokens.signing_keys = vec![signing_key()];
        change(&mut config);
        let db = Database::connect(&database.url, &config.database.options()).unwrap();
        let app = Application::build(config, db.clone(), clock.clone(), ids.clone()).unwrap();
        let base = format!("http://{}", app.address());
        let (state, handle, metrics) = (app.state(), app.handle(), app.metrics_address());
        let server = tokio::spawn(app.run());
        Self {
            base,
            metrics,
            clock,
            db,
            ids,
            database,
            mailbox,
            http: client::http(),
            server,
            relay: Box::new({
                let state = state.clone();
                move || {
                    let state = state.clone();
                    tokio::spawn(async move { state.relay_changes().await })
                }
            }),
            work: Box::new({
                let state = state.clone();
                move || {
                    let state = state.clone();
                    Box::pin(async move { api::work::worker(&state).await.unwrap() })
                }
            }),
            drain: Box::new(move || state.drain()),
            stop: Box::new(move || Box::pin(handle.stop(true))),
        }
    }

    /// As at the beginning of a shutdown: still serving, no longer ready.
    pub(crate) fn drain(&self) {
        (self.drain)();
    }

    /// Tells other instances of changes and hears of theirs from now on, as a service does.
    pub(crate) fn relay_changes(&self) {
        (self.relay)();
    }

    /// A worker of this instance, which has not begun.
    pub(crate) async fn worker(&self) -> Work {
        (self.work)().await
    }

    /// Does every job that is due, and what comes of it.
    pub(crate) async fn work(&self) {
        self.worker().await.run_once().await.unwrap();
    }

    /// The mails sent so far, in order.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mailbox.read()
    }

    /// Stops accepting and waits for the requests that run.
    pub(crate) async fn stop(&self) {
        (self.stop)().await;
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the clock; tokens issued before may expire by it.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// A client without a token.
    pub(crate) fn anonymous(&self) -> Client {
        Client::new(self.http.clone(), self.base.clone(), None)
    }

    /// A client with this token, whatever it is.
    pub(crate) fn with_token(&self, token: &str) -> Client {
        Client::new(self.http.clone(), self.base.clone(), Some(token.to_owned()))
    }

    /// Registers a person in Berlin and returns their client. The same name signs in again.
    pub(crate) async fn person(&self, name: &str) -> Client {
        let credentials =
            serde_json::json!({ "email": format!("{name}@example.org"), "password": PASSWORD });
        let registration = serde_json::json!({
            "email": credentials["email"], "password": PASSWORD, "display_name": name, "time_zone": "Europe/Berlin",
        });
        let mut reply = self
            .anonymous()
            .post("/v1/auth/register", registration)
            .await;
        if reply.status == 409 {
            reply = self.anonymous().post("/v1/auth/sign-in", credentials).await;
        }
        let token = reply.json["access_token"].as_str().expect("a token");
        self.with_token(token)
    }

    /// A client of the person of that name whose token permits this much.
    pub(crate) async fn scoped(&self, name: &str, scope: &str) -> Client {
        let email = format!("{name}@example.org");
        let credentials = serde_json::json!({"email": email, "password": PASSWORD, "scope": scope});
        let granted = self.anonymous().post("/v1/auth/sign-in", credentials).await;
        let granted = granted.expect(200);
        self.with_token(granted.json["access_token"].as_str().expect("a token"))
    }

    /// Runs SQL beside the application and returns what `psql -At` prints, or its error.
    pub(crate) fn sql(&self, sql: &str) -> Result<String, String> {
        self.database.sql(sql)
    }

    /// The same with a function at hand that puts a row into every table of a workspace.
    pub(crate) fn with_fill_workspace(&self, sql: &str) -> Result<String, String> {
        let function = crate::facts::fill_workspace();
        let drop = "DROP FUNCTION fill_workspace";
        self.sql(&format!("BEGIN; {function} {sql}; {drop}; COMMIT"))
    }

    /// How many rows each table holds that mention a text.
    pub(crate) fn rows_with(&self, text: &str) -> String {
        let list = self
            .sql("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1")
            .unwrap();
        let counts: Vec<String> = list
            .lines()
            .map(|table| {
                format!(
                    "SELECT '{table}', count(*) FROM {table} AS one WHERE one::text LIKE '%{text}%'"
                )
            })
            .collect();
        self.sql(&format!(
            "SELECT * FROM ({}) AS counts (relname, count) WHERE count > 0",
            counts.join(" UNION ALL ")
        ))
        .unwrap()
    }

    /// The database itself, for tests of the schema.
    pub(crate) fn database_url(&self) -> &str {
        &self.database.url
    }

    /// A program of the same PostgreSQL, such as `pg_dump`.
    pub(crate) fn program(name: &str) -> std::path::PathBuf {
        database::program(name)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.server.abort();
    }
}
