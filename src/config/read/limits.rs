//! `[limits]`: bounds that keep any input from taking unbounded time or memory.

use super::values::set;
use crate::config::Config;
use crate::tree::{Fields, Found, Log};

pub(super) fn read_limits(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut limits) = top.map("limits", log) else {
        return;
    };
    set(
        &mut config.limits.report_bytes,
        limits.number("report-bytes", log),
    );
    set(
        &mut config.limits.asset_bytes,
        limits.number("asset-bytes", log),
    );
    let size = |found: Option<Found<u64>>| {
        found.map(|found| Found {
            value: usize::try_from(found.value).unwrap_or(usize::MAX),
            span: found.span,
        })
    };
    set(
        &mut config.limits.front_matter_bytes,
        size(limits.number("front-matter-bytes", log)),
    );
    set(
        &mut config.limits.events,
        size(limits.number("events", log)),
    );
    limits.finish(&super::LIMITS, "[limits]", log);
}
