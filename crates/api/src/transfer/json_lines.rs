//! JSON Lines: one contact on each line, as this API writes it.

use domain::{
    Text,
    contact::CustomValue,
    transfer::{Cell, Field, Given, MAX_COLUMNS, MAX_ROWS, Plain, Row, join, write_custom},
};
use serde_json::{Map, Value};

use super::{Parsed, file::Malformed, table::too_many_rows};

/// Members that a contact has and that an import leaves to the service.
const KEPT_BY_THE_SERVICE: [&str; 5] = [
    "object",
    "created_at",
    "updated_at",
    "last_contacted_at",
    // Another workspace has other ids: `organization_name` goes instead.
    "organization_id",
];

pub(super) fn parse(text: &str) -> Result<Parsed, Malformed> {
    let mut parsed = Parsed::default();
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim().is_empty() {
            continue;
        }
        if parsed.rows.len() == MAX_ROWS {
            return Err(too_many_rows(line));
        }
        let contact: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
            Malformed::at(line, "json", format!("must be a JSON object: {error}"))
        })?;
        let row = row(line, contact, &mut parsed.ignored);
        parsed.rows.push(row);
    }
    if parsed.rows.is_empty() {
        return Err(Malformed::at(1, "no_rows", "there is no contact in it"));
    }
    Ok(parsed)
}

fn row(
    line: u32,
    contact: Map<String, Value>,
    ignored: &mut Vec<String>,
) -> Result<Row, Malformed> {
    let mut cells = Vec::new();
    for (name, value) in contact {
        match (name.as_str(), value) {
            (_, Value::Null) => {}
            (known, _) if KEPT_BY_THE_SERVICE.contains(&known) => {}
            ("methods", Value::Array(methods)) => methods_of(line, methods, &mut cells)?,
            ("custom", Value::Object(values)) => custom(line, values, &mut cells)?,
            ("organization_name", value) => {
                push(&mut cells, line, name, Plain::Organization.into(), value)?;
            }
            (_, value) => match Field::parse(&name) {
                Ok(field) => push(&mut cells, line, name, field, value)?,
                Err(_unknown) if ignored.contains(&name) || ignored.len() == MAX_COLUMNS => {}
                Err(_unknown) => ignored.push(name),
            },
        }
    }
    Ok(Row {
        line,
        cells,
        adds_methods: false,
    })
}

/// What a member says, as the cell of a table would.
fn push(
    cells: &mut Vec<Cell>,
    line: u32,
    column: String,
    field: Field,
    value: Value,
) -> Result<(), Malformed> {
    let misfit = || Malformed::at(line, "type", format!("{column} must be as in a contact"));
    let text = match value {
        Value::String(text) => text,
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let texts = items.iter().map(|item| item.as_str().ok_or_else(misfit));
            join(texts.collect::<Result<Vec<_>, _>>()?)
        }
        Value::Null | Value::Object(_) => return Err(misfit()),
    };
    if !text.trim().is_empty() {
        let given = Given::Text(text);
        cells.push(Cell {
            column,
            field,
            given,
        });
    }
    Ok(())
}

fn methods_of(line: u32, methods: Vec<Value>, cells: &mut Vec<Cell>) -> Result<(), Malformed> {
    for (number, method) in (1..=MAX_COLUMNS).zip(methods) {
        let misfit = || Malformed::at(line, "type", "methods must be as in a contact");
        let Value::Object(parts) = method else {
            return Err(misfit());
        };
        for (part, value) in parts.into_iter().filter(|(_, value)| !value.is_null()) {
            let field = Field::parse(&format!("method_{number}_{part}"));
            let field = field.map_err(|_unknown| misfit())?;
            let column = format!("methods/{}/{part}", number - 1);
            push(cells, line, column, field, value)?;
        }
    }
    Ok(())
}

fn custom(line: u32, values: Map<String, Value>, cells: &mut Vec<Cell>) -> Result<(), Malformed> {
    for (key, value) in values.into_iter().filter(|(_, value)| !value.is_null()) {
        let misfit = || {
            Malformed::at(
                line,
                "type",
                format!("custom/{key} must be as in a contact"),
            )
        };
        let field = Field::parse(&format!("custom.{key}")).map_err(|_invalid| misfit())?;
        // A text stays one, also when it looks like a number.
        let value = match value {
            Value::String(text) => {
                let text = Text::parse(&text).map_err(|_invalid| misfit())?;
                Value::String(write_custom(&CustomValue::Text(text)))
            }
            // As the cell of a table has it: 5.0 is 5.
            Value::Number(number) => Value::String(number.as_f64().ok_or_else(misfit)?.to_string()),
            other => other,
        };
        push(cells, line, format!("custom/{key}"), field, value)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_contact_and_its_members_are_cells() {
        let line = r#"{"name": "Ada", "tags": ["a;b", "c"], "headline": null, "methods": [{"kind": "email", "value": "a@b.example", "label": null}], "organization_id": "x", "shoe": 1}"#;
        let parsed = parse(line).unwrap();
        let [Ok(row)] = parsed.rows.as_slice() else {
            panic!("one row")
        };
        let cells = row.cells.iter().map(|cell| match &cell.given {
            Given::Text(text) => format!("{}={text}", cell.field),
            Given::Clear => "cleared".to_owned(),
        });
        let expected = [
            "method_1_kind=email",
            "method_1_value=a@b.example",
            "name=Ada",
            r"tags=a\;b; c",
        ];
        assert_eq!(cells.collect::<Vec<_>>(), expected);
        assert_eq!(parsed.ignored, ["shoe"]);
    }

    #[test]
    fn a_line_that_is_no_object_is_told_and_a_member_that_does_not_fit_refuses_its_row() {
        assert_eq!(parse("{}\n[1]\n").unwrap_err().line, 2);
        assert_eq!(parse("\n\n").unwrap_err().code, "no_rows");
        let parsed = parse(r#"{"name": {"first": "Ada"}}"#).unwrap();
        assert!(matches!(&parsed.rows[..], [Err(refused)] if refused.code == "type"));
    }
}
