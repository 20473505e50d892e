//! Generated Rust, parsed: its tokens without their texts, and the examples in its documentation.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::SENTINEL;

/// The tokens of a file, each text as `_`. Documentation is left out; the examples in it are looked at here.
pub(super) fn skeleton(content: &str) -> String {
    syn::parse_file(content).unwrap_or_else(|error| panic!("{error}\n{content}"));
    let tokens: TokenStream = content.parse().unwrap();
    let mut out = String::new();
    let mut documentation = String::new();
    walk(tokens, &mut out, &mut documentation);
    for example in examples(&documentation) {
        out.push_str(&example_skeleton(&example));
    }
    out
}

/// Rust outside of files: in documentation and on pages. Lines that rustdoc hides count.
pub(super) fn example_skeleton(code: &str) -> String {
    let shown: String = code
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .or_else(|| line.strip_prefix('#').filter(|rest| rest.is_empty()))
                .unwrap_or(line)
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    let whole = format!("fn example() {{\n{shown}\n}}");
    let parsed = syn::parse_file(&shown).map(drop).or_else(|_| syn::parse_file(&whole).map(drop));
    parsed.unwrap_or_else(|error| panic!("{error}\n{shown}"));
    let mut out = String::new();
    walk(shown.parse().unwrap(), &mut out, &mut String::new());
    out
}

fn walk(tokens: TokenStream, out: &mut String, documentation: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                if let Some(text) =
                    doc_text(&group.stream()).filter(|_| group.delimiter() == Delimiter::Bracket)
                {
                    // The `#` or `#!` before it stays: what follows shows where items begin.
                    documentation.push_str(&text);
                    documentation.push('\n');
                    while out.ends_with(['#', '!']) {
                        out.pop();
                    }
                    continue;
                }
                documentation.push_str("\n\u{0}\n");
                out.push_str(&format!("{:?}[", group.delimiter()));
                walk(group.stream(), out, documentation);
                // The last comma of a list comes and goes with the length of its texts.
                if out.ends_with(',') {
                    out.pop();
                }
                out.push(']');
            }
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                assert!(!ident.contains(SENTINEL), "text became code: {ident}");
                out.push_str(&format!("{ident} "));
            }
            TokenTree::Literal(literal) => {
                let literal = literal.to_string();
                out.push_str(if literal.contains('"') { "_ " } else { &literal });
                assert!(literal.contains('"') || !literal.contains(SENTINEL), "{literal}");
            }
            TokenTree::Punct(punct) => out.push(punct.as_char()),
        }
    }
}

/// The text of `doc = "…"`.
fn doc_text(tokens: &TokenStream) -> Option<String> {
    let meta: syn::MetaNameValue = syn::parse2(tokens.clone()).ok()?;
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = meta.value else { return None };
    meta.path.is_ident("doc").then(|| text.value())
}

/// What rustdoc would compile of documentation.
fn examples(documentation: &str) -> Vec<String> {
    let mut found = Vec::new();
    for item in documentation.split('\u{0}') {
        // `///` leaves the space after it.
        let text: String =
            item.lines().flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"]).collect();
        let mut code = None;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) if is_rust(&kind) => code = Some(String::new()),
                Event::Text(text) => code.iter_mut().for_each(|code: &mut String| code.push_str(&text)),
                Event::End(TagEnd::CodeBlock) => found.extend(code.take()),
                Event::Html(html) | Event::InlineHtml(html) => {
                    panic!("documentation has HTML: {html}");
                }
                _ => {}
            }
        }
    }
    found
}

/// Whether rustdoc takes a block for Rust: it says so, or nothing, or only how to run it.
fn is_rust(kind: &CodeBlockKind<'_>) -> bool {
    match kind {
        CodeBlockKind::Indented => true,
        CodeBlockKind::Fenced(info) => info
            .split([',', ' ', '\t'])
            .filter(|word| !word.is_empty())
            .all(|word| ["rust", "no_run", "ignore", "should_panic"].contains(&word)),
    }
}
