//! Styles: how the values of parameters, and of the fields of a form, are written.

use super::ParamPlace;

/// How a parameter or a field of a form is written (RFC 6570, and OpenAPI's additions to it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The form.
    pub form: Form,
    /// Whether each element and each field is written for itself; of JSON only the elements of a form's field are.
    pub explode: bool,
    /// Whether characters that are reserved in URLs stay as they are; only in paths and queries.
    pub reserved: bool,
}

/// The forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Name and value.
    Form,
    /// Parts with spaces between them.
    SpaceDelimited,
    /// Parts with vertical bars between them.
    PipeDelimited,
    /// The name of each field in brackets behind that of the parameter.
    DeepObject,
    /// A JSON text.
    Json,
    /// The value alone, parts with commas between them.
    Simple,
    /// The same behind a full stop.
    Label,
    /// Name and value behind a semicolon.
    Matrix,
}

impl Style {
    /// The style of a parameter that says nothing about it.
    #[must_use]
    pub fn usual(place: ParamPlace) -> Self {
        match place {
            ParamPlace::Path | ParamPlace::Header => Self::of(Form::Simple),
            ParamPlace::Query | ParamPlace::Cookie => Self::of(Form::Form),
        }
    }

    /// The style of a form's field that says nothing about it: what has parts follows the name in brackets.
    #[must_use]
    pub fn in_form() -> Self {
        Self::of(Form::DeepObject)
    }

    /// A form with what goes without saying.
    #[must_use]
    pub fn of(form: Form) -> Self {
        Self { form, explode: matches!(form, Form::Form | Form::DeepObject), reserved: false }
    }
}

impl Form {
    /// The forms that a place has, the usual one first.
    #[must_use]
    pub fn in_place(place: ParamPlace) -> &'static [Self] {
        match place {
            ParamPlace::Path => &[Self::Simple, Self::Label, Self::Matrix, Self::Json],
            ParamPlace::Query => {
                &[Self::Form, Self::SpaceDelimited, Self::PipeDelimited, Self::DeepObject, Self::Json]
            }
            ParamPlace::Header => &[Self::Simple, Self::Json],
            ParamPlace::Cookie => &[Self::Form, Self::Json],
        }
    }

    /// The forms that the fields of a form's body have, the usual one first.
    pub const IN_FORM: &'static [Self] =
        &[Self::DeepObject, Self::Form, Self::SpaceDelimited, Self::PipeDelimited, Self::Json];

    /// The word for it in a spec.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Json => "json",
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
        }
    }
}
