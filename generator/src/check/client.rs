//! Clients: the options that schemes and parameters name have to be there.

use crate::model::{Api, Client, Method, Scheme, SchemeKind};
use crate::problem::{Place, Problem, Problems, nearest};

pub(super) fn check(api: &Api, problems: &mut Problems) {
    for scheme in &api.schemes {
        token_request(scheme, problems);
    }
    for client in &api.clients {
        for scheme in &client.schemes {
            scheme_options(client, &api[*scheme], problems);
            oauth_method(client, &api[*scheme], problems);
        }
    }
}

/// The method of OAuth client authentication is chosen from what RFC 6749 has, so the option can say nothing else.
fn oauth_method(client: &Client, scheme: &Scheme, problems: &mut Problems) {
    const METHODS: [&str; 3] = ["client_secret_post", "client_secret_basic", "none"];
    let Some(option) = scheme.kind.method().and_then(|method| client.option(method)) else { return };
    if option.header.is_some() || option.secret {
        let message = "an option that chooses how a client authenticates is neither a header nor a secret";
        problems.push(Problem::error(&option.place, message).at_key());
    }
    for (index, value) in
        option.values.iter().enumerate().filter(|(_, value)| !METHODS.contains(&value.as_str()))
    {
        problems.push(
            Problem::error(&option.place.key("enum").index(index), format!("`{value}` is no such method"))
                .help("there are `client_secret_post`, `client_secret_basic` and `none`"),
        );
    }
    if let Some(default) = option.default.as_deref().filter(|default| !METHODS.contains(default)) {
        problems.push(Problem::error(&option.place.key("default"), format!("`{default}` is no such method")));
    }
}

fn token_request(scheme: &Scheme, problems: &mut Problems) {
    let SchemeKind::TokenRequest(request) = &scheme.kind else { return };
    let place = scheme.place.key("http");
    if request.method != Method::Post {
        problems.push(
            Problem::error(&place, "a token is fetched with POST").help("write it like `POST /oauth/token`"),
        );
    }
    if request.path.contains('{') {
        problems.push(Problem::error(&place, "the path of a token request takes no parameters"));
    }
}

fn scheme_options(client: &Client, scheme: &Scheme, problems: &mut Problems) {
    for option in scheme.kind.options() {
        if client.option(option).is_none() {
            problems.push(unknown_option(client, option, &scheme.place));
        }
    }
}

/// The problem of an option that a client does not have.
pub(super) fn unknown_option(client: &Client, option: &str, place: &Place) -> Problem {
    let known = client.options.iter().map(|option| option.name.wire());
    let help = nearest(option, known).map_or_else(
        || format!("add `{option}` to the options of {}", client.name.spelling),
        |word| format!("did you mean `{word}`?"),
    );
    Problem::error(place, format!("{} has no option `{option}`", client.name.spelling)).help(help)
}
