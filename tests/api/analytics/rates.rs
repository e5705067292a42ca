//! The same rates side by side.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{Search, rate};

async fn groups(search: &Search, query: &str) -> Vec<Value> {
    let rates = search.get(&format!("/v1/analytics/rates?{query}")).await;
    rates["groups"].as_array().unwrap().clone()
}

/// Each group's name, how many were begun, answered, and led to a yes to a meeting.
fn told(groups: &[Value]) -> Vec<(&str, u64, u64, u64)> {
    let told = groups.iter().map(|group| {
        let (answered, trials) = rate(&group["answered"]);
        assert_eq!(group["outreaches"], trials);
        let (agreed, _) = rate(&group["meeting_agreed"]);
        (
            group["name"].as_str().unwrap_or("-"),
            trials,
            answered,
            agreed,
        )
    });
    told.collect()
}

#[tokio::test]
async fn rates_are_those_of_the_first_channel_unless_asked_otherwise() {
    let search = Search::new().await;
    let found = search.get("/v1/analytics/rates").await;
    assert_eq!(found["by"], "channel");
    assert_eq!(found["total_groups"], 3);
    let groups = found["groups"].as_array().unwrap();
    assert_eq!(
        told(groups),
        [("email", 3, 2, 1), ("letter", 2, 1, 0), ("phone", 2, 1, 0)]
    );
    assert_json_snapshot!(groups[0], @r#"
    {
      "answered": {
        "estimate": 0.6667,
        "interval": {
          "confidence_percent": 95,
          "high": 0.9385,
          "low": 0.2077
        },
        "is_small_sample": true,
        "successes": 2,
        "trials": 3,
        "words": "2 of 3 answered; with so few, anything from 21 to 94 percent is possible."
      },
      "comparison": {
        "difference": {
          "confidence_percent": 95,
          "high": 0.6098,
          "low": -0.4105
        },
        "is_within_noise": true,
        "others": {
          "estimate": 0.5,
          "interval": {
            "confidence_percent": 95,
            "high": 0.85,
            "low": 0.15
          },
          "is_small_sample": true,
          "successes": 2,
          "trials": 4,
          "words": "2 of 4 answered; with so few, anything from 15 to 85 percent is possible."
        }
      },
      "first_reply": {
        "first_quartile_hours": 26.0,
        "median_hours": 50.0,
        "replied": 2,
        "still_waiting": 1,
        "third_quartile_hours": null,
        "words": "Half reply within 50 hours. 2 replied; 1 still to reply, counted for as long as they have waited."
      },
      "key": "email",
      "meeting_agreed": {
        "estimate": 0.3333,
        "interval": {
          "confidence_percent": 95,
          "high": 0.7923,
          "low": 0.0615
        },
        "is_small_sample": true,
        "successes": 1,
        "trials": 3,
        "words": "1 of 3 agreed to a meeting; with so few, anything from 6 to 79 percent is possible."
      },
      "name": "email",
      "outreaches": 3,
      "words": "2 of 3 answered; with so few, anything from 21 to 94 percent is possible. 2 of 4 of the others: the difference is within the noise."
    }
    "#);
}

#[tokio::test]
async fn a_methodology_of_ones_own_is_told_by_its_name_and_version() {
    let search = Search::new().await;
    let copy = "/v1/methodologies/01a21526-e400-7000-8000-000000000601/copies";
    let own = json!({ "key": "my_way", "name": "My way" });
    let own = search.ada.post(copy, own).await.expect(201).json["id"].clone();
    let follow = format!(
        "UPDATE outreach SET own_methodology_id = '{}', methodology_id = NULL WHERE id = \
         (SELECT outreach_id FROM attempt ORDER BY at, id LIMIT 1)",
        own.as_str().unwrap()
    );
    search.app.sql(&follow).unwrap();
    let groups = groups(&search, "by=methodology").await;
    let named: Vec<_> = told(&groups).iter().map(|one| (one.0, one.1)).collect();
    assert_eq!(
        named,
        [
            ("Letter, then call, version 3", 6),
            ("My way, version 1", 1)
        ]
    );
    assert_eq!(groups[1]["key"], own);
}

#[tokio::test]
async fn outreach_is_told_apart_by_the_template_of_its_first_message() {
    let search = Search::new().await;
    let ada = &search.ada;
    let templates = "/v1/message-templates?origin=system&kind=letter";
    let template = search.get(templates).await["data"][0]["id"].clone();
    let ivy = json!({ "name": "Ivy" });
    let ivy = ada.create("/v1/contacts", ivy).await;
    let pursuit = ada
        .create("/v1/outreach", json!({ "contact_id": ivy }))
        .await;
    let draft = json!({ "outreach_id": pursuit, "template": { "id": template } });
    let draft = ada.create("/v1/messages", draft).await;
    let how = json!({ "override_reason": "She knows me." });
    ada.post(&format!("/v1/messages/{draft}/send"), how)
        .await
        .expect(200);
    let groups = groups(&search, "by=template").await;
    let named: Vec<_> = told(&groups).iter().map(|one| (one.0, one.1)).collect();
    assert_eq!(named, [("-", 7), ("First letter", 1)]);
    assert_eq!(groups[1]["key"], template);
}

#[tokio::test]
async fn outreach_is_told_apart_in_every_way() {
    let search = Search::new().await;
    for (by, expected) in [
        (
            "warmth",
            vec![("cold", 4, 1, 0), ("warm", 2, 2, 1), ("lukewarm", 1, 1, 0)],
        ),
        (
            "source",
            vec![("web search", 5, 2, 0), ("own network", 2, 2, 1)],
        ),
        ("theme", vec![("-", 5, 2, 0), ("Speech therapy", 2, 2, 1)]),
        (
            "methodology",
            vec![("Letter, then call, version 3", 7, 4, 1)],
        ),
        (
            "weekday",
            vec![
                ("Monday", 3, 2, 1),
                ("Tuesday", 2, 0, 0),
                ("Thursday", 1, 1, 0),
                ("Wednesday", 1, 1, 0),
            ],
        ),
    ] {
        let groups = groups(&search, &format!("by={by}")).await;
        assert_eq!(told(&groups), expected, "{by}");
    }
    let themes = groups(&search, "by=theme").await;
    assert_eq!(
        (&themes[0]["key"], &themes[1]["key"]),
        (&Value::Null, &json!(search.theme))
    );
}

#[tokio::test]
async fn a_wait_that_goes_on_is_counted_and_a_letter_that_came_back_asks_nothing() {
    let search = Search::new().await;
    let of = |groups: &[Value], key: &str| {
        let group = groups.iter().find(|group| group["key"] == key).unwrap();
        let reply = group["first_reply"].clone();
        let hours = [
            "first_quartile_hours",
            "median_hours",
            "third_quartile_hours",
        ];
        (
            reply["replied"].as_u64().unwrap(),
            reply["still_waiting"].as_u64().unwrap(),
            hours.map(|member| reply[member].as_f64()),
        )
    };
    let groups = groups(&search, "by=channel").await;
    assert_eq!(of(&groups, "email"), (2, 1, [Some(26.0), Some(50.0), None]));
    assert_eq!(of(&groups, "letter"), (1, 0, [Some(240.0); 3]));
    assert_eq!(of(&groups, "phone"), (1, 1, [Some(0.0), Some(0.0), None]));
}

/// Writes more letters that nobody answers, each for this theme.
fn write(search: &Search, count: u8, theme: &str) {
    search
        .app
        .sql(&format!(
            "WITH contact AS (INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, \
             tags, do_not_contact) SELECT a.id, gen_random_uuid(), now(), now(), 'Jo ' || n, 'stranger', 'cold', \
             '{{}}', false FROM account a, generate_series(1, {count}) n RETURNING *), \
             outreach AS (INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, theme_id, \
             methodology_id, state) SELECT c.owner_id, gen_random_uuid(), now(), now(), c.id, {theme}, m.id, 'planned' \
             FROM contact c, methodology m WHERE m.is_default RETURNING *) \
             INSERT INTO attempt (owner_id, id, created_at, outreach_id, number, channel, direction, outcome, at) \
             SELECT owner_id, gen_random_uuid(), now(), id, 1, 'letter', 'outbound', 'sent', '2026-01-08T09:00:00Z' \
             FROM outreach"
        ))
        .unwrap();
}

#[tokio::test]
async fn a_hundred_groups_are_shown_and_all_are_counted() {
    let search = Search::new().await;
    search
        .app
        .sql(
            "INSERT INTO theme (owner_id, id, created_at, updated_at, name, status) SELECT id, \
             ('00000000-0000-7000-8000-0000000000' || to_hex(n))::uuid, now(), now(), 'Theme ' || n, 'idea' \
             FROM account, generate_series(16, 120) n",
        )
        .unwrap();
    let theme =
        "('00000000-0000-7000-8000-0000000000' || to_hex(15 + substr(c.name, 4)::int))::uuid";
    write(&search, 105, theme);
    let found = search.get("/v1/analytics/rates?by=theme").await;
    assert_eq!(found["total_groups"], 107);
    assert_eq!(found["groups"].as_array().unwrap().len(), 100);
    assert_eq!(found["groups"][0]["outreaches"], 5);
}

#[tokio::test]
async fn a_difference_is_called_noise_until_it_is_none() {
    let search = Search::new().await;
    let few = groups(&search, "by=theme").await;
    for group in &few {
        assert_eq!(group["comparison"]["is_within_noise"], true);
        assert!(
            group["words"]
                .as_str()
                .unwrap()
                .ends_with("the difference is within the noise.")
        );
    }
    let alone = groups(&search, "by=methodology").await;
    assert_eq!(alone[0]["comparison"]["is_within_noise"], Value::Null);
    write(&search, 30, "NULL");
    let many = groups(&search, "by=theme").await;
    assert_eq!(told(&many), [("-", 35, 2, 0), ("Speech therapy", 2, 2, 1)]);
    assert_eq!(many[0]["comparison"]["is_within_noise"], false);
    assert_eq!(
        many[0]["words"],
        "2 of 35 answered; with so few, anything from 2 to 19 percent is possible. 2 of 2 of the others: the difference \
         is more than noise."
    );
}

#[tokio::test]
async fn rates_are_narrowed_like_the_funnel() {
    let search = Search::new().await;
    let phones = groups(&search, "by=warmth&channel=phone&from=2026-01-09").await;
    assert_eq!(told(&phones), [("cold", 1, 0, 0)]);
    let path = "/v1/analytics/rates?from=2026-01-05&to=2026-01-04";
    let refused = search.ada.get(path).await;
    refused
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("to");
}
