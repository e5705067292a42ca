//! What a person and a contact have in common, and what is proposed.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::TestApp;

#[tokio::test]
async fn common_ground_is_recorded_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let jo = ada.create("/v1/contacts", json!({"name": "Jo"})).await;
    let all = format!("/v1/contacts/{grace}/common-ground");
    let school = json!({"kind": "school", "label": " Lakeside College "});
    let created = ada.post(&all, school.clone()).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-00000000000a",
      "kind": "school",
      "label": "Lakeside College",
      "note": null,
      "object": "common_ground",
      "person_id": null,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    let again = json!({"kind": "school", "label": "LAKESIDE college"});
    ada.post(&all, again)
        .await
        .expect_problem(409, "common_ground_exists");
    let person = json!({"kind": "person", "label": "Jo, from the choir", "person_id": jo});
    ada.post(&all, person).await.expect(201);
    let changed = ada.patch(&path, json!({"note": "She sang."})).await;
    assert_eq!(changed.expect(200).json["note"], "She sang.");
    let list = ada.get(&all).await.expect(200);
    assert_eq!(list.json["data"].as_array().unwrap().len(), 2);
    // The person goes; what they were called stays.
    ada.delete(&format!("/v1/contacts/{jo}")).await.expect(204);
    let list = ada.get(&all).await.expect(200).json;
    assert_eq!(list["data"][1]["person_id"], Value::Null);
    assert_eq!(list["data"][1]["label"], "Jo, from the choir");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    // The same below another contact is not there.
    let other = ada.create("/v1/contacts", json!({"name": "Max"})).await;
    let id = list["data"][1]["id"].as_str().unwrap();
    ada.get(&format!("/v1/contacts/{other}/common-ground/{id}"))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let nobody = "00000000-0000-7000-8000-00000000dead";
    let all = format!("/v1/contacts/{grace}/common-ground");
    for (body, at) in [
        (json!({"kind": "school"}), "#/label"),
        (json!({"kind": "weather", "label": "Rain"}), "#/kind"),
        (json!({"kind": "city", "label": " "}), "#/label"),
        (json!({"kind": "city", "label": "x".repeat(201)}), "#/label"),
        (
            json!({"kind": "school", "label": "A", "person_id": nobody}),
            "#/person_id",
        ),
        (
            json!({"kind": "person", "label": "A", "person_id": grace}),
            "#/person_id",
        ),
    ] {
        ada.post(&all, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
    let unknown = json!({"kind": "person", "label": "A", "person_id": nobody});
    ada.post(&all, unknown).await.expect_error_at("#/person_id");
    assert_eq!(app.sql("SELECT count(*) FROM common_ground").unwrap(), "0");
}

#[tokio::test]
async fn what_stands_in_the_profile_and_is_known_of_the_contact_is_proposed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let profile = json!({
        "education": [{"school": "The University of Texas", "city": "Austin"}],
        "experience": [{"organization": "City Clinic", "title": "Speech therapist"}],
        "interests": ["choir"], "cities": ["Zürich"]
    });
    ada.patch("/v1/profile", profile).await.expect(200);
    let clinic = ada
        .create("/v1/organizations", json!({"name": "City Clinic, Inc."}))
        .await;
    let grace = json!({
        "name": "Grace", "organization_id": clinic, "schools": ["Texas, Univ."], "cities": ["Zurich"], "city": "Austin",
        "interests": ["Choir", "chess"]
    });
    let grace = ada.create("/v1/contacts", grace).await;
    let position = json!({"organization_name": "Elsewhere", "title": "Speech Therapist"});
    ada.create(&format!("/v1/contacts/{grace}/employments"), position)
        .await;
    let jo = ada.create("/v1/contacts", json!({"name": "Jo"})).await;
    ada.create(
        "/v1/referrals",
        json!({"referrer_id": jo, "contact_id": grace}),
    )
    .await;
    let school = json!({"kind": "school", "label": "University of Texas"});
    ada.create(&format!("/v1/contacts/{grace}/common-ground"), school)
        .await;
    let path = format!("/v1/contacts/{grace}/common-ground-proposals");
    let found = ada.get(&path).await.expect(200).json;
    let told: Vec<String> = found["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!(
                "{} {} = {} {}",
                one["kind"], one["yours"], one["theirs"], one["is_recorded"]
            )
            .replace('"', "")
        })
        .collect();
    let expected = [
        "school The University of Texas = Texas, Univ. true",
        "employer City Clinic = City Clinic, Inc. false",
        "city Zürich = Zurich false",
        "city Austin = Austin false",
        "interest choir = Choir false",
        "experience Speech therapist = Speech Therapist false",
        "person Jo = Jo false",
    ];
    assert_eq!(told, expected);
    assert_eq!(found["proposals"][6]["person_id"], jo);
    let narrow = app.scoped("ada", "contacts:read").await;
    let refused = narrow.get(&path).await;
    let refused = refused.expect_problem(403, "insufficient_scope");
    assert_eq!(refused.json["scope"], "profile:read");
    app.person("bob")
        .await
        .get(&path)
        .await
        .expect_problem(404, "not_found");
}
