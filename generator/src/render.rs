//! Rendering: view + template → text. Handlebars is configured here, once.
//!
//! Nothing is escaped (views hold finished text), helpers that compute are not registered, and a name that the view
//! lacks is an error with its place, in conditions too. Nothing is written: the result is a [`FileSet`].

mod condition;
mod templates;

use anyhow::{Context as _, Result};
use handlebars::{Context, Handlebars, no_escape};

pub use templates::Templates;

use self::condition::Condition;
use crate::output::FileSet;
use crate::target::Page;

/// Renders the pages of a target.
///
/// # Errors
///
/// Fails when a template is missing, is not well-formed or names something that its view does not have, and when two
/// pages claim one path or a path that leaves the output folder.
pub fn render(target: &str, pages: Vec<Page>, templates: &Templates, files: &mut FileSet) -> Result<()> {
    let engine = engine(target, templates)?;
    for Page { template, path, view } in pages {
        let bytes = if template.ends_with(".hbs") {
            engine.render_with_context(&template, &Context::from(view))?.into_bytes()
        } else {
            templates
                .get(&format!("{target}/{template}"))
                .with_context(|| format!("there is no file templates/{target}/{template}"))?
                .to_vec()
        };
        files.insert(format!("{target}/{path}"), bytes)?;
    }
    Ok(())
}

fn configure(engine: &mut Handlebars<'_>) {
    engine.set_strict_mode(true);
    engine.register_escape_fn(no_escape);
    engine.register_helper("if", Box::new(Condition { name: "if", wanted: true }));
    engine.register_helper("unless", Box::new(Condition { name: "unless", wanted: false }));
}

fn engine<'a>(target: &str, templates: &Templates) -> Result<Handlebars<'a>> {
    let mut engine = Handlebars::new();
    configure(&mut engine);
    for (path, bytes) in templates.below(target) {
        if !path.ends_with(".hbs") {
            continue;
        }
        let text =
            std::str::from_utf8(bytes).with_context(|| format!("templates/{target}/{path} is not UTF-8"))?;
        // Partials are called by their path without `.hbs`; pages by their whole path.
        let name = if path.contains("partials/") { path.trim_end_matches(".hbs") } else { path };
        engine.register_template_string(name, text).with_context(|| format!("templates/{target}/{path}"))?;
    }
    Ok(engine)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rendered(template: &str) -> Result<String> {
        let mut engine = Handlebars::new();
        configure(&mut engine);
        engine.register_template_string("page", template)?;
        let view = json!({ "yes": true, "no": false, "empty": "", "list": [{ "name": "a<b" }] });
        Ok(engine.render_with_context("page", &Context::from(view))?)
    }

    #[test]
    fn both_arms_of_a_condition() {
        assert_eq!(
            rendered("{{#if yes}}a{{else}}b{{/if}}{{#unless yes}}c{{else}}d{{/unless}}").unwrap(),
            "ad"
        );
        assert_eq!(rendered("{{#if no}}a{{else if empty}}b{{else}}c{{/if}}").unwrap(), "c");
        assert_eq!(rendered("{{#each list}}{{#if @first}}{{name}}{{/if}}{{/each}}").unwrap(), "a<b");
    }

    #[test]
    fn a_name_that_the_view_lacks_is_an_error_with_its_place() {
        for template in [
            "{{nme}}",
            "{{#if yse}}a{{/if}}",
            "\n {{#unless yse}}a{{/unless}}",
            "{{#each lst}}{{/each}}",
            "{{#each list}}{{#if nme}}{{/if}}{{/each}}",
        ] {
            let error = rendered(template).unwrap_err().to_string();
            assert!(error.contains("line"), "{template}: {error}");
        }
    }
}
