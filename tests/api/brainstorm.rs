//! The network brainstorm.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::TestApp;

#[tokio::test]
async fn every_way_to_know_somebody_is_asked_about_and_the_empty_ones_lead() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    for (name, relationship, warmth) in [
        ("A", "family", "warm"),
        ("B", "family", "cold"),
        ("C", "alum", "lukewarm"),
    ] {
        let contact = json!({"name": name, "relationship": relationship, "warmth": warmth});
        ada.post("/v1/contacts", contact).await.expect(201);
        app.advance(chrono::TimeDelta::minutes(1));
    }
    let found = ada.get("/v1/network-brainstorm").await.expect(200).json;
    let ways = found["relationships"].as_array().unwrap();
    assert_eq!(ways.len(), 16);
    let order: Vec<&str> = ways
        .iter()
        .map(|way| way["relationship"].as_str().unwrap())
        .collect();
    assert_eq!(
        (order[0], order[13], order[14], order[15]),
        ("friend", "other", "alum", "family")
    );
    assert!(ways[..14].iter().all(|way| way["is_empty"] == true));
    assert_json_snapshot!([&ways[0], &ways[15]], @r#"
    [
      {
        "contacts": 0,
        "is_empty": true,
        "last_added_at": null,
        "prompt": "Which friends would gladly give you half an hour, and what do their partners do?",
        "relationship": "friend",
        "warm_contacts": 0
      },
      {
        "contacts": 2,
        "is_empty": false,
        "last_added_at": "2026-01-05T09:01:00Z",
        "prompt": "Which relatives, also by marriage, work near this field or know somebody there?",
        "relationship": "family",
        "warm_contacts": 1
      }
    ]
    "#);
    let places = found["places"].as_array().unwrap();
    let places: Vec<&Value> = places.iter().map(|one| &one["place"]).collect();
    assert!(places.contains(&&json!("training")) && places.contains(&&json!("conference")));

    let his = bob.get("/v1/network-brainstorm").await.expect(200).json;
    let all_empty = his["relationships"]
        .as_array()
        .unwrap()
        .iter()
        .all(|way| way["is_empty"] == true);
    assert!(all_empty);
}
