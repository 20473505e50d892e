//! Authentication: what a call sends to show who it is, and which client options that takes.

use super::below::Below;
use super::escape::code;
use super::labels::fill;
use super::scene::Scene;
use crate::model::{KeyPlace, Operation, Scheme, SchemeId, SchemeKind};

/// The authentication of an operation, as blocks.
pub(super) fn text(scene: Scene<'_>, operation: &Operation) -> String {
    let needs: Vec<_> = operation.auth.iter().collect();
    let mut below = Below::new(scene, "auth");
    let text = match needs.as_slice() {
        [] => scene.labels.sentences.no_auth.clone(),
        [all] => all.iter().map(|id| scheme_item(scene, operation, *id, &mut below)).collect::<String>(),
        alternatives => any_of(scene, operation, alternatives, &mut below),
    };
    below.after(text.trim_end().to_owned())
}

fn any_of(
    scene: Scene<'_>,
    operation: &Operation,
    alternatives: &[&Vec<SchemeId>],
    below: &mut Below<'_>,
) -> String {
    let mut text = format!("{}\n\n", scene.labels.sentences.auth_any);
    for (index, all) in alternatives.iter().enumerate() {
        let names: Vec<String> = all.iter().map(|id| code(&scene.api[*id].name.spelling)).collect();
        let names = if names.is_empty() { scene.labels.sentences.no_auth.clone() } else { names.join(" + ") };
        text.push_str(&format!("{}. {names}\n", index + 1));
    }
    text.push('\n');
    let mut told = Vec::new();
    for id in alternatives.iter().copied().flatten() {
        if !told.contains(id) {
            told.push(*id);
            text.push_str(&scheme_item(scene, operation, *id, below));
        }
    }
    text
}

/// A scheme with the scopes that the operation needs, each with what it means.
fn scheme_item(scene: Scene<'_>, operation: &Operation, id: SchemeId, below: &mut Below<'_>) -> String {
    let known = &scene.api[id];
    let mut item = format!("- {}\n", scheme(scene, known, below));
    let needed = operation.scopes.iter().find(|(scheme, _)| *scheme == id).map(|(_, scopes)| scopes);
    for scope in needed.into_iter().flatten() {
        let text = known.scopes.iter().find(|(name, _)| name == scope).map(|(_, text)| scene.text(text));
        let text = below.cell(scope, text.unwrap_or_default());
        let gap = if text.is_empty() { String::new() } else { format!("{}{text}", scene.labels.colon) };
        item.push_str(&format!("  - {}{gap}\n", fill(&scene.labels.auth.scope, &[&code(scope)])));
    }
    item
}

fn scheme(scene: Scene<'_>, scheme: &Scheme, below: &mut Below<'_>) -> String {
    let labels = scene.labels;
    let how = how(scene, &scheme.kind);
    let description = below.cell(&scheme.name.spelling, scene.maybe(scheme.description.as_ref()));
    let gap = if description.is_empty() || labels.stop.ends_with(' ') { " " } else { "" };
    let text = format!("{}{}{how}{gap}{description}", code(&scheme.name.spelling), labels.colon);
    text.trim_end().to_owned()
}

fn how(scene: Scene<'_>, kind: &SchemeKind) -> String {
    let labels = &scene.labels.auth;
    let options: Vec<String> = kind.options().into_iter().map(code).collect();
    let options = options.join(&scene.labels.list);
    match kind {
        SchemeKind::ApiKey { place, name, option: _ } => {
            let label = match place {
                KeyPlace::Header => &labels.header,
                KeyPlace::Query => &labels.query,
                KeyPlace::Cookie => &labels.cookie,
            };
            fill(label, &[&code(name), &options])
        }
        SchemeKind::Bearer { option: _ } => fill(&labels.bearer, &["`Authorization: Bearer …`", &options]),
        SchemeKind::Basic { username: _, password: _ } => fill(&labels.basic, &[&options]),
        SchemeKind::OauthClient { id: _, secret: _, method: _ } => fill(&labels.oauth_client, &[&options]),
        SchemeKind::Http { scheme, option: _ } => {
            fill(&labels.http, &[&code(&format!("Authorization: {scheme} …")), &options])
        }
        SchemeKind::ClientCredentials { address, .. } => {
            fill(&labels.token, &["`Authorization: Bearer …`", &code(&format!("POST {address}")), &options])
        }
        SchemeKind::MutualTls => labels.mutual_tls.clone(),
        SchemeKind::TokenRequest(request) => {
            let call = code(&format!("{} {}", request.method.as_str(), request.path));
            fill(&labels.token, &["`Authorization: Bearer …`", &call, &options])
        }
    }
}
