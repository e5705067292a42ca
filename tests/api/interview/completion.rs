//! Completing an interview, and what follows from it.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, agreed, column, in_progress, later, plan, words};
use crate::harness::{Client, Reply, TestApp};

/// An interview that began at 23:00 UTC, when it is midnight in Berlin, with one question asked and one deferred.
async fn at_midnight(app: &TestApp) -> (Client, String) {
    let ada = app.person("ada").await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let mut body = plan(&outreach);
    body["starts_at"] = json!("2026-01-05T23:00:00Z");
    let path = format!(
        "/v1/interviews/{}",
        ada.create("/v1/interviews", body).await
    );
    let ada = later(app, TimeDelta::hours(14)).await;
    act(&ada, &path, "start", json!({})).await.expect(200);
    for mark in ["asked", "deferred"] {
        let id = ada
            .create(&format!("{path}/questions"), words("Why?", "interviewee"))
            .await;
        let question = format!("{path}/questions/{id}");
        act(&ada, &question, "mark", json!({"mark": mark}))
            .await
            .expect(200);
    }
    (later(app, TimeDelta::minutes(30)).await, path)
}

/// That interview, completed with somebody new to talk to.
async fn completed(app: &TestApp) -> (Client, String, Reply) {
    let (ada, path) = at_midnight(app).await;
    let body = json!({
        "notes": "Try an afternoon in the clinic.",
        "referrals": [{
            "contact": {
                "name": "Joan", "headline": "Speech therapist",
                "methods": [{"kind": "email", "value": "joan@example.org"}],
            },
            "permission_to_name": "granted", "note": "Knows the waiting lists.",
        }],
    });
    let done = act(&ada, &path, "complete", body).await.expect(200);
    (ada, path, done)
}

#[tokio::test]
async fn a_completed_interview_makes_contacts_and_referrals() {
    let app = TestApp::start().await;
    let (_, _, done) = completed(&app).await;
    let members: Vec<&String> = done.json.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "contacts",
            "fit_ratings",
            "follow_ups",
            "interview",
            "promises",
            "questions",
            "referrals",
            "themes"
        ]
    );
    assert_json_snapshot!(done.json["interview"], @r#"
    {
      "actual_minutes": 30,
      "canceled_by": null,
      "completed_at": "2026-01-05T23:30:00Z",
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "debrief": {
        "confidence_after": null,
        "confidence_before": null,
        "overrun_minutes": 10,
        "stay_in_touch": null,
        "talk_share_percent": null
      },
      "end_reason": null,
      "extended_minutes": 0,
      "id": "019b76da-a800-7000-8000-00000000000c",
      "kind": "exploratory",
      "link": null,
      "mode": "in_person",
      "notes": "Try an afternoon in the clinic.",
      "notes_transcribed_at": null,
      "object": "interview",
      "outreach_id": "019b76da-a800-7000-8000-000000000008",
      "place": null,
      "planned_end_at": "2026-01-05T23:20:00Z",
      "planned_minutes": 20,
      "reschedule_count": 0,
      "resume_requested_at": null,
      "started_at": "2026-01-05T23:00:00Z",
      "starts_at": "2026-01-05T23:00:00Z",
      "state": "completed",
      "theme_id": null,
      "time_zone": "Europe/Berlin",
      "updated_at": "2026-01-05T23:30:00Z"
    }
    "#);
    assert_json_snapshot!(done.json["contacts"], @r#"
    [
      {
        "cities": [],
        "city": null,
        "country": null,
        "created_at": "2026-01-05T23:30:00Z",
        "custom": {},
        "do_not_contact": false,
        "headline": "Speech therapist",
        "how_we_know": null,
        "id": "019b76da-a800-7000-8000-000000000022",
        "interests": [],
        "last_contacted_at": null,
        "met_in": null,
        "met_on": null,
        "met_where": null,
        "methods": [
          {
            "extension": null,
            "is_primary": false,
            "kind": "email",
            "label": null,
            "validity": "unverified",
            "value": "joan@example.org"
          }
        ],
        "name": "Joan",
        "notes": null,
        "object": "contact",
        "organization_id": null,
        "relationship": "referred",
        "roles": [],
        "schools": [],
        "seniority": null,
        "source": "referral",
        "tags": [],
        "time_zone": null,
        "update_every_days": null,
        "updated_at": "2026-01-05T23:30:00Z",
        "warmth": "cold"
      }
    ]
    "#);
}

#[tokio::test]
async fn a_referral_says_in_which_interview_it_arose() {
    let app = TestApp::start().await;
    let (_, _, done) = completed(&app).await;
    assert_json_snapshot!(done.json["referrals"], @r#"
    [
      {
        "attempt_id": null,
        "contact_id": "019b76da-a800-7000-8000-000000000022",
        "created_at": "2026-01-05T23:30:00Z",
        "event_id": null,
        "id": "019b76da-a800-7000-8000-000000000023",
        "interview_id": "019b76da-a800-7000-8000-00000000000c",
        "loop_closed_at": null,
        "loop_note": null,
        "network_ask_id": null,
        "note": "Knows the waiting lists.",
        "object": "referral",
        "outcome": "open",
        "permission_changed_on": "2026-01-06",
        "permission_to_name": "granted",
        "referrer_id": "019b76da-a800-7000-8000-000000000006",
        "updated_at": "2026-01-05T23:30:00Z"
      }
    ]
    "#);
}

#[tokio::test]
async fn what_is_owed_is_due_at_the_end_of_a_day_in_the_persons_zone() {
    let app = TestApp::start().await;
    let (_, _, done) = completed(&app).await;
    assert_json_snapshot!(done.json["follow_ups"], @r#"
    [
      {
        "contact_id": "019b76da-a800-7000-8000-000000000006",
        "created_at": "2026-01-05T23:30:00Z",
        "due_at": "2026-01-07T22:59:59Z",
        "id": "019b76da-a800-7000-8000-000000000024",
        "interview_id": "019b76da-a800-7000-8000-00000000000c",
        "kind": "thank_you",
        "learning_id": null,
        "message_id": null,
        "next_due_at": "2026-01-07T22:59:59Z",
        "note": null,
        "object": "follow_up",
        "reason": "A thank-you is due by the end of the day after the conversation.",
        "referral_id": null,
        "rule": "thank_you_days",
        "settled_at": null,
        "skip_reason": null,
        "snoozed_until": null,
        "state": "pending",
        "thank_you_state": "due",
        "updated_at": "2026-01-05T23:30:00Z",
        "withdrawal_reason": null
      },
      {
        "contact_id": "019b76da-a800-7000-8000-000000000006",
        "created_at": "2026-01-05T23:30:00Z",
        "due_at": "2026-01-07T22:59:59Z",
        "id": "019b76da-a800-7000-8000-000000000025",
        "interview_id": "019b76da-a800-7000-8000-00000000000c",
        "kind": "transcribe_notes",
        "learning_id": null,
        "message_id": null,
        "next_due_at": "2026-01-07T22:59:59Z",
        "note": null,
        "object": "follow_up",
        "reason": "Write out your notes, and keep what you learned, while you remember it.",
        "referral_id": null,
        "rule": "transcribe_notes_days",
        "settled_at": null,
        "skip_reason": null,
        "snoozed_until": null,
        "state": "pending",
        "thank_you_state": null,
        "updated_at": "2026-01-05T23:30:00Z",
        "withdrawal_reason": null
      },
      {
        "contact_id": "019b76da-a800-7000-8000-000000000006",
        "created_at": "2026-01-05T23:30:00Z",
        "due_at": "2026-01-09T22:59:59Z",
        "id": "019b76da-a800-7000-8000-000000000026",
        "interview_id": "019b76da-a800-7000-8000-00000000000c",
        "kind": "deferred_questions",
        "learning_id": null,
        "message_id": null,
        "next_due_at": "2026-01-09T22:59:59Z",
        "note": null,
        "object": "follow_up",
        "reason": "You left one question for a message afterwards.",
        "referral_id": null,
        "rule": "deferred_questions_days",
        "settled_at": null,
        "skip_reason": null,
        "snoozed_until": null,
        "state": "pending",
        "thank_you_state": null,
        "updated_at": "2026-01-05T23:30:00Z",
        "withdrawal_reason": null
      },
      {
        "contact_id": "019b76da-a800-7000-8000-000000000006",
        "created_at": "2026-01-05T23:30:00Z",
        "due_at": "2026-05-06T21:59:59Z",
        "id": "019b76da-a800-7000-8000-000000000027",
        "interview_id": null,
        "kind": "update",
        "learning_id": null,
        "message_id": null,
        "next_due_at": "2026-05-06T21:59:59Z",
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
        "updated_at": "2026-01-05T23:30:00Z",
        "withdrawal_reason": null
      }
    ]
    "#);
}

#[tokio::test]
async fn what_a_completion_answers_is_what_is_kept() {
    let app = TestApp::start().await;
    let (ada, path, done) = completed(&app).await;
    let interview = ada.get(&path).await.expect(200);
    assert_eq!(
        (interview.etag(), &interview.json),
        (done.etag(), &done.json["interview"])
    );
    for (member, collection) in [
        ("contacts", "/v1/contacts"),
        ("referrals", "/v1/referrals"),
        ("follow_ups", "/v1/follow-ups"),
    ] {
        for one in done.json[member].as_array().unwrap() {
            let path = format!("{collection}/{}", one["id"].as_str().unwrap());
            assert_eq!(&ada.get(&path).await.expect(200).json, one);
        }
    }
    let contact = interview.json["contact_id"].as_str().unwrap();
    let contact = ada
        .get(&format!("/v1/contacts/{contact}"))
        .await
        .expect(200);
    assert_eq!(contact.json["last_contacted_at"], "2026-01-05T23:30:00Z");
    let outreach = interview.json["outreach_id"].as_str().unwrap();
    let outreach = ada
        .get(&format!("/v1/outreach/{outreach}"))
        .await
        .expect(200);
    assert_eq!(outreach.json["state"], "meeting_agreed");
    assert_eq!(outreach.json["next_action"], Value::Null);
}

#[tokio::test]
async fn a_retried_completion_changes_once() {
    let app = TestApp::start().await;
    let (ada, path) = at_midnight(&app).await;
    let body = json!({"referrals": [{"contact": {"name": "Joan"}}]});
    let once = ada.with("idempotency-key", "once-only");
    let first = act(&once, &path, "complete", body.clone())
        .await
        .expect(200);
    let again = act(&once, &path, "complete", body.clone())
        .await
        .expect(200);
    assert_eq!((&again.text, again.etag()), (&first.text, first.etag()));
    assert_eq!(again.header("idempotency-replayed"), "true");
    act(&ada, &path, "complete", body)
        .await
        .expect_problem(409, "wrong_state");
    for (list, count) in [("contacts", 2), ("referrals", 1), ("follow-ups", 5)] {
        let found = ada.get(&format!("/v1/{list}")).await.expect(200);
        assert_eq!(column(&found, "id").len(), count, "{list}");
    }
}

#[tokio::test]
async fn the_person_may_say_when_it_ended_and_how_long_it_took() {
    let app = TestApp::start().await;
    let (ada, path) = at_midnight(&app).await;
    let body = json!({"at": "2026-01-05T23:20:00Z", "actual_minutes": 15});
    let done = act(&ada, &path, "complete", body).await.expect(200);
    let interview = &done.json["interview"];
    assert_eq!(interview["completed_at"], "2026-01-05T23:20:00Z");
    assert_eq!(interview["actual_minutes"], 15);
}

#[tokio::test]
async fn an_interviewee_may_lead_to_somebody_known() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = in_progress(&ada, "Grace").await;
    let known = ada.create("/v1/contacts", json!({"name": "Joan"})).await;
    let his = bob.create("/v1/contacts", json!({"name": "Alan"})).await;
    let interview = ada.get(&path).await.expect(200);
    let herself = &interview.json["contact_id"];
    for (lead, field) in [
        (json!({"contact_id": his}), "contact_id"),
        (json!({"contact_id": herself}), "contact_id"),
        (json!({}), "contact_id"),
        (
            json!({"contact_id": known, "contact": {"name": "Joan"}}),
            "contact_id",
        ),
        (json!({"contact": {"name": " "}}), "contact/name"),
        (
            json!({"contact": {"name": "Joan", "organization_id": known}}),
            "contact/organization_id",
        ),
        (
            json!({"contact": {"name": "Joan", "methods": [{"kind": "email", "value": "joan"}]}}),
            "contact/methods/0/value",
        ),
        (json!({"contact_id": known, "note": " "}), "note"),
        (
            json!({"contact_id": known, "permission_to_name": "perhaps"}),
            "permission_to_name",
        ),
    ] {
        eprintln!("{lead}");
        let body = json!({"referrals": [{"contact": {"name": "First"}}, lead]});
        act(&ada, &path, "complete", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/referrals/1/{field}"));
    }
    let many = vec![json!({"contact_id": known}); 11];
    act(&ada, &path, "complete", json!({"referrals": many}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/referrals");
    let twice = json!({"referrals": [{"contact_id": known}, {"contact_id": known}]});
    act(&ada, &path, "complete", twice)
        .await
        .expect_problem(409, "referral_exists");
    assert_eq!(ada.get(&path).await.expect(200).text, interview.text);
    assert_eq!(
        column(&ada.get("/v1/contacts").await.expect(200), "id").len(),
        2
    );

    let lead = json!({"referrals": [{"contact_id": known}]});
    let done = act(&ada, &path, "complete", lead).await.expect(200);
    assert_eq!(done.json["contacts"], json!([]));
    let referral = &done.json["referrals"][0];
    assert_eq!(
        (&referral["contact_id"], &referral["referrer_id"]),
        (&json!(known), herself)
    );
    assert_eq!(referral["permission_to_name"], "not_asked");
}
