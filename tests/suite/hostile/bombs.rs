//! Small inputs that could cost much time or memory. Each has to be over within a generous time;
//! the program runs as a process of its own, so that one that hangs fails and does not stall.

use crate::support::TempProject;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Far more than any of them takes, on a busy machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sizes are near the limit of a report (1 MiB), where anything quadratic takes minutes.
fn bombs() -> Vec<(&'static str, String)> {
    let fronted = |yaml: String| format!("---\n{yaml}\n---\n\n# T\n\nWords.\n");
    let many = |text: &str, bytes: usize| text.repeat(bytes / text.len());
    let laughs: String = (1..10)
        .map(|n| format!("x-{n}: &l{n} [{}]\n", format!("*l{},", n - 1).repeat(9)))
        .collect();
    vec![
        (
            "a billion laughs",
            fronted(format!("x-0: &l0 [lol]\n{laughs}tags: *l9")),
        ),
        ("deep lists", fronted(format!("x-a: {}", many("[", 60_000)))),
        (
            "deep maps",
            fronted(format!("x-a: {}", many("{a: ", 60_000))),
        ),
        (
            "deep blocks",
            fronted((0..300).map(|n| format!("{}a:\n", " ".repeat(n))).collect()),
        ),
        (
            "many keys",
            fronted((0..5_000).map(|n| format!("key-{n}: x\n")).collect()),
        ),
        ("one key over and over", fronted(many("title: x\n", 60_000))),
        (
            "a long line",
            fronted(format!("title: {}", many("x", 60_000))),
        ),
        (
            "many anchors",
            fronted((0..5_000).map(|n| format!("x-{n}: &a{n} x\n")).collect()),
        ),
        (
            "many actions",
            fronted(format!(
                "actions:\n{}",
                many("- {title: x, due: 2024-01-01}\n", 60_000)
            )),
        ),
        (
            "many events",
            fronted(format!("timeline:\n{}", many("- 09:14 x\n", 60_000))),
        ),
        (
            "quotes without end",
            fronted(format!("title: \"{}", many("\\\"", 60_000))),
        ),
        (
            "no end of front matter",
            format!("---\n{}", many("a: b\n", 1_000_000)),
        ),
        ("nested quotes", many("> ", 200_000)),
        (
            "nested lists",
            (0..600)
                .map(|n| format!("{}- a\n", "  ".repeat(n)))
                .collect(),
        ),
        ("brackets", many("[", 1_000_000)),
        ("brackets and parentheses", many("[a](", 1_000_000)),
        ("images in images", many("![", 1_000_000)),
        ("emphasis", many("*a **b ", 1_000_000)),
        ("underscores", many("_a __b ", 1_000_000)),
        (
            "backticks of growing length",
            (1..1_200).map(|n| format!("{}a ", "`".repeat(n))).collect(),
        ),
        ("open tags", many("<b>", 900_000)),
        ("open comments", many("<!-- ", 1_000_000)),
        ("open attributes", many("<a href='", 1_000_000)),
        ("nested tags", many("<div><p><b>", 400_000)),
        ("mixed tables", many("<table><tr><td>", 400_000)),
        (
            "pipes",
            format!("{}\n{}\n", many("|a", 100_000), many("|-", 100_000)),
        ),
        (
            "a wide and long table",
            format!(
                "{}|\n{}|\n{}",
                many("|a", 400),
                many("|-", 400),
                many(&format!("{}|\n", many("|b", 400)), 800_000)
            ),
        ),
        (
            "rows with more columns than cells",
            format!(
                "{}|\n{}|\n{}",
                many("|a", 20_000),
                many("|-", 20_000),
                many("|\n", 100_000)
            ),
        ),
        (
            "references",
            (0..20_000).map(|n| format!("[a{n}]: b\n[a{n}] ")).collect(),
        ),
        (
            "footnotes",
            (0..10_000)
                .map(|n| format!("[^{n}]\n\n[^{n}]: x [^{}]\n\n", n + 1))
                .collect(),
        ),
        ("headings", many("# a\n", 500_000)),
        (
            "headings of one name",
            many("## Timeline\n\n- 09:14 x\n\n", 800_000),
        ),
        ("times", many("09:14 ", 900_000)),
        ("dates", many("2024-03-02 09:14 UTC to ", 900_000)),
        (
            "a timeline of everything",
            format!("## Timeline\n\n{}", many("- 2024-03-02 09:14 x\n", 900_000)),
        ),
        ("numbers", many("1", 900_000)),
        ("numbers and colons", many("1:", 900_000)),
        ("addresses", many("https://a.b/(", 900_000)),
        ("mail addresses", many("a@", 900_000)),
        ("ampersands", many("&a", 900_000)),
        ("combining marks", many("\u{301}", 900_000)),
        (
            "a log",
            format!("```log\n{}", many("[\"(<09:14 1.1.1.1 ", 900_000)),
        ),
        ("one long word", many("x", 1_000_000)),
        ("spaces", format!("a{}b", many(" ", 1_000_000))),
        ("lines", many("\n", 1_000_000)),
        ("labels", many("**Severity:** SEV-1\n", 900_000)),
        (
            "comments that silence",
            many("<!-- allow: missing-date -->\n", 900_000),
        ),
        ("secrets", many("AKIA", 900_000)),
        ("blame", many("he should have ", 900_000)),
    ]
}

/// Runs the program with patience; `None` when it is not over in time.
fn run_with_patience(project: &TempProject, arguments: &[&str]) -> Option<i32> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments)
        .current_dir(project.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    loop {
        match program.try_wait().expect("a child") {
            Some(status) => return Some(status.code().unwrap_or(-1)),
            None if begun.elapsed() > PATIENCE => {
                program.kill().expect("killed");
                program.wait().expect("gone");
                return None;
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

#[test]
fn every_bomb_is_over_in_time() {
    let mut slow = Vec::new();
    for (name, report) in bombs() {
        assert!(report.len() <= 1 << 20, "{name} has {} bytes", report.len());
        let project = TempProject::new().file("incidents/2024-03-02-bomb.md", report);
        let begun = Instant::now();
        match run_with_patience(&project, &["build", "--keep-going", "--quiet"]) {
            Some(0 | 1) => {}
            code => slow.push(format!("{name}: {code:?}")),
        }
        let took = begun.elapsed();
        if std::env::var_os("CASEBOOK_TEST_TIMES").is_some() {
            eprintln!("{:6} ms {name}", took.as_millis());
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn a_book_that_is_a_bomb_is_over_in_time() {
    for book in [
        format!("a = {}", "[".repeat(100_000)),
        format!("[{}]", "a.".repeat(50_000)),
        (0..20_000)
            .map(|n| format!("[causes.\"a/b{n}\"]\n"))
            .collect(),
        format!("[book]\ntitle = \"{}\"\n", "x".repeat(500_000)),
        format!("[book]\nignore = [\"{}\"]\n", "{a,b}".repeat(2_000)),
        format!("[book]\nignore = [\"{}\"]\n", "**/".repeat(5_000)),
        "x = 1\n".repeat(50_000),
    ] {
        let project = TempProject::new()
            .file("book.toml", &book)
            .file("incidents/2024-03-02-a.md", "# T\n\nWords.\n");
        let code = run_with_patience(&project, &["build", "--keep-going", "--quiet"]);
        assert!(matches!(code, Some(0..=2)), "{code:?}: {}", &book[..40]);
    }
}
