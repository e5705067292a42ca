//! Which organizations were most eager to talk.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{Search, rate};

async fn ranking(search: &Search, query: &str) -> Value {
    search
        .get(&format!("/v1/analytics/organization-eagerness?{query}"))
        .await
}

fn names(ranking: &Value) -> Vec<(&str, u64)> {
    let organizations = ranking["organizations"].as_array().unwrap().iter();
    organizations
        .map(|one| {
            let name = one["organization_name"].as_str().unwrap();
            (name, one["rank"].as_u64().unwrap())
        })
        .collect()
}

/// Successes and trials of each part.
fn parts(score: &Value) -> Vec<(&str, (u64, u64))> {
    let parts = score["parts"].as_array().unwrap().iter();
    parts
        .map(|part| (part["part"].as_str().unwrap(), rate(&part["own"])))
        .collect()
}

#[tokio::test]
async fn organizations_are_ranked_by_what_they_did() {
    let search = Search::new().await;
    let found = ranking(&search, "").await;
    assert_eq!(
        names(&found),
        [("Harbor Clinic", 1), ("Quiet Ltd", 2), ("City School", 3)]
    );
    let organizations = found["organizations"].as_array().unwrap();
    let scores: Vec<_> = organizations.iter().map(|one| &one["score"]).collect();
    assert_eq!(
        parts(scores[0]),
        [
            ("replied", (2, 2)),
            ("promptness", (2, 2)),
            ("ease", (2, 2)),
            ("time_given", (1, 1)),
            ("referrals", (1, 3)),
            ("invitations", (2, 3)),
            ("softened_declines", (0, 0)),
        ]
    );
    // Dee's letter came back, so nobody there was asked by it.
    assert_eq!(
        parts(scores[2]),
        [
            ("replied", (1, 2)),
            ("promptness", (1, 2)),
            ("ease", (1, 3)),
            ("time_given", (0, 0)),
            ("referrals", (1, 1)),
            ("invitations", (0, 2)),
            ("softened_declines", (1, 1)),
        ]
    );
    assert_eq!(
        parts(scores[1]),
        [
            ("replied", (1, 1)),
            ("promptness", (0, 1)),
            ("ease", (1, 1)),
            ("time_given", (0, 0)),
            ("referrals", (0, 1)),
            ("invitations", (0, 1)),
            ("softened_declines", (0, 1)),
        ]
    );
    let verdicts: Vec<_> = organizations
        .iter()
        .map(|one| &one["not_distinguishable_from_next"])
        .collect();
    assert_eq!(verdicts, [&json!(true), &json!(true), &Value::Null]);
    let values: Vec<_> = scores
        .iter()
        .map(|score| (&score["value"], &score["words"]))
        .collect();
    assert_json_snapshot!(values, @r#"
    [
      [
        65.3,
        "65 of 100; by what is known so far, anything from 32 to 93 is possible."
      ],
      [
        54.8,
        "55 of 100; by what is known so far, anything from 19 to 88 is possible."
      ],
      [
        54.2,
        "54 of 100; by what is known so far, anything from 18 to 90 is possible."
      ]
    ]
    "#);
    assert_json_snapshot!(scores[0]["parts"][3], @r#"
    {
      "interval": {
        "confidence_percent": 95,
        "high": 1.0,
        "low": 0.3795
      },
      "overall_mean": 0.6667,
      "own": {
        "estimate": 1.0,
        "interval": {
          "confidence_percent": 95,
          "high": 1.0,
          "low": 0.2065
        },
        "is_small_sample": true,
        "successes": 1,
        "trials": 1,
        "words": "1 of 1 so far; with so few, anything from 21 to 100 percent is possible."
      },
      "part": "time_given",
      "points": 11.0,
      "shrunk": 0.7333,
      "weight": 15,
      "words": "1 of 1 conversations lasted as long as you asked for; with so few, anything from 21 to 100 percent is possible. In all 25 minutes for the 20 you asked for. Drawn towards your mean of 67 percent, that makes 73 percent."
    }
    "#);
}

#[tokio::test]
async fn a_shorter_ranking_still_says_how_many_there_are() {
    let search = Search::new().await;
    let first = ranking(&search, "limit=1").await;
    assert_eq!(
        (names(&first), &first["total"]),
        (vec![("Harbor Clinic", 1)], &json!(3))
    );
    // It is known of the next, though that is not shown.
    assert_eq!(
        first["organizations"][0]["not_distinguishable_from_next"],
        true
    );
}

#[tokio::test]
async fn the_weights_are_data_and_the_latest_version_holds() {
    let search = Search::new().await;
    let before = ranking(&search, "").await;
    let rules = before["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 10);
    let weight = |ranking: &Value| {
        let rules = ranking["rules"].as_array().unwrap().clone();
        let found = rules
            .into_iter()
            .find(|rule| rule["key"] == "weight_replied");
        let found = found.unwrap();
        (found["version"].clone(), found["value"].clone())
    };
    assert_eq!(weight(&before), (json!(1), json!(25)));
    search
        .app
        .sql(
            "INSERT INTO analytics_rule (key, version, value, unit, rationale, source, confidence, created_at) \
             SELECT key, 2, 0, unit, rationale, source, confidence, created_at FROM analytics_rule \
             WHERE key LIKE 'weight\\_%' AND key <> 'weight_referrals'",
        )
        .unwrap();
    let after = ranking(&search, "").await;
    assert_eq!(weight(&after), (json!(2), json!(0)));
    // Now nothing counts but to lead to others: School 1 of 1, Harbor 1 of 3, Quiet 0 of 1.
    let order: Vec<_> = names(&after).into_iter().map(|(name, _)| name).collect();
    assert_eq!(order, ["City School", "Harbor Clinic", "Quiet Ltd"]);
}

#[tokio::test]
async fn one_organization_shows_its_evidence() {
    let search = Search::new().await;
    let path = format!("/v1/organizations/{}/eagerness", search.harbor);
    let found = search.get(&path).await;
    let ranked = ranking(&search, "").await;
    assert_eq!(found["score"], ranked["organizations"][0]["score"]);
    assert_eq!((&found["rank"], &found["total"]), (&json!(1), &json!(3)));
    assert_eq!(found["organization_name"], "Harbor Clinic");
    let ids = |sql: &str| -> Vec<String> {
        let ids = search.app.sql(sql).unwrap();
        ids.lines().map(str::to_owned).collect()
    };
    let attempts = ids(&format!(
        "SELECT a.id FROM attempt a JOIN outreach o ON o.id = a.outreach_id JOIN contact c ON c.id = o.contact_id \
         WHERE c.organization_id = '{}' ORDER BY a.at DESC",
        search.harbor
    ));
    assert_eq!(attempts.len(), 5);
    assert_eq!(
        found["evidence"],
        json!({
            "attempt_ids": attempts,
            "interview_ids": ids("SELECT id FROM interview"),
            "referral_ids": ids("SELECT id FROM referral"),
        })
    );
    let other = search
        .get(&format!("/v1/organizations/{}/eagerness", search.quiet))
        .await;
    assert_eq!(other["rank"], 2);
    assert_eq!(other["evidence"]["interview_ids"], json!([]));
}

#[tokio::test]
async fn the_evidence_is_the_latest_hundred() {
    let search = Search::new().await;
    search
        .app
        .sql(
            "INSERT INTO attempt (owner_id, id, created_at, outreach_id, number, channel, direction, outcome, at) \
             SELECT owner_id, gen_random_uuid(), now(), outreach_id, n, 'phone', 'outbound', 'no_answer', \
             '2026-01-20T10:00:00Z' FROM attempt, generate_series(3, 100) n \
             WHERE number = 1 AND outcome IN ('sent', 'declined_with_referral')",
        )
        .unwrap();
    let path = format!("/v1/organizations/{}/eagerness", search.school);
    let found = search.get(&path).await;
    assert_eq!(
        found["evidence"]["attempt_ids"].as_array().unwrap().len(),
        100
    );
}

#[tokio::test]
async fn where_nobody_was_reached_there_is_no_rank() {
    let search = Search::new().await;
    let body = json!({"name": "Nowhere", "kind": "employer"});
    let nowhere = search.ada.create("/v1/organizations", body).await;
    let path = format!("/v1/organizations/{nowhere}/eagerness");
    let found = search.get(&path).await;
    assert_eq!((&found["rank"], &found["total"]), (&Value::Null, &json!(3)));
    for part in found["score"]["parts"].as_array().unwrap() {
        assert_eq!(
            (rate(&part["own"]), &part["shrunk"]),
            ((0, 0), &part["overall_mean"])
        );
    }
    // Nobody at all was ever asked.
    search.app.sql("DELETE FROM attempt").unwrap();
    let empty = ranking(&search, "").await;
    assert_eq!(
        (&empty["total"], &empty["organizations"]),
        (&json!(0), &json!([]))
    );
    let found = search.get(&path).await;
    assert_eq!(found["score"]["value"], 50.0);
}

#[tokio::test]
async fn a_contact_counts_where_they_work_today() {
    let search = Search::new().await;
    search
        .app
        .sql(&format!(
            "UPDATE contact SET organization_id = '{}' WHERE name = 'Eve'",
            search.school
        ))
        .unwrap();
    let found = ranking(&search, "").await;
    let [_, school] = &found["organizations"].as_array().unwrap()[..] else {
        panic!("{found}")
    };
    assert_eq!(parts(&school["score"])[0], ("replied", (2, 3)));
}
