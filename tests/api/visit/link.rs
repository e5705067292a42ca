//! Which outreach proposes which visit.

use serde_json::{Value, json};

use super::{baltimore, link, outreach, record, visit};
use crate::harness::TestApp;

#[tokio::test]
async fn an_outreach_is_linked_once_read_listed_and_unlinked() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = visit(&ada, baltimore("2026-10-10", "2026-10-15")).await;
    let (outreach, _) = outreach(&ada, json!({"name": "Grace"})).await;
    let path = format!("/v1/visits/{id}/outreaches/{outreach}");
    let linked = link(&ada, &id, &outreach).await.expect(201);
    assert_eq!(linked.header("location"), path);
    assert_eq!(linked.json["outreach_id"], outreach.as_str());
    let again = link(&ada, &id, &outreach).await.expect(200);
    assert_eq!((again.etag(), &again.json), (linked.etag(), &linked.json));
    let create_only = ada.with("if-none-match", "*");
    link(&create_only, &id, &outreach)
        .await
        .expect_problem(412, "precondition_failed");
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (linked.etag(), &linked.json));
    let list = ada
        .get(&format!("/v1/visits/{id}/outreaches"))
        .await
        .expect(200);
    assert_eq!(list.json["data"], json!([linked.json]));
    ada.with("if-match", "\"another\"")
        .delete(&path)
        .await
        .expect_problem(412, "precondition_failed");
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.expect_problem(404, "not_found");
    // Nothing is there that could be in an expected revision.
    link(&ada.with("if-match", linked.etag()), &id, &outreach)
        .await
        .expect_problem(412, "precondition_failed");
    assert_eq!(ada.get(&path).await.status, 404);
}

#[tokio::test]
async fn what_is_over_or_called_off_is_not_linked() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = visit(&ada, baltimore("2026-10-10", "2026-10-15")).await;
    let (declined, _) = outreach(&ada, json!({"name": "Grace"})).await;
    record(&ada, &declined, "declined").await;
    let refused = link(&ada, &id, &declined).await;
    let refused = refused.expect_problem(409, "outreach_closed");
    assert_eq!(refused.json["state"], "declined");
    let (open, _) = outreach(&ada, json!({"name": "Sam"})).await;
    ada.patch(&format!("/v1/visits/{id}"), json!({"state": "canceled"}))
        .await
        .expect(200);
    link(&ada, &id, &open)
        .await
        .expect_problem(409, "wrong_state");
}

#[tokio::test]
async fn a_hundred_outreaches_propose_a_visit_and_no_more() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = visit(&ada, baltimore("2026-10-10", "2026-10-15")).await;
    let (one, _) = outreach(&ada, json!({"name": "Grace"})).await;
    link(&ada, &id, &one).await.expect(201);
    let many = format!(
        "WITH person AS (INSERT INTO contact SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM contact AS c, generate_series(1, 98) RETURNING owner_id, id), \
         pursuit AS (INSERT INTO outreach SELECT (jsonb_populate_record(o, jsonb_build_object('id', person.id, 'contact_id', \
         person.id, 'state', 'closed'))).* FROM outreach AS o, person RETURNING owner_id, id) \
         INSERT INTO visit_outreach SELECT (jsonb_populate_record(l, jsonb_build_object('id', pursuit.id, 'outreach_id', \
         pursuit.id))).* FROM visit_outreach AS l, pursuit WHERE l.visit_id = '{id}'"
    );
    // What one statement inserts, its foreign keys find when it ends.
    app.sql(&many).unwrap();
    let (last, _) = outreach(&ada, json!({"name": "Sam"})).await;
    link(&ada, &id, &last).await.expect(201);
    let (one_more, _) = outreach(&ada, json!({"name": "Jo"})).await;
    link(&ada, &id, &one_more)
        .await
        .expect_problem(409, "limit_reached");
}

#[tokio::test]
async fn links_and_slots_survive_a_merge_of_the_contact_and_its_undoing() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = visit(&ada, baltimore("2026-10-10", "2026-10-15")).await;
    let (pursuit, twin) = outreach(&ada, json!({"name": "Grace Okafor"})).await;
    let keep = ada
        .create("/v1/contacts", json!({"name": "G. Okafor"}))
        .await;
    link(&ada, &id, &pursuit).await.expect(201);
    let offer =
        json!({"visit_id": id, "mode": "phone", "slots": [{"starts_at": "2026-10-12T15:00:00Z"}]});
    let slots = format!("/v1/outreach/{pursuit}/slots");
    ada.post(&slots, offer).await.expect(200);
    let before = (
        ada.get(&format!("/v1/visits/{id}/outreaches")).await.json,
        ada.get(&slots).await.json,
    );
    let merge = json!({"keep_id": keep, "merge_id": twin});
    let merge = ada.post("/v1/merges", merge).await.expect(201);
    let about = |contact: Value| assert_eq!(contact, json!(keep));
    about(ada.get(&format!("/v1/outreach/{pursuit}")).await.json["contact_id"].clone());
    let merged = (
        ada.get(&format!("/v1/visits/{id}/outreaches")).await.json,
        ada.get(&slots).await.json,
    );
    assert_eq!(merged, before);
    let undo = format!("{}/undo", merge.header("location"));
    ada.act(&undo).await.expect(200);
    let undone = (
        ada.get(&format!("/v1/visits/{id}/outreaches")).await.json,
        ada.get(&slots).await.json,
    );
    assert_eq!(undone, before);
}
