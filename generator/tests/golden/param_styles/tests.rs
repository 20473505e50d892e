//! Each style of OpenAPI, with each kind of value of its table of examples.

use std::sync::{Arc, Mutex};

use param_styles::BooksClient;
use param_styles::runtime::{
    BoxFuture, Incoming, Request, RetryPolicy, StatusCode, Transport, TransportError,
};
use param_styles::types::{Colour, Mixture};

/// Notes what it was asked.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Vec<Request>>>);

impl Transport for Noted {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        self.0.lock().unwrap().push(request);
        let answer = Incoming::whole(StatusCode::NO_CONTENT, Default::default(), "");
        Box::pin(async { Ok(answer) })
    }
}

fn client(noted: &Noted) -> BooksClient {
    let builder = BooksClient::builder().retry(RetryPolicy::none());
    builder.transport(noted.clone()).build().unwrap()
}

fn text() -> Colour {
    Colour::String("blue".to_owned())
}

fn list() -> Colour {
    Colour::StringList(["blue", "black", "brown"].map(str::to_owned).to_vec())
}

fn object() -> Colour {
    Mixture::new(100, 200).b(150).into()
}

async fn painted(colour: fn() -> Colour) -> Request {
    let noted = Noted::default();
    let call = client(&noted).paint(
        colour(),
        colour(),
        colour(),
        colour(),
        colour(),
        colour(),
        ["a/b"],
    );
    call.x_simple(colour())
        .x_exploded(colour())
        .x_json(colour())
        .form(colour())
        .joined(colour())
        .json_cookie(colour())
        .send()
        .await
        .unwrap();
    noted.0.lock().unwrap().remove(0)
}

async fn asked(colour: fn() -> Colour) -> String {
    let noted = Noted::default();
    let call = client(&noted).ask().form(colour()).joined(colour());
    call.space(colour())
        .pipe(colour())
        .deep(colour())
        .json(colour())
        .send()
        .await
        .unwrap();
    let request = noted.0.lock().unwrap().remove(0);
    request.url.query().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_text_is_the_same_in_most_styles() {
    let request = painted(text).await;
    assert_eq!(
        request.url.path(),
        "/paint/blue/blue/.blue/.blue/;matrix=blue/;matrixExploded=blue/%5B%22a%2Fb%22%5D"
    );
    assert_eq!(request.url.query(), Some("view=list&page=1"));
    assert_eq!(request.url.fragment(), None);
    assert_eq!(request.headers["x-simple"], "blue");
    assert_eq!(request.headers["x-json"], r#""blue""#);
    assert_eq!(
        request.headers["cookie"],
        "form=blue; joined=blue; json=%22blue%22"
    );
    assert_eq!(
        asked(text).await,
        "form=blue&joined=blue&space=blue&pipe=blue&deep=blue&json=%22blue%22"
    );
}

#[tokio::test]
async fn the_items_of_a_list_are_joined_or_written_one_by_one() {
    let request = painted(list).await;
    let path = "/paint/blue,black,brown/blue,black,brown/.blue,black,brown/.blue.black.brown\
                /;matrix=blue,black,brown/;matrixExploded=blue;matrixExploded=black;matrixExploded=brown";
    assert!(
        request.url.path().starts_with(path),
        "{}",
        request.url.path()
    );
    assert_eq!(request.headers["x-simple"], "blue,black,brown");
    assert_eq!(request.headers["x-exploded"], "blue,black,brown");
    assert_eq!(request.headers["x-json"], r#"["blue","black","brown"]"#);
    assert_eq!(
        request.headers["cookie"],
        "form=blue; form=black; form=brown; joined=blue,black,brown; \
         json=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D"
    );
    assert_eq!(
        asked(list).await,
        "form=blue&form=black&form=brown&joined=blue,black,brown&space=blue%20black%20brown\
         &pipe=blue%7Cblack%7Cbrown&deep=blue&deep=black&deep=brown\
         &json=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D"
    );
}

#[tokio::test]
async fn the_fields_of_an_object_are_joined_or_written_one_by_one() {
    let request = painted(object).await;
    let path = "/paint/R,100,G,200,B,150/R=100,G=200,B=150/.R,100,G,200,B,150/.R=100.G=200.B=150\
                /;matrix=R,100,G,200,B,150/;R=100;G=200;B=150/";
    assert!(
        request.url.path().starts_with(path),
        "{}",
        request.url.path()
    );
    assert_eq!(request.headers["x-simple"], "R,100,G,200,B,150");
    assert_eq!(request.headers["x-exploded"], "R=100,G=200,B=150");
    assert_eq!(request.headers["x-json"], r#"{"R":100,"G":200,"B":150}"#);
    assert!(
        request.headers["cookie"]
            .to_str()
            .unwrap()
            .starts_with("R=100; G=200; B=150; joined=R,100,G,200,B,150; json=%7B")
    );
    assert_eq!(
        asked(object).await,
        "R=100&G=200&B=150&joined=R,100,G,200,B,150&space=R%20100%20G%20200%20B%20150\
         &pipe=R%7C100%7CG%7C200%7CB%7C150&deep%5BR%5D=100&deep%5BG%5D=200&deep%5BB%5D=150\
         &json=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D"
    );
}

fn odd_text() -> Colour {
    Colour::String("ü&/;=€ +%".to_owned())
}

fn odd_list() -> Colour {
    Colour::StringList(["ü&", "a,b|c", ""].map(str::to_owned).to_vec())
}

#[tokio::test]
async fn what_is_no_plain_text_is_escaped_in_every_style() {
    let odd = "%C3%BC%26%2F%3B%3D%E2%82%AC%20%2B%25";
    let request = painted(odd_text).await;
    let path = format!(
        "/paint/{odd}/{odd}/.{odd}/.{odd}/;matrix={odd}/;matrixExploded={odd}/%5B%22a%2Fb%22%5D"
    );
    assert_eq!(request.url.path(), path);
    let cookies = request.headers["cookie"].to_str().unwrap();
    assert!(
        cookies.starts_with(&format!("form={odd}; joined={odd}; json=%22")),
        "{cookies}"
    );
    assert_eq!(
        asked(odd_text).await,
        format!("form={odd}&joined={odd}&space={odd}&pipe={odd}&deep={odd}&json=%22{odd}%22")
    );
    assert_eq!(
        asked(odd_list).await,
        "form=%C3%BC%26&form=a%2Cb%7Cc&form=&joined=%C3%BC%26,a%2Cb%7Cc,\
         &space=%C3%BC%26%20a%2Cb%7Cc%20&pipe=%C3%BC%26%7Ca%2Cb%7Cc%7C\
         &deep=%C3%BC%26&deep=a%2Cb%7Cc&deep=\
         &json=%5B%22%C3%BC%26%22%2C%22a%2Cb%7Cc%22%2C%22%22%5D"
    );
}

#[tokio::test]
async fn an_empty_text_is_a_value_and_an_empty_list_is_none() {
    assert_eq!(
        asked(|| Colour::String(String::new())).await,
        "form=&joined=&space=&pipe=&deep=&json=%22%22"
    );
    assert_eq!(
        asked(|| Colour::StringList(Vec::new())).await,
        "json=%5B%5D"
    );
}

#[tokio::test]
async fn reserved_characters_stay_where_they_may() {
    let noted = Noted::default();
    let call = client(&noted).ask().plain("a/b&c=d#e").open("a/b&c=d#e");
    let call = call.space_exploded(["x y", "z"]).page(3);
    call.send().await.unwrap();
    let file = client(&noted).open_file("a.b/c", "t?", "x/y/z?#", 7);
    file.send().await.unwrap();
    let requests = noted.0.lock().unwrap();
    assert_eq!(
        requests[0].url.query(),
        Some(
            "plain=a%2Fb%26c%3Dd%23e&open=a/b%26c=d%23e&spaceExploded=x%20y&spaceExploded=z&page=3"
        )
    );
    assert_eq!(
        requests[1].url.path(),
        "/shelves/a.b%2Fc.t%3F/x/y/z%3F%23/lines:7"
    );
}

#[tokio::test]
async fn a_path_that_would_be_another_one_is_refused() {
    let noted = Noted::default();
    for file in ["../../other", "a/./b", "..", ""] {
        let call = client(&noted).open_file("a", "b", file, 1);
        assert!(call.send().await.unwrap_err().is_build(), "{file}");
    }
    assert!(noted.0.lock().unwrap().is_empty());
}
