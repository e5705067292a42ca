//! What is told, to whom, and how it is signed.

use std::{collections::BTreeSet, time::SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_json_snapshot;
use serde_json::json;

use super::{Endpoint, Receiver, contact, hours, start};
use crate::{harness::TestApp, webhook::receiver::Answers};

#[tokio::test]
async fn a_change_is_told_once_and_signed_for_somebody_elses_library() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let endpoint = Endpoint::new(&ada, &receiver).await;
    let id = contact(&ada, "Grace").await;
    app.work().await;
    let heard = receiver.heard();
    let told = heard.iter().find(|one| one.kind() == "contact.created");
    let told = told.unwrap();
    assert_eq!(told.json()["data"]["id"], id);
    assert_eq!(told.path, "/hook");
    assert_eq!(told.headers["content-type"], "application/json");
    assert_eq!(told.headers["webhook-timestamp"], "1767603600");
    assert!(told.headers["user-agent"].starts_with("Rapport/"));
    assert!(!told.body.contains("Grace"), "thin: {}", told.body);
    let mut shown = told.json();
    // By the clock of the database.
    shown["timestamp"] = json!("now");
    assert_json_snapshot!(shown, @r#"
    {
      "data": {
        "id": "019b76da-a800-7000-8000-000000000008",
        "operation": "created",
        "resource": "contact",
        "seq": 1
      },
      "timestamp": "now",
      "type": "contact.created"
    }
    "#);
    assert!(told.is_signed_by(&endpoint.secret));
    for (place, with) in [("contact.created", "contact.deleted"), ("2026", "2027")] {
        let mut changed = told.clone();
        changed.body = changed.body.replace(place, with);
        assert_ne!(changed.body, told.body);
        assert!(!changed.is_signed_by(&endpoint.secret));
    }
    for header in ["webhook-id", "webhook-timestamp"] {
        let mut changed = told.clone();
        changed.headers.insert(header.to_owned(), "1".to_owned());
        assert!(!changed.is_signed_by(&endpoint.secret), "{header}");
    }
    let message = ada
        .get(&endpoint.below(&format!("messages/{}", told.id())))
        .await;
    assert_eq!(message.expect(200).json["state"], "delivered");
    let attempts = endpoint
        .list(
            &ada,
            &format!("attempts?message_id={}", told.id()),
            "outcome",
        )
        .await;
    assert_eq!(attempts, ["succeeded"]);
    app.work().await;
    assert_eq!(receiver.types(), [""; 0]);
}

#[tokio::test]
async fn somebody_elses_library_takes_what_is_fresh_and_no_copy_of_it() {
    let app = start().await;
    // It looks at the clock of the machine.
    #[expect(clippy::disallowed_methods, reason = "the library reads that clock")]
    let present: DateTime<Utc> = SystemTime::now().into();
    app.advance(present - app.now());
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let endpoint = Endpoint::new(&ada, &receiver).await;
    ada.act(&endpoint.below("rotate-secret")).await.expect(200);
    ada.act(&endpoint.below("test")).await.expect(201);
    app.work().await;
    let told = receiver.heard().remove(0);
    assert!(told.is_taken_with(&endpoint.secret));
    let shown = ada.get(&endpoint.below("secret")).await.expect(200).json;
    assert!(told.is_taken_with(shown["secret"].as_str().unwrap()));
    assert!(!told.is_taken_with("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
    let mut changed = told.clone();
    changed.body = changed.body.replace("test", "rest");
    assert!(!changed.is_taken_with(&endpoint.secret));
    // What was sent long ago, and is signed as it should be.
    app.advance(TimeDelta::minutes(-10));
    let ada = app.person("ada").await;
    ada.act(&endpoint.below("test")).await.expect(201);
    app.work().await;
    let old = receiver.heard().remove(0);
    assert!(old.is_signed_by(&endpoint.secret) && !old.is_taken_with(&endpoint.secret));
}

#[tokio::test]
async fn an_endpoint_is_told_of_the_types_it_named_in_the_order_of_the_changes() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let types = json!(["contact.created", "contact.deleted"]);
    Endpoint::of(&ada, json!({"url": receiver.url, "event_types": types})).await;
    let grace = contact(&ada, "Grace").await;
    ada.patch(
        &format!("/v1/contacts/{grace}"),
        json!({"name": "Grace Okafor"}),
    )
    .await
    .expect(200);
    contact(&ada, "Mary").await;
    ada.delete(&format!("/v1/contacts/{grace}"))
        .await
        .expect(204);
    app.work().await;
    assert_eq!(
        receiver.types(),
        ["contact.created", "contact.created", "contact.deleted"]
    );
}

#[tokio::test]
async fn nobody_is_told_of_another_persons_changes() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    Endpoint::new(&ada, &receiver).await;
    let bob = app.person("bob").await;
    contact(&bob, "Grace").await;
    app.work().await;
    assert_eq!(receiver.types(), [""; 0]);
}

#[tokio::test]
async fn more_changes_than_one_turn_tells_are_all_told_each_once_by_two_workers() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let types = json!(["contact.created"]);
    Endpoint::of(&ada, json!({"url": receiver.url, "event_types": types})).await;
    let mut made = BTreeSet::new();
    for n in 0..45 {
        made.insert(contact(&ada, &format!("Contact {n}")).await);
    }
    let other = app.beside(|config| config.webhooks.allow_loopback = true);
    tokio::join!(app.work(), other.work());
    let heard = receiver.heard();
    let told = heard
        .iter()
        .map(|one| one.json()["data"]["id"].as_str().unwrap().to_owned());
    assert_eq!(told.collect::<BTreeSet<_>>(), made);
    assert_eq!(heard.len(), 45);
}

#[tokio::test]
async fn a_test_arrives_whatever_the_types_and_only_while_the_endpoint_is_enabled() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let body = json!({"url": receiver.url, "event_types": ["contact.created"]});
    let endpoint = Endpoint::of(&ada, body).await;
    let sent = ada.act(&endpoint.below("test")).await.expect(201);
    app.work().await;
    let heard = receiver.heard();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].id(), sent.json["id"].as_str().unwrap());
    assert_json_snapshot!(heard[0].json(), @r#"
    {
      "data": {
        "id": "019b76da-a800-7000-8000-000000000006",
        "operation": "test",
        "resource": "webhook_endpoint",
        "seq": null
      },
      "timestamp": "2026-01-05T09:00:00Z",
      "type": "webhook_endpoint.test"
    }
    "#);
    assert!(heard[0].is_signed_by(&endpoint.secret));
    ada.patch(&endpoint.path, json!({"state": "disabled"}))
        .await
        .expect(200);
    let refused = ada.act(&endpoint.below("test")).await;
    refused.expect_problem(409, "wrong_state");
}

#[tokio::test]
async fn for_a_day_after_a_rotation_both_secrets_sign() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let endpoint = Endpoint::new(&ada, &receiver).await;
    ada.act(&endpoint.below("rotate-secret")).await.expect(200);
    let shown = ada.get(&endpoint.below("secret")).await.expect(200).json;
    let new = shown["secret"].as_str().unwrap();
    assert_ne!(new, endpoint.secret);
    assert_eq!(shown["previous_until"], "2026-01-06T09:00:00Z");
    contact(&ada, "Grace").await;
    app.work().await;
    let heard = receiver.heard().remove(0);
    assert_eq!(heard.headers["webhook-signature"].split(' ').count(), 2);
    assert!(heard.is_signed_by(new) && heard.is_signed_by(&endpoint.secret));
    app.advance(hours(24));
    let ada = app.person("ada").await;
    contact(&ada, "Mary").await;
    app.work().await;
    let heard = receiver.heard().remove(0);
    assert!(heard.is_signed_by(new) && !heard.is_signed_by(&endpoint.secret));
    let shown = ada.get(&endpoint.below("secret")).await.expect(200).json;
    assert_eq!(shown["previous_until"], json!(null));
}

#[tokio::test]
async fn a_service_tells_of_a_change_by_itself() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let body = json!({"url": receiver.url, "event_types": ["contact.created"]});
    Endpoint::of(&ada, body).await;
    // One instance serves and relays, another works.
    app.relay_changes();
    let other = app.beside(|config| config.webhooks.allow_loopback = true);
    let worker = std::sync::Arc::new(other.worker().await);
    let working = tokio::spawn({
        let worker = std::sync::Arc::clone(&worker);
        async move { worker.run().await }
    });
    contact(&ada, "Grace").await;
    receiver.wait().await;
    assert_eq!(receiver.types(), ["contact.created"]);
    worker.stop();
    working.await.unwrap();
}

#[tokio::test]
async fn a_change_that_nobody_was_told_to_look_for_is_found_by_the_minute() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let body = json!({"url": receiver.url, "event_types": ["contact.created"]});
    Endpoint::of(&ada, body).await;
    app.work().await;
    contact(&ada, "Grace").await;
    let due = "SELECT count(*) FROM webhook_progress WHERE due_at IS NOT NULL";
    assert_eq!(app.sql(due).unwrap(), "0");
    app.sql("SELECT graphile_worker.add_job('webhooks', '{}'::json)")
        .unwrap();
    app.work().await;
    assert_eq!(receiver.types(), ["contact.created"]);
}

#[tokio::test]
async fn an_endpoint_can_go_while_it_is_told() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let endpoint = Endpoint::new(&ada, &receiver).await;
    contact(&ada, "Grace").await;
    receiver.answer([Answers::Not]);
    let short = app.beside(|config| {
        config.webhooks.allow_loopback = true;
        config.webhooks.timeout_seconds = 1;
    });
    let deleted = async {
        receiver.wait().await;
        ada.delete(&endpoint.path).await.expect(204);
    };
    tokio::join!(short.work(), deleted);
    let left = app.sql(
        "SELECT (SELECT count(*) FROM webhook_message), (SELECT count(*) FROM webhook_attempt)",
    );
    assert_eq!(left.unwrap(), "0|0");
}

#[tokio::test]
async fn messages_are_kept_for_thirty_days() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    Endpoint::new(&ada, &receiver).await;
    contact(&ada, "Grace").await;
    app.work().await;
    let tidy = |app: &TestApp| {
        app.sql("SELECT graphile_worker.add_job('tidy', '{}'::json)")
            .unwrap();
    };
    let count = || app.sql("SELECT count(*) > 0 FROM webhook_message").unwrap();
    app.advance(TimeDelta::days(30));
    tidy(&app);
    app.work().await;
    assert_eq!(count(), "t");
    app.advance(TimeDelta::seconds(1));
    tidy(&app);
    app.work().await;
    assert_eq!(count(), "f");
}
