//! Sets of questions, and planning them for an interview.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, Reply, TestApp},
    interview::{scheduled, words},
};

const STARTER: &str = "01a21526-e400-7000-8000-000000000004";

fn bank(number: u32) -> String {
    format!("01a2008d-7400-7000-8000-{number:012x}")
}

fn column(items: &Value, member: &str) -> Value {
    let items = items.as_array().unwrap();
    items.iter().map(|item| item[member].clone()).collect()
}

async fn draw(client: &Client, interview: &str, set: &str) -> Reply {
    let path = format!("{interview}/questions/from-set");
    client.post(&path, json!({"question_set_id": set})).await
}

#[tokio::test]
async fn the_sets_that_ship_are_read_by_everybody_and_changed_by_nobody() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("/v1/question-sets/{STARTER}");
    let found = ada.get(&path).await.expect(200);
    assert_json_snapshot!(found.json, @r#"
    {
      "created_at": "2026-11-26T00:00:00Z",
      "description": "The least to have ready before you call anybody.",
      "id": "01a21526-e400-7000-8000-000000000004",
      "kind": null,
      "name": "Starter: three questions",
      "object": "question_set",
      "origin": "system",
      "purpose": "starter",
      "questions": [
        {
          "bank_question_id": "01a2008d-7400-7000-8000-00000000003f",
          "priority": "must",
          "question_id": null
        },
        {
          "bank_question_id": "01a2008d-7400-7000-8000-000000000041",
          "priority": "must",
          "question_id": null
        },
        {
          "bank_question_id": "01a2008d-7400-7000-8000-000000000028",
          "priority": "must",
          "question_id": null
        }
      ],
      "updated_at": "2026-11-26T00:00:00Z"
    }
    "#);
    let all = ada.get("/v1/question-sets").await.expect(200);
    assert_eq!(all.json["data"].as_array().unwrap().len(), 7);
    for (query, names) in [
        ("kind=practice", json!(["Practice: a talk about a hobby"])),
        ("purpose=closing", json!(["Closing"])),
        (
            "purpose=reverse,starter",
            json!(["Starter: three questions", "What they may ask you"]),
        ),
        ("origin=own", json!([])),
    ] {
        let found = ada.get(&format!("/v1/question-sets?{query}")).await;
        assert_eq!(
            column(&found.expect(200).json["data"], "name"),
            names,
            "{query}"
        );
    }
    ada.patch(&path, json!({"name": "Mine"}))
        .await
        .expect_problem(409, "built_in");
    ada.delete(&path).await.expect_problem(409, "built_in");
    let reverse = ada
        .get("/v1/question-sets/01a21526-e400-7000-8000-000000000007/questions?limit=2")
        .await
        .expect(200);
    assert_eq!(
        column(&reverse.json["data"], "topic"),
        json!(["asked_of_you", "asked_of_you"])
    );
    assert_eq!(reverse.json["has_more"], true);
}

#[tokio::test]
async fn an_own_set_is_made_reordered_copied_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let own = json!({"body": "Why?", "topic": "lifestyle", "subject": "interviewee", "minutes": 3});
    let own = ada.create("/v1/questions", own).await;
    let created = ada
        .post(
            "/v1/question-sets",
            json!({"name": "Mine", "questions": [
                {"question_id": own, "priority": "must"}, {"bank_question_id": bank(63)}
            ]}),
        )
        .await
        .expect(201);
    let path = created.header("location").to_owned();
    assert_eq!(
        created.json["questions"],
        json!([
            {"question_id": own, "bank_question_id": null, "priority": "must"},
            {"question_id": null, "bank_question_id": bank(63), "priority": "should"},
        ])
    );
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let turned = json!({"questions": [{"bank_question_id": bank(63)}, {"question_id": own}]});
    let changed = ada.patch(&path, turned).await.expect(200);
    assert_eq!(changed.json["name"], "Mine");
    let questions = ada.get(&format!("{path}/questions")).await.expect(200);
    assert_eq!(
        column(&questions.json["data"], "body"),
        json!(["How did you get into this work?", "Why?"])
    );
    let copied = ada
        .post(&format!("{path}/copies"), json!({"name": "Another"}))
        .await
        .expect(201);
    assert_eq!(copied.json["questions"], changed.json["questions"]);

    ada.delete(&format!("/v1/questions/{own}"))
        .await
        .expect(204);
    let left = ada.get(&path).await.expect(200);
    assert_eq!(
        column(&left.json["questions"], "bank_question_id"),
        json!([bank(63)])
    );

    let bob = app.person("bob").await;
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.get(&format!("{path}/questions"))
        .await
        .expect_problem(404, "not_found");
    bob.post(&format!("{path}/copies"), json!({}))
        .await
        .expect_problem(404, "not_found");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_list_of_questions_that_is_no_set_is_refused() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let own = json!({"body": "Why?", "topic": "lifestyle", "subject": "interviewee", "minutes": 3});
    let others = bob.create("/v1/questions", own).await;
    let item = json!({"bank_question_id": bank(1)});
    for (questions, code, pointer) in [
        (json!([item, item]), "repeated", "#/questions/1"),
        (json!([{}]), "exclusive", "#/questions/0"),
        (
            json!([{"question_id": others, "bank_question_id": bank(1)}]),
            "exclusive",
            "#/questions/0",
        ),
        (
            json!([{"question_id": others}]),
            "unknown_reference",
            "#/questions",
        ),
    ] {
        let body = json!({"name": "Mine", "questions": questions});
        let refused = ada.post("/v1/question-sets", body).await;
        assert_eq!(refused.status, 422, "{code}");
        assert!(refused.text.contains(code), "{}", refused.text);
        refused.expect_error_at(pointer);
    }
    app.sql(
        "INSERT INTO question_set (owner_id, id, created_at, updated_at, name) \
         SELECT id, gen_random_uuid(), now(), now(), 'One of many' FROM account, generate_series(1, 100)",
    )
    .unwrap();
    ada.post("/v1/question-sets", json!({"name": "Mine"}))
        .await
        .expect_problem(409, "limit_reached");
    ada.post(&format!("/v1/question-sets/{STARTER}/copies"), json!({}))
        .await
        .expect_problem(409, "limit_reached");
}

#[tokio::test]
async fn what_an_interview_lacks_of_a_set_is_planned_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let same = words("HOW did you get into this work?", "interviewee");
    ada.post(&format!("{path}/questions"), same)
        .await
        .expect(201);
    let drawn = draw(&ada, &path, STARTER).await.expect(200);
    assert_eq!(
        column(&drawn.json["planned"], "body"),
        json!([
            "Walk me through your last working week.",
            "What do you like most, and what least?"
        ])
    );
    assert_eq!(column(&drawn.json["planned"], "position"), json!([2, 3]));
    assert_eq!(drawn.json["already_planned"], 1);
    let again = draw(&ada, &path, STARTER).await.expect(200);
    assert_json_snapshot!(again.json, @r#"
    {
      "already_planned": 3,
      "no_room": 0,
      "object": "drawn_questions",
      "planned": [],
      "unsuitable": 0
    }
    "#);
    let mutual = draw(&ada, &path, "01a21526-e400-7000-8000-000000000002").await;
    let mutual = mutual.expect(200).json;
    assert_eq!(mutual["unsuitable"], 2);
    let priorities = column(&mutual["planned"], "priority");
    assert_eq!(priorities[0], "must");
    let planned = ada.get(&format!("{path}/questions")).await.expect(200);
    assert_eq!(planned.json["data"][1], drawn.json["planned"][0]);

    draw(&ada, &path, &bank(1))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/question_set_id");
    ada.with("if-match", "\"another\"")
        .post(
            &format!("{path}/questions/from-set"),
            json!({"question_set_id": STARTER}),
        )
        .await
        .expect_problem(412, "precondition_failed");
    ada.post(&format!("{path}/cancel"), json!({"by": "me"}))
        .await
        .expect(200);
    draw(&ada, &path, STARTER)
        .await
        .expect_problem(409, "wrong_state");
}
