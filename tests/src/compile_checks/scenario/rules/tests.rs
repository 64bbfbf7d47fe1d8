//! Tests of the rules of a small document, with requests that follow and break them.

use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document;

use super::*;

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: {title: t, version: "1"}
security: [{Key: []}]
paths:
  /shelves/{id}:
    put:
      operationId: putShelf
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: integer, maximum: 50}}
      - {name: sort, in: query, required: true, schema: {type: array, items: {type: string}}}
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [code], properties: {code: {type: string, format: date}}}}}
      responses: {"204": {description: Done.}}
components: {securitySchemes: {Key: {type: http, scheme: bearer}}}
"#;

fn check(change: impl FnOnce(&mut RecordedRequest)) -> Result<Carried, String> {
    let document = document::parse("api.yaml", DOCUMENT, &mut Diagnostics::new());
    let rules = Rules::new(&document).expect("the document is judged");
    let mut request = RecordedRequest {
        method: "PUT".to_owned(),
        target: "/shelves/a%20b?limit=50&sort=up&sort=2".to_owned(),
        headers: [
            ("authorization", "Bearer test-key"),
            ("content-type", "application/json"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into(),
        body: br#"{"code": "2026-01-02"}"#.to_vec(),
    };
    change(&mut request);
    rules.check(&rules.operations[0], &request)
}

#[test]
fn what_a_request_carries_is_read_by_its_schemas() {
    let carried = check(|_| {}).expect("the request meets the rules");
    let values: Vec<&Value> = carried.values().collect();
    assert_eq!(
        values,
        [
            &json!({"code": "2026-01-02"}),
            &json!("a b"),
            &json!(50),
            &json!(["up", "2"])
        ]
    );
}

#[test]
fn a_request_that_breaks_a_rule_is_refused() {
    let target = |target: &str| {
        let target = target.to_owned();
        check(|request| request.target = target)
    };
    for (refused, why) in [
        (target("/shelves/a?sort=up&limit=51"), "limit"),
        (target("/shelves/a?sort=up&limit=1.5"), "limit"),
        (target("/shelves/a?sort=up&limit=1&limit=2"), "limit"),
        (target("/shelves/a?limit=1"), "`sort` is missing"),
        (target("/shelves/a?sort=up&color=red"), "color"),
        (target("/shelves/a/b?sort=up"), "in place of"),
        (check(|request| request.method = "POST".to_owned()), "POST"),
        (check(|request| drop(request.headers.remove(0))), "credential"),
        (check(|request| drop(request.headers.pop())), "the body is None"),
        (
            check(|request| request.body = br#"{"code": "2 January"}"#.to_vec()),
            "date",
        ),
        (check(|request| request.body = b"{}".to_vec()), "code"),
    ] {
        let told = refused.expect_err(why);
        assert!(told.contains(why), "{told} has no `{why}`");
    }
}
