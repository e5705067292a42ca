//! The changes of a workspace: a mirror of it, and telling as it happens.

mod mirror;
mod stream;

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp},
    walk::Person,
};

async fn story(client: &Client, title: &str) -> String {
    client.create("/v1/stories", json!({"title": title})).await
}

#[tokio::test]
async fn changes_come_in_their_order_with_what_is_there_now() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = story(&ada, "The flood").await;
    let path = format!("/v1/stories/{id}");
    ada.patch(&path, json!({"result": "Saved"}))
        .await
        .expect(200);
    let gone = story(&ada, "A draft").await;
    ada.delete(&format!("/v1/stories/{gone}")).await.expect(204);
    let mut all = ada.get("/v1/changes?resource=story").await.expect(200).json;
    for change in all["data"].as_array_mut().unwrap() {
        // The database's own clock.
        change["at"] = json!("then");
    }
    assert_json_snapshot!(all["data"], @r#"
    [
      {
        "at": "then",
        "data": {
          "action": null,
          "created_at": "2026-01-05T09:00:00Z",
          "happened_on": null,
          "id": "019b76da-a800-7000-8000-000000000006",
          "is_complete": false,
          "object": "story",
          "result": "Saved",
          "situation": null,
          "skills": [],
          "title": "The flood",
          "updated_at": "2026-01-05T09:00:00Z"
        },
        "id": "019b76da-a800-7000-8000-000000000006",
        "object": "change",
        "operation": "created",
        "resource": "story",
        "seq": 1,
        "version": 2
      },
      {
        "at": "then",
        "data": {
          "action": null,
          "created_at": "2026-01-05T09:00:00Z",
          "happened_on": null,
          "id": "019b76da-a800-7000-8000-000000000006",
          "is_complete": false,
          "object": "story",
          "result": "Saved",
          "situation": null,
          "skills": [],
          "title": "The flood",
          "updated_at": "2026-01-05T09:00:00Z"
        },
        "id": "019b76da-a800-7000-8000-000000000006",
        "object": "change",
        "operation": "updated",
        "resource": "story",
        "seq": 2,
        "version": 2
      },
      {
        "at": "then",
        "data": null,
        "id": "019b76da-a800-7000-8000-000000000009",
        "object": "change",
        "operation": "created",
        "resource": "story",
        "seq": 3,
        "version": null
      },
      {
        "at": "then",
        "data": null,
        "id": "019b76da-a800-7000-8000-000000000009",
        "object": "change",
        "operation": "deleted",
        "resource": "story",
        "seq": 4,
        "version": null
      }
    ]
    "#);
    assert_eq!(all["data"][1]["data"], ada.get(&path).await.json);
    let after = all["next_after"].as_str().unwrap();
    let more = ada
        .get(&format!("/v1/changes?resource=story&after={after}"))
        .await
        .expect(200);
    assert_eq!(more.json["data"], json!([]));
}

#[tokio::test]
async fn a_cursor_belongs_to_its_person_and_its_resources() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    story(&ada, "The flood").await;
    let first = ada
        .get("/v1/changes?resource=story&limit=1")
        .await
        .expect(200);
    let after = first.json["next_after"].as_str().unwrap().to_owned();
    for (client, query) in [
        (&bob, format!("resource=story&after={after}")),
        (&ada, format!("resource=theme&after={after}")),
        (&ada, format!("after={after}")),
        (&ada, "resource=story&after=made-up".to_owned()),
    ] {
        let path = format!("/v1/changes?{query}");
        client
            .get(&path)
            .await
            .expect_problem(400, "invalid_cursor");
    }
    let nobody = bob.get("/v1/changes").await.expect(200);
    assert_eq!(nobody.json["data"], json!([]));
}

#[tokio::test]
async fn a_token_is_told_only_of_what_it_may_read() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    story(&ada, "The flood").await;
    ada.create("/v1/themes", json!({"name": "Bees", "why": "Honey."}))
        .await;
    let narrow = app.scoped("ada", "changes:read themes:read").await;
    let told = narrow.get("/v1/changes").await.expect(200).json;
    let told = told["data"].as_array().unwrap().iter();
    let kinds: Vec<&str> = told.map(|one| one["resource"].as_str().unwrap()).collect();
    assert!(
        kinds.contains(&"theme") && !kinds.contains(&"story"),
        "{kinds:?}"
    );
    narrow
        .get("/v1/changes?resource=story")
        .await
        .expect_problem(403, "insufficient_scope");
    app.scoped("ada", "themes:read")
        .await
        .get("/v1/changes")
        .await
        .expect_problem(403, "insufficient_scope");
}

/// Everything that is logged is told of, but for parts of another resource, whose own change tells of them.
#[tokio::test]
async fn every_watched_table_is_a_resource_or_a_part_of_one() {
    let app = TestApp::start().await;
    let watched = app
        .sql("SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE tgfoid = 'record_changes()'::regprocedure ORDER BY 1")
        .unwrap();
    let parts = [
        "contact_method",
        "forwarding",
        "message_attachment",
        "question_set_item",
    ];
    let mut watched: Vec<&str> = watched
        .lines()
        .filter(|table| !parts.contains(table))
        .collect();
    watched.sort_unstable();
    let document = app.anonymous().get("/openapi.json").await.json;
    let told = document["components"]["schemas"]["ChangedResource"]["enum"].clone();
    let mut told: Vec<String> = serde_json::from_value(told).unwrap();
    told.sort_unstable();
    assert_eq!(told, watched);
}

/// The fixture has a row in every table: each is shown as its own operation shows it.
#[tokio::test]
async fn every_resource_is_shown_with_its_data() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await.client;
    let (mut after, mut bare) = (String::new(), Vec::new());
    loop {
        let page = ada
            .get(&format!("/v1/changes?limit=50{after}"))
            .await
            .expect(200)
            .json;
        for change in page["data"].as_array().unwrap() {
            if change["data"]["object"].is_null() {
                bare.push(change["resource"].clone());
            }
        }
        if page["has_more"] == false {
            break;
        }
        after = format!("&after={}", page["next_after"].as_str().unwrap());
    }
    assert_eq!(bare, Vec::<Value>::new());
}
