//! Values of a union with a discriminator are read and written as what the discriminator says.

use serde_json::json;
use union_with_discriminator::types::{BoardGame, Medium, MediumFilm, PaperBook};

fn read(value: serde_json::Value) -> Medium {
    serde_json::from_value(value).unwrap()
}

fn written(value: impl Into<Medium>) -> serde_json::Value {
    serde_json::to_value(value.into()).unwrap()
}

#[test]
fn each_tag_of_a_type_means_it() {
    for kind in ["book", "paperback"] {
        let book = read(json!({ "kind": kind, "pages": 7 }));
        assert_eq!(written(book), json!({ "kind": kind, "pages": 7 }));
    }
}

#[test]
fn the_union_writes_the_tag_that_a_type_does_not_write() {
    assert_eq!(
        read(json!({ "kind": "film", "minutes": 1 })),
        MediumFilm::new(1).into()
    );
    assert_eq!(
        written(MediumFilm::new(1)),
        json!({ "kind": "film", "minutes": 1 })
    );
    assert_eq!(
        written(BoardGame::new().players(2)),
        json!({ "kind": "board-game", "players": 2 })
    );
    let mut game = BoardGame::new();
    game.kind = Some("chess".into());
    assert_eq!(written(game), json!({ "kind": "board-game" }));
}

#[test]
fn a_type_with_several_tags_lets_the_caller_choose_among_them() {
    let book = PaperBook::new(7);
    assert_eq!(written(book.clone()), json!({ "kind": "book", "pages": 7 }));
    let mut book = book.kind_paperback();
    assert_eq!(
        written(book.clone()),
        json!({ "kind": "paperback", "pages": 7 })
    );
    book.kind = "film".into();
    assert_eq!(written(book), json!({ "kind": "book", "pages": 7 }));
}

#[test]
fn unknown_tags_are_kept() {
    let record = json!({ "kind": "record", "minutes": 45, "sides": [1, 2] });
    let medium = read(record.clone());
    assert_eq!(medium, Medium::Unknown(record.clone()));
    assert_eq!(written(medium), record);
}

#[test]
fn without_a_tag_the_fields_decide() {
    assert_eq!(read(json!({ "minutes": 1 })), MediumFilm::new(1).into());
    let game = read(json!({ "players": 2 }));
    assert!(matches!(game, Medium::Game(_)), "{game:?}");
    assert_eq!(
        serde_json::to_value(game).unwrap(),
        json!({ "kind": "board-game", "players": 2 })
    );
}

#[test]
fn what_is_told_to_be_a_type_and_is_none_of_it_is_an_error() {
    let error = serde_json::from_value::<Medium>(json!({ "kind": "book" })).unwrap_err();
    assert!(error.to_string().contains("pages"), "{error}");
}
