//! How long a text of a known format can be: the library writes the format and leaves the length out.

use serde_json::{Value, json};

/// The longest text of each format: RFC 3339 with nine decimals and an offset, a date, a hyphenated UUID.
const LONGEST: [(&str, usize); 3] = [("date-time", 35), ("date", 10), ("uuid", 36)];

/// Writes the length into every schema of such a text that has none.
pub(super) fn bound_formats(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let format = members.get("format").and_then(Value::as_str);
            let longest = LONGEST.iter().find(|(name, _)| Some(*name) == format);
            if let Some((_, length)) = longest
                && members.contains_key("type")
            {
                members.entry("maxLength").or_insert(json!(length));
            }
            members.values_mut().for_each(bound_formats);
        }
        Value::Array(items) => items.iter_mut().for_each(bound_formats),
        _ => {}
    }
}
