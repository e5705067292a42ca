//! The value of a custom field as a cell: a number and a yes or no as they are, and a text in quotes where it would be
//! taken for one of them.

use super::value::{Problem, problem, text};
use crate::contact::{CustomValue, Number};

/// The cell of a value.
pub fn write(value: &CustomValue) -> String {
    match value {
        CustomValue::Text(text) => {
            let is_plain = read(text.as_str()).as_ref() == Ok(value);
            if is_plain {
                text.to_string()
            } else {
                format!("\"{text}\"")
            }
        }
        CustomValue::Number(number) => number.get().to_string(),
        CustomValue::Boolean(flag) => flag.to_string(),
    }
}

/// The value of a cell; why not is a word for machines and a sentence for people.
pub fn read(cell: &str) -> Result<CustomValue, (&'static str, String)> {
    let cell = cell.trim();
    let quoted = cell
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = quoted {
        return read_text(inner);
    }
    if let Ok(flag) = cell.parse() {
        return Ok(CustomValue::Boolean(flag));
    }
    let number = cell.parse().ok().and_then(|given| Number::new(given).ok());
    match number.filter(|number| number.get().to_string() == cell) {
        Some(number) => Ok(CustomValue::Number(number)),
        None => read_text(cell),
    }
}

fn read_text(text_: &str) -> Result<CustomValue, (&'static str, String)> {
    text(text_)
        .map(CustomValue::Text)
        .map_err(|Problem { code, reason }| (code, reason))
}

pub(super) fn read_cell(cell: &str) -> Result<CustomValue, Problem> {
    read(cell).map_err(|(code, reason)| problem(code, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    #[test]
    fn every_value_reads_back_from_its_cell() {
        let texts = ["5", "true", "\"x\"", "she/her", "5.0", "NaN", "\""];
        let texts = texts.map(|text| CustomValue::Text(Text::parse(text).unwrap()));
        let numbers = [5.0, -0.25, 1e15].map(|one| CustomValue::Number(Number::new(one).unwrap()));
        let flags = [true, false].map(CustomValue::Boolean);
        for value in texts.into_iter().chain(numbers).chain(flags) {
            let cell = write(&value);
            assert_eq!(read(&cell), Ok(value), "{cell}");
        }
        assert_eq!(write(&read("she/her").unwrap()), "she/her");
    }
}
