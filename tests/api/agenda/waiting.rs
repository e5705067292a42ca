//! What is waited for, who goes cold, the numbers of it all, and what is deferred.

use serde_json::{Value, json};

use super::{CALL, ada_at, agenda, all, hand_off, one_of_each, outreach, silent};
use crate::harness::TestApp;

#[tokio::test]
async fn what_is_with_others_waits_however_late() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    hand_off(&app, "ada");
    let contact = app.sql("SELECT id FROM contact").unwrap();
    for due_on in [json!("2026-01-06"), Value::Null] {
        let promise = json!({"contact_id": contact, "direction": "theirs", "what": "The list", "due_on": due_on});
        ada.create("/v1/promises", promise).await;
    }
    let kinds = [
        "promise_awaited",
        "outreach_next_action",
        "hand_off_awaited",
        "promise_awaited",
    ];
    let seen = agenda(&ada, "bucket=waiting").await;
    assert_eq!(all(&seen, "kind"), kinds);
    assert_eq!(seen[2]["rule"], "update_cadence_days");
    assert_eq!(
        seen[2]["reason"],
        "They have it since 2026-01-03, and it is not known to have arrived."
    );
    assert_eq!(seen[2]["operation"]["method"], "PATCH");
    assert_eq!(seen[2]["details"], seen[2]["operation"]["path"]);
    let ada = ada_at(&app, "2027-01-05T09:00:00Z").await;
    let seen = agenda(&ada, "bucket=waiting").await;
    assert_eq!(
        all(&seen, "kind"),
        ["promise_awaited", "hand_off_awaited", "promise_awaited"]
    );
    let seen = agenda(&ada, "bucket=overdue").await;
    assert_eq!(all(&seen, "kind"), ["outreach_next_action"]);
}

#[tokio::test]
async fn a_contact_goes_cold_after_the_cadence_unless_something_else_speaks_of_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    silent(&app, "ada", 3);
    let seen = agenda(&ada, "bucket=going_cold").await;
    assert_eq!(all(&seen, "kind"), ["contact_going_cold"; 3]);
    assert!(
        seen[0]["source"]
            .as_str()
            .is_some_and(|source| !source.is_empty())
    );
    let reason = seen[0]["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("You were last in touch on 2025-07-01, and an update is due every "),
        "{reason}"
    );
    let [one, two, three] = [0, 1, 2].map(|index| seen[index]["id"].as_str().unwrap());
    ada.create("/v1/outreach", json!({"contact_id": one})).await;
    let due = json!({"contact_id": two, "due_at": "2026-02-05T08:00:00Z", "reason": "News."});
    ada.create("/v1/follow-ups", due).await;
    assert_eq!(all(&agenda(&ada, "bucket=going_cold").await, "id"), [three]);
    app.sql("UPDATE contact SET do_not_contact = true").unwrap();
    assert_eq!(agenda(&ada, "bucket=going_cold").await, Vec::<Value>::new());
}

#[tokio::test]
async fn pages_of_who_goes_cold_return_each_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    silent(&app, "ada", 9);
    app.sql("UPDATE contact SET last_contacted_at = last_contacted_at - (random() * 1000)::integer * interval '1 hour'")
        .unwrap();
    let whole = agenda(&ada, "").await;
    let (mut seen, mut next) = (Vec::new(), "/v1/agenda?limit=4".to_owned());
    loop {
        let page = ada.get(&next).await.expect(200);
        seen.extend(super::items(&page));
        let Some(cursor) = page.json["next_cursor"].as_str() else {
            break;
        };
        next = format!("/v1/agenda?limit=4&cursor={cursor}");
    }
    assert_eq!((seen.len(), seen), (9, whole));
}

#[tokio::test]
async fn the_counts_are_those_of_the_list_under_every_filter() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    one_of_each(&app);
    hand_off(&app, "ada");
    silent(&app, "ada", 2);
    let theme = ada.create("/v1/themes", json!({"name": "Games"})).await;
    let organization = ada
        .create("/v1/organizations", json!({"name": "Acme"}))
        .await;
    app.sql(&format!(
        "UPDATE outreach SET theme_id = '{theme}'; \
         UPDATE contact SET organization_id = '{organization}' WHERE name IN ('Jo 1', 'Silent 1')"
    ))
    .unwrap();
    let contact = app
        .sql("SELECT id FROM contact WHERE name = 'Silent 2'")
        .unwrap();
    for (query, count) in [
        ("", 6),
        ("bucket=going_cold", 2),
        ("kind=follow_up,contact_going_cold", 3),
        (&format!("theme_id={theme}"), 3),
        (&format!("organization_id={organization}"), 5),
        (&format!("contact_id={contact}"), 1),
        ("until=2026-01-08T00:00:00Z", 4),
    ] {
        let items = agenda(&ada, query).await;
        assert_eq!(items.len(), count, "{query}");
        let counts = ada
            .get(&format!("/v1/agenda/counts?{query}"))
            .await
            .expect(200)
            .json;
        assert_eq!(counts["total"], count, "{query}");
        for bucket in [
            "overdue",
            "due",
            "this_week",
            "upcoming",
            "waiting",
            "going_cold",
        ] {
            let of = items.iter().filter(|item| item["bucket"] == bucket).count();
            assert_eq!(counts[bucket], of, "{bucket} of {query}");
        }
    }
}

#[tokio::test]
async fn whoever_said_not_now_is_on_the_agenda_for_the_day_to_ask_again() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let outreach = ada
        .create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    let sent = json!({"channel": "email", "outcome": "sent", "at": "2026-01-05T08:00:00Z"});
    ada.post(&attempts, sent).await.expect(201);
    let not_now = json!({"channel": "email", "direction": "inbound", "outcome": "declined_for_now",
        "at": "2026-01-05T08:30:00Z", "recontact_on": "2026-03-10"});
    ada.post(&attempts, not_now).await.expect(201);
    let seen = agenda(&ada, "").await;
    assert_eq!(
        (all(&seen, "title"), all(&seen, "bucket")),
        (vec!["Ask Grace again"], vec!["upcoming"])
    );
    let ada = ada_at(&app, "2026-03-10T09:00:00Z").await;
    assert_eq!(all(&agenda(&ada, "").await, "bucket"), ["due"]);
}
