//! The command `bindery`: [`cli`] says what can be typed, the library does the work.
#![warn(clippy::disallowed_methods)]

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
