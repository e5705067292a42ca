//! Readiness for the first outreach.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp, document::operations};

async fn readiness(client: &Client) -> Value {
    client.get("/v1/profile/readiness").await.expect(200).json
}

fn finding(readiness: &Value, rule: &str) -> Value {
    let findings = readiness["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["rule"] == rule);
    finding.unwrap().clone()
}

/// Answers the first so many questions to oneself.
async fn reflect(client: &Client, answers: u32) {
    for number in 1..=answers {
        let path = format!("/v1/reflection-answers/01a20ada-2c00-7000-8000-{number:012x}");
        let body = json!({"answer": "This and that."}).to_string();
        let put = client
            .send(reqwest::Method::PUT, &path, Some("application/json"), body)
            .await;
        put.expect(201);
    }
}

#[tokio::test]
async fn a_newcomer_is_not_ready_and_begins_with_reflection() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut found = readiness(&ada).await;
    let findings = found["findings"].as_array_mut().unwrap();
    assert_eq!(findings.len(), 8);
    findings.truncate(3);
    assert_json_snapshot!(found, @r#"
    {
      "findings": [
        {
          "met": false,
          "operation": {
            "method": "PATCH",
            "operation_id": "update_profile",
            "path": "/v1/profile"
          },
          "points": 10,
          "required": true,
          "rule": "standpoint",
          "source": "seed 001 (F94), seed 002 (F140); the points are our choice",
          "why": "your profile says neither where you are in life nor in the search"
        },
        {
          "met": false,
          "operation": {
            "method": "PUT",
            "operation_id": "save_reflection_answer",
            "path": "/v1/reflection-answers/01a20ada-2c00-7000-8000-000000000001"
          },
          "points": 25,
          "required": true,
          "rule": "reflection",
          "source": "seed 001 (F27), seed 003 (F149, F151); the points are our choice",
          "why": "you answered 0 of the questions to yourself, and the least is 10"
        },
        {
          "met": false,
          "operation": {
            "method": "POST",
            "operation_id": "create_theme",
            "path": "/v1/themes"
          },
          "points": 20,
          "required": true,
          "rule": "theme_with_why",
          "source": "seed 000 (F2), seed 003 (F150); the points are our choice",
          "why": "you explore no theme yet"
        }
      ],
      "next_step": {
        "advice": "Asking too soon brings confusion. If you cannot get clear alone, talk to a career counselor first.",
        "operation": {
          "method": "PUT",
          "operation_id": "save_reflection_answer",
          "path": "/v1/reflection-answers/01a20ada-2c00-7000-8000-000000000001"
        },
        "rule": "reflection",
        "suggests_consultation": true,
        "why": "you answered 0 of the questions to yourself, and the least is 10"
      },
      "object": "outreach_readiness",
      "ready_from": 80,
      "score": 5,
      "state": "not_ready"
    }
    "#);
}

#[tokio::test]
async fn each_unmet_rule_names_an_operation_of_the_document() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    ada.post("/v1/themes", json!({"name": "Law"}))
        .await
        .expect(201);
    let found = readiness(&ada).await;
    let operations = operations();
    for finding in found["findings"].as_array().unwrap() {
        let named = &finding["operation"];
        assert_eq!(finding["met"] == json!(true), named.is_null());
        if named.is_null() {
            continue;
        }
        let known = operations
            .iter()
            .find(|one| named["operation_id"] == one.id.as_str());
        let known = known.unwrap_or_else(|| panic!("there is no {named}"));
        assert_eq!(named["method"], known.method.as_str());
        let (path, prefix) = (
            named["path"].as_str().unwrap(),
            known.path.split("/{").next().unwrap(),
        );
        assert!(path.starts_with(prefix), "{path} is not {}", known.path);
    }
}

#[tokio::test]
async fn doing_what_each_finding_says_makes_somebody_ready() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    reflect(&ada, 10).await;
    let theme = ada.create("/v1/themes", json!({"name": "Law"})).await;
    let unclear = readiness(&ada).await;
    assert_eq!(finding(&unclear, "reflection")["met"], true);
    let without_why = finding(&unclear, "theme_with_why");
    assert_eq!(
        without_why["operation"]["path"],
        format!("/v1/themes/{theme}")
    );
    assert_eq!(unclear["next_step"]["rule"], "theme_with_why");
    assert_eq!(unclear["next_step"]["suggests_consultation"], true);

    ada.patch(
        &format!("/v1/themes/{theme}"),
        json!({"why": "A trial I watched"}),
    )
    .await
    .expect(200);
    ada.patch(
        "/v1/profile",
        json!({"life_stage": "alum", "search_stage": "exploring", "comfort_level": "uneasy",
        "strengths": ["Listening", "Explaining", "Patience"]}),
    )
    .await
    .expect(200);
    let clear = readiness(&ada).await;
    assert_eq!(
        (&clear["state"], &clear["score"]),
        (&json!("not_ready"), &json!(70))
    );
    assert_eq!(clear["next_step"]["rule"], "somebody_to_ask");
    assert_eq!(clear["next_step"]["suggests_consultation"], false);
    assert_eq!(
        clear["next_step"]["why"],
        "you have 0 contacts who would be easy to ask, and the least is 1; since strangers make you uneasy, begin with \
         somebody you know"
    );

    for (warmth, left_alone) in [("cold", false), ("warm", true)] {
        let contact = json!({"name": "Nobody", "warmth": warmth, "do_not_contact": left_alone});
        ada.post("/v1/contacts", contact).await.expect(201);
        assert_eq!(
            finding(&readiness(&ada).await, "somebody_to_ask")["met"],
            false
        );
    }
    ada.post(
        "/v1/contacts",
        json!({"name": "Grace", "warmth": "lukewarm"}),
    )
    .await
    .expect(201);
    let ready = readiness(&ada).await;
    assert_eq!(
        (&ready["state"], &ready["score"]),
        (&json!("ready"), &json!(85))
    );
    assert_eq!(ready["next_step"]["rule"], "own_questions");

    for topic in ["opener", "closing", "lifestyle", "asked_of_you"] {
        let question =
            json!({"body": "Why?", "topic": topic, "subject": "interviewee", "minutes": 2});
        ada.post("/v1/questions", question).await.expect(201);
    }
    assert_eq!(
        finding(&readiness(&ada).await, "own_questions")["why"],
        "you have 3 questions of your own to ask, and the least is 3"
    );
    ada.patch(
        "/v1/profile",
        json!({"weekly_target": {"outreach_attempts": 5, "conversations": 1}}),
    )
    .await
    .expect(200);
    let all = readiness(&ada).await;
    assert_eq!(
        (&all["state"], &all["score"], &all["next_step"]),
        (&json!("ready"), &json!(100), &Value::Null)
    );
}

#[tokio::test]
async fn without_clarity_no_score_suffices() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    reflect(&ada, 10).await;
    ada.patch(
        "/v1/profile",
        json!({"life_stage": "alum", "search_stage": "exploring", "strengths": ["a", "b", "c"],
        "weekly_target": {"outreach_attempts": 5, "conversations": 1}}),
    )
    .await
    .expect(200);
    ada.post("/v1/contacts", json!({"name": "Grace", "warmth": "warm"}))
        .await
        .expect(201);
    for _ in 0..3 {
        let question =
            json!({"body": "Why?", "topic": "opener", "subject": "interviewee", "minutes": 2});
        ada.post("/v1/questions", question).await.expect(201);
    }
    let found = readiness(&ada).await;
    assert_eq!(
        (&found["state"], &found["score"], &found["ready_from"]),
        (&json!("not_ready"), &json!(80), &json!(80))
    );
}

#[tokio::test]
async fn more_themes_than_the_cap_are_told_with_the_one_to_put_off() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut last = String::new();
    for name in ["A", "B", "C", "D"] {
        last = ada
            .create(
                "/v1/themes",
                json!({"name": name, "status": "idea", "why": "Because"}),
            )
            .await;
        app.advance(chrono::TimeDelta::seconds(1));
    }
    // As a lower cap of another methodology would leave them.
    app.sql("UPDATE theme SET status = 'exploring'").unwrap();
    let crowded = finding(&readiness(&ada).await, "few_themes");
    assert_eq!(
        crowded["why"],
        "you explore 4 themes, and the most at a time is 3"
    );
    assert_eq!(crowded["operation"]["path"], format!("/v1/themes/{last}"));
}

#[tokio::test]
async fn the_least_of_each_rule_is_a_number_of_the_methodology() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    app.sql("UPDATE methodology SET rules = replace(rules::text, '\"min_strengths\", \"unit\": \"strengths\", \"value\": 3', \
             '\"min_strengths\", \"unit\": \"strengths\", \"value\": 1')::jsonb").unwrap();
    ada.patch("/v1/profile", json!({"strengths": ["Listening"]}))
        .await
        .expect(200);
    let found = finding(&readiness(&ada).await, "strengths");
    assert_eq!(
        found["why"],
        "your profile names 1 strength, and the least is 1"
    );
}
