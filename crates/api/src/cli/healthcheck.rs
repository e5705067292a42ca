//! Asks the running service whether it lives.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use super::Failure;
use crate::config::Config;

pub(super) fn healthcheck(config: &Config) -> Result<(), Failure> {
    let address = match config.server.address {
        // Listening everywhere means listening here.
        everywhere if everywhere.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        address => address,
    };
    let url = format!(
        "http://{}/livez",
        SocketAddr::new(address, config.server.port)
    );
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(2)))
        .build()
        .into();
    agent.get(&url).call()?;
    Ok(())
}
