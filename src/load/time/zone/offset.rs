//! Distances from UTC: `+01:00`, `-0800`, `Z`.

use super::super::WrittenZone;
use super::super::scan::Scan;
use crate::model::Zone;
use chrono::FixedOffset;

/// `Z`, `+01:00`, `-0800`.
pub(super) fn alone(scan: &mut Scan<'_>, spaced: bool) -> Option<WrittenZone> {
    let start = scan.at;
    let mut ahead = *scan;
    let zone = if !spaced && ahead.eat_if(|c| matches!(c, 'Z' | 'z')).is_some() {
        Zone::UTC
    } else {
        // `10:15-11:20` is a range, and so is `10:15 -11:20`.
        let negative = sign(&mut ahead)?;
        let hours = ahead.number().filter(|n| n.digits == 2 || n.digits == 4)?;
        let packed = hours.digits == 4;
        if !packed && !ahead.eat(':') {
            return None;
        }
        if negative && !packed && (spaced || !follows_timestamp(*scan)) {
            return None;
        }
        let (hour, minute) = if packed {
            (hours.value / 100, hours.value % 100)
        } else {
            (hours.value, ahead.two_digits(60)?)
        };
        of(negative, hour, minute)?
    };
    *scan = ahead;
    Some(WrittenZone {
        written: scan.text.get(start..scan.at)?.to_owned(),
        zone,
    })
}

/// Says whether the clock before the cursor is of the machine kind: `T09:14`, `09:14:00.5`.
fn follows_timestamp(scan: Scan<'_>) -> bool {
    const LONGEST_CLOCK: usize = 18;
    let before = scan.text.get(..scan.at).unwrap_or_default();
    let length = before
        .bytes()
        .rev()
        .take(LONGEST_CLOCK)
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
        .count();
    let (head, clock) = before.split_at(before.len() - length);
    head.ends_with(['T', 't']) || clock.matches(':').count() == 2
}

pub(super) fn sign(scan: &mut Scan<'_>) -> Option<bool> {
    let sign = scan.eat_if(|c| c == '+' || matches!(c, '-' | '−'))?;
    Some(sign != '+')
}

pub(super) fn of(negative: bool, hour: u32, minute: u32) -> Option<Zone> {
    if hour > 14 || minute > 59 {
        return None;
    }
    let seconds = i32::try_from(hour * 3600 + minute * 60).ok()?;
    FixedOffset::east_opt(if negative { -seconds } else { seconds }).map(Zone::Offset)
}
