//! Closing an interview: all that the interviewee gave is kept by one call, or none of it.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{act, agreed, column, in_progress, later, plan};
use crate::harness::{Client, TestApp};

/// An interview about a theme that has gone on for 25 minutes, of which Grace offered none: its path and the theme.
async fn about_a_theme(app: &TestApp) -> (Client, String, String) {
    let ada = app.person("ada").await;
    let theme = ada
        .create(
            "/v1/themes",
            json!({"name": "Speech therapy", "status": "exploring"}),
        )
        .await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let mut body = plan(&outreach);
    body["theme_id"] = json!(theme);
    let path = format!(
        "/v1/interviews/{}",
        ada.create("/v1/interviews", body).await
    );
    act(&ada, &path, "start", json!({})).await.expect(200);
    (later(app, TimeDelta::minutes(25)).await, path, theme)
}

fn everything() -> Value {
    json!({
        "debrief": {
            "stay_in_touch": "By mail, twice a year", "confidence_before": 2, "confidence_after": 4,
            "talk_share_percent": 30,
        },
        "referrals": [{"contact": {"name": "Joan", "methods": [{"kind": "email", "value": "joan@example.org"}]}}],
        "should_have_asked": ["Who pays for the training?"],
        "other_fields": ["Audiology", "speech THERAPY", "AUDIOLOGY"],
        "fit_ratings": [{"dimension": "values", "score": 4, "evidence": "The children"}],
        "promises": [
            {"direction": "mine", "what": "The article on stammering", "due_on": "2026-01-09", "note": "The print too"},
            {"direction": "theirs", "what": "An introduction"},
        ],
        "resume_requested": true,
    })
}

async fn count(client: &Client, collection: &str) -> usize {
    let all = client.get(&format!("/v1/{collection}")).await.expect(200);
    column(&all, "id").len()
}

#[tokio::test]
async fn all_that_was_given_is_kept_by_one_call() {
    let app = TestApp::start().await;
    let (ada, path, theme) = about_a_theme(&app).await;
    let done = act(&ada, &path, "complete", everything()).await.expect(200);
    assert_json_snapshot!(done.json["interview"]["debrief"], @r#"
    {
      "confidence_after": 4,
      "confidence_before": 2,
      "overrun_minutes": 5,
      "stay_in_touch": "By mail, twice a year",
      "talk_share_percent": 30
    }
    "#);
    let id = &done.json["interview"]["id"];
    let question = &done.json["questions"][0];
    assert_eq!(
        (&question["body"], &question["interview_id"]),
        (&json!("Who pays for the training?"), id)
    );
    let idea = &done.json["themes"][0];
    assert_eq!(
        (&idea["name"], &idea["status"], &idea["why"]),
        (
            &json!("Audiology"),
            &json!("idea"),
            &json!("Grace named it in a conversation on 2026-01-05.")
        )
    );
    assert_eq!(done.json["themes"].as_array().unwrap().len(), 1);
    let rating = &done.json["fit_ratings"][0];
    assert_eq!(
        (&rating["theme_id"], &rating["interview_id"]),
        (&json!(theme), id)
    );
    let kept = [
        ("questions", "/v1/questions".to_owned()),
        ("themes", "/v1/themes".to_owned()),
        ("fit_ratings", format!("/v1/themes/{theme}/fit-ratings")),
        ("promises", "/v1/promises".to_owned()),
    ];
    for (member, collection) in kept {
        let one = &done.json[member][0];
        let found = ada
            .get(&format!("{collection}/{}", one["id"].as_str().unwrap()))
            .await;
        assert_eq!(&found.expect(200).json, one, "{member}");
    }
    let history = format!("/v1/themes/{}/history", idea["id"].as_str().unwrap());
    assert_eq!(column(&ada.get(&history).await.expect(200), "to"), ["idea"]);
    let question = format!("/v1/questions/{}", question["id"].as_str().unwrap());
    ada.patch(&question, json!({"minutes": 5}))
        .await
        .expect(200);
    ada.delete(&path).await.expect(204);
    let left = ada.get(&question).await.expect(200);
    assert_eq!(
        (&left.json["minutes"], &left.json["interview_id"]),
        (&json!(5), &Value::Null)
    );
}

#[tokio::test]
async fn promises_of_a_closing_are_kept_as_any_other() {
    let app = TestApp::start().await;
    let (ada, path, _) = about_a_theme(&app).await;
    let done = act(&ada, &path, "complete", everything()).await.expect(200);
    assert_json_snapshot!(done.json["promises"], @r#"
    [
      {
        "contact_id": "019b76da-a800-7000-8000-000000000009",
        "created_at": "2026-01-05T09:25:00Z",
        "direction": "mine",
        "due_on": "2026-01-09",
        "id": "019b76da-a800-7000-8000-00000000001d",
        "interview_id": "019b76da-a800-7000-8000-00000000000f",
        "note": "The print too",
        "object": "promise",
        "settled_at": null,
        "state": "open",
        "updated_at": "2026-01-05T09:25:00Z",
        "what": "The article on stammering"
      },
      {
        "contact_id": "019b76da-a800-7000-8000-000000000009",
        "created_at": "2026-01-05T09:25:00Z",
        "direction": "theirs",
        "due_on": null,
        "id": "019b76da-a800-7000-8000-00000000001e",
        "interview_id": "019b76da-a800-7000-8000-00000000000f",
        "note": null,
        "object": "promise",
        "settled_at": null,
        "state": "open",
        "updated_at": "2026-01-05T09:25:00Z",
        "what": "An introduction"
      }
    ]
    "#);
    let agenda = ada.get("/v1/agenda?kind=promise").await.expect(200);
    assert_eq!(column(&agenda, "title"), ["Keep your promise to Grace"]);
}

#[tokio::test]
async fn closing_twice_changes_once() {
    let app = TestApp::start().await;
    let (ada, path, theme) = about_a_theme(&app).await;
    let once = ada.with("idempotency-key", "once-only");
    let first = act(&once, &path, "complete", everything())
        .await
        .expect(200);
    let again = act(&once, &path, "complete", everything())
        .await
        .expect(200);
    assert_eq!(again.text, first.text);
    act(&ada, &path, "complete", everything())
        .await
        .expect_problem(409, "wrong_state");
    for (collection, expected) in [
        ("contacts", 2),
        ("referrals", 1),
        ("questions", 1),
        ("themes", 2),
        ("promises", 2),
        ("follow-ups", 4),
        (&*format!("themes/{theme}/fit-ratings"), 1),
    ] {
        assert_eq!(count(&ada, collection).await, expected, "{collection}");
    }
}

#[tokio::test]
async fn what_does_not_fit_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let (ada, path, _) = about_a_theme(&app).await;
    let without = in_progress(&ada, "Joan").await;
    let values = json!({"dimension": "values", "score": 4});
    for (interview, member, value, place) in [
        (
            &path,
            "should_have_asked",
            json!(["Why?", " "]),
            "should_have_asked/1",
        ),
        (
            &path,
            "should_have_asked",
            json!(vec!["Why?"; 11]),
            "should_have_asked",
        ),
        (&path, "other_fields", json!([""]), "other_fields/0"),
        (
            &path,
            "fit_ratings",
            json!([values, {"dimension": "values", "score": 0}]),
            "fit_ratings/1/score",
        ),
        (
            &path,
            "fit_ratings",
            json!([values, values]),
            "fit_ratings/1/dimension",
        ),
        (
            &path,
            "debrief",
            json!({"confidence_after": 6}),
            "debrief/confidence_after",
        ),
        (
            &path,
            "debrief",
            json!({"talk_share_percent": 101}),
            "debrief/talk_share_percent",
        ),
        (
            &path,
            "debrief",
            json!({"stay_in_touch": " "}),
            "debrief/stay_in_touch",
        ),
        (
            &path,
            "promises",
            json!([{"direction": "mine", "what": " "}]),
            "promises/0/what",
        ),
        (
            &path,
            "promises",
            json!(vec![json!({"direction": "mine", "what": "A word"}); 11]),
            "promises",
        ),
        (&path, "referrals", json!([{}]), "referrals/0/contact_id"),
        (&without, "fit_ratings", json!([values]), "fit_ratings"),
    ] {
        let mut body = everything();
        body[member] = value;
        act(&ada, interview, "complete", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{place}"));
    }
    for (collection, expected) in [
        ("contacts", 2),
        ("questions", 0),
        ("themes", 1),
        ("promises", 0),
        ("follow-ups", 0),
    ] {
        assert_eq!(count(&ada, collection).await, expected, "{collection}");
    }
    assert_eq!(
        ada.get(&path).await.expect(200).json["state"],
        "in_progress"
    );
}

#[tokio::test]
async fn a_debrief_is_corrected_once_there_is_one() {
    let app = TestApp::start().await;
    let (ada, path, _) = about_a_theme(&app).await;
    ada.patch(&path, json!({"debrief": {"talk_share_percent": 30}}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/debrief");
    act(&ada, &path, "complete", everything()).await.expect(200);
    let changed = ada
        .patch(
            &path,
            json!({"debrief": {"confidence_after": 5, "stay_in_touch": null}}),
        )
        .await
        .expect(200);
    let debrief = &changed.json["debrief"];
    assert_eq!(
        (
            &debrief["confidence_after"],
            &debrief["stay_in_touch"],
            &debrief["talk_share_percent"]
        ),
        (&json!(5), &Value::Null, &json!(30))
    );
    ada.patch(&path, json!({"debrief": {"confidence_before": 0}}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/debrief/confidence_before");
}

#[tokio::test]
async fn minutes_that_were_offered_are_no_overrun() {
    let app = TestApp::start().await;
    let (ada, path, _) = about_a_theme(&app).await;
    let offered = |id: u8, minutes: i16| {
        json!({"events": [{
            "id": format!("5f0c7a1e-3c1b-4f52-9d55-0000000000{id:02x}"), "kind": "extension_offered",
            "happened_at": "2026-01-05T09:19:00Z", "minutes": minutes,
        }]})
    };
    act(&ada, &path, "session/events", offered(1, 3))
        .await
        .expect(200);
    let done = act(&ada, &path, "complete", json!({})).await.expect(200);
    assert_eq!(done.json["interview"]["debrief"]["overrun_minutes"], 2);
    let late = act(&ada, &path, "session/events", offered(2, 5))
        .await
        .expect(200);
    assert_eq!(late.json["session"]["phase"], "over");
    let interview = ada.get(&path).await.expect(200);
    assert_eq!(interview.json["debrief"]["overrun_minutes"], 0);
}
