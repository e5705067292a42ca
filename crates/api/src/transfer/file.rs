//! The text of an uploaded file, and why a file as a whole is refused: always with its line.

use crate::error::{ApiError, FieldError};

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// Counted from 1.
    pub(super) line: u32,
    pub(super) code: &'static str,
    pub(super) detail: String,
}

impl Malformed {
    pub(super) fn at(line: u32, code: &'static str, detail: impl std::fmt::Display) -> Self {
        let detail = detail.to_string();
        Self { line, code, detail }
    }
}

impl From<Malformed> for ApiError {
    fn from(Malformed { line, code, detail }: Malformed) -> Self {
        let detail = format!("line {line}: {detail}");
        Self::invalid(vec![FieldError::at(
            &format!("/lines/{line}"),
            code,
            detail,
        )])
    }
}

/// The file as text, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Malformed> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Malformed::at(line_of(good), "encoding", "must be UTF-8 text")
    })?;
    match text.find('\0') {
        Some(place) => {
            let good = text.as_bytes().get(..place).unwrap_or_default();
            let detail = "must not contain the character U+0000";
            Err(Malformed::at(line_of(good), "nul", detail))
        }
        None => Ok(text),
    }
}

fn line_of(before: &[u8]) -> u32 {
    let lines = before.split(|byte| *byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_text_and_what_is_no_utf_8_is_told_by_its_line() {
        assert_eq!(text(b"\xef\xbb\xbfname"), Ok("name"));
        assert_eq!(text(b"name\nJos\xe9\n").unwrap_err().line, 2);
        assert_eq!(text(b"name\n\na\0b").unwrap_err().line, 3);
    }
}
