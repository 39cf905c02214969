//! Stretches of time with incidents: an archive may hold 1628 and today, and a scale that gave the
//! silence between them its due would show nothing else.

/// A stretch with incidents, with some air at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its first second.
    pub(super) from: i64,
    /// Its last second.
    pub(super) to: i64,
    /// How many incidents it holds.
    pub(super) count: usize,
}

/// More silences than this are not folded.
const MOST: usize = 6;

/// The least air beside the first and the last incident.
const AIR: i64 = 12 * 3_600;

/// Splits an archive where nothing happened for more than a quarter of the time that is left when
/// longer silences are folded. Spans are first and last seconds, by the first.
pub(super) fn stretches(spans: &[(i64, i64)]) -> Vec<Stretch> {
    let (Some(&(first, _)), Some(last)) = (spans.first(), spans.iter().map(|span| span.1).max())
    else {
        return Vec::new();
    };
    let mut silences = silences(spans);
    silences.sort_by_key(|(length, at)| (std::cmp::Reverse(*length), *at));
    let mut left = last - first;
    let mut cuts = vec![0];
    for (length, at) in silences.into_iter().take(MOST) {
        if length < left / 4 {
            break;
        }
        cuts.push(at);
        left -= length;
    }
    cuts.sort_unstable();
    let ends = cuts.iter().skip(1).copied().chain([spans.len()]);
    cuts.iter()
        .zip(ends)
        .map(|(from, to)| stretch(&spans[*from..to], left / 50))
        .collect()
}

/// Each silence: how long it is, and the place of the incident that ends it.
fn silences(spans: &[(i64, i64)]) -> Vec<(i64, usize)> {
    let mut silences = Vec::new();
    let mut until = i64::MAX;
    for (at, (first, last)) in spans.iter().enumerate() {
        if *first > until {
            silences.push((first - until, at));
        }
        until = if at == 0 { *last } else { until.max(*last) };
    }
    silences
}

fn stretch(spans: &[(i64, i64)], air: i64) -> Stretch {
    let from = spans.iter().map(|span| span.0).min().unwrap_or_default();
    let to = spans.iter().map(|span| span.1).max().unwrap_or_default();
    let air = air.max((to - from) / 30).max(AIR);
    Stretch {
        from: from - air,
        to: to + air,
        count: spans.len(),
    }
}

/// The place of the stretch that holds most incidents, the latest of equals.
pub(super) fn fullest(stretches: &[Stretch]) -> usize {
    let most = stretches.iter().enumerate();
    most.max_by_key(|(_, stretch)| stretch.count)
        .map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::{Stretch, fullest, stretches};

    const YEAR: i64 = 31_556_952;

    fn counts(years: &[i64]) -> Vec<usize> {
        let spans: Vec<(i64, i64)> = years.iter().map(|y| (y * YEAR, y * YEAR + 60)).collect();
        stretches(&spans).iter().map(|part| part.count).collect()
    }

    #[test]
    fn long_silences_split_an_archive_and_short_ones_do_not() {
        for (years, expected) in [
            (&[][..], &[][..]),
            (&[2024], &[1]),
            (&[1628, 2026], &[1, 1]),
            (&[2020, 2021, 2022, 2023, 2024, 2025], &[6]),
            (
                &[1628, 1980, 1985, 1990, 1996, 2012, 2015, 2017, 2021, 2025],
                &[1, 4, 5],
            ),
        ] {
            assert_eq!(counts(years), expected, "{years:?}");
        }
    }

    #[test]
    fn an_incident_that_goes_on_leaves_no_silence_behind_it() {
        let spans = [(0, 10 * YEAR), (YEAR, YEAR), (9 * YEAR, 9 * YEAR)];
        assert_eq!(stretches(&spans).len(), 1);
    }

    #[test]
    fn the_fullest_stretch_is_where_one_begins() {
        let of = |count| Stretch {
            from: 0,
            to: 1,
            count,
        };
        assert_eq!(fullest(&[of(1), of(3), of(3), of(2)]), 2);
        assert_eq!(fullest(&[]), 0);
    }
}
