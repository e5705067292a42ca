//! What may stand in a template: text, values, conditions and remarks, each of a size that no reader of it can stumble over.
//!
//! The engine takes expressions and conditions apart by recursion, as deep as they are long, and a stack that overflows
//! ends the service; so length and number are bounded before it sees them. What is inside the braces is kept so plain
//! that this reading and the engine's cannot differ about where it ends.

/// Characters between the braces of one place, at most.
const MAX_TAG: usize = 200;
/// Places and conditions of one text, at most.
const MAX_TAGS: usize = 100;
/// What a condition may begin with. No loops, no assignments: a message is a text, not a program.
const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];
/// What may be done with a value.
pub(super) const FILTERS: [&str; 4] = ["capitalize", "default", "lower", "upper"];

/// Something in a template that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub(in crate::message_template) struct Broken {
    /// Counts from 1.
    pub(in crate::message_template) line: usize,
    pub(in crate::message_template) problem: String,
}

/// A place or a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) line: usize,
    /// What is between the braces.
    pub(super) inside: &'a str,
}

/// The places and conditions of a text, in order, without remarks.
///
/// # Errors
/// [`Broken`] at the first one that may not stand there.
pub(super) fn tags(source: &str) -> Result<Vec<Tag<'_>>, Broken> {
    let (mut tags, mut rest, mut line) = (Vec::new(), source, 1);
    while let Some((kind, at)) = next_start(rest) {
        let (before, from) = rest.split_at(at);
        line += newlines(before);
        let broken = |problem: String| Broken { line, problem };
        let from = from.get(2..).unwrap_or_default();
        let end = from.find(kind.end());
        let end = end.ok_or_else(|| broken(format!("{} is not closed", kind.start())))?;
        let (inside, behind) = from.split_at(end);
        if kind != Kind::Remark {
            check(kind, inside).map_err(broken)?;
            tags.push(Tag { line, inside });
        }
        if tags.len() > MAX_TAGS {
            return Err(broken(format!("there are more than {MAX_TAGS} places")));
        }
        line += newlines(inside);
        rest = behind.get(2..).unwrap_or_default();
    }
    Ok(tags)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Value,
    Statement,
    Remark,
}

impl Kind {
    fn start(self) -> &'static str {
        match self {
            Self::Value => "{{",
            Self::Statement => "{%",
            Self::Remark => "{#",
        }
    }

    fn end(self) -> &'static str {
        match self {
            Self::Value => "}}",
            Self::Statement => "%}",
            Self::Remark => "#}",
        }
    }
}

fn next_start(text: &str) -> Option<(Kind, usize)> {
    let kinds = [Kind::Value, Kind::Statement, Kind::Remark].into_iter();
    let starts = kinds.filter_map(|kind| Some((kind, text.find(kind.start())?)));
    starts.min_by_key(|(_, at)| *at)
}

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}

fn check(kind: Kind, inside: &str) -> Result<(), String> {
    if inside.chars().count() > MAX_TAG {
        return Err(format!(
            "{} has more than {MAX_TAG} characters",
            kind.start()
        ));
    }
    if inside.contains(['{', '}', '\\']) {
        return Err("braces and backslashes cannot stand inside of braces".to_owned());
    }
    let plain = unquoted(inside).ok_or("a quotation mark is not closed")?;
    if kind == Kind::Statement {
        check_statement(&plain)?;
    }
    check_filters(&plain)
}

/// The text without what is in quotation marks.
fn unquoted(text: &str) -> Option<String> {
    let (mut plain, mut open) = (String::new(), None);
    for character in text.chars() {
        match open {
            Some(mark) if mark == character => open = None,
            Some(_) => {}
            None if matches!(character, '"' | '\'') => open = Some(character),
            None => plain.push(character),
        }
    }
    open.is_none().then_some(plain)
}

fn check_statement(plain: &str) -> Result<(), String> {
    let word = plain.trim_start_matches(['-', '+']).trim_start();
    let word = word
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next();
    match word {
        Some(word) if STATEMENTS.contains(&word) => Ok(()),
        word => Err(format!(
            "{} is nothing that a template can do; it knows {}",
            word.unwrap_or_default(),
            STATEMENTS.join(", ")
        )),
    }
}

fn check_filters(plain: &str) -> Result<(), String> {
    for after in plain.split('|').skip(1) {
        let name = after.trim_start();
        let name = name
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next();
        let name = name.unwrap_or_default();
        if !FILTERS.contains(&name) {
            return Err(format!(
                "{name} is nothing that can be done with a value; there are {}",
                FILTERS.join(", ")
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(source: &str) -> String {
        tags(source).unwrap_err().to_string()
    }

    #[test]
    fn places_are_found_with_their_lines() {
        let source = "Dear {{ a }},\n{# a {{ remark }}\n#}\n{%- if b == \"it's\" -%}{{ c|lower }}{% endif %}";
        let found = tags(source).unwrap();
        let found: Vec<_> = found.iter().map(|tag| (tag.line, tag.inside)).collect();
        let expected = [
            (1, " a "),
            (4, "- if b == \"it's\" -"),
            (4, " c|lower "),
            (4, " endif "),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_may_not_stand_there_is_told_with_its_line() {
        for (source, says) in [
            ("a\n{{ b", "line 2: {{ is not closed"),
            ("{{ 'a }}", "line 1: a quotation mark is not closed"),
            ("{{ '}}' }}", "line 1: a quotation mark is not closed"),
            (
                "{{ {'a': 1} }}",
                "line 1: braces and backslashes cannot stand inside of braces",
            ),
            (
                "\n\n{% for a in b %}",
                "line 3: for is nothing that a template can do; it knows if, elif, else, endif",
            ),
            (
                "{{ a|tojson }}",
                "line 1: tojson is nothing that can be done with a value; there are capitalize, default, lower, upper",
            ),
        ] {
            assert_eq!(broken(source), says);
        }
    }

    #[test]
    fn length_and_number_are_bounded() {
        let place = format!("{{{{{}}}}}", "a".repeat(MAX_TAG));
        assert!(tags(&place).is_ok());
        let longer = format!("{{{{{}}}}}", "a".repeat(MAX_TAG + 1));
        assert_eq!(broken(&longer), "line 1: {{ has more than 200 characters");
        assert!(tags(&"{{ a }}".repeat(MAX_TAGS)).is_ok());
        let many = "{{ a }}".repeat(MAX_TAGS + 1);
        assert_eq!(broken(&many), "line 1: there are more than 100 places");
    }
}
