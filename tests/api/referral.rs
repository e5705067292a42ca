//! Referrals.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn contacts<const N: usize>(client: &Client) -> [String; N] {
    let mut ids = [const { String::new() }; N];
    for (number, id) in ids.iter_mut().enumerate() {
        let body = json!({"name": format!("Contact {number}")});
        *id = client.create("/v1/contacts", body).await;
    }
    ids
}

#[tokio::test]
async fn a_referral_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam] = contacts(&ada).await;
    let body = json!({"referrer_id": grace, "contact_id": sam, "note": "They share an office"});
    let created = ada.post("/v1/referrals", body).await.expect(201);
    let path = created.header("location").to_owned();
    assert_json_snapshot!(created.json, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000008",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-00000000000a",
      "interview_id": null,
      "note": "They share an office",
      "object": "referral",
      "permission_to_name": "not_asked",
      "referrer_id": "019b76da-a800-7000-8000-000000000006",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = json!({"permission_to_name": "granted", "note": null});
    let changed = ada.patch(&path, changed).await.expect(200);
    assert_eq!(changed.json["permission_to_name"], "granted");
    assert_eq!(changed.json["note"], json!(null));
    assert_eq!(changed.json["referrer_id"], json!(grace));
    assert_ne!(changed.etag(), created.etag());

    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn who_led_to_whom_is_fixed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam, jo] = contacts(&ada).await;
    let body = json!({"referrer_id": grace, "contact_id": sam});
    let path = format!("/v1/referrals/{}", ada.create("/v1/referrals", body).await);
    for (patch, place) in [
        (json!({"contact_id": jo}), "#/contact_id"),
        (json!({"referrer_id": jo}), "#/referrer_id"),
        (json!({"permission_to_name": null}), "#/permission_to_name"),
        (
            json!({"permission_to_name": "maybe"}),
            "#/permission_to_name",
        ),
        (json!({"note": " "}), "#/note"),
    ] {
        ada.patch(&path, patch)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
}

#[tokio::test]
async fn a_referral_joins_two_contacts_of_the_caller_once() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let [grace, sam] = contacts(&ada).await;
    let [own, foreign] = [contacts::<1>(&bob).await, [grace.clone()]].map(|[id]| id);
    let refused = |body: Value, client: &Client, place: &'static str| {
        let client = client.clone();
        async move {
            let refused = client.post("/v1/referrals", body).await;
            refused
                .expect_problem(422, "invalid_body")
                .expect_error_at(place)
        }
    };
    refused(
        json!({"referrer_id": grace, "contact_id": grace}),
        &ada,
        "#/contact_id",
    )
    .await;
    refused(json!({"referrer_id": grace}), &ada, "#/contact_id").await;
    refused(
        json!({"referrer_id": foreign, "contact_id": own}),
        &bob,
        "#/referrer_id",
    )
    .await;
    let told = refused(
        json!({"referrer_id": own, "contact_id": foreign}),
        &bob,
        "#/contact_id",
    )
    .await;
    assert_eq!(told.json["errors"][0]["code"], "unknown_reference");
    let body = json!({"referrer_id": grace, "contact_id": sam, "interview_id": sam});
    refused(body, &ada, "#/interview_id").await;

    let body = json!({"referrer_id": grace, "contact_id": sam});
    let id = ada.create("/v1/referrals", body.clone()).await;
    ada.post("/v1/referrals", body)
        .await
        .expect_problem(409, "referral_exists");
    let back = json!({"referrer_id": sam, "contact_id": grace});
    ada.post("/v1/referrals", back).await.expect(201);
    let path = format!("/v1/referrals/{id}");
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.patch(&path, json!({"note": "x"}))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    assert_eq!(bob.get("/v1/referrals").await.json["data"], json!([]));
}

#[tokio::test]
async fn referrals_are_listed_by_who_led_to_whom_and_by_permission() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [a, b, c] = contacts(&ada).await;
    for (from, to, permission) in [(&a, &b, "granted"), (&a, &c, "asked"), (&b, &c, "denied")] {
        let body = json!({"referrer_id": from, "contact_id": to, "permission_to_name": permission});
        ada.create("/v1/referrals", body).await;
    }
    for (query, permissions) in [
        ("", &["denied", "asked", "granted"][..]),
        (&format!("referrer_id={a}"), &["asked", "granted"]),
        (&format!("contact_id={c}"), &["denied", "asked"]),
        (&format!("contact_id={c}&referrer_id={a}"), &["asked"]),
        ("permission_to_name=granted,denied", &["denied", "granted"]),
        ("permission_to_name=not_asked", &[]),
    ] {
        let found = ada.get(&format!("/v1/referrals?{query}")).await.expect(200);
        let data = found.json["data"].as_array().unwrap();
        let told: Vec<_> = data.iter().map(|one| &one["permission_to_name"]).collect();
        assert_eq!(told, permissions, "{query}");
    }
    ada.get("/v1/referrals?sort=name")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("sort");
    let (mut path, mut seen) = ("/v1/referrals?limit=1".to_owned(), 0);
    while let Some(cursor) = ada.get(&path).await.expect(200).json["next_cursor"].as_str() {
        path = format!("/v1/referrals?limit=1&cursor={cursor}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}
