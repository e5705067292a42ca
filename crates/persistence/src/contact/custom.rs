//! The values of custom fields, kept as one JSON object.

use domain::{
    Text,
    contact::{CustomValue, CustomValues, FieldKey, Number},
};
use serde_json::{Map, Value};

/// `None`: it is not what the domain allows.
pub(super) fn read(cell: Value) -> Option<CustomValues> {
    let Value::Object(members) = cell else {
        return None;
    };
    let values = members.into_iter().map(|(key, value)| {
        let value = match value {
            Value::Bool(value) => CustomValue::Boolean(value),
            Value::Number(value) => CustomValue::Number(Number::new(value.as_f64()?).ok()?),
            Value::String(value) => CustomValue::Text(Text::parse(&value).ok()?),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        Some((FieldKey::parse(&key).ok()?, value))
    });
    CustomValues::new(values.collect::<Option<_>>()?).ok()
}

pub(super) fn write(values: &CustomValues) -> Value {
    let members = values.iter().map(|(key, value)| {
        let value = match value {
            CustomValue::Boolean(value) => Value::from(*value),
            CustomValue::Number(value) => Value::from(value.get()),
            CustomValue::Text(value) => Value::from(value.as_str()),
        };
        (key.as_str().to_owned(), value)
    });
    Value::Object(members.collect::<Map<_, _>>())
}
