//! The course of an outreach when something happens elsewhere.

use domain::Id;
use persistence::outreach::{Whose, settle};
use serde_json::json;

use super::{interview, record, start};
use crate::harness::TestApp;

#[tokio::test]
async fn an_interview_settles_the_next_action() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let yes = json!({"channel": "phone", "outcome": "meeting_agreed"});
    for (number, (state, next)) in (1..).zip([
        ("scheduled", json!(null)),
        ("completed", json!(null)),
        ("canceled", json!("schedule_meeting")),
        ("no_show", json!("schedule_meeting")),
    ]) {
        let path = start(&app, &ada, number).await;
        record(&ada, &path, yes.clone()).await.expect(201);
        interview(&app, path.rsplit('/').next().unwrap(), state);
        let found = ada.get(&path).await.expect(200).json;
        assert_eq!(found["state"], "meeting_agreed");
        assert_eq!(found["next_action"]["kind"], next, "{state}");
    }
}

#[tokio::test]
async fn a_contact_marked_as_not_to_be_contacted_closes_the_outreach() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = start(&app, &ada, 1).await;
    app.sql("UPDATE contact SET do_not_contact = true").unwrap();
    let found = ada.get(&path).await.expect(200).json;
    assert_eq!(found["state"], "closed");
    assert_eq!(found["next_action"], json!(null));
    let letter = json!({"channel": "letter", "outcome": "sent", "override_reason": "I mean well."});
    record(&ada, &path, letter)
        .await
        .expect_problem(409, "do_not_contact");
}

#[tokio::test]
async fn what_happened_elsewhere_is_saved_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    start(&app, &ada, 1).await;
    app.sql("UPDATE contact SET do_not_contact = true").unwrap();
    let ids = app.sql("SELECT owner_id, id FROM contact").unwrap();
    let (owner, contact) = ids.split_once('|').unwrap();
    let (owner, contact) = (owner.parse().unwrap(), contact.parse().unwrap());
    for _ in 0..2 {
        let tx = app.db.begin().await.unwrap();
        let those = Whose::Contacts(vec![Id::new(contact)]);
        settle(&tx, Id::new(owner), those, app.now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = app.sql("SELECT state, version FROM outreach").unwrap();
        assert_eq!(saved, "closed|2");
    }
    let list = ada.get("/v1/outreach?state=closed").await.expect(200);
    assert_eq!(list.json["data"].as_array().unwrap().len(), 1);
}
