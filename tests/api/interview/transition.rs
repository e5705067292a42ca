//! What may happen to an interview in which state.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, in_progress, later, scheduled, words};
use crate::harness::{Client, TestApp};

const STATES: [&str; 5] = [
    "scheduled",
    "in_progress",
    "completed",
    "canceled",
    "no_show",
];

/// An interview in this state, its time being the clock's start, with one question.
async fn interview(client: &Client, state: &str) -> String {
    let path = scheduled(client, state).await;
    let begun = json!({"starts_at": "2026-01-05T09:00:00Z"});
    act(client, &path, "reschedule", begun).await.expect(200);
    let question = words("Why?", "interviewee");
    act(client, &path, "questions", question).await.expect(201);
    for action in match state {
        "in_progress" => &["start"][..],
        "completed" => &["start", "complete"],
        "canceled" => &["cancel"],
        "no_show" => &["no-show"],
        _ => &[],
    } {
        let body = if *action == "cancel" {
            json!({"by": "me"})
        } else {
            json!({})
        };
        act(client, &path, action, body).await.expect(200);
    }
    path
}

#[tokio::test]
async fn each_action_is_admitted_in_its_states_and_refused_in_all_others() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let soon = json!({"starts_at": "2026-01-06T09:00:00Z"});
    let cases: [(&str, &str, Value, &[&str], &str); 5] = [
        (
            "reschedule",
            "reschedule",
            soon,
            &["scheduled"],
            "scheduled",
        ),
        (
            "cancel",
            "cancel",
            json!({"by": "interviewee"}),
            &["scheduled", "in_progress"],
            "canceled",
        ),
        ("start", "start", json!({}), &["scheduled"], "in_progress"),
        (
            "complete",
            "complete",
            json!({}),
            &["in_progress"],
            "completed",
        ),
        (
            "no-show",
            "no_show",
            json!({}),
            &["scheduled", "in_progress"],
            "no_show",
        ),
    ];
    for (action, word, body, admitted, becomes) in cases {
        for state in STATES {
            let path = interview(&ada, state).await;
            let before = ada.get(&path).await.expect(200);
            let reply = act(&ada, &path, action, body.clone()).await;
            if admitted.contains(&state) {
                reply.expect(200);
                let after = ada.get(&path).await.expect(200);
                assert_eq!(after.json["state"], becomes, "{action} when {state}");
                assert_ne!(after.etag(), before.etag());
            } else {
                let refused = reply.expect_problem(409, "wrong_state");
                assert_eq!(
                    (&refused.json["state"], &refused.json["action"]),
                    (&json!(state), &json!(word))
                );
                assert_eq!(ada.get(&path).await.expect(200).text, before.text);
            }
        }
    }
}

#[tokio::test]
async fn questions_are_planned_and_marked_only_while_that_makes_sense() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for state in STATES {
        let path = interview(&ada, state).await;
        let questions = format!("{path}/questions");
        let list = ada.get(&questions).await.expect(200);
        let one = format!(
            "{questions}/{}",
            list.json["data"][0]["id"].as_str().unwrap()
        );
        let took_place = !["canceled", "no_show"].contains(&state);
        let has_begun = ["in_progress", "completed"].contains(&state);
        let planned = ada
            .post(&questions, words("What else?", "interviewee"))
            .await;
        let changed = ada.patch(&one, json!({"minutes": 6})).await;
        let marked = act(&ada, &one, "mark", json!({"mark": "asked"})).await;
        let removed = ada.delete(&one).await;
        for (reply, is_admitted, status, action) in [
            (planned, took_place, 201, "plan_questions"),
            (changed, took_place, 200, "plan_questions"),
            (marked, has_begun, 200, "mark_questions"),
            (removed, took_place, 204, "plan_questions"),
        ] {
            if is_admitted {
                reply.expect(status);
            } else {
                let refused = reply.expect_problem(409, "wrong_state");
                assert_eq!(refused.json["state"], state);
                assert_eq!(refused.json["action"], action);
            }
        }
    }
}

#[tokio::test]
async fn a_refused_action_names_the_state() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = interview(&ada, "canceled").await;
    let mut refused = act(&ada, &path, "start", json!({})).await.json;
    for member in ["instance", "request_id"] {
        refused[member] = json!("...");
    }
    assert_json_snapshot!(refused, @r#"
    {
      "action": "start",
      "code": "wrong_state",
      "detail": "an interview that is canceled cannot be started",
      "instance": "...",
      "request_id": "...",
      "state": "canceled",
      "status": 409,
      "title": "The state does not permit this",
      "type": "https://rapport.example/problems/wrong_state"
    }
    "#);
}

#[tokio::test]
async fn an_interview_is_moved_and_called_off() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let to = json!({"starts_at": "2026-01-07T09:00:00Z", "time_zone": "Asia/Tokyo", "planned_minutes": 30});
    let moved = act(&ada, &path, "reschedule", to.clone()).await.expect(200);
    for (member, value) in to.as_object().unwrap() {
        assert_eq!(&moved.json[member], value, "{member}");
    }
    assert_eq!(moved.json["planned_end_at"], "2026-01-07T09:30:00Z");
    assert_eq!(moved.json["reschedule_count"], 1);
    let same_start = act(
        &ada,
        &path,
        "reschedule",
        json!({"starts_at": "2026-01-07T09:00:00Z"}),
    )
    .await;
    assert_eq!(same_start.expect(200).json["reschedule_count"], 1);
    ada.with("if-match", moved.etag())
        .post(&format!("{path}/cancel"), json!({"by": "me"}))
        .await
        .expect_problem(412, "precondition_failed");

    let why = json!({"by": "interviewee", "reason": " Her flight. "});
    let canceled = act(&ada, &path, "cancel", why).await.expect(200);
    assert_eq!(canceled.json["canceled_by"], "interviewee");
    assert_eq!(canceled.json["end_reason"], "Her flight.");
    let outreach = canceled.json["outreach_id"].as_str().unwrap();
    let outreach = ada
        .get(&format!("/v1/outreach/{outreach}"))
        .await
        .expect(200);
    assert_eq!(outreach.json["next_action"]["kind"], "schedule_meeting");
}

#[tokio::test]
async fn a_time_that_cannot_be_is_told_at_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let going_on = in_progress(&ada, "Joan").await;
    for (path, action, body, field) in [
        (
            &path,
            "reschedule",
            json!({"starts_at": "2026-01-04T08:59:59Z"}),
            "starts_at",
        ),
        (
            &path,
            "reschedule",
            json!({"starts_at": "soon"}),
            "starts_at",
        ),
        (&path, "reschedule", json!({}), "starts_at"),
        (&path, "start", json!({"at": "2026-01-05T09:00:01Z"}), "at"),
        (&path, "start", json!({"at": "2026-01-04T09:59:59Z"}), "at"),
        (
            &path,
            "start",
            json!({"when": "2026-01-04T09:59:59Z"}),
            "when",
        ),
        (&path, "cancel", json!({}), "by"),
        (
            &path,
            "cancel",
            json!({"by": "me", "reason": " "}),
            "reason",
        ),
        (
            &path,
            "no-show",
            json!({"reason": "a".repeat(1001)}),
            "reason",
        ),
        (
            &going_on,
            "complete",
            json!({"at": "2026-01-05T09:00:01Z"}),
            "at",
        ),
        (
            &going_on,
            "complete",
            json!({"at": "2026-01-05T08:59:59Z"}),
            "at",
        ),
        (
            &going_on,
            "complete",
            json!({"actual_minutes": 0}),
            "actual_minutes",
        ),
    ] {
        eprintln!("{action}: {body}");
        act(&ada, path, action, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{field}"));
    }
    act(&ada, &path, "start", json!([]))
        .await
        .expect_problem(422, "invalid_body");
    let begun = act(&ada, &path, "start", json!({"at": "2026-01-04T10:00:00Z"})).await;
    let begun = begun.expect(200);
    assert_eq!(begun.json["started_at"], "2026-01-04T10:00:00Z");
    assert_eq!(begun.json["planned_end_at"], "2026-01-04T10:20:00Z");
}

#[tokio::test]
async fn nobody_is_missed_before_the_agreed_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let refused = act(&ada, &path, "no-show", json!({})).await;
    let refused = refused.expect_problem(409, "wrong_state");
    assert_eq!(refused.json["not_before"], "2026-01-05T10:00:00Z");
    assert_eq!(
        (&refused.json["state"], &refused.json["action"]),
        (&json!("scheduled"), &json!("no_show"))
    );
    let ada = later(&app, TimeDelta::hours(1)).await;
    let missed = act(&ada, &path, "no-show", json!({"reason": "She forgot."})).await;
    let missed = missed.expect(200);
    assert_eq!(
        (&missed.json["state"], &missed.json["end_reason"]),
        (&json!("no_show"), &json!("She forgot."))
    );
}
