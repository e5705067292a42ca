//! How steadily somebody asks.

use serde_json::{Value, json};

use super::{Search, rate};

fn weeks(effort: &Value) -> Vec<(&str, u64, Option<bool>)> {
    let weeks = effort["weeks"].as_array().unwrap().iter();
    weeks
        .map(|week| {
            let (on, attempts) = (week["starts_on"].as_str(), week["attempts"].as_u64());
            (on.unwrap(), attempts.unwrap(), week["is_met"].as_bool())
        })
        .collect()
}

#[tokio::test]
async fn attempts_are_counted_by_week_against_the_target() {
    let search = Search::new().await;
    let effort = search.get("/v1/analytics/effort").await;
    assert_eq!(weeks(&effort).len(), 12);
    assert_eq!(
        weeks(&effort)[8..],
        [
            ("2025-12-29", 0, None),
            ("2026-01-05", 5, None),
            ("2026-01-12", 2, None),
            ("2026-01-19", 1, None),
        ]
    );
    assert_eq!(
        (&effort["weekly_target"], &effort["streak_weeks"]),
        (&Value::Null, &json!(0))
    );

    let target = json!({"weekly_target": {"outreach_attempts": 2, "conversations": 1}});
    search.ada.patch("/v1/profile", target).await.expect(200);
    let effort = search.get("/v1/analytics/effort?weeks=3").await;
    assert_eq!(
        weeks(&effort),
        [
            ("2026-01-05", 5, Some(true)),
            ("2026-01-12", 2, Some(true)),
            ("2026-01-19", 1, Some(false)),
        ]
    );
    // This week is not over.
    assert_eq!(effort["weekly_target"], 2);
    assert_eq!(
        (&effort["streak_weeks"], &effort["longest_streak_weeks"]),
        (&json!(2), &json!(2))
    );
    let all = search.get("/v1/analytics/effort?weeks=104").await;
    assert_eq!(weeks(&all).len(), 104);
    assert_eq!(weeks(&all)[0].0, "2024-01-29");
}

#[tokio::test]
async fn weekdays_are_local_and_the_best_is_the_surest() {
    let search = Search::new().await;
    let effort = search.get("/v1/analytics/effort").await;
    let weekdays: Vec<_> = effort["weekdays"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| (day["weekday"].as_str().unwrap(), rate(&day["answered"])))
        .collect();
    assert_eq!(
        weekdays,
        [
            ("monday", (2, 3)),
            ("tuesday", (0, 3)),
            ("wednesday", (1, 1)),
            ("thursday", (1, 1)),
            ("friday", (0, 0)),
            ("saturday", (0, 0)),
            ("sunday", (0, 0)),
        ]
    );
    assert_eq!(effort["best_weekday"], "monday");
    assert_eq!(
        effort["words"],
        "1 attempt this week; your profile has no weekly target. Monday looks best: 2 of 3 attempts were answered; with \
         so few, anything from 21 to 94 percent is possible. That is within the noise against the 2 of 5 of the other \
         days."
    );
}

#[tokio::test]
async fn attempts_of_more_than_two_years_ago_are_not_looked_at() {
    let search = Search::new().await;
    search
        .app
        .sql("UPDATE attempt SET at = at - interval '2 years'")
        .unwrap();
    let effort = search.get("/v1/analytics/effort?weeks=104").await;
    let attempts: u64 = weeks(&effort).iter().map(|week| week.1).sum();
    assert_eq!((attempts, &effort["best_weekday"]), (0, &Value::Null));
}
