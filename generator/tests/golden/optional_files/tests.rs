//! Files are parts wherever the document had them: alone, in lists, beside null and in compositions.

use optional_files::{ScansClient, TestTransport, Upload};
use serde_json::json;

/// The heads and contents of the parts that a call sent.
fn parts(net: &TestTransport) -> Vec<(String, String)> {
    let request = net.requests().pop().unwrap();
    let media = request.header("content-type").unwrap();
    let boundary = media.split_once("boundary=").unwrap().1;
    let body = String::from_utf8(request.body.to_vec()).unwrap();
    let whole = body.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let delimiter = format!("--{boundary}\r\n");
    let parts = whole.split(&delimiter).skip(1);
    parts
        .map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").unwrap();
            let head = head.trim_start_matches("Content-Disposition: form-data; ");
            let content = content.strip_suffix("\r\n").unwrap();
            (head.to_owned(), content.to_owned())
        })
        .collect()
}

fn file(name: &str, file: &str, media: &str, content: &str) -> (String, String) {
    let head = format!("name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {media}");
    (head, content.to_owned())
}

#[tokio::test]
async fn each_file_is_a_part_with_its_name_and_media_type() {
    let net = TestTransport::new();
    net.json(204, &json!(null));
    let client = ScansClient::builder()
        .transport(net.clone())
        .build()
        .unwrap();
    let named = |name: &str, content: &'static str| Upload::from(content).name(name);
    client
        .add_scan()
        .needed(named("n.pdf", "%PDF"))
        .any_of(named("a", "any"))
        .list_or_null([named("1.png", "one"), named("2.png", "two")])
        .all_of(named("p.gif", "pic"))
        .of_one_type([named("3.png", "three")])
        .beside_string(named("b.txt", "text"))
        .not_encoded(named("g", "gif"))
        .encoded(b"bytes".as_slice())
        .send()
        .await
        .unwrap();
    assert_eq!(
        parts(&net),
        [
            file("needed", "n.pdf", "application/octet-stream", "%PDF"),
            file("any_of", "a", "application/octet-stream", "any"),
            file("list_or_null", "1.png", "image/png", "one"),
            file("list_or_null", "2.png", "image/png", "two"),
            file("all_of", "p.gif", "application/octet-stream", "pic"),
            file("of_one_type", "3.png", "image/png", "three"),
            file("beside_string", "b.txt", "application/octet-stream", "text"),
            file("not_encoded", "g", "image/gif", "gif"),
            ("name=\"encoded\"".to_owned(), "Ynl0ZXM=".to_owned()),
        ]
    );
}

#[tokio::test]
async fn null_is_no_part() {
    let net = TestTransport::new();
    net.json(204, &json!(null));
    let client = ScansClient::builder()
        .transport(net.clone())
        .build()
        .unwrap();
    let call = client.add_scan().any_of_null().list_or_null_null();
    call.type_list_null().encoded_null().send().await.unwrap();
    assert_eq!(parts(&net), []);
}
