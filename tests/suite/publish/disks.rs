//! A disk that is full, and one that is read-only: real ones, of a few megabytes of memory.

use super::{archive, report, report_path};
use crate::support::TempProject;
use std::path::Path;
use std::process::{Command, Output};

/// Builds on a small disk again and again, each time with less room left, until there is plenty.
/// `$1` is the program, `$2` the project, `$3` an empty folder. Says `old` or `new` for each build.
const FULL: &str = r#"
mount -t tmpfs -o size=4m casebook "$3" || exit 77
cd "$2"
"$1" build --now 2024-12-31 --quiet --out "$3/site" || exit 1
cp -r "$3/site" old
for report in incidents/*.md; do echo "Amended, with more words than before." >> "$report"; done
"$1" build --now 2024-12-31 --quiet --out new || exit 1
free() { df -k --output=avail "$3" | tail -n 1 | tr -d ' '; }
for room in 0 4 8 16 32 64 96 128 160 192 256 320 512 768 1024; do
    rm -rf "$3"/.site* "$3/ballast"
    left=$(( $(free "$@") - room ))
    [ "$left" -le 0 ] || dd if=/dev/zero of="$3/ballast" bs=1k count="$left" status=none || true
    "$1" build --now 2024-12-31 --quiet --out "$3/site" 2> said; code=$?
    if diff -r "$3/site" old > differs; then which=old
    elif diff -r "$3/site" new > differs; then which=new
    else echo "torn with $room KiB left"; cat differs said; exit 1
    fi
    case "$which $code" in
        "old 2") grep -q "No space left" said || { echo "silent"; cat said; exit 1; } ;;
        "new 0") ;;
        *) echo "$which, but the code is $code with $room KiB left"; cat said; exit 1 ;;
    esac
    if ls -A "$3" | grep -v -x -e site -e ballast; then echo "left behind"; exit 1; fi
    echo "$which"
    [ "$which" = old ] || break
done
"#;

/// Builds onto a disk that became read-only.
const READ_ONLY: &str = r#"
mount -t tmpfs -o size=8m casebook "$3" || exit 77
cd "$2"
"$1" build --now 2024-12-31 --quiet --out "$3/site" || exit 1
cp -r "$3/site" old
mount -o remount,ro "$3" || exit 77
for report in incidents/*.md; do echo "Amended." >> "$report"; done
"$1" build --now 2024-12-31 --quiet --out "$3/site" && exit 1
"$1" build --now 2024-12-31 --quiet --out "$3/other/site" && exit 1
diff -r "$3/site" old && echo old
"#;

/// Runs a script where it may mount disks that nobody else sees. `None` where that is not allowed.
fn with_a_disk_of_its_own(script: &str, project: &TempProject) -> Option<Output> {
    let disk = project.path().join("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(Path::new(env!("CARGO_BIN_EXE_casebook")))
        .arg(project.path())
        .arg(&disk)
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .output();
    match output {
        Ok(output) if output.status.code() == Some(77) || is_refusal(&output) => None,
        Ok(output) => Some(output),
        Err(_) => None,
    }
}

fn is_refusal(output: &Output) -> bool {
    let said = String::from_utf8_lossy(&output.stderr);
    !output.status.success() && said.starts_with("unshare:")
}

fn skip(what: &str) {
    eprintln!("skipped: {what}; this needs Linux and the right to mount (`unshare -rm`)");
}

#[test]
fn a_full_disk_leaves_the_old_site_and_says_so() {
    let project = archive(40);
    let Some(output) = with_a_disk_of_its_own(FULL, &project) else {
        return skip("a full disk");
    };
    let told = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{errors}");
    let old = told.lines().filter(|line| *line == "old").count();
    assert!(old >= 3 && told.ends_with("new\n"), "{told}{errors}");
}

#[test]
fn a_read_only_disk_is_named_and_the_old_site_stands() {
    let project = archive(4);
    let Some(output) = with_a_disk_of_its_own(READ_ONLY, &project) else {
        return skip("a read-only disk");
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "old\n", "{errors}");
    let refusals = errors.matches("Read-only file system").count();
    assert_eq!(refusals, 2, "{errors}");
    project.write(&report_path(0), report(0, "words"));
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named_and_the_old_site_stands() {
    use super::{BUILD, contents};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    let project = archive(4);
    let out = project.path().join("out");
    let target = out.join("site");
    let target = target.to_str().expect("UTF-8");
    let build = || project.run(&[&BUILD[..], &["--out", target]].concat());
    assert_eq!(build().code, 0);
    let old = contents(&out);
    project.write(&report_path(0), report(0, "other words"));
    fs::set_permissions(&out, Permissions::from_mode(0o555)).expect("settable");
    if fs::write(out.join("probe"), "").is_ok() {
        fs::remove_file(out.join("probe")).expect("removed");
        eprintln!("skipped: a folder without permission; nothing is forbidden to this user");
        return;
    }
    let refused = build();
    fs::set_permissions(&out, Permissions::from_mode(0o755)).expect("settable");
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("Permission denied"),
        "{}",
        refused.stderr
    );
    assert_eq!(contents(&out), old);
}
