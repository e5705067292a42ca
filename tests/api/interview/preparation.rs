//! What is put down before an interview.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{agreed, plan, scheduled, words};
use crate::harness::TestApp;

#[tokio::test]
async fn objectives_and_the_way_are_put_down_replaced_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("{}/preparation", scheduled(&ada, "Grace").await);
    ada.get(&path).await.expect_problem(404, "not_found");
    let body = json!({"objectives": [" Two names "], "venue": "cafe", "travel_minutes": 25});
    let first = ada.put(&path, body).await.expect(201);
    assert_eq!(first.header("location"), path);
    assert_eq!(first.json["objectives"], json!(["Two names"]));
    assert_eq!(first.json["travel_minutes"], 25);
    assert_eq!(first.json["questions_by_heart"], false);
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (first.etag(), &first.json));

    let second = ada.put(&path, json!({"note": "Maps"})).await.expect(200);
    assert_eq!(second.json["objectives"], json!([]));
    assert_eq!(second.json["venue"], json!(null));
    ada.with("if-match", first.etag())
        .put(&path, json!({}))
        .await
        .expect_problem(412, "precondition_failed");
    let bob = app.person("bob").await;
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.put(&path, json!({}))
        .await
        .expect_problem(404, "not_found");
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_cannot_be_put_down_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("{}/preparation", scheduled(&ada, "Grace").await);
    for (body, pointer) in [
        (json!({"objectives": [" "]}), "#/objectives/0"),
        (json!({"objectives": vec!["More"; 11]}), "#/objectives"),
        (json!({"venue": "the_moon"}), "#/venue"),
        (json!({"travel_minutes": 1441}), "#/travel_minutes"),
        (json!({"note": ""}), "#/note"),
        (
            json!({"pitch_id": "019b76da-a800-7000-8000-00000000dead"}),
            "#/pitch_id",
        ),
    ] {
        ada.put(&path, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
}

#[tokio::test]
async fn the_pitch_is_the_chosen_one_else_the_one_that_fits_best() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, contact) = agreed(&ada, "Grace").await;
    let clinic = json!({"name": "Clinic", "mission": "Every child is understood."});
    let clinic = ada.create("/v1/organizations", clinic).await;
    let works_there = json!({ "organization_id": clinic });
    ada.patch(&format!("/v1/contacts/{contact}"), works_there)
        .await
        .expect(200);
    let id = ada.create("/v1/interviews", plan(&outreach)).await;
    let path = format!("/v1/interviews/{id}");
    let pitch = async || ada.get(&format!("{path}/pitch")).await.expect(200).json;
    let none = pitch().await;
    assert_eq!(
        (&none["pitch"], &none["review"], &none["emphasis"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(none["operation"]["operation_id"], "create_pitch");

    let general = ada.create("/v1/pitches", json!({"title": "General"})).await;
    let found = pitch().await;
    assert_eq!(
        (&found["reason"], &found["pitch"]["title"]),
        (&json!("general"), &json!("General"))
    );
    let variants = format!("/v1/pitches/{general}/variants");
    ada.post(&variants, json!({ "organization_id": clinic }))
        .await
        .expect(201);
    let found = pitch().await;
    assert_eq!(found["reason"], "for_organization");
    assert_eq!(found["review"]["mission"], "Every child is understood.");

    let other = ada
        .create("/v1/organizations", json!({"name": "Elsewhere"}))
        .await;
    let elsewhere = json!({"title": "Elsewhere", "organization_id": other});
    let chosen = ada.create("/v1/pitches", elsewhere).await;
    assert_eq!(pitch().await["reason"], "for_organization");
    let body = json!({"pitch_id": chosen, "questions_by_heart": true});
    let put = ada
        .put(&format!("{path}/preparation"), body)
        .await
        .expect(201);
    assert_eq!(
        (&put.json["pitch_id"], &put.json["questions_by_heart"]),
        (&json!(chosen), &json!(true))
    );
    let found = pitch().await;
    assert_eq!(
        (&found["reason"], &found["pitch"]["id"]),
        (&json!("chosen"), &json!(chosen))
    );
    ada.delete(&format!("/v1/pitches/{chosen}"))
        .await
        .expect(204);
    assert_eq!(pitch().await["reason"], "for_organization");

    for subject in ["company_or_field", "company_or_field", "interviewee"] {
        ada.post(&format!("{path}/questions"), words("Why?", subject))
            .await
            .expect(201);
    }
    assert_json_snapshot!(pitch().await["emphasis"], @r#"
    {
      "advice": "Your questions are about the company or field more than about anything else: say that you hope to learn how the company or field works inside.",
      "leading": [
        "company_or_field"
      ],
      "shares": [
        {
          "questions": 2,
          "subject": "company_or_field"
        },
        {
          "questions": 1,
          "subject": "interviewee"
        },
        {
          "questions": 0,
          "subject": "your_chances"
        }
      ]
    }
    "#);
    let bob = app.person("bob").await;
    bob.get(&format!("{path}/pitch"))
        .await
        .expect_problem(404, "not_found");
}
