//! Content negotiation: how much a request wants a media type (RFC 9110, section 12.5.1).

use crate::model::essence;

/// The header `accept` of a request: media ranges with their weights, in thousandths.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Accept(Vec<(String, u16)>);

impl Accept {
    /// Parses the header; `None` stands for a request that takes anything, as does a header without a range.
    pub(super) fn parse(header: Option<&str>) -> Option<Self> {
        let ranges = header?.split(',').filter_map(|range| {
            let (essence, weight) = (essence(range), weight(range));
            essence.contains('/').then_some((essence, weight))
        });
        Some(Self(ranges.collect())).filter(|accept| !accept.0.is_empty())
    }

    /// The weight of a media type: that of the most specific range that it is in, 0 when it is in none. A media type
    /// that is a range itself fits where any type in it does.
    pub(super) fn weight(&self, media: &str) -> u16 {
        let media = essence(media);
        let fitting = self.0.iter().filter(|(range, _)| is_within(&media, range) || is_within(range, &media));
        fitting.max_by_key(|(range, weight)| (specificity(range), *weight)).map_or(0, |(_, weight)| *weight)
    }

    /// The weight of a media type that is named as it is, not by a range.
    pub(super) fn weight_of_name(&self, media: &str) -> u16 {
        let media = essence(media);
        self.0.iter().find(|(range, _)| *range == media).map_or(0, |(_, weight)| *weight)
    }
}

/// Whether a media type, which has no parameters, is in a range such as `image/*`, or `application/*+json` as OpenAPI has it.
pub(super) fn is_within(media: &str, range: &str) -> bool {
    match range.split_once('*') {
        Some(("", "/*")) => true,
        Some((ty, suffix)) => {
            media.len() >= ty.len() + suffix.len() && media.starts_with(ty) && media.ends_with(suffix)
        }
        None => media == range,
    }
}

fn specificity(range: &str) -> u8 {
    match range {
        "*/*" => 0,
        range if range.ends_with("/*") => 1,
        _ => 2,
    }
}

/// The weight of a range: 1 where it says none, or says it in another way than HTTP has.
fn weight(range: &str) -> u16 {
    let parameter = range.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim().to_owned())
    });
    let weight: Option<f32> = parameter.and_then(|value| value.parse().ok());
    weight.filter(|weight| (0.0..=1.0).contains(weight)).map_or(1000, |weight| (weight * 1000.0) as u16)
}

#[cfg(test)]
mod tests {
    use super::{Accept, is_within};

    #[test]
    fn ranges_may_have_a_suffix() {
        assert!(is_within("application/hal+json", "application/*+json"));
        assert!(!is_within("application/json", "application/*+json"));
        assert!(!is_within("text/hal+json", "application/*+json"));
        assert!(is_within("a/b", "*/*") && is_within("a/b", "a/*") && !is_within("a/b", "b/*"));
    }

    #[test]
    fn weights() {
        let header = "text/*;q=0.3, text/html;q=0.7, text/plain;q=0, */*;q=0.5, image/*";
        let accept = Accept::parse(Some(header)).unwrap_or(Accept(Vec::new()));
        for (media, expected) in [
            ("text/html; charset=utf-8", 700),
            ("text/csv", 300),
            ("text/plain", 0),
            ("IMAGE/png", 1000),
            ("application/json", 500),
        ] {
            assert_eq!(accept.weight(media), expected, "{media}");
        }
        assert_eq!(accept.weight_of_name("application/json"), 0);
        assert_eq!(Accept::parse(None), None);
        assert_eq!(Accept::parse(Some("")), None);
    }
}
