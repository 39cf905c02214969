//! Times in running text, and which way round its dates are written.

use super::read::range;
use super::scan::{Scan, continues_word};
use super::{Reading, words};
use crate::config::DateOrder;

/// Finds the first date or time of a text.
pub fn find(text: &str, order: Option<DateOrder>) -> Option<Reading> {
    Found { text, at: 0, order }.next()
}

/// Finds every date and time of a text, in order.
pub fn find_all(text: &str, order: Option<DateOrder>) -> impl Iterator<Item = Reading> {
    Found { text, at: 0, order }
}

struct Found<'a> {
    text: &'a str,
    at: usize,
    order: Option<DateOrder>,
}

impl Iterator for Found<'_> {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        loop {
            let mut scan = Scan::new(self.text, self.at);
            let next = scan.peek()?;
            let inside = scan
                .before()
                .is_some_and(|c| continues_word(c) || matches!(c, '.' | '/' | ':' | '='));
            let may_start = || match next {
                '~' | '≈' => true,
                c if c.is_alphabetic() => words::may_lead(scan.word()),
                c => c.is_ascii_digit(),
            };
            let found = (!inside && may_start()).then(|| at_cursor(&mut scan, self.order));
            if let Some(reading) = found.flatten() {
                self.at = scan.at.max(self.at + next.len_utf8());
                return Some(reading);
            }
            self.skip(next);
        }
    }
}

impl Found<'_> {
    /// Steps over the word or number that was no time, so that each is tried once.
    fn skip(&mut self, next: char) {
        let rest = &self.text[self.at..];
        let run = if continues_word(next) {
            rest.find(|c: char| !continues_word(c))
                .unwrap_or(rest.len())
        } else {
            next.len_utf8()
        };
        self.at += run;
    }
}

fn at_cursor(scan: &mut Scan<'_>, order: Option<DateOrder>) -> Option<Reading> {
    let start = scan.at;
    let mut ahead = *scan;
    let (mut reading, is_weak) = range(&mut ahead, order)?;
    let vague = reading.date.is_none() && reading.clock.is_none();
    let after = ahead.peek();
    let goes_on = after.is_some_and(|c| matches!(c, '%' | '/' | '_') || continues_word(c))
        || matches!(after, Some('.' | ':')) && ahead.peek_second().is_some_and(continues_word);
    if is_weak || vague || goes_on {
        return None;
    }
    reading.span = start..ahead.at;
    reading.rest = ahead.at;
    *scan = ahead;
    Some(reading)
}

/// What the dates of a report say about their order: `20/07/2021` settles `03/04/2021` beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateVotes {
    day_first: usize,
    month_first: usize,
}

impl DateVotes {
    /// Counts the dates of a text that can be read in one way only.
    pub fn count(text: &str) -> DateVotes {
        let mut votes = DateVotes::default();
        let mut at = 0;
        while let Some(next) = text
            .get(at..)
            .and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
        {
            let mut scan = Scan::new(text, at + next);
            let free = !scan
                .before()
                .is_some_and(|c| continues_word(c) || matches!(c, '.' | '/' | '-'));
            if let Some((first, second)) = numeric_date(scan).filter(|_| free) {
                votes.day_first += usize::from(first > 12 && second <= 12);
                votes.month_first += usize::from(second > 12 && first <= 12);
            }
            while scan.eat_if(|c| c.is_ascii_digit()).is_some() {}
            at = scan.at;
        }
        votes
    }

    /// Returns the order that the text uses, where it uses one.
    pub fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (_, 0) => Some(DateOrder::DayFirst),
            (0, _) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// The first two numbers of `20/07/2021` and its like; `2021-07-20` says nothing.
fn numeric_date(mut scan: Scan<'_>) -> Option<(u32, u32)> {
    let first = scan
        .number()
        .filter(|n| n.digits <= 2 && (1..=31).contains(&n.value))?;
    let separator = scan.eat_if(|c| matches!(c, '/' | '-' | '.'))?;
    let second = scan
        .number()
        .filter(|n| n.digits <= 2 && (1..=31).contains(&n.value))?;
    scan.eat(separator).then_some(())?;
    let year = scan.number()?;
    let plausible = (1900..2200).contains(&year.value) || year.digits == 2 && separator == '/';
    plausible.then_some((first.value, second.value))
}

#[cfg(test)]
mod tests {
    use super::{DateVotes, find_all};
    use crate::config::DateOrder;
    use proptest::prelude::{any, proptest};

    #[test]
    fn times_are_found_in_running_text() {
        for (text, expected) in [
            ("First detected 2020-08-14 10:43", vec!["2020-08-14 10:43"]),
            (
                "outage from 16:58 to 18:46 UTC on the 3rd of May",
                vec!["from 16:58 to 18:46 UTC", "on the 3rd of May"],
            ),
            (
                "resolved at 2020-04-15 15:09 UTC.",
                vec!["at 2020-04-15 15:09 UTC"],
            ),
            ("see 10.12.8.27:3000 and v1.24.0, 99.95%", vec![]),
            ("https://example.org/2021/06/22/x", vec![]),
            ("it may 5 times happen in march", vec![]),
            ("at 15.30", vec![]),
            ("On July 20, 2021, we", vec!["On July 20, 2021"]),
        ] {
            let found: Vec<&str> = find_all(text, None).map(|r| &text[r.span]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn certain_dates_settle_the_order() {
        for (text, order) in [
            ("20/07/2021 and 03/04/2021", Some(DateOrder::DayFirst)),
            ("04-26-2024, 05-01-2024", Some(DateOrder::MonthFirst)),
            ("03/04/2021", None),
            ("20/07/2021 and 07/20/2021", None),
            ("2021-07-20 and 20 July 2021", None),
        ] {
            assert_eq!(DateVotes::count(text).order(), order, "{text:?}");
        }
    }

    #[test]
    fn long_runs_take_linear_time() {
        for piece in [
            "1", "a", " ", "*", "10:15 ", "~", "may ", "2021-", "(", "-", "é", "10:15-",
        ] {
            let text = piece.repeat(200_000 / piece.len());
            assert!(find_all(&text, None).count() <= text.len());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>(), odd in "[0-9:\\-/. TZ~*()a-zé時\\[\\]]{0,40}") {
            for text in [text, odd] {
                for reading in find_all(&text, Some(DateOrder::DayFirst)) {
                    assert!(text.get(reading.span).is_some());
                }
                if let Some(reading) = super::super::read_at_start(&text, None) {
                    assert!(text.get(reading.rest..).is_some());
                    assert!(text.get(reading.span).is_some());
                    assert!(text.get(reading.carried).is_some());
                }
                let _ = super::super::exact(&text, None);
                let _ = super::super::zone_note(&text);
                let _ = super::super::zone::read(&text);
            }
        }
    }
}
