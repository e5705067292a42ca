//! What becomes of a mail when the server is not there, or when none is to be sent.

use api::config::MailDelivery;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn a_mail_waits_while_the_server_is_down_and_nobodys_address_is_told() {
    let app = TestApp::start_with(|config| {
        config.mail.delivery = MailDelivery::Smtp;
        // Nothing listens there.
        config.mail.url = "smtp://127.0.0.1:1".into();
    })
    .await;
    app.person("ada").await;
    app.work().await;
    let waiting = app.sql("SELECT attempts, last_error FROM graphile_worker._private_jobs");
    let waiting = waiting.unwrap();
    assert!(waiting.starts_with("1|"), "{waiting}");
    assert!(
        waiting.contains("the mail server could not be reached"),
        "{waiting}"
    );
    assert!(!waiting.contains("ada"), "{waiting}");
    // It comes when the server does.
    let other = app.beside(|_| {});
    app.sql("UPDATE graphile_worker._private_jobs SET run_at = now()")
        .unwrap();
    other.work().await;
    assert_eq!(super::subjects(&app.mails()), ["Confirm your address"]);
}

#[tokio::test]
async fn a_mail_sent_twice_has_one_id() {
    let app = TestApp::start().await;
    app.person("ada").await;
    let columns = "id, task_id, payload, max_attempts";
    let copy = format!("CREATE TABLE kept AS SELECT {columns} FROM graphile_worker._private_jobs");
    app.sql(&copy).unwrap();
    app.work().await;
    // As if the worker had died before it noted that the job was done.
    let again = "INSERT INTO graphile_worker._private_jobs (id, task_id, payload, max_attempts) \
                 OVERRIDING SYSTEM VALUE SELECT * FROM kept";
    app.sql(again).unwrap();
    app.work().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
}

#[tokio::test]
async fn where_no_mail_is_sent_that_is_said() {
    let app = TestApp::start_with(|config| config.mail.delivery = MailDelivery::Off).await;
    let ada = app.person("ada").await;
    let asked = ada.act("/v1/account/email-verification").await;
    asked.expect_problem(503, "mail_off");
    for email in ["ada@example.org", "nobody@example.org"] {
        let body = json!({"email": email});
        let asked = app.anonymous().post("/v1/auth/forgot-password", body).await;
        asked.expect_problem(503, "mail_off");
    }
    assert_eq!(
        app.sql("SELECT count(*) FROM graphile_worker._private_jobs")
            .unwrap(),
        "0"
    );
}
