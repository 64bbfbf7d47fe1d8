//! Values, objects and their errors.

use std::collections::BTreeMap;

use sdk_runtime::{Base64, DecodeError, Json, Object, ObjectWriter, Patch, Timestamp, Value, union};
use serde_json::json;

#[derive(Debug, Clone, PartialEq)]
struct Item {
    id: String,
    name: Option<String>,
    note: Option<i64>,
    extra: BTreeMap<String, Value>,
}

impl Json for Item {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::from_json("Item", value)?;
        Ok(Self {
            id: object.required("_id")?,
            name: object.optional("name")?,
            note: object.nullable("note")?,
            extra: object.extra(),
        })
    }

    fn to_json(&self) -> Value {
        self.write(ObjectWriter::complete())
    }

    fn to_request_json(&self) -> Value {
        self.write(ObjectWriter::request())
    }

    fn unknown_fields(&self) -> usize {
        self.extra.len()
    }
}

impl Item {
    fn write(&self, mut object: ObjectWriter) -> Value {
        object.read_only_required("_id", &self.id);
        object.optional("name", &self.name);
        object.nullable("note", &self.note);
        object.extra(&self.extra);
        object.finish()
    }
}

fn error<T: Json>(value: Value) -> String {
    T::from_json(value)
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default()
}

#[test]
fn integers_are_read_from_whole_floats_and_nothing_else() {
    assert_eq!(i64::from_json(json!(1.0)).ok(), Some(1));
    assert_eq!(u8::from_json(json!(255)).ok(), Some(255));
    assert_eq!(u64::from_json(json!(u64::MAX)).ok(), Some(u64::MAX));
    assert_eq!(
        i64::from_json(json!(-9_007_199_254_740_992.0)).ok(),
        Some(-9_007_199_254_740_992)
    );
    assert_eq!(error::<i64>(json!("1")), "$: expected an integer, found a string");
    assert_eq!(error::<i64>(json!(1.5)), "$: expected an integer, found a number");
    assert_eq!(
        error::<i64>(json!(1e300)),
        "$: expected an integer, found a number"
    );
    assert_eq!(
        error::<u8>(json!(256)),
        "$: the number does not fit an unsigned 8-bit integer"
    );
    assert_eq!(
        error::<u64>(json!(-1)),
        "$: the number does not fit an unsigned 64-bit integer"
    );
}

#[test]
fn floats_keep_their_shortest_text() {
    assert_eq!(0.1_f32.to_json().to_string(), "0.1");
    assert_eq!(f64::NAN.to_json(), Value::Null);
    assert_eq!(f32::from_json(json!(2)).ok(), Some(2.0));
    assert_eq!(
        error::<f32>(json!(1e300)),
        "$: the number does not fit a 32-bit number"
    );
}

#[test]
fn containers_round_trip() {
    let value = json!([[1, "a"], [2, "b"]]);
    let pairs = Vec::<(i64, String)>::from_json(value.clone()).unwrap();
    assert_eq!(pairs.to_json(), value);
    let map = BTreeMap::<String, Option<Box<bool>>>::from_json(json!({"a": true, "b": null})).unwrap();
    assert_eq!(map.to_json(), json!({"a": true, "b": null}));
    assert_eq!(
        error::<(i64, i64)>(json!([1])),
        "$: expected an array of 2 items, found 1"
    );
}

#[test]
fn the_path_leads_to_the_value() {
    type Data = BTreeMap<String, Vec<BTreeMap<String, BTreeMap<String, Vec<i64>>>>>;

    let value = json!({"data": [{"x y": {"n": []}}, {"x y": {"n": [1, null]}}]});
    assert_eq!(
        error::<Data>(value),
        "$.data[1]['x y'].n[1]: expected an integer, found null"
    );
    let hostile = json!({"a\nb": 1});
    assert_eq!(
        error::<BTreeMap<String, String>>(hostile),
        "$['a\\nb']: expected a string, found an integer"
    );
    let long = json!({"x".repeat(10_000): 1});
    assert!(error::<BTreeMap<String, String>>(long).len() < 200);
    assert_eq!(
        error::<Item>(json!({})),
        "$._id: the property is required but missing"
    );
    assert_eq!(
        error::<Item>(json!([])),
        "$: expected an object (Item), found an array"
    );
}

#[test]
fn unknown_properties_and_explicit_nulls_come_back() {
    let value = json!({"_id": "1", "name": null, "note": null, "new": {"a": 1}});
    let item = Item::from_json(value.clone()).unwrap();
    assert_eq!((item.name.as_ref(), item.note), (None, None));
    assert_eq!(item.to_json(), value);
    let named = Item {
        name: Some("x".into()),
        ..item
    };
    assert_eq!(
        named.to_json(),
        json!({"_id": "1", "name": "x", "note": null, "new": {"a": 1}})
    );
}

#[test]
fn requests_leave_read_only_properties_out() {
    let item = Item {
        id: "1".into(),
        name: None,
        note: Some(2),
        extra: BTreeMap::from([("_id".into(), Value::Null)]),
    };
    assert_eq!(vec![item].to_request_json(), json!([{"note": 2}]));
}

#[test]
fn a_patch_keeps_clears_or_sets() {
    let mut object = Object::from_json("P", json!({"a": null, "b": 1})).unwrap();
    let read: [Patch<i64>; 3] = ["a", "b", "c"].map(|name| object.patch(name).unwrap());
    assert_eq!(read, [Patch::Null, Patch::Set(1), Patch::Keep]);
    let mut writer = ObjectWriter::request();
    for (name, patch) in ["a", "b", "c"].iter().zip(&read) {
        writer.patch(name, patch);
    }
    assert_eq!(writer.finish(), json!({"a": null, "b": 1}));
    assert_eq!(Patch::<String>::from("x").map(|text| text.len()).set(), Some(&1));
    assert!(Patch::<i64>::default().is_keep());
}

#[test]
fn constants_must_be_there_and_another_value_is_kept() {
    let mut object = Object::from_json("List", json!({"object": "list", "v": 2})).unwrap();
    object.constant("object", "list").unwrap();
    object.constant_value("v", &json!(1)).unwrap();
    let error = object.constant("absent", "x").unwrap_err();
    assert_eq!(error.path(), "$.absent");
    let extra = object.extra();
    assert_eq!(extra.get("v"), Some(&json!(2)));
    let mut writer = ObjectWriter::complete();
    writer.constant("object", "list");
    writer.constant("v", 1);
    writer.extra(&extra);
    assert_eq!(writer.finish(), json!({"object": "list", "v": 2}));
}

#[test]
fn typed_extra_properties_do_not_see_the_nulls_of_others() {
    let mut object = Object::from_json("Map", json!({"a": null, "x": 1, "y": 2})).unwrap();
    assert_eq!(object.optional::<String>("a").unwrap(), None);
    let extra = object.extra_of::<i64>().unwrap();
    assert_eq!(extra, BTreeMap::from([("x".into(), 1), ("y".into(), 2)]));
}

#[test]
fn a_union_takes_the_alternative_that_knows_the_value_best() {
    #[derive(Debug, PartialEq)]
    enum Either {
        Item(Item),
        Map(BTreeMap<String, Value>),
    }
    impl Json for Either {
        fn from_json(value: Value) -> Result<Self, DecodeError> {
            union::best(
                &value,
                &[
                    |v| Json::from_json(v).map(Self::Item),
                    |v| Json::from_json(v).map(Self::Map),
                ],
            )
            .ok_or_else(|| DecodeError::expected("either", &value))
        }
        fn to_json(&self) -> Value {
            Value::Null
        }
        fn unknown_fields(&self) -> usize {
            match self {
                Self::Item(item) => item.unknown_fields(),
                Self::Map(_) => 1,
            }
        }
    }
    assert!(matches!(
        Either::from_json(json!({"_id": "1", "note": 1})),
        Ok(Either::Item(_))
    ));
    assert!(matches!(
        Either::from_json(json!({"_id": "1", "note": 1, "a": 1, "b": 1})),
        Ok(Either::Map(_))
    ));
    assert_eq!(error::<Either>(json!(1)), "$: expected either, found an integer");
    assert_eq!(
        union::tag(&json!({"petType": "cat"}), "petType").as_deref(),
        Some("cat")
    );
    assert_eq!(union::tag(&json!([]), "petType"), None);
}

#[test]
fn base64_is_read_in_every_dress() {
    for text in ["+/+/AA==", "-_-_AA", "+/+/\r\nAA=="] {
        let bytes = Base64::from_json(json!(text)).unwrap();
        assert_eq!(bytes.as_bytes(), [0xfb, 0xff, 0xbf, 0]);
        assert_eq!(bytes.to_json(), json!("+/+/AA=="));
    }
    assert_eq!(
        error::<Base64>(json!("*")),
        "$: expected base64, found another string"
    );
}

#[test]
fn a_timestamp_keeps_its_text() {
    let time = Timestamp::from_json(json!("2026-05-13T13:53:07.391Z")).unwrap();
    assert_eq!(time.to_string(), "2026-05-13T13:53:07.391Z");
    assert_eq!(
        serde_json::to_value(&time).unwrap(),
        json!("2026-05-13T13:53:07.391Z")
    );
}
