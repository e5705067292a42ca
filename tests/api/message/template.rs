//! Templates.

use std::collections::BTreeSet;

use domain::{message::MessageKind, vocabulary::Vocabulary};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{contact, outreach, rules, shipped};
use crate::harness::TestApp;

#[tokio::test]
async fn there_is_a_template_for_every_kind_of_message() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let page = ada.get("/v1/message-templates?limit=100").await.expect(200);
    let shipped = page.json["data"].as_array().unwrap();
    let kinds: BTreeSet<&str> = shipped
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    let all: BTreeSet<&str> = MessageKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(kinds, all);
    for one in shipped {
        assert_eq!(
            (&one["origin"], &one["locale"]),
            (&json!("system"), &json!("en"))
        );
        // Saving it as one's own shows that it can be filled in.
        let path = format!(
            "/v1/message-templates/{}/copies",
            one["id"].as_str().unwrap()
        );
        let copy = ada.post(&path, json!({})).await.expect(201);
        assert_eq!(
            (&copy.json["body"], &copy.json["origin"]),
            (&one["body"], &json!("own"))
        );
        let saved = ada
            .patch(
                copy.header("location"),
                json!({"body": one["body"], "name": "Mine"}),
            )
            .await;
        saved.expect(200);
    }
}

#[tokio::test]
async fn an_own_template_is_written_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada
        .post(
            "/v1/message-templates",
            json!({"kind": "letter", "name": "Mine", "body": "Dear {{ contact.name }}"}),
        )
        .await
        .expect(201);
    let path = created.header("location").to_owned();
    assert_json_snapshot!(created.json, @r#"
    {
      "body": "Dear {{ contact.name }}",
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "kind": "letter",
      "locale": "en",
      "name": "Mine",
      "object": "message_template",
      "origin": "own",
      "subject": null,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let renamed = ada.patch(&path, json!({"name": "Ours"})).await.expect(200);
    assert_eq!(renamed.json["name"], "Ours");
    assert_eq!(ada.get(&path).await.expect(200).json, renamed.json);
    let own = ada
        .get("/v1/message-templates?origin=own")
        .await
        .expect(200);
    assert_eq!(own.json["data"], json!([renamed.json]));
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_ships_with_the_service_is_copied_and_not_changed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("/v1/message-templates/{}", shipped(&ada, "letter").await);
    let refused = ada.patch(&path, json!({"name": "Mine"})).await;
    refused.expect_problem(409, "built_in");
    ada.delete(&path).await.expect_problem(409, "built_in");
    let copies = format!("{path}/copies");
    let copy = ada.post(&copies, json!({"name": "Mine"})).await.expect(201);
    assert_eq!(
        (&copy.json["name"], &copy.json["kind"]),
        (&json!("Mine"), &json!("letter"))
    );
}

#[tokio::test]
async fn a_broken_template_is_refused_with_its_line() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (part, text, says) in [
        (
            "body",
            "Dear\n{{ contact.nmae }}",
            "line 2: contact.nmae is no value or block",
        ),
        ("body", "{% if me.name %}", "line 1: "),
        (
            "body",
            "{% for a in range(1000000000) %}x{% endfor %}",
            "line 1: for is nothing that a template can do",
        ),
        (
            "body",
            "{{ 'x' * 1000000000 }}",
            "line 1: it takes too much work",
        ),
        ("subject", "{{ me.name", "line 1: {{ is not closed"),
    ] {
        let mut template = json!({"kind": "email", "name": "Broken", "subject": "A", "body": "B"});
        template[part] = json!(text);
        let refused = ada.post("/v1/message-templates", template).await;
        let refused = refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/{part}"));
        let error = &refused.json["errors"][0];
        assert_eq!(error["code"], "broken_template");
        assert!(
            error["detail"].as_str().unwrap().starts_with(says),
            "{error}"
        );
    }
    let with_subject = json!({"kind": "letter", "name": "A", "subject": "B", "body": "C"});
    let refused = ada.post("/v1/message-templates", with_subject).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/subject");
    let tag = json!({"kind": "letter", "name": "A", "body": "C", "locale": "not a tag"});
    let refused = ada.post("/v1/message-templates", tag).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/locale");
    assert_eq!(
        app.sql("SELECT count(*) FROM message_template").unwrap(),
        "0"
    );
}

#[tokio::test]
async fn there_is_a_limit_to_own_templates() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let template = json!({"kind": "letter", "name": "Mine", "body": "Hello"});
    ada.create("/v1/message-templates", template.clone()).await;
    app.sql(
        "INSERT INTO message_template SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM message_template AS one, generate_series(1, 199)",
    )
    .unwrap();
    let refused = ada.post("/v1/message-templates", template).await;
    refused.expect_problem(409, "limit_reached");
    let copies = format!(
        "/v1/message-templates/{}/copies",
        shipped(&ada, "letter").await
    );
    let refused = ada.post(&copies, json!({})).await;
    refused.expect_problem(409, "limit_reached");
}

#[tokio::test]
async fn what_can_be_mentioned_is_listed_with_the_call_that_provides_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let first = ada
        .get("/v1/message-template-values?limit=20")
        .await
        .expect(200);
    let next = format!(
        "/v1/message-template-values?limit=20&cursor={}",
        first.json["next_cursor"].as_str().unwrap()
    );
    let rest = ada.get(&next).await.expect(200).json;
    let listed = first.json["data"]
        .as_array()
        .unwrap()
        .iter()
        .chain(rest["data"].as_array().unwrap());
    let listed: Vec<&Value> = listed.collect();
    let operations: BTreeSet<String> = crate::harness::document::operations()
        .into_iter()
        .map(|operation| operation.id)
        .collect();
    for one in &listed {
        let operation = one["operation_id"].as_str();
        assert!(operation.is_none_or(|id| operations.contains(id)), "{one}");
        let body = format!("{{{{ {} }}}}", one["name"].as_str().unwrap());
        let template = json!({"kind": "letter", "name": "Mine", "body": body});
        ada.post("/v1/message-templates", template)
            .await
            .expect(201);
    }
    assert_eq!((listed.len(), &rest["has_more"]), (27, &json!(false)));
}

#[tokio::test]
async fn a_template_is_rendered_from_what_is_known() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    ada.patch(
        "/v1/profile",
        json!({"headline": "I teach reading in Dayton"}),
    )
    .await
    .expect(200);
    let talk = json!({"contact_id": jo, "kind": "achievement", "title": "your talk on stuttering"});
    ada.create("/v1/research-items", talk).await;
    let path = format!(
        "/v1/message-templates/{}/render",
        shipped(&ada, "letter").await
    );
    let wanted = json!({
        "outreach_id": pursuit, "requested_minutes": 15, "mode": "phone",
        "window": {"starts_on": "2026-10-10", "ends_on": "2026-10-15", "place": "Baltimore"},
    });
    let rendered = ada.post(&path, wanted).await.expect(200);
    assert_json_snapshot!(rendered.json, @r#"
    {
      "body": "Dear Jo Okafor,\n\nMy name is ada: I teach reading in Dayton. I am finding out whether speech therapy is for me.\n\nI came across your talk on stuttering, and would like to understand the way that led you there.\n\nWould you have 15 minutes to talk, by phone, between 10 October and 15 October, when I am in Baltimore? I am not looking for a job: I would like to hear what your work asks of you. I will call your office in the week after this letter reaches you, so you need not write back.\n\nThank you for reading this, and for any time that you can spare.\n\nada",
      "kind": "letter",
      "missing": [
        {
          "is_shown": false,
          "means": "Where they work",
          "name": "contact.organization",
          "operation_id": "update_contact",
          "placeholder": "[their organization]"
        },
        {
          "is_shown": false,
          "means": "What you have in common",
          "name": "common_ground",
          "operation_id": "create_common_ground",
          "placeholder": "[what you have in common]"
        },
        {
          "is_shown": false,
          "means": "Who led you to them, if they allow you to say so",
          "name": "referrer.name",
          "operation_id": "update_referral",
          "placeholder": "[who led you to them]"
        }
      ],
      "object": "rendering",
      "subject": null
    }
    "#);
}

#[tokio::test]
async fn what_is_missing_stands_out_and_names_the_call_that_provides_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let template = json!({"kind": "thank_you", "name": "Mine", "subject": "Thank you, {{ contact.name }}",
        "body": "It was new to me that {{ learning }}.{% if advice %} {{ advice }}{% endif %}"});
    let id = ada.create("/v1/message-templates", template).await;
    let path = format!("/v1/message-templates/{id}/render");
    let bare = ada.post(&path, json!({})).await.expect(200);
    assert_json_snapshot!(bare.json, @r#"
    {
      "body": "It was new to me that [something new to you].",
      "kind": "thank_you",
      "missing": [
        {
          "is_shown": true,
          "means": "Their name",
          "name": "contact.name",
          "operation_id": "create_contact",
          "placeholder": "[their name]"
        },
        {
          "is_shown": true,
          "means": "Something that was new to you",
          "name": "learning",
          "operation_id": "create_message",
          "placeholder": "[something new to you]"
        },
        {
          "is_shown": false,
          "means": "Their advice",
          "name": "advice",
          "operation_id": "create_message",
          "placeholder": "[their advice]"
        }
      ],
      "object": "rendering",
      "subject": "Thank you, [their name]"
    }
    "#);
    let values = json!({"values": [{"name": "learning", "text": "{{ me.name }}"}]});
    let said = ada.post(&path, values).await.expect(200);
    assert_eq!(said.json["body"], "It was new to me that {{ me.name }}.");
}

#[tokio::test]
async fn a_referrers_name_enters_a_text_only_with_recorded_permission() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (jo, anna) = (
        contact(&ada, "Jo Okafor").await,
        contact(&ada, "Anna Lindqvist").await,
    );
    let template = json!({"kind": "email", "name": "Mine", "body": "{{ referrer.name }} sent me."});
    let id = ada.create("/v1/message-templates", template).await;
    let path = format!("/v1/message-templates/{id}/render");
    let to_jo = json!({"contact_id": jo});
    let referral = json!({"referrer_id": anna, "contact_id": jo});
    let referral = ada.create("/v1/referrals", referral).await;
    for permission in ["not_asked", "asked", "denied"] {
        let change = json!({"permission_to_name": permission});
        ada.patch(&format!("/v1/referrals/{referral}"), change)
            .await
            .expect(200);
        let rendered = ada.post(&path, to_jo.clone()).await.expect(200).json;
        assert_eq!(
            rendered["body"], "[who led you to them] sent me.",
            "{permission}"
        );
        assert_eq!(rendered["missing"][0]["operation_id"], "update_referral");
    }
    let mut by_hand = to_jo.clone();
    by_hand["values"] = json!([{"name": "referrer.name", "text": "Anna Lindqvist"}]);
    let refused = ada.post(&path, by_hand).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/values/0/name");
    let granted = json!({"permission_to_name": "granted"});
    ada.patch(&format!("/v1/referrals/{referral}"), granted)
        .await
        .expect(200);
    let rendered = ada.post(&path, to_jo).await.expect(200).json;
    assert_eq!(
        (&rendered["body"], &rendered["missing"]),
        (&json!("Anna Lindqvist sent me."), &json!([]))
    );
}

#[tokio::test]
async fn what_a_rendering_refers_to_is_the_callers_and_goes_together() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let (jo, lin) = (contact(&ada, "Jo").await, contact(&ada, "Lin").await);
    let pursuit = outreach(&ada, &jo).await;
    let path = format!(
        "/v1/message-templates/{}/render",
        shipped(&ada, "letter").await
    );
    for (client, body, at) in [
        (&bob, json!({"contact_id": jo}), "#/contact_id"),
        (&bob, json!({"outreach_id": pursuit}), "#/outreach_id"),
        (
            &ada,
            json!({"outreach_id": pursuit, "contact_id": lin}),
            "#/contact_id",
        ),
        (
            &ada,
            json!({"window": {"starts_on": "2026-10-10", "ends_on": "2026-10-09"}}),
            "#/window/ends_on",
        ),
    ] {
        let refused = client.post(&path, body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
}

/// With everything known, what the service writes passes its own lint.
#[tokio::test]
async fn the_lint_has_nothing_against_a_filled_template_of_the_service() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor").await;
    let pursuit = outreach(&ada, &jo).await;
    let profile = json!({"headline": "I teach reading in Dayton", "strengths": ["listening"]});
    ada.patch("/v1/profile", profile).await.expect(200);
    let talk = json!({"contact_id": jo, "kind": "achievement", "title": "your talk on stuttering"});
    ada.create("/v1/research-items", talk).await;
    let ground = json!({"kind": "school", "label": "Ohio State"});
    ada.post(&format!("/v1/contacts/{jo}/common-ground"), ground)
        .await
        .expect(201);
    let values = json!([
        {"name": "learning", "text": "most of the day goes into reports"},
        {"name": "advice", "text": "sit in on a session"},
        {"name": "result", "text": "I watched two sessions, and liked it"},
        {"name": "sought", "text": "a speech therapist at a school in Dayton"},
    ]);
    let page = ada
        .get("/v1/message-templates?limit=100&origin=system")
        .await
        .expect(200);
    let mut found = Vec::new();
    for template in page.json["data"].as_array().unwrap() {
        let draft = json!({
            "outreach_id": pursuit, "requested_minutes": 20,
            "window": {"starts_on": "2026-10-10", "ends_on": "2026-10-15", "place": "Baltimore"},
            "template": {"id": template["id"], "values": values},
        });
        let linted = ada.post("/v1/messages/lint", draft).await.expect(200).json;
        assert_eq!(linted["has_errors"], false, "{template}: {linted}");
        for rule in rules(&linted) {
            found.push(format!("{}: {rule}", template["name"].as_str().unwrap()));
        }
    }
    assert_json_snapshot!(found, @"[]");
}
