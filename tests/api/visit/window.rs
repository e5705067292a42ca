//! The window that an outreach proposes.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{baltimore, link, outreach, visit};
use crate::harness::TestApp;

#[tokio::test]
async fn an_outreach_proposes_what_is_left_of_the_next_visit_it_is_linked_to() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (pursuit, _) = outreach(&ada, json!({"name": "Grace"})).await;
    let path = format!("/v1/outreach/{pursuit}/proposed-window");
    assert_eq!(
        ada.get(&path).await.expect(200).json["visit_id"],
        Value::Null
    );
    let later = visit(&ada, baltimore("2026-03-01", "2026-03-02")).await;
    let mut soon = baltimore("2026-01-10", "2026-01-15");
    soon["region"] = json!("Maryland");
    let soon = visit(&ada, soon).await;
    let unlinked = visit(&ada, baltimore("2026-01-08", "2026-01-09")).await;
    for id in [&later, &soon] {
        link(&ada, id, &pursuit).await.expect(201);
    }
    let window = ada.get(&path).await.expect(200);
    assert_ne!(window.json["visit_id"], unlinked.as_str());
    assert_json_snapshot!(window.json, @r#"
    {
      "ends_on": "2026-01-15",
      "object": "proposed_window",
      "outreach_id": "019b76da-a800-7000-8000-000000000008",
      "place": "Baltimore, Maryland",
      "starts_on": "2026-01-10",
      "visit_id": "019b76da-a800-7000-8000-00000000000d"
    }
    "#);
    // On the 12th, what is left begins that day.
    app.advance(TimeDelta::days(7));
    let ada = app.person("ada").await;
    assert_eq!(ada.get(&path).await.json["starts_on"], "2026-01-12");
    // Three in the morning of the 16th here is still the 15th there.
    app.advance(TimeDelta::hours(90));
    let ada = app.person("ada").await;
    assert_eq!(ada.get(&path).await.json["starts_on"], "2026-01-15");
    app.advance(TimeDelta::hours(3));
    let ada = app.person("ada").await;
    assert_eq!(ada.get(&path).await.json["visit_id"], later.as_str());
    let canceled = json!({"state": "canceled"});
    ada.patch(&format!("/v1/visits/{later}"), canceled)
        .await
        .expect(200);
    assert_eq!(ada.get(&path).await.json["visit_id"], Value::Null);
}
