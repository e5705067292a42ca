//! What a request says about who it is from.

use super::Claims;

/// Who a request says it is from.
#[derive(Clone, Debug)]
pub(crate) enum Authentication {
    None,
    /// A token was sent that is not valid, or not in the one way that is accepted.
    Invalid,
    Valid(Claims),
}
