//! How well an interview is prepared.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{agreed, plan, scheduled, words};
use crate::harness::{Client, TestApp};

async fn finding(client: &Client, interview: &str, rule: &str) -> Value {
    let found = client
        .get(&format!("{interview}/readiness"))
        .await
        .expect(200);
    let findings = found.json["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["rule"] == rule);
    finding.unwrap().clone()
}

#[tokio::test]
async fn each_finding_says_why_and_by_which_operation_it_is_mended() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let id = ada.create("/v1/interviews", plan(&outreach)).await;
    let path = format!("/v1/interviews/{id}");
    let mut before = ada.get(&format!("{path}/readiness")).await.expect(200).json;
    // The others have a test of their own.
    before["findings"].as_array_mut().unwrap().truncate(4);
    assert_json_snapshot!(before, @r#"
    {
      "findings": [
        {
          "met": false,
          "minutes_to_gain": null,
          "missing_answers": null,
          "missing_questions": 3,
          "operation": {
            "method": "POST",
            "operation_id": "plan_interview_question",
            "path": "/v1/interviews/019b76da-a800-7000-8000-00000000000c/questions"
          },
          "pitch_sections": [],
          "rule": "enough_questions",
          "subjects": [],
          "topics": [],
          "weight": "essential",
          "why": "0 questions are planned, and the least is 3"
        },
        {
          "met": false,
          "minutes_to_gain": null,
          "missing_answers": null,
          "missing_questions": null,
          "operation": {
            "method": "POST",
            "operation_id": "plan_interview_question",
            "path": "/v1/interviews/019b76da-a800-7000-8000-00000000000c/questions"
          },
          "pitch_sections": [],
          "rule": "subject_coverage",
          "subjects": [
            "company_or_field",
            "interviewee",
            "your_chances"
          ],
          "topics": [],
          "weight": "essential",
          "why": "no question is about the company or field or about the interviewee or about your chances"
        },
        {
          "met": false,
          "minutes_to_gain": null,
          "missing_answers": null,
          "missing_questions": null,
          "operation": {
            "method": "PATCH",
            "operation_id": "update_interview",
            "path": "/v1/interviews/019b76da-a800-7000-8000-00000000000c"
          },
          "pitch_sections": [],
          "rule": "meeting_point",
          "subjects": [],
          "topics": [],
          "weight": "essential",
          "why": "the place to meet is not known; let the interviewee choose it"
        },
        {
          "met": true,
          "minutes_to_gain": null,
          "missing_answers": null,
          "missing_questions": null,
          "operation": null,
          "pitch_sections": [],
          "rule": "fits_the_time",
          "subjects": [],
          "topics": [],
          "weight": "essential",
          "why": "the must and should questions take 0 minutes; 17 of the 20 asked for are there before the close"
        }
      ],
      "interview_id": "019b76da-a800-7000-8000-00000000000c",
      "is_ready": false,
      "object": "readiness"
    }
    "#);
}

#[tokio::test]
async fn an_interview_is_ready_once_every_essential_rule_is_met() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let id = ada.create("/v1/interviews", plan(&outreach)).await;
    let path = format!("/v1/interviews/{id}");
    for subject in ["company_or_field", "interviewee", "your_chances"] {
        let question = words("Why?", subject);
        ada.post(&format!("{path}/questions"), question)
            .await
            .expect(201);
    }
    ada.patch(&path, json!({"place": "Cafe Central"}))
        .await
        .expect(200);
    let after = ada.get(&format!("{path}/readiness")).await.expect(200);
    assert_eq!(after.json["is_ready"], true);
    let findings = after.json["findings"].as_array().unwrap().iter();
    let findings: Vec<&Value> = findings
        .filter(|finding| finding["weight"] == "essential")
        .collect();
    let whys: Vec<&Value> = findings.iter().map(|finding| &finding["why"]).collect();
    assert_eq!(
        whys,
        [
            "3 questions are planned, and the least is 3",
            "the questions cover the company or field, the interviewee and your chances",
            "the place to meet is known",
            "the must and should questions take 15 minutes; 17 of the 20 asked for are there before the close",
        ]
    );
    for finding in findings {
        assert_eq!(
            (&finding["met"], &finding["operation"]),
            (&json!(true), &Value::Null)
        );
    }
}

#[tokio::test]
async fn minutes_are_gained_at_the_longest_of_the_less_needed_questions() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, _) = agreed(&ada, "Grace").await;
    let id = ada.create("/v1/interviews", plan(&outreach)).await;
    let path = format!("/v1/interviews/{id}");
    let mut longest = String::new();
    for (priority, minutes) in [("should", 8), ("should", 9), ("must", 10), ("could", 60)] {
        let mut question = words("Why?", "interviewee");
        question["priority"] = json!(priority);
        question["minutes"] = json!(minutes);
        let id = ada.create(&format!("{path}/questions"), question).await;
        if minutes == 9 {
            longest = format!("{path}/questions/{id}");
        }
    }
    let long = finding(&ada, &path, "fits_the_time").await;
    assert_eq!(
        (&long["met"], &long["minutes_to_gain"]),
        (&json!(false), &json!(10))
    );
    let operation = &long["operation"];
    assert_eq!(operation["operation_id"], "update_interview_question");
    assert_eq!(
        (&operation["method"], &operation["path"]),
        (&json!("PATCH"), &json!(longest))
    );
    ada.patch(&longest, json!({"priority": "could"}))
        .await
        .expect(200);
    let still = finding(&ada, &path, "fits_the_time").await;
    assert_eq!(still["minutes_to_gain"], 1);
}

#[tokio::test]
async fn a_call_needs_a_link_or_the_number_of_the_interviewee() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, contact) = agreed(&ada, "Grace").await;
    let id = ada.create("/v1/interviews", plan(&outreach)).await;
    let (path, contact) = (
        format!("/v1/interviews/{id}"),
        format!("/v1/contacts/{contact}"),
    );
    ada.patch(&path, json!({"mode": "phone"})).await.expect(200);
    let unknown = finding(&ada, &path, "meeting_point").await;
    assert_eq!(unknown["operation"]["operation_id"], "update_contact");
    assert_eq!(unknown["operation"]["path"], json!(contact));
    let phone = json!({"methods": [{"kind": "phone", "value": "+1 410 555 0100"}]});
    ada.patch(&contact, phone).await.expect(200);
    assert_eq!(finding(&ada, &path, "meeting_point").await["met"], true);
    ada.patch(&path, json!({"mode": "video"})).await.expect(200);
    assert_eq!(
        finding(&ada, &path, "meeting_point").await["operation"]["path"],
        json!(path)
    );
    ada.patch(&path, json!({"link": "https://example.org/room"}))
        .await
        .expect(200);
    assert_eq!(finding(&ada, &path, "meeting_point").await["met"], true);
}

#[tokio::test]
async fn what_is_done_beforehand_makes_an_interview_wholly_ready() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (outreach, contact) = agreed(&ada, "Grace").await;
    let company = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let at = json!({"organization_id": company});
    ada.patch(&format!("/v1/contacts/{contact}"), at)
        .await
        .expect(200);
    let mut mutual = plan(&outreach);
    mutual["kind"] = json!("mutual_fit");
    let id = ada.create("/v1/interviews", mutual).await;
    let path = format!("/v1/interviews/{id}");
    for (rule, operation) in [
        ("objectives", "save_interview_preparation"),
        ("research_on_person", "create_research_item"),
        ("research_on_organization", "create_research_item"),
        ("accomplishment_story", "create_story"),
        ("venue", "save_interview_preparation"),
    ] {
        let lacking = finding(&ada, &path, rule).await;
        assert_eq!(lacking["operation"]["operation_id"], operation, "{rule}");
    }
    let preparation = json!({"objectives": ["Two names", "A date"], "venue": "workplace"});
    ada.put(&format!("{path}/preparation"), preparation)
        .await
        .expect(201);
    for about in [
        json!({"contact_id": contact, "kind": "achievement", "title": "Prize"}),
        json!({"organization_id": company, "kind": "news", "title": "A new wing"}),
    ] {
        ada.create("/v1/research-items", about).await;
    }
    let story = json!({"title": "The archive", "situation": "Wet.", "action": "Dried.", "result": "Saved."});
    ada.create("/v1/stories", story).await;
    for rule in [
        "objectives",
        "research_on_person",
        "research_on_organization",
        "accomplishment_story",
        "venue",
    ] {
        assert_eq!(finding(&ada, &path, rule).await["met"], true, "{rule}");
    }
    let objectives = finding(&ada, &path, "objectives").await;
    assert_eq!(objectives["why"], "2 objectives are put down");
}

/// A pitch that tells all.
fn pitch() -> Value {
    json!({
        "reintroduction": "I am Ada, a teacher.", "work_wanted": "I want to work with children who stammer.",
        "why": "Somebody helped my cousin.", "hopes_to_learn": "I hope to learn what you do."
    })
}

#[tokio::test]
async fn the_pitch_is_there_tells_all_and_keeps_the_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let none = finding(&ada, &path, "pitch").await;
    assert_eq!(none["operation"]["operation_id"], "create_pitch");
    let id = ada.create("/v1/pitches", json!({"why": "Because."})).await;
    let draft = finding(&ada, &path, "pitch").await;
    assert_json_snapshot!(draft, @r#"
    {
      "met": false,
      "minutes_to_gain": null,
      "missing_answers": null,
      "missing_questions": null,
      "operation": {
        "method": "PATCH",
        "operation_id": "update_pitch",
        "path": "/v1/pitches/019b76da-a800-7000-8000-00000000000f"
      },
      "pitch_sections": [
        "reintroduction",
        "work_wanted",
        "hopes_to_learn"
      ],
      "rule": "pitch",
      "subjects": [],
      "topics": [],
      "weight": "important",
      "why": "the pitch: it does not tell who you are, nor what work you want, nor what you hope to learn"
    }
    "#);
    ada.patch(&format!("/v1/pitches/{id}"), pitch())
        .await
        .expect(200);
    assert_eq!(finding(&ada, &path, "pitch").await["met"], true);
    let short = finding(&ada, &path, "pitch_in_time").await;
    assert_eq!(
        (&short["why"], &short["operation"]["operation_id"]),
        (
            &json!("the pitch: by its words it takes about 10 seconds; good are 30 to 45"),
            &json!("update_pitch")
        )
    );
    let said = json!({"seconds": 41});
    ada.post(&format!("/v1/pitches/{id}/rehearsals"), said)
        .await
        .expect(201);
    assert_eq!(finding(&ada, &path, "pitch_in_time").await["met"], true);
}

#[tokio::test]
async fn what_they_are_likely_to_ask_is_answered() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    for (number, missing) in [(0x5c, 3), (0x5d, 2), (0x5e, 1)] {
        let answer = json!({
            "bank_question_id": format!("01a2008d-7400-7000-8000-0000000000{number:02x}"), "answer": "Linguistics."
        });
        ada.create("/v1/prepared-answers", answer).await;
        let found = finding(&ada, &path, "prepared_answers").await;
        assert_eq!(found["missing_answers"], missing);
        assert_eq!(found["operation"]["operation_id"], "create_prepared_answer");
    }
}

#[tokio::test]
async fn what_a_search_answers_is_reworded_for_the_insider() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let questions = format!("{path}/questions");
    // Number 16 is answered by a search in part, number 13 is not.
    for number in [13, 16] {
        let question =
            json!({"bank_question_id": format!("01a2008d-7400-7000-8000-0000000000{number:02x}")});
        ada.post(&questions, question).await.expect(201);
    }
    let copy = "/v1/question-bank/01a2008d-7400-7000-8000-000000000036/copy";
    let copy = ada.post(copy, json!({})).await.expect(201).json;
    ada.post(&questions, json!({"question_id": copy["id"]}))
        .await
        .expect(201);
    for more in ["part of 2 questions", "part of 1 question:", ""] {
        let found = finding(&ada, &path, "not_answerable_online").await;
        assert!(found["why"].as_str().unwrap().contains(more), "{found}");
        assert_eq!(found["met"], more.is_empty());
        if let Some(question) = found["operation"]["path"].as_str() {
            let own_words = json!({"body": "What do you see that the statistics do not show?"});
            ada.patch(question, own_words).await.expect(200);
        }
    }
}

#[tokio::test]
async fn topics_and_learning_by_heart_help() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = scheduled(&ada, "Grace").await;
    let mut topics = [
        "work_environment",
        "industry_trends",
        "lifestyle",
        "skills_and_qualifications",
        "challenges_and_rewards",
        "compensation",
    ]
    .to_vec();
    while let Some(topic) = topics.pop() {
        let mut question = words("Why?", "interviewee");
        question["topic"] = json!(topic);
        ada.post(&format!("{path}/questions"), question)
            .await
            .expect(201);
        let found = finding(&ada, &path, "topic_coverage").await;
        assert_eq!(found["topics"], json!(topics));
        assert_eq!(found["weight"], "helpful");
    }
    let by_heart = async || finding(&ada, &path, "questions_by_heart").await["met"].clone();
    assert_eq!(by_heart().await, false);
    let preparation = json!({"questions_by_heart": true});
    ada.put(&format!("{path}/preparation"), preparation)
        .await
        .expect(201);
    assert_eq!(by_heart().await, true);
}
