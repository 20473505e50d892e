//! Styles of parameters and of the fields of forms: what was written → what is meant.
//!
//! OpenAPI's defaults are filled in here. A style that its place does not have is reported, and the usual one taken.

use indexmap::IndexMap;

use super::{Context, quoted_list};
use crate::model::{Form, ParamPlace, Style};
use crate::problem::{Place, Problem};
use crate::schema::{self, Shape};

/// What there is to choose from for a kind of parameters.
struct Room {
    usual: Style,
    forms: &'static [Form],
    /// Whether reserved characters can stay as they are.
    has_reserved: bool,
    /// Whether each element can be a JSON text of its own.
    has_elements: bool,
    /// What they are called together.
    plural: &'static str,
}

impl Room {
    fn of(kind: ParamPlace) -> Self {
        Self {
            usual: Style::usual(kind),
            forms: Form::in_place(kind),
            has_reserved: matches!(kind, ParamPlace::Path | ParamPlace::Query),
            has_elements: false,
            plural: plural(kind),
        }
    }

    /// The room that the fields of a form's body have.
    fn of_forms() -> Self {
        Self {
            usual: Style::in_form(),
            forms: Form::IN_FORM,
            has_reserved: true,
            has_elements: true,
            plural: "the fields of a form",
        }
    }
}

impl Context<'_> {
    /// Takes the style of a parameter out of its shape, which is described like any other then.
    pub(super) fn style(&mut self, kind: ParamPlace, shape: &mut Shape, place: &Place) -> Style {
        self.style_of(&Room::of(kind), shape, place)
    }

    /// Takes the styles of a form's fields out of their shapes: those that are not the usual one.
    pub(super) fn styles_of_form(
        &mut self,
        fields: &mut IndexMap<String, Shape>,
        place: &Place,
    ) -> Vec<(String, Style)> {
        let room = Room::of_forms();
        let mut styles = Vec::new();
        for (name, shape) in fields {
            let style = self.style_of(&room, shape, &place.key(name));
            if style != room.usual {
                styles.push((shape.wire.as_ref().unwrap_or(name).clone(), style));
            }
        }
        styles
    }

    fn style_of(&mut self, room: &Room, shape: &mut Shape, place: &Place) -> Style {
        let form = shape.style.take().map_or(room.usual.form, form);
        let mut style = Style::of(form);
        if !room.forms.contains(&form) {
            let names: Vec<&str> = room.forms.iter().map(|form| form.word()).collect();
            let message = format!("{} cannot have the style `{}`", room.plural, form.word());
            self.problems.push(
                Problem::error(&place.key("style"), message)
                    .help(format!("known there are {}", quoted_list(&names))),
            );
            style = room.usual;
        }
        if let Some(explode) = shape.explode.take() {
            let is_whole = form == Form::DeepObject || form == Form::Json && !room.has_elements;
            if is_whole {
                let message = format!("`explode` has no meaning for the style `{}`", form.word());
                self.problems.push(Problem::error(&place.key("explode"), message).at_key());
            } else {
                style.explode = explode;
            }
        }
        if std::mem::take(&mut shape.allow_reserved) {
            if room.has_reserved {
                style.reserved = true;
            } else {
                let message = format!("`allowReserved` has no meaning for {}", room.plural);
                self.problems.push(
                    Problem::error(&place.key("allowReserved"), message)
                        .at_key()
                        .help("it is about URLs: the path and the query"),
                );
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
                    .help("only what is in the path, the query, a header, a cookie or a form has a style"),
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
