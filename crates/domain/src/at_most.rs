//! Lists with a limit.

/// At most `MAX` items, in the order they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtMost<T, const MAX: usize>(Vec<T>);

/// The list is longer than its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must have at most {max} items")]
pub struct TooMany {
    pub max: usize,
}

impl<T, const MAX: usize> AtMost<T, MAX> {
    /// # Errors
    /// More than `MAX` items.
    pub fn new(items: Vec<T>) -> Result<Self, TooMany> {
        if items.len() > MAX {
            Err(TooMany { max: MAX })
        } else {
            Ok(Self(items))
        }
    }

    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MAX: usize> Default for AtMost<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_refused_above_its_limit() {
        assert_eq!(AtMost::<_, 2>::new(vec![1, 2]).unwrap().into_vec(), [1, 2]);
        assert_eq!(AtMost::<_, 2>::new(vec![1, 2, 3]), Err(TooMany { max: 2 }));
        assert!(AtMost::<u8, 2>::default().as_slice().is_empty());
    }
}
