//! Short answers to what they may ask in return.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp},
    interview::scheduled,
};

/// "What are you studying", the first that they may ask.
const STUDIES: &str = "01a2008d-7400-7000-8000-00000000005c";

async fn reverse(client: &Client, interview: &str) -> Value {
    let found = client.get(&format!("{interview}/reverse-questions")).await;
    found.expect(200).json
}

async fn answer(client: &Client, number: i32) {
    let question = format!("01a2008d-7400-7000-8000-0000000000{number:02x}");
    let body = json!({"bank_question_id": question, "answer": "Linguistics."});
    client.create("/v1/prepared-answers", body).await;
}

#[tokio::test]
async fn an_answer_is_written_once_for_each_question_and_theme() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let body = json!({"bank_question_id": STUDIES, "answer": " Linguistics. "});
    let first = ada.post("/v1/prepared-answers", body.clone()).await;
    let first = first.expect(201);
    assert_json_snapshot!(first.json, @r#"
    {
      "answer": "Linguistics.",
      "bank_question_id": "01a2008d-7400-7000-8000-00000000005c",
      "by_heart": false,
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "object": "prepared_answer",
      "question_id": null,
      "theme_id": null,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    ada.post("/v1/prepared-answers", body.clone())
        .await
        .expect_problem(409, "prepared_answer_exists");
    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let mut about = body;
    about["theme_id"] = json!(theme);
    let second = ada.create("/v1/prepared-answers", about).await;
    ada.patch(
        &format!("/v1/prepared-answers/{second}"),
        json!({"theme_id": null}),
    )
    .await
    .expect_problem(409, "prepared_answer_exists");
    let path = first.header("location").to_owned();
    let known = ada
        .patch(&path, json!({"by_heart": true}))
        .await
        .expect(200);
    assert_eq!(known.json["by_heart"], true);
    for (query, count) in [
        ("by_heart=true".to_owned(), 1),
        (format!("theme_id={theme}"), 1),
        (format!("bank_question_id={STUDIES}"), 2),
        ("sort=created_at".to_owned(), 2),
    ] {
        let list = ada.get(&format!("/v1/prepared-answers?{query}")).await;
        let list = list.expect(200);
        assert_eq!(
            list.json["data"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
    // What was written about a theme goes with it.
    ada.delete(&format!("/v1/themes/{theme}")).await.expect(204);
    ada.get(&format!("/v1/prepared-answers/{second}"))
        .await
        .expect_problem(404, "not_found");
    ada.delete(&path).await.expect(204);
}

#[tokio::test]
async fn only_what_they_may_ask_is_answered() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let own = json!({"body": "Why?", "topic": "lifestyle", "subject": "interviewee", "minutes": 2});
    let own = ada.create("/v1/questions", own).await;
    let to_ask = "01a2008d-7400-7000-8000-000000000001";
    for (body, at, code) in [
        (json!({"answer": "A"}), "#/question_id", "exclusive"),
        (
            json!({"answer": "A", "question_id": own, "bank_question_id": STUDIES}),
            "#/question_id",
            "exclusive",
        ),
        (
            json!({"answer": "A", "question_id": own}),
            "#/question_id",
            "not_asked_of_you",
        ),
        (
            json!({"answer": "A", "bank_question_id": to_ask}),
            "#/bank_question_id",
            "not_asked_of_you",
        ),
        (
            json!({"answer": "A", "bank_question_id": own}),
            "#/bank_question_id",
            "unknown_reference",
        ),
        (
            json!({"answer": "x".repeat(1001), "bank_question_id": STUDIES}),
            "#/answer",
            "max_length",
        ),
    ] {
        let refused = ada.post("/v1/prepared-answers", body).await;
        let refused = refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
        assert_eq!(refused.json["errors"][0]["code"], code);
    }
    let asked = json!({"body": "Can you swim?", "topic": "asked_of_you", "subject": "interviewee", "minutes": 2});
    let asked = ada.create("/v1/questions", asked).await;
    let body = json!({"answer": "Like a fish.", "question_id": asked});
    ada.post("/v1/prepared-answers", body).await.expect(201);
    ada.delete(&format!("/v1/questions/{asked}"))
        .await
        .expect(204);
    assert_eq!(
        app.sql("SELECT count(*) FROM prepared_answer").unwrap(),
        "0"
    );
}

#[tokio::test]
async fn an_interview_knows_what_they_may_ask_and_what_you_would_say() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let before = reverse(&ada, &path).await;
    assert_eq!(
        (&before["counting"], &before["answered"]),
        (&json!(4), &json!(0))
    );
    assert_eq!(before["questions"].as_array().unwrap().len(), 9);
    assert_json_snapshot!(before["questions"][0], @r#"
    {
      "answer": null,
      "bank_question_id": "01a2008d-7400-7000-8000-00000000005c",
      "body": "What are you studying or what did you study, and why?",
      "counts": true,
      "operation": {
        "method": "POST",
        "operation_id": "create_prepared_answer",
        "path": "/v1/prepared-answers"
      },
      "priority": "must",
      "question_id": null
    }
    "#);
    answer(&ada, 92).await;
    answer(&ada, 96).await;
    let after = reverse(&ada, &path).await;
    assert_eq!(
        (&after["counting"], &after["answered"]),
        (&json!(4), &json!(1))
    );
    assert_eq!(after["questions"][0]["answer"]["answer"], "Linguistics.");
    assert_eq!(after["questions"][0]["operation"], Value::Null);
    for (kind, counting, answered) in [("mutual_fit", 8, 2), ("practice", 0, 0)] {
        app.sql(&format!("UPDATE interview SET kind = '{kind}'"))
            .unwrap();
        let found = reverse(&ada, &path).await;
        assert_eq!(
            (&found["counting"], &found["answered"]),
            (&json!(counting), &json!(answered))
        );
    }
    let bob = app.person("bob").await;
    bob.get(&format!("{path}/reverse-questions"))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_persons_own_set_goes_before_the_one_that_ships() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    answer(&ada, 92).await;
    let copied = format!("/v1/question-bank/{STUDIES}/copy");
    let copy = ada.post(&copied, json!({})).await.expect(201).json;
    let empty = json!({"name": "Nothing yet", "purpose": "reverse", "questions": []});
    ada.create("/v1/question-sets", empty).await;
    assert_eq!(
        reverse(&ada, &path).await["questions"]
            .as_array()
            .unwrap()
            .len(),
        9
    );
    let own = json!({"name": "Mine", "purpose": "reverse", "questions": [
        {"question_id": copy["id"], "priority": "must"},
        {"bank_question_id": "01a2008d-7400-7000-8000-000000000001", "priority": "must"}
    ]});
    ada.create("/v1/question-sets", own).await;
    let found = reverse(&ada, &path).await;
    // What is to be asked is not asked in return; and the answer to the original is one to its copy.
    let questions = found["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 1);
    assert_eq!(questions[0]["question_id"], copy["id"]);
    assert_eq!(questions[0]["answer"]["answer"], "Linguistics.");
}
