//! Relative links of a report, as its page needs them.

use crate::markdown::{Link, LinkKind};
use crate::model::{Incident, LinkTarget};
use std::collections::BTreeMap;

/// The links of a report, by what is written.
pub(super) struct Links<'a> {
    targets: BTreeMap<&'a str, &'a LinkTarget>,
}

impl<'a> Links<'a> {
    /// Takes the links that loading resolved.
    pub(super) fn new(incident: &'a Incident) -> Links<'a> {
        let targets = incident
            .links
            .iter()
            .map(|link| (link.written.as_str(), &link.target));
        Links {
            targets: targets.collect(),
        }
    }

    /// Says what a link becomes.
    pub(super) fn resolver(&self) -> impl Fn(&str) -> Link {
        |written| self.resolve(written)
    }

    /// Says what an image becomes. The policy of the page shows images of the site only.
    pub(super) fn image_resolver(&self) -> impl Fn(&str) -> Link {
        |written| match self.resolve(written) {
            link if link.kind == LinkKind::Internal && self.targets.contains_key(written) => link,
            _ => Link::dropped(),
        }
    }

    fn resolve(&self, written: &str) -> Link {
        let internal = |href: String| Link {
            href,
            kind: LinkKind::Internal,
        };
        match self.targets.get(written) {
            Some(LinkTarget::Report { slug, fragment }) => {
                let fragment = fragment
                    .as_ref()
                    .map_or_else(String::new, |id| format!("#{id}"));
                internal(format!("{slug}.html{fragment}"))
            }
            Some(LinkTarget::Asset { address }) => {
                let below = address.strip_prefix("incidents/").unwrap_or(address);
                internal(below.to_owned())
            }
            Some(LinkTarget::Missing | LinkTarget::Refused(_)) => Link::dropped(),
            // What stands at the root of some server, or beside a file that is no report, is not
            // on this site.
            None => match Link::as_written(written) {
                link if link.kind == LinkKind::Internal && !written.starts_with('#') => {
                    Link::dropped()
                }
                link => link,
            },
        }
    }
}
