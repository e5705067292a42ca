//! What every operation costs in statements, so that none grows with the rows it returns.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    facts::{self, Case},
    harness::{
        Client, PASSWORD, TestApp,
        document::{Operation, ask, operations, resolve},
    },
    walk::{Person, call, send},
};

/// Puts the ids of this person's rows where the example has others.
fn filled(operation: &Operation, body: &Value, person: &Person, name: &str) -> Value {
    let schema = operation.body.as_ref().map(|body| resolve(&body.schema));
    let mut body = body.clone();
    let contact = if operation.id == "create_follow_up" {
        "22"
    } else {
        "24"
    };
    let others = [("contact_id", contact), ("referrer_id", "22")];
    for (member, row) in facts::references().copied().chain(others) {
        if schema.is_some() && body.get(member).is_some() {
            body[member] = json!(format!("{}{row}", person.stem));
        }
    }
    serde_json::from_str(&body.to_string().replace("{name}", name)).unwrap()
}

/// A client that gives an id of its own to what it creates, wherever the document says that it may.
fn offline(client: &Client, operation: &Operation, name: &str) -> (Client, Option<String>) {
    if !operation.parameters.iter().any(|one| one["name"] == "Slug") {
        return (client.clone(), None);
    }
    let number: u64 = name.trim_start_matches("person").parse().unwrap();
    let slug = format!("019b76da-a800-7abc-8def-{number:012x}");
    (client.with("slug", &slug), Some(slug))
}

/// How many statements one call takes, and its answer when that is no success.
async fn cost(app: &TestApp, operation: &Operation, name: &str) -> Result<u64, String> {
    let person = Person::new(app, name, 'a').await;
    let Case {
        prepare,
        path,
        body,
    } = facts::case(&operation.id);
    let own = format!("AND owner_id = '{}'", person.account);
    for statement in prepare
        .split("; ")
        .filter(|statement| !statement.is_empty())
    {
        let joined = if statement.contains(" WHERE ") {
            own.clone()
        } else {
            own.replacen("AND", "WHERE", 1)
        };
        app.sql(&format!("{statement} {joined}").replace("{stem}", &person.stem))
            .unwrap();
    }
    let path = match path {
        None => person.path(app, operation),
        Some(ids) => {
            let (before, rest) = operation.path.split_once("/{").unwrap();
            let after = rest.rsplit_once('}').unwrap().1;
            format!("{before}/{ids}{after}").replace("{stem}", &person.stem)
        }
    };
    let body = match (operation.id.as_str(), body, &operation.body) {
        ("refresh_tokens", ..) => {
            let credentials = json!({"email": format!("{name}@example.org"), "password": PASSWORD});
            let granted = app
                .anonymous()
                .post("/v1/auth/sign-in", credentials)
                .await
                .expect(200);
            Some(json!({ "refresh_token": granted.json["refresh_token"] }))
        }
        ("verify_email", ..) => Some(json!({ "token": person.verifying(app) })),
        ("reset_password", ..) => Some(json!({
            "token": person.twice(app), "new_password": "rain on the tin roof at night"
        })),
        (_, Some(body), _) => Some(body),
        (_, None, known) => known.as_ref().map(|known| known.example.clone()),
    };
    let (client, slug) = offline(&person.client, operation, name);
    let before = app.db.statement_count();
    let reply = match body {
        None => call(&client, operation, &path).await,
        Some(body) => {
            send(
                &client,
                operation,
                &path,
                &filled(operation, &body, &person, name),
            )
            .await
        }
    };
    let is_kept = slug.is_none_or(|slug| reply.header("location").ends_with(&slug));
    if (200..300).contains(&reply.status) && is_kept {
        Ok(app.db.statement_count() - before)
    } else {
        Err(reply.text)
    }
}

#[tokio::test]
async fn every_operation_costs_what_the_table_says() {
    let app = TestApp::start().await;
    let mut measured = BTreeMap::new();
    for (number, operation) in operations().iter().enumerate() {
        // Its heartbeat asks beside whatever is counted next.
        if operation.id == "stream_changes" {
            continue;
        }
        let cost = cost(&app, operation, &format!("person{number}")).await;
        measured.insert(operation.id.clone(), cost);
    }
    let told = facts::costs().map(|(id, cost)| ((*id).to_owned(), Ok(*cost)));
    let told: BTreeMap<String, Result<u64, String>> = told.collect();
    let differing: Vec<_> = measured
        .iter()
        .filter(|(id, cost)| told.get(*id) != Some(cost))
        .collect();
    assert!(
        differing.is_empty(),
        "measured, but not in the table: {differing:?}"
    );
    assert_eq!(
        facts::costs().count(),
        measured.len(),
        "the table names operations twice, or some that are gone"
    );
}

#[tokio::test]
async fn a_read_costs_the_same_for_one_row_and_for_thirty() {
    let app = TestApp::start().await;
    let (few, many) = (
        Person::new(&app, "few", 'a').await,
        Person::new(&app, "many", 'b').await,
    );
    let rows = facts::many()
        .replace("{owner}", &many.account)
        .replace("{stem}", &many.stem);
    app.sql(&rows).unwrap();
    for operation in operations().iter().filter(|operation| operation.is_read()) {
        // The one has no end, and the other reads a hundred rows of everything at a time.
        if ["stream_changes", "export_everything"].contains(&operation.id.as_str()) {
            continue;
        }
        let mut costs = Vec::new();
        for person in [&few, &many] {
            let path = person.path(&app, operation);
            let path = if operation.id == "find_changes" {
                // A statement for each kind of resource on the page.
                ask(&ask(&path, "limit=100"), "resource=story")
            } else if operation.id.starts_with("list_") {
                ask(&path, "limit=100")
            } else {
                path
            };
            // The second time, nothing is asked that is remembered.
            call(&person.client, operation, &path).await.expect(200);
            let before = app.db.statement_count();
            let reply = call(&person.client, operation, &path).await.expect(200);
            costs.push(app.db.statement_count() - before);
            let length = reply.json["data"].as_array().map_or(0, Vec::len);
            let is_own = ![
                "list_sessions",
                "list_lint_rules",
                "list_message_template_values",
                "list_methodology_rules",
                "list_bank_questions",
                "list_reflection_questions",
                "list_agenda",
                "list_webhook_event_types",
            ]
            .contains(&operation.id.as_str());
            assert!(
                !operation.id.starts_with("list_")
                    || !is_own
                    || (person.stem == many.stem) == (length >= 30),
                "{} shows {length}",
                operation.id
            );
        }
        assert_eq!(costs[0], costs[1], "{}", operation.id);
    }
}
