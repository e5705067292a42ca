//! Methodologies: those that ship with the service, and copies that a person changes.

use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

const DEFAULT: &str = "/v1/methodologies/01a21526-e400-7000-8000-000000000601";
const THREE_B_SEVEN: &str = "/v1/methodologies/01a21000-8800-7000-8000-000000000003";

fn rule<'a>(methodology: &'a Value, key: &str) -> &'a Value {
    let rules = methodology["rules"].as_array().unwrap();
    rules.iter().find(|rule| rule["key"] == key).unwrap()
}

async fn copy(of: &Client, path: &str) -> Value {
    let copies = format!("{path}/copies");
    of.post(&copies, json!({})).await.expect(201).json
}

fn path_of(methodology: &Value) -> String {
    format!("/v1/methodologies/{}", methodology["id"].as_str().unwrap())
}

#[tokio::test]
async fn everybody_reads_the_same_profiles() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let list = ada.get("/v1/methodologies").await.expect(200);
    assert_eq!(list.json, bob.get("/v1/methodologies").await.json);
    let profiles = list.json["data"].as_array().unwrap();
    let named: Vec<_> = profiles
        .iter()
        .map(|one| {
            (
                one["key"].as_str().unwrap(),
                one["version"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("letter_then_call", 1),
            ("letter_then_call", 2),
            ("phone_first", 1),
            ("three_b_seven", 1),
            ("three_seven_seven", 1),
            ("letter_then_call", 3),
            ("phone_first", 2),
            ("three_b_seven", 2),
            ("three_seven_seven", 2)
        ]
    );
    let latest = ada.get("/v1/methodologies?latest=true").await.expect(200);
    assert_eq!(latest.json["data"].as_array().unwrap()[..], profiles[5..]);

    let path = path_of(&profiles[0]);
    let found = ada.get(&path).await.expect(200);
    assert_eq!(found.json, profiles[0]);
    ada.with("if-none-match", found.etag())
        .get(&path)
        .await
        .expect(304);
}

#[tokio::test]
async fn a_profile_gives_the_reason_of_each_number() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let profile = ada.get(DEFAULT).await.expect(200).json;
    assert_eq!(profile["key"], "letter_then_call");
    assert_eq!(profile["is_default"], json!(true));
    insta::assert_json_snapshot!(rule(&profile, "follow_up_steps"), @r#"
    {
      "channels": [],
      "confidence": "medium",
      "default": null,
      "flag": null,
      "key": "follow_up_steps",
      "max": null,
      "min": null,
      "rationale": "A week or two is long enough for nobody to feel badgered, and short enough for the message to be remembered. A call each time, until the cap on attempts.",
      "source": "seed 001 (F50, F51, F52)",
      "steps": [
        {
          "after": {
            "max": 14,
            "min": 7
          },
          "channels": [
            "phone"
          ],
          "counted_from": "previous_attempt",
          "max": null,
          "target": "same_contact",
          "unit": "calendar_days"
        }
      ],
      "unit": "steps",
      "value": null,
      "word": null
    }
    "#);
    assert_eq!(rule(&profile, "attempt_cap")["value"], 3);
    assert_eq!(rule(&profile, "ask_minutes")["default"], 20);
    assert_eq!(
        rule(&profile, "first_channels")["channels"],
        json!(["letter", "email"])
    );
    assert_eq!(rule(&profile, "resume_policy")["word"], "on_request");
    let list = ada.get("/v1/methodologies").await.expect(200).json;
    for profile in list["data"].as_array().unwrap() {
        for rule in profile["rules"].as_array().unwrap() {
            assert!(!rule["rationale"].as_str().unwrap().is_empty());
            assert!(!rule["source"].as_str().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn terms_of_others_are_said_to_be_theirs() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for key in ["three_b_seven", "three_seven_seven"] {
        let list = format!("/v1/methodologies?key={key}");
        let found = ada.get(&list).await.expect(200).json;
        let summary = found["data"][0]["summary"].as_str().unwrap();
        assert!(summary.contains("not affiliated"), "{summary}");
    }
}

#[tokio::test]
async fn an_unknown_profile_is_not_found() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for id in ["019b76da-a800-7000-8000-000000000999", "letter"] {
        ada.get(&format!("/v1/methodologies/{id}"))
            .await
            .expect_problem(404, "not_found");
    }
    app.anonymous()
        .get("/v1/methodologies")
        .await
        .expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_copy_is_changed_version_by_version() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let input = json!({ "key": "my_way", "name": "My way" });
    let first = ada
        .post(&format!("{DEFAULT}/copies"), input)
        .await
        .expect(201);
    assert_eq!(first.header("location"), path_of(&first.json));
    let first = first.json;
    let was = ada.get(DEFAULT).await.expect(200).json;
    assert_eq!(
        (&first["origin"], &first["version"], &first["based_on_id"]),
        (&json!("own"), &json!(1), &was["id"])
    );
    assert_eq!(first["rules"], was["rules"]);

    let versions = format!("{}/versions", path_of(&first));
    let wanted = json!({
        "summary": "More patience.",
        "rules": [{ "key": "attempt_cap", "value": 5, "rationale": "Surgeons answer late." }],
        "omit": ["talk_share_percent"]
    });
    let second = ada.post(&versions, wanted).await.expect(201).json;
    assert_eq!(
        (&second["version"], &second["name"]),
        (&json!(2), &json!("My way"))
    );
    let cap = rule(&second, "attempt_cap");
    assert_eq!(
        (
            &cap["value"],
            &cap["source"],
            &cap["confidence"],
            &cap["unit"]
        ),
        (
            &json!(5),
            &json!("your own choice"),
            &json!("low"),
            &json!("attempts")
        )
    );
    let count = |one: &Value| one["rules"].as_array().unwrap().len();
    assert_eq!(count(&second) + 1, count(&first));
    assert_eq!(ada.get(&path_of(&first)).await.expect(200).json, first);

    // Another change begins where the last one ended.
    let late = json!({ "name": "Mine" });
    let refused = ada.post(&versions, late.clone()).await;
    let refused = refused.expect_problem(409, "conflict");
    assert_eq!(refused.json["latest_id"], second["id"]);
    let versions = format!("{}/versions", path_of(&second));
    let same = ada
        .post(&versions, json!({ "name": "My way" }))
        .await
        .expect(200);
    assert_eq!(same.json, second);
    let third = ada.post(&versions, late).await.expect(201).json;
    assert_eq!(
        (&third["version"], &third["rules"]),
        (&json!(3), &second["rules"])
    );

    let own = ada
        .get("/v1/methodologies?origin=own&latest=true")
        .await
        .expect(200);
    assert_eq!(own.json["data"], json!([third]));
}

#[tokio::test]
async fn a_change_without_sense_is_refused_at_its_place() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let own = copy(&ada, DEFAULT).await;
    let versions = format!("{}/versions", path_of(&own));
    let step = |min: u32, max: u32| {
        json!({
            "after": { "min": min, "max": max }, "unit": "business_days", "channels": ["email"],
            "target": "other_contact_same_organization", "counted_from": "first_message", "max": 1
        })
    };
    for (rule, pointer, code) in [
        (
            json!({ "key": "attempt_cap", "value": 5 }),
            "/rationale",
            "same_reason",
        ),
        (
            json!({ "key": "attempt_cap", "value": 21, "rationale": "x" }),
            "",
            "range",
        ),
        (
            json!({ "key": "attempt_cap", "flag": true, "rationale": "x" }),
            "",
            "other_form",
        ),
        (
            json!({ "key": "attempt_cap", "value": 2, "flag": true, "rationale": "x" }),
            "",
            "one_form",
        ),
        (
            json!({ "key": "attempt_cap", "min": 2, "rationale": "x" }),
            "",
            "one_form",
        ),
        (
            json!({ "key": "attempt_cap", "value": 2, "unit": "minutes", "rationale": "x" }),
            "/unit",
            "other_unit",
        ),
        (
            json!({ "key": "patience", "value": 2, "unit": "attempts", "rationale": "x" }),
            "/key",
            "unknown_rule",
        ),
        (
            json!({ "key": "patience", "value": 2, "rationale": "x" }),
            "/key",
            "required",
        ),
        (
            json!({ "key": "pitch_seconds", "min": 40, "max": 30, "rationale": "x" }),
            "",
            "order",
        ),
        (
            json!({ "key": "resume_policy", "word": "never", "rationale": "x" }),
            "",
            "unknown_word",
        ),
        (
            json!({ "key": "follow_up_steps", "steps": [step(3, 2)], "rationale": "x" }),
            "/steps/0/after",
            "range",
        ),
        (
            json!({ "key": "follow_up_steps", "steps": [step(3, 6)], "rationale": "x" }),
            "/steps",
            "steps",
        ),
    ] {
        let refused = ada.post(&versions, json!({ "rules": [rule] })).await;
        let refused = refused.expect_problem(422, "invalid_body");
        let error = &refused.json["errors"][0];
        assert_eq!(
            (
                error["pointer"].as_str().unwrap(),
                error["code"].as_str().unwrap()
            ),
            (format!("#/rules/0{pointer}").as_str(), code),
            "{rule}"
        );
    }
}

#[tokio::test]
async fn rules_are_given_once_and_only_some_can_be_left_out() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let own = copy(&ada, DEFAULT).await;
    let versions = format!("{}/versions", path_of(&own));
    let twice = json!({ "rules": [
        { "key": "attempt_cap", "value": 5, "rationale": "x" },
        { "key": "attempt_cap", "value": 6, "rationale": "x" }
    ]});
    ada.post(&versions, twice)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/rules/1/key");
    ada.post(&versions, json!({ "omit": ["attempt_cap"] }))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/rules");
    ada.post(&versions, json!({ "omit": ["patience"] }))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/omit/0");
    let kept = app.sql("SELECT count(*) FROM own_methodology").unwrap();
    assert_eq!(kept, "1");
}

#[tokio::test]
async fn what_is_everybodys_or_in_use_stays() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    ada.post(&format!("{DEFAULT}/versions"), json!({ "name": "x" }))
        .await
        .expect_problem(409, "built_in");
    ada.delete(DEFAULT).await.expect_problem(409, "built_in");
    let own = copy(&ada, DEFAULT).await;
    ada.post(&format!("{DEFAULT}/copies"), json!({}))
        .await
        .expect_problem(409, "methodology_exists");
    bob.get(&path_of(&own))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path_of(&own))
        .await
        .expect_problem(404, "not_found");
    bob.patch("/v1/profile", json!({ "methodology_id": own["id"] }))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/methodology_id");

    ada.patch("/v1/profile", json!({ "methodology_id": own["id"] }))
        .await
        .expect(200);
    ada.delete(&path_of(&own))
        .await
        .expect_problem(409, "in_use");
    ada.patch("/v1/profile", json!({ "methodology_id": null }))
        .await
        .expect(200);
    ada.delete(&path_of(&own)).await.expect(204);
    ada.get(&path_of(&own))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn there_are_two_hundred_versions_at_most() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    copy(&ada, DEFAULT).await;
    app.sql(
        "INSERT INTO own_methodology SELECT (jsonb_populate_record(one, \
         jsonb_build_object('id', gen_random_uuid(), 'number', n))).* FROM own_methodology AS one, generate_series(2, 200) AS n",
    )
    .unwrap();
    ada.post(&format!("{DEFAULT}/copies"), json!({ "key": "one_more" }))
        .await
        .expect_problem(409, "limit_reached");
}

#[tokio::test]
async fn new_outreaches_follow_the_choice_and_old_ones_what_they_began_with() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let outreach = async |number: u32, methodology: Value| {
        let name = json!({ "name": format!("Somebody {number}"), "relationship": "friend" });
        let contact = ada.post("/v1/contacts", name).await.expect(201).json["id"].clone();
        let input = json!({ "contact_id": contact, "methodology_id": methodology });
        ada.post("/v1/outreach", input).await.expect(201).json
    };
    let before = outreach(1, Value::Null).await;
    let own = copy(&ada, THREE_B_SEVEN).await;
    ada.patch("/v1/profile", json!({ "methodology_id": own["id"] }))
        .await
        .expect(200);
    let after = outreach(2, Value::Null).await;
    assert_eq!(after["methodology_id"], own["id"]);
    assert_eq!(
        after["next_action"]["channels"],
        json!(["email", "social_network"])
    );
    let phone = outreach(3, json!("01a21000-8800-7000-8000-000000000002")).await;
    assert_eq!(phone["next_action"]["kind"], "make_first_call");

    let revision = json!({ "rules": [{
        "key": "first_channels", "channels": ["phone"], "rationale": "I write badly."
    }]});
    let versions = format!("{}/versions", path_of(&own));
    let next = ada.post(&versions, revision).await.expect(201).json;
    for (was, number) in [(&before, 1), (&after, 2)] {
        let path = format!("/v1/outreach/{}", was["id"].as_str().unwrap());
        let now = ada.get(&path).await.expect(200).json;
        assert_eq!(&now, was, "outreach {number}");
    }
    assert_ne!(next["id"], own["id"]);
}

#[tokio::test]
async fn every_rule_of_a_profile_is_defined() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (mut definitions, mut path) = (Vec::new(), "/v1/methodology-rules?limit=20".to_owned());
    loop {
        let page = ada.get(&path).await.expect(200).json;
        definitions.extend(page["data"].as_array().unwrap().clone());
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/methodology-rules?limit=20&cursor={cursor}");
    }
    let profile = ada.get(DEFAULT).await.expect(200).json;
    for rule in profile["rules"].as_array().unwrap() {
        let defined = definitions
            .iter()
            .find(|one| one["key"] == rule["key"])
            .unwrap();
        let units = defined["units"].as_array().unwrap();
        assert!(units.contains(&rule["unit"]), "{rule} {defined}");
    }
    let cap = definitions.iter().find(|one| one["key"] == "attempt_cap");
    assert_eq!(
        cap.unwrap(),
        &json!({
            "object": "methodology_rule_definition", "key": "attempt_cap", "form": "number", "units": ["attempts"],
            "minimum": 1, "maximum": 20, "words": []
        })
    );
}
