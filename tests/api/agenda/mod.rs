//! The agenda.

mod mark;
mod plan;
mod waiting;
mod week;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{agenda::Settles, vocabulary::Vocabulary};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, Reply, TestApp};

/// Puts contacts into the workspace of somebody who has registered, and an outreach to each, with this next action.
fn outreach(app: &TestApp, owner: &str, count: u8, action: &str, (from, until): (&str, &str)) {
    app.sql(&format!(
        "INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, tags, do_not_contact) \
         SELECT a.id, gen_random_uuid(), a.created_at, a.created_at, 'Jo ' || n, 'alum', 'warm', '{{}}', false \
         FROM account a, generate_series(1, {count}) n WHERE a.email = '{owner}@example.org'; \
         INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, methodology_id, state, next_action, \
         next_action_from, next_action_until) \
         SELECT c.owner_id, gen_random_uuid(), c.created_at, c.created_at, c.id, m.id, 'awaiting_reply', '{action}', \
         '{from}', '{until}' FROM contact c JOIN account a ON a.id = c.owner_id, methodology m \
         WHERE m.is_default AND a.email = '{owner}@example.org' AND NOT EXISTS (SELECT 1 FROM outreach o \
         WHERE o.owner_id = c.owner_id AND o.contact_id = c.id)"
    ))
    .unwrap();
}

/// Puts an interview of 20 minutes for each outreach of ada's into the calendar, begun or not.
fn interviews(app: &TestApp, starts_at: &str, has_begun: bool) {
    let (state, started_at) = if has_begun {
        ("in_progress", format!("'{starts_at}'"))
    } else {
        ("scheduled", "NULL".to_owned())
    };
    app.sql(&format!(
        "INSERT INTO interview (owner_id, id, created_at, updated_at, outreach_id, contact_id, kind, mode, starts_at, \
         time_zone, planned_minutes, state, started_at) \
         SELECT owner_id, gen_random_uuid(), created_at, created_at, id, contact_id, 'exploratory', 'phone', \
         '{starts_at}', 'Europe/Berlin', 20, '{state}', {started_at} FROM outreach o WHERE owner_id = \
         (SELECT id FROM account WHERE email = 'ada@example.org') AND NOT EXISTS (SELECT 1 FROM interview i \
         WHERE i.owner_id = o.owner_id AND i.outreach_id = o.id)"
    ))
    .unwrap();
}

/// Puts a follow-up for each contact of ada's into the workspace.
fn follow_ups(app: &TestApp, due_at: &str) {
    app.sql(&format!(
        "INSERT INTO follow_up (owner_id, id, created_at, updated_at, contact_id, kind, due_at, rule, reason, state) \
         SELECT owner_id, gen_random_uuid(), created_at, created_at, id, 'thank_you', '{due_at}', 'thank_you_days', \
         'They gave you their time.', 'pending' FROM contact WHERE owner_id = \
         (SELECT id FROM account WHERE email = 'ada@example.org')"
    ))
    .unwrap();
}

/// Hands a document to the first contact of somebody.
fn hand_off(app: &TestApp, owner: &str) {
    app.sql(&format!(
        "INSERT INTO document (owner_id, id, created_at, updated_at, name, kind) \
         SELECT id, gen_random_uuid(), created_at, created_at, 'Portfolio', 'portfolio' FROM account WHERE email = '{owner}@example.org'; \
         INSERT INTO hand_off (owner_id, id, created_at, updated_at, document_id, contact_id, format, handed_at, state) \
         SELECT c.owner_id, gen_random_uuid(), c.created_at, c.created_at, d.id, c.id, 'paper', '2026-01-03T09:00:00Z', 'handed' \
         FROM document d JOIN contact c USING (owner_id) JOIN account a ON a.id = c.owner_id \
         WHERE a.email = '{owner}@example.org' ORDER BY c.id LIMIT 1"
    ))
    .unwrap();
}

/// Contacts with whom somebody was last in touch in the summer.
fn silent(app: &TestApp, owner: &str, count: u32) {
    app.sql(&format!(
        "INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, tags, do_not_contact, \
         last_contacted_at) SELECT id, gen_random_uuid(), created_at, created_at, 'Silent ' || n, 'alum', 'warm', '{{}}', \
         false, '2025-07-01T10:00:00Z' FROM account, generate_series(1, {count}) n WHERE email = '{owner}@example.org'"
    ))
    .unwrap();
}

const CALL: (&str, &str) = ("2026-01-11T23:00:00Z", "2026-01-19T22:59:59Z");

/// An outreach with its call, an interview and a follow-up of ada's.
fn one_of_each(app: &TestApp) {
    outreach(app, "ada", 1, "call_to_follow_up", CALL);
    interviews(app, "2026-01-08T10:00:00Z", false);
    follow_ups(app, "2026-01-07T16:00:00Z");
}

/// Sets the clock and signs ada in again.
async fn ada_at(app: &TestApp, time: &str) -> Client {
    let time: DateTime<Utc> = time.parse().unwrap();
    app.advance(time - app.now());
    app.person("ada").await
}

fn items(reply: &Reply) -> Vec<Value> {
    reply.json["data"].as_array().unwrap().clone()
}

async fn agenda(client: &Client, query: &str) -> Vec<Value> {
    items(&client.get(&format!("/v1/agenda?{query}")).await.expect(200))
}

fn all<'a>(items: &'a [Value], member: &str) -> Vec<&'a str> {
    items
        .iter()
        .map(|item| item[member].as_str().unwrap())
        .collect()
}

/// The id of what an item is about.
fn about(item: &Value) -> &str {
    item["id"].as_str().unwrap()
}

#[tokio::test]
async fn the_agenda_says_what_to_do_by_when_and_why() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    app.sql("UPDATE outreach SET next_action = NULL, next_action_from = NULL, next_action_until = NULL, state = 'declined'")
        .unwrap();
    let contact = app.sql("SELECT id FROM contact").unwrap();
    ada.create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    ada.create(
        "/v1/follow-ups",
        json!({"contact_id": contact, "due_at": "2026-01-05T08:00:00Z", "reason": "I promised the article."}),
    )
    .await;
    let mut seen = agenda(&ada, "").await;
    for item in &mut seen {
        item["contact"]["id"] = json!("of the contact");
    }
    assert_json_snapshot!(seen, @r#"
    [
      {
        "bucket": "overdue",
        "contact": {
          "id": "of the contact",
          "name": "Jo 1"
        },
        "details": "/v1/follow-ups/019b76da-a800-7000-8000-000000000008",
        "dismissal_reason": null,
        "dismissed_at": null,
        "follow_up_id": "019b76da-a800-7000-8000-000000000008",
        "from": "2026-01-04T23:00:00Z",
        "hand_off_id": null,
        "id": "019b76da-a800-7000-8000-000000000008",
        "interview_id": null,
        "kind": "follow_up",
        "object": "agenda_item",
        "operation": {
          "method": "POST",
          "operation_id": "complete_follow_up",
          "path": "/v1/follow-ups/019b76da-a800-7000-8000-000000000008/complete"
        },
        "outreach_id": null,
        "promise_id": null,
        "reason": "I promised the article.",
        "rule": null,
        "snoozed_until": null,
        "source": null,
        "title": "Follow up with Jo 1",
        "until": "2026-01-05T08:00:00Z"
      },
      {
        "bucket": "due",
        "contact": {
          "id": "of the contact",
          "name": "Jo 1"
        },
        "details": "/v1/outreach/019b76da-a800-7000-8000-000000000006",
        "dismissal_reason": null,
        "dismissed_at": null,
        "follow_up_id": null,
        "from": "2026-01-05T09:00:00Z",
        "hand_off_id": null,
        "id": "019b76da-a800-7000-8000-000000000006",
        "interview_id": null,
        "kind": "outreach_next_action",
        "object": "agenda_item",
        "operation": {
          "method": "POST",
          "operation_id": "record_attempt",
          "path": "/v1/outreach/019b76da-a800-7000-8000-000000000006/attempts"
        },
        "outreach_id": "019b76da-a800-7000-8000-000000000006",
        "promise_id": null,
        "reason": "Nothing has been sent yet: write by 2026-01-12.",
        "rule": "first_message_within_days",
        "snoozed_until": null,
        "source": "our choice",
        "title": "Write to Jo 1",
        "until": "2026-01-12T22:59:59Z"
      }
    ]
    "#);
}

#[tokio::test]
async fn an_item_is_upcoming_then_due_on_its_local_day_then_overdue() {
    let app = TestApp::start().await;
    app.person("ada").await;
    one_of_each(&app);
    let follow_up = ["follow_up"; 2];
    let upcoming = ["interview_upcoming", "interview_to_start"];
    let outreach = ["outreach_next_action"; 2];
    // Midnight in Berlin is at 23:00.
    for (time, kind, bucket) in [
        ("2026-01-06T22:59:59Z", follow_up[0], "this_week"),
        ("2026-01-06T23:00:00Z", follow_up[0], "due"),
        ("2026-01-07T16:00:00Z", follow_up[0], "due"),
        ("2026-01-07T16:00:01Z", follow_up[1], "overdue"),
        ("2026-01-07T22:59:59Z", upcoming[0], "this_week"),
        ("2026-01-07T23:00:00Z", upcoming[0], "due"),
        ("2026-01-08T09:59:59Z", upcoming[0], "due"),
        ("2026-01-08T10:00:00Z", upcoming[1], "due"),
        ("2026-01-08T10:20:00Z", upcoming[1], "due"),
        ("2026-01-08T10:20:01Z", upcoming[1], "overdue"),
        ("2026-01-11T22:59:59Z", outreach[0], "waiting"),
        ("2026-01-11T23:00:00Z", outreach[0], "due"),
        ("2026-01-19T22:59:59Z", outreach[0], "due"),
        ("2026-01-19T23:00:00Z", outreach[1], "overdue"),
    ] {
        let ada = ada_at(&app, time).await;
        let seen = agenda(&ada, "").await;
        let item = seen.iter().find(|item| item["kind"] == kind).unwrap();
        assert_eq!(item["bucket"], bucket, "{kind} at {time}");
        for bucket in [
            "overdue",
            "due",
            "this_week",
            "upcoming",
            "waiting",
            "due,upcoming",
            "overdue,due",
            "this_week,waiting,going_cold",
        ] {
            let in_it = |item: &&Value| bucket.split(',').any(|one| item["bucket"] == one);
            let expected: Vec<Value> = seen.iter().filter(in_it).cloned().collect();
            let filtered = agenda(&ada, &format!("bucket={bucket}")).await;
            assert_eq!(filtered, expected, "{bucket} at {time}");
        }
    }
}

#[tokio::test]
async fn what_is_late_first_comes_first() {
    let app = TestApp::start().await;
    app.person("ada").await;
    one_of_each(&app);
    let ada = ada_at(&app, "2026-01-08T10:30:00Z").await;
    let seen = agenda(&ada, "").await;
    assert_eq!(
        all(&seen, "kind"),
        ["follow_up", "interview_to_start", "outreach_next_action"]
    );
    assert_eq!(all(&seen, "bucket"), ["overdue", "overdue", "waiting"]);
    assert_eq!(
        all(&seen, "title"),
        ["Thank Jo 1", "Talk on the phone with Jo 1", "Call Jo 1"]
    );
}

#[tokio::test]
async fn the_agenda_is_narrowed_by_kind_contact_and_horizon() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    one_of_each(&app);
    let contact = app.sql("SELECT id FROM contact").unwrap();
    let other = "019b76da-a800-7000-8000-00000c000009";
    for (query, kinds) in [
        ("kind=follow_up", vec!["follow_up"]),
        (
            "kind=interview_upcoming,outreach_next_action",
            vec!["interview_upcoming", "outreach_next_action"],
        ),
        ("kind=interview_to_start,interview_to_complete", vec![]),
        (
            &format!("contact_id={contact}&kind=follow_up"),
            vec!["follow_up"],
        ),
        (&format!("contact_id={other}"), vec![]),
        // The window of a follow-up opens with its local day, that of an interview when it starts.
        ("until=2026-01-06T23:00:00Z", vec![]),
        ("until=2026-01-06T23:00:01Z", vec!["follow_up"]),
        ("until=2026-01-08T10:00:00Z", vec!["follow_up"]),
        (
            "until=2026-01-08T10:00:01Z",
            vec!["follow_up", "interview_upcoming"],
        ),
        (
            "until=2026-01-12T00:00:01%2B01:00",
            vec!["follow_up", "interview_upcoming", "outreach_next_action"],
        ),
    ] {
        assert_eq!(all(&agenda(&ada, query).await, "kind"), kinds, "{query}");
    }
    for (query, parameter) in [
        ("bucket=late", "bucket"),
        ("kind=call", "kind"),
        ("contact_id=Jo", "contact_id"),
        ("until=soon", "until"),
        ("sort=until", "sort"),
    ] {
        ada.get(&format!("/v1/agenda?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
}

#[tokio::test]
async fn what_is_put_off_or_settled_leaves_the_agenda() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    follow_ups(&app, "2026-01-05T08:00:00Z");
    let now = "kind=follow_up&bucket=overdue,due";
    let seen = agenda(&ada, now).await;
    assert_eq!(all(&seen, "bucket"), ["overdue"]);
    let path = format!("/v1/follow-ups/{}", about(&seen[0]));
    assert_eq!(seen[0]["details"], path);

    let until = json!({"until": "2026-01-07T08:00:00Z"});
    ada.post(&format!("{path}/snooze"), until).await.expect(200);
    assert_eq!(agenda(&ada, now).await, Vec::<Value>::new());
    let ada = ada_at(&app, "2026-01-06T23:00:00Z").await;
    let seen = agenda(&ada, now).await;
    assert_eq!(all(&seen, "bucket"), ["due"]);
    assert_eq!(seen[0]["until"], "2026-01-07T08:00:00Z");

    ada.post(&format!("{path}/skip"), json!({}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/reason");
    let reason = json!({"reason": "I met her by chance."});
    ada.post(&format!("{path}/skip"), reason).await.expect(200);
    assert_eq!(agenda(&ada, "kind=follow_up").await, Vec::<Value>::new());
    ada.act(&format!("{path}/reopen")).await.expect(200);
    let seen = agenda(&ada, "kind=follow_up").await;
    let operation = seen[0]["operation"]["path"].as_str().unwrap();
    ada.post(operation, json!({})).await.expect(200);
    assert_eq!(agenda(&ada, "kind=follow_up").await, Vec::<Value>::new());
}

#[tokio::test]
async fn two_people_never_see_each_others_items() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    one_of_each(&app);
    outreach(&app, "bob", 1, "reply", CALL);
    assert_eq!(agenda(&ada, "").await.len(), 3);
    assert_eq!(
        all(&agenda(&bob, "").await, "kind"),
        ["outreach_next_action"]
    );
    let hers = agenda(&ada, "").await[0]["contact"]["id"].clone();
    let hers = format!("contact_id={}", hers.as_str().unwrap());
    assert_eq!(agenda(&bob, &hers).await, Vec::<Value>::new());
    let page = ada.get("/v1/agenda?limit=1").await.expect(200);
    let cursor = page.json["next_cursor"].as_str().unwrap();
    bob.get(&format!("/v1/agenda?limit=1&cursor={cursor}"))
        .await
        .expect_problem(400, "invalid_cursor");
    app.anonymous()
        .get("/v1/agenda")
        .await
        .expect_problem(401, "unauthenticated");
}

/// Twenty of each kind, all outreach and all follow-ups late at the same moment.
fn sixty(app: &TestApp) {
    outreach(app, "ada", 20, "call_to_follow_up", CALL);
    interviews(app, "2026-01-08T10:00:00Z", false);
    follow_ups(app, "2026-01-19T22:59:59Z");
}

#[tokio::test]
async fn paging_returns_each_item_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    sixty(&app);
    let whole = agenda(&ada, "limit=100").await;
    let ids: BTreeSet<&str> = whole.iter().map(about).collect();
    assert_eq!((whole.len(), ids.len()), (60, 60));
    let order: Vec<_> = whole
        .iter()
        .map(|item| (item["until"].as_str().unwrap(), about(item)))
        .collect();
    assert!(order.is_sorted());

    let (mut seen, mut next) = (Vec::new(), "/v1/agenda?limit=7".to_owned());
    loop {
        let page = ada.get(&next).await.expect(200);
        let cursor = page.json["next_cursor"].as_str().map(str::to_owned);
        assert_eq!(page.json["has_more"], cursor.is_some());
        seen.extend(items(&page));
        let Some(cursor) = cursor else { break };
        next = format!("/v1/agenda?limit=7&cursor={cursor}");
    }
    assert_eq!(seen, whole);
}

#[tokio::test]
async fn a_longer_agenda_takes_no_more_statements() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let statements = async || {
        let before = app.db.statement_count();
        agenda(&ada, "limit=100").await;
        app.db.statement_count() - before
    };
    let none = statements().await;
    one_of_each(&app);
    let few = statements().await;
    sixty(&app);
    assert_eq!(statements().await, few);
    // The session, the account, the methodology and the agenda; then what explains the pursuits on the page.
    assert_eq!((none, few), (4, 8));
}

#[tokio::test]
async fn the_operation_that_settles_an_item_is_in_the_document() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    follow_ups(&app, "2026-01-08T10:00:00Z");
    interviews(&app, "2026-01-08T10:00:00Z", false);
    outreach(&app, "ada", 1, "schedule_meeting", CALL);
    interviews(&app, "2026-01-05T08:50:00Z", true);
    let contact = app.sql("SELECT id FROM contact LIMIT 1").unwrap();
    let promise =
        json!({"contact_id": contact, "direction": "mine", "what": "x", "due_on": "2026-01-08"});
    ada.create("/v1/promises", promise).await;
    hand_off(&app, "ada");
    silent(&app, "ada", 1);
    let document = ada.get("/openapi.json").await.expect(200).json;
    let mut settled = BTreeSet::new();
    for item in agenda(&ada, "").await {
        let [id, method, path] = ["operation_id", "method", "path"]
            .map(|name| item["operation"][name].as_str().unwrap());
        let template = path.replace(about(&item), "{id}");
        let operation = &document["paths"][&template][method.to_lowercase()];
        assert_eq!(operation["operationId"], id, "{method} {path}");
        let details = item["details"].as_str().unwrap();
        ada.get(details).await.expect(200);
        settled.insert(id.to_owned());
    }
    let all: BTreeSet<String> = Settles::ALL.iter().map(Settles::to_string).collect();
    assert_eq!(settled, all);
}
