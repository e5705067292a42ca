//! The list of contacts.

use std::collections::BTreeSet;

use serde_json::json;

use crate::harness::{Client, TestApp};

async fn people(ada: &Client) {
    for body in [
        json!({"name": "Ana", "warmth": "warm", "relationship": "friend", "tags": ["Law", "choir"]}),
        json!({"name": "ben", "warmth": "lukewarm", "relationship": "alum", "tags": ["law"]}),
        json!({"name": "Cyd", "relationship": "stranger", "tags": ["Über", "choir"], "do_not_contact": true}),
        json!({"name": "dee"}),
    ] {
        ada.create("/v1/contacts", body).await;
    }
}

#[tokio::test]
async fn contacts_are_narrowed_by_what_is_asked_for() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    people(&ada).await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let eve = json!({"name": "Eve", "organization_id": clinic});
    ada.create("/v1/contacts", eve).await;
    for (query, names) in [
        ("", &["Ana", "ben", "Cyd", "dee", "Eve"][..]),
        (&format!("&organization_id={clinic}"), &["Eve"]),
        ("&warmth=warm,lukewarm", &["Ana", "ben"]),
        ("&relationship=alum&relationship=friend", &["Ana", "ben"]),
        ("&relationship=alum&warmth=warm", &[]),
        ("&tag=law", &["Ana", "ben"]),
        ("&tag=law,%C3%BCber", &["Ana", "ben", "Cyd"]),
        ("&tags_all=LAW,choir", &["Ana"]),
        ("&tag=law&tags_all=choir", &["Ana"]),
        ("&do_not_contact=true", &["Cyd"]),
        ("&do_not_contact=false&tag=choir", &["Ana"]),
        ("&last_contacted_before=2027-01-01T00:00:00Z", &[]),
    ] {
        let found = ada.get(&format!("/v1/contacts?sort=name{query}")).await;
        assert_eq!(found.names(), names, "{query}");
    }
    app.sql("UPDATE contact SET last_contacted_at = '2025-12-01T00:00:00Z' WHERE name = 'ben'")
        .unwrap();
    let cold = "/v1/contacts?last_contacted_before=2025-12-01T01:00:00%2B01:00";
    assert_eq!(ada.get(cold).await.names(), [""; 0]);
    let cold = "/v1/contacts?last_contacted_before=2025-12-01T00:00:01Z";
    assert_eq!(ada.get(cold).await.names(), ["ben"]);
}

#[tokio::test]
async fn contacts_are_narrowed_by_what_is_known_of_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let theme = ada.create("/v1/themes", json!({"name": "Law"})).await;
    for (key, kind) in [
        ("nick", "text"),
        ("children", "number"),
        ("mentor", "boolean"),
    ] {
        let field = json!({"key": key, "label": key, "kind": kind});
        ada.create("/v1/custom-fields", field).await;
    }
    let ana = json!({
        "name": "Ana", "roles": ["prospect", "advocate"], "seniority": "senior", "source": "event", "country": "DE",
        "city": "Berlin", "organization_id": clinic, "custom": {"nick": "An", "children": 2, "mentor": true},
        "methods": [{"kind": "phone", "value": "1", "validity": "wrong_number"}]
    });
    let ben = json!({
        "name": "ben", "roles": ["connector"], "seniority": "mid", "country": "US", "city": "BERLIN",
        "custom": {"nick": "2", "mentor": false}, "methods": [{"kind": "other", "value": "x"}], "warmth": "warm"
    });
    let ana = ada.create("/v1/contacts", ana).await;
    app.advance(chrono::TimeDelta::minutes(1));
    let ben = ada.create("/v1/contacts", ben).await;
    ada.create("/v1/contacts", json!({"name": "100% Cyd"}))
        .await;
    let former = json!({"organization_id": clinic, "is_current": false});
    ada.create(&format!("/v1/contacts/{ben}/employments"), former)
        .await;
    let outreach = json!({"contact_id": ana, "theme_id": theme});
    ada.create("/v1/outreach", outreach).await;
    app.sql("UPDATE contact SET last_contacted_at = '2025-12-01T00:00:00Z' WHERE name = 'ben'")
        .unwrap();
    for (query, names) in [
        (&format!("&employed_at={clinic}"), &["Ana", "ben"][..]),
        (&format!("&organization_id={clinic}"), &["Ana"]),
        (&format!("&theme_id={theme}"), &["Ana"]),
        (&"&role=connector,advocate".to_owned(), &["Ana", "ben"]),
        (&"&seniority=mid,executive".to_owned(), &["ben"]),
        (&"&source=event".to_owned(), &["Ana"]),
        (&"&country=US,FR".to_owned(), &["ben"]),
        (&"&city=berlin".to_owned(), &["Ana", "ben"]),
        (&"&custom_field=nick:An".to_owned(), &["Ana"]),
        (&"&custom_field=nick:2".to_owned(), &["ben"]),
        (&"&custom_field=children:2,mentor:true".to_owned(), &["Ana"]),
        (&"&custom_field=mentor:false".to_owned(), &["ben"]),
        (&"&method_validity=wrong_number".to_owned(), &["Ana"]),
        (&"&method_validity=unverified".to_owned(), &["ben"]),
        (&"&never_contacted=true".to_owned(), &["100% Cyd", "Ana"]),
        (&"&never_contacted=false".to_owned(), &["ben"]),
        (
            &"&last_contacted_after=2025-11-30T00:00:00Z".to_owned(),
            &["ben"],
        ),
        (
            &"&last_contacted_after=2025-12-01T00:00:00Z".to_owned(),
            &[],
        ),
        (&"&has_open_outreach=true".to_owned(), &["Ana"]),
        (&"&has_open_outreach=false".to_owned(), &["100% Cyd", "ben"]),
        (&"&name_prefix=B".to_owned(), &["ben"]),
        (&"&name_prefix=100%25".to_owned(), &["100% Cyd"]),
        (&"&name_prefix=%25".to_owned(), &[]),
        (
            &"&created_after=2026-01-05T09:00:30Z".to_owned(),
            &["100% Cyd", "ben"],
        ),
        (&"&created_before=2026-01-05T09:00:30Z".to_owned(), &["Ana"]),
        (
            &"&updated_after=2026-01-05T09:00:30Z".to_owned(),
            &["100% Cyd", "ben"],
        ),
    ] {
        let found = ada.get(&format!("/v1/contacts?sort=name{query}")).await;
        assert_eq!(found.status, 200, "{query}: {}", found.text);
        assert_eq!(found.names(), names, "{query}");
    }
    for (sort, names) in [
        ("last_contacted_at", ["Ana", "100% Cyd", "ben"]),
        ("-last_contacted_at", ["ben", "100% Cyd", "Ana"]),
        ("warmth", ["ben", "Ana", "100% Cyd"]),
        ("-warmth", ["100% Cyd", "Ana", "ben"]),
    ] {
        let (mut path, mut seen) = (format!("/v1/contacts?sort={sort}&limit=1"), Vec::new());
        loop {
            let page = ada.get(&path).await.expect(200);
            seen.extend(page.names().into_iter().map(str::to_owned));
            match page.json["next_cursor"].as_str() {
                Some(cursor) => path = format!("/v1/contacts?sort={sort}&limit=1&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen, names, "{sort}");
    }
}

#[tokio::test]
async fn a_question_that_the_list_cannot_answer_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (query, parameter) in [
        ("warmth=hot", "warmth"),
        ("relationship=", "relationship"),
        ("tag=", "tag"),
        ("tag=%20", "tag"),
        ("tags_all=a%00b", "tags_all"),
        ("do_not_contact=perhaps", "do_not_contact"),
        ("last_contacted_before=yesterday", "last_contacted_before"),
        ("organization_id=clinic", "organization_id"),
        ("sort=hot", "sort"),
        ("role=rival", "role"),
        ("country=XX", "country"),
        ("city=%20", "city"),
        ("custom_field=nickname", "custom_field"),
        ("name_prefix=%20", "name_prefix"),
        ("q=Ana", "q"),
    ] {
        ada.get(&format!("/v1/contacts?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
}

#[tokio::test]
async fn pages_by_name_ignore_letter_case_and_hold_everybody_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for name in ["b", "A", "a", "C", "B", "c", "Ä"] {
        let body = json!({"name": name, "methods": [{"kind": "phone", "value": name}]});
        ada.create("/v1/contacts", body).await;
    }
    for sort in ["name", "-name", "created_at", "-updated_at"] {
        let (mut path, mut names) = (format!("/v1/contacts?sort={sort}&limit=2"), Vec::new());
        loop {
            let page = ada.get(&path).await.expect(200);
            for contact in page.json["data"].as_array().unwrap() {
                assert_eq!(contact["methods"][0]["value"], contact["name"]);
            }
            names.extend(page.names().into_iter().map(str::to_owned));
            match page.json["next_cursor"].as_str() {
                Some(cursor) => path = format!("/v1/contacts?sort={sort}&limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(
            names.iter().collect::<BTreeSet<_>>().len(),
            7,
            "{sort}: {names:?}"
        );
        assert_eq!(names.len(), 7, "{sort}: {names:?}");
        if sort == "name" {
            let folded: Vec<_> = names.iter().map(|name| name.to_lowercase()).collect();
            assert_eq!(
                folded[..6],
                ["a", "a", "b", "b", "c", "c"].map(str::to_owned)
            );
        }
    }
}

#[tokio::test]
async fn a_cursor_is_of_one_list_only() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    people(&ada).await;
    let page = ada.get("/v1/contacts?limit=1&tag=law").await.expect(200);
    let cursor = page.json["next_cursor"].as_str().unwrap();
    ada.get(&format!("/v1/contacts?tag=law&cursor={cursor}"))
        .await
        .expect(200);
    ada.get(&format!("/v1/contacts?tag=choir&cursor={cursor}"))
        .await
        .expect_problem(400, "invalid_cursor");
    bob.get(&format!("/v1/contacts?tag=law&cursor={cursor}"))
        .await
        .expect_problem(400, "invalid_cursor");
}

#[tokio::test]
async fn several_contacts_and_organizations_are_read_at_once() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    for collection in ["/v1/contacts", "/v1/organizations"] {
        let mut ids = Vec::new();
        for name in ["Ana", "Ben", "Cyd"] {
            ids.push(ada.create(collection, json!({"name": name})).await);
        }
        let path = format!("{collection}?sort=name&id={},{}", ids[2], ids[0]);
        assert_eq!(ada.get(&path).await.names(), ["Ana", "Cyd"]);
        assert_eq!(bob.get(&path).await.names(), [""; 0]);
        let many = vec![ids[0].as_str(); 101].join(",");
        ada.get(&format!("{collection}?id={many}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at("id");
    }
}
