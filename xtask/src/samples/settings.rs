//! The environment of samples: which variables a sample reads, and what is in them.

use std::collections::HashMap;

use bindery::model::{Api, ClientOption, Server};

use super::fence::plain;

/// What samples call the variables of.
const READ: &str = "std::env::var(\"";

/// Values by the names of their variables, without case and punctuation.
pub(super) struct Settings(HashMap<String, Setting>);

enum Setting {
    /// Where the server is.
    Url,
    Value(String),
}

/// The settings of all clients of an API.
pub(super) fn of(api: &Api) -> Settings {
    let mut settings = HashMap::new();
    for client in &api.clients {
        for option in &client.options {
            let is_server = matches!(&client.server, Server::Option(name, _) if name == option.name.wire());
            let setting = if is_server { Setting::Url } else { Setting::Value(value(option)) };
            settings.insert(plain(&format!("{}{}", api.name.spelling, option.name.spelling)), setting);
        }
    }
    Settings(settings)
}

impl Settings {
    /// What a variable holds. One that no option explains holds something all the same.
    pub(super) fn value(&self, variable: &str, url: &str) -> String {
        match self.0.get(&plain(variable)) {
            Some(Setting::Url) => url.to_owned(),
            Some(Setting::Value(value)) => value.clone(),
            None => "made-up".to_owned(),
        }
    }
}

fn value(option: &ClientOption) -> String {
    let known = option.example.as_ref().or(option.default.as_ref()).or(option.values.first());
    known.cloned().unwrap_or_else(|| "made-up".to_owned())
}

/// The variables that a sample reads, in their order.
pub(super) fn variables(sample: &str) -> impl Iterator<Item = &str> {
    sample.split(READ).skip(1).filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::variables;

    #[test]
    fn variables_are_found() {
        let sample = ".a(std::env::var(\"X_A\")?)\n.b(std::env::var(\"X_B\")?)";
        assert_eq!(variables(sample).collect::<Vec<_>>(), ["X_A", "X_B"]);
    }
}
