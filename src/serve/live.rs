//! What the server adds to a page so that it reloads and shows findings. Never part of a build.

/// Where everything of ours is, apart from the site.
pub(super) const SCRIPT: &str = "/-/casebook/live.js";
/// The look of the panel; the script asks for it.
pub(super) const STYLE: &str = "/-/casebook/live.css";
/// The stream of events.
pub(super) const EVENTS: &str = "/-/casebook/events";

/// The script's text.
pub(super) const SCRIPT_TEXT: &str = include_str!("live.js");
/// The style sheet's text.
pub(super) const STYLE_TEXT: &str = include_str!("live.css");

/// Adds the script to a page, with the version of the page as the reader will see it. The page's
/// content policy stays in force, and so it is a file and not a text.
pub(super) fn add_to(page: &[u8], version: &str) -> Vec<u8> {
    let tag = format!("<script src=\"{SCRIPT}\" data-version=\"{version}\" defer></script>\n");
    let end_of_head = page
        .windows(7)
        .position(|bytes| bytes.eq_ignore_ascii_case(b"</head>"));
    let at = end_of_head.unwrap_or(page.len());
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

/// A page of our own, for when the site has none to show.
pub(super) fn notice(title: &str, text: &str) -> Vec<u8> {
    let (title, text) = (escape(title), escape(text));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<pre>{text}</pre>\n</body>\n</html>\n"
    )
    .into_bytes()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::add_to;

    #[test]
    fn the_script_goes_into_the_head_or_to_the_end() {
        let tag = "<script src=\"/-/casebook/live.js\" data-version=\"v\" defer></script>\n";
        for (page, before, after) in [
            (
                "<head>x</head><body></head>",
                "<head>x",
                "</head><body></head>",
            ),
            ("<HEAD></HEAD>", "<HEAD>", "</HEAD>"),
            ("<p>short", "<p>short", ""),
            ("", "", ""),
        ] {
            let added = String::from_utf8(add_to(page.as_bytes(), "v")).expect("text stays text");
            assert_eq!(added, format!("{before}{tag}{after}"));
        }
    }
}
