//! Media types of answers: which of those that an operation may answer came.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// Whether an answer has one of some media types. Each text may list several with commas, and ranges such as `image/*`; parameters and
/// case tell nothing (RFC 9110, section 8.3.1).
pub(super) fn is_any(medias: &[&str], headers: &HeaderMap) -> bool {
    let came = headers
        .get(CONTENT_TYPE)
        .and_then(|media| media.to_str().ok());
    let came = essence(came.unwrap_or_default());
    let mut listed = medias.iter().flat_map(|list| list.split(','));
    listed.any(|media| covers(essence(media), came))
}

fn essence(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

fn covers(range: &str, media: &str) -> bool {
    let (Some((kind, form)), Some((came, came_form))) =
        (range.split_once('/'), media.split_once('/'))
    else {
        return false;
    };
    let fits = |range: &str, one: &str| range == "*" || range.eq_ignore_ascii_case(one);
    fits(kind, came) && fits(form, came_form)
}
