use super::*;

#[test]
fn literal_text_is_shown_as_it_is() {
    for (text, expected) in [
        ("绑定手机号", "绑定手机号"),
        ("snake_case and _emphasis_", "snake_case and \\_emphasis\\_"),
        ("Vec<String> & more", "Vec&lt;String&gt; &amp; more"),
        ("a | b", "a &#124; b"),
        ("{{ x }}", "<span v-pre>{{</span> x }}"),
        ("C# and F #", "C\\# and F \\#"),
        ("one\ntwo", "one two"),
        ("10:30", "10:30"),
        (":tada:", "\\:tada\\:"),
        ("[a](b) `c` *d* ~e~ \\", "\\[a\\](b) \\`c\\` \\*d\\* \\~e\\~ \\\\"),
    ] {
        assert_eq!(literal(text), expected, "{text:?}");
    }
    assert_eq!(heading(" "), "-");
}

#[test]
fn code_is_shown_as_it_is() {
    for (text, expected) in [
        ("+86", "`+86`"),
        ("GET /users/{id}", "`GET /users/{id}`"),
        ("Vec<String>", "`Vec<String>`"),
        ("", "<code v-pre></code>"),
        (" x", "<code v-pre> x</code>"),
        ("a|b", "<code v-pre>a&#124;b</code>"),
        ("a`b", "<code v-pre>a&#96;b</code>"),
        ("{{x}}", "<code v-pre>&#123;&#123;x&#125;&#125;</code>"),
        ("1\n2", "<code v-pre>1<br>2</code>"),
    ] {
        assert_eq!(code(text), expected, "{text:?}");
    }
}

#[test]
fn fences_are_longer_than_what_they_hold() {
    assert_eq!(fence("json", "{}\n"), "```json\n{}\n```");
    assert_eq!(fence("a`b\nc", "x ```` y"), "`````abc\nx ```` y\n`````");
}

#[test]
fn comments_and_front_matter_keep_to_themselves() {
    assert_eq!(comment("a --> b ---"), "a - -&gt; b");
    assert_eq!(front_matter("a\n---\n\"b\": {{ c }}"), r#""a --- \"b\": {{ c }}""#);
    assert_eq!(front_matter("a\u{7f}b"), "\"a\u{fffd}b\"");
}

#[test]
fn links_lead_where_they_should() {
    assert_eq!(anchor("List<User> x"), "List-User--x");
    assert_eq!(destination("a b/(c).md"), "a%20b/%28c%29.md");
}

#[test]
fn cells_keep_markdown_in_one_line() {
    for (text, expected) in [
        ("**bold** and `code`", "**bold** and `code`"),
        ("one\n\ntwo", "one<br><br>two"),
        ("a | b \\| `c|d`", "a &#124; b &#124; <code v-pre>c&#124;d</code>"),
        ("[docs](https://example.com/a|b)", "[docs](https://example.com/a%7Cb)"),
        ("[bad](javascript:alert(1))", "[bad\\](javascript:alert(1))"),
        ("[near](./other.md)", "[near\\](./other.md)"),
        ("![logo](https://example.com/a.png)", "\\![logo](https://example.com/a.png)"),
        ("<b>x</b><br/>", "&lt;b>x&lt;/b><br>"),
        ("<https://example.com>", "<https://example.com>"),
        (
            "{{ x }} \\{\\{ y &#123;&#x7B;",
            "<span v-pre>{{</span> x }} <span v-pre>{{</span> y <span v-pre>{{</span>",
        ),
        ("`{{ x }}`", "<code v-pre>&#123;&#123; x &#125;&#125;</code>"),
        ("`open", "\\`open"),
        ("end\\", "end\\\\"),
        ("see:\n```json\n{\"a\": 1}\n```", "see:<br>`{\"a\": 1}`"),
        ("[x]: http://example.com", "[x]\\: http://example.com"),
        ("[[toc]]", "\\[[toc]]"),
        ("see\n| a | b |\n| - | - |\n| c | d |\nend", "see<br>a &#124; b<br>c &#124; d<br>end"),
    ] {
        assert_eq!(cell(text), expected, "{text:?}");
    }
}

#[test]
fn prose_keeps_blocks_that_are_its_own() {
    for (text, expected) in [
        ("one\n\n\ntwo\nthree", "one\n\ntwo\nthree"),
        ("- a\n- b\n  - c\n\n  more\n\nend", "- a\n- b\n  - c\n\n  more\n\nend"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("> quoted\n> more", "> quoted\n> more"),
        ("# not a heading", "\\# not a heading"),
        ("nor this\n---\nnor\n===", "nor this\n\\---\nnor\n\\==="),
        ("::: danger\nx\n:::", "\\::: danger\nx\n\\:::"),
        ("@[code](../secret)", "\\@[code\\](../secret)"),
        ("    indented", "indented"),
        ("- # x", "- \\# x"),
        ("> # x", "> \\# x"),
        ("```sh\nrun\n```\nafter", "```sh\nrun\n```\nafter"),
        ("```\nno end", "\\`\\`\\`\nno end"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("a `code\nspan` b", "a `code span` b"),
        ("| a | b |\n| - |", "&#124; a &#124; b &#124;\n&#124; - &#124;"),
        (
            "see\n|a|b|\n|:-|--:|\n|`c\\|d`|<b>|\nend",
            "see\n\n| a | b |\n| :-- | --: |\n| <code v-pre>c&#124;d</code> | &lt;b> |\n\nend",
        ),
        (
            "- one\n\n  | a |\n  | - |\n  | {{ b |",
            "- one\n\n  | a |\n  | --- |\n  | <span v-pre>{{</span> b |",
        ),
    ] {
        assert_eq!(prose(text), expected, "{text:?}");
    }
}

#[test]
fn plain_text_has_no_marks() {
    assert_eq!(plain("**Bold** `code` [docs](https://x.y)\nmore\n\nsecond"), "Bold code docs more");
    assert_eq!(plain("Kinds:\n| a | b |\n| - | - |"), "Kinds:");
    assert_eq!(plain("See [a guide](/docs/guide#top), [this](javascript:x)"), "See a guide, this");
    assert_eq!(plain("[a](b c) [d] e](f)"), "[a](b c) [d] e](f)");
}
