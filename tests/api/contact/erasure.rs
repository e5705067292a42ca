//! Erasing one person from a workspace.

use serde_json::{Value, json};

use crate::{harness::TestApp, walk::Person};

#[tokio::test]
async fn a_person_goes_with_everything_that_is_about_them() {
    let app = TestApp::start().await;
    let (ada, bob) = (
        Person::new(&app, "ada", 'a').await,
        Person::new(&app, "bob", 'b').await,
    );
    for row in ["22", "24"] {
        let contact = format!("{}{row}", ada.stem);
        let path = format!("/v1/contacts/{contact}");
        let key = ada.client.with("idempotency-key", "a-note-of-hers");
        key.patch(&path, json!({"headline": "Zoologist"}))
            .await
            .expect(200);
        let erased = ada
            .client
            .post(
                &format!("{path}/erase"),
                json!({"with_learnings": row == "24"}),
            )
            .await
            .expect(200);
        assert_eq!(erased.json["contact_id"], json!(contact));
        ada.client.get(&path).await.expect_problem(404, "not_found");
        ada.client
            .post(&format!("{path}/erase"), json!({}))
            .await
            .expect_problem(404, "not_found");
        // The log says that there was something, and of what kind: never who. Nor does a message that told of it.
        let left = app.rows_with(&contact);
        let left: Vec<&str> = left
            .lines()
            .filter(|line| !line.starts_with("change|") && !line.starts_with("webhook_message|"))
            .collect();
        assert_eq!(left, Vec::<&str>::new());
    }
    bob.client
        .get(&format!("/v1/contacts/{}22", bob.stem))
        .await
        .expect(200);
}

#[tokio::test]
async fn what_was_learned_stays_unnamed_and_where_the_name_stands_is_told() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada
        .create("/v1/contacts", json!({"name": "Jo Okafor"}))
        .await;
    let other = ada
        .create(
            "/v1/contacts",
            json!({"name": "Max Frey", "notes": "Jo Okafor sings with him."}),
        )
        .await;
    let said = json!({
        "statement": "Shifts shrink.", "kind": "trend", "topic": "lifestyle", "contact_id": contact,
    });
    let learning = ada.create("/v1/learnings", said).await;
    ada.create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    let erase = format!("/v1/contacts/{contact}/erase");
    let erased = ada.post(&erase, json!({})).await.expect(200).json;
    let count = |kind: &str| erased[kind].clone();
    assert_eq!(
        ["outreach", "interviews", "learnings", "learnings_unnamed"].map(count),
        [1, 0, 0, 1].map(Value::from)
    );
    let kept = ada
        .get(&format!("/v1/learnings/{learning}"))
        .await
        .expect(200)
        .json;
    assert_eq!(kept["contact_id"], Value::Null);
    let mentions = erased["mentions"].as_array().unwrap();
    let paths: Vec<&Value> = mentions.iter().map(|one| &one["path"]).collect();
    assert_eq!(paths, [&json!(format!("/v1/contacts/{other}"))]);
}

#[tokio::test]
async fn erasing_needs_the_right_to_write_all_that_goes() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada
        .create("/v1/contacts", json!({"name": "Jo Okafor"}))
        .await;
    let narrow = app
        .scoped("ada", "contacts:read contacts:write outreach:write")
        .await;
    narrow
        .post(&format!("/v1/contacts/{contact}/erase"), json!({}))
        .await
        .expect_problem(403, "insufficient_scope");
    ada.get(&format!("/v1/contacts/{contact}"))
        .await
        .expect(200);
}
