//! Neighbors shown inside a resource.

use serde_json::Value;

use crate::{
    harness::{
        TestApp,
        document::{ask, operations, resolve},
    },
    walk::Person,
};

#[tokio::test]
async fn a_resource_shows_the_neighbors_that_are_asked_for_and_no_other() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let outreach = format!("/v1/outreach/{}30", ada.stem);
    let plain = ada.client.get(&outreach).await.expect(200);
    assert!(plain.json.get("contact").is_none() && plain.json.get("theme").is_none());

    let shown = ada
        .client
        .get(&format!("{outreach}?expand=contact,theme"))
        .await
        .expect(200);
    let contact = format!("/v1/contacts/{}22", ada.stem);
    let contact = ada.client.get(&contact).await.expect(200);
    assert_eq!(shown.json["contact"], contact.json);
    assert_eq!(shown.json["theme"]["name"], "Speech therapy");
    assert_eq!(
        shown.etag(),
        plain.etag(),
        "the tag is that of the resource"
    );

    let known = ada.client.with("if-none-match", plain.etag());
    known.get(&outreach).await.expect(304);
    known
        .get(&format!("{outreach}?expand=theme"))
        .await
        .expect(200);
    ada.client
        .get(&format!("{outreach}?expand=methodology"))
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("expand");
}

#[tokio::test]
async fn a_list_finds_each_kind_of_neighbor_by_one_statement() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = app.db.statement_count();
    let plain = ada.client.get("/v1/interviews").await.expect(200);
    let cost = app.db.statement_count() - before;
    let shown = ada
        .client
        .get("/v1/interviews?expand=contact,theme&sort=starts_at")
        .await
        .expect(200);
    // The contact comes with its methods.
    assert_eq!(app.db.statement_count() - before, 2 * cost + 3);
    let rows = shown.json["data"].as_array().unwrap();
    assert_eq!(rows.len(), plain.json["data"].as_array().unwrap().len());
    assert!(
        rows.iter()
            .all(|row| row["contact"]["id"] == row["contact_id"])
    );
    assert!(rows.iter().all(|row| row["theme"]["id"] == row["theme_id"]));
}

#[tokio::test]
async fn a_neighbor_needs_the_scope_of_its_own() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let narrow = app.scoped("ada", "outreach:read themes:read").await;
    let outreach = format!("/v1/outreach/{}30", ada.stem);
    narrow
        .get(&format!("{outreach}?expand=theme"))
        .await
        .expect(200);
    for path in [outreach.as_str(), "/v1/outreach"] {
        let refused = narrow.get(&format!("{path}?expand=contact")).await;
        let refused = refused.expect_problem(403, "insufficient_scope");
        assert_eq!(refused.json["scope"], "contacts:read");
    }
}

/// The rows of an answer: those of a page, or the one resource.
fn rows(answer: &Value) -> Vec<&Value> {
    match answer["data"].as_array() {
        Some(rows) => rows.iter().collect(),
        None => vec![answer],
    }
}

#[tokio::test]
async fn every_neighbor_that_the_document_offers_is_shown_beside_its_id_and_only_with_its_scope() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let mut shown = 0;
    for operation in operations() {
        let parameters = operation.parameters.iter();
        let Some(expand) = parameters.clone().find(|one| one["name"] == "expand") else {
            continue;
        };
        let own = operation.scopes().unwrap().join(" ");
        let narrow = app.scoped("ada", &own).await;
        let path = ada.path(&app, &operation);
        let words = resolve(&resolve(&expand["schema"])["items"])["enum"].clone();
        for word in words.as_array().unwrap() {
            let word = word.as_str().unwrap();
            let path = ask(&path, &format!("expand={word}"));
            let answer = ada.client.get(&path).await.expect(200);
            for row in rows(&answer.json) {
                if COMPUTED.contains(&word) {
                    assert!(row[word].is_object() || row[word].is_array(), "{path}");
                    continue;
                }
                let id = &row[format!("{word}_id")];
                assert_eq!(&row[word]["id"], id, "{path}");
                shown += usize::from(id.is_string());
            }
            let refused = narrow.get(&path).await;
            let needs_more = !own.contains(&answer_scope(word));
            assert_eq!(
                refused.status == 403,
                needs_more,
                "{path}: {}",
                refused.text
            );
        }
    }
    assert!(shown >= 20, "{shown} neighbors were shown");
}

/// What is no resource of its own but computed from others.
const COMPUTED: [&str; 3] = ["advice", "corroboration", "summary"];

/// What a token needs to read a neighbor.
fn answer_scope(word: &str) -> String {
    match word {
        "advice" => "follow_ups:read".to_owned(),
        "corroboration" => "interviews:read".to_owned(),
        "summary" => "outreach:read".to_owned(),
        "referrer" => "contacts:read".to_owned(),
        other => format!("{other}s:read"),
    }
}
