//! Advice.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp},
    walk::Person,
};

/// Somebody who was advised by Grace: Grace's id and the path of the advice.
async fn advised(ada: &Client) -> (String, String) {
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let advice = json!({"contact_id": grace, "what": "Shadow a night shift."});
    let id = ada.create("/v1/advice", advice).await;
    (grace, format!("/v1/advice/{id}"))
}

async fn step(ada: &Client, path: &str, verb: &str, body: Value) -> Value {
    let reply = ada.post(&format!("{path}/{verb}"), body).await;
    reply.expect(200).json
}

#[tokio::test]
async fn advice_goes_from_given_to_told_back() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (grace, path) = advised(&ada).await;
    let follow = json!({"will_follow": true});
    assert_eq!(
        step(&ada, &path, "decide", follow).await["state"],
        "will_follow"
    );
    app.advance(TimeDelta::minutes(1));
    let result = json!({"result": "I liked the quiet."});
    assert_eq!(step(&ada, &path, "apply", result).await["state"], "applied");
    app.advance(TimeDelta::minutes(1));
    let message = json!({"contact_id": grace, "kind": "update", "body": "I went."});
    let message = ada.create("/v1/messages", message).await;
    let report =
        json!({"message_id": message, "at": "2026-01-05T09:01:30Z", "note": "She was glad."});
    step(&ada, &path, "report-back", report).await;
    let mut told = ada.get(&path).await.expect(200).json;
    told["message_id"] = json!("of the message");
    assert_json_snapshot!(told, @r#"
    {
      "applied_at": "2026-01-05T09:01:00Z",
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "decided_at": "2026-01-05T09:00:00Z",
      "decision_reason": null,
      "given_on": null,
      "id": "019b76da-a800-7000-8000-000000000008",
      "interview_id": null,
      "message_id": "of the message",
      "object": "advice",
      "report_note": "She was glad.",
      "reported_at": "2026-01-05T09:01:30Z",
      "result": "I liked the quiet.",
      "state": "reported_back",
      "theme_id": null,
      "updated_at": "2026-01-05T09:02:00Z",
      "what": "Shadow a night shift."
    }
    "#);
    let grace = ada.get(&format!("/v1/contacts/{grace}")).await.expect(200);
    assert_eq!(grace.json["last_contacted_at"], "2026-01-05T09:01:30Z");
    // The words can be mended all the same; how far it came stays.
    let mended = ada.patch(
        &path,
        json!({"what": "Shadow two nights.", "given_on": "2026-01-04"}),
    );
    let mended = mended.await.expect(200).json;
    assert_eq!(
        json!([mended["state"], mended["what"], mended["given_on"]]),
        json!(["reported_back", "Shadow two nights.", "2026-01-04"])
    );
    let reopened = ada.act(&format!("{path}/reopen")).await.expect(200).json;
    assert_eq!(
        json!([
            reopened["state"],
            reopened["decided_at"],
            reopened["result"],
            reopened["reported_at"]
        ]),
        json!(["given", null, null, null])
    );
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn refused_advice_says_why_and_is_told_back_too() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, path) = advised(&ada).await;
    ada.post(&format!("{path}/decide"), json!({"will_follow": false}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/reason");
    let refusal = json!({"will_follow": false, "reason": "I cannot move."});
    step(&ada, &path, "decide", refusal).await;
    let refused = ada
        .post(&format!("{path}/apply"), json!({"result": "x"}))
        .await;
    let refused = refused.expect_problem(409, "wrong_state");
    assert_eq!(refused.json["state"], "will_not_follow");
    let told = step(&ada, &path, "report-back", json!({})).await;
    assert_eq!(
        json!([told["state"], told["decision_reason"], told["applied_at"]]),
        json!(["reported_back", "I cannot move.", null])
    );
    // It reads back the same.
    assert_eq!(ada.get(&path).await.expect(200).json, told);
}

#[tokio::test]
async fn no_step_is_taken_out_of_turn() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, path) = advised(&ada).await;
    let refuse = async |verb: &str, body: Value, state: &str| {
        let refused = ada.post(&format!("{path}/{verb}"), body).await;
        let refused = refused.expect_problem(409, "wrong_state");
        assert_eq!(refused.json["state"], state, "{verb}");
    };
    refuse("apply", json!({"result": "x"}), "given").await;
    refuse("report-back", json!({}), "given").await;
    ada.act(&format!("{path}/reopen"))
        .await
        .expect_problem(409, "wrong_state");
    let follow = json!({"will_follow": true, "reason": "It costs nothing."});
    step(&ada, &path, "decide", follow.clone()).await;
    refuse("report-back", json!({}), "will_follow").await;
    let later = "2026-01-05T09:00:01Z";
    ada.post(
        &format!("{path}/apply"),
        json!({"result": "x", "at": later}),
    )
    .await
    .expect_problem(422, "invalid_body")
    .expect_error_at("#/at");
    step(&ada, &path, "apply", json!({"result": "x"})).await;
    refuse("decide", follow, "applied").await;
    step(&ada, &path, "report-back", json!({})).await;
    refuse("report-back", json!({}), "reported_back").await;
}

#[tokio::test]
async fn advice_goes_with_its_contact_and_is_filtered() {
    let app = TestApp::start().await;
    let person = Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let advice = |contact: &str| json!({"contact_id": format!("{stem}{contact}"), "what": "Ask."});
    let mut elsewhere = advice("23");
    elsewhere["interview_id"] = json!(format!("{stem}32"));
    ada.post("/v1/advice", elsewhere)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/interview_id");
    let path = format!(
        "/v1/advice/{}",
        ada.create("/v1/advice", advice("23")).await
    );
    let refusal = json!({"will_follow": false, "reason": "No."});
    step(ada, &path, "decide", refusal).await;
    // A message to somebody else told nothing to this contact.
    let message = json!({"contact_id": format!("{stem}22"), "kind": "update", "body": "I went."});
    let message = ada.create("/v1/messages", message).await;
    ada.post(
        &format!("{path}/report-back"),
        json!({"message_id": message}),
    )
    .await
    .expect_problem(422, "invalid_body")
    .expect_error_at("#/message_id");
    for (query, count) in [
        (String::new(), 2),
        ("state=will_not_follow,applied".to_owned(), 1),
        (format!("contact_id={stem}22"), 1),
        (format!("theme_id={stem}20"), 1),
        (format!("theme_id={stem}20&state=applied"), 0),
        (format!("interview_id={stem}32"), 1),
        (format!("interview_id={stem}33"), 0),
    ] {
        let listed = ada.get(&format!("/v1/advice?{query}")).await.expect(200);
        assert_eq!(
            listed.json["data"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
}
