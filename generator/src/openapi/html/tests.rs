use super::*;

#[test]
fn html_becomes_markdown() {
    for (html, markdown) in [
        ("no tags, a < b and `<b>x</b>`", "no tags, a < b and `<b>x</b>`"),
        (
            "<p>Words with <code>x</code>.</p>\n\n| a |\n|---|\n| b |",
            "Words with `x`.\n\n| a |\n|---|\n| b |",
        ),
        ("one<br>two<br/>", "one<br>two<br/>"),
        ("<P>one<p>two</p>", "one\n\ntwo"),
        (
            "a <b>bold </b>and <em>slanted</em> and <del>gone</del><b></b>",
            "a **bold** and *slanted* and ~~gone~~",
        ),
        (
            "<a href=\"https://example.com/a b\" target='_blank'>here</a> <a name=x>there</a>",
            "[here](https://example.com/a%20b) there",
        ),
        ("<h2>Title</h2>\n    text", "**Title**\n\ntext"),
        (
            "<ul>\n  <li>one</li>\n  <li>two\n      lines <ol><li>deep<li>deeper</ol></li>\n</ul>\nend",
            "- one\n- two lines\n  1. deep\n  2. deeper\n\nend",
        ),
        ("see<ul><li><p>one</p></li></ul>", "see\n\n- one"),
        ("<pre><code class=\"x\">a &lt; b\n  c</code></pre>", "```\na < b\n  c\n```"),
        ("<code>a `b` &amp;</code>", "`` a `b` & ``"),
        (
            "<table><caption>Kinds</caption><tr><th>a<th>b|c</tr><tr><td></td><td><b>d</b></td></tr></table>end",
            "**Kinds**\n\n| a | b\\|c |\n| --- | --- |\n|  | **d** |\n\nend",
        ),
        (
            "<img src=\"https://example.com/a.png\" alt=\"A picture\">",
            "[A picture](https://example.com/a.png)",
        ),
        ("10<sup>6</sup> <span style='x > y'>words</span><!-- not shown -->", "10^6 words"),
        ("Vec<String>, <id>, <b> and </b or <code>", "Vec<String>, <id>, <b> and </b or <code>"),
        ("```\n<b>x</b>\n```\n<i>y</i>", "```\n<b>x</b>\n```\n*y*"),
        ("<div>\n    <p>in\n    lines</p>\n</div>", "in\nlines"),
        ("<b>绑定</b>`<`<i>手机号</i>", "**绑定**`<`*手机号*"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html:?}");
    }
}

#[test]
fn what_is_not_rewritten_is_named() {
    let named = |text| not_rewritten(text).unwrap_or_default();
    assert_eq!(named("<iframe src=x></iframe>"), "`<iframe>` has no counterpart in Markdown");
    assert_eq!(named("a <b>word"), "`<b>` is not paired with an end tag");
    assert_eq!(named("a word</em>"), "`<em>` is not paired with an end tag");
    assert_eq!(named("a <style> of <b>x</b>, <id>, `</b>`<p>"), "");
}

/// A million bytes of what could be looked at again and again.
#[test]
fn the_work_is_linear() {
    for part in [
        "<ul><li>",
        "<table><tr><td>",
        "<a \"",
        "`",
        "``` ",
        "<!--",
        "<b>",
        "<b></b>",
        "<li>",
        "<p>",
        "<",
        "<code>`</code>",
        "<td>",
        "1. <p>",
    ] {
        let text = part.repeat(1_000_000 / part.len());
        assert!(to_markdown(&text).len() < 20_000_000, "{part}");
        let closed = format!("{text}{}", "</td></tr></table></li></ul></b>".repeat(10_000));
        assert!(to_markdown(&closed).len() < 40_000_000, "{part}");
    }
}
