//! Follow-ups.

mod landing;

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, Reply, TestApp};

/// Puts a contact into the workspace of somebody who has registered.
fn contact(app: &TestApp, owner: &str, number: u8) -> String {
    let id = format!("019b76da-a800-7000-8000-00000c0{number:05}");
    app.sql(&format!(
        "INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, tags, do_not_contact) \
         SELECT id, '{id}', '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z', 'Jo {number}', 'alum', 'warm', '{{}}', \
         false FROM account WHERE email = '{owner}@example.org'"
    ))
    .unwrap();
    id
}

/// Puts a completed interview with a contact behind somebody, with the thank-you that a rule made of it.
fn thanks_owed(app: &TestApp, contact: &str, number: u8) -> (String, String) {
    let [outreach, interview, follow_up] =
        ["0a", "0b", "0f"].map(|kind| format!("019b76da-a800-7000-8000-0000{kind}0{number:05}"));
    app.sql(&format!(
        "INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, methodology_id, state) \
         SELECT c.owner_id, '{outreach}', c.created_at, c.created_at, c.id, m.id, 'meeting_agreed' \
         FROM contact c, methodology m WHERE c.id = '{contact}' AND m.is_default; \
         INSERT INTO interview (owner_id, id, created_at, updated_at, outreach_id, contact_id, kind, mode, starts_at, \
         time_zone, planned_minutes, state, started_at, completed_at, actual_minutes) \
         SELECT owner_id, '{interview}', created_at, created_at, id, contact_id, 'exploratory', 'phone', created_at, \
         'Europe/Berlin', 20, 'completed', created_at, created_at, 20 FROM outreach WHERE id = '{outreach}'; \
         INSERT INTO follow_up (owner_id, id, created_at, updated_at, contact_id, interview_id, kind, due_at, rule, \
         reason, state) SELECT owner_id, '{follow_up}', created_at, created_at, contact_id, id, 'thank_you', \
         '2026-01-06T22:59:59Z', 'thank_you_days', 'They gave you their time.', 'pending' \
         FROM interview WHERE id = '{interview}'"
    ))
    .unwrap();
    (interview, format!("/v1/follow-ups/{follow_up}"))
}

fn owed(contact: &str) -> Value {
    json!({"contact_id": contact, "due_at": "2026-01-09T16:00:00Z", "reason": "I promised the article."})
}

/// Creates a follow-up and returns its path.
async fn create(client: &Client, body: Value) -> String {
    format!(
        "/v1/follow-ups/{}",
        client.create("/v1/follow-ups", body).await
    )
}

fn ids(reply: &Reply) -> Vec<String> {
    let data = reply.json["data"].as_array().unwrap();
    data.iter()
        .map(|item| format!("/v1/follow-ups/{}", item["id"].as_str().unwrap()))
        .collect()
}

#[tokio::test]
async fn a_follow_up_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&app, "ada", 1);
    let created = ada
        .with("idempotency-key", "follow-up-1")
        .post("/v1/follow-ups", owed(&jo))
        .await
        .expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-00000c000001",
      "created_at": "2026-01-05T09:00:00Z",
      "due_at": "2026-01-09T16:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "interview_id": null,
      "kind": "other",
      "learning_id": null,
      "message_id": null,
      "next_due_at": "2026-01-09T16:00:00Z",
      "note": null,
      "object": "follow_up",
      "reason": "I promised the article.",
      "referral_id": null,
      "rule": null,
      "settled_at": null,
      "skip_reason": null,
      "snoozed_until": null,
      "state": "pending",
      "thank_you_state": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "withdrawal_reason": null
    }
    "#);
    let again = ada
        .with("idempotency-key", "follow-up-1")
        .post("/v1/follow-ups", owed(&jo))
        .await
        .expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.text, created.text);

    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));
    ada.with("if-none-match", found.etag())
        .get(&path)
        .await
        .expect(304);

    let changed = ada
        .with("if-match", found.etag())
        .patch(
            &path,
            json!({"kind": "update", "note": "By mail.", "due_at": "2026-01-10T17:00:00.123456789+01:00"}),
        )
        .await
        .expect(200);
    assert_eq!(changed.json["kind"], "update");
    assert_eq!(changed.json["due_at"], "2026-01-10T16:00:00.123456Z");
    assert_eq!(changed.json, ada.get(&path).await.expect(200).json);
    let cleared = ada.patch(&path, json!({"note": null})).await.expect(200);
    assert_eq!(cleared.json["note"], json!(null));
    ada.with("if-match", found.etag())
        .patch(&path, json!({"note": "Late."}))
        .await
        .expect_problem(412, "precondition_failed");

    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&app, "ada", 1);
    for (member, value) in [
        ("contact_id", json!(null)),
        ("contact_id", json!("Jo")),
        ("due_at", json!("tomorrow")),
        ("due_at", json!("9999-12-31T23:59:59-12:00")),
        ("reason", json!("")),
        ("reason", json!(" ")),
        ("reason", json!("a".repeat(1001))),
        ("kind", json!("thanks")),
        ("note", json!("a".repeat(5001))),
        ("rule", json!("thank_you_days")),
        ("state", json!("done")),
    ] {
        let mut body = owed(&jo);
        body[member] = value;
        ada.post("/v1/follow-ups", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{member}"));
    }
    let path = create(&ada, owed(&jo)).await;
    ada.patch(&path, json!({"due_at": null}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/due_at");
    for (verb, body, pointer) in [
        ("complete", json!({"at": "2026-01-05T09:00:01Z"}), "#/at"),
        ("complete", json!({"when": "now"}), "#/when"),
        ("snooze", json!({}), "#/until"),
        (
            "snooze",
            json!({"until": "2026-01-05T09:00:00Z"}),
            "#/until",
        ),
        ("skip", json!({}), "#/reason"),
        ("skip", json!({"reason": " "}), "#/reason"),
    ] {
        ada.post(&format!("{path}/{verb}"), body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
    assert_eq!(ada.get(&path).await.expect(200).json["state"], "pending");
}

#[tokio::test]
async fn a_follow_up_names_only_what_is_the_owners_and_goes_together() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let (hers, other, his) = (
        contact(&app, "ada", 1),
        contact(&app, "ada", 2),
        contact(&app, "bob", 3),
    );
    let (with_hers, _) = thanks_owed(&app, &hers, 1);
    let (with_his, _) = thanks_owed(&app, &his, 2);
    for (contact, interview, pointer, code) in [
        (&his, None, "#/contact_id", "unknown_reference"),
        (
            &hers,
            Some(&with_his),
            "#/interview_id",
            "unknown_reference",
        ),
        (&other, Some(&with_hers), "#/interview_id", "other_contact"),
    ] {
        let mut body = owed(contact);
        body["interview_id"] = json!(interview);
        let refused = ada.post("/v1/follow-ups", body).await;
        let refused = refused.expect_problem(422, "invalid_body");
        assert_eq!(refused.json["errors"][0]["code"], code);
        refused.expect_error_at(pointer);
    }
    let mut body = owed(&hers);
    body["interview_id"] = json!(with_hers);
    let path = create(&ada, body).await;
    ada.patch(&path, json!({"contact_id": other}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/interview_id");
    ada.patch(&path, json!({"contact_id": other, "interview_id": null}))
        .await
        .expect(200);

    for verb in ["complete", "snooze", "skip", "reopen"] {
        let body = match verb {
            "snooze" => json!({"until": "2026-02-01T09:00:00Z"}),
            "skip" => json!({"reason": "Not mine."}),
            _ => json!({}),
        };
        let path = format!("{path}/{verb}");
        let reply = if verb == "reopen" {
            bob.act(&path).await
        } else {
            bob.post(&path, body).await
        };
        reply.expect_problem(404, "not_found");
    }
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.patch(&path, json!({"note": "Mine."}))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    assert_eq!(ids(&bob.get("/v1/follow-ups").await.expect(200)).len(), 1);
}

#[tokio::test]
async fn a_follow_up_is_settled_once_and_can_be_reopened() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = create(&ada, owed(&contact(&app, "ada", 1))).await;
    let is_pending = ada.act(&format!("{path}/reopen")).await;
    let is_pending = is_pending.expect_problem(409, "wrong_state");
    assert_eq!(is_pending.json["state"], "pending");

    let skip = json!({"reason": "She has found it."});
    for (verb, body, state) in [("complete", json!({}), "done"), ("skip", skip, "skipped")] {
        let settled = ada.post(&format!("{path}/{verb}"), body.clone()).await;
        let settled = settled.expect(200).json;
        assert_eq!(settled["state"], state);
        assert_eq!(settled["settled_at"], "2026-01-05T09:00:00Z");
        assert_eq!(settled["next_due_at"], json!(null));
        assert_eq!(settled["skip_reason"], body["reason"]);
        for (verb, body) in [
            ("complete", json!({})),
            ("skip", json!({"reason": "Again."})),
            ("snooze", json!({"until": "2026-02-01T09:00:00Z"})),
        ] {
            let refused = ada.post(&format!("{path}/{verb}"), body).await;
            let refused = refused.expect_problem(409, "already_settled");
            assert_eq!(refused.json["state"], state);
        }
        ada.patch(&path, json!({"note": "Late."}))
            .await
            .expect_problem(409, "already_settled");
        let reopened = ada.act(&format!("{path}/reopen")).await.expect(200).json;
        assert_eq!(reopened["state"], "pending");
        assert_eq!(reopened["settled_at"], json!(null));
        assert_eq!(reopened["skip_reason"], json!(null));
        assert_eq!(reopened["next_due_at"], reopened["due_at"]);
    }
}

#[tokio::test]
async fn a_follow_up_is_put_off_and_still_says_when_it_was_due() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = create(&ada, owed(&contact(&app, "ada", 1))).await;
    let snoozed = ada
        .post(
            &format!("{path}/snooze"),
            json!({"until": "2026-01-12T08:00:00Z"}),
        )
        .await
        .expect(200)
        .json;
    assert_eq!(snoozed["due_at"], "2026-01-09T16:00:00Z");
    assert_eq!(snoozed["snoozed_until"], "2026-01-12T08:00:00Z");
    assert_eq!(snoozed["next_due_at"], "2026-01-12T08:00:00Z");
    assert_eq!(snoozed["state"], "pending");
}

#[tokio::test]
async fn what_a_rule_made_keeps_what_it_is_about() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (jo, other) = (contact(&app, "ada", 1), contact(&app, "ada", 2));
    let (_, path) = thanks_owed(&app, &jo, 1);
    for (member, value) in [
        ("contact_id", json!(other)),
        ("interview_id", json!(null)),
        ("kind", json!("other")),
    ] {
        let refused = ada.patch(&path, json!({ member: value })).await;
        let refused = refused.expect_problem(422, "invalid_body");
        assert_eq!(refused.json["errors"][0]["code"], "given_by_rule");
        refused.expect_error_at(&format!("#/{member}"));
    }
    let changed = ada
        .patch(
            &path,
            json!({"due_at": "2026-01-07T12:00:00Z", "reason": "She said by Wednesday."}),
        )
        .await
        .expect(200);
    assert_eq!(changed.json["rule"], "thank_you_days");
    assert_eq!(changed.json["reason"], "She said by Wednesday.");
}

#[tokio::test]
async fn doing_what_reaches_the_contact_says_when_they_were_last_contacted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&app, "ada", 1);
    let contacted = || {
        let select = "SELECT coalesce(to_char(last_contacted_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI'), 'never') FROM contact";
        app.sql(select).unwrap()
    };
    let other = create(&ada, owed(&jo)).await;
    ada.post(&format!("{other}/complete"), json!({}))
        .await
        .expect(200);
    assert_eq!(contacted(), "never");

    let (_, thanks) = thanks_owed(&app, &jo, 1);
    let done = ada
        .post(
            &format!("{thanks}/complete"),
            json!({"at": "2026-01-05T08:30:00Z"}),
        )
        .await
        .expect(200);
    assert_eq!(done.json["settled_at"], "2026-01-05T08:30:00Z");
    assert_eq!(contacted(), "01-05 08:30");

    let mut update = owed(&jo);
    update["kind"] = json!("update");
    let update = create(&ada, update).await;
    app.advance(TimeDelta::minutes(5));
    ada.post(
        &format!("{update}/skip"),
        json!({"reason": "Nothing is new."}),
    )
    .await
    .expect(200);
    assert_eq!(contacted(), "01-05 08:30");
    ada.act(&format!("{update}/reopen")).await.expect(200);
    ada.post(&format!("{update}/complete"), json!({}))
        .await
        .expect(200);
    assert_eq!(contacted(), "01-05 09:05");
}

#[tokio::test]
async fn follow_ups_are_listed_by_what_they_are_and_in_order() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (jo, li) = (contact(&app, "ada", 1), contact(&app, "ada", 2));
    let (interview, thanks) = thanks_owed(&app, &jo, 1);
    let later = create(&ada, owed(&li)).await;
    let mut soon = owed(&jo);
    soon["due_at"] = json!("2026-01-05T10:00:00Z");
    let soon = create(&ada, soon).await;
    ada.post(&format!("{soon}/skip"), json!({"reason": "Done for."}))
        .await
        .expect(200);
    for (query, expected) in [
        ("", vec![&soon, &thanks, &later]),
        ("sort=-due_at", vec![&later, &thanks, &soon]),
        ("sort=-created_at&kind=other", vec![&soon, &later]),
        ("state=pending", vec![&thanks, &later]),
        ("state=skipped,done", vec![&soon]),
        ("kind=thank_you,update", vec![&thanks]),
        (&format!("contact_id={li}"), vec![&later]),
        (&format!("interview_id={interview}"), vec![&thanks]),
        ("due_before=2026-01-06T22:59:59Z", vec![&soon]),
        ("due_before=2026-01-06T23:00:00Z", vec![&soon, &thanks]),
        (
            "due_before=2026-01-07T00:00:00%2B01:00&state=pending",
            vec![&thanks],
        ),
    ] {
        let listed = ada.get(&format!("/v1/follow-ups?{query}")).await;
        let listed = ids(&listed.expect(200));
        assert_eq!(listed.iter().collect::<Vec<_>>(), expected, "{query}");
    }
    for (query, parameter) in [
        ("sort=reason", "sort"),
        ("state=open", "state"),
        ("due_before=soon", "due_before"),
        ("contact=1", "contact"),
        ("limit=101", "limit"),
    ] {
        ada.get(&format!("/v1/follow-ups?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
}

#[tokio::test]
async fn paging_returns_each_follow_up_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&app, "ada", 1);
    // Two at a time are due at the same moment.
    for number in 0..9 {
        let mut body = owed(&jo);
        body["due_at"] = json!(format!("2026-01-{:02}T09:00:00Z", 10 + number / 2));
        create(&ada, body).await;
    }
    let mut seen = Vec::new();
    let mut next = "/v1/follow-ups?limit=2".to_owned();
    loop {
        let page = ada.get(&next).await.expect(200);
        seen.extend(ids(&page));
        let Some(cursor) = page.json["next_cursor"].as_str() else {
            break;
        };
        next = format!("/v1/follow-ups?limit=2&cursor={cursor}");
    }
    assert_eq!(seen, ids(&ada.get("/v1/follow-ups").await.expect(200)));
    assert_eq!(seen.len(), 9);
}
