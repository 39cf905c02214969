//! Quantiles of whole numbers.

use super::bootstrap;

/// Fewest values that a median is given of.
pub const MEDIAN_FROM: usize = 3;

/// Fewest values that other percentiles are given of.
pub const PERCENTILES_FROM: usize = 10;

/// Whole numbers, such as lengths in seconds or ages in days, in ascending order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    sorted: Vec<i64>,
}

impl Sample {
    /// Takes values in any order.
    pub fn new(values: impl IntoIterator<Item = i64>) -> Sample {
        let mut sorted: Vec<i64> = values.into_iter().collect();
        sorted.sort_unstable();
        Sample { sorted }
    }

    /// Returns how many values there are.
    pub fn n(&self) -> usize {
        self.sorted.len()
    }

    /// Returns the values, the smallest first.
    pub fn values(&self) -> &[i64] {
        &self.sorted
    }

    /// Returns the median, from three values on.
    pub fn median(&self) -> Option<f64> {
        (self.n() >= MEDIAN_FROM).then(|| quantile(&self.sorted, 500))
    }

    /// Returns a percentile that is not the middle, from ten values on.
    pub fn percentile(&self, percent: usize) -> Option<f64> {
        (self.n() >= PERCENTILES_FROM).then(|| quantile(&self.sorted, 10 * percent))
    }

    /// Returns the 95 % interval of the median, from [`bootstrap::FROM`] values on.
    pub fn median_interval(&self) -> Option<(f64, f64)> {
        bootstrap::median_interval(&self.sorted)
    }
}

/// Returns the sample quantile of type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical
/// packages", The American Statistician 50 (1996): linear between the order statistics around
/// (n − 1) p, counted from 0. p is in thousandths, so that the result is as exact as a float can be.
/// The values are in ascending order; of none it is 0.
///
/// ```
/// # use casebook::analyze::statistics::sample::quantile;
/// assert_eq!(quantile(&[1, 2, 3, 4], 500), 2.5);
/// ```
pub fn quantile(sorted: &[i64], thousandths: usize) -> f64 {
    let place = thousandths * sorted.len().saturating_sub(1);
    let (below, rest) = (place / 1_000, (place % 1_000) as i128);
    let value = |at: usize| i128::from(*sorted.get(at).or(sorted.last()).unwrap_or(&0));
    (value(below) * (1_000 - rest) + value(below + 1) * rest) as f64 / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::{Sample, quantile};

    #[test]
    fn quantiles_are_those_that_r_gives() {
        // R 4: quantile(c(1, 2, 3, 4, 10, 20, 50, 100, 500, 1000), p, type = 7), by hand: place
        // 9 p, so 4.5, 6.75 and 8.1.
        let values = [1, 2, 3, 4, 10, 20, 50, 100, 500, 1_000];
        for (p, expected) in [
            (0, 1.0),
            (250, 3.25),
            (500, 15.0),
            (750, 87.5),
            (900, 550.0),
            (1_000, 1_000.0),
        ] {
            let seen = quantile(&values, p);
            assert_eq!(seen, expected, "{p}");
        }
        assert_eq!(quantile(&[], 500), 0.0);
        assert_eq!(quantile(&[7], 900), 7.0);
    }

    #[test]
    fn few_values_have_no_quantiles() {
        for (n, median, percentile) in [
            (0, None, None),
            (2, None, None),
            (3, Some(2.0), None),
            (9, Some(5.0), None),
            (10, Some(5.5), Some(7.75)),
        ] {
            let sample = Sample::new((1..=n).rev());
            assert_eq!(sample.median(), median, "{n}");
            assert_eq!(sample.percentile(75), percentile, "{n}");
        }
    }
}
