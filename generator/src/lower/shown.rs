//! The settings of the pages: the languages in which they show clients.

use super::server::is_begun;
use super::{Context, unknown};
use crate::model::{self, Case, Client, ClientId, Language, ShownClient};
use crate::problem::{Place, Problem};
use crate::schema::{ClientSamples, JavaSamples, MarkdownTarget, MethodCase};

impl Context<'_> {
    pub(super) fn markdown_settings(
        &mut self,
        settings: MarkdownTarget,
        clients: &[Client],
        place: &Place,
    ) -> model::MarkdownSettings {
        let MarkdownTarget { source, options, java, node, go, python, php, csharp } = settings;
        let languages = [
            (Language::Node, node),
            (Language::Go, go),
            (Language::Python, python),
            (Language::Php, php),
            (Language::CSharp, csharp),
        ];
        let shown = languages.into_iter().filter_map(|(language, samples)| {
            let place = place.key(language.word());
            samples.map(|samples| self.shown_client(language, samples, clients, place))
        });
        let shown = shown.collect();
        self.shown_options(&options, clients, &place.key("options"));
        if let Some(source) = &source {
            self.source(source, &place.key("source"));
        }
        model::MarkdownSettings {
            source,
            options,
            java_package: java.map(|JavaSamples { package }| package),
            clients: shown,
        }
    }

    /// Every option is one that some client has.
    fn shown_options(&mut self, options: &[String], clients: &[Client], place: &Place) {
        let known: Vec<&str> =
            clients.iter().flat_map(|client| &client.options).map(|option| option.name.wire()).collect();
        for (index, option) in options.iter().enumerate() {
            if !known.contains(&option.as_str()) {
                self.problems.push(unknown("option", option, &known, &place.index(index)));
            }
        }
    }

    /// The pages link to it, so it has to be a place on the web, whatever stands in its place for a path.
    fn source(&mut self, source: &str, place: &Place) {
        let has_blank = source.chars().any(|c| c.is_whitespace() || c.is_control());
        if !is_begun(source) || has_blank || source.matches("{file}").count() != 1 {
            self.problems.push(
                Problem::error(place, format!("`{source}` is no URL with one `{{file}}` in it"))
                    .help("write it like `https://example.com/shop/blob/main/schema/{file}`"),
            );
        }
    }

    fn shown_client(
        &mut self,
        language: Language,
        samples: ClientSamples,
        clients: &[Client],
        place: Place,
    ) -> ShownClient {
        let ClientSamples { package, classes, case } = samples;
        if let Some(package) = package.as_deref().filter(|package| !is_package(package)) {
            self.problems.push(
                Problem::error(&place.key("package"), format!("`{package}` is no name of a package")).help(
                    "write what is imported, as in `@shop/client`, `example.com/shop/v3` or `Shop.Client`",
                ),
            );
        }
        let classes = classes.into_iter().filter_map(|(client, class)| {
            let place = place.key("classes").key(&client);
            let index = clients.iter().position(|known| known.name.spelling == client);
            if index.is_none() {
                let known: Vec<&str> = clients.iter().map(|client| client.name.spelling.as_str()).collect();
                self.problems.push(unknown("client", &client, &known, &place).at_key());
            }
            if !is_class(&class) {
                let message = format!("`{class}` is no name of a class");
                self.problems.push(Problem::error(&place, message).help("write it like `ShopClient`"));
            }
            Some((ClientId(index?), class))
        });
        let classes = classes.collect();
        let case = case.map(|case| match case {
            MethodCase::Camel => Case::Camel,
            MethodCase::Pascal => Case::Pascal,
            MethodCase::Snake => Case::Snake,
        });
        ShownClient { language, package, classes, case, place }
    }
}

/// A name that some language imports: words with what parts them.
fn is_package(text: &str) -> bool {
    let is_known = |c: char| c.is_alphanumeric() || matches!(c, '@' | '/' | '.' | '-' | '_' | '\\' | '~');
    text.chars().any(char::is_alphanumeric) && text.chars().all(is_known)
}

fn is_class(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}
