//! What a letter says, in parts that both of its forms show.

use std::{collections::BTreeMap, sync::LazyLock};

use minijinja::{AutoEscape, Environment, Error, Value, syntax::SyntaxConfig};

/// The parts of a letter.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) subject: String,
    /// Who is addressed.
    pub(super) name: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) sections: Vec<Section>,
    /// A link, and what it does.
    pub(super) link: Option<(String, String)>,
    /// A token to copy.
    pub(super) code: Option<String>,
    /// Why this letter came, and what ends it.
    pub(super) closing: Vec<String>,
    /// Where letters like this are ended.
    pub(super) unsubscribe: Option<String>,
}

/// A list under a heading.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) items: Vec<Item>,
}

/// Something of a list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) when: String,
    pub(super) why: String,
}

/// The two forms of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Forms {
    pub(super) text: String,
    pub(super) html: String,
}

const TEXT: &str = include_str!("template/letter.txt");
const HTML: &str = include_str!("template/letter.html");

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    // Tags stand on lines of their own, which are no lines of the letter.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.build().unwrap_or_default());
    environment.set_auto_escape_callback(|name| match name {
        "letter.html" => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    environment
});

impl Content {
    /// # Errors
    /// A template of ours is broken.
    pub(super) fn render(&self) -> Result<Forms, Error> {
        let form = |name, source| ENVIRONMENT.render_named_str(name, source, self.values());
        Ok(Forms {
            text: form("letter.txt", TEXT)?,
            html: form("letter.html", HTML)?,
        })
    }

    fn values(&self) -> Value {
        let Self {
            subject,
            name,
            paragraphs,
            sections,
            link,
            code,
            closing,
            unsubscribe,
        } = self;
        let (label, url) = link.clone().unzip();
        let texts = |texts: &[String]| texts.iter().map(String::as_str).collect::<Value>();
        named([
            ("subject", Value::from(subject.as_str())),
            ("name", Value::from(name.as_str())),
            ("paragraphs", texts(paragraphs)),
            ("sections", sections.iter().map(Section::value).collect()),
            ("label", Value::from(label)),
            ("url", Value::from(url)),
            ("code", Value::from(code.clone())),
            ("closing", texts(closing)),
            ("unsubscribe", Value::from(unsubscribe.clone())),
        ])
    }
}

impl Section {
    fn value(&self) -> Value {
        let Self { title, items } = self;
        named([
            ("title", Value::from(title.as_str())),
            ("items", items.iter().map(Item::value).collect()),
        ])
    }
}

impl Item {
    fn value(&self) -> Value {
        let Self { title, when, why } = self;
        let texts = [("title", title), ("when", when), ("why", why)];
        named(texts.map(|(name, text)| (name, Value::from(text.as_str()))))
    }
}

fn named<const N: usize>(values: [(&str, Value); N]) -> Value {
    Value::from(BTreeMap::from(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_text_in_both_forms() {
        let content = Content {
            subject: "Today".to_owned(),
            name: "<b>Ada</b> & co".to_owned(),
            sections: vec![Section {
                title: "Due".to_owned(),
                items: vec![Item {
                    title: "Thank <script>alert(1)</script>".to_owned(),
                    when: "by 5 January".to_owned(),
                    why: "\"why\"".to_owned(),
                }],
            }],
            link: Some(("Go".to_owned(), "https://app.example/?a=1&b=2".to_owned())),
            ..Content::default()
        };
        let Forms { text, html } = content.render().unwrap();
        assert!(text.contains("Hello <b>Ada</b> & co,"), "{text}");
        assert!(text.contains("- Thank <script>alert(1)</script>"), "{text}");
        assert!(
            !html.contains("<script>") && !html.contains("<b>Ada"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(html.contains("a=1&amp;b=2"), "{html}");
    }
}
