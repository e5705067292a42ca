//! The schema: migrations there and back, and what every table owes.

mod change_log;
mod constraint;
mod fixture;
mod shape;

use std::process::Command;

use persistence::migration;

use crate::harness::TestApp;

/// The schema without what differs from run to run, and the rows that ship with the program.
fn dump(app: &TestApp) -> Vec<String> {
    let run = |arguments: &[&str]| {
        let output = Command::new(TestApp::program("pg_dump"))
            .args(arguments)
            .args([
                "--no-owner",
                "--exclude-table=_sqlx_migrations",
                app.database_url(),
            ])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().filter(|line| {
            !["--", "\\restrict", "\\unrestrict"]
                .iter()
                .any(|noise| line.starts_with(noise))
        });
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let shipped = [
        "--data-only",
        "--inserts",
        "--table=methodology",
        "--table=bank_question",
        "--table=reflection_question",
        "--table=system_template",
        "--table=analytics_rule",
    ];
    let mut rows = run(&shipped);
    rows.sort();
    [run(&["--schema-only"]), rows].concat()
}

/// Fails with the lines that differ, not with two whole dumps.
#[track_caller]
fn assert_same(now: &[String], before: &[String], when: &str) {
    let without = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter()
            .filter(|line| !other.contains(line))
            .cloned()
            .collect()
    };
    let (new, lost) = (without(now, before), without(before, now));
    assert!(now == before, "{when}: new {new:#?}, lost {lost:#?}");
}

fn versions(app: &TestApp) -> Vec<i64> {
    let list = app
        .sql("SELECT version FROM _sqlx_migrations ORDER BY version")
        .unwrap();
    list.lines().map(|line| line.parse().unwrap()).collect()
}

#[tokio::test]
async fn migrations_go_up_down_and_up_again_with_rows_in_the_tables() {
    let app = TestApp::start().await;
    let whole = dump(&app);
    fixture::fill(&app);
    migration::down(&app.db, 0).await.unwrap();
    let nothing = dump_schema_objects(&app);
    assert_eq!(nothing, "", "left behind by the way down");
    migration::up(&app.db).await.unwrap();
    assert_same(&dump(&app), &whole, "up again");
}

#[tokio::test]
async fn each_migration_alone_can_be_taken_back_and_done_again() {
    let app = TestApp::start().await;
    let whole = dump(&app);
    let versions = versions(&app);
    for pair in versions.windows(2).rev() {
        fixture::fill(&app);
        migration::down(&app.db, pair[0]).await.unwrap();
        assert_eq!(
            migration::pending(&app.db).await.unwrap(),
            versions.iter().filter(|one| **one > pair[0]).count()
        );
        migration::up(&app.db).await.unwrap();
        empty(&app);
        assert_same(
            &dump(&app),
            &whole,
            &format!("after taking back {}", pair[1]),
        );
    }
}

/// Takes the fixture out again.
fn empty(app: &TestApp) {
    app.sql(
        "DELETE FROM account; DELETE FROM sign_in_throttle; DELETE FROM methodology WHERE key = 'own'; \
         DELETE FROM bank_question WHERE number > 9000; DELETE FROM reflection_question WHERE position > 9000",
    )
    .unwrap();
}

/// Tables, functions and types of ours that are in the database.
fn dump_schema_objects(app: &TestApp) -> String {
    app.sql(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_sqlx%' \
         UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    )
    .unwrap()
}
