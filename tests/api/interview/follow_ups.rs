//! Follow-ups that rules make of an interview, and what becomes of them.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, agreed, column, in_progress, later, plan, words};
use crate::harness::{Client, TestApp};

/// The path of an interview on Thursday at three in Berlin, and its contact.
async fn on_thursday(ada: &Client) -> (String, String) {
    let (outreach, contact) = agreed(ada, "Grace").await;
    let mut body = plan(&outreach);
    body["starts_at"] = json!("2026-01-08T14:00:00Z");
    let id = ada.create("/v1/interviews", body).await;
    (format!("/v1/interviews/{id}"), contact)
}

/// All follow-ups, as kind, state and when they are due.
async fn owed(ada: &Client) -> Vec<String> {
    let all = ada.get("/v1/follow-ups").await.expect(200).json;
    let told = all["data"].as_array().unwrap().iter().map(|one| {
        let [kind, state, due] = ["kind", "state", "due_at"].map(|name| one[name].as_str());
        format!("{} {} {}", kind.unwrap(), state.unwrap(), due.unwrap())
    });
    told.collect()
}

/// The path of the one of that kind.
async fn of_kind(ada: &Client, kind: &str) -> String {
    let found = ada.get(&format!("/v1/follow-ups?kind={kind}")).await;
    let ids = column(&found.expect(200), "id");
    assert_eq!(ids.len(), 1, "{kind}");
    format!("/v1/follow-ups/{}", ids[0].as_str().unwrap())
}

#[tokio::test]
async fn a_meeting_is_confirmed_the_day_before() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (path, _) = on_thursday(&ada).await;
    let made = ada.get("/v1/follow-ups").await.expect(200);
    assert_json_snapshot!(made.json["data"][0], @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "due_at": "2026-01-07T22:59:59Z",
      "id": "019b76da-a800-7000-8000-00000000000d",
      "interview_id": "019b76da-a800-7000-8000-00000000000c",
      "kind": "confirm_interview",
      "learning_id": null,
      "message_id": null,
      "next_due_at": "2026-01-07T22:59:59Z",
      "note": null,
      "object": "follow_up",
      "reason": "You are to meet on 2026-01-08: confirm it before, and give your number.",
      "referral_id": null,
      "rule": "confirm_days_before",
      "settled_at": null,
      "skip_reason": null,
      "snoozed_until": null,
      "state": "pending",
      "thank_you_state": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "withdrawal_reason": null
    }
    "#);
    let agenda = ada.get("/v1/agenda?kind=follow_up").await.expect(200);
    let item = &agenda.json["data"][0];
    assert_eq!(
        (&item["title"], &item["rule"]),
        (
            &json!("Confirm the meeting with Grace"),
            &json!("confirm_days_before")
        )
    );

    let friday = json!({"starts_at": "2026-01-09T14:00:00Z"});
    act(&ada, &path, "reschedule", friday).await.expect(200);
    assert_eq!(
        owed(&ada).await,
        ["confirm_interview pending 2026-01-08T22:59:59Z"]
    );
    act(&ada, &path, "cancel", json!({"by": "me"}))
        .await
        .expect(200);
    let gone = ada.get("/v1/follow-ups").await.expect(200);
    let gone = &gone.json["data"][0];
    assert_eq!(
        (
            &gone["state"],
            &gone["withdrawal_reason"],
            &gone["settled_at"]
        ),
        (
            &json!("withdrawn"),
            &json!("The meeting was called off."),
            &json!("2026-01-05T09:00:00Z")
        )
    );
    let agenda = ada.get("/v1/agenda?kind=follow_up").await.expect(200);
    assert_eq!(agenda.json["data"], json!([]));
}

#[tokio::test]
async fn what_can_no_longer_be_confirmed_is_not_asked_for() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (path, _) = on_thursday(&ada).await;
    let move_to = async |day: &str| {
        let to = json!({"starts_at": format!("2026-01-{day}T14:00:00Z")});
        act(&ada, &path, "reschedule", to).await.expect(200);
        owed(&ada).await
    };
    assert_eq!(
        move_to("05").await,
        ["confirm_interview withdrawn 2026-01-07T22:59:59Z"]
    );
    assert_eq!(
        move_to("06").await,
        ["confirm_interview pending 2026-01-05T22:59:59Z"]
    );
    let confirmed = of_kind(&ada, "confirm_interview").await;
    ada.post(&format!("{confirmed}/complete"), json!({}))
        .await
        .expect(200);
    // What the person settled stays settled.
    assert_eq!(
        move_to("08").await,
        ["confirm_interview done 2026-01-05T22:59:59Z"]
    );
}

#[tokio::test]
async fn a_meeting_that_begins_needs_no_confirmation() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (path, _) = on_thursday(&ada).await;
    let ada = later(&app, TimeDelta::hours(77)).await;
    act(&ada, &path, "start", json!({})).await.expect(200);
    assert_eq!(
        owed(&ada).await,
        ["confirm_interview withdrawn 2026-01-07T22:59:59Z"]
    );
}

#[tokio::test]
async fn notes_are_transcribed_and_the_task_is_done_by_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    act(&ada, &path, "transcribe", json!({}))
        .await
        .expect_problem(409, "wrong_state");
    let notes = json!({"notes": "Ward, nights, ask Lin"});
    act(&ada, &path, "complete", notes).await.expect(200);
    for (at, code) in [
        ("2026-01-05T08:59:59Z", "before_end"),
        ("2026-01-05T09:00:01Z", "in_future"),
    ] {
        let refused = act(&ada, &path, "transcribe", json!({"at": at})).await;
        let refused = refused.expect_problem(422, "invalid_body");
        let refused = refused.expect_error_at("#/at");
        assert_eq!(refused.json["errors"][0]["code"], code);
    }
    let ada = later(&app, TimeDelta::hours(2)).await;
    let done = act(&ada, &path, "transcribe", json!({})).await.expect(200);
    assert_eq!(
        (&done.json["notes_transcribed_at"], &done.json["notes"]),
        (
            &json!("2026-01-05T11:00:00Z"),
            &json!("Ward, nights, ask Lin")
        )
    );
    let task = of_kind(&ada, "transcribe_notes").await;
    let settled = ada.get(&task).await.expect(200).json;
    assert_eq!(
        (&settled["state"], &settled["settled_at"]),
        (&json!("done"), &json!("2026-01-05T11:00:00Z"))
    );

    // The other way round: taken up again, and done once more.
    let transcribed_at =
        async || ada.get(&path).await.expect(200).json["notes_transcribed_at"].clone();
    ada.post(&format!("{task}/reopen"), json!({}))
        .await
        .expect(200);
    assert_eq!(transcribed_at().await, Value::Null);
    let at = json!({"at": "2026-01-05T10:00:00Z"});
    ada.post(&format!("{task}/complete"), at).await.expect(200);
    assert_eq!(transcribed_at().await, "2026-01-05T10:00:00Z");
}

#[tokio::test]
async fn a_resume_is_owed_as_long_as_they_ask_for_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let asked = json!({"resume_requested_at": "2026-01-05T09:00:00Z"});
    let told = ada.patch(&path, asked).await.expect(200);
    assert_eq!(told.json["resume_requested_at"], "2026-01-05T09:00:00Z");
    let pending = "resume_requested pending 2026-01-06T22:59:59Z";
    assert_eq!(owed(&ada).await, [pending]);
    let not_asked = json!({"resume_requested_at": null});
    ada.patch(&path, not_asked).await.expect(200);
    let gone = ada.get("/v1/follow-ups").await.expect(200);
    assert_eq!(
        gone.json["data"][0]["withdrawal_reason"],
        "They do not ask for your resume any more."
    );
    let done = act(&ada, &path, "complete", json!({"resume_requested": true})).await;
    assert_eq!(
        done.expect(200).json["interview"]["resume_requested_at"],
        "2026-01-05T09:00:00Z"
    );
    assert!(owed(&ada).await.contains(&pending.to_owned()));
    ada.patch(
        &path,
        json!({"resume_requested_at": "2026-01-05T09:00:01Z"}),
    )
    .await
    .expect_problem(422, "invalid_body")
    .expect_error_at("#/resume_requested_at");
}

#[tokio::test]
async fn whoever_led_there_is_told_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let interview = ada.get(&path).await.expect(200).json;
    let lin = ada.create("/v1/contacts", json!({"name": "Lin"})).await;
    let led = json!({"referrer_id": lin, "contact_id": interview["contact_id"]});
    let referral = ada.create("/v1/referrals", led).await;
    act(&ada, &path, "complete", json!({})).await.expect(200);
    let task = of_kind(&ada, "close_the_loop").await;
    let told = ada.get(&task).await.expect(200).json;
    assert_json_snapshot!(told, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000010",
      "created_at": "2026-01-05T09:00:00Z",
      "due_at": "2026-01-08T22:59:59Z",
      "id": "019b76da-a800-7000-8000-000000000016",
      "interview_id": "019b76da-a800-7000-8000-00000000000c",
      "kind": "close_the_loop",
      "learning_id": null,
      "message_id": null,
      "next_due_at": "2026-01-08T22:59:59Z",
      "note": null,
      "object": "follow_up",
      "reason": "They led you to Grace, and you have talked: tell them what came of it.",
      "referral_id": "019b76da-a800-7000-8000-000000000012",
      "rule": "close_loop_days",
      "settled_at": null,
      "skip_reason": null,
      "snoozed_until": null,
      "state": "pending",
      "thank_you_state": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "withdrawal_reason": null
    }
    "#);
    // A note of one's own does not make it another interview's.
    ada.patch(&task, json!({"note": "By phone"}))
        .await
        .expect(200);
    let close = format!("/v1/referrals/{referral}/close-loop");
    ada.post(&close, json!({})).await.expect(200);
    assert_eq!(ada.get(&task).await.expect(200).json["state"], "done");
}

#[tokio::test]
async fn to_tell_a_referrer_closes_the_loop() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let interview = ada.get(&path).await.expect(200).json;
    let lin = ada.create("/v1/contacts", json!({"name": "Lin"})).await;
    let led = json!({"referrer_id": lin, "contact_id": interview["contact_id"]});
    let referral = ada.create("/v1/referrals", led).await;
    act(&ada, &path, "complete", json!({})).await.expect(200);
    let task = of_kind(&ada, "close_the_loop").await;
    ada.post(&format!("{task}/complete"), json!({}))
        .await
        .expect(200);
    let closed = ada.get(&format!("/v1/referrals/{referral}")).await;
    assert_eq!(
        closed.expect(200).json["loop_closed_at"],
        "2026-01-05T09:00:00Z"
    );
    let lin = ada.get(&format!("/v1/contacts/{lin}")).await.expect(200);
    assert_eq!(lin.json["last_contacted_at"], "2026-01-05T09:00:00Z");
}

#[tokio::test]
async fn questions_left_over_are_counted_until_they_are_not() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let question = ada
        .create(&format!("{path}/questions"), words("Why?", "interviewee"))
        .await;
    let question = format!("{path}/questions/{question}");
    act(&ada, &path, "complete", json!({})).await.expect(200);
    for (mark, state) in [
        ("deferred", "pending"),
        ("asked", "withdrawn"),
        ("deferred", "pending"),
    ] {
        let ada = later(&app, TimeDelta::minutes(1)).await;
        act(&ada, &question, "mark", json!({"mark": mark}))
            .await
            .expect(200);
        let left = of_kind(&ada, "deferred_questions").await;
        assert_eq!(ada.get(&left).await.expect(200).json["state"], state);
    }
    ada.delete(&question).await.expect(204);
    let left = of_kind(&ada, "deferred_questions").await;
    let left = ada.get(&left).await.expect(200).json;
    assert_eq!(
        left["withdrawal_reason"],
        "No question is left over any more."
    );
}
