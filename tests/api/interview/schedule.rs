//! Scheduling, reading, listing, changing and deleting interviews.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, agreed, column, plan, scheduled};
use crate::harness::TestApp;

#[tokio::test]
async fn an_interview_is_scheduled_from_a_yes_by_what_outreach_and_methodology_say() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let pursuit = format!("/v1/outreach/{outreach}");
    let themed = ada.patch(&pursuit, json!({"theme_id": theme})).await;
    let next = &themed.expect(200).json["next_action"];
    assert_eq!(next["kind"], "schedule_meeting");

    let created = ada
        .post("/v1/interviews", plan(&outreach))
        .await
        .expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "actual_minutes": null,
      "canceled_by": null,
      "completed_at": null,
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "debrief": null,
      "end_reason": null,
      "extended_minutes": 0,
      "id": "019b76da-a800-7000-8000-000000000010",
      "kind": "exploratory",
      "link": null,
      "mode": "in_person",
      "notes": null,
      "notes_transcribed_at": null,
      "object": "interview",
      "outreach_id": "019b76da-a800-7000-8000-000000000008",
      "place": null,
      "planned_end_at": "2026-01-05T10:20:00Z",
      "planned_minutes": 20,
      "reschedule_count": 0,
      "resume_requested_at": null,
      "started_at": null,
      "starts_at": "2026-01-05T10:00:00Z",
      "state": "scheduled",
      "theme_id": "019b76da-a800-7000-8000-00000000000c",
      "time_zone": "Europe/Berlin",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));
    let settled = ada.get(&pursuit).await.expect(200);
    assert_eq!(settled.json["next_action"], Value::Null);
    ada.delete(&pursuit).await.expect_problem(409, "in_use");

    ada.with("if-match", "\"another\"")
        .delete(&path)
        .await
        .expect_problem(412, "precondition_failed");
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.expect_problem(404, "not_found");
    let settled = ada.get(&pursuit).await.expect(200);
    assert_eq!(settled.json["next_action"]["kind"], "schedule_meeting");
}

#[tokio::test]
async fn what_the_person_says_counts_more_than_the_defaults() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let body = json!({
        "outreach_id": outreach, "kind": "mutual_fit", "mode": "video", "link": "https://example.org/room",
        "place": "At my desk", "starts_at": "2026-01-08T14:00:00.1234567+01:00", "time_zone": "America/New_York",
        "planned_minutes": 60, "theme_id": theme, "notes": "She goes first.",
    });
    let created = ada.post("/v1/interviews", body.clone()).await.expect(201);
    for member in [
        "kind",
        "mode",
        "link",
        "place",
        "time_zone",
        "planned_minutes",
        "theme_id",
        "notes",
    ] {
        assert_eq!(created.json[member], body[member], "{member}");
    }
    assert_eq!(created.json["starts_at"], "2026-01-08T13:00:00.123456Z");
    let read = ada.get(created.header("location")).await.expect(200);
    assert_eq!(read.json, created.json);
}

#[tokio::test]
async fn an_interview_needs_a_yes_and_is_arranged_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let outreach = ada
        .create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    let refused = ada
        .post("/v1/interviews", plan(&outreach))
        .await
        .expect_problem(409, "meeting_not_agreed");
    assert_eq!(refused.json["state"], "planned");

    let (outreach, _) = agreed(&ada, "Joan").await;
    let once = ada.with("idempotency-key", "once-only");
    let first = once
        .post("/v1/interviews", plan(&outreach))
        .await
        .expect(201);
    let again = once
        .post("/v1/interviews", plan(&outreach))
        .await
        .expect(201);
    assert_eq!((&again.text, again.etag()), (&first.text, first.etag()));
    assert_eq!(again.header("idempotency-replayed"), "true");
    ada.post("/v1/interviews", plan(&outreach))
        .await
        .expect_problem(409, "interview_already_open");
    let path = first.header("location");
    act(&ada, path, "cancel", json!({"by": "me"}))
        .await
        .expect(200);
    ada.post("/v1/interviews", plan(&outreach))
        .await
        .expect(201);
}

#[tokio::test]
async fn what_does_not_fit_an_interview_is_named() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let (outreach, _) = agreed(&ada, "Grace").await;
    let (his, _) = agreed(&bob, "Alan").await;
    let theme = bob.create("/v1/themes", json!({"name": "Speech"})).await;
    for (member, value) in [
        ("outreach_id", json!(his)),
        ("outreach_id", json!(null)),
        ("theme_id", json!(theme)),
        ("kind", json!("interrogation")),
        ("mode", json!("telepathy")),
        ("place", json!(" ")),
        ("link", json!("ftp://example.org")),
        ("starts_at", json!("tomorrow")),
        ("starts_at", json!("2026-01-04T08:59:59Z")),
        ("time_zone", json!("Mars/Olympus")),
        ("planned_minutes", json!(4)),
        ("planned_minutes", json!(61)),
        ("notes", json!("a".repeat(20_001))),
        ("state", json!("completed")),
        ("contact_id", json!(his)),
    ] {
        let mut body = plan(&outreach);
        body[member] = value.clone();
        let refused = ada.post("/v1/interviews", body).await;
        eprintln!("{member}: {value}");
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{member}"));
    }
    let mut just_in_time = plan(&outreach);
    just_in_time["starts_at"] = json!("2026-01-04T09:00:00Z");
    ada.post("/v1/interviews", just_in_time).await.expect(201);
}

#[tokio::test]
async fn details_are_changed_and_neither_time_nor_state() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = scheduled(&ada, "Grace").await;
    let before = ada.get(&path).await.expect(200);
    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let details = json!({
        "kind": "practice", "mode": "video", "place": "Desk", "link": "https://example.org/room", "notes": "Hi",
        "theme_id": theme,
    });
    let current = ada.with("if-match", before.etag());
    let changed = current.patch(&path, details.clone()).await.expect(200);
    for (member, value) in details.as_object().unwrap() {
        assert_eq!(&changed.json[member], value, "{member}");
    }
    assert_ne!(changed.etag(), before.etag());
    current
        .patch(&path, json!({"notes": "Late"}))
        .await
        .expect_problem(412, "precondition_failed");
    let nothing = json!({"place": null, "link": null, "notes": null, "theme_id": null});
    let cleared = ada.patch(&path, nothing.clone()).await.expect(200);
    for (member, value) in nothing.as_object().unwrap() {
        assert_eq!(&cleared.json[member], value, "{member}");
    }
    let his = bob.create("/v1/themes", json!({"name": "Speech"})).await;
    for (member, value) in [
        ("starts_at", json!("2026-01-08T14:00:00Z")),
        ("state", json!("completed")),
        ("planned_minutes", json!(30)),
        ("mode", json!(null)),
        ("link", json!("nowhere")),
        ("theme_id", json!(his)),
    ] {
        let refused = ada.patch(&path, json!({member: value})).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{member}"));
    }
}

#[tokio::test]
async fn interviews_are_filtered_sorted_and_paged() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let mut made = Vec::new();
    for (name, starts_at) in [("A", "08T10"), ("B", "06T10"), ("C", "07T10")] {
        let (outreach, contact) = agreed(&ada, name).await;
        let mut body = plan(&outreach);
        body["starts_at"] = json!(format!("2026-01-{starts_at}:00:00Z"));
        body["place"] = json!(name);
        if name == "B" {
            body["theme_id"] = json!(theme);
        }
        let id = ada.create("/v1/interviews", body).await;
        made.push((format!("/v1/interviews/{id}"), outreach, contact));
        app.advance(TimeDelta::seconds(1));
    }
    let [(a, ..), (_, _, contact), (_, outreach, _)] = made.as_slice() else {
        unreachable!();
    };
    act(&ada, a, "cancel", json!({"by": "me"}))
        .await
        .expect(200);
    for (query, expected) in [
        (String::new(), json!(["C", "B", "A"])),
        ("sort=created_at".to_owned(), json!(["A", "B", "C"])),
        ("sort=starts_at".to_owned(), json!(["B", "C", "A"])),
        ("sort=-starts_at".to_owned(), json!(["A", "C", "B"])),
        ("sort=-updated_at".to_owned(), json!(["A", "C", "B"])),
        ("state=scheduled".to_owned(), json!(["C", "B"])),
        ("state=canceled,completed".to_owned(), json!(["A"])),
        (format!("contact_id={contact}"), json!(["B"])),
        (format!("outreach_id={outreach}"), json!(["C"])),
        (format!("theme_id={theme}"), json!(["B"])),
        (
            "starts_after=2026-01-07T10:00:00Z".to_owned(),
            json!(["C", "A"]),
        ),
        (
            "starts_before=2026-01-07T10:00:00Z".to_owned(),
            json!(["B"]),
        ),
    ] {
        let found = ada
            .get(&format!("/v1/interviews?{query}"))
            .await
            .expect(200);
        assert_eq!(json!(column(&found, "place")), expected, "{query}");
    }
    let first = ada
        .get("/v1/interviews?sort=starts_at&limit=2")
        .await
        .expect(200);
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let rest = format!("/v1/interviews?sort=starts_at&limit=2&cursor={cursor}");
    let rest = ada.get(&rest).await.expect(200);
    assert_eq!(
        (column(&rest, "place"), &rest.json["has_more"]),
        (vec![json!("A")], &json!(false))
    );
    for (query, parameter) in [
        ("state=pending", "state"),
        ("sort=place", "sort"),
        ("starts_after=yesterday", "starts_after"),
        ("contact_id=Grace", "contact_id"),
        ("mode=phone", "mode"),
    ] {
        ada.get(&format!("/v1/interviews?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
}

#[tokio::test]
async fn another_persons_interview_does_not_exist() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = scheduled(&ada, "Grace").await;
    let before = ada.get(&path).await.expect(200);
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.patch(&path, json!({"notes": "Mine"}))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    for (action, body) in [
        ("reschedule", json!({"starts_at": "2026-01-08T14:00:00Z"})),
        ("cancel", json!({"by": "me"})),
        ("start", json!({})),
        ("complete", json!({})),
        ("no-show", json!({})),
        ("questions", super::words("Why?", "interviewee")),
    ] {
        act(&bob, &path, action, body)
            .await
            .expect_problem(404, "not_found");
    }
    for part in ["readiness", "questions"] {
        bob.get(&format!("{path}/{part}"))
            .await
            .expect_problem(404, "not_found");
    }
    assert!(column(&bob.get("/v1/interviews").await.expect(200), "id").is_empty());
    assert_eq!(ada.get(&path).await.expect(200).text, before.text);
}
