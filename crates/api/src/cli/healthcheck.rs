//! Asks the running service whether it lives.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use super::Failure;
use crate::config::Config;

pub(super) fn healthcheck(config: &Config) -> Result<(), Failure> {
    let settings = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(2)));
    let agent: ureq::Agent = settings.build().into();
    agent.get(format!("{}/livez", local_url(config))).call()?;
    Ok(())
}

/// Where the service of this configuration is reached from its own machine.
pub(super) fn local_url(config: &Config) -> String {
    let address = match config.server.address {
        // Listening everywhere means listening here.
        everywhere if everywhere.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        address => address,
    };
    format!("http://{}", SocketAddr::new(address, config.server.port))
}
