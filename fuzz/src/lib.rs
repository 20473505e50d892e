//! Fuzzing: test documents, mutated by a seed, through every stage and target.
//!
//! `cargo xtask fuzz` builds and supervises the program of this crate; `tests/replay.rs` runs the
//! inputs that are committed in `seeds/` and `findings/`.
//!
//! - [`corpus`] collects the documents that mutations start from.
//! - [`random`] turns a seed into a sequence of choices.
//! - [`mutate`] changes a document.
//! - [`input`] holds one input and its form on disk.
//! - [`minimize`] reduces an input that fails.
//! - [`pipeline`] runs an input through the generator and checks the results.
//!
//! The same seed gives the same input as long as the corpus stays the same. Inputs are therefore
//! committed as files, never as seeds.

pub mod corpus;
pub mod input;
pub mod minimize;
pub mod mutate;
mod node;
pub mod pipeline;
pub mod random;
