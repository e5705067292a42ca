//! The rows as SeaORM sees them, one module for each table.

pub(crate) mod account;
pub(crate) mod attempt;
pub(crate) mod bank_question;
pub(crate) mod contact;
pub(crate) mod contact_method;
pub(crate) mod follow_up;
pub(crate) mod interview;
pub(crate) mod interview_question;
pub(crate) mod methodology;
pub(crate) mod organization;
pub(crate) mod outreach;
pub(crate) mod question;
pub(crate) mod referral;
pub(crate) mod refresh_token;
pub(crate) mod session;
pub(crate) mod theme;
