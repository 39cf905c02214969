//! `casebook explain`.

use super::{CLEAN, print};
use crate::check::rules;
use crate::error::Error;
use crate::tree::nearest;
use clap::Args;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The name of the rule, as findings print it in brackets; without one, all are listed
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// Prints the page of a rule, or the list of all.
pub(super) fn run(arguments: &Arguments) -> Result<u8, Error> {
    let Some(name) = &arguments.rule else {
        let list: String = rules::RULES
            .iter()
            .map(|rule| {
                let first = rule.docs.lines().next().unwrap_or_default();
                format!("{:24} {:8} {first}\n", rule.name, rule.level.as_str())
            })
            .collect();
        print(&list)?;
        return Ok(CLEAN);
    };
    let Some(rule) = rules::find(name) else {
        let names = rules::RULES.iter().map(|rule| rule.name);
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`casebook explain` lists the rules".to_owned(),
        };
        return Err(Error::Told(format!(
            "there is no rule `{name}`\n  = help: {help}"
        )));
    };
    print(&format!(
        "# {}\n\nLevel: {}\n\n{}",
        rule.name,
        rule.level.as_str(),
        rule.docs
    ))?;
    Ok(CLEAN)
}
