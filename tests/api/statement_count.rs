//! What every operation costs in statements, so that none grows with the rows it returns.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    harness::{
        PASSWORD, TestApp,
        document::{Operation, operations, resolve},
    },
    walk::{Person, call, send},
};

/// Statements of each operation, the look at the caller's session among them, `BEGIN` and `COMMIT` not.
/// `/readyz` asks beneath the counter.
const COSTS: &[(&str, u64)] = &[
    ("cancel_interview", 9),
    ("change_password", 6),
    ("check_liveness", 0),
    ("check_readiness", 0),
    ("complete_follow_up", 5),
    ("complete_interview", 16),
    ("copy_bank_question", 4),
    ("create_contact", 4),
    ("create_follow_up", 3),
    ("create_organization", 3),
    ("create_outreach", 5),
    ("create_question", 3),
    ("create_referral", 3),
    ("create_theme", 5),
    ("delete_account", 5),
    ("delete_contact", 5),
    ("delete_follow_up", 4),
    ("delete_interview", 9),
    ("delete_interview_question", 5),
    ("delete_organization", 4),
    ("delete_outreach", 7),
    ("delete_question", 4),
    ("delete_referral", 4),
    ("delete_theme", 4),
    ("end_session", 3),
    ("find_account", 2),
    ("find_attempt", 2),
    ("find_bank_question", 2),
    ("find_contact", 3),
    ("find_document", 0),
    ("find_follow_up", 2),
    ("find_index", 0),
    ("find_interview", 2),
    ("find_interview_question", 2),
    ("find_interview_readiness", 7),
    ("find_keys", 0),
    ("find_methodology", 2),
    ("find_organization", 2),
    ("find_outreach", 5),
    ("find_problem_type", 0),
    ("find_question", 2),
    ("find_referral", 2),
    ("find_theme", 2),
    ("list_agenda", 7),
    ("list_attempts", 2),
    ("list_bank_questions", 2),
    ("list_contacts", 3),
    ("list_follow_ups", 2),
    ("list_interview_questions", 2),
    ("list_interviews", 2),
    ("list_methodologies", 2),
    ("list_organizations", 2),
    ("list_outreach", 5),
    ("list_questions", 2),
    ("list_referrals", 2),
    ("list_sessions", 2),
    ("list_themes", 2),
    ("mark_interview_question", 5),
    ("plan_interview_question", 6),
    ("record_attempt", 8),
    ("record_no_show", 9),
    ("refresh_tokens", 3),
    ("register", 2),
    ("reopen_follow_up", 4),
    ("reschedule_interview", 9),
    ("schedule_interview", 12),
    ("sign_in", 4),
    ("sign_out", 2),
    ("skip_follow_up", 4),
    ("snooze_follow_up", 4),
    ("start_interview", 9),
    ("update_account", 4),
    ("update_contact", 8),
    ("update_follow_up", 5),
    ("update_interview", 4),
    ("update_interview_question", 5),
    ("update_organization", 4),
    ("update_outreach", 7),
    ("update_follow_up", 5),
    ("update_question", 4),
    ("update_referral", 4),
    ("update_theme", 4),
];

/// What an operation needs to succeed on the rows of harness/workspace.sql: SQL that prepares them, the ids of its path
/// where they are others, and its body where its example does not fit them.
struct Case {
    prepare: &'static str,
    path: Option<&'static str>,
    body: Option<Value>,
}

fn case(id: &str) -> Case {
    let in_progress = "UPDATE interview SET state = 'in_progress', started_at = starts_at WHERE state = 'scheduled'; \
                       UPDATE interview_question SET interview_id = '{stem}33' WHERE id = '{stem}34'";
    let (prepare, path, body) = match id {
        "sign_in" => (
            "",
            None,
            Some(json!({"email": "{name}@example.org", "password": PASSWORD})),
        ),
        "delete_contact" => ("", Some("{stem}24"), None),
        "delete_organization" => ("UPDATE contact SET organization_id = NULL", None, None),
        "delete_theme" => (
            "UPDATE outreach SET theme_id = NULL; UPDATE interview SET theme_id = NULL",
            None,
            None,
        ),
        "delete_outreach" | "schedule_interview" => ("DELETE FROM interview", None, None),
        "update_follow_up" => ("", None, Some(json!({"note": "Bring the print."}))),
        "reopen_follow_up" => (
            "UPDATE follow_up SET state = 'done', settled_at = due_at",
            None,
            None,
        ),
        "delete_interview" | "cancel_interview" | "record_no_show" | "reschedule_interview" => {
            ("", Some("{stem}33"), None)
        }
        "start_interview" => ("", Some("{stem}33"), Some(json!({}))),
        "complete_interview" => (
            in_progress,
            Some("{stem}33"),
            Some(json!({"actual_minutes": 20})),
        ),
        "plan_interview_question" => ("", Some("{stem}33"), None),
        "mark_interview_question" | "delete_interview_question" | "update_interview_question" => {
            (in_progress, Some("{stem}33/questions/{stem}34"), None)
        }
        "record_attempt" => (
            "",
            None,
            Some(
                json!({"channel": "email", "outcome": "sent", "override_reason": "They asked for it"}),
            ),
        ),
        _ => ("", None, None),
    };
    Case {
        prepare,
        path,
        body,
    }
}

/// Puts the ids of this person's rows where the example has others.
fn filled(operation: &Operation, body: &Value, person: &Person, name: &str) -> Value {
    let schema = operation.body.as_ref().map(|body| resolve(&body.schema));
    let mut body = body.clone();
    for (member, row) in [
        (
            "contact_id",
            if operation.id == "create_follow_up" {
                "22"
            } else {
                "24"
            },
        ),
        ("theme_id", "20"),
        ("outreach_id", "30"),
        ("referrer_id", "22"),
        ("organization_id", "21"),
    ] {
        if schema.is_some() && body.get(member).is_some() {
            body[member] = json!(format!("{}{row}", person.stem));
        }
    }
    serde_json::from_str(&body.to_string().replace("{name}", name)).unwrap()
}

/// How many statements one call takes, and its answer when that is no success.
async fn cost(app: &TestApp, operation: &Operation, name: &str) -> Result<u64, String> {
    let person = Person::new(app, name, 'a').await;
    let Case {
        prepare,
        path,
        body,
    } = case(&operation.id);
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
        (_, Some(body), _) => Some(body),
        (_, None, known) => known.as_ref().map(|known| known.example.clone()),
    };
    let before = app.db.statement_count();
    let reply = match body {
        None => call(&person.client, operation, &path).await,
        Some(body) => {
            send(
                &person.client,
                operation,
                &path,
                &filled(operation, &body, &person, name),
            )
            .await
        }
    };
    if (200..300).contains(&reply.status) {
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
        let cost = cost(&app, operation, &format!("person{number}")).await;
        measured.insert(operation.id.clone(), cost);
    }
    let told = COSTS.iter().map(|(id, cost)| ((*id).to_owned(), Ok(*cost)));
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
        told.len(),
        measured.len(),
        "the table names operations that are gone"
    );
}

/// Twenty-nine more of everything that a list of this person's shows.
const MANY: &str = "
INSERT INTO theme SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'status', 'idea'))).*
FROM theme AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO organization SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM organization AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO contact SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM contact AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}24';
INSERT INTO contact_method SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM contact_method AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND contact.id <> '{stem}22';
INSERT INTO question SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM question AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO outreach SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM outreach AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND contact.id <> '{stem}22';
INSERT INTO attempt SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'number', 1 + n))).*
FROM attempt AS one, generate_series(1, 29) AS n WHERE owner_id = '{owner}';
INSERT INTO interview SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM interview AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}32';
INSERT INTO interview_question SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'position', 10 + n))).*
FROM interview_question AS one, generate_series(1, 29) AS n WHERE owner_id = '{owner}' AND id = '{stem}34';
INSERT INTO referral SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM referral AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND contact.id NOT IN ('{stem}22', '{stem}23');
INSERT INTO follow_up SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'rule', NULL))).*
FROM follow_up AS one, generate_series(1, 29) WHERE owner_id = '{owner}'";

#[tokio::test]
async fn a_read_costs_the_same_for_one_row_and_for_thirty() {
    let app = TestApp::start().await;
    let (few, many) = (
        Person::new(&app, "few", 'a').await,
        Person::new(&app, "many", 'b').await,
    );
    let rows = MANY
        .replace("{owner}", &many.account)
        .replace("{stem}", &many.stem);
    app.sql(&rows).unwrap();
    for operation in operations().iter().filter(|operation| operation.is_read()) {
        let mut costs = Vec::new();
        for person in [&few, &many] {
            let path = person.path(&app, operation);
            let path = if operation.id.starts_with("list_") {
                format!("{path}?limit=100")
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
                "list_methodologies",
                "list_bank_questions",
                "list_agenda",
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
