//! Network asks, those who were asked, and what came of it.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

fn specific() -> Value {
    json!({
        "kind": "specific_ask", "role": "Speech therapist", "field": "Children", "place": "Baltimore",
        "asked_on": "2026-01-05",
    })
}

async fn contacts<const N: usize>(client: &Client) -> [String; N] {
    let mut ids = [const { String::new() }; N];
    for (number, id) in ids.iter_mut().enumerate() {
        let body = json!({"name": format!("Contact {number}")});
        *id = client.create("/v1/contacts", body).await;
    }
    ids
}

async fn ask(client: &Client) -> String {
    let id = client.create("/v1/network-asks", specific()).await;
    format!("/v1/network-asks/{id}")
}

/// The path of the recipient that a contact became.
async fn asked(client: &Client, ask: &str, contact: &str) -> String {
    let body = json!({"contact_ids": [contact], "channel": "email"});
    let added = client.post(&format!("{ask}/recipients"), body).await;
    let added = added.expect(200);
    let id = added.json["added"][0]["id"].as_str().unwrap();
    format!("{ask}/recipients/{id}")
}

#[tokio::test]
async fn an_ask_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada.post("/v1/network-asks", specific()).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "asked_on": "2026-01-05",
      "created_at": "2026-01-05T09:00:00Z",
      "field": "Children",
      "id": "019b76da-a800-7000-8000-000000000006",
      "kind": "specific_ask",
      "message": null,
      "object": "network_ask",
      "place": "Baltimore",
      "role": "Speech therapist",
      "state": "open",
      "theme_id": null,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    assert_eq!(ada.get(&path).await.expect(200).json, created.json);
    let closed = ada.patch(&path, json!({"state": "closed"})).await;
    assert_eq!(closed.expect(200).json["state"], "closed");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_specific_ask_is_told_what_it_lacks_and_an_announcement_is_not() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut body = json!({"kind": "specific_ask", "role": "Therapist", "asked_on": "2026-01-05"});
    let refused = ada.post("/v1/network-asks", body.clone()).await;
    let refused = refused.expect_problem(422, "invalid_body");
    let refused = refused
        .expect_error_at("#/field")
        .expect_error_at("#/place");
    assert_eq!(refused.json["errors"][0]["code"], "needed_to_be_specific");
    body["kind"] = json!("availability_announcement");
    let path = format!(
        "/v1/network-asks/{}",
        ada.create("/v1/network-asks", body.clone()).await
    );
    ada.patch(&path, json!({"kind": "specific_ask", "field": "Children"}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/place");
    body.as_object_mut().unwrap().remove("role");
    ada.post("/v1/network-asks", body)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/role");
}

#[tokio::test]
async fn asks_are_listed_by_kind_state_and_theme() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "Therapy"})).await;
    let mut body = specific();
    body["theme_id"] = json!(theme);
    ada.create("/v1/network-asks", body).await;
    let announced = json!({
        "kind": "availability_announcement", "role": "Front-end work", "asked_on": "2026-01-06", "state": "closed",
    });
    ada.create("/v1/network-asks", announced).await;
    for (query, roles) in [
        ("", &["Front-end work", "Speech therapist"][..]),
        ("sort=created_at", &["Speech therapist", "Front-end work"]),
        ("kind=specific_ask", &["Speech therapist"]),
        ("state=closed", &["Front-end work"]),
        (
            "state=open,closed&kind=availability_announcement",
            &["Front-end work"],
        ),
        (&format!("theme_id={theme}"), &["Speech therapist"]),
    ] {
        let found = ada
            .get(&format!("/v1/network-asks?{query}"))
            .await
            .expect(200);
        let data = found.json["data"].as_array().unwrap().clone();
        let told: Vec<_> = data
            .iter()
            .map(|one| one["role"].as_str().unwrap())
            .collect();
        assert_eq!(told, roles, "{query}");
    }
}

#[tokio::test]
async fn several_people_are_asked_at_once_and_each_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = ask(&ada).await;
    let [grace, sam, jo] = contacts(&ada).await;
    let recipients = format!("{path}/recipients");
    let body = json!({"contact_ids": [grace, sam, grace], "channel": "email"});
    let added = ada.post(&recipients, body).await.expect(200);
    assert_eq!(added.json["added"].as_array().unwrap().len(), 2);
    assert_json_snapshot!(added.json["added"][0], @r#"
    {
      "asked_at": "2026-01-05T09:00:00Z",
      "channel": "email",
      "contact_id": "019b76da-a800-7000-8000-000000000008",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-00000000000e",
      "network_ask_id": "019b76da-a800-7000-8000-000000000006",
      "note": null,
      "object": "network_ask_recipient",
      "replied_at": null,
      "state": "waiting",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let again = json!({"contact_ids": [jo, sam], "channel": "phone"});
    let again = ada.post(&recipients, again).await.expect(200);
    assert_eq!(again.json["added"].as_array().unwrap().len(), 1);
    assert_eq!(again.json["already_asked"], json!([sam]));
    let listed = ada.get(&recipients).await.expect(200);
    assert_eq!(listed.json["data"].as_array().unwrap().len(), 3);
    let contact = ada.get(&format!("/v1/contacts/{grace}")).await.expect(200);
    assert_eq!(contact.json["last_contacted_at"], "2026-01-05T09:00:00Z");
}

#[tokio::test]
async fn nobody_is_asked_when_one_wants_to_be_left_alone_is_unknown_or_the_ask_is_closed() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = ask(&ada).await;
    let recipients = format!("{path}/recipients");
    let [grace] = contacts(&ada).await;
    let [foreign] = contacts(&bob).await;
    let quiet = json!({"name": "Quiet", "do_not_contact": true});
    let quiet = ada.create("/v1/contacts", quiet).await;
    let body = |ids: Value| json!({"contact_ids": ids, "channel": "email"});
    let refused = ada.post(&recipients, body(json!([grace, quiet]))).await;
    let refused = refused.expect_problem(409, "do_not_contact");
    assert_eq!(refused.json["contact_ids"], json!([quiet]));
    assert!(refused.json["detail"].as_str().unwrap().contains("Quiet"));
    ada.post(&recipients, body(json!([grace, foreign])))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/contact_ids/1");
    let mut early = body(json!([grace]));
    early["asked_at"] = json!("2026-01-05T09:00:01Z");
    ada.post(&recipients, early)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/asked_at");
    ada.patch(&path, json!({"state": "closed"}))
        .await
        .expect(200);
    ada.post(&recipients, body(json!([grace])))
        .await
        .expect_problem(409, "wrong_state");
    assert_eq!(
        ada.get(&recipients).await.expect(200).json["data"],
        json!([])
    );
}

#[tokio::test]
async fn an_ask_goes_to_five_hundred_people_at_most() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = ask(&ada).await;
    let [grace] = contacts(&ada).await;
    asked(&ada, &path, &grace).await;
    app.sql(
        "WITH one AS (INSERT INTO contact SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM contact c, generate_series(1, 499) RETURNING id) \
         INSERT INTO network_ask_recipient SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), \
         'contact_id', one.id))).* FROM network_ask_recipient r, one",
    )
    .unwrap();
    let [last] = contacts(&ada).await;
    let body = json!({"contact_ids": [last], "channel": "email"});
    ada.post(&format!("{path}/recipients"), body)
        .await
        .expect_problem(409, "too_many_recipients");
}

#[tokio::test]
async fn an_answer_is_noted_with_its_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let ask = ask(&ada).await;
    let [grace] = contacts(&ada).await;
    let path = asked(&ada, &ask, &grace).await;
    app.advance(TimeDelta::minutes(10));
    for (patch, place) in [
        (
            json!({"replied_at": "2026-01-05T09:05:00Z"}),
            "#/replied_at",
        ),
        (
            json!({"state": "replied", "replied_at": "2026-01-05T08:00:00Z"}),
            "#/replied_at",
        ),
        (
            json!({"state": "replied", "replied_at": "2026-01-05T10:00:00Z"}),
            "#/replied_at",
        ),
        (json!({"state": "lost"}), "#/state"),
    ] {
        ada.patch(&path, patch)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let replied = ada
        .patch(&path, json!({"state": "cannot_help"}))
        .await
        .expect(200);
    assert_eq!(replied.json["replied_at"], "2026-01-05T09:10:00Z");
    let contact = ada.get(&format!("/v1/contacts/{grace}")).await.expect(200);
    assert_eq!(contact.json["last_contacted_at"], "2026-01-05T09:10:00Z");
    let back = json!({"state": "waiting", "replied_at": null});
    ada.patch(&path, back).await.expect(200);
    let waiting = ada
        .get(&format!("{ask}/recipients?state=waiting"))
        .await
        .expect(200);
    assert_eq!(waiting.json["data"].as_array().unwrap().len(), 1);
    let others = ada
        .get(&format!("{ask}/recipients?state=replied,no_reply"))
        .await;
    assert_eq!(others.expect(200).json["data"], json!([]));
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_results_tell_who_answered_and_whom_they_led_to() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = ask(&ada).await;
    let [grace, sam, jo] = contacts(&ada).await;
    asked(&ada, &path, &grace).await;
    asked(&ada, &path, &sam).await;
    app.advance(TimeDelta::hours(50));
    let ada = app.person("ada").await;
    let id = path.rsplit('/').next().unwrap();
    let led = json!({"referrer_id": sam, "contact_id": jo, "network_ask_id": id});
    ada.create("/v1/referrals", led).await;
    let results = ada.get(&format!("{path}/results")).await.expect(200);
    assert_json_snapshot!(results.json, @r#"
    {
      "asked": 2,
      "countries": [],
      "days_to_first_introduction": 2,
      "days_to_first_reply": 2,
      "introductions": 1,
      "network_ask_id": "019b76da-a800-7000-8000-000000000006",
      "object": "network_ask_results",
      "recipients": [
        {
          "asked_at": "2026-01-05T09:00:00Z",
          "contact_id": "019b76da-a800-7000-8000-00000000000a",
          "introductions": 1,
          "name": "Contact 1",
          "recipient_id": "019b76da-a800-7000-8000-000000000010",
          "replied_at": null,
          "state": "waiting"
        },
        {
          "asked_at": "2026-01-05T09:00:00Z",
          "contact_id": "019b76da-a800-7000-8000-000000000008",
          "introductions": 0,
          "name": "Contact 0",
          "recipient_id": "019b76da-a800-7000-8000-00000000000e",
          "replied_at": null,
          "state": "waiting"
        }
      ],
      "replied": 1,
      "reply_percent": 50
    }
    "#);
    let empty = ada.create("/v1/network-asks", specific()).await;
    let empty = ada
        .get(&format!("/v1/network-asks/{empty}/results"))
        .await
        .expect(200);
    assert_eq!(empty.json["reply_percent"], json!(null));
    ada.delete(&path).await.expect(204);
    let kept = ada.get("/v1/referrals").await.expect(200);
    assert_eq!(kept.json["data"][0]["network_ask_id"], json!(null));
}
