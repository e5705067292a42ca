//! Trips worth making.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{baltimore, outreach, record, visit};
use crate::harness::{Client, TestApp};

async fn trips(ada: &Client, query: &str) -> Value {
    let found = ada.get(&format!("/v1/trip-suggestions{query}")).await;
    found.expect(200).json
}

fn told(found: &Value) -> Vec<(&str, u64)> {
    let trips = found["trips"].as_array().unwrap().iter();
    trips
        .map(|trip| {
            (
                trip["city"].as_str().unwrap(),
                trip["score"].as_u64().unwrap(),
            )
        })
        .collect()
}

/// Two people to meet in Baltimore, one in Zurich, and some whom no trip is for.
async fn surround(ada: &Client) {
    let clinic = json!({"name": "Clinic", "kind": "employer", "is_target": true});
    let clinic = ada.create("/v1/organizations", clinic).await;
    let sites = format!("/v1/organizations/{clinic}/sites");
    ada.create(
        &sites,
        json!({"name": "Branch", "city": "Austin", "country": "US"}),
    )
    .await;
    let head =
        json!({"name": "Head", "city": "Baltimore", "country": "US", "is_headquarters": true});
    ada.create(&sites, head).await;
    let grace =
        json!({"name": "Grace", "city": "baltimore", "country": "US", "organization_id": clinic});
    let (pursuit, _) = outreach(ada, grace).await;
    record(ada, &pursuit, "meeting_agreed").await;
    let theme = ada.create("/v1/themes", json!({"name": "Speech"})).await;
    let themed = json!({"theme_id": theme});
    ada.patch(&format!("/v1/outreach/{pursuit}"), themed)
        .await
        .expect(200);
    // At the head office of a target, never asked; at home; to be left alone; in no known city; who said no.
    ada.create(
        "/v1/contacts",
        json!({"name": "Sam", "organization_id": clinic}),
    )
    .await;
    outreach(ada, json!({"name": "Home", "city": "BERLIN"})).await;
    let alone = json!({"name": "Alone", "city": "Baltimore", "organization_id": clinic, "do_not_contact": true});
    ada.create("/v1/contacts", alone).await;
    outreach(ada, json!({"name": "Nowhere"})).await;
    let no = json!({"name": "No", "city": "Baltimore", "organization_id": clinic});
    let (declined, _) = outreach(ada, no).await;
    record(ada, &declined, "declined").await;
    // Not at a target and never asked.
    ada.create(
        "/v1/contacts",
        json!({"name": "Friend", "city": "Baltimore"}),
    )
    .await;
    outreach(
        ada,
        json!({"name": "Jo", "city": "Zürich", "country": "CH"}),
    )
    .await;
}

#[tokio::test]
async fn people_in_other_cities_are_grouped_by_city_with_the_farthest_first() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    outreach(&bob, json!({"name": "Not hers", "city": "Baltimore"})).await;
    surround(&ada).await;
    let id = visit(&ada, baltimore("2026-10-10", "2026-10-15")).await;
    visit(&ada, baltimore("2026-01-01", "2026-01-02")).await;

    let found = trips(&ada, "?home_city=berlin").await;
    assert_eq!(found["trips"][0]["visit_id"], id.as_str());
    assert_json_snapshot!(found, @r#"
    {
      "home_city": "berlin",
      "object": "trip_suggestions",
      "trips": [
        {
          "agreed": 1,
          "city": "baltimore",
          "country": "US",
          "in_conversation": 0,
          "not_asked": 1,
          "open": 0,
          "organizations": [
            {
              "id": "019b76da-a800-7000-8000-00000000000e",
              "name": "Clinic"
            }
          ],
          "people": [
            {
              "contact_id": "019b76da-a800-7000-8000-000000000014",
              "name": "Grace",
              "organization_id": "019b76da-a800-7000-8000-00000000000e",
              "outreach_id": "019b76da-a800-7000-8000-000000000016",
              "outreach_state": "meeting_agreed"
            },
            {
              "contact_id": "019b76da-a800-7000-8000-00000000001e",
              "name": "Sam",
              "organization_id": "019b76da-a800-7000-8000-00000000000e",
              "outreach_id": null,
              "outreach_state": null
            }
          ],
          "people_count": 2,
          "score": 5,
          "themes": [
            {
              "id": "019b76da-a800-7000-8000-00000000001a",
              "name": "Speech"
            }
          ],
          "visit_id": "019b76da-a800-7000-8000-000000000036",
          "why": "1 agreed to meet, 1 not asked yet"
        },
        {
          "agreed": 0,
          "city": "Zürich",
          "country": "CH",
          "in_conversation": 0,
          "not_asked": 0,
          "open": 1,
          "organizations": [],
          "people": [
            {
              "contact_id": "019b76da-a800-7000-8000-000000000032",
              "name": "Jo",
              "organization_id": null,
              "outreach_id": "019b76da-a800-7000-8000-000000000034",
              "outreach_state": "planned"
            }
          ],
          "people_count": 1,
          "score": 2,
          "themes": [],
          "visit_id": null,
          "why": "1 being pursued"
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn home_is_the_first_city_of_the_profile_unless_another_is_given() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    assert_eq!(
        trips(&ada, "").await,
        json!({"object": "trip_suggestions", "home_city": null, "trips": []})
    );
    for (name, city) in [("Grace", "Zürich"), ("Sam", "Austin")] {
        outreach(&ada, json!({"name": name, "city": city})).await;
    }
    assert_eq!(told(&trips(&ada, "").await), [("Austin", 2), ("Zürich", 2)]);
    ada.patch("/v1/profile", json!({"cities": ["zurich", "Austin"]}))
        .await
        .expect(200);
    let found = trips(&ada, "").await;
    assert_eq!(
        (told(&found), &found["home_city"]),
        (vec![("Austin", 2)], &json!("zurich"))
    );
    let found = trips(&ada, "?home_city=AUSTIN").await;
    assert_eq!(told(&found), [("Zürich", 2)]);
    ada.get("/v1/trip-suggestions?home_city=%20")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("home_city");
}
