//! Contacts that may be one person, and pairs that are two after all.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn contact(ada: &Client, name: &str, more: Value) -> String {
    let mut body = more;
    body["name"] = json!(name);
    ada.create("/v1/contacts", body).await
}

fn phone(number: &str) -> Value {
    json!({"methods": [{"kind": "phone", "value": number}]})
}

/// The pairs by their names, with what speaks for each.
async fn pairs(ada: &Client, query: &str) -> Vec<String> {
    let page = ada.get(&format!("/v1/duplicates{query}")).await.expect(200);
    let data = page.json["data"].as_array().unwrap().clone();
    data.iter()
        .map(|pair| {
            let mut names = [&pair["contacts"][0], &pair["contacts"][1]]
                .map(|one| one["name"].as_str().unwrap());
            names.sort_unstable();
            let reasons = pair["evidence"].as_array().unwrap().iter();
            let reasons: Vec<_> = reasons.map(|one| one["reason"].as_str().unwrap()).collect();
            format!("{} = {}: {}", names[0], names[1], reasons.join(", "))
        })
        .collect()
}

#[tokio::test]
async fn pairs_are_found_by_address_in_any_spelling_and_by_names_at_one_organization() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let mail = |value: &str| json!({"methods": [{"kind": "email", "value": value}]});
    contact(&ada, "Grace Okafor", mail("Grace@Clinic.example")).await;
    contact(&ada, "G. O.", mail("grace@clinic.EXAMPLE")).await;
    contact(&ada, "Jo", phone("+49 (0)30 1234567")).await;
    contact(&ada, "Joanna", phone("0049 30 123 45 67")).await;
    let page = |value: &str| json!({"methods": [{"kind": "profile_url", "value": value}]});
    contact(&ada, "Max", page("https://www.pages.example/max/")).await;
    contact(&ada, "M.", page("http://pages.example/max")).await;
    contact(&ada, "John Clarke", json!({"organization_id": clinic})).await;
    let elsewhere = contact(&ada, "Clarke, Jon", json!({})).await;
    contact(&ada, "Jon Clarke", json!({})).await;
    let past = json!({"organization_id": clinic, "ended_on": "2020-01-01"});
    ada.create(&format!("/v1/contacts/{elsewhere}/employments"), past)
        .await;
    let expected = [
        "G. O. = Grace Okafor: same_email",
        "M. = Max: same_profile",
        "Jo = Joanna: same_phone",
        "Clarke, Jon = John Clarke: similar_name",
    ];
    assert_eq!(pairs(&ada, "").await, expected);
    assert_eq!(pairs(&ada, "?reason=same_phone").await, [expected[2]]);
    assert_eq!(
        pairs(&ada, &format!("?contact_id={elsewhere}")).await,
        [expected[3]]
    );
    let first = ada.get("/v1/duplicates?limit=3").await.expect(200).json;
    assert_json_snapshot!(first["data"][0], @r#"
    {
      "contacts": [
        {
          "contact_id": "019b76da-a800-7000-8000-000000000008",
          "headline": null,
          "name": "Grace Okafor"
        },
        {
          "contact_id": "019b76da-a800-7000-8000-00000000000a",
          "headline": null,
          "name": "G. O."
        }
      ],
      "evidence": [
        {
          "reason": "same_email",
          "score": 100,
          "text": "grace@clinic.example"
        }
      ],
      "id": "60121463-72ba-b3ac-3fe8-778d587daa5e",
      "object": "duplicate",
      "score": 100
    }
    "#);
    let cursor = first["next_cursor"].as_str().unwrap();
    assert_eq!(
        pairs(&ada, &format!("?limit=3&cursor={cursor}")).await,
        [expected[3]]
    );
    assert_eq!(pairs(&app.person("bob").await, "").await, [""; 0]);
}

#[tokio::test]
async fn a_switchboard_tells_nobody() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for number in 0..20 {
        contact(&ada, &format!("Person {number}"), phone("+49 30 1")).await;
    }
    let page = ada.get("/v1/duplicates?limit=100").await.expect(200);
    assert_eq!(page.json["data"].as_array().unwrap().len(), 100);
    contact(&ada, "Person 20", phone("+49 30 1")).await;
    assert_eq!(pairs(&ada, "").await, [""; 0]);
}

#[tokio::test]
async fn a_dismissed_pair_is_proposed_no_more_until_that_is_withdrawn() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let one = contact(&ada, "Jo", phone("+49 30 1234567")).await;
    let other = contact(&ada, "Joanna", phone("+49 30 1234567")).await;
    let body = json!({"contact_id": other, "other_id": one});
    let dismissed = ada
        .post("/v1/duplicate-dismissals", body.clone())
        .await
        .expect(201);
    assert_eq!(
        (&dismissed.json["contact_id"], &dismissed.json["other_id"]),
        (&json!(one), &json!(other))
    );
    assert_eq!(pairs(&ada, "").await, [""; 0]);
    ada.post("/v1/duplicate-dismissals", body)
        .await
        .expect_problem(409, "dismissal_exists");
    let path = dismissed.header("location").to_owned();
    assert_eq!(ada.get(&path).await.expect(200).json, dismissed.json);
    let list = ada.get("/v1/duplicate-dismissals").await.expect(200);
    assert_eq!(list.json["data"][0], dismissed.json);
    ada.delete(&path).await.expect(204);
    assert_eq!(pairs(&ada, "").await.len(), 1);
    for (body, at) in [
        (json!({"contact_id": one, "other_id": one}), "#/other_id"),
        (
            json!({"contact_id": one, "other_id": "00000000-0000-7000-8000-00000000dead"}),
            "#/other_id",
        ),
        (
            json!({"contact_id": "00000000-0000-7000-8000-00000000dead", "other_id": one}),
            "#/contact_id",
        ),
        (json!({"contact_id": one}), "#/other_id"),
    ] {
        let refused = ada.post("/v1/duplicate-dismissals", body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
}
