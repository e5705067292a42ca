//! Attempts.

use serde_json::{Value, json};

use super::{contact, record, start};
use crate::harness::{Client, TestApp};

/// An attempt of December 2025, before the clock of the tests.
fn at(day: u8, channel: &str, outcome: &str) -> Value {
    json!({"channel": channel, "outcome": outcome, "at": format!("2025-12-{day:02}T12:00:00Z")})
}

fn inbound(mut attempt: Value) -> Value {
    attempt["direction"] = json!("inbound");
    attempt
}

fn because(mut attempt: Value, reason: &str) -> Value {
    attempt["override_reason"] = json!(reason);
    attempt
}

/// State, kind of the next action, and the first and last day of its window in UTC.
fn stand(recorded: &Value) -> (Value, Value, Value, Value) {
    let outreach = recorded.get("outreach").unwrap_or(recorded);
    let next = &outreach["next_action"];
    let (from, until) = (next["from"].clone(), next["until"].clone());
    (outreach["state"].clone(), next["kind"].clone(), from, until)
}

#[tokio::test]
async fn an_attempt_is_recorded_with_where_the_outreach_stands_by_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    let letter = json!({"channel": "letter", "outcome": "sent", "note": "On one page."});
    let recorded = record(&ada, &path, letter).await.expect(201);
    insta::assert_json_snapshot!(recorded.json, @r#"
    {
      "at": "2026-01-05T09:00:00Z",
      "channel": "letter",
      "contacts": [],
      "created_at": "2026-01-05T09:00:00Z",
      "direction": "outbound",
      "id": "019b76da-a800-7000-8000-000000000008",
      "note": "On one page.",
      "number": 1,
      "object": "attempt",
      "outcome": "sent",
      "outreach": {
        "asks_only_them": false,
        "contact_id": "019b76da-a800-7000-8000-00000c000001",
        "contact_type": {
          "reason": "Nothing has been heard from them yet.",
          "rule": "curmudgeon_after_attempts",
          "source": "Dalton, The 2-Hour Job Search (D1), as many as the cap",
          "type": "unknown"
        },
        "created_at": "2026-01-05T09:00:00Z",
        "helps_from": null,
        "id": "019b76da-a800-7000-8000-000000000006",
        "judged_contact_type": null,
        "methodology_id": "01a21526-e400-7000-8000-000000000601",
        "next_action": {
          "candidates": [],
          "channels": [
            "phone"
          ],
          "counted": {
            "first_on": "2026-01-12",
            "last_on": "2026-01-19",
            "max": 14,
            "min": 7,
            "time_zone": "Europe/Berlin",
            "unit": "calendar_days"
          },
          "from": "2026-01-11T23:00:00Z",
          "kind": "call_to_follow_up",
          "reason": "Your letter of 2026-01-05 has had no answer yet: call between 2026-01-12 and 2026-01-19, late enough for them not to feel badgered.",
          "rule": "follow_up_steps",
          "source": "seed 001 (F50, F51, F52)",
          "then": null,
          "until": "2026-01-19T22:59:59Z"
        },
        "notes": null,
        "object": "outreach",
        "recontact_on": null,
        "state": "awaiting_reply",
        "theme_id": null,
        "updated_at": "2026-01-05T09:00:00Z"
      },
      "outreach_id": "019b76da-a800-7000-8000-000000000006",
      "override_reason": null,
      "recontact_on": null,
      "referrals": [],
      "snafu": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "with_whom": null
    }
    "#);
    let outreach = ada.get(&path).await.expect(200);
    assert_eq!(outreach.json, recorded.json["outreach"]);

    let location = recorded.header("location").to_owned();
    let found = ada.get(&location).await.expect(200);
    assert_eq!(found.etag(), recorded.etag());
    let mut expected = recorded.json.clone();
    for beside in ["outreach", "contacts", "referrals", "snafu"] {
        expected.as_object_mut().unwrap().remove(beside);
    }
    assert_eq!(found.json, expected);
    let list = ada.get(&format!("{path}/attempts")).await.expect(200);
    assert_eq!(list.json["data"], json!([expected]));
}

#[tokio::test]
async fn a_letter_a_call_a_voicemail_and_a_yes() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    record(&ada, &path, at(1, "letter", "sent"))
        .await
        .expect(201);

    let early = record(&ada, &path, at(4, "phone", "no_answer")).await;
    let early = early.expect_problem(409, "too_early");
    assert_eq!(early.json["not_before"], "2025-12-07T23:00:00Z");
    assert_eq!(early.json["rule"], "follow_up_steps");
    assert_eq!(early.json["source"], "seed 001 (F50, F51, F52)");
    assert_eq!(early.json["overridable"], json!(true));
    assert_eq!(
        early.json["reason"],
        "Your letter of 2025-12-01 has had no answer yet: call between 2025-12-08 and 2025-12-15, late enough for them \
         not to feel badgered."
    );
    let list = ada.get(&format!("{path}/attempts")).await.expect(200);
    assert_eq!(list.json["data"].as_array().unwrap().len(), 1);

    let insisted = because(at(4, "phone", "no_answer"), "She asked me to call.");
    let insisted = record(&ada, &path, insisted).await.expect(201);
    assert_eq!(insisted.json["override_reason"], "She asked me to call.");
    assert_eq!(
        stand(&insisted.json),
        (
            json!("awaiting_reply"),
            json!("call_again"),
            json!("2025-12-04T23:00:00Z"),
            json!("2025-12-07T22:59:59Z")
        )
    );
    let voicemail = record(&ada, &path, at(5, "phone", "voicemail_left")).await;
    assert_eq!(voicemail.expect(201).json["number"], 3);
    let yes = record(&ada, &path, inbound(at(9, "phone", "meeting_agreed"))).await;
    let yes = yes.expect(201).json;
    assert_eq!(
        stand(&yes),
        (
            json!("meeting_agreed"),
            json!("schedule_meeting"),
            json!("2025-12-09T12:00:00Z"),
            json!("2025-12-12T22:59:59Z")
        )
    );
}

#[tokio::test]
async fn a_call_in_its_window_needs_no_reason() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    record(&ada, &path, at(1, "letter", "sent"))
        .await
        .expect(201);
    let call = record(&ada, &path, at(8, "phone", "busy")).await;
    assert_eq!(call.expect(201).json["outreach"]["state"], "awaiting_reply");
}

#[tokio::test]
async fn each_outcome_leads_to_its_next_action() {
    // Channel, direction, outcome; state, next action; first and last day of the window in Berlin.
    const STEPS: &str = "
        email     outbound sent                     awaiting_reply   call_to_follow_up       8 15
        email     inbound  bounced                  planned          correct_contact_method  1  4
        email     outbound opened_by_nobody_we_know awaiting_reply   resend_recognizably     1  4
        phone     outbound no_answer                awaiting_reply   call_again              2  4
        phone     outbound busy                     awaiting_reply   call_again              2  4
        phone     outbound wrong_number             planned          correct_contact_method  1  4
        email     inbound  out_of_office            planned          try_on_return           8 15
        phone     outbound voicemail_left           awaiting_reply   call_again              4  8
        phone     outbound message_left_with        awaiting_reply   call_again              4  8
        email     inbound  reply_interested         in_conversation  reply                   1  3
        phone     outbound meeting_agreed           meeting_agreed   schedule_meeting        1  4
        email     inbound  declined_meeting         in_conversation  offer_phone_call        1  3
        email     inbound  declined_for_now         deferred         recontact               -  -
        email     inbound  declined_with_referral   declined         thank_and_close         1  3
        email     inbound  declined                 declined         thank_and_close         1  3
        email     inbound  do_not_contact           closed           -                       -  -";
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (number, line) in (1..).zip(STEPS.lines().skip(1)) {
        let words: Vec<_> = line.split_whitespace().collect();
        let [channel, direction, outcome, state, kind, from, until] = words[..] else {
            panic!("{line}");
        };
        let path = start(&app, &ada, number).await;
        let mut attempt = at(1, channel, outcome);
        attempt["direction"] = json!(direction);
        if outcome == "message_left_with" {
            attempt["with_whom"] = json!("Mr. Ito");
        }
        let recorded = record(&ada, &path, attempt).await.expect(201);
        let (is_state, is_kind, is_from, is_until) = stand(&recorded.json);
        assert_eq!(is_state, json!(state), "{line}");
        let expected = if kind == "-" {
            Value::Null
        } else {
            json!(kind)
        };
        assert_eq!(is_kind, expected, "{line}");
        if from != "-" {
            let (first, last) = (local_day(&is_from), local_day(&is_until));
            let days = [from, until].map(|day| format!("2025-12-{day:0>2}"));
            assert_eq!([first, last], days, "{line}");
        }
        assert_eq!(ada.get(&path).await.json, recorded.json["outreach"]);
    }
}

/// The day in Berlin, which in December is an hour ahead of UTC.
fn local_day(instant: &Value) -> String {
    let instant: chrono::DateTime<chrono::Utc> = instant.as_str().unwrap().parse().unwrap();
    let local = instant + chrono::TimeDelta::hours(1);
    local.date_naive().to_string()
}

#[tokio::test]
async fn after_three_tries_a_contact_is_left_alone_for_a_season() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    record(&ada, &path, at(1, "letter", "sent"))
        .await
        .expect(201);
    record(&ada, &path, at(8, "phone", "no_answer"))
        .await
        .expect(201);
    let third = record(&ada, &path, at(10, "phone", "voicemail_left")).await;
    let third = third.expect(201).json;
    assert_eq!(third["outreach"]["state"], "deferred");
    assert_eq!(third["outreach"]["recontact_on"], "2026-03-10");
    assert_eq!(third["outreach"]["next_action"]["kind"], "recontact");

    let fourth = at(18, "phone", "no_answer");
    let refused = record(&ada, &path, fourth.clone()).await;
    let refused = refused.expect_problem(409, "attempt_cap_reached").json;
    assert_eq!(refused["cap"], 3);
    assert_eq!(refused["again_from"], "2026-03-09T23:00:00Z");
    assert_eq!(refused["rule"], "attempt_cap");
    assert_eq!(refused["overridable"], json!(true));
    record(&ada, &path, because(fourth, "We met by chance."))
        .await
        .expect(201);
}

#[tokio::test]
async fn who_said_not_now_is_asked_again_on_the_day_they_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    let mut not_now = inbound(at(1, "email", "declined_for_now"));
    not_now["recontact_on"] = json!("2025-12-20");
    let recorded = record(&ada, &path, not_now).await.expect(201).json;
    assert_eq!(recorded["recontact_on"], "2025-12-20");
    assert_eq!(recorded["outreach"]["recontact_on"], "2025-12-20");
    let early = record(&ada, &path, at(10, "email", "sent")).await;
    let early = early.expect_problem(409, "too_early").json;
    assert_eq!(early["not_before"], "2025-12-19T23:00:00Z");
    record(&ada, &path, at(20, "email", "sent"))
        .await
        .expect(201);
}

#[tokio::test]
async fn a_wish_not_to_be_contacted_holds_against_every_reason() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    let wish = inbound(at(1, "email", "do_not_contact"));
    let closed = record(&ada, &path, wish).await.expect(201).json;
    assert_eq!(closed["outreach"]["state"], "closed");
    let marked = app.sql("SELECT do_not_contact, last_contacted_at FROM contact");
    assert_eq!(marked.unwrap(), "t|2025-12-01 12:00:00+00");

    let letter = because(at(2, "letter", "sent"), "I mean well.");
    let refused = record(&ada, &path, letter).await;
    let refused = refused.expect_problem(409, "do_not_contact").json;
    assert_eq!(refused["overridable"], json!(false));
    let contact = closed["outreach"]["contact_id"].clone();
    ada.post("/v1/outreach", json!({"contact_id": contact}))
        .await
        .expect_problem(409, "do_not_contact");
    let reply = inbound(at(3, "email", "reply_interested"));
    let reply = record(&ada, &path, reply).await.expect(201).json;
    assert_eq!(reply["outreach"]["state"], "closed");
}

#[tokio::test]
async fn a_decline_is_thanked_for_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    let no = inbound(at(1, "email", "declined"));
    record(&ada, &path, no).await.expect(201);
    let thanks = record(&ada, &path, at(2, "email", "sent")).await;
    let thanks = thanks.expect(201).json;
    assert_eq!(thanks["outreach"]["state"], "declined");
    assert_eq!(thanks["outreach"]["next_action"], json!(null));
    let more = at(9, "email", "sent");
    let refused = record(&ada, &path, more.clone()).await;
    let refused = refused.expect_problem(409, "outreach_closed").json;
    assert_eq!(refused["state"], "declined");
    assert_eq!(refused["overridable"], json!(true));
    record(&ada, &path, because(more, "She wrote a book."))
        .await
        .expect(201);
}

#[tokio::test]
async fn a_contact_remembers_when_they_were_last_spoken_with() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    let last = || {
        app.sql("SELECT last_contacted_at, version FROM contact")
            .unwrap()
    };
    record(&ada, &path, at(1, "letter", "sent"))
        .await
        .expect(201);
    assert_eq!(last(), "|1");
    let reply = inbound(at(3, "email", "reply_interested"));
    record(&ada, &path, reply).await.expect(201);
    assert_eq!(last(), "2025-12-03 12:00:00+00|2");
}

#[tokio::test]
async fn what_does_not_go_together_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    record(&ada, &path, at(10, "letter", "sent"))
        .await
        .expect(201);
    let with = |mut attempt: Value, member: &str, value: Value| {
        attempt[member] = value;
        attempt
    };
    let letter = at(20, "letter", "sent");
    let future = json!("2026-01-05T09:00:01Z");
    let absence = inbound(at(20, "email", "out_of_office"));
    for (attempt, field, code) in [
        (at(20, "phone", "sent"), "outcome", "not_by_channel"),
        (inbound(letter.clone()), "outcome", "not_inbound"),
        (
            at(20, "email", "declined"),
            "direction",
            "answer_to_writing",
        ),
        (
            at(20, "phone", "message_left_with"),
            "with_whom",
            "required",
        ),
        (with(letter.clone(), "at", future), "at", "in_future"),
        (at(9, "phone", "no_answer"), "at", "before_earlier"),
        (
            with(letter.clone(), "recontact_on", json!("2026-02-01")),
            "recontact_on",
            "not_with_outcome",
        ),
        (
            with(absence.clone(), "recontact_on", json!("2025-12-20")),
            "recontact_on",
            "too_soon",
        ),
        (
            with(absence, "recontact_on", json!("2036-02-01")),
            "recontact_on",
            "too_far",
        ),
        (with(letter.clone(), "note", json!("  ")), "note", "empty"),
        (
            with(letter.clone(), "channel", json!("pigeon")),
            "channel",
            "enum",
        ),
        (with(letter, "number", json!(7)), "number", "unknown_member"),
    ] {
        let refused = record(&ada, &path, attempt.clone()).await;
        let refused = refused.expect_problem(422, "invalid_body");
        assert_eq!(refused.json["errors"][0]["code"], code, "{attempt}");
        refused.expect_error_at(&format!("#/{field}"));
    }
    let list = ada.get(&format!("{path}/attempts")).await.expect(200);
    assert_eq!(list.json["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_repeated_attempt_with_the_same_key_is_recorded_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    let once = ada.with("idempotency-key", "letter-to-jo");
    let letter = at(1, "letter", "sent");
    let first = record(&once, &path, letter.clone()).await.expect(201);
    let second = record(&once, &path, letter).await.expect(201);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(
        (first.text, second.header("location")),
        (
            second.text.clone(),
            first.headers["location"].to_str().unwrap()
        )
    );
    record(&once, &path, at(2, "letter", "sent"))
        .await
        .expect_problem(422, "idempotency_key_reused");
    assert_eq!(app.sql("SELECT count(*) FROM attempt").unwrap(), "1");
}

#[tokio::test]
async fn two_attempts_at_once_are_judged_one_after_the_other() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for number in 1..=5 {
        let path = start(&app, &ada, number).await;
        let bounced = at(1, "email", "bounced");
        let both = tokio::join!(
            record(&ada, &path, bounced.clone()),
            record(&ada, &path, bounced.clone())
        );
        let mut numbers = [both.0, both.1].map(|it| it.expect(201).json["number"].as_u64());
        numbers.sort_unstable();
        assert_eq!(numbers, [Some(1), Some(2)]);

        let letter = at(2, "letter", "sent");
        let both = tokio::join!(
            record(&ada, &path, letter.clone()),
            record(&ada, &path, letter.clone())
        );
        let mut statuses = [both.0.status, both.1.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    }
}

#[tokio::test]
async fn an_attempt_can_insist_on_the_outreach_that_was_read() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    let read = ada.with("if-match", ada.get(&path).await.expect(200).etag());
    record(&read, &path, at(1, "letter", "sent"))
        .await
        .expect(201);
    record(&read, &path, inbound(at(2, "email", "declined")))
        .await
        .expect_problem(412, "precondition_failed");
}

#[tokio::test]
async fn attempts_are_paged_by_number() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    for day in 1..=5 {
        record(&ada, &path, at(day, "email", "bounced"))
            .await
            .expect(201);
    }
    assert_eq!(numbers(&ada, &path, 2).await, [1, 2, 3, 4, 5]);
    assert_eq!(numbers(&ada, &path, 5).await, [1, 2, 3, 4, 5]);
    let other = start(&app, &ada, 2).await;
    let none = ada.get(&format!("{other}/attempts")).await.expect(200);
    assert_eq!(none.json["data"], json!([]));
    let page = ada.get(&format!("{path}/attempts?limit=2")).await;
    let cursor = page.expect(200).json["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    ada.get(&format!("{other}/attempts?cursor={cursor}"))
        .await
        .expect_problem(400, "invalid_cursor");
}

async fn numbers(ada: &Client, outreach: &str, limit: u8) -> Vec<u64> {
    let first = format!("{outreach}/attempts?limit={limit}");
    let (mut numbers, mut path) = (Vec::new(), first.clone());
    loop {
        let page = ada.get(&path).await.expect(200).json;
        let data = page["data"].as_array().unwrap().iter();
        numbers.extend(data.map(|attempt| attempt["number"].as_u64().unwrap()));
        let Some(cursor) = page["next_cursor"].as_str() else {
            return numbers;
        };
        path = format!("{first}&cursor={cursor}");
    }
}

#[tokio::test]
async fn an_attempt_is_found_only_in_its_outreach() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (path, other) = (start(&app, &ada, 1).await, start(&app, &ada, 2).await);
    let recorded = record(&ada, &path, at(1, "letter", "sent")).await;
    let id = recorded.expect(201).json["id"].as_str().unwrap().to_owned();
    ada.get(&format!("{path}/attempts/{id}")).await.expect(200);
    ada.get(&format!("{other}/attempts/{id}"))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_hundred_and_first_attempt_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let outreach = ada
        .create(
            "/v1/outreach",
            json!({"contact_id": contact(&app, "ada", 1)}),
        )
        .await;
    app.sql(&format!(
        "INSERT INTO attempt (owner_id, id, created_at, outreach_id, number, channel, direction, outcome, at) \
         SELECT o.owner_id, gen_random_uuid(), o.created_at, o.id, n, 'email', 'outbound', 'bounced', o.created_at \
         FROM outreach o, generate_series(1, 100) n WHERE o.id = '{outreach}'"
    ))
    .unwrap();
    let more = json!({"channel": "email", "outcome": "sent"});
    record(&ada, &format!("/v1/outreach/{outreach}"), more)
        .await
        .expect_problem(409, "too_many_attempts");
}
