//! The page to have in mind for an interview.

use insta::assert_json_snapshot;
use serde_json::json;

use super::{agreed, plan, words};
use crate::harness::{Client, TestApp};

/// An interview of which everything is known, and its path.
async fn prepared(client: &Client) -> String {
    let (outreach, contact) = agreed(client, "Grace *Example*").await;
    let company = json!({
        "name": "Clinic", "industry": "Health", "website": "https://clinic.example", "mission": "Speech for all."
    });
    let company = client.create("/v1/organizations", company).await;
    let person = json!({
        "headline": "Speech therapist", "city": "Baltimore", "organization_id": company,
        "methods": [{"kind": "phone", "value": "+1 410 555 0100"}]
    });
    let contact_path = format!("/v1/contacts/{contact}");
    client.patch(&contact_path, person).await.expect(200);
    let ground = json!({"kind": "school", "label": "Hill School"});
    client
        .create(&format!("{contact_path}/common-ground"), ground)
        .await;
    for item in [
        json!({"contact_id": contact, "kind": "achievement", "title": "Prize for teaching", "published_on": "2025-06-01"}),
        json!({"organization_id": company, "kind": "news", "title": "A new wing", "url": "https://news.example/a_b"}),
        json!({"organization_id": company, "kind": "website", "title": "Their pages"}),
    ] {
        client.create("/v1/research-items", item).await;
    }
    let mut interview = plan(&outreach);
    interview["place"] = json!("Cafe Central");
    let path = format!(
        "/v1/interviews/{}",
        client.create("/v1/interviews", interview).await
    );
    for question in [
        words("Why?", "interviewee"),
        json!({"bank_question_id": "01a2008d-7400-7000-8000-00000000005c"}),
    ] {
        client
            .post(&format!("{path}/questions"), question)
            .await
            .expect(201);
    }
    let preparation =
        json!({"objectives": ["Two more names"], "venue": "cafe", "travel_minutes": 25});
    client
        .put(&format!("{path}/preparation"), preparation)
        .await
        .expect(201);
    path
}

#[tokio::test]
async fn everything_to_have_in_mind_is_on_one_page() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("{}/brief", prepared(&ada).await);
    let page = ada.get(&path).await.expect(200).json;
    assert_eq!(page["organization"]["mission"], "Speech for all.");
    assert_eq!(page["common_ground"][0]["label"], "Hill School");
    assert_eq!(page["achievements"][0]["title"], "Prize for teaching");
    assert_eq!(page["news"].as_array().unwrap().len(), 1);
    assert_eq!(page["objectives"], json!(["Two more names"]));
    assert_eq!(page["questions"].as_array().unwrap().len(), 1);
    assert_eq!(page["logistics"]["place"], "Cafe Central");
    let text = ada.get(&format!("{path}?format=text")).await.expect(200);
    assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
    assert!(text.text.starts_with("Brief: Grace *Example*\n====="));
    for line in [
        "- Mission: Speech for all.",
        "- Hill School",
        "- Prize for teaching (2025-06-01)",
        "1. Why? (must, 5 min)",
        "- Plan to pay for both: you asked for the conversation.",
    ] {
        assert!(
            text.text.lines().any(|found| found == line),
            "{line}\n{}",
            text.text
        );
    }
    let markdown = ada
        .with("accept", "text/html, text/markdown;q=0.9")
        .get(&path)
        .await;
    let markdown = markdown.expect(200);
    assert_eq!(
        markdown.header("content-type"),
        "text/markdown; charset=utf-8"
    );
    assert!(
        markdown
            .text
            .starts_with("# Brief: Grace \\*Example\\*\n\n## When and where\n")
    );
    assert!(
        markdown
            .text
            .contains("- A new wing <https://news.example/a_b>\n")
    );
    let json = ada
        .with("accept", "text/plain")
        .get(&format!("{path}?format=json"))
        .await;
    assert_eq!(json.expect(200).json["object"], "brief");
    let bob = app.person("bob").await;
    bob.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn parts_of_which_nothing_is_known_are_not_on_the_page() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let mut interview = plan(&outreach);
    interview["mode"] = json!("phone");
    interview["kind"] = json!("practice");
    let id = ada.create("/v1/interviews", interview).await;
    let text = ada
        .get(&format!("/v1/interviews/{id}/brief?format=text"))
        .await;
    let text = text.expect(200).text;
    for title in [
        "Company",
        "Common ground",
        "News",
        "Objectives",
        "Pitch",
        "Questions",
        "They may ask",
        "Stories",
        "Your strengths",
    ] {
        assert!(!text.lines().any(|line| line == title), "{text}");
    }
    assert!(text.contains("\nThink of\n"));
}

#[tokio::test]
async fn what_the_person_has_to_say_is_on_the_page() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = prepared(&ada).await;
    app.sql("UPDATE interview SET kind = 'mutual_fit'").unwrap();
    let pitch = json!({"reintroduction": "I am Ada, a *teacher*.", "hopes_to_learn": "I hope to learn what you do."});
    ada.create("/v1/pitches", pitch).await;
    let answer = json!({"bank_question_id": "01a2008d-7400-7000-8000-00000000005c", "answer": "Linguistics.", "by_heart": true});
    ada.create("/v1/prepared-answers", answer).await;
    let told = json!({"title": "The archive", "situation": "It was wet.", "action": "We dried it.", "result": "Saved."});
    ada.create("/v1/stories", told).await;
    ada.create("/v1/stories", json!({"title": "Only begun"}))
        .await;
    ada.patch("/v1/profile", json!({"strengths": ["Patience"]}))
        .await
        .expect(200);
    let page = ada.get(&format!("{path}/brief")).await.expect(200).json;
    assert_json_snapshot!(page["pitch"], @r#"
    {
      "id": "019b76da-a800-7000-8000-00000000001e",
      "last_rehearsed_seconds": null,
      "parts": [
        {
          "section": "reintroduction",
          "text": "I am Ada, a *teacher*."
        },
        {
          "section": "hopes_to_learn",
          "text": "I hope to learn what you do."
        }
      ],
      "reason": "general",
      "stress": "Your questions are about the interviewee more than about anything else: say that you hope to learn how an insider sees the work."
    }
    "#);
    assert_json_snapshot!(page["they_may_ask"][0], @r#"
    {
      "answer": "Linguistics.",
      "by_heart": true,
      "question": "What are you studying or what did you study, and why?"
    }
    "#);
    assert_eq!(page["they_may_ask"].as_array().unwrap().len(), 8);
    assert_eq!(page["stories"].as_array().unwrap().len(), 1);
    assert_eq!(page["strengths"], json!(["Patience"]));
    let text = ada.get(&format!("{path}/brief?format=text")).await;
    let text = text.expect(200).text;
    for part in [
        "\nPitch\n-----\n- I am Ada, a *teacher*.\n- I hope to learn what you do.\n- Your questions are about the interviewee more than about anything else: say that you hope to learn how an insider sees the work.\n",
        "\nThey may ask\n------------\n- What are you studying or what did you study, and why? Linguistics.\n",
        "(no answer yet)\n",
        "\nStories\n-------\n- The archive: It was wet. We dried it. Saved.\n",
        "\nYour strengths\n--------------\n- Patience\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let markdown = ada.get(&format!("{path}/brief?format=markdown")).await;
    assert!(
        markdown
            .expect(200)
            .text
            .contains("\n## Pitch\n\n- I am Ada, a \\*teacher\\*.")
    );
    // Among friends of a field nobody boasts.
    app.sql("UPDATE interview SET kind = 'exploratory'")
        .unwrap();
    let page = ada.get(&format!("{path}/brief")).await.expect(200).json;
    assert_eq!(page["stories"], json!([]));
}
