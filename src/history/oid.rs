//! The ids that git gives to commits and texts.

use sha1::{Digest, Sha1};
use std::fmt;

/// The id of an object: 20 bytes, or 32 in repositories that use SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Oid {
    bytes: [u8; 32],
    len: u8,
}

impl Oid {
    /// Reads hexadecimal digits.
    pub(super) fn parse(text: &[u8]) -> Option<Oid> {
        if text.len() != 40 && text.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Oid {
            bytes,
            len: u8::try_from(text.len() / 2).ok()?,
        })
    }
}

impl Oid {
    /// As bytes: 20 or 32.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// Whether this is the id of a text. Repositories that use SHA-256 get no answer but no.
    pub(super) fn is_of(&self, text: &[u8]) -> bool {
        if self.len != 20 {
            return false;
        }
        let mut sum = Sha1::new();
        sum.update(format!("blob {}\0", text.len()));
        sum.update(text);
        sum.finalize()[..] == *self.bytes()
    }

    /// Takes 20 or 32 bytes for an id.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Oid> {
        if bytes.len() != 20 && bytes.len() != 32 {
            return None;
        }
        let mut oid = Oid {
            bytes: [0; 32],
            len: u8::try_from(bytes.len()).ok()?,
        };
        oid.bytes[..bytes.len()].copy_from_slice(bytes);
        Some(oid)
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.bytes() {
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}
