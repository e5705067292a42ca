//! Drafts, and what they said before.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{contact, outreach, shipped};
use crate::harness::TestApp;

#[tokio::test]
async fn a_message_is_drafted_in_ones_own_words() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let created = ada
        .post(
            "/v1/messages",
            json!({
                "contact_id": jo, "kind": "email", "subject": "A question", "body": "Would you have 20 minutes?",
                "language": "en-us", "requested_minutes": 20, "window": {"starts_on": "2026-10-10", "ends_on": "2026-10-15"},
            }),
        )
        .await
        .expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "attachments": [],
      "attempt_id": null,
      "body": "Would you have 20 minutes?",
      "channel": null,
      "contact_id": "019b76da-a800-7000-8000-000000000006",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000008",
      "is_resume_asked_for": false,
      "kind": "email",
      "language": "en-US",
      "learnings": [],
      "object": "message",
      "outreach_id": null,
      "override_reason": null,
      "requested_minutes": 20,
      "sent_at": null,
      "state": "draft",
      "subject": "A question",
      "template_id": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "window": {
        "ends_on": "2026-10-15",
        "place": null,
        "starts_on": "2026-10-10"
      }
    }
    "#);
    let path = created.header("location");
    assert_eq!(ada.get(path).await.expect(200).json, created.json);
    ada.delete(path).await.expect(204);
    ada.get(path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_message_is_written_from_a_template() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    let template = shipped(&ada, "voicemail").await;
    let draft =
        json!({"outreach_id": pursuit, "template": {"id": template}, "requested_minutes": 10});
    let draft = ada.post("/v1/messages", draft).await.expect(201).json;
    assert_eq!(
        draft["body"],
        "Good morning, Jo Okafor, this is ada. I wrote to you about speech therapy. I hope for 10 minutes of your time to \
         hear how you see it, and I am not asking for a job. I will try again in a few days; there is no need to call \
         back. Thank you."
    );
    let told = (
        &draft["kind"],
        &draft["contact_id"],
        &draft["template_id"],
        &draft["language"],
    );
    assert_eq!(
        told,
        (
            &json!("voicemail"),
            &json!(jo),
            &json!(template),
            &json!("en")
        )
    );
}

#[tokio::test]
async fn every_former_text_is_kept() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let draft = json!({"kind": "email", "subject": "One", "body": "First"});
    let path = format!("/v1/messages/{}", ada.create("/v1/messages", draft).await);
    ada.patch(&path, json!({"body": "Second"}))
        .await
        .expect(200);
    // Another thing than the text changes: no former text.
    ada.patch(&path, json!({"requested_minutes": 10}))
        .await
        .expect(200);
    app.advance(chrono::TimeDelta::minutes(1));
    ada.patch(&path, json!({"subject": null})).await.expect(200);
    let versions = ada.get(&format!("{path}/versions")).await.expect(200).json;
    let texts = versions["data"].as_array().unwrap().iter().map(|version| {
        json!([
            version["revision"],
            version["subject"],
            version["body"],
            version["created_at"]
        ])
    });
    assert_eq!(
        Value::Array(texts.collect()),
        json!([
            [3, "One", "Second", "2026-01-05T09:01:00Z"],
            [1, "One", "First", "2026-01-05T09:00:00Z"],
        ])
    );
    ada.delete(&path).await.expect(204);
    assert_eq!(
        app.sql("SELECT count(*) FROM message_version").unwrap(),
        "0"
    );
}

#[tokio::test]
async fn a_draft_keeps_two_hundred_former_texts() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!(
        "/v1/messages/{}",
        ada.create("/v1/messages", json!({"kind": "letter", "body": "A"}))
            .await
    );
    ada.patch(&path, json!({"body": "B"})).await.expect(200);
    app.sql(
        "INSERT INTO message_version SELECT (jsonb_populate_record(one, \
         jsonb_build_object('id', gen_random_uuid(), 'revision', n))).* \
         FROM message_version AS one, generate_series(1001, 1199) AS n",
    )
    .unwrap();
    ada.patch(&path, json!({"body": "C"}))
        .await
        .expect_problem(409, "limit_reached");
    ada.patch(&path, json!({"requested_minutes": 10}))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_draft_is_written_anew_from_a_template() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let draft = json!({"contact_id": jo, "kind": "decline_courtesy", "subject": "Thanks", "body": "Thanks."});
    let path = format!("/v1/messages/{}", ada.create("/v1/messages", draft).await);
    let template = shipped(&ada, "decline_courtesy").await;
    let anew = ada
        .patch(&path, json!({"template": {"id": template}}))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&anew["subject"], &anew["template_id"]),
        (&json!("Thank you all the same"), &json!(template))
    );
    // Changed by hand it is still what was written from it.
    let changed = ada
        .patch(&path, json!({"body": "Dear Jo"}))
        .await
        .expect(200)
        .json;
    assert_eq!(changed["template_id"], json!(template));
    let other = shipped(&ada, "letter").await;
    let refused = ada.patch(&path, json!({"template": {"id": other}})).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/kind");
}

#[tokio::test]
async fn documents_go_along_in_their_order() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let mut documents = Vec::new();
    for name in ["Resume", "Portfolio"] {
        documents.push(
            ada.create("/v1/documents", json!({"name": name, "kind": "resume"}))
                .await,
        );
    }
    documents.reverse();
    let draft = json!({"kind": "letter", "body": "A", "attachments": documents});
    let path = format!(
        "/v1/messages/{}",
        ada.create("/v1/messages", draft.clone()).await
    );
    assert_eq!(
        ada.get(&path).await.expect(200).json["attachments"],
        json!(documents)
    );
    let first = ada
        .patch(&path, json!({"attachments": [documents[0]]}))
        .await
        .expect(200);
    assert_eq!(first.json["attachments"], json!([documents[0]]));
    let gone = ada.delete(&format!("/v1/documents/{}", documents[0])).await;
    gone.expect_problem(409, "in_use");
    let refused = bob.post("/v1/messages", draft).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/attachments");
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let nobody = "00000000-0000-7000-8000-00000000dead";
    for (body, at) in [
        (json!({"kind": "letter"}), "#/body"),
        (json!({"body": "Hello"}), "#/kind"),
        (json!({"kind": "letter", "body": " "}), "#/body"),
        (
            json!({"kind": "letter", "body": "x".repeat(20_001)}),
            "#/body",
        ),
        (
            json!({"kind": "letter", "subject": "A", "body": "B"}),
            "#/subject",
        ),
        (
            json!({"kind": "email", "body": "B", "contact_id": nobody}),
            "#/contact_id",
        ),
        (json!({"template": {"id": nobody}}), "#/template/id"),
        (
            json!({"kind": "email", "body": "B", "language": "??"}),
            "#/language",
        ),
        (
            json!({"kind": "email", "body": "B", "requested_minutes": 61}),
            "#/requested_minutes",
        ),
        (
            json!({"kind": "email", "body": "B", "learnings": vec!["x"; 11]}),
            "#/learnings",
        ),
        (
            json!({"kind": "email", "body": "B", "attachments": vec![nobody; 11]}),
            "#/attachments",
        ),
    ] {
        let refused = ada.post("/v1/messages", body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
    assert_eq!(app.sql("SELECT count(*) FROM message").unwrap(), "0");
}

#[tokio::test]
async fn messages_are_listed_by_what_they_are_about() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (jo, lin) = (contact(&ada, "Jo").await, contact(&ada, "Lin").await);
    let pursuit = outreach(&ada, &jo).await;
    let to_jo = json!({"outreach_id": pursuit, "kind": "email", "body": "A"});
    let to_jo = ada.create("/v1/messages", to_jo).await;
    let to_lin = json!({"contact_id": lin, "kind": "thank_you", "body": "B"});
    let to_lin = ada.create("/v1/messages", to_lin).await;
    for (query, ids) in [
        (String::new(), vec![&to_lin, &to_jo]),
        (format!("contact_id={jo}"), vec![&to_jo]),
        (format!("outreach_id={pursuit}"), vec![&to_jo]),
        ("kind=thank_you,letter".to_owned(), vec![&to_lin]),
        ("state=sent".to_owned(), vec![]),
        (
            "state=draft&sort=created_at".to_owned(),
            vec![&to_jo, &to_lin],
        ),
    ] {
        let page = ada.get(&format!("/v1/messages?{query}")).await.expect(200);
        let found = page.json["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["id"]);
        let found: Vec<&str> = found.map(|id| id.as_str().unwrap()).collect();
        assert_eq!(found, ids, "{query}");
    }
}

#[tokio::test]
async fn thanks_from_a_template_name_what_was_new() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let template = shipped(&ada, "thank_you").await;
    let draft = json!({"contact_id": jo, "template": {"id": template}, "learnings": ["reports take most of the day"]});
    let draft = ada.post("/v1/messages", draft).await.expect(201).json;
    let body = draft["body"].as_str().unwrap();
    assert!(
        body.contains("It was new to me that reports take most of the day, and"),
        "{body}"
    );
}

#[tokio::test]
async fn what_was_written_from_a_template_outlives_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let template = json!({"kind": "letter", "name": "Mine", "body": "Hello from {{ me.name }}"});
    let template = ada.create("/v1/message-templates", template).await;
    let draft = json!({"template": {"id": template}});
    let path = format!("/v1/messages/{}", ada.create("/v1/messages", draft).await);
    assert_eq!(
        ada.get(&path).await.expect(200).json["template_id"],
        json!(template)
    );
    ada.delete(&format!("/v1/message-templates/{template}"))
        .await
        .expect(204);
    let left = ada.get(&path).await.expect(200).json;
    assert_eq!(
        (&left["template_id"], &left["body"]),
        (&Value::Null, &json!("Hello from ada"))
    );
}

#[tokio::test]
async fn the_days_of_a_visit_are_asked_for_by_every_message_of_its_outreaches() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let visit = json!({
        "city": "Baltimore", "country": "US", "starts_on": "2026-02-10", "ends_on": "2026-02-15",
        "time_zone": "America/New_York"
    });
    let visit = ada.create("/v1/visits", visit).await;
    let template = shipped(&ada, "letter").await;
    let expected =
        json!({ "starts_on": "2026-02-10", "ends_on": "2026-02-15", "place": "Baltimore" });
    for name in ["Jo", "Max"] {
        let contact = contact(&ada, name).await;
        let pursuit = json!({ "contact_id": contact });
        let pursuit = ada.create("/v1/outreach", pursuit).await;
        let link = format!("/v1/visits/{visit}/outreaches/{pursuit}");
        ada.send(reqwest::Method::PUT, &link, None, "")
            .await
            .expect(201);
        let input = json!({ "outreach_id": pursuit, "template": { "id": template } });
        let draft = ada.post("/v1/messages", input).await.expect(201).json;
        assert_eq!(draft["window"], expected);
        let body = draft["body"].as_str().unwrap();
        assert!(body.contains("when I am in Baltimore"), "{body}");
        let render = format!("/v1/message-templates/{template}/render");
        let rendered = ada
            .post(&render, json!({ "outreach_id": pursuit }))
            .await
            .expect(200);
        assert_eq!(rendered.json["body"], draft["body"]);
        // Whoever says otherwise is taken at their word, and a draft keeps what it says.
        let window = json!({ "starts_on": "2026-03-01", "ends_on": "2026-03-02", "place": null });
        let own = json!({ "outreach_id": pursuit, "kind": "letter", "body": "Dear you", "window": window });
        let own = ada.post("/v1/messages", own).await.expect(201).json;
        assert_eq!(own["window"], window);
        let path = format!("/v1/messages/{}", own["id"].as_str().unwrap());
        let cleared = ada
            .patch(&path, json!({ "window": null }))
            .await
            .expect(200)
            .json;
        assert_eq!(cleared["window"], json!(null));
    }
}
