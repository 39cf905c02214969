//! Identity and certificates, with its sub-causes.

use super::{Entry, change, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "identity-certificates",
        "Identity and certificates",
        "A certificate, key or login was refused.",
        &[
            "auth failure",
            "cert",
            "tls",
            "expired",
            "identity",
            "certificates",
        ],
    ),
    entry(
        "identity-certificates/certificate-expiry",
        "Certificate expired",
        "A certificate ran out before anybody renewed it.",
        &[
            "expired certificate",
            "certificate expiration",
            "cert expiry",
        ],
    )
    .signs(&[
        "certificate expired",
        "cert expired",
        "certificate renewal",
        "certificate not renewed",
        "expiring certificate",
    ]),
    entry(
        "identity-certificates/credential-expiry",
        "Credential expired",
        "A token, key or password ran out.",
        &["expired token", "token expiry"],
    )
    .signs(&[
        "token expired",
        "credentials expired",
        "password expired",
        "key expired",
        "expired credentials",
        "secret expired",
    ]),
    change(
        "identity-certificates/credential-rotation",
        "Credential rotation",
        "Replacing a key or password left somebody with the old one.",
        &["key rotation", "secret rotation"],
    )
    .signs(&["rotated", "rotating the", "rotate credentials"]),
    entry(
        "identity-certificates/auth-service",
        "Login service",
        "The service that says who is who failed.",
        &["authentication service", "sso"],
    )
    .signs(&[
        "auth0",
        "identity provider",
        "oauth",
        "single sign on",
        "login service",
        "cognito",
    ]),
    entry(
        "identity-certificates/permission",
        "Permission",
        "Somebody or something lacked a right it needed, or had one too many.",
        &["permissions", "access denied"],
    )
    .signs(&[
        "permission denied",
        "missing permission",
        "insufficient permission",
        "lacked permission",
        "forbidden",
        "unauthorized",
    ]),
    entry(
        "identity-certificates/secret-management",
        "Secret management",
        "Secrets were missing, misplaced or out of step.",
        &["secrets", "vault"],
    )
    .signs(&[
        "secrets manager",
        "missing secret",
        "sealed secret",
        "secret was",
    ]),
];
