//! Tells options from words in commands that take a query.
//!
//! `-cache` leaves a word out and `-n` is an option, wherever either stands. So the words are put
//! behind a `--` before the arguments are read.

use crate::query;
use clap::Command;
use std::ffi::OsString;

/// Commands whose arguments are a query.
const COMMANDS: [&str; 2] = ["search", "list"];

/// Moves the words of a query behind all options; the order within each stays.
pub(super) fn behind_options(arguments: Vec<OsString>, mut program: Command) -> Vec<OsString> {
    program.build();
    let Some(at) = command_at(&arguments, &program) else {
        return arguments;
    };
    let name = arguments[at].to_string_lossy();
    let Some(command) = COMMANDS
        .contains(&name.as_ref())
        .then(|| program.find_subcommand(name.as_ref()))
        .flatten()
    else {
        return arguments;
    };
    let mut options = arguments[..=at].to_vec();
    let mut words = Vec::new();
    let mut rest = arguments[at + 1..].iter();
    while let Some(argument) = rest.next() {
        let text = argument.to_string_lossy();
        if text == "--" {
            words.extend(rest.by_ref().cloned());
        } else if !text.starts_with('-') || is_word(&text, command) {
            words.push(argument.clone());
        } else {
            options.push(argument.clone());
            if wants_value(&text, command) {
                options.extend(rest.next().cloned());
            }
        }
    }
    if !words.is_empty() {
        options.push("--".into());
    }
    options.extend(words);
    options
}

/// Where the command's name stands: options of all commands may come first.
fn command_at(arguments: &[OsString], program: &Command) -> Option<usize> {
    let mut at = 1;
    loop {
        let text = arguments.get(at)?.to_string_lossy();
        if !text.starts_with('-') {
            return Some(at);
        }
        at += 1 + usize::from(wants_value(&text, program));
    }
}

/// Whether a text that begins with a hyphen is part of the query: `-cache`, `-service:api`, but not
/// `-n20`, `-q` or `--quiet`.
fn is_word(text: &str, command: &Command) -> bool {
    let query = query::parse(text);
    let is_query = query.terms.first().is_none_or(|term| term.not);
    let mut letters = text.chars().skip(1);
    let is_option = letters.next().is_some_and(|letter| {
        takes_value(letter, command) && letters.all(|c| c.is_ascii_digit() || c == '=')
    });
    is_query && !is_option
}

/// Whether the next argument is the value of this one.
fn wants_value(text: &str, command: &Command) -> bool {
    match text.strip_prefix("--") {
        Some(long) => command
            .get_arguments()
            .any(|option| option.get_long() == Some(long) && option.get_action().takes_values()),
        None => text
            .chars()
            .last()
            .is_some_and(|letter| takes_value(letter, command)),
    }
}

fn takes_value(letter: char, command: &Command) -> bool {
    command
        .get_arguments()
        .any(|option| option.get_short() == Some(letter) && option.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::behind_options;
    use crate::cli::Cli;
    use clap::CommandFactory;

    #[test]
    fn options_and_words_are_told_apart_wherever_they_stand() {
        for (typed, expected) in [
            ("search a b -n 2", "search -n 2 -- a b"),
            ("search -n 2 a b", "search -n 2 -- a b"),
            ("search a -n20 -cache", "search -n20 -- a -cache"),
            ("search a --limit=2 -q b", "search --limit=2 -q -- a b"),
            ("search -service:api -x86", "search -- -service:api -x86"),
            ("search a --format json b", "search --format json -- a b"),
            ("search a -- --force -n", "search -- a --force -n"),
            ("-q -C x search a -n 1", "-q -C x search -n 1 -- a"),
            ("search a --force", "search --force -- a"),
            ("search a -n", "search -n -- a"),
            ("search -h", "search -h"),
            ("list -has:causes -n 3", "list -n 3 -- -has:causes"),
            ("check a -n 2", "check a -n 2"),
            ("-q", "-q"),
        ] {
            let arguments = format!("casebook {typed}");
            let arguments = arguments.split(' ').map(Into::into).collect();
            let sorted = behind_options(arguments, Cli::command());
            let sorted: Vec<_> = sorted.iter().map(|text| text.to_string_lossy()).collect();
            assert_eq!(sorted[1..].join(" "), expected, "{typed}");
        }
    }
}
