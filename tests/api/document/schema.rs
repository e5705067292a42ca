//! What the document says of every value: how long, how many, how large, and what it means.

use serde_json::Value;

use crate::harness::document::{document, operations};

/// Calls for every schema in the document, with the pointer to it.
fn each_schema(visit: &mut dyn FnMut(&str, &Value)) {
    fn walk(value: &Value, at: &str, visit: &mut dyn FnMut(&str, &Value)) {
        match value {
            Value::Object(members) => {
                let is_schema = members
                    .get("type")
                    .is_some_and(|kind| kind.is_string() || kind.is_array());
                if is_schema && !at.contains("securitySchemes") {
                    visit(at, value);
                }
                for (name, member) in members {
                    if !["example", "examples", "enum", "default"].contains(&name.as_str()) {
                        walk(member, &format!("{at}/{name}"), visit);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, &format!("{at}/{index}"), visit);
                }
            }
            _ => {}
        }
    }
    walk(document(), "", visit);
}

/// Fails with every schema of this type that does not hold what is asked of it.
fn assert_every(kind: &str, holds: impl Fn(&Value) -> bool) {
    let (mut seen, mut wrong) = (0, Vec::new());
    each_schema(&mut |at, schema| {
        let is_kind = schema["type"] == kind
            || schema["type"]
                .as_array()
                .is_some_and(|kinds| kinds.contains(&kind.into()));
        if is_kind {
            seen += 1;
            if !holds(schema) {
                wrong.push(at.to_owned());
            }
        }
    });
    assert!(seen > 0 && wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_text_is_bounded() {
    assert_every("string", |schema| {
        schema.get("maxLength").is_some() || schema.get("enum").is_some()
    });
}

#[test]
fn every_array_is_bounded_and_says_what_it_holds() {
    assert_every("array", |schema| {
        schema.get("maxItems").is_some() && schema["items"].is_object()
    });
}

#[test]
fn every_integer_is_bounded_and_says_its_width() {
    assert_every("integer", |schema| {
        let format = schema["format"].as_str().unwrap_or_default();
        schema["minimum"].is_i64()
            && schema["maximum"].is_i64()
            && ["int32", "int64"].contains(&format)
    });
}

#[test]
fn every_named_schema_is_described() {
    let schemas = document()["components"]["schemas"].as_object().unwrap();
    let silent: Vec<&String> = schemas
        .iter()
        .filter(|(_, schema)| schema["description"].as_str().is_none_or(str::is_empty))
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_schema_is_a_json_schema() {
    for (name, schema) in document()["components"]["schemas"].as_object().unwrap() {
        assert!(jsonschema::meta::is_valid(schema), "{name}");
    }
}

#[test]
fn bodies_refuse_members_they_do_not_name() {
    for operation in operations() {
        let Some(body) = operation.body.as_ref().filter(|_| !operation.is_upload()) else {
            continue;
        };
        let schema = crate::harness::document::resolve(&body.schema);
        assert_eq!(schema["type"], "object", "{}", operation.id);
        assert_eq!(schema["additionalProperties"], false, "{}", operation.id);
    }
}

/// What is listed without being kept: it has no id of its own.
const COMPUTED: [&str; 7] = [
    "AgendaItem",
    "LintRuleDescription",
    "MessageTemplateValue",
    "MethodologyRuleDefinition",
    "OutreachNextAction",
    "Tag",
    "WebhookEventType",
];

/// A resource begins with what every resource has, and a client cannot set it.
#[test]
fn resources_carry_their_identity_and_times() {
    let schemas = document()["components"]["schemas"].as_object().unwrap();
    let kept = schemas.keys().filter_map(|name| name.strip_prefix("Page_"));
    for name in kept.filter(|name| !COMPUTED.contains(name)) {
        let members = &schemas[name]["properties"];
        for member in ["id", "object"] {
            assert!(members.get(member).is_some(), "{name} has no {member}");
        }
        assert_eq!(members["id"]["format"], "uuid", "{name}");
        let Some(input) = schemas.get(&format!("{name}Input")) else {
            continue;
        };
        for member in [
            "id",
            "object",
            "created_at",
            "updated_at",
            "owner_id",
            "version",
        ] {
            let settable = input["properties"].get(member);
            assert!(settable.is_none(), "{name} lets a client set {member}");
        }
    }
}

/// Instants are named `_at` or say where they lie, dates `_on`, so that nobody takes one for the other.
#[test]
fn names_tell_instants_from_dates() {
    let mut wrong = Vec::new();
    each_schema(&mut |at, schema| {
        let name = at.rsplit('/').next().unwrap();
        if !at.contains("/properties/") || at.contains("/items") {
            return;
        }
        let fits = match schema["format"].as_str() {
            Some("date-time") => {
                name == "at"
                    || name.ends_with("_at")
                    || ["from", "until", "since", "not_before"].contains(&name)
                    // As Standard Webhooks names it.
                    || name == "timestamp"
                    || name.ends_with("_until")
                    || name.ends_with("_from")
            }
            Some("date") => name.ends_with("_on"),
            _ => !name.ends_with("_at") && !name.ends_with("_on"),
        };
        if !fits {
            wrong.push(at.to_owned());
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
