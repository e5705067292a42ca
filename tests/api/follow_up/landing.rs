//! Telling everybody who helped that one has landed.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{contact, thanks_owed};
use crate::harness::TestApp;

const PATH: &str = "/v1/follow-ups/announce-landing";

fn landed() -> Value {
    json!({"landed_on": "2026-01-05", "due_on": "2026-01-09", "note": "I start in March."})
}

fn names(answer: &Value) -> Vec<&str> {
    let helpers = answer["helpers"].as_array().unwrap().iter();
    helpers.map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn everybody_who_helped_is_to_be_told_and_nobody_twice() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    app.person("eve").await;
    let [talked, advised, led, alone, idle] =
        [1, 2, 3, 4, 5].map(|number| contact(&app, "ada", number));
    thanks_owed(&app, &talked, 1);
    thanks_owed(&app, &alone, 4);
    thanks_owed(&app, &contact(&app, "eve", 6), 6);
    for contact in [&talked, &advised] {
        let advice = json!({"contact_id": contact, "what": "Read the reports"});
        ada.create("/v1/advice", advice).await;
    }
    let referral = json!({"referrer_id": led, "contact_id": idle, "permission_to_name": "granted"});
    ada.create("/v1/referrals", referral).await;
    ada.patch(
        &format!("/v1/contacts/{alone}"),
        json!({"do_not_contact": true}),
    )
    .await
    .expect(200);

    let mut dry = landed();
    dry["dry_run"] = json!(true);
    let would = ada.post(PATH, dry).await.expect(200).json;
    assert_eq!(names(&would).len(), 3);
    let none = ada
        .get("/v1/follow-ups?kind=announcement")
        .await
        .expect(200);
    assert_eq!(none.json["data"], json!([]));

    let told = ada.post(PATH, landed()).await.expect(200);
    assert_json_snapshot!(told.json, @r#"
    {
      "has_more": false,
      "helpers": [
        {
          "contact_id": "019b76da-a800-7000-8000-00000c000001",
          "follow_up_id": "019b76da-a800-7000-8000-000000000013",
          "help": [
            "conversation",
            "advice"
          ],
          "name": "Jo 1"
        },
        {
          "contact_id": "019b76da-a800-7000-8000-00000c000002",
          "follow_up_id": "019b76da-a800-7000-8000-000000000014",
          "help": [
            "advice"
          ],
          "name": "Jo 2"
        },
        {
          "contact_id": "019b76da-a800-7000-8000-00000c000003",
          "follow_up_id": "019b76da-a800-7000-8000-000000000015",
          "help": [
            "referral"
          ],
          "name": "Jo 3"
        }
      ],
      "object": "landing_announcement"
    }
    "#);
    let mut expected = names(&told.json);
    expected.sort_unstable();
    assert_eq!(expected, ["Jo 1", "Jo 2", "Jo 3"]);
    let made = ada
        .get("/v1/follow-ups?kind=announcement")
        .await
        .expect(200);
    let made = made.json["data"].as_array().unwrap().clone();
    assert_eq!(made.len(), 3);
    assert!(
        made.iter().all(
            |one| one["note"] == "I start in March." && one["due_at"] == "2026-01-09T22:59:59Z"
        )
    );

    // Whoever is to be told, or was, is not told again of the same landing.
    let done = format!(
        "/v1/follow-ups/{}/complete",
        made[0]["id"].as_str().unwrap()
    );
    ada.post(&done, json!({})).await.expect(200);
    let again = ada.post(PATH, landed()).await.expect(200);
    assert_eq!(again.json["helpers"], json!([]));
}

#[tokio::test]
async fn nobody_lands_tomorrow_and_nobody_is_told_before() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (landed_on, due_on, at) in [
        ("2026-01-06", "2026-01-09", "#/landed_on"),
        ("2026-01-05", "2026-01-04", "#/due_on"),
    ] {
        let body = json!({"landed_on": landed_on, "due_on": due_on});
        ada.post(PATH, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
}
