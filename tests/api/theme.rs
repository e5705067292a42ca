//! Themes.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn a_theme_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada
        .post(
            "/v1/themes",
            json!({"name": "Speech therapy", "why": "A cousin"}),
        )
        .await
        .expect(201);
    let path = created.header("location").to_owned();
    assert_eq!(
        path,
        format!("/v1/themes/{}", created.json["id"].as_str().unwrap())
    );
    assert_json_snapshot!(created.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "field": null,
      "id": "019b76da-a800-7000-8000-000000000006",
      "name": "Speech therapy",
      "object": "theme",
      "status": "exploring",
      "updated_at": "2026-01-05T09:00:00Z",
      "why": "A cousin"
    }
    "#);

    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = ada
        .patch(&path, json!({"why": null, "status": "decided"}))
        .await
        .expect(200);
    assert_eq!(changed.json["why"], json!(null));
    assert_eq!(changed.json["name"], "Speech therapy");
    assert_ne!(changed.etag(), created.etag());

    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_fourth_active_theme_is_refused_and_the_three_are_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for name in ["A", "B", "C"] {
        ada.post("/v1/themes", json!({"name": name}))
            .await
            .expect(201);
    }
    let refused = ada
        .post("/v1/themes", json!({"name": "D"}))
        .await
        .expect_problem(409, "too_many_active_themes");
    assert_eq!(refused.json["active_themes"], json!(["A", "B", "C"]));
    let idea = ada
        .post("/v1/themes", json!({"name": "D", "status": "idea"}))
        .await
        .expect(201);
    let path = format!("/v1/themes/{}", idea.json["id"].as_str().unwrap());
    ada.patch(&path, json!({"status": "exploring"}))
        .await
        .expect_problem(409, "too_many_active_themes");
    assert_eq!(ada.get(&path).await.expect(200).etag(), idea.etag());
}

#[tokio::test]
async fn themes_are_listed_by_state_and_in_order() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (name, status) in [("b", "idea"), ("A", "exploring"), ("c", "ruled_out")] {
        ada.post("/v1/themes", json!({"name": name, "status": status}))
            .await
            .expect(201);
    }
    let names = |reply: crate::harness::Reply| -> Vec<String> {
        let data = reply.json["data"].as_array().unwrap().clone();
        data.iter()
            .map(|theme| theme["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        names(ada.get("/v1/themes?sort=name").await.expect(200)),
        ["A", "b", "c"]
    );
    assert_eq!(
        names(
            ada.get("/v1/themes?status=idea,ruled_out&sort=-name")
                .await
                .expect(200)
        ),
        ["c", "b"]
    );
    ada.get("/v1/themes?sort=why")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("sort");
    ada.get("/v1/themes?state=idea")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("state");
}
