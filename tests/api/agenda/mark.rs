//! Items put off, dismissed and restored.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{CALL, about, ada_at, agenda, all, follow_ups, outreach, silent};
use crate::harness::TestApp;

#[tokio::test]
async fn an_item_is_put_off_until_its_time_comes() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    let seen = agenda(&ada, "").await;
    let path = format!("/v1/agenda/{}", about(&seen[0]));
    let until = json!({"until": "2026-01-14T08:00:00Z"});
    let marked = ada.post(&format!("{path}/snooze"), until).await.expect(200);
    let mut body = marked.json.clone();
    body["id"] = json!("of the outreach");
    assert_json_snapshot!(body, @r#"
    {
      "about": "call_to_follow_up 1768172400",
      "created_at": "2026-01-05T09:00:00Z",
      "dismissal_reason": null,
      "dismissed_at": null,
      "id": "of the outreach",
      "kind": "outreach",
      "object": "agenda_mark",
      "snoozed_until": "2026-01-14T08:00:00Z",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    assert_eq!(agenda(&ada, "").await, Vec::<Value>::new());
    assert_eq!(agenda(&ada, "include=dismissed").await, Vec::<Value>::new());
    let shown = agenda(&ada, "include=snoozed").await;
    assert_eq!(shown[0]["snoozed_until"], "2026-01-14T08:00:00Z");
    let ada = ada_at(&app, "2026-01-14T08:00:00Z").await;
    let seen = agenda(&ada, "").await;
    assert_eq!(
        (all(&seen, "bucket"), &seen[0]["snoozed_until"]),
        (vec!["due"], &Value::Null)
    );
}

#[tokio::test]
async fn an_item_is_dismissed_for_a_reason_and_restored() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    silent(&app, "ada", 1);
    let seen = agenda(&ada, "").await;
    assert_eq!(all(&seen, "kind"), ["contact_going_cold"]);
    let path = format!("/v1/agenda/{}", about(&seen[0]));
    ada.post(&format!("{path}/dismiss"), json!({"reason": " "}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/reason");
    let reason = json!({"reason": "She moved to another field."});
    ada.post(&format!("{path}/dismiss"), reason)
        .await
        .expect(200);
    assert_eq!(agenda(&ada, "include=snoozed").await, Vec::<Value>::new());
    let shown = agenda(&ada, "include=dismissed").await;
    assert_eq!(shown[0]["dismissal_reason"], "She moved to another field.");
    let counts = ada.get("/v1/agenda/counts").await.expect(200);
    assert_eq!(counts.json["total"], 0);
    // The mirror of a client holds it.
    let changes = ada
        .get("/v1/changes?resource=agenda_mark")
        .await
        .expect(200);
    assert!(
        changes.text.contains("She moved to another field."),
        "{}",
        changes.text
    );
    for _ in 0..2 {
        ada.act(&format!("{path}/restore")).await.expect(204);
        assert_eq!(agenda(&ada, "").await, seen);
    }
}

#[tokio::test]
async fn a_mark_lapses_when_the_item_says_something_else_and_goes_with_what_it_is_about() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    let seen = agenda(&ada, "").await;
    let path = format!("/v1/agenda/{}", about(&seen[0]));
    let reason = json!({"reason": "No phone."});
    ada.post(&format!("{path}/dismiss"), reason)
        .await
        .expect(200);
    app.sql("UPDATE outreach SET next_action = 'write_again'")
        .unwrap();
    let seen = agenda(&ada, "").await;
    assert_eq!(all(&seen, "title"), ["Write to Jo 1 again"]);
    assert_eq!(seen[0]["dismissal_reason"], Value::Null);
    app.sql("DELETE FROM outreach").unwrap();
    assert_eq!(app.sql("SELECT count(*) FROM agenda_mark").unwrap(), "0");
}

#[tokio::test]
async fn a_follow_up_keeps_by_itself_that_it_was_put_off_or_dismissed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    silent(&app, "ada", 1);
    follow_ups(&app, "2026-01-05T08:00:00Z");
    let seen = agenda(&ada, "kind=follow_up").await;
    let id = about(&seen[0]);
    let (item, path) = (format!("/v1/agenda/{id}"), format!("/v1/follow-ups/{id}"));
    let until = json!({"until": "2026-01-07T08:00:00Z"});
    let marked = ada.post(&format!("{item}/snooze"), until).await.expect(200);
    assert_eq!(
        (&marked.json["kind"], &marked.json["about"]),
        (&json!("follow_up"), &Value::Null)
    );
    let read = ada.get(&path).await.expect(200);
    assert_eq!(read.json["snoozed_until"], "2026-01-07T08:00:00Z");
    ada.act(&format!("{item}/restore")).await.expect(204);
    assert_eq!(
        ada.get(&path).await.expect(200).json["snoozed_until"],
        Value::Null
    );
    let reason = json!({"reason": "I met her by chance."});
    ada.post(&format!("{item}/dismiss"), reason)
        .await
        .expect(200);
    assert_eq!(ada.get(&path).await.expect(200).json["state"], "skipped");
    ada.act(&format!("{item}/restore")).await.expect(204);
    assert_eq!(agenda(&ada, "kind=follow_up").await, seen);
    ada.post(&format!("{path}/complete"), json!({}))
        .await
        .expect(200);
    ada.act(&format!("{item}/restore"))
        .await
        .expect_problem(409, "already_settled");
    assert_eq!(app.sql("SELECT count(*) FROM agenda_mark").unwrap(), "0");
}

#[tokio::test]
async fn what_cannot_be_put_off_is_refused_and_nothing_changes() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    let id = app.sql("SELECT id FROM outreach").unwrap();
    let path = format!("/v1/agenda/{id}/snooze");
    let now = json!({"until": "2026-01-05T09:00:00Z"});
    ada.post(&path, now)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/until");
    let later = json!({"until": "2026-01-14T08:00:00Z"});
    bob.post(&path, later.clone())
        .await
        .expect_problem(404, "not_found");
    app.sql(
        "UPDATE outreach SET next_action = NULL, next_action_from = NULL, next_action_until = NULL",
    )
    .unwrap();
    ada.post(&path, later)
        .await
        .expect_problem(409, "wrong_state");
    assert_eq!(app.sql("SELECT count(*) FROM agenda_mark").unwrap(), "0");
}
