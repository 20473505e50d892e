//! Settling: what can only be decided when all types are known.
//!
//! A named type cannot be nullable or have a default of its own, so that is carried to where it is used (`carry`).
//! Defaults and examples, of which shapes hold only the index so far, are put in place where they fit (`fit`) and
//! reported where they do not; examples that fit but for a trifle are mended first (`mend`). What comes page by page is
//! recognised by all of it (`paging`).

mod base;
mod carry;
mod circle;
mod fit;
pub(super) mod integral;
mod mend;
mod paging;
pub(super) mod walk;

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::Import;
use super::node::Node;
use super::report::Kind;
use crate::schema::{Shape, Spec, TypeOrFields, TypeOrReply, TypeOrShape};
use fit::Fit;
use mend::Mended;

/// What is decided about a default or an example.
#[derive(Debug, Clone, PartialEq)]
enum Verdict {
    Fits,
    /// It does once its integers are written as such: the same value, of which nothing has to be reported.
    Integral(Value),
    /// It does not, and this does, which shows the same.
    Mended(Mended),
    Misfit(String),
}

impl<'d> Import<'d, '_> {
    /// Settles a spec.
    pub(super) fn settle(&mut self, spec: &mut Spec, root: Node<'d>) {
        let entries = self.types.entries.iter();
        let nodes: HashMap<String, Node<'d>> =
            entries.map(|entry| (entry.name.clone(), entry.node)).collect();
        for name in circle::cut(spec) {
            let node = nodes.get(&name).copied().unwrap_or(root);
            let message = "it stands for itself by way of other types; that is left out";
            self.report.problem(Kind::Reference, node, message);
        }
        if root.is_own() {
            return;
        }
        for name in base::cut(spec) {
            let node = nodes.get(&name).copied().unwrap_or(root);
            let message = "it extends what cannot be extended; that is left out";
            self.report.problem(Kind::Schema, node, message);
        }
        for name in carry::carry(spec) {
            let node = nodes.get(&name).copied().unwrap_or(root);
            let message = "how many fields it may have is only said where it is a field of another object";
            self.report.problem(Kind::Limit, node, message);
        }
        let verdicts = self.verdicts(spec);
        walk::each_mut(spec, &mut |shape| {
            let default = self.put(&mut shape.default, "default", &verdicts);
            let example = self.put(&mut shape.example, "example", &verdicts);
            if default.is_some() || example.is_some() {
                shape.set_origin(|origin| {
                    origin.default = default.or(origin.default.take());
                    origin.example = example;
                });
            }
        });
        for file in &mut spec.endpoints {
            let endpoint = &mut file.value.endpoint;
            self.put(&mut endpoint.answer_example, "example of the answer", &verdicts);
            for reply in endpoint.answers.values_mut().chain(endpoint.errors.values_mut()) {
                if let TypeOrReply::Reply(reply) = reply {
                    reply.each_mut(&mut |reply| {
                        self.put(&mut reply.example, "example of the answer", &verdicts);
                        self.put_named(&mut reply.examples, "example of the answer", &verdicts);
                    });
                }
            }
            self.put(&mut endpoint.body_example, "example of the body", &verdicts);
            self.put_named(&mut endpoint.body_examples, "example of the body", &verdicts);
        }
        self.report.summary.paged = paging::recognise(spec);
        if spec.endpoints.is_empty() {
            self.report.problem(Kind::Document, root, "the document has no operation");
        }
    }

    /// Puts a value where its index stands, or takes the index out. Gives back what did not fit as it was.
    fn put(
        &mut self,
        slot: &mut Option<Value>,
        what: &str,
        verdicts: &HashMap<usize, Verdict>,
    ) -> Option<Value> {
        let index = usize::try_from(slot.take()?.as_u64()?).ok()?;
        let node = self.values.get(index).copied()?;
        match verdicts.get(&index) {
            // A body whose example is `null` is one without an example in a spec.
            Some(Verdict::Fits) if node.value.is_null() && what == "example of the answer" => {
                self.report.count("examples of bodies that are `null`", node);
                return None;
            }
            Some(Verdict::Fits) => {
                *slot = Some(node.value.clone());
                return None;
            }
            Some(Verdict::Integral(value)) => {
                *slot = Some(value.clone());
                return None;
            }
            // What is sent when nothing is said must be what the document says, so only examples are mended.
            Some(Verdict::Mended(mended)) if what != "default" => {
                *slot = Some(mended.value.clone());
                self.report.problem(Kind::Value, node, format!("the {what} {}", mended.how));
            }
            Some(Verdict::Mended(mended)) => {
                let message = format!("the {what} does not fit its type, and is left out: {}", mended.misfit);
                self.report.problem(Kind::Value, node, message);
            }
            Some(Verdict::Misfit(reason)) => {
                let message = format!("the {what} does not fit its type, and is left out: {reason}");
                self.report.problem(Kind::Value, node, message);
            }
            None => {}
        }
        Some(node.value.clone())
    }

    /// Puts named values where their indexes stand, or takes those out that do not fit.
    fn put_named(
        &mut self,
        slots: &mut IndexMap<String, Value>,
        what: &str,
        verdicts: &HashMap<usize, Verdict>,
    ) {
        for (name, index) in std::mem::take(slots) {
            let mut slot = Some(index);
            self.put(&mut slot, what, verdicts);
            slots.extend(slot.map(|value| (name, value)));
        }
    }

    /// What becomes of each value. One that is in several places fits when it fits in all of them.
    fn verdicts(&self, spec: &Spec) -> HashMap<usize, Verdict> {
        let types = spec.shapes();
        let mut fit = Fit::new(&types);
        let mut verdicts: HashMap<usize, Verdict> = HashMap::new();
        let mut judge = |shape: &Shape, slot: Option<&Value>| {
            let index = slot.and_then(Value::as_u64).and_then(|index| usize::try_from(index).ok());
            let Some((index, node)) = index.and_then(|index| Some((index, self.values.get(index)?))) else {
                return;
            };
            let verdict = judged(&mut fit, shape, node.value);
            let known = verdicts.entry(index).or_insert(verdict.clone());
            if verdict != Verdict::Fits {
                *known = verdict;
            }
        };
        walk::each(spec, &mut |shape| {
            judge(shape, shape.default.as_ref());
            judge(shape, shape.example.as_ref());
        });
        for file in &spec.endpoints {
            let endpoint = &file.value.endpoint;
            match &endpoint.answer {
                Some(TypeOrShape::Type(ty)) => {
                    let shape = Shape { ty: Some(ty.clone()), ..Shape::default() };
                    judge(&shape, endpoint.answer_example.as_ref());
                }
                Some(TypeOrShape::Shape(shape)) => judge(shape, endpoint.answer_example.as_ref()),
                None => {}
            }
            for reply in walk::replies(endpoint) {
                let by_name = Shape { ty: reply.ty.clone(), ..Shape::default() };
                let shape = reply.shape.as_deref().unwrap_or(&by_name);
                reply.example.iter().chain(reply.examples.values()).for_each(|slot| judge(shape, Some(slot)));
            }
            let content = endpoint.body.as_ref().or(endpoint.form.as_ref()).or(endpoint.multipart.as_ref());
            let shape = match content {
                Some(TypeOrFields::Type(ty)) => Shape { ty: Some(ty.clone()), ..Shape::default() },
                Some(TypeOrFields::Fields(fields)) => {
                    Shape { fields: Some(fields.clone()), ..Shape::default() }
                }
                None => continue,
            };
            let examples = endpoint.body_example.iter().chain(endpoint.body_examples.values());
            examples.for_each(|slot| judge(&shape, Some(slot)));
        }
        verdicts
    }
}

fn judged(fit: &mut Fit<'_>, shape: &Shape, value: &Value) -> Verdict {
    let Some(misfit) = fit.misfit(shape, value) else { return Verdict::Fits };
    let integral = integral::written(value);
    if let Some(integral) = integral.as_ref().filter(|value| fit.misfit(shape, value).is_none()) {
        return Verdict::Integral(integral.clone());
    }
    match mend::mended(fit, shape, integral.as_ref().unwrap_or(value), &misfit) {
        Some(mended) => Verdict::Mended(mended),
        None => Verdict::Misfit(misfit),
    }
}
