//! `[audience]`: who may read the reports.

use super::values::unfit;
use crate::config::Config;
use crate::model::Audience;
use crate::tree::{Fields, Log};

/// Who may read reports that do not say it.
pub(super) fn read_audience(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut fields) = top.map("audience", log) else {
        return;
    };
    if let Some(found) = fields.text("default", log) {
        match found.value.as_str() {
            "internal" => config.audience = Audience::Internal,
            "public" => config.audience = Audience::Public,
            _ => unfit(log, &found, "default", "`internal` or `public`"),
        }
    }
    fields.finish(&["default"], "[audience]", log);
}
