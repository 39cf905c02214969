//! Whether a cause has become more or less frequent, as far as that can be told from chance.

use crate::analyze::proportion::Proportion;
use std::cmp::Ordering;

/// The last four quarters and the four before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The share among coded incidents of the four quarters before.
    pub before: Proportion,
    /// The share among coded incidents of the last four quarters, the current one included.
    pub recent: Proportion,
    /// Whether it is more or less frequent now; `None` where the intervals touch.
    pub differs: Option<Ordering>,
}

impl Shift {
    /// Compares the ends of two lists of counts by quarter: incidents with the cause, and all coded
    /// ones. `None` where there are fewer than eight quarters, or no incident in one of the years.
    pub(super) fn of(having: &[usize], coded: &[usize]) -> Option<Shift> {
        let quarters = having.len().checked_sub(8)?;
        let year = |from: usize| {
            let sum = |counts: &[usize]| counts.iter().skip(from).take(4).sum();
            Proportion::new(sum(having), sum(coded))
        };
        let (before, recent) = (year(quarters), year(quarters + 4));
        (before.of > 0 && recent.of > 0).then(|| Shift {
            before,
            recent,
            differs: recent.distinguished(before),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Shift;
    use std::cmp::Ordering;

    #[test]
    fn years_differ_only_where_chance_does_not_explain_it() {
        for (having, coded, expected) in [
            (
                [9, 0, 0, 0, 0, 0, 1, 0, 0, 20, 0],
                [9, 0, 0, 0, 0, 0, 20, 0, 0, 22, 0],
                Some(Some(Ordering::Greater)),
            ),
            (
                [0, 0, 0, 5, 0, 0, 0, 0, 3, 0, 0],
                [0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0],
                Some(None),
            ),
            (
                [0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0],
                [0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0],
                None,
            ),
        ] {
            let shift = Shift::of(&having, &coded);
            assert_eq!(shift.map(|shift| shift.differs), expected, "{having:?}");
        }
        assert_eq!(Shift::of(&[1; 7], &[2; 7]), None);
    }
}
