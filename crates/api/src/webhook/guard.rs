//! Where messages may be sent: to other people's machines, never to what only this service can reach (OWASP API7).
//!
//! A name is looked up once for each connection, every address it has is checked, and the connection goes to those that
//! were checked: a name that answers differently the second time gains nothing.

use std::{error::Error, net::SocketAddr, time::Duration};

use domain::webhook::is_public;
use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};
use tokio::{net::lookup_host, time::timeout};

const PORTS: [u16; 2] = [443, 8443];
/// How long a name may take when an endpoint is made. What takes longer is checked when something is sent.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why nothing is sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Forbidden {
    #[error("must be a web address such as https://example.org/hook")]
    Shape,
    #[error("must be https")]
    Scheme,
    #[error("must not have a user name or a password")]
    UserInfo,
    #[error("must be at port 443 or 8443")]
    Port,
    #[error("must be on the public internet")]
    Address,
}

impl Forbidden {
    /// Its machine name.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Shape => "web_url",
            Self::Scheme => "https_only",
            Self::UserInfo => "user_info",
            Self::Port => "port",
            Self::Address => "not_public",
        }
    }

    /// Whether this is why a request was not sent.
    pub(super) fn is_why(error: &(dyn Error + 'static)) -> bool {
        causes(error).any(<dyn Error>::is::<Self>)
    }
}

/// An error, what caused it, what caused that, and so on.
pub(super) fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// Decides where messages may be sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guard {
    allow_loopback: bool,
}

impl Guard {
    pub(super) fn new(allow_loopback: bool) -> Self {
        Self { allow_loopback }
    }

    /// What can be told of an address by looking at it.
    pub(super) fn target(self, url: &str) -> Result<Url, Forbidden> {
        let url = Url::parse(url).map_err(|_other_shape| Forbidden::Shape)?;
        let host = url.host_str().ok_or(Forbidden::Shape)?;
        // The parser has put every way to write an address of IPv4 into one form.
        let address = host.trim_matches(['[', ']']).parse().ok();
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Forbidden::UserInfo);
        }
        let is_here = address.map_or(host == "localhost", |address: std::net::IpAddr| {
            address.is_loopback()
        });
        if self.allow_loopback && is_here && matches!(url.scheme(), "http" | "https") {
            return Ok(url);
        }
        if url.scheme() != "https" {
            return Err(Forbidden::Scheme);
        }
        if !url
            .port_or_known_default()
            .is_some_and(|port| PORTS.contains(&port))
        {
            return Err(Forbidden::Port);
        }
        match address {
            Some(address) if !is_public(address) => Err(Forbidden::Address),
            _ => Ok(url),
        }
    }

    /// The same, and what its name stands for now. A name that stands for nothing yet may do so later.
    pub(crate) async fn check(self, url: &str) -> Result<(), Forbidden> {
        let url = self.target(url)?;
        let (host, port) = (url.host_str(), url.port_or_known_default());
        let Some((host, port)) = host.zip(port) else {
            return Err(Forbidden::Shape);
        };
        match timeout(PATIENCE, lookup_host((host.trim_matches(['[', ']']), port))).await {
            Ok(Ok(found)) => self.admit(found.collect()).map(drop),
            Ok(Err(_)) | Err(_) => Ok(()),
        }
    }

    /// All of them, or none: a name that stands for one of ours is not to be trusted with the others.
    fn admit(self, addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Forbidden> {
        let is_fine = |address: &SocketAddr| {
            let address = address.ip();
            is_public(address) || self.allow_loopback && address.is_loopback()
        };
        if addresses.iter().all(is_fine) {
            Ok(addresses)
        } else {
            Err(Forbidden::Address)
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let addresses: Addrs = Box::new(guard.admit(found.collect())?.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_to_public_machines_is_let_through() {
        let guard = Guard::new(false);
        for good in [
            "https://example.org/hook",
            "https://example.org:8443/hook?a=b",
            "https://8.8.8.8/",
            "https://[2606:4700:4700::1111]/",
            "https://bücher.example/",
            "https://example.org./",
        ] {
            assert!(guard.target(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://example.org/", Forbidden::Scheme),
            ("ftp://example.org/", Forbidden::Scheme),
            ("file:///etc/passwd", Forbidden::Shape),
            ("https://", Forbidden::Shape),
            ("https://example.org:22/", Forbidden::Port),
            ("https://example.org:80/", Forbidden::Port),
            ("https://ada@example.org/", Forbidden::UserInfo),
            ("https://:secret@example.org/", Forbidden::UserInfo),
            ("https://127.0.0.1/", Forbidden::Address),
            ("https://127.1/", Forbidden::Address),
            ("https://2130706433/", Forbidden::Address),
            ("https://0x7f.1/", Forbidden::Address),
            ("https://0x7f000001/", Forbidden::Address),
            ("https://017700000001/", Forbidden::Address),
            ("https://%31%32%37.0.0.1/", Forbidden::Address),
            ("https://127。0。0。1/", Forbidden::Address),
            ("https://127.0.0.1./", Forbidden::Address),
            ("https://10.0.0.1/", Forbidden::Address),
            (
                "https://169.254.169.254/latest/meta-data",
                Forbidden::Address,
            ),
            ("https://[::1]/", Forbidden::Address),
            ("https://[::]/", Forbidden::Address),
            ("https://[::ffff:127.0.0.1]/", Forbidden::Address),
            ("https://[::ffff:7f00:1]/", Forbidden::Address),
            ("https://[64:ff9b::7f00:1]/", Forbidden::Address),
            ("https://[fd00::1]/", Forbidden::Address),
            ("https://[fe80::1]/", Forbidden::Address),
        ] {
            assert_eq!(guard.target(bad).err(), Some(why), "{bad}");
        }
    }

    #[test]
    fn development_may_reach_its_own_machine_and_no_other() {
        let guard = Guard::new(true);
        for good in [
            "http://127.0.0.1:3000/hook",
            "http://localhost:3000/",
            "http://[::1]:3000/",
            "https://localhost/",
        ] {
            assert!(guard.target(good).is_ok(), "{good}");
        }
        for bad in [
            "http://example.org/",
            "http://10.0.0.1/",
            "https://10.0.0.1/",
        ] {
            assert!(guard.target(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_stands_for_this_machine_is_refused() {
        let guard = Guard::new(false);
        assert_eq!(
            guard.check("https://localhost/").await,
            Err(Forbidden::Address)
        );
        let refused = guard.resolve("localhost".parse().unwrap()).await;
        assert!(refused.err().unwrap().is::<Forbidden>());
        assert_eq!(Guard::new(true).check("http://localhost:1/").await, Ok(()));
        let mixed = ["8.8.8.8:443", "10.0.0.1:443"].map(|address| address.parse().unwrap());
        assert_eq!(guard.admit(mixed.to_vec()), Err(Forbidden::Address));
    }
}
