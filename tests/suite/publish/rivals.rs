//! Several builds of one target at once.

use super::{BUILD, archive, contents};
use std::process::{Command, Stdio};

#[test]
fn builds_at_the_same_time_do_not_mix() {
    let projects = [archive(12), archive(20), archive(28)];
    let common = tempfile::tempdir().expect("a folder for the test");
    let target = common.path().join("site");
    let alone: Vec<_> = projects
        .iter()
        .map(|project| {
            assert_eq!(project.run(&BUILD).code, 0);
            contents(&project.path().join("site"))
        })
        .collect();
    let (mut published, mut refused) = (0, 0);
    for _ in 0..8 {
        let builds: Vec<_> = projects
            .iter()
            .map(|project| {
                Command::new(env!("CARGO_BIN_EXE_casebook"))
                    .args(BUILD)
                    .arg("--out")
                    .arg(&target)
                    .current_dir(project.path())
                    .stdout(Stdio::null())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("the program starts")
            })
            .collect();
        for build in builds {
            let output = build.wait_with_output().expect("it ends");
            let said = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => published += 1,
                Some(2) if said.contains("another casebook is building") => refused += 1,
                code => panic!("{code:?}: {said}"),
            }
        }
        let site = contents(&target);
        assert!(alone.contains(&site), "the site is one of the three, whole");
        let beside = contents(common.path());
        let left: Vec<_> = beside.keys().filter(|path| path.starts_with('.')).collect();
        assert!(left.is_empty(), "{left:?}");
    }
    assert!(published >= 8, "{published} published, {refused} refused");
}
