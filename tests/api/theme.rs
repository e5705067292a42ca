//! Themes.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn a_theme_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada
        .post(
            "/v1/themes",
            json!({"name": "Speech therapy", "why": "A cousin"}),
        )
        .await
        .expect(201);
    let path = created.header("location").to_owned();
    assert_eq!(
        path,
        format!("/v1/themes/{}", created.json["id"].as_str().unwrap())
    );
    assert_json_snapshot!(created.json, @r#"
    {
      "advancement": null,
      "created_at": "2026-01-05T09:00:00Z",
      "employer_types": [],
      "familiarity": [],
      "field": null,
      "id": "019b76da-a800-7000-8000-000000000006",
      "locations": [],
      "mode": null,
      "name": "Speech therapy",
      "object": "theme",
      "planned_investment": null,
      "relocation": null,
      "specialty": null,
      "status": "exploring",
      "target_roles": [],
      "time_horizon": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "why": "A cousin"
    }
    "#);

    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = ada
        .patch(&path, json!({"why": null, "status": "decided"}))
        .await
        .expect(200);
    assert_eq!(changed.json["why"], json!(null));
    assert_eq!(changed.json["name"], "Speech therapy");
    assert_ne!(changed.etag(), created.etag());

    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_fourth_active_theme_is_refused_and_the_three_are_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for name in ["A", "B", "C"] {
        ada.post("/v1/themes", json!({"name": name}))
            .await
            .expect(201);
    }
    let refused = ada
        .post("/v1/themes", json!({"name": "D"}))
        .await
        .expect_problem(409, "too_many_active_themes");
    assert_eq!(refused.json["active_themes"], json!(["A", "B", "C"]));
    let idea = ada
        .post("/v1/themes", json!({"name": "D", "status": "idea"}))
        .await
        .expect(201);
    let path = format!("/v1/themes/{}", idea.json["id"].as_str().unwrap());
    ada.patch(&path, json!({"status": "exploring"}))
        .await
        .expect_problem(409, "too_many_active_themes");
    assert_eq!(ada.get(&path).await.expect(200).etag(), idea.etag());
}

#[tokio::test]
async fn themes_are_listed_by_state_and_in_order() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (name, status) in [("b", "idea"), ("A", "exploring"), ("c", "ruled_out")] {
        ada.post("/v1/themes", json!({"name": name, "status": status}))
            .await
            .expect(201);
    }
    let names = |reply: crate::harness::Reply| -> Vec<String> {
        let data = reply.json["data"].as_array().unwrap().clone();
        data.iter()
            .map(|theme| theme["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        names(ada.get("/v1/themes?sort=name").await.expect(200)),
        ["A", "b", "c"]
    );
    assert_eq!(
        names(
            ada.get("/v1/themes?status=idea,ruled_out&sort=-name")
                .await
                .expect(200)
        ),
        ["c", "b"]
    );
    ada.get("/v1/themes?sort=why")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("sort");
    ada.get("/v1/themes?state=idea")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("state");
}

/// A theme about which everything is said.
fn in_depth() -> serde_json::Value {
    json!({
        "name": "Speech therapy", "field": "Health", "specialty": "Stammering", "why": "A cousin",
        "status": "exploring", "mode": "choose", "target_roles": ["School therapist", "Researcher"],
        "employer_types": ["Schools"],
        "locations": [
            {"place": "Boston", "country": "US", "priority": 2, "remote": true},
            {"place": "Baltimore", "country": null, "priority": 1, "remote": false}
        ],
        "relocation": "open", "time_horizon": "Five years", "advancement": "A practice of my own",
        "planned_investment": {
            "what": "A degree", "amount": 24000, "currency": "USD", "decide_on": "2026-06-30"
        },
        "familiarity": [{"topic": "lifestyle", "level": "basic"}, {"topic": "work_environment", "level": "expert"}]
    })
}

#[tokio::test]
async fn what_a_person_aims_at_is_kept_and_changed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada.post("/v1/themes", in_depth()).await.expect(201);
    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!(found.json, created.json);
    let mut told = in_depth();
    // The most wanted place first, the topics in the order of the bank.
    told["locations"].as_array_mut().unwrap().reverse();
    told["familiarity"].as_array_mut().unwrap().reverse();
    for (member, value) in told.as_object().unwrap() {
        assert_eq!(&found.json[member], value, "{member}");
    }

    let wanted = json!({
        "mode": null, "target_roles": [], "planned_investment": {"what": "A shorter degree"},
        "locations": [{"place": "Rome", "priority": 1}]
    });
    let changed = ada.patch(&path, wanted).await.expect(200).json;
    assert_eq!(changed["mode"], json!(null));
    assert_eq!(changed["target_roles"], json!([]));
    assert_eq!(
        changed["planned_investment"],
        json!({"what": "A shorter degree", "amount": 24000, "currency": "USD", "decide_on": "2026-06-30"})
    );
    assert_eq!(
        changed["locations"],
        json!([{"place": "Rome", "country": null, "priority": 1, "remote": false}])
    );
    assert_eq!(changed["specialty"], "Stammering");
    let without = ada.patch(&path, json!({"planned_investment": null})).await;
    assert_eq!(without.expect(200).json["planned_investment"], json!(null));
}

#[tokio::test]
async fn what_does_not_fit_an_aim_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let place = |priority: i32| json!({"place": "Rome", "priority": priority});
    for (member, value, pointer) in [
        ("target_roles", json!(["a", "  "]), "#/target_roles/1"),
        ("target_roles", json!(vec!["a"; 21]), "#/target_roles"),
        (
            "locations",
            json!([place(1), place(1)]),
            "#/locations/1/priority",
        ),
        ("locations", json!([place(11)]), "#/locations/0/priority"),
        (
            "locations",
            json!([{"place": "Rome", "priority": 1, "country": "it"}]),
            "#/locations/0/country",
        ),
        ("relocation", json!("perhaps"), "#/relocation"),
        (
            "planned_investment",
            json!({"what": "x", "amount": 1}),
            "#/planned_investment/currency",
        ),
        (
            "planned_investment",
            json!({"what": "x", "currency": "EUR"}),
            "#/planned_investment/amount",
        ),
        (
            "planned_investment",
            json!({"what": "x", "decide_on": "soon"}),
            "#/planned_investment/decide_on",
        ),
        (
            "familiarity",
            json!([{"topic": "closing", "level": "good"}]),
            "#/familiarity/0/topic",
        ),
        (
            "familiarity",
            json!([
                {"topic": "lifestyle", "level": "good"}, {"topic": "lifestyle", "level": "basic"}
            ]),
            "#/familiarity/1/topic",
        ),
        ("mode", json!("wander"), "#/mode"),
    ] {
        let mut body = in_depth();
        body[member] = value;
        ada.post("/v1/themes", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
    assert!(ada.get("/v1/themes").await.expect(200).names().is_empty());
}

#[tokio::test]
async fn every_move_of_a_theme_is_kept_with_the_reason_of_a_decision() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = ada
        .create("/v1/themes", json!({"name": "A", "status": "idea"}))
        .await;
    let path = format!("/v1/themes/{id}");
    let history = format!("{path}/history");
    ada.patch(&path, json!({"why": "Why not"}))
        .await
        .expect(200);
    app.advance(chrono::TimeDelta::minutes(5));
    ada.patch(&path, json!({"status": "exploring"}))
        .await
        .expect(200);
    app.advance(chrono::TimeDelta::minutes(5));
    let decided = ada
        .post(
            &format!("{path}/decide"),
            json!({"status": "ruled_out", "reason": "Too much paperwork", "evidence": ["Two of three said so"]}),
        )
        .await
        .expect(200);
    assert_eq!(decided.json["status"], "ruled_out");
    assert_eq!(decided.etag(), ada.get(&path).await.expect(200).etag());
    let moves = ada.get(&history).await.expect(200);
    assert_json_snapshot!(moves.json["data"][0], @r#"
    {
      "at": "2026-01-05T09:10:00Z",
      "created_at": "2026-01-05T09:10:00Z",
      "evidence": [
        "Two of three said so"
      ],
      "from": "exploring",
      "id": "019b76da-a800-7000-8000-00000000000c",
      "object": "theme_move",
      "reason": "Too much paperwork",
      "theme_id": "019b76da-a800-7000-8000-000000000006",
      "to": "ruled_out",
      "updated_at": "2026-01-05T09:10:00Z"
    }
    "#);
    let steps: Vec<_> = moves.json["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["from"], one["to"], one["reason"]]))
        .collect();
    assert_eq!(
        json!(steps),
        json!([
            ["exploring", "ruled_out", "Too much paperwork"],
            ["idea", "exploring", null],
            [null, "idea", null]
        ])
    );
    let first = ada.get(&format!("{history}?limit=2")).await.expect(200);
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let rest = ada
        .get(&format!("{history}?limit=2&cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(rest.json["data"], json!([moves.json["data"][2]]));
    let bob = app.person("bob").await;
    bob.get(&history).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_decision_needs_a_reason_and_keeps_the_cap() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for name in ["A", "B", "C"] {
        ada.create("/v1/themes", json!({"name": name})).await;
    }
    let idea = json!({"name": "D", "status": "idea"});
    let path = format!("/v1/themes/{}/decide", ada.create("/v1/themes", idea).await);
    for (body, pointer) in [
        (json!({"status": "decided"}), "#/reason"),
        (json!({"status": "decided", "reason": " "}), "#/reason"),
        (json!({"reason": "x"}), "#/status"),
        (
            json!({"status": "decided", "reason": "x", "evidence": [" "]}),
            "#/evidence/0",
        ),
    ] {
        ada.post(&path, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
    let refused = ada
        .post(&path, json!({"status": "exploring", "reason": "It calls"}))
        .await
        .expect_problem(409, "too_many_active_themes");
    assert_eq!(refused.json["active_themes"], json!(["A", "B", "C"]));
    ada.with("if-match", "\"00000000000070008000000000000000-1\"")
        .post(&path, json!({"status": "decided", "reason": "x"}))
        .await
        .expect_problem(412, "precondition_failed");
    let history = path.replace("decide", "history");
    let moves = ada.get(&history).await.expect(200);
    assert_eq!(moves.json["data"].as_array().unwrap().len(), 1);
    // To stay where it is can be a decision: to research more.
    let stay = ada
        .post(&path, json!({"status": "idea", "reason": "Too early"}))
        .await;
    assert_eq!(stay.expect(200).json["status"], "idea");
    let moves = ada.get(&history).await.expect(200);
    assert_eq!(moves.json["data"][0]["reason"], "Too early");
}

#[tokio::test]
async fn a_theme_takes_its_history_its_ratings_and_its_gaps_with_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = ada.create("/v1/themes", json!({"name": "A"})).await;
    let path = format!("/v1/themes/{id}");
    ada.create(
        &format!("{path}/fit-ratings"),
        json!({"dimension": "skills", "score": 3}),
    )
    .await;
    let gap = json!({
        "theme_id": id, "statement": "Who pays?", "topic": "compensation", "subject": "your_chances"
    });
    let gap = ada.create("/v1/research-gaps", gap).await;
    ada.delete(&path).await.expect(204);
    ada.get(&format!("/v1/research-gaps/{gap}"))
        .await
        .expect_problem(404, "not_found");
    for below in ["history", "fit-ratings", "report"] {
        ada.get(&format!("{path}/{below}"))
            .await
            .expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn a_theme_of_the_release_before_has_a_history_without_entries() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = ada.create("/v1/themes", json!({"name": "A"})).await;
    app.sql("DELETE FROM theme_move").unwrap();
    let history = ada
        .get(&format!("/v1/themes/{id}/history"))
        .await
        .expect(200);
    assert_eq!(history.json["data"], json!([]));
    let report = ada
        .get(&format!("/v1/themes/{id}/report"))
        .await
        .expect(200);
    assert_eq!(report.json["last_decision"], json!(null));
}

#[tokio::test]
async fn the_report_tells_how_a_theme_fits_and_what_to_do_next() {
    let app = TestApp::start().await;
    let person = crate::walk::Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let path = format!("/v1/themes/{stem}20");
    let report = ada.get(&format!("{path}/report")).await.expect(200).json;
    assert_eq!(
        report["suggestion"],
        json!({
            "step": "research_more",
            "why": "Not rated yet: skills, knowledge, experience, interests, abilities, lifestyle.",
            "operation": {
                "operation_id": "create_fit_rating", "method": "POST", "path": format!("{path}/fit-ratings")
            }
        })
    );
    assert_eq!(report["ask_about"].as_array().unwrap().len(), 9);
    assert_eq!(
        json!([
            report["interviews_held"],
            report["interviews_arranged"],
            report["outreach_open"],
            report["gaps_open"]
        ]),
        json!([1, 1, 1, 0])
    );
    let fit = |report: &serde_json::Value, dimension: &str| {
        let all = report["fit"].as_array().unwrap().clone();
        all.into_iter()
            .find(|one| one["dimension"] == dimension)
            .unwrap()
    };
    assert_eq!(fit(&report, "values")["reliance"], "one_source");

    let ratings = format!("{path}/fit-ratings");
    for dimension in [
        "skills",
        "knowledge",
        "experience",
        "interests",
        "values",
        "abilities",
        "lifestyle",
    ] {
        app.advance(chrono::TimeDelta::minutes(1));
        let score = if dimension == "values" { 1 } else { 5 };
        let rating = json!({
            "dimension": dimension, "score": score, "evidence": format!("About {dimension}"),
            "interview_id": format!("{stem}33")
        });
        ada.create(&ratings, rating).await;
    }
    ada.patch(
        &path,
        json!({"familiarity": [{"topic": "lifestyle", "level": "good"}]}),
    )
    .await
    .expect(200);
    let reason = json!({"status": "exploring", "reason": "Two more talks"});
    ada.post(&format!("{path}/decide"), reason)
        .await
        .expect(200);
    let report = ada.get(&format!("{path}/report")).await.expect(200).json;
    assert_json_snapshot!(fit(&report, "values"), @r#"
    {
      "conversations": 2,
      "count": 2,
      "dimension": "values",
      "evidence": [
        "About values"
      ],
      "highest": 4,
      "is_mismatch": true,
      "latest": 1,
      "lowest": 1,
      "mean": 2.5,
      "reliance": "divided",
      "wording": "2 ratings after 2 conversations that disagree"
    }
    "#);
    assert_eq!(
        report["suggestion"],
        json!({
            "step": "decide",
            "why": "Every dimension is rated. Below the middle of the scale: values. Conversations disagree on: values. \
                Nothing was learned about: industry_trends, lifestyle, skills_and_qualifications, challenges_and_rewards, \
                compensation.",
            "operation": {"operation_id": "decide_theme", "method": "POST", "path": format!("{path}/decide")}
        })
    );
    assert_eq!(report["ask_about"].as_array().unwrap().len(), 8);
    assert_eq!(report["last_decision"]["reason"], "Two more talks");
    assert_eq!(report["history"].as_array().unwrap().len(), 2);
    assert_eq!(report["theme"], ada.get(&path).await.expect(200).json);
}

#[tokio::test]
async fn the_report_weighs_what_was_learned_and_shows_what_is_missing() {
    let app = TestApp::start().await;
    let person = crate::walk::Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    let theme = ada.create("/v1/themes", json!({"name": "B"})).await;
    // Ada spoke with one person about it, and will speak with the same person again.
    app.sql(&format!(
        "UPDATE interview SET theme_id = '{theme}'; UPDATE learning SET theme_id = NULL, interview_id = NULL; \
         UPDATE contact SET seniority = 'director' WHERE id = '{stem}22'"
    ))
    .unwrap();
    for (statement, kind, topic, confidential) in [
        ("Nobody is alone.", "reward", "work_environment", false),
        ("Nights are long.", "drawback", "lifestyle", false),
        ("Much is typed.", "hidden_demand", "work_environment", false),
        ("The head is rude.", "challenge", "work_environment", true),
        ("Wards merge.", "trend", "industry_trends", false),
    ] {
        let learning = json!({
            "statement": statement, "kind": kind, "topic": topic, "theme_id": theme, "confidential": confidential
        });
        ada.create("/v1/learnings", learning).await;
    }
    let gap = json!({
        "theme_id": theme, "statement": "Who pays?", "topic": "compensation", "subject": "your_chances"
    });
    let gap = ada.create("/v1/research-gaps", gap).await;
    let path = format!("/v1/themes/{theme}/report");
    let drive = ada.get(&path).await.expect(200).json["test_drive"].clone();
    let statements = |way: &str| {
        let all = drive[way]["statements"].as_array().unwrap();
        let mut said: Vec<_> = all.iter().map(|one| one["statement"].to_string()).collect();
        said.sort();
        json!([drive[way]["count"], said.len(), said.join(" ")])
    };
    assert_eq!(
        statements("in_favor"),
        json!([1, 1, "\"Nobody is alone.\""])
    );
    assert_eq!(
        statements("against"),
        json!([3, 2, "\"Much is typed.\" \"Nights are long.\""])
    );
    assert_eq!(
        drive["open_questions"],
        json!([{"research_gap_id": gap, "topic": "compensation", "statement": "Who pays?"}])
    );
    assert_eq!(
        drive["topics"],
        json!([
            {"topic": "work_environment", "learnings": 3}, {"topic": "industry_trends", "learnings": 1},
            {"topic": "lifestyle", "learnings": 1}, {"topic": "skills_and_qualifications", "learnings": 0},
            {"topic": "challenges_and_rewards", "learnings": 0}, {"topic": "compensation", "learnings": 0}
        ])
    );
    assert_eq!(
        drive["experience"],
        json!([
            {"band": "years_1_to_5", "people": 0, "estimated": 0}, {"band": "years_5_to_10", "people": 0, "estimated": 0},
            {"band": "years_10_to_20", "people": 0, "estimated": 0},
            {"band": "years_20_and_more", "people": 1, "estimated": 1}
        ])
    );
    assert_eq!(drive["experience_unknown"], 0);
}

#[tokio::test]
async fn how_long_somebody_has_worked_is_told_by_their_first_employment() {
    let app = TestApp::start().await;
    let person = crate::walk::Person::new(&app, "ada", 'a').await;
    let (ada, stem) = (&person.client, &person.stem);
    app.sql(&format!(
        "UPDATE contact SET seniority = 'director' WHERE id = '{stem}22'; DELETE FROM employment"
    ))
    .unwrap();
    // The conversation that was held began on the fifth of January 2026.
    for (started_on, is_current) in [
        (Some("2019-01-01"), true),
        (Some("2016-01-06"), false),
        (None, false),
        (Some("2026-03-01"), false),
    ] {
        let employment = json!({
            "organization_name": "A ward", "started_on": started_on, "is_current": is_current
        });
        ada.create(&format!("/v1/contacts/{stem}22/employments"), employment)
            .await;
    }
    let path = format!("/v1/themes/{stem}20/report");
    let drive = ada.get(&path).await.expect(200).json["test_drive"].clone();
    assert_eq!(
        drive["experience"],
        json!([
            {"band": "years_1_to_5", "people": 0, "estimated": 0}, {"band": "years_5_to_10", "people": 1, "estimated": 0},
            {"band": "years_10_to_20", "people": 0, "estimated": 0},
            {"band": "years_20_and_more", "people": 0, "estimated": 0}
        ])
    );
}

#[tokio::test]
async fn the_report_names_the_operation_that_comes_next() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = ada.create("/v1/themes", json!({"name": "A"})).await;
    let path = format!("/v1/themes/{theme}");
    let mut named = Vec::new();
    let mut look = async || {
        let report = ada.get(&format!("{path}/report")).await.expect(200).json;
        let operation = &report["suggestion"]["operation"];
        let [id, method, at] =
            ["operation_id", "method", "path"].map(|name| operation[name].as_str().unwrap());
        let known = crate::harness::document::operations();
        let known = known.iter().find(|one| one.id == id).unwrap();
        assert_eq!(known.method.as_str(), method);
        if method == "GET" {
            ada.get(at).await.expect(200);
        }
        named.push(id.to_owned());
    };
    look().await;
    ada.patch(&path, json!({"status": "idea"}))
        .await
        .expect(200);
    look().await;
    ada.patch(&path, json!({"status": "exploring"}))
        .await
        .expect(200);
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let outreach = json!({"contact_id": grace, "theme_id": theme});
    let outreach = ada.create("/v1/outreach", outreach).await;
    look().await;
    let agreed = json!({"channel": "phone", "outcome": "meeting_agreed"});
    ada.post(&format!("/v1/outreach/{outreach}/attempts"), agreed)
        .await
        .expect(201);
    let meeting = json!({
        "outreach_id": outreach, "theme_id": theme, "mode": "phone", "starts_at": "2026-01-06T09:00:00Z"
    });
    ada.create("/v1/interviews", meeting).await;
    look().await;
    let decision = json!({"status": "ruled_out", "reason": "No."});
    ada.post(&format!("{path}/decide"), decision)
        .await
        .expect(200);
    look().await;
    assert_eq!(
        named,
        [
            "create_outreach",
            "update_theme",
            "list_next_actions",
            "list_interviews",
            "list_follow_ups"
        ]
    );
}
