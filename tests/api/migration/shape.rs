//! What every table owes: keys that begin with the owner, indexed references, bounded texts, entities that fit.

use std::collections::BTreeSet;

use persistence::schema;

use crate::harness::TestApp;

/// Texts without a limit in the database: written by the program alone. May only shrink.
const UNBOUNDED: [&str; 6] = [
    "change.resource",
    "idempotency_key.etag",
    "idempotency_key.location",
    "methodology.key",
    "methodology.name",
    "methodology.summary",
];
/// Tables that are read and written by statements, without an entity.
const WITHOUT_ENTITY: [&str; 12] = [
    "analytics_rule",
    "change",
    "change_counter",
    "digest_schedule",
    "email_proof",
    "idempotency_key",
    "merge_snapshot",
    "notification_settings",
    "search_entry",
    "sent_reminder",
    "sign_in_throttle",
    "webhook_progress",
];

/// Runs a query that lists what is wrong.
async fn expect_none(wrong: &str) {
    let app = TestApp::start().await;
    assert_eq!(app.sql(wrong).unwrap(), "");
}

#[tokio::test]
async fn every_foreign_key_is_served_by_an_index() {
    expect_none(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT EXISTS ( \
            SELECT FROM pg_index WHERE indrelid = conrelid AND indisvalid AND indpred IS NULL \
            AND (string_to_array(indkey::text, ' ')::int2[])[1:cardinality(conkey)] = conkey)",
    )
    .await;
}

#[tokio::test]
async fn every_workspace_row_is_known_by_its_owner_and_id() {
    expect_none(
        "SELECT relname FROM pg_class JOIN information_schema.columns ON table_name = relname AND column_name = 'owner_id' \
         WHERE relkind = 'r' AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'id') \
         AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'p' \
             AND pg_get_constraintdef(oid) = 'PRIMARY KEY (owner_id, id)')",
    )
    .await;
}

#[tokio::test]
async fn no_reference_inside_a_workspace_can_leave_it() {
    expect_none(
        "WITH workspace AS (SELECT attrelid FROM pg_attribute WHERE attname IN ('owner_id', 'id') AND attnum > 0 \
             GROUP BY 1 HAVING count(*) = 2) \
         SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid IN (SELECT attrelid FROM workspace) \
         AND confrelid IN (SELECT attrelid FROM workspace) \
         AND pg_get_constraintdef(oid) !~ '^FOREIGN KEY \\(owner_id, \\w+\\) REFERENCES \\w+\\(owner_id, id\\)'",
    )
    .await;
}

#[tokio::test]
async fn every_instant_knows_its_zone() {
    expect_none(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' \
         AND data_type LIKE '%without time zone'",
    )
    .await;
}

#[tokio::test]
async fn every_text_has_a_limit_in_the_database() {
    let app = TestApp::start().await;
    let unbounded = app
        .sql(
            "SELECT format('%s.%s', relname, attname) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid \
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_sqlx_migrations' AND attnum > 0 \
             AND atttypid = 'text'::regtype AND NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'c' \
                 AND conrelid = attrelid AND (conkey = ARRAY[attnum] \
                     OR pg_get_constraintdef(pg_constraint.oid) LIKE '%char_length(' || attname || ')%')) ORDER BY 1",
        )
        .unwrap();
    assert_eq!(unbounded.lines().collect::<Vec<_>>(), UNBOUNDED);
}

#[tokio::test]
async fn entities_are_the_tables_column_by_column() {
    let app = TestApp::start().await;
    let list = app
        .sql(
            "SELECT format('%s.%s %s%s', table_name, column_name, udt_name, CASE is_nullable WHEN 'YES' THEN '?' END) \
             FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_sqlx_migrations'",
        )
        .unwrap();
    let table_of = |column: &str| column.split('.').next().unwrap().to_owned();
    let tables: BTreeSet<String> = list
        .lines()
        .filter(|column| !WITHOUT_ENTITY.contains(&table_of(column).as_str()))
        .map(str::to_owned)
        .collect();
    let entities: BTreeSet<String> = schema::columns().into_iter().collect();
    let missing: Vec<_> = tables.difference(&entities).collect();
    let surplus: Vec<_> = entities.difference(&tables).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "without an entity: {missing:#?}, without a table: {surplus:#?}"
    );
}
