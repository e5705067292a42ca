//! Whole numbers with bounds, small enough for a `smallint`.

use std::fmt;

/// A whole number from `MIN` to `MAX`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Whole<const MIN: i16, const MAX: i16>(i16);

/// The number is outside its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number from {min} to {max}")]
pub struct OutOfRange {
    pub min: i16,
    pub max: i16,
}

impl<const MIN: i16, const MAX: i16> Whole<MIN, MAX> {
    pub const MIN: Self = Self(MIN);
    pub const MAX: Self = Self(MAX);

    /// # Errors
    /// Less than `MIN` or more than `MAX`.
    pub fn new(number: impl Into<i64>) -> Result<Self, OutOfRange> {
        i16::try_from(number.into())
            .ok()
            .filter(|number| (MIN..=MAX).contains(number))
            .map(Self)
            .ok_or(OutOfRange { min: MIN, max: MAX })
    }

    /// The nearest number within the bounds.
    pub fn nearest(number: impl Into<i64>) -> Self {
        let number = number.into();
        Self::new(number).unwrap_or(if number < i64::from(MIN) {
            Self::MIN
        } else {
            Self::MAX
        })
    }

    pub const fn get(self) -> i16 {
        self.0
    }

    /// One more, up to `MAX`.
    #[must_use]
    pub fn next(self) -> Self {
        Self::nearest(i64::from(self.0) + 1)
    }
}

impl<const MIN: i16, const MAX: i16> fmt::Display for Whole<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_outside_its_bounds_is_refused() {
        assert_eq!(Whole::<5, 60>::new(5).unwrap().get(), 5);
        assert_eq!(Whole::<5, 60>::new(60).unwrap(), Whole::MAX);
        for outside in [4, 61, i64::MAX, i64::MIN] {
            assert_eq!(
                Whole::<5, 60>::new(outside),
                Err(OutOfRange { min: 5, max: 60 })
            );
        }
    }

    #[test]
    fn the_nearest_number_is_within_the_bounds() {
        assert_eq!(Whole::<1, 600>::nearest(0).get(), 1);
        assert_eq!(Whole::<1, 600>::nearest(100_000).get(), 600);
        assert_eq!(Whole::<1, 600>::MAX.next(), Whole::MAX);
    }
}
