//! Names: two of one kind must differ by more than case and punctuation, because code in most languages keeps neither.

use std::collections::HashMap;

use heck::ToSnakeCase;

use crate::model::{Api, Field, Name, ParamPlace, TypeKind};
use crate::problem::{Place, Problem, Problems};

pub(super) fn check(api: &Api, problems: &mut Problems) {
    distinct("client", api.clients.iter().map(|client| (&client.name, &client.place)), problems);
    distinct("group", api.groups.iter().map(|group| (&group.name, &group.place)), problems);
    distinct("type", api.types.iter().map(|ty| (&ty.name, &ty.place)), problems);
    operations(api, problems);
    for client in &api.clients {
        let options = client.options.iter().map(|option| (&option.name, &option.place));
        distinct("option", options, problems);
    }
    for ty in &api.types {
        match &ty.kind {
            TypeKind::Object(object) => fields("field", &object.fields, problems),
            TypeKind::Enum(values) => {
                let values = values.values.iter().map(|value| (&value.name, &value.place));
                distinct("enum value", values, problems);
            }
            TypeKind::Union(union) => {
                let variants = union.variants.iter().map(|variant| (&variant.name, &variant.place));
                distinct("variant", variants, problems);
            }
            TypeKind::Tuple(_) | TypeKind::Alias(..) => {}
        }
    }
}

fn fields(what: &str, fields: &[Field], problems: &mut Problems) {
    distinct(what, fields.iter().map(|field| (&field.name, &field.place)), problems);
    distinct_on_the_wire(fields, problems);
}

/// Two of one spelling are found as such; here it is those of which `wire` makes the same.
fn distinct_on_the_wire<'a>(fields: impl IntoIterator<Item = &'a Field>, problems: &mut Problems) {
    let mut seen: HashMap<&str, &Field> = HashMap::new();
    for field in fields {
        let Some(other) = seen.insert(field.name.wire(), field) else { continue };
        if other.name.spelling != field.name.spelling {
            let message = format!(
                "`{}` is called the same as `{}` on the wire: `{}`",
                field.name.spelling,
                other.name.spelling,
                field.name.wire()
            );
            problems
                .push(Problem::error(&field.place, message).at_key().help("correct `wire` of one of them"));
        }
    }
}

/// Operations clash within the API, parameters within their operation.
fn operations(api: &Api, problems: &mut Problems) {
    let names: Vec<_> =
        api.operations.iter().map(|operation| (&operation.name, operation.place.key("endpoint"))).collect();
    distinct("endpoint", names.iter().map(|(name, place)| (*name, place)), problems);
    for operation in &api.operations {
        for place in [ParamPlace::Path, ParamPlace::Query, ParamPlace::Header, ParamPlace::Cookie] {
            let own = operation.params.iter().filter(|param| param.place == place);
            distinct_on_the_wire(own.map(|param| &param.field), problems);
        }
        let params = operation.params.iter().map(|param| &param.field);
        let body = operation.body.iter().filter(|body| body.inline).filter_map(|body| {
            match &api[body.ty.innermost_named()?].kind {
                TypeKind::Object(object) => Some(&object.fields),
                _ => None,
            }
        });
        let all = params.chain(body.flatten());
        // Clashes inside the body are found with its type; here it is those between the body and the rest.
        let mut seen: HashMap<String, &Field> = HashMap::new();
        for field in all {
            match seen.get(&key(&field.name)) {
                Some(other) if parent(&other.place) != parent(&field.place) => {
                    problems.push(clash("parameter", &field.name, &other.name, &field.place));
                }
                _ => {
                    seen.insert(key(&field.name), field);
                }
            }
        }
    }
}

fn parent(place: &Place) -> String {
    let path = place.to_string();
    path.rsplit_once('.').map_or(String::new(), |(parent, _)| parent.to_owned())
}

fn distinct<'a>(what: &str, names: impl Iterator<Item = (&'a Name, &'a Place)>, problems: &mut Problems) {
    let mut seen: HashMap<String, &Name> = HashMap::new();
    for (name, place) in names {
        let key = key(name);
        if key.is_empty() {
            problems.push(
                Problem::error(
                    place,
                    format!("the {what} `{}` has no letter and no digit in its name", name.spelling),
                )
                .at_name(),
            );
        } else if let Some(other) = seen.get(&key) {
            problems.push(clash(what, name, other, place));
        } else {
            seen.insert(key, name);
        }
    }
}

fn clash(what: &str, name: &Name, other: &Name, place: &Place) -> Problem {
    let message = if name.spelling == other.spelling {
        format!("there are two of the {what} `{}`", name.spelling)
    } else {
        format!("the {what} `{}` is called the same as `{}` in code", name.spelling, other.spelling)
    };
    Problem::error(place, message).at_name().help("rename one of them")
}

/// What is left of a name when code has put it into its own case. Code puts a letter before a leading digit, so that the
/// values `2` and `v2` are the same name.
fn key(name: &Name) -> String {
    let mut key = name.spelling.to_snake_case();
    if key.starts_with(|c: char| c.is_numeric()) {
        key.insert(0, 'v');
    }
    key
}
