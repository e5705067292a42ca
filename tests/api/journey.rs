//! The whole journey, from whom to ask to when to write again, as a newcomer's script takes it; and one conversation minute by minute.

use std::process::Command;

use crate::harness::TestApp;

/// What a script tells that runs against the service to its end.
async fn told(app: &TestApp, script: &str) -> String {
    let base = app.base.clone();
    let script = format!("{}/../examples/{script}", env!("CARGO_MANIFEST_DIR"));
    let run =
        tokio::task::spawn_blocking(move || Command::new("bash").args([script, base]).output());
    let run = run.await.unwrap().expect("bash runs");
    let (told, complaints) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success(), "{told}\n{complaints}");
    told.into_owned()
}

#[tokio::test]
async fn the_script_takes_one_interview_from_whom_to_ask_to_when_to_write_again() {
    let app = TestApp::start().await;
    let told = told(&app, "journey.sh").await;
    for line in [
        r#""kind":"write_first_message""#,
        r#""kind":"call_to_follow_up""#,
        r#""code":"too_early""#,
        r#""state":"meeting_agreed""#,
        r#""planned_minutes":20"#,
        r#"{"rule":"enough_questions","met":true"#,
        r#"{"state":"completed","actual_minutes":22}"#,
        r#"{"name":"Dr. Lin","relationship":"referred"}"#,
        // The clock stands on 5 January: thanks are due at the end of the 6th in Berlin.
        r#"{"kind":"thank_you","due_at":"2026-01-06T22:59:59Z""#,
        r#"{"kind":"thank_you","state":"done"}"#,
        r#"{"kind":"update","due_at":"2026-05-05T21:59:59Z""#,
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
}

#[tokio::test]
async fn the_script_follows_twenty_minutes_through_a_lost_connection() {
    let app = TestApp::start().await;
    let told = told(&app, "session.sh").await;
    for line in [
        r#"minute 0: {"phase":"opening","left":"20 min","next":"How did you come to this work?""#,
        r#"{"recorded":2,"repeated":1}"#,
        r#"minute 15: {"phase":"questions","left":"5 min","next":"Who else should I talk to?""#,
        r#"{"count":1,"max":2,"room":1,"is_over":false}"#,
        r#"minute 18: {"phase":"questions","left":"7 min""#,
        r#"minute 25: {"phase":"over","left":"0 min","next":null"#,
        r#""overrun_minutes":1"#,
        r#""owed":["thank_you","transcribe_notes","deferred_questions","update"]"#,
        "2026-01-05T08:40:00Z note She lights up",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
}
