//! Parameters in their places: path, query, header, cookie.
//!
//! Says for each place which separators a style has there and what is escaped: RFC 3986 rules paths and queries, RFC 9110 headers,
//! RFC 6265 cookies. Invariant: no value can leave its place, whatever is in it. `reserved` leaves alone what the place can hold,
//! and a percent sign is always escaped, so the server reads back what the caller gave.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::encode::{self, RESERVED, component};
use super::param::Param;
use super::style::{Kind, Layout, Style};

/// What is escaped in a path where reserved characters are left alone: what would end the path, and the percent sign.
const OPEN_PATH: &AsciiSet = &OPEN_QUERY.remove(b'&').remove(b'+').add(b'?');

/// The same in a query, where two more characters have a meaning of their own.
const OPEN_QUERY: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What the name of a cookie cannot have (RFC 9110, section 5.6.2), and the percent sign.
const COOKIE_NAME: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'*')
    .remove(b'+')
    .remove(b'^')
    .remove(b'`')
    .remove(b'|');

/// The value of a path parameter; `None` where there is nothing to write.
pub(super) fn path(name: &str, value: &Param, style: Style) -> Option<String> {
    let (first, between, named) = match style.form {
        Kind::Label => (".", ".", false),
        Kind::Matrix => (";", ";", true),
        _ => ("", ",", false),
    };
    let layout = Layout {
        first,
        between,
        joint: ",",
        named,
        empty: "",
        explode: style.explode,
        names: component,
        values: if style.reserved {
            |text| utf8_percent_encode(text, OPEN_PATH).into()
        } else {
            component
        },
    };
    layout.write(name, value)
}

/// Appends one parameter to a query string that has no leading question mark.
pub(super) fn push_query(query: &mut String, name: &str, value: &Param, style: Style) {
    let values: fn(&str) -> Cow<'_, str> = if style.reserved {
        |text| utf8_percent_encode(text, OPEN_QUERY).into()
    } else {
        component
    };
    let mut deep = |name: &str, value: &Param| {
        let mut push = |n: &str, v: &str| encode::push_pair(query, &component(n), &values(v));
        encode::push_deep(&mut push, name, value);
    };
    match value {
        _ if style.form == Kind::DeepObject => return deep(name, value),
        // RFC 6570 has no form for what an object holds inside an object, so brackets tell it apart, as in a form's body.
        Param::Fields(fields) if style.explode => {
            return fields.iter().for_each(|(field, value)| deep(field, value));
        }
        _ => {}
    }
    let layout = Layout {
        first: "",
        between: "&",
        joint: match style.form {
            Kind::Space => "%20",
            Kind::Pipe => "%7C",
            _ => ",",
        },
        named: true,
        empty: "=",
        explode: style.explode,
        names: component,
        values,
    };
    if let Some(written) = layout.write(name, value) {
        encode::push_separator(query);
        query.push_str(&written);
    }
}

/// The value of a header, which is not escaped; `None` where there is nothing to write.
pub(super) fn header(value: &Param, style: Style) -> Option<String> {
    let layout = Layout {
        first: "",
        between: ",",
        joint: ",",
        named: false,
        empty: "",
        explode: style.explode,
        names: |name| name.into(),
        values: |value| value.into(),
    };
    layout.write("", value)
}

/// The pairs of a cookie; `None` where there is nothing to write.
pub(super) fn cookie(name: &str, value: &Param, style: Style) -> Option<String> {
    let layout = Layout {
        first: "",
        between: "; ",
        joint: ",",
        named: true,
        empty: "=",
        explode: style.explode,
        names: |name| utf8_percent_encode(name, COOKIE_NAME).into(),
        values: component,
    };
    layout.write(name, value)
}

#[cfg(test)]
mod tests {
    use super::super::param::ToParam;
    use super::super::request_context::RequestContext;
    use super::*;

    /// The values of OpenAPI's style examples: empty, text, array, object.
    fn samples() -> [Param; 4] {
        let object = r#"{"R":100,"G":200,"B":150}"#;
        [
            "".to_param(&RequestContext::default()),
            "blue".to_param(&RequestContext::default()),
            ["blue", "black", "brown"]
                .as_slice()
                .to_param(&RequestContext::default()),
            serde_json::from_str(object).unwrap(),
        ]
    }

    fn query(name: &str, value: &Param, style: Style) -> String {
        let mut query = String::new();
        push_query(&mut query, name, value, style);
        query
    }

    #[test]
    fn paths_follow_the_table_of_styles() {
        for (style, expected) in [
            (
                Style::MATRIX,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=R,100,G,200,B,150",
                ],
            ),
            (
                Style::MATRIX.exploded(),
                [
                    ";color",
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";R=100;G=200;B=150",
                ],
            ),
            (
                Style::LABEL,
                [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
            ),
            (
                Style::LABEL.exploded(),
                [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
            ),
            (
                Style::SIMPLE,
                ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
            ),
            (
                Style::SIMPLE.exploded(),
                ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
            ),
        ] {
            let written = samples().map(|value| path("color", &value, style).unwrap());
            assert_eq!(written, expected, "{style:?}");
        }
    }

    #[test]
    fn queries_follow_the_table_of_styles() {
        for (style, expected) in [
            (
                Style::FORM.joined(),
                [
                    "color=",
                    "color=blue",
                    "color=blue,black,brown",
                    "color=R,100,G,200,B,150",
                ],
            ),
            (
                Style::FORM,
                [
                    "color=",
                    "color=blue",
                    "color=blue&color=black&color=brown",
                    "R=100&G=200&B=150",
                ],
            ),
            (
                Style::SPACE_DELIMITED,
                [
                    "color=",
                    "color=blue",
                    "color=blue%20black%20brown",
                    "color=R%20100%20G%20200%20B%20150",
                ],
            ),
            (
                Style::PIPE_DELIMITED,
                [
                    "color=",
                    "color=blue",
                    "color=blue%7Cblack%7Cbrown",
                    "color=R%7C100%7CG%7C200%7CB%7C150",
                ],
            ),
            (
                Style::DEEP_OBJECT,
                [
                    "color=",
                    "color=blue",
                    "color=blue&color=black&color=brown",
                    "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
                ],
            ),
        ] {
            let written = samples().map(|value| query("color", &value, style));
            assert_eq!(written, expected, "{style:?}");
        }
    }

    #[test]
    fn headers_and_cookies_follow_the_table_of_styles() {
        let simple = samples().map(|value| header(&value, Style::SIMPLE).unwrap());
        assert_eq!(
            simple,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]
        );
        let object = header(&samples()[3], Style::SIMPLE.exploded());
        assert_eq!(object.as_deref(), Some("R=100,G=200,B=150"));
        let joined = samples().map(|value| cookie("color", &value, Style::FORM.joined()).unwrap());
        assert_eq!(
            joined,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150"
            ]
        );
        let exploded = samples().map(|value| cookie("color", &value, Style::FORM).unwrap());
        assert_eq!(
            exploded,
            [
                "color=",
                "color=blue",
                "color=blue; color=black; color=brown",
                "R=100; G=200; B=150"
            ]
        );
    }

    #[test]
    fn what_has_no_parts_is_left_out() {
        let empty = [
            Param::Absent,
            Param::List(vec![]),
            Param::List(vec![Param::Absent]),
            Param::Fields(vec![("a".to_owned(), Param::Absent)]),
        ];
        for value in empty {
            for style in [Style::SIMPLE, Style::LABEL, Style::MATRIX.exploded()] {
                assert_eq!(path("a", &value, style), None);
            }
            for style in [Style::FORM, Style::FORM.joined(), Style::DEEP_OBJECT] {
                assert_eq!(query("a", &value, style), "");
                assert_eq!(cookie("a", &value, style), None);
            }
            assert_eq!(header(&value, Style::SIMPLE), None);
        }
    }

    #[test]
    fn separators_inside_a_value_are_escaped() {
        let list = ["x,y", "é&=;."]
            .as_slice()
            .to_param(&RequestContext::default());
        assert_eq!(
            query("a b", &list, Style::FORM),
            "a%20b=x%2Cy&a%20b=%C3%A9%26%3D%3B."
        );
        assert_eq!(
            query("a", &list, Style::FORM.joined()),
            "a=x%2Cy,%C3%A9%26%3D%3B."
        );
        assert_eq!(
            path(
                "a",
                &"a/b?c#d%2e".to_param(&RequestContext::default()),
                Style::SIMPLE
            )
            .unwrap(),
            "a%2Fb%3Fc%23d%252e"
        );
        assert_eq!(
            cookie(
                "a;b",
                &"x; y=z".to_param(&RequestContext::default()),
                Style::FORM
            )
            .unwrap(),
            "a%3Bb=x%3B%20y%3Dz"
        );
    }

    #[test]
    fn objects_inside_objects_are_told_apart_by_brackets() {
        let value = serde_json::json!({"r": 1, "s": {"t": ["x", "y"], "u": null}})
            .to_param(&RequestContext::default());
        assert_eq!(
            query("a", &value, Style::DEEP_OBJECT),
            "a%5Br%5D=1&a%5Bs%5D%5Bt%5D=x&a%5Bs%5D%5Bt%5D=y"
        );
        assert_eq!(query("a", &value, Style::FORM), "r=1&s%5Bt%5D=x&s%5Bt%5D=y");
        assert_eq!(path("a", &value, Style::SIMPLE).unwrap(), "r,1,s,t%2Cx%2Cy");
    }

    #[test]
    fn reserved_characters_are_left_alone_unless_they_end_the_value() {
        let value = "a/b?c=d&e+f#g%2e[h]:@!$'()*,; i".to_param(&RequestContext::default());
        assert_eq!(
            query("q", &value, Style::FORM.reserved()),
            "q=a/b?c=d%26e%2Bf%23g%252e[h]:@!$'()*,;%20i"
        );
        assert_eq!(
            path("q", &value, Style::SIMPLE.reserved()).unwrap(),
            "a/b%3Fc=d&e+f%23g%252e[h]:@!$'()*,;%20i"
        );
    }
}
