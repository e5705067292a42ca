//! Deleting an account leaves nothing of it.

use serde_json::json;

use super::{client, expect_refused, register, sign_in};
use crate::harness::{Client, PASSWORD, TestApp};

/// Rows of every table that knows an owner, except those of `spared`.
fn rows_besides(app: &TestApp, spared: &str) -> Vec<(String, u32)> {
    let tables = app.sql(
        "SELECT table_name || ' ' || column_name FROM information_schema.columns \
         WHERE table_schema = 'public' AND column_name IN ('owner_id', 'account_id') ORDER BY 1",
    );
    let tables = tables.unwrap();
    let owned = tables.lines().map(|line| line.split_once(' ').unwrap());
    let all = owned.chain([("account", "id")]);
    let count = |(table, column): (&str, &str)| {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} <> '{spared}'");
        (table.to_owned(), app.sql(&sql).unwrap().parse().unwrap())
    };
    all.map(count).collect()
}

async fn furnish(app: &TestApp, owner: &str, ada: &Client) {
    let keyed = ada.with("idempotency-key", "0123456789abcdef");
    let theme = json!({ "name": "Botany" });
    keyed.post("/v1/themes", theme).await.expect(201);
    let id = "019b76da-a800-7000-8000-0000000000aa";
    let start = "now(), now()";
    for insert in [
        format!(
            "organization (owner_id, id, created_at, updated_at, name, kind) \
                 VALUES ('{owner}', '{id}', {start}, 'Kew', 'other')"
        ),
        format!(
            "contact (owner_id, id, created_at, updated_at, name, organization_id, relationship, warmth, tags, \
                 do_not_contact) VALUES ('{owner}', '{id}', {start}, 'Joseph', '{id}', 'alum', 'cold', '{{}}', false)"
        ),
    ] {
        app.sql(&format!("INSERT INTO {insert}")).unwrap();
    }
}

#[tokio::test]
async fn a_deleted_account_leaves_no_row_and_no_way_in() {
    let app = TestApp::start().await;
    let laptop = register(&app, "ada@example.org").await.expect(201);
    let ada = client(&app, &laptop);
    let eve = register(&app, "eve@example.org").await.expect(201);
    let spared = eve.json["account"]["id"].as_str().unwrap();
    furnish(&app, laptop.json["account"]["id"].as_str().unwrap(), &ada).await;
    let before = rows_besides(&app, spared);
    for table in [
        "account",
        "session",
        "theme",
        "contact",
        "change",
        "idempotency_key",
    ] {
        assert!(
            before.iter().any(|(name, rows)| name == table && *rows > 0),
            "{table}"
        );
    }

    let refused = ada.post(
        "/v1/account/delete",
        json!({ "password": "not the right password" }),
    );
    refused
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/password");
    assert_eq!(rows_besides(&app, spared), before);

    let password = json!({ "password": PASSWORD });
    ada.post("/v1/account/delete", password).await.expect(204);
    for (table, rows) in rows_besides(&app, spared) {
        assert_eq!(rows, 0, "{table}");
    }
    let tokens =
        "SELECT count(*) FROM refresh_token UNION ALL SELECT count(*) FROM sign_in_throttle";
    assert_eq!(app.sql(tokens).unwrap(), "1\n0");
    expect_refused(&ada).await;
    let refused = sign_in(&app, "ada@example.org", PASSWORD).await;
    refused.expect_problem(401, "invalid_credentials");
    client(&app, &eve).get("/v1/account").await.expect(200);
    register(&app, "ada@example.org").await.expect(201);
}
