//! Origins: what of an operation the endpoint says in other words.
//!
//! Only what differs is kept, so that an endpoint that says what the document says has none.

use super::{Found, METHODS};
use crate::openapi::shape::untrimmed;
use crate::schema::{Endpoint, EndpointOrigin, Group, Text};

/// What the document says of an operation, where the endpoint and its group say something else. That an operation has no
/// tag says something only in a document that has tags.
pub(super) fn of(
    found: &Found<'_>,
    endpoint: &Endpoint,
    group: Option<&Group>,
    has_tags: bool,
) -> Option<EndpointOrigin> {
    if found.node.is_own() {
        return None;
    }
    let id = found.node.text("operationId").filter(|id| *id != endpoint.endpoint);
    let origin = EndpointOrigin {
        id: id.map(str::to_owned),
        tags: tags(found, group).filter(|_| has_tags),
        order: order(found),
        summary: untrimmed(found.node, "summary"),
        description: untrimmed(found.node, "description"),
    };
    (origin != EndpointOrigin::default()).then_some(origin)
}

/// The tags, unless the only one is the title of the group.
fn tags(found: &Found<'_>, group: Option<&Group>) -> Option<Vec<String>> {
    let tags: Vec<String> =
        found.node.list("tags").filter_map(|tag| tag.value.as_str().map(str::to_owned)).collect();
    let title = group.map(|group| &group.title);
    match (tags.as_slice(), title) {
        ([only], Some(Text::One(title))) if only == title => None,
        _ => Some(tags),
    }
}

/// Which operation of its path it is, where there are several.
fn order(found: &Found<'_>) -> Option<u32> {
    let methods: Vec<&str> =
        found.item.entries().map(|(method, _)| method).filter(|method| METHODS.contains(method)).collect();
    let position = methods.iter().position(|method| *method == found.method)?;
    (methods.len() > 1).then(|| u32::try_from(position + 1).ok()).flatten()
}
