//! The questions of an interview.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, column, in_progress, scheduled, words};
use crate::harness::{Client, TestApp};

const BANK: &str = "01a2008d-7400-7000-8000-000000000001";

/// Plans a question and returns its path.
async fn planned(client: &Client, interview: &str, body: Value) -> String {
    let id = client.create(&format!("{interview}/questions"), body).await;
    format!("{interview}/questions/{id}")
}

#[tokio::test]
async fn questions_are_planned_from_the_own_ones_the_bank_and_new_words() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let questions = format!("{path}/questions");
    let own = ada
        .create("/v1/questions", words("Why here?", "interviewee"))
        .await;
    let first = ada
        .post(&questions, json!({"question_id": own}))
        .await
        .expect(201);
    assert_json_snapshot!(first.json, @r#"
    {
      "answer": null,
      "bank_question_id": null,
      "body": "Why here?",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000010",
      "interview_id": "019b76da-a800-7000-8000-00000000000c",
      "mark": "planned",
      "marked_at": null,
      "minutes": 5,
      "object": "interview_question",
      "position": 1,
      "priority": "must",
      "question_id": "019b76da-a800-7000-8000-00000000000e",
      "subject": "interviewee",
      "topic": "lifestyle",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let bank = json!({"bank_question_id": BANK, "priority": "could"});
    let second = ada.post(&questions, bank).await.expect(201);
    assert_eq!(second.json["bank_question_id"], BANK);
    assert_eq!(second.json["priority"], "could");
    let third = ada
        .post(&questions, words("Who else?", "your_chances"))
        .await
        .expect(201);
    assert_eq!(third.json["question_id"], Value::Null);

    let list = ada.get(&questions).await.expect(200);
    assert_eq!(column(&list, "position"), [1, 2, 3]);
    assert_eq!(list.json["data"][1], second.json);
    let one = first.header("location").to_owned();
    let found = ada.get(&one).await.expect(200);
    assert_eq!((found.etag(), &found.json), (first.etag(), &first.json));

    let page = ada.get(&format!("{questions}?limit=2")).await.expect(200);
    let cursor = page.json["next_cursor"].as_str().unwrap();
    let rest = ada
        .get(&format!("{questions}?limit=2&cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(
        (column(&rest, "position"), &rest.json["has_more"]),
        (vec![json!(3)], &json!(false))
    );
}

#[tokio::test]
async fn a_planned_question_keeps_its_words_when_its_original_changes_or_goes() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let own = ada
        .create("/v1/questions", words("Why here?", "interviewee"))
        .await;
    let copy = planned(
        &ada,
        &path,
        json!({"question_id": own, "priority": "should"}),
    )
    .await;
    let original = format!("/v1/questions/{own}");
    ada.patch(&original, json!({"body": "Why there?"}))
        .await
        .expect(200);
    ada.delete(&original).await.expect(204);
    let kept = ada.get(&copy).await.expect(200);
    assert_eq!(kept.json["body"], "Why here?");
    assert_eq!(kept.json["question_id"], Value::Null);
    assert_eq!(kept.json["priority"], "should");
}

#[tokio::test]
async fn a_question_comes_from_exactly_one_place() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = scheduled(&ada, "Grace").await;
    let own = ada
        .create("/v1/questions", words("Why?", "interviewee"))
        .await;
    let his = bob
        .create("/v1/questions", words("Why?", "interviewee"))
        .await;
    for (body, field) in [
        (json!({}), "body"),
        (
            json!({"body": "Why?", "topic": "lifestyle", "subject": "interviewee"}),
            "minutes",
        ),
        (
            json!({"body": "Why?", "topic": "lifestyle", "minutes": 1}),
            "subject",
        ),
        (
            json!({"body": "Why?", "subject": "interviewee", "minutes": 1}),
            "topic",
        ),
        (
            json!({"question_id": own, "bank_question_id": BANK}),
            "bank_question_id",
        ),
        (json!({"question_id": own, "body": "Why?"}), "body"),
        (json!({"bank_question_id": BANK, "minutes": 3}), "minutes"),
        (json!({"question_id": his}), "question_id"),
        (json!({"question_id": BANK}), "question_id"),
        (json!({"bank_question_id": own}), "bank_question_id"),
        (json!({"question_id": own, "position": 1}), "position"),
    ] {
        eprintln!("{body}");
        ada.post(&format!("{path}/questions"), body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{field}"));
    }
    assert!(
        column(
            &ada.get(&format!("{path}/questions")).await.expect(200),
            "id"
        )
        .is_empty()
    );
}

#[tokio::test]
async fn a_planned_question_is_changed_and_removed() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = in_progress(&ada, "Grace").await;
    let other = scheduled(&ada, "Joan").await;
    let one = planned(&ada, &path, words("Why?", "interviewee")).await;
    let before = ada.get(&one).await.expect(200);
    let wanted = json!({"body": "How come?", "minutes": 2, "priority": "could"});
    let current = ada.with("if-match", before.etag());
    let changed = current.patch(&one, wanted.clone()).await.expect(200);
    for (member, value) in wanted.as_object().unwrap() {
        assert_eq!(&changed.json[member], value, "{member}");
    }
    current
        .patch(&one, json!({"minutes": 3}))
        .await
        .expect_problem(412, "precondition_failed");
    for (member, value) in [
        ("answer", json!("Because")),
        ("mark", json!("asked")),
        ("topic", json!("closing")),
        ("minutes", json!(0)),
        ("body", json!(null)),
    ] {
        ada.patch(&one, json!({member: value}))
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{member}"));
    }
    act(
        &ada,
        &one,
        "mark",
        json!({"mark": "asked", "answer": "By chance"}),
    )
    .await
    .expect(200);
    let mended = ada
        .patch(&one, json!({"answer": "By a friend"}))
        .await
        .expect(200);
    assert_eq!(mended.json["answer"], "By a friend");
    let cleared = ada.patch(&one, json!({"answer": null})).await.expect(200);
    assert_eq!(
        (&cleared.json["answer"], &cleared.json["mark"]),
        (&Value::Null, &json!("asked"))
    );

    let elsewhere = one.replace(&path, &other);
    for (client, path) in [(&bob, &one), (&ada, &elsewhere)] {
        client.get(path).await.expect_problem(404, "not_found");
        client
            .patch(path, json!({"minutes": 3}))
            .await
            .expect_problem(404, "not_found");
        client.delete(path).await.expect_problem(404, "not_found");
        act(client, path, "mark", json!({"mark": "asked"}))
            .await
            .expect_problem(404, "not_found");
    }
    ada.delete(&one).await.expect(204);
    ada.get(&one).await.expect_problem(404, "not_found");
    let next = ada
        .post(&format!("{path}/questions"), words("Who?", "interviewee"))
        .await;
    assert_eq!(next.expect(201).json["position"], 1);
}

#[tokio::test]
async fn the_same_mark_twice_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let one = planned(&ada, &path, words("Why?", "interviewee")).await;
    let answer = json!({"mark": "asked", "answer": "By chance"});
    let first = act(&ada, &one, "mark", answer.clone()).await.expect(200);
    assert_eq!(first.json["marked_at"], "2026-01-05T09:00:00Z");
    app.advance(chrono::TimeDelta::minutes(1));
    for body in [answer, json!({"mark": "asked"})] {
        let again = act(&ada, &one, "mark", body).await.expect(200);
        assert_eq!((&again.text, again.etag()), (&first.text, first.etag()));
    }
    let other = json!({"mark": "answered_unprompted", "at": "2026-01-05T09:00:30Z"});
    let other = act(&ada, &one, "mark", other).await.expect(200);
    assert_eq!(other.json["answer"], "By chance");
    assert_eq!(other.json["marked_at"], "2026-01-05T09:00:30Z");
    let back = act(&ada, &one, "mark", json!({"mark": "planned"}))
        .await
        .expect(200);
    assert_eq!(
        (&back.json["answer"], &back.json["marked_at"]),
        (&Value::Null, &Value::Null)
    );
    for (body, field) in [
        (json!({"mark": "lost"}), "mark"),
        (json!({}), "mark"),
        (json!({"mark": "deferred", "answer": "Later"}), "answer"),
        (json!({"mark": "planned", "answer": "Never"}), "answer"),
        (json!({"mark": "asked", "at": "2026-01-05T09:01:01Z"}), "at"),
    ] {
        act(&ada, &one, "mark", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{field}"));
    }
}

#[tokio::test]
async fn no_more_questions_are_deferred_than_the_methodology_admits() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let mut questions = Vec::new();
    for body in ["A?", "B?", "C?"] {
        questions.push(planned(&ada, &path, words(body, "interviewee")).await);
    }
    let later = json!({"mark": "deferred"});
    for question in &questions[..2] {
        act(&ada, question, "mark", later.clone()).await.expect(200);
    }
    let refused = act(&ada, &questions[2], "mark", later.clone()).await;
    let refused = refused.expect_problem(409, "too_many_deferred");
    assert_eq!(refused.json["max"], 2);
    act(&ada, &questions[0], "mark", later.clone())
        .await
        .expect(200);
    act(&ada, &questions[0], "mark", json!({"mark": "asked"}))
        .await
        .expect(200);
    act(&ada, &questions[2], "mark", later).await.expect(200);
}

#[tokio::test]
async fn an_interview_holds_a_hundred_questions() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let questions = format!("{path}/questions");
    for _ in 0..100 {
        ada.post(&questions, words("Why?", "interviewee"))
            .await
            .expect(201);
    }
    ada.post(&questions, words("Why?", "interviewee"))
        .await
        .expect_problem(409, "too_many_questions");
    let all = ada.get(&format!("{questions}?limit=100")).await.expect(200);
    assert_eq!(
        (column(&all, "id").len(), &all.json["has_more"]),
        (100, &json!(false))
    );
}
