//! Authentication: our schemes → security schemes, and `auth` → security requirements.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::Export;
use super::ty::object;
use crate::schema::{Api, Auth, AuthScheme, KeyPlace};

impl Export<'_> {
    /// The security schemes, by their keys in `components`.
    pub(super) fn schemes(&self, api: &Api, names: &HashMap<&str, String>) -> Map<String, Value> {
        let server = api.clients.values().next().and_then(|client| client.server.url.clone());
        let mut schemes = Map::new();
        for (id, scheme) in &api.auth {
            if let Some(name) = names.get(id.as_str()) {
                let scheme = self.scheme(scheme, server.as_deref().unwrap_or_default());
                schemes.insert(name.clone(), Value::Object(scheme));
            }
        }
        schemes
    }

    fn scheme(&self, scheme: &AuthScheme, server: &str) -> Map<String, Value> {
        let (mut said, description) = match scheme {
            AuthScheme::ApiKey { place, name, option: _, description } => {
                let place = match place {
                    KeyPlace::Header => "header",
                    KeyPlace::Query => "query",
                    KeyPlace::Cookie => "cookie",
                };
                (object(json!({ "type": "apiKey", "in": place, "name": name })), description)
            }
            // Scopes are known to OAuth 2 alone, whose flows are described and not told apart here.
            AuthScheme::Bearer { option: _, scopes: _, description } => {
                (object(json!({ "type": "http", "scheme": "bearer" })), description)
            }
            AuthScheme::Http { scheme, option: _, description } => {
                (object(json!({ "type": "http", "scheme": scheme })), description)
            }
            AuthScheme::ClientCredentials {
                token_url,
                id: _,
                secret: _,
                method: _,
                scope: _,
                scopes,
                description,
            } => {
                let scopes: Map<String, Value> = scopes
                    .iter()
                    .map(|(scope, text)| (scope.clone(), Value::String(self.text(text))))
                    .collect();
                let flow = json!({ "tokenUrl": token_url, "scopes": scopes });
                let flows = json!({ "type": "oauth2", "flows": { "clientCredentials": flow } });
                (object(flows), description)
            }
            AuthScheme::MutualTls { description } => (object(json!({ "type": "mutualTLS" })), description),
            AuthScheme::Basic { username: _, password: _, description } => {
                (object(json!({ "type": "http", "scheme": "basic" })), description)
            }
            // A client proves itself by HTTP Basic, or by fields of the form, for which there is no word.
            AuthScheme::OauthClient { id: _, secret: _, method: _, description } => {
                (object(json!({ "type": "http", "scheme": "basic" })), description)
            }
            AuthScheme::TokenRequest {
                http,
                body: _,
                form: _,
                token: _,
                expires_in: _,
                claim_headers: _,
                expired: _,
                description,
            } => {
                let path = http.split_whitespace().nth(1).unwrap_or("/");
                let flow = json!({ "tokenUrl": format!("{server}{path}"), "scopes": {} });
                let flows = json!({ "type": "oauth2", "flows": { "clientCredentials": flow } });
                (object(flows), description)
            }
        };
        if let Some(description) = description {
            said.insert("description".to_owned(), Value::String(self.text(description)));
        }
        said
    }
}

/// What `auth` asks for, with the scopes that are needed.
pub(super) fn requirements(
    auth: &Auth,
    names: &HashMap<&str, String>,
    scopes: &IndexMap<String, Vec<String>>,
) -> Value {
    let all = |ids: &[String]| -> Value {
        let known = ids.iter().filter_map(|id| Some((id, names.get(id.as_str())?)));
        let needed = |id: &String| scopes.get(id).map_or_else(|| json!([]), |scopes| json!(scopes));
        Value::Object(known.map(|(id, key)| (key.clone(), needed(id))).collect())
    };
    match auth {
        Auth::All(ids) if ids.is_empty() => json!([]),
        Auth::All(ids) => json!([all(ids)]),
        Auth::AnyOf(alternatives) => alternatives.iter().map(|ids| all(ids)).collect(),
    }
}
