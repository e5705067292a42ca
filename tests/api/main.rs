//! The integration suite: the real router over real HTTP and a real PostgreSQL, one database for each test.
#![cfg(test)]

mod account;
mod agenda;
mod architecture;
mod contact;
mod document;
mod follow_up;
mod harness;
mod interview;
mod journey;
mod machinery;
mod methodology;
mod migration;
mod organization;
mod outreach;
mod question;
mod referral;
mod statement_count;
mod theme;
mod walk;
