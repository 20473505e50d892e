//! Styles of parameters: what was written → what is meant.
//!
//! OpenAPI's defaults are filled in here. A style that its place does not have is reported, and the usual one taken.

use super::{Context, quoted_list};
use crate::model::{Form, ParamPlace, Style};
use crate::problem::{Place, Problem};
use crate::schema::{self, Shape};

impl Context<'_> {
    /// Takes the style of a parameter out of its shape, which is described like any other then.
    pub(super) fn style(&mut self, kind: ParamPlace, shape: &mut Shape, place: &Place) -> Style {
        let form = shape.style.take().map_or(Style::usual(kind).form, form);
        let mut style = Style::of(form);
        let known = Form::in_place(kind);
        if !known.contains(&form) {
            let names: Vec<&str> = known.iter().map(|form| form.word()).collect();
            let message = format!("{} cannot have the style `{}`", plural(kind), form.word());
            self.problems.push(
                Problem::error(&place.key("style"), message)
                    .help(format!("known there are {}", quoted_list(&names))),
            );
            style = Style::usual(kind);
        }
        if let Some(explode) = shape.explode.take() {
            if matches!(form, Form::Json | Form::DeepObject) {
                let message = format!("`explode` has no meaning for the style `{}`", form.word());
                self.problems.push(Problem::error(&place.key("explode"), message).at_key());
            } else {
                style.explode = explode;
            }
        }
        if std::mem::take(&mut shape.allow_reserved) {
            if matches!(kind, ParamPlace::Header | ParamPlace::Cookie) {
                let message = format!("`allowReserved` has no meaning for {}", plural(kind));
                self.problems.push(
                    Problem::error(&place.key("allowReserved"), message)
                        .at_key()
                        .help("it is about URLs: the path and the query"),
                );
            } else {
                style.reserved = true;
            }
        }
        style
    }

    /// Refuses a style where there is no parameter.
    pub(super) fn refuse_style(
        &mut self,
        style: Option<schema::Style>,
        explode: Option<bool>,
        allow_reserved: bool,
        place: &Place,
    ) {
        let misplaced =
            [("style", style.is_some()), ("explode", explode.is_some()), ("allowReserved", allow_reserved)];
        for (key, _) in misplaced.iter().filter(|(_, is_there)| *is_there) {
            self.problems.push(
                Problem::error(&place.key(key), format!("`{key}` goes with a parameter"))
                    .at_key()
                    .help("only what is in the path, the query, a header or a cookie has a style"),
            );
        }
    }
}

fn form(style: schema::Style) -> Form {
    match style {
        schema::Style::Form => Form::Form,
        schema::Style::SpaceDelimited => Form::SpaceDelimited,
        schema::Style::PipeDelimited => Form::PipeDelimited,
        schema::Style::DeepObject => Form::DeepObject,
        schema::Style::Json => Form::Json,
        schema::Style::Simple => Form::Simple,
        schema::Style::Label => Form::Label,
        schema::Style::Matrix => Form::Matrix,
    }
}

fn plural(kind: ParamPlace) -> &'static str {
    match kind {
        ParamPlace::Path => "parameters in the path",
        ParamPlace::Query => "parameters in the query",
        ParamPlace::Header => "headers",
        ParamPlace::Cookie => "cookies",
    }
}
