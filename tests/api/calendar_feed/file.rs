//! Calendars as files that a client keeps: known by their tags, and one interview at a time.

use serde_json::json;

use super::{feed, fetch, interview};
use crate::harness::TestApp;

#[tokio::test]
async fn a_program_that_has_the_calendar_is_told_so() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = interview(&ada, "Jo", json!({})).await;
    let (_, calendar) = feed(&ada).await;
    let file = fetch(&app, &calendar).await;
    assert_eq!(file.header("cache-control"), "private, max-age=3600");
    let again = app.anonymous().with("if-none-match", file.etag());
    let known = again.get(&calendar).await.expect(304);
    assert_eq!(known.text, "");
    assert_eq!(known.etag(), file.etag());
    assert_eq!(known.header("cache-control"), "private, max-age=3600");
    let later = json!({"starts_at": "2026-01-09T14:30:00Z"});
    ada.post(&format!("{path}/reschedule"), later)
        .await
        .expect(200);
    let changed = again.get(&calendar).await.expect(200);
    assert_ne!(changed.etag(), file.etag());
    let malformed = app.anonymous().with("if-none-match", "naked");
    malformed
        .get(&calendar)
        .await
        .expect_problem(400, "invalid_header");
}

#[tokio::test]
async fn one_interview_is_a_calendar_without_a_name() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = interview(&ada, "Jo", json!({"mode": "phone"})).await;
    let file = ada.get(&format!("{path}/calendar")).await.expect(200);
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    insta::assert_snapshot!(file.text.replace("\r\n", "\n"), @r#"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Rapport//Rapport 1//EN
    BEGIN:VTIMEZONE
    TZID:Europe/Berlin
    BEGIN:STANDARD
    DTSTART:20260107T150000
    TZOFFSETFROM:+0100
    TZOFFSETTO:+0100
    TZNAME:CET
    END:STANDARD
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:019b76da-a800-7000-8000-000000000010
    DTSTAMP:20260105T090000Z
    CREATED:20260105T090000Z
    LAST-MODIFIED:20260105T090000Z
    SEQUENCE:0
    DTSTART;TZID=Europe/Berlin:20260108T150000
    DTEND;TZID=Europe/Berlin:20260108T152000
    SUMMARY:Talk on the phone with Jo
    DESCRIPTION:Phone: +49 30 1234567\, extension 12
    STATUS:CONFIRMED
    TRANSP:OPAQUE
    END:VEVENT
    END:VCALENDAR
    "#);
    let again = ada.with("if-none-match", file.etag());
    again.get(&format!("{path}/calendar")).await.expect(304);
    let others = bob.get(&format!("{path}/calendar")).await;
    others.expect_problem(404, "not_found");
}
