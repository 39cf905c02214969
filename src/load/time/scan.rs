//! A cursor over text that can be copied, so that a reader tries a form and falls back.

/// A number and how many digits it was written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
}

/// A place in a text. Copying it is how readers look ahead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// No form has a longer run of digits or blanks than this; a longer one ends the attempt, which
/// keeps every attempt bounded.
const LONGEST_RUN: usize = 9;

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Scan<'a> {
        Scan { text, at }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Returns the character after the next one.
    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Returns the character before the cursor.
    pub(super) fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Steps over a character if it is the next one.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        self.eat_if(|c| c == wanted).is_some()
    }

    pub(super) fn eat_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|&c| wanted(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Steps over exactly this text.
    pub(super) fn eat_text(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Steps over blanks of the line, among them no-break spaces and their HTML entity.
    pub(super) fn spaces(&mut self) -> bool {
        let start = self.at;
        for _ in 0..LONGEST_RUN {
            let blank = self.eat_if(|c| c.is_whitespace() && c != '\n' && c != '\r');
            if blank.is_none() && !self.eat_text("&nbsp;") {
                break;
            }
        }
        self.at > start
    }

    /// Steps over a number of ASCII digits.
    pub(super) fn number(&mut self) -> Option<Number> {
        let rest = self.rest().as_bytes();
        let digits = rest
            .iter()
            .take(LONGEST_RUN)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits == 0 || digits == LONGEST_RUN {
            return None;
        }
        let value = self.rest()[..digits].parse().ok()?;
        self.at += digits;
        Some(Number { value, digits })
    }

    /// Steps over a number of exactly two digits that is below a bound.
    pub(super) fn two_digits(&mut self, below: u32) -> Option<u32> {
        let mut ahead = *self;
        let number = ahead
            .number()
            .filter(|n| n.digits == 2 && n.value < below)?;
        *self = ahead;
        Some(number.value)
    }

    /// Returns the letters at the cursor, at most as many as the longest word of any list here.
    pub(super) fn word(&self) -> &'a str {
        const LONGEST_WORD: usize = 32;
        let rest = self.rest();
        let end = rest
            .char_indices()
            .take(LONGEST_WORD)
            .find(|(_, c)| !c.is_alphabetic())
            .map(|(at, _)| at);
        match end {
            Some(end) => &rest[..end],
            None if rest.chars().nth(LONGEST_WORD).is_none() => rest,
            None => "",
        }
    }

    /// Steps over a whole word, in any case; the wanted word is in small letters.
    pub(super) fn eat_word(&mut self, wanted: &str) -> bool {
        self.eat_one_of(&[wanted])
    }

    /// Steps over the first of these words that stands here.
    pub(super) fn eat_one_of(&mut self, words: &[&str]) -> bool {
        let word = self.word();
        let found = !word.is_empty() && words.iter().any(|wanted| is_word(word, wanted));
        if found {
            self.at += word.len();
        }
        found
    }

    /// Steps over the first of these texts that stands here.
    pub(super) fn eat_one_of_texts(&mut self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.eat_text(text))
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }
}

/// Says whether a word, in small letters, is another one.
pub(super) fn is_word(word: &str, wanted: &str) -> bool {
    // Most words differ in their first letter; the Kelvin sign folds to `k`, but no word has it.
    if let (Some(a), Some(b)) = (word.bytes().next(), wanted.bytes().next())
        && a.is_ascii()
        && a.to_ascii_lowercase() != b
    {
        return false;
    }
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(wanted);
    }
    word.chars().flat_map(char::to_lowercase).eq(wanted.chars())
}

/// Says whether a character is any of the dashes that people and their editors type.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Says whether a character carries on a word or number of the Latin kind. Scripts without blanks
/// between words do not count: `10時30分障害` is a time and a word.
pub(super) fn continues_word(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x2E80
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn runs_are_bounded_and_words_are_whole() {
        let long = "1".repeat(100_000);
        assert_eq!(Scan::new(&long, 0).number(), None);
        let letters = "a".repeat(100_000);
        assert_eq!(Scan::new(&letters, 0).word(), "");
        assert_eq!(Scan::new("März 12", 0).word(), "März");
        let mut scan = Scan::new("Until 10", 0);
        assert!(scan.eat_word("until") && scan.spaces());
        assert_eq!(scan.two_digits(24), Some(10));
    }
}
