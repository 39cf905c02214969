//! Which names the server answers to.

use std::net::{IpAddr, Ipv6Addr};

/// Says whether a `Host` header names this server.
///
/// A page from elsewhere can make its own name lead to 127.0.0.1 and would then read the whole
/// site as if it were its own ("DNS rebinding"). It cannot do that with `localhost` or with an
/// address in figures, so only those are answered.
pub(super) fn is_ours(host: &str, bound: IpAddr) -> bool {
    let Some(name) = without_port(host) else {
        return false;
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let figures = match name.strip_prefix('[') {
        Some(rest) => rest
            .strip_suffix(']')
            .and_then(|ip| ip.parse::<Ipv6Addr>().ok())
            .map(IpAddr::V6),
        None => name.parse().ok().filter(IpAddr::is_ipv4),
    };
    figures.is_some_and(|ip| ip.is_loopback() || ip == bound || bound.is_unspecified())
}

fn without_port(host: &str) -> Option<&str> {
    let end_of_address = host.rfind(']').map_or(0, |bracket| bracket + 1);
    match host[end_of_address..].find(':') {
        None if end_of_address == 0 || end_of_address == host.len() => Some(host),
        None => None,
        Some(colon) => {
            let (name, port) = host.split_at(end_of_address + colon);
            let port = &port[1..];
            let is_number = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then_some(name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_names_that_nobody_else_can_claim_are_answered() {
        let check = |bound: &str, host: &str, expected: bool| {
            let bound = bound.parse().expect("an address");
            assert_eq!(is_ours(host, bound), expected, "{host:?} at {bound}");
        };
        for host in [
            "localhost",
            "LocalHost:4000",
            "127.0.0.1",
            "127.0.0.1:1",
            "127.0.0.2:4000",
            "[::1]",
            "[::1]:4000",
        ] {
            check("127.0.0.1", host, true);
            check("0.0.0.0", host, true);
        }
        for host in [
            "",
            ":4000",
            "evil.example",
            "evil.example:4000",
            "localhost.evil.example",
            "localhost:4000.evil.example",
            "localhost:",
            "localhost:x",
            "127.0.0.1.evil.example",
            "[::1]evil.example",
            "[::1].evil.example:4000",
            "::1",
            "evil.example]",
            "[localhost]",
            "user@localhost",
            "192.168.1.5",
        ] {
            check("127.0.0.1", host, false);
        }
        check("192.168.1.5", "192.168.1.5:4000", true);
        check("0.0.0.0", "192.168.1.5:4000", true);
        check("::", "[fe80::1]:4000", true);
        check("0.0.0.0", "evil.example", false);
    }
}
