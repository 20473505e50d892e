//! Each style that a field of a form can have.

use std::sync::{Arc, Mutex};

use form_styles::BooksClient;
use form_styles::runtime::{
    BoxFuture, Incoming, Request, RetryPolicy, StatusCode, Transport, TransportError,
};
use form_styles::types::Mixture;

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

impl Noted {
    fn client(&self) -> BooksClient {
        let builder = BooksClient::builder().retry(RetryPolicy::none());
        builder.transport(self.clone()).build().unwrap()
    }

    fn body(&self) -> String {
        let request = self.0.lock().unwrap().remove(0);
        assert_eq!(
            request.headers["content-type"],
            "application/x-www-form-urlencoded"
        );
        String::from_utf8(request.body.unwrap().as_bytes().unwrap().to_vec()).unwrap()
    }
}

#[tokio::test]
async fn each_field_is_written_in_its_style() {
    let noted = Noted::default();
    let call = noted.client().paint_book(Mixture::new(1, 2));
    let call = call.spread(Mixture::new(3, 4)).joined(["x,y", "z"]);
    let call = call.space(["x", "y z"]).pipe(["x", "y|z"]);
    let call = call.pipe_exploded(["x/y", "z"]).json(Mixture::new(5, 6));
    let call = call.open("a/b&c").plain("a/b&c");
    let call = call.layers([Mixture::new(7, 8), Mixture::new(9, 10)]);
    call.send().await.unwrap();
    assert_eq!(
        noted.body(),
        "usual%5BR%5D=1&usual%5BG%5D=2&R=3&G=4&joined=x%2Cy,z&space=x%20y%20z&pipe=x%7Cy%7Cz\
         &pipeExploded=x/y&pipeExploded=z&json=%7B%22R%22%3A5%2C%22G%22%3A6%7D\
         &layers=%7B%22R%22%3A7%2C%22G%22%3A8%7D&layers=%7B%22R%22%3A9%2C%22G%22%3A10%7D&open=a/b%26c&plain=a%2Fb%26c"
    );
}

#[tokio::test]
async fn numbers_keep_their_digits_and_names_are_escaped() {
    let noted = Noted::default();
    let text = serde_json::json!({"x": [1.5, null, 12345678901234567u64]});
    let entries = text.as_object().unwrap().clone();
    let call = noted.client().paint_book(Mixture::new(1, 2)).texts(entries);
    call.send().await.unwrap();
    assert_eq!(
        noted.body(),
        "usual%5BR%5D=1&usual%5BG%5D=2&a%26b=%7B%22x%22%3A%5B1.5%2Cnull%2C12345678901234567%5D%7D"
    );
}
