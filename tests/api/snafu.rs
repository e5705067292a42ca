//! Snafus: what went wrong, the lesson, and the check before the next message.

use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// A contact with two e-mail addresses at an organization, and an outreach to them.
async fn grace(ada: &Client) -> (String, String, String) {
    let mint = ada
        .create("/v1/organizations", json!({ "name": "Mint" }))
        .await;
    let contact = json!({
        "name": "Grace", "relationship": "stranger", "organization_id": mint, "methods": [
            { "kind": "email", "value": "old@example.org" },
            { "kind": "email", "value": "grace@example.org", "is_primary": true },
            { "kind": "phone", "value": "+1 410 555 0100" }
        ]
    });
    let contact = ada.create("/v1/contacts", contact).await;
    let outreach = json!({ "contact_id": contact });
    let outreach = ada.create("/v1/outreach", outreach).await;
    (mint, contact, format!("/v1/outreach/{outreach}"))
}

async fn validities(ada: &Client, contact: &str) -> Vec<Value> {
    let found = ada
        .get(&format!("/v1/contacts/{contact}"))
        .await
        .expect(200)
        .json;
    let methods = found["methods"].as_array().unwrap().iter();
    methods.map(|method| method["validity"].clone()).collect()
}

#[tokio::test]
async fn a_snafu_is_recorded_changed_resolved_and_opened_again() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (mint, contact, _) = grace(&ada).await;
    let input = json!({ "contact_id": contact, "cause": "misspelled_name" });
    let created = ada.post("/v1/snafus", input).await.expect(201);
    insta::assert_json_snapshot!(created.json, @r#"
    {
      "attempt_id": null,
      "cause": "misspelled_name",
      "contact_id": "019b76da-a800-7000-8000-000000000008",
      "created_at": "2026-01-05T09:00:00Z",
      "happened_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-00000000000c",
      "lesson": "Look the name up letter by letter before you write.",
      "object": "snafu",
      "organization_id": null,
      "resolution": null,
      "resolved_at": null,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    let better = json!({ "organization_id": mint, "lesson": "It is Grace with a c." });
    let changed = ada.patch(&path, better).await.expect(200).json;
    assert_eq!(
        (&changed["contact_id"], &changed["organization_id"]),
        (&json!(contact), &json!(mint))
    );

    ada.act(&format!("{path}/reopen"))
        .await
        .expect_problem(409, "wrong_state");
    let note = json!({ "note": "Wrote to her again." });
    let resolve = format!("{path}/resolve");
    let resolved = ada.post(&resolve, note.clone()).await.expect(200).json;
    assert_eq!(
        (&resolved["resolution"], &resolved["resolved_at"]),
        (
            &json!("Wrote to her again."),
            &json!("2026-01-05T09:00:00Z")
        )
    );
    ada.post(&resolve, note)
        .await
        .expect_problem(409, "wrong_state");
    // Changing it leaves that as it is.
    let changed = ada
        .patch(&path, json!({ "cause": "other" }))
        .await
        .expect(200)
        .json;
    assert_eq!(changed["resolved_at"], "2026-01-05T09:00:00Z");
    let open = ada.act(&format!("{path}/reopen")).await.expect(200).json;
    assert_eq!(
        (&open["resolved_at"], &open["resolution"]),
        (&Value::Null, &Value::Null)
    );
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn snafus_are_listed_by_what_they_are_about() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (mint, contact, _) = grace(&ada).await;
    let of_grace = json!({ "contact_id": contact, "cause": "too_long" });
    let of_grace = ada.create("/v1/snafus", of_grace).await;
    let of_mint = json!({ "organization_id": mint, "cause": "caught_as_spam" });
    let of_mint = ada.create("/v1/snafus", of_mint).await;
    ada.post(&format!("/v1/snafus/{of_mint}/resolve"), json!({}))
        .await
        .expect(200);
    for (query, found) in [
        ("", vec![&of_mint, &of_grace]),
        ("?sort=created_at", vec![&of_grace, &of_mint]),
        (&format!("?contact_id={contact}"), vec![&of_grace]),
        (&format!("?organization_id={mint}"), vec![&of_mint]),
        ("?cause=too_long,wrong_person", vec![&of_grace]),
        ("?is_open=true", vec![&of_grace]),
        ("?is_open=false", vec![&of_mint]),
    ] {
        let page = ada
            .get(&format!("/v1/snafus{query}"))
            .await
            .expect(200)
            .json;
        let ids: Vec<_> = page["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].clone())
            .collect();
        let found: Vec<_> = found.into_iter().map(|id| json!(id)).collect();
        assert_eq!(ids, found, "{query}");
    }
}

#[tokio::test]
async fn a_snafu_is_about_somebody_and_in_the_past() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let nobody = json!({ "cause": "other" });
    ada.post("/v1/snafus", nobody)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/contact_id");
    let (_, contact, _) = grace(&ada).await;
    let coming =
        json!({ "contact_id": contact, "cause": "other", "happened_at": "2026-01-06T09:00:00Z" });
    ada.post("/v1/snafus", coming)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/happened_at");
    assert_eq!(app.sql("SELECT count(*) FROM snafu").unwrap(), "0");
}

#[tokio::test]
async fn what_bounces_marks_the_address_and_teaches() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, contact, outreach) = grace(&ada).await;
    let attempts = format!("{outreach}/attempts");
    let bounced = json!({ "channel": "email", "outcome": "bounced" });
    let recorded = ada.post(&attempts, bounced.clone()).await.expect(201).json;
    assert_eq!(
        validities(&ada, &contact).await,
        ["unverified", "bounced", "unverified"]
    );
    let snafu = &recorded["snafu"];
    assert_eq!(
        (&snafu["cause"], &snafu["attempt_id"], &snafu["contact_id"]),
        (&json!("bounced"), &recorded["id"], &json!(contact))
    );
    assert_eq!(
        recorded["outreach"]["next_action"]["kind"],
        "correct_contact_method"
    );

    // The only one left is meant, until none is.
    ada.post(&attempts, bounced.clone()).await.expect(201);
    assert_eq!(
        validities(&ada, &contact).await,
        ["bounced", "bounced", "unverified"]
    );
    ada.post(&attempts, bounced).await.expect(201);
    let wrong =
        json!({ "channel": "phone", "outcome": "wrong_number", "address": "+1 410 555 0199" });
    ada.post(&attempts, wrong)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/address");
    let wrong = json!({
        "channel": "phone", "outcome": "wrong_number", "address": "+1 410 555 0100",
        "snafu": { "lesson": "Ask the front desk." }
    });
    let recorded = ada.post(&attempts, wrong).await.expect(201).json;
    assert_eq!(
        validities(&ada, &contact).await,
        ["bounced", "bounced", "wrong_number"]
    );
    assert_eq!(
        (&recorded["snafu"]["cause"], &recorded["snafu"]["lesson"]),
        (&json!("wrong_number"), &json!("Ask the front desk."))
    );
    let counts = "SELECT (SELECT count(*) FROM attempt), (SELECT count(*) FROM snafu)";
    assert_eq!(app.sql(counts).unwrap(), "4|4");
}

#[tokio::test]
async fn a_decline_with_a_referral_is_captured_in_one_call() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, contact, outreach) = grace(&ada).await;
    let attempts = format!("{outreach}/attempts");
    ada.post(&attempts, json!({ "channel": "email", "outcome": "sent" }))
        .await
        .expect(201);
    let declined = |second: Value| {
        json!({
            "channel": "email", "direction": "inbound", "outcome": "declined_with_referral",
            "referrals": [
                {
                    "contact": { "name": "Joan Clarke", "headline": "Speech therapist" }, "permission_to_name": "granted",
                    "note": "Has more time."
                },
                second
            ]
        })
    };
    let refused = declined(json!({ "contact_id": "019b76da-a800-7000-8000-000000000999" }));
    ada.post(&attempts, refused)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/referrals/1/contact_id");
    let counts = "SELECT (SELECT count(*) FROM attempt), (SELECT count(*) FROM contact), (SELECT count(*) FROM referral)";
    assert_eq!(app.sql(counts).unwrap(), "1|1|0", "nothing of it is kept");

    let known = json!({ "name": "Max", "relationship": "friend" });
    let known = ada.create("/v1/contacts", known).await;
    let recorded = ada
        .post(&attempts, declined(json!({ "contact_id": known })))
        .await
        .expect(201)
        .json;
    assert_eq!(recorded["outreach"]["state"], "declined");
    assert_eq!(
        recorded["outreach"]["next_action"]["kind"],
        "thank_and_close"
    );
    let joan = &recorded["contacts"][0];
    assert_eq!(
        (&joan["name"], &joan["relationship"]),
        (&json!("Joan Clarke"), &json!("referred"))
    );
    let referrals = recorded["referrals"].as_array().unwrap();
    assert_eq!(referrals.len(), 2);
    for (referral, to) in referrals.iter().zip([joan["id"].clone(), json!(known)]) {
        assert_eq!(
            (
                &referral["referrer_id"],
                &referral["contact_id"],
                &referral["attempt_id"]
            ),
            (&json!(contact), &to, &recorded["id"])
        );
    }
    assert_eq!(referrals[0]["permission_to_name"], "granted");
    let path = format!("/v1/referrals/{}", referrals[0]["id"].as_str().unwrap());
    assert_eq!(ada.get(&path).await.expect(200).json, referrals[0]);
}

#[tokio::test]
async fn only_an_answer_leads_to_somebody() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, _, outreach) = grace(&ada).await;
    let early = json!({
        "channel": "email", "outcome": "sent", "referrals": [{ "contact": { "name": "Joan" } }]
    });
    ada.post(&format!("{outreach}/attempts"), early)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/referrals");
}

#[tokio::test]
async fn the_check_before_sending_tells_the_open_lessons() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (mint, contact, outreach) = grace(&ada).await;
    let check = format!("{outreach}/pre-send-check");
    let attempts = format!("{outreach}/attempts");
    let unopened = json!({ "channel": "email", "outcome": "opened_by_nobody_we_know" });
    let of_grace = ada.post(&attempts, unopened).await.expect(201).json["snafu"].clone();
    let of_mint = json!({ "organization_id": mint, "cause": "caught_as_spam" });
    let of_mint = ada.post("/v1/snafus", of_mint).await.expect(201).json;
    let max = json!({ "name": "Max", "relationship": "friend" });
    let max = ada.create("/v1/contacts", max).await;
    let led = json!({ "referrer_id": max, "contact_id": contact });
    let referral = ada.create("/v1/referrals", led).await;
    let told = ada.get(&check).await.expect(200).json;
    assert_eq!(told["lessons"], json!([of_mint, of_grace]));
    assert_eq!(
        (&told["channel"], &told["is_clear"]),
        (&json!("email"), &json!(false))
    );
    insta::assert_json_snapshot!(told["findings"], @r#"
    [
      {
        "cited_rule": null,
        "not_before": null,
        "rule": "timing",
        "source": null,
        "state": "ok",
        "why": "It is time."
      },
      {
        "cited_rule": null,
        "not_before": null,
        "rule": "way_to_reach",
        "source": null,
        "state": "ok",
        "why": "An address for it is known."
      },
      {
        "cited_rule": null,
        "not_before": null,
        "rule": "open_lessons",
        "source": null,
        "state": "warning",
        "why": "2 lessons are open: read them first."
      },
      {
        "cited_rule": null,
        "not_before": null,
        "rule": "permission_to_name",
        "source": null,
        "state": "warning",
        "why": "Max led you to them, but has not said that you may name them: ask first."
      },
      {
        "cited_rule": null,
        "not_before": null,
        "rule": "research",
        "source": null,
        "state": "warning",
        "why": "You have noted nothing about them or their organization: look them up before you ask."
      }
    ]
    "#);

    for snafu in [&of_mint, &of_grace] {
        let resolve = format!("/v1/snafus/{}/resolve", snafu["id"].as_str().unwrap());
        ada.post(&resolve, json!({})).await.expect(200);
    }
    let research = json!({ "organization_id": mint, "kind": "news", "title": "A new coin" });
    ada.post("/v1/research-items", research).await.expect(201);
    let granted = json!({ "permission_to_name": "granted" });
    ada.patch(&format!("/v1/referrals/{referral}"), granted)
        .await
        .expect(200);
    let clear = ada.get(&check).await.expect(200).json;
    assert_eq!(
        (&clear["is_clear"], &clear["lessons"]),
        (&json!(true), &json!([])),
        "{clear}"
    );
}

#[tokio::test]
async fn the_check_is_about_a_channel_and_the_moment() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, _, outreach) = grace(&ada).await;
    let check = format!("{outreach}/pre-send-check");
    let attempts = format!("{outreach}/attempts");
    let letter = ada
        .get(&format!("{check}?channel=letter"))
        .await
        .expect(200)
        .json;
    assert_eq!(letter["findings"][1]["why"], "You have no address for it.");
    ada.post(&attempts, json!({ "channel": "email", "outcome": "sent" }))
        .await
        .expect(201);
    let early = ada.get(&check).await.expect(200).json;
    let timing = &early["findings"][0];
    assert_eq!(
        (
            &timing["state"],
            &timing["not_before"],
            &timing["cited_rule"]
        ),
        (
            &json!("blocked"),
            &json!("2026-01-11T23:00:00Z"),
            &json!("follow_up_steps")
        )
    );
    assert_eq!(early["channel"], "phone");
}
