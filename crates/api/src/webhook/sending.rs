//! Sending one message, and what is heard of it.

use std::time::{Duration, Instant, SystemTime};

use actix_web::http::header::HttpDate;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Stored, Text,
    webhook::{DeliveryOutcome, WebhookMessage},
};
use reqwest::{
    Client, Response, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect,
};

use super::{
    guard::{Forbidden, Guard, causes},
    secret::SigningSecret,
    wire::EventBody,
};

/// What is read of an answer.
const LONGEST_ANSWER: usize = 4096;
/// What is kept of it, in characters.
const KEPT: usize = 1000;

/// What came of one try.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) outcome: DeliveryOutcome,
    pub(super) status: Option<u16>,
    pub(super) detail: Option<Text<KEPT>>,
    pub(super) retry_after: Option<TimeDelta>,
    pub(super) took: TimeDelta,
}

/// A client that goes where the guard lets it, follows nobody elsewhere, and waits so long.
pub(super) fn client(guard: Guard, patience: Duration) -> Result<Client, reqwest::Error> {
    Client::builder()
        .user_agent(concat!(
            "Rapport/",
            env!("CARGO_PKG_VERSION"),
            " (webhooks)"
        ))
        .dns_resolver(std::sync::Arc::new(guard))
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .timeout(patience)
        .pool_max_idle_per_host(1)
        .build()
}

/// Sends a message signed by each of the secrets, once.
pub(super) async fn send(
    client: &Client,
    guard: Guard,
    url: &str,
    secrets: &[SigningSecret],
    message: &Stored<WebhookMessage>,
    now: DateTime<Utc>,
) -> Heard {
    let begun = Instant::now();
    let (outcome, status, detail, retry_after) =
        match request(client, guard, url, secrets, message, now).await {
            Ok(mut answer) => {
                let status = answer.status();
                let outcome = if status.is_success() {
                    DeliveryOutcome::Succeeded
                } else {
                    DeliveryOutcome::Refused
                };
                let wait = retry_after(&answer, now);
                let said = read(&mut answer).await;
                (outcome, Some(status.as_u16()), said, wait)
            }
            Err((outcome, why)) => (outcome, None, why, None),
        };
    let took = TimeDelta::from_std(begun.elapsed()).unwrap_or(TimeDelta::MAX);
    Heard {
        outcome,
        status,
        detail: detail.as_deref().and_then(shortened),
        retry_after,
        took,
    }
}

async fn request(
    client: &Client,
    guard: Guard,
    url: &str,
    secrets: &[SigningSecret],
    message: &Stored<WebhookMessage>,
    now: DateTime<Utc>,
) -> Result<Response, (DeliveryOutcome, Option<String>)> {
    let forbidden = |why: Forbidden| (DeliveryOutcome::Forbidden, Some(why.to_string()));
    let url = guard.target(url).map_err(forbidden)?;
    let id = message.id.to_string();
    let body = serde_json::to_string(&EventBody::of(&message.value))
        .map_err(|error| (DeliveryOutcome::Unreachable, Some(error.to_string())))?;
    let signatures = secrets
        .iter()
        .map(|secret| secret.signature(&id, now.timestamp(), &body));
    let signatures = signatures.collect::<Vec<_>>().join(" ");
    let request = client
        .post(url)
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", &id)
        .header("webhook-timestamp", now.timestamp())
        .header("webhook-signature", signatures)
        .body(body);
    request.send().await.map_err(|error| {
        if Forbidden::is_why(&error) {
            forbidden(Forbidden::Address)
        } else if error.is_timeout() {
            (DeliveryOutcome::TimedOut, None)
        } else {
            (DeliveryOutcome::Unreachable, Some(root_of(&error)))
        }
    })
}

/// What lies at the bottom of an error: "connection refused" rather than "could not send".
fn root_of(error: &reqwest::Error) -> String {
    let root = causes(error).last();
    root.map(ToString::to_string).unwrap_or_default()
}

/// What an endpoint asks for that is busy: seconds, or a moment (RFC 9110, section 10.2.3).
fn retry_after(answer: &Response, now: DateTime<Utc>) -> Option<TimeDelta> {
    if !matches!(
        answer.status(),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    ) {
        return None;
    }
    let asked = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    if let Ok(seconds) = asked.parse::<u32>() {
        return Some(TimeDelta::seconds(seconds.into()));
    }
    let moment: HttpDate = asked.parse().ok()?;
    Some(DateTime::<Utc>::from(SystemTime::from(moment)) - now)
}

/// The beginning of what an endpoint says. What it says after that, or never, nobody waits for.
async fn read(answer: &mut Response) -> Option<String> {
    let mut said = Vec::new();
    while said.len() < LONGEST_ANSWER
        && let Ok(Some(piece)) = answer.chunk().await
    {
        said.extend_from_slice(&piece);
    }
    said.truncate(LONGEST_ANSWER);
    Some(String::from_utf8_lossy(&said).into_owned())
}

fn shortened(text: &str) -> Option<Text<KEPT>> {
    let shown = text.chars().filter(|c| !c.is_control() || *c == '\n');
    let shown: String = shown.take(KEPT).collect();
    Text::parse(&shown).ok()
}
