//! Addresses on the web, which a front end may show as a link.

use std::fmt;

use crate::text::{InvalidText, Text};

/// An absolute `http` or `https` URL of at most 2000 characters; whether anything answers there only a visit can tell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebUrl(Text<2000>);

/// Why an address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidWebUrl {
    #[error(transparent)]
    Text(#[from] InvalidText),
    #[error("must be a web address such as https://example.org")]
    Shape,
}

impl WebUrl {
    /// Trims and checks.
    ///
    /// # Errors
    /// Another scheme, no host, a user name in front of the host, or characters that RFC 3986 forbids everywhere.
    pub fn parse(text: &str) -> Result<Self, InvalidWebUrl> {
        let text = Text::parse(text)?;
        if has_the_shape(text.as_str()) {
            Ok(Self(text))
        } else {
            Err(InvalidWebUrl::Shape)
        }
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn has_the_shape(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let is_host = host.split('.').all(|label| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || "-_".contains(c))
    });
    is_web && is_host && port.parse::<u16>().is_ok_and(|port| port > 0) && !text.contains(forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_address_has_a_scheme_and_a_host() {
        for good in [
            "https://example.org",
            " HTTP://intranet:8080/a?b=c#d ",
            "https://bücher.example/ä",
        ] {
            assert!(WebUrl::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "example.org",
            "ftp://example.org",
            "javascript://example.org/%0aalert(1)",
            "https://",
            "https:///path",
            "https://a..b",
            "https://ada@example.org",
            "https://example.org:99999",
            "https://example.org/a b",
            "https://example.org/<script>",
        ] {
            assert_eq!(WebUrl::parse(bad), Err(InvalidWebUrl::Shape), "{bad}");
        }
    }

    #[test]
    fn a_web_address_keeps_the_limits_of_text() {
        assert_eq!(WebUrl::parse(" "), Err(InvalidText::Empty.into()));
        let long = format!("https://example.org/{}", "a".repeat(2000));
        assert_eq!(
            WebUrl::parse(&long),
            Err(InvalidText::TooLong { max: 2000 }.into())
        );
    }
}
