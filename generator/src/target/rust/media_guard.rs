//! Media guards: the media types by which one body of a status is told from the others.
//!
//! The most specific key of `content` applies (OpenAPI, Response Object): `text/plain` over `text/*` over `*/*`. A range
//! is therefore followed by what other bodies have inside it, each behind an exclamation mark.

use crate::model::{Reply, essence};

/// The media types of a reply, in the words of the runtime, and those that are taken from them by other replies of the
/// same status.
pub(super) fn guard(reply: &Reply, replies: &[Reply]) -> String {
    let mut words: Vec<String> = reply.medias().map(str::to_owned).collect();
    let others = replies.iter().filter(|other| other.status == reply.status && other.place != reply.place);
    for media in others.flat_map(Reply::medias) {
        let word = format!("!{}", essence(media));
        if reply.medias().any(|range| is_inside(media, range)) && !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

/// Whether everything that one media type or range stands for is part of another range.
fn is_inside(media: &str, range: &str) -> bool {
    let (media, range) = (essence(media), essence(range));
    let (Some((kind, _)), Some((outer, "*"))) = (media.split_once('/'), range.split_once('/')) else {
        return false;
    };
    media != range && (outer == "*" || outer == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_is_more_specific() {
        for (media, range, expected) in [
            ("text/plain", "text/*", true),
            ("Text/Plain; charset=utf-8", "*/*", true),
            ("text/*", "*/*", true),
            ("text/*", "text/*", false),
            ("*/*", "text/*", false),
            ("image/png", "text/*", false),
            ("text/plain", "text/html", false),
        ] {
            assert_eq!(is_inside(media, range), expected, "{media} in {range}");
        }
    }
}
