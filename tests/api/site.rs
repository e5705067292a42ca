//! Sites of organizations, and the search for the nearest.

use domain::place::Place;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn organization(ada: &Client, name: &str, kind: &str) -> String {
    ada.create("/v1/organizations", json!({"name": name, "kind": kind}))
        .await
}

async fn site(ada: &Client, of: &str, name: &str, at: Option<(f64, f64)>) -> String {
    let body = json!({"name": name, "latitude": at.map(|at| at.0), "longitude": at.map(|at| at.1)});
    ada.create(&format!("/v1/organizations/{of}/sites"), body)
        .await
}

fn found(list: &Value) -> Vec<&str> {
    let data = list["data"].as_array().unwrap().iter();
    data.map(|one| one["site"]["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_site_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = organization(&ada, "Clinic", "employer").await;
    let sites = format!("/v1/organizations/{clinic}/sites");
    let body = json!({
        "name": " Harbor office ", "address": "1 Pier Street", "city": "Baltimore", "country": "US",
        "phone": "+1 410 555 0100", "latitude": 39.2854, "longitude": -76.6132, "is_headquarters": true
    });
    let created = ada.post(&sites, body).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "address": "1 Pier Street",
      "city": "Baltimore",
      "country": "US",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000008",
      "is_headquarters": true,
      "latitude": 39.2854,
      "longitude": -76.6132,
      "name": "Harbor office",
      "object": "site",
      "organization_id": "019b76da-a800-7000-8000-000000000006",
      "phone": "+1 410 555 0100",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    assert!(path.starts_with(&sites));
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));
    let changed = ada
        .patch(
            &path,
            json!({"latitude": null, "longitude": null, "is_headquarters": null}),
        )
        .await
        .expect(200);
    assert_eq!(changed.json["latitude"], json!(null));
    assert_eq!(changed.json["is_headquarters"], json!(false));
    assert_eq!(changed.json["city"], "Baltimore");
    ada.with("if-match", created.etag())
        .delete(&path)
        .await
        .expect_problem(412, "precondition_failed");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    assert_eq!(ada.get(&sites).await.json["data"], json!([]));
}

#[tokio::test]
async fn what_does_not_fit_a_site_is_told_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = organization(&ada, "Clinic", "employer").await;
    let sites = format!("/v1/organizations/{clinic}/sites");
    for (body, place) in [
        (json!({}), "#/name"),
        (json!({"name": "A", "latitude": 1.5}), "#/longitude"),
        (json!({"name": "A", "longitude": 1.5}), "#/latitude"),
        (
            json!({"name": "A", "latitude": 90.01, "longitude": 0}),
            "#/latitude",
        ),
        (
            json!({"name": "A", "latitude": 0, "longitude": -180.01}),
            "#/longitude",
        ),
        (json!({"name": "A", "country": "USA"}), "#/country"),
        (
            json!({"name": "A", "organization_id": clinic}),
            "#/organization_id",
        ),
    ] {
        ada.post(&sites, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let id = site(&ada, &clinic, "A", Some((0.0, 0.0))).await;
    ada.patch(&format!("{sites}/{id}"), json!({"latitude": null}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/latitude");
    let nowhere = "/v1/organizations/00000000-0000-7000-8000-00000000dead/sites";
    ada.post(nowhere, json!({"name": "A"}))
        .await
        .expect_problem(404, "not_found");
    ada.get(nowhere).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn an_organization_has_one_head_office_and_takes_its_sites_with_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = organization(&ada, "Clinic", "employer").await;
    let other = organization(&ada, "School", "other").await;
    let sites = format!("/v1/organizations/{clinic}/sites");
    let head = json!({"name": "Head", "is_headquarters": true});
    let head_id = ada.create(&sites, head.clone()).await;
    ada.create(&format!("/v1/organizations/{other}/sites"), head.clone())
        .await;
    ada.post(&sites, head)
        .await
        .expect_problem(409, "headquarters_exist");
    let branch = site(&ada, &clinic, "Branch", None).await;
    ada.patch(
        &format!("{sites}/{branch}"),
        json!({"is_headquarters": true}),
    )
    .await
    .expect_problem(409, "headquarters_exist");
    // A site is known below its own organization only.
    ada.get(&format!("/v1/organizations/{other}/sites/{head_id}"))
        .await
        .expect_problem(404, "not_found");
    assert_eq!(
        ada.get(&format!("{sites}?sort=-name")).await.names(),
        ["Head", "Branch"]
    );
    ada.delete(&format!("/v1/organizations/{clinic}"))
        .await
        .expect(204);
    assert_eq!(app.sql("SELECT count(*) FROM site").unwrap(), "1");
}

#[tokio::test]
async fn the_nearest_sites_come_first_with_their_distance() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let clinic = organization(&ada, "Clinic", "employer").await;
    let school = organization(&ada, "School", "training_institution").await;
    site(&ada, &clinic, "Paris", Some((48.857, 2.352))).await;
    site(&ada, &clinic, "Potsdam", Some((52.39, 13.065))).await;
    site(&ada, &school, "Berlin", Some((52.52, 13.405))).await;
    site(&ada, &school, "Somewhere", None).await;
    let berlin = "/v1/sites?latitude=52.5&longitude=13.4";
    let list = ada.get(berlin).await.expect(200);
    assert_eq!(found(&list.json), ["Berlin", "Potsdam", "Paris"]);
    let here = Place::new(52.5, 13.4).unwrap();
    for one in list.json["data"].as_array().unwrap() {
        let at = |name: &str| one["site"][name].as_f64().unwrap();
        let there = Place::new(at("latitude"), at("longitude")).unwrap();
        let told = one["distance_km"].as_f64().unwrap() * 1000.0;
        assert!((told - here.metres_to(&there)).abs() <= 0.51, "{one}");
    }
    for (query, names) in [
        ("&within_km=30", &["Berlin", "Potsdam"][..]),
        ("&within_km=0.5", &[]),
        ("&kind=employer,other", &["Potsdam", "Paris"]),
        (&format!("&organization_id={school}"), &["Berlin"]),
    ] {
        let list = ada.get(&format!("{berlin}{query}")).await.expect(200);
        assert_eq!(found(&list.json), names, "{query}");
    }
    let all = ada.get("/v1/sites").await.expect(200);
    assert_eq!(
        found(&all.json),
        ["Berlin", "Paris", "Potsdam", "Somewhere"]
    );
    assert_eq!(all.json["data"][0]["distance_km"], json!(null));
    assert_eq!(bob.get(berlin).await.json["data"], json!([]));
}

#[tokio::test]
async fn the_search_knows_the_antimeridian_and_the_poles() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let station = organization(&ada, "Station", "other").await;
    site(&ada, &station, "East of it", Some((-17.0, -179.9))).await;
    site(&ada, &station, "West of it", Some((-17.0, 179.8))).await;
    site(&ada, &station, "North pole", Some((90.0, 0.0))).await;
    site(&ada, &station, "Beyond the pole", Some((89.9, 180.0))).await;
    let list = ada
        .get("/v1/sites?latitude=-17&longitude=180&within_km=50")
        .await
        .expect(200);
    assert_eq!(found(&list.json), ["East of it", "West of it"]);
    let list = ada
        .get("/v1/sites?latitude=89.95&longitude=0&within_km=20")
        .await
        .expect(200);
    assert_eq!(found(&list.json), ["North pole", "Beyond the pole"]);
}

#[tokio::test]
async fn pages_of_the_search_hold_every_site_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = organization(&ada, "Clinic", "employer").await;
    for number in 0..7_u8 {
        let at = Some((f64::from(number / 2), 0.0));
        site(&ada, &clinic, &format!("S{number}"), at).await;
    }
    for query in ["latitude=0&longitude=0", "kind=employer"] {
        let whole = ada.get(&format!("/v1/sites?{query}")).await.expect(200);
        let (mut path, mut seen) = (format!("/v1/sites?{query}&limit=2"), Vec::new());
        loop {
            let page = ada.get(&path).await.expect(200);
            seen.extend(page.json["data"].as_array().unwrap().clone());
            match page.json["next_cursor"].as_str() {
                Some(cursor) => path = format!("/v1/sites?{query}&limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(Value::from(seen), whole.json["data"], "{query}");
    }
}

#[tokio::test]
async fn a_search_that_makes_no_sense_is_refused_by_its_parameter() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (query, parameter) in [
        ("latitude=1", "longitude"),
        ("longitude=1", "latitude"),
        ("within_km=5", "within_km"),
        ("latitude=91&longitude=0", "latitude"),
        ("latitude=NaN&longitude=0", "latitude"),
        ("latitude=0&longitude=inf", "longitude"),
        ("latitude=0&longitude=0&within_km=0", "within_km"),
        ("latitude=0&longitude=0&within_km=20101", "within_km"),
    ] {
        ada.get(&format!("/v1/sites?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
}

#[tokio::test]
async fn the_box_around_a_place_is_read_along_an_index() {
    let app = TestApp::start().await;
    let plan = app
        .sql(
            "SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN SELECT id FROM site \
             WHERE owner_id = '00000000-0000-7000-8000-000000000a01' AND latitude IS NOT NULL \
             AND latitude BETWEEN 52 AND 53 AND (longitude BETWEEN 13 AND 14)",
        )
        .unwrap();
    assert!(plan.contains("site_place_idx"), "{plan}");
}
