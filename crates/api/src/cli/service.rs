//! Commands that talk to the service as any client does: to the one that runs, or to one of their own for as long.
#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for a member it lacks, and an object takes any"
)]

use std::time::Duration;

use persistence::migration;
use serde_json::{Value, json};

use super::{Failure, connect, development, healthcheck::local_url, runtime};
use crate::{application::Application, clock::Clock, config::Config, ids::Ids};

/// Calls the service in one person's name.
#[derive(Debug)]
pub(super) struct Client {
    agent: ureq::Agent,
    base: String,
    token: Option<String>,
}

/// Finds the service of this configuration or runs one, and lets `work` talk to it.
pub(super) fn with_service<T: Send + 'static>(
    mut config: Config,
    work: impl FnOnce(Client) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let running = Client::new(local_url(&config));
    if running.get("/livez").is_ok() {
        return work(running);
    }
    config.server.port = 0;
    let _cluster = development::complete(&mut config)?;
    runtime()?.block_on(async {
        let db = connect(&config)?;
        let app = Application::build(config, db.clone(), Clock::System, Ids::System)?;
        migration::up(&db).await?;
        let (client, handle) = (
            Client::new(format!("http://{}", app.address())),
            app.handle(),
        );
        let serving = tokio::spawn(app.run());
        let done = tokio::task::spawn_blocking(|| work(client)).await;
        handle.stop(true).await;
        serving.await??;
        db.close().await;
        done?
    })
}

impl Client {
    fn new(base: String) -> Self {
        let settings = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(30)));
        let agent = settings.http_status_as_error(false).build().into();
        Self {
            agent,
            base,
            token: None,
        }
    }

    /// Registers a person, or signs in who is registered.
    pub(super) fn enter(
        &mut self,
        email: &str,
        password: &str,
        name: &str,
        zone: &str,
    ) -> Result<String, Failure> {
        let registration = json!({ "email": email, "password": password, "display_name": name, "time_zone": zone });
        let tokens = self
            .post("/v1/auth/register", &registration, None)
            .or_else(|_taken| {
                self.post(
                    "/v1/auth/sign-in",
                    &json!({ "email": email, "password": password }),
                    None,
                )
            })?;
        let token = tokens["access_token"]
            .as_str()
            .ok_or("the service gave no token")?
            .to_owned();
        self.token = Some(token.clone());
        Ok(token)
    }

    pub(super) fn get(&self, path: &str) -> Result<Value, Failure> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        read(path, request.call()?)
    }

    /// Posts a body; with a key, one effect however often.
    pub(super) fn post(
        &self,
        path: &str,
        body: &Value,
        key: Option<&str>,
    ) -> Result<Value, Failure> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        read(path, request.send_json(body)?)
    }
}

fn read(path: &str, mut response: ureq::http::Response<ureq::Body>) -> Result<Value, Failure> {
    let status = response.status();
    let text = response.body_mut().read_to_string()?;
    if !status.is_success() {
        return Err(format!("{path} answered {status}: {text}").into());
    }
    if text.is_empty() {
        Ok(Value::Null)
    } else {
        Ok(serde_json::from_str(&text)?)
    }
}
