//! Merging: two lists of what is asked for → one, for values that have to do as both ask.

use super::Flat;

impl Flat<'_> {
    /// What both ask for. `None` when nothing is left.
    pub(in crate::corpus) fn and(mut self, other: Self) -> Option<Self> {
        let Flat {
            types,
            nullable,
            format,
            listed,
            shown,
            properties,
            required,
            additional,
            patterned,
            names,
            items,
            tuple,
            unique,
            patterns,
            fixed,
            alternatives,
            limits,
        } = other;
        // Beside alternatives that do not mention it, null is what the alternatives say.
        self.nullable |= nullable;
        if let Some(types) = types {
            self.narrow(types)?;
        }
        if let Some(values) = listed {
            self.list(values)?;
        }
        self.format = format.or(self.format);
        self.shown.extend(shown);
        for (name, schema) in properties {
            self.property(name, schema);
        }
        self.required.extend(required);
        self.additional = self.additional.or(additional);
        self.patterned.extend(patterned);
        self.names = names.or(self.names);
        self.unique |= unique;
        self.patterns.extend(patterns);
        self.items = items.or(self.items);
        if self.tuple.is_empty() {
            self.tuple = tuple;
        }
        self.fixed.extend(fixed);
        self.alternatives.extend(alternatives);
        self.limits.extend(limits);
        Some(self)
    }
}
