//! Discriminators are written by the crate: they are no arguments, and identify the variant whatever is in the field.

use discriminators::types::{
    Alert, Bought, Circle, Dark, Event, First, Form, General, Lent, Lit, Message, Move, MoveLeft,
    MoveRight, Note, Numbered, Polygon, Second, Shape, ShopEvent, Sold, Square, Switch, WordList,
    Words,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};

fn written(value: impl Serialize) -> Value {
    to_value(value).unwrap()
}

fn read<T: Serialize + DeserializeOwned>(value: &Value) -> T {
    let read = from_value(value.clone()).unwrap();
    assert_eq!(written(&read), *value);
    read
}

#[test]
fn a_number_is_written_as_a_number() {
    assert_eq!(written(First::new()), json!({ "version": 1 }));
    assert_eq!(written(Second::new()), json!({ "version": 2 }));
    let third = Numbered::from(Second::new().version_3());
    assert_eq!(written(&third), json!({ "version": 3 }));
    assert_eq!(read::<Numbered>(&json!({ "version": 3 })), third);
    assert_eq!(
        read::<Numbered>(&json!({ "version": 1, "a": "x" })),
        First::new().a("x").into()
    );
    let unknown = json!({ "version": 4, "a": "x" });
    assert_eq!(read::<Numbered>(&unknown), Numbered::Unknown(unknown));
    let mut second = Second::new();
    second.version = 9;
    assert_eq!(written(Numbered::from(second)), json!({ "version": 2 }));
}

#[test]
fn a_value_of_an_enum_is_written() {
    assert_eq!(
        written(Square::new(1)),
        json!({ "form": "square", "side": 1 })
    );
    assert_eq!(Square::new(1).form, Form::Square);
    assert_eq!(
        written(Circle::new(1)),
        json!({ "form": "circle", "radius": 1 })
    );
    assert_eq!(
        written(Polygon::new(3)),
        json!({ "form": "polygon", "sides": 3 })
    );
    let polygon = json!({ "form": "polygon", "sides": 3 });
    assert_eq!(read::<Shape>(&polygon), Polygon::new(3).into());
    let line = json!({ "form": "line", "length": 3 });
    assert_eq!(read::<Shape>(&line), Shape::Unknown(line));
    let mut square = Square::new(1);
    square.form = Form::Line;
    assert_eq!(
        written(Shape::from(square)),
        json!({ "form": "square", "side": 1 })
    );
    let mut circle = Circle::new(1);
    circle.form = None;
    assert_eq!(
        written(Shape::from(circle)),
        json!({ "radius": 1, "form": "circle" })
    );
}

#[test]
fn a_boolean_is_written() {
    assert_eq!(written(Dark::new()), json!({ "on": false }));
    assert_eq!(Dark::default(), Dark::new());
    let lit = json!({ "on": true, "colour": "red" });
    assert_eq!(read::<Switch>(&lit), Lit::new("red").into());
    assert_eq!(read::<Switch>(&json!({ "on": false })), Dark::new().into());
}

#[test]
fn of_one_type_in_two_unions_each_writes_its_own_value() {
    let words = Words::new("x");
    let plain = json!({ "kind": "plain", "words": "x" });
    let text = json!({ "kind": "text", "words": "x" });
    assert_eq!(written(&words), plain);
    assert_eq!(written(words.clone().kind_text()), text);
    assert_eq!(written(Note::from(words.clone().kind_text())), plain);
    assert_eq!(written(Message::from(words)), text);
    read::<Message>(&text);
}

#[test]
fn what_no_type_lists_is_of_the_type_for_it() {
    let other = json!({ "kind": "flood", "words": "high water" });
    let Alert::General(general) = read::<Alert>(&other) else {
        panic!("other kinds are general");
    };
    assert_eq!(general.kind.as_deref(), Some("flood"));
    assert!(matches!(
        read::<Alert>(&json!({ "words": "x" })),
        Alert::General(_)
    ));
    assert!(matches!(
        read::<Alert>(&json!({ "kind": "general" })),
        Alert::General(_)
    ));
    assert!(matches!(
        read::<Alert>(&json!({ "kind": "fire", "floor": 2 })),
        Alert::Fire(_)
    ));
    assert_eq!(
        written(Alert::from(General::new().words("x"))),
        json!({ "kind": "general", "words": "x" })
    );
    // What is none of its values is kept all the same.
    let odd = json!({ "kind": "flood", "words": 1 });
    assert_eq!(read::<Alert>(&odd), Alert::Unknown(odd));
}

#[test]
fn a_union_with_the_same_discriminator_writes_it_itself() {
    let list = Message::from(Note::from(WordList::new(["x"])));
    let json = json!({ "kind": "list", "items": ["x"] });
    assert_eq!(written(&list), json);
    assert_eq!(read::<Message>(&json), list);
}

#[test]
fn each_level_writes_its_own_discriminator() {
    let sold = json!({ "source": "shop", "action": "sold" });
    assert_eq!(written(Sold::new()), sold);
    assert_eq!(written(ShopEvent::from(Sold::new())), sold);
    assert_eq!(read::<Event>(&sold), ShopEvent::from(Sold::new()).into());
    assert_eq!(
        written(Bought::new()),
        json!({ "source": "shop", "action": "bought" })
    );
    assert_eq!(
        written(Lent::new().days(3)),
        json!({ "source": "library", "days": 3 })
    );
    let mut bought = Bought::new();
    (bought.source, bought.action) = ("library".into(), "sold".into());
    assert_eq!(
        written(Event::from(ShopEvent::from(bought))),
        json!({ "source": "shop", "action": "bought" })
    );
}

#[test]
fn types_with_the_same_fields_become_the_union_each_as_itself() {
    let left = Move::from(MoveLeft::new(1));
    let right = Move::from(MoveRight::new(1));
    assert_eq!(written(&left), json!({ "to": "left", "steps": 1 }));
    assert_eq!(written(&right), json!({ "to": "right", "steps": 1 }));
    assert_eq!(read::<Move>(&written(&right)), right);
}

#[test]
fn what_the_server_sent_is_kept_where_the_type_is_used_alone() {
    let square: Square = read(&json!({ "form": "rectangle", "side": 1 }));
    assert_eq!(square.form, Form::Unknown("rectangle".into()));
}
