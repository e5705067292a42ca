//! Mail: what is sent to whom, when, and once.

mod proof;
mod sending;
mod told;
mod unsubscribe;

use serde_json::{Value, json};

use crate::harness::{Client, Mail, TestApp};

/// Does what the timetable says each minute, and what comes of it.
async fn minute(app: &TestApp) {
    app.sql("SELECT graphile_worker.add_job('notify', '{}')")
        .unwrap();
    app.work().await;
}

/// A person whose address is verified; the mail that asked for it is the first.
pub(crate) async fn verified(app: &TestApp, name: &str) -> Client {
    let person = app.person(name).await;
    app.work().await;
    // Mails of others may be sent at the same time.
    let (mails, address) = (app.mails(), format!("{name}@example.org"));
    let mail = mails.iter().rfind(|mail| mail.to() == address).unwrap();
    let body = json!({"token": mail.token()});
    app.anonymous()
        .post("/v1/auth/verify-email", body)
        .await
        .expect(204);
    person
}

/// What a person wants to be told.
async fn wants(person: &Client, wanted: Value) {
    person.patch("/v1/notifications", wanted).await.expect(200);
}

/// The mails after the first `known` ones.
fn since(app: &TestApp, known: usize) -> Vec<Mail> {
    app.mails().into_iter().skip(known).collect()
}

pub(crate) fn subjects(mails: &[Mail]) -> Vec<&str> {
    mails.iter().map(Mail::subject).collect()
}
