//! What a save of some reports makes of a site that was laid out before.

use crate::support::TempProject;
use casebook::check::Strictness;
use casebook::diagnostic::Diagnostic;
use casebook::pipeline::{self, Edition, Saved};
use casebook::project::Project;
use casebook::site::SitePath;
use chrono::NaiveDate;
use std::fs;
use std::path::{Path, PathBuf};

struct Desk {
    files: TempProject,
    project: Project,
    edition: Edition,
}

impl Desk {
    fn new() -> Desk {
        let files = TempProject::new()
            .file("incidents/queue.md", "---\ntitle: The queue grew\nstarted: 2026-01-02 10:00\n---\n\nSlowly.\n")
            .file("incidents/disk/index.md", "---\ntitle: A disk was full\nstatus: dne\nstarted: 2026-01-03\n---\n\nSee [queue](../queue.md).\n")
            .file("book.toml", "[book]\ntitle = \"Ours\"\n");
        let today = NaiveDate::from_ymd_opt(2026, 2, 1).expect("a day");
        let project = Project::open(files.path(), None, today).expect("a project");
        let checked = pipeline::check(&project, Strictness::Usual).expect("reports");
        let edition = Edition::new(&project, checked).expect("a site");
        Desk {
            files,
            project,
            edition,
        }
    }

    /// The real path of a file, as whoever watches it names it.
    fn path(&self, path: &str) -> PathBuf {
        fs::canonicalize(self.files.path())
            .expect("a folder")
            .join(path)
    }

    fn after(&self, saved: &[&str]) -> Option<Saved> {
        let saved: Vec<PathBuf> = saved.iter().map(|path| self.path(path)).collect();
        self.edition.after(&self.project, &saved)
    }
}

fn page(edition: &Edition, at: &str) -> String {
    let at = SitePath::new(at).expect("an address");
    let page = edition.site().expect("a site").render(&at).expect("a page");
    String::from_utf8(page).expect("UTF-8")
}

#[test]
fn a_saved_report_is_new_and_the_others_are_as_they_were() {
    let desk = Desk::new();
    desk.files.write(
        "incidents/queue.md",
        "---\ntitle: The queue shrank\nseverity: sev99\nstarted: 2026-01-02 10:00\n---\n\nAgain, see [disk](disk/index.md).\n",
    );
    // What editors leave and take away again is no reason to read everything.
    let saved = desk
        .after(&[
            "incidents/queue.md",
            "incidents/queue.md.sb-1",
            "incidents/4913",
        ])
        .expect("an edition");
    assert_eq!(saved.files.len(), 1);
    let (old, new) = (
        page(&desk.edition, "incidents/queue.html"),
        page(&saved.edition, "incidents/queue.html"),
    );
    assert!(old.contains("The queue grew") && new.contains("The queue shrank"));
    assert!(
        new.contains("href=\"disk.html\""),
        "links to others lead there"
    );
    let renamed = page(&desk.edition, "incidents/disk.html").replace("grew", "shrank");
    assert_eq!(renamed, page(&saved.edition, "incidents/disk.html"));

    // Page and findings are those that a whole build makes.
    let checked = pipeline::check(&desk.project, Strictness::Usual).expect("reports");
    let is_saved = |finding: &&Diagnostic| saved.files.contains(&finding.place.file);
    let whole: Vec<Diagnostic> = checked.findings.iter().filter(is_saved).cloned().collect();
    assert_eq!(saved.findings, whole);
    assert!(
        whole
            .iter()
            .any(|finding| finding.rule == "unknown-severity")
    );
    assert!(checked.findings.len() > whole.len());
    let whole = Edition::new(&desk.project, checked).expect("a site");
    assert_eq!(page(&whole, "incidents/queue.html"), new);
}

#[test]
fn more_than_reports_that_were_there_needs_a_whole_build() {
    let desk = Desk::new();
    assert!(desk.after(&[]).is_none());
    assert!(desk.after(&["book.toml"]).is_none());
    assert!(desk.after(&["incidents/queue.md", "book.toml"]).is_none());
    assert!(desk.after(&["incidents/queue.md"]).is_some());

    desk.files.write("incidents/new.md", "# New\n");
    assert!(desk.after(&["incidents/new.md"]).is_none());
    assert!(
        desk.after(&["incidents/queue.md"]).is_none(),
        "one more report shifts the others"
    );
    fs::remove_file(desk.path("incidents/new.md")).expect("removed");
    assert!(desk.after(&["incidents/queue.md"]).is_some());

    fs::remove_file(desk.path("incidents/queue.md")).expect("removed");
    assert!(desk.after(&["incidents/queue.md"]).is_none());
    assert!(desk.after(&["incidents/disk/index.md"]).is_none());
}

#[test]
fn secrets_of_a_saved_report_stay_out_of_excerpts() {
    let desk = Desk::new();
    let key = ["AKIA", "QZ7XK3M5N8P2R4T6"].concat();
    desk.files.write(
        "incidents/queue.md",
        format!("---\ntitle: The queue grew\nstarted: 2026-01-02\n---\n\nIt was {key}.\n"),
    );
    let saved = desk.after(&["incidents/queue.md"]).expect("an edition");
    let finding = saved
        .findings
        .iter()
        .find(|finding| finding.rule == "possible-secret")
        .expect("a finding");
    let file = saved.edition.book().sources.get(finding.place.file);
    assert!(!file.excerpt(0..file.text.len()).contains(&key));
    assert!(Path::new(&file.name).ends_with("queue.md"));
}
