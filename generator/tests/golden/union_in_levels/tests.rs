//! A union of which one alternative is a union again, and one with a single alternative.

use serde_json::{Value, json};
use union_in_levels::types::{Bicycle, Car, ElectricCar, Hammer, PetrolCar, Tool, Vehicle};

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn each_level_has_its_own_field() {
    let car = json!({"kind": "car", "fuel": "petrol", "wheels": 4, "litres": 50});
    let vehicle: Vehicle = read(&car);
    assert_eq!(
        vehicle,
        Vehicle::from(Car::from(PetrolCar::new(4).litres(50)))
    );
    assert_eq!(serde_json::to_value(&vehicle).unwrap(), car);
    let vehicle: Vehicle = read(&json!({"kind": "bicycle", "wheels": 2, "trailers": [car]}));
    let Vehicle::Bicycle(bicycle) = vehicle else {
        panic!("{vehicle:?}")
    };
    assert!(matches!(bicycle.trailers.unwrap()[0], Vehicle::Car(_)));
    let written = serde_json::to_value(Vehicle::from(Car::from(ElectricCar::new(4)))).unwrap();
    assert_eq!(
        written,
        json!({"kind": "car", "fuel": "power", "wheels": 4})
    );
    let written = serde_json::to_value(Vehicle::from(Bicycle::new(2))).unwrap();
    assert_eq!(written, json!({"kind": "bicycle", "wheels": 2}));
}

#[test]
fn what_came_later_is_kept_at_each_level() {
    for later in [
        json!({"kind": "boat", "wheels": 0}),
        json!({"kind": "car", "fuel": "steam", "wheels": 4}),
    ] {
        let vehicle: Vehicle = read(&later);
        assert_eq!(serde_json::to_value(&vehicle).unwrap(), later);
    }
}

#[test]
fn the_only_kind_so_far_is_told_from_others() {
    assert_eq!(
        read::<Tool>(&json!({"kind": "hammer", "weight": 1})),
        Tool::from(Hammer::new(1))
    );
    let saw = json!({"kind": "saw", "teeth": 32});
    assert!(matches!(read::<Tool>(&saw), Tool::Unknown(_)));
    assert_eq!(serde_json::to_value(read::<Tool>(&saw)).unwrap(), saw);
    let untold = json!({"weight": 8});
    assert_eq!(
        serde_json::to_value(read::<Tool>(&untold)).unwrap()["weight"],
        8
    );
}
