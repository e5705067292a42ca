//! Headers of every answer: what browsers may do with it, and who may keep it.

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
};

/// Nothing may be loaded or framed: answers are data.
const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";
/// Swagger UI from this origin alone. Its bundle sets style attributes, hence 'unsafe-inline' for styles.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Adds them to a finished response.
pub(super) fn secure(response: &mut HttpResponse, is_docs: bool) {
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    let headers = response.headers_mut();
    set(
        headers,
        header::CONTENT_SECURITY_POLICY,
        if is_docs { DOCS_POLICY } else { API_POLICY },
    );
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    if is_error {
        set(headers, header::CACHE_CONTROL, "no-store");
    } else if !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, header::CACHE_CONTROL, "private, no-cache");
    }
    headers.append(
        header::VARY,
        HeaderValue::from_static("Authorization, Accept-Encoding"),
    );
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
