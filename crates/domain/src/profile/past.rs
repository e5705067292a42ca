//! Where a person comes from: schools and work, each with its years.

use crate::{Text, text::Name, whole::Whole};

/// A year that somebody alive may have studied or worked in.
pub type Year = Whole<1900, 2100>;

/// From one year to another; either may be unknown, and an open end means that it goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    start: Option<Year>,
    end: Option<Year>,
}

/// It ended before it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must not be before the year of the beginning, {start}")]
pub struct EndsBeforeItStarts {
    pub start: Year,
}

impl Years {
    /// # Errors
    /// [`EndsBeforeItStarts`]
    pub fn new(start: Option<Year>, end: Option<Year>) -> Result<Self, EndsBeforeItStarts> {
        match (start, end) {
            (Some(start), Some(end)) if end < start => Err(EndsBeforeItStarts { start }),
            _ => Ok(Self { start, end }),
        }
    }

    pub fn start(self) -> Option<Year> {
        self.start
    }

    pub fn end(self) -> Option<Year> {
        self.end
    }
}

/// A school and what was learned there (F34, F78, F104).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Education {
    pub school: Name,
    pub degree: Option<Name>,
    pub field: Option<Name>,
    pub city: Option<Name>,
    pub years: Years,
}

/// A place of work and what was done there (F34, F78, F105).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experience {
    pub organization: Name,
    pub title: Option<Name>,
    pub city: Option<Name>,
    pub years: Years,
    pub summary: Option<Text<1000>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_does_not_end_before_it_starts() {
        let year = |year: i16| Some(Year::new(year).unwrap());
        assert!(Years::new(year(2019), year(2019)).is_ok());
        assert!(Years::new(None, year(2019)).is_ok());
        let refused = Years::new(year(2020), year(2019)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "must not be before the year of the beginning, 2020"
        );
    }
}
