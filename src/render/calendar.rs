//! Calendars that programs subscribe to (RFC 5545). Written by hand: the format is lines, and what
//! matters is that no text of a report can begin one.

use chrono::NaiveDate;

/// A calendar in the making.
pub(super) struct Calendar {
    out: String,
    is_empty: bool,
}

/// Something that takes a whole day.
pub(super) struct AllDay<'a> {
    /// Tells it from all others, for ever.
    pub(super) uid: &'a str,
    /// The day it was written down.
    pub(super) stamp: NaiveDate,
    /// Its day.
    pub(super) day: NaiveDate,
    /// What it is.
    pub(super) summary: &'a str,
    /// More of it.
    pub(super) description: &'a str,
    /// Where to read more: a whole address.
    pub(super) url: Option<&'a str>,
}

impl Calendar {
    /// Begins a calendar.
    pub(super) fn new(name: &str) -> Calendar {
        let mut calendar = Calendar {
            out: String::new(),
            is_empty: true,
        };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//casebook//actions//EN");
        calendar.line("CALSCALE", "GREGORIAN");
        calendar.line("METHOD", "PUBLISH");
        calendar.text("NAME", name);
        calendar.text("X-WR-CALNAME", name);
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
        calendar.line("X-PUBLISHED-TTL", "P1D");
        calendar
    }

    /// Adds a day.
    pub(super) fn all_day(&mut self, event: &AllDay<'_>) {
        self.is_empty = false;
        self.line("BEGIN", "VEVENT");
        self.text("UID", event.uid);
        let stamp = event.stamp.format("%Y%m%dT000000Z").to_string();
        self.line("DTSTAMP", &stamp);
        self.day("DTSTART", event.day);
        if let Some(next) = event.day.succ_opt() {
            self.day("DTEND", next);
        }
        self.text("SUMMARY", event.summary);
        self.text("DESCRIPTION", event.description);
        if let Some(url) = event.url {
            self.line("URL", url);
        }
        // Nobody is busy because something is due.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// Returns the text.
    pub(super) fn finish(mut self) -> String {
        if self.is_empty {
            self.filler();
        }
        self.line("END", "VCALENDAR");
        self.out
    }

    /// A calendar must hold something.
    fn filler(&mut self) {
        for (name, value) in [
            ("BEGIN", "VTIMEZONE"),
            ("TZID", "Etc/UTC"),
            ("BEGIN", "STANDARD"),
            ("DTSTART", "19700101T000000"),
            ("TZOFFSETFROM", "+0000"),
            ("TZOFFSETTO", "+0000"),
            ("TZNAME", "UTC"),
            ("END", "STANDARD"),
            ("END", "VTIMEZONE"),
        ] {
            self.line(name, value);
        }
    }

    fn day(&mut self, name: &str, day: NaiveDate) {
        self.line(
            &format!("{name};VALUE=DATE"),
            &day.format("%Y%m%d").to_string(),
        );
    }

    /// Writes words, with what has a meaning in this format escaped.
    fn text(&mut self, name: &str, words: &str) {
        let mut escaped = String::with_capacity(words.len() + 8);
        for c in words.chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }

    /// Writes a line, folded after 75 bytes at most. What would end it is left out.
    fn line(&mut self, name: &str, value: &str) {
        const WIDTH: usize = 75;
        let mut width = 0;
        let mut push = |c: char, out: &mut String| {
            if width + c.len_utf8() > WIDTH {
                out.push_str("\r\n ");
                width = 1;
            }
            out.push(c);
            width += c.len_utf8();
        };
        let letters = name.chars().chain([':']).chain(value.chars());
        for c in letters.filter(|c| !c.is_control() || *c == '\t') {
            push(c, &mut self.out);
        }
        self.out.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{AllDay, Calendar};
    use chrono::NaiveDate;

    fn calendar(summary: &str) -> String {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).expect("a day");
        let mut calendar = Calendar::new("Due");
        calendar.all_day(&AllDay {
            uid: "a@b",
            stamp: day,
            day,
            summary,
            description: "",
            url: None,
        });
        calendar.finish()
    }

    #[test]
    fn texts_are_escaped_and_lines_folded() {
        let text = calendar(
            "a; b, c\\d\nDTSTART:1\r\nEND:VCALENDAR \u{1F4A5}\u{1F4A5}\u{1F4A5}\u{1F4A5}\u{1F4A5}\u{1F4A5}\u{1F4A5}",
        );
        assert!(text.contains("SUMMARY:a\\; b\\, c\\\\d\\nDTSTART:1\\nEND:VCALENDAR "));
        assert!(text.contains("DTSTART;VALUE=DATE:20240229\r\nDTEND;VALUE=DATE:20240301\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        assert!(text.replace("\r\n ", "").contains(&"\u{1F4A5}".repeat(7)));
    }

    #[test]
    fn an_empty_calendar_holds_a_zone() {
        let text = Calendar::new("Due").finish();
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(text.contains("BEGIN:VTIMEZONE\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
