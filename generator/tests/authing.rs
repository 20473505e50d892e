//! The theme `authing`: every rule of the family that it repeats, and the pages of the family that are at hand.
//!
//! The expectations are written by hand from the rules; none is made by the theme. Every document is generated from
//! directly and by way of the spec folder that its import prints, and both have to be the same.
#![allow(clippy::disallowed_methods, reason = "a test reads documents and pages")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use bindery::openapi::{self, Imported, Options};
use bindery::problem::Problems;
use bindery::render::Templates;
use bindery::schema;
use bindery::source::{self, Sources};
use bindery::target::{Choices, markdown::Markdown};

/// Pages by path below `markdown/`.
type Pages = BTreeMap<String, String>;

/// The document of this test.
const LIBRARY: &str = "tests/authing/library.yaml";

/// Where the family's documents and pages lie, beside the repository.
const SHARED: &str = "../../shared";

#[test]
fn parameters_are_rows() -> Result<()> {
    let pages = library("ManagementClient")?;
    let page = &pages["java/management/lending-books/find-books.md"];
    for row in [
        " | page | number  | 否 | 1 | Which<br>page  |  |\n",
        " | second | string  | 是 | - | Two  | `a|b` |\n",
        " | third | boolean  | 是 | - | Three  |  |\n",
        " | kinds | string[]  | 否 | - | Kinds 数组长度限制：5。 | `[\"x\",\"y\"]` |\n",
    ] {
        assert!(page.contains(row), "{row}\n{page}");
    }
    Ok(())
}

/// They were sorted in place, once for each language.
#[test]
fn parameters_turn_round_with_each_language() -> Result<()> {
    let pages = library("ManagementClient")?;
    let reversed = ["third", "second", "first", "page", "kinds"];
    let declared = ["first", "second", "third", "page", "kinds"];
    for (language, expected) in [
        ("java", reversed),
        ("node", declared),
        ("go", reversed),
        ("python", declared),
        ("php", reversed),
        ("csharp", declared),
    ] {
        let page = &pages[&format!("{language}/management/lending-books/find-books.md")];
        let names: Vec<&str> =
            page.lines().filter_map(|line| line.strip_prefix(" | ")?.split(" | ").next()).collect();
        assert_eq!(names, expected, "{language}");
    }
    Ok(())
}

#[test]
fn fields_of_the_body_are_rows() -> Result<()> {
    let pages = library("ManagementClient")?;
    let rows = "\
| count | number | 是 | 3 | How many  | `4.5` |
| shelf | <a href=\"#Shelf\">Shelf</a> | 是 | [object Object] | The shelf  |  |
| id | string | 是 | - | The id  | `b-1` |
| note | string | 否 | none | A note  | `1 < 2` |
| tags | string[] | 否 | a,b | Tags 数组长度限制：9。 |  |
| shelves | <a href=\"#Shelf\">Shelf[]</a> | 否 |  | Shelves  |  |
| either | <a href=\"#\"></a> | 否 | - | Either  |  |
| extra | object | 否 | - | Extra  | `{\"a\":[1,{\"b\":true}]}` |
| wrong | string | 否 | - | A wrong example  | `[1,\"two\"]` |
";
    for language in ["java", "node", "csharp"] {
        let page = &pages[&format!("{language}/management/lending-books/keep-book.md")];
        assert!(page.contains(rows), "{page}");
    }
    Ok(())
}

#[test]
fn answers_and_models_are_rows() -> Result<()> {
    let pages = library("ManagementClient")?;
    let page = &pages["java/management/lending-books/find-books.md"];
    for rows in [
        "| code | number | The code |\n| data | <a href=\"#Books\">Books</a> | The books |\n| names | array | Names |\n\
         | either | <a href=\"#\"></a> | Either |\n| later | <a href=\"#Shelf\">Shelf</a> | Later |\n",
        "| list | array | 是 | The list 嵌套类型：<a href=\"#Book\">Book</a>。数组长度限制：50。  |  |\n\
         | total | number | 否 | How many   |  |\n| more | boolean | 否 | Are there more   |  |\n",
        "| state | string | 否 | Its state   | &lt;new&gt; |\n\
         | shelf |  | 否 | Its shelf 嵌套类型：<a href=\"#Shelf\">Shelf</a>。  |  `{\"row\":2}` |\n\
         | any |  | 否 | Anything 嵌套类型：<a href=\"#Any\">Any</a>。  |  |\n\
         | lent | string | 否 | Since when   |  `2022-07-03T02:20:30.000Z` |\n",
    ] {
        assert!(page.contains(rows), "{rows}\n{page}");
    }
    Ok(())
}

/// Depth first, each once within the request and once within the answer.
#[test]
fn models_stand_before_those_that_they_refer_to() -> Result<()> {
    let pages = library("ManagementClient")?;
    let named = |path: &str| -> Vec<String> {
        let headings = pages[path].lines().filter_map(|line| line.strip_prefix("### <a id=\""));
        headings.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
    };
    assert_eq!(
        named("java/management/lending-books/find-books.md"),
        ["Books", "Book", "Shelf", "Place", "Any"]
    );
    assert_eq!(named("java/management/lending-books/keep-book.md"), ["Shelf", "Place"]);
    Ok(())
}

#[test]
fn the_example_result_is_what_fields_show() -> Result<()> {
    let pages = library("ManagementClient")?;
    let expected = r#"
示例结果：

```json
{
  "code": 200,
  "data": {
    "list": {
      "state": "it's",
      "shelf": {
        "row": 2
      },
      "any": {},
      "lent": "2022-07-03T02:20:30.000Z"
    },
    "total": 7
  },
  "names": "[\"a\",\"b\"]",
  "later": {
    "row": 1,
    "place": {
      "room": "hall"
    }
  }
}
```

## 数据结构
"#;
    let page = &pages["go/management/lending-books/find-books.md"];
    assert!(page.contains(expected), "{page}");
    Ok(())
}

#[test]
fn methods_are_spelled_as_in_their_language() -> Result<()> {
    let pages = library("ManagementClient")?;
    for (language, find, keep) in [
        ("java", "findIsbnBooks", "keepBook"),
        ("node", "findIsbnBooks", "keepBook"),
        ("go", "FindIsbnBooks", "KeepBook"),
        ("python", "find_isbn_books", "keep_book"),
        ("php", "findIsbnBooks", "keepBook"),
        ("csharp", "FindIsbnBooks", "KeepBook"),
    ] {
        for (file, method) in [("find-books", find), ("keep-book", keep)] {
            let page = &pages[&format!("{language}/management/lending-books/{file}.md")];
            assert!(page.contains(&format!("\n`ManagementClient.{method}`\n")), "{page}");
        }
    }
    Ok(())
}

#[test]
fn samples_stand_as_they_are() -> Result<()> {
    let pages = library("ManagementClient")?;
    let between = |path: &str| -> Result<String> {
        let page = &pages[path];
        let start = page.find("\n\n\n\n").context("there is a gap")?;
        let end = page.find("## 请求响应").context("there is an answer")?;
        Ok(page[start..end].to_owned())
    };
    for (path, expected) in [
        (
            "java/management/lending-books/find-books.md",
            "\n\n\n\n## 示例代码\n\n```java\nfind();\n\n```\n\n\n\n\n",
        ),
        (
            "php/management/lending-books/find-books.md",
            "\n\n\n\n## 示例代码\n\n```php\n<?php find();\n```\n\n\n\n",
        ),
        ("csharp/management/lending-books/find-books.md", "\n\n\n\n"),
        ("python/management/lending-books/find-books.md", "\n\n\n\n"),
        (
            "go/management/lending-books/keep-book.md",
            "\n\n\n\n## 示例代码\n\n```go\nkeep()\r\n\n```\n\n\n\n\n",
        ),
    ] {
        assert!(between(path)?.ends_with(expected), "{path}: {:?}", between(path)?);
    }
    Ok(())
}

/// The first method of a path has its page, though it is hidden, if another one is not.
#[test]
fn each_path_has_one_page() -> Result<()> {
    let pages = library("ManagementClient")?;
    let java: Vec<&str> = pages.keys().filter_map(|path| path.strip_prefix("java/management/")).collect();
    assert_eq!(java, ["lending-books/find-books.md", "lending-books/keep-book.md", "other/two-methods.md"]);
    assert!(pages["java/management/other/two-methods.md"].starts_with("# First\n"));
    Ok(())
}

/// What has no page is said: no tag, no description, a form, no answer, and a type that leads back to itself.
#[test]
fn what_has_no_page_is_said() -> Result<()> {
    let mut sources = source::read_document(Path::new(LIBRARY))?;
    let mut problems = Problems::default();
    generate_document(&mut sources, "ManagementClient", &mut problems)?;
    let said: Vec<&str> =
        problems.iter().filter_map(|problem| problem.message.split("has no page for ").nth(1)).collect();
    for reason in [
        "`tag`: it has no tag",
        "`description`: it has no description",
        "not JSON",
        "no JSON answer",
        "leads back to itself",
    ] {
        assert!(said.iter().any(|message| message.contains(reason)), "{reason}: {said:?}");
    }
    assert_eq!(said.len(), 5, "{said:?}");
    Ok(())
}

/// The client tells the folder and two cells of a table's head.
#[test]
fn pages_of_the_other_client_have_another_head() -> Result<()> {
    let pages = library("AuthenticationClient")?;
    let page = &pages["java/authentication/lending-books/keep-book.md"];
    assert!(page.contains("\n`AuthenticationClient.keepBook`\n"), "{page}");
    let head = "| 名称 | 类型 | <div style=\"width:80px\">是否必填</div> | 默认值 | <div style=\"width:300px\">描述</div> | \
                <div style=\"width:200px\"></div>示例值</div> |\n| ---- | ---- | ---- | ---- | ---- | ---- |\n| count";
    assert!(page.contains(head), "{page}");
    Ok(())
}

#[test]
fn a_whole_page() -> Result<()> {
    let pages = library("ManagementClient")?;
    let expected = fs::read_to_string("tests/authing/whole-page.md")?.replace("\r\n", "\n");
    assert_eq!(pages["node/management/other/two-methods.md"], expected);
    Ok(())
}

/// Pages of the family and the documents that they come from, where they are at hand.
#[test]
fn published_pages_come_out_the_same() -> Result<()> {
    let shared = Path::new(SHARED);
    let folder = shared.join("reference/pages");
    if !folder.is_dir() {
        eprintln!("skipped: the pages of the family are not beside the repository");
        return Ok(());
    }
    let mut pages = Pages::new();
    for (document, client) in [
        ("authentication", "AuthenticationClient"),
        ("authentication", "ManagementClient"),
        ("management", "ManagementClient"),
    ] {
        let document = shared.join(format!("specs/authing-{document}-2023-01.json"));
        pages.extend(both_ways(&document, client)?);
    }
    let mut published = vec![(
        "java/management/用户资料/bind-phone.md".to_owned(),
        fs::read_to_string(shared.join("reference/bind-phone.md"))?,
    )];
    for (path, bytes) in source::read_files(&folder)? {
        published.push((path, String::from_utf8(bytes)?));
    }
    assert!(published.len() > 5, "there are pages");
    for (path, page) in published {
        assert_eq!(pages.get(&path), Some(&page), "{path}");
    }
    Ok(())
}

fn library(client: &str) -> Result<Pages> {
    both_ways(&PathBuf::from(LIBRARY), client)
}

/// The pages of a document, which are those of the spec that it becomes.
fn both_ways(document: &Path, client: &str) -> Result<Pages> {
    let mut sources = source::read_document(document)?;
    let mut problems = Problems::default();
    let direct = generate_document(&mut sources, client, &mut problems)?;
    let options = Options { client: Some(client.to_owned()), ..Options::default() };
    let imported = openapi::import(&mut sources, &options, &mut problems).context("it can be imported")?;
    let files = schema::print(&imported.spec)?;
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = Sources::from_texts(&imported.spec.name, &texts);
    let by_folder = generate(schema::parse(&folder, &mut problems), &mut problems)?;
    assert!(direct == by_folder, "{}: the spec folder has other pages", document.display());
    Ok(direct)
}

fn generate_document(sources: &mut Sources, client: &str, problems: &mut Problems) -> Result<Pages> {
    let options = Options { client: Some(client.to_owned()), ..Options::default() };
    let Imported { spec, .. } = openapi::import(sources, &options, problems).context("it can be imported")?;
    generate(spec, problems)
}

fn generate(spec: schema::Spec, problems: &mut Problems) -> Result<Pages> {
    let templates = Templates::embedded();
    let choices = Choices { theme: "authing" };
    let files = bindery::generate_spec(spec, &[&Markdown], &templates, choices, problems)?;
    let files = files.context("the spec has no errors")?;
    let mut pages = Pages::new();
    for (path, bytes) in files.iter() {
        if let Some(path) = path.strip_prefix("markdown/").filter(|path| path.ends_with(".md")) {
            pages.insert(path.to_owned(), String::from_utf8(bytes.to_vec())?);
        }
    }
    Ok(pages)
}

/// Texts stand as they are, and yet nothing in them runs: no script, no attribute that does something, no interpolation of
/// Vue outside of code, no link to a script.
#[test]
fn what_could_run_does_not() -> Result<()> {
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p :title=\"alert(1)\" @click='alert(1)'>x</p>",
        "<iframe srcdoc=\"x\"></iframe> <style>x",
        "<a href=\"javascript:alert(1)\">x</a> <a href='java&#115;cript:alert(1)'>y</a>",
        "[x](javascript:alert(1)) ![y](data:text/html,x)\n\n[z]: javascript:alert(1)",
        "{{ alert(1) }} \\{{ alert(1) }} &#123;{ alert(1) }}",
        "a | <img src=x onerror=alert(1)> | {{ alert(1) }}",
        "a ` <img src=x onerror=alert(1)> ` {{ alert(1) }}",
        "<!-- <b",
        "a\" onclick=\"alert(1)",
        "```\n<script>alert(1)</script>\n{{ alert(1) }}\n```\n<script>",
    ] {
        let page = page_of(hostile, &mut Problems::default())?;
        let options = pulldown_cmark::Options::ENABLE_TABLES;
        let mut is_code = false;
        let mut run = String::new();
        for event in pulldown_cmark::Parser::new_ext(&page, options) {
            use pulldown_cmark::{Event, Tag, TagEnd};
            match event {
                Event::Html(html) | Event::InlineHtml(html) => {
                    let html = html.to_lowercase();
                    for part in [
                        "<script", "<iframe", "<style", "onerror", "onclick=", "@click", ":title", "script:",
                        "&#115;",
                    ] {
                        let is_quoted = part == "onclick=" && html.contains("&quot; onclick=");
                        assert!(!html.contains(part) || is_quoted, "{hostile:?}: {html}\n{page}");
                    }
                    run.clear();
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    let is_web = !dest_url.contains("script:") && !dest_url.starts_with("data:");
                    assert!(is_web, "{hostile:?}: {dest_url}\n{page}");
                }
                Event::Start(Tag::CodeBlock(_)) => is_code = true,
                Event::End(TagEnd::CodeBlock) => is_code = false,
                Event::Text(text) if !is_code => {
                    run.push_str(&text);
                    assert!(!run.contains("{{"), "{hostile:?}: {run}\n{page}");
                }
                _ => run.clear(),
            }
        }
    }
    Ok(())
}

/// The page of an endpoint that has a text everywhere.
fn page_of(text: &str, problems: &mut Problems) -> Result<String> {
    let field =
        serde_json::json!({ "type": "string", "description": text, "default": text, "example": text });
    let values = serde_json::json!({ "type": "string", "enum": [text], "description": text });
    let document = serde_json::json!({
        "openapi": "3.0.0",
        "info": { "title": "T", "version": "1" },
        "paths": { "/api/v3/x": { "post": {
            "operationId": "X_x", "tags": ["t"], "summary": text, "description": text,
            "parameters": [{ "name": text, "in": "query", "description": text, "schema": field }],
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Dto" } } } },
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Dto" } } } } },
            "x-authing-code-samples": [{ "lang": "java", "source": text }],
        } } },
        "components": { "schemas": {
            "Dto": { "type": "object", "properties": { text: field, "kind": values, "part": { "$ref": "#/components/schemas/Part" } } },
            "Part": { "type": "object", "properties": { text: field, "kind": values } },
        } },
    });
    let text = document.to_string();
    let mut sources = Sources::from_texts("t", &[("openapi.json", text.as_str())]);
    let pages = generate_document(&mut sources, "ManagementClient", problems)?;
    pages
        .into_iter()
        .find(|(path, _)| path.starts_with("java/"))
        .map(|(_, page)| page)
        .context("there is a page")
}

/// What the family has as code stays as it is, and that is said at each run.
#[test]
fn braces_in_code_are_said() -> Result<()> {
    let mut problems = Problems::default();
    let page = page_of("Dear {{name}}", &mut problems)?;
    assert!(page.contains(" | `Dear {{name}}` |"), "{page}");
    let said: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .filter(|message| message.contains("does not escape"))
        .collect();
    assert_eq!(said.len(), 3, "a parameter and two fields: {said:?}");
    Ok(())
}
