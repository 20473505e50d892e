//! Carrying: what a named type says about its uses → the uses.

use std::collections::HashMap;

use serde_json::Value;

use super::walk;
use crate::model::is_json;
use crate::schema::{DescribedVariant, Reply, Shape, Spec, TypeOrFields, TypeOrReply, TypeOrShape, Variant};

/// What a named type says that holds where it is used.
#[derive(Debug, Clone, Default)]
struct Carried {
    nullable: bool,
    read_only: bool,
    write_only: bool,
    default: Option<Value>,
    example: Option<Value>,
    format: Option<String>,
    min_fields: Option<u64>,
    max_fields: Option<u64>,
}

/// Takes from the named types what they cannot have, and adds it where they are used. Names the types whose limits
/// hold only where they are fields from then on.
pub(super) fn carry(spec: &mut Spec) -> Vec<String> {
    let carried = taken(spec);
    let has_counts = |carried: &Carried| carried.min_fields.is_some() || carried.max_fields.is_some();
    let mut limited: Vec<String> =
        carried.iter().filter(|(_, carried)| has_counts(carried)).map(|(name, _)| name.clone()).collect();
    limited.sort_unstable();
    // A field is the only place that can be left out or be read-only; elements and alternatives are not.
    walk::each_mut(spec, &mut |shape| {
        for field in shape.fields.iter_mut().flat_map(|fields| fields.values_mut()) {
            as_field(field, &carried);
        }
        if let Some(item) = shape.items.as_deref_mut() {
            nullable(item, &carried);
        }
        if let Some(extra) = shape.extra.as_deref_mut() {
            nullable(extra, &carried);
        }
        for element in shape.tuple.iter_mut().flatten() {
            nullable_element(element, &carried);
        }
        shape.one_of.iter_mut().flatten().for_each(|variant| with_format(variant, &carried));
        let mut alternatives_nullable = false;
        for variant in shape.one_of.iter_mut().flatten() {
            match variant {
                Variant::Type(ty) => {
                    alternatives_nullable |= is_nullable(ty, &carried);
                    null_inside(ty, &carried);
                }
                Variant::Described(variant) => {
                    nullable(&mut variant.shape, &carried);
                    let format = variant.shape.ty.as_deref().and_then(|ty| format_of(ty, &carried));
                    variant.shape.format = variant.shape.format.take().or(format);
                    alternatives_nullable |= std::mem::take(&mut variant.shape.nullable);
                }
            }
        }
        shape.nullable |= alternatives_nullable;
        elements(shape, &carried);
    });
    for file in &mut spec.endpoints {
        let endpoint = &mut file.value.endpoint;
        for params in [&mut endpoint.path, &mut endpoint.query, &mut endpoint.header, &mut endpoint.cookie] {
            for param in params.values_mut() {
                as_field(param, &carried);
                // A parameter is only ever in requests.
                (param.read_only, param.write_only) = (false, false);
            }
        }
        if let Some(TypeOrFields::Type(ty)) = &mut endpoint.body
            && endpoint.content_type.as_deref().is_none_or(is_json)
            && is_nullable(ty, &carried)
        {
            ty.push('?');
        }
        for content in [&mut endpoint.body, &mut endpoint.form, &mut endpoint.multipart].into_iter().flatten()
        {
            match content {
                TypeOrFields::Fields(fields) => {
                    fields.values_mut().for_each(|field| as_field(field, &carried));
                }
                TypeOrFields::Type(ty) => null_inside(ty, &carried),
            }
        }
        if let Some(streamed) = &mut endpoint.streamed {
            null_inside(&mut streamed.ty, &carried);
        }
        if let Some(TypeOrShape::Type(ty)) = &mut endpoint.answer {
            null_inside(ty, &carried);
        }
        if let Some(TypeOrShape::Type(ty)) = &endpoint.answer
            && is_nullable(ty, &carried)
        {
            let shape = Shape { ty: Some(ty.clone()), nullable: true, ..Shape::default() };
            endpoint.answer = Some(TypeOrShape::Shape(Box::new(shape)));
        }
        for reply in endpoint.answers.values_mut().chain(endpoint.errors.values_mut()) {
            nullable_reply(reply, &carried);
        }
    }
    // What alternatives add to a union that is a named type was passed on to its uses before.
    for shape in spec.types.iter_mut().flat_map(|file| file.value.types.values_mut()) {
        shape.nullable = false;
    }
    limited
}

/// What the named types say about their uses, those included that they say by standing for another one.
fn taken(spec: &mut Spec) -> HashMap<String, Carried> {
    let mut carried = HashMap::new();
    let mut aliases: Vec<(String, String)> = Vec::new();
    for (name, shape) in spec.types.iter_mut().flat_map(|file| &mut file.value.types) {
        let has_fields = shape.fields.is_some() || !shape.extends.is_empty();
        let is_object = shape.is_object();
        let example = shape.example.take();
        let own = Carried {
            nullable: std::mem::take(&mut shape.nullable),
            read_only: std::mem::take(&mut shape.read_only),
            write_only: std::mem::take(&mut shape.write_only),
            default: shape.default.take(),
            // The fields of an object have had their share of its example.
            example: example.filter(|_| !has_fields),
            format: shape.format.take(),
            min_fields: if is_object { shape.min_fields.take() } else { None },
            max_fields: if is_object { shape.max_fields.take() } else { None },
        };
        (shape.required, shape.secret, shape.wire) = (false, false, None);
        // What a document says of a type is not kept beside it; no page repeats that.
        shape.origin = None;
        if let Some(ty) = &shape.ty {
            aliases.push((name.clone(), ty.clone()));
        }
        for variant in shape.one_of.iter().flatten() {
            let ty = match variant {
                Variant::Type(ty) => Some(ty),
                Variant::Described(variant) => variant.shape.ty.as_ref(),
            };
            aliases.extend(ty.map(|ty| (name.clone(), format!("?{ty}"))));
        }
        carried.insert(name.clone(), own);
    }
    pass_on(&mut carried, &aliases);
    carried
}

/// Passes on what aliases and unions get from the types that they stand for.
fn pass_on(carried: &mut HashMap<String, Carried>, aliases: &[(String, String)]) {
    let mut users: HashMap<&str, Vec<(&str, bool)>> = HashMap::new();
    for (name, target) in aliases {
        let (target, is_alias) = target.strip_prefix('?').map_or((target.as_str(), true), |ty| (ty, false));
        users.entry(target).or_default().push((name, is_alias));
    }
    let says_something = |(_, carried): &(&String, &Carried)| carried.nullable || carried.format.is_some();
    let mut open: Vec<String> = carried.iter().filter(says_something).map(|(name, _)| name.clone()).collect();
    // The order decides nothing: what is passed on is the same flag, or comes from the one type behind an alias.
    open.sort_unstable();
    while let Some(name) = open.pop() {
        let Some(from) = carried.get(&name).cloned() else { continue };
        for (user, is_alias) in users.get(name.as_str()).into_iter().flatten() {
            let Some(to) = carried.get_mut(*user) else { continue };
            let adds_null = from.nullable && !to.nullable;
            let adds_format = *is_alias && to.format.is_none() && from.format.is_some();
            to.nullable |= adds_null;
            if adds_format {
                to.format.clone_from(&from.format);
            }
            if adds_null || adds_format {
                open.push((*user).to_owned());
            }
        }
    }
}

fn as_field(shape: &mut Shape, carried: &HashMap<String, Carried>) {
    let Some(from) = shape.ty.as_ref().and_then(|ty| carried.get(ty)) else { return };
    shape.nullable |= from.nullable;
    if !shape.read_only && !shape.write_only {
        (shape.read_only, shape.write_only) = (from.read_only, from.write_only);
    }
    if shape.default.is_none() && !shape.required {
        shape.default.clone_from(&from.default);
    }
    if shape.example.is_none() {
        shape.example.clone_from(&from.example);
    }
    if shape.format.is_none() {
        shape.format.clone_from(&from.format);
    }
    shape.min_fields = shape.min_fields.or(from.min_fields);
    shape.max_fields = shape.max_fields.or(from.max_fields);
}

fn nullable(shape: &mut Shape, carried: &HashMap<String, Carried>) {
    shape.nullable |= shape.ty.as_ref().is_some_and(|ty| is_nullable(ty, carried));
}

/// An element of a tuple whose type can be `null` says so in a shape.
fn nullable_element(element: &mut TypeOrShape, carried: &HashMap<String, Carried>) {
    match element {
        TypeOrShape::Shape(shape) => nullable(shape, carried),
        TypeOrShape::Type(ty) if is_nullable(ty, carried) => {
            let shape = Shape { ty: Some(std::mem::take(ty)), nullable: true, ..Shape::default() };
            *element = TypeOrShape::Shape(Box::new(shape));
        }
        TypeOrShape::Type(ty) => null_inside(ty, carried),
    }
}

/// A reply whose type can be `null` says so in a shape.
fn nullable_reply(reply: &mut TypeOrReply, carried: &HashMap<String, Carried>) {
    if let TypeOrReply::Type(ty) = reply {
        null_inside(ty, carried);
    }
    if let TypeOrReply::Type(ty) = reply
        && is_nullable(ty, carried)
    {
        *reply = TypeOrReply::Reply(Box::new(Reply { ty: Some(ty.clone()), ..Reply::default() }));
    }
    let TypeOrReply::Reply(reply) = reply else { return };
    reply.each_mut(&mut |reply| {
        reply.ty.iter_mut().for_each(|ty| null_inside(ty, carried));
        if let Some(ty) = reply.ty.take_if(|ty| reply.stream.is_none() && is_nullable(ty, carried)) {
            let shape = Shape { ty: Some(ty), nullable: true, ..Shape::default() };
            reply.shape = Some(Box::new(shape));
        }
        reply.headers.values_mut().for_each(|header| as_field(header, carried));
    });
}

fn format_of(ty: &str, carried: &HashMap<String, Carried>) -> Option<String> {
    carried.get(ty).and_then(|carried| carried.format.clone())
}

/// An alternative whose type has a format says so in a shape.
fn with_format(variant: &mut Variant, carried: &HashMap<String, Carried>) {
    if let Variant::Type(ty) = variant
        && let Some(format) = format_of(ty, carried)
    {
        let shape = Shape { ty: Some(std::mem::take(ty)), format: Some(format), ..Shape::default() };
        *variant = Variant::Described(Box::new(DescribedVariant { shape, ..DescribedVariant::default() }));
    }
}

fn is_nullable(ty: &str, carried: &HashMap<String, Carried>) -> bool {
    carried.get(ty).is_some_and(|carried| carried.nullable)
}

/// `User[]` becomes `User?[]` where a user can be `null`, however deep it lies; `User` itself stays.
fn null_inside(ty: &mut String, carried: &HashMap<String, Carried>) {
    let inner = walk::innermost(ty);
    let start = ty.len() - ty.trim_start_matches("map<").len();
    let end = start + inner.len();
    let can_be_said = inner.len() < ty.len() && ty.get(start..end) == Some(inner);
    if can_be_said && is_nullable(inner, carried) && ty.get(end..).is_some_and(|rest| !rest.starts_with('?'))
    {
        ty.insert(end, '?');
    }
}

/// `User[]` where a user can be `null`: the elements need a shape to say so.
fn elements(shape: &mut Shape, carried: &HashMap<String, Carried>) {
    let Some(ty) = &mut shape.ty else { return };
    let (inner, is_map) = match ty.strip_suffix("[]") {
        Some(inner) => (inner, false),
        None => match walk::element_of(ty) {
            Some(inner) => (inner, true),
            None => return,
        },
    };
    if !is_nullable(inner, carried) {
        null_inside(ty, carried);
        return;
    }
    let element = Some(Box::new(Shape { ty: Some(inner.to_owned()), nullable: true, ..Shape::default() }));
    shape.ty = None;
    if is_map {
        shape.extra = element;
    } else {
        shape.items = element;
    }
}
