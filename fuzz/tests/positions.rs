//! Every odd value in every position of small documents: each is refused, or becomes a spec that
//! survives printing and parsing.

use std::path::Path;

use anyhow::{Context as _, Result};
use fuzz::pipeline::Pipeline;
use fuzz::{corpus, mutate};

/// How many documents are changed, the smallest ones.
const DOCUMENTS: usize = 2;

#[test]
fn every_value_in_every_position() -> Result<()> {
    let mut documents = corpus::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &[])?;
    documents.retain(|document| document.get("paths").is_some());
    documents.sort_by_key(|document| document.to_string().len());
    let mut ignored = |_: &str| {};
    let mut pipeline = Pipeline::new(&mut ignored);
    for document in documents.iter().take(DOCUMENTS) {
        let (positions, values) = mutate::choices(document);
        for (position, value) in (0..positions).flat_map(|position| (0..values).map(move |v| (position, v))) {
            let changed = mutate::replaced(document, position, value);
            pipeline.read_and_print(&changed).with_context(|| changed.to_string())?;
        }
    }
    Ok(())
}
