//! Checking: rules about a whole API, on the model.
//!
//! Each rule is a small function that pushes what it finds and goes on. Rules are neutral of any target: names that
//! clash in every language that has a convention for case are found here, names that clash in one are found there.

mod body;
mod client;
mod names;
mod operation;
mod reply;
mod types;
mod value;

pub(crate) use body::multipart_types;
pub use value::{Misfit, Step, misfit};

use crate::model::Api;
use crate::problem::Problems;

/// Checks an API.
pub fn check(api: &Api, problems: &mut Problems) {
    names::check(api, problems);
    client::check(api, problems);
    if types::check_circles(api, problems) {
        types::check(api, problems);
        operation::check(api, problems);
        body::check(api, problems);
    }
}
