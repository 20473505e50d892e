//! Declarations: the least of a client in TypeScript that samples for Node.js are checked against.

use super::literal::{property, string};
use super::names::Names;
use super::request::name_of_body;
use crate::model::{
    Api, ClientId, Direction, Field, Language, Operation, Scalar, Tuple, Type, TypeId, TypeKind,
};

/// A declaration file of the clients in Node.js; `None` where the spec wants no samples of them.
#[must_use]
pub fn declarations(api: &Api) -> Option<String> {
    let shown = api.markdown.clients.iter().find(|shown| shown.language == Language::Node)?;
    let names = Names::of(api, shown);
    let mut out =
        String::from("declare module 'node:fs' { export function createReadStream(path: string): File; }\n");
    out.push_str("interface File { readonly path: string }\n");
    for index in 0..api.types.len() {
        let id = TypeId(index);
        out.push_str(&format!("type {} = {};\n", local(&names, id), definition(api, &names, id)));
    }
    let package = names.import("");
    out.push_str(&format!("declare module {package} {{\n"));
    for index in 0..api.clients.len() {
        client(api, &names, ClientId(index), &mut out);
    }
    out.push_str("}\n");
    Some(out)
}

/// The types of the spec have a prefix, so that none of them hides one of the language's.
fn local(names: &Names, id: TypeId) -> String {
    format!("Spec_{}", names.ty(id))
}

fn client(api: &Api, names: &Names, id: ClientId, out: &mut String) {
    let options: String = api[id]
        .options
        .iter()
        .zip(names.options(id))
        .map(|(option, name)| format!("{name}{}: string; ", if option.required { "" } else { "?" }))
        .collect();
    let has_required = api[id].options.iter().any(|option| option.required);
    let optional = if has_required { "" } else { "?" };
    out.push_str(&format!("  export class {} {{\n", names.client(id)));
    out.push_str(&format!("    constructor(options{optional}: {{ {options}}});\n"));
    let operations = api.operations.iter().enumerate();
    for (index, operation) in operations.filter(|(_, operation)| operation.client == id) {
        let request = request(names, operation);
        out.push_str(&format!("    {}({request}): Promise<object>;\n", names.method(index)));
    }
    out.push_str("  }\n");
}

fn request(names: &Names, operation: &Operation) -> String {
    let params: Vec<&Field> = operation.params.iter().map(|param| &param.field).collect();
    let fields = fields(names, &params);
    match &operation.body {
        None if params.is_empty() => String::new(),
        None => format!("request: {fields}"),
        Some(body) => {
            let body = ty(names, &body.ty);
            let whole = name_of_body(&params);
            let alone = if params.is_empty() { format!("{body} | ") } else { String::new() };
            format!("request: {alone}({fields} & {body}) | ({fields} & {{ [name in '{whole}']: {body} }})")
        }
    }
}

fn fields(names: &Names, fields: &[&Field]) -> String {
    let fields: String = fields
        .iter()
        .filter(|field| field.access.is_in(Direction::Request))
        .map(|field| {
            let name = match property(field.name.wire()) {
                bare if bare == field.name.wire() => bare,
                _ => string(Language::Node, field.name.wire()),
            };
            let optional = if field.is_required() { "" } else { "?" };
            let null = if field.nullable { " | null" } else { "" };
            format!("{name}{optional}: {}{null}; ", ty(names, &field.ty))
        })
        .collect();
    format!("{{ {fields}}}")
}

fn definition(api: &Api, names: &Names, id: TypeId) -> String {
    match &api[id].kind {
        TypeKind::Object(object) => {
            let own = fields(names, &object.fields.iter().collect::<Vec<_>>());
            if object.extra.is_some() { format!("{own} & {{ [key: string]: any }}") } else { own }
        }
        TypeKind::Enum(values) => {
            let literal = |value: &Scalar| match value {
                Scalar::String(text) => string(Language::Node, text),
                other => other.to_string(),
            };
            let mut values: Vec<String> = values.values.iter().map(|value| literal(&value.value)).collect();
            if values.is_empty() {
                values.push("never".to_owned());
            }
            values.join(" | ")
        }
        TypeKind::Union(union) => {
            let variants: Vec<String> = union.variants.iter().map(|variant| ty(names, &variant.ty)).collect();
            variants.join(" | ")
        }
        TypeKind::Tuple(Tuple { .. }) => "any[]".to_owned(),
        // A name that stands for a list of itself is more than a type of TypeScript can say without an interface.
        TypeKind::Alias(inner, _) => match inner.innermost_named() {
            Some(inner) if inner == id => "any".to_owned(),
            _ => ty(names, inner),
        },
    }
}

fn ty(names: &Names, of: &Type) -> String {
    match of {
        Type::Boolean => "boolean".to_owned(),
        Type::Int32
        | Type::Int64
        | Type::UInt64
        | Type::UnixTime
        | Type::Float
        | Type::Double
        | Type::DecimalNumber => "number".to_owned(),
        Type::Any => "any".to_owned(),
        Type::Binary => "File".to_owned(),
        Type::Array(inner) | Type::Set(inner) => format!("({})[]", ty(names, inner)),
        Type::Map(inner) => format!("{{ [key: string]: {} }}", ty(names, inner)),
        Type::Nullable(inner) => format!("({} | null)", ty(names, inner)),
        Type::Named(id) => local(names, *id),
        _ => "string".to_owned(),
    }
}
