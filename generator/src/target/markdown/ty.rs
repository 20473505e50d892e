//! Types as a page names them: JSON's words for what is built in, links for what has a name.

use super::escape::{destination, literal};
use super::scene::Scene;
use crate::model::{EnumRepr, Type, TypeId};

/// A type in a cell, as in `string[]` or a link to its section.
pub(super) fn type_text(scene: Scene<'_>, ty: &Type) -> String {
    let mut brackets = 0;
    let mut innermost = ty;
    // Brackets next to a name belong into its link.
    while let Type::Array(inner) | Type::Set(inner) = innermost {
        brackets += 1;
        innermost = inner;
    }
    let brackets = "[]".repeat(brackets);
    match innermost {
        Type::Named(id) => {
            let name = literal(&scene.api[*id].name.spelling);
            if scene.apart.contains(*id) {
                // Sites turn the paths of Markdown links into those of their pages, and leave HTML as it is.
                let brackets = brackets.replace('[', "\\[").replace(']', "\\]");
                return format!("[{name}{brackets}]({})", destination(&scene.paths.link_to_type(*id)));
            }
            format!("<a href=\"#{}\">{name}{brackets}</a>", scene.paths.anchor(*id))
        }
        Type::Map(inner) => format!("map&lt;string, {}&gt;{brackets}", type_text(scene, inner)),
        Type::Nullable(inner) if brackets.is_empty() => format!("{} \\| null", type_text(scene, inner)),
        Type::Nullable(inner) => format!("({} \\| null){brackets}", type_text(scene, inner)),
        plain => format!("{}{brackets}", plain_name(plain)),
    }
}

/// A type as plain text, as in `map<string, Tag[]>`.
pub(super) fn type_name(scene: Scene<'_>, ty: &Type) -> String {
    match ty {
        Type::Array(inner) | Type::Set(inner) => match inner.as_ref() {
            Type::Nullable(_) => format!("({})[]", type_name(scene, inner)),
            inner => format!("{}[]", type_name(scene, inner)),
        },
        Type::Nullable(inner) => format!("{} | null", type_name(scene, inner)),
        Type::Map(inner) => format!("map<string, {}>", type_name(scene, inner)),
        Type::Named(id) => scene.api[*id].name.spelling.clone(),
        plain => plain_name(plain).to_owned(),
    }
}

fn plain_name(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "boolean",
        Type::Float | Type::Double | Type::DecimalNumber => "number",
        whole if whole.is_whole() => "number",
        Type::Any => "any",
        Type::Binary => "file",
        _ => "string",
    }
}

/// What the type's name leaves open: the format of a number or a text.
pub(super) fn format_of(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Int32 => "int32",
        Type::Int64 => "int64",
        Type::UInt64 => "uint64",
        Type::Float => "float",
        Type::Double => "double",
        Type::Decimal | Type::DecimalNumber => "decimal",
        Type::Date => "date",
        Type::DateTime => "date-time",
        Type::HttpDate => "http-date",
        Type::UnixTime => "unix-time",
        Type::Duration => "duration",
        Type::Uuid => "uuid",
        Type::Uri => "uri",
        Type::Bytes => "base64",
        Type::Base64Url => "base64url",
        Type::Array(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            return format_of(inner);
        }
        _ => return None,
    })
}

/// The word for the values of an enum.
pub(super) fn repr_name(repr: EnumRepr) -> &'static str {
    match repr {
        EnumRepr::String => "string",
        EnumRepr::Integer => "number",
        EnumRepr::Mixed => "any",
    }
}

/// The named types that are reached from some types, each once, parents before children, without those that have pages of
/// their own.
///
/// `shown` are types whose fields the page shows already; they join only when something refers to them.
pub(super) fn reached(scene: Scene<'_>, roots: &[&Type], shown: &[TypeId]) -> Vec<TypeId> {
    let mut seen = vec![false; scene.api.types.len()];
    let mut found = Vec::new();
    for root in roots {
        // A stack of its own, because types may refer to each other more deeply than the thread's stack goes.
        let mut open: Vec<TypeId> = match root {
            Type::Named(id) if shown.contains(id) => scene.api[*id].kind.parts(None).collect(),
            other => other.innermost_named().into_iter().collect(),
        };
        open.reverse();
        while let Some(id) = open.pop() {
            if scene.apart.contains(id) || std::mem::replace(&mut seen[id.0], true) {
                continue;
            }
            found.push(id);
            let parts: Vec<TypeId> = scene.api[id].kind.parts(None).collect();
            open.extend(parts.into_iter().rev());
        }
    }
    found
}
