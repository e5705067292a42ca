//! What changes is found as it now is, at once.

use serde_json::json;

use super::{contact, found};
use crate::{harness::TestApp, walk::Person};

const NOTHING: [&str; 0] = [];

#[tokio::test]
async fn a_change_and_a_deletion_are_seen_at_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo", json!({"notes": "Likes tea"})).await;
    let path = format!("/v1/contacts/{jo}");
    ada.patch(&path, json!({"notes": "Likes coffee", "tags": ["barista"]}))
        .await
        .expect(200);
    assert_eq!(found(&ada, "tea").await, NOTHING);
    assert_eq!(found(&ada, "coffee baris").await, ["contact Jo"]);
    ada.delete(&path).await.expect(204);
    assert_eq!(found(&ada, "jo").await, NOTHING);
}

#[tokio::test]
async fn a_contact_is_found_by_its_addresses_and_custom_fields() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    ada.create(
        "/v1/custom-fields",
        json!({"key": "pet", "label": "Pet", "kind": "text"}),
    )
    .await;
    let methods =
        json!([{"kind": "postal_address", "label": "cottage", "value": "5 Canal Street"}]);
    let jo = json!({"methods": methods, "custom": {"pet": "An otter"}});
    let jo = format!("/v1/contacts/{}", contact(&ada, "Jo", jo).await);
    assert_eq!(found(&ada, "canal cottage otter").await, ["contact Jo"]);
    ada.patch(&jo, json!({"methods": []})).await.expect(200);
    assert_eq!(found(&ada, "canal").await, NOTHING);
    assert_eq!(found(&ada, "otter").await, ["contact Jo"]);
}

#[tokio::test]
async fn a_new_name_is_known_wherever_it_is_shown() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Old Clinic"}))
        .await;
    let jo = contact(&ada, "Jo", json!({"organization_id": clinic})).await;
    let lin = contact(&ada, "Lin", json!({})).await;
    let outreach = ada.create("/v1/outreach", json!({"contact_id": jo})).await;
    let attempt = json!({"channel": "email", "outcome": "sent"});
    ada.post(&format!("/v1/outreach/{outreach}/attempts"), attempt)
        .await
        .expect(201);
    ada.create(
        "/v1/referrals",
        json!({"referrer_id": jo, "contact_id": lin}),
    )
    .await;
    ada.patch(&format!("/v1/contacts/{jo}"), json!({"name": "Joanna"}))
        .await
        .expect(200);
    assert_eq!(
        found(&ada, "joanna").await,
        [
            "contact Joanna",
            "outreach Joanna",
            "referral Lin, Joanna",
            "attempt Joanna"
        ]
    );
    ada.patch(
        &format!("/v1/organizations/{clinic}"),
        json!({"name": "New Clinic"}),
    )
    .await
    .expect(200);
    assert_eq!(found(&ada, "joanna new").await, ["contact Joanna"]);
    assert_eq!(found(&ada, "old").await, NOTHING);
}

#[tokio::test]
async fn what_goes_with_something_else_is_gone_with_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let sites = format!("/v1/organizations/{clinic}/sites");
    ada.create(&sites, json!({"name": "Harbor office"})).await;
    let item = json!({"organization_id": clinic, "kind": "news", "title": "Harbor news"});
    ada.create("/v1/research-items", item).await;
    assert_eq!(
        found(&ada, "harbor").await,
        ["research_item Harbor news", "site Harbor office"]
    );
    ada.delete(&format!("/v1/organizations/{clinic}"))
        .await
        .expect(204);
    assert_eq!(found(&ada, "harbor").await, NOTHING);
}

#[tokio::test]
async fn an_import_is_found_and_what_it_changes() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (file, expected) in [
        (
            "name,email,organization,notes\nJo,jo@x.example,Clinic,First words\n",
            "first",
        ),
        ("name,email,notes\nJo,jo@x.example,Second words\n", "second"),
    ] {
        let path = "/v1/imports?match_by=email";
        let sent = ada.send(reqwest::Method::POST, path, Some("text/csv"), file);
        sent.await.expect(201);
        assert_eq!(
            found(&ada, &format!("{expected} jo@x clinic")).await,
            ["contact Jo"]
        );
    }
    assert_eq!(found(&ada, "first").await, NOTHING);
}

/// The words of the question bank, and of the rules that make follow-ups, are nobody's own.
#[tokio::test]
async fn what_nobody_wrote_is_not_found_until_somebody_writes_to_it() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    assert_eq!(found(&ada.client, "how").await, NOTHING);
    assert_eq!(found(&ada.client, "gave their time").await, NOTHING);
    let question = format!("/v1/interviews/{0}32/questions/{0}35", ada.stem);
    let mark = json!({"mark": "asked", "answer": "By chance"});
    ada.client
        .post(&format!("{question}/mark"), mark)
        .await
        .expect(200);
    assert_eq!(
        found(&ada.client, "how chance").await,
        ["interview_question How?"]
    );
    let follow_up = format!("/v1/follow-ups/{}37", ada.stem);
    ada.client
        .patch(&follow_up, json!({"note": "Send the photo"}))
        .await
        .expect(200);
    assert_eq!(found(&ada.client, "photo").await, ["follow_up Somebody 22"]);
}
