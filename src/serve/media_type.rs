//! Media types by the ending of a name.

/// Returns the media type of a file. What is not known is a download, never guessed from its
/// bytes.
pub(super) fn of(path: &str) -> &'static str {
    let ending = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'));
    let ending = ending.map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("atom") => "application/atom+xml; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("txt" | "md" | "log" | "csv") => "text/plain; charset=utf-8",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("ico") => "image/x-icon",
        Some("mp4") => "video/mp4",
        Some("webm") => "video/webm",
        Some("pdf") => "application/pdf",
        Some("woff2") => "font/woff2",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Says whether a file is a page.
pub(super) fn is_html(path: &str) -> bool {
    of(path).starts_with("text/html")
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_last_ending_decides() {
        for (path, media_type) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a.b/c", "application/octet-stream"),
            ("search/index.js.bin", "application/octet-stream"),
            ("PHOTO.JPG", "image/jpeg"),
            ("actions.ics", "text/calendar; charset=utf-8"),
        ] {
            assert_eq!(of(path), media_type, "{path}");
        }
    }
}
