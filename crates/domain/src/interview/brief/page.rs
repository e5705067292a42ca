//! The page as text, plain or marked up.

use std::fmt::Write as _;

use super::{Brief, Section};

impl Brief {
    /// As text of 80 columns or more, for any printer.
    pub fn plain(&self) -> String {
        let title = self.title();
        let mut page = format!("{title}\n{}\n", "=".repeat(title.chars().count()));
        for section in self.sections() {
            let rule = "-".repeat(section.title.len());
            let _infallible = write!(page, "\n{}\n{rule}\n", section.title);
            for (number, line) in (1..).zip(&section.lines) {
                let url = line.url.iter().map(|url| format!(" <{url}>"));
                let text = one_line(&line.text) + &url.collect::<String>();
                let _infallible = writeln!(page, "{}{text}", section.bullet(number));
            }
        }
        page
    }

    /// As `CommonMark`; what people wrote is text in it, never markup.
    pub fn markdown(&self) -> String {
        let mut page = format!("# {}\n", escaped(&self.title()));
        for section in self.sections() {
            let _infallible = write!(page, "\n## {}\n\n", section.title);
            for (number, line) in (1..).zip(&section.lines) {
                let url = line.url.iter().map(|url| format!(" <{url}>"));
                let text = escaped(&line.text) + &url.collect::<String>();
                let _infallible = writeln!(page, "{}{text}", section.bullet(number));
            }
        }
        page
    }
}

impl Section {
    fn bullet(&self, number: usize) -> String {
        if self.is_numbered {
            format!("{number}. ")
        } else {
            "- ".to_owned()
        }
    }
}

/// What may begin markup.
const MARKUP: &str = "\\`*_{}[]<>#+-!|~&$^=";

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        // After nothing but digits these begin a numbered list.
        let begins_list =
            matches!(character, '.' | ')') && escaped.chars().all(|before| before.is_ascii_digit());
        if begins_list || MARKUP.contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert_eq!(escaped("a *b*\n# c_d <e>"), "a \\*b\\* \\# c\\_d \\<e\\>");
        assert_eq!(escaped("1. one"), "1\\. one");
        assert_eq!(escaped("Why, and when? (1 min)"), "Why, and when? (1 min)");
    }
}
