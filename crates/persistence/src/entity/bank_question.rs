//! Table `bank_question`.
