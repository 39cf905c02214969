//! Names for findings that survive edits elsewhere in the file, so that services can tell old ones
//! from new ones.

use super::Diagnostic;
use crate::source::Sources;
use std::collections::BTreeMap;

/// Returns a fingerprint for every finding, in their order. It is made of the rule, the file and the
/// words of the line, not of its number or the message; equals are told apart by counting.
pub fn fingerprints(findings: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let mut seen: BTreeMap<u128, usize> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let file = sources.get(finding.place.file);
            let line = line_at(&file.text, finding.place.span.start);
            let hash = [finding.rule.as_bytes(), file.name.as_bytes(), line]
                .iter()
                .fold(OFFSET, |hash, part| fnv(fnv(hash, part), b"\0"));
            let count = seen.entry(hash).or_default();
            *count += 1;
            format!("{:032x}", fnv(hash, count.to_string().as_bytes()))
        })
        .collect()
}

/// The line of a place; of a very long one, what is near the place.
fn line_at(text: &str, offset: usize) -> &[u8] {
    const NEAR: usize = 1 << 10;
    let bytes = text.as_bytes();
    let offset = offset.min(bytes.len());
    let (first, last) = (offset.saturating_sub(NEAR), bytes.len().min(offset + NEAR));
    let start = memchr::memrchr(b'\n', &bytes[first..offset]).map_or(first, |at| first + at + 1);
    let end = memchr::memchr(b'\n', &bytes[offset..last]).map_or(last, |at| offset + at);
    bytes[start..end].trim_ascii()
}

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// FNV-1a with 128 bits: the same on every machine and in every version.
fn fnv(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::Place;

    fn check(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let findings: Vec<Diagnostic> = text
            .match_indices("bad")
            .map(|(at, _)| {
                let place = Place {
                    file,
                    span: at..at + 3,
                };
                Diagnostic::new("some-rule", Level::Error, place, format!("at {at}"))
            })
            .collect();
        fingerprints(&findings, &sources)
    }

    #[test]
    fn edits_elsewhere_change_nothing_and_equals_differ() {
        let before = check("a: bad\nb: bad\nb: bad\n");
        let after = check("new line\n\n  a: bad\nb: bad\nb: bad");
        assert_eq!(before, after);
        assert!(before[1] != before[2] && before[0] != before[1]);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv(OFFSET, b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
