//! What is not taken is tried again, for as long as it makes sense; what was missed can be recovered.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{Endpoint, Receiver, contact, hours, receiver::Answers, start};
use crate::{
    harness::{Client, TestApp},
    mail::{subjects, verified},
};

/// Somebody whose endpoint is told of new contacts.
async fn told(app: &TestApp) -> (Client, Receiver, Endpoint) {
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let body = json!({"url": receiver.url, "event_types": ["contact.created"]});
    let endpoint = Endpoint::of(&ada, body).await;
    (ada, receiver, endpoint)
}

#[tokio::test]
async fn what_is_refused_comes_again_under_the_same_id_and_a_new_timestamp() {
    let app = start().await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    receiver.refuse(500, 1);
    app.work().await;
    let first = receiver.heard().remove(0);
    let message = endpoint.below(&format!("messages/{}", first.id()));
    let waiting = ada.get(&message).await.expect(200).json;
    assert_eq!(
        (&waiting["state"], &waiting["tries"]),
        (&json!("pending"), &json!(1))
    );
    app.advance(TimeDelta::seconds(4));
    app.work().await;
    assert_eq!(receiver.heard().len(), 0);
    app.advance(TimeDelta::seconds(2));
    app.work().await;
    let second = receiver.heard().remove(0);
    assert_eq!((second.id(), &second.body), (first.id(), &first.body));
    assert_ne!(
        second.headers["webhook-timestamp"],
        first.headers["webhook-timestamp"]
    );
    assert!(second.is_signed_by(&endpoint.secret));
    assert_eq!(
        ada.get(&message).await.expect(200).json["state"],
        "delivered"
    );
    let attempts = endpoint.list(&ada, "attempts", "outcome").await;
    assert_eq!(attempts, ["succeeded", "refused"]);
    assert_eq!(
        endpoint.list(&ada, "attempts", "detail").await,
        [json!(null), json!("as I was told")]
    );
}

#[tokio::test]
async fn after_ten_tries_a_message_is_given_up_until_somebody_sends_it_again() {
    let app = start().await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    receiver.refuse(500, 10);
    let mut heard = Vec::new();
    // Five days have more than enough hours for ten tries, and the endpoint is given up after them.
    for _ in 0..(5 * 24 - 1) {
        app.work().await;
        heard.extend(receiver.heard());
        app.advance(hours(1));
    }
    assert_eq!(heard.len(), 10);
    let ada_again = app.person("ada").await;
    let failed = ada_again
        .get(&endpoint.below("messages?state=failed"))
        .await;
    let failed = &failed.expect(200).json["data"][0];
    assert_eq!(failed["tries"], 10);
    assert_eq!(failed["next_attempt_at"], json!(null));
    let path = endpoint.below(&format!("messages/{}", heard[0].id()));
    let again = ada_again.act(&format!("{path}/resend")).await.expect(200);
    assert_eq!(again.json["state"], "pending");
    app.work().await;
    let last = receiver.heard().remove(0);
    assert_eq!(last.id(), heard[0].id());
    assert_eq!(
        ada_again.get(&path).await.expect(200).json["state"],
        "delivered"
    );
    // What was delivered can be sent again too.
    ada_again.act(&format!("{path}/resend")).await.expect(200);
    app.work().await;
    assert_eq!(receiver.heard().len(), 1);
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_told_nothing_more() {
    let app = start().await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    receiver.refuse(410, 1);
    app.work().await;
    assert_eq!(receiver.heard().len(), 1);
    assert_eq!(
        endpoint.state(&ada).await,
        (json!("disabled"), json!("gone"))
    );
    contact(&ada, "Mary").await;
    app.work().await;
    assert_eq!(receiver.heard().len(), 0);
    // Who disables what is disabled changes no reason.
    ada.patch(&endpoint.path, json!({"state": "disabled"}))
        .await
        .expect(200);
    assert_eq!(endpoint.state(&ada).await.1, "gone");
    ada.patch(&endpoint.path, json!({"state": "enabled"}))
        .await
        .expect(200);
    assert_eq!(endpoint.state(&ada).await, (json!("enabled"), json!(null)));
}

#[tokio::test]
async fn whoever_made_it_hears_by_mail_that_an_endpoint_was_given_up() {
    let app = start().await;
    verified(&app, "ada").await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    receiver.refuse(410, 1);
    app.work().await;
    let mails = app.mails();
    assert_eq!(
        subjects(&mails),
        ["Confirm your address", "A webhook was disabled"]
    );
    assert!(mails[1].text().contains(&receiver.url));
    // Who disables it knows that.
    let state = |state: &str| json!({"state": state});
    ada.patch(&endpoint.path, state("enabled"))
        .await
        .expect(200);
    ada.patch(&endpoint.path, state("disabled"))
        .await
        .expect(200);
    app.work().await;
    assert_eq!(app.mails().len(), 2);
}

#[tokio::test]
async fn an_endpoint_that_fails_for_five_days_is_given_up_and_recovers_all_it_missed() {
    let app = start().await;
    let (ada, receiver, endpoint) = told(&app).await;
    let begun = app.now();
    receiver.refuse(503, 1000);
    contact(&ada, "Grace").await;
    for _ in 0..6 {
        app.work().await;
        app.advance(hours(24));
        let ada = app.person("ada").await;
        contact(&ada, "Another").await;
    }
    app.work().await;
    let ada = app.person("ada").await;
    assert_eq!(
        endpoint.state(&ada).await,
        (json!("disabled"), json!("failing"))
    );
    contact(&ada, "While it was disabled").await;
    app.work().await;
    receiver.heard();
    let well = Receiver::start().await;
    let again = json!({"state": "enabled", "url": well.url});
    ada.patch(&endpoint.path, again).await.expect(200);
    ada.post(&endpoint.below("recover"), json!({"since": begun}))
        .await
        .expect(200);
    app.work().await;
    let heard = well.heard();
    // One at the beginning, six after that, one while it was disabled: each once.
    assert_eq!(heard.len(), 8);
    app.work().await;
    assert_eq!(well.heard().len(), 0);
    // What was delivered is not sent again.
    ada.post(&endpoint.below("recover"), json!({"since": begun}))
        .await
        .expect(200);
    app.work().await;
    assert_eq!(well.heard().len(), 0);
    assert_eq!(receiver.heard().len(), 0);
}

#[tokio::test]
async fn one_recovers_from_the_past_and_from_the_last_thirty_days() {
    let app = start().await;
    let (ada, _receiver, endpoint) = told(&app).await;
    for since in ["2026-01-05T09:00:01Z", "2025-12-06T08:59:59Z"] {
        let refused = ada
            .post(&endpoint.below("recover"), json!({"since": since}))
            .await;
        refused.expect_error_at("#/since");
    }
    for since in ["2026-01-05T09:00:00Z", "2025-12-06T09:00:00Z"] {
        let body = json!({"since": since});
        ada.post(&endpoint.below("recover"), body).await.expect(200);
    }
    ada.patch(&endpoint.path, json!({"state": "disabled"}))
        .await
        .expect(200);
    let body = json!({"since": "2026-01-05T09:00:00Z"});
    let refused = ada.post(&endpoint.below("recover"), body).await;
    refused.expect_problem(409, "wrong_state");
}

#[tokio::test]
async fn an_endpoint_that_asks_to_be_left_alone_is() {
    let app = start().await;
    let (ada, receiver, _endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    receiver.answer([Answers::With(429, &[("retry-after", "60")])]);
    app.work().await;
    assert_eq!(receiver.heard().len(), 1);
    contact(&ada, "Mary").await;
    app.advance(TimeDelta::seconds(59));
    app.work().await;
    assert_eq!(receiver.heard().len(), 0);
    app.advance(TimeDelta::seconds(1));
    app.work().await;
    assert_eq!(receiver.heard().len(), 2);
    contact(&ada, "Ruth").await;
    let until = &[("retry-after", "Mon, 05 Jan 2026 09:11:00 GMT")];
    receiver.answer([Answers::With(503, until)]);
    app.work().await;
    receiver.heard();
    app.advance(TimeDelta::minutes(9));
    app.work().await;
    assert_eq!(receiver.heard().len(), 0);
    app.advance(TimeDelta::minutes(1));
    app.work().await;
    assert_eq!(receiver.heard().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let app = start().await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    receiver.answer([Answers::With(307, &[("location", "/elsewhere")])]);
    app.work().await;
    let paths: Vec<String> = receiver.heard().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["/hook"]);
    let attempts = endpoint.list(&ada, "attempts", "status").await;
    assert_eq!(attempts, [json!(307)]);
    assert_eq!(
        endpoint.list(&ada, "attempts", "outcome").await,
        ["refused"]
    );
}

#[tokio::test]
async fn who_does_not_answer_in_time_or_is_not_there_is_told_again() {
    let app = TestApp::start_with(|config| {
        config.webhooks.allow_loopback = true;
        config.webhooks.timeout_seconds = 1;
    })
    .await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    receiver.answer([Answers::Not]);
    app.work().await;
    // Nothing listens there.
    ada.patch(&endpoint.path, json!({"url": "http://127.0.0.1:1/"}))
        .await
        .expect(200);
    app.advance(TimeDelta::seconds(6));
    app.work().await;
    let outcomes = endpoint.list(&ada, "attempts", "outcome").await;
    assert_eq!(outcomes, ["unreachable", "timed_out"]);
    let details = endpoint.list(&ada, "attempts", "detail").await;
    assert!(
        details[0].as_str().unwrap().contains("refused"),
        "{details:?}"
    );
    assert_eq!(details[1], Value::Null);
}

#[tokio::test]
async fn an_address_that_is_no_longer_allowed_is_not_sent_to() {
    let app = start().await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    // The same endpoint, on an installation that reaches only other people's machines.
    let strict = app.beside(|_| {});
    strict.work().await;
    let local = receiver.url.replace("127.0.0.1", "localhost");
    ada.patch(&endpoint.path, json!({"url": local}))
        .await
        .expect(200);
    app.advance(TimeDelta::seconds(6));
    strict.work().await;
    assert_eq!(receiver.heard().len(), 0);
    let outcomes = endpoint.list(&ada, "attempts", "outcome").await;
    assert_eq!(outcomes, ["forbidden", "forbidden"]);
}

#[tokio::test]
async fn a_worker_that_dies_between_sending_and_noting_loses_nothing() {
    let app = start().await;
    let (ada, receiver, endpoint) = told(&app).await;
    contact(&ada, "Grace").await;
    contact(&ada, "Mary").await;
    receiver.answer([Answers::Not]);
    tokio::select! {
        () = app.work() => panic!("it waits for an answer"),
        () = receiver.wait() => {}
    }
    // It died; while its lease runs, nobody else takes the endpoint over.
    let first = receiver.heard().remove(0);
    app.work().await;
    assert_eq!(receiver.heard().len(), 0);
    app.advance(TimeDelta::minutes(2));
    app.work().await;
    let heard = receiver.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0].id(), first.id());
    assert_eq!(
        endpoint.list(&ada, "messages", "state").await,
        ["delivered"; 2]
    );
}
