//! Types: every kind of value that an API can have.

use serde_json::{Number, Value};

use super::{FieldOrigin, Name, Text, TypeId};
use crate::problem::Place;

/// A type, as it is used somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A whole number of 64 bits without a sign.
    UInt64,
    /// A floating-point number of 32 bits.
    Float,
    /// A floating-point number of 64 bits.
    Double,
    /// A decimal number of any size: a text on the wire.
    Decimal,
    /// A decimal number of any size: a number on the wire.
    DecimalNumber,
    /// Text.
    String,
    /// A date (RFC 3339, `full-date`).
    Date,
    /// A point in time (RFC 3339, `date-time`).
    DateTime,
    /// A point in time as HTTP writes it (RFC 9110).
    HttpDate,
    /// A point in time in seconds since 1970.
    UnixTime,
    /// A duration (ISO 8601).
    Duration,
    /// A UUID (RFC 9562).
    Uuid,
    /// A URI (RFC 3986).
    Uri,
    /// Bytes in base64 (RFC 4648, section 4).
    Bytes,
    /// Bytes as they are: a whole body, or a file in a multipart body.
    Binary,
    /// Bytes in base64 for URLs (RFC 4648, section 5).
    Base64Url,
    /// Any JSON value.
    Any,
    /// Elements in order.
    Array(Box<Type>),
    /// Elements of which no two are equal.
    Set(Box<Type>),
    /// Values by text keys.
    Map(Box<Type>),
    /// A value of a type, or null. Elements, entries and answers can be it; a field says that it is nullable itself.
    Nullable(Box<Type>),
    /// A named type.
    Named(TypeId),
}

impl Type {
    /// The type or null; what null is a value of already stays as it is.
    #[must_use]
    pub fn or_null(self) -> Self {
        match self {
            Self::Any | Self::Nullable(_) => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// The type without null, and whether null was a value of it.
    #[must_use]
    pub fn split_null(self) -> (Self, bool) {
        match self {
            Self::Nullable(inner) => (*inner, true),
            other => (other, false),
        }
    }

    /// Whether its values are whole numbers.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Int32 | Self::Int64 | Self::UInt64 | Self::UnixTime)
    }

    /// Whether its values are texts.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(
            self,
            Self::String
                | Self::Date
                | Self::DateTime
                | Self::HttpDate
                | Self::Duration
                | Self::Uuid
                | Self::Uri
                | Self::Bytes
                | Self::Base64Url
        )
    }

    /// The type of the elements; `None` for what is no collection.
    #[must_use]
    pub fn element(&self) -> Option<&Self> {
        match self {
            Self::Array(inner) | Self::Set(inner) | Self::Map(inner) => Some(inner),
            _ => None,
        }
    }

    /// The named type that this is, or that its elements are.
    #[must_use]
    pub fn innermost_named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Nullable(inner) => inner.innermost_named(),
            other => other.element().and_then(Self::innermost_named),
        }
    }
}

/// A named type.
#[derive(Debug)]
pub struct TypeDef {
    /// The name, unique in the API.
    pub name: Name,
    /// What it is.
    pub description: Option<Text>,
    /// What it consists of.
    pub kind: TypeKind,
    /// Whether it should no longer be used.
    pub deprecation: Option<Deprecation>,
    /// What the document calls it that it was imported from, where that is something else.
    pub origin: Option<String>,
    /// Whether it is described where it is used, so that its name was made for it: owner and field.
    pub in_place: bool,
    /// Where it is described.
    pub place: Place,
}

/// What a named type consists of.
#[derive(Debug)]
pub enum TypeKind {
    /// Fields.
    Object(Object),
    /// One of some values.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Elements of which each has a type of its own.
    Tuple(Tuple),
    /// Another type under a name of its own.
    Alias(Type, Limits),
}

impl TypeKind {
    /// The named types that it refers to itself, in the order of the spec; with a direction, those of fields that go that way.
    pub fn parts(&self, direction: Option<Direction>) -> impl Iterator<Item = TypeId> {
        let (fields, extra) = match self {
            Self::Object(object) => (object.fields.as_slice(), object.extra.as_ref()),
            Self::Tuple(tuple) => (tuple.elements.as_slice(), tuple.rest.as_ref()),
            _ => (&[][..], None),
        };
        let variants = if let Self::Union(union) = self { union.variants.as_slice() } else { &[] };
        let alias = if let Self::Alias(ty, _) = self { Some(ty) } else { None };
        let goes = move |field: &&Field| direction.is_none_or(|direction| field.access.is_in(direction));
        let fields = fields.iter().filter(goes).map(|field| &field.ty);
        let variants = variants.iter().map(|variant| &variant.ty);
        fields.chain(extra).chain(variants).chain(alias).filter_map(Type::innermost_named)
    }
}

/// An object.
#[derive(Debug)]
pub struct Object {
    /// Its fields, in the order in which they are shown; those of the types that it extends come first.
    pub fields: Vec<Field>,
    /// The types that it extends.
    pub extends: Vec<TypeId>,
    /// What further fields hold, whatever they are called; `None` where there are none that matter.
    pub extra: Option<Type>,
    /// Whether a server refuses fields that are not listed. A client reads them over all the same.
    pub closed: bool,
}

/// An array of which each place has a type of its own.
#[derive(Debug)]
pub struct Tuple {
    /// Its elements by their places: the name on the wire is the index. Those that have to be there come first.
    pub elements: Vec<Field>,
    /// What further elements are; `None` where there are none.
    pub rest: Option<Type>,
}

impl Tuple {
    /// What code calls the elements. A tuple has at most as many.
    pub const NAMES: [&'static str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];

    /// How many elements have to be there.
    #[must_use]
    pub fn least(&self) -> usize {
        self.elements.iter().filter(|element| element.is_required()).count()
    }
}

/// A type of which a value is one of several.
#[derive(Debug)]
pub struct Union {
    /// The types, in the order of the spec; at least one.
    pub variants: Vec<Variant>,
    /// The field that tells which one a value is, by its wire name.
    pub discriminator: Option<String>,
}

impl Union {
    /// The type that the discriminator of a value tells, or else the one for values that it tells nothing of; `None` where
    /// there is none, and for what is no object.
    #[must_use]
    pub fn told(&self, value: &Value) -> Option<&Variant> {
        let tag = value.as_object()?.get(self.discriminator.as_ref()?).and_then(spelled);
        let told = tag.and_then(|tag| self.variants.iter().find(|variant| variant.tags.contains(&tag)));
        told.or_else(|| self.variants.iter().find(|variant| variant.fallback))
    }
}

/// The spelling of a scalar value, by which values of discriminators are compared.
#[must_use]
pub fn spelled(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(match number.as_f64().filter(|_| number.is_f64()) {
            // JSON knows no whole numbers: `1.0` is 1.
            Some(whole) if whole.fract() == 0.0 => format!("{whole:.0}"),
            _ => number.to_string(),
        }),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// One of the types of a union.
#[derive(Debug)]
pub struct Variant {
    /// What code calls it.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The values of the discriminator that mean it.
    pub tags: Vec<String>,
    /// What its string, or the strings in its array, look like, in a word, where no type says it. For people only.
    pub format: Option<String>,
    /// Whether values are of it whose discriminator is missing, or has a value that no variant lists.
    pub fallback: bool,
    /// Where it is described.
    pub place: Place,
}

/// Where a field is: in requests, in answers or in both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Access {
    /// In both.
    #[default]
    Both,
    /// In answers only.
    ReadOnly,
    /// In requests only.
    WriteOnly,
}

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the server.
    Request,
    /// From the server.
    Answer,
}

impl Access {
    /// Whether values that go this way have the field.
    #[must_use]
    pub fn is_in(self, direction: Direction) -> bool {
        match self {
            Self::Both => true,
            Self::ReadOnly => direction == Direction::Answer,
            Self::WriteOnly => direction == Direction::Request,
        }
    }
}

/// A field of an object, a parameter, or anything else with a name and a value.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// Whether it has to be there.
    pub presence: Presence,
    /// Whether `null` is a value of it.
    pub nullable: bool,
    /// What it is.
    pub description: Option<Text>,
    /// An example; it fits the type.
    pub example: Option<Value>,
    /// The limits of its values.
    pub limits: Limits,
    /// What the text looks like, in a word, where no type says it. For people only.
    pub format: Option<String>,
    /// The media type of a part of a multipart body, where the spec says one.
    pub content_type: Option<String>,
    /// Where it is: in requests, in answers or in both.
    pub access: Access,
    /// Whether values go both ways, and those that go the one way have no such field: a type of code that stands for
    /// both then has to do without it, required or not.
    pub one_way: bool,
    /// Whether it is a secret.
    pub secret: bool,
    /// The values of a discriminator that identify the object with this field, the default first. Empty where it is not
    /// a discriminator.
    pub tags: Vec<String>,
    /// The client option that fills it in, by its wire name.
    pub from_option: Option<String>,
    /// Whether it should no longer be used.
    pub deprecation: Option<Deprecation>,
    /// What the document says that it was imported from, where that is something else.
    pub origin: Option<Box<FieldOrigin>>,
    /// Where it is described.
    pub place: Place,
}

impl Field {
    /// Whether it has to be there, in the values that have it at all.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.presence == Presence::Required
    }

    /// Whether every value of its type has it, whichever way the value goes.
    #[must_use]
    pub fn is_always_there(&self) -> bool {
        self.is_required() && !self.one_way
    }

    /// What the server assumes when it is left out.
    #[must_use]
    pub fn default(&self) -> Option<&Value> {
        match &self.presence {
            Presence::Defaulted(value) => Some(value),
            Presence::Required | Presence::Optional => None,
        }
    }
}

/// Whether something has to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// It has to.
    Required,
    /// It can be left out.
    Optional,
    /// It can be left out, and the server then assumes this value.
    Defaulted(Value),
}

/// The limits of a value. Lengths count characters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// The smallest number.
    pub minimum: Option<Number>,
    /// The largest number.
    pub maximum: Option<Number>,
    /// The number that every value is greater than.
    pub exclusive_minimum: Option<Number>,
    /// The number that every value is less than.
    pub exclusive_maximum: Option<Number>,
    /// The number of which every value is a multiple.
    pub multiple_of: Option<Number>,
    /// The least number of characters.
    pub min_length: Option<u64>,
    /// The greatest number of characters.
    pub max_length: Option<u64>,
    /// A regular expression (ECMA-262).
    pub pattern: Option<String>,
    /// The least number of elements.
    pub min_items: Option<u64>,
    /// The greatest number of elements.
    pub max_items: Option<u64>,
    /// The least number of entries of a map or an object.
    pub min_fields: Option<u64>,
    /// The greatest number of entries of a map or an object.
    pub max_fields: Option<u64>,
    /// The limits of each element of an array.
    pub items: Option<Box<Limits>>,
}

impl Limits {
    /// The keywords of the limits that there are, in the spelling of specs. Those of elements are not among them.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let Self {
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            min_length,
            max_length,
            pattern,
            min_items,
            max_items,
            min_fields,
            max_fields,
            items: _,
        } = self;
        let keys = [
            ("minimum", minimum.is_some()),
            ("maximum", maximum.is_some()),
            ("exclusiveMinimum", exclusive_minimum.is_some()),
            ("exclusiveMaximum", exclusive_maximum.is_some()),
            ("multipleOf", multiple_of.is_some()),
            ("minLength", min_length.is_some()),
            ("maxLength", max_length.is_some()),
            ("pattern", pattern.is_some()),
            ("minItems", min_items.is_some()),
            ("maxItems", max_items.is_some()),
            ("minFields", min_fields.is_some()),
            ("maxFields", max_fields.is_some()),
        ];
        keys.into_iter().filter_map(|(key, is_there)| is_there.then_some(key))
    }

    /// The limits of each element.
    #[must_use]
    pub fn of_items(&self) -> &Self {
        static NONE: Limits = Limits::NONE;
        self.items.as_deref().unwrap_or(&NONE)
    }

    /// No limits.
    pub const NONE: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        pattern: None,
        min_items: None,
        max_items: None,
        min_fields: None,
        max_fields: None,
        items: None,
    };
}

/// A type of which the values are listed.
#[derive(Debug)]
pub struct Enum {
    /// The type of the values.
    pub repr: EnumRepr,
    /// The known values, in the order of the spec; no two are equal.
    pub values: Vec<EnumValue>,
    /// Whether the server may add others.
    pub open: bool,
}

/// The type of an enum's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumRepr {
    /// Text.
    String,
    /// Whole numbers.
    Integer,
    /// Booleans, numbers of any kind, or texts among these.
    Mixed,
}

impl Enum {
    /// The value, where it has no other.
    #[must_use]
    pub fn only(&self) -> Option<&EnumValue> {
        if let [only] = self.values.as_slice() { Some(only) } else { None }
    }
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// What code calls it.
    pub name: Name,
    /// The value.
    pub value: Scalar,
    /// What it means.
    pub description: Option<Text>,
    /// Where it is described.
    pub place: Place,
}

/// A value of an enum on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// A text.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// Any other number.
    Number(Number),
}

impl Scalar {
    /// The same as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::String(text) => Value::from(text.as_str()),
            Self::Integer(number) => Value::from(*number),
            Self::Boolean(flag) => Value::from(*flag),
            Self::Number(number) => Value::Number(number.clone()),
        }
    }
}

/// The value as it is spelled, for messages and names.
impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::String(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Boolean(flag) => flag.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// Since when something should no longer be used, and what to use instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// The API version that deprecated it.
    pub since: Option<String>,
    /// What to use instead.
    pub instead: Option<Text>,
}
