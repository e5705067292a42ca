//! The search over everything that a person wrote down.

use std::collections::BTreeSet;

use domain::{search::SearchKind, vocabulary::Vocabulary};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp},
    walk::Person,
};

/// What was found: kind and title of each.
async fn hits(client: &Client, query: &str) -> Vec<String> {
    let page = client
        .get(&format!("/v1/search?q={query}"))
        .await
        .expect(200);
    titles(&page.json)
}

fn titles(page: &Value) -> Vec<String> {
    let data = page["data"].as_array().unwrap().iter();
    data.map(|hit| {
        format!(
            "{} {}",
            hit["kind"].as_str().unwrap(),
            joined(&hit["title"])
        )
    })
    .collect()
}

/// The text of some fragments, with what matches between brackets.
fn joined(fragments: &Value) -> String {
    let pieces = fragments.as_array().unwrap().iter().map(|piece| {
        let text = piece["text"].as_str().unwrap();
        if piece["is_match"] == true {
            format!("[{text}]")
        } else {
            text.to_owned()
        }
    });
    pieces.collect()
}

async fn contact(client: &Client, name: &str, more: Value) -> String {
    let mut body = more;
    body["name"] = json!(name);
    client.create("/v1/contacts", body).await
}

#[tokio::test]
async fn words_beginnings_accents_and_letter_case_find_a_contact() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = json!({"name": "City Clinic", "mission": "Care for all"});
    let clinic = ada.create("/v1/organizations", clinic).await;
    let more = json!({
        "headline": "Speech/language therapist", "organization_id": clinic, "tags": ["choir"],
        "notes": "Met at the harbor; knows the ward."
    });
    let zoe = contact(&ada, "Zoë O'Brien", more).await;
    let found = ada.get("/v1/search?q=zoe%20language").await.expect(200);
    assert_json_snapshot!(found.json["data"], @r#"
    [
      {
        "body": [
          {
            "is_match": false,
            "text": "Speech/"
          },
          {
            "is_match": true,
            "text": "language"
          },
          {
            "is_match": false,
            "text": " therapist\nchoir\nMet"
          }
        ],
        "contact_id": null,
        "found_by": "words",
        "id": "019b76da-a800-7000-8000-000000000008",
        "kind": "contact",
        "object": "search_hit",
        "organization": "City Clinic",
        "organization_id": "019b76da-a800-7000-8000-000000000006",
        "path": "/v1/contacts/019b76da-a800-7000-8000-000000000008",
        "people": null,
        "score": 10476215,
        "title": [
          {
            "is_match": true,
            "text": "Zoë"
          },
          {
            "is_match": false,
            "text": " O'Brien"
          }
        ],
        "updated_at": "2026-01-05T09:00:00Z"
      }
    ]
    "#);
    for query in [
        "ZOË",
        "zo",
        "obrien",
        "o'brien",
        "brien%20spee",
        "harbor%20choir",
        "ther%20zoe",
        "%22the%20harbor%22",
    ] {
        let found = hits(&ada, query).await;
        let is_expected = query == "obrien" || found.iter().any(|hit| hit.starts_with("contact"));
        assert!(is_expected, "{query}: {found:?}");
    }
    assert_eq!(hits(&ada, "%22harbor%20the%22").await, [""; 0]);
    // By what it is about.
    let title = "organization [City] [Clinic]";
    assert!(
        hits(&ada, "city%20clinic")
            .await
            .contains(&title.to_owned())
    );
    ada.patch(
        &format!("/v1/organizations/{clinic}"),
        json!({"name": "Harbor Ward"}),
    )
    .await
    .expect(200);
    assert_eq!(hits(&ada, "city%20clinic").await, [""; 0]);
    assert_eq!(hits(&ada, "harbor%20ward").await.len(), 2);
    ada.delete(&format!("/v1/contacts/{zoe}")).await.expect(204);
    assert_eq!(hits(&ada, "zoe").await, [""; 0]);
}

#[tokio::test]
async fn a_misspelled_name_is_found_where_nothing_is_spelled_so() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(&ada, "Grace Okafor", json!({})).await;
    let found = ada.get("/v1/search?q=grace%20okafro").await.expect(200);
    assert_eq!(titles(&found.json), ["contact [Grace] Okafor"]);
    assert_eq!(found.json["data"][0]["found_by"], "similar");
    contact(&ada, "Okafro Grace", json!({})).await;
    assert_eq!(
        hits(&ada, "grace%20okafro").await,
        ["contact [Okafro] [Grace]"]
    );
    assert_eq!(hits(&ada, "zebra").await, [""; 0]);
}

#[tokio::test]
async fn whole_words_come_before_beginnings_and_titles_before_the_rest() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(&ada, "Anna Wardwell", json!({})).await;
    contact(&ada, "Ben", json!({"notes": "Runs the ward."})).await;
    contact(&ada, "Cy Ward", json!({})).await;
    let expected = [
        "contact Cy [Ward]",
        "contact Ben",
        "contact Anna [Wardwell]",
    ];
    assert_eq!(hits(&ada, "ward").await, expected);
    let one = ada.get("/v1/search?q=ward&limit=1").await.expect(200);
    let mut pages = titles(&one.json);
    let mut next = one.json["next_cursor"].clone();
    while let Some(cursor) = next.as_str() {
        let path = format!("/v1/search?q=ward&limit=1&cursor={cursor}");
        let page = ada.get(&path).await.expect(200).json;
        pages.extend(titles(&page));
        next = page["next_cursor"].clone();
    }
    assert_eq!(pages, expected);
}

#[tokio::test]
async fn an_address_is_found_in_any_spelling() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let methods = json!({"methods": [
        {"kind": "phone", "value": "+49 (0)30 1234-567"}, {"kind": "email", "value": "Jo@Clinic.example"},
        {"kind": "profile_url", "value": "https://www.pages.example/jo/"}
    ], "country": "DE"});
    let jo = contact(&ada, "Jo Lin", methods).await;
    contact(
        &ada,
        "Sam",
        json!({"notes": "Not jo@clinic.example any more."}),
    )
    .await;
    for query in [
        "%2B49301234567",
        "0049%2030%201234567",
        "030/1234567",
        "030%201234-567",
        "(030)%20123%2045%2067",
        "JO@clinic.EXAMPLE",
        "http://pages.example/jo",
    ] {
        let found = ada.get(&format!("/v1/search?q={query}")).await.expect(200);
        let first = &found.json["data"][0];
        assert_eq!(first["id"], jo, "{query}: {}", found.text);
        assert_eq!(first["found_by"], "exact", "{query}");
    }
    let both = hits(&ada, "jo@clinic.example").await;
    assert_eq!(both.len(), 2, "{both:?}");
}

#[tokio::test]
async fn every_kind_is_found_leads_to_its_resource_and_is_the_owners_alone() {
    let app = TestApp::start().await;
    let (ada, bob) = (Person::new(&app, "ada", 'a').await, app.person("bob").await);
    // Every entry holds a word that nothing else has.
    let words =
        "UPDATE search_entry SET body = 'quokka', words = to_tsvector('accentless', 'quokka')";
    app.sql(words).unwrap();
    let mut kinds = BTreeSet::new();
    let page = ada
        .client
        .get("/v1/search?q=quokka&limit=100")
        .await
        .expect(200);
    for hit in page.json["data"].as_array().unwrap() {
        kinds.insert(hit["kind"].as_str().unwrap().to_owned());
        let read = ada
            .client
            .get(hit["path"].as_str().unwrap())
            .await
            .expect(200);
        assert_eq!(read.json["id"], hit["id"], "{hit}");
    }
    let all: BTreeSet<_> = SearchKind::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(kinds, all);
    let some = ada
        .client
        .get("/v1/search?q=quokka&kind=theme,story")
        .await
        .expect(200);
    let some: BTreeSet<_> = titles(&some.json)
        .iter()
        .map(|hit| hit.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(some.iter().collect::<Vec<_>>(), ["story", "theme"]);
    assert_eq!(hits(&bob, "quokka").await, [""; 0]);
}

/// Tables of a workspace without an entry of their own, and why.
const NOT_FOUND: [&str; 11] = [
    // Shown and found as part of what they belong to.
    "contact_method",
    "forwarding",
    "theme_move",
    // The bytes of a file.
    "document_content",
    // The names and choices of fields, not what is in them.
    "custom_field",
    // A report about a file, not what somebody wrote down.
    "import",
    "import_row",
    // About contacts, which are found themselves.
    "merge",
    "duplicate_dismissal",
    // Derived.
    "search_entry",
    "change",
];

#[tokio::test]
async fn every_table_with_text_is_searched() {
    let app = TestApp::start().await;
    let tables = app
        .sql(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid \
             WHERE tgfoid = 'raise_version()'::regprocedure AND relname <> 'account' ORDER BY 1",
        )
        .unwrap();
    let known: BTreeSet<&str> = SearchKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let forgotten: Vec<&str> = tables
        .lines()
        .filter(|table| !known.contains(table) && !NOT_FOUND.contains(table))
        .collect();
    assert_eq!(forgotten, [""; 0]);
}

#[tokio::test]
async fn a_token_finds_what_it_may_read() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Lin", json!({})).await;
    ada.create(
        "/v1/outreach",
        json!({"contact_id": jo, "notes": "Ask about the ward."}),
    )
    .await;
    let narrow = app.scoped("ada", "search:read outreach:read").await;
    assert_eq!(hits(&narrow, "jo").await, ["outreach "]);
    let page = narrow.get("/v1/search?q=ward").await.expect(200);
    assert_eq!(page.json["data"][0]["people"], Value::Null);
    let all = ada.get("/v1/search?q=ward").await.expect(200);
    assert_eq!(all.json["data"][0]["people"], "Jo Lin");
}

#[tokio::test]
async fn nothing_that_is_typed_is_an_error() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(&ada, "C++ & \\ 'Quote' <b>", json!({})).await;
    for query in [
        "%3A*",
        "%26",
        "!",
        "|",
        "(",
        ")",
        "'",
        "%22",
        "%5C",
        "a%3A*%20%26%20!b",
        "%3C-%3E",
        "a'b",
        "%01%02",
        "%E2%80%9C",
        "c%2B%2B",
        "%25",
        "_",
        "a%20OR%20b",
        "--",
        "%F0%9F%98%80",
        "%E2%80%8B",
        "1",
        "%2B",
        "%2B49",
    ] {
        ada.get(&format!("/v1/search?q={query}")).await.expect(200);
    }
    assert_eq!(hits(&ada, "quote").await.len(), 1);
    for (query, code) in [("", "q"), ("?q=", "q"), ("?q=%20", "q")] {
        let refused = ada.get(&format!("/v1/search{query}")).await;
        refused
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(code);
    }
    let long = "x".repeat(201);
    let refused = ada.get(&format!("/v1/search?q={long}")).await;
    refused
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("q");
}
