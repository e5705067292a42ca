//! Learnings.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp},
    walk::Person,
};

fn learning(kind: &str) -> Value {
    json!({"statement": "Nobody is alone on the ward.", "kind": kind, "topic": "work_environment"})
}

/// A learning that somebody said.
async fn said_by(ada: &Client, contact: &str) -> String {
    let mut body = learning("reward");
    body["contact_id"] = json!(contact);
    ada.create("/v1/learnings", body).await
}

async fn link(ada: &Client, one: &str, other: &str, relation: &str) -> String {
    let body = json!({"one_learning_id": one, "other_learning_id": other, "relation": relation});
    ada.create("/v1/learning-links", body).await
}

#[tokio::test]
async fn a_learning_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut body = learning("salary_range");
    body["salary"] = json!({"low": 38000, "high": 46000, "currency": "EUR", "period": "year", "region": "Hamburg"});
    body["said_on"] = json!("2026-01-04");
    let created = ada.post("/v1/learnings", body).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "confidential": false,
      "contact_id": null,
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "interview_id": null,
      "interview_question_id": null,
      "kind": "salary_range",
      "new_to_me": false,
      "object": "learning",
      "organization_id": null,
      "said_on": "2026-01-04",
      "salary": {
        "currency": "EUR",
        "high": 46000,
        "low": 38000,
        "period": "year",
        "region": "Hamburg"
      },
      "statement": "Nobody is alone on the ward.",
      "theme_id": null,
      "topic": "work_environment",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));
    let changed = ada
        .patch(
            &path,
            json!({"salary": {"low": 38000, "high": 50000, "currency": "EUR", "period": "year", "region": null}, "new_to_me": true}),
        )
        .await
        .expect(200);
    assert_eq!(
        changed.json["salary"],
        json!({"currency": "EUR", "high": 50000, "low": 38000, "period": "year", "region": null})
    );
    ada.patch(&path, json!({"kind": "trend"}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/salary");
    ada.patch(&path, json!({"kind": "trend", "salary": null}))
        .await
        .expect(200);
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_a_learning_is_named() {
    let app = TestApp::start().await;
    let person = Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let salary = |member: &str, value: Value| {
        let mut salary = json!({"low": 1, "high": 2, "currency": "EUR", "period": "hour"});
        salary[member] = value;
        let mut body = learning("salary_range");
        body["salary"] = salary;
        body
    };
    let of = |member: &str, value: Value| {
        let mut body = learning("trend");
        body[member] = value;
        body
    };
    let mut elsewhere = of("contact_id", json!(format!("{stem}23")));
    elsewhere["interview_id"] = json!(format!("{stem}32"));
    for (body, pointer) in [
        (of("statement", json!(" ")), "#/statement"),
        (of("statement", json!("a".repeat(2001))), "#/statement"),
        (of("kind", json!("rumor")), "#/kind"),
        (of("topic", json!("weather")), "#/topic"),
        (of("said_on", json!("2026-02-30")), "#/said_on"),
        (learning("salary_range"), "#/salary"),
        (salary("low", json!(-1)), "#/salary/low"),
        (salary("low", json!(3)), "#/salary/high"),
        (salary("high", json!(1_000_000_001)), "#/salary/high"),
        (salary("currency", json!("eur")), "#/salary/currency"),
        (salary("period", json!("era")), "#/salary/period"),
        (salary("region", json!("")), "#/salary/region"),
        (elsewhere, "#/interview_id"),
    ] {
        ada.post("/v1/learnings", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
}

#[tokio::test]
async fn an_answer_becomes_a_learning_with_its_source() {
    let app = TestApp::start().await;
    let person = Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let learnings = format!("/v1/interviews/{stem}32/questions/{stem}34/learnings");
    let answer = json!({"kind": "drawback", "new_to_me": true});
    // Nothing was answered yet.
    ada.post(&learnings, answer.clone())
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/statement");
    // The interview is in Berlin, where this moment belongs to the next day.
    app.sql(&format!(
        "UPDATE interview_question SET state = 'asked', marked_at = '2026-01-04T23:30:00Z', answer = 'Nights are hard.' \
         WHERE id = '{stem}34'"
    ))
    .unwrap();
    let created = ada.post(&learnings, answer).await.expect(201);
    let found = ada.get(created.header("location")).await.expect(200).json;
    assert_eq!(found, created.json);
    let told = [
        "statement",
        "kind",
        "topic",
        "theme_id",
        "contact_id",
        "interview_id",
        "interview_question_id",
        "said_on",
        "new_to_me",
    ];
    assert_eq!(
        json!(told.map(|member| found[member].clone())),
        json!([
            "Nights are hard.",
            "drawback",
            "opener",
            format!("{stem}20"),
            format!("{stem}22"),
            format!("{stem}32"),
            format!("{stem}34"),
            "2026-01-05",
            true
        ])
    );
    let own = json!({"kind": "trend", "topic": "lifestyle", "statement": "Shifts shrink."});
    let own = ada.post(&learnings, own).await.expect(201);
    assert_eq!(own.json["topic"], "lifestyle");
    let path = own.header("location");
    // Said elsewhere after all: it was no answer to that question.
    let moved = ada
        .patch(path, json!({"interview_id": format!("{stem}33")}))
        .await;
    assert_eq!(moved.expect(200).json["interview_question_id"], json!(null));
    // A question of another interview is not there.
    ada.post(
        &format!("/v1/interviews/{stem}33/questions/{stem}34/learnings"),
        json!({"kind": "trend", "statement": "x"}),
    )
    .await
    .expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_was_said_in_a_conversation_is_from_whom_it_was_with() {
    let app = TestApp::start().await;
    let person = Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let interview = format!("{stem}32");
    let said = json!({"statement": "Shifts shrink.", "kind": "trend", "topic": "lifestyle", "interview_id": interview});
    let learning = ada
        .post("/v1/learnings", said.clone())
        .await
        .expect(201)
        .json;
    assert_eq!(
        json!(["contact_id", "theme_id", "said_on"].map(|member| &learning[member])),
        json!([format!("{stem}22"), format!("{stem}20"), "2026-01-05"])
    );
    let mut told = said;
    told["said_on"] = json!("2025-12-01");
    let learning = ada.post("/v1/learnings", told).await.expect(201).json;
    assert_eq!(learning["said_on"], "2025-12-01");
}

#[tokio::test]
async fn other_people_corroborate_and_each_counts_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut people = Vec::new();
    for name in ["Grace", "Jean", "Ida"] {
        people.push(ada.create("/v1/contacts", json!({"name": name})).await);
    }
    let [grace, jean, ida] = [&people[0], &people[1], &people[2]];
    let told = said_by(&ada, grace).await;
    let counts = async || {
        let path = format!("/v1/learnings/{told}?expand=corroboration");
        ada.get(&path).await.expect(200).json["corroboration"].clone()
    };
    let expected = |supported_by, contradicted_by, is_single_source: bool| {
        json!({
            "supported_by": supported_by, "contradicted_by": contradicted_by,
            "is_single_source": is_single_source
        })
    };
    assert_eq!(counts().await, expected(0, 0, true));
    // Grace herself proves nothing by saying it again, nor does somebody unknown.
    let again = said_by(&ada, grace).await;
    link(&ada, &told, &again, "supports").await;
    let unknown = ada.create("/v1/learnings", learning("reward")).await;
    link(&ada, &told, &unknown, "supports").await;
    assert_eq!(counts().await, expected(0, 0, true));
    for contact in [jean, jean] {
        let supports = said_by(&ada, contact).await;
        link(&ada, &supports, &told, "supports").await;
    }
    let contradicts = said_by(&ada, ida).await;
    let contradiction = link(&ada, &told, &contradicts, "contradicts").await;
    assert_eq!(counts().await, expected(1, 1, false));
    ada.delete(&format!("/v1/learning-links/{contradiction}"))
        .await
        .expect(204);
    assert_eq!(counts().await, expected(1, 0, false));
    let listed = ada.get("/v1/learnings?sort=created_at&expand=corroboration");
    let listed = listed.await.expect(200).json;
    assert_eq!(listed["data"][0]["corroboration"], expected(1, 0, false));
}

#[tokio::test]
async fn two_learnings_are_linked_once_in_whichever_order() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let one = ada.create("/v1/learnings", learning("trend")).await;
    let other = ada.create("/v1/learnings", learning("trend")).await;
    let his = bob.create("/v1/learnings", learning("trend")).await;
    let body = |one: &str, other: &str| json!({"one_learning_id": one, "other_learning_id": other, "relation": "supports"});
    for (one, other, pointer) in [
        (&one, &one, "#/other_learning_id"),
        (&his, &one, "#/one_learning_id"),
        (&one, &his, "#/other_learning_id"),
    ] {
        ada.post("/v1/learning-links", body(one, other))
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
    let created = ada.post("/v1/learning-links", body(&other, &one)).await;
    let created = created.expect(201);
    assert_eq!(
        json!([
            created.json["one_learning_id"],
            created.json["other_learning_id"]
        ]),
        json!([one, other])
    );
    for (one, other) in [(&one, &other), (&other, &one)] {
        ada.post("/v1/learning-links", body(one, other))
            .await
            .expect_problem(409, "learning_link_exists");
    }
    let path = created.header("location").to_owned();
    assert_eq!(ada.get(&path).await.expect(200).json, created.json);
    for (query, count) in [
        (format!("?learning_id={other}"), 1),
        (format!("?learning_id={his}"), 0),
    ] {
        let listed = ada.get(&format!("/v1/learning-links{query}")).await;
        assert_eq!(
            listed.expect(200).json["data"].as_array().unwrap().len(),
            count
        );
    }
    ada.delete(&format!("/v1/learnings/{one}"))
        .await
        .expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn learnings_are_filtered_and_outlive_what_they_refer_to() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "A"})).await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let ward = json!({"name": "Harbor Hospital", "kind": "employer"});
    let ward = ada.create("/v1/organizations", ward).await;
    for (statement, member, value) in [
        ("a", "theme_id", json!(theme)),
        ("b", "contact_id", json!(grace)),
        ("c", "organization_id", json!(ward)),
        ("d", "new_to_me", json!(true)),
        ("e", "kind", json!("lead")),
        ("f", "topic", json!("lifestyle")),
        ("g", "confidential", json!(true)),
    ] {
        let mut body = learning("reward");
        body["statement"] = json!(statement);
        body[member] = value;
        ada.create("/v1/learnings", body).await;
        app.advance(chrono::TimeDelta::seconds(1));
    }
    for (query, expected) in [
        (String::new(), json!(["g", "f", "e", "d", "c", "b", "a"])),
        (format!("theme_id={theme}"), json!(["a"])),
        (format!("contact_id={grace}"), json!(["b"])),
        (format!("organization_id={ward}"), json!(["c"])),
        ("new_to_me=true".to_owned(), json!(["d"])),
        ("confidential=true".to_owned(), json!(["g"])),
        (
            "confidential=false&kind=lead,challenge".to_owned(),
            json!(["e"]),
        ),
        ("kind=lead,trend".to_owned(), json!(["e"])),
        ("topic=lifestyle&sort=created_at".to_owned(), json!(["f"])),
    ] {
        let list = ada.get(&format!("/v1/learnings?{query}")).await.expect(200);
        let data = list.json["data"].as_array().unwrap();
        let statements: Vec<_> = data.iter().map(|one| one["statement"].clone()).collect();
        assert_eq!(json!(statements), expected, "{query}");
    }
    ada.delete(&format!("/v1/contacts/{grace}"))
        .await
        .expect(204);
    ada.delete(&format!("/v1/themes/{theme}")).await.expect(204);
    let list = ada.get("/v1/learnings").await.expect(200);
    assert_eq!(list.json["data"].as_array().unwrap().len(), 7);
}
