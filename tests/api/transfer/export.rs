//! Contacts as files, read by programs that are not ours.

use calcard::{Entry, Parser};
use serde_json::{Value, json};

use super::{import, upload};
use crate::harness::TestApp;

fn grace() -> Value {
    json!({
        "name": "Grace Okafor", "headline": "=cmd()", "relationship": "alum", "warmth": "lukewarm",
        "how_we_know": "The \"choir\", at school", "time_zone": "America/New_York", "tags": ["thera;pist", "choir"],
        "notes": "Prefers mornings;\nnot, evenings",
        "methods": [
            {"kind": "email", "value": "grace@clinic.example", "is_primary": true},
            {"kind": "phone", "label": "work", "value": "+1 410 555 0100", "extension": "42"},
            {"kind": "postal_address", "label": "home", "value": "5 Canal Street\nNew York"}
        ]
    })
}

#[tokio::test]
async fn a_table_is_read_by_another_program_and_has_no_formula() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    import(&ada, "", "name,organization\n-Ben,Clinic\n")
        .await
        .expect(201);
    ada.create("/v1/contacts", grace()).await;
    let file = ada.get("/v1/exports/contacts/csv").await.expect(200);
    assert_eq!(
        file.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"contacts.csv\"; filename*=UTF-8''contacts.csv"
    );
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let records: Vec<_> = reader.records().map(|record| record.unwrap()).collect();
    let cell = |row: usize, name: &str| &records[row][column(name)];
    assert_eq!(cell(0, "name"), "'-Ben");
    assert_eq!(cell(0, "organization"), "Clinic");
    assert_eq!(cell(1, "headline"), "'=cmd()");
    assert_eq!(cell(1, "how_we_know"), "The \"choir\", at school");
    assert_eq!(cell(1, "notes"), "Prefers mornings;\nnot, evenings");
    assert_eq!(cell(1, "tags"), r"thera\;pist; choir");
    assert_eq!(cell(1, "method_2_value"), "'+1 410 555 0100");
    assert_eq!(cell(1, "method_3_kind"), "postal_address");
    for record in &records {
        assert!(
            record
                .iter()
                .all(|cell| !cell.starts_with(['=', '+', '-', '@']))
        );
    }
}

#[tokio::test]
async fn cards_are_read_by_another_program() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    ada.create("/v1/contacts", grace()).await;
    let file = ada.get("/v1/exports/contacts/vcard").await.expect(200);
    assert_eq!(file.header("content-type"), "text/vcard; charset=utf-8");
    assert!(
        file.text
            .split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    let mut parser = Parser::new(&file.text);
    let Entry::VCard(card) = parser.entry() else {
        panic!("no card: {}", file.text);
    };
    let of = |name: &str| {
        let entries = card
            .entries
            .iter()
            .filter(|entry| entry.name.as_str() == name);
        entries
            .flat_map(|entry| entry.values.iter().filter_map(|value| value.as_text()))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(of("FN"), ["Grace Okafor"]);
    assert_eq!(of("TITLE"), ["=cmd()"]);
    assert_eq!(of("NOTE"), ["Prefers mornings;\nnot, evenings"]);
    assert_eq!(of("EMAIL"), ["grace@clinic.example"]);
    assert_eq!(of("TEL"), ["+1 410 555 0100"]);
    assert_eq!(of("CATEGORIES"), ["thera;pist", "choir"]);
    assert_eq!(of("TZ"), ["America/New_York"]);
    assert!(matches!(parser.entry(), Entry::Eof));
}

#[tokio::test]
async fn json_lines_are_contacts_as_the_api_has_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = ada.create("/v1/contacts", grace()).await;
    let file = ada.get("/v1/exports/contacts/jsonl").await.expect(200);
    assert_eq!(file.header("content-type"), "application/jsonl");
    let mut line: Value = serde_json::from_str(file.text.trim_end()).unwrap();
    let organization = line.as_object_mut().unwrap().remove("organization_name");
    assert_eq!(organization, Some(Value::Null));
    let contact = ada.get(&format!("/v1/contacts/{id}")).await.expect(200);
    assert_eq!(line, contact.json);
}

#[tokio::test]
async fn an_export_is_narrowed_and_holds_nobody_elses_contacts() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let table = "name,tags,organization\nAna,law,Clinic\nBen,LAW; choir,\nCyd,,\n";
    import(&ada, "", table).await.expect(201);
    upload(&bob, "", "text/csv", "name,tags\nTheirs,law\n")
        .await
        .expect(201);
    let organizations = ada.get("/v1/organizations").await;
    let clinic = organizations.json["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (query, names) in [
        (String::new(), &["Ana", "Ben", "Cyd"][..]),
        ("?tag=law".to_owned(), &["Ana", "Ben"]),
        ("?tags_all=law,choir".to_owned(), &["Ben"]),
        (format!("?organization_id={clinic}"), &["Ana"]),
        ("?tag=nobody".to_owned(), &[]),
    ] {
        let file = ada
            .get(&format!("/v1/exports/contacts/jsonl{query}"))
            .await
            .expect(200);
        let lines = file.text.lines();
        let found: Vec<String> = lines
            .map(|line| {
                serde_json::from_str::<Value>(line).unwrap()["name"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(found, names, "{query}");
    }
    ada.get("/v1/exports/contacts/csv?tag=%20")
        .await
        .expect_problem(400, "invalid_parameter");
}
