//! How many themes are explored at a time (F150).

use super::Theme;
use crate::text::Name;

/// The cap on themes explored at a time is reached (F150).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at most {max} themes are explored at a time, and {} already are", names.join(", "))]
pub struct TooManyActiveThemes {
    pub max: u32,
    pub names: Vec<String>,
}

/// Refuses one more active theme when `others` already reach the cap of the methodology.
///
/// # Errors
/// [`TooManyActiveThemes`], which names them.
pub fn admit(theme: &Theme, others: &[Name], max: u32) -> Result<(), TooManyActiveThemes> {
    if theme.is_active() && others.len() >= usize::try_from(max).unwrap_or(usize::MAX) {
        let names = others.iter().map(|name| name.as_str().to_owned()).collect();
        return Err(TooManyActiveThemes { max, names });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{ThemeStatus, sample};

    #[test]
    fn a_theme_above_the_cap_is_refused_with_the_names_of_the_others() {
        let others = ["A", "B", "C"].map(|name| Name::parse(name).unwrap());
        let refused = admit(&sample(ThemeStatus::Exploring), &others, 3).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "at most 3 themes are explored at a time, and A, B, C already are"
        );
        assert_eq!(admit(&sample(ThemeStatus::Idea), &others, 3), Ok(()));
        assert_eq!(
            admit(&sample(ThemeStatus::Exploring), &others[..2], 3),
            Ok(())
        );
    }
}
