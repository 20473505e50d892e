//! What an OpenAPI document says about a request.

use std::collections::HashMap;

use anyhow::{Context as _, Result, bail, ensure};
use bindery::mock::Request;
use serde_json::{Map, Value, json};

use super::value::{decoded, pairs, typed};
use crate::document::{Document, Judge, METHODS, step};

/// A document, held against requests.
pub(super) struct Contract {
    pub(super) document: Document,
    judge: Judge,
    /// Where the nodes of the document are.
    places: HashMap<*const Value, String>,
    /// Its operations, in their order.
    pub(super) operations: Vec<Operation>,
}

/// Where an operation is in the document.
pub(super) struct Operation {
    method: String,
    path: String,
}

impl Contract {
    pub(super) fn new(document: &Document) -> Result<Self> {
        let judge = Judge::new(document)?;
        let document = document.modern();
        let mut operations = Vec::new();
        for (path, item) in document.root["paths"].as_object().into_iter().flatten() {
            for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
                operations.push(Operation { method: method.to_uppercase(), path: path.clone() });
            }
        }
        let mut places = HashMap::new();
        note(&document.root, &mut String::new(), &mut places);
        Ok(Self { document, judge, places, operations })
    }

    /// The method and the path of an operation.
    pub(super) fn title(&self, index: usize) -> String {
        format!("{} {}", self.operations[index].method, self.operations[index].path)
    }

    /// The operation that a request calls, when the request is what the document asks for.
    pub(super) fn check(&self, request: &Request) -> Result<usize> {
        let (index, path) = self.find(request).with_context(|| {
            format!("the document has no operation for {} {}", request.method, request.path)
        })?;
        let operation = &self.operations[index];
        let item = &self.document.root["paths"][&operation.path];
        let node = &item[operation.method.to_lowercase()];
        self.check_params(item, node, request, &path)
            .and_then(|()| self.check_security(node, request))
            .and_then(|()| self.check_body(node, request))
            .with_context(|| self.title(index))?;
        Ok(index)
    }

    /// The operation whose path fits, the one with the fewest parameters first, and the parameters in the path.
    fn find(&self, request: &Request) -> Option<(usize, Vec<(String, String)>)> {
        let fitting = self.operations.iter().enumerate().filter(|(_, known)| known.method == request.method);
        fitting
            .filter_map(|(index, known)| Some((index, matched(&known.path, &request.path)?)))
            .min_by_key(|(_, params)| params.len())
    }

    fn check_params(
        &self,
        item: &Value,
        node: &Value,
        request: &Request,
        path: &[(String, String)],
    ) -> Result<()> {
        let query = pairs(&request.query);
        let mut known = self.security_params(node);
        for param in self.params(item, node) {
            let name = param["name"].as_str().unwrap_or_default();
            let place = param["in"].as_str().unwrap_or_default();
            let sent: Vec<String> = match place {
                "query" => of_name(&query, name),
                "path" => of_name(path, name),
                "header" => request.header(name).map(str::to_owned).into_iter().collect(),
                other => bail!("parameters in `{other}` are not compared yet"),
            };
            if place == "query" {
                known.push(name.to_owned());
            }
            ensure!(param.get("style").is_none(), "{place} `{name}`: styles are not compared yet");
            if sent.is_empty() {
                ensure!(param["required"] != json!(true), "{place} `{name}` is required and was not sent");
                continue;
            }
            let value = typed(&self.document.root, &param["schema"], &sent);
            self.check_value(&param["schema"], &value).with_context(|| format!("{place} `{name}`"))?;
            self.check_example(param, &value).with_context(|| format!("{place} `{name}`"))?;
        }
        for (name, _) in &query {
            ensure!(known.contains(name), "the query has `{name}`, which the document does not know");
        }
        Ok(())
    }

    /// The parameters of an operation; its own replace those of the path item.
    fn params<'a>(&'a self, item: &'a Value, node: &'a Value) -> Vec<&'a Value> {
        let list = |of: &'a Value| of["parameters"].as_array().into_iter().flatten();
        let own: Vec<&Value> = list(node).map(|param| self.document.resolved(param)).collect();
        let is_replaced = |param: &&Value| {
            own.iter().any(|other| other["name"] == param["name"] && other["in"] == param["in"])
        };
        let common =
            list(item).map(|param| self.document.resolved(param)).filter(|param| !is_replaced(param));
        own.iter().copied().chain(common).collect()
    }

    /// The alternatives of an operation, each the schemes that it needs together.
    fn security<'a>(&'a self, node: &'a Value) -> impl Iterator<Item = &'a Map<String, Value>> {
        let list = node.get("security").or_else(|| self.document.root.get("security"));
        list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    }

    /// The names of query parameters that hold credentials.
    fn security_params(&self, node: &Value) -> Vec<String> {
        let schemes = self.security(node).flat_map(Map::keys);
        schemes
            .map(|name| &self.document.root["components"]["securitySchemes"][name])
            .filter(|scheme| scheme["in"] == json!("query"))
            .filter_map(|scheme| scheme["name"].as_str().map(str::to_owned))
            .collect()
    }

    fn check_security(&self, node: &Value, request: &Request) -> Result<()> {
        let alternatives: Vec<_> = self.security(node).collect();
        let holds = |schemes: &&Map<String, Value>| schemes.keys().all(|name| self.has_scheme(name, request));
        ensure!(
            alternatives.is_empty() || alternatives.iter().any(holds),
            "no alternative of `security` holds: {}",
            Value::from_iter(alternatives.iter().map(|schemes| Value::Object((*schemes).clone())))
        );
        Ok(())
    }

    /// Whether a request has the credentials of a scheme. A scheme that the document does not describe asks for nothing.
    fn has_scheme(&self, name: &str, request: &Request) -> bool {
        let scheme = self.document.resolved(&self.document.root["components"]["securitySchemes"][name]);
        let field = scheme["name"].as_str().unwrap_or_default();
        let authorization = request.header("authorization").unwrap_or_default().to_ascii_lowercase();
        match (scheme["type"].as_str(), scheme["in"].as_str()) {
            (Some("apiKey"), Some("header")) => request.header(field).is_some(),
            (Some("apiKey"), Some("query")) => pairs(&request.query).iter().any(|(key, _)| key == field),
            (Some("apiKey"), _) => request.header("cookie").is_some_and(|text| text.contains(field)),
            (Some("http"), _) => {
                let word = scheme["scheme"].as_str().unwrap_or_default().to_ascii_lowercase();
                authorization.starts_with(&format!("{word} "))
            }
            (Some("oauth2" | "openIdConnect"), _) => authorization.starts_with("bearer "),
            _ => true,
        }
    }

    fn check_body(&self, node: &Value, request: &Request) -> Result<()> {
        let body = self.document.resolved(&node["requestBody"]);
        let Some(content) = body["content"].as_object() else {
            ensure!(request.body.is_empty(), "there is a body, and the document asks for none");
            return Ok(());
        };
        if request.body.is_empty() {
            ensure!(body["required"] != json!(true), "the body is required and was not sent");
            return Ok(());
        }
        let sent = request.header("content-type").unwrap_or_default();
        let media = sent.split(';').next().unwrap_or_default().trim();
        let known = content.get(media).with_context(|| format!("the document has no body of `{media}`"))?;
        let schema = &known["schema"];
        let value = match media {
            "application/json" => serde_json::from_slice(&request.body).context("the body is no JSON")?,
            "application/x-www-form-urlencoded" => self.form(schema, &request.body),
            other => bail!("bodies of `{other}` are not compared yet"),
        };
        self.check_value(schema, &value).context("body")?;
        let properties = self.document.resolved(schema)["properties"].as_object().into_iter().flatten();
        for (name, property) in properties {
            if let Some(value) = value.get(name) {
                self.check_example(self.document.resolved(property), value)
                    .with_context(|| format!("body `{name}`"))?;
            }
        }
        Ok(())
    }

    /// A form as the object that its schema describes.
    fn form(&self, schema: &Value, body: &[u8]) -> Value {
        let pairs = pairs(&String::from_utf8_lossy(body));
        let properties = &self.document.resolved(schema)["properties"];
        let field = |(name, _): &(String, String)| {
            (name.clone(), typed(&self.document.root, &properties[name], &of_name(&pairs, name)))
        };
        pairs.iter().map(field).collect::<Map<_, _>>().into()
    }

    pub(super) fn check_value(&self, schema: &Value, value: &Value) -> Result<()> {
        let place = self.places.get(&std::ptr::from_ref(schema)).context("the document has no schema")?;
        let validator =
            self.judge.at(place).with_context(|| format!("the schema at {place} is not valid"))?;
        let errors: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        ensure!(errors.is_empty(), "{}", errors.join("; "));
        Ok(())
    }
}

/// Notes where each node below another one is.
fn note(node: &Value, place: &mut String, places: &mut HashMap<*const Value, String>) {
    places.insert(std::ptr::from_ref(node), place.clone());
    let mut enter = |name: &str, inner: &Value| {
        let length = place.len();
        place.push('/');
        place.push_str(&step(name));
        note(inner, place, places);
        place.truncate(length);
    };
    match node {
        Value::Object(fields) => fields.iter().for_each(|(name, inner)| enter(name, inner)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, inner)| enter(&index.to_string(), inner));
        }
        _ => {}
    }
}

fn of_name(pairs: &[(String, String)], name: &str) -> Vec<String> {
    pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
}

/// The parameters of a path, when it fits the template.
fn matched(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let template: Vec<&str> = template.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    if template.len() != path.len() {
        return None;
    }
    let mut params = Vec::new();
    for (known, sent) in template.into_iter().zip(path) {
        match known.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => params.push((name.to_owned(), decoded(sent))),
            None if decoded(sent) == known => {}
            None => return None,
        }
    }
    Some(params)
}
