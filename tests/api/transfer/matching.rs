//! Whom the rows of a file are about.

use serde_json::json;

use super::{import, reasons, rows, tally};
use crate::harness::TestApp;

#[tokio::test]
async fn a_row_updates_the_contact_with_an_address_in_common() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let methods = json!([
        {"kind": "email", "value": "grace@clinic.example"},
        {"kind": "phone", "label": "work", "value": "+1 (410) 555-0100", "is_primary": true}
    ]);
    let grace = ada
        .create("/v1/contacts", json!({"name": "Grace", "methods": methods}))
        .await;
    let by_mail = import(
        &ada,
        "",
        "email,e-mail 2,notes\nnew@x.example,Grace@Clinic.example,Hi\n",
    )
    .await;
    assert_eq!(tally(&by_mail), [0, 1, 0, 0]);
    let by_phone = import(
        &ada,
        "?match_by=phone",
        "phone,headline\n+14105550100,Therapist\n",
    )
    .await;
    assert_eq!(tally(&by_phone), [0, 1, 0, 0]);
    assert_eq!(
        rows(&ada, &by_phone, "").await[0]["contact_id"],
        grace.as_str()
    );
    let found = ada.get(&format!("/v1/contacts/{grace}")).await.expect(200);
    assert_eq!(found.json["notes"], "Hi");
    assert_eq!(found.json["headline"], "Therapist");
    let values: Vec<_> = found.json["methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|method| method["value"].as_str().unwrap())
        .collect();
    let expected = ["grace@clinic.example", "+1 (410) 555-0100", "new@x.example"];
    assert_eq!(values, expected);
    assert_eq!(found.json["methods"][1]["label"], "work");
}

#[tokio::test]
async fn a_row_updates_the_contact_of_its_id_or_of_its_name_and_organization() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    import(&ada, "", "name,organization\nGrace,Clinic\nGrace,\n")
        .await
        .expect(201);
    let theirs = bob.create("/v1/contacts", json!({"name": "Theirs"})).await;
    let named = "name,organization,notes\ngrace,CLINIC,one\nGRACE,,two\nGrace,Other,three\n";
    let reply = import(&ada, "?match_by=name_and_organization", named).await;
    assert_eq!(tally(&reply), [1, 2, 0, 0]);
    let id = rows(&ada, &reply, "").await[1]["contact_id"].clone();
    let id = id.as_str().unwrap();
    let table = format!("id,name,notes\n{id},Grace,four\n{theirs},Mine,\nx,Nobody,\n,New,\n");
    let reply = import(&ada, "?match_by=id", &table).await;
    assert_eq!(tally(&reply), [1, 1, 0, 2]);
    let expected = ["3 id unknown_reference", "4 id unknown_reference"];
    assert_eq!(reasons(&ada, &reply).await, expected);
    let found = ada.get(&format!("/v1/contacts/{id}")).await.expect(200);
    assert_eq!(found.json["notes"], "four");
    assert_eq!(bob.get("/v1/contacts").await.names(), ["Theirs"]);
}

#[tokio::test]
async fn a_row_about_two_contacts_or_about_one_a_second_time_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    import(&ada, "", "name,email\nAda,a@x.example\nBen,b@x.example\n")
        .await
        .expect(201);
    let table = "name,email,email 2\nBoth,a@x.example,b@x.example\nAda,a@x.example,\n\
        Ada,c@x.example,A@x.example\nNew,n@x.example,\nTwin,n@x.example,\n";
    let reply = import(&ada, "", table).await;
    assert_eq!(tally(&reply), [1, 0, 1, 3]);
    let expected = ["2 email ambiguous", "4 email repeated", "6 email repeated"];
    assert_eq!(reasons(&ada, &reply).await, expected);
    // Nothing in common is asked for: everybody is new.
    let reply = import(
        &ada,
        "?match_by=none",
        "name,email\nAda,a@x.example\nAda,a@x.example\n",
    )
    .await;
    assert_eq!(tally(&reply), [2, 0, 0, 0]);
}

#[tokio::test]
async fn numbered_columns_say_all_methods() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let first = "name,email,phone\nAda,a@x.example,1\n";
    import(&ada, "", first).await.expect(201);
    let table = "method_2_value,method_2_kind,method_2_label,method_1_value,method_1_is_primary\n\
        '+49 30 1,phone,work,a@x.example,true\n";
    let reply = import(&ada, "", table).await;
    // A numbered column whose kind is only guessed finds nobody.
    assert_eq!(reasons(&ada, &reply).await, ["2 name required"]);
    let table = "method_2_value,method_2_kind,method_2_label,method_1_value,method_1_kind\n\
        '+49 30 1,phone,work,a@x.example,email\n";
    assert_eq!(tally(&import(&ada, "", table).await), [0, 1, 0, 0]);
    let contacts = ada.get("/v1/contacts").await;
    let methods = contacts.json["data"][0]["methods"].as_array().unwrap();
    let values: Vec<_> = methods
        .iter()
        .map(|one| one["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["a@x.example", "+49 30 1"]);
}
