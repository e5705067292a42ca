//! What happened, as one story.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, Reply, TestApp},
    interview::in_progress,
    walk::Person,
};

async fn timeline(client: &Client, query: &str) -> Reply {
    client
        .get(&format!("/v1/timeline?limit=100{query}"))
        .await
        .expect(200)
}

/// Kind, word and name of each.
fn told(reply: &Reply) -> Vec<String> {
    let data = reply.json["data"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    data.map(|one| {
        let parts = [&one["kind"], &one["word"], &one["contact"]["name"]];
        parts.map(word).join(" ")
    })
    .collect()
}

/// A conversation that began with an answer and was completed a day later.
async fn story(app: &TestApp) -> (Client, Value) {
    let ada = app.person("ada").await;
    let path = in_progress(&ada, "Grace").await;
    app.advance(TimeDelta::days(1));
    let ada = app.person("ada").await;
    let completed = ada
        .post(&format!("{path}/complete"), json!({}))
        .await
        .expect(200);
    (ada, completed.json["interview"].clone())
}

#[tokio::test]
async fn the_latest_comes_first_and_says_with_whom() {
    let app = TestApp::start().await;
    let (ada, _) = story(&app).await;
    let all = timeline(&ada, "").await;
    assert_json_snapshot!(all.json["data"][0], @r#"
    {
      "at": "2026-01-06T09:00:00Z",
      "contact": {
        "id": "019b76da-a800-7000-8000-000000000006",
        "name": "Grace"
      },
      "excerpt": null,
      "id": "e2f2e9ae-ea3b-73d7-bc4a-8261ef8090e6",
      "kind": "interview_held",
      "object": "timeline_item",
      "resource": "interview",
      "resource_id": "019b76da-a800-7000-8000-00000000000c",
      "theme_id": null,
      "title": "You talked with Grace",
      "word": "in_person"
    }
    "#);
    let mut first_day = told(&all).split_off(1);
    first_day.sort_unstable();
    assert_eq!(
        first_day,
        [
            "answer_received meeting_agreed Grace",
            "contact_added other Grace",
            "interview_arranged in_person Grace",
        ]
    );
    let eve = app.person("eve").await;
    assert_eq!(timeline(&eve, "").await.json["data"], json!([]));
}

#[tokio::test]
async fn it_is_told_of_a_contact_an_organization_a_theme_a_kind_and_a_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let theme = ada.create("/v1/themes", json!({"name": "Therapy"})).await;
    let grace = json!({"name": "Grace", "organization_id": clinic});
    let grace = ada.create("/v1/contacts", grace).await;
    let jo = ada.create("/v1/contacts", json!({"name": "Jo"})).await;
    app.advance(TimeDelta::hours(1));
    let ada = app.person("ada").await;
    let referral = json!({"referrer_id": jo, "contact_id": grace, "permission_to_name": "granted"});
    ada.create("/v1/referrals", referral).await;
    let learned = json!({"statement": "Clinics hire in spring", "kind": "trend", "topic": "industry_trends", "theme_id": theme, "organization_id": clinic});
    ada.post("/v1/learnings", learned).await.expect(201);
    let promise = json!({"contact_id": jo, "direction": "mine", "what": "Send the article"});
    let promise = ada.create("/v1/promises", promise).await;
    ada.post(&format!("/v1/promises/{promise}/keep"), json!({}))
        .await
        .expect(200);

    let sorted = |reply: Reply| {
        let mut told = told(&reply);
        told.sort_unstable();
        told
    };
    for (query, expected) in [
        (
            format!("&contact_id={grace}"),
            &["contact_added other Grace", "referred open Jo"][..],
        ),
        (
            format!("&organization_id={clinic}"),
            &["contact_added other Grace", "learned trend -"],
        ),
        (
            format!("&theme_id={theme}"),
            &["learned trend -", "theme_moved exploring -"],
        ),
        (
            "&kind=promise_made,promise_settled".to_owned(),
            &["promise_made mine Jo", "promise_settled kept Jo"],
        ),
        (
            "&before=2026-01-05T10:00:00Z".to_owned(),
            &[
                "contact_added other Grace",
                "contact_added other Jo",
                "theme_moved exploring -",
            ],
        ),
        (
            "&since=2026-01-05T10:00:00Z&kind=referred,theme_moved".to_owned(),
            &["referred open Jo"],
        ),
    ] {
        assert_eq!(sorted(timeline(&ada, &query).await), expected, "{query}");
    }
}

#[tokio::test]
async fn pages_hold_everything_once_also_what_one_row_tells_of_the_same_instant() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    for _ in 0..3 {
        let advice = json!({"contact_id": grace, "what": "Read the reports"});
        let advice = ada.create("/v1/advice", advice).await;
        for (action, body) in [
            ("decide", json!({"will_follow": true})),
            ("apply", json!({"result": "It helped"})),
            ("report-back", json!({})),
        ] {
            ada.post(&format!("/v1/advice/{advice}/{action}"), body)
                .await
                .expect(200);
        }
    }
    let all: Vec<Value> = timeline(&ada, "").await.json["data"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(all.len(), 10);
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = ada.get(&format!("/v1/timeline?limit=3{cursor}")).await;
        let page = page.expect(200).json;
        paged.extend(page["data"].as_array().unwrap().clone());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(paged, all);
}

#[tokio::test]
async fn every_kind_can_be_read_from_a_full_workspace() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await.client;
    let all = timeline(&ada, "").await;
    assert!(all.json["data"].as_array().unwrap().len() > 10);
    for bad in ["kind=birth", "contact_id=1", "until=2026-01-05T10:00:00Z"] {
        let path = format!("/v1/timeline?{bad}");
        ada.get(&path)
            .await
            .expect_problem(400, "invalid_parameter");
    }
}
