//! Pitches: what is told, how long it takes, and what to do about it.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

fn complete() -> Value {
    json!({
        "title": "Speech", "reintroduction": "I am Ada, a teacher.",
        "work_wanted": "I want to work with children who stammer.", "why": "Somebody helped my cousin.",
        "hopes_to_learn": "I hope to learn what you do."
    })
}

async fn created(client: &Client, body: Value) -> String {
    format!("/v1/pitches/{}", client.create("/v1/pitches", body).await)
}

fn finding<'a>(review: &'a Value, rule: &str) -> &'a Value {
    let findings = review["findings"].as_array().unwrap();
    findings.iter().find(|one| one["rule"] == rule).unwrap()
}

#[tokio::test]
async fn a_pitch_is_told_bit_by_bit_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let draft = json!({ "reintroduction": " I am Ada, a teacher. " });
    let draft = ada.post("/v1/pitches", draft).await.expect(201);
    let path = draft.header("location").to_owned();
    assert_json_snapshot!(draft.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "hopes_to_learn": null,
      "id": "019b76da-a800-7000-8000-000000000006",
      "missing_sections": [
        "work_wanted",
        "why",
        "hopes_to_learn"
      ],
      "mission_link": null,
      "object": "pitch",
      "organization_id": null,
      "reintroduction": "I am Ada, a teacher.",
      "theme_id": null,
      "title": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "variant_of": null,
      "where_i_am": null,
      "why": null,
      "words": 5,
      "work_wanted": null
    }
    "#);
    let told = ada.patch(&path, complete()).await.expect(200);
    assert_eq!(told.json["missing_sections"], json!([]));
    assert_eq!(told.json["words"], 24);
    assert_eq!(ada.get(&path).await.expect(200).json, told.json);
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (body, at) in [
        (json!({"title": " "}), "#/title"),
        (json!({"why": "x".repeat(1001)}), "#/why"),
        (
            json!({"variant_of": "019b76da-a800-7000-8000-000000000007"}),
            "#/variant_of",
        ),
        (
            json!({"theme_id": "019b76da-a800-7000-8000-00000000dead"}),
            "#/theme_id",
        ),
    ] {
        let refused = ada.post("/v1/pitches", body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
    let path = created(&ada, complete()).await;
    let rehearsals = format!("{path}/rehearsals");
    for (body, at) in [
        (json!({}), "#/seconds"),
        (json!({"seconds": 0}), "#/seconds"),
        (json!({"seconds": 3601}), "#/seconds"),
        (json!({"seconds": 40, "at": "2026-01-05T09:00:01Z"}), "#/at"),
    ] {
        let refused = ada.post(&rehearsals, body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
    assert_eq!(
        app.sql("SELECT (SELECT count(*) FROM pitch), (SELECT count(*) FROM pitch_rehearsal)")
            .unwrap(),
        "1|0"
    );
}

#[tokio::test]
async fn the_review_counts_words_until_the_pitch_is_said_aloud() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = created(&ada, complete()).await;
    ada.patch("/v1/profile", json!({"search_stage": "graduating"}))
        .await
        .expect(200);
    let review = ada.get(&format!("{path}/review")).await.expect(200).json;
    assert_json_snapshot!(review, @r#"
    {
      "basis": "estimated",
      "best_rehearsed_seconds": null,
      "estimated_seconds": 10,
      "findings": [
        {
          "met": true,
          "operation": null,
          "rule": "complete",
          "seconds_to_add": null,
          "seconds_to_cut": null,
          "sections": [],
          "why": "everything that a pitch needs is told"
        },
        {
          "met": false,
          "operation": {
            "method": "PATCH",
            "operation_id": "update_pitch",
            "path": "/v1/pitches/019b76da-a800-7000-8000-000000000006"
          },
          "rule": "in_time",
          "seconds_to_add": 20,
          "seconds_to_cut": null,
          "sections": [],
          "why": "by its words it takes about 10 seconds; good are 30 to 45"
        },
        {
          "met": false,
          "operation": {
            "method": "POST",
            "operation_id": "create_pitch_rehearsal",
            "path": "/v1/pitches/019b76da-a800-7000-8000-000000000006/rehearsals"
          },
          "rule": "rehearsed",
          "seconds_to_add": null,
          "seconds_to_cut": null,
          "sections": [],
          "why": "it was never said aloud"
        },
        {
          "met": false,
          "operation": {
            "method": "PATCH",
            "operation_id": "update_pitch",
            "path": "/v1/pitches/019b76da-a800-7000-8000-000000000006"
          },
          "rule": "where_i_am",
          "seconds_to_add": null,
          "seconds_to_cut": null,
          "sections": [
            "where_i_am"
          ],
          "why": "it does not say whether you are looking now or only starting"
        }
      ],
      "last_rehearsed_seconds": null,
      "max_seconds": 45,
      "min_seconds": 30,
      "mission": null,
      "object": "pitch_review",
      "pitch_id": "019b76da-a800-7000-8000-000000000006",
      "proposed_where_i_am": "I graduate soon, and will be looking for work then.",
      "rehearsals": 0,
      "seconds": 10,
      "time_source": "seed 001 (F91)",
      "words": 24,
      "words_per_minute": 150
    }
    "#);
}

#[tokio::test]
async fn what_was_rehearsed_counts_over_what_the_words_say() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = created(&ada, complete()).await;
    for (seconds, at) in [
        (44, "2026-01-05T08:00:00Z"),
        (52, "2026-01-05T08:30:00Z"),
        (38, "2026-01-04T08:00:00Z"),
    ] {
        let said = json!({ "seconds": seconds, "at": at });
        ada.post(&format!("{path}/rehearsals"), said)
            .await
            .expect(201);
    }
    let review = ada.get(&format!("{path}/review")).await.expect(200).json;
    let of = |member: &str| review[member].clone();
    assert_eq!(
        [
            "rehearsals",
            "last_rehearsed_seconds",
            "best_rehearsed_seconds",
            "seconds",
            "basis"
        ]
        .map(of),
        [
            json!(3),
            json!(52),
            json!(44),
            json!(52),
            json!("rehearsed")
        ]
    );
    let in_time = finding(&review, "in_time");
    assert_eq!(in_time["seconds_to_cut"], 7);
    assert_eq!(in_time["why"], "it took 52 seconds; good are 30 to 45");
    let kept = ada.get(&format!("{path}/rehearsals")).await.expect(200);
    let rehearsals = kept.json["data"].as_array().unwrap();
    let seconds: Vec<_> = rehearsals.iter().map(|one| &one["seconds"]).collect();
    assert_eq!(seconds, [38, 52, 44]);
    let latest = rehearsals[1]["id"].as_str().unwrap();
    ada.delete(&format!("{path}/rehearsals/{latest}"))
        .await
        .expect(204);
    let review = ada.get(&format!("{path}/review")).await.expect(200).json;
    assert_eq!(finding(&review, "in_time")["met"], true);
    assert_eq!(review["seconds"], 44);
}

#[tokio::test]
async fn a_methodology_may_set_another_pace() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = created(&ada, complete()).await;
    let of_copy = ada
        .post(
            "/v1/methodologies/01a21526-e400-7000-8000-000000000601/copies",
            json!({}),
        )
        .await
        .expect(201);
    let copy = of_copy.json["id"].as_str().unwrap().to_owned();
    let slower = json!({"rules": [{
        "key": "speaking_words_per_minute", "value": 60, "unit": "words_per_minute", "rationale": "I take my time.",
        "source": "my watch", "confidence": "high"
    }]});
    let slower = ada
        .post(&format!("/v1/methodologies/{copy}/versions"), slower)
        .await
        .expect(201);
    ada.patch("/v1/profile", json!({"methodology_id": slower.json["id"]}))
        .await
        .expect(200);
    let review = ada.get(&format!("{path}/review")).await.expect(200).json;
    assert_eq!(
        (&review["words_per_minute"], &review["estimated_seconds"]),
        (&json!(60), &json!(24))
    );
    // The first version of all says nothing of it.
    let first = app
        .sql("SELECT id FROM methodology WHERE key = 'letter_then_call' AND version = 1")
        .unwrap();
    ada.patch("/v1/profile", json!({ "methodology_id": first }))
        .await
        .expect(200);
    let review = ada.get(&format!("{path}/review")).await.expect(200).json;
    assert_eq!(
        (&review["estimated_seconds"], &review["seconds"]),
        (&Value::Null, &Value::Null)
    );
    let operation = &finding(&review, "in_time")["operation"];
    assert_eq!(operation["operation_id"], "create_pitch_rehearsal");
}

#[tokio::test]
async fn a_variant_has_the_mission_beside_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = created(&ada, complete()).await;
    let clinic = json!({"name": "Clinic", "mission": "Every child is understood."});
    let clinic = ada.create("/v1/organizations", clinic).await;
    let variants = format!("{path}/variants");
    let made = ada
        .post(&variants, json!({ "organization_id": clinic }))
        .await
        .expect(201);
    assert_eq!(made.json["mission"], "Every child is understood.");
    assert_eq!(made.json["organization_name"], "Clinic");
    let pitch = &made.json["pitch"];
    assert_eq!(
        path,
        format!("/v1/pitches/{}", pitch["variant_of"].as_str().unwrap())
    );
    assert_eq!(pitch["missing_sections"], json!(["mission_link"]));
    let variant = made.header("location").to_owned();
    assert_eq!(ada.get(&variant).await.expect(200).json, *pitch);
    let review = ada.get(&format!("{variant}/review")).await.expect(200).json;
    assert_eq!(review["mission"], "Every child is understood.");
    let tied = ada
        .patch(&variant, json!({"mission_link": "You hear every child."}))
        .await
        .expect(200);
    assert_eq!(tied.json["missing_sections"], json!([]));
    assert_eq!(tied.json["variant_of"], pitch["variant_of"]);
    for (query, count) in [
        (format!("organization_id={clinic}"), 1),
        (
            format!("variant_of={}", pitch["variant_of"].as_str().unwrap()),
            1,
        ),
        ("sort=updated_at".to_owned(), 2),
    ] {
        let list = ada.get(&format!("/v1/pitches?{query}")).await.expect(200);
        assert_eq!(
            list.json["data"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
    // What was made of it stays.
    ada.delete(&path).await.expect(204);
    let stays = ada.get(&variant).await.expect(200);
    assert_eq!(stays.json["variant_of"], Value::Null);
    let bob = app.person("bob").await;
    bob.post(
        &format!("{variant}/variants"),
        json!({ "organization_id": clinic }),
    )
    .await
    .expect_problem(404, "not_found");
    let own = created(&bob, complete()).await;
    bob.post(
        &format!("{own}/variants"),
        json!({ "organization_id": clinic }),
    )
    .await
    .expect_problem(422, "invalid_body")
    .expect_error_at("#/organization_id");
}

#[tokio::test]
async fn a_pitch_has_a_hundred_rehearsals_at_most() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = created(&ada, complete()).await;
    let rehearsals = format!("{path}/rehearsals");
    ada.post(&rehearsals, json!({"seconds": 40}))
        .await
        .expect(201);
    app.sql(
        "INSERT INTO pitch_rehearsal SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM pitch_rehearsal AS one, generate_series(1, 99)",
    )
    .unwrap();
    ada.post(&rehearsals, json!({"seconds": 40}))
        .await
        .expect_problem(409, "limit_reached");
}
