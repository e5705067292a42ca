//! Content lines: unfolded and taken apart, or put together and folded (RFC 6350, section 3).

use super::super::file::Malformed;

/// One property of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins, counted from 1.
    pub(super) number: u32,
    /// In lower case.
    pub(super) group: Option<String>,
    /// In upper case.
    pub(super) name: String,
    /// Names in upper case.
    parameters: Vec<(String, String)>,
    /// As it is written.
    pub(super) value: String,
}

impl Line {
    /// The words of a parameter, in lower case, however they are divided.
    pub(super) fn words(&self, parameter: &str) -> Vec<String> {
        let given = self.parameters.iter().filter(|(name, _)| name == parameter);
        let words = given.flat_map(|(_, value)| value.split(','));
        words.map(|word| word.trim().to_lowercase()).collect()
    }

    pub(super) fn text(&self) -> String {
        unescaped(&self.value)
    }

    /// The parts of its value that this character divides.
    pub(super) fn parts(&self, divider: char) -> Vec<String> {
        let (mut parts, mut part, mut is_escaped) = (Vec::new(), String::new(), false);
        for character in self.value.chars() {
            if character == divider && !is_escaped {
                parts.push(unescaped(&std::mem::take(&mut part)));
                continue;
            }
            is_escaped = character == '\\' && !is_escaped;
            part.push(character);
        }
        parts.push(unescaped(&part));
        parts
    }
}

/// The lines of a file, folded ones made whole; empty ones are left out.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, Malformed> {
    let mut whole: Vec<(u32, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(rest), Some((_, begun))) => begun.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => whole.push((number, line.to_owned())),
        }
    }
    let lines = whole.iter().map(|(number, line)| parse(*number, line));
    lines.collect()
}

fn parse(number: u32, line: &str) -> Result<Line, Malformed> {
    let malformed = || Malformed::at(number, "card", "is no line of a card: NAME:value");
    let mut is_quoted = false;
    let colon = line.find(|character| {
        is_quoted ^= character == '"';
        character == ':' && !is_quoted
    });
    let (head, value) = colon
        .and_then(|colon| line.split_at_checked(colon))
        .ok_or_else(malformed)?;
    let mut pieces = pieces(head).into_iter();
    let name = pieces.next().unwrap_or_default();
    let (group, name) = match name.split_once('.') {
        Some((group, name)) => (Some(group.to_lowercase()), name),
        None => (None, name.as_str()),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if name.is_empty() || !name.bytes().all(is_name) {
        return Err(malformed());
    }
    let parameters = pieces.map(|piece| match piece.split_once('=') {
        Some((name, value)) => (name.to_uppercase(), value.replace('"', "")),
        // vCard 2.1 names types alone, and some programs still do.
        None => ("TYPE".to_owned(), piece),
    });
    Ok(Line {
        number,
        group,
        name: name.to_uppercase(),
        parameters: parameters.collect(),
        value: value.strip_prefix(':').unwrap_or(value).to_owned(),
    })
}

/// What semicolons outside of quotes divide.
fn pieces(head: &str) -> Vec<String> {
    let (mut pieces, mut is_quoted) = (vec![String::new()], false);
    for character in head.chars() {
        is_quoted ^= character == '"';
        if character == ';' && !is_quoted {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, true) => match characters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            (plain, false) => text.push(plain),
        }
    }
    text
}

/// A text as a value has it: no character of it divides anything, and none controls anything.
pub(super) fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' | '\r' => value.push_str("\\n"),
            '\\' | ',' | ';' => value.extend(['\\', character]),
            '\t' => value.push('\t'),
            control if control.is_control() => {}
            plain => value.push(plain),
        }
    }
    value
}

/// Writes a line, folded at 75 octets and never inside of a character.
pub(super) fn push(out: &mut String, name: &str, value: &str) {
    let mut width = 0;
    for character in name.chars().chain([':']).chain(value.chars()) {
        if width + character.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(character);
        width += character.len_utf8();
    }
    out.push_str("\r\n");
}
