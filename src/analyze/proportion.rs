//! A count out of a whole, with the interval that its share lies in.

use serde::Serialize;

/// The 97.5th percentile of the normal distribution: what a 95 % interval is made with.
const Z: f64 = 1.959_963_984_540_054;

/// Some of a whole: `count` of `of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Proportion {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

impl Proportion {
    /// Makes one. The count is part of the whole.
    pub fn new(count: usize, of: usize) -> Proportion {
        debug_assert!(count <= of, "{count} of {of}");
        Proportion { count, of }
    }

    /// Returns the share, from 0 to 1; of nothing there is none.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    /// Returns the 95 % interval of the share, from 0 to 1: the score interval of E. B. Wilson,
    /// "Probable inference, the law of succession, and statistical inference", Journal of the
    /// American Statistical Association 22 (1927), without continuity correction.
    ///
    /// With p = count ÷ n it is (p + z²⁄2n ± z √(p(1 − p)⁄n + z²⁄4n²)) ÷ (1 + z²⁄n).
    ///
    /// ```
    /// # use casebook::analyze::proportion::Proportion;
    /// let (low, high) = Proportion::new(81, 263).interval().unwrap();
    /// assert_eq!(format!("{low:.4} {high:.4}"), "0.2553 0.3662");
    /// ```
    pub fn interval(self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let n = self.of as f64;
        let middle = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + Z * Z / n;
        // At the ends rounding would leave a hair: none of ten is from exactly 0.
        let low = if self.count == 0 {
            0.0
        } else {
            (middle - half) / whole
        };
        let high = if self.count == self.of {
            1.0
        } else {
            (middle + half) / whole
        };
        Some((low, high))
    }

    /// Returns the share as pages and terminal show it, without decimals: `31 %`. It is 100 × count ÷
    /// whole; a tie goes to the even number.
    pub fn percent(self) -> Option<String> {
        (self.of > 0).then(|| {
            let percent = 100.0 * self.count as f64 / self.of as f64;
            format!("{percent:.0} %")
        })
    }

    /// Returns the interval as pages and terminal show it, without decimals: `21–44 %`.
    pub fn interval_percent(self) -> Option<String> {
        let (low, high) = self.interval()?;
        Some(format!("{:.0}–{:.0} %", 100.0 * low, 100.0 * high))
    }

    /// Compares two shares: which is larger, where their intervals do not touch; `None` where the
    /// numbers do not tell.
    pub fn distinguished(self, other: Proportion) -> Option<std::cmp::Ordering> {
        let ((low, high), (other_low, other_high)) = (self.interval()?, other.interval()?);
        match () {
            () if low > other_high => Some(std::cmp::Ordering::Greater),
            () if high < other_low => Some(std::cmp::Ordering::Less),
            () => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Proportion;
    use std::cmp::Ordering;

    #[test]
    fn intervals_are_those_that_were_published() {
        // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
        // Medicine 17 (1998), table I, method 3.
        for (count, of, low, high) in [
            (81, 263, "0.2553", "0.3662"),
            (15, 148, "0.0624", "0.1605"),
            (0, 20, "0.0000", "0.1611"),
            (1, 29, "0.0061", "0.1718"),
        ] {
            let (seen_low, seen_high) = Proportion::new(count, of).interval().expect("a whole");
            assert_eq!(format!("{seen_low:.4}"), low, "{count} of {of}");
            assert_eq!(format!("{seen_high:.4}"), high, "{count} of {of}");
        }
    }

    #[test]
    fn the_ends_are_exact() {
        assert_eq!(Proportion::new(0, 0).interval(), None);
        assert_eq!(
            Proportion::new(0, 10).interval().map(|(low, _)| low),
            Some(0.0)
        );
        assert_eq!(
            Proportion::new(10, 10).interval().map(|(_, high)| high),
            Some(1.0)
        );
    }

    #[test]
    fn shares_differ_where_their_intervals_are_apart() {
        for (a, b, expected) in [
            ((1, 100), (50, 100), Some(Ordering::Less)),
            ((50, 100), (1, 100), Some(Ordering::Greater)),
            ((4, 10), (6, 10), None),
            ((0, 0), (6, 10), None),
        ] {
            let proportion = |(count, of)| Proportion::new(count, of);
            assert_eq!(proportion(a).distinguished(proportion(b)), expected);
        }
    }

    #[test]
    fn percentages_are_rounded() {
        for (count, of, percent, interval) in [
            (0, 4, "0 %", "0–49 %"),
            (1, 8, "12 %", "2–47 %"),
            (3, 8, "38 %", "14–69 %"),
            (115, 200, "58 %", "51–64 %"),
            (1, 1, "100 %", "21–100 %"),
        ] {
            let proportion = Proportion::new(count, of);
            assert_eq!(proportion.percent().as_deref(), Some(percent));
            assert_eq!(proportion.interval_percent().as_deref(), Some(interval));
        }
        assert_eq!(Proportion::new(0, 0).percent(), None);
    }
}
