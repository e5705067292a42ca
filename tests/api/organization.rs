//! Organizations.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn an_organization_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let body = json!({
        "name": " Canal Street Clinic ", "kind": "training_institution", "website": "https://clinic.example",
        "location": "New York", "industry": "Health care", "country": "US", "mission": "Every child is understood.",
        "is_target": true, "motivation": 3, "posting": 2, "advocacy": true
    });
    let created = ada.post("/v1/organizations", body).await.expect(201);
    let path = created.header("location").to_owned();
    assert_json_snapshot!(created.json, @r#"
    {
      "advocacy": true,
      "country": "US",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "industry": "Health care",
      "is_target": true,
      "kind": "training_institution",
      "location": "New York",
      "mission": "Every child is understood.",
      "motivation": 3,
      "name": "Canal Street Clinic",
      "notes": null,
      "object": "organization",
      "posting": 2,
      "updated_at": "2026-01-05T09:00:00Z",
      "website": "https://clinic.example"
    }
    "#);
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = ada
        .patch(
            &path,
            json!({
                "website": null, "kind": null, "notes": "Ask Jo", "is_target": null, "motivation": null,
                "posting": null, "advocacy": null
            }),
        )
        .await
        .expect(200);
    assert_eq!(changed.json["website"], json!(null));
    assert_eq!(changed.json["kind"], "employer");
    assert_eq!(changed.json["notes"], "Ask Jo");
    let merits = ["is_target", "motivation", "posting", "advocacy"].map(|one| &changed.json[one]);
    assert_eq!(
        merits,
        [&json!(false), &json!(0), &json!(1), &json!(false)],
        "what is cleared is as when it was never given"
    );
    assert_eq!(changed.json["mission"], "Every child is understood.");

    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_is_told_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (body, place) in [
        (json!({}), "#/name"),
        (json!({"name": "   "}), "#/name"),
        (json!({"name": "a\u{0}b"}), "#/name"),
        (json!({"name": "x".repeat(201)}), "#/name"),
        (json!({"name": null}), "#/name"),
        (json!({"name": "A", "kind": "bakery"}), "#/kind"),
        (json!({"name": "A", "website": "clinic"}), "#/website"),
        (
            json!({"name": "A", "website": "javascript://clinic.example"}),
            "#/website",
        ),
        (json!({"name": "A", "notes": ""}), "#/notes"),
        (json!({"name": "A", "industry": " "}), "#/industry"),
        (json!({"name": "A", "country": "us"}), "#/country"),
        (json!({"name": "A", "motivation": 4}), "#/motivation"),
        (json!({"name": "A", "posting": 0}), "#/posting"),
        (json!({"name": "A", "owner_id": "x"}), "#/owner_id"),
    ] {
        ada.post("/v1/organizations", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let none = ada.get("/v1/organizations").await.expect(200);
    assert_eq!(none.json["data"], json!([]));
}

#[tokio::test]
async fn another_persons_organization_is_not_there() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let id = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let path = format!("/v1/organizations/{id}");
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.patch(&path, json!({"name": "Mine"}))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    let none = bob.get("/v1/organizations").await.expect(200);
    assert_eq!(none.json["data"], json!([]));
}

#[tokio::test]
async fn organizations_are_listed_by_kind_and_in_order() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (name, kind) in [("b", "employer"), ("A", "association"), ("c", "other")] {
        ada.create("/v1/organizations", json!({"name": name, "kind": kind}))
            .await;
    }
    assert_eq!(
        ada.get("/v1/organizations?sort=name").await.names(),
        ["A", "b", "c"]
    );
    assert_eq!(ada.get("/v1/organizations").await.names(), ["c", "A", "b"]);
    let two = ada
        .get("/v1/organizations?kind=employer,association&sort=-name")
        .await;
    assert_eq!(two.names(), ["b", "A"]);
    ada.get("/v1/organizations?kind=bakery")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("kind");
    ada.get("/v1/organizations?q=A")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("q");
}

#[tokio::test]
async fn organizations_are_narrowed_by_what_is_asked_for() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for body in [
        json!({"name": "Über 100% GmbH", "is_target": true, "motivation": 3}),
        json!({"name": "Bakery", "motivation": 2}),
        json!({"name": "bank", "is_target": true, "motivation": 1}),
        json!({"name": "B_k", "kind": "other"}),
    ] {
        let id = ada.create("/v1/organizations", body.clone()).await;
        if body["name"] == "bank" {
            let works_there = json!({"name": "Grace", "organization_id": id});
            ada.create("/v1/contacts", works_there).await;
        }
    }
    for (query, names) in [
        ("is_target=true", &["bank", "Über 100% GmbH"][..]),
        ("is_target=false", &["B_k", "Bakery"]),
        ("min_motivation=2", &["Bakery", "Über 100% GmbH"]),
        ("min_motivation=2&is_target=true", &["Über 100% GmbH"]),
        ("name_prefix=BA", &["Bakery", "bank"]),
        ("name_prefix=b_", &["B_k"]),
        ("name_prefix=%25", &[]),
        ("name_prefix=%C3%BCber%20100%25", &["Über 100% GmbH"]),
        ("has_contacts=true", &["bank"]),
        ("has_contacts=false&kind=other", &["B_k"]),
    ] {
        let found = ada
            .get(&format!("/v1/organizations?sort=name&{query}"))
            .await;
        let mut found = found.names();
        found.sort_unstable();
        let mut names = names.to_vec();
        names.sort_unstable();
        assert_eq!(found, names, "{query}");
    }
    for (query, place) in [
        ("name_prefix=%20", "name_prefix"),
        ("name_prefix=", "name_prefix"),
        ("min_motivation=4", "min_motivation"),
        ("has_contacts=1", "has_contacts"),
    ] {
        ada.get(&format!("/v1/organizations?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(place);
    }
}

/// Of many organizations, a condition reads along an index those that meet it.
#[tokio::test]
async fn every_condition_of_the_list_is_served_by_an_index() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    ada.create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    app.sql(
        "INSERT INTO organization SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), \
             'name', md5(n::text), 'is_target', n % 50 = 0, 'motivation', CASE WHEN n % 50 = 0 THEN 3 ELSE 0 END, \
             'kind', CASE WHEN n % 50 = 0 THEN 'other' ELSE 'employer' END))).* \
         FROM organization AS one, generate_series(1, 2000) AS n; ANALYZE organization",
    )
    .unwrap();
    let owner = app
        .sql("SELECT owner_id FROM organization LIMIT 1")
        .unwrap();
    for (condition, index) in [
        ("kind = 'other'", "organization_kind_idx"),
        ("is_target", "organization_is_target_idx"),
        ("motivation >= 2", "organization_motivation_idx"),
        (
            "lower(name) ~>=~ 'ba' AND lower(name) ~<~ ('ba' || chr(1114111))",
            "organization_name_prefix_idx",
        ),
    ] {
        let plan = app
            .sql(&format!(
                "EXPLAIN SELECT id FROM organization WHERE owner_id = '{owner}' AND {condition}"
            ))
            .unwrap();
        assert!(plan.contains(index), "{condition}: {plan}");
    }
}

#[tokio::test]
async fn an_organization_where_a_contact_works_stays() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let path = format!("/v1/organizations/{id}");
    let contact = json!({"name": "Grace", "organization_id": id});
    let contact = ada.create("/v1/contacts", contact).await;
    ada.delete(&path).await.expect_problem(409, "in_use");
    ada.get(&path).await.expect(200);
    let left = json!({"organization_id": null});
    ada.patch(&format!("/v1/contacts/{contact}"), left)
        .await
        .expect(200);
    ada.delete(&path).await.expect(204);
}

#[tokio::test]
async fn a_change_of_an_outdated_organization_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada
        .post("/v1/organizations", json!({"name": "Clinic"}))
        .await
        .expect(201);
    let path = created.header("location").to_owned();
    let careful = ada.with("if-match", created.etag());
    careful
        .patch(&path, json!({"name": "Hospital"}))
        .await
        .expect(200);
    careful
        .patch(&path, json!({"name": "School"}))
        .await
        .expect_problem(412, "precondition_failed");
    careful
        .delete(&path)
        .await
        .expect_problem(412, "precondition_failed");
    assert_eq!(ada.get(&path).await.json["name"], "Hospital");
}
