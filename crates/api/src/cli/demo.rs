//! A realistic workspace to look at: told as a list of requests, made through the API like any client's.
#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for a member it lacks, and an object takes any"
)]

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Failure,
    service::{Client, with_service},
};
use crate::config::Config;

const STORY: &str = include_str!("demo.json");
const EMAIL: &str = "demo@example.org";
const PASSWORD: &str = "informational interviews are fun";

/// One request of the story. In its path and body `$name/pointer` stands for a part of an earlier answer, and `@-8d`,
/// `@+3h`, `@-20m` for a time before or after the account was opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    /// The name under which later requests know the answer.
    #[serde(rename = "as")]
    name: Option<String>,
    post: String,
    body: Value,
}

/// Fills the account of the demo, once however often, and tells how to sign in.
pub(super) fn demo(config: Config) -> Result<String, Failure> {
    with_service(config, |mut client| {
        client.enter(EMAIL, PASSWORD, "Robin Vega", "America/New_York")?;
        let filled = client.get("/v1/follow-ups?limit=1")?["data"]
            .as_array()
            .is_some_and(|data| !data.is_empty());
        let state = if filled {
            "was filled before"
        } else {
            tell(&client)?
        };
        Ok(format!(
            "The demo's workspace {state}. Sign in as {EMAIL} with the password: {PASSWORD}"
        ))
    })
}

/// Sends every request under a key of its own: after an interruption, a second run goes on where the first one stopped.
fn tell(client: &Client) -> Result<&'static str, Failure> {
    let opened: DateTime<Utc> =
        serde_json::from_value(client.get("/v1/account")?["created_at"].clone())?;
    let chapters: Vec<Chapter> = serde_json::from_str(STORY)?;
    let mut answers = HashMap::new();
    for (number, Chapter { name, post, body }) in chapters.into_iter().enumerate() {
        let path: Vec<String> = post
            .split('/')
            .map(|part| fill_text(part, &answers, opened))
            .collect::<Result<_, _>>()?;
        let body = fill(body, &answers, opened)?;
        let answer = client.post(
            &path.join("/"),
            &body,
            Some(&format!("demo-chapter-{number}")),
        )?;
        if let Some(name) = name {
            answers.insert(name, answer);
        }
    }
    Ok("is filled")
}

fn fill(
    value: Value,
    answers: &HashMap<String, Value>,
    opened: DateTime<Utc>,
) -> Result<Value, Failure> {
    Ok(match value {
        Value::String(text) => Value::String(fill_text(&text, answers, opened)?),
        Value::Array(items) => items
            .into_iter()
            .map(|item| fill(item, answers, opened))
            .collect::<Result<_, _>>()?,
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(name, member)| Ok((name, fill(member, answers, opened)?)));
            Value::Object(members.collect::<Result<_, Failure>>()?)
        }
        other => other,
    })
}

/// `$jo.id` or `@-8d`; anything else stands for itself. (A dot where a pointer has a slash, since paths are split there.)
fn fill_text(
    text: &str,
    answers: &HashMap<String, Value>,
    opened: DateTime<Utc>,
) -> Result<String, Failure> {
    if let Some(reference) = text.strip_prefix('$') {
        let (name, pointer) = reference
            .split_once('.')
            .ok_or("a reference without a member")?;
        let found = answers
            .get(name)
            .and_then(|answer| answer.pointer(&format!("/{}", pointer.replace('.', "/"))));
        return Ok(found
            .and_then(Value::as_str)
            .ok_or_else(|| format!("nothing at {text}"))?
            .to_owned());
    }
    match text.strip_prefix('@') {
        None => Ok(text.to_owned()),
        Some(offset) => {
            Ok((opened + parse_offset(offset)?).to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        }
    }
}

fn parse_offset(offset: &str) -> Result<TimeDelta, Failure> {
    let (count, unit) = offset
        .split_at_checked(offset.len().saturating_sub(1))
        .ok_or("an empty time")?;
    let count: i64 = count.parse()?;
    match unit {
        "d" => Ok(TimeDelta::days(count)),
        "h" => Ok(TimeDelta::hours(count)),
        "m" => Ok(TimeDelta::minutes(count)),
        _ => Err(format!("no time: {offset}").into()),
    }
}
