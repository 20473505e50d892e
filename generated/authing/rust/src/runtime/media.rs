//! Media types: which of those that an operation may answer came, and which of those that it takes is sent.

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

#[cfg(test)]
mod tests {
    use super::*;

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
