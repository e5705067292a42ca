//! How far outreach gets.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{Search, rate};
use crate::harness::TestApp;

/// Each step with its count, and how many were at the step that it is counted against.
fn steps(funnel: &Value) -> Vec<(&str, u64, u64)> {
    let steps = funnel["steps"].as_array().unwrap().iter();
    steps
        .map(|step| {
            let (successes, trials) = rate(&step["of_previous"]);
            assert_eq!(step["count"], successes);
            (step["step"].as_str().unwrap(), successes, trials)
        })
        .collect()
}

/// How many were begun.
async fn begun(search: &Search, query: &str) -> (u64, u64) {
    let funnel = search.get(&format!("/v1/analytics/funnel?{query}")).await;
    let count = funnel["steps"][0]["count"].as_u64().unwrap();
    (count, funnel["came_first"].as_u64().unwrap())
}

#[tokio::test]
async fn the_funnel_counts_how_far_each_outreach_got() {
    let search = Search::new().await;
    let funnel = search.get("/v1/analytics/funnel").await;
    assert_eq!(
        steps(&funnel),
        [
            ("begun", 7, 7),
            ("reached", 6, 7),
            ("answered", 4, 6),
            ("willing", 2, 4),
            ("meeting_agreed", 1, 2),
            ("interview_scheduled", 1, 1),
            ("held", 1, 1),
            ("thanked", 1, 1),
            ("referred", 2, 4),
        ]
    );
    assert_eq!(funnel["came_first"], 1);
    assert_json_snapshot!(funnel["steps"][2], @r#"
    {
      "after": "reached",
      "count": 4,
      "of_all": {
        "estimate": 0.5714,
        "interval": {
          "confidence_percent": 95,
          "high": 0.8418,
          "low": 0.2505
        },
        "is_small_sample": true,
        "successes": 4,
        "trials": 7,
        "words": "4 of 7 were answered; with so few, anything from 25 to 84 percent is possible."
      },
      "of_previous": {
        "estimate": 0.6667,
        "interval": {
          "confidence_percent": 95,
          "high": 0.9032,
          "low": 0.3
        },
        "is_small_sample": true,
        "successes": 4,
        "trials": 6,
        "words": "4 of 6 were answered; with so few, anything from 30 to 90 percent is possible."
      },
      "step": "answered",
      "words": "4 of 6 were answered; with so few, anything from 30 to 90 percent is possible."
    }
    "#);
}

#[tokio::test]
async fn the_period_counts_days_of_the_persons_own_calendar() {
    let search = Search::new().await;
    for (query, expected) in [
        ("from=2026-01-12&to=2026-01-12", (1, 0)),
        ("from=2026-01-11&to=2026-01-11", (0, 0)),
        ("from=2026-01-12", (2, 1)),
        ("to=2026-01-05", (2, 0)),
        ("from=2026-01-15&to=2026-01-15", (0, 1)),
    ] {
        assert_eq!(begun(&search, query).await, expected, "{query}");
    }
    let path = "/v1/analytics/funnel?from=2026-01-05&to=2026-01-04";
    let refused = search.ada.get(path).await;
    refused
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("to");
    let of_period = search.get("/v1/analytics/funnel?from=2026-01-05").await;
    assert_eq!(
        of_period["period"],
        json!({"from_on": "2026-01-05", "to_on": null})
    );
}

#[tokio::test]
async fn the_funnel_can_be_that_of_a_theme_a_channel_or_a_warmth() {
    let search = Search::new().await;
    let theme = format!("theme_id={}", search.theme);
    for (query, expected) in [
        (theme.as_str(), (2, 0)),
        ("theme_id=00000000-0000-7000-8000-00000000dead", (0, 0)),
        ("channel=email", (3, 1)),
        ("channel=letter,phone", (4, 0)),
        ("warmth=lukewarm", (1, 1)),
        ("warmth=cold&channel=phone", (1, 0)),
    ] {
        assert_eq!(begun(&search, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn whoever_is_at_a_step_was_at_the_one_before() {
    let search = Search::new().await;
    // As a workspace that was brought along from elsewhere may have it.
    search
        .app
        .sql("DELETE FROM attempt WHERE direction = 'inbound' AND outcome = 'meeting_agreed'")
        .unwrap();
    let funnel = search.get("/v1/analytics/funnel").await;
    let told = steps(&funnel);
    assert_eq!(
        told[2..7].iter().map(|step| step.1).collect::<Vec<_>>(),
        [4, 2, 1, 1, 1]
    );
}

#[tokio::test]
async fn without_a_thank_you_nobody_is_thanked_and_without_trials_there_is_no_rate() {
    let search = Search::new().await;
    search
        .app
        .sql("UPDATE follow_up SET state = 'pending', settled_at = NULL")
        .unwrap();
    let funnel = search.get("/v1/analytics/funnel").await;
    assert_eq!(steps(&funnel)[7], ("thanked", 0, 1));
    let nothing = search.get("/v1/analytics/funnel?to=2025-12-31").await;
    for step in nothing["steps"].as_array().unwrap() {
        let rate = &step["of_previous"];
        assert_eq!(rate["estimate"], Value::Null);
        assert_eq!(
            rate["interval"],
            json!({"low": 0.0, "high": 1.0, "confidence_percent": 95})
        );
    }
}

/// A referral without an interview belongs to the outreach that was the latest at its time.
#[tokio::test]
async fn a_referral_counts_for_one_outreach_alone() {
    let search = Search::new().await;
    let referrals = async || steps(&search.get("/v1/analytics/funnel").await)[8].1;
    let ben = search
        .app
        .sql("SELECT id FROM contact WHERE name = 'Ben'")
        .unwrap();
    let lin = search
        .app
        .sql("SELECT id FROM contact WHERE name = 'Dr. Lin'")
        .unwrap();
    let body = json!({"referrer_id": ben, "contact_id": lin});
    search.ada.create("/v1/referrals", body).await;
    assert_eq!(referrals().await, 3);
    // An earlier outreach to Ben, over before he named anybody.
    search
        .app
        .sql(&format!(
            "INSERT INTO outreach SELECT (jsonb_populate_record(o, '{{\"id\": \"00000000-0000-7000-8000-00000000beef\", \
             \"created_at\": \"2026-01-01T09:00:00Z\", \"state\": \"declined\", \"next_action\": null, \
             \"next_action_from\": null, \"next_action_until\": null}}')).* FROM outreach o WHERE contact_id = '{ben}'; \
             INSERT INTO attempt SELECT (jsonb_populate_record(a, '{{\"id\": \"00000000-0000-7000-8000-00000000bee0\", \
             \"outreach_id\": \"00000000-0000-7000-8000-00000000beef\", \"outcome\": \"declined\", \
             \"channel\": \"phone\"}}')).* FROM attempt a JOIN outreach o ON o.id = a.outreach_id \
             WHERE o.contact_id = '{ben}' AND a.number = 1"
        ))
        .unwrap();
    assert_eq!(referrals().await, 3);
}

#[tokio::test]
async fn nobody_counts_what_is_another_persons() {
    let search = Search::new().await;
    let bob = search.app.person("bob").await;
    for path in ["funnel", "rates", "effort", "organization-eagerness"] {
        let seen = bob.get(&format!("/v1/analytics/{path}")).await.expect(200);
        let text = seen.text;
        for name in ["Harbor", "2 of", search.harbor.as_str()] {
            assert!(!text.contains(name), "{path}: {text}");
        }
    }
    let path = format!("/v1/organizations/{}/eagerness", search.harbor);
    bob.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn counting_takes_a_scope_of_its_own() {
    let app = TestApp::start().await;
    app.person("ada").await;
    let others = app.scoped("ada", "outreach:read organizations:read").await;
    let refused = others.get("/v1/analytics/funnel").await;
    refused.expect_problem(403, "insufficient_scope");
    let own = app.scoped("ada", "analytics:read").await;
    own.get("/v1/analytics/funnel").await.expect(200);
}
