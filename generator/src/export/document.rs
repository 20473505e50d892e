//! The API file, the types and the endpoints → the parts of the document.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::sites::At;
use super::ty::object;
use super::{EXTENSIONS_VERSION, Export};
use crate::schema::{Api, Client, Group, KnownServer, Server, ServerVariable, Spec};

/// The tag of each group, by the id of the group.
pub(super) type Tags<'s> = HashMap<&'s str, String>;

impl<'s> Export<'s> {
    /// The document, without what no standard word says.
    pub(super) fn document(&mut self, spec: &'s Spec, api: &'s Api) -> Value {
        let Api {
            bindery: _,
            title,
            description,
            version,
            locales: _,
            translations: _,
            clients,
            groups,
            auth,
            headers: _,
            envelope: _,
            pagination: _,
            retry: _,
            naming: _,
            targets: _,
        } = api;
        self.sites.add(&At::new("/api".to_owned(), String::new()));
        let mut info = object(json!({ "title": self.text(title), "version": version }));
        if let Some(description) = description {
            info.insert("description".to_owned(), Value::String(self.text(description)));
        }
        let mut document = object(json!({ "openapi": "3.1.0", "info": info }));
        let first = clients.values().next();
        let servers = first.map(|client| self.servers(client)).unwrap_or_default();
        if !servers.is_empty() {
            document.insert("servers".to_owned(), Value::Array(servers));
        }
        let names = security_names(auth.keys());
        if let Some(auth) = first.and_then(|client| client.auth.as_ref()) {
            document
                .insert("security".to_owned(), super::security::requirements(auth, &names, &IndexMap::new()));
        }
        let (tags, listed) = self.tags(groups);
        if !listed.is_empty() {
            document.insert("tags".to_owned(), Value::Array(listed));
        }
        document.insert("paths".to_owned(), Value::Object(self.paths(spec, api, &tags, &names)));
        let mut components = Map::new();
        let schemas = self.schemas(spec);
        if !schemas.is_empty() {
            components.insert("schemas".to_owned(), Value::Object(schemas));
        }
        let schemes = self.schemes(api, &names);
        if !schemes.is_empty() {
            components.insert("securitySchemes".to_owned(), Value::Object(schemes));
        }
        if !components.is_empty() {
            document.insert("components".to_owned(), Value::Object(components));
        }
        document.insert("x-bindery".to_owned(), json!({ "version": EXTENSIONS_VERSION, "name": spec.name }));
        Value::Object(document)
    }

    /// The servers of a client, when the URL of the first is known.
    fn servers(&self, client: &Client) -> Vec<Value> {
        let Client { description, server, servers, options: _, auth: _, timeout: _ } = client;
        let Server { url, option: _, variables } = server;
        let Some(url) = url else { return Vec::new() };
        let mut first = object(json!({ "url": url }));
        if let Some(description) = description {
            first.insert("description".to_owned(), Value::String(self.text(description)));
        }
        if !variables.is_empty() {
            let variables = variables.iter().map(|(name, variable)| (name.clone(), self.variable(variable)));
            first.insert("variables".to_owned(), Value::Object(variables.collect()));
        }
        let others = servers.iter().map(|KnownServer { url, description }| {
            let mut other = object(json!({ "url": url }));
            if let Some(description) = description {
                other.insert("description".to_owned(), Value::String(self.text(description)));
            }
            Value::Object(other)
        });
        std::iter::once(Value::Object(first)).chain(others).collect()
    }

    /// A variable of a server. It has to have a default in a document; one that has none gets the first of its values,
    /// or the empty text where these are not known either, which an import takes for none.
    fn variable(&self, variable: &ServerVariable) -> Value {
        let ServerVariable { description, default, values } = variable;
        let first = values.iter().flatten().next();
        let mut written = object(json!({ "default": default.as_ref().or(first).map_or("", String::as_str) }));
        if let Some(values) = values {
            written.insert("enum".to_owned(), json!(values));
        }
        if let Some(description) = description {
            written.insert("description".to_owned(), Value::String(self.text(description)));
        }
        Value::Object(written)
    }

    /// The tags of the groups: their titles, or their ids where two have one title.
    fn tags(&self, groups: &'s IndexMap<String, Group>) -> (Tags<'s>, Vec<Value>) {
        let mut taken = HashSet::new();
        let mut tags = Tags::new();
        let mut listed = Vec::with_capacity(groups.len());
        for (id, group) in groups {
            let Group { title, description } = group;
            let title = self.text(title).trim().to_owned();
            let is_free = !title.is_empty() && !groups.contains_key(&title) && taken.insert(title.clone());
            let name = if is_free { title.clone() } else { id.clone() };
            let mut tag = object(json!({ "name": name }));
            if let Some(description) = description {
                tag.insert("description".to_owned(), Value::String(self.text(description)));
            }
            listed.push(Value::Object(tag));
            tags.insert(id, name);
        }
        (tags, listed)
    }

    fn schemas(&mut self, spec: &'s Spec) -> Map<String, Value> {
        let mut schemas = Map::new();
        for (name, shape) in spec.types.iter().flat_map(|file| &file.value.types) {
            let Some(key) = self.component(name).map(str::to_owned) else { continue };
            let root = At::new("/types".to_owned(), "/components/schemas".to_owned());
            let mut schema = self.shape(shape, &root.below(&[name], &[&key]));
            super::shape::named(&mut schema, name, &key);
            schemas.insert(key, Value::Object(schema));
        }
        schemas
    }
}

/// The key in `components/securitySchemes` of each scheme.
fn security_names<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<&'a str, String> {
    let mut taken = HashSet::new();
    ids.map(|id| (id.as_str(), super::component(id, &mut taken))).collect()
}
