//! Notes about the zone of the times that follow: "All times in CET", "Time (PT)".

use super::WrittenZone;
use super::scan::{Scan, continues_word};
use super::zone::{Case, words};

/// Finds the zone in a heading, a column head or a sentence that speaks of times.
///
/// ```
/// # use casebook::load::time::zone_note;
/// let zone = zone_note("_All times in EEST_").expect("says a zone");
/// assert_eq!(zone.written, "EEST");
/// assert!(zone_note("We met at the central station").is_none());
/// ```
pub fn zone_note(text: &str) -> Option<WrittenZone> {
    let mut scan = Scan::new(text, 0);
    while !scan.is_at_end() {
        let at_word = scan.peek().is_some_and(char::is_alphabetic)
            && !scan.before().is_some_and(continues_word);
        if at_word {
            let mut ahead = scan;
            let zone = words(&mut ahead, Case::Strict)
                .filter(|_| !ahead.peek().is_some_and(continues_word))
                .filter(|zone| zone.written.contains('/') || zone.written.len() >= 2);
            if zone.is_some() {
                return zone;
            }
        }
        step(&mut scan);
    }
    None
}

fn step(scan: &mut Scan<'_>) {
    let run = scan
        .rest()
        .find(|c: char| !continues_word(c))
        .filter(|&run| run > 0);
    match run {
        Some(run) => scan.at += run,
        None if scan.bump().is_some_and(continues_word) => scan.at = scan.text.len(),
        None => {}
    }
}
