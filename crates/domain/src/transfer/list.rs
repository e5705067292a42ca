//! Several texts in one cell, divided by semicolons; a semicolon of a text has a backslash before it.

/// The texts as one cell. [`split`] takes it apart again.
pub fn join<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let escaped = texts
        .into_iter()
        .map(|text| text.as_ref().replace('\\', "\\\\").replace(';', "\\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

/// The texts of a cell, trimmed; nothing between two semicolons is no text.
pub fn split(cell: &str) -> Vec<String> {
    let (mut texts, mut text) = (Vec::new(), String::new());
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ';' => texts.push(std::mem::take(&mut text)),
            '\\' => match characters.next_if(|next| matches!(next, ';' | '\\')) {
                Some(escaped) => text.push(escaped),
                None => text.push('\\'),
            },
            other => text.push(other),
        }
    }
    texts.push(text);
    let trimmed = texts.iter().map(|text| text.trim().to_owned());
    trimmed.filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cell_holds_several_texts() {
        assert_eq!(split(" law;; choir \\; song ;"), ["law", "choir ; song"]);
        assert_eq!(split(r"a\b; c\\"), [r"a\b", r"c\"]);
        assert_eq!(split(" ; "), [""; 0]);
    }

    proptest! {
        #[test]
        fn what_is_joined_comes_apart_the_same(texts in prop::collection::vec("[a-z;\\\\, ]{0,6}[a-z;\\\\]", 0..5)) {
            let trimmed: Vec<_> = texts.iter().map(|text| text.trim().to_owned()).collect();
            prop_assert_eq!(split(&join(&trimmed)), trimmed);
        }
    }
}
