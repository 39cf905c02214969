//! Reports, settings and file names that attack readers, the program, or the machine it runs on.
//!
//! The attacks are in `tests/hostile/`, where the browser tests read them, too.

mod bombs;
mod markdown;
mod paths;
mod site;

/// One attack each.
fn attacks() -> Vec<String> {
    include_str!("../../hostile/attacks.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect()
}
