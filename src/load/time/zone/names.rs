//! The names that zones go by.

use crate::model::Zone;
use chrono_tz::{TZ_VARIANTS, Tz};
use std::collections::HashMap;
use std::sync::LazyLock;

/// An abbreviation and how far it can be trusted in running text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Abbreviation {
    pub(super) zone: Zone,
    /// An English word in capitals looks the same: `MET`, `EAT`.
    pub(super) is_a_word: bool,
    /// No word in small letters looks the same, so `pst` will do.
    pub(super) has_no_twin: bool,
}

/// Abbreviations name families: `PST` in July is Pacific time. Of several owners of a name the one
/// that reports mean most is listed; an archive's own zone goes first (see `at_home`).
const FAMILIES: &[(&[&str], Tz)] = &[
    (&["PST", "PDT", "PT"], Tz::America__Los_Angeles),
    (&["MST", "MDT", "MT"], Tz::America__Denver),
    (&["CST", "CDT", "CT"], Tz::America__Chicago),
    (&["EST", "EDT", "ET"], Tz::America__New_York),
    (&["AKST", "AKDT"], Tz::America__Anchorage),
    (&["HST"], Tz::Pacific__Honolulu),
    (&["AST", "ADT"], Tz::America__Halifax),
    (&["NST", "NDT"], Tz::America__St_Johns),
    (&["BRT", "BRST"], Tz::America__Sao_Paulo),
    (&["ART"], Tz::America__Argentina__Buenos_Aires),
    (&["CLT", "CLST"], Tz::America__Santiago),
    (&["COT"], Tz::America__Bogota),
    (
        &["CET", "CEST", "MEZ", "MESZ", "MET", "MEST"],
        Tz::Europe__Paris,
    ),
    (&["EET", "EEST"], Tz::Europe__Helsinki),
    (&["WET", "WEST"], Tz::Europe__Lisbon),
    (&["BST"], Tz::Europe__London),
    (&["MSK"], Tz::Europe__Moscow),
    (&["TRT"], Tz::Europe__Istanbul),
    (&["IST"], Tz::Asia__Kolkata),
    (&["IDT"], Tz::Asia__Jerusalem),
    (&["GST"], Tz::Asia__Dubai),
    (&["PKT"], Tz::Asia__Karachi),
    (&["ICT"], Tz::Asia__Bangkok),
    (&["WIB"], Tz::Asia__Jakarta),
    (&["SGT"], Tz::Asia__Singapore),
    (&["MYT"], Tz::Asia__Kuala_Lumpur),
    (&["HKT"], Tz::Asia__Hong_Kong),
    (&["PHT"], Tz::Asia__Manila),
    (&["JST"], Tz::Asia__Tokyo),
    (&["KST"], Tz::Asia__Seoul),
    (&["AWST"], Tz::Australia__Perth),
    (&["ACST", "ACDT"], Tz::Australia__Adelaide),
    (&["AEST", "AEDT", "AET"], Tz::Australia__Sydney),
    (&["NZST", "NZDT", "NZT"], Tz::Pacific__Auckland),
    (&["SAST"], Tz::Africa__Johannesburg),
    (&["CAT"], Tz::Africa__Maputo),
    (&["EAT"], Tz::Africa__Nairobi),
    (&["WAT"], Tz::Africa__Lagos),
];

const WORDS: &[&str] = &[
    "MET", "EAT", "CAT", "ART", "WET", "WEST", "IST", "PT", "MT", "CT", "ET", "ICT", "COT", "WAT",
];

const NO_TWIN: &[&str] = &[
    "PST", "PDT", "EDT", "CDT", "CST", "CET", "CEST", "BST", "JST", "AEST", "AEDT", "EEST", "IST",
    "HKT", "SGT", "NZST", "NZDT", "MSK", "KST",
];

/// Finds an abbreviation, given in capitals.
pub(super) fn abbreviation(capitals: &str) -> Option<Abbreviation> {
    let (_, tz) = FAMILIES
        .iter()
        .find(|(names, _)| names.contains(&capitals))?;
    Some(Abbreviation {
        zone: Zone::Named(*tz),
        is_a_word: WORDS.contains(&capitals),
        has_no_twin: NO_TWIN.contains(&capitals),
    })
}

/// What comes before "time" in running text; the longer ones first.
pub(super) const PHRASES: &[(&str, Tz)] = &[
    ("central european", Tz::Europe__Paris),
    ("eastern european", Tz::Europe__Helsinki),
    ("western european", Tz::Europe__Lisbon),
    ("us pacific", Tz::America__Los_Angeles),
    ("us eastern", Tz::America__New_York),
    ("us central", Tz::America__Chicago),
    ("us mountain", Tz::America__Denver),
    ("australian eastern", Tz::Australia__Sydney),
    ("new zealand", Tz::Pacific__Auckland),
    ("greenwich mean", Tz::UTC),
    ("coordinated universal", Tz::UTC),
    ("universal", Tz::UTC),
    ("pacific", Tz::America__Los_Angeles),
    ("eastern", Tz::America__New_York),
    ("central", Tz::America__Chicago),
    ("mountain", Tz::America__Denver),
    ("british", Tz::Europe__London),
    ("uk", Tz::Europe__London),
    ("london", Tz::Europe__London),
    ("indian", Tz::Asia__Kolkata),
    ("india", Tz::Asia__Kolkata),
    ("japan", Tz::Asia__Tokyo),
    ("israel", Tz::Asia__Jerusalem),
    ("singapore", Tz::Asia__Singapore),
    ("berlin", Tz::Europe__Berlin),
    ("paris", Tz::Europe__Paris),
    ("amsterdam", Tz::Europe__Amsterdam),
    ("new york", Tz::America__New_York),
    ("sydney", Tz::Australia__Sydney),
];

/// The zones of the tz database by their names in small letters.
static BY_NAME: LazyLock<HashMap<String, Tz>> = LazyLock::new(|| {
    TZ_VARIANTS
        .iter()
        .map(|tz| (tz.name().to_ascii_lowercase(), *tz))
        .collect()
});

/// Finds a zone of the tz database in any case, and the one nearest to a slip of the pen.
pub(super) fn tz(name: &str) -> Option<Tz> {
    let exact = BY_NAME.get(&name.to_ascii_lowercase());
    if exact.is_some() {
        return exact.copied();
    }
    // One slip is forgiven in a name, where exactly one zone is that near; short words with a
    // stroke between them (`and/or`) are no zones, and a slip rarely hits both parts.
    let (area, place) = name.split_once('/')?;
    let near: Vec<Tz> = TZ_VARIANTS
        .iter()
        .filter(|tz| tz.name().len() >= 8 && tz.name().len().abs_diff(name.len()) <= 1)
        .filter(|tz| tz.name().starts_with(area) || tz.name().ends_with(place))
        .filter(|tz| strsim::osa_distance(tz.name(), name) <= 1)
        .copied()
        .collect();
    match near.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
