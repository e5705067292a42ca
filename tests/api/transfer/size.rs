//! Large files: what they cost, and where they end.

use std::fmt::Write;

use super::{import, tally};
use crate::harness::TestApp;

fn table(rows: usize) -> String {
    let mut table = "name,email,phone,organization,tags\n".to_owned();
    for row in 0..rows {
        writeln!(
            table,
            "Somebody {row},s{row}@x.example,'+49 30 {row},Company {},a; b",
            row % 50
        )
        .unwrap();
    }
    table
}

#[tokio::test]
async fn the_cost_of_an_import_grows_by_the_batch_and_an_export_is_whole() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut costs = Vec::new();
    for rows in [1000, 2000] {
        let before = app.db.statement_count();
        let table = table(rows).replace("@x", &format!("@x{rows}"));
        assert_eq!(
            tally(&import(&ada, "", &table).await)[0],
            u64::try_from(rows).unwrap()
        );
        costs.push(app.db.statement_count() - before);
    }
    assert!(costs[1] <= costs[0] + 2 * 8, "{costs:?}");
    let file = ada.get("/v1/exports/contacts/csv").await.expect(200);
    assert_eq!(file.text.lines().count(), 3001);
    // The log of changes has every row.
    let gaps = "SELECT last_seq - (SELECT count(*) FROM change WHERE change.owner_id = change_counter.owner_id) \
                FROM change_counter ORDER BY 1 DESC LIMIT 1";
    assert_eq!(app.sql(gaps).unwrap(), "0");
}

#[tokio::test]
async fn a_file_with_too_many_rows_or_columns_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let rows = format!("name\n{}", "x\n".repeat(20_001));
    import(&ada, "", &rows)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/lines/20002");
    let columns = format!("{}\nx\n", vec!["name"; 201].join(","));
    import(&ada, "", &columns)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/lines/1");
}
