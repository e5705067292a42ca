//! The target list.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn targets(ada: &Client) {
    for (name, motivation, posting, advocacy) in [
        ("c", 2, 3, false),
        ("a", 3, 1, true),
        ("d", 2, 1, true),
        ("b", 2, 3, true),
        ("e", 0, 1, false),
    ] {
        let body = json!({
            "name": name, "is_target": true, "motivation": motivation, "posting": posting, "advocacy": advocacy
        });
        ada.create("/v1/organizations", body).await;
    }
    ada.create("/v1/organizations", json!({"name": "x", "motivation": 3}))
        .await;
}

#[tokio::test]
async fn targets_come_in_the_order_in_which_they_are_worth_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    targets(&ada).await;
    for (sort, names) in [
        ("", ["a", "b", "c", "d", "e"]),
        (
            "?sort=-motivation,-posting,-advocacy",
            ["a", "b", "c", "d", "e"],
        ),
        ("?sort=motivation", ["e", "b", "c", "d", "a"]),
        (
            "?sort=-advocacy,-posting,-motivation",
            ["b", "a", "d", "c", "e"],
        ),
        ("?sort=advocacy&sort=posting", ["e", "c", "a", "d", "b"]),
    ] {
        let list = ada.get(&format!("/v1/target-list{sort}")).await.expect(200);
        assert_eq!(list.names(), names, "{sort}");
        let ranks: Vec<_> = list.json["data"].as_array().unwrap().iter().collect();
        let ranks: Vec<_> = ranks.iter().map(|one| one["rank"].clone()).collect();
        assert_eq!(ranks, [1, 2, 3, 4, 5].map(Value::from), "{sort}");
    }
    for sort in ["posting,-posting", "name", "-motivation,,posting"] {
        ada.get(&format!("/v1/target-list?sort={sort}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at("sort");
    }
}

#[tokio::test]
async fn pages_of_targets_follow_each_other_and_keep_their_ranks() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    targets(&ada).await;
    targets(&ada).await;
    let whole = ada.get("/v1/target-list").await.expect(200);
    let (mut path, mut found) = ("/v1/target-list?limit=3".to_owned(), Vec::new());
    loop {
        let page = ada.get(&path).await.expect(200);
        found.extend(page.json["data"].as_array().unwrap().clone());
        match page.json["next_cursor"].as_str() {
            Some(cursor) => path = format!("/v1/target-list?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(Value::from(found), whole.json["data"]);
    let batch = whole.json["data"].as_array().unwrap().iter();
    let batch = batch.filter(|one| one["is_first_batch"] == true).count();
    assert_eq!(batch, 5, "as many as the methodology says");
}

#[tokio::test]
async fn a_target_tells_what_there_is_to_decide() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic =
        json!({"name": "Clinic", "is_target": true, "motivation": 3, "industry": "Health"});
    let clinic = ada.create("/v1/organizations", clinic).await;
    let step = async || {
        let list = ada.get("/v1/target-list").await.expect(200);
        list.json["data"][0]["next_step"].clone()
    };
    assert_eq!(step().await, "find_contact");
    let nobody = json!({"name": "Cyd", "organization_id": clinic, "do_not_contact": true});
    ada.create("/v1/contacts", nobody).await;
    assert_eq!(step().await, "find_contact");
    let grace = json!({"name": "Grace", "organization_id": clinic});
    let grace = ada.create("/v1/contacts", grace).await;
    assert_eq!(step().await, "start_outreach");
    ada.create("/v1/outreach", json!({"contact_id": grace}))
        .await;
    let list = ada.get("/v1/target-list").await.expect(200);
    assert_json_snapshot!(list.json["data"], @r#"
    [
      {
        "advocacy": false,
        "contact_count": 2,
        "id": "019b76da-a800-7000-8000-000000000006",
        "industry": "Health",
        "is_first_batch": true,
        "kind": "employer",
        "motivation": 3,
        "name": "Clinic",
        "next_step": "continue_outreach",
        "object": "target",
        "open_outreach_count": 1,
        "outreach": {
          "contact_id": "019b76da-a800-7000-8000-00000000000c",
          "contact_name": "Grace",
          "id": "019b76da-a800-7000-8000-00000000000f",
          "next_action_until": "2026-01-12T22:59:59Z",
          "state": "planned"
        },
        "posting": 1,
        "rank": 1,
        "reachable_contact_count": 1
      }
    ]
    "#);
}

#[tokio::test]
async fn the_recommended_sizes_are_rules_of_the_methodology_with_their_source() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let list = ada.get("/v1/methodologies").await.expect(200);
    let rules = list.json["data"][0]["rules"].as_array().unwrap();
    for (key, number) in [("target_list_size", 40), ("first_batch_size", 5)] {
        let rule = rules.iter().find(|rule| rule["key"] == key).unwrap();
        assert_eq!(
            (&rule["value"], &rule["unit"]),
            (&json!(number), &json!("organizations"))
        );
        assert!(rule["source"].as_str().unwrap().contains("Dalton"));
    }
}

#[tokio::test]
async fn a_full_list_takes_no_more_targets() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let first = json!({"name": "First", "is_target": true});
    let first = ada.create("/v1/organizations", first).await;
    app.sql(
        "INSERT INTO organization SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM organization AS one, generate_series(1, 199)",
    )
    .unwrap();
    let more = json!({"name": "More", "is_target": true});
    let refused = ada.post("/v1/organizations", more).await;
    let refused = refused.expect_problem(409, "too_many_targets");
    assert_eq!(refused.json["max_targets"], 200);
    let plain = ada
        .create("/v1/organizations", json!({"name": "Plain"}))
        .await;
    let plain = format!("/v1/organizations/{plain}");
    ada.patch(&plain, json!({"is_target": true}))
        .await
        .expect_problem(409, "too_many_targets");
    let first = format!("/v1/organizations/{first}");
    ada.patch(&first, json!({"motivation": 3}))
        .await
        .expect(200);
    ada.patch(&first, json!({"is_target": false}))
        .await
        .expect(200);
    ada.patch(&plain, json!({"is_target": true}))
        .await
        .expect(200);
}

#[tokio::test]
async fn the_list_holds_only_ones_own_targets() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    targets(&ada).await;
    let none = bob.get("/v1/target-list").await.expect(200);
    assert_eq!(none.json["data"], json!([]));
    let cursor = ada.get("/v1/target-list?limit=1").await.json["next_cursor"].clone();
    bob.get(&format!(
        "/v1/target-list?cursor={}",
        cursor.as_str().unwrap()
    ))
    .await
    .expect_problem(400, "invalid_cursor");
}
