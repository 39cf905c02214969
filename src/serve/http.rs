//! Answers requests: `GET` and `HEAD`, for pages of the site and nothing else.

use super::generation::{Found, Generation};
use super::{Shared, events, host, live, media_type};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, LOCATION,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderName, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::sync::Arc;

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// Returns what answers every request.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(answer).with_state(shared)
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let mut response = match refuse(&request, &shared) {
        Some(refusal) => refusal,
        None => route(&request.uri, &shared).await,
    };
    protect(response.headers_mut());
    response
}

fn refuse(request: &Parts, shared: &Shared) -> Option<Response> {
    let bound = shared.address.ip();
    // One name and no more: of two, another program in between may believe the other.
    let mut names = request.headers.get_all(HOST).iter();
    let header = names.next().filter(|_| names.next().is_none());
    let named = header.and_then(|host| host.to_str().ok());
    let authority = request.uri.authority().map(|authority| authority.as_str());
    let is_ours = named.is_some_and(|name| host::is_ours(name, bound))
        && authority.is_none_or(|name| host::is_ours(name, bound));
    if !is_ours {
        let text = "casebook answers to localhost and to its own address only.\n";
        return Some(plain(StatusCode::FORBIDDEN, text));
    }
    if ![Method::GET, Method::HEAD].contains(&request.method) {
        let mut refusal = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        let allowed = HeaderValue::from_static("GET, HEAD");
        refusal.headers_mut().insert(ALLOW, allowed);
        return Some(refusal);
    }
    None
}

async fn route(uri: &Uri, shared: &Shared) -> Response {
    let path = percent_decode_str(uri.path()).decode_utf8();
    let Ok(path) = path.map(|path| path.into_owned()) else {
        return plain(StatusCode::BAD_REQUEST, "This address is not UTF-8.\n");
    };
    match path.as_str() {
        live::SCRIPT => file(media_type::of(live::SCRIPT), live::SCRIPT_TEXT),
        live::STYLE => file(media_type::of(live::STYLE), live::STYLE_TEXT),
        live::EVENTS => {
            let query = uri.query().unwrap_or_default();
            events::stream(shared.generation.subscribe(), query).into_response()
        }
        _ => {
            let generation = Arc::clone(&shared.generation.borrow());
            // Rendering computes; it must not hold up those who wait for events.
            let page = tokio::task::spawn_blocking(move || page(&generation, &path));
            page.await.unwrap_or_else(|_| {
                let text = "Rendering this page failed; the terminal says more.\n";
                plain(StatusCode::INTERNAL_SERVER_ERROR, text)
            })
        }
    }
}

/// Answers with what a path leads to.
fn page(generation: &Generation, path: &str) -> Response {
    let with_script = |page: &[u8]| live::add_to(page, &generation.version(path));
    match generation.find(path) {
        Found::File(at, page) if media_type::is_html(at.as_str()) => file(HTML, with_script(&page)),
        Found::File(at, bytes) => file(media_type::of(at.as_str()), bytes),
        Found::Folder(index) => redirect_to_folder_of(index.as_str()),
        Found::Nothing(page) => {
            let page = page.unwrap_or_else(|| {
                live::notice("Not found", "No page of this site has this address.").into()
            });
            (StatusCode::NOT_FOUND, file(HTML, with_script(&page))).into_response()
        }
        Found::Broken(fault) => {
            let notice = live::notice("This page cannot be rendered", &fault.to_string());
            let page = file(HTML, with_script(&notice));
            (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
        }
    }
}

fn redirect_to_folder_of(index: &str) -> Response {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'_')
        .remove(b'.');
    let folder = index.strip_suffix("index.html").unwrap_or(index);
    // One slash and then a plain name: this cannot lead to another host.
    let location = format!("/{}", utf8_percent_encode(folder, KEPT));
    (StatusCode::FOUND, [(LOCATION, location)]).into_response()
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, file(TEXT, text)).into_response()
}

fn file(media_type: &'static str, bytes: impl Into<Bytes>) -> Response {
    let bytes: Bytes = bytes.into();
    ([(CONTENT_TYPE, media_type)], Body::from(bytes)).into_response()
}

/// Nothing is kept, nothing is guessed, and pages from elsewhere can neither embed nor read the
/// site: a search index in a script would otherwise be open to whoever includes it.
fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
