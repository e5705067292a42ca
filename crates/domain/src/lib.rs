//! Types and rules of informational interviews: no I/O, no async, no SQL, no HTTP, no clock, no randomness.

pub mod account;
pub mod agenda;
pub mod channel;
pub mod contact;
pub mod follow_up;
pub mod id;
pub mod interview;
pub mod methodology;
pub mod organization;
pub mod outreach;
pub mod password;
pub mod question;
pub mod referral;
pub mod session;
pub mod sign_in;
pub mod stored;
pub mod text;
pub mod theme;
pub mod vocabulary;
pub mod web_url;
pub mod whole;
pub mod zone;

pub use id::Id;
pub use stored::Stored;
pub use text::Text;
pub use web_url::WebUrl;
pub use zone::Zone;
