//! Merging two contacts that are one person, and undoing it.

use std::collections::BTreeSet;

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp},
    walk::Person,
};

async fn contact(ada: &Client, body: Value) -> String {
    ada.create("/v1/contacts", body).await
}

/// Everything of an owner's but what a merge leaves behind on purpose: versions, times, the log, and the merge itself.
fn rows(app: &TestApp, owner: &str) -> Vec<String> {
    let tables = app
        .sql(
            "SELECT table_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) \
             WHERE column_name = 'owner_id' AND table_type = 'BASE TABLE' AND table_schema = 'public' AND table_name NOT IN \
             ('change', 'change_counter', 'idempotency_key', 'merge', 'merge_snapshot') ORDER BY 1",
        )
        .unwrap();
    let all = tables.lines().map(|table| {
        format!(
            "SELECT '{table} ' || (to_jsonb(t) - 'version' - 'updated_at')::text AS row FROM {table} t WHERE owner_id = '{owner}'"
        )
    });
    let all = all.collect::<Vec<_>>().join(" UNION ALL ");
    let rows = app
        .sql(&format!("SELECT row FROM ({all}) AS rows ORDER BY 1"))
        .unwrap();
    rows.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn every_reference_moves_and_undoing_restores_every_row() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    // Two of everything: what the other contact has, and what both have.
    let (keep, merge) = (format!("{}24", ada.stem), format!("{}22", ada.stem));
    let both = format!(
        "INSERT INTO network_ask_recipient SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), \
         'contact_id', '{keep}'))).* FROM network_ask_recipient AS one WHERE contact_id = '{merge}'; \
         INSERT INTO event_meeting SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), \
         'contact_id', '{keep}'))).* FROM event_meeting AS one WHERE contact_id = '{merge}'; \
         INSERT INTO referral SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), \
         'referrer_id', '{keep}', 'contact_id', '{merge}'))).* FROM referral AS one LIMIT 1; \
         UPDATE contact SET organization_id = NULL WHERE id = '{keep}'; \
         UPDATE outreach SET next_action = NULL, next_action_from = NULL, next_action_until = NULL"
    );
    app.sql(&both).unwrap();
    let before = rows(&app, &ada.account);
    let body = json!({"keep_id": keep, "merge_id": merge});
    let preview = ada
        .client
        .post("/v1/merges/preview", body.clone())
        .await
        .expect(200);
    assert_eq!(
        rows(&app, &ada.account),
        before,
        "a preview changes nothing"
    );
    let merged = ada.client.post("/v1/merges", body).await.expect(201);
    assert_eq!(merged.json["moved"], preview.json["moved"]);
    assert_eq!(merged.json["folded"], preview.json["folded"]);
    let gone = ada.client.get(&format!("/v1/contacts/{merge}")).await;
    gone.expect_problem(404, "not_found");
    let found = ada
        .client
        .get(&format!("/v1/merges?merge_id={merge}&state=merged"))
        .await
        .expect(200);
    assert_eq!(found.json["data"][0], merged.json);
    let id = merged.json["id"].as_str().unwrap();
    let undone = ada
        .client
        .act(&format!("/v1/merges/{id}/undo"))
        .await
        .expect(200);
    assert_eq!(undone.json["left"], 0, "{}", undone.text);
    assert_eq!(undone.json["changed_since"], json!([]));
    let after = rows(&app, &ada.account);
    let (before, after): (BTreeSet<_>, BTreeSet<_>) =
        (before.iter().collect(), after.iter().collect());
    let lost: Vec<_> = before.difference(&after).collect();
    let new: Vec<_> = after.difference(&before).collect();
    assert!(
        lost.is_empty() && new.is_empty(),
        "lost {lost:#?}, new {new:#?}"
    );
    let again = ada.client.act(&format!("/v1/merges/{id}/undo")).await;
    again.expect_problem(409, "wrong_state");
}

#[tokio::test]
async fn no_column_that_refers_to_a_contact_is_forgotten() {
    let app = TestApp::start().await;
    // Part of a contact, or about it as it was.
    let own = [
        "contact_method.contact_id",
        "duplicate_dismissal.one_id",
        "duplicate_dismissal.other_id",
        "merge.keep_id",
    ];
    let columns = app
        .sql(
            "SELECT conrelid::regclass || '.' || attname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid \
             AND attnum = conkey[2] WHERE contype = 'f' AND confrelid = 'contact'::regclass",
        )
        .unwrap();
    let columns: BTreeSet<&str> = columns
        .lines()
        .filter(|column| !own.contains(column))
        .collect();
    let moved = persistence::merge::moved_columns();
    assert_eq!(columns, moved.iter().map(String::as_str).collect());
}

#[tokio::test]
async fn fields_are_chosen_united_and_explained() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let keep = json!({
        "name": "Grace Okafor", "tags": ["choir"], "notes": "Met in May.", "relationship": "alum",
        "methods": [{"kind": "email", "value": "grace@clinic.example", "is_primary": true}]
    });
    let merge = json!({
        "name": "G. Okafor", "headline": "Speech therapist", "tags": ["Choir", "law"], "do_not_contact": true,
        "methods": [{"kind": "email", "value": "Grace@Clinic.example", "label": "work"}, {"kind": "phone", "value": "+49 30 1"}]
    });
    let (keep, merge) = (contact(&ada, keep).await, contact(&ada, merge).await);
    let body = json!({"keep_id": keep, "merge_id": merge, "choices": [{"field": "name", "side": "merge"}]});
    let preview = ada
        .post("/v1/merges/preview", body.clone())
        .await
        .expect(200)
        .json;
    let told = |field: &Value| {
        format!("{} {} {}", field["field"], field["taken"], field["why"]).replace('"', "")
    };
    let fields: Vec<String> = preview["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(told)
        .collect();
    let expected = [
        "name merge chosen",
        "headline merge other_is_blank",
        "relationship keep other_is_blank",
        "tags both united",
        "notes keep other_is_blank",
        "do_not_contact merge either_says_so",
        "methods both united",
    ];
    assert_eq!(fields, expected);
    ada.post("/v1/merges", body).await.expect(201);
    let merged = ada
        .get(&format!("/v1/contacts/{keep}"))
        .await
        .expect(200)
        .json;
    assert_eq!(merged["tags"], json!(["choir", "law"]));
    assert_json_snapshot!(merged["methods"], @r#"
    [
      {
        "extension": null,
        "is_primary": true,
        "kind": "email",
        "label": "work",
        "validity": "unverified",
        "value": "grace@clinic.example"
      },
      {
        "extension": null,
        "is_primary": false,
        "kind": "phone",
        "label": null,
        "validity": "unverified",
        "value": "+49 30 1"
      }
    ]
    "#);
    for (field, value) in preview["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["field"], &one["result"]))
    {
        assert_eq!(&merged[field.as_str().unwrap()], value, "{field}");
    }
}

#[tokio::test]
async fn what_changed_since_stays_when_a_merge_is_undone() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let keep = contact(&ada, json!({"name": "Grace", "tags": ["choir"]})).await;
    let merge = contact(
        &ada,
        json!({"name": "G.", "headline": "Nurse", "tags": ["law"], "city": "Berlin"}),
    )
    .await;
    let gap = json!({"contact_id": merge, "statement": "Who hires?", "topic": "industry_trends", "subject": "interviewee"});
    let gap = ada.post("/v1/research-gaps", gap).await;
    let gap = gap.json["id"].as_str().map(str::to_owned);
    let body = json!({"keep_id": keep, "merge_id": merge});
    let merged = ada.post("/v1/merges", body).await.expect(201);
    let path = format!("/v1/contacts/{keep}");
    ada.patch(&path, json!({"headline": "Head nurse"}))
        .await
        .expect(200);
    if let Some(gap) = gap {
        ada.delete(&format!("/v1/research-gaps/{gap}"))
            .await
            .expect(204);
    }
    let undo = format!("{}/undo", merged.header("location"));
    let undone = ada.act(&undo).await.expect(200).json;
    assert_eq!(undone["changed_since"], json!(["headline"]));
    assert_eq!(
        (&undone["returned"], &undone["left"]),
        (&json!(0), &json!(1))
    );
    let kept = ada.get(&path).await.expect(200).json;
    assert_eq!(
        (&kept["headline"], &kept["tags"], &kept["city"]),
        (&json!("Head nurse"), &json!(["choir"]), &Value::Null)
    );
    let back = ada
        .get(&format!("/v1/contacts/{merge}"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&back["headline"], &back["tags"], &back["city"]),
        (&json!("Nurse"), &json!(["law"]), &json!("Berlin"))
    );
}

#[tokio::test]
async fn a_merge_of_a_merge_is_undone_one_after_the_other() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(contact(&ada, json!({"name": name, "tags": [name]})).await);
    }
    let merge = async |keep: &str, merge: &str| {
        let merged = ada
            .post("/v1/merges", json!({"keep_id": keep, "merge_id": merge}))
            .await;
        merged.expect(201).header("location").to_owned()
    };
    let first = merge(&ids[1], &ids[2]).await;
    let second = merge(&ids[0], &ids[1]).await;
    ada.get(&first).await.expect_problem(404, "not_found");
    ada.act(&format!("{second}/undo")).await.expect(200);
    ada.act(&format!("{first}/undo")).await.expect(200);
    for (id, tag) in ids.iter().zip(["A", "B", "C"]) {
        let contact = ada.get(&format!("/v1/contacts/{id}")).await.expect(200);
        assert_eq!(contact.json["tags"], json!([tag]));
    }
}

#[tokio::test]
async fn what_cannot_be_merged_is_told() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let keep = contact(&ada, json!({"name": "Grace"})).await;
    let merge = contact(&ada, json!({"name": "G."})).await;
    let nobody = "00000000-0000-7000-8000-00000000dead";
    let choice = |field: &str| json!([{"field": field, "side": "merge"}]);
    for (body, at) in [
        (json!({"keep_id": keep, "merge_id": keep}), "#/merge_id"),
        (json!({"keep_id": nobody, "merge_id": keep}), "#/keep_id"),
        (json!({"keep_id": keep, "merge_id": nobody}), "#/merge_id"),
        (
            json!({"keep_id": keep, "merge_id": merge, "choices": choice("shoes")}),
            "#/choices/0/field",
        ),
        (
            json!({"keep_id": keep, "merge_id": merge, "choices": choice("do_not_contact")}),
            "#/choices/0/field",
        ),
        (
            json!({"keep_id": keep, "merge_id": merge, "choices": [choice("name")[0], choice("name")[0]]}),
            "#/choices/1/field",
        ),
    ] {
        for path in ["/v1/merges", "/v1/merges/preview"] {
            let refused = ada.post(path, body.clone()).await;
            refused
                .expect_problem(422, "invalid_body")
                .expect_error_at(at);
        }
    }
    let many = |first: usize| -> Value {
        (first..first + 30)
            .map(|tag| json!(tag.to_string()))
            .collect()
    };
    ada.patch(&format!("/v1/contacts/{keep}"), json!({"tags": many(0)}))
        .await
        .expect(200);
    ada.patch(&format!("/v1/contacts/{merge}"), json!({"tags": many(100)}))
        .await
        .expect(200);
    let body = json!({"keep_id": keep, "merge_id": merge});
    let refused = ada.post("/v1/merges", body.clone()).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/choices");
    let body = json!({"keep_id": keep, "merge_id": merge, "choices": choice("tags")});
    let mut pursued = BTreeSet::new();
    for id in [&keep, &merge] {
        pursued.insert(ada.create("/v1/outreach", json!({"contact_id": id})).await);
    }
    let refused = ada
        .post("/v1/merges", body.clone())
        .await
        .expect_problem(409, "outreach_already_open");
    let named = refused.json["outreach_ids"].as_array().unwrap().iter();
    assert_eq!(
        named
            .map(|id| id.as_str().unwrap().to_owned())
            .collect::<BTreeSet<_>>(),
        pursued
    );
    let preview = ada
        .post("/v1/merges/preview", body.clone())
        .await
        .expect(200);
    assert_eq!(preview.json["open_outreach"].as_array().unwrap().len(), 2);
    ada.delete(&format!("/v1/outreach/{}", pursued.first().unwrap()))
        .await
        .expect(204);
    let merged = ada.post("/v1/merges", body).await.expect(201);
    ada.delete(merged.header("location")).await.expect(204);
    assert_eq!(app.sql("SELECT count(*) FROM merge_snapshot").unwrap(), "0");
}
