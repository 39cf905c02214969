//! The interval of a median, by drawing from the values again and again.

use super::sample::quantile;

/// Fewest values that an interval is given of. Of five, even the range from the smallest to the
/// largest holds the median less often than 95 times in a hundred: 1 − 2 ⁄ 2⁵ = 0.9375.
pub const FROM: usize = 6;

/// How often the values are drawn anew.
pub const RESAMPLES: usize = 1_000;

/// The same for every sample, so that the same values give the same interval everywhere.
const SEED: u64 = 0;

/// Returns the 95 % interval of the median of values in ascending order: the percentile interval of
/// B. Efron, "Bootstrap methods: another look at the jackknife", The Annals of Statistics 7 (1979).
///
/// 1,000 times, as many values as there are, n, are drawn with replacement; the interval goes from
/// the 2.5th to the 97.5th percentile of their medians. The place of a drawn value, from 0, is the
/// upper half of the 128-bit product of n and the next number of SplitMix64 (G. L. Steele, D. Lea
/// and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), which begins
/// with seed 0 for every sample. All quantiles are of type 7.
pub fn median_interval(sorted: &[i64]) -> Option<(f64, f64)> {
    let n = sorted.len();
    if n < FROM {
        return None;
    }
    let mut random = SplitMix64(SEED);
    let mut drawn = vec![0_u32; n];
    // Medians lie on values or halfway between two, so twice the median is a whole number.
    let mut doubled: Vec<i64> = (0..RESAMPLES)
        .map(|_| {
            drawn.fill(0);
            for _ in 0..n {
                drawn[random.below(n)] += 1;
            }
            let middle = |rank: usize| sorted[place_of(rank, &drawn)];
            middle((n - 1) / 2) + middle(n / 2)
        })
        .collect();
    doubled.sort_unstable();
    Some((quantile(&doubled, 25) / 2.0, quantile(&doubled, 975) / 2.0))
}

/// Which of the values has a rank, from 0, among those that were drawn so often.
fn place_of(rank: usize, drawn: &[u32]) -> usize {
    let mut before = 0;
    let place = drawn.iter().position(|times| {
        before += *times as usize;
        before > rank
    });
    place.unwrap_or(drawn.len() - 1)
}

struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{SplitMix64, median_interval};

    #[test]
    fn numbers_are_those_of_the_published_generator() {
        // The first outputs for seed 1234567, which Rosetta Code and others give for checks.
        let mut random = SplitMix64(1_234_567);
        let seen = [random.next(), random.next(), random.next()];
        assert_eq!(
            seen,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn an_interval_holds_its_median_and_narrows_with_more_values() {
        let wide = median_interval(&[1, 2, 3, 4, 5, 6]).expect("six values");
        assert!(
            wide.0 >= 1.0 && wide.0 < 3.5 && wide.1 > 3.5 && wide.1 <= 6.0,
            "{wide:?}"
        );
        let many: Vec<i64> = (0..1_001).collect();
        let (low, high) = median_interval(&many).expect("many values");
        // The median of n uniform values has the standard error n ÷ 2√n: here 15.8.
        for (end, expected) in [(low, 500.0 - 1.96 * 15.8), (high, 500.0 + 1.96 * 15.8)] {
            assert!((end - expected).abs() < 4.0, "{end} {expected}");
        }
        assert_eq!(median_interval(&[1, 2, 3, 4, 5]), None);
        assert_eq!(median_interval(&[7; 9]), Some((7.0, 7.0)));
    }
}
