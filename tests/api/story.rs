//! Accomplishment stories.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::TestApp;

#[tokio::test]
async fn a_story_is_told_bit_by_bit_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada
        .post(
            "/v1/stories",
            json!({"title": "The flood", "skills": ["Teaching", "teaching"]}),
        )
        .await
        .expect(201);
    let path = created.header("location").to_owned();
    assert_json_snapshot!(created.json, @r#"
    {
      "action": null,
      "created_at": "2026-01-05T09:00:00Z",
      "happened_on": null,
      "id": "019b76da-a800-7000-8000-000000000006",
      "is_complete": false,
      "object": "story",
      "result": null,
      "situation": null,
      "skills": [
        "Teaching"
      ],
      "title": "The flood",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let parts = json!({"situation": "A burst pipe", "action": "Forty volunteers", "result": "Saved", "happened_on": "2024-03-02"});
    let told = ada.patch(&path, parts).await.expect(200);
    assert_eq!(told.json["is_complete"], true);
    assert_eq!(told.json["happened_on"], "2024-03-02");
    assert_eq!(ada.get(&path).await.expect(200).json, told.json);
    let draft = ada
        .patch(&path, json!({"result": null, "happened_on": null}))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&draft["is_complete"], &draft["happened_on"]),
        (&json!(false), &Value::Null)
    );
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (body, at) in [
        (json!({}), "#/title"),
        (json!({"title": " "}), "#/title"),
        (
            json!({"title": "A", "situation": "x".repeat(5001)}),
            "#/situation",
        ),
        (json!({"title": "A", "skills": ["one, two"]}), "#/skills/0"),
        (json!({"title": "A", "skills": vec!["x"; 31]}), "#/skills"),
        (
            json!({"title": "A", "happened_on": "2024-02-30"}),
            "#/happened_on",
        ),
    ] {
        let refused = ada.post("/v1/stories", body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
    assert_eq!(app.sql("SELECT count(*) FROM story").unwrap(), "0");
}

#[tokio::test]
async fn stories_are_listed_by_skill_and_in_order() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (title, skills) in [
        ("A", json!(["Teaching"])),
        ("B", json!(["writing", "teaching"])),
        ("C", json!([])),
    ] {
        ada.post("/v1/stories", json!({"title": title, "skills": skills}))
            .await
            .expect(201);
        app.advance(chrono::TimeDelta::seconds(1));
    }
    let titles = async |query: &str| -> String {
        let page = ada.get(&format!("/v1/stories{query}")).await.expect(200);
        let data = page.json["data"].as_array().unwrap().clone();
        data.iter()
            .map(|story| story["title"].as_str().unwrap())
            .collect()
    };
    assert_eq!(titles("").await, "CBA");
    assert_eq!(titles("?sort=created_at").await, "ABC");
    assert_eq!(titles("?skill=TEACHING&sort=created_at").await, "AB");
    assert_eq!(titles("?skill=writing,painting").await, "B");
    ada.get("/v1/stories?skill=%20")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("skill");
}
