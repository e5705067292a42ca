//! Looking at messages again before they are sent.

use insta::assert_json_snapshot;
use serde_json::json;

use super::{contact, outreach, rules};
use crate::harness::TestApp;

#[tokio::test]
async fn a_text_is_looked_at_while_it_is_written() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let text = json!({"contact_id": jo, "kind": "email", "subject": "Hello", "language": "en",
        "body": "Dear [their name], could we talk about a job at your company?"});
    let found = ada.post("/v1/messages/lint", text).await.expect(200).json;
    assert_eq!(found["has_errors"], true);
    assert_json_snapshot!(found["findings"][0], @r#"
    {
      "end": 17,
      "message": "\"[their name]\" was not filled in",
      "methodology_rule": null,
      "part": "body",
      "rule": "unfilled_placeholder",
      "severity": "error",
      "source": "our choice, for F43",
      "start": 5,
      "suggestion": "fill it in, or take it out"
    }
    "#);
    assert_json_snapshot!(rules(&found), @r#"
    [
      "unfilled_placeholder",
      "recipient_not_named",
      "asks_for_a_job",
      "lacks_not_a_job_assurance",
      "no_specific_time",
      "no_window",
      "no_personalization"
    ]
    "#);
    assert_eq!(app.sql("SELECT count(*) FROM message").unwrap(), "0");
}

#[tokio::test]
async fn a_draft_is_held_against_the_numbers_of_its_methodology() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    let body = format!("Dear Jo Okafor, {}", "word ".repeat(160));
    let draft = json!({"outreach_id": pursuit, "kind": "email", "subject": "x".repeat(61), "body": body, "language": "en"});
    let path = format!("/v1/messages/{}", ada.create("/v1/messages", draft).await);
    let found = ada.get(&format!("{path}/findings")).await.expect(200).json;
    let cited = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| {
            let rule = finding["methodology_rule"].as_str()?;
            Some(json!([
                finding["rule"],
                rule,
                finding["part"],
                finding["start"],
                finding["source"]
            ]))
        });
    assert_json_snapshot!(cited.collect::<Vec<_>>(), @r#"
    [
      [
        "subject_too_long",
        "subject_characters",
        "subject",
        60,
        "our choice, for seed 001 (F68)"
      ],
      [
        "too_long",
        "email_words",
        "body",
        751,
        "seed 001 (F48), Dalton (D1); the number is our choice"
      ]
    ]
    "#);
}

#[tokio::test]
async fn what_is_known_of_the_two_people_counts() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (jo, _) = (
        contact(&ada, "Jo Okafor").await,
        contact(&ada, "Miriam Castellanos").await,
    );
    let resume = ada
        .create("/v1/documents", json!({"name": "Resume", "kind": "resume"}))
        .await;
    let ground = json!({"kind": "school", "label": "Ohio State"});
    ada.post(&format!("/v1/contacts/{jo}/common-ground"), ground)
        .await
        .expect(201);
    let found = async |kind: &str, body: &str, more: serde_json::Value| {
        let mut draft = json!({"contact_id": jo, "kind": kind, "language": "en", "body": body});
        draft
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let linted = ada.post("/v1/messages/lint", draft).await.expect(200).json;
        rules(&linted)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let has = |rules: &[String], rule: &str| rules.iter().any(|one| one == rule);
    // Another contact is greeted.
    let wrong = found(
        "letter",
        "Dear Miriam, would you have 20 minutes?",
        json!({}),
    )
    .await;
    assert!(has(&wrong, "wrong_name"), "{wrong:?}");
    // What both share makes it personal.
    let bare = found("letter", "Dear Jo, would you have 20 minutes?", json!({})).await;
    assert!(has(&bare, "no_personalization"), "{bare:?}");
    let shared = found(
        "letter",
        "Dear Jo, I was at Ohio State, too. Would you have 20 minutes?",
        json!({}),
    )
    .await;
    assert!(!has(&shared, "no_personalization"), "{shared:?}");
    // The resume waits until they ask.
    let attached = found("letter", "Dear Jo", json!({"attachments": [resume]})).await;
    assert!(has(&attached, "resume_against_policy"), "{attached:?}");
    let asked = found(
        "letter",
        "Dear Jo",
        json!({"attachments": [resume], "is_resume_asked_for": true}),
    )
    .await;
    assert!(!has(&asked, "resume_against_policy"), "{asked:?}");
    // Thanks name something new.
    let thanks = found("thank_you", "Dear Jo, thank you for your time.", json!({})).await;
    assert!(has(&thanks, "thank_you_without_learning"), "{thanks:?}");
    let learned = json!({"learnings": ["Reports take most of the day"]});
    let named = found(
        "thank_you",
        "Dear Jo, thank you. That reports take most of the day stays with me.",
        learned,
    )
    .await;
    assert!(!has(&named, "thank_you_without_learning"), "{named:?}");
}

#[tokio::test]
async fn a_text_is_about_people_of_the_callers() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let jo = contact(&ada, "Jo Okafor").await;
    let resume = json!({"name": "Resume", "kind": "resume"});
    let resume = ada.create("/v1/documents", resume).await;
    for (client, member, value, at) in [
        (&bob, "contact_id", json!(jo), "#/contact_id"),
        (&bob, "attachments", json!([resume]), "#/attachments"),
        (
            &ada,
            "attachments",
            json!([resume, resume]),
            "#/attachments/1",
        ),
    ] {
        let mut text = json!({"kind": "letter", "body": "Hello"});
        text[member] = value;
        let refused = client.post("/v1/messages/lint", text).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
}

#[tokio::test]
async fn the_rules_are_listed_with_their_reasons() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let page = ada.get("/v1/lint-rules?limit=2").await.expect(200).json;
    assert_json_snapshot!(page["data"][1], @r#"
    {
      "first_touch_only": false,
      "kinds": [
        "letter",
        "email",
        "call_script",
        "voicemail",
        "connection_note",
        "thank_you",
        "update",
        "network_ask",
        "availability_announcement",
        "decline_courtesy",
        "resume_hand_off"
      ],
      "languages": "any",
      "object": "lint_rule",
      "rule": "referrer_without_permission",
      "severity": "error",
      "source": "seed 001 (F47)",
      "title": "Names somebody without their permission",
      "why": "Whoever led you to somebody lends you their good name: ask them first whether you may use it."
    }
    "#);
    assert_eq!(page["has_more"], true);
    let all = ada.get("/v1/lint-rules?limit=100").await.expect(200).json;
    assert_eq!(all["data"].as_array().unwrap().len(), 25);
}
