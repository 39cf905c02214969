//! Relative links of a report, as its page needs them.

use crate::markdown::{Link, LinkKind, headings};
use crate::model::{Incident, LinkTarget};
use crate::render::Book;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The links of a report, by what is written.
pub(super) struct Links<'a> {
    own: &'a Incident,
    book: &'a Book,
    targets: BTreeMap<&'a str, &'a LinkTarget>,
}

impl<'a> Links<'a> {
    /// Takes the links that loading resolved.
    pub(super) fn new(incident: &'a Incident, book: &'a Book) -> Links<'a> {
        let targets = incident
            .links
            .iter()
            .map(|link| (link.written.as_str(), &link.target));
        Links {
            own: incident,
            book,
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

    /// Says how large an image is.
    pub(super) fn image_sizes(&self) -> impl Fn(&str) -> Option<(u32, u32)> {
        |written| match self.targets.get(written)? {
            LinkTarget::Asset { size, .. } => *size,
            _ => None,
        }
    }

    /// Sections that front matter gives stand on the page under ids of ours, so that no heading of
    /// the author's can clash with them.
    fn on_page<'i>(&self, incident: &Incident, id: &'i str) -> Cow<'i, str> {
        if !incident.front_matter_sections().contains(&id) {
            return id.into();
        }
        let file = &self.book.sources.get(incident.source).text;
        let headings = headings(incident.body_text(file));
        match headings.iter().any(|heading| heading.id == id) {
            true => id.into(),
            false => format!("cb-{id}").into(),
        }
    }

    fn resolve(&self, written: &str) -> Link {
        let internal = |href: String| Link {
            href,
            kind: LinkKind::Internal,
        };
        match self.targets.get(written) {
            Some(LinkTarget::Report { slug, fragment }) => {
                let fragment = fragment.as_ref().map_or_else(String::new, |id| {
                    let target = self.book.corpus.get(slug);
                    let id = target.map_or(id.as_str().into(), |target| self.on_page(target, id));
                    format!("#{}", encoded(&id))
                });
                internal(format!("{slug}.html{fragment}"))
            }
            Some(LinkTarget::Asset { address, .. }) => {
                let below = address.strip_prefix("incidents/").unwrap_or(address);
                internal(below.to_owned())
            }
            Some(LinkTarget::Missing | LinkTarget::Refused(_)) => Link::dropped(),
            Some(LinkTarget::Here(id)) => {
                internal(format!("#{}", encoded(&self.on_page(self.own, id))))
            }
            // What stands at the root of some server, or beside a file that is no report, is not
            // on this site.
            None | Some(LinkTarget::Elsewhere) => match Link::as_written(written) {
                link if link.kind == LinkKind::Internal && !written.starts_with('#') => {
                    Link::dropped()
                }
                link => link,
            },
        }
    }
}

/// An id within an address. Browsers decode it again.
fn encoded(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            '%' | '"' | '<' | '>' | '`' | ' ' | '#' => {
                encoded.push_str(&format!("%{:02X}", c as u32))
            }
            c if c.is_control() => {}
            c => encoded.push(c),
        }
    }
    encoded
}
