//! The walk over the document: what every operation refuses, and that refusing changes nothing.

mod body;
mod method;
mod owner;
mod parameter;
mod token;

use aws_lc_rs::hmac;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    facts,
    harness::{
        Client, Reply, SECRET, START, TestApp,
        document::{Operation, operations},
    },
};

/// Operations that anybody may call. This list may only shrink.
const OPEN: [&str; 15] = [
    "ask_to_unsubscribe",
    "check_liveness",
    "check_readiness",
    // Calendar programs send no token: the address is the secret.
    "fetch_calendar",
    "find_document",
    "find_index",
    "find_keys",
    "find_problem_type",
    "forget_password",
    "refresh_tokens",
    "register",
    // Whoever got the mail is whose address it is.
    "reset_password",
    "sign_in",
    // Mail programs send no token either.
    "unsubscribe",
    "verify_email",
];

/// Resources that everybody reads: they belong to nobody.
const SHARED: [&str; 4] = [
    "/v1/question-bank/{id}",
    "/v1/reflection-questions/{id}",
    // What is there is the caller's alone, but the address is everybody's: that of the question.
    "/v1/reflection-answers/{id}",
    "/problems/{code}",
];

/// Somebody with a row in every table.
pub(crate) struct Person {
    pub(crate) client: Client,
    pub(crate) account: String,
    /// What her ids begin with; see the facts.
    pub(crate) stem: String,
}

impl Person {
    pub(crate) async fn new(app: &TestApp, name: &str, initial: char) -> Self {
        let client = app.person(name).await;
        let account = client.get("/v1/account").await.expect(200).json["id"].clone();
        let account = account.as_str().unwrap().to_owned();
        let stem = format!("00000000-0000-7000-8000-00000000{initial}{initial}");
        app.with_fill_workspace(&format!(
            "SELECT fill_workspace('{account}', '{stem}', '{START}')"
        ))
        .unwrap();
        Self {
            client,
            account,
            stem,
        }
    }

    /// The id of hers that a parameter of a path means.
    fn id(&self, app: &TestApp, operation: &Operation, parameter: &str) -> String {
        let before = operation
            .path
            .split(&format!("/{{{parameter}}}"))
            .next()
            .unwrap();
        let row = match before.trim_start_matches("/v1/") {
            "/problems" => return "not_found".to_owned(),
            // The first of each that ships with the program.
            "question-bank" => {
                return "01a2008d-7400-7000-8000-000000000001".to_owned();
            }
            "reflection-questions" | "reflection-answers" => {
                return "01a20ada-2c00-7000-8000-000000000001".to_owned();
            }
            "sessions" => {
                let of = format!(
                    "SELECT id FROM session WHERE account_id = '{}' LIMIT 1",
                    self.account
                );
                return app.sql(&of).unwrap();
            }
            "/calendar" => return self.twice(app),
            "/unsubscribe" => return self.unsubscribing(),
            concept => facts::row(concept)
                .unwrap_or_else(|| panic!("say in the facts which row {concept} is")),
        };
        format!("{}{row}", self.stem)
    }

    /// The secret of her calendar feed, and what a mail told her for a new password: her account's id twice; see the facts.
    pub(crate) fn twice(&self, app: &TestApp) -> String {
        self.secret(app, &self.account.replace('-', ""))
    }

    /// What a mail told her to verify her address: her account's id and zeros.
    pub(crate) fn verifying(&self, app: &TestApp) -> String {
        self.secret(app, &"0".repeat(32))
    }

    fn secret(&self, app: &TestApp, rest: &str) -> String {
        let hex = format!("{}{rest}", self.account.replace('-', ""));
        let of = format!("SELECT translate(encode(decode('{hex}', 'hex'), 'base64'), '+/=', '-_')");
        app.sql(&of).unwrap()
    }

    /// What her letters say that ends them, made as RFC 2104 has it.
    fn unsubscribing(&self) -> String {
        let keyed = |key: &[u8], message: &[u8]| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, key);
            hmac::sign(&key, message).as_ref().to_vec()
        };
        let key = STANDARD.decode(SECRET).unwrap();
        let mut bytes = Uuid::parse_str(&self.account).unwrap().as_bytes().to_vec();
        bytes.push(b'd');
        bytes.extend(keyed(&keyed(&key, b"ending letters"), &bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The path of an operation on what is hers.
    pub(crate) fn path(&self, app: &TestApp, operation: &Operation) -> String {
        let mut path = operation.path.clone();
        for name in operation.path_parameters() {
            path = path.replace(&format!("{{{name}}}"), &self.id(app, operation, name));
        }
        operation.asked(&path)
    }

    /// How many changes her workspace has seen, and what her account and sessions are like.
    fn state(&self, app: &TestApp) -> String {
        let of = format!(
            "SELECT last_seq, (SELECT version FROM account WHERE id = owner_id), \
             (SELECT count(*) FROM session WHERE account_id = owner_id AND ended_at IS NULL), \
             (SELECT count(*) FROM idempotency_key WHERE idempotency_key.owner_id = change_counter.owner_id) \
             FROM change_counter WHERE owner_id = '{}'",
            self.account
        );
        app.sql(&of).unwrap()
    }
}

/// Calls an operation with its own example.
pub(crate) async fn call(client: &Client, operation: &Operation, path: &str) -> Reply {
    match &operation.body {
        None => client.send(operation.method.clone(), path, None, "").await,
        Some(body) => send(client, operation, path, &body.example).await,
    }
}

pub(crate) async fn send(
    client: &Client,
    operation: &Operation,
    path: &str,
    body: &Value,
) -> Reply {
    let media_type = operation.body.as_ref().map(|body| body.media_type.as_str());
    let method = operation.method.clone();
    let text = match body {
        Value::String(file) if operation.is_upload() => file.clone(),
        json => json.to_string(),
    };
    client.send(method, path, media_type, text).await
}

/// Operations that need a token.
fn closed() -> impl Iterator<Item = Operation> {
    operations()
        .into_iter()
        .filter(|operation| operation.scopes().is_some())
}

#[test]
fn nothing_but_the_listed_operations_is_open() {
    let open = operations()
        .into_iter()
        .filter(|operation| operation.scopes().is_none());
    let mut names: Vec<String> = open.map(|operation| operation.id).collect();
    names.sort();
    assert_eq!(names, OPEN);
}
