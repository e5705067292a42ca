//! How far the research about somebody has come.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::TestApp;

/// The kinds that a checklist shows as covered.
fn covered(checklist: &Value) -> Vec<&str> {
    let checks = checklist["checks"].as_array().unwrap().iter();
    let covered = checks.filter(|check| check["is_covered"] == true);
    covered
        .map(|check| check["kind"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_checklist_tells_what_was_found_about_an_organization_and_what_is_missing() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let organization = json!({"name": "Harbor Hospital", "kind": "employer"});
    let id = ada.create("/v1/organizations", organization).await;
    let path = format!("/v1/organizations/{id}/research");
    let nothing = ada.get(&path).await.expect(200).json;
    assert_eq!(
        json!([nothing["covered"], nothing["missing"], nothing["open_gaps"]]),
        json!([0, 9, 0])
    );
    for (kind, day) in [
        ("news", json!("2025-06-01")),
        ("news", json!("2025-12-01")),
        ("other", Value::Null),
    ] {
        let item = json!({"organization_id": id, "kind": kind, "title": "x", "published_on": day});
        ada.create("/v1/research-items", item).await;
    }
    for state in ["open", "dropped"] {
        let gap = json!({
            "organization_id": id, "statement": "Who pays?", "topic": "compensation", "subject": "your_chances",
            "state": state
        });
        ada.create("/v1/research-gaps", gap).await;
    }
    let found = ada.get(&path).await.expect(200).json;
    assert_eq!(covered(&found), ["news", "other"]);
    assert_eq!(
        json!([
            found["name"],
            found["covered"],
            found["missing"],
            found["open_gaps"]
        ]),
        json!(["Harbor Hospital", 2, 8, 1])
    );
    assert_json_snapshot!(found["checks"][3], @r#"
    {
      "count": 2,
      "is_covered": true,
      "kind": "news",
      "latest_on": "2025-12-01",
      "source": "F75",
      "why": "What outsiders report keeps you from seeing only the polished side"
    }
    "#);
    let bob = app.person("bob").await;
    bob.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_checklist_of_a_contact_has_lines_of_its_own() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let item = json!({"contact_id": id, "kind": "achievement", "title": "A prize"});
    ada.create("/v1/research-items", item).await;
    let found = ada
        .get(&format!("/v1/contacts/{id}/research"))
        .await
        .expect(200)
        .json;
    assert_eq!(covered(&found), ["achievement"]);
    assert_eq!(
        json!([
            found["organization_id"],
            found["contact_id"],
            found["missing"]
        ]),
        json!([null, id, 4])
    );
}
