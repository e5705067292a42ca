//! Research items.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// Somebody with an organization and a contact.
async fn subjects(ada: &Client) -> (String, String) {
    let organization = ada
        .create(
            "/v1/organizations",
            json!({"name": "Harbor Hospital", "kind": "employer"}),
        )
        .await;
    (
        organization,
        ada.create("/v1/contacts", json!({"name": "Grace"})).await,
    )
}

#[tokio::test]
async fn an_item_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (organization, contact) = subjects(&ada).await;
    let item = json!({
        "organization_id": organization, "kind": "news", "title": "A new ward", "url": "https://news.example/ward",
        "published_on": "2025-12-01", "note": "Ask how it changed her work."
    });
    let created = ada.post("/v1/research-items", item).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "contact_id": null,
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-00000000000a",
      "kind": "news",
      "note": "Ask how it changed her work.",
      "object": "research_item",
      "organization_id": "019b76da-a800-7000-8000-000000000006",
      "published_on": "2025-12-01",
      "title": "A new ward",
      "updated_at": "2026-01-05T09:00:00Z",
      "url": "https://news.example/ward"
    }
    "#);
    let path = created.header("location").to_owned();
    assert_eq!(ada.get(&path).await.expect(200).json, created.json);
    let moved = json!({"organization_id": null, "contact_id": contact, "kind": "achievement"});
    let changed = ada.patch(&path, moved).await.expect(200).json;
    assert_eq!(
        json!([
            changed["organization_id"],
            changed["contact_id"],
            changed["title"]
        ]),
        json!([null, contact, "A new ward"])
    );
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn an_item_is_about_one_thing_and_goes_with_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (organization, contact) = subjects(&ada).await;
    let mut item = json!({"kind": "website", "title": "Their page"});
    ada.post("/v1/research-items", item.clone())
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/contact_id");
    item["contact_id"] = json!(contact);
    item["organization_id"] = json!(organization);
    ada.post("/v1/research-items", item.clone())
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/contact_id");
    item["organization_id"] = Value::Null;
    for (member, value) in [
        ("kind", json!("rumor")),
        ("title", json!(" ")),
        ("url", json!("news.example")),
        ("published_on", json!("2025-13-01")),
        ("note", json!("a".repeat(5001))),
        ("contact_id", json!("00000000-0000-7000-8000-00000000dead")),
    ] {
        let mut body = item.clone();
        body[member] = value;
        ada.post("/v1/research-items", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{member}"));
    }
    let id = ada.create("/v1/research-items", item).await;
    ada.delete(&format!("/v1/contacts/{contact}"))
        .await
        .expect(204);
    ada.get(&format!("/v1/research-items/{id}"))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn items_are_filtered_sorted_and_paged() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (organization, contact) = subjects(&ada).await;
    for (title, about, kind, day) in [
        ("a", "organization_id", "news", json!("2025-01-01")),
        ("b", "organization_id", "website", Value::Null),
        ("c", "contact_id", "news", json!("2025-06-01")),
    ] {
        let of = if about == "contact_id" {
            &contact
        } else {
            &organization
        };
        let item = json!({about: of, "kind": kind, "title": title, "published_on": day});
        ada.create("/v1/research-items", item).await;
        app.advance(chrono::TimeDelta::seconds(1));
    }
    for (query, expected) in [
        (String::new(), json!(["c", "b", "a"])),
        ("sort=created_at".to_owned(), json!(["a", "b", "c"])),
        (format!("organization_id={organization}"), json!(["b", "a"])),
        (format!("contact_id={contact}"), json!(["c"])),
        ("kind=news,brochure".to_owned(), json!(["c", "a"])),
        ("published_after=2025-01-01".to_owned(), json!(["c"])),
    ] {
        let list = ada
            .get(&format!("/v1/research-items?{query}"))
            .await
            .expect(200);
        let data = list.json["data"].as_array().unwrap();
        let titles: Vec<_> = data.iter().map(|one| one["title"].clone()).collect();
        assert_eq!(json!(titles), expected, "{query}");
    }
    let first = ada.get("/v1/research-items?limit=2").await.expect(200);
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let rest = ada
        .get(&format!("/v1/research-items?limit=2&cursor={cursor}"))
        .await;
    assert_eq!(rest.expect(200).json["data"][0]["title"], "a");
}
