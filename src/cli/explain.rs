//! `casebook explain`.

use super::{CLEAN, Global, print};
use crate::check::rules;
use crate::error::Error;
use crate::model::Taxonomy;
use crate::tree::nearest;
use clap::Args;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The name of the rule, as findings print it in brackets; without one, all are listed
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// Print the pages of all rules as one Markdown document
    #[arg(long, conflicts_with = "rule")]
    markdown: bool,
}

/// Prints the page of a rule, or the list of all.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    if arguments.markdown {
        print(&document())?;
        return Ok(CLEAN);
    }
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
    if rule.name == "unknown-cause" {
        print(&causes(&global.project()?.config.taxonomy))?;
    }
    Ok(CLEAN)
}

/// The causes that this archive knows: its own ones, and those that come with casebook.
fn causes(taxonomy: &Taxonomy) -> String {
    let mut list = "\n## Causes\n\n".to_owned();
    for cause in taxonomy.iter() {
        let indent = if cause.id.is_top() { "" } else { "  " };
        let id = format!("{indent}{}", cause.id);
        list.push_str(&format!("{id:44} {}\n", cause.title));
    }
    list
}

/// All pages below each other, with a table of contents.
fn document() -> String {
    let mut document = INTRODUCTION.to_owned();
    document.push_str("| Rule | Level | |\n|---|---|---|\n");
    for rule in rules::RULES {
        let first = rule.docs.lines().next().unwrap_or_default();
        let name = rule.name;
        document.push_str(&format!(
            "| [`{name}`](#{name}) | {} | {} |\n",
            rule.level.as_str(),
            first.replace('|', "\\|")
        ));
    }
    for rule in rules::RULES {
        let docs = rule.docs.replace("\n## ", "\n### ");
        document.push_str(&format!(
            "\n## {}\n\nLevel: {}\n\n{}\n",
            rule.name,
            rule.level.as_str(),
            docs.trim_end()
        ));
    }
    document
}

const INTRODUCTION: &str = "\
# Rules

Made by `casebook explain --markdown`. What `casebook check` finds, each with the reason for it.

A rule weighs what [`[check]`](book-toml.md#check) in book.toml says: for all reports, or for those of a status. A
comment silences it where it is wrong:

```markdown
<!-- allow: link-broken -->
See [the plan](plan.pdf).

The cause was [here](gone.md). <!-- allow: link-broken -->

<!-- allow-file: missing-date -->
```

In front matter and book.toml the comment is `# allow: rule-name, other-rule`, or `# allow-file: rule-name`. A comment
that stands alone covers the next line that is not blank.

";
