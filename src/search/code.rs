//! Numbers as printable characters.
//!
//! Index files are scripts, so numbers stand in string literals: one character for what is below
//! 57, one more for each factor of 32. None of the characters needs escaping in a script, and
//! compression sees bytes, not the bit soup of base 64.

/// Values of one character.
const LAST: u32 = 57;
/// Values of each character before it.
const MORE: u32 = 32;
/// The characters, in order: printable ASCII without quotes, backslash and `<`.
const ALPHABET: [u8; 89] = alphabet();

const fn alphabet() -> [u8; 89] {
    let mut alphabet = [0; 89];
    let (mut byte, mut count) = (b'#', 0);
    while byte <= b'~' {
        if byte != b'\'' && byte != b'<' && byte != b'\\' {
            alphabet[count] = byte;
            count += 1;
        }
        byte += 1;
    }
    alphabet
}

const fn values() -> [u8; 128] {
    let mut values = [u8::MAX; 128];
    let mut i = 0;
    while i < ALPHABET.len() {
        values[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    values
}

const VALUES: [u8; 128] = values();

/// Writes a number.
pub(super) fn write(out: &mut String, number: u32) {
    let mut before = [0; 6];
    let mut count = 0;
    let mut rest = number / LAST;
    while rest > 0 {
        before[count] = (rest % MORE) as u8;
        rest /= MORE;
        count += 1;
    }
    for digit in before[..count].iter().rev() {
        out.push(char::from(ALPHABET[LAST as usize + usize::from(*digit)]));
    }
    out.push(char::from(ALPHABET[(number % LAST) as usize]));
}

/// Reads numbers one after the other.
#[derive(Debug, Clone)]
pub(super) struct Numbers<'t>(pub(super) std::slice::Iter<'t, u8>);

impl<'t> Numbers<'t> {
    /// Reads what [`write`] wrote.
    pub(super) fn new(text: &'t str) -> Numbers<'t> {
        Numbers(text.as_bytes().iter())
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number: u32 = 0;
        for byte in self.0.by_ref() {
            let value = u32::from(*VALUES.get(usize::from(*byte))?);
            if value < LAST {
                return Some(number.wrapping_mul(LAST).wrapping_add(value));
            }
            number = number.wrapping_mul(MORE).wrapping_add(value - LAST);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbers, write};

    #[test]
    fn numbers_come_back() {
        let numbers = [
            0,
            1,
            56,
            57,
            58,
            1823,
            1824,
            1825,
            58_367,
            58_368,
            1_000_000,
            u32::MAX,
        ];
        let mut text = String::new();
        for number in numbers {
            write(&mut text, number);
        }
        assert_eq!(Numbers::new(&text).collect::<Vec<_>>(), numbers);
        assert!(text.is_ascii() && !text.contains(['"', '\'', '\\', '<', ' ']));
    }
}
