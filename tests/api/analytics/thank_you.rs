//! How punctual somebody's thanks are.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn thanks_in_time_are_counted_of_those_whose_time_has_come() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = ada.create("/v1/contacts", json!({"name": "Jo"})).await;
    let mut owed = Vec::new();
    for due in ["06", "06", "06", "07", "09"] {
        let body = json!({
            "contact_id": jo, "kind": "thank_you", "due_at": format!("2026-01-{due}T22:59:59Z"), "reason": "They helped",
        });
        let id = ada.create("/v1/follow-ups", body).await;
        owed.push(format!("/v1/follow-ups/{id}"));
    }
    ada.post(&format!("{}/complete", owed[0]), json!({}))
        .await
        .expect(200);
    app.advance(TimeDelta::hours(62));
    let ada = app.person("ada").await;
    ada.post(&format!("{}/complete", owed[1]), json!({}))
        .await
        .expect(200);
    ada.post(&format!("{}/skip", owed[2]), json!({"reason": "We met"}))
        .await
        .expect(200);
    let path = "/v1/analytics/thank-yous";
    assert_json_snapshot!(ada.get(path).await.expect(200).json, @r#"
    {
      "drafted": 0,
      "due": 2,
      "in_time": {
        "estimate": 0.3333,
        "interval": {
          "confidence_percent": 95,
          "high": 0.7923,
          "low": 0.0615
        },
        "is_small_sample": true,
        "successes": 1,
        "trials": 3,
        "words": "1 of 3 went out in time; with so few, anything from 6 to 79 percent is possible."
      },
      "late": 1,
      "object": "thank_you_punctuality",
      "overdue": 1,
      "period": {
        "from_on": null,
        "to_on": null
      },
      "sent": 1,
      "waived": 1
    }
    "#);
    let later = format!("{path}?from=2026-01-07&to=2026-01-08");
    let later = ada.get(&later).await.expect(200).json;
    assert_eq!(
        (
            &later["due"],
            &later["overdue"],
            &later["in_time"]["trials"]
        ),
        (&json!(1), &json!(1), &json!(1))
    );
    ada.get(&format!("{path}?from=2026-01-07&to=2026-01-06"))
        .await
        .expect_problem(400, "invalid_parameter");
}
