//! Sending messages.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{contact, outreach};
use crate::harness::{Client, TestApp};

const LETTER: &str = "Dear Jo Okafor, would you have 20 minutes? I am not looking for a job.";

async fn draft(ada: &Client, body: Value) -> String {
    format!("/v1/messages/{}", ada.create("/v1/messages", body).await)
}

async fn send(ada: &Client, path: &str, how: Value) -> crate::harness::Reply {
    ada.post(&format!("{path}/send"), how).await
}

#[tokio::test]
async fn a_letter_that_is_sent_is_an_attempt_of_its_outreach() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    let path = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "letter", "body": LETTER}),
    )
    .await;
    let sent = send(&ada, &path, json!({"at": "2026-01-05T08:00:00Z"}))
        .await
        .expect(200)
        .json;
    let told = (&sent["state"], &sent["sent_at"], &sent["channel"]);
    assert_eq!(
        told,
        (
            &json!("sent"),
            &json!("2026-01-05T08:00:00Z"),
            &json!("letter")
        )
    );
    let attempts = ada
        .get(&format!("/v1/outreach/{pursuit}/attempts"))
        .await
        .expect(200)
        .json;
    let attempt = &attempts["data"][0];
    assert_eq!(attempt["id"], sent["attempt_id"]);
    let told = (&attempt["outcome"], &attempt["channel"], &attempt["at"]);
    assert_eq!(
        told,
        (
            &json!("sent"),
            &json!("letter"),
            &json!("2026-01-05T08:00:00Z")
        )
    );
    let pursued = ada
        .get(&format!("/v1/outreach/{pursuit}"))
        .await
        .expect(200)
        .json;
    assert_eq!(pursued["state"], "awaiting_reply");
    let by_attempt = format!(
        "/v1/messages?attempt_id={}",
        attempt["id"].as_str().unwrap()
    );
    assert_eq!(
        ada.get(&by_attempt).await.expect(200).json["data"],
        json!([sent])
    );
}

#[tokio::test]
async fn what_was_sent_stays_as_it_went() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    let path = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "letter", "body": LETTER}),
    )
    .await;
    let sent = send(&ada, &path, json!({})).await.expect(200).json;
    let again = send(&ada, &path, json!({})).await;
    again.expect_problem(409, "already_sent");
    ada.patch(&path, json!({"body": "Other"}))
        .await
        .expect_problem(409, "already_sent");
    ada.delete(&path).await.expect_problem(409, "already_sent");
    assert_eq!(ada.get(&path).await.expect(200).json, sent);
    // Also when the pursuit is deleted.
    ada.delete(&format!("/v1/outreach/{pursuit}"))
        .await
        .expect(204);
    let left = ada.get(&path).await.expect(200).json;
    let told = (
        &left["body"],
        &left["outreach_id"],
        &left["attempt_id"],
        &left["state"],
    );
    assert_eq!(
        told,
        (&json!(LETTER), &Value::Null, &Value::Null, &json!("sent"))
    );
}

#[tokio::test]
async fn the_rules_for_attempts_hold_for_messages() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    let first = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "letter", "body": LETTER}),
    )
    .await;
    send(&ada, &first, json!({})).await.expect(200);
    let second = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "letter", "body": LETTER}),
    )
    .await;
    let early = send(&ada, &second, json!({})).await;
    let early = early.expect_problem(409, "too_early");
    assert_eq!(
        (&early.json["overridable"], early.json["rule"].is_string()),
        (&json!(true), true)
    );
    assert_eq!(ada.get(&second).await.expect(200).json["state"], "draft");
    let because = send(
        &ada,
        &second,
        json!({"override_reason": "The first was returned"}),
    )
    .await
    .expect(200);
    assert_eq!(because.json["override_reason"], "The first was returned");
    let reasons = app
        .sql("SELECT override_reason FROM attempt WHERE number = 2")
        .unwrap();
    assert_eq!(reasons, "The first was returned");
}

#[tokio::test]
async fn an_error_of_the_lint_keeps_a_message_back_until_there_is_a_reason() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    let unfilled = json!({"outreach_id": pursuit, "kind": "letter", "body": "Dear Jo, [why them]"});
    let path = draft(&ada, unfilled).await;
    let refused = send(&ada, &path, json!({})).await;
    let refused = refused.expect_problem(409, "findings_open");
    assert_json_snapshot!(refused.json["findings"][0], @r#"
    {
      "end": 19,
      "message": "\"[why them]\" was not filled in",
      "methodology_rule": null,
      "part": "body",
      "rule": "unfilled_placeholder",
      "severity": "error",
      "source": "our choice, for F43",
      "start": 9,
      "suggestion": "fill it in, or take it out"
    }
    "#);
    assert_eq!(app.sql("SELECT count(*) FROM attempt").unwrap(), "0");
    send(
        &ada,
        &path,
        json!({"override_reason": "It is a joke between us"}),
    )
    .await
    .expect(200);
}

#[tokio::test]
async fn nobody_is_named_without_permission_whatever_the_reason() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (jo, anna) = (
        contact(&ada, "Jo Okafor").await,
        contact(&ada, "Anna Lindqvist").await,
    );
    let pursuit = outreach(&ada, &jo).await;
    let referral = ada
        .create(
            "/v1/referrals",
            json!({"referrer_id": anna, "contact_id": jo}),
        )
        .await;
    let naming = format!("{LETTER} Anna Lindqvist told me of you.");
    let path = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "letter", "body": naming}),
    )
    .await;
    for how in [json!({}), json!({"override_reason": "She would not mind"})] {
        let refused = send(&ada, &path, how).await;
        let refused = refused.expect_problem(409, "permission_needed");
        let found = refused.json["findings"].as_array().unwrap();
        assert!(
            found
                .iter()
                .any(|one| one["rule"] == "referrer_without_permission")
        );
    }
    let granted = json!({"permission_to_name": "granted"});
    ada.patch(&format!("/v1/referrals/{referral}"), granted)
        .await
        .expect(200);
    send(&ada, &path, json!({})).await.expect(200);
}

#[tokio::test]
async fn thanks_need_no_outreach_and_settle_what_was_owed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (jo, lin) = (contact(&ada, "Jo Okafor").await, contact(&ada, "Lin").await);
    let owed = json!({"contact_id": jo, "kind": "thank_you", "due_at": "2026-01-06T20:00:00Z", "reason": "They helped"});
    let owed = ada.create("/v1/follow-ups", owed).await;
    let to_lin = draft(
        &ada,
        json!({"contact_id": lin, "kind": "thank_you", "subject": "A", "body": "Thank you, Lin"}),
    )
    .await;
    let refused = send(&ada, &to_lin, json!({"follow_up_id": owed})).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/follow_up_id");
    let path = draft(
        &ada,
        json!({"contact_id": jo, "kind": "thank_you", "subject": "A", "body": "Thank you, Jo"}),
    )
    .await;
    let sent = send(&ada, &path, json!({"follow_up_id": owed}))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&sent["attempt_id"], &sent["channel"]),
        (&Value::Null, &json!("email"))
    );
    let touched = ada
        .get(&format!("/v1/contacts/{jo}"))
        .await
        .expect(200)
        .json;
    assert_eq!(touched["last_contacted_at"], "2026-01-05T09:00:00Z");
    let settled = ada
        .get(&format!("/v1/follow-ups/{owed}"))
        .await
        .expect(200)
        .json;
    assert_eq!(settled["state"], "done");
    let again = draft(
        &ada,
        json!({"contact_id": jo, "kind": "thank_you", "subject": "A", "body": "Thank you, Jo"}),
    )
    .await;
    let refused = send(&ada, &again, json!({"follow_up_id": owed})).await;
    refused.expect_problem(409, "already_settled");
    assert_eq!(ada.get(&again).await.expect(200).json["state"], "draft");
}

#[tokio::test]
async fn whoever_asked_to_be_left_alone_is_not_written_to() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = ada
        .create(
            "/v1/contacts",
            json!({"name": "Jo", "do_not_contact": true}),
        )
        .await;
    let path = draft(
        &ada,
        json!({"contact_id": jo, "kind": "update", "subject": "A", "body": "Dear Jo"}),
    )
    .await;
    let refused = send(&ada, &path, json!({"override_reason": "It is good news"})).await;
    refused.expect_problem(409, "do_not_contact");
}

#[tokio::test]
async fn how_a_message_goes_out_fits_what_it_is() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let without = draft(
        &ada,
        json!({"contact_id": jo, "kind": "letter", "body": LETTER}),
    )
    .await;
    send(&ada, &without, json!({}))
        .await
        .expect_problem(409, "outreach_needed");
    let pursuit = outreach(&ada, &jo).await;
    let call = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "call_script", "body": LETTER}),
    )
    .await;
    send(&ada, &call, json!({}))
        .await
        .expect_problem(409, "not_sent");
    let letter = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "letter", "body": LETTER}),
    )
    .await;
    let spoken = send(&ada, &letter, json!({"channel": "phone"})).await;
    spoken
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/channel");
    let tomorrow = send(&ada, &letter, json!({"at": "2026-01-06T09:00:00Z"})).await;
    tomorrow
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/at");
    let message = draft(
        &ada,
        json!({"outreach_id": pursuit, "kind": "voicemail", "body": LETTER}),
    )
    .await;
    let left = send(&ada, &message, json!({})).await.expect(200).json;
    assert_eq!(left["channel"], "phone");
    assert_eq!(
        app.sql("SELECT outcome FROM attempt").unwrap(),
        "voicemail_left"
    );
}

#[tokio::test]
async fn a_message_to_several_goes_to_nobody_in_particular() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let ask = json!({"kind": "network_ask", "subject": "Do you know a speech therapist at a school in Dayton?",
        "body": "Hello, who works as a speech therapist at a school in Dayton?", "language": "en"});
    let path = draft(&ada, ask).await;
    let sent = send(&ada, &path, json!({})).await.expect(200).json;
    assert_eq!(
        (&sent["state"], &sent["contact_id"]),
        (&json!("sent"), &Value::Null)
    );
}
