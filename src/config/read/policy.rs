//! `[policy]`: how soon things have to be done.

use super::RULE;
use super::values::unfit;
use crate::config::Config;
use crate::diagnostic::Level;
use crate::tree::{Entry, Fields, Found, Log, Value, fold_key, nearest};

/// Reads the table. Severities have been read before.
pub(super) fn read_policy(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut policy) = top.map("policy", log) else {
        return;
    };
    config.policy.publish_within = days(&mut policy, "publish-within", log);
    if let Some(entry) = policy.entry("action-due") {
        match &entry.node.value {
            Value::Map(entries) => {
                for entry in entries {
                    read_due(entry, config, log);
                }
            }
            _ => {
                let entries = std::slice::from_ref(entry);
                config.policy.action_due_default =
                    days(&mut Fields::new(entries), "action-due", log);
            }
        }
    }
    policy.finish(&["action-due", "publish-within"], "[policy]", log);
}

/// One severity, or `default` for all others.
fn read_due(entry: &Entry, config: &mut Config, log: &mut Log) {
    let name = fold_key(&entry.key);
    let days = days(&mut Fields::new(std::slice::from_ref(entry)), &name, log);
    if let Some(severity) = config.severity(&entry.key) {
        let id = severity.id.clone();
        config.policy.action_due.extend(days.map(|days| (id, days)));
        return;
    }
    if name == "default" {
        config.policy.action_due_default = days;
        return;
    }
    let ids = config.severities.iter().map(|level| level.id.as_str());
    let near = nearest(&entry.key, ids.clone().chain(["default"]));
    let listed: Vec<String> = ids.map(|id| format!("`{id}`")).collect();
    let finding = log.add(
        RULE,
        Level::Error,
        entry.key_span.clone(),
        format!("`{}` is not one of the configured severities", entry.key),
    );
    finding.help = Some(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "severities are {}; `default` stands for all others",
            listed.join(", ")
        ),
    });
}

/// Reads `"30 days"`, `"30d"`, `"2 weeks"` or `"2w"`.
fn days(fields: &mut Fields<'_>, key: &str, log: &mut Log) -> Option<u32> {
    let found: Found<String> = fields.text(key, log)?;
    let days = spelled(&found.value);
    if days.is_none() {
        let expected = "a number of days or weeks, such as `\"30 days\"` or `\"2 weeks\"`";
        unfit(log, &found, key, expected);
    }
    days
}

fn spelled(text: &str) -> Option<u32> {
    /// A hundred years: whoever writes more does not mean it.
    const MOST: u32 = 36_525;
    let text = text.trim().to_lowercase();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let number: u32 = text[..end].parse().ok()?;
    let days = match text[end..].trim() {
        "d" | "day" | "days" => number,
        "w" | "week" | "weeks" => number.checked_mul(7)?,
        _ => return None,
    };
    (days <= MOST).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn days_and_weeks_are_spelled_out_or_short() {
        for (text, days) in [
            ("30 days", Some(30)),
            ("1 Day", Some(1)),
            ("14d", Some(14)),
            ("2w", Some(14)),
            ("2 weeks", Some(14)),
            ("0 days", Some(0)),
            ("30", None),
            ("-3 days", None),
            ("3 months", None),
            ("99999999999 days", None),
            ("600000000 weeks", None),
            ("", None),
        ] {
            assert_eq!(spelled(text), days, "{text}");
        }
    }
}
