//! Files that become contacts.

use insta::assert_json_snapshot;
use serde_json::json;

use super::{import, reasons, rows, tally, upload};
use crate::harness::TestApp;

#[tokio::test]
async fn a_table_becomes_contacts_and_a_report() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let table = "First Name,Last Name,Email Address,Company,Position,tags,warmth,Score\r\n\
        Grace,Okafor,grace@clinic.example,City Clinic,Speech therapist,therapist; choir,warm,7\r\n\
        Ben,,ben@example.org,city clinic,,,,\r\n\
        Cyd,,cyd,,,,hot,\r\n";
    let reply = import(&ada, "", table).await.expect(201);
    assert_json_snapshot!(reply.json, @r#"
    {
      "created": 2,
      "created_at": "2026-01-05T09:00:00Z",
      "dry_run": false,
      "format": "csv",
      "id": "019b76da-a800-7000-8000-000000000006",
      "ignored_columns": [
        "Score"
      ],
      "match_by": "email",
      "object": "import",
      "refused": 1,
      "rows": 3,
      "unchanged": 0,
      "updated": 0,
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let found = ada.get(reply.header("location")).await.expect(200);
    assert_eq!((found.etag(), &found.json), (reply.etag(), &reply.json));
    assert_json_snapshot!(rows(&ada, &reply, "&outcome=refused").await, @r#"
    [
      {
        "contact_id": null,
        "created_at": "2026-01-05T09:00:00Z",
        "errors": [
          {
            "code": "unknown_word",
            "column": "warmth",
            "detail": "must be one of warm, lukewarm, cold"
          },
          {
            "code": "email",
            "column": "Email Address",
            "detail": "must be an e-mail address, such as ada@example.org"
          }
        ],
        "id": "019b76da-a800-7000-8000-00000000000c",
        "import_id": "019b76da-a800-7000-8000-000000000006",
        "line": 4,
        "object": "import_row",
        "outcome": "refused",
        "row": 3,
        "updated_at": "2026-01-05T09:00:00Z"
      }
    ]
    "#);
    let contacts = ada.get("/v1/contacts?sort=name").await.expect(200);
    assert_eq!(contacts.names(), ["Ben", "Grace Okafor"]);
    let grace = &contacts.json["data"][1];
    assert_eq!(grace["headline"], "Speech therapist");
    assert_eq!(grace["tags"], json!(["therapist", "choir"]));
    assert_eq!(grace["methods"][0]["value"], "grace@clinic.example");
    // One organization for both spellings.
    let organizations = ada.get("/v1/organizations").await.expect(200);
    assert_eq!(organizations.names(), ["City Clinic"]);
    assert_eq!(
        grace["organization_id"],
        contacts.json["data"][0]["organization_id"]
    );
}

#[tokio::test]
async fn a_blank_cell_changes_nothing_and_the_token_clears() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let first = "name,email,headline,notes,warmth,tags,organization\n\
        Grace,grace@clinic.example,Therapist,Mornings,warm,choir,Clinic\n";
    assert_eq!(tally(&import(&ada, "", first).await), [1, 0, 0, 0]);
    assert_eq!(tally(&import(&ada, "", first).await), [0, 0, 1, 0]);
    let blank = "email,headline,notes,tags\nGRACE@clinic.example,,Evenings,\n";
    assert_eq!(tally(&import(&ada, "", blank).await), [0, 1, 0, 0]);
    let grace = ada.get("/v1/contacts").await.json["data"][0].clone();
    assert_eq!(
        (&grace["headline"], &grace["notes"], &grace["tags"]),
        (&json!("Therapist"), &json!("Evenings"), &json!(["choir"]))
    );
    let clear = "email,headline,tags,warmth,organization\ngrace@clinic.example,-,-,-,-\n";
    assert_eq!(
        tally(&import(&ada, "?clear_token=-", clear).await),
        [0, 1, 0, 0]
    );
    let grace = ada.get("/v1/contacts").await.json["data"][0].clone();
    let now = [
        &grace["headline"],
        &grace["tags"],
        &grace["warmth"],
        &grace["organization_id"],
    ];
    assert_eq!(
        now,
        [&json!(null), &json!([]), &json!("cold"), &json!(null)]
    );
    // Without the token, a hyphen is a headline.
    assert_eq!(
        tally(&import(&ada, "", "email,headline\ngrace@clinic.example,-\n").await),
        [0, 1, 0, 0]
    );
    let refused = import(
        &ada,
        "?clear_token=-",
        "email,name\ngrace@clinic.example,-\n",
    )
    .await;
    assert_eq!(reasons(&ada, &refused).await, ["2 name required"]);
}

#[tokio::test]
async fn what_is_only_tried_changes_no_contact_and_is_reported() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let known = ada
        .create(
            "/v1/contacts",
            json!({"name": "Ada", "methods": [{"kind": "email", "value": "a@x.example"}]}),
        )
        .await;
    let table = "name,email,organization\nAda B,a@x.example,X\nBen,b@x.example,X\n,c@x.example,\n";
    let tried = import(&ada, "?dry_run=true", table).await;
    assert_eq!(tally(&tried), [1, 1, 0, 1]);
    assert_eq!(tried.json["dry_run"], true);
    let rows = rows(&ada, &tried, "").await;
    assert_eq!(rows[0]["contact_id"], known.as_str());
    assert_eq!(rows[1]["contact_id"], json!(null));
    assert_eq!(reasons(&ada, &tried).await, ["4 name required"]);
    assert_eq!(ada.get("/v1/contacts").await.names(), ["Ada"]);
    assert_eq!(ada.get("/v1/organizations").await.names(), [""; 0]);
    assert_eq!(tally(&import(&ada, "", table).await), [1, 1, 0, 1]);
    assert_eq!(
        ada.get("/v1/contacts?sort=name").await.names(),
        ["Ada B", "Ben"]
    );
}

#[tokio::test]
async fn all_or_nothing_refuses_the_file_and_tells_every_reason() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let table = "name,a/b\nAda,x\nBen,nobody\n";
    let query = "?all_or_nothing=true&map=a/b:email";
    let refused = import(&ada, query, table).await;
    assert_eq!(refused.json["refused"], 2);
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/lines/3/a~1b");
    assert_eq!(ada.get("/v1/contacts").await.names(), [""; 0]);
    assert_eq!(ada.get("/v1/imports").await.json["data"], json!([]));
}

#[tokio::test]
async fn every_cell_that_does_not_fit_is_told_at_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let long = "x".repeat(201);
    let table = format!(
        "name,email,warmth,do_not_contact,time_zone,headline,profile_url,method_1_extension,method_1_value\n\
         ,ada,hot,perhaps,Mars,{long},ftp:x,1,a@x.example\nBen,\n"
    );
    let refused = import(&ada, "", &table).await;
    let expected = [
        "2 name required",
        "2 warmth unknown_word",
        "2 do_not_contact boolean",
        "2 time_zone unknown_zone",
        "2 headline max_length",
        "2 method_1_value extension_without_phone",
        "2 email email",
        "2 profile_url web_url",
        "3  cells",
    ];
    assert_eq!(reasons(&ada, &refused).await, expected);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_by_its_line() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (file, line) in [
        (&b"name\nJos\xe9\n"[..], 2),
        (b"name\nAda\n\"Ben\n", 3),
        (b"name\nAda \"A\" B\n", 2),
        (b"", 1),
        (b"name\n", 1),
        (b"x,y\n1,2\n", 1),
    ] {
        let refused = upload(&ada, "", "text/csv", file).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(&format!("#/lines/{line}"));
    }
    let refused = upload(&ada, "", "text/vcard", "BEGIN:VCARD\nFN\n").await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/lines/2");
    let refused = upload(&ada, "", "application/jsonl", "{}\n{\n").await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/lines/2");
    assert_eq!(ada.get("/v1/imports").await.json["data"], json!([]));
}

#[tokio::test]
async fn a_file_has_its_own_way_to_divide_and_to_name_columns() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let table = "\u{feff}Notes:\n\"a preamble, as some exports have it\"\n\nWho;Mail;Score\nZoë;zoe@x.example;7\n";
    let reply = import(&ada, "?map=Who:name&map=Score:ignore", table).await;
    assert_eq!(tally(&reply), [1, 0, 0, 0]);
    assert_eq!(reply.json["ignored_columns"], json!(["Score"]));
    assert_eq!(ada.get("/v1/contacts").await.names(), ["Zoë"]);
    assert_eq!(rows(&ada, &reply, "").await[0]["line"], 5);
    let tabbed = import(&ada, "?delimiter=%09", "name\tnotes\nBen\ta,b;c,d;e\n").await;
    assert_eq!(tally(&tabbed), [1, 0, 0, 0]);
    for (query, parameter) in [
        ("?map=Who:nick", "map"),
        ("?map=Who", "map"),
        ("?delimiter=x", "delimiter"),
        ("?match_by=luck", "match_by"),
    ] {
        import(&ada, query, table)
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
    let missing = import(&ada, "?map=Nick:name", table).await;
    missing.expect_problem(422, "invalid_body");
}

#[tokio::test]
async fn a_repeated_request_imports_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let keyed = ada.with("idempotency-key", "import-of-monday");
    let table = "name\nAda\n";
    let first = import(&keyed, "?match_by=none", table).await.expect(201);
    let again = import(&keyed, "?match_by=none", table).await.expect(201);
    assert_eq!(first.json, again.json);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(ada.get("/v1/contacts").await.names(), ["Ada"]);
    let other = import(&keyed, "?match_by=none", "name\nBen\n").await;
    other.expect_problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn a_report_outlives_its_contacts_and_can_be_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let reply = import(&ada, "", "name\nAda\n").await;
    let contact = rows(&ada, &reply, "").await[0]["contact_id"].clone();
    let path = format!("/v1/contacts/{}", contact.as_str().unwrap());
    ada.delete(&path).await.expect(204);
    assert_eq!(rows(&ada, &reply, "").await[0]["contact_id"], json!(null));
    ada.delete(reply.header("location")).await.expect(204);
    ada.get(reply.header("location")).await.expect(404);
}

#[tokio::test]
async fn who_asks_to_be_left_alone_in_a_file_is_left_alone() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    import(&ada, "", "name,email\nBen,b@x.example\n")
        .await
        .expect(201);
    let id = ada.get("/v1/contacts").await.json["data"][0]["id"].clone();
    let outreach = ada
        .create("/v1/outreach", json!({ "contact_id": id }))
        .await;
    import(&ada, "", "email,do_not_contact\nb@x.example,yes\n")
        .await
        .expect(201);
    let found = ada
        .get(&format!("/v1/outreach/{outreach}"))
        .await
        .expect(200);
    assert_eq!(found.json["state"], "closed", "{}", found.text);
}
