//! How a caller proves who they are: passwords, access tokens, refresh tokens and the keys behind them.

mod api_key;
mod authentication;
pub mod keys;
mod opaque;
pub mod password;
pub mod refresh;
pub mod scope;
pub mod secret;
pub mod throttle;
pub mod token;

pub(crate) use api_key::ApiKeySecret;
pub(crate) use authentication::{Authentication, Credential};
pub use keys::KeyRing;
pub use opaque::Opaque;
pub use password::Hasher;
pub use scope::{Scope, Scopes};
pub use secret::Secret;
pub use throttle::Throttle;
pub use token::{Claims, InvalidToken, Tokens};
