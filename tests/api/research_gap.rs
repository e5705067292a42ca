//! Research gaps, and how they become questions.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// The id of a gap about a theme, with some members other than usual.
async fn gap(ada: &Client, changes: Value) -> String {
    let theme = ada
        .create("/v1/themes", json!({"name": "A", "status": "idea"}))
        .await;
    let mut body = json!({
        "theme_id": theme, "statement": "Who pays for supervision?", "topic": "skills_and_qualifications",
        "subject": "your_chances"
    });
    for (member, value) in changes.as_object().unwrap() {
        body[member] = value.clone();
    }
    ada.create("/v1/research-gaps", body).await
}

#[tokio::test]
async fn a_gap_is_created_answered_reopened_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("/v1/research-gaps/{}", gap(&ada, json!({})).await);
    let found = ada.get(&path).await.expect(200);
    assert_json_snapshot!(found.json, @r#"
    {
      "answer": null,
      "answerable_online": false,
      "contact_id": null,
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000009",
      "object": "research_gap",
      "organization_id": null,
      "question_id": null,
      "research_item_id": null,
      "state": "open",
      "statement": "Who pays for supervision?",
      "subject": "your_chances",
      "theme_id": "019b76da-a800-7000-8000-000000000006",
      "topic": "skills_and_qualifications",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let contact = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let item = json!({"contact_id": contact, "kind": "website", "title": "Her page"});
    let item = ada.create("/v1/research-items", item).await;
    let answer =
        json!({"state": "answered", "answer": "The clinic does", "research_item_id": item});
    let answered = ada.patch(&path, answer).await.expect(200).json;
    assert_eq!(
        json!([answered["state"], answered["research_item_id"]]),
        json!(["answered", item])
    );
    ada.patch(&path, json!({"state": "open"}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/answer");
    // The answer outlives the place where it was found.
    ada.delete(&format!("/v1/research-items/{item}"))
        .await
        .expect(204);
    let found = ada.get(&path).await.expect(200).json;
    assert_eq!(
        json!([found["answer"], found["research_item_id"]]),
        json!(["The clinic does", null])
    );
    let reopened = ada
        .patch(&path, json!({"state": "open", "answer": null}))
        .await;
    assert_eq!(reopened.expect(200).json["state"], "open");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_a_gap_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("/v1/research-gaps/{}", gap(&ada, json!({})).await);
    for (patch, pointer) in [
        (json!({"theme_id": null}), "#/theme_id"),
        (
            json!({"theme_id": "00000000-0000-7000-8000-00000000dead"}),
            "#/theme_id",
        ),
        (json!({"statement": " "}), "#/statement"),
        (json!({"statement": "a".repeat(501)}), "#/statement"),
        (json!({"topic": "weather"}), "#/topic"),
        (json!({"subject": null}), "#/subject"),
        (json!({"state": "answered"}), "#/answer"),
        (json!({"state": "dropped", "answer": "x"}), "#/answer"),
        (
            json!({"research_item_id": "00000000-0000-7000-8000-00000000dead"}),
            "#/research_item_id",
        ),
        (
            json!({"question_id": "00000000-0000-7000-8000-00000000dead"}),
            "#/question_id",
        ),
    ] {
        ada.patch(&path, patch)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
    assert_eq!(ada.get(&path).await.expect(200).json["state"], "open");
}

#[tokio::test]
async fn a_gap_becomes_a_question_of_ones_own_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("/v1/research-gaps/{}", gap(&ada, json!({})).await);
    let turn = format!("{path}/question");
    let asked = ada
        .post(&turn, json!({"minutes": 3, "priority": "must"}))
        .await
        .expect(201);
    let question = ada.get(asked.header("location")).await.expect(200);
    assert_eq!(
        (&asked.json["question"], asked.etag()),
        (&question.json, question.etag())
    );
    assert_eq!(asked.json["gap"], ada.get(&path).await.expect(200).json);
    assert_eq!(asked.json["gap"]["question_id"], question.json["id"]);
    assert_eq!(
        json!([
            question.json["body"],
            question.json["topic"],
            question.json["subject"],
            question.json["priority"]
        ]),
        json!([
            "Who pays for supervision?",
            "skills_and_qualifications",
            "your_chances",
            "must"
        ])
    );
    let again = ada
        .post(&turn, json!({"minutes": 3}))
        .await
        .expect_problem(409, "already_a_question");
    assert_eq!(again.json["question_id"], question.json["id"]);
    // An edit keeps the link, and the question keeps its words.
    let changed = ada
        .patch(&path, json!({"statement": "Who pays?"}))
        .await
        .expect(200);
    assert_eq!(changed.json["question_id"], question.json["id"]);

    ada.delete(asked.header("location")).await.expect(204);
    assert_eq!(
        ada.get(&path).await.expect(200).json["question_id"],
        json!(null)
    );
    let own_words = json!({"minutes": 2, "body": "How did you pay for yours?"});
    let anew = ada.post(&turn, own_words).await.expect(201);
    assert_eq!(anew.json["question"]["body"], "How did you pay for yours?");
    assert_eq!(anew.json["question"]["priority"], "should");
}

#[tokio::test]
async fn what_a_search_would_tell_is_asked_only_on_purpose() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!(
        "/v1/research-gaps/{}",
        gap(&ada, json!({"answerable_online": true})).await
    );
    let turn = format!("{path}/question");
    ada.post(&turn, json!({"minutes": 3}))
        .await
        .expect_problem(409, "answerable_online");
    let list = ada.get("/v1/questions").await.expect(200);
    assert_eq!(list.json["data"], json!([]));
    ada.post(&turn, json!({"minutes": 3, "ask_anyway": true}))
        .await
        .expect(201);

    let dropped = format!(
        "/v1/research-gaps/{}/question",
        gap(&ada, json!({"state": "dropped"})).await
    );
    ada.post(&dropped, json!({"minutes": 3}))
        .await
        .expect_problem(409, "wrong_state");
    for (body, pointer) in [
        (json!({}), "#/minutes"),
        (json!({"minutes": 61}), "#/minutes"),
        (json!({"minutes": 3, "body": " "}), "#/body"),
    ] {
        ada.post(&turn, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
}

#[tokio::test]
async fn gaps_are_filtered_and_sorted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for changes in [
        json!({"statement": "a", "topic": "lifestyle"}),
        json!({"statement": "b", "answerable_online": true}),
        json!({"statement": "c", "state": "dropped", "subject": "interviewee"}),
    ] {
        gap(&ada, changes).await;
        app.advance(chrono::TimeDelta::seconds(1));
    }
    let contact = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let of_contact = json!({"statement": "d", "theme_id": null, "contact_id": contact});
    gap(&ada, of_contact).await;
    for (query, expected) in [
        (String::new(), json!(["d", "c", "b", "a"])),
        ("sort=created_at".to_owned(), json!(["a", "b", "c", "d"])),
        ("topic=lifestyle".to_owned(), json!(["a"])),
        ("answerable_online=true".to_owned(), json!(["b"])),
        ("state=dropped,answered".to_owned(), json!(["c"])),
        ("subject=interviewee".to_owned(), json!(["c"])),
        (format!("contact_id={contact}"), json!(["d"])),
    ] {
        let list = ada
            .get(&format!("/v1/research-gaps?{query}"))
            .await
            .expect(200);
        let data = list.json["data"].as_array().unwrap();
        let statements: Vec<_> = data.iter().map(|one| one["statement"].clone()).collect();
        assert_eq!(json!(statements), expected, "{query}");
    }
}
