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
        }
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
