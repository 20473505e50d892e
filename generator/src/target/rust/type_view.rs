//! Views of types: structs, enums and aliases, as `types.rs.hbs` shows them.

use serde::Serialize;

use super::arguments::{is_needed, is_open};
use super::docs::{Docs, code};
use super::names::{self, Ident};
use super::types::{Argument, Kind, Scope, Types};
use super::union_view::{UnionView, union_view};
use super::{doc, layout, parts, tag};
use crate::model::{
    Access, Enum, EnumRepr, Field, Limits, Name, Object, Scalar, Tuple, Type, TypeDef, TypeId, TypeKind,
};

/// A module of types.
#[derive(Debug, Serialize)]
pub(super) struct TypesView {
    /// The doc comment of the module, with `//!`.
    pub(super) module_doc: String,
    /// The structs.
    pub(super) structs: Vec<StructView>,
    /// The enums.
    pub(super) enums: Vec<EnumView>,
    /// The unions.
    pub(super) unions: Vec<UnionView>,
    /// The aliases.
    pub(super) aliases: Vec<AliasView>,
}

/// A struct.
#[derive(Debug, Serialize)]
pub(super) struct StructView {
    /// The doc comment, each line ending in a line feed.
    pub(super) doc: String,
    /// The name.
    pub(super) ident: Ident,
    /// The first line of its declaration, with its brace.
    pub(super) head: String,
    /// Whether that line is all, because it has no fields.
    pub(super) is_empty: bool,
    /// The first line of its methods, with its brace.
    pub(super) impl_head: String,
    /// The first line of its `Default`, with its brace; empty where that is derived, and where there is none.
    pub(super) default_head: String,
    /// The derived traits, separated by commas.
    pub(super) derives: &'static str,
    /// The fields.
    pub(super) fields: Vec<FieldView>,
    /// The signature of `new`.
    pub(super) new_signature: String,
    /// What `new` gives back.
    pub(super) new_value: String,
    /// The methods that set fields which can be left out.
    pub(super) setters: Vec<SetterView>,
    /// Whether values of it can be JSON: those with files in them cannot.
    pub(super) has_json: bool,
    /// Whether values of it are the parts of a multipart body.
    pub(super) has_parts: bool,
    /// The lines of the runtime's `multipart!`, without their indent; empty when there are none.
    pub(super) parts: Vec<String>,
    /// Whether it is an array in JSON, whose elements are the fields by their places.
    pub(super) is_tuple: bool,
    /// Whether it has further fields, whatever they are called, or further elements.
    pub(super) has_extra: bool,
    /// The field that holds them; empty when there are none.
    pub(super) extra: String,
    /// Its declaration, with its indent and comma.
    pub(super) extra_declaration: String,
}

/// A field of a struct.
#[derive(Debug, Serialize)]
pub(super) struct FieldView {
    /// The doc comment.
    pub(super) doc: String,
    /// The declaration, with its indent and comma.
    pub(super) declaration: String,
    /// The line of the runtime's `object!`, without its indent.
    pub(super) wire: String,
}

/// A method that sets something and gives back the whole.
#[derive(Debug, Serialize)]
pub(super) struct SetterView {
    /// The doc comment.
    pub(super) doc: String,
    /// The signature up to its brace, with its indent.
    pub(super) signature: String,
    /// The statement that sets it, with its indent.
    pub(super) statement: String,
}

/// An enum.
#[derive(Debug, Serialize)]
pub(super) struct EnumView {
    /// The doc comment.
    pub(super) doc: String,
    /// The name.
    pub(super) ident: Ident,
    /// The first line of its declaration, with its brace.
    pub(super) head: String,
    /// The macro of the runtime: `text_enum`, `number_enum` or `value_enum`.
    pub(super) macro_name: &'static str,
    /// The derived traits.
    pub(super) derives: &'static str,
    /// The variants.
    pub(super) variants: Vec<VariantView>,
    /// Whether unknown values are kept.
    pub(super) open: bool,
    /// The variant that keeps them, and what it holds; empty in a closed enum.
    pub(super) unknown: String,
    /// The type of what it holds.
    pub(super) unknown_type: &'static str,
}

/// A variant of an enum.
#[derive(Debug, Serialize)]
pub(super) struct VariantView {
    /// The doc comment.
    pub(super) doc: String,
    /// The name.
    pub(super) ident: Ident,
    /// The literal on the wire.
    pub(super) wire: String,
}

/// An alias.
#[derive(Debug, Serialize)]
pub(super) struct AliasView {
    /// The doc comment.
    pub(super) doc: String,
    /// The whole item.
    pub(super) item: String,
}

/// The view of the types of a module.
pub(super) fn types_view(
    types: &Types<'_>,
    docs: &Docs,
    module: Option<usize>,
    module_doc: String,
) -> TypesView {
    let mut view = TypesView {
        module_doc,
        structs: Vec::new(),
        enums: Vec::new(),
        unions: Vec::new(),
        aliases: Vec::new(),
    };
    for (index, ty) in types.api.types.iter().enumerate() {
        let id = TypeId(index);
        if types.module(id) != module {
            continue;
        }
        if let Some(first) = types.other_name_of(id) {
            view.aliases.push(other_name_view(types, docs, id, ty, first));
            continue;
        }
        match &ty.kind {
            TypeKind::Object(object) => view.structs.push(struct_view(types, docs, id, ty, object)),
            TypeKind::Tuple(tuple) => view.structs.push(tuple_view(types, docs, id, ty, tuple)),
            TypeKind::Union(union) => view.unions.push(union_view(types, docs, id, ty, union)),
            TypeKind::Enum(values) => view.enums.push(enum_view(types, docs, id, ty, values)),
            TypeKind::Alias(target, limits) => {
                view.aliases.push(alias_view(types, docs, id, ty, target, limits));
            }
        }
    }
    view
}

fn struct_view(types: &Types<'_>, docs: &Docs, id: TypeId, ty: &TypeDef, object: &Object) -> StructView {
    let scope = Scope::Types(types.module(id));
    let extra = object.extra.as_ref().map(|extra| Further {
        ident: extra_ident(object),
        ty: format!("std::collections::BTreeMap<String, {}>", types.text(extra, scope)),
    });
    let has_json = !object.fields.iter().any(|field| parts::is_file(&field.ty));
    let has_parts = types.has_parts(id);
    let mut view = fields_view(types, docs, id, ty, &object.fields, extra, has_json);
    if let Some(setter) = extra_setter(types, object, "self", scope) {
        doc::gap(doc::ITEM, &mut view.doc);
        let note = format!(
            "It has further fields, whatever they are called: [`{}`](method@Self::{}) adds one.",
            setter.ident,
            setter.ident.linked()
        );
        doc::raw(&note, doc::ITEM, &mut view.doc);
        view.setters.push(setter.view);
    }
    StructView {
        has_json,
        has_parts,
        parts: if has_parts { parts::lines(types, object) } else { Vec::new() },
        ..view
    }
}

/// The method that adds a further field.
pub(super) struct ExtraSetter {
    pub(super) ident: Ident,
    pub(super) view: SetterView,
}

/// The method that adds a further field to an object which is in `owner`, where it has some.
pub(super) fn extra_setter(
    types: &Types<'_>,
    object: &Object,
    owner: &str,
    scope: Scope,
) -> Option<ExtraSetter> {
    let extra = object.extra.as_ref()?;
    let field = extra_ident(object);
    let is_any = *extra == Type::Any;
    let argument = types.taken(extra, false, scope);
    let ty = if is_any { format!("impl Into<{}>", argument.ty) } else { argument.ty };
    let conversion = if is_any { "{}.into()" } else { argument.conversion };
    let params = ["mut self".to_owned(), "name: impl Into<String>".to_owned(), format!("value: {ty}")];
    let args = ["name.into()".to_owned(), conversion.replace("{}", "value")];
    let view = SetterView {
        doc: "    /// Adds a further field.\n".to_owned(),
        signature: layout::signature(4, &format!("pub fn {field}"), &params, "Self"),
        statement: layout::call(8, "", &format!("{owner}.{field}.insert"), &args, ";"),
    };
    Some(ExtraSetter { ident: field, view })
}

/// A tuple is a struct whose fields are called after their places: code reads better, and one that gets another element
/// stays the same to code.
fn tuple_view(types: &Types<'_>, docs: &Docs, id: TypeId, ty: &TypeDef, tuple: &Tuple) -> StructView {
    let scope = Scope::Types(types.module(id));
    let rest = tuple.rest.as_ref().map(|rest| Further {
        ident: free_ident("rest", &tuple.elements),
        ty: format!("Vec<{}>", types.text(rest, scope)),
    });
    let mut view = fields_view(types, docs, id, ty, &tuple.elements, rest, true);
    view.is_tuple = true;
    for (field, element) in view.fields.iter_mut().zip(&tuple.elements) {
        field.wire = format!("{}: {},", names::field(&element.name), Kind::of(element).word());
    }
    view
}

/// The field that holds what a struct has no fields for.
struct Further {
    ident: Ident,
    ty: String,
}

fn fields_view(
    types: &Types<'_>,
    docs: &Docs,
    id: TypeId,
    ty: &TypeDef,
    fields: &[Field],
    extra: Option<Further>,
    has_json: bool,
) -> StructView {
    let scope = Scope::Types(types.module(id));
    let (required, rest): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| is_needed(types.api, field));
    let params: Vec<String> = required
        .iter()
        .map(|field| format!("{}: {}", names::field(&field.name), types.argument(field, Some(id), scope).ty))
        .collect();
    let values: Vec<String> = fields
        .iter()
        .map(|field| {
            let ident = names::field(&field.name);
            if let Some(tag) = tag::initial(types, field, scope) {
                return format!("{ident}: {tag}");
            }
            if Kind::of(field) != Kind::Required {
                return format!("{ident}: None");
            }
            if types.api.only_value(field).is_some() {
                return format!("{ident}: Default::default()");
            }
            initializer(&ident, &types.argument(field, Some(id), scope))
        })
        .collect();
    let values: Vec<String> = values
        .into_iter()
        .chain(extra.iter().map(|extra| format!("{}: Default::default()", extra.ident)))
        .collect();
    let head = format!("pub struct {}", types.ident(id));
    let is_empty = fields.is_empty() && extra.is_none();
    let is_derived = required.is_empty() && fields.iter().all(|field| tag::is_default(types.api, field));
    StructView {
        doc: docs.of_type(ty),
        ident: types.ident(id).clone(),
        head: if is_empty { layout::item::empty(&head) } else { layout::item::declaration(&head) },
        is_empty,
        impl_head: layout::item::inherent("", types.ident(id).as_str()),
        derives: match (is_derived, has_json) {
            (true, true) => "Debug, Clone, Default, PartialEq",
            (false, true) => "Debug, Clone, PartialEq",
            (true, false) => "Debug, Clone, Default",
            (false, false) => "Debug, Clone",
        },
        has_json,
        has_parts: false,
        parts: Vec::new(),
        is_tuple: false,
        fields: fields.iter().map(|field| field_view(types, docs, id, field)).collect(),
        new_signature: layout::signature(4, "pub fn new", &params, "Self"),
        default_head: match required.is_empty() && !is_derived {
            true => layout::item::implementation("", "Default", types.ident(id).as_str()),
            false => String::new(),
        },
        new_value: if is_derived {
            "        Self::default()".to_owned()
        } else {
            layout::struct_literal(8, "Self", &values)
        },
        setters: setters(types, docs, id, fields, &rest),
        has_extra: extra.is_some(),
        extra: extra.as_ref().map_or(String::new(), |extra| extra.ident.to_string()),
        extra_declaration: extra
            .map_or(String::new(), |extra| layout::typed(4, &format!("pub {}:", extra.ident), &extra.ty)),
    }
}

/// The field that holds the further fields of an object, and the method that adds one.
fn extra_ident(object: &Object) -> Ident {
    free_ident("extra", &object.fields)
}

/// The field that holds what there are no fields for, with more words as long as a field is called that already.
fn free_ident(name: &str, fields: &[Field]) -> Ident {
    let is_taken = |ident: &Ident| {
        fields
            .iter()
            .any(|field| names::field(&field.name) == *ident || names::model_setter(&field.name) == *ident)
    };
    let mut name = Name::new(name);
    while is_taken(&names::field(&name)) {
        name.spelling.push_str("_fields");
    }
    names::field(&name)
}

/// A field of the literal in `new`, made of the argument of the same name.
fn initializer(ident: &Ident, argument: &Argument) -> String {
    let before = format!("{ident}:");
    let laid_out = match argument.conversion.strip_suffix("({})") {
        _ if argument.conversion == "{}" => return ident.to_string(),
        Some(function) => layout::call(12, &format!("{before} "), function, &[ident.to_string()], ""),
        None => layout::assigned(12, &before, &argument.convert(ident), ""),
    };
    laid_out.trim_start().to_owned()
}

/// How a field may be absent, in the words of `object!`. What can be anything can be null as well.
fn word(types: &Types<'_>, field: &Field) -> &'static str {
    match Kind::of(field) {
        Kind::Optional if *types.api.plain(&field.ty) == Type::Any => "free",
        kind => kind.word(),
    }
}

/// What `object!` says about a field that requests go without.
fn only(field: &Field) -> &'static str {
    let may_be_absent = matches!(Kind::of(field), Kind::Optional | Kind::Patch);
    if field.access == Access::ReadOnly && may_be_absent { " answers" } else { "" }
}

fn field_view(types: &Types<'_>, docs: &Docs, owner: TypeId, field: &Field) -> FieldView {
    let ident = names::field(&field.name);
    let ty = types.field(field, Some(owner), Scope::Types(types.module(owner)));
    FieldView {
        doc: docs.of_field(field, doc::MEMBER),
        declaration: layout::typed(4, &format!("pub {ident}:"), &ty),
        wire: format!(
            "{ident}: {ty} = {} {}{},",
            super::literal::string(field.name.wire()),
            word(types, field),
            only(field)
        ),
    }
}

fn setter_view(types: &Types<'_>, docs: &Docs, owner: TypeId, field: &Field) -> SetterView {
    let scope = Scope::Types(types.module(owner));
    let argument = types.argument(field, Some(owner), scope);
    let value = argument.conversion.replace("{}", "value");
    let value = present(field, &value);
    setter(
        docs.of_setter(field),
        &names::model_setter(&field.name),
        argument.ty,
        &format!("self.{} =", names::field(&field.name)),
        &value,
    )
}

/// The setters of fields that can be left out, and those that set null.
fn setters(types: &Types<'_>, docs: &Docs, id: TypeId, all: &[Field], fields: &[&Field]) -> Vec<SetterView> {
    let taken: Vec<Ident> = all.iter().map(|field| names::model_setter(&field.name)).collect();
    let mut setters = Vec::with_capacity(fields.len());
    for field in fields {
        setters.extend(tag::setters(types, all, field, Scope::Types(types.module(id))));
        if !is_open(types.api, field) {
            continue;
        }
        setters.push(setter_view(types, docs, id, field));
        let name = |spelling: String| names::model_setter(&Name::new(spelling));
        setters.extend(null_setter(field, "self", name, &taken));
    }
    setters
}

/// The method that sets null, where that is not the same as leaving the field out.
pub(super) fn null_setter(
    field: &Field,
    owner: &str,
    name: impl Fn(String) -> Ident,
    taken: &[Ident],
) -> Option<SetterView> {
    if Kind::of(field) != Kind::Patch {
        return None;
    }
    let mut spelling = format!("{}_null", field.name.spelling);
    while taken.contains(&name(spelling.clone())) {
        spelling.push_str("_value");
    }
    let doc = format!(
        "    /// Sets `{}` to null, which is not the same as leaving it out.\n",
        code(field.name.wire())
    );
    Some(SetterView {
        doc,
        signature: layout::signature(
            4,
            &format!("pub fn {}", name(spelling)),
            &["mut self".to_owned()],
            "Self",
        ),
        statement: layout::set(8, owner, names::field(&field.name).as_str(), "Some(None)"),
    })
}

/// What sets a field that can be absent to a value.
pub(super) fn present(field: &Field, value: &str) -> String {
    match Kind::of(field) {
        Kind::Required => value.to_owned(),
        Kind::Optional | Kind::Nullable => format!("Some({value})"),
        Kind::Patch => format!("Some(Some({value}))"),
    }
}

/// A setter that assigns a value.
pub(super) fn setter(doc: String, ident: &Ident, ty: String, target: &str, value: &str) -> SetterView {
    let params = ["mut self".to_owned(), format!("value: {ty}")];
    SetterView {
        doc,
        signature: layout::signature(4, &format!("pub fn {ident}"), &params, "Self"),
        statement: layout::assigned(8, target, value, ";"),
    }
}

fn enum_view(types: &Types<'_>, docs: &Docs, id: TypeId, ty: &TypeDef, values: &Enum) -> EnumView {
    let variants: Vec<VariantView> = values
        .values
        .iter()
        .map(|value| VariantView {
            doc: docs.of_value(value),
            ident: names::variant(&value.name),
            wire: wire(&value.value, values.repr),
        })
        .collect();
    let unknown = names::unknown_variant(variants.iter().map(|variant| &variant.ident));
    let (macro_name, derives, unknown_type) = match values.repr {
        EnumRepr::String => ("text_enum", ORDERED, "String"),
        EnumRepr::Integer => ("number_enum", ORDERED, "i64"),
        EnumRepr::Mixed => ("value_enum", "Debug, Clone, PartialEq, Eq, Hash", "crate::Value"),
    };
    EnumView {
        doc: docs.of_type(ty),
        ident: types.ident(id).clone(),
        head: layout::item::declaration(&format!("pub enum {}", types.ident(id))),
        macro_name,
        derives,
        variants,
        open: values.open,
        unknown: if values.open { unknown.to_string() } else { String::new() },
        unknown_type,
    }
}

/// What enums of texts and of whole numbers derive.
const ORDERED: &str = "Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash";

/// A value of an enum as the macros take it: a mixture is told apart by the JSON of its values.
fn wire(value: &Scalar, repr: EnumRepr) -> String {
    match (value, repr) {
        (value, EnumRepr::Mixed) => super::literal::string(&value.to_json().to_string()),
        (Scalar::String(text), _) => super::literal::string(text),
        (other, _) => other.to_string(),
    }
}

/// A type that is the same as another, as another name of it.
fn other_name_view(types: &Types<'_>, docs: &Docs, id: TypeId, ty: &TypeDef, first: TypeId) -> AliasView {
    AliasView { doc: docs.of_type(ty), item: alias_item(types, id, &Type::Named(first)) }
}

fn alias_item(types: &Types<'_>, id: TypeId, target: &Type) -> String {
    let text = types.text(target, Scope::Types(types.module(id)));
    layout::item::alias(0, types.ident(id).as_str(), &text)
}

fn alias_view(
    types: &Types<'_>,
    docs: &Docs,
    id: TypeId,
    ty: &TypeDef,
    target: &Type,
    limits: &Limits,
) -> AliasView {
    AliasView { doc: docs.of_alias(ty, target, limits), item: alias_item(types, id, target) }
}
