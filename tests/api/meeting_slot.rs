//! Times offered for a meeting, of which one is chosen.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// An outreach to a new contact.
async fn outreach(ada: &Client, name: &str) -> String {
    let contact = ada.create("/v1/contacts", json!({"name": name})).await;
    ada.create("/v1/outreach", json!({"contact_id": contact}))
        .await
}

async fn answered(ada: &Client, outreach: &str, outcome: &str) {
    let answer = json!({"channel": "email", "direction": "inbound", "outcome": outcome});
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    ada.post(&attempts, answer).await.expect(201);
}

fn at(times: &[&str]) -> Value {
    let slots = times.iter().map(|time| json!({"starts_at": time}));
    json!({"mode": "in_person", "place": "Cafe Central", "slots": slots.collect::<Vec<_>>()})
}

/// Offers times and returns the paths of the slots.
async fn offer(ada: &Client, outreach: &str, times: &[&str]) -> Vec<String> {
    let path = format!("/v1/outreach/{outreach}/slots");
    let offered = ada.post(&path, at(times)).await.expect(200);
    let slots = offered.json["slots"].as_array().unwrap().iter();
    slots
        .map(|slot| format!("{path}/{}", slot["id"].as_str().unwrap()))
        .collect()
}

async fn choose(ada: &Client, slot: &str) -> crate::harness::Reply {
    ada.post(
        &format!("{slot}/choose"),
        json!({"chosen_by": "interviewee"}),
    )
    .await
}

async fn states(ada: &Client, slots: &[String]) -> Vec<Value> {
    let mut states = Vec::new();
    for slot in slots {
        states.push(ada.get(slot).await.expect(200).json["state"].clone());
    }
    states
}

#[tokio::test]
async fn several_times_are_offered_at_once_by_what_outreach_and_methodology_say() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let pursuit = outreach(&ada, "Grace").await;
    let path = format!("/v1/outreach/{pursuit}/slots");
    let mut body = at(&[
        "2026-01-06T10:00:00Z",
        "2026-01-07T10:00:00Z",
        "2026-01-08T10:00:00Z",
    ]);
    body["slots"][1]["place"] = json!("Her office");
    let offered = ada.post(&path, body).await.expect(200);
    assert_eq!(
        offered.etag(),
        ada.get(&format!("/v1/outreach/{pursuit}")).await.etag()
    );
    assert_json_snapshot!(offered.json["slots"][1], @r#"
    {
      "chosen_by": null,
      "created_at": "2026-01-05T09:00:00Z",
      "ends_at": "2026-01-07T10:20:00Z",
      "id": "019b76da-a800-7000-8000-00000000000b",
      "interview_id": null,
      "link": null,
      "minutes": 20,
      "mode": "in_person",
      "object": "meeting_slot",
      "outreach_id": "019b76da-a800-7000-8000-000000000008",
      "place": "Her office",
      "proposed_by": "me",
      "starts_at": "2026-01-07T10:00:00Z",
      "state": "offered",
      "time_zone": "Europe/Berlin",
      "updated_at": "2026-01-05T09:00:00Z",
      "visit_id": null
    }
    "#);
    let first = format!(
        "{path}/{}",
        offered.json["slots"][0]["id"].as_str().unwrap()
    );
    assert_eq!(
        ada.get(&first).await.expect(200).json,
        offered.json["slots"][0]
    );
    let list = ada.get(&path).await.expect(200);
    assert_eq!(list.json["data"], offered.json["slots"]);
}

#[tokio::test]
async fn choosing_a_slot_schedules_the_interview_and_declines_the_others() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let pursuit = outreach(&ada, "Grace").await;
    let path = format!("/v1/outreach/{pursuit}/slots");
    let mut body = at(&[
        "2026-01-06T10:00:00Z",
        "2026-01-07T10:00:00Z",
        "2026-01-08T10:00:00Z",
    ]);
    body["slots"][1]["place"] = json!("Her office");
    let offered = ada.post(&path, body).await.expect(200);
    let slots = offered.json["slots"].as_array().unwrap().iter();
    let slots: Vec<String> = slots
        .map(|slot| format!("{path}/{}", slot["id"].as_str().unwrap()))
        .collect();
    ada.act(&format!("{}/withdraw", slots[0])).await.expect(200);
    // As for any interview, they have to say yes first.
    choose(&ada, &slots[1])
        .await
        .expect_problem(409, "meeting_not_agreed");
    answered(&ada, &pursuit, "meeting_agreed").await;
    let tag = ada.get(&slots[1]).await.etag();
    ada.with("if-match", "\"another\"")
        .post(&format!("{}/choose", slots[1]), json!({"chosen_by": "me"}))
        .await
        .expect_problem(412, "precondition_failed");
    let keyed = ada
        .with("idempotency-key", "choose-one-of-three")
        .with("if-match", tag);
    let chosen = choose(&keyed, &slots[1]).await.expect(200);
    let replayed = choose(&keyed, &slots[1]).await.expect(200);
    assert_eq!(replayed.json, chosen.json);
    assert_eq!(replayed.header("idempotency-replayed"), "true");
    assert_eq!(
        (&chosen.json["state"], &chosen.json["chosen_by"]),
        (&json!("chosen"), &json!("interviewee"))
    );
    assert_eq!(ada.get(&slots[1]).await.etag(), chosen.etag());
    assert_eq!(
        states(&ada, &slots).await,
        ["withdrawn", "chosen", "declined"]
    );
    let interview = chosen.json["interview_id"].as_str().unwrap();
    let interview = ada
        .get(&format!("/v1/interviews/{interview}"))
        .await
        .expect(200);
    for (member, expected) in [
        ("state", json!("scheduled")),
        ("outreach_id", json!(pursuit)),
        ("mode", json!("in_person")),
        ("place", json!("Her office")),
        ("starts_at", json!("2026-01-07T10:00:00Z")),
        ("planned_minutes", json!(20)),
    ] {
        assert_eq!(interview.json[member], expected, "{member}");
    }
    // The outreach knows that there is nothing more to do before the meeting.
    let settled = ada
        .get(&format!("/v1/outreach/{pursuit}"))
        .await
        .expect(200);
    assert_eq!(settled.json["next_action"], Value::Null);
    for slot in &slots {
        choose(&ada, slot).await.expect_problem(409, "wrong_state");
        ada.act(&format!("{slot}/withdraw"))
            .await
            .expect_problem(409, "wrong_state");
    }
    let only = ada
        .get(&format!("{path}?state=declined,withdrawn"))
        .await
        .expect(200);
    assert_eq!(only.json["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_slot_is_chosen_at_another_place_and_stays_chosen_without_its_interview() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let pursuit = outreach(&ada, "Grace").await;
    answered(&ada, &pursuit, "meeting_agreed").await;
    let slots = offer(&ada, &pursuit, &["2026-01-07T10:00:00Z"]).await;
    let elsewhere = json!({"chosen_by": "me", "place": "Her garden"});
    let chosen = ada.post(&format!("{}/choose", slots[0]), elsewhere).await;
    let chosen = chosen.expect(200);
    let interview = chosen.json["interview_id"].as_str().unwrap();
    let arranged = ada.get(&format!("/v1/interviews/{interview}")).await;
    assert_eq!(arranged.expect(200).json["place"], "Her garden");
    ada.delete(&format!("/v1/interviews/{interview}"))
        .await
        .expect(204);
    let left = ada.get(&slots[0]).await.expect(200);
    assert_eq!(
        (&left.json["state"], &left.json["interview_id"]),
        (&json!("chosen"), &Value::Null)
    );
    offer(&ada, &pursuit, &["2026-01-07T10:00:00Z"]).await;
}

#[tokio::test]
async fn slots_lie_in_the_future_apart_from_each_other_and_within_the_visit() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let pursuit = outreach(&ada, "Grace").await;
    let path = format!("/v1/outreach/{pursuit}/slots");
    for (times, place) in [
        (
            &["2026-01-06T10:00:00Z", "2026-01-05T08:59:59Z"][..],
            "#/slots/1/starts_at",
        ),
        (
            &["2026-01-06T10:00:00Z", "2026-01-06T10:00:00Z"],
            "#/slots/1/starts_at",
        ),
        (
            &["2026-01-06T10:00:00Z", "2026-01-06T10:19:59Z"],
            "#/slots/1/starts_at",
        ),
        (&[], "#/slots"),
        (&["2026-01-06T10:00:00Z"; 11], "#/slots"),
    ] {
        ada.post(&path, at(times))
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let visit = json!({"city": "Baltimore", "country": "US", "starts_on": "2026-01-10", "ends_on": "2026-01-10",
        "time_zone": "America/New_York"});
    let visit = ada.create("/v1/visits", visit).await;
    let during = |time: &str| {
        let mut body = at(&[time]);
        body["visit_id"] = json!(visit);
        body
    };
    let outside = ada.post(&path, during("2026-01-10T04:59:59Z")).await;
    outside
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/slots/0/starts_at");
    let offered = ada
        .post(&path, during("2026-01-11T04:59:59Z"))
        .await
        .expect(200);
    assert_eq!(offered.json["slots"][0]["time_zone"], "America/New_York");
    // Moved, the visit says that a slot lies outside; called off, nothing more is offered for it.
    let moved = json!({"starts_on": "2026-01-12", "ends_on": "2026-01-12"});
    let moved = ada
        .patch(&format!("/v1/visits/{visit}"), moved)
        .await
        .expect(200);
    assert_eq!(moved.json["summary"]["slots_outside"], 1);
    ada.patch(&format!("/v1/visits/{visit}"), json!({"state": "canceled"}))
        .await
        .expect(200);
    ada.post(&path, during("2026-01-12T15:00:00Z"))
        .await
        .expect_problem(409, "wrong_state");
    // Without its visit it is still offered.
    ada.delete(&format!("/v1/visits/{visit}")).await.expect(204);
    let list = ada.get(&path).await.expect(200);
    let left = &list.json["data"][0];
    assert_eq!(
        (&left["state"], &left["visit_id"]),
        (&json!("offered"), &Value::Null)
    );
    let mut body = at(&["2026-01-12T15:00:00Z"]);
    body["visit_id"] = json!("00000000-0000-7000-8000-00000000dead");
    ada.post(&path, body)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/visit_id");
}

#[tokio::test]
async fn a_time_that_is_taken_is_neither_offered_nor_chosen() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (grace, sam) = (outreach(&ada, "Grace").await, outreach(&ada, "Sam").await);
    let own = offer(&ada, &grace, &["2026-01-06T10:00:00Z"]).await;
    let path = format!("/v1/outreach/{grace}/slots");
    let twice = ada
        .post(&path, at(&["2026-01-08T10:00:00Z", "2026-01-06T10:10:00Z"]))
        .await;
    let twice = twice.expect_problem(409, "slot_conflict");
    assert_eq!(twice.json["slot_id"], own[0].rsplit('/').next().unwrap());
    assert_eq!(twice.json["index"], 1);
    // The same time for two people: the first to choose has it.
    let other = offer(
        &ada,
        &sam,
        &["2026-01-06T10:00:00Z", "2026-01-06T10:20:00Z"],
    )
    .await;
    for pursuit in [&grace, &sam] {
        answered(&ada, pursuit, "meeting_agreed").await;
    }
    let chosen = choose(&ada, &own[0]).await.expect(200);
    let refused = choose(&ada, &other[0])
        .await
        .expect_problem(409, "slot_conflict");
    assert_eq!(refused.json["interview_id"], chosen.json["interview_id"]);
    assert_eq!(states(&ada, &other).await, ["offered", "offered"]);
    let jo = outreach(&ada, "Jo").await;
    let refused = ada
        .post(
            &format!("/v1/outreach/{jo}/slots"),
            at(&["2026-01-06T09:50:00Z"]),
        )
        .await;
    let refused = refused.expect_problem(409, "slot_conflict");
    assert_eq!(refused.json["interview_id"], chosen.json["interview_id"]);
    // Right after it is free.
    choose(&ada, &other[1]).await.expect(200);
    // One interview of an outreach is arranged at a time.
    let more = offer(&ada, &grace, &["2026-01-09T10:00:00Z"]).await;
    choose(&ada, &more[0])
        .await
        .expect_problem(409, "interview_already_open");
    assert_eq!(states(&ada, &more).await, ["offered"]);
}

#[tokio::test]
async fn nothing_is_offered_or_chosen_once_the_outreach_is_over_or_the_time_long_past() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let pursuit = outreach(&ada, "Grace").await;
    let slots = offer(&ada, &pursuit, &["2026-01-06T10:00:00Z"]).await;
    let agreed = outreach(&ada, "Sam").await;
    answered(&ada, &agreed, "meeting_agreed").await;
    let late = offer(&ada, &agreed, &["2026-01-06T10:00:00Z"]).await;
    answered(&ada, &pursuit, "declined").await;
    let path = format!("/v1/outreach/{pursuit}/slots");
    let refused = ada.post(&path, at(&["2026-01-07T10:00:00Z"])).await;
    assert_eq!(
        refused.expect_problem(409, "outreach_closed").json["state"],
        "declined"
    );
    choose(&ada, &slots[0])
        .await
        .expect_problem(409, "outreach_closed");
    app.advance(TimeDelta::hours(50));
    let ada = app.person("ada").await;
    choose(&ada, &late[0])
        .await
        .expect_problem(409, "wrong_state");
    ada.act(&format!("{}/withdraw", late[0])).await.expect(200);
}

#[tokio::test]
async fn an_outreach_has_a_hundred_slots_and_no_more() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let pursuit = outreach(&ada, "Grace").await;
    offer(&ada, &pursuit, &["2026-01-06T10:00:00Z"]).await;
    app.sql(
        "INSERT INTO meeting_slot SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), \
         'state', 'withdrawn'))).* FROM meeting_slot AS one, generate_series(1, 98)",
    )
    .unwrap();
    let path = format!("/v1/outreach/{pursuit}/slots");
    let two = at(&["2026-01-07T10:00:00Z", "2026-01-08T10:00:00Z"]);
    ada.post(&path, two)
        .await
        .expect_problem(409, "limit_reached");
    offer(&ada, &pursuit, &["2026-01-07T10:00:00Z"]).await;
}
