//! Walking: every shape of a spec, and every name of a type in it.

use crate::schema::{Endpoint, Reply, Shape, Spec, TypeOrFields, TypeOrReply, TypeOrShape, Variant};

/// Calls a function with every shape of a spec.
pub(in crate::openapi) fn each(spec: &Spec, f: &mut dyn FnMut(&Shape)) {
    for shape in spec.types.iter().flat_map(|file| file.value.types.values()) {
        below(shape, f);
    }
    for file in &spec.endpoints {
        for shape in endpoint_shapes(&file.value.endpoint) {
            below(shape, f);
        }
    }
}

/// Calls a function with every shape of a spec, which it may change.
pub(in crate::openapi) fn each_mut(spec: &mut Spec, f: &mut dyn FnMut(&mut Shape)) {
    for shape in spec.types.iter_mut().flat_map(|file| file.value.types.values_mut()) {
        below_mut(shape, f);
    }
    each_in_endpoints_mut(spec, f);
}

/// Calls a function with every shape of the endpoints, which it may change.
pub(super) fn each_in_endpoints_mut(spec: &mut Spec, f: &mut dyn FnMut(&mut Shape)) {
    for file in &mut spec.endpoints {
        let Endpoint { path, query, header, cookie, body, form, multipart, answer, answers, errors, .. } =
            &mut file.value.endpoint;
        for shape in [path, query, header, cookie].into_iter().flat_map(|params| params.values_mut()) {
            below_mut(shape, f);
        }
        for content in [body, form, multipart].into_iter().flatten() {
            if let TypeOrFields::Fields(fields) = content {
                fields.values_mut().for_each(|shape| below_mut(shape, f));
            }
        }
        if let Some(TypeOrShape::Shape(shape)) = answer {
            below_mut(shape, f);
        }
        for reply in answers.values_mut().chain(errors.values_mut()) {
            let TypeOrReply::Reply(reply) = reply else { continue };
            reply.each_mut(&mut |reply| {
                reply.shape.iter_mut().for_each(|shape| below_mut(shape, f));
                reply.headers.values_mut().for_each(|shape| below_mut(shape, f));
            });
        }
    }
}

/// What an endpoint answers by status, where that is more than a type.
pub(super) fn replies(endpoint: &Endpoint) -> impl Iterator<Item = &Reply> {
    let replies = endpoint.answers.values().chain(endpoint.errors.values()).filter_map(|reply| match reply {
        TypeOrReply::Reply(reply) => Some(&**reply),
        TypeOrReply::Type(_) => None,
    });
    replies.flat_map(Reply::and_others)
}

fn endpoint_shapes(endpoint: &Endpoint) -> Vec<&Shape> {
    let Endpoint { path, query, header, cookie, body, form, multipart, answer, .. } = endpoint;
    let mut shapes: Vec<&Shape> =
        [path, query, header, cookie].into_iter().flat_map(|params| params.values()).collect();
    for content in [body, form, multipart].into_iter().flatten() {
        if let TypeOrFields::Fields(fields) = content {
            shapes.extend(fields.values());
        }
    }
    if let Some(TypeOrShape::Shape(shape)) = answer {
        shapes.push(shape);
    }
    for reply in replies(endpoint) {
        shapes.extend(reply.shape.as_deref());
        shapes.extend(reply.headers.values());
    }
    shapes
}

fn below(shape: &Shape, f: &mut dyn FnMut(&Shape)) {
    f(shape);
    for inner in [&shape.items, &shape.extra].into_iter().flatten() {
        below(inner, f);
    }
    shape.fields.iter().flat_map(|fields| fields.values()).for_each(|field| below(field, f));
    for element in shape.tuple.iter().flatten() {
        if let TypeOrShape::Shape(element) = element {
            below(element, f);
        }
    }
    for variant in shape.one_of.iter().flatten() {
        if let Variant::Described(variant) = variant {
            below(&variant.shape, f);
        }
    }
}

/// Calls a function with a shape and every shape in it, which it may change.
pub(super) fn below_each_mut(shape: &mut Shape, f: &mut dyn FnMut(&mut Shape)) {
    below_mut(shape, f);
}

fn below_mut(shape: &mut Shape, f: &mut dyn FnMut(&mut Shape)) {
    f(shape);
    for inner in [&mut shape.items, &mut shape.extra].into_iter().flatten() {
        below_mut(inner, f);
    }
    for field in shape.fields.iter_mut().flat_map(|fields| fields.values_mut()) {
        below_mut(field, f);
    }
    for element in shape.tuple.iter_mut().flatten() {
        if let TypeOrShape::Shape(element) = element {
            below_mut(element, f);
        }
    }
    for variant in shape.one_of.iter_mut().flatten() {
        if let Variant::Described(variant) = variant {
            below_mut(&mut variant.shape, f);
        }
    }
}

/// Calls a function with every name of a type in a shape.
pub(in crate::openapi) fn names(shape: &Shape, f: &mut dyn FnMut(&str)) {
    below(shape, &mut |shape| {
        shape.ty.iter().for_each(|ty| f(innermost(ty)));
        shape.extends.iter().for_each(|name| f(name));
        for variant in shape.one_of.iter().flatten() {
            if let Variant::Type(ty) = variant {
                f(innermost(ty));
            }
        }
        for element in shape.tuple.iter().flatten() {
            if let TypeOrShape::Type(ty) = element {
                f(innermost(ty));
            }
        }
    });
}

/// Calls a function with every name of a type in an endpoint.
pub(in crate::openapi) fn endpoint_names(endpoint: &Endpoint, f: &mut dyn FnMut(&str)) {
    endpoint_shapes(endpoint).into_iter().for_each(|shape| names(shape, f));
    for content in [&endpoint.body, &endpoint.form, &endpoint.multipart].into_iter().flatten() {
        if let TypeOrFields::Type(ty) = content {
            f(innermost(ty));
        }
    }
    if let Some(TypeOrShape::Type(ty)) = &endpoint.answer {
        f(innermost(ty));
    }
    for reply in endpoint.answers.values().chain(endpoint.errors.values()) {
        if let TypeOrReply::Type(ty) = reply {
            f(innermost(ty));
        }
    }
    replies(endpoint).filter_map(|reply| reply.ty.as_ref()).for_each(|ty| f(innermost(ty)));
    if let Some(streamed) = &endpoint.streamed {
        f(innermost(&streamed.ty));
    }
}

/// The name inside a type expression, in which authors may leave blanks.
pub(super) fn innermost(ty: &str) -> &str {
    let mut ty = ty.trim();
    loop {
        let set = || ty.strip_prefix("set<")?.strip_suffix('>');
        let inner =
            ty.strip_suffix("[]").or_else(|| ty.strip_suffix('?')).or_else(|| element_of(ty)).or_else(set);
        match inner.map(str::trim) {
            Some(inner) => ty = inner,
            None => return ty,
        }
    }
}

/// The type of the values of a map.
pub(super) fn element_of(ty: &str) -> Option<&str> {
    ty.strip_prefix("map<")?.strip_suffix('>')
}
