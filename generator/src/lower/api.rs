//! The API file, and the order in which everything is lowered.

use std::time::Duration;

use indexmap::IndexMap;

use super::Context;
use super::operation::Shared;
use crate::model::{self, ClientId, GroupId, Name, SchemeId};
use crate::problem::{Place, Problem};
use crate::schema::{
    Api, Auth, AuthScheme, Client, Envelope, FORMAT_VERSION, Group, GroupedEndpoint, Parsed, Retry,
    RustTarget, Targets, Types,
};

/// Lowers the whole spec.
pub(super) fn lower(
    mut context: Context<'_>,
    name: String,
    api: Parsed<Api>,
    types: Vec<Parsed<Types>>,
    endpoints: Vec<Parsed<GroupedEndpoint>>,
) -> model::Api {
    let place = api.place;
    let Api {
        bindery,
        title,
        description,
        version,
        locales,
        translations,
        clients,
        groups,
        auth,
        headers,
        envelope,
        pagination,
        retry,
        naming,
        targets,
    } = api.value;
    context.format_version(bindery, &place);
    context.complete_texts = translations.is_complete();
    context.locales(locales, &place.key("locales"));
    context.set_naming(naming, &place.key("naming"));
    let groups = context.groups(groups, &place.key("groups"));
    let schemes = context.schemes(auth, &place.key("auth"));
    let (mut clients, client_auth) = context.clients(clients, &place.key("clients"));
    context.named_types(types);
    context.end_endless_types();
    let shared = Shared { pagination: &pagination, client_auth: &client_auth };
    let mut operations: Vec<model::Operation> =
        endpoints.into_iter().filter_map(|file| context.operation(file, &shared)).collect();
    context.extend_objects();
    context.infer_discriminators();
    context.patch_bodies(&mut operations);
    context.mark_discriminators();
    context.mark_one_way_fields(&operations);
    operations.sort_by_key(|operation| operation.group);
    collect_schemes(&mut clients, &operations, &schemes);
    let Targets { rust, markdown } = targets;
    let markdown = context.markdown_settings(markdown, &clients, &place.key("targets").key("markdown"));
    let mut api = model::Api {
        title: context.text(title, &place.key("title")),
        description: context.text_at(description, &place, "description"),
        version,
        clients,
        groups,
        operations,
        schemes,
        headers: headers.into_iter().collect(),
        envelope: envelope.map(lower_envelope),
        retry: context.retry(retry, &place.key("retry")),
        rust: rust_settings(rust, &name),
        markdown,
        locales: context.locales,
        types: context.types.into_iter().flatten().collect(),
        name: Name::new(name),
        example_bounds: model::ExampleBounds::default(),
        place,
    };
    api.example_bounds = model::ExampleBounds::of(&api);
    api
}

impl Context<'_> {
    fn format_version(&mut self, version: u32, place: &Place) {
        if version != FORMAT_VERSION {
            self.problems.push(
                Problem::error(
                    &place.key("bindery"),
                    format!("version {version} of the format is not known"),
                )
                .help(format!("this generator reads version {FORMAT_VERSION}")),
            );
        }
    }

    /// Keeps the locales that are locales, so that one mistake in the list is not reported for every text again.
    fn locales(&mut self, locales: Vec<String>, place: &Place) {
        if locales.is_empty() {
            self.error(place, "an API needs at least one locale");
        }
        for (index, locale) in locales.into_iter().enumerate() {
            let is_name = !locale.is_empty() && locale.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if !is_name {
                self.problems.push(
                    Problem::error(&place.index(index), format!("`{locale}` is no name of a locale"))
                        .help("write it like `en` or `zh-CN` (BCP 47)"),
                );
            } else if self.locales.iter().any(|known| known.0 == locale) {
                self.error(&place.index(index), format!("the locale `{locale}` is listed twice"));
            } else {
                self.locales.push(model::Locale(locale));
            }
        }
    }

    fn groups(&mut self, groups: IndexMap<String, Group>, place: &Place) -> Vec<model::Group> {
        let mut lowered = Vec::with_capacity(groups.len());
        for (name, group) in groups {
            let place = place.key(&name);
            let Group { title, description } = group;
            self.groups.insert(name.clone(), GroupId(lowered.len()));
            lowered.push(model::Group {
                title: self.text(title, &place.key("title")),
                description: self.text_at(description, &place, "description"),
                name: Name::new(name),
                place,
            });
        }
        lowered
    }

    fn schemes(&mut self, schemes: IndexMap<String, AuthScheme>, place: &Place) -> Vec<model::Scheme> {
        let mut lowered = Vec::with_capacity(schemes.len());
        for (name, scheme) in schemes {
            if let Some(scheme) = self.scheme(name.clone(), scheme, place.key(&name)) {
                self.schemes.insert(name, SchemeId(lowered.len()));
                lowered.push(scheme);
            }
        }
        lowered
    }

    /// Lowers the clients, and apart from them the authentication that each has by default.
    fn clients(
        &mut self,
        clients: IndexMap<String, Client>,
        place: &Place,
    ) -> (Vec<model::Client>, Vec<Vec<Vec<SchemeId>>>) {
        if clients.is_empty() {
            self.error(place, "an API needs at least one client");
        }
        let mut lowered = Vec::with_capacity(clients.len());
        let mut auths = Vec::with_capacity(clients.len());
        for (name, mut client) in clients {
            let place = place.key(&name);
            let auth = client.auth.take().unwrap_or(Auth::All(Vec::new()));
            auths.push(self.auth(auth, &place.key("auth")));
            self.clients.insert(name.clone(), ClientId(lowered.len()));
            lowered.push(self.client(name, client, place));
        }
        (lowered, auths)
    }

    fn retry(&mut self, retry: Option<Retry>, place: &Place) -> model::Retry {
        let defaults = model::Retry {
            attempts: 3,
            base_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(10),
        };
        let Some(Retry { attempts, base_delay, max_delay }) = retry else { return defaults };
        if attempts == 0 {
            self.error(&place.key("attempts"), "a call is tried at least once");
        }
        let base_delay = self.duration(&base_delay, &place.key("baseDelay"));
        let max_delay = self.duration(&max_delay, &place.key("maxDelay"));
        model::Retry {
            attempts: attempts.max(1),
            base_delay: base_delay.unwrap_or(defaults.base_delay),
            max_delay: max_delay.unwrap_or(defaults.max_delay),
        }
    }
}

/// The schemes that clients hold credentials for; what is no part of a request is none of them.
fn collect_schemes(
    clients: &mut [model::Client],
    operations: &[model::Operation],
    schemes: &[model::Scheme],
) {
    for operation in operations {
        let Some(client) = clients.get_mut(operation.client.0) else { continue };
        for scheme in operation.auth.iter().flatten() {
            let is_sent =
                schemes.get(scheme.0).is_some_and(|known| known.kind != model::SchemeKind::MutualTls);
            if is_sent && !client.schemes.contains(scheme) {
                client.schemes.push(*scheme);
            }
        }
    }
}

fn lower_envelope(envelope: Envelope) -> model::Envelope {
    let Envelope { status, success, code, message, request_id, data } = envelope;
    model::Envelope { status, success, code, message, request_id, data }
}

fn rust_settings(settings: RustTarget, name: &str) -> model::RustSettings {
    let RustTarget { krate, version, license, repository } = settings;
    model::RustSettings {
        krate: krate.unwrap_or_else(|| name.to_owned()),
        version: version.unwrap_or_else(|| "0.1.0".to_owned()),
        license: license.unwrap_or_else(|| "MIT OR Apache-2.0".to_owned()),
        repository,
    }
}
