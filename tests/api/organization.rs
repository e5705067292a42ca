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
        "location": "New York", "mission": "Every child is understood."
    });
    let created = ada.post("/v1/organizations", body).await.expect(201);
    let path = created.header("location").to_owned();
    assert_json_snapshot!(created.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "kind": "training_institution",
      "location": "New York",
      "mission": "Every child is understood.",
      "name": "Canal Street Clinic",
      "notes": null,
      "object": "organization",
      "updated_at": "2026-01-05T09:00:00Z",
      "website": "https://clinic.example"
    }
    "#);
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = ada
        .patch(
            &path,
            json!({"website": null, "kind": null, "notes": "Ask Jo"}),
        )
        .await
        .expect(200);
    assert_eq!(changed.json["website"], json!(null));
    assert_eq!(changed.json["kind"], "employer");
    assert_eq!(changed.json["notes"], "Ask Jo");
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
