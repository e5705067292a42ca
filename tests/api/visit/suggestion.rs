//! Whom else to ask during a visit.

use serde_json::{Value, json};

use super::{baltimore, link, outreach, record, visit};
use crate::harness::{Client, TestApp};

async fn suggested(ada: &Client, visit: &str, query: &str) -> Value {
    let found = ada
        .get(&format!("/v1/visits/{visit}/suggestions{query}"))
        .await;
    found.expect(200).json["people"].clone()
}

fn told(people: &Value) -> Vec<(String, String)> {
    let people = people.as_array().unwrap().iter();
    people
        .map(|one| {
            let reasons = one["reasons"].as_array().unwrap().iter();
            let reasons: Vec<&str> = reasons.map(|reason| reason.as_str().unwrap()).collect();
            (one["name"].as_str().unwrap().to_owned(), reasons.join(" "))
        })
        .collect()
}

/// A person, their employer and one site of it.
async fn employed(ada: &Client, contact: Value, site: Value) -> String {
    let name = format!("Employer of {}", contact["name"]);
    let employer = json!({"name": name, "kind": "employer"});
    let employer = ada.create("/v1/organizations", employer).await;
    ada.create(&format!("/v1/organizations/{employer}/sites"), site)
        .await;
    let mut contact = contact;
    contact["organization_id"] = json!(employer);
    ada.create("/v1/contacts", contact).await
}

#[tokio::test]
async fn those_in_the_city_and_at_its_sites_are_suggested_those_who_came_farthest_first() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    bob.create(
        "/v1/contacts",
        json!({"name": "Not hers", "city": "Baltimore"}),
    )
    .await;
    let id = visit(&ada, baltimore("2026-10-10", "2026-10-15")).await;
    let in_city = |name: &str| json!({"name": name, "city": "BALTIMORE", "warmth": "cold"});
    ada.create(
        "/v1/contacts",
        json!({"name": "Warm", "city": "Baltimore", "country": "US", "warmth": "warm"}),
    )
    .await;
    ada.create(
        "/v1/contacts",
        json!({"name": "Irish", "city": "Baltimore", "country": "IE"}),
    )
    .await;
    let mut alone = in_city("Alone");
    alone["do_not_contact"] = json!(true);
    ada.create("/v1/contacts", alone).await;
    let (linked, _) = outreach(&ada, in_city("Linked")).await;
    link(&ada, &id, &linked).await.expect(201);
    let (talking, _) = outreach(&ada, in_city("Talking")).await;
    record(&ada, &talking, "reply_interested").await;
    outreach(&ada, in_city("Pursued")).await;
    let (declined, _) = outreach(&ada, in_city("Declined")).await;
    record(&ada, &declined, "declined").await;
    let site = json!({"name": "Harbor office", "city": "Baltimore", "country": "US"});
    employed(
        &ada,
        json!({"name": "Employed", "warmth": "lukewarm"}),
        site.clone(),
    )
    .await;
    employed(&ada, json!({"name": "Remote", "city": "Austin"}), site).await;

    let people = suggested(&ada, &id, "").await;
    let expected = [
        ("Talking", "in_city in_conversation"),
        ("Pursued", "in_city outreach_open"),
        ("Warm", "in_city warm"),
        ("Employed", "employer_in_city"),
    ];
    let expected = expected.map(|(name, why)| (name.to_owned(), why.to_owned()));
    assert_eq!(told(&people), expected);
    assert_eq!(people[0]["outreach_id"], talking.as_str());
    assert_eq!(
        (&people[3]["site"], &people[3]["distance_km"]),
        (&json!("Harbor office"), &Value::Null)
    );
    // Whom one asks then is no longer suggested.
    link(&ada, &id, &talking).await.expect(201);
    assert_eq!(told(&suggested(&ada, &id, "").await), expected[1..]);
}

#[tokio::test]
async fn with_coordinates_a_site_nearby_is_as_good_as_one_in_the_city() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    // On the antimeridian, where a box has two sides.
    let mut body = baltimore("2026-10-10", "2026-10-15");
    (body["latitude"], body["longitude"]) = (json!(-18.0), json!(179.9));
    let id = visit(&ada, body).await;
    let site = |longitude: f64| json!({"name": "Jetty", "city": "Suburb", "latitude": -18.0, "longitude": longitude});
    employed(
        &ada,
        json!({"name": "East", "warmth": "cold"}),
        site(-179.9),
    )
    .await;
    employed(
        &ada,
        json!({"name": "West", "city": "suburb", "warmth": "cold"}),
        site(179.8),
    )
    .await;
    employed(
        &ada,
        json!({"name": "Elsewhere", "city": "Austin"}),
        site(179.9),
    )
    .await;
    employed(&ada, json!({"name": "Far", "warmth": "cold"}), site(179.0)).await;
    let people = suggested(&ada, &id, "").await;
    let near = |name: &str| (name.to_owned(), "employer_near".to_owned());
    assert_eq!(told(&people), [near("West"), near("East")]);
    let distance = people[0]["distance_km"].as_f64().unwrap();
    assert!((distance - 10.57).abs() < 0.1, "{distance}");
    assert_eq!(
        told(&suggested(&ada, &id, "?within_km=15").await),
        [near("West")]
    );
    assert_eq!(
        suggested(&ada, &id, "?within_km=200")
            .await
            .as_array()
            .unwrap()
            .len(),
        3
    );
    ada.get(&format!("/v1/visits/{id}/suggestions?within_km=501"))
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("within_km");
}
