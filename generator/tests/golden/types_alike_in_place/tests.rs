//! Types that are described alike in several places are one type of many names, and those that differ are not.

use std::any::TypeId;

use serde_json::{json, to_value};
use types_alike_in_place::types::{
    AddBookAnswerAuthor, AddBookRequest, AddBookRequestAuthor, AddBookRequestGiver,
    AddBookRequestGiverColleague, AddBookRequestGiverFriend, AddBookRequestGiverNobody,
    AddBookRequestPrinter, AddBookRequestTranslator, AddBookRequestTranslatorKind,
    AddShelfRequestOwner,
};

#[test]
fn what_is_alike_in_one_group_is_one_type() {
    assert_eq!(
        TypeId::of::<AddBookRequestAuthor>(),
        TypeId::of::<AddBookRequestTranslator>()
    );
    assert_eq!(
        TypeId::of::<AddBookRequestAuthor>(),
        TypeId::of::<AddBookAnswerAuthor>()
    );
}

#[test]
fn what_differs_in_a_limit_or_lies_in_another_group_is_not() {
    assert_ne!(
        TypeId::of::<AddBookRequestAuthor>(),
        TypeId::of::<AddBookRequestPrinter>()
    );
    assert_ne!(
        TypeId::of::<AddBookRequestAuthor>(),
        TypeId::of::<AddShelfRequestOwner>()
    );
}

#[test]
fn every_name_makes_values() {
    let book = AddBookRequest::new(AddBookRequestAuthor::new("Ada"))
        .translator(AddBookRequestTranslator::new("Bo").kind(AddBookRequestTranslatorKind::Society))
        .giver(AddBookRequestGiver::from(AddBookRequestGiverNobody::Nobody));
    assert_eq!(
        to_value(&book).unwrap(),
        json!({
            "author": { "name": "Ada" },
            "translator": { "name": "Bo", "kind": "society" },
            "giver": "nobody",
        })
    );
}

#[test]
fn variants_of_one_union_are_types_of_their_own() {
    let friend = AddBookRequestGiverFriend::new("Dee");
    let colleague = AddBookRequestGiverColleague::new("Dee");
    assert!(matches!(
        AddBookRequestGiver::from(friend),
        AddBookRequestGiver::Friend(_)
    ));
    assert!(matches!(
        AddBookRequestGiver::from(colleague),
        AddBookRequestGiver::Colleague(_)
    ));
}
