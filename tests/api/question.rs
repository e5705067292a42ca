//! Questions and the built-in bank.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, Reply, TestApp},
    interview::in_progress,
};

const FIRST: &str = "01a2008d-7400-7000-8000-000000000001";

fn question(body: &str) -> Value {
    json!({"body": body, "topic": "lifestyle", "subject": "interviewee", "minutes": 3})
}

fn column(reply: &Reply, member: &str) -> Vec<Value> {
    let data = reply.json["data"].as_array().unwrap();
    data.iter().map(|item| item[member].clone()).collect()
}

async fn list(client: &Client, path: &str) -> Reply {
    client.get(path).await.expect(200)
}

#[tokio::test]
async fn a_question_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada
        .post("/v1/questions", question(" When do you stop working? "))
        .await
        .expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "bank_question_id": null,
      "body": "When do you stop working?",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "interview_id": null,
      "minutes": 3,
      "object": "question",
      "priority": "should",
      "subject": "interviewee",
      "topic": "lifestyle",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = ada
        .with("if-match", created.etag())
        .patch(&path, json!({"priority": "could", "minutes": 60}))
        .await
        .expect(200);
    assert_eq!(
        (&changed.json["priority"], &changed.json["minutes"]),
        (&json!("could"), &json!(60))
    );
    ada.with("if-match", created.etag())
        .patch(&path, json!({"minutes": 2}))
        .await
        .expect_problem(412, "precondition_failed");
    let reset = ada.patch(&path, json!({"priority": null})).await;
    assert_eq!(reset.expect(200).json["priority"], "should");

    let bob = app.person("bob").await;
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.patch(&path, json!({"minutes": 2}))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_a_question_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (member, value) in [
        ("body", json!("  ")),
        ("body", json!("a".repeat(501))),
        ("topic", json!("weather")),
        ("subject", json!(null)),
        ("minutes", json!(0)),
        ("minutes", json!(61)),
        ("priority", json!("perhaps")),
        ("bank_question_id", json!(FIRST)),
    ] {
        let mut body = question("Why?");
        body[member] = value;
        ada.post("/v1/questions", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{member}"));
    }
    let path = ada.create("/v1/questions", question("Why?")).await;
    ada.patch(&format!("/v1/questions/{path}"), json!({"body": null}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/body");
}

#[tokio::test]
async fn a_repeated_creation_makes_one_question() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", "once-only");
    let first = ada
        .post("/v1/questions", question("Why?"))
        .await
        .expect(201);
    let again = ada
        .post("/v1/questions", question("Why?"))
        .await
        .expect(201);
    assert_eq!((&first.text, first.etag()), (&again.text, again.etag()));
    assert_eq!(again.header("idempotency-replayed"), "true");
    ada.post("/v1/questions", question("Why not?"))
        .await
        .expect_problem(422, "idempotency_key_reused");
    assert_eq!(column(&list(&ada, "/v1/questions").await, "id").len(), 1);
}

#[tokio::test]
async fn own_questions_are_filtered_sorted_and_paged() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (body, topic, subject, priority) in [
        ("a", "lifestyle", "interviewee", "must"),
        ("b", "closing", "interviewee", "could"),
        ("c", "closing", "your_chances", "must"),
    ] {
        let body = json!({"body": body, "topic": topic, "subject": subject, "minutes": 1, "priority": priority});
        ada.post("/v1/questions", body).await.expect(201);
        app.advance(chrono::TimeDelta::seconds(1));
    }
    for (query, expected) in [
        ("", json!(["c", "b", "a"])),
        ("sort=created_at", json!(["a", "b", "c"])),
        ("topic=closing", json!(["c", "b"])),
        ("topic=closing,lifestyle&priority=must", json!(["c", "a"])),
        ("subject=interviewee", json!(["b", "a"])),
    ] {
        let found = list(&ada, &format!("/v1/questions?{query}")).await;
        assert_eq!(json!(column(&found, "body")), expected, "{query}");
    }
    let first = list(&ada, "/v1/questions?limit=2").await;
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let second = list(&ada, &format!("/v1/questions?limit=2&cursor={cursor}")).await;
    assert_eq!(column(&second, "body"), ["a"]);
    assert_eq!(second.json["has_more"], false);
    for (query, parameter) in [
        ("topic=weather", "topic"),
        ("sort=body", "sort"),
        ("kind=practice", "kind"),
    ] {
        ada.get(&format!("/v1/questions?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
    let bob = app.person("bob").await;
    assert!(column(&list(&bob, "/v1/questions").await, "id").is_empty());
}

#[tokio::test]
async fn everybody_reads_the_same_bank_by_number() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let first = list(&ada, "/v1/question-bank?limit=1").await;
    assert_json_snapshot!(first.json["data"], @r#"
    [
      {
        "answerable_online": false,
        "body": "Which parts of an ordinary week here would surprise an outsider?",
        "created_at": "2026-11-22T00:00:00Z",
        "id": "01a2008d-7400-7000-8000-000000000001",
        "is_sensitive": false,
        "minutes": 3,
        "mutual_fit_only": false,
        "near_the_close": false,
        "needs_profile": false,
        "needs_research_item": false,
        "number": 1,
        "object": "bank_question",
        "subject": "company_or_field",
        "tiara": "insights",
        "topic": "work_environment",
        "updated_at": "2026-11-22T00:00:00Z"
      }
    ]
    "#);
    let mut numbers = Vec::new();
    let mut path = "/v1/question-bank?limit=40".to_owned();
    loop {
        let page = list(&bob, &path).await;
        numbers.extend(column(&page, "number"));
        let Some(cursor) = page.json["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/question-bank?limit=40&cursor={cursor}");
    }
    let all: Vec<Value> = (1..=103).map(Value::from).collect();
    assert_eq!(numbers, all);

    let one = format!("/v1/question-bank/{FIRST}");
    let found = bob.get(&one).await.expect(200);
    assert_eq!(found.json, first.json["data"][0]);
    bob.with("if-none-match", found.etag())
        .get(&one)
        .await
        .expect(304);
    let nothing = "/v1/question-bank/01a2008d-7400-7000-8000-00000000ffff";
    ada.get(nothing).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_bank_is_filtered_by_topic_subject_and_kind_of_interview() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let bank = async |query: &str| {
        let path = format!("/v1/question-bank?limit=100&{query}");
        list(&ada, &path).await
    };
    let closing = bank("topic=closing&subject=interviewee,your_chances").await;
    assert!(!column(&closing, "topic").is_empty());
    assert!(
        column(&closing, "topic")
            .iter()
            .all(|topic| topic == "closing")
    );
    assert!(!column(&closing, "subject").contains(&json!("company_or_field")));
    let exploratory = bank("kind=exploratory").await;
    assert!(!column(&exploratory, "mutual_fit_only").contains(&json!(true)));
    assert!(!column(&exploratory, "topic").contains(&json!("asked_of_you")));
    let mutual_fit = column(&bank("kind=mutual_fit").await, "mutual_fit_only");
    assert!(mutual_fit.contains(&json!(true)) && mutual_fit.contains(&json!(false)));
    let practice = bank("kind=practice&topic=practice,asked_of_you").await;
    assert!(
        column(&practice, "topic")
            .iter()
            .all(|topic| topic == "practice")
    );
    assert!(column(&bank("kind=exploratory&topic=practice").await, "id").is_empty());
    ada.get("/v1/question-bank?number=1")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("number");
}

#[tokio::test]
async fn a_question_of_the_bank_is_copied_and_never_edited() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let bank = format!("/v1/question-bank/{FIRST}");
    let copied = ada
        .post(&format!("{bank}/copy"), json!({"priority": "must"}))
        .await
        .expect(201);
    assert_json_snapshot!(copied.json, @r#"
    {
      "bank_question_id": "01a2008d-7400-7000-8000-000000000001",
      "body": "Which parts of an ordinary week here would surprise an outsider?",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "interview_id": null,
      "minutes": 3,
      "object": "question",
      "priority": "must",
      "subject": "company_or_field",
      "topic": "work_environment",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = copied.header("location").to_owned();
    assert_eq!(ada.get(&path).await.expect(200).json, copied.json);
    let default = ada
        .post(&format!("{bank}/copy"), json!({}))
        .await
        .expect(201);
    assert_eq!(default.json["priority"], "should");

    let before = ada.get(&bank).await.expect(200);
    let changed = ada
        .patch(&path, json!({"body": "My own words?"}))
        .await
        .expect(200);
    assert_eq!(changed.json["bank_question_id"], FIRST);
    assert_eq!(ada.get(&bank).await.expect(200).json, before.json);
    ada.patch(&bank, json!({"body": "Mine"}))
        .await
        .expect_problem(405, "method_not_allowed");
    ada.delete(&bank)
        .await
        .expect_problem(405, "method_not_allowed");
    ada.with("if-match", "\"another\"")
        .post(&format!("{bank}/copy"), json!({}))
        .await
        .expect_problem(412, "precondition_failed");
    ada.post(&format!("{}/copy", bank.replace("0001", "ffff")), json!({}))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_bank_is_searched_by_words_and_by_what_a_question_needs() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (query, numbers) in [
        ("q=DRESS%20formal", json!([7])),
        ("q=dress%20salary", json!([])),
        ("q=100%25", json!([])),
        ("needs_research_item=true", json!([57, 89])),
        (
            "is_sensitive=true",
            json!([11, 23, 26, 42, 44, 47, 48, 49, 50, 51, 52, 72]),
        ),
        ("answerable_online=true", json!([9, 16, 29, 47, 54, 56, 62])),
        (
            "near_the_close=true",
            json!([81, 82, 83, 84, 85, 86, 87, 88]),
        ),
        (
            "needs_profile=true",
            json!([73, 74, 75, 76, 77, 78, 79, 80, 90]),
        ),
        ("mutual_fit_only=true", json!([53, 79])),
        ("tiara=trends", json!([12, 13, 14, 15, 16])),
        ("tiara=insights", json!([1, 17, 28, 41, 68])),
        ("tiara=advice", json!([34, 67, 74])),
        (
            "tiara=resources,assignments",
            json!([18, 35, 51, 77, 80, 83, 84]),
        ),
        ("tiara=advice&topic=interviewee_path", json!([67])),
        (
            "needs_profile=true&is_sensitive=false&mutual_fit_only=true",
            json!([79]),
        ),
        (
            "near_the_close=true&answerable_online=false&q=send%20e-mail",
            json!([85]),
        ),
    ] {
        let found = list(&ada, &format!("/v1/question-bank?limit=100&{query}")).await;
        assert_eq!(json!(column(&found, "number")), numbers, "{query}");
    }
    let all = list(&ada, "/v1/question-bank?limit=100&is_sensitive=false").await;
    assert!(!column(&all, "is_sensitive").contains(&json!(true)));
    for query in ["q=", "q=%20", "near_the_close=maybe"] {
        ada.get(&format!("/v1/question-bank?{query}"))
            .await
            .expect_problem(400, "invalid_parameter");
    }
    for body in ["How is the PAY?", "How is the weather?"] {
        ada.post("/v1/questions", question(body)).await.expect(201);
    }
    let own = list(&ada, "/v1/questions?q=how%20pay").await;
    assert_eq!(column(&own, "body"), ["How is the PAY?"]);
}

#[tokio::test]
async fn a_question_tells_how_often_it_was_of_use_to_the_caller_alone() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let own = ada.create("/v1/questions", question("Why?")).await;
    let path = in_progress(&ada, "Grace").await;
    let questions = format!("{path}/questions");
    let mut planned = Vec::new();
    for source in [
        json!({"question_id": own}),
        json!({"question_id": own}),
        json!({"bank_question_id": FIRST}),
    ] {
        planned.push(ada.create(&questions, source).await);
    }
    let mark = json!({"mark": "asked", "answer": "Because."});
    ada.post(&format!("{questions}/{}/mark", planned[0]), mark)
        .await
        .expect(200);
    let usage = format!("/v1/questions/{own}/usage");
    assert_eq!(ada.get(&usage).await.expect(200).json["skipped"], 0);
    app.sql(
        "UPDATE interview SET state = 'completed', completed_at = started_at, actual_minutes = 1",
    )
    .unwrap();
    assert_json_snapshot!(ada.get(&usage).await.expect(200).json, @r#"
    {
      "already_known": 0,
      "answered": 1,
      "asked": 1,
      "deferred": 0,
      "id": "019b76da-a800-7000-8000-000000000006",
      "last_asked_at": "2026-01-05T09:00:00Z",
      "object": "question_usage",
      "planned": 2,
      "skipped": 1
    }
    "#);
    let bank = format!("/v1/question-bank/{FIRST}/usage");
    let of_bank = ada.get(&bank).await.expect(200).json;
    assert_eq!(
        (&of_bank["planned"], &of_bank["skipped"]),
        (&json!(1), &json!(1))
    );

    let bob = app.person("bob").await;
    bob.get(&usage).await.expect_problem(404, "not_found");
    assert_eq!(bob.get(&bank).await.expect(200).json["planned"], 0);
    ada.get(&bank.replace("0001", "ffff"))
        .await
        .expect_problem(404, "not_found");
}
