//! Employments of a contact.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn a_contact_holds_several_positions_at_a_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let contact = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let path = format!("/v1/contacts/{contact}/employments");
    ada.create(&path, json!({"organization_id": clinic})).await;
    let former = json!({
        "organization_name": "School", "title": "Teacher", "department": "Music", "seniority": "mid",
        "location": "York", "started_on": "2010-01-01", "ended_on": "2015-06-30", "note": "Liked it"
    });
    let former = ada.post(&path, former).await.expect(201);
    assert_json_snapshot!(former.json, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000008",
      "created_at": "2026-01-05T09:00:00Z",
      "department": "Music",
      "ended_on": "2015-06-30",
      "id": "019b76da-a800-7000-8000-00000000000c",
      "is_current": false,
      "location": "York",
      "note": "Liked it",
      "object": "employment",
      "organization_id": null,
      "organization_name": "School",
      "seniority": "mid",
      "started_on": "2010-01-01",
      "title": "Teacher",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let own = former.header("location");
    assert_eq!(ada.get(own).await.expect(200).json, former.json);
    let moved = json!({"organization_id": clinic, "organization_name": null, "title": null});
    let moved = ada.patch(own, moved).await.expect(200);
    assert_eq!(moved.json["organization_id"], json!(clinic));
    let second = json!({"organization_name": "Choir", "is_current": true});
    ada.create(&path, second).await;
    let listed = ada.get(&path).await.expect(200);
    let current: Vec<_> = listed.json["data"].as_array().unwrap().iter().collect();
    let current: Vec<_> = current.iter().map(|one| &one["is_current"]).collect();
    assert_eq!(current, [&json!(true), &json!(false), &json!(true)]);
    ada.delete(own).await.expect(204);
    ada.get(own).await.expect_problem(404, "not_found");
    ada.delete(&format!("/v1/organizations/{clinic}"))
        .await
        .expect_problem(409, "in_use");
    ada.delete(&format!("/v1/contacts/{contact}"))
        .await
        .expect(204);
    assert_eq!(app.sql("SELECT count(*) FROM employment").unwrap(), "0");
}

#[tokio::test]
async fn an_employment_that_makes_no_sense_is_refused_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let path = format!("/v1/contacts/{contact}/employments");
    let nobody = "00000000-0000-7000-8000-00000000dead";
    for (body, place) in [
        (json!({"title": "Teacher"}), "#/organization_name"),
        (
            json!({"organization_name": "A", "organization_id": nobody}),
            "#/organization_name",
        ),
        (json!({"organization_id": nobody}), "#/organization_id"),
        (
            json!({"organization_name": "A", "started_on": "2020-01-02", "ended_on": "2020-01-01"}),
            "#/ended_on",
        ),
        (
            json!({"organization_name": "A", "ended_on": "2020-01-01", "is_current": true}),
            "#/is_current",
        ),
        (
            json!({"organization_name": "A", "seniority": "boss"}),
            "#/seniority",
        ),
        (json!({"organization_name": " "}), "#/organization_name"),
    ] {
        ada.post(&path, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    assert_eq!(ada.get(&path).await.expect(200).json["data"], json!([]));
    ada.get("/v1/contacts/00000000-0000-7000-8000-00000000dead/employments")
        .await
        .expect_problem(404, "not_found");
    let other = ada.create("/v1/contacts", json!({"name": "Sam"})).await;
    let id = ada.create(&path, json!({"organization_name": "A"})).await;
    ada.get(&format!("/v1/contacts/{other}/employments/{id}"))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_contact_has_at_most_fifty_employments() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let path = format!("/v1/contacts/{contact}/employments");
    ada.create(&path, json!({"organization_name": "A"})).await;
    app.sql(
        "INSERT INTO employment SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM employment AS one, generate_series(1, 49)",
    )
    .unwrap();
    ada.post(&path, json!({"organization_name": "B"}))
        .await
        .expect_problem(409, "limit_reached");
}
