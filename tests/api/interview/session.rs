//! The session of an interview: its log, and what follows from it at any moment.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, column, in_progress, later, scheduled};
use crate::harness::{Client, Reply, TestApp};

/// Plans a question and gives its id.
async fn ask(client: &Client, interview: &str, about: (&str, &str, i16, &str)) -> String {
    let (body, topic, minutes, priority) = about;
    let question = json!({
        "body": body, "topic": topic, "subject": "interviewee", "minutes": minutes, "priority": priority,
    });
    client
        .create(&format!("{interview}/questions"), question)
        .await
}

/// A must of 8 minutes, a should of 5, a could of 4, and a must for the close.
async fn planned(client: &Client, interview: &str) -> [String; 4] {
    [
        ask(client, interview, ("A?", "lifestyle", 8, "must")).await,
        ask(client, interview, ("B?", "compensation", 5, "should")).await,
        ask(client, interview, ("C?", "lifestyle", 4, "could")).await,
        ask(client, interview, ("Who else?", "closing", 2, "must")).await,
    ]
}

fn event(id: u8, kind: &str, minute: u8, question: &str) -> Value {
    json!({
        "id": format!("5f0c7a1e-3c1b-4f52-9d55-0000000000{id:02x}"), "kind": kind,
        "happened_at": format!("2026-01-05T09:{minute:02}:00Z"), "interview_question_id": question,
    })
}

fn with(mut event: Value, member: &str, value: Value) -> Value {
    event[member] = value;
    event
}

fn offer(id: u8, minute: u8, minutes: i16) -> Value {
    let offer = event(id, "extension_offered", minute, "");
    with(
        with(offer, "minutes", json!(minutes)),
        "interview_question_id",
        Value::Null,
    )
}

fn note(id: u8, minute: u8, text: &str) -> Value {
    let note = event(id, "note", minute, "");
    with(
        with(note, "text", json!(text)),
        "interview_question_id",
        Value::Null,
    )
}

fn announced(id: u8, minute: u8) -> Value {
    let announced = event(id, "time_announced", minute, "");
    with(announced, "interview_question_id", Value::Null)
}

async fn send(client: &Client, interview: &str, events: &[Value]) -> Reply {
    act(
        client,
        interview,
        "session/events",
        json!({"events": events}),
    )
    .await
}

fn marks(session: &Value) -> Vec<&str> {
    let questions = session["questions"].as_array().unwrap();
    questions
        .iter()
        .map(|one| one["mark"].as_str().unwrap())
        .collect()
}

fn placements(session: &Value) -> Vec<&str> {
    let questions = session["questions"].as_array().unwrap();
    questions
        .iter()
        .map(|one| one["placement"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_session_tells_the_time_the_next_question_and_what_to_drop() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    planned(&ada, &path).await;
    let ada = later(&app, TimeDelta::minutes(6)).await;
    let session = ada.get(&format!("{path}/session")).await.expect(200);
    assert_json_snapshot!(session.json, @r#"
    {
      "advice": "Questions have 11 minutes left, the conversation 14 minutes: close at 10:17, and say at 10:20 that time is up.",
      "at": "2026-01-05T09:06:00Z",
      "begins_at": "2026-01-05T09:00:00Z",
      "close_at": "2026-01-05T09:17:00Z",
      "deferred": {
        "count": 0,
        "is_over": false,
        "max": 2,
        "room": 2
      },
      "elapsed_seconds": 360,
      "extended_minutes": 0,
      "interview_id": "019b76da-a800-7000-8000-00000000000c",
      "next": {
        "interview_question_id": "019b76da-a800-7000-8000-00000000000f",
        "why": "A must of 8 minutes that fits into the 11 minutes before the close. Nothing is needed more."
      },
      "object": "interview_session",
      "phase": "questions",
      "planned_minutes": 20,
      "question_minutes": 11,
      "questions": [
        {
          "body": "A?",
          "interview_question_id": "019b76da-a800-7000-8000-00000000000f",
          "mark": "planned",
          "minutes": 8,
          "placement": "before_the_close",
          "priority": "must",
          "why": "A must of 8 minutes that fits into the 11 minutes before the close."
        },
        {
          "body": "B?",
          "interview_question_id": "019b76da-a800-7000-8000-000000000011",
          "mark": "planned",
          "minutes": 5,
          "placement": "dropped",
          "priority": "should",
          "why": "A should of 5 minutes: what is needed as much or more takes 8 of the 11 minutes before the close. Leave it out, or ask whether you may send it afterwards."
        },
        {
          "body": "C?",
          "interview_question_id": "019b76da-a800-7000-8000-000000000013",
          "mark": "planned",
          "minutes": 4,
          "placement": "dropped",
          "priority": "could",
          "why": "A could of 4 minutes: what is needed as much or more takes 8 of the 11 minutes before the close. Leave it out, or ask whether you may send it afterwards."
        },
        {
          "body": "Who else?",
          "interview_question_id": "019b76da-a800-7000-8000-000000000015",
          "mark": "planned",
          "minutes": 2,
          "placement": "in_the_close",
          "priority": "must",
          "why": "A must of 2 minutes that fits into the 3 minutes of the close."
        }
      ],
      "remaining_seconds": 840,
      "state": "in_progress",
      "time_announced_at": null,
      "time_is_up_at": "2026-01-05T09:20:00Z"
    }
    "#);
    let closing = format!("{path}/session?at=2026-01-05T09:18:00Z");
    let closing = ada.get(&closing).await.expect(200);
    assert_eq!(closing.json["phase"], "closing");
    assert_eq!(
        placements(&closing.json),
        ["dropped", "dropped", "dropped", "in_the_close"]
    );
    let over = format!("{path}/session?at=2026-01-05T09:20:00Z");
    let over = ada.get(&over).await.expect(200);
    assert_eq!(
        (&over.json["phase"], &over.json["next"]),
        (&json!("over"), &Value::Null)
    );
}

#[tokio::test]
async fn a_scheduled_interview_is_previewed_and_a_canceled_one_is_not() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = scheduled(&ada, "Grace").await;
    let session = format!("{path}/session");
    let preview = ada.get(&session).await.expect(200);
    assert_eq!(
        (
            &preview.json["at"],
            &preview.json["phase"],
            &preview.json["question_minutes"]
        ),
        (
            &json!("2026-01-05T10:00:00Z"),
            &json!("opening"),
            &json!(16)
        )
    );
    bob.get(&session).await.expect_problem(404, "not_found");
    ada.get(&format!("{session}?at=noon"))
        .await
        .expect_problem(400, "invalid_parameter");
    send(&ada, &path, &[note(1, 0, "Early")])
        .await
        .expect_problem(409, "wrong_state");
    act(&ada, &path, "cancel", json!({"by": "me"}))
        .await
        .expect(200);
    let refused = ada.get(&session).await.expect_problem(409, "wrong_state");
    assert_eq!(refused.json["action"], "follow_session");
}

#[tokio::test]
async fn marks_that_come_late_twice_and_out_of_order_give_the_same_session() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut sessions = Vec::new();
    for (name, order) in [("Grace", [0, 1, 2, 3, 4]), ("Joan", [4, 2, 0, 3, 1])] {
        let path = in_progress(&ada, name).await;
        let [first, second, third, _] = planned(&ada, &path).await;
        let stem = if name == "Grace" { 0 } else { 0x10 };
        let events = [
            event(stem + 1, "asked", 1, &first),
            with(
                event(stem + 2, "answered", 4, &first),
                "text",
                json!("By chance"),
            ),
            event(stem + 3, "deferred", 5, &second),
            event(stem + 4, "already_known", 6, &third),
            offer(stem + 5, 7, 10),
        ];
        let app = later(
            &app,
            TimeDelta::minutes(if name == "Grace" { 10 } else { 0 }),
        )
        .await;
        for index in order {
            send(&app, &path, &events[index..=index]).await.expect(200);
        }
        let again = send(&app, &path, &events).await.expect(200);
        assert_eq!(
            (&again.json["recorded"], &again.json["repeated"]),
            (&json!(0), &json!(5))
        );
        let mut session = again.json["session"].clone();
        assert_eq!(
            marks(&session),
            ["asked", "deferred", "already_known", "planned"]
        );
        assert_eq!(session["extended_minutes"], 10);
        let questions = app.get(&format!("{path}/questions")).await.expect(200);
        assert_eq!(
            column(&questions, "mark"),
            ["asked", "deferred", "already_known", "planned"]
        );
        assert_eq!(questions.json["data"][0]["answer"], "By chance");
        let interview = app.get(&path).await.expect(200);
        assert_eq!(interview.json["extended_minutes"], 10);
        for member in [
            "interview_id",
            "begins_at",
            "close_at",
            "time_is_up_at",
            "questions",
            "next",
        ] {
            session[member] = Value::Null;
        }
        for member in [
            "elapsed_seconds",
            "remaining_seconds",
            "question_minutes",
            "advice",
        ] {
            session[member] = Value::Null;
        }
        sessions.push(session);
    }
    assert_eq!(sessions[0], sessions[1]);
}

#[tokio::test]
async fn that_time_is_up_is_said_once_unless_more_is_offered() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let ada = later(&app, TimeDelta::minutes(22)).await;
    let said = async |events: &[Value]| {
        let session = send(&ada, &path, events).await.expect(200).json["session"].clone();
        json!([
            session["phase"],
            session["time_announced_at"],
            session["advice"]
        ])
    };
    let nothing = said(&[note(1, 3, "She smiled")]).await;
    assert_eq!(
        nothing,
        json!([
            "over",
            null,
            "The 20 minutes have been up since 10:20: say so and thank them. Stay only if they offer more time."
        ])
    );
    let told = json!([
        "over",
        "2026-01-05T09:21:00Z",
        "You said at 10:21 that time is up: thank them and go. Stay only if they offer more time."
    ]);
    assert_eq!(said(&[announced(2, 21)]).await, told);
    assert_eq!(said(&[announced(2, 21), note(3, 22, "x")]).await, told);
    let longer = said(&[offer(4, 22, 10)]).await;
    assert_eq!(
        (&longer[0], &longer[1]),
        (&json!("questions"), &Value::Null)
    );
}

#[tokio::test]
async fn the_log_is_read_in_the_order_of_arrival_with_marks_made_online() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = in_progress(&ada, "Grace").await;
    let [first, ..] = planned(&ada, &path).await;
    let log = format!("{path}/session/events");
    send(&ada, &path, &[note(1, 0, "She smiled")])
        .await
        .expect(200);
    let ada = later(&app, TimeDelta::minutes(1)).await;
    let question = format!("{path}/questions/{first}");
    for mark in ["skipped", "planned"] {
        act(&ada, &question, "mark", json!({"mark": mark}))
            .await
            .expect(200);
    }
    let page = ada.get(&format!("{log}?limit=2")).await.expect(200);
    assert_eq!(column(&page, "kind"), ["note", "skipped"]);
    let cursor = page.json["next_cursor"].as_str().unwrap();
    let rest = ada
        .get(&format!("{log}?limit=2&cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(column(&rest, "kind"), ["taken_back"]);
    let note = column(&page, "id")[0].as_str().unwrap().to_owned();
    let found = ada.get(&format!("{log}/{note}")).await.expect(200);
    assert_eq!(found.json, page.json["data"][0]);
    for path in [log.clone(), format!("{log}/{note}")] {
        bob.get(&path).await.expect_problem(404, "not_found");
    }
    ada.delete(&question).await.expect(204);
    let left = ada.get(&log).await.expect(200);
    assert_eq!(column(&left, "kind"), ["note"]);
}

#[tokio::test]
async fn an_answer_corrected_is_not_undone_by_a_late_mark() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let [first, ..] = planned(&ada, &path).await;
    let ada = later(&app, TimeDelta::minutes(5)).await;
    let question = format!("{path}/questions/{first}");
    let asked = json!({"mark": "asked", "answer": "By chance"});
    act(&ada, &question, "mark", asked).await.expect(200);
    ada.patch(&question, json!({"answer": "By a friend"}))
        .await
        .expect(200);
    let late = with(event(1, "asked", 2, &first), "text", json!("What?"));
    send(&ada, &path, &[late]).await.expect(200);
    let now = ada.get(&question).await.expect(200);
    assert_eq!(now.json["answer"], "By a friend");
    assert_eq!(now.json["marked_at"], "2026-01-05T09:02:00Z");
}

#[tokio::test]
async fn what_happened_is_recorded_beyond_the_cap_and_shown_as_over_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let [first, second, third, fourth] = planned(&ada, &path).await;
    let deferred = [(1, &first), (2, &second), (3, &third)];
    let deferred = deferred.map(|(id, question)| event(id, "deferred", 0, question));
    let sent = send(&ada, &path, &deferred).await.expect(200);
    assert_json_snapshot!(sent.json["session"]["deferred"], @r#"
    {
      "count": 3,
      "is_over": true,
      "max": 2,
      "room": 0
    }
    "#);
    let question = format!("{path}/questions/{fourth}");
    act(&ada, &question, "mark", json!({"mark": "deferred"}))
        .await
        .expect_problem(409, "too_many_deferred");
}

#[tokio::test]
async fn an_event_has_the_members_of_its_kind_and_an_id_of_its_own() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let other = in_progress(&ada, "Joan").await;
    let [first, ..] = planned(&ada, &path).await;
    let [elsewhere, ..] = planned(&ada, &other).await;
    let fine = note(1, 0, "She smiled");
    send(&ada, &path, std::slice::from_ref(&fine))
        .await
        .expect(200);
    let nothing = |event: Value, member| with(event, member, Value::Null);
    for (event, member) in [
        (with(fine.clone(), "text", json!("She laughed")), "id"),
        (nothing(note(2, 0, "x"), "text"), "text"),
        (event(2, "answered", 0, &first), "text"),
        (
            with(event(2, "skipped", 0, &first), "text", json!("x")),
            "text",
        ),
        (nothing(offer(2, 0, 5), "minutes"), "minutes"),
        (with(announced(2, 0), "minutes", json!(5)), "minutes"),
        (with(announced(2, 0), "text", json!("x")), "text"),
        (offer(2, 0, 121), "minutes"),
        (with(note(2, 0, "x"), "minutes", json!(5)), "minutes"),
        (
            nothing(event(2, "asked", 0, &first), "interview_question_id"),
            "interview_question_id",
        ),
        (
            with(note(2, 0, "x"), "interview_question_id", json!(first)),
            "interview_question_id",
        ),
        (note(2, 1, "x"), "happened_at"),
    ] {
        send(&ada, &path, &[fine.clone(), event])
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/events/1/{member}"));
    }
    send(&ada, &path, &[event(2, "asked", 0, &elsewhere)])
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/events/0/interview_question_id");
    let many: Vec<_> = (0..101).map(|id| note(id, 0, "x")).collect();
    for events in [&many[..], &[]] {
        send(&ada, &path, events)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at("#/events");
    }
    assert_eq!(
        column(&ada.get(&format!("{path}/session/events")).await, "id").len(),
        1
    );
}

#[tokio::test]
async fn the_log_of_an_interview_has_an_end() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    let id = path.rsplit('/').next().unwrap();
    app.sql(&format!(
        "INSERT INTO session_event (owner_id, id, created_at, updated_at, interview_id, kind, text, happened_at) \
         SELECT owner_id, gen_random_uuid(), starts_at, starts_at, id, 'note', 'x', starts_at \
         FROM interview, generate_series(1, 999) WHERE id = '{id}'"
    ))
    .unwrap();
    send(&ada, &path, &[note(1, 0, "The last")])
        .await
        .expect(200);
    send(&ada, &path, &[note(1, 0, "The last")])
        .await
        .expect(200);
    send(&ada, &path, &[note(2, 0, "One more")])
        .await
        .expect_problem(409, "limit_reached");
}
