//! Whatever a workspace holds, an export of it imported elsewhere exports the same.

use proptest::{collection::vec, option, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Value, json};

use super::{tally, upload};
use crate::harness::{Client, TestApp};

/// Text that is trimmed, as contacts have it, and full of what formats divide and escape by.
fn text(characters: &'static str, longest: usize) -> impl Strategy<Value = String> {
    let pattern = format!("[{characters}]{{1,{longest}}}");
    let text = prop::string::string_regex(&pattern).unwrap();
    text.prop_map(|text| text.trim().to_owned())
        .prop_filter("text", |text| !text.is_empty())
}

const LINE: &str = "a-cA-C0-2 ;,:\\\\\"'=+@＝ßé漢😀\\-_";
const LINES: &str = "a-cA-C0-2 ;,:\\\\\"'=+@＝ßé漢😀\\-_\n\t";

fn method() -> impl Strategy<Value = Value> {
    let address = prop_oneof![
        "[a-z]{1,5}@[a-z]{1,5}\\.example"
            .prop_map(|value| json!({"kind": "email", "value": value})),
        ("\\+?[0-9]{1,4} [0-9]{3}", option::of("[0-9x;]{1,4}")).prop_map(
            |(value, extension)| json!({"kind": "phone", "value": value, "extension": extension})
        ),
        "https://[a-z]{1,5}\\.example/[a-z,;]{0,4}"
            .prop_map(|value| json!({"kind": "profile_url", "value": value})),
        text(LINES, 12).prop_map(|value| json!({"kind": "postal_address", "value": value})),
        text(LINES, 12).prop_map(|value| json!({"kind": "other", "value": value})),
    ];
    (address, option::of(text(LINE, 6))).prop_map(|(mut method, label)| {
        method["label"] = json!(label);
        method
    })
}

fn contact() -> impl Strategy<Value = Value> {
    let texts = (
        text(LINE, 12),
        option::of(text(LINES, 10)),
        option::of(text(LINES, 30)),
        option::of(text(LINES, 30)),
    );
    let words = (
        prop::sample::select(vec!["family", "alum", "other"]),
        prop::sample::select(vec!["warm", "cold"]),
        option::of(prop::sample::select(vec!["Europe/Berlin", "UTC"])),
        any::<bool>(),
    );
    let about = (
        prop::sample::subsequence(vec!["prospect", "connector", "advocate"], 0..=3),
        option::of(prop::sample::select(vec!["student", "executive"])),
        option::of(prop::sample::select(vec!["school", "online"])),
        option::of(text(LINE, 10)),
        option::of(prop::sample::select(vec!["2024-02-29", "1999-12-31"])),
        prop::sample::select(vec!["referral", "import", "other"]),
        option::of(prop::sample::select(vec!["DE", "US"])),
        vec(text(LINE, 8), 0..3),
    );
    // No tag has a comma or a line break.
    let tags = vec(text("a-c0-2 ;:\\\\\"'=+@＝é", 6), 0..4);
    (texts, words, about, tags, vec(method(), 0..5), any::<bool>()).prop_map(
        |((name, headline, how, notes), (relationship, warmth, zone, alone), (roles, seniority, met_in, met_where, met_on, source, country, schools), tags, mut methods, first)| {
            if let Some(method) = methods.first_mut().filter(|_| first) {
                method["is_primary"] = json!(true);
            }
            json!({
                "name": name, "headline": headline, "how_we_know": how, "notes": notes, "relationship": relationship,
                "warmth": warmth, "time_zone": zone, "do_not_contact": alone, "tags": tags, "methods": methods, "roles": roles, "seniority": seniority,
                "met_in": met_in, "met_where": met_where, "met_on": met_on, "source": source, "city": met_where,
                "country": country, "schools": schools, "cities": schools, "interests": schools,
            })
        },
    )
}

/// What the contacts say, in the order of the file; ids and times aside.
async fn said(client: &Client) -> Vec<Value> {
    let file = client.get("/v1/exports/contacts/jsonl").await.expect(200);
    let mut lines: Vec<Value> = file
        .text
        .lines()
        .map(|line| {
            let mut contact: Value = serde_json::from_str(line).unwrap();
            let members = contact.as_object_mut().unwrap();
            for name in [
                "id",
                "organization_id",
                "created_at",
                "updated_at",
                "last_contacted_at",
            ] {
                members.remove(name);
            }
            contact
        })
        .collect();
    lines.sort_by_key(ToString::to_string);
    lines
}

#[tokio::test]
async fn what_is_exported_and_imported_elsewhere_is_the_same() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut runner = TestRunner::deterministic();
    for number in 0..60 {
        let mut body = contact().new_tree(&mut runner).unwrap().current();
        if number % 3 == 0 {
            let name = text(LINE, 8).new_tree(&mut runner).unwrap().current();
            let made = ada
                .create("/v1/organizations", json!({ "name": name }))
                .await;
            body["organization_id"] = json!(made);
        }
        ada.post("/v1/contacts", body).await.expect(201);
    }
    let values = r#"{"shoe": 42.5, "on": true, "off": false, "count": 5, "text": "5", "quoted": "\"5\"", "long_key_": "a;b"}"#;
    app.sql(&format!(
        "UPDATE contact SET custom = '{values}' WHERE do_not_contact"
    ))
    .unwrap();
    app.sql("UPDATE contact_method SET validity = 'wrong_number' WHERE kind = 'phone'")
        .unwrap();
    let expected = said(&ada).await;
    assert_eq!(expected.len(), 60);
    for (format, media_type) in [
        ("csv", "text/csv"),
        ("vcard", "text/vcard"),
        ("jsonl", "application/jsonl"),
    ] {
        let other = app.person(format).await;
        let file = ada
            .get(&format!("/v1/exports/contacts/{format}"))
            .await
            .expect(200);
        let reply = upload(&other, "?match_by=none", media_type, file.text.clone()).await;
        assert_eq!(tally(&reply), [60, 0, 0, 0], "{format}");
        assert_eq!(reply.json["ignored_columns"], json!([]), "{format}");
        let found = said(&other).await;
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{format}");
        }
        // Imported where it came from, it changes nothing.
        let reply = upload(&ada, "?match_by=id", media_type, file.text).await;
        assert_eq!(tally(&reply), [0, 0, 60, 0], "{format}");
    }
}
