//! Java samples, in the style of the published Java SDK.
//!
//! Conventions, all of which [`declarations`] spells out as classes:
//!
//! - A client is a class in `<package>.client`, its options a class `<Client>Options` in `<package>.model` with a
//!   setter for each option, and `JsonUtils` is in `<package>.util`.
//! - A type of the spec is a class of its name in `<package>.dto` with getters and setters; an enum is an enum of its
//!   own there, with constants in upper case.
//! - A method takes one object with the parameters outside the body, a `<Operation>Dto` made for it (a
//!   `<Operation>ParamsDto` where that name is a type's already), and then the body; what an operation does not have,
//!   its method does not take.
//! - Numbers and booleans are boxed, decimals are `BigDecimal`, everything that JSON writes as text is `String`,
//!   arrays and sets are `List`, maps are `Map<String, …>`, and what can be anything is `Object`.
//!
//! A sample sets the options that are required or that authenticate the call, and the parameters that are required.

mod declare;
mod least;
mod names;
mod value;
mod view;

pub use declare::declarations;
pub(super) use names::Names;
pub(super) use view::view;
