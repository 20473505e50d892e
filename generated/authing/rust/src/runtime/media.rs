//! Media types: which of those that an operation may answer came, and which of those that it takes is sent.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// Whether a response has one of some media types. Each string may list several with commas, and ranges such as `image/*`;
/// parameters and case are ignored (RFC 9110, section 8.3.1). An entry behind an exclamation mark is one that another body
/// has: of all entries in the string the most specific one that fits decides.
pub(super) fn is_any(medias: &[&str], headers: &HeaderMap) -> bool {
    let came = headers
        .get(CONTENT_TYPE)
        .and_then(|media| media.to_str().ok());
    let came = essence(came.unwrap_or_default());
    medias.iter().any(|list| {
        let (others, own): (Vec<&str>, Vec<&str>) = list
            .split(',')
            .map(essence)
            .partition(|media| media.starts_with('!'));
        let taken = others.iter().map(|media| precision(&media[1..], came));
        let best = own.iter().map(|media| precision(media, came)).max();
        best > Some(0) && best > taken.max()
    })
}

/// How precisely a media type or range fits: 0 where it does not, 3 where it is the media type itself.
fn precision(range: &str, media: &str) -> u8 {
    match range {
        _ if !covers(range, media) => 0,
        ANYTHING => 1,
        range if range.ends_with("/*") => 2,
        _ => 3,
    }
}

/// The media type of bytes that nobody has said anything else about: the one of the ending of their file's name, where it is among
/// those of a list as above, else the first of the list that is no range, else that of any bytes. Where anything goes, nothing is
/// guessed (RFC 7578, section 4.4).
pub(super) fn of_file<'l>(listed: &'l str, name: Option<&str>) -> &'l str {
    let medias = || listed.split(',').map(str::trim);
    let guess = name.and_then(by_ending);
    if let Some(guess) = guess
        && let Some(media) =
            medias().find(|media| essence(media) != ANYTHING && covers(essence(media), guess))
    {
        return if is_one(media) { media } else { guess };
    }
    medias().find(|media| is_one(media)).unwrap_or(ANY_BYTES)
}

const ANY_BYTES: &str = "application/octet-stream";
const ANYTHING: &str = "*/*";

/// Whether it is a media type and no range of them.
fn is_one(media: &str) -> bool {
    !media.is_empty() && !essence(media).contains('*')
}

/// What files with some endings of their names usually are.
const ENDINGS: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("heic", "image/heic"),
    ("html", "text/html"),
    ("ico", "image/vnd.microsoft.icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("m4a", "audio/mp4"),
    ("md", "text/markdown"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ogg", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("svg", "image/svg+xml"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

fn by_ending(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let is_it = |(known, _): &&(&str, &str)| known.eq_ignore_ascii_case(ending);
    ENDINGS.iter().find(is_it).map(|(_, media)| *media)
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

/// What a value can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Form,
    Other,
}

/// What a value is written as in a media type (RFC 6839, section 3.1, for the suffix of JSON).
pub(super) fn kind(media: &str) -> Kind {
    let essence = essence(media);
    let ends = |end: &str| {
        let tail = essence.len().checked_sub(end.len());
        tail.and_then(|tail| essence.get(tail..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    match essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        true => Kind::Form,
        false if ends("/json") || ends("+json") => Kind::Json,
        false => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_json_or_forms() {
        for (media, expected) in [
            ("application/json", Kind::Json),
            ("Application/VND.x+JSON; charset=utf-8", Kind::Json),
            ("application/X-WWW-form-urlencoded", Kind::Form),
            ("application/xml", Kind::Other),
            ("json", Kind::Other),
            ("\u{e9}", Kind::Other),
        ] {
            assert_eq!(kind(media), expected, "{media}");
        }
    }
    use reqwest::header::HeaderValue;

    #[test]
    fn the_most_specific_media_type_decides() {
        for (listed, came, expected) in [
            ("*/*, !application/json", "text/plain", true),
            ("*/*, !application/json", "application/json; q=1", false),
            ("text/*, !text/plain", "text/html", true),
            ("text/*, !text/plain", "TEXT/PLAIN", false),
            ("*/*, image/png, !image/*", "image/png", true),
            ("*/*, image/png, !image/*", "image/gif", false),
            ("image/*", "text/plain", false),
            ("*/*", "", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(came));
            assert_eq!(is_any(&[listed], &headers), expected, "{listed} {came}");
        }
    }

    #[test]
    fn a_file_is_sent_as_what_the_operation_takes() {
        for (listed, name, expected) in [
            ("image/png, image/jpeg", None, "image/png"),
            ("image/png, image/jpeg", Some("me.JPG"), "image/jpeg"),
            ("image/png, image/jpeg", Some("me.pdf"), "image/png"),
            ("image/*, image/png", None, "image/png"),
            ("image/*", Some("me.webp"), "image/webp"),
            ("image/*", Some("me.pdf"), ANY_BYTES),
            ("*/*", Some("me.pdf"), ANY_BYTES),
            (
                "text/csv; charset=utf-8",
                Some("a.csv"),
                "text/csv; charset=utf-8",
            ),
            ("application/zip", Some("me.png"), "application/zip"),
            ("image/*", None, ANY_BYTES),
            ("", Some("me.png"), ANY_BYTES),
        ] {
            assert_eq!(of_file(listed, name), expected, "{listed} {name:?}");
        }
    }
}
