//! Guided self-reflection.

use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Client, Reply, TestApp};

const FIRST: &str = "/v1/reflection-answers/01a20ada-2c00-7000-8000-000000000001";

async fn put(client: &Client, path: &str, body: Value) -> Reply {
    let media_type = Some("application/json");
    client
        .send(Method::PUT, path, media_type, body.to_string())
        .await
}

fn answer(text: &str) -> Value {
    json!({ "answer": text })
}

#[tokio::test]
async fn everybody_reads_the_same_questions_section_by_section() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let page = ada.get("/v1/reflection-questions").await.expect(200);
    assert_eq!(page.json, bob.get("/v1/reflection-questions").await.json);
    let questions = page.json["data"].as_array().unwrap();
    assert_eq!(questions.len(), 21);
    assert_json_snapshot!(questions[3], @r#"
    {
      "body": "What kind of organization would you like to work for?",
      "created_at": "2026-11-24T00:00:00Z",
      "example": "A government office rather than a law firm, because of the cases.",
      "help": "Think of public or private, large or small, old or newly founded.",
      "id": "01a20ada-2c00-7000-8000-000000000004",
      "object": "reflection_question",
      "position": 4,
      "section": "business_kind",
      "updated_at": "2026-11-24T00:00:00Z"
    }
    "#);
    let positions: Vec<i64> = questions
        .iter()
        .map(|one| one["position"].as_i64().unwrap())
        .collect();
    assert_eq!(positions, (1..=21).collect::<Vec<_>>());
    let mut sections: Vec<&str> = questions
        .iter()
        .map(|one| one["section"].as_str().unwrap())
        .collect();
    sections.dedup();
    assert_eq!(
        sections,
        [
            "field",
            "business_kind",
            "specialty",
            "role",
            "location",
            "horizon",
            "advancement",
            "strengths_and_values",
            "trade_offs"
        ]
    );
    let path = format!(
        "/v1/reflection-questions/{}",
        questions[3]["id"].as_str().unwrap()
    );
    assert_eq!(ada.get(&path).await.expect(200).json, questions[3]);
}

#[tokio::test]
async fn questions_are_narrowed_to_sections_and_paged() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut path = "/v1/reflection-questions?section=role,trade_offs&limit=2".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = ada.get(&path).await.expect(200).json;
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["position"].as_i64().unwrap()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/reflection-questions?section=role,trade_offs&limit=2&cursor={cursor}");
    }
    assert_eq!(seen, [8, 9, 10, 20, 21]);
}

#[tokio::test]
async fn an_answer_is_created_replaced_and_deleted_under_the_id_of_its_question() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    ada.get(FIRST).await.expect_problem(404, "not_found");
    let created = put(&ada, FIRST, answer(" Law ")).await.expect(201);
    assert_eq!(created.header("location"), FIRST);
    assert_json_snapshot!(created.json, @r#"
    {
      "answer": "Law",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "01a20ada-2c00-7000-8000-000000000001",
      "object": "reflection_answer",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    app.advance(chrono::TimeDelta::minutes(1));
    let replaced = put(&ada, FIRST, answer("Medicine")).await.expect(200);
    assert_eq!(replaced.header("location"), "");
    assert_eq!(replaced.json["created_at"], created.json["created_at"]);
    assert_ne!(replaced.etag(), created.etag());
    let found = ada.get(FIRST).await.expect(200);
    assert_eq!(
        (&found.json, found.etag()),
        (&replaced.json, replaced.etag())
    );
    let list = ada.get("/v1/reflection-answers").await.expect(200);
    assert_eq!(list.json["data"], json!([replaced.json]));
    ada.delete(FIRST).await.expect(204);
    ada.delete(FIRST).await.expect_problem(404, "not_found");
    put(&ada, FIRST, answer("Law after all")).await.expect(201);
}

#[tokio::test]
async fn an_answer_is_written_only_on_the_revision_that_the_client_expects() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let expecting = ada.with("if-match", "*");
    put(&expecting, FIRST, answer("a"))
        .await
        .expect_problem(412, "precondition_failed");
    let creating = ada.with("if-none-match", "*");
    let created = put(&creating, FIRST, answer("a")).await.expect(201);
    let refused = put(&creating, FIRST, answer("b"))
        .await
        .expect_problem(412, "precondition_failed");
    assert_eq!(refused.etag(), created.etag());
    put(&ada.with("if-match", "\"stale\""), FIRST, answer("b"))
        .await
        .expect(412);
    assert_eq!(ada.get(FIRST).await.json["answer"], "a");
    put(&ada.with("if-match", created.etag()), FIRST, answer("b"))
        .await
        .expect(200);
    put(
        &ada.with("if-none-match", created.etag()),
        FIRST,
        answer("c"),
    )
    .await
    .expect(200);
}

#[tokio::test]
async fn only_questions_that_exist_are_answered() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for id in ["01a20ada-2c00-7000-8000-0000000000ff", "first"] {
        let path = format!("/v1/reflection-answers/{id}");
        put(&ada, &path, answer("a"))
            .await
            .expect_problem(404, "not_found");
    }
    for bad in ["", "  "] {
        put(&ada, FIRST, answer(bad))
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at("#/answer");
    }
    assert_eq!(
        app.sql("SELECT count(*) FROM reflection_answer").unwrap(),
        "0"
    );
}

#[tokio::test]
async fn each_person_answers_for_themselves() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    put(&ada, FIRST, answer("Law")).await.expect(201);
    bob.get(FIRST).await.expect_problem(404, "not_found");
    bob.delete(FIRST).await.expect_problem(404, "not_found");
    assert_eq!(
        bob.get("/v1/reflection-answers").await.json["data"],
        json!([])
    );
    put(&bob, FIRST, answer("Music")).await.expect(201);
    assert_eq!(ada.get(FIRST).await.json["answer"], "Law");
}
