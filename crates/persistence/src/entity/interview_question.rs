//! Table `interview_question`.
