//! Arrays whose places have types of their own.

use serde_json::{from_value, json, to_value};
use tuples::types::{Cell, Pair, Position, Row, RowThird, Shelf, Tree};

#[test]
fn places_are_fields() {
    let json = json!([19.94, 50.06]);
    let position: Position = from_value(json.clone()).unwrap();
    assert_eq!(position, Position::new(19.94, 50.06));
    assert_eq!(to_value(&position).unwrap(), json);
    let high = json!([19.94, 50.06, 219.0]);
    assert_eq!(
        to_value(Position::new(19.94, 50.06).third(219.0)).unwrap(),
        high
    );
    assert_eq!(from_value::<Position>(high).unwrap().third, Some(219.0));
    assert!(from_value::<Position>(json!([1.0])).is_err());
}

#[test]
fn what_follows_is_kept() {
    let json = json!(["a", null, { "note": "b" }, true, false]);
    let row: Row = from_value(json.clone()).unwrap();
    assert_eq!((&row.first[..], row.second), ("a", None));
    assert_eq!(row.rest, [true, false]);
    assert_eq!(to_value(row).unwrap(), json);
    let row = Row::new("a", RowThird::default());
    assert_eq!(to_value(row).unwrap(), json!(["a", null, {}]));
}

#[test]
fn they_may_contain_themselves() {
    let json = json!(["a", ["b", "c"]]);
    let Tree::Pair(pair) = from_value(json.clone()).unwrap() else {
        panic!("it is a pair");
    };
    assert_eq!(
        *pair,
        Pair::new(
            Tree::String("a".into()),
            Tree::from(Pair::new(
                Tree::String("b".into()),
                Tree::String("c".into())
            ))
        )
    );
    assert_eq!(to_value(pair).unwrap(), json);
}

#[test]
fn their_places_tell_them_apart() {
    assert!(matches!(
        from_value(json!([1.0, 2.0])).unwrap(),
        Cell::Position(_)
    ));
    assert!(matches!(
        from_value(json!(["a", "b"])).unwrap(),
        Cell::Words(_)
    ));
    assert!(matches!(from_value(json!(["a", 1])).unwrap(), Cell::Key(_)));
    assert!(matches!(
        from_value(json!(["a", 1, 2])).unwrap(),
        Cell::Unknown(_)
    ));
}

#[test]
fn they_stand_in_objects() {
    let json = json!({
        "at": [1.5, 2.5], "rows": [["a", 1, {}]], "span": [1, 9], "tree": ["a", "b"], "cell": ["x", 7],
    });
    assert_eq!(
        to_value(from_value::<Shelf>(json.clone()).unwrap()).unwrap(),
        json
    );
}
