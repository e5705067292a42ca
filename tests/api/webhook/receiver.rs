//! Somebody else's program that is told of changes: it notes every request, and answers as it was told to.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
};

/// Long enough for any machine; nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_mins(1);

/// How it answers once.
#[derive(Clone, Debug)]
pub(super) enum Answers {
    With(u16, &'static [(&'static str, &'static str)]),
    /// Never.
    Not,
}

/// A request that came.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) path: String,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
}

#[derive(Default)]
struct Notes {
    heard: Mutex<Vec<Heard>>,
    answers: Mutex<VecDeque<Answers>>,
    came: Notify,
}

pub(super) struct Receiver {
    pub(super) url: String,
    notes: Arc<Notes>,
    server: JoinHandle<()>,
}

impl Receiver {
    /// Takes everything until it is told otherwise.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let notes: Arc<Notes> = Arc::default();
        let shared = Arc::clone(&notes);
        let server = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(take(stream, Arc::clone(&shared)));
            }
        });
        Self { url, notes, server }
    }

    /// The next requests are answered like this, one after the other.
    pub(super) fn answer(&self, answers: impl IntoIterator<Item = Answers>) {
        self.notes.answers.lock().unwrap().extend(answers);
    }

    /// The same with nothing but a status, so many times.
    pub(super) fn refuse(&self, status: u16, times: usize) {
        self.answer(vec![Answers::With(status, &[]); times]);
    }

    /// What has come since this was last asked.
    pub(super) fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut *self.notes.heard.lock().unwrap())
    }

    /// The types of the events that have come since this was last asked.
    pub(super) fn types(&self) -> Vec<String> {
        let heard = self.heard();
        heard.iter().map(Heard::kind).collect()
    }

    /// Waits until something comes.
    pub(super) async fn wait(&self) {
        let came = tokio::time::timeout(PATIENCE, self.notes.came.notified()).await;
        came.expect("a request");
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Reads one request as HTTP/1.1 has it, and answers it.
async fn take(stream: TcpStream, notes: Arc<Notes>) {
    let mut stream = BufReader::new(stream);
    let (mut first, mut headers) = (String::new(), BTreeMap::new());
    stream.read_line(&mut first).await.unwrap();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    notes.heard.lock().unwrap().push(Heard {
        path: first.split(' ').nth(1).unwrap().to_owned(),
        headers,
        body: String::from_utf8(body).unwrap(),
    });
    let answer = notes.answers.lock().unwrap().pop_front();
    notes.came.notify_one();
    match answer.unwrap_or(Answers::With(204, &[])) {
        Answers::With(status, headers) => {
            let headers = headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}\r\n"));
            let headers: String = headers.collect();
            let body = if status == 204 { "" } else { "as I was told" };
            let answer = format!(
                "HTTP/1.1 {status} told\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{body}",
                body.len()
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        Answers::Not => std::future::pending().await,
    }
}

impl Heard {
    pub(super) fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(super) fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }

    /// Whether it carries the signature that somebody else's library makes of this secret, whatever time it is.
    pub(super) fn is_signed_by(&self, secret: &str) -> bool {
        let timestamp = self.headers["webhook-timestamp"].parse().unwrap();
        let webhook = Webhook::new(secret).unwrap();
        let wanted = webhook
            .sign(self.id(), timestamp, self.body.as_bytes())
            .unwrap();
        let mut signatures = self.headers["webhook-signature"].split(' ');
        signatures.any(|signature| signature == wanted)
    }

    /// Whether somebody else's library takes it now.
    pub(super) fn is_taken_with(&self, secret: &str) -> bool {
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let headers = names.map(|name| {
            let value = HeaderValue::from_str(&self.headers[name]).unwrap();
            (HeaderName::from_static(name), value)
        });
        let headers: HeaderMap = headers.into_iter().collect();
        let webhook = Webhook::new(secret).unwrap();
        webhook.verify(self.body.as_bytes(), &headers).is_ok()
    }
}
