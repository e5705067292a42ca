//! What calendars show, read by programs that are not ours.

use calcard::{Entry, Parser, icalendar::ICalendarProperty};
use chrono::TimeDelta;
use icalendar::{
    Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike, EventStatus,
};
use serde_json::json;

use super::{feed, fetch, interview};
use crate::harness::{Client, Reply, TestApp};

/// The calendar as the second program has it.
fn read(reply: &Reply) -> Calendar {
    reply.text.parse().unwrap()
}

/// The one event with this summary.
fn event(calendar: &Calendar, summary: &str) -> Event {
    let found: Vec<&Event> = calendar
        .events()
        .filter(|event| event.get_summary() == Some(summary))
        .collect();
    assert_eq!(found.len(), 1, "{summary}");
    found[0].clone()
}

fn date(event: &Event, name: &str) -> String {
    let property = event.properties().get(name).unwrap();
    let parameters = property.params().values();
    let zone = parameters.map(|one| format!(";{}={}", one.key(), one.value()));
    format!("{}:{}", zone.collect::<String>(), property.value())
}

/// One of everything: an interview by video, a visit, and what follows from the interview.
async fn fill(ada: &Client) -> String {
    let video = json!({
        "mode": "video", "link": "https://meet.example/jo?a=1,2;b", "time_zone": "America/New_York",
        "starts_at": "2026-03-10T14:00:00Z", "place": "Room 5; upstairs, left\\door",
    });
    let path = interview(ada, "Jo Okafor", video).await;
    let objectives =
        json!({"objectives": ["How they began", "What \u{1f375} costs, and why; truly"]});
    ada.put(&format!("{path}/preparation"), objectives)
        .await
        .expect(201);
    let visit = json!({
        "city": "Baltimore", "country": "US", "starts_on": "2026-10-10", "ends_on": "2026-10-15",
        "time_zone": "America/New_York", "purpose": "The fair", "notes": "Line one\r\nLine two",
    });
    ada.create("/v1/visits", visit).await;
    path
}

#[tokio::test]
async fn two_programs_read_the_same_calendar() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    fill(&ada).await;
    let (_, calendar) = feed(&ada).await;
    let file = fetch(&app, &calendar).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    insta::assert_snapshot!(file.text.replace("\r\n", "\n"), @r#"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Rapport//Rapport 1//EN
    NAME:Conversations
    REFRESH-INTERVAL;VALUE=DURATION:PT1H
    X-WR-CALNAME:Conversations
    X-PUBLISHED-TTL:PT1H
    BEGIN:VTIMEZONE
    TZID:America/New_York
    BEGIN:DAYLIGHT
    DTSTART:20260309T100000
    TZOFFSETFROM:-0400
    TZOFFSETTO:-0400
    TZNAME:EDT
    END:DAYLIGHT
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:019b76da-a800-7000-8000-00000000000c
    DTSTAMP:20260105T090000Z
    CREATED:20260105T090000Z
    LAST-MODIFIED:20260105T090000Z
    SEQUENCE:0
    DTSTART;TZID=America/New_York:20260310T100000
    DTEND;TZID=America/New_York:20260310T102000
    SUMMARY:Talk by video with Jo Okafor
    LOCATION:Room 5\; upstairs\, left\\door
    DESCRIPTION:Phone: +49 30 1234567\, extension 12\nObjectives:\n- How they b
     egan\n- What 🍵 costs\, and why\; truly
    CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL="Video call":https://meet.example/
     jo?a=1%2C2%3Bb
    STATUS:CONFIRMED
    TRANSP:OPAQUE
    END:VEVENT
    BEGIN:VEVENT
    UID:019b76da-a800-7000-8000-000000000010
    DTSTAMP:20260105T090000Z
    CREATED:20260105T090000Z
    LAST-MODIFIED:20260105T090000Z
    SEQUENCE:0
    DTSTART;VALUE=DATE:20261010
    DTEND;VALUE=DATE:20261016
    SUMMARY:Visit Baltimore
    LOCATION:Baltimore
    DESCRIPTION:The fair\nLine one\nLine two
    STATUS:CONFIRMED
    TRANSP:TRANSPARENT
    END:VEVENT
    BEGIN:VEVENT
    UID:019b76da-a800-7000-8000-00000000000d
    DTSTAMP:20260105T090000Z
    CREATED:20260105T090000Z
    LAST-MODIFIED:20260105T090000Z
    SEQUENCE:0
    DTSTART;VALUE=DATE:20260309
    DTEND;VALUE=DATE:20260310
    SUMMARY:Confirm the meeting with Jo Okafor
    DESCRIPTION:You are to meet on 2026-03-10: confirm it before\, and give you
     r number.
    STATUS:CONFIRMED
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    "#);

    let one = read(&file);
    let mut parser = Parser::new(&file.text);
    let Entry::ICalendar(other) = parser.entry() else {
        panic!("no calendar")
    };
    let events: Vec<_> = other
        .components
        .iter()
        .filter(|component| component.component_type.as_str() == "VEVENT")
        .collect();
    assert_eq!(one.events().count(), events.len());
    for (one, other) in one.events().zip(events) {
        for (name, property) in [
            ("UID", ICalendarProperty::Uid),
            ("SUMMARY", ICalendarProperty::Summary),
            ("LOCATION", ICalendarProperty::Location),
            ("DESCRIPTION", ICalendarProperty::Description),
        ] {
            let read = other.property(&property).map(|entry| &entry.values[0]);
            let read = read.and_then(|value| value.as_text());
            assert_eq!(one.property_value(name), read, "{name}");
        }
    }
}

#[tokio::test]
async fn texts_arrive_as_they_were_written() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    fill(&ada).await;
    let (_, calendar) = feed(&ada).await;
    let calendar = read(&fetch(&app, &calendar).await);
    let talk = event(&calendar, "Talk by video with Jo Okafor");
    assert_eq!(talk.get_location(), Some("Room 5; upstairs, left\\door"));
    assert_eq!(
        talk.get_description(),
        Some(
            "Phone: +49 30 1234567, extension 12\nObjectives:\n- How they began\n\
             - What \u{1f375} costs, and why; truly"
        )
    );
    let link = talk.property_value("CONFERENCE");
    assert_eq!(link, Some("https://meet.example/jo?a=1%2C2%3Bb"));
    let visit = event(&calendar, "Visit Baltimore");
    assert_eq!(
        visit.get_description(),
        Some("The fair\nLine one\nLine two")
    );
    assert_eq!(date(&visit, "DTSTART"), ";VALUE=DATE:20261010");
    assert_eq!(date(&visit, "DTEND"), ";VALUE=DATE:20261016");
}

#[tokio::test]
async fn lines_are_folded_at_75_octets_between_letters() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let name = "Łucja 茶の湯 🍵".repeat(12);
    let name = name.trim();
    interview(&ada, name, json!({"place": "é".repeat(400)})).await;
    let (_, calendar) = feed(&ada).await;
    let file = fetch(&app, &calendar).await;
    assert!(file.text.ends_with("END:VCALENDAR\r\n"));
    for line in file.text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    let calendar = read(&file);
    let talk = event(&calendar, &format!("Meet {name}"));
    assert_eq!(talk.get_location(), Some("é".repeat(400).as_str()));
}

#[tokio::test]
async fn a_conversation_keeps_its_uid_and_counts_its_revisions() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = interview(&ada, "Jo", json!({})).await;
    let (_, calendar) = feed(&ada).await;
    let seen = async || event(&read(&fetch(&app, &calendar).await), "Meet Jo");
    let first = seen().await;
    assert_eq!(first.get_status(), Some(EventStatus::Confirmed));
    assert_eq!(first.get_sequence(), Some(0));
    assert_eq!(
        date(&first, "DTSTART"),
        ";TZID=Europe/Berlin:20260108T150000"
    );

    app.advance(TimeDelta::minutes(1));
    let friday = json!({"starts_at": "2026-01-09T14:30:00Z"});
    ada.post(&format!("{path}/reschedule"), friday)
        .await
        .expect(200);
    let moved = seen().await;
    assert_eq!(moved.get_uid(), first.get_uid());
    assert_eq!(moved.get_sequence(), Some(1));
    assert_eq!(
        date(&moved, "DTSTART"),
        ";TZID=Europe/Berlin:20260109T153000"
    );
    assert_eq!(date(&moved, "LAST-MODIFIED"), ":20260105T090100Z");
    assert_eq!(date(&moved, "CREATED"), ":20260105T090000Z");

    let off = json!({"by": "me"});
    ada.post(&format!("{path}/cancel"), off).await.expect(200);
    let canceled = seen().await;
    assert_eq!(canceled.get_uid(), first.get_uid());
    assert_eq!(canceled.get_status(), Some(EventStatus::Cancelled));
    assert!(canceled.get_sequence() > moved.get_sequence());
    assert_eq!(canceled.property_value("TRANSP"), Some("TRANSPARENT"));
}

#[tokio::test]
async fn a_conversation_is_at_its_moment_whatever_the_clocks_do() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let new_york = "America/New_York";
    // Before and after its clocks go forward, and twice at half past one when they go back.
    for (name, starts_at, zone) in [
        ("Winter", "2026-03-07T15:00:00Z", new_york),
        ("Summer", "2026-03-09T15:00:00Z", new_york),
        ("Twice", "2026-11-01T06:30:00Z", new_york),
        ("Half", "2026-04-04T14:00:00Z", "Australia/Lord_Howe"),
        ("Later", "2026-04-06T01:00:00Z", "Australia/Lord_Howe"),
        ("Utc", "2026-04-05T15:00:00Z", "UTC"),
    ] {
        interview(
            &ada,
            name,
            json!({"starts_at": starts_at, "time_zone": zone}),
        )
        .await;
    }
    let (_, calendar) = feed(&ada).await;
    let file = fetch(&app, &calendar).await;
    let calendar = read(&file);
    for (name, told, moment) in [
        (
            "Winter",
            ";TZID=America/New_York:20260307T100000",
            "2026-03-07T15:00:00Z",
        ),
        (
            "Summer",
            ";TZID=America/New_York:20260309T110000",
            "2026-03-09T15:00:00Z",
        ),
        ("Twice", ":20261101T063000Z", "2026-11-01T06:30:00Z"),
        (
            "Half",
            ";TZID=Australia/Lord_Howe:20260405T010000",
            "2026-04-04T14:00:00Z",
        ),
        (
            "Later",
            ";TZID=Australia/Lord_Howe:20260406T113000",
            "2026-04-06T01:00:00Z",
        ),
        ("Utc", ":20260405T150000Z", "2026-04-05T15:00:00Z"),
    ] {
        let talk = event(&calendar, &format!("Meet {name}"));
        assert_eq!(date(&talk, "DTSTART"), told);
        let starts = match talk.get_start().unwrap() {
            DatePerhapsTime::DateTime(CalendarDateTime::Utc(utc)) => utc,
            DatePerhapsTime::DateTime(local) => local.try_into_utc().unwrap(),
            DatePerhapsTime::Date(day) => panic!("{day}"),
        };
        assert_eq!(
            starts,
            moment.parse::<chrono::DateTime<chrono::Utc>>().unwrap(),
            "{name}"
        );
    }
    // Each zone with its changes, as many as the entries need.
    let count = |word: &str| file.text.matches(word).count();
    assert_eq!(count("BEGIN:VTIMEZONE"), 2);
    assert_eq!(count("BEGIN:DAYLIGHT"), 2);
    assert_eq!(count("BEGIN:STANDARD"), 2);
    assert!(file.text.contains(
        "BEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\n"
    ));
}

#[tokio::test]
async fn what_is_owed_is_shown_until_it_is_settled_and_goes_with_its_reason() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = interview(&ada, "Jo", json!({})).await;
    let (_, calendar) = feed(&ada).await;
    let file = fetch(&app, &calendar).await;
    let owed = event(&read(&file), "Confirm the meeting with Jo");
    assert_eq!(date(&owed, "DTSTART"), ";VALUE=DATE:20260107");
    assert_eq!(date(&owed, "DTEND"), ";VALUE=DATE:20260108");
    assert_eq!(owed.property_value("TRANSP"), Some("TRANSPARENT"));
    ada.post(&format!("{path}/cancel"), json!({"by": "me"}))
        .await
        .expect(200);
    let file = fetch(&app, &calendar).await;
    assert!(!file.text.contains("Confirm the meeting"));
    assert!(file.text.contains("STATUS:CANCELLED"));
}

#[tokio::test]
async fn a_feed_holds_what_it_was_made_for_and_no_other_persons_things() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    fill(&ada).await;
    interview(&bob, "Nobody of hers", json!({})).await;
    for (part, summary) in [
        ("interviews", "Talk by video with Jo Okafor"),
        ("visits", "Visit Baltimore"),
        ("follow_ups", "Confirm the meeting with Jo Okafor"),
    ] {
        let body = json!({"name": part, "holds": [part]});
        let made = ada.post("/v1/calendar-feeds", body).await.expect(201);
        let url = made.json["url"].as_str().unwrap();
        let path = url.strip_prefix("https://rapport.example").unwrap();
        let calendar = read(&fetch(&app, path).await);
        assert_eq!(calendar.get_name(), Some(part));
        let titles: Vec<_> = calendar
            .events()
            .filter_map(|event| event.get_summary())
            .collect();
        assert_eq!(titles, [summary]);
    }
}

#[tokio::test]
async fn a_feed_reaches_90_days_back_and_400_ahead() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    interview(&ada, "Far", json!({"starts_at": "2027-02-09T12:00:00Z"})).await;
    interview(
        &ada,
        "Farther",
        json!({"starts_at": "2027-02-10T12:00:00Z"}),
    )
    .await;
    let (_, calendar) = feed(&ada).await;
    let file = fetch(&app, &calendar).await;
    assert!(file.text.contains("SUMMARY:Meet Far\r\n"));
    assert!(!file.text.contains("SUMMARY:Meet Farther\r\n"));
    app.advance(TimeDelta::days(490));
    assert!(
        fetch(&app, &calendar)
            .await
            .text
            .contains("SUMMARY:Meet Far\r\n")
    );
    app.advance(TimeDelta::days(1));
    assert!(
        !fetch(&app, &calendar)
            .await
            .text
            .contains("SUMMARY:Meet Far\r\n")
    );
}
