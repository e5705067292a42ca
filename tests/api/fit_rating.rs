//! Fit ratings.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::{harness::TestApp, walk::Person};

#[tokio::test]
async fn a_rating_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "A"})).await;
    let ratings = format!("/v1/themes/{theme}/fit-ratings");
    let rating =
        json!({"dimension": "values", "score": 4, "evidence": "She sees the children all day."});
    let created = ada.post(&ratings, rating).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "dimension": "values",
      "evidence": "She sees the children all day.",
      "id": "019b76da-a800-7000-8000-000000000009",
      "interview_id": null,
      "object": "fit_rating",
      "score": 4,
      "theme_id": "019b76da-a800-7000-8000-000000000006",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    assert_eq!(
        path,
        format!("{ratings}/{}", created.json["id"].as_str().unwrap())
    );
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = ada
        .patch(&path, json!({"score": 5, "evidence": null}))
        .await
        .expect(200);
    assert_eq!(
        (&changed.json["score"], &changed.json["evidence"]),
        (&json!(5), &json!(null))
    );
    ada.with("if-match", created.etag())
        .patch(&path, json!({"score": 1}))
        .await
        .expect_problem(412, "precondition_failed");

    let other = ada.create("/v1/themes", json!({"name": "B"})).await;
    let elsewhere = path.replace(&theme, &other);
    ada.get(&elsewhere).await.expect_problem(404, "not_found");
    ada.delete(&elsewhere)
        .await
        .expect_problem(404, "not_found");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_a_rating_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "A"})).await;
    let ratings = format!("/v1/themes/{theme}/fit-ratings");
    for (member, value) in [
        ("dimension", json!("luck")),
        ("score", json!(0)),
        ("score", json!(6)),
        ("score", json!(null)),
        ("evidence", json!(" ")),
        ("evidence", json!("a".repeat(2001))),
        (
            "interview_id",
            json!("00000000-0000-7000-8000-00000000dead"),
        ),
        ("theme_id", json!(theme)),
    ] {
        let mut body = json!({"dimension": "skills", "score": 3});
        body[member] = value;
        ada.post(&ratings, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{member}"));
    }
    let list = ada.get(&ratings).await.expect(200);
    assert_eq!(list.json["data"], json!([]));
}

#[tokio::test]
async fn ratings_are_listed_by_dimension_and_outlive_their_interview() {
    let app = TestApp::start().await;
    let person = Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let ratings = format!("/v1/themes/{stem}20/fit-ratings");
    for (dimension, score) in [("skills", 2), ("lifestyle", 5)] {
        app.advance(chrono::TimeDelta::seconds(1));
        let interview = format!("{stem}33");
        let rating = json!({"dimension": dimension, "score": score, "interview_id": interview});
        ada.create(&ratings, rating).await;
    }
    let scores = async |query: &str| {
        let list = ada.get(&format!("{ratings}?{query}")).await.expect(200);
        let data = list.json["data"].as_array().unwrap().clone();
        json!(
            data.iter()
                .map(|one| one["score"].clone())
                .collect::<Vec<_>>()
        )
    };
    assert_eq!(scores("").await, json!([5, 2, 4]));
    assert_eq!(scores("sort=created_at").await, json!([4, 2, 5]));
    assert_eq!(scores("dimension=skills,values").await, json!([2, 4]));
    ada.delete(&format!("/v1/interviews/{stem}33"))
        .await
        .expect(204);
    let list = ada
        .get(&format!("{ratings}?dimension=skills"))
        .await
        .expect(200);
    assert_eq!(list.json["data"][0]["interview_id"], json!(null));
}
