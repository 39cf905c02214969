//! Rates that others published, beside ours. Their categories are not ours: each rate names the
//! causes that it is compared with.

use super::Causes;
use crate::analyze::proportion::Proportion;
use crate::model::{CauseId, Taxonomy};
use std::cmp::Ordering;

/// A published study.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Study {
    /// Which one it is; pages say what it counted.
    pub id: StudyId,
    /// Who, where and when.
    pub source: &'static str,
    /// Its title, where that helps to find it.
    pub title: &'static str,
    /// Where it can be read.
    pub address: &'static str,
    /// Its rates.
    pub rates: &'static [Rate],
}

/// Which study it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudyId {
    /// Triggers of outages at Google.
    Triggers,
    /// Root causes of outages at Google.
    RootCauses,
    /// Post-mortems of three clouds.
    Clouds,
    /// Incidents of one large service.
    Service,
}

/// One published rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// What its authors call it.
    pub name: &'static str,
    /// In percent, with the decimals that were published.
    pub percent: &'static str,
    /// What of ours it is compared with.
    pub with: With,
}

/// What of ours a published rate is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum With {
    /// Incidents that have any of these causes.
    Any(&'static [&'static str]),
    /// Incidents that name several causes.
    Several,
    /// Incidents that are related to a change.
    Change,
}

/// A published rate beside ours.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Theirs.
    pub rate: &'static Rate,
    /// The causes of ours that the taxonomy has.
    pub causes: Vec<CauseId>,
    /// Ours.
    pub ours: Proportion,
    /// Whether ours is higher or lower; `None` where theirs lies within our interval.
    pub differs: Option<Ordering>,
}

/// Compares the archive with every study; what the taxonomy has no counterpart for is left out.
pub fn compared(causes: &Causes, taxonomy: &Taxonomy) -> Vec<(&'static Study, Vec<Compared>)> {
    let of_study = |study: &'static Study| {
        let rates = study.rates.iter();
        let rates: Vec<Compared> = rates
            .filter_map(|rate| beside(rate, causes, taxonomy))
            .collect();
        (!rates.is_empty()).then_some((study, rates))
    };
    STUDIES.iter().filter_map(of_study).collect()
}

fn beside(rate: &'static Rate, causes: &Causes, taxonomy: &Taxonomy) -> Option<Compared> {
    let (ids, ours) = match rate.with {
        With::Several => (Vec::new(), causes.with_several),
        With::Change => (Vec::new(), causes.change_related),
        With::Any(ids) => {
            let ids = ids.iter().filter_map(|id| CauseId::new(id));
            let ids: Vec<CauseId> = ids.filter(|id| taxonomy.get(id).is_some()).collect();
            if ids.is_empty() {
                return None;
            }
            let ours = causes.share_of_any(&ids);
            (ids, ours)
        }
    };
    let theirs: f64 = rate.percent.parse().ok()?;
    let differs = ours
        .interval()
        .and_then(|(low, high)| match theirs / 100.0 {
            theirs if low > theirs => Some(Ordering::Greater),
            theirs if high < theirs => Some(Ordering::Less),
            _ => None,
        });
    Some(Compared {
        rate,
        causes: ids,
        ours,
        differs,
    })
}

const fn any(name: &'static str, percent: &'static str, ids: &'static [&'static str]) -> Rate {
    Rate {
        name,
        percent,
        with: With::Any(ids),
    }
}

/// The studies, with all the rates that were published of their kind.
pub static STUDIES: [Study; 4] = [
    Study {
        id: StudyId::Triggers,
        source: "Google, The Site Reliability Workbook (2018), appendix C, table C-1",
        title: "Results of Postmortem Analysis",
        address: "https://sre.google/workbook/postmortem-analysis/",
        rates: &[
            any("Binary push", "37", &["deployment"]),
            any("Configuration push", "31", &["configuration"]),
            any("User behaviour change", "9", &["capacity/traffic-spike"]),
            any("Processing pipeline", "6", &["data"]),
            any("Service provider change", "5", &["dependency"]),
            any(
                "Performance decay",
                "5",
                &["capacity/organic-growth", "software-defect/resource-leak"],
            ),
            any("Capacity management", "5", &["capacity"]),
            any("Hardware", "2", &["infrastructure"]),
        ],
    },
    Study {
        id: StudyId::RootCauses,
        source: "Google, The Site Reliability Workbook (2018), appendix C, table C-2",
        title: "Results of Postmortem Analysis",
        address: "https://sre.google/workbook/postmortem-analysis/",
        rates: &[
            any("Software", "41.35", &["software-defect"]),
            any(
                "Development process failure",
                "20.23",
                &["operations/review-gap"],
            ),
            any("Complex system behaviours", "16.90", &["resilience-design"]),
            any("Deployment planning", "6.74", &["deployment"]),
            any("Network failure", "2.75", &["network"]),
        ],
    },
    Study {
        id: StudyId::Clouds,
        source: "Li et al., ISSRE 2022",
        title: "Going through the Life Cycle of Faults in Clouds: Guidelines on Fault Handling",
        address: "https://yuxiaoba.github.io/publication/incident22/",
        rates: &[
            any("Misconfiguration", "31.6", &["configuration"]),
            any("Hardware", "17.0", &["infrastructure"]),
            any("Code change", "13.3", &["deployment"]),
            any("Insufficient resource", "9.3", &["capacity"]),
            any("Payload flood", "8.0", &["capacity/traffic-spike"]),
            any("Excessive flow", "6.2", &["capacity"]),
            any("Resource contention", "3.1", &["capacity/noisy-neighbour"]),
            any("Third party", "2.8", &["dependency"]),
            Rate {
                name: "More than one cause",
                percent: "23.2",
                with: With::Several,
            },
            Rate {
                name: "Began during a change",
                percent: "58.8",
                with: With::Change,
            },
        ],
    },
    Study {
        id: StudyId::Service,
        source: "Ghosh et al., SoCC 2022",
        title: "How to Fight Production Incidents? An Empirical Study on a Large-scale Cloud Service",
        address: "https://doi.org/10.1145/3542929.3563482",
        rates: &[
            any("Code bug", "27.0", &["software-defect"]),
            any("Dependency failure", "16.4", &["dependency"]),
            any("Infrastructure", "15.8", &["infrastructure"]),
            any("Deployment error", "13.2", &["deployment"]),
            any("Configuration bug", "12.5", &["configuration"]),
            any("Database or network", "10.5", &["data", "network"]),
            any("Authentication failure", "4.6", &["identity-certificates"]),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::{STUDIES, With};
    use crate::model::{CauseId, Taxonomy};

    #[test]
    fn rates_are_compared_with_causes_that_exist() {
        let taxonomy = Taxonomy::built_in();
        for rate in STUDIES.iter().flat_map(|study| study.rates) {
            assert!(
                rate.percent.parse::<f64>().is_ok_and(|it| it < 100.0),
                "{}",
                rate.name
            );
            if let With::Any(ids) = rate.with {
                for id in ids {
                    let known = CauseId::new(id).filter(|id| taxonomy.get(id).is_some());
                    assert!(known.is_some(), "{id}");
                }
            }
        }
    }

    /// One cause to an outage: what was left out of the table makes up the rest.
    #[test]
    fn rates_of_one_cause_each_add_up_to_no_more_than_all() {
        for study in [&STUDIES[0], &STUDIES[1], &STUDIES[3]] {
            let sum: f64 = study
                .rates
                .iter()
                .filter_map(|it| it.percent.parse::<f64>().ok())
                .sum();
            assert!((80.0..=100.01).contains(&sum), "{}: {sum}", study.source);
        }
    }
}
