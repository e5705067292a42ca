//! Promises.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn promise(ada: &Client, direction: &str, due_on: Value) -> (String, String) {
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let body = json!({"contact_id": grace, "direction": direction, "what": "The article", "due_on": due_on});
    let id = ada.create("/v1/promises", body).await;
    (grace, format!("/v1/promises/{id}"))
}

#[tokio::test]
async fn a_promise_is_made_changed_and_settled_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, path) = promise(&ada, "mine", json!("2026-01-09")).await;
    let changed = ada.patch(&path, json!({"note": "With the print."})).await;
    assert_json_snapshot!(changed.expect(200).json, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "direction": "mine",
      "due_on": "2026-01-09",
      "id": "019b76da-a800-7000-8000-000000000008",
      "interview_id": null,
      "note": "With the print.",
      "object": "promise",
      "settled_at": null,
      "state": "open",
      "updated_at": "2026-01-05T09:00:00Z",
      "what": "The article"
    }
    "#);
    ada.act(&format!("{path}/reopen"))
        .await
        .expect_problem(409, "wrong_state");
    ada.post(
        &format!("{path}/keep"),
        json!({"at": "2026-01-05T09:00:01Z"}),
    )
    .await
    .expect_problem(422, "invalid_body")
    .expect_error_at("#/at");
    for (verb, state) in [
        ("keep", "kept"),
        ("break", "broken"),
        ("withdraw", "withdrawn"),
    ] {
        let settle = async |verb: &str| {
            let path = format!("{path}/{verb}");
            match verb {
                "keep" => ada.post(&path, json!({})).await,
                _ => ada.act(&path).await,
            }
        };
        let settled = settle(verb).await.expect(200).json;
        assert_eq!(
            json!([settled["state"], settled["settled_at"]]),
            json!([state, "2026-01-05T09:00:00Z"])
        );
        assert_eq!(ada.get(&path).await.expect(200).json, settled);
        for again in ["keep", "break", "withdraw"] {
            let refused = settle(again).await.expect_problem(409, "wrong_state");
            assert_eq!(refused.json["state"], state);
        }
        ada.patch(&path, json!({"note": "Late."}))
            .await
            .expect_problem(409, "wrong_state");
        let reopened = ada.act(&format!("{path}/reopen")).await.expect(200).json;
        assert_eq!(
            json!([reopened["state"], reopened["settled_at"]]),
            json!(["open", null])
        );
    }
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn promises_are_filtered_by_whose_they_are_and_by_the_day() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (grace, _) = promise(&ada, "mine", json!("2026-01-09")).await;
    let (_, theirs) = promise(&ada, "theirs", json!("2026-01-10")).await;
    let (_, _) = promise(&ada, "theirs", json!(null)).await;
    ada.post(&format!("{theirs}/keep"), json!({}))
        .await
        .expect(200);
    for (query, count) in [
        (String::new(), 3),
        ("direction=theirs".to_owned(), 2),
        ("direction=theirs&state=open".to_owned(), 1),
        ("state=kept,broken".to_owned(), 1),
        ("due_before=2026-01-10".to_owned(), 1),
        ("due_before=2026-01-11".to_owned(), 2),
        (format!("contact_id={grace}"), 1),
        (format!("interview_id={grace}"), 0),
    ] {
        let listed = ada.get(&format!("/v1/promises?{query}")).await.expect(200);
        assert_eq!(
            listed.json["data"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
    let body =
        json!({"contact_id": grace, "direction": "mine", "what": "x", "due_on": "+10000-01-01"});
    ada.post("/v1/promises", body)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/due_on");
}

#[tokio::test]
async fn an_open_promise_of_mine_is_on_the_agenda_until_it_is_kept() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    promise(&ada, "theirs", json!("2026-01-06")).await;
    promise(&ada, "mine", json!(null)).await;
    let (grace, path) = promise(&ada, "mine", json!("2026-01-06")).await;
    let seen = async |client: &Client| {
        let reply = client.get("/v1/agenda?kind=promise").await.expect(200);
        reply.json["data"].as_array().unwrap().clone()
    };
    let items = seen(&ada).await;
    assert_eq!(items.len(), 1);
    let id = path.strip_prefix("/v1/promises/").unwrap();
    // The day ends at 23:00 of UTC in Berlin.
    assert_eq!(
        items[0],
        json!({
            "id": id, "object": "agenda_item", "kind": "promise", "bucket": "this_week",
            "from": "2026-01-05T23:00:00Z", "until": "2026-01-06T22:59:59Z",
            "title": "Keep your promise to Grace", "reason": "The article", "rule": null, "source": null,
            "contact": {"id": grace, "name": "Grace"}, "outreach_id": null, "interview_id": null,
            "follow_up_id": null, "promise_id": id, "hand_off_id": null, "snoozed_until": null,
            "dismissed_at": null, "dismissal_reason": null, "details": path,
            "operation": {"operation_id": "keep_promise", "method": "POST", "path": format!("{path}/keep")}
        })
    );
    for (query, count) in [
        ("kind=promise", 1),
        ("kind=follow_up", 0),
        ("bucket=due,overdue&kind=promise", 0),
        ("until=2026-01-05T22:00:00Z&kind=promise", 0),
        ("until=2026-01-05T23:30:00Z&kind=promise", 1),
    ] {
        let reply = ada.get(&format!("/v1/agenda?{query}")).await.expect(200);
        assert_eq!(
            reply.json["data"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
    app.advance(TimeDelta::days(2));
    let ada = app.person("ada").await;
    assert_eq!(seen(&ada).await[0]["bucket"], "overdue");
    ada.post(&format!("{path}/keep"), json!({}))
        .await
        .expect(200);
    assert_eq!(seen(&ada).await, Vec::<Value>::new());
}
