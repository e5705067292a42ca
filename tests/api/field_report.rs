//! The field report on a theme.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp},
    walk::Person,
};

async fn learn(ada: &Client, theme: &str, about: Value) -> String {
    let mut body = json!({
        "theme_id": theme, "statement": "x", "kind": "reward", "topic": "work_environment"
    });
    for (member, value) in about.as_object().unwrap() {
        body[member] = value.clone();
    }
    ada.create("/v1/learnings", body).await
}

fn salary(low: i32, high: i32, currency: &str, period: &str, region: Option<&str>) -> Value {
    json!({
        "kind": "salary_range", "topic": "compensation",
        "salary": {"low": low, "high": high, "currency": currency, "period": period, "region": region}
    })
}

#[tokio::test]
async fn the_report_says_who_said_what_and_hides_what_was_said_in_confidence() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "A"})).await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let jean = ada.create("/v1/contacts", json!({"name": "Jean"})).await;
    let first =
        json!({"statement": "Nobody is alone.", "contact_id": grace, "said_on": "2026-01-04"});
    let first = learn(&ada, &theme, first).await;
    app.advance(TimeDelta::seconds(1));
    let second = json!({"statement": "Help is near.", "contact_id": jean, "new_to_me": true});
    let second = learn(&ada, &theme, second).await;
    let link =
        json!({"one_learning_id": first, "other_learning_id": second, "relation": "supports"});
    ada.create("/v1/learning-links", link).await;
    let secret = json!({"statement": "A secret.", "contact_id": jean, "confidential": true});
    learn(&ada, &theme, secret).await;
    let only = json!({"statement": "Worse.", "kind": "drawback", "contact_id": grace, "confidential": true});
    learn(&ada, &theme, only).await;
    let path = format!("/v1/themes/{theme}/field-report");
    let report = ada.get(&path).await.expect(200);
    assert!(!report.text.contains("secret") && !report.text.contains("Worse"));
    assert_json_snapshot!(report.json, @r#"
    {
      "contradictions": [],
      "learnings": 4,
      "object": "field_report",
      "salaries": [],
      "sections": [
        {
          "confidential": 1,
          "count": 3,
          "kind": "reward",
          "statements": [
            {
              "corroboration": {
                "contradicted_by": 0,
                "is_single_source": false,
                "supported_by": 1
              },
              "learning_id": "019b76da-a800-7000-8000-00000000000f",
              "new_to_me": true,
              "said_by": {
                "id": "019b76da-a800-7000-8000-00000000000b",
                "name": "Jean"
              },
              "said_on": null,
              "statement": "Help is near."
            },
            {
              "corroboration": {
                "contradicted_by": 0,
                "is_single_source": false,
                "supported_by": 1
              },
              "learning_id": "019b76da-a800-7000-8000-00000000000d",
              "new_to_me": false,
              "said_by": {
                "id": "019b76da-a800-7000-8000-000000000009",
                "name": "Grace"
              },
              "said_on": "2026-01-04",
              "statement": "Nobody is alone."
            }
          ],
          "topic": "work_environment"
        },
        {
          "confidential": 1,
          "count": 1,
          "kind": "drawback",
          "statements": [],
          "topic": "work_environment"
        }
      ],
      "theme_id": "019b76da-a800-7000-8000-000000000006"
    }
    "#);
}

#[tokio::test]
async fn salaries_spread_by_currency_period_and_region_and_never_mix() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "A"})).await;
    let [grace, jean] = ["Grace", "Jean"].map(|name| json!({"name": name}));
    let grace = ada.create("/v1/contacts", grace).await;
    let jean = ada.create("/v1/contacts", jean).await;
    let by = |contact: &str, mut range: Value| {
        range["contact_id"] = json!(contact);
        range
    };
    for range in [
        by(
            &grace,
            salary(40_000, 50_000, "EUR", "year", Some("Hamburg")),
        ),
        by(
            &jean,
            salary(30_000, 40_001, "EUR", "year", Some("hamburg")),
        ),
        salary(60_000, 80_000, "EUR", "year", Some("Hamburg")),
        by(&jean, salary(10_000, 90_000, "EUR", "year", Some("Bremen"))),
        salary(3_000, 4_000, "EUR", "month", Some("Hamburg")),
        salary(41_000, 42_000, "USD", "year", Some("Hamburg")),
        salary(1, 2, "EUR", "year", None),
    ] {
        learn(&ada, &theme, range).await;
    }
    let mut secret = salary(1_000_000, 1_000_000, "EUR", "year", Some("Hamburg"));
    secret["confidential"] = json!(true);
    learn(&ada, &theme, secret).await;
    let path = format!("/v1/themes/{theme}/field-report");
    let report = ada.get(&path).await.expect(200).json;
    let spread = |one: &Value| {
        json!([
            one["count"],
            one["people"],
            one["is_single_source"],
            one["currency"],
            one["period"],
            one["region"],
            one["lowest"],
            one["median"],
            one["highest"]
        ])
    };
    let spreads: Vec<_> = report["salaries"]
        .as_array()
        .unwrap()
        .iter()
        .map(spread)
        .collect();
    assert_eq!(
        json!(spreads[1..]),
        json!([
            [1, 0, true, "EUR", "month", "Hamburg", 3_000, 3_500.0, 4_000],
            [
                1, 1, true, "EUR", "year", "Bremen", 10_000, 50_000.0, 90_000
            ],
            [1, 0, true, "EUR", "year", null, 1, 1.5, 2],
            [
                1, 0, true, "USD", "year", "Hamburg", 41_000, 41_500.0, 42_000
            ],
        ])
    );
    let hamburg = json!([
        3,
        2,
        false,
        "EUR",
        "year",
        report["salaries"][0]["region"],
        30_000,
        45_000.0,
        80_000
    ]);
    assert_eq!(spreads[0], hamburg);
    assert_eq!(report["learnings"], 8);
}

#[tokio::test]
async fn what_contradicts_each_other_is_told_in_pairs_and_not_what_was_said_in_confidence() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "A"})).await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let said =
        json!({"statement": "Nights are quiet.", "contact_id": grace, "said_on": "2026-01-04"});
    let quiet = learn(&ada, &theme, said).await;
    let loud = learn(&ada, &theme, json!({"statement": "Nights are loud."})).await;
    let secret = json!({"statement": "Nobody sleeps.", "confidential": true});
    let secret = learn(&ada, &theme, secret).await;
    let elsewhere =
        json!({"statement": "Nights are long.", "theme_id": null, "topic": "lifestyle"});
    let elsewhere = learn(&ada, &theme, elsewhere).await;
    let apart = learn(&ada, &theme, json!({"statement": "No.", "theme_id": null})).await;
    for (one, other, relation) in [
        (&loud, &quiet, "contradicts"),
        (&secret, &quiet, "contradicts"),
        (&elsewhere, &loud, "supports"),
        (&elsewhere, &apart, "contradicts"),
    ] {
        let link =
            json!({"one_learning_id": one, "other_learning_id": other, "relation": relation});
        ada.create("/v1/learning-links", link).await;
    }
    let path = format!("/v1/themes/{theme}/field-report");
    let report = ada.get(&path).await.expect(200).json;
    assert_json_snapshot!(report["contradictions"], @r#"
    [
      {
        "learning_link_id": "019b76da-a800-7000-8000-000000000015",
        "one": {
          "corroboration": {
            "contradicted_by": 0,
            "is_single_source": true,
            "supported_by": 0
          },
          "learning_id": "019b76da-a800-7000-8000-00000000000b",
          "new_to_me": false,
          "said_by": {
            "id": "019b76da-a800-7000-8000-000000000009",
            "name": "Grace"
          },
          "said_on": "2026-01-04",
          "statement": "Nights are quiet."
        },
        "other": {
          "corroboration": {
            "contradicted_by": 1,
            "is_single_source": true,
            "supported_by": 0
          },
          "learning_id": "019b76da-a800-7000-8000-00000000000d",
          "new_to_me": false,
          "said_by": null,
          "said_on": null,
          "statement": "Nights are loud."
        },
        "topic": "work_environment"
      }
    ]
    "#);
    app.advance(TimeDelta::seconds(1));
    let link = json!({
        "one_learning_id": elsewhere, "other_learning_id": quiet, "relation": "contradicts"
    });
    ada.create("/v1/learning-links", link).await;
    let report = ada.get(&path).await.expect(200).json;
    let pairs = report["contradictions"].as_array().unwrap().iter();
    let pairs: Vec<_> = pairs
        .map(|pair| [&pair["one"]["statement"], &pair["other"]["statement"]])
        .collect();
    assert_eq!(
        json!(pairs),
        json!([
            ["Nights are quiet.", "Nights are long."],
            ["Nights are quiet.", "Nights are loud."],
        ])
    );
}

#[tokio::test]
async fn an_interview_for_the_theme_tells_about_it_unless_a_learning_says_otherwise() {
    let app = TestApp::start().await;
    let person = Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let other = ada.create("/v1/themes", json!({"name": "B"})).await;
    let path = format!("/v1/themes/{stem}20/field-report");
    let learnings = async || ada.get(&path).await.expect(200).json["learnings"].clone();
    let before = learnings().await.as_u64().unwrap();
    let mut said = json!({
        "statement": "x", "kind": "trend", "topic": "lifestyle", "interview_id": format!("{stem}33")
    });
    ada.create("/v1/learnings", said.clone()).await;
    assert_eq!(learnings().await, before + 1);
    said["theme_id"] = json!(other);
    ada.create("/v1/learnings", said).await;
    assert_eq!(learnings().await, before + 1);
    // However much was learned, a section shows the latest ten.
    for number in 0..12 {
        let about = json!({"statement": number.to_string(), "kind": "trend", "topic": "closing"});
        learn(ada, &format!("{stem}20"), about).await;
        app.advance(TimeDelta::seconds(1));
    }
    let report = ada.get(&path).await.expect(200).json;
    let sections = report["sections"].as_array().unwrap();
    let closing = sections
        .iter()
        .find(|one| one["topic"] == "closing")
        .unwrap();
    assert_eq!(closing["count"], 12);
    let shown = closing["statements"].as_array().unwrap();
    assert_eq!((shown.len(), &shown[0]["statement"]), (10, &json!("11")));
    let bob = app.person("bob").await;
    bob.get(&path).await.expect_problem(404, "not_found");
}
