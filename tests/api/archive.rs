//! Everything of a person's as one file.

use std::{
    collections::BTreeMap,
    fmt::Write,
    io::{Cursor, Read},
};

use calcard::{Entry, Parser};
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::{
    harness::{Client, TestApp},
    walk::Person,
};

const PATH: &str = "/v1/exports/everything";

/// The files of an archive, by name. Reading one holds it against its checksum.
async fn archive(client: &Client) -> BTreeMap<String, Vec<u8>> {
    let answer = client.open(PATH).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/zip");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    unpacked(answer.bytes().await.unwrap().to_vec())
}

fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let files = (0..archive.len()).map(|index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    });
    files.collect()
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(&files[name]).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).unwrap();
    text.lines().map(line).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// What the archive leaves out, besides what nobody owns: each a decision, which is to be made for every new table.
const LEFT_OUT: [&str; 5] = [
    "change_counter",
    "email_proof",
    "idempotency_key",
    "refresh_token",
    "search_entry",
];
const WITHHELD: [(&str, &str); 4] = [
    ("account", "password_hash"),
    ("api_key", "secret_hash"),
    ("calendar_feed", "secret_hash"),
    ("document_content", "bytes"),
];

#[tokio::test]
async fn every_row_of_every_table_is_in_it_and_nobody_elses() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let eve = Person::new(&app, "eve", 'b').await;
    let files = archive(&ada.client).await;
    let tables = app
        .sql(
            "SELECT c.relname, CASE WHEN c.relname = 'account' THEN 'id' ELSE min(a.attname)::text END FROM pg_class c \
             JOIN pg_attribute a ON a.attrelid = c.oid AND (a.attname IN ('owner_id', 'account_id') \
             OR (c.relname = 'account' AND a.attname = 'id')) \
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY c.relname ORDER BY 1",
        )
        .unwrap();
    let mut rows = 0;
    for table in tables.lines() {
        let (table, whose) = table.split_once('|').unwrap();
        let name = format!("data/{table}.jsonl");
        if LEFT_OUT.contains(&table) {
            assert!(!files.contains_key(&name), "{table}");
            continue;
        }
        let withheld = WITHHELD.iter().filter(|(of, _)| *of == table);
        let withheld: Vec<_> = withheld.map(|(_, column)| *column).collect();
        let withheld = withheld.join(",");
        let query = format!(
            "SELECT (to_jsonb(t) - '{{{withheld}}}'::text[])::text FROM {table} t WHERE {whose} = '{}'",
            ada.account
        );
        let mut expected = lines(&app.sql(&query).unwrap());
        let mut found = lines(text(&files, &name));
        for all in [&mut expected, &mut found] {
            all.sort_by_key(ToString::to_string);
        }
        assert_eq!(found, expected, "{table}");
        rows += found.len();
    }
    assert!(rows > 60, "{rows}");
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(&eve.account), "{name}");
        for secret in ["password_hash\":", "secret_hash\":", "token_hash\":"] {
            assert!(!text.contains(secret), "{name}: {secret}");
        }
    }
}

/// Whoever adds a table, or a column of bytes, decides here whether a person may have it.
#[tokio::test]
async fn what_is_in_it_was_decided_table_by_table() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let files = archive(&ada).await;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    insta::assert_snapshot!(names.join("\n"), @r#"
    README.txt
    attempts.csv
    calendar.ics
    contacts.csv
    contacts.vcf
    data/account.jsonl
    data/advice.jsonl
    data/agenda_mark.jsonl
    data/api_key.jsonl
    data/attempt.jsonl
    data/calendar_feed.jsonl
    data/change.jsonl
    data/common_ground.jsonl
    data/contact.jsonl
    data/contact_method.jsonl
    data/custom_field.jsonl
    data/digest_schedule.jsonl
    data/document.jsonl
    data/document_content.jsonl
    data/duplicate_dismissal.jsonl
    data/employment.jsonl
    data/event.jsonl
    data/event_meeting.jsonl
    data/fit_rating.jsonl
    data/follow_up.jsonl
    data/forwarding.jsonl
    data/hand_off.jsonl
    data/import.jsonl
    data/import_row.jsonl
    data/interview.jsonl
    data/interview_question.jsonl
    data/learning.jsonl
    data/learning_link.jsonl
    data/meeting_slot.jsonl
    data/merge.jsonl
    data/merge_snapshot.jsonl
    data/message.jsonl
    data/message_attachment.jsonl
    data/message_template.jsonl
    data/message_version.jsonl
    data/network_ask.jsonl
    data/network_ask_recipient.jsonl
    data/notification_settings.jsonl
    data/organization.jsonl
    data/outreach.jsonl
    data/own_methodology.jsonl
    data/pitch.jsonl
    data/pitch_rehearsal.jsonl
    data/preparation.jsonl
    data/prepared_answer.jsonl
    data/profile.jsonl
    data/promise.jsonl
    data/question.jsonl
    data/question_set.jsonl
    data/question_set_item.jsonl
    data/referral.jsonl
    data/reflection_answer.jsonl
    data/research_gap.jsonl
    data/research_item.jsonl
    data/sent_reminder.jsonl
    data/session.jsonl
    data/session_event.jsonl
    data/site.jsonl
    data/snafu.jsonl
    data/story.jsonl
    data/theme.jsonl
    data/theme_move.jsonl
    data/visit.jsonl
    data/visit_outreach.jsonl
    data/webhook_attempt.jsonl
    data/webhook_endpoint.jsonl
    data/webhook_message.jsonl
    data/webhook_progress.jsonl
    interviews.csv
    manifest.json
    "#);
    let bytes = app.sql(
        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' \
         AND data_type = 'bytea' ORDER BY 1",
    );
    insta::assert_snapshot!(bytes.unwrap(), @r#"
    _sqlx_migrations.checksum
    api_key.secret_hash
    calendar_feed.secret_hash
    document.sha256
    document_content.bytes
    email_proof.token_hash
    hand_off.sha256
    idempotency_key.body
    idempotency_key.fingerprint
    refresh_token.token_hash
    sign_in_throttle.email_hash
    webhook_endpoint.previous_seed
    webhook_endpoint.seed
    "#);
}

#[tokio::test]
async fn the_other_files_are_what_their_names_say_and_the_manifest_lists_all() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let files = archive(&ada.client).await;
    let contacts = files.get("data/contact.jsonl").unwrap();
    let count = lines(std::str::from_utf8(contacts).unwrap()).len();
    let table = csv::Reader::from_reader(files["contacts.csv"].as_slice())
        .into_records()
        .map(Result::unwrap)
        .count();
    assert_eq!(table, count);
    assert_eq!(
        text(&files, "contacts.vcf").matches("BEGIN:VCARD").count(),
        count
    );
    for card in text(&files, "contacts.vcf").split_inclusive("END:VCARD\r\n") {
        assert!(
            matches!(Parser::new(card).entry(), Entry::VCard(_)),
            "{card}"
        );
    }
    let attempts: Vec<csv::StringRecord> =
        csv::Reader::from_reader(files["attempts.csv"].as_slice())
            .into_records()
            .map(Result::unwrap)
            .collect();
    assert_eq!(
        attempts.len(),
        lines(text(&files, "data/attempt.jsonl")).len()
    );
    assert_eq!(&attempts[0][0], "Somebody 22");
    let interviews = text(&files, "interviews.csv");
    assert!(
        interviews.starts_with("\"contact\",\"theme\",\"starts_at\""),
        "{interviews}"
    );
    assert!(interviews.contains("\"Somebody 22\""), "{interviews}");
    let calendar: icalendar::Calendar = text(&files, "calendar.ics").parse().unwrap();
    assert!(!calendar.components.is_empty());
    let bytes = app
        .sql(&format!(
            "SELECT encode(bytes, 'hex') FROM document_content WHERE owner_id = '{}'",
            ada.account
        ))
        .unwrap();
    let mut documents = files
        .iter()
        .filter(|(name, _)| name.starts_with("documents/"));
    let (_, document) = documents.next().unwrap();
    let hex = hexadecimal(document);
    assert_eq!(hex, bytes);

    let manifest: Value = serde_json::from_str(text(&files, "manifest.json")).unwrap();
    assert_eq!(manifest["account_id"], json!(ada.account));
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len() + 1, files.len());
    for one in listed {
        let bytes = &files[one["name"].as_str().unwrap()];
        assert_eq!(one["size_bytes"], json!(bytes.len()));
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
        let hex = hexadecimal(digest.as_ref());
        assert_eq!(one["sha256"], json!(hex));
    }
    for left in LEFT_OUT {
        assert!(text(&files, "README.txt").contains(left), "{left}");
    }
}

/// So many contacts that their archive takes many pieces.
fn many(app: &TestApp, owner: &str) {
    app.sql(&format!(
        "INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, tags, do_not_contact, notes) \
         SELECT '{owner}', gen_random_uuid(), now(), now(), 'Jo ' || n, 'alum', 'warm', '{{}}', false, \
         (SELECT string_agg(md5(n::text || m::text), '') FROM generate_series(1, 300) m) FROM generate_series(1, 2000) n"
    ))
    .unwrap();
}

#[tokio::test]
async fn it_shows_one_moment_and_one_is_made_at_a_time() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    many(&app, &ada.account);
    let mut answer = ada.client.open(PATH).await;
    let mut bytes = answer.chunk().await.unwrap().unwrap().to_vec();
    let second = ada.client.get(PATH).await;
    second.expect_problem(409, "limit_reached");
    let late = json!({"name": "Came While It Was Read"});
    ada.client.create("/v1/contacts", late).await;
    while let Some(piece) = answer.chunk().await.unwrap() {
        bytes.extend_from_slice(&piece);
    }
    let files = unpacked(bytes);
    assert!(!text(&files, "data/contact.jsonl").contains("Came While"));
    assert!(!text(&files, "contacts.csv").contains("Came While"));
    // Bob is not ada.
    let bob = app.person("bob").await;
    let files = archive(&bob).await;
    assert_eq!(text(&files, "data/contact.jsonl"), "");
    let files = archive(&ada.client).await;
    assert!(text(&files, "contacts.csv").contains("Came While"));
}

#[tokio::test]
async fn a_file_that_nobody_reads_to_its_end_holds_nothing_up() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    many(&app, &ada.account);
    for _ in 0..10 {
        let mut answer = ada.client.open(PATH).await;
        answer.chunk().await.unwrap().unwrap();
        drop(answer);
        // The server hears of it when it writes on.
        loop {
            let again = ada.client.open(PATH).await;
            match again.status().as_u16() {
                200 => break,
                status => assert_eq!(status, 409),
            }
        }
    }
}

#[tokio::test]
async fn many_rows_are_read_in_many_pieces() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    app.sql(&format!(
        "INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, tags, do_not_contact, notes) \
         SELECT '{}', gen_random_uuid(), now(), now(), 'Jo ' || n, 'alum', 'warm', '{{}}', false, repeat('x', 10000) \
         FROM generate_series(1, 1000) n",
        ada.account
    ))
    .unwrap();
    let files = archive(&ada.client).await;
    let contacts = lines(text(&files, "data/contact.jsonl"));
    assert!(contacts.len() >= 1000);
    let manifest: Value = serde_json::from_str(text(&files, "manifest.json")).unwrap();
    let listed = manifest["files"].as_array().unwrap().iter();
    let rows = listed
        .clone()
        .find(|one| one["name"] == "data/contact.jsonl");
    assert_eq!(rows.unwrap()["rows"], json!(contacts.len()));
}

#[tokio::test]
async fn no_program_can_ask_for_everything() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let key =
        json!({"name": "Backup", "scope": "contacts:read", "expires_at": "2026-02-05T09:00:00Z"});
    let key = ada.post("/v1/api-keys", key).await.expect(201);
    let program = app.with_token(key.json["key"].as_str().unwrap());
    program
        .get(PATH)
        .await
        .expect_problem(403, "session_needed");
}
