//! The pipeline: an input → every stage and every target, in the order of the commands.
//!
//! An input may be refused with a located error. What may not happen: a panic, an import that
//! succeeds and cannot be generated, generated Rust that does not parse, a document that does not
//! survive its own export, a difference between equal versions, a mock that does not respond.

mod mock;

use anyhow::{Context as _, Result, bail, ensure};
use bindery::diff::{self, diff};
use bindery::export;
use bindery::model::Api;
use bindery::openapi::Options;
use bindery::output::FileSet;
use bindery::problem::{Format, Problems, show};
use bindery::render::Templates;
use bindery::schema::{self, Spec};
use bindery::source::Sources;
use bindery::target::markdown::Markdown;
use bindery::target::rust::Rust;
use bindery::target::{Choices, Target};
use serde_json::Value;

use crate::input::{Input, is_spec, spec_sources};

/// What inputs are run with.
pub struct Pipeline<'s> {
    templates: Templates,
    /// Hears the name of each stage before it runs.
    stage: &'s mut dyn FnMut(&str),
}

impl<'s> Pipeline<'s> {
    /// Creates a pipeline that reports each stage before it runs.
    pub fn new(stage: &'s mut dyn FnMut(&str)) -> Self {
        Self { templates: Templates::embedded(), stage }
    }

    /// Runs an input through every stage.
    ///
    /// # Errors
    ///
    /// Fails if a stage breaks one of the promises in the comment of this module.
    pub fn run(&mut self, input: &Input) -> Result<()> {
        let Some(read) = self.read(&input.new)? else { return Ok(()) };
        self.print(&read)?;
        let api = self.api(&read)?;
        self.generate(&read)?;
        self.export(&read)?;
        let old = match &input.old {
            Some(old) => self.read(old)?,
            None => None,
        };
        let old = old.map(|old| self.api(&old)).transpose()?;
        self.diff(&api, old.as_ref())?;
        (self.stage)("mock");
        mock::run(api, &input.new)
    }

    /// Runs a document or spec through the first stages alone: it is read, printed and parsed.
    ///
    /// # Errors
    ///
    /// Fails if one of these stages breaks a promise.
    pub fn read_and_print(&mut self, value: &Value) -> Result<()> {
        match self.read(value)? {
            Some(read) => self.print(&read),
            None => Ok(()),
        }
    }

    /// Reads a document or spec; `None` if it has errors.
    fn read(&mut self, value: &Value) -> Result<Option<Read>> {
        if is_spec(value) {
            (self.stage)("parse");
            let sources = spec_sources(value);
            let mut problems = Problems::default();
            let spec = schema::parse(&sources, &mut problems);
            bindery::load(&sources, &mut problems);
            show_all(&problems, &sources);
            return Ok((!problems.has_errors()).then_some(Read {
                sources,
                spec,
                is_exported: false,
                may_be_refused: true,
            }));
        }
        (self.stage)("import of YAML");
        let from_yaml = import("openapi.yaml", &schema::print_document(value, false)?)?;
        (self.stage)("import of JSON");
        let from_json = import("openapi.json", &value.to_string())?;
        ensure!(from_yaml.is_some() == from_json.is_some(), "YAML and JSON are not read alike");
        let Some(mut read) = from_json else { return Ok(None) };
        read.is_exported =
            value.as_object().is_some_and(|map| map.keys().any(|key| key.starts_with("x-bindery")));
        read.may_be_refused = read.is_exported;
        let mut problems = Problems::default();
        bindery::load_spec(read.spec.clone(), &mut problems);
        show_all(&problems, &read.sources);
        Ok((!read.may_be_refused || !problems.has_errors()).then_some(read))
    }

    /// Checks that a spec is the same after printing and parsing.
    fn print(&mut self, read: &Read) -> Result<()> {
        (self.stage)("print");
        let files = schema::print(&read.spec)?;
        let texts: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        for (path, _) in &texts {
            let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            ensure!(is_inside, "the spec would be written to {path}");
        }
        (self.stage)("parse what was printed");
        let sources = Sources::from_texts(read.sources.name(), &texts);
        let mut problems = Problems::default();
        let spec = schema::parse(&sources, &mut problems);
        bindery::load(&sources, &mut problems);
        if read.is_exported && problems.has_errors() {
            return Ok(());
        }
        refuse_errors("the printed spec has errors", &problems, &sources)?;
        // Files of a spec that an author wrote may be called otherwise, and so have another order.
        let by_path = |mut files: Vec<(String, String)>| {
            files.sort();
            files
        };
        let again = by_path(schema::print(&spec)?);
        ensure!(again == by_path(files.clone()), "the spec changes when it is printed and parsed");
        Ok(())
    }

    fn api(&mut self, read: &Read) -> Result<Api> {
        (self.stage)("lower and check");
        let mut problems = Problems::default();
        let api = bindery::load_spec(read.spec.clone(), &mut problems);
        refuse_errors("the spec has errors", &problems, &read.sources)?;
        api.context("there is no model, and no error")
    }

    /// Generates every target, the pages in every theme.
    fn generate(&mut self, read: &Read) -> Result<()> {
        (self.stage)("generate rust");
        let Some(files) = self.files(read, &[&Rust], "vuepress")? else { return Ok(()) };
        (self.stage)("parse rust");
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            if !path.contains("/runtime/") {
                let text = std::str::from_utf8(bytes).with_context(|| path.to_owned())?;
                syn::parse_file(text).with_context(|| format!("{path} is not Rust:\n{text}"))?;
            }
        }
        for theme in self.themes() {
            (self.stage)(&format!("generate pages in {theme}"));
            self.files(read, &[&Markdown], &theme)?;
        }
        Ok(())
    }

    fn themes(&self) -> Vec<String> {
        let pages = self.templates.below("markdown").map(|(path, _)| path);
        pages.filter_map(|path| path.strip_suffix("/page.md.hbs")).map(str::to_owned).collect()
    }

    fn files(&self, read: &Read, targets: &[&dyn Target], theme: &str) -> Result<Option<FileSet>> {
        let mut problems = Problems::default();
        let choices = Choices { theme };
        let files =
            bindery::generate_spec(read.spec.clone(), targets, &self.templates, choices, &mut problems);
        let files = match files {
            // Names in a spec are the author's, and may be too long for the path of a file.
            Err(error) if read.may_be_refused && error.to_string().contains("the path of a file") => {
                return Ok(None);
            }
            files => files?,
        };
        if read.may_be_refused && problems.has_errors() {
            return Ok(None);
        }
        refuse_errors("a target refuses the spec", &problems, &read.sources)?;
        files.context("nothing is generated, and there is no error").map(Some)
    }

    /// Checks that the export of a spec can be imported. A spec that no document can express is
    /// refused.
    fn export(&mut self, read: &Read) -> Result<()> {
        (self.stage)("export");
        let mut problems = Problems::default();
        let Some(document) = export::openapi(&read.spec, &mut problems) else {
            ensure!(problems.has_errors(), "the export is refused without an error");
            return Ok(());
        };
        (self.stage)("import of the export");
        let text = schema::print_document(&document, true)?;
        let imported = import("openapi.json", &text).with_context(|| "its export".to_owned())?;
        ensure!(imported.is_some(), "the export cannot be imported");
        Ok(())
    }

    fn diff(&mut self, api: &Api, old: Option<&Api>) -> Result<()> {
        (self.stage)("diff");
        let same = diff(api, api);
        ensure!(same.list.is_empty(), "equal versions differ: {:?}", same.list);
        if let Some(old) = old {
            for changes in [diff(old, api), diff(api, old)] {
                for format in
                    [diff::Format::Human, diff::Format::Json, diff::Format::Github, diff::Format::Sarif]
                {
                    let _ = diff::show(&changes, format);
                }
            }
        }
        Ok(())
    }
}

/// A spec, and the files that it comes from.
struct Read {
    sources: Sources,
    spec: Spec,
    /// Whether it is a document of our own export, whose extensions are taken as they are: mistakes in
    /// them are found later. Everything else in a document is repaired by the import.
    is_exported: bool,
    /// Whether later stages may find errors: in such a document, and in a spec.
    may_be_refused: bool,
}

/// Imports a document; `None` if it is refused.
fn import(name: &str, text: &str) -> Result<Option<Read>> {
    let mut sources = Sources::from_texts("fuzz", &[(name, text)]);
    let mut problems = Problems::default();
    let imported = bindery::repair::import(&mut sources, &Options::default(), &mut problems);
    show_all(&problems, &sources);
    match imported {
        Some(imported) if !problems.has_errors() => {
            Ok(Some(Read { sources, spec: imported.spec, is_exported: false, may_be_refused: false }))
        }
        Some(_) => Ok(None),
        None if problems.has_errors() => Ok(None),
        None => bail!("the document is refused without an error"),
    }
}

/// Shows problems in every format: their locations must be found.
fn show_all(problems: &Problems, sources: &Sources) {
    for format in [Format::Human { colour: true }, Format::Json, Format::Github, Format::Sarif] {
        let _ = show(problems, sources, format);
    }
}

fn refuse_errors(what: &str, problems: &Problems, sources: &Sources) -> Result<()> {
    if problems.has_errors() {
        let shown = show(problems, sources, Format::Human { colour: false });
        let shown: String = shown.chars().take(5_000).collect();
        bail!("{what}:\n{shown}");
    }
    Ok(())
}
