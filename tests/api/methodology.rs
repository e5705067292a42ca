//! Methodology profiles.

use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn everybody_reads_the_same_profiles() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let list = ada.get("/v1/methodologies").await.expect(200);
    assert_eq!(list.json, bob.get("/v1/methodologies").await.json);
    let profiles = list.json["data"].as_array().unwrap();
    assert_eq!(profiles.len(), 1);
    assert_eq!(list.json["has_more"], json!(false));

    let id = profiles[0]["id"].as_str().unwrap();
    let path = format!("/v1/methodologies/{id}");
    let found = ada.get(&path).await.expect(200);
    assert_eq!(found.json, profiles[0]);
    ada.with("if-none-match", found.etag())
        .get(&path)
        .await
        .expect(304);
}

#[tokio::test]
async fn a_profile_gives_the_reason_of_each_number() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let list = ada.get("/v1/methodologies").await.expect(200);
    let profile = &list.json["data"][0];
    assert_eq!(profile["key"], "letter_then_call");
    assert_eq!(profile["is_default"], json!(true));
    let rules = profile["rules"].as_array().unwrap();
    let rule = |key: &str| rules.iter().find(|rule| rule["key"] == key).unwrap();
    insta::assert_json_snapshot!(rule("follow_up_days"), @r#"
    {
      "channels": [],
      "confidence": "medium",
      "default": null,
      "key": "follow_up_days",
      "max": 14,
      "min": 7,
      "rationale": "A week or two is long enough for nobody to feel badgered, and short enough for the message to be remembered.",
      "source": "seed 001 (F50, F51)",
      "unit": "calendar_days",
      "value": null,
      "word": null
    }
    "#);
    assert_eq!(rule("attempt_cap")["value"], 3);
    assert_eq!(rule("ask_minutes")["default"], 20);
    assert_eq!(
        rule("first_channels")["channels"],
        json!(["letter", "email"])
    );
    assert_eq!(rule("resume_policy")["word"], "on_request");
    for rule in rules {
        assert!(!rule["rationale"].as_str().unwrap().is_empty());
        assert!(!rule["source"].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_unknown_profile_is_not_found() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for id in ["019b76da-a800-7000-8000-000000000999", "letter"] {
        ada.get(&format!("/v1/methodologies/{id}"))
            .await
            .expect_problem(404, "not_found");
    }
    app.anonymous()
        .get("/v1/methodologies")
        .await
        .expect_problem(401, "unauthenticated");
}
