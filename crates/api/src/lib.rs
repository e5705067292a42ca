//! The HTTP API: extractors, handlers, wire types, errors and the OpenAPI document.

pub mod application;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod ids;
pub mod state;

mod account;
mod agenda;
mod contact;
mod contract;
mod document;
mod error;
mod follow_up;
mod health;
mod http;
mod index;
mod interview;
mod methodology;
mod middleware;
mod organization;
mod outreach;
mod question;
mod rate;
mod readiness;
mod referral;
mod routes;
mod theme;
mod wire;

pub use application::Application;
pub use document::document;
