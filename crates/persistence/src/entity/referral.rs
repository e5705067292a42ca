//! Table `referral`.
