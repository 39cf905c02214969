//! The numbers as one long table: what, of what, which measure, how much. Spreadsheets turn it into
//! any other.

use super::view::{Facet, Item, Length, Share, Stats};
use crate::sheet::Sheet;

const COLUMNS: [&str; 5] = ["section", "id", "title", "measure", "value"];

/// Prints all numbers. Durations are in seconds; what is not known is an empty cell.
pub fn print(stats: &Stats) -> String {
    let mut table = Table {
        sheet: Sheet::new(&COLUMNS),
        about: Default::default(),
    };
    table.about("archive", "", &stats.title);
    table.row("today", &stats.today);
    table.row("query", &stats.query);
    table.row("since", stats.since.as_deref().unwrap_or_default());
    table.row("until", stats.until.as_deref().unwrap_or_default());
    table.number("incidents", stats.incidents);
    table.number("undated", stats.undated);
    for severity in &stats.severities {
        let (id, title) = (severity.id.as_deref(), severity.title.as_deref());
        table.about("severity", id.unwrap_or("none"), title.unwrap_or_default());
        table.number("incidents", severity.count);
        table.length(&severity.impact);
    }
    for duration in &stats.durations {
        table.about("duration", duration.id, duration.name);
        table.length(&duration.length);
        let out = &duration.left_out;
        for (measure, n) in [
            ("inferred", duration.inferred),
            ("approximate", duration.approximate),
            ("without begin", out.without_begin),
            ("without end", out.without_end),
            ("ongoing", out.ongoing),
            ("too coarse", out.too_coarse),
            ("backwards", out.backwards),
        ] {
            table.number(measure, n);
        }
    }
    causes(stats, &mut table);
    items("service", &stats.services, &mut table);
    facet("detection", &stats.detection, &mut table);
    facet("mitigation", &stats.mitigation, &mut table);
    let actions = &stats.actions;
    table.about("actions", "", "");
    for (measure, n) in [
        ("open", actions.open),
        ("proposed", actions.proposed),
        ("done", actions.done),
        ("rejected", actions.rejected),
        ("unknown", actions.unknown),
        ("overdue", actions.overdue),
    ] {
        table.number(measure, n);
    }
    if let Some(change) = &stats.change {
        for (id, period) in [("recent", &change.recent), ("before", &change.before)] {
            table.about(
                "period",
                id,
                &format!("{} to {}", period.first, period.last),
            );
            table.number("incidents", period.incidents);
            table.length(&period.impact);
        }
    }
    for told in &stats.told {
        table.about("told", told.key, "");
        table.share(&told.share);
        table.number("inferred", told.inferred);
    }
    table.sheet.finish()
}

fn causes(stats: &Stats, table: &mut Table) {
    let causes = &stats.causes;
    table.about("causes", "", "");
    table.number("coded", causes.coded);
    table.number("unknown only", causes.unknown_only);
    table.number("unrecognised", causes.unrecognised);
    table.number("uncoded", causes.uncoded);
    table.about("causes", "change-related", "Related to a change");
    table.share(&causes.change_related);
    table.about("causes", "several", "Several causes");
    table.share(&causes.several);
    for cause in causes.groups.iter().chain(&causes.sub_causes) {
        table.about("cause", &cause.id, &cause.title);
        table.share(&cause.share);
        table.row("impact seconds", &cause.impact_seconds.to_string());
        table.number("impact n", cause.impact_n);
        table.number("open actions", cause.open_actions);
    }
}

fn facet(section: &'static str, facet: &Facet, table: &mut Table) {
    table.about(section, "", "");
    table.number("known", facet.known);
    table.number("unknown", facet.unknown);
    items(section, &facet.values, table);
}

fn items(section: &'static str, items: &[Item], table: &mut Table) {
    for item in items {
        table.about(section, &item.id, &item.title);
        table.share(&item.share);
    }
}

struct Table {
    sheet: Sheet,
    /// Section, id and title of the rows to come.
    about: [String; 3],
}

impl Table {
    fn about(&mut self, section: &str, id: &str, title: &str) {
        self.about = [section, id, title].map(str::to_owned);
    }

    fn row(&mut self, measure: &str, value: &str) {
        let [section, id, title] = &self.about;
        self.sheet
            .row(&[section.as_str(), id, title, measure, value]);
    }

    fn number(&mut self, measure: &str, n: usize) {
        self.row(measure, &n.to_string());
    }

    fn float(&mut self, measure: &str, value: Option<f64>) {
        let value = value.map_or_else(String::new, |value| value.to_string());
        self.row(measure, &value);
    }

    fn share(&mut self, share: &Share) {
        self.number("count", share.count);
        self.number("of", share.of);
        self.float("share", share.share);
        self.float("low", share.low);
        self.float("high", share.high);
    }

    fn length(&mut self, length: &Length) {
        let whole = |seconds: Option<i64>| seconds.map(|it| it as f64);
        self.number("n", length.n);
        for (measure, value) in [
            ("median", length.median),
            ("low", length.low),
            ("high", length.high),
            ("p75", length.p75),
            ("p90", length.p90),
            ("shortest", whole(length.shortest)),
            ("longest", whole(length.longest)),
        ] {
            self.float(measure, value);
        }
    }
}
