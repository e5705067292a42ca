//! What the sandbox does, and what it does not let happen.

use domain::message::{TemplateBlock, TemplateValue};
use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

const MAX: usize = 20_000;

fn english() -> Locale {
    Locale::parse("en").unwrap()
}

fn known(values: &[(TemplateValue, &str)]) -> Values {
    let values = values
        .iter()
        .map(|(value, text)| (*value, (*text).to_owned()));
    values.collect()
}

fn filled(source: &str, values: &[(TemplateValue, &str)]) -> Filled {
    fill(source, &english(), &known(values), MAX).unwrap()
}

fn refused(source: &str) -> String {
    check(source, &english()).unwrap_err().to_string()
}

#[test]
fn values_are_put_in_and_missing_ones_stand_out() {
    let source = "Dear {{ contact.name }}, about {{ theme.name|lower }}{% if window.place %} in {{ window.place }}{% endif %}";
    let Filled { text, missing } = filled(source, &[(TemplateValue::ThemeName, "Speech Therapy")]);
    assert_eq!(text, "Dear [their name], about speech therapy");
    let expected = [
        (TemplateValue::ContactName, true),
        (TemplateValue::WindowPlace, false),
    ];
    assert_eq!(missing, BTreeMap::from(expected));
}

#[test]
fn a_value_is_text_and_never_a_template() {
    let text = "{{ contact.name }} <b>&amp;</b>";
    let Filled { text: said, .. } = filled("{{ me.name }}", &[(TemplateValue::MyName, text)]);
    assert_eq!(said, text);
}

#[test]
fn a_block_is_said_only_when_it_is_whole() {
    let source = "{% if block.referrer %}{{ block.referrer }} {% endif %}{{ block.common_ground }}";
    let without = filled(source, &[]);
    assert_eq!(
        without.text,
        "We share something: [what you have in common]."
    );
    assert!(!without.missing[&TemplateValue::ReferrerName]);
    assert!(without.missing[&TemplateValue::CommonGround]);
    let with = filled(source, &[(TemplateValue::ReferrerName, "Anna Lindqvist")]);
    assert!(
        with.text
            .starts_with("Anna Lindqvist suggested that I write to you. ")
    );
}

#[test]
fn a_missing_value_can_be_stood_in_for() {
    let source = "{{ contact.role|default(\"what you do\")|capitalize }}, {{ contact.name|upper }}";
    let Filled { text, missing } = filled(source, &[]);
    assert_eq!(text, "What you do, [their name]");
    assert!(!missing[&TemplateValue::ContactRole]);
}

#[test]
fn every_block_can_be_filled_in() {
    for one in TemplateBlock::ALL {
        assert_eq!(check(one.text(), &english()), Ok(()), "{one}");
    }
}

#[test]
fn a_block_is_no_part_of_a_text_in_another_language() {
    let german = Locale::parse("de").unwrap();
    let broken = check("Hallo\n{{ block.thanks }}", &german).unwrap_err();
    assert_eq!(
        broken.to_string(),
        "line 2: block.thanks is no value or block that a template can mention"
    );
}

#[test]
fn what_is_broken_is_told_with_its_line() {
    for (source, says) in [
        (
            "a\n{{ contact.nmae }}",
            "line 2: contact.nmae is no value or block that a template can mention",
        ),
        (
            "a\n\n{{ contact }}",
            "line 3: contact is no value or block that a template can mention",
        ),
        (
            "{{ range(9) }}",
            "line 1: range is no value or block that a template can mention",
        ),
        (
            "{% if me.name %}",
            "line 1: unexpected end of input, expected end of block",
        ),
        (
            "{{ me.name + 1 }}",
            "line 1: tried to use + operator on unsupported types string and number",
        ),
    ] {
        assert_eq!(refused(source), says, "{source}");
    }
}

#[test]
fn hostile_templates_are_refused_in_no_time() {
    let chain = |link: &str, count| format!("{{{{ me.name{} }}}}", link.repeat(count));
    for source in [
        "{% for a in range(1000000000) %}{{ a }}{% endfor %}".to_owned(),
        "{% set a = 'aaaaaaaaaaaaaaaa' %}".to_owned() + &"{% set a = a ~ a %}".repeat(40),
        "{% include '/etc/passwd' %}".to_owned(),
        "{% import 'x' as y %}".to_owned(),
        "{% extends 'x' %}".to_owned(),
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}".to_owned(),
        "{% raw %}{{ me.name }}{% endraw %}".to_owned(),
        "{{ 'x' * 1000000000 }}".to_owned(),
        "{{ me.name * 99999999 }}".to_owned(),
        "{{ 10 ** 10 ** 10 }}".to_owned(),
        "{{ debug() }}".to_owned(),
        "{{ me.name.__class__ }}".to_owned(),
        format!("{{{{ {}1{} }}}}", "(".repeat(5000), ")".repeat(5000)),
        format!("{{{{ {}1{} }}}}", "[".repeat(90), "]".repeat(90)),
        chain(" ~ me.name", 2000),
        chain(".a", 5000),
        chain("()", 90),
        chain("[0]", 60),
        "{% if me.name %}".repeat(5000),
        "{% if me.name %}".repeat(100),
        format!(
            "{{% if me.name %}}{}{{% endif %}}",
            "{% elif me.name %}".repeat(500)
        ),
    ] {
        assert!(check(&source, &english()).is_err(), "{source:.80}");
    }
}

#[test]
fn as_much_as_the_limits_allow_does_no_harm() {
    let deep = format!(
        "{}x{}",
        "{% if me.name %}".repeat(50),
        "{% endif %}".repeat(50)
    );
    let wide = format!(
        "{{% if learning %}}{}{{% endif %}}",
        "{% elif learning %}".repeat(98)
    );
    let long = format!("{{{{ 1{} }}}}", "+1".repeat(98));
    let not = format!("{{{{ {}me.name }}}}", "not ".repeat(40));
    for source in [deep, wide, long, not] {
        let outcome = fill(&source, &english(), &Values::new(), MAX);
        assert!(
            outcome.is_ok_and(|filled| filled.text.len() < 100),
            "{source:.80}"
        );
    }
}

#[test]
fn a_text_that_grows_too_long_is_refused() {
    let long = "x".repeat(5000);
    let values = known(&[(TemplateValue::Advice, &long)]);
    let broken = fill(&"{{ advice }}".repeat(5), &english(), &values, MAX).unwrap_err();
    assert_eq!(
        broken.problem,
        "filled in, the text has more than 20000 characters"
    );
}

/// Pieces of templates, right and wrong.
const PIECES: [&str; 40] = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "-",
    "+",
    " ",
    "\n",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "|",
    "~",
    "*",
    ".",
    ",",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "set",
    "not",
    "is",
    "in",
    "me.name",
    "contact.name",
    "block.ask",
    "lower",
    "default",
    "9",
    "é\u{301}",
];

fn some_template() -> impl Strategy<Value = String> {
    let soup = vec(select(&PIECES[..]), 0..120).prop_map(|pieces| pieces.concat());
    let place = vec(select(&PIECES[15..]), 0..12).prop_map(|pieces| pieces.join(" "));
    let places = vec(place, 0..20).prop_map(|places| {
        let places = places.iter().map(|place| format!("a {{{{ {place} }}}} b"));
        places.collect::<String>()
    });
    prop_oneof![any::<String>(), soup, places]
}

proptest! {
    #[test]
    fn any_text_is_filled_in_within_the_limit_or_refused(source in some_template(), name in "\\PC{0,300}") {
        let values = known(&[(TemplateValue::MyName, &name)]);
        match fill(&source, &english(), &values, MAX) {
            Ok(Filled { text, .. }) => prop_assert!(text.chars().count() <= MAX),
            Err(Broken { line, problem }) => {
                prop_assert!(line >= 1 && line <= source.matches('\n').count() + 1);
                prop_assert!(!problem.is_empty());
            }
        }
    }
}
