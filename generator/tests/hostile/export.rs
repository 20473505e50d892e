//! Every keyword and every text comes back from an OpenAPI document as it went into it.

use bindery::openapi::{self, Imported, Options};
use bindery::problem::{Format, Problems, show};
use bindery::schema::{self, Parsed, Spec, Types};
use bindery::source::Sources;
use bindery::{export, schema::print};
use indexmap::IndexMap;

use super::{SENTINEL, TEXTS, spec};

#[test]
fn a_spec_with_every_keyword_comes_back() {
    for text in [SENTINEL].iter().chain(TEXTS) {
        comes_back(text, &spec::with_text(text));
    }
}

fn comes_back(about: &str, sources: &Sources) {
    let mut spec = schema::parse(sources, &mut Problems::default());
    let mut problems = Problems::default();
    let document = export::openapi(&spec, &mut problems).unwrap_or_else(|| {
        panic!("{about:?}:\n{}", show(&problems, sources, Format::Human { colour: false }))
    });
    let text = schema::print_document(&document, false).expect("a document can be printed");
    let mut written = Sources::from_texts("t", &[("openapi.yaml", &text)]);
    let imported = openapi::import(&mut written, &Options::default(), &mut Problems::default());
    let Imported { spec: back, .. } = imported.expect("what was exported is a document");
    one_type_a_file(&mut spec);
    assert_eq!(
        print(&spec).expect("a spec can be printed"),
        print(&back).expect("a spec can be printed"),
        "{about:?}"
    );
}

fn one_type_a_file(spec: &mut Spec) {
    let types = std::mem::take(&mut spec.types);
    for Parsed { place, value } in types {
        spec.types.extend(value.types.into_iter().map(|(name, shape)| {
            let value = Types { types: IndexMap::from([(name, shape)]) };
            Parsed { place: place.clone(), value }
        }));
    }
    schema::sort(spec);
}
