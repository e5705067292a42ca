//! The next move: somebody else at the organization, business days, types of contacts, and the explanation of it all.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{later, record};
use crate::harness::{Client, TestApp};

const THREE_B_SEVEN: &str = "01a21000-8800-7000-8000-000000000003";

/// Somebody in the United States, at an organization.
async fn colleague(ada: &Client, name: &str, organization: &str) -> String {
    let contact = json!({
        "name": name, "relationship": "stranger", "warmth": "cold", "organization_id": organization, "country": "US",
        "time_zone": "America/New_York"
    });
    ada.create("/v1/contacts", contact).await
}

async fn pursue(ada: &Client, contact: &str) -> String {
    let input = json!({ "contact_id": contact, "methodology_id": THREE_B_SEVEN });
    format!("/v1/outreach/{}", ada.create("/v1/outreach", input).await)
}

/// Ada, and three people of the Mint, of whom the first was written to on Wednesday 14 January 2026, before noon.
async fn mint(app: &TestApp) -> (Client, [String; 3], String) {
    let ada = app.person("ada").await;
    let mint = ada
        .create("/v1/organizations", json!({ "name": "Mint" }))
        .await;
    let grace = colleague(&ada, "Grace", &mint).await;
    let henry = colleague(&ada, "Henry", &mint).await;
    let ida = colleague(&ada, "Ida", &mint).await;
    let to_grace = pursue(&ada, &grace).await;
    let ada = later(app, TimeDelta::days(9)).await;
    record(
        &ada,
        &to_grace,
        json!({ "channel": "email", "outcome": "sent" }),
    )
    .await
    .expect(201);
    (ada, [grace, henry, ida], to_grace)
}

async fn next(ada: &Client, outreach: &str) -> Value {
    ada.get(outreach).await.expect(200).json["next_action"].clone()
}

#[tokio::test]
async fn after_three_business_days_somebody_else_there_is_asked() {
    let app = TestApp::start().await;
    let (ada, [_, henry, ida], to_grace) = mint(&app).await;
    // Monday the 19th is a public holiday in the United States.
    insta::assert_json_snapshot!(next(&ada, &to_grace).await, @r#"
    {
      "candidates": [
        {
          "id": "019b76da-a800-7000-8000-00000000000a",
          "name": "Henry"
        },
        {
          "id": "019b76da-a800-7000-8000-00000000000c",
          "name": "Ida"
        }
      ],
      "channels": [
        "email",
        "social_network"
      ],
      "counted": {
        "first_on": "2026-01-20",
        "last_on": "2026-01-23",
        "max": 6,
        "min": 3,
        "time_zone": "America/New_York",
        "unit": "business_days"
      },
      "from": "2026-01-20T05:00:00Z",
      "kind": "ask_somebody_else_there",
      "reason": "Your e-mail of 2026-01-14 has had no answer yet: ask somebody else at Mint between 2026-01-20 and 2026-01-23 (such as Henry or Ida). This contact can be written to again from 2026-01-26 on.",
      "rule": "follow_up_steps",
      "source": "Dalton, The 2-Hour Job Search (D1, D4)",
      "then": {
        "candidates": [],
        "channels": [
          "email"
        ],
        "counted": {
          "first_on": "2026-01-26",
          "last_on": "2026-01-28",
          "max": 9,
          "min": 7,
          "time_zone": "America/New_York",
          "unit": "business_days"
        },
        "from": "2026-01-26T05:00:00Z",
        "kind": "write_again",
        "reason": "Your e-mail of 2026-01-14 has had no answer yet: write again between 2026-01-26 and 2026-01-28, late enough for them not to feel badgered.",
        "rule": "follow_up_steps",
        "source": "Dalton, The 2-Hour Job Search (D1, D4)",
        "then": null,
        "until": "2026-01-29T04:59:59Z"
      },
      "until": "2026-01-24T04:59:59Z"
    }
    "#);
    let early = json!({ "channel": "email", "outcome": "sent" });
    let refused = record(&ada, &to_grace, early)
        .await
        .expect_problem(409, "too_early");
    assert_eq!(refused.json["not_before"], "2026-01-26T05:00:00Z");
    assert_eq!(refused.json["rule"], "follow_up_steps");

    // Whoever is asked, is no longer to be asked.
    let ada = later(&app, TimeDelta::days(6)).await;
    pursue(&ada, &henry).await;
    let again = next(&ada, &to_grace).await;
    assert_eq!(
        (&again["kind"], &again["from"], &again["then"]),
        (
            &json!("write_again"),
            &json!("2026-01-26T05:00:00Z"),
            &Value::Null
        )
    );
    ada.delete(&format!("/v1/contacts/{ida}")).await.expect(204);
}

#[tokio::test]
async fn when_somebody_helps_the_others_there_are_left_alone() {
    let app = TestApp::start().await;
    let (_, [_, henry, _], to_grace) = mint(&app).await;
    let ada = later(&app, TimeDelta::days(6)).await;
    let to_henry = pursue(&ada, &henry).await;
    record(
        &ada,
        &to_henry,
        json!({ "channel": "email", "outcome": "sent" }),
    )
    .await
    .expect(201);
    let ada = later(&app, TimeDelta::days(1)).await;
    let reply =
        json!({ "channel": "email", "direction": "inbound", "outcome": "reply_interested" });
    let said = record(&ada, &to_henry, reply).await.expect(201).json;
    assert_eq!(
        said["outreach"]["contact_type"],
        json!({
            "type": "booster", "rule": "booster_reply_days", "source": "Dalton, The 2-Hour Job Search (D1)",
            "reason": "They answered your e-mail of 2026-01-20 on 2026-01-21, not later than 2026-01-23."
        })
    );
    assert_eq!(said["outreach"]["helps_from"], "2026-01-21T09:00:00Z");
    let grace = ada.get(&to_grace).await.expect(200).json;
    assert_eq!(
        (&grace["state"], &grace["recontact_on"]),
        (&json!("deferred"), &json!("2026-04-21"))
    );
    assert_eq!(
        grace["next_action"]["reason"],
        "Henry at Mint has been helping you since 2026-01-21: nobody else there needs to be asked. Should that lead \
         nowhere, ask between 2026-04-21 and 2026-05-05."
    );

    // What the caller says of Henry outweighs what the attempts show, and Grace is asked again.
    let obligate = json!({ "judged_contact_type": "obligate" });
    let judged = ada.patch(&to_henry, obligate).await.expect(200).json;
    assert_eq!(
        judged["contact_type"],
        json!({ "type": "obligate", "reason": "You said so.", "rule": null, "source": null })
    );
    assert_eq!(
        (&judged["state"], &judged["helps_from"]),
        (&json!("in_conversation"), &Value::Null)
    );
    assert_eq!(next(&ada, &to_grace).await["kind"], "write_again");
    let boosters = ada
        .get("/v1/outreach?contact_type=booster")
        .await
        .expect(200);
    assert_eq!(boosters.json["data"], json!([]));
    let others = ada
        .get("/v1/outreach?contact_type=obligate,unknown")
        .await
        .expect(200);
    assert_eq!(others.json["data"].as_array().unwrap().len(), 2);

    // Who leaves the Mint leaves it to Grace.
    let forget = json!({ "judged_contact_type": null });
    ada.patch(&to_henry, forget).await.expect(200);
    assert_eq!(ada.get(&to_grace).await.json["state"], "deferred");
    let leave = json!({ "organization_id": null });
    ada.patch(&format!("/v1/contacts/{henry}"), leave)
        .await
        .expect(200);
    assert_eq!(ada.get(&to_grace).await.json["state"], "awaiting_reply");
}

#[tokio::test]
async fn only_they_are_asked_where_the_caller_says_so() {
    let app = TestApp::start().await;
    let (ada, _, to_grace) = mint(&app).await;
    let before = ada.get(&to_grace).await.expect(200);
    assert_eq!(
        before.json["next_action"]["kind"],
        "ask_somebody_else_there"
    );
    let only = json!({ "asks_only_them": true });
    let after = ada
        .with("if-match", before.etag())
        .patch(&to_grace, only.clone())
        .await
        .expect(200);
    assert_eq!(after.json["next_action"]["kind"], "write_again");
    ada.with("if-match", before.etag())
        .patch(&to_grace, only)
        .await
        .expect_problem(412, "precondition_failed");
}

#[tokio::test]
async fn the_callers_holidays_count_where_the_contacts_are_not_known() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = json!({ "name": "Jo", "relationship": "stranger" });
    let jo = ada.create("/v1/contacts", contact).await;
    let to_jo = pursue(&ada, &jo).await;
    let ada = later(&app, TimeDelta::days(9)).await;
    record(
        &ada,
        &to_jo,
        json!({ "channel": "email", "outcome": "sent" }),
    )
    .await
    .expect(201);
    // Seven business days from Wednesday the 14th; only weekends are left out.
    let written = next(&ada, &to_jo).await;
    assert_eq!(
        (&written["kind"], &written["from"]),
        (&json!("write_again"), &json!("2026-01-22T23:00:00Z"))
    );
    let calendar =
        json!({ "holiday_calendar": { "country": "US" }, "time_zone": "America/New_York" });
    ada.patch("/v1/profile", calendar).await.expect(200);
    let written = next(&ada, &to_jo).await;
    assert_eq!(written["from"], "2026-01-26T05:00:00Z");
    let saved = app
        .sql("SELECT next_action_from = '2026-01-26T05:00:00Z' FROM outreach")
        .unwrap();
    assert_eq!(saved, "t", "what lists go by is kept");
}

#[tokio::test]
async fn the_whole_derivation_is_told() {
    let app = TestApp::start().await;
    let (ada, _, to_grace) = mint(&app).await;
    let mut told = ada
        .get(&format!("{to_grace}/explanation"))
        .await
        .expect(200)
        .json;
    let prospects = told["prospects"].take();
    let rules = told["rules"].take();
    let keys: Vec<_> = rules
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["key"].clone())
        .collect();
    assert_eq!(
        keys,
        [
            "follow_up_steps",
            "noon_cut_off",
            "attempt_cap",
            "curmudgeon_after_attempts"
        ]
    );
    let counting = told["counting"].as_array().unwrap();
    let sentences: Vec<_> = counting[..7]
        .iter()
        .map(|step| step["sentence"].clone())
        .collect();
    insta::assert_json_snapshot!(sentences, @r#"
    [
      "Business days are the recipient's: United States. They begin at midnight in the recipient's time zone, America/New_York.",
      "Sent on 2026-01-14 at 10:00 in Europe/Berlin, before noon: count from that day.",
      "Counting begins on 2026-01-14.",
      "2026-01-17 and 2026-01-18 fall on a weekend: not counted.",
      "2026-01-19 is Martin Luther King Jr. Day (United States): not counted.",
      "Business day 3 is 2026-01-20, the first day of the window.",
      "Business day 6 is 2026-01-23, the last day of the window."
    ]
    "#);
    assert_eq!(
        (&counting[4]["kind"], &counting[4]["starts_on"]),
        (&json!("day_off"), &json!("2026-01-19"))
    );
    assert_eq!(
        told["attempts"],
        json!([{ "number": 1, "effect": "counts", "tries": 1, "sentence": "It counts as try 1 of 2." }])
    );
    let outcome = |direction: &str, outcome: &str| {
        let prospects = prospects.as_array().unwrap();
        let found = prospects
            .iter()
            .find(|one| one["direction"] == direction && one["outcome"] == outcome);
        found
            .unwrap_or_else(|| panic!("{direction} {outcome}"))
            .clone()
    };
    insta::assert_json_snapshot!(outcome("inbound", "declined_meeting"), @r#"
    {
      "channel": "email",
      "direction": "inbound",
      "next_action": "offer_phone_call",
      "outcome": "declined_meeting",
      "reason": "They declined to meet on 2026-01-26: offer a phone call at their convenience by 2026-01-28.",
      "state": "in_conversation"
    }
    "#);
    // Not to a written message: each answer to it is an attempt of its own.
    assert!(prospects.as_array().unwrap().iter().all(|one| {
        (&one["direction"], &one["outcome"]) != (&json!("outbound"), &json!("declined"))
    }));
}

#[tokio::test]
async fn next_actions_are_listed_over_all_outreaches() {
    let app = TestApp::start().await;
    let (ada, [_, henry, ida], to_grace) = mint(&app).await;
    let to_henry = pursue(&ada, &henry).await;
    let contact = json!({ "name": "Jo", "relationship": "friend" });
    let jo = ada.create("/v1/contacts", contact).await;
    let phone =
        json!({ "contact_id": jo, "methodology_id": "01a21000-8800-7000-8000-000000000002" });
    let to_jo = format!("/v1/outreach/{}", ada.create("/v1/outreach", phone).await);
    let names = async |ada: &Client, query: &str| {
        let page = ada
            .get(&format!("/v1/next-actions{query}"))
            .await
            .expect(200)
            .json;
        let names = page["data"].as_array().unwrap().iter();
        let told = names.map(|one| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (
                text(&one["contact"]["name"]),
                text(&one["action"]["kind"]),
                text(&one["timing"]),
            )
        });
        told.collect::<Vec<_>>()
    };
    let told = |name: &str, kind: &str, timing: &str| {
        (name.to_owned(), kind.to_owned(), timing.to_owned())
    };
    let grace = told("Grace", "write_again", "too_early");
    let henrys = told("Henry", "write_first_message", "open");
    let jos = told("Jo", "make_first_call", "open");
    assert_eq!(
        names(&ada, "").await,
        [henrys.clone(), jos.clone(), grace.clone()]
    );
    assert_eq!(
        names(&ada, "?timing=too_early").await,
        std::slice::from_ref(&grace)
    );
    assert_eq!(
        names(&ada, "?timing=open,overdue&channel=phone").await,
        std::slice::from_ref(&jos)
    );
    assert_eq!(names(&ada, "?kind=write_first_message").await, [henrys]);
    assert_eq!(names(&ada, "?contact_type=booster").await, []);
    let ada = later(&app, TimeDelta::days(8)).await;
    assert_eq!(
        names(&ada, "?timing=overdue&channel=phone").await,
        [told("Jo", "make_first_call", "overdue")]
    );
    let first = ada.get("/v1/next-actions?limit=2").await.expect(200).json;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = ada
        .get(&format!("/v1/next-actions?limit=2&cursor={cursor}"))
        .await
        .expect(200)
        .json;
    assert_eq!(second["data"].as_array().unwrap().len(), 1);
    assert_eq!(second["data"][0]["contact"]["name"], "Grace");
    let shown = ada.get(&to_grace).await.expect(200).json;
    assert_eq!(second["data"][0]["action"], shown["next_action"]);
    for path in [to_henry, to_jo] {
        let known = ada.get(&path).await.expect(200).json;
        let id = known["id"].as_str().unwrap();
        assert!(
            first["data"]
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one["outreach_id"] == id)
        );
    }
    drop(ida);
}
