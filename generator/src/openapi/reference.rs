//! References: `$ref` → the node that it leads to.

use super::Import;
use super::node::Node;
use super::pointer;
use super::report::Kind;

/// How many references may follow on one another.
const MOST_HOPS: usize = 64;

impl<'d> Import<'d, '_> {
    /// The node that the `$ref` of a node leads to. `None` when it leads nowhere; that has been reported then.
    pub(super) fn resolve(&mut self, node: Node<'d>, reference: &'d str) -> Option<Node<'d>> {
        let key = (node.file, reference);
        if let Some(known) = self.resolved.get(&key).copied() {
            if known.is_none() {
                self.report_unresolved(node, reference);
            }
            return known;
        }
        let found = self.look_up(node, reference, MOST_HOPS);
        self.resolved.insert(key, found);
        if found.is_none() {
            self.report_unresolved(node, reference);
        }
        found
    }

    fn report_unresolved(&mut self, node: Node<'d>, reference: &str) {
        let at = node.get("$ref").unwrap_or(node);
        let (file, _) = pointer::split(reference);
        if pointer::is_remote(file) {
            let help = Some("save a copy beside the document and refer to that".to_owned());
            let message = format!("`{reference}` is on a network, and nothing is fetched from there");
            self.report.problem_with_help(Kind::Reference, at, message, help);
        } else {
            let help =
                "references stay in the folder of the document; `--root` says that they may lead further";
            let (message, help) = match self.documents.leads_out(node.file, file) {
                true => {
                    (format!("`{reference}` leads out of the folder of the document"), Some(help.to_owned()))
                }
                false => (format!("`{reference}` leads nowhere"), None),
            };
            self.report.problem_with_help(Kind::Reference, at, message, help);
        }
    }

    /// `hops` says how many references may stand in the way for maps that are kept in files of their own.
    fn look_up(&self, node: Node<'d>, reference: &'d str, hops: usize) -> Option<Node<'d>> {
        let (file, fragment) = pointer::split(reference);
        let (id, value) = self.documents.file(node.file, file)?;
        let root = self.trail.root(id, value);
        if fragment.is_empty() {
            return Some(root);
        }
        if !fragment.starts_with('/') {
            return anchored(root, fragment);
        }
        pointer::keys(fragment).iter().try_fold(root, |node, key| {
            let below = |node: Node<'d>| match node.value {
                serde_json::Value::Array(_) => node.item(key.parse().ok()?),
                _ => node.get(key),
            };
            below(node).or_else(|| below(self.look_up(node, node.text("$ref")?, hops.checked_sub(1)?)?))
        })
    }

    /// What a node means when references that stand in its place are followed. `None` when they lead nowhere.
    pub(super) fn follow(&mut self, node: Node<'d>) -> Option<Node<'d>> {
        let mut node = node;
        for _ in 0..MOST_HOPS {
            match node.text("$ref") {
                None => return Some(node),
                Some(reference) => node = self.resolve(node, reference)?,
            }
        }
        self.report.problem(Kind::Reference, node, "the references go in a circle");
        None
    }
}

/// The schema that has an `$anchor`.
fn anchored<'d>(node: Node<'d>, anchor: &str) -> Option<Node<'d>> {
    if node.text("$anchor") == Some(anchor) {
        return Some(node);
    }
    let mut below = node.entries().map(|(_, node)| node).chain(node.items());
    below.find_map(|node| anchored(node, anchor))
}
