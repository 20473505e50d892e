//! Hosts: which names the server goes by. A page whose name leads to this machine (DNS rebinding) gets nothing.

use std::net::{IpAddr, SocketAddr};

use super::request::Request;

/// The names that the server goes by.
#[derive(Debug)]
pub(super) struct Hosts {
    listen: IpAddr,
    allowed: Vec<String>,
}

impl Hosts {
    /// Loopback names, the address that is listened on, and others that are allowed.
    pub(super) fn new(address: SocketAddr, allowed: &[String]) -> Self {
        Self { listen: address.ip(), allowed: allowed.iter().map(|name| normal(name)).collect() }
    }

    /// Whether a request is for this server. One without a host comes from no browser.
    pub(super) fn allow(&self, request: &Request) -> bool {
        request.header("host").is_none_or(|host| self.is_own(&normal(host)))
    }

    fn is_own(&self, name: &str) -> bool {
        let address: Option<IpAddr> = name.trim_matches(['[', ']']).parse().ok();
        match address {
            // A name could lead anywhere, an address is what it says: any of this machine's is meant.
            Some(address) if self.listen.is_unspecified() => !address.is_multicast(),
            Some(address) if address.is_loopback() || address == self.listen => true,
            _ => {
                name == "localhost"
                    || name.ends_with(".localhost")
                    || self.allowed.iter().any(|allowed| allowed == name)
            }
        }
    }
}

/// A host without its port, in lower case and without the dot of the root.
fn normal(host: &str) -> String {
    let host = host.trim();
    let name = match host.rfind(':') {
        Some(colon)
            if !host[colon..].contains(']') && host[..colon].parse::<std::net::Ipv6Addr>().is_err() =>
        {
            &host[..colon]
        }
        _ => host,
    };
    name.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Hosts, Request};

    #[test]
    fn loopback_names_and_the_address_are_allowed() {
        let allows = |listen: &str, host: &str| {
            let address = format!("{listen}:4010").parse().map_err(|_| listen.to_owned());
            let hosts = address.map(|address| Hosts::new(address, &["Mock.Example".to_owned()]));
            let headers = vec![("host".to_owned(), host.to_owned())];
            hosts.is_ok_and(|hosts| hosts.allow(&Request { headers, ..Request::default() }))
        };
        for host in
            ["localhost", "LOCALHOST:4010", "a.localhost", "127.0.0.1:4010", "[::1]:4010", "127.8.8.8"]
        {
            assert!(allows("127.0.0.1", host), "{host}");
        }
        for host in ["example.com", "localhost.example.com", "10.0.0.7:4010", "", "notlocalhost"] {
            assert!(!allows("127.0.0.1", host), "{host}");
        }
        assert!(allows("10.0.0.7", "10.0.0.7:4010"));
        assert!(allows("0.0.0.0", "10.0.0.7") && !allows("0.0.0.0", "example.com"));
        assert!(allows("127.0.0.1", "mock.example:80"));
    }
}
