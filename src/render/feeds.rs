//! For programs that read sites: the feed, the sitemap, robots.txt. The first two need absolute
//! addresses, so they exist only where book.toml has a `site-url`.

use super::{Book, Plan, incident_address};
use crate::error::Error;
use crate::markdown::html::Html;
use crate::markdown::plain_text;
use crate::model::Incident;
use crate::site::SitePath;
use chrono::{DateTime, SecondsFormat, Utc};

/// Most incidents in the feed.
const MOST: usize = 50;

/// Says whether the site has a feed.
pub(super) fn exists(book: &Book) -> bool {
    book.config.html.site_url.is_some() && !book.corpus.is_empty()
}

/// Adds them.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let Some(site) = plan.book.config.html.site_url.clone() else {
        return plan.add("robots.txt".to_owned(), |_, _| {
            Ok(b"User-agent: *\nAllow: /\n".to_vec())
        });
    };
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {site}sitemap.xml\n");
    plan.add("robots.txt".to_owned(), move |_, _| {
        Ok(robots.clone().into_bytes())
    })?;
    if exists(&plan.book) {
        let own = site.clone();
        plan.add("feed.atom".to_owned(), move |book, _| {
            Ok(feed(&own, book).into_bytes())
        })?;
    }
    let pages: Vec<SitePath> = plan
        .site
        .addresses()
        .filter(|at| at.as_str().ends_with(".html") && at.as_str() != "404.html")
        .filter(|at| !is_of_history(at))
        .cloned()
        .collect();
    plan.add("sitemap.xml".to_owned(), move |_, _| {
        Ok(sitemap(&site, &pages).into_bytes())
    })
}

/// Older versions are for readers of the archive, not for those who search the web.
fn is_of_history(at: &SitePath) -> bool {
    let parts: Vec<&str> = at.as_str().split('/').collect();
    matches!(
        parts.as_slice(),
        ["incidents", _, "history.html"] | ["incidents", _, "history", _]
    )
}

fn sitemap(site: &str, pages: &[SitePath]) -> String {
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages {
        let path = if page.as_str() == "index.html" {
            ""
        } else {
            page.as_str()
        };
        map.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            Html::escape(&format!("{site}{}", encoded(path)))
        ));
    }
    map.push_str("</urlset>\n");
    map
}

/// Letters of other scripts are percent-encoded in addresses that programs read.
pub(super) fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

fn feed(site: &str, book: &Book) -> String {
    let slugs = &book.analysis.newest_first;
    let latest: Vec<&Incident> = book.incidents(&slugs[..slugs.len().min(MOST)]).collect();
    let newest = latest
        .iter()
        .map(|incident| updated(incident))
        .max()
        .unwrap_or_default();
    let authors = match book.config.authors.as_slice() {
        [] => format!(
            "<author><name>{}</name></author>\n",
            xml(&book.config.title)
        ),
        names => names
            .iter()
            .map(|name| format!("<author><name>{}</name></author>\n", xml(name)))
            .collect(),
    };
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{site}</id>\n<link href=\"{site}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{site}feed.atom\"/>\n\
         <updated>{}</updated>\n{authors}",
        xml(&book.config.language),
        xml(&book.config.title),
        stamp(newest)
    );
    for incident in latest {
        feed.push_str(&entry(site, incident));
    }
    feed.push_str("</feed>\n");
    feed
}

fn entry(site: &str, incident: &Incident) -> String {
    let address = format!("{site}{}", encoded(&incident_address(&incident.slug)));
    let summary = incident.summary.as_ref().or(incident.impact.as_ref());
    let summary = summary.map_or_else(
        || incident.title.value.clone(),
        |text| plain_text(&text.value),
    );
    let published = incident.published.as_ref().map_or_else(String::new, |at| {
        format!("<published>{}</published>\n", stamp(at.value.instant()))
    });
    format!(
        "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{}</updated>\n{published}<summary>{}</summary>\n</entry>\n",
        xml(&incident.title.value),
        stamp(updated(incident)),
        xml(&summary)
    )
}

/// When a report was last touched, as far as it says itself: published, else resolved, else begun.
/// Never the time of the build, so that the same reports give the same feed.
fn updated(incident: &Incident) -> DateTime<Utc> {
    let published = incident.published.as_ref().map(|at| &at.value);
    let at = published
        .or_else(|| incident.ended())
        .or_else(|| incident.started());
    at.map(crate::model::Moment::instant).unwrap_or_default()
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn xml(text: &str) -> Html {
    Html::escape(text)
}
