//! The digest and the reminders: when they come, and that they come once.

use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{minute, since, subjects, verified, wants};
use crate::harness::{Client, Mail, TestApp};

/// Something that is owed by the end of a day: a promise of the person's own.
async fn promise(person: &Client, due_on: &str) -> String {
    let grace = person
        .create("/v1/contacts", json!({"name": "Grace <3"}))
        .await;
    let body = json!({"contact_id": grace, "direction": "mine", "what": "Send the article", "due_on": due_on});
    person.create("/v1/promises", body).await
}

/// An interview by phone, arranged with somebody new: its path.
async fn interview(person: &Client, starts_at: DateTime<Utc>) -> String {
    let contact = person
        .create(
            "/v1/contacts",
            json!({"name": "Jo Okafor", "methods": [
        {"kind": "phone", "value": "+49 30 1234567", "extension": "12"}]}),
        )
        .await;
    let outreach = person
        .create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    let yes = json!({"channel": "email", "direction": "inbound", "outcome": "meeting_agreed"});
    person
        .post(&format!("/v1/outreach/{outreach}/attempts"), yes)
        .await
        .expect(201);
    let body = json!({"outreach_id": outreach, "mode": "phone", "starts_at": starts_at});
    format!(
        "/v1/interviews/{}",
        person.create("/v1/interviews", body).await
    )
}

#[tokio::test]
async fn everything_is_off_until_somebody_asks_for_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = "/v1/notifications";
    let found = ada.get(path).await.expect(200);
    assert_json_snapshot!(found.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "digest": "off",
      "digest_hour": 7,
      "follow_up_lead_minutes": null,
      "id": "019b76da-a800-7000-8000-000000000002",
      "interview_lead_minutes": null,
      "object": "notifications",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let changed = json!({"digest": "daily", "digest_hour": 18, "interview_lead_minutes": 60});
    let first = ada.with("if-match", found.etag());
    let changed = first.patch(path, changed).await.expect(200);
    assert_json_snapshot!(changed.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "digest": "daily",
      "digest_hour": 18,
      "follow_up_lead_minutes": null,
      "id": "019b76da-a800-7000-8000-000000000002",
      "interview_lead_minutes": 60,
      "object": "notifications",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    assert_eq!(ada.get(path).await.expect(200).etag(), changed.etag());
    first
        .patch(path, json!({"digest": "off"}))
        .await
        .expect(412);
    for (bad, place) in [
        (json!({"digest_hour": 24}), "#/digest_hour"),
        (json!({"digest": "hourly"}), "#/digest"),
        (json!({"digest": null}), "#/digest"),
        (
            json!({"interview_lead_minutes": 0}),
            "#/interview_lead_minutes",
        ),
        (
            json!({"follow_up_lead_minutes": 10081}),
            "#/follow_up_lead_minutes",
        ),
        (json!({"sms": true}), "#/sms"),
    ] {
        ada.patch(path, bad)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let cleared = ada
        .patch(path, json!({"interview_lead_minutes": null}))
        .await;
    assert_eq!(
        cleared.expect(200).json["interview_lead_minutes"],
        Value::Null
    );
}

#[tokio::test]
async fn the_digest_comes_once_a_day_at_the_persons_hour() {
    let app = TestApp::start().await;
    let ada = verified(&app, "ada").await;
    promise(&ada, "2026-01-05").await;
    promise(&ada, "2026-01-06").await;
    // It is ten in Berlin.
    wants(&ada, json!({"digest": "daily", "digest_hour": 11})).await;
    minute(&app).await;
    assert_eq!(since(&app, 1).len(), 0);
    app.advance(TimeDelta::minutes(60));
    minute(&app).await;
    minute(&app).await;
    let mails = since(&app, 1);
    assert_eq!(subjects(&mails), ["Your agenda for Monday 5 January"]);
    let url = mails[0].header("List-Unsubscribe").unwrap();
    let url = url.trim_matches(['<', '>']);
    insta::assert_snapshot!(mails[0].text().replace(url, "[address]"), @r#"
    Hello ada,

    Today
    - Keep your promise to Grace <3 (by 23:59 today)
      Send the article

    -- 
    You get this because you asked for a digest. Times are those of Europe/Berlin.
    To get no more letters like this: [address]
    "#);
    assert!(
        mails[0].html().contains("Grace &lt;3"),
        "{}",
        mails[0].html()
    );
    app.advance(TimeDelta::hours(23));
    minute(&app).await;
    assert_eq!(since(&app, 2).len(), 0);
    app.advance(TimeDelta::hours(1));
    minute(&app).await;
    let mails = since(&app, 2);
    assert_eq!(subjects(&mails), ["Your agenda for Tuesday 6 January"]);
    assert!(mails[0].text().contains("Overdue\n"), "{}", mails[0].text());
}

#[tokio::test]
async fn after_days_without_workers_one_digest_comes_and_not_many() {
    let app = TestApp::start().await;
    let ada = verified(&app, "ada").await;
    promise(&ada, "2026-01-05").await;
    wants(&ada, json!({"digest": "daily", "digest_hour": 7})).await;
    app.advance(TimeDelta::days(4));
    let other = app.beside(|_| {});
    app.sql("SELECT graphile_worker.add_job('notify', '{}') FROM generate_series(1, 5)")
        .unwrap();
    tokio::join!(app.work(), other.work());
    assert_eq!(
        subjects(&since(&app, 1)),
        ["Your agenda for Friday 9 January"]
    );
}

#[tokio::test]
async fn no_digest_comes_without_anything_to_tell_or_before_the_address_is_verified() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    wants(&ada, json!({"digest": "daily", "digest_hour": 11})).await;
    promise(&ada, "2026-01-05").await;
    let bob = verified(&app, "bob").await;
    wants(&bob, json!({"digest": "daily", "digest_hour": 11})).await;
    app.advance(TimeDelta::hours(2));
    minute(&app).await;
    assert_eq!(
        subjects(&app.mails()),
        ["Confirm your address", "Confirm your address"]
    );
    // Once it is, it begins.
    let mails = app.mails();
    let to_ada = mails
        .iter()
        .find(|mail| mail.to() == "ada@example.org")
        .unwrap();
    let body = json!({"token": to_ada.token()});
    app.anonymous()
        .post("/v1/auth/verify-email", body)
        .await
        .expect(204);
    app.advance(TimeDelta::days(1));
    minute(&app).await;
    let mails = since(&app, 2);
    assert_eq!(
        mails.iter().map(Mail::to).collect::<Vec<_>>(),
        ["ada@example.org"]
    );
}

#[tokio::test]
async fn the_digest_moves_with_the_person() {
    let app = TestApp::start().await;
    let ada = verified(&app, "ada").await;
    promise(&ada, "2026-01-05").await;
    wants(&ada, json!({"digest": "daily", "digest_hour": 18})).await;
    // There it is ten in the evening, and six comes tomorrow only.
    ada.patch("/v1/account", json!({"time_zone": "Pacific/Auckland"}))
        .await
        .expect(200);
    app.advance(TimeDelta::hours(9));
    minute(&app).await;
    assert_eq!(since(&app, 1).len(), 0);
    app.advance(TimeDelta::hours(11));
    minute(&app).await;
    assert_eq!(
        subjects(&since(&app, 1)),
        ["Your agenda for Tuesday 6 January"]
    );
    // Through the profile it is the same.
    let ada = app.person("ada").await;
    ada.patch("/v1/profile", json!({"time_zone": "Europe/Berlin"}))
        .await
        .expect(200);
    app.advance(TimeDelta::hours(12));
    minute(&app).await;
    assert_eq!(since(&app, 2).len(), 1);
}

#[tokio::test]
async fn a_reminder_comes_once_before_an_interview_and_again_when_it_is_moved() {
    let app = TestApp::start().await;
    let ada = verified(&app, "ada").await;
    wants(&ada, json!({"interview_lead_minutes": 60})).await;
    let path = interview(&ada, app.now() + TimeDelta::hours(3)).await;
    app.advance(TimeDelta::minutes(119));
    minute(&app).await;
    assert_eq!(since(&app, 1).len(), 0);
    app.advance(TimeDelta::minutes(1));
    minute(&app).await;
    minute(&app).await;
    let mails = since(&app, 1);
    assert_eq!(mails.len(), 1);
    let url = mails[0].header("List-Unsubscribe").unwrap();
    let text = mails[0]
        .text()
        .replace(url.trim_matches(['<', '>']), "[address]");
    insta::assert_snapshot!(format!("{}\n{text}", mails[0].subject()), @r#"
    Talk on the phone with Jo Okafor at 13:00
    Hello ada,

    Monday 5 January, 13:00: Talk on the phone with Jo Okafor.

    Phone: +49 30 1234567, extension 12

    -- 
    You get this because you asked for reminders. Times are those of Europe/Berlin.
    To get no more letters like this: [address]
    "#);

    let (ada, later) = (app.person("ada").await, app.now() + TimeDelta::minutes(90));
    ada.post(&format!("{path}/reschedule"), json!({"starts_at": later}))
        .await
        .expect(200);
    minute(&app).await;
    assert_eq!(since(&app, 2).len(), 0);
    app.advance(TimeDelta::minutes(40));
    minute(&app).await;
    assert_eq!(since(&app, 2).len(), 1);
}

#[tokio::test]
async fn what_is_called_off_between_the_finding_and_the_sending_is_not_sent() {
    let app = TestApp::start().await;
    let ada = verified(&app, "ada").await;
    wants(&ada, json!({"interview_lead_minutes": 600})).await;
    let path = interview(&ada, app.now() + TimeDelta::hours(3)).await;
    minute(&app).await;
    let mails = since(&app, 1).len();
    assert_eq!(mails, 1);
    // As if it had waited in the queue meanwhile.
    let id = path.rsplit('/').next().unwrap();
    let owner = app.sql("SELECT id FROM account").unwrap();
    let waiting = format!(
        "SELECT graphile_worker.add_job('mail', '{{\"account\": \"{owner}\", \"about\": {{\"interview\": \
         {{\"id\": \"{id}\", \"starts_at\": \"2026-01-05T12:00:00Z\"}}}}}}')"
    );
    app.sql(&waiting).unwrap();
    ada.post(&format!("{path}/cancel"), json!({"by": "interviewee"}))
        .await
        .expect(200);
    app.work().await;
    assert_eq!(since(&app, 1).len(), 1);
    assert_eq!(
        app.sql("SELECT count(*) FROM graphile_worker._private_jobs")
            .unwrap(),
        "0"
    );
}

#[tokio::test]
async fn a_reminder_comes_before_thanks_are_late_and_not_when_they_are_settled() {
    let app = TestApp::start().await;
    let ada = verified(&app, "ada").await;
    wants(&ada, json!({"follow_up_lead_minutes": 240})).await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let due = |at: &str| json!({"contact_id": grace, "kind": "thank_you", "due_at": at, "reason": "She was kind."});
    ada.create("/v1/follow-ups", due("2026-01-05T15:00:00Z"))
        .await;
    let settled = ada
        .create("/v1/follow-ups", due("2026-01-05T15:00:01Z"))
        .await;
    ada.post(&format!("/v1/follow-ups/{settled}/complete"), json!({}))
        .await
        .expect(200);
    app.advance(TimeDelta::hours(3));
    minute(&app).await;
    let mails = since(&app, 1);
    assert_eq!(subjects(&mails), ["Thank Grace"]);
    assert!(
        mails[0]
            .text()
            .contains("Thank Grace, by Monday 5 January, 16:00."),
        "{}",
        mails[0].text()
    );
}
