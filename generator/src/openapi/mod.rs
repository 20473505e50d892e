//! Importing: an OpenAPI document → a spec as an author would have written it.
//!
//! The second front door. It knows OpenAPI 3.0 and 3.1 and ends in the types of `schema`; the model and the targets are
//! unknown here. What our format cannot say is reported with its place in the document and becomes something usable,
//! so one bad site never costs the rest, and what comes out passes `check`.
//!
//! ```text
//! document   the files of a document → trees          node       a value of a tree, with the way to it
//! reference  $ref → the node it leads to              types      which schemas get a name
//! shape/     schema → shape                           operation/ operation → endpoint
//! api        info, servers, tags → api.yaml           security   schemes → auth and client options
//! settle/    defaults and examples that fit are put in place, the others reported
//! select     what was asked for, and the types it needs
//! own        what our own export wrote beside the words of OpenAPI
//! ```
//!
//! New keyword of OpenAPI? It is in the list of `shape/keyword.rs`, or in the file of its object.

mod api;
mod document;
mod event;
mod hierarchy;
mod html;
mod name;
mod node;
mod operation;
mod own;
mod pointer;
mod reference;
mod report;
mod resource;
mod review;
mod security;
mod select;
mod server;
mod settle;
mod shape;
mod types;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::Value;

use crate::problem::{Place, Problems};
use crate::schema::{self, GroupedEndpoint, Parsed, Spec, Types};
use crate::source::{SourceId, Sources};
use document::Documents;
use node::{Node, Trail};
use report::Report;
pub use report::{Kind, Summary};
use shape::Conversions;
use types::Registry;

/// What to make of a document.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The name of the spec and of the crate; made of the document's title by default.
    pub name: Option<String>,
    /// The name of the client; made of the document's title by default.
    pub client: Option<String>,
    /// Which operations to take; all of them when there is none. A pattern is a name with `*` for any text; it is
    /// compared with the tags, the path and the operation id, or with one of them: `tag:…`, `path:…`, `operation:…`.
    pub include: Vec<String>,
    /// Which of those to leave out.
    pub exclude: Vec<String>,
}

/// A spec, and what became of the document.
#[derive(Debug)]
pub struct Imported {
    /// The spec.
    pub spec: Spec,
    /// What became of the document.
    pub summary: Summary,
    /// The named type that each schema of `components/schemas` became, by the name in the document; there is none for
    /// a schema that is written where it is used.
    pub types: IndexMap<String, String>,
}

/// Imports the first file of `sources`; files that it refers to are read and added. `None` when it cannot be read at
/// all; that has been reported then.
pub fn import(sources: &mut Sources, options: &Options, problems: &mut Problems) -> Option<Imported> {
    let documents = Documents::load(sources, problems)?;
    let (file, value) = documents.root()?;
    if !document::check_version(file, value, problems) {
        return None;
    }
    let trail = Trail::of(own::is_own(value));
    let root = trail.root(file, value);
    let import = Import {
        documents: &documents,
        trail: &trail,
        report: Report::new(problems),
        resolved: HashMap::new(),
        types: Registry::default(),
        current: None,
        values: Vec::new(),
        extendable: HashMap::new(),
        alternatives: hierarchy::alternatives(value),
        levels: 0,
        conversions: Conversions::default(),
    };
    Some(import.run(root, sources.name(), options))
}

/// What the parts of an import share.
struct Import<'d, 'p> {
    documents: &'d Documents,
    trail: &'d Trail<'d>,
    report: Report<'p>,
    resolved: HashMap<(SourceId, &'d str), Option<Node<'d>>>,
    types: Registry<'d>,
    /// The named schema whose own structure is being converted, so that it cannot extend itself.
    current: Option<*const Value>,
    /// Defaults and examples. A shape holds the index of one until all types are known and `settle` can tell whether
    /// it fits.
    values: Vec<Node<'d>>,
    /// Which schemas have fields that another can extend; `None` for those that are being looked at.
    extendable: HashMap<*const Value, Option<bool>>,
    /// The schemas of the document that are alternatives of a union.
    alternatives: HashSet<*const Value>,
    /// How many schemas are being looked at for that, one inside the other.
    levels: usize,
    /// The schemas that are being converted, one inside the other.
    conversions: Conversions,
}

impl<'d> Import<'d, '_> {
    fn run(mut self, root: Node<'d>, file_name: &str, options: &Options) -> Imported {
        self.name_schemas(root);
        let names = api::Names::of(root, file_name, options);
        let (mut operations, groups) = self.operations(root, options);
        let api = self.api(root, &names, &mut operations, groups);
        self.convert_types();
        let nodes: Vec<Node<'d>> = operations.iter().map(|operation| operation.node).collect();
        let mut spec = self.spec(root.file, file_name, names.spec, api, operations);
        self.settle(&mut spec, root);
        if root.is_own() {
            self.finish_own(&mut spec, root, &nodes);
        }
        self.report.summary.types_in_place = self.types.entries.iter().filter(|entry| entry.in_place).count();
        if !options.include.is_empty() || !options.exclude.is_empty() {
            self.report.summary.types_pruned = select::prune(&mut spec);
        }
        self.keep_names(root, &mut spec);
        schema::sort(&mut spec);
        self.report.summary.types_out = spec.types.len();
        self.report.summary.operations_out = spec.endpoints.len();
        let types = self.named_schemas(root, &spec);
        Imported { spec, summary: self.report.summary, types }
    }

    /// Puts everything together: a file for each type and each endpoint.
    fn spec(
        &mut self,
        source: SourceId,
        file_name: &str,
        name: String,
        api: schema::Api,
        operations: Vec<operation::Operation<'d>>,
    ) -> Spec {
        let types = self.types.entries.iter_mut().filter(|entry| !entry.in_place);
        let types = types
            .filter_map(|entry| {
                let shape = entry.shape.take()?;
                let value = Types { types: IndexMap::from([(entry.name.clone(), shape)]) };
                Some(Parsed { place: entry.node.place().nearest(), value })
            })
            .collect();
        let endpoints = operations
            .into_iter()
            .map(|operation| Parsed {
                place: operation.node.place().nearest(),
                value: GroupedEndpoint {
                    group: operation.group,
                    path: file_name.to_owned(),
                    endpoint: operation.endpoint,
                    samples: operation.samples,
                },
            })
            .collect();
        Spec {
            name,
            api: Some(Parsed { place: Place::file(source).nearest(), value: api }),
            has_all_types: true,
            types,
            endpoints,
        }
    }
}
