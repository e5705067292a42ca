//! A hit as it is answered, with what was looked for marked in it.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{contact, search};
use crate::harness::{Client, TestApp};

/// Marked pieces in square brackets.
fn marked(fragments: &Value) -> String {
    let fragments = fragments.as_array().unwrap().iter();
    fragments
        .map(|fragment| {
            let text = fragment["text"].as_str().unwrap();
            if fragment["is_match"] == true {
                format!("[{text}]")
            } else {
                text.to_owned()
            }
        })
        .collect()
}

async fn highlights(client: &Client, q: &str) -> (String, String) {
    let reply = search(client, q).await;
    let highlights = &reply.json["data"][0]["highlights"];
    (marked(&highlights["title"]), marked(&highlights["body"]))
}

#[tokio::test]
async fn a_hit_tells_what_it_is_where_it_is_and_why_it_was_found() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let jo = contact(&ada, "Jo Okafor", json!({})).await;
    let outreach = ada.create("/v1/outreach", json!({"contact_id": jo})).await;
    let attempt =
        json!({"channel": "email", "outcome": "sent", "note": "Asked about speech therapy"});
    ada.post(&format!("/v1/outreach/{outreach}/attempts"), attempt)
        .await
        .expect(201);
    assert_json_snapshot!(search(&ada, "jo speech").await.json, @r#"
    {
      "data": [
        {
          "contact_id": "019b76da-a800-7000-8000-000000000006",
          "highlights": {
            "body": [
              {
                "is_match": false,
                "text": "Asked about "
              },
              {
                "is_match": true,
                "text": "speech"
              },
              {
                "is_match": false,
                "text": " therapy"
              }
            ],
            "title": [
              {
                "is_match": true,
                "text": "Jo"
              },
              {
                "is_match": false,
                "text": " Okafor"
              }
            ]
          },
          "id": "019b76da-a800-7000-8000-00000000000a",
          "kind": "attempt",
          "match": "words",
          "object": "search_hit",
          "organization_id": null,
          "path": "/v1/outreach/019b76da-a800-7000-8000-000000000008/attempts/019b76da-a800-7000-8000-00000000000a",
          "score": 350,
          "title": "Jo Okafor",
          "updated_at": "2026-01-05T09:00:00Z"
        }
      ],
      "has_more": false,
      "next_cursor": null
    }
    "#);
}

#[tokio::test]
async fn the_words_are_marked_as_they_are_written() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let notes = "Größe & speech/language; <b>café</b>\nO'Brien said \"go";
    contact(&ada, "Zoë Okafor-Łuczak", json!({"notes": notes})).await;
    assert_eq!(
        highlights(&ada, "luc zoe").await,
        ("[Zoë] Okafor-[Łuczak]".to_owned(), String::new())
    );
    assert_eq!(
        highlights(&ada, "grosse lang cafe o'bri").await.1,
        "[Größe] & speech/[language]; <b>[café]</b>\n[O]'[Brien] said \"go"
    );
    assert_eq!(
        highlights(&ada, "\"speech language\"").await.1,
        "Größe & [speech]/[language]; <b>café</b>\nO'Brien said \"go"
    );
}

#[tokio::test]
async fn of_a_long_text_the_passages_are_shown() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let filler = |word: &str| vec![word; 60].join(" ");
    let notes = format!(
        "{} first needle here {} second needle there {}",
        filler("hay"),
        filler("straw"),
        filler("grass")
    );
    contact(&ada, "Jo", json!({"notes": notes})).await;
    let (title, body) = highlights(&ada, "needle").await;
    assert_eq!(title, "Jo");
    assert_eq!(
        body,
        "hay hay hay hay hay hay first [needle] here straw straw straw straw straw straw straw … \
         straw straw straw straw straw straw second [needle] there grass grass grass grass grass grass grass"
    );
}

#[tokio::test]
async fn a_similar_title_has_the_word_marked_that_was_meant() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(&ada, "Jo Okafor", json!({"notes": "okafro"})).await;
    contact(&ada, "Zoë Didega", json!({"notes": "Nothing of it"})).await;
    assert_eq!(
        highlights(&ada, "zoe didgea").await,
        ("[Zoë] [Didega]".to_owned(), String::new())
    );
    assert_eq!(highlights(&ada, "didgea").await.0, "Zoë [Didega]");
}

#[tokio::test]
async fn marks_of_ours_in_a_text_do_no_harm() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    contact(
        &ada,
        "A\u{2}da\u{3}m",
        json!({"notes": "be\u{4}low \u{1}it"}),
    )
    .await;
    assert_eq!(
        highlights(&ada, "adam").await,
        ("[Adam]".to_owned(), String::new())
    );
    assert_eq!(highlights(&ada, "below it").await.1, "[below] [it]");
}

#[tokio::test]
async fn many_matches_are_marked_up_to_a_limit() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let body = vec!["a"; 250].join(" ");
    let question = json!({"body": body, "topic": "opener", "subject": "interviewee", "minutes": 2, "priority": "must"});
    ada.create("/v1/questions", question).await;
    let reply = search(&ada, "a").await;
    let title = reply.json["data"][0]["highlights"]["title"]
        .as_array()
        .unwrap();
    assert_eq!(title.len(), 100);
    let text: String = title
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    assert_eq!(text, body);
}
