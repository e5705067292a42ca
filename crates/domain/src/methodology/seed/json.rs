//! As much of JSON as the seeds are written in: the domain itself has no use for it.

/// A JSON value; there is no null, no fraction and no escape in the seeds.
#[derive(Debug)]
pub(super) enum Json<'a> {
    Object(Vec<(&'a str, Json<'a>)>),
    Array(Vec<Json<'a>>),
    Text(&'a str),
    Number(u32),
    Flag(bool),
}

impl<'a> Json<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => {
                let found = members.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| value)
            }
            other => panic!("no object: {other:?}"),
        }
    }

    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            other => panic!("no array: {other:?}"),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        match self {
            Self::Text(text) => text,
            other => panic!("no text: {other:?}"),
        }
    }

    pub(super) fn number(&self) -> u32 {
        match self {
            Self::Number(number) => *number,
            other => panic!("no number: {other:?}"),
        }
    }

    pub(super) fn flag(&self) -> bool {
        match self {
            Self::Flag(flag) => *flag,
            other => panic!("no flag: {other:?}"),
        }
    }
}

/// Reads one value; whatever it cannot read fails the test.
pub(super) fn parse(text: &str) -> Json<'_> {
    let (value, rest) = value(text);
    assert_eq!(rest.trim(), "");
    value
}

fn value(text: &str) -> (Json<'_>, &str) {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('{') {
        let (members, rest) = list(rest, '}', |text| {
            let (name, rest) = string(text);
            let (value, rest) = value(rest.trim_start().strip_prefix(':').unwrap());
            ((name, value), rest)
        });
        (Json::Object(members), rest)
    } else if let Some(rest) = text.strip_prefix('[') {
        let (items, rest) = list(rest, ']', value);
        (Json::Array(items), rest)
    } else if text.starts_with('"') {
        let (text, rest) = string(text);
        (Json::Text(text), rest)
    } else {
        let end = text.find(|c: char| !c.is_alphanumeric()).unwrap();
        let (word, rest) = text.split_at(end);
        let value = match word {
            "true" => Json::Flag(true),
            "false" => Json::Flag(false),
            number => Json::Number(number.parse().unwrap()),
        };
        (value, rest)
    }
}

fn list<'a, T>(
    mut text: &'a str,
    end: char,
    item: impl Fn(&'a str) -> (T, &'a str),
) -> (Vec<T>, &'a str) {
    let mut items = Vec::new();
    loop {
        text = text.trim_start();
        if let Some(rest) = text.strip_prefix(end) {
            return (items, rest);
        }
        let (one, rest) = item(text);
        items.push(one);
        text = rest.trim_start();
        text = text.strip_prefix(',').unwrap_or(text);
    }
}

fn string(text: &str) -> (&str, &str) {
    let text = text.trim_start().strip_prefix('"').unwrap();
    text.split_once('"').unwrap()
}
