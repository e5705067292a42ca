//! Outreach.

mod attempt;
mod course;
mod next_move;
mod simulation;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// Lets time pass, after which ada signs in again.
async fn later(app: &TestApp, by: TimeDelta) -> Client {
    app.advance(by);
    app.person("ada").await
}

/// Puts a contact into the workspace of somebody who has registered.
fn contact(app: &TestApp, owner: &str, number: u8) -> String {
    let id = format!("019b76da-a800-7000-8000-00000c0{number:05}");
    app.sql(&format!(
        "INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, tags, do_not_contact) \
         SELECT id, '{id}', '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z', 'Jo {number}', 'stranger', 'cold', '{{}}', \
         false FROM account WHERE email = '{owner}@example.org'"
    ))
    .unwrap();
    id
}

/// Puts an interview of an outreach of ada's into the calendar, or behind it.
fn interview(app: &TestApp, outreach: &str, state: &str) {
    let (started, completed, minutes, by) = match state {
        "completed" => ("now()", "now()", "20", "NULL"),
        "canceled" => ("NULL", "NULL", "NULL", "'interviewee'"),
        _ => ("NULL", "NULL", "NULL", "NULL"),
    };
    app.sql(&format!(
        "INSERT INTO interview (owner_id, id, created_at, updated_at, outreach_id, contact_id, kind, mode, starts_at, \
         time_zone, planned_minutes, state, started_at, completed_at, actual_minutes, canceled_by) \
         SELECT owner_id, gen_random_uuid(), '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z', id, contact_id, \
         'exploratory', 'phone', '2026-01-07T09:00:00Z', 'Europe/Berlin', 20, '{state}', {started}, {completed}, \
         {minutes}, {by} FROM outreach WHERE id = '{outreach}'"
    ))
    .unwrap();
}

/// Starts an outreach to a new contact of ada's and returns its path.
async fn start(app: &TestApp, ada: &Client, number: u8) -> String {
    let body = json!({"contact_id": contact(app, "ada", number)});
    format!("/v1/outreach/{}", ada.create("/v1/outreach", body).await)
}

async fn record(ada: &Client, outreach: &str, attempt: Value) -> crate::harness::Reply {
    ada.post(&format!("{outreach}/attempts"), attempt).await
}

#[tokio::test]
async fn an_outreach_is_started_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = contact(&app, "ada", 1);
    let created = ada
        .post(
            "/v1/outreach",
            json!({"contact_id": contact, "notes": "Max knows her."}),
        )
        .await
        .expect(201);
    insta::assert_json_snapshot!(created.json, @r#"
    {
      "asks_only_them": false,
      "contact_id": "019b76da-a800-7000-8000-00000c000001",
      "contact_type": {
        "reason": "Nothing has been heard from them yet.",
        "rule": "curmudgeon_after_attempts",
        "source": "Dalton, The 2-Hour Job Search (D1), as many as the cap",
        "type": "unknown"
      },
      "created_at": "2026-01-05T09:00:00Z",
      "helps_from": null,
      "id": "019b76da-a800-7000-8000-000000000006",
      "judged_contact_type": null,
      "methodology_id": "01a21526-e400-7000-8000-000000000601",
      "next_action": {
        "candidates": [],
        "channels": [
          "letter",
          "email"
        ],
        "counted": null,
        "from": "2026-01-05T09:00:00Z",
        "kind": "write_first_message",
        "reason": "Nothing has been sent yet: write by 2026-01-12.",
        "rule": "first_message_within_days",
        "source": "our choice",
        "then": null,
        "until": "2026-01-12T22:59:59Z"
      },
      "notes": "Max knows her.",
      "object": "outreach",
      "recontact_on": null,
      "state": "planned",
      "theme_id": null,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let changed = ada
        .with("if-match", found.etag())
        .patch(&path, json!({"notes": null, "theme_id": theme}))
        .await
        .expect(200);
    assert_eq!(changed.json["notes"], json!(null));
    assert_eq!(changed.json["theme_id"], json!(theme));
    assert_eq!(changed.json["next_action"], created.json["next_action"]);
    ada.with("if-match", found.etag())
        .patch(&path, json!({"notes": "Late."}))
        .await
        .expect_problem(412, "precondition_failed");
    ada.with("if-none-match", changed.etag())
        .get(&path)
        .await
        .expect(304);

    record(&ada, &path, json!({"channel": "letter", "outcome": "sent"}))
        .await
        .expect(201);
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    ada.delete(&path).await.expect_problem(404, "not_found");
    assert_eq!(app.sql("SELECT count(*) FROM attempt").unwrap(), "0");
}

#[tokio::test]
async fn an_outreach_names_only_what_is_the_owners() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let (hers, his) = (contact(&app, "ada", 1), contact(&app, "bob", 2));
    let theme = bob.create("/v1/themes", json!({"name": "Speech"})).await;
    for (body, pointer) in [
        (json!({"contact_id": his}), "#/contact_id"),
        (json!({"contact_id": hers, "theme_id": theme}), "#/theme_id"),
        (
            json!({"contact_id": hers, "methodology_id": theme}),
            "#/methodology_id",
        ),
    ] {
        let refused = ada.post("/v1/outreach", body).await;
        let refused = refused.expect_problem(422, "invalid_body");
        assert_eq!(refused.json["errors"][0]["code"], "unknown_reference");
        refused.expect_error_at(pointer);
    }
    let path = start(&app, &ada, 3).await;
    ada.patch(&path, json!({"theme_id": theme}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/theme_id");
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&app, "ada", 1);
    for (body, pointer) in [
        (json!({}), "#/contact_id"),
        (json!({"contact_id": "Jo"}), "#/contact_id"),
        (json!({"contact_id": jo, "state": "declined"}), "#/state"),
        (json!({"contact_id": jo, "notes": " "}), "#/notes"),
    ] {
        let refused = ada.post("/v1/outreach", body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
    let path = start(&app, &ada, 2).await;
    for (body, pointer) in [
        (json!({"contact_id": jo}), "#/contact_id"),
        (json!({"notes": ""}), "#/notes"),
    ] {
        let refused = ada.patch(&path, body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
}

#[tokio::test]
async fn a_contact_is_pursued_once_at_a_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let body = json!({"contact_id": contact(&app, "ada", 1)});
    let first = ada.create("/v1/outreach", body.clone()).await;
    let refused = ada.post("/v1/outreach", body.clone()).await;
    let refused = refused.expect_problem(409, "outreach_already_open");
    assert_eq!(refused.json["outreach_id"], json!(first));

    let path = format!("/v1/outreach/{first}");
    let no = json!({"channel": "email", "direction": "inbound", "outcome": "declined"});
    record(&ada, &path, no).await.expect(201);
    ada.post("/v1/outreach", body.clone()).await.expect(201);
    let again = json!({"channel": "email", "direction": "inbound", "outcome": "reply_interested"});
    record(&ada, &path, again)
        .await
        .expect_problem(409, "outreach_already_open");
}

#[tokio::test]
async fn two_who_start_at_once_start_one() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let body = json!({"contact_id": contact(&app, "ada", 1)});
    let (one, other) = tokio::join!(
        ada.post("/v1/outreach", body.clone()),
        ada.post("/v1/outreach", body.clone())
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test]
async fn a_repeated_start_with_the_same_key_starts_one() {
    let app = TestApp::start().await;
    let ada = app
        .person("ada")
        .await
        .with("idempotency-key", "start-jo-1");
    let body = json!({"contact_id": contact(&app, "ada", 1)});
    let first = ada.post("/v1/outreach", body.clone()).await.expect(201);
    let second = ada.post("/v1/outreach", body).await.expect(201);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!((&first.json, first.etag()), (&second.json, second.etag()));
}

#[tokio::test]
async fn outreach_is_listed_by_contact_theme_and_state() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let mut ids = Vec::new();
    for number in 1..=3 {
        let path = start(&app, &ada, number).await;
        app.advance(chrono::TimeDelta::seconds(1));
        ids.push(path.rsplit('/').next().unwrap().to_owned());
    }
    let path = |index: usize| format!("/v1/outreach/{}", ids[index]);
    ada.patch(&path(1), json!({"theme_id": theme}))
        .await
        .expect(200);
    let letter = json!({"channel": "letter", "outcome": "sent"});
    record(&ada, &path(0), letter).await.expect(201);

    for (query, expected) in [
        (String::new(), vec![2, 1, 0]),
        ("?sort=created_at".to_owned(), vec![0, 1, 2]),
        (format!("?theme_id={theme}"), vec![1]),
        (
            format!("?contact_id={}", contact_of(&ada, &path(2)).await),
            vec![2],
        ),
        ("?state=awaiting_reply".to_owned(), vec![0]),
        (
            "?state=planned,awaiting_reply&sort=created_at".to_owned(),
            vec![0, 1, 2],
        ),
        ("?state=declined".to_owned(), vec![]),
    ] {
        let expected: Vec<&str> = expected
            .iter()
            .map(|index: &usize| ids[*index].as_str())
            .collect();
        let reply = ada.get(&format!("/v1/outreach{query}")).await.expect(200);
        assert_eq!(listed(&reply.json), expected, "{query}");
    }
    for parameter in ["state", "theme_id", "sort"] {
        ada.get(&format!("/v1/outreach?{parameter}=x"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
    let found = ada.get(&path(0)).await.expect(200);
    let list = ada.get("/v1/outreach?sort=created_at").await.expect(200);
    assert_eq!(list.json["data"][0], found.json);
}

fn listed(page: &Value) -> Vec<&str> {
    let data = page["data"].as_array().unwrap().iter();
    data.map(|item| item["id"].as_str().unwrap()).collect()
}

async fn contact_of(ada: &Client, path: &str) -> String {
    let found = ada.get(path).await.expect(200);
    found.json["contact_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn pages_of_outreach_follow_each_other() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for number in 1..=5 {
        start(&app, &ada, number).await;
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/outreach?limit=2".to_owned());
    loop {
        let page = ada.get(&path).await.expect(200);
        seen.extend(listed(&page.json).into_iter().map(str::to_owned));
        let Some(cursor) = page.json["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/outreach?limit=2&cursor={cursor}");
    }
    let all = ada.get("/v1/outreach").await.expect(200);
    assert_eq!(seen, listed(&all.json));
    assert_eq!(seen.len(), 5);
}

#[tokio::test]
async fn a_list_costs_the_same_statements_however_long_it_is() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    start(&app, &ada, 1).await;
    let before = app.db.statement_count();
    ada.get("/v1/outreach").await.expect(200);
    let one = app.db.statement_count() - before;
    for number in 2..=6 {
        let path = start(&app, &ada, number).await;
        let letter = json!({"channel": "letter", "outcome": "sent"});
        record(&ada, &path, letter).await.expect(201);
    }
    let before = app.db.statement_count();
    ada.get("/v1/outreach").await.expect(200);
    assert_eq!(app.db.statement_count() - before, one);
}

#[tokio::test]
async fn another_persons_outreach_is_not_found() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = start(&app, &ada, 1).await;
    let letter = json!({"channel": "letter", "outcome": "sent"});
    let recorded = record(&ada, &path, letter.clone()).await.expect(201);
    let attempt = recorded.header("location").to_owned();
    let before = ada.get(&path).await.expect(200);
    for reply in [
        bob.get(&path).await,
        bob.patch(&path, json!({"notes": "x"})).await,
        bob.delete(&path).await,
        record(&bob, &path, letter).await,
        bob.get(&format!("{path}/attempts")).await,
        bob.get(&attempt).await,
    ] {
        reply.expect_problem(404, "not_found");
    }
    assert_eq!(ada.get(&path).await.expect(200).etag(), before.etag());
    let none = bob.get("/v1/outreach").await.expect(200);
    assert_eq!(none.json["data"], json!([]));
}

#[tokio::test]
async fn an_outreach_with_an_interview_is_not_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    interview(&app, path.rsplit('/').next().unwrap(), "scheduled");
    ada.delete(&path).await.expect_problem(409, "in_use");
    ada.get(&path).await.expect(200);
}
