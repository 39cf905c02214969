//! Resolves the relative links of all reports: to other reports, or to files beside them.

use super::drawing;
use crate::config::Config;
use crate::markdown::Destination;
use crate::model::{Asset, Incident, Link, LinkTarget, Slug};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What links are resolved against.
pub(super) struct Archive<'a> {
    /// The folder of reports.
    pub(super) src: &'a Path,
    /// The same without symbolic links; files outside it are not copied.
    pub(super) real_src: &'a Path,
    /// Path below `src` to slug, of every report.
    pub(super) slugs: &'a BTreeMap<String, Slug>,
    /// Settings.
    pub(super) config: &'a Config,
}

/// Fills in the links and assets of an incident.
pub(super) fn resolve(
    incident: &mut Incident,
    destinations: Vec<Destination>,
    archive: &Archive<'_>,
) {
    let mut assets: BTreeSet<Asset> = BTreeSet::new();
    let folder = incident
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    for destination in destinations {
        if let Some(id) = destination.target.strip_prefix('#')
            && !destination.is_image
        {
            incident.links.push(Link {
                target: LinkTarget::Here(percent_decoded(id)),
                written: destination.target,
                image: false,
                span: destination.span,
            });
            continue;
        }
        let relative = relative_path(&destination.target);
        let target = match relative.map(|relative| (join(&folder, &relative.path), relative)) {
            None => LinkTarget::Elsewhere,
            Some((None, _)) => LinkTarget::Refused("it leads outside the folder of reports"),
            Some((Some(path), relative)) => {
                target(&path, relative, &folder, incident, archive, &mut assets)
            }
        };
        incident.links.push(Link {
            written: destination.target,
            target,
            image: destination.is_image,
            span: destination.span,
        });
    }
    incident.assets = assets.into_iter().collect();
}

struct Relative {
    path: String,
    fragment: Option<String>,
}

/// Takes a link apart when it leads to a file of the archive.
fn relative_path(written: &str) -> Option<Relative> {
    let (path, fragment) = match written.split_once('#') {
        Some((path, fragment)) => (path, Some(percent_decoded(fragment))),
        None => (written, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let scheme = path.split(['/', '.']).next().unwrap_or_default();
    if path.is_empty() || path.starts_with('/') || path.starts_with('\\') || scheme.contains(':') {
        return None;
    }
    Some(Relative {
        path: percent_decoded(path),
        fragment,
    })
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Joins a folder and a relative path; `None` when that leads above the folder of reports.
fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part if part.contains(['\\', '\0']) => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn target(
    path: &str,
    relative: Relative,
    folder: &str,
    incident: &Incident,
    archive: &Archive<'_>,
    assets: &mut BTreeSet<Asset>,
) -> LinkTarget {
    if let Some(slug) = report_at(path, archive) {
        return LinkTarget::Report {
            slug: slug.clone(),
            fragment: relative.fragment,
        };
    }
    match asset(path, folder, incident, archive) {
        Ok(asset) => {
            let (address, size) = (asset.address.clone(), asset.size);
            assets.insert(asset);
            LinkTarget::Asset { address, size }
        }
        Err(target) => target,
    }
}

/// A report may be linked as its file, without the ending, as the page other generators make of
/// it, or as its folder.
fn report_at<'a>(path: &str, archive: &Archive<'a>) -> Option<&'a Slug> {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    let candidates = [
        path.to_owned(),
        format!("{stem}.md"),
        format!("{stem}/index.md"),
        format!("{stem}.html.md.erb"),
    ];
    candidates
        .iter()
        .find_map(|candidate| archive.slugs.get(candidate))
}

fn asset(
    path: &str,
    folder: &str,
    incident: &Incident,
    archive: &Archive<'_>,
) -> Result<Asset, LinkTarget> {
    let file = archive.src.join(path);
    let real = fs::canonicalize(&file).map_err(|_| LinkTarget::Missing)?;
    if !real.starts_with(archive.real_src) {
        return Err(LinkTarget::Refused(
            "it leads outside the folder of reports",
        ));
    }
    let metadata = fs::metadata(&real).map_err(|_| LinkTarget::Missing)?;
    if !metadata.is_file() {
        return Err(LinkTarget::Missing);
    }
    if metadata.len() > archive.config.limits.asset_bytes {
        return Err(LinkTarget::Refused(
            "it is larger than `asset-bytes` of [limits] in book.toml",
        ));
    }
    if let Some(reason) = active_content(&real) {
        return Err(LinkTarget::Refused(reason));
    }
    let name = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .trim_start_matches('/');
    let address = safe_address(&incident.slug, name).ok_or(LinkTarget::Missing)?;
    let size = picture_size(&real);
    Ok(Asset {
        address,
        file,
        size,
    })
}

/// Width and height of a picture, from its first bytes: with them a page keeps the room for it, and
/// does not move under the reader when it comes.
fn picture_size(file: &Path) -> Option<(u32, u32)> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    if !["png", "jpg", "jpeg", "gif", "webp", "avif"].contains(&ending.as_str()) {
        return None;
    }
    let size = imagesize::size(file).ok()?;
    let side = |pixels: usize| u32::try_from(pixels).ok().filter(|pixels| *pixels > 0);
    Some((side(size.width)?, side(size.height)?))
}

/// Files that a browser runs would run as part of the site.
fn active_content(file: &Path) -> Option<&'static str> {
    let ending = file.extension()?.to_string_lossy().to_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "js" | "mjs" | "xml" | "xsl" | "xslt"
        | "swf" | "css" => Some("files that a browser would run are not copied"),
        "svg" if !fs::read(file).is_ok_and(|drawing| drawing::is_plain(&drawing)) => {
            Some("the drawing holds scripts, or loads something from elsewhere")
        }
        "svgz" => Some("a packed drawing cannot be looked into"),
        "md" | "markdown" | "mdx" | "erb" => Some("it is not a report of this archive"),
        _ => None,
    }
}

/// The address of a file beside a page: every part a plain name.
fn safe_address(slug: &Slug, name: &str) -> Option<String> {
    let mut address = PathBuf::from("incidents").join(slug.as_str());
    for part in name.split('/') {
        let part: String = part
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        if part.trim_matches('.').is_empty() {
            return None;
        }
        address.push(part);
    }
    let parts: Vec<_> = address.iter().map(|part| part.to_string_lossy()).collect();
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_never_lead_above_the_archive() {
        for (folder, relative, joined) in [
            ("", "a.md", Some("a.md")),
            ("2024", "../a.md", Some("a.md")),
            ("2024", "./img/a.png", Some("2024/img/a.png")),
            ("", "../a.md", None),
            ("2024", "../../etc/passwd", None),
            ("", "..\\a", None),
        ] {
            assert_eq!(
                join(folder, relative).as_deref(),
                joined,
                "{folder} + {relative}"
            );
        }
    }

    #[test]
    fn only_relative_links_are_ours() {
        for (written, path) in [
            ("a%20b.md#x", Some("a b.md")),
            ("a.md?raw=1", Some("a.md")),
            ("https://example.org/a.md", None),
            ("mailto:a@example.org", None),
            ("#only", None),
            ("/root.md", None),
            ("//host/a", None),
            ("100%.md", Some("100%.md")),
        ] {
            assert_eq!(
                relative_path(written)
                    .map(|relative| relative.path)
                    .as_deref(),
                path,
                "{written}"
            );
        }
    }

    #[test]
    fn addresses_hold_plain_names_only() {
        let slug = Slug::from_name("a").expect("a name of this test");
        for (name, address) in [
            ("img/Ä b.png", Some("incidents/a/img/Ä-b.png")),
            ("..", None),
            ("a/./b", None),
            ("a\"onload=.png", Some("incidents/a/a-onload-.png")),
        ] {
            assert_eq!(safe_address(&slug, name).as_deref(), address, "{name}");
        }
    }
}
