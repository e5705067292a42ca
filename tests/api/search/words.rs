//! What words find.

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::json;

use super::{contact, found, path, search};
use crate::harness::TestApp;

const NOBODY: [&str; 0] = [];

#[tokio::test]
async fn words_are_found_by_their_beginnings_in_any_letter_case_with_or_without_accents() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(
        &ada,
        "Zoë Größer-Łuczak",
        json!({"notes": "Speech/Language, e.g. à la carte"}),
    )
    .await;
    for q in [
        "Zoë",
        "zoe",
        "ZO",
        "grosser",
        "GRÖSS",
        "luczak",
        "Łu",
        "größer-łuc",
        "speech",
        "language",
        "speech/lang",
        "e.g",
        "A la Carte",
        "Zoe\u{308}",
        "grosser zoe",
    ] {
        assert_eq!(found(&ada, q).await, ["contact Zoë Größer-Łuczak"], "{q}");
    }
    for q in ["peech", "anguage", "speechlanguage", "zoe speeches"] {
        assert_eq!(found(&ada, q).await, NOBODY, "{q}");
    }
}

#[tokio::test]
async fn every_word_is_looked_for_in_the_title_the_text_and_the_names_of_those_it_is_about() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = json!({"name": "Harbor Clinic", "mission": "Hearing for everybody"});
    let clinic = ada.create("/v1/organizations", clinic).await;
    let jo = json!({"headline": "Audiologist", "organization_id": clinic, "tags": ["choir"]});
    let jo = contact(&ada, "Jo Okafor", jo).await;
    ada.create(
        "/v1/outreach",
        json!({"contact_id": jo, "notes": "Met at the fair"}),
    )
    .await;
    assert_eq!(
        found(&ada, "okafor audio choir").await,
        ["contact Jo Okafor"]
    );
    assert_eq!(found(&ada, "jo harbor").await, ["contact Jo Okafor"]);
    assert_eq!(found(&ada, "fair okafor").await, ["outreach Jo Okafor"]);
    assert_eq!(
        found(&ada, "hearing clinic").await,
        ["organization Harbor Clinic"]
    );
    assert_eq!(found(&ada, "okafor baker").await, NOBODY);
}

#[tokio::test]
async fn a_phrase_in_quotes_is_looked_for_as_it_stands() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(
        &ada,
        "Grace",
        json!({"notes": "Lived in New York for years."}),
    )
    .await;
    contact(&ada, "Henry", json!({"notes": "York has a new bridge."})).await;
    assert_eq!(
        found(&ada, "new york").await,
        ["contact Henry", "contact Grace"]
    );
    assert_eq!(found(&ada, "\"new york\"").await, ["contact Grace"]);
    assert_eq!(found(&ada, "\"york for\" lived").await, ["contact Grace"]);
    assert_eq!(found(&ada, "\"new yor\"").await, NOBODY, "whole words");
    assert_eq!(
        found(&ada, "\"new yor").await,
        ["contact Grace"],
        "not yet closed"
    );
}

#[tokio::test]
async fn a_title_is_found_in_spite_of_typos_where_words_find_too_little() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(
        &ada,
        "Jo Okafor",
        json!({"notes": "Knows everything about hearing"}),
    )
    .await;
    contact(&ada, "Grace Hopper", json!({})).await;
    for q in ["okafro", "Okofor", "jo okafer", "ökafro jo", "Okafort"] {
        let reply = search(&ada, q).await;
        assert_eq!(super::titles(&reply), ["contact Jo Okafor"], "{q}");
        assert_eq!(reply.json["data"][0]["match"], "similar", "{q}");
    }
    assert_eq!(found(&ada, "hoppre").await, ["contact Grace Hopper"]);
    assert_eq!(found(&ada, "haering").await, NOBODY, "a text, not a title");
    // With five that have the word, nobody means another.
    for number in 0..5 {
        contact(&ada, &format!("Okafro {number}"), json!({})).await;
    }
    let many = found(&ada, "okafro").await;
    assert_eq!(many.len(), 5, "{many:?}");
}

#[tokio::test]
async fn only_the_kinds_asked_for_are_found() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Harbor", json!({})).await;
    ada.create("/v1/organizations", json!({"name": "Harbor Clinic"}))
        .await;
    ada.create("/v1/themes", json!({"name": "Harbor pilots"}))
        .await;
    ada.create("/v1/outreach", json!({"contact_id": jo})).await;
    assert_eq!(found(&ada, "harbor").await.len(), 4);
    let only = |kinds: &str| format!("{}&kind={kinds}", path("harbor"));
    let themes = ada.get(&only("theme")).await.expect(200);
    assert_eq!(super::titles(&themes), ["theme Harbor pilots"]);
    let two = ada.get(&only("outreach,organization")).await.expect(200);
    assert_eq!(
        super::titles(&two),
        ["organization Harbor Clinic", "outreach Jo Harbor"]
    );
    ada.get(&only("account"))
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("kind");
}

#[tokio::test]
async fn another_persons_rows_are_never_found() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    contact(
        &ada,
        "Jo Okafor",
        json!({"methods": [{"kind": "email", "value": "jo@x.example"}]}),
    )
    .await;
    for q in ["jo", "okafro", "jo@x.example"] {
        assert_eq!(found(&bob, q).await, NOBODY, "{q}");
        assert_eq!(found(&ada, q).await, ["contact Jo Okafor"], "{q}");
    }
}

#[tokio::test]
async fn nothing_found_is_an_empty_page() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let nothing = json!({"data": [], "has_more": false, "next_cursor": null});
    for q in ["nobody", " ", "\"\"", ":*&|!('", "\u{1}", "☃", "—"] {
        assert_eq!(search(&ada, q).await.json, nothing, "{q}");
    }
}

#[tokio::test]
async fn the_length_of_what_is_searched_for_is_limited() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    search(&ada, &"é".repeat(200)).await;
    for q in [String::new(), "é".repeat(201)] {
        ada.get(&path(&q))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at("q");
    }
}

/// What breaks careless queries, and what nobody thought of.
#[tokio::test]
async fn whatever_is_typed_is_no_error() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(&ada, "Jo O'Brien", json!({"notes": "a & b | c <-> d"})).await;
    let known = [
        ":*&|!('",
        "jo:*",
        "jo & ",
        "!jo",
        "jo <-> brien",
        "jo <2> x",
        "'",
        "''",
        "\\",
        "\\'",
        "jo'",
        "a:b:c",
        "(((",
        ")",
        "%",
        "_",
        "$1",
        "{}",
        "--",
        "/*",
        "jo\u{2}brien\u{3}",
        "\u{200d}\u{301}",
        "½ № ŉ ℃ ﬁ",
        "<b>jo</b>",
        "&amp;",
        "1e5",
        "3.5",
        "-5",
        "+",
        "@",
        "a@b",
        "http://",
        "://x",
        "tel:",
        "\"",
        "\"\"\"jo",
        "漢字かな",
        "👩‍👩‍👧 jo",
        "٣",
        "１２",
    ];
    for q in known {
        search(&ada, q).await;
    }
    let mut runner = TestRunner::deterministic();
    let any = "(\\PC|[jobrien '\"\\\\:*&|!()<>~@./+0-9-]){1,60}";
    for _ in 0..150 {
        let q = any.new_tree(&mut runner).unwrap().current();
        search(&ada, &q).await;
    }
    assert_eq!(found(&ada, "o'brien").await, ["contact Jo O'Brien"]);
    assert_eq!(
        found(&ada, "OBrien").await,
        ["contact Jo O'Brien"],
        "much like it"
    );
}

/// As many different words as fit: the index takes them all, and the last is found.
#[tokio::test]
async fn the_longest_texts_are_searched_to_their_end() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let letters: Vec<char> = ('\u{4e00}'..='\u{9fff}').collect();
    let notes: String = letters[..9_997]
        .iter()
        .flat_map(|letter| [*letter, ' '])
        .collect();
    contact(&ada, "Li", json!({"notes": format!("{notes}omega")})).await;
    assert_eq!(found(&ada, "omega").await, ["contact Li"]);
    let last = letters[9_996].to_string();
    assert_eq!(found(&ada, &last).await, ["contact Li"]);
    contact(&ada, "Long", json!({"notes": "x".repeat(20_000)})).await;
    assert_eq!(found(&ada, "long").await, ["contact Long"]);
}
