//! A client of the API and what it gets back.

use std::time::Duration;

use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

/// Calls the API as one person, or as nobody.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
    headers: Vec<(&'static str, String)>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The body as it came.
    pub(crate) bytes: Vec<u8>,
    /// The same as text.
    pub(crate) text: String,
    /// The body as JSON; null when it is none.
    pub(crate) json: Value,
}

/// What calls. It keeps no connection for as long as the service does, which closes idle ones after 15 s: a test that waits for
/// `psql` meanwhile would send on one that was just closed.
pub(super) fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .pool_idle_timeout(Duration::from_secs(5))
        .build()
        .unwrap()
}

impl Client {
    pub(crate) fn new(http: reqwest::Client, base: String, token: Option<String>) -> Self {
        Self {
            http,
            base,
            token,
            headers: Vec::new(),
        }
    }

    pub(crate) fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// The same client with one more header on every request.
    pub(crate) fn with(&self, name: &'static str, value: impl Into<String>) -> Self {
        let mut client = self.clone();
        client.headers.push((name, value.into()));
        client
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, "").await
    }

    /// GET without waiting for the end of the answer.
    pub(crate) async fn open(&self, path: &str) -> reqwest::Response {
        let request = self.http.get(format!("{}{path}", self.base));
        let request = request.bearer_auth(self.token());
        let headers = self.headers.iter();
        let request = headers.fold(request, |request, (name, value)| {
            request.header(*name, value)
        });
        request.send().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(
            Method::POST,
            path,
            Some("application/json"),
            body.to_string(),
        )
        .await
    }

    /// POST without a body.
    pub(crate) async fn act(&self, path: &str) -> Reply {
        self.send(Method::POST, path, None, "").await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(
            Method::PUT,
            path,
            Some("application/json"),
            body.to_string(),
        )
        .await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(
            Method::PATCH,
            path,
            Some("application/merge-patch+json"),
            body.to_string(),
        )
        .await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None, "").await
    }

    /// Creates something and returns its id.
    pub(crate) async fn create(&self, path: &str, body: Value) -> String {
        let reply = self.post(path, body).await.expect(201);
        reply.json["id"].as_str().expect("an id").to_owned()
    }

    /// Any request, also one that no honest client would send.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        media_type: Option<&str>,
        body: impl Into<Vec<u8>>,
    ) -> Reply {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.base))
            .body(body.into());
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let is_stream = headers.get("content-type").is_some_and(|kind| {
            kind.to_str()
                .is_ok_and(|kind| kind.starts_with("text/event-stream"))
        });
        // A stream has no end that a test could wait for.
        let bytes = if is_stream && response.status() == 200 {
            response.chunk().await.expect("a body").unwrap_or_default()
        } else {
            response.bytes().await.expect("a body")
        };
        let bytes = bytes.to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Reply {
            status,
            headers,
            bytes,
            text,
            json,
        }
    }
}

impl Reply {
    /// Fails the test unless the status is this one.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Fails the test unless this is a problem with this code.
    #[track_caller]
    pub(crate) fn expect_problem(self, status: u16, code: &str) -> Self {
        assert_eq!(
            (self.status, self.json["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.text
        );
        assert_eq!(self.header("content-type"), "application/problem+json");
        self
    }

    /// Fails the test unless `errors` names this pointer, parameter or header.
    #[track_caller]
    pub(crate) fn expect_error_at(self, place: &str) -> Self {
        let errors = self.json["errors"].as_array().cloned().unwrap_or_default();
        let named = |error: &Value| {
            ["pointer", "parameter", "header"]
                .iter()
                .any(|kind| error[kind] == place)
        };
        assert!(
            errors.iter().any(named),
            "nothing at {place}: {}",
            self.text
        );
        self
    }

    /// A header, or the empty text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// A header that may come in several lines, as one list.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let lines = self.headers.get_all(name).iter();
        let items = lines.flat_map(|line| line.to_str().unwrap().split(','));
        items.map(|item| item.trim().to_ascii_lowercase()).collect()
    }

    pub(crate) fn etag(&self) -> String {
        self.header("etag").to_owned()
    }

    /// The names of what a list answered, in its order.
    #[track_caller]
    pub(crate) fn names(&self) -> Vec<&str> {
        let data = self.json["data"].as_array();
        let data = data.unwrap_or_else(|| panic!("no list: {}", self.text));
        data.iter().filter_map(|one| one["name"].as_str()).collect()
    }
}
