//! JSON as clients mean it: one value, no member named twice, nothing nested beyond reason.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{ApiError, Code, FieldError};

/// 2^53: beyond it, an f64 stands for more than one integer.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// A value in which every object names each member once.
struct Unambiguous(Value);

impl<'de> Deserialize<'de> for Unambiguous {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Builder).map(Self)
    }
}

struct Builder;

impl<'de> Visitor<'de> for Builder {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// JSON has one kind of number, and to its schemas `20.0` is the integer 20: some languages write it so.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and in the range where every integer has its own f64"
    )]
    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if value.fract() == 0.0 && value.abs() <= LARGEST_EXACT {
            return Ok((value as i64).into());
        }
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Unambiguous(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let Unambiguous(value) = members.next_value()?;
            if object.contains_key(&name) {
                return Err(A::Error::custom(format_args!(
                    "the member \"{name}\" is given twice"
                )));
            }
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

/// Parses a body; `serde_json` bounds the depth to 128.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, ApiError> {
    serde_json::from_slice(bytes)
        .map(|Unambiguous(value)| value)
        .map_err(|error| {
            ApiError::new(
                Code::MalformedJson,
                format!("{error}. Nothing was changed."),
            )
        })
}

/// Every string that holds U+0000, which PostgreSQL cannot store.
pub(crate) fn find_nul(value: &Value, pointer: &str, found: &mut Vec<FieldError>) {
    match value {
        Value::String(text) if text.contains('\0') => {
            found.push(FieldError::at(
                pointer,
                "nul",
                "must not contain the character U+0000",
            ));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_nul(item, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                find_nul(member, &format!("{pointer}/{}", escape(name)), found);
            }
        }
        _ => {}
    }
}

/// A JSON Pointer from member names and indexes.
pub(crate) fn pointer<'a>(steps: impl IntoIterator<Item = &'a str>) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        pointer.push_str(&escape(step));
    }
    pointer
}

/// A member name as a reference token of a JSON Pointer (RFC 6901, section 3).
pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_an_integer_however_it_is_written() {
        for whole in ["20", "20.0", "2e1", "200e-1"] {
            assert_eq!(parse(whole.as_bytes()).unwrap(), serde_json::json!(20));
        }
        for (text, value) in [("52.5", 52.5), ("1e300", 1e300), ("-0.25", -0.25)] {
            assert_eq!(parse(text.as_bytes()).unwrap(), serde_json::json!(value));
        }
    }

    #[test]
    fn a_member_given_twice_is_refused_at_any_depth() {
        for body in [r#"{"a":1,"a":1}"#, r#"{"x":[{"a":1,"a":2}]}"#] {
            assert_eq!(
                parse(body.as_bytes()).unwrap_err().code(),
                Code::MalformedJson
            );
        }
        assert_eq!(
            parse(br#"{"a":{"a":1}}"#).unwrap(),
            serde_json::json!({"a": {"a": 1}})
        );
    }

    #[test]
    fn what_is_not_one_json_value_is_refused() {
        let deep = "[".repeat(100_000);
        for body in ["", "{", "nul", "{} {}", "\"\\ud800\"", deep.as_str()] {
            assert_eq!(
                parse(body.as_bytes()).unwrap_err().code(),
                Code::MalformedJson
            );
        }
    }

    #[test]
    fn nul_is_found_where_it_is() {
        let mut found = Vec::new();
        find_nul(&serde_json::json!({"a/b": ["x", "y\0"]}), "", &mut found);
        assert_eq!(found[0].pointer.as_deref(), Some("#/a~1b/1"));
    }
}
