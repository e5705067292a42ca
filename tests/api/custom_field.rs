//! Custom fields, and the values of contacts.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn declare(ada: &Client, key: &str, kind: &str, choices: Value) -> String {
    let field = json!({"key": key, "label": key, "kind": kind, "choices": choices});
    ada.create("/v1/custom-fields", field).await
}

#[tokio::test]
async fn a_field_is_declared_once_and_its_key_and_kind_stay() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let field =
        json!({"key": "drink", "label": "Drink", "kind": "choice", "choices": ["tea", "coffee"]});
    let created = ada
        .post("/v1/custom-fields", field.clone())
        .await
        .expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "choices": [
        "tea",
        "coffee"
      ],
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "key": "drink",
      "kind": "choice",
      "label": "Drink",
      "object": "custom_field",
      "position": 0,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    ada.post("/v1/custom-fields", field)
        .await
        .expect_problem(409, "custom_field_exists");
    let path = created.header("location");
    for (patch, place) in [
        (json!({"key": "beverage"}), "#/key"),
        (json!({"kind": "text", "choices": []}), "#/kind"),
        (json!({"choices": []}), "#/choices"),
        (json!({"kind": "text"}), "#/choices"),
    ] {
        ada.patch(path, patch)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let other = json!({"label": "Beverage", "position": 3});
    let changed = ada.patch(path, other).await.expect(200);
    assert_eq!(changed.json["label"], "Beverage");
    let listed = ada.get("/v1/custom-fields").await.expect(200);
    assert_eq!(listed.json["data"][0], changed.json);
}

#[tokio::test]
async fn values_are_held_against_their_fields_and_told_by_their_keys() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    declare(&ada, "nickname", "text", json!([])).await;
    declare(&ada, "children", "number", json!([])).await;
    declare(&ada, "birthday", "date", json!([])).await;
    declare(&ada, "mentor", "boolean", json!([])).await;
    declare(&ada, "page", "url", json!([])).await;
    let drink = declare(&ada, "drink", "choice", json!(["tea", "coffee"])).await;
    let values = json!({
        "nickname": "Gracie", "children": 2, "birthday": "1980-02-29", "mentor": true,
        "page": "https://example.org", "drink": "tea"
    });
    let grace = json!({"name": "Grace", "custom": values});
    let created = ada.post("/v1/contacts", grace).await.expect(201);
    assert_eq!(created.json["custom"], values);
    let path = created.header("location");
    for (key, value) in [
        ("nickname", json!(1)),
        ("children", json!("2")),
        ("birthday", json!("1981-02-29")),
        ("mentor", json!("yes")),
        ("page", json!("example")),
        ("drink", json!("milk")),
        ("shoe_size", json!(40)),
        ("Shoe size", json!(40)),
        ("nickname", json!(["a"])),
        ("nickname", json!(" ")),
        ("children", json!(1e300)),
    ] {
        ada.patch(path, json!({"custom": {key: value}}))
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/custom/{key}"));
    }
    assert_eq!(ada.get(path).await.json["custom"], values);

    let field = format!("/v1/custom-fields/{drink}");
    ada.delete(&field).await.expect_problem(409, "in_use");
    // A choice that is taken away stays where it was chosen, and does not stand in the way of other changes.
    ada.patch(&field, json!({"choices": ["coffee"]}))
        .await
        .expect(200);
    let other = json!({"custom": {"children": 2.5, "nickname": null}});
    let patched = ada.patch(path, other).await.expect(200);
    assert_eq!(
        patched.json["custom"],
        json!({"birthday": "1980-02-29", "children": 2.5, "drink": "tea", "mentor": true, "page": "https://example.org"})
    );
    ada.patch(path, json!({"custom": {"drink": null}}))
        .await
        .expect(200);
    ada.delete(&field).await.expect(204);
}

#[tokio::test]
async fn a_person_declares_at_most_fifty_fields() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    declare(&ada, "one", "text", json!([])).await;
    app.sql(
        "INSERT INTO custom_field SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), \
         'key', 'key_' || n))).* FROM custom_field AS one, generate_series(1, 49) AS n",
    )
    .unwrap();
    let field = json!({"key": "more", "label": "More", "kind": "text"});
    ada.post("/v1/custom-fields", field)
        .await
        .expect_problem(409, "limit_reached");
}
