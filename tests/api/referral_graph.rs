//! The graph of referrals: its tree, paths to people, and those who said no.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn contact(client: &Client, name: &str, relationship: &str, warmth: &str) -> String {
    let body = json!({"name": name, "relationship": relationship, "warmth": warmth});
    client.create("/v1/contacts", body).await
}

async fn led(client: &Client, from: &str, to: &str) -> String {
    let body = json!({"referrer_id": from, "contact_id": to});
    client.create("/v1/referrals", body).await
}

/// An outreach to a contact with one answer.
async fn answered(client: &Client, contact: &str, outcome: &str) -> String {
    let outreach = client
        .create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    let answer = json!({
        "channel": "email", "direction": "inbound", "outcome": outcome, "note": "In a short letter.",
    });
    client.post(&attempts, answer).await.expect(201);
    outreach
}

async fn talked(client: &Client, contact: &str) {
    let outreach = answered(client, contact, "meeting_agreed").await;
    let plan =
        json!({"outreach_id": outreach, "mode": "phone", "starts_at": "2026-01-05T09:00:00Z"});
    let interview = format!(
        "/v1/interviews/{}",
        client.create("/v1/interviews", plan).await
    );
    client
        .post(&format!("{interview}/start"), json!({}))
        .await
        .expect(200);
    let done = json!({"actual_minutes": 20});
    client
        .post(&format!("{interview}/complete"), done)
        .await
        .expect(200);
}

/// The names on each path of an answer.
fn routes(found: &Value) -> Vec<Vec<&str>> {
    let paths = found["paths"].as_array().unwrap().iter();
    let steps = paths.map(|path| path["steps"].as_array().unwrap());
    steps
        .map(|steps| {
            steps
                .iter()
                .map(|step| step["name"].as_str().unwrap())
                .collect()
        })
        .collect()
}

#[tokio::test]
async fn the_tree_shows_each_person_once_with_what_grew_from_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let ann = contact(&ada, "Ann", "friend", "warm").await;
    let bo = contact(&ada, "Bo", "referred", "cold").await;
    let cy = contact(&ada, "Cy", "referred", "cold").await;
    let di = contact(&ada, "Di", "referred", "cold").await;
    for (from, to) in [(&ann, &bo), (&ann, &cy), (&bo, &di), (&cy, &di), (&di, &bo)] {
        led(&ada, from, to).await;
    }
    talked(&ada, &di).await;
    let tree = ada.get("/v1/referral-tree").await.expect(200);
    assert_eq!(tree.json["truncated"], false);
    let nodes = tree.json["nodes"].as_array().unwrap();
    let told: Vec<Value> = nodes
        .iter()
        .map(|one| {
            json!([
                one["name"],
                one["depth"],
                one["parent_id"],
                one["children"],
                one["people_led_to"],
                one["interviews_held"],
                one["interviews_led_to"]
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["Ann", 0, null, 2, 3, 0, 1]),
            json!(["Bo", 1, ann, 1, 1, 0, 1]),
            json!(["Cy", 1, ann, 0, 0, 0, 0]),
            json!(["Di", 2, bo, 0, 0, 1, 0]),
        ]
    );
    let below = ada
        .get(&format!("/v1/referral-tree?root_contact_id={cy}"))
        .await;
    let below = below.expect(200);
    let names: Vec<_> = below.json["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["Cy", "Di", "Bo"]);
    assert_json_snapshot!(below.json["nodes"][1], @r#"
    {
      "children": 1,
      "contact_id": "019b76da-a800-7000-8000-00000000000c",
      "depth": 1,
      "interviews_held": 1,
      "interviews_led_to": 0,
      "name": "Di",
      "parent_id": "019b76da-a800-7000-8000-00000000000a",
      "people_led_to": 1,
      "referral_id": "019b76da-a800-7000-8000-000000000014"
    }
    "#);
}

#[tokio::test]
async fn whoever_began_a_circle_is_its_root() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let ann = contact(&ada, "Ann", "friend", "warm").await;
    let bo = contact(&ada, "Bo", "friend", "warm").await;
    led(&ada, &bo, &ann).await;
    led(&ada, &ann, &bo).await;
    let tree = ada.get("/v1/referral-tree").await.expect(200);
    let nodes = tree.json["nodes"].as_array().unwrap();
    let told: Vec<_> = nodes
        .iter()
        .map(|one| (&one["name"], &one["depth"]))
        .collect();
    assert_eq!(
        told,
        [(&json!("Bo"), &json!(0)), (&json!("Ann"), &json!(1))]
    );
    // What is another person's is not there.
    let foreign = bob
        .get(&format!("/v1/referral-tree?root_contact_id={ann}"))
        .await;
    assert_eq!(foreign.expect(200).json["nodes"], json!([]));
}

#[tokio::test]
async fn a_tree_that_is_too_deep_or_too_wide_is_cut_and_says_so() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut above = contact(&ada, "Contact 0", "friend", "warm").await;
    let root = above.clone();
    for depth in 1..=11 {
        let below = contact(&ada, &format!("Contact {depth}"), "referred", "cold").await;
        led(&ada, &above, &below).await;
        above = below;
    }
    let deep = ada.get("/v1/referral-tree").await.expect(200);
    assert_eq!(deep.json["nodes"].as_array().unwrap().len(), 11);
    assert_eq!(deep.json["truncated"], true);
    app.sql(&format!(
        "DELETE FROM referral WHERE contact_id = '{above}'; \
         WITH more AS (INSERT INTO contact SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM contact c, generate_series(1, 600) WHERE id = '{root}' RETURNING id) \
         INSERT INTO referral SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), \
         'contact_id', more.id))).* FROM referral r, more WHERE r.referrer_id = '{root}'"
    ))
    .unwrap();
    let wide = ada.get("/v1/referral-tree").await.expect(200);
    assert_eq!(wide.json["nodes"].as_array().unwrap().len(), 500);
    assert_eq!(wide.json["truncated"], true);
}

#[tokio::test]
async fn paths_lead_from_people_one_knows_the_shortest_and_warmest_first() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let target = contact(&ada, "Target", "stranger", "cold").await;
    let warm = contact(&ada, "Warm", "friend", "warm").await;
    let cold = contact(&ada, "Cold", "friend", "cold").await;
    let between = contact(&ada, "Between", "referred", "cold").await;
    let far = contact(&ada, "Far", "neighbor", "warm").await;
    let quiet = contact(&ada, "Quiet", "friend", "warm").await;
    led(&ada, &cold, &target).await;
    led(&ada, &quiet, &target).await;
    led(&ada, &warm, &target).await;
    led(&ada, &far, &between).await;
    for somebody in [&between, &target] {
        let works = json!({"organization_id": clinic});
        ada.patch(&format!("/v1/contacts/{somebody}"), works)
            .await
            .expect(200);
    }
    let alone = json!({"do_not_contact": true});
    ada.patch(&format!("/v1/contacts/{quiet}"), alone)
        .await
        .expect(200);
    let path = format!("/v1/contacts/{target}/paths");
    let found = ada.get(&path).await.expect(200);
    assert_eq!(
        routes(&found.json),
        [
            vec!["Warm", "Target"],
            vec!["Cold", "Target"],
            vec!["Far", "Between", "Target"]
        ]
    );
    assert_json_snapshot!(found.json["paths"][2], @r#"
    {
      "introductions": 2,
      "steps": [
        {
          "contact_id": "019b76da-a800-7000-8000-000000000010",
          "link": "referral",
          "name": "Far",
          "organization_id": null,
          "permission_to_name": "not_asked",
          "referral_id": "019b76da-a800-7000-8000-00000000001a",
          "relationship": "neighbor",
          "warmth": "warm",
          "why": "Far led to Between and is to be asked first whether they may be named."
        },
        {
          "contact_id": "019b76da-a800-7000-8000-00000000000e",
          "link": "employer",
          "name": "Between",
          "organization_id": "019b76da-a800-7000-8000-000000000006",
          "permission_to_name": null,
          "referral_id": null,
          "relationship": "referred",
          "warmth": "cold",
          "why": "Between and Target both work at Clinic."
        },
        {
          "contact_id": "019b76da-a800-7000-8000-000000000008",
          "link": null,
          "name": "Target",
          "organization_id": null,
          "permission_to_name": null,
          "referral_id": null,
          "relationship": "stranger",
          "warmth": "cold",
          "why": null
        }
      ]
    }
    "#);
    // Once talked with, they are known.
    talked(&ada, &between).await;
    let found = ada.get(&path).await.expect(200);
    assert_eq!(
        routes(&found.json),
        [
            vec!["Warm", "Target"],
            vec!["Cold", "Target"],
            vec!["Between", "Target"]
        ]
    );
    let into = ada
        .get(&format!("/v1/organizations/{clinic}/paths"))
        .await
        .expect(200);
    assert_eq!(
        routes(&into.json),
        [
            vec!["Between"],
            vec!["Warm", "Target"],
            vec!["Far", "Between"],
            vec!["Cold", "Target"],
        ]
    );
}

#[tokio::test]
async fn a_path_has_three_introductions_at_most_and_no_more_than_twenty_are_shown() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut chain = vec![contact(&ada, "Known", "friend", "warm").await];
    for number in 1..=4 {
        let next = contact(&ada, &format!("Link {number}"), "referred", "cold").await;
        led(&ada, chain.last().unwrap(), &next).await;
        chain.push(next);
    }
    let third = ada
        .get(&format!("/v1/contacts/{}/paths", chain[3]))
        .await
        .expect(200);
    assert_eq!(
        routes(&third.json),
        [["Known", "Link 1", "Link 2", "Link 3"]]
    );
    let fourth = ada
        .get(&format!("/v1/contacts/{}/paths", chain[4]))
        .await
        .expect(200);
    assert_eq!(fourth.json["paths"], json!([]));
    let known = ada
        .get(&format!("/v1/contacts/{}/paths", chain[0]))
        .await
        .expect(200);
    assert_eq!(known.json["paths"][0]["introductions"], 0);
    for number in 0..21 {
        let friend = contact(&ada, &format!("Friend {number}"), "friend", "warm").await;
        led(&ada, &friend, &chain[4]).await;
    }
    let many = ada
        .get(&format!("/v1/contacts/{}/paths", chain[4]))
        .await
        .expect(200);
    assert_eq!(routes(&many.json).len(), 20);
}

#[tokio::test]
async fn those_who_said_no_and_may_talk_with_a_contact_are_told() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let here = contact(&ada, "Here", "friend", "warm").await;
    let near = contact(&ada, "Near", "friend", "warm").await;
    let far = contact(&ada, "Far", "friend", "warm").await;
    let too_far = contact(&ada, "Too far", "friend", "warm").await;
    let colleague = contact(&ada, "Colleague", "friend", "warm").await;
    let willing = contact(&ada, "Willing", "friend", "warm").await;
    led(&ada, &near, &here).await;
    led(&ada, &near, &far).await;
    led(&ada, &far, &too_far).await;
    led(&ada, &here, &willing).await;
    answered(&ada, &near, "declined_with_referral").await;
    answered(&ada, &far, "declined_for_now").await;
    answered(&ada, &too_far, "declined").await;
    let outreach = answered(&ada, &willing, "declined_meeting").await;
    let yes = json!({"channel": "phone", "direction": "inbound", "outcome": "reply_interested"});
    ada.post(&format!("/v1/outreach/{outreach}/attempts"), yes)
        .await
        .expect(201);
    for (somebody, alone) in [(&here, false), (&colleague, true)] {
        let body = json!({"organization_id": clinic, "do_not_contact": alone});
        ada.patch(&format!("/v1/contacts/{somebody}"), body)
            .await
            .expect(200);
    }
    let found = ada
        .get(&format!("/v1/contacts/{here}/overlaps"))
        .await
        .expect(200);
    let overlaps = found.json["overlaps"].as_array().unwrap();
    let told: Vec<_> = overlaps
        .iter()
        .map(|one| {
            json!([
                one["name"],
                one["distance"],
                one["same_organization"],
                one["outcome"]
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["Near", 1, false, "declined_with_referral"]),
            json!(["Far", 2, false, "declined_for_now"]),
            json!(["Colleague", null, true, null]),
        ]
    );
    assert_json_snapshot!(overlaps[0], @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-00000000000a",
      "distance": 1,
      "do_not_contact": false,
      "mind": "Near said no but named somebody: speak of them with thanks.",
      "name": "Near",
      "outcome": "declined_with_referral",
      "said": "In a short letter.",
      "said_at": "2026-01-05T09:00:00Z",
      "same_organization": false
    }
    "#);
    let nobody = ada
        .get(&format!("/v1/contacts/{too_far}/overlaps"))
        .await
        .expect(200);
    assert_eq!(nobody.json["overlaps"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_was_done_proposes_an_outcome_and_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let ann = contact(&ada, "Ann", "friend", "warm").await;
    let bo = contact(&ada, "Bo", "referred", "cold").await;
    let path = format!("/v1/referrals/{}", led(&ada, &ann, &bo).await);
    let proposal = format!("{path}/outcome");
    let first = ada.get(&proposal).await.expect(200);
    assert_eq!(first.json["proposed_outcome"], "open");
    talked(&ada, &bo).await;
    let second = ada.get(&proposal).await.expect(200);
    assert_json_snapshot!(second.json, @r#"
    {
      "attempts": 0,
      "last_answer": "meeting_agreed",
      "object": "referral_outcome",
      "outcome": "open",
      "proposed_outcome": "talked",
      "referral_id": "019b76da-a800-7000-8000-00000000000a",
      "talked_at": "2026-01-05T09:00:00Z",
      "why": "An interview with them was held."
    }
    "#);
    assert_eq!(ada.get(&path).await.expect(200).json["outcome"], "open");
}
