//! The change log: every change of a workspace in it, in order and without a gap.

use super::fixture::{ADA, BOB, fill};
use crate::{facts, harness::TestApp};

/// Tables whose rows belong to a person's workspace.
const WORKSPACE_TABLES: &str = "
SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('owner_id', 'id')
GROUP BY 1 HAVING count(*) = 2 ORDER BY 1";

/// Tables of a workspace that no client mirrors: they say what was told of the log.
const UNWATCHED: [&str; 3] = ["webhook_attempt", "webhook_endpoint", "webhook_message"];

fn workspace_tables(app: &TestApp) -> Vec<String> {
    let tables: Vec<String> = app
        .sql(WORKSPACE_TABLES)
        .unwrap()
        .lines()
        .filter(|table| !UNWATCHED.contains(table))
        .map(str::to_owned)
        .collect();
    assert!(tables.contains(&"theme".to_owned()));
    tables
}

#[tokio::test]
async fn every_workspace_table_is_watched() {
    let app = TestApp::start().await;
    for table in workspace_tables(&app) {
        let triggers = app
            .sql(&format!(
                "SELECT proname, tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid \
                 WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal AND tgenabled = 'O' AND tgqual IS NULL \
                 AND proname NOT IN ('follow_rows', 'follow_column', 'forget_agenda_mark') ORDER BY 1, 2"
            ))
            .unwrap();
        // The bits of tgtype: 1 for each row, 2 before, 4 insert, 8 delete, 16 update.
        assert_eq!(
            triggers, "raise_version|19\nrecord_changes|4\nrecord_changes|8\nrecord_changes|16",
            "{table}"
        );
    }
}

#[tokio::test]
async fn each_insert_update_and_delete_is_one_line_of_the_log() {
    let app = TestApp::start().await;
    fill(&app);
    let count = || -> u64 {
        let count = app.sql("SELECT count(*) FROM change").unwrap();
        count.parse().unwrap()
    };
    for table in workspace_tables(&app) {
        let copy = facts::copies().find(|copy| copy.table == table).unwrap();
        let before = count();
        let id = match table.as_str() {
            // Its id is that of an interview.
            "preparation" => "00000000-0000-7000-8000-000000000a33",
            _ => "00000000-0000-7000-8000-00000000ff03",
        };
        app.sql(&copy.insert(&format!(r#"{{"id": "{id}"}}"#)))
            .unwrap();
        app.sql(&format!(
            "UPDATE {table} SET owner_id = owner_id WHERE id = '{id}'"
        ))
        .unwrap();
        app.sql(&format!("DELETE FROM {table} WHERE id = '{id}'"))
            .unwrap();
        let log = app.sql(&format!(
            "SELECT seq - min(seq) OVER () + 1, resource, resource_id, operation FROM change \
             WHERE resource = '{table}' AND resource_id = '{id}' ORDER BY seq"
        ));
        assert_eq!(
            log.unwrap(),
            format!("1|{table}|{id}|insert\n2|{table}|{id}|update\n3|{table}|{id}|delete")
        );
        assert_eq!(count(), before + 3, "{table}");
    }
    let gaps = "SELECT owner_id FROM change JOIN change_counter USING (owner_id) GROUP BY 1, last_seq \
                HAVING (min(seq), max(seq), count(*)) IS DISTINCT FROM (1, last_seq, last_seq)";
    assert_eq!(app.sql(gaps).unwrap(), "");
}

#[tokio::test]
async fn every_update_raises_the_version_whatever_the_statement_says() {
    let app = TestApp::start().await;
    fill(&app);
    for table in workspace_tables(&app) {
        let raised = app
            .sql(&format!(
                "WITH old AS (SELECT owner_id, id, version FROM {table}), \
                 new AS (UPDATE {table} SET version = 7000 RETURNING owner_id, id, version) \
                 SELECT DISTINCT new.version - old.version FROM old JOIN new USING (owner_id, id)"
            ))
            .unwrap();
        assert_eq!(raised, "1", "{table}");
    }
}

#[tokio::test]
async fn what_is_rolled_back_leaves_no_gap() {
    let app = TestApp::start().await;
    fill(&app);
    let last = "SELECT last_seq, (SELECT count(*) FROM change WHERE change.owner_id = change_counter.owner_id) \
                FROM change_counter ORDER BY owner_id";
    let before = app.sql(last).unwrap();
    app.sql("BEGIN; UPDATE theme SET name = 'x'; ROLLBACK")
        .unwrap();
    assert_eq!(app.sql(last).unwrap(), before);
}

#[tokio::test]
async fn deleting_an_account_leaves_no_row_of_it_and_every_row_of_others() {
    let app = TestApp::start().await;
    fill(&app);
    // The stem of all of Ada's ids, and of her tokens' hashes.
    let (hers, his) = (
        ADA.strip_suffix("01").unwrap(),
        BOB.strip_suffix("01").unwrap(),
    );
    let others = (app.rows_with(his), app.rows_with("0b0b0b0b"));
    assert!(app.rows_with(hers).contains("change|"));
    app.sql(&format!("DELETE FROM account WHERE id = '{ADA}'"))
        .unwrap();
    assert_eq!(app.rows_with(hers), "");
    assert_eq!(app.rows_with("0a0a0a0a"), "");
    assert_eq!((app.rows_with(his), app.rows_with("0b0b0b0b")), others);
}
