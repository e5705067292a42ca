//! Looking up an address.

use serde_json::{Value, json};

use super::{contact, found, search};
use crate::harness::{Client, TestApp};

async fn reachable(client: &Client, name: &str, kind: &str, value: &str, more: Value) {
    let mut more = more;
    more["methods"] = json!([{ "kind": kind, "value": value }]);
    contact(client, name, more).await;
}

/// Those who have an address, by name.
async fn exactly(client: &Client, q: &str) -> Vec<String> {
    let reply = search(client, q).await;
    let hits = reply.json["data"].as_array().unwrap().iter();
    let exact = hits.filter(|hit| hit["match"] == "exact");
    exact
        .map(|hit| hit["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_phone_number_is_found_in_any_spelling() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    reachable(
        &ada,
        "Jo",
        "phone",
        "+49 30 1234567",
        json!({"country": "DE"}),
    )
    .await;
    for q in [
        "+49301234567",
        "0049 30 1234567",
        "+49 (0)30 123-45-67",
        "tel:+49-30-1234567",
        "030 1234567",
        "(030) 1234567",
        "030/1234567 ext. 12",
    ] {
        assert_eq!(exactly(&ada, q).await, ["Jo"], "{q}");
    }
    for q in ["+49 30 1234568", "+1 30 1234567", "1234567"] {
        assert_eq!(exactly(&ada, q).await, [""; 0], "{q}");
    }
}

#[tokio::test]
async fn a_number_without_a_country_is_of_one_that_the_caller_has_to_do_with() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    reachable(&ada, "Jo", "phone", "+1 410 555 0100", json!({})).await;
    assert_eq!(
        exactly(&ada, "410 555 0100").await,
        [""; 0],
        "of no known country"
    );
    let profile = |calendar: Value| ada.patch("/v1/profile", json!({"holiday_calendar": calendar}));
    profile(json!({"country": "US"})).await.expect(200);
    assert_eq!(exactly(&ada, "410 555 0100").await, ["Jo"], "the profile's");
    profile(Value::Null).await.expect(200);
    assert_eq!(
        exactly(&ada, "410 555 0100").await,
        [""; 0],
        "of no country again"
    );
    contact(&ada, "Grace", json!({"country": "US"})).await;
    assert_eq!(exactly(&ada, "(410) 555-0100").await, ["Jo"], "a contact's");
}

#[tokio::test]
async fn a_number_that_is_kept_without_its_country_is_found_with_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    reachable(&ada, "Jo", "phone", "030 1234567", json!({})).await;
    reachable(&ada, "Grace", "phone", "1 410 555 0100", json!({})).await;
    assert_eq!(exactly(&ada, "+49 30 1234567").await, ["Jo"]);
    assert_eq!(exactly(&ada, "030-1234567").await, ["Jo"]);
    assert_eq!(exactly(&ada, "+1 (410) 555-0100").await, ["Grace"]);
}

#[tokio::test]
async fn an_email_address_is_found_in_any_letter_case_and_comes_first() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    reachable(&ada, "Jo", "email", "Jo.Okafor@Clinic.example", json!({})).await;
    contact(
        &ada,
        "Grace",
        json!({"notes": "Write to jo.okafor@clinic.example first"}),
    )
    .await;
    let both = ["contact Jo", "contact Grace"];
    assert_eq!(found(&ada, "jo.okafor@CLINIC.example").await, both);
    assert_eq!(exactly(&ada, "jo.okafor@CLINIC.example").await, ["Jo"]);
    assert_eq!(exactly(&ada, "okafor@clinic.example").await, [""; 0]);
    assert_eq!(
        found(&ada, "okafor@clin").await,
        ["contact Grace", "contact Jo"]
    );
    let (few, many) = (
        ada.get("/v1/search?q=jo%40x.example&kind=theme"),
        exactly(&ada, "jo@x.example"),
    );
    assert_eq!(few.await.expect(200).json["data"], json!([]));
    assert_eq!(many.await, [""; 0]);
}

#[tokio::test]
async fn a_profile_is_found_by_its_address() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    reachable(
        &ada,
        "Jo",
        "profile_url",
        "https://www.network.example/in/jo",
        json!({}),
    )
    .await;
    for q in [
        "http://network.example/in/jo/",
        "network.example/in/jo",
        "HTTPS://WWW.Network.example/in/jo",
    ] {
        assert_eq!(exactly(&ada, q).await, ["Jo"], "{q}");
    }
    assert_eq!(exactly(&ada, "network.example/in/joe").await, [""; 0]);
}

#[tokio::test]
async fn an_address_costs_as_much_as_words_and_the_countries_one_statement_more() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(&ada, "Jo", json!({"country": "DE"})).await;
    for (q, cost) in [
        ("jo", 2),
        ("jo@x.example", 2),
        ("+49 30 1234567", 2),
        ("030 1234567", 3),
        ("?!", 1),
    ] {
        let before = app.db.statement_count();
        search(&ada, q).await;
        assert_eq!(app.db.statement_count() - before, cost, "{q}");
    }
}
