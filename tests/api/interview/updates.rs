//! Updates: one at a time for each contact, counted from the last contact of any kind.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, agreed, later, plan};
use crate::harness::{Client, TestApp};

/// The path and the contact of a conversation that is over today.
async fn talked(app: &TestApp, ada: &Client, name: &str) -> (String, String) {
    let (outreach, contact) = agreed(ada, name).await;
    let mut body = plan(&outreach);
    body["starts_at"] = json!(app.now() + TimeDelta::hours(1));
    let id = ada.create("/v1/interviews", body).await;
    let path = format!("/v1/interviews/{id}");
    act(ada, &path, "start", json!({})).await.expect(200);
    act(ada, &path, "complete", json!({})).await.expect(200);
    (path, contact)
}

/// The updates to a contact, the first that was made first: state and day.
async fn updates(ada: &Client, contact: &str) -> Vec<String> {
    let path = format!("/v1/follow-ups?kind=update&contact_id={contact}&sort=created_at");
    let all = ada.get(&path).await.expect(200).json;
    let told = all["data"].as_array().unwrap().iter().map(|one| {
        let [state, due] = ["state", "due_at"].map(|name| one[name].as_str().unwrap());
        format!("{state} {}", &due[..10])
    });
    told.collect()
}

async fn pending(ada: &Client, contact: &str) -> Value {
    let path = format!("/v1/follow-ups?kind=update&contact_id={contact}&state=pending");
    let all = ada.get(&path).await.expect(200).json;
    assert_eq!(all["data"].as_array().unwrap().len(), 1);
    all["data"][0].clone()
}

fn path(follow_up: &Value) -> String {
    format!("/v1/follow-ups/{}", follow_up["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_next_update_is_counted_from_the_last_contact_of_any_kind() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, grace) = talked(&app, &ada, "Grace").await;
    assert_eq!(updates(&ada, &grace).await, ["pending 2026-05-05"]);
    let first = pending(&ada, &grace).await;
    ada.post(
        &format!("{}/snooze", path(&first)),
        json!({"until": "2026-06-01T09:00:00Z"}),
    )
    .await
    .expect(200);

    // They meet by chance, a month later.
    let ada = later(&app, TimeDelta::days(30)).await;
    let event = json!({"name": "Reunion", "starts_at": "2026-02-03T18:00:00Z", "time_zone": "Europe/Berlin", "attended_as": "guest"});
    let event = ada.create("/v1/events", event).await;
    let met = json!({"contact_id": grace});
    ada.post(&format!("/v1/events/{event}/meetings"), met)
        .await
        .expect(201);
    let moved = pending(&ada, &grace).await;
    assert_eq!(moved["id"], first["id"]);
    assert_json_snapshot!(moved, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "due_at": "2026-06-03T21:59:59Z",
      "id": "019b76da-a800-7000-8000-000000000011",
      "interview_id": null,
      "kind": "update",
      "learning_id": null,
      "message_id": null,
      "next_due_at": "2026-06-03T21:59:59Z",
      "note": null,
      "object": "follow_up",
      "reason": "Let them know how their advice works out: 120 days will have passed since you were last in touch.",
      "referral_id": null,
      "rule": "update_cadence_days",
      "settled_at": null,
      "skip_reason": null,
      "snoozed_until": null,
      "state": "pending",
      "thank_you_state": null,
      "updated_at": "2026-02-04T09:00:00Z",
      "withdrawal_reason": null
    }
    "#);

    // Thanks count as well, and so does a letter that settles nothing.
    let ada = later(&app, TimeDelta::days(10)).await;
    let thanks = ada
        .get("/v1/follow-ups?kind=thank_you")
        .await
        .expect(200)
        .json;
    let done = format!("{}/complete", path(&thanks["data"][0]));
    ada.post(&done, json!({})).await.expect(200);
    assert_eq!(updates(&ada, &grace).await, ["pending 2026-06-14"]);
    // One from before then changes nothing, nor does what the person says of another contact.
    let (_, jo) = talked(&app, &ada, "Jo").await;
    assert_eq!(updates(&ada, &grace).await, ["pending 2026-06-14"]);
    assert_eq!(updates(&ada, &jo).await, ["pending 2026-06-14"]);
}

#[tokio::test]
async fn an_update_that_is_done_or_sent_makes_the_next_and_one_that_is_skipped_does_not() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, grace) = talked(&app, &ada, "Grace").await;
    let first = pending(&ada, &grace).await;
    let ada = later(&app, TimeDelta::days(100)).await;
    let draft = json!({"kind": "update", "contact_id": grace, "body": "It worked."});
    let draft = ada.create("/v1/messages", draft).await;
    let settles = json!({"follow_up_id": first["id"], "override_reason": "Short on purpose."});
    ada.post(&format!("/v1/messages/{draft}/send"), settles)
        .await
        .expect(200);
    assert_eq!(
        updates(&ada, &grace).await,
        ["done 2026-05-05", "pending 2026-08-13"]
    );
    let second = pending(&ada, &grace).await;
    ada.post(&format!("{}/complete", path(&second)), json!({}))
        .await
        .expect(200);
    let third = pending(&ada, &grace).await;
    let reason = json!({"reason": "She is on leave."});
    ada.post(&format!("{}/skip", path(&third)), reason)
        .await
        .expect(200);
    let none = ["done 2026-05-05", "done 2026-08-13", "skipped 2026-08-13"];
    assert_eq!(updates(&ada, &grace).await, none);
    // What was done by mistake is taken up again, and the one made after it goes.
    ada.act(&format!("{}/reopen", path(&second)))
        .await
        .expect(200);
    let again = [
        "done 2026-05-05",
        "pending 2026-08-13",
        "skipped 2026-08-13",
    ];
    assert_eq!(updates(&ada, &grace).await, again);
}

#[tokio::test]
async fn a_contact_may_have_a_cadence_of_their_own_and_a_year_has_three_updates() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, grace) = talked(&app, &ada, "Grace").await;
    let contact = format!("/v1/contacts/{grace}");
    ada.patch(&contact, json!({"update_every_days": 6}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/update_every_days");
    let own = ada.patch(&contact, json!({"update_every_days": 14})).await;
    assert_eq!(own.expect(200).json["update_every_days"], 14);
    assert_eq!(updates(&ada, &grace).await, ["pending 2026-01-19"]);
    for _ in 0..3 {
        let next = pending(&ada, &grace).await;
        assert_eq!(next["due_at"], "2026-01-19T22:59:59Z");
        ada.post(&format!("{}/complete", path(&next)), json!({}))
            .await
            .expect(200);
    }
    let waits = pending(&ada, &grace).await;
    assert_eq!(waits["due_at"], "2027-01-05T22:59:59Z");
    assert_eq!(
        waits["reason"],
        "Let them know how their advice works out. 3 updates within a year is enough, so the next waits until then."
    );
    ada.patch(&contact, json!({"update_every_days": null}))
        .await
        .expect(200);
    assert_eq!(pending(&ada, &grace).await["due_at"], waits["due_at"]);
}

#[tokio::test]
async fn without_its_reason_an_update_is_withdrawn() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (interview, grace) = talked(&app, &ada, "Grace").await;
    let (_, jo) = talked(&app, &ada, "Jo").await;
    ada.delete(&interview).await.expect(204);
    assert_eq!(updates(&ada, &grace).await, ["withdrawn 2026-05-05"]);
    let alone = json!({"do_not_contact": true});
    ada.patch(&format!("/v1/contacts/{jo}"), alone)
        .await
        .expect(200);
    let path = format!("/v1/follow-ups?kind=update&contact_id={jo}");
    let gone = ada.get(&path).await.expect(200);
    assert_eq!(
        gone.json["data"][0]["withdrawal_reason"],
        "They asked not to be contacted."
    );
}

#[tokio::test]
async fn of_two_contacts_who_are_one_a_single_update_stays() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, grace) = talked(&app, &ada, "Grace").await;
    let (interview, same) = talked(&app, &ada, "G. Okafor").await;
    let ada = later(&app, TimeDelta::minutes(1)).await;
    let outreach = ada.get(&interview).await.expect(200).json["outreach_id"].clone();
    let attempts = format!("/v1/outreach/{}/attempts", outreach.as_str().unwrap());
    let declined = json!({"channel": "email", "direction": "inbound", "outcome": "declined"});
    ada.post(&attempts, declined).await.expect(201);
    let merge = json!({"keep_id": grace, "merge_id": same});
    ada.post("/v1/merges", merge).await.expect(201);
    assert_eq!(
        updates(&ada, &grace).await,
        ["pending 2026-05-05", "withdrawn 2026-05-05"]
    );
}

#[tokio::test]
async fn an_update_shows_the_advice_to_report_on() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, grace) = talked(&app, &ada, "Grace").await;
    let said = |what: &str| json!({"contact_id": grace, "what": what});
    let told = ada.create("/v1/advice", said("Read the old reports")).await;
    ada.create("/v1/advice", said("Visit the archive")).await;
    for (action, body) in [
        ("decide", json!({"will_follow": true})),
        ("apply", json!({"result": "It helped"})),
        ("report-back", json!({})),
    ] {
        ada.post(&format!("/v1/advice/{told}/{action}"), body)
            .await
            .expect(200);
    }
    let path = "/v1/follow-ups?state=pending&expand=advice,contact";
    let all = ada.get(path).await.expect(200).json;
    let shown = all["data"].as_array().unwrap().iter().map(|one| {
        let advice = one.get("advice").and_then(Value::as_array);
        let what = advice.map(|all| {
            all.iter()
                .map(|one| one["what"].clone())
                .collect::<Vec<_>>()
        });
        json!([one["kind"], one["contact"]["name"], what])
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            json!(["thank_you", "Grace", ["Visit the archive"]]),
            json!(["transcribe_notes", "Grace", ["Visit the archive"]]),
            json!(["update", "Grace", ["Visit the archive"]]),
        ]
    );
}
