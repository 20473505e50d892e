//! Client options in samples: which of them are set, and to what.
//!
//! A sample cannot know the values of its reader, so each option gets a placeholder and a comment that says what to put
//! there. Every language takes both from here; how a name or a string is written is a matter of the language.

use heck::{ToShoutySnakeCase as _, ToTitleCase as _};

use super::labels::fill;
use crate::model::{Api, Client, ClientOption, Operation, Server};

/// The options that a sample sets, by their places in the client's list.
pub(super) fn set<'a>(
    api: &'a Api,
    client: &'a Client,
    operation: &'a Operation,
) -> impl Iterator<Item = usize> + 'a {
    let options = client.options.iter().enumerate();
    options.filter(|(_, option)| is_set(api, client, operation, option)).map(|(index, _)| index)
}

/// Whether a sample sets an option: a call would fail without it, or the author wants it set.
fn is_set(api: &Api, client: &Client, operation: &Operation, option: &ClientOption) -> bool {
    let name = option.name.wire();
    let is_server = matches!(&client.server, Server::Option(server, None) if server == name);
    // One combination is enough; the shortest asks least of the reader.
    let authenticates = operation
        .auth
        .iter()
        .min_by_key(|all| all.len())
        .into_iter()
        .flatten()
        .any(|scheme| api[*scheme].kind.options().contains(&name));
    option.required
        || api.markdown.options.iter().any(|set| set == name)
        || ((is_server || authenticates) && option.default.is_none())
}

/// What stands in the place of the value: `AUTHING_APP_ID`.
pub(super) fn placeholder(api: &Api, option: &ClientOption) -> String {
    let (api, option) = (&api.name.spelling, &option.name.spelling);
    format!("{}_{}", api.to_shouty_snake_case(), option.to_shouty_snake_case())
}

/// What to put there, safe in a line comment of any language: words of letters and digits, and the label around them.
pub(super) fn comment(api: &Api, option: &ClientOption, replace: &str) -> String {
    fill(replace, &[&title(&format!("{} {}", api.name.spelling, option.name.spelling))])
}

/// `authing appId` → `Authing App ID`.
fn title(name: &str) -> String {
    let words = name.to_title_case();
    let words = words.split(' ').map(|word| match word {
        "Api" | "Id" | "Ip" | "Jwt" | "Sms" | "Uri" | "Url" => word.to_uppercase(),
        other => other.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
