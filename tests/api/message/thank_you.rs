//! Thanks for a conversation: drafted, about something new, and settled when they go out.

use serde_json::{Value, json};

use crate::{
    harness::{Client, Reply, TestApp},
    interview::in_progress,
};

/// Thanks that are owed for a conversation: the path of the follow-up, the contact and the interview.
async fn owed(ada: &Client) -> (String, String, String) {
    let path = in_progress(ada, "Grace").await;
    let done = ada.post(&format!("{path}/complete"), json!({})).await;
    let done = done.expect(200).json;
    let thanks = &done["follow_ups"][0];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (
        format!("/v1/follow-ups/{}", text(&thanks["id"])),
        text(&thanks["contact_id"]),
        text(&done["interview"]["id"]),
    )
}

async fn draft(ada: &Client, contact: &str) -> String {
    let body = json!({
        "contact_id": contact, "kind": "thank_you", "subject": "Thank you", "body": "Thank you, Grace",
    });
    ada.create("/v1/messages", body).await
}

async fn learning(ada: &Client, member: &str, id: &str, is_new: bool) -> String {
    let body = json!({
        "statement": "Reports fill the day.", "kind": "drawback", "topic": "work_environment", "new_to_me": is_new,
        member: id,
    });
    ada.create("/v1/learnings", body).await
}

fn stands(follow_up: &Reply) -> (&Value, &Value) {
    (&follow_up.json["thank_you_state"], &follow_up.json["state"])
}

#[tokio::test]
async fn thanks_are_due_then_drafted_then_sent() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (thanks, grace, interview) = owed(&ada).await;
    let due = ada.get(&thanks).await.expect(200);
    assert_eq!(stands(&due), (&json!("due"), &json!("pending")));
    let message = draft(&ada, &grace).await;
    let drafted = ada.patch(&thanks, json!({"message_id": message})).await;
    let drafted = drafted.expect(200);
    assert_eq!(stands(&drafted), (&json!("drafted"), &json!("pending")));

    let path = format!("/v1/messages/{message}/send");
    let refused = ada.post(&path, json!({})).await;
    let refused = refused.expect_problem(409, "learning_needed");
    assert_eq!(
        (&refused.json["rule"], &refused.json["source"]),
        (
            &json!("thank_you_cites_learning"),
            &json!("seed 001 (F121)")
        )
    );
    let new = learning(&ada, "interview_id", &interview, true).await;
    ada.patch(&thanks, json!({"learning_id": new}))
        .await
        .expect(200);
    ada.post(&path, json!({})).await.expect(200);
    let sent = ada.get(&thanks).await.expect(200);
    assert_eq!(stands(&sent), (&json!("sent"), &json!("done")));
    assert_eq!(sent.json["message_id"], json!(message));

    // The next is another message.
    let again = ada.post(&format!("{thanks}/reopen"), json!({})).await;
    let again = again.expect(200);
    assert_eq!(stands(&again), (&json!("due"), &json!("pending")));
    assert_eq!(again.json["message_id"], Value::Null);
    ada.patch(&thanks, json!({"message_id": message}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/message_id");
}

#[tokio::test]
async fn thanks_without_anything_new_go_out_for_a_reason() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (thanks, grace, _) = owed(&ada).await;
    let id = thanks.rsplit_once('/').unwrap().1;
    let message = draft(&ada, &grace).await;
    let path = format!("/v1/messages/{message}/send");
    ada.post(&path, json!({"follow_up_id": id}))
        .await
        .expect_problem(409, "learning_needed");
    let draft = ada.get(&format!("/v1/messages/{message}")).await;
    assert_eq!(draft.expect(200).json["state"], "draft");
    let how = json!({"follow_up_id": id, "override_reason": "Short and warm is best here."});
    let sent = ada.post(&path, how).await.expect(200);
    assert_eq!(sent.json["override_reason"], "Short and warm is best here.");
    let sent = ada.get(&thanks).await.expect(200);
    assert_eq!(stands(&sent), (&json!("sent"), &json!("done")));
    assert_eq!(sent.json["message_id"], json!(message));
}

#[tokio::test]
async fn thanks_name_what_was_new_and_said_by_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (thanks, grace, _) = owed(&ada).await;
    let lin = ada.create("/v1/contacts", json!({"name": "Lin"})).await;
    let known = learning(&ada, "contact_id", &grace, false).await;
    let elsewhere = learning(&ada, "contact_id", &lin, true).await;
    let to_lin = draft(&ada, &lin).await;
    for (member, value, code) in [
        ("learning_id", &known, "not_new"),
        ("learning_id", &elsewhere, "other_contact"),
        ("message_id", &to_lin, "other_contact"),
    ] {
        let refused = ada.patch(&thanks, json!({member: value})).await;
        let refused = refused.expect_problem(422, "invalid_body");
        let refused = refused.expect_error_at(&format!("#/{member}"));
        assert_eq!(refused.json["errors"][0]["code"], code);
    }
    let new = learning(&ada, "contact_id", &grace, true).await;
    let other = json!({
        "contact_id": grace, "kind": "update", "due_at": "2026-02-01T09:00:00Z", "reason": "News", "learning_id": new,
    });
    ada.post("/v1/follow-ups", other)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/learning_id");
    let named = ada.patch(&thanks, json!({"learning_id": new})).await;
    assert_eq!(named.expect(200).json["learning_id"], json!(new));
}

#[tokio::test]
async fn a_draft_or_a_learning_that_is_deleted_is_named_no_longer() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (thanks, grace, _) = owed(&ada).await;
    let (message, new) = (
        draft(&ada, &grace).await,
        learning(&ada, "contact_id", &grace, true).await,
    );
    let named = json!({"message_id": message, "learning_id": new});
    ada.patch(&thanks, named).await.expect(200);
    for path in [format!("messages/{message}"), format!("learnings/{new}")] {
        ada.delete(&format!("/v1/{path}")).await.expect(204);
    }
    let left = ada.get(&thanks).await.expect(200);
    assert_eq!(
        (&left.json["message_id"], &left.json["learning_id"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(stands(&left), (&json!("due"), &json!("pending")));
}
