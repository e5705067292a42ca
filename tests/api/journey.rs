//! The whole journey, from whom to ask to when to write again, as a newcomer's script takes it.

use std::process::Command;

use crate::harness::TestApp;

#[tokio::test]
async fn the_script_takes_one_interview_from_whom_to_ask_to_when_to_write_again() {
    let app = TestApp::start().await;
    let base = app.base.clone();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/journey.sh");
    let run = tokio::task::spawn_blocking(move || Command::new("bash").args([script, &base]).output());
    let run = run.await.unwrap().expect("bash runs");
    let (told, complaints) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{told}\n{complaints}");
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
