//! Every named constraint refuses the one thing it is there for.

use std::collections::{BTreeMap, BTreeSet};

use super::fixture::fill;
use crate::{facts, harness::TestApp};

/// The owner is part of a reference that must not be null, so a missing owner may break that one too.
const IMPLIED: &str = "_owner_id_fkey";

/// Tries a statement, takes it back, and returns the constraint that refused it. With `without`, that constraint and
/// whatever leans on it are gone, so the statement must pass unless another one objects too.
const TRY: &str = r"
CREATE FUNCTION try(statement text, without text, of_table regclass) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    refused_by text;
BEGIN
    IF without IS NOT NULL THEN
        -- They rely on what the constraint makes sure.
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', of_table);
        IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = of_table AND conname = without) THEN
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', of_table, without);
        ELSE
            EXECUTE format('DROP INDEX %I', without);
        END IF;
    END IF;
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'accepted';
EXCEPTION
    WHEN integrity_constraint_violation THEN
        GET STACKED DIAGNOSTICS refused_by = CONSTRAINT_NAME;
        RETURN refused_by;
    WHEN OTHERS THEN
        RETURN SQLERRM;
END $$";

/// Every named constraint and unique index, with its table.
const CONSTRAINTS: &str = "
SELECT conname, conrelid::regclass FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'c', 'f', 'x')
UNION
SELECT indexrelid::regclass::text, indrelid::regclass FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indisunique AND relnamespace = 'public'::regnamespace
ORDER BY 1";

fn constraints(app: &TestApp) -> BTreeMap<String, String> {
    let list = app.sql(CONSTRAINTS).unwrap();
    let pairs = list.lines().map(|line| line.split_once('|').unwrap());
    pairs
        .filter(|(_, table)| *table != "_sqlx_migrations")
        .map(|(name, table)| (name.to_owned(), table.to_owned()))
        .collect()
}

/// Writes out texts such as `{200}`, in SQL: a statement has to fit into one argument of psql.
fn written_out(changes: &str) -> String {
    let Some((before, rest)) = changes.split_once("\"{") else {
        return changes.to_owned();
    };
    let (length, after) = rest.split_once('}').unwrap();
    format!("{before}\"' || repeat('x', {length}) || '{after}")
}

#[tokio::test]
async fn every_constraint_refuses_its_one_case_and_no_other_does() {
    let app = TestApp::start().await;
    fill(&app);
    app.sql(TRY).unwrap();
    let tables = constraints(&app);
    let cases: BTreeSet<&str> = facts::constraints().map(|(name, _)| *name).collect();
    let known: BTreeSet<&str> = tables.keys().map(String::as_str).collect();
    assert_eq!(cases, known, "cases on the left, the schema on the right");

    let attempts: Vec<String> = facts::constraints()
        .map(|(name, changes)| {
            let table = &tables[*name];
            let copy = facts::copies().find(|copy| copy.table == table).unwrap();
            let statement = copy.insert(&written_out(changes));
            format!(
                "SELECT '{name}', try($s${statement}$s$, NULL, '{table}'), try($s${statement}$s$, '{name}', '{table}')"
            )
        })
        .collect();
    // A statement has to fit into one argument of psql.
    let verdicts = attempts
        .chunks(50)
        .map(|some| app.sql(&some.join(" UNION ALL ")).unwrap());
    for line in verdicts.collect::<Vec<_>>().join("\n").lines() {
        let [name, refused_by, without] = line.split('|').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert_eq!(refused_by, name, "who refused the case");
        let is_alone = without == "accepted";
        assert!(
            is_alone || name.ends_with(IMPLIED) && without.ends_with("_fkey"),
            "{name} is not all that objects: {without}"
        );
    }
}

#[tokio::test]
async fn a_copy_of_every_row_is_accepted_so_only_the_case_can_be_refused() {
    let app = TestApp::start().await;
    fill(&app);
    app.sql(TRY).unwrap();
    for copy in facts::copies().filter(|copy| copy.table != "_sqlx_migrations") {
        let verdict = app.sql(&format!(
            "SELECT try($s${}$s$, NULL, NULL)",
            copy.insert("{}")
        ));
        assert_eq!(verdict.unwrap(), "accepted", "{}", copy.table);
    }
}

#[tokio::test]
async fn every_constraint_is_named_after_its_table() {
    let app = TestApp::start().await;
    for (name, table) in constraints(&app) {
        let rest = name.strip_prefix(&format!("{table}_")).unwrap_or_default();
        let kind = rest.rsplit('_').next().unwrap();
        assert!(
            ["pkey", "key", "fkey", "check"].contains(&kind),
            "{name} of {table} was named by PostgreSQL, or not at all"
        );
    }
}
