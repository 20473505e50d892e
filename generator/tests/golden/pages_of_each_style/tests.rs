//! Listings in every style: what is asked for, what comes, and where they end.

use pages_of_each_style::runtime::{TestAnswer, TestRequest};
use pages_of_each_style::{BooksClient, TestTransport, json, types};

/// A network in which each page has two of five books, and what each was asked for.
fn network() -> TestTransport {
    TestTransport::with(|request| match request.path() {
        "/skip" => {
            let skip = query(request, "skip").map_or(0, |text| text.parse().unwrap());
            TestAnswer::json(200, &json!({"books": books(skip), "count": 5}))
        }
        "/turn" => {
            let page = query(request, "page").map_or(0, |text| text.parse().unwrap());
            TestAnswer::json(200, &json!({"books": books(page * 2), "count": 5}))
        }
        "/search" => {
            let is_link = query(request, "page").is_some();
            let expected = if is_link {
                ("GET", 0, None)
            } else {
                ("POST", 16, Some("application/json"))
            };
            let sent = (
                request.method.as_str(),
                request.body.len(),
                request.header("content-type"),
            );
            assert_eq!(sent, expected);
            shelf(request)
        }
        "/follow" => marked(query(request, "after").as_deref()),
        "/find" => marked(request.json()["page"]["after"].as_str()),
        "/shelf" => shelf(request),
        _ => {
            let page = query(request, "page").map_or(1, |text| text.parse().unwrap());
            let answer = TestAnswer::json(200, &books(page * 2 - 2));
            let link = format!(
                "</books?page=1>; rel=first, </books?page={}>; rel=\"next\"",
                page + 1
            );
            if page < 3 {
                answer.header("link", &link)
            } else {
                answer
            }
        }
    })
}

fn shelf(request: &TestRequest) -> TestAnswer {
    let page = query(request, "page").map_or(1, |text| text.parse().unwrap());
    let next = (page < 3).then(|| json!({"next": format!("?page={}", page + 1)}));
    TestAnswer::json(200, &json!({"books": books(page * 2 - 2), "links": next}))
}

fn query(request: &TestRequest, name: &str) -> Option<String> {
    let mut pairs = request.url.query_pairs();
    pairs
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

fn books(skip: usize) -> pages_of_each_style::Value {
    let titles = ["A", "B", "C", "D", "E"];
    let page = titles.iter().skip(skip).take(2);
    page.map(|title| json!({"title": title})).collect()
}

fn marked(mark: Option<&str>) -> TestAnswer {
    let skip: usize = mark.map_or(0, |mark| mark.strip_prefix("c-").unwrap().parse().unwrap());
    let next = (skip < 4).then(|| format!("c-{}", skip + 2));
    TestAnswer::json(200, &json!({"books": books(skip), "nextCursor": next}))
}

fn client(network: &TestTransport) -> BooksClient {
    BooksClient::builder()
        .transport(network.clone())
        .build()
        .unwrap()
}

/// The path and the query of everything that was sent.
fn targets(network: &TestTransport) -> Vec<String> {
    let target = |request: &TestRequest| {
        let query = request.url.query().map(|query| format!("?{query}"));
        format!("{}{}", request.path(), query.unwrap_or_default())
    };
    network.requests().iter().map(target).collect()
}

macro_rules! titles {
    ($items:expr) => {{
        let mut items = $items;
        let mut titles = String::new();
        while let Some(book) = items.next().await {
            titles.push_str(&book.unwrap().title);
        }
        titles
    }};
}

#[tokio::test]
async fn offsets_count_what_was_seen() {
    let network = network();
    assert_eq!(
        titles!(client(&network).skip_books().take(2).items()),
        "ABCDE"
    );
    assert_eq!(
        targets(&network),
        ["/skip?take=2", "/skip?take=2&skip=2", "/skip?take=2&skip=4"]
    );
    assert_eq!(
        titles!(client(&network).skip_books().skip(3.0).items()),
        "DE"
    );
}

#[tokio::test]
async fn pages_may_be_counted_from_zero() {
    let network = network();
    assert_eq!(
        titles!(client(&network).turn_books().size(2).items()),
        "ABCDE"
    );
    let asked = targets(&network);
    assert_eq!(asked[1..], ["/turn?size=2&page=1", "/turn?size=2&page=2"]);
    assert_eq!(titles!(client(&network).turn_books().page(2).items()), "E");
}

#[tokio::test]
async fn cursors_are_handed_back() {
    let network = network();
    assert_eq!(
        titles!(client(&network).follow_books().author("L m").items()),
        "ABCDE"
    );
    assert_eq!(
        targets(&network),
        [
            "/follow?author=L%20m",
            "/follow?author=L%20m&after=c-2",
            "/follow?author=L%20m&after=c-4"
        ]
    );
    assert_eq!(
        titles!(client(&network).follow_books().after("c-4").items()),
        "E"
    );
    let page = types::FindBooksRequestPage::default().size(2);
    assert_eq!(
        titles!(client(&network).find_books("Lem").page(page).items()),
        "ABCDE"
    );
    let last = network.requests().pop().unwrap().json();
    assert_eq!(
        last,
        json!({"author": "Lem", "page": {"after": "c-4", "size": 2}})
    );
}

#[tokio::test]
async fn links_are_followed() {
    let network = network();
    assert_eq!(
        titles!(client(&network).shelf_books().author("Lem").items()),
        "ABCDE"
    );
    assert_eq!(titles!(client(&network).all_books().items()), "ABCDE");
    assert_eq!(
        targets(&network),
        [
            "/shelf?author=Lem",
            "/shelf?page=2",
            "/shelf?page=3",
            "/books",
            "/books?page=2",
            "/books?page=3"
        ]
    );
}

#[tokio::test]
async fn a_link_is_read_whatever_the_first_call_was() {
    let network = network();
    let search = client(&network).search_books("Lem");
    assert_eq!(titles!(search.clone().items()), "ABCDE");
    assert_eq!(titles!(search.items().ahead()), "ABCDE");
    assert_eq!(
        targets(&network)[..3],
        ["/search", "/search?page=2", "/search?page=3"]
    );
}

#[tokio::test]
async fn a_link_to_another_server_is_not_followed() {
    for link in [
        "https://evil.example/shelf",
        "http://books.example.com/",
        "//evil.example/",
        "https://u@books.example.com/",
    ] {
        let network =
            TestTransport::with(move |_| TestAnswer::json(200, &json!({"links": {"next": link}})));
        let mut pages = client(&network).shelf_books().pages();
        pages.next().await.unwrap().unwrap();
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.is_build(), "{link}: {error}");
        assert!(pages.next().await.is_none());
        assert_eq!(network.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_listing_that_goes_in_a_circle_ends() {
    let network = TestTransport::with(|request| {
        let next = if query(request, "after").as_deref() == Some("a") {
            "b"
        } else {
            "a"
        };
        TestAnswer::json(200, &json!({"books": [{"title": "A"}], "nextCursor": next}))
    });
    assert_eq!(titles!(client(&network).follow_books().items()), "AAA");
}

#[tokio::test]
async fn the_next_page_is_fetched_ahead() {
    let network = network();
    let mut pages = client(&network).follow_books().pages().ahead();
    pages.next().await.unwrap().unwrap();
    while network.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    // No further than one page.
    tokio::task::yield_now().await;
    assert_eq!(network.requests().len(), 2);
    pages.next().await.unwrap().unwrap();
    pages.next().await.unwrap().unwrap();
    assert!(pages.next().await.is_none());
    assert_eq!(
        titles!(client(&network).all_books().items().ahead()),
        "ABCDE"
    );
}

#[test]
fn blocking_clients_do_the_same() {
    let network = network();
    let client = BooksClient::builder()
        .transport(network.clone())
        .build_blocking()
        .unwrap();
    let titles = |items: &mut dyn Iterator<Item = types::Book>| {
        items.map(|book| book.title).collect::<String>()
    };
    assert_eq!(
        titles(&mut client.all_books().items().map(Result::unwrap)),
        "ABCDE"
    );
    assert_eq!(
        titles(&mut client.find_books("Lem").items().ahead().map(Result::unwrap)),
        "ABCDE"
    );
    assert_eq!(
        titles(&mut client.skip_books().items().ahead().map(Result::unwrap)),
        "ABCDE"
    );
}
