//! Templates filled in, in a sandbox: text, values and conditions, nothing to load, nothing to repeat, and little fuel.

mod syntax;
#[cfg(test)]
mod tests;
mod value;

use std::{collections::BTreeMap, sync::LazyLock};

use domain::{
    locale::Locale,
    message::{TemplateBlock, TemplateValue},
    vocabulary::Vocabulary,
};
use minijinja::{Environment, Error, ErrorKind, Value};

pub(super) use self::syntax::Broken;
use self::value::{Notes, block, nested, unknown};

/// The engine counts steps, and 64 bytes that it makes as one: enough for the longest message many times over, and some
/// three megabytes at most.
const FUEL: u64 = 50_000;
const RECURSION: usize = 50;

/// What is known, by name.
pub(super) type Values = BTreeMap<TemplateValue, String>;

/// A text filled in, and what it asked for and did not get: true where a placeholder stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    pub(super) text: String,
    pub(super) missing: BTreeMap<TemplateValue, bool>,
}

/// No loader, no globals, no tests, and only the filters of [`syntax::FILTERS`].
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(RECURSION);
    environment.add_filter("capitalize", |value: Value| changed(value, capitalized));
    environment.add_filter("lower", |value: Value| changed(value, str::to_lowercase));
    environment.add_filter("upper", |value: Value| changed(value, str::to_uppercase));
    environment.add_filter(
        "default",
        |value: Value, other: Value| {
            if value.is_true() { value } else { other }
        },
    );
    environment
});

/// A placeholder stays as it is, to be found by the lint.
fn changed(value: Value, change: impl Fn(&str) -> String) -> Value {
    match value.as_str() {
        Some(text) => Value::from(change(text)),
        None => value,
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// Whether a text can be filled in, whatever is known and whatever is not.
///
/// # Errors
/// [`Broken`]
pub(super) fn check(source: &str, locale: &Locale) -> Result<(), Broken> {
    let something = TemplateValue::ALL
        .iter()
        .map(|value| (*value, "x".to_owned()));
    // First with values: what the engine then objects to tells more.
    fill(source, locale, &something.collect(), usize::MAX)?;
    fill(source, locale, &Values::new(), usize::MAX)?;
    Ok(())
}

/// Fills a text in, to at most `max` characters.
///
/// # Errors
/// [`Broken`], also where it grows too long.
pub(super) fn fill(
    source: &str,
    locale: &Locale,
    values: &Values,
    max: usize,
) -> Result<Filled, Broken> {
    let notes = Notes::default();
    let mut names = named(values, &notes);
    for one in blocks(locale) {
        let of_block = Notes::default();
        let text = render(one.text(), named(values, &of_block))?;
        names.push((one.as_str(), block(text, of_block.read(), &notes)));
    }
    let text = render(source, names)?;
    if text.chars().count() > max {
        let problem = format!("filled in, the text has more than {max} characters");
        return Err(Broken { line: 1, problem });
    }
    let missing = notes.read();
    Ok(Filled { text, missing })
}

/// The blocks are in English, and no part of a text in another language.
fn blocks(locale: &Locale) -> &'static [TemplateBlock] {
    if locale.language() == "en" {
        TemplateBlock::ALL
    } else {
        &[]
    }
}

fn named(values: &Values, notes: &Notes) -> Vec<(&'static str, Value)> {
    let all = TemplateValue::ALL.iter().map(|value| {
        let known = values.get(value).map(|text| Value::from(text.as_str()));
        let known = known.unwrap_or_else(|| unknown(*value, notes));
        (value.as_str(), known)
    });
    all.collect()
}

fn render(source: &str, names: Vec<(&'static str, Value)>) -> Result<String, Broken> {
    let tags = syntax::tags(source)?;
    let template = ENVIRONMENT
        .template_from_str(source)
        .map_err(|error| broken(&error))?;
    let mentioned = template.undeclared_variables(true).into_iter();
    let mut strange = mentioned.filter(|name| names.iter().all(|(known, _)| known != name));
    if let Some(name) = strange.next() {
        let tag = tags.iter().find(|tag| tag.inside.contains(&name));
        let problem = format!("{name} is no value or block that a template can mention");
        let line = tag.map_or(1, |tag| tag.line);
        return Err(Broken { line, problem });
    }
    template
        .render(nested(names))
        .map_err(|error| broken(&error))
}

/// What the engine says, in our words where its own would not help.
fn broken(error: &Error) -> Broken {
    let problem = match error.kind() {
        ErrorKind::OutOfFuel => "it takes too much work to fill in".to_owned(),
        kind => error
            .detail()
            .map_or_else(|| kind.to_string(), str::to_owned),
    };
    let line = error.line().unwrap_or(1);
    Broken { line, problem }
}
