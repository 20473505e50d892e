//! Keys of calls: one for all attempts of a call, and another one for the next.

use std::collections::BTreeSet;
use std::time::Duration;

use idempotency_key::runtime::TestAnswer;
use idempotency_key::{BooksClient, CallOptions, RetryPolicy, TestTransport};

fn client(network: &TestTransport) -> BooksClient {
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    BooksClient::builder()
        .transport(network.clone())
        .retry(quick)
        .build()
        .unwrap()
}

fn keys(network: &TestTransport, name: &str) -> Vec<String> {
    let requests = network.requests();
    requests
        .iter()
        .map(|request| request.header(name).unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_call_keeps_its_key_and_may_be_repeated() {
    let network = TestTransport::with(|_| TestAnswer::bytes(204, ""));
    network
        .answer(TestAnswer::failure("unplugged"))
        .answer(TestAnswer::text(503, "busy"));
    client(&network).order().send().await.unwrap();
    client(&network).order().send().await.unwrap();
    let keys = keys(&network, "x-request-key");
    assert_eq!((keys.len(), keys[0].len()), (4, 36));
    assert!(keys[0] == keys[1] && keys[1] == keys[2] && keys[2] != keys[3]);
}

#[tokio::test]
async fn no_two_calls_have_one_key() {
    let network = TestTransport::with(|_| TestAnswer::bytes(204, ""));
    let client = client(&network);
    for _ in 0..500 {
        client.order().send().await.unwrap();
    }
    assert_eq!(
        keys(&network, "x-request-key")
            .into_iter()
            .collect::<BTreeSet<_>>()
            .len(),
        500
    );
}

#[tokio::test]
async fn a_caller_may_give_the_key() {
    let network = TestTransport::with(|_| TestAnswer::bytes(204, ""));
    let client = client(&network);
    client.pay("b-1").send().await.unwrap();
    client
        .pay("b-1")
        .idempotency_key("mine")
        .send()
        .await
        .unwrap();
    let options = CallOptions::new().header("idempotency-key", "theirs");
    client.pay("b-1").with(options).send().await.unwrap();
    let keys = keys(&network, "idempotency-key");
    assert_eq!(
        (keys[0].len(), keys[1].as_str(), keys[2].as_str()),
        (36, "mine", "theirs")
    );
}
