//! The crates of the fixtures over HTTP: every style, every kind of body and answer, as the document says.

use serde_json::{Value, json};
use tests::fixtures;
use tests::recording_server::RecordingServer;
use tests::{CannedReply, RecordedRequest};

/// A client of a fixture's crate, and the server that it talks to.
macro_rules! client {
    ($fixture:ident) => {{
        let server = RecordingServer::start().expect("a loopback port is free");
        let client = fixtures::$fixture::Client::builder()
            .base_url(server.base_url())
            .max_retries(0)
            .build()
            .expect("the settings are valid");
        (server, client)
    }};
}

/// The one request that a server has seen since it was asked last.
fn only(server: &RecordingServer) -> RecordedRequest {
    let mut requests = server.requests();
    assert_eq!(requests.len(), 1, "one request");
    server.clear_requests();
    requests.remove(0)
}

#[tokio::test]
async fn query_styles() {
    use fixtures::query_styles::types::Filter;

    let (server, client) = client!(query_styles);
    let filter = || Filter::new().color("red & blue").sizes([1, 2]);
    let list = || client.things().list();
    let cases = [
        (list().plain("a b+c&d=é"), "plain=a%20b%2Bc%26d%3D%C3%A9"),
        (list().plain(""), "plain="),
        (list().list(["a", "b,c"]), "list=a&list=b%2Cc"),
        (list().joined(["a", "b,c"]), "joined=a,b%2Cc"),
        (list().spaced([1, 2]), "spaced=1%202"),
        (list().piped([1, 2]), "piped=1%7C2"),
        (list().spread(filter()), "color=red%20%26%20blue&sizes=1%2C2"),
        (
            list().deep(filter()),
            "deep%5Bcolor%5D=red%20%26%20blue&deep%5Bsizes%5D=1&deep%5Bsizes%5D=2",
        ),
        (
            list().json(filter()),
            "json=%7B%22color%22%3A%22red%20%26%20blue%22%2C%22sizes%22%3A%5B1%2C2%5D%7D",
        ),
    ];
    for (request, query) in cases {
        request.await.expect("it is answered");
        assert_eq!(only(&server).query(), Some(query));
    }
    list().list(Vec::<String>::new()).await.expect("it is answered");
    assert_eq!(only(&server).target, "/things", "an empty list is not sent");
}

#[tokio::test]
async fn path_styles() {
    let (server, client) = client!(path_styles);
    client
        .simple()
        .simple("a/b", ["c,d", "e"])
        .await
        .expect("it is answered");
    assert_eq!(only(&server).target, "/simple/a%2Fb/c%2Cd,e");
    client.label().label("x").await.expect("it is answered");
    assert_eq!(only(&server).target, "/label/.x");
    client.matrix().matrix([1, 2]).await.expect("it is answered");
    assert_eq!(only(&server).target, "/matrix/;id=1;id=2");
    client.range().range(3, -4).await.expect("it is answered");
    assert_eq!(only(&server).target, "/range/3--4");
}

#[tokio::test]
async fn headers_and_cookies() {
    let (server, client) = client!(header_and_cookie);
    client
        .things()
        .list("cli")
        .x_flags(["a", "b"])
        .session("s1")
        .await
        .expect("it is answered");
    let request = only(&server);
    assert_eq!(request.header("x-request-source"), Some("cli"));
    assert_eq!(request.header("x-flags"), Some("a,b"));
    assert_eq!(request.header("cookie"), Some("session=s1"));
    let error = client
        .things()
        .list("a\r\nX-Evil: 1")
        .await
        .expect_err("it breaks the header");
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn bodies() {
    use fixtures::bodies::types::PostFormRequest;

    let (server, client) = client!(bodies);
    let form = PostFormRequest::new("a b&c").tags(["x", "y"]);
    client.form().post(form).await.expect("it is answered");
    let request = only(&server);
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.text(), "name=a%20b%26c&tags=x&tags=y");

    client
        .text()
        .post("plain \"text\"")
        .await
        .expect("it is answered");
    let request = only(&server);
    assert_eq!(
        (request.header("content-type"), request.text()),
        (Some("text/plain"), "plain \"text\"")
    );

    client
        .bytes()
        .post(vec![0, 255, 1])
        .await
        .expect("it is answered");
    let request = only(&server);
    assert_eq!(request.header("content-type"), Some("application/octet-stream"));
    assert_eq!(request.body, [0, 255, 1]);

    client.list().post(["a"]).await.expect("it is answered");
    let request = only(&server);
    assert_eq!(
        request.header("content-type"),
        Some("application/vnd.things+json")
    );
    assert_eq!(request.text(), r#"["a"]"#);

    client.optional().delete().await.expect("it is answered");
    let request = only(&server);
    assert_eq!((request.header("content-type"), request.text()), (None, ""));
    client
        .optional()
        .delete()
        .reason("done")
        .await
        .expect("it is answered");
    assert_eq!(only(&server).json(), json!({"reason": "done"}));
}

#[tokio::test]
async fn multipart() {
    use fixtures::multipart::types::UploadRequestAbout;

    let (server, client) = client!(multipart);
    client
        .uploads()
        .upload(b"\x00\xffbytes".to_vec(), "keep")
        .labels(["a", "b"])
        .about(UploadRequestAbout::new().author("me"))
        .await
        .expect("it is answered");
    let request = only(&server);
    let content_type = request.header("content-type").expect("it has a type");
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("it has a boundary");
    let body = String::from_utf8_lossy(&request.body).into_owned();
    assert_eq!(body.matches(&format!("--{boundary}\r\n")).count(), 5, "{body}");
    assert!(body.ends_with(&format!("--{boundary}--\r\n")));
    for part in [
        "name=\"purpose\"\r\n\r\nkeep\r\n",
        "name=\"labels\"\r\n\r\na\r\n",
        "name=\"labels\"\r\n\r\nb\r\n",
        "name=\"about\"\r\nContent-Type: application/json\r\n\r\n{\"author\":\"me\"}\r\n",
        "name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\n",
    ] {
        assert!(body.contains(part), "{part}\n---\n{body}");
    }
}

#[tokio::test]
async fn success_by_status() {
    use fixtures::success_statuses::things::MakeThingResponse;

    let (server, client) = client!(success_statuses);
    server.reply_next(&CannedReply::json(201, &json!({"name": "new"})));
    match client.things().make().await.expect("it is made") {
        MakeThingResponse::Created(thing) => assert_eq!(thing.name, "new"),
        other => panic!("{other:?}"),
    }
    server.reply_next(&CannedReply::text(202, "text/plain", "soon"));
    match client.things().make().await.expect("it is accepted") {
        MakeThingResponse::Accepted(text) => assert_eq!(text, "soon"),
        other => panic!("{other:?}"),
    }
    server.reply_next(&CannedReply::empty(204));
    assert!(matches!(
        client.things().make().await,
        Ok(MakeThingResponse::NoContent)
    ));
}

#[tokio::test]
async fn errors_by_status() {
    use fixtures::error_statuses::things::GetThingError;

    let (server, client) = client!(error_statuses);
    let cases: [(CannedReply, fn(&GetThingError) -> bool); 5] = [
        (
            CannedReply::json(404, &json!({"error": "e"})),
            |error| matches!(error, GetThingError::NotFound(body) if body.error == "e"),
        ),
        (CannedReply::empty(409), |error| {
            matches!(error, GetThingError::Conflict)
        }),
        (
            CannedReply::text(503, "text/plain", "later"),
            |error| matches!(error, GetThingError::ServiceUnavailable(text) if text == "later"),
        ),
        (
            CannedReply::json(418, &json!({"message": "m"})),
            |error| matches!(error, GetThingError::ClientError(body) if body.message == "m"),
        ),
        (
            CannedReply::json(500, &json!({"message": "m"})),
            |error| matches!(error, GetThingError::Default(body) if body.message == "m"),
        ),
    ];
    for (reply, is_right) in cases {
        server.reply_next(&reply);
        let error = client.things().get().await.expect_err("it is an error");
        let body = error.body::<GetThingError>().expect("it is documented");
        assert!(is_right(&body), "{body:?}");
    }
}

/// Has a value read and written by the crate of a fixture.
macro_rules! round_trip {
    ($fixture:ident, $value:expr) => {{
        let (server, client) = client!($fixture);
        let value: Value = $value;
        server.reply_next(&CannedReply::json(200, &value));
        let thing = client.things().get().await.expect("it can be read");
        assert_eq!(serde_json::to_value(&thing).expect("it can be written"), value);
        thing
    }};
}

#[tokio::test]
async fn values_come_back_as_they_came() {
    round_trip!(object_presence, json!({"always": "a", "maybe_null": null}));
    round_trip!(
        object_presence,
        json!({"always": "a", "maybe_null": "b", "maybe_absent": "c", "maybe_either": null, "more": [1.5, {}]})
    );
    round_trip!(
        object_additional,
        json!({"typed": {"extra": "x", "n": 1}, "open": {"z": null}, "closed": {"y": 1}})
    );
    round_trip!(
        scalars,
        json!({
            "flag": true, "count": -1, "small": 7, "big": u64::MAX, "ratio": 0.1, "text": "t",
            "moment": "2024-01-15T10:30:00.123456+02:00", "day": "2024-01-15", "blob": "AP8=",
            "anything": [null], "nothing": null,
        })
    );
    round_trip!(
        arrays_and_maps,
        json!({
            "names": [], "matrix": [[1.5], []], "gaps": [1, null], "by_name": {"a": {"size": 1}},
            "free": {"k": false}, "pair": ["a", 1], "anything": [1, "x"],
        })
    );
    round_trip!(
        recursion,
        json!({"name": "a", "parent": {"name": "b"}, "children": [{"name": "c"}], "expression": {"not": {"not": "x"}}})
    );
}

#[tokio::test]
async fn enums_stay_open() {
    use fixtures::enums::types::{Order, ThingLevel, ThingReaction};

    let thing = round_trip!(
        enums,
        json!({"order": "-created_at", "level": -1, "reaction": "+1", "case": "ASC"})
    );
    assert_eq!(thing.order, Order::MinusCreatedAt);
    assert_eq!(thing.level, ThingLevel::Minus1);
    assert_eq!(thing.reaction, ThingReaction::Plus1);
    let thing = round_trip!(
        enums,
        json!({"order": "by_luck", "level": 7, "reaction": "heart"})
    );
    assert_eq!(thing.order, Order::Unknown("by_luck".to_owned()));
    assert_eq!(thing.order.as_str(), "by_luck");
    assert_eq!(thing.level.value(), 7);
}

#[tokio::test]
async fn unions_choose_and_keep() {
    use fixtures::{union_constants, union_discriminator, union_plain};

    let cat = round_trip!(union_discriminator, json!({"kind": "kitten", "lives": 9}));
    assert!(
        matches!(cat, union_discriminator::types::Thing::Cat(_)),
        "{cat:?}"
    );
    let other = round_trip!(union_discriminator, json!({"kind": "bird", "wings": 2}));
    assert!(
        matches!(other, union_discriminator::types::Thing::Unknown(_)),
        "{other:?}"
    );
    let large = round_trip!(union_plain, json!({"name": "a", "size": 1}));
    assert!(matches!(large, union_plain::types::Thing::Large(_)), "{large:?}");
    let small = round_trip!(union_plain, json!({"name": "a"}));
    assert!(matches!(small, union_plain::types::Thing::Small(_)), "{small:?}");
    let image = round_trip!(union_constants, json!({"type": "image", "url": "u"}));
    assert!(
        matches!(image, union_constants::types::Thing::Image(_)),
        "{image:?}"
    );
}

#[tokio::test]
async fn constants_and_access() {
    use fixtures::object_access::types::Part;

    let (server, client) = client!(object_constants);
    server.reply_next(&CannedReply::json(
        200,
        &json!({"object": "thing", "version": 2, "name": "n"}),
    ));
    let body = fixtures::object_constants::types::Thing::new("n");
    client.things().put(body).await.expect("it is put");
    assert_eq!(
        only(&server).json(),
        json!({"object": "thing", "version": 2, "name": "n"})
    );

    let (server, client) = client!(object_access);
    server.reply_next(&CannedReply::json(200, &json!({"id": "1", "name": "n"})));
    let mut part = Part::new().label("l");
    part.serial = Some("server's own".to_owned());
    let thing = client
        .things()
        .put("n", "s")
        .parts([part])
        .await
        .expect("the secret is not expected back");
    assert_eq!(thing.id.as_deref(), Some("1"));
    let sent = only(&server).json();
    assert_eq!(
        sent,
        json!({"name": "n", "secret": "s", "parts": [{"label": "l"}]}),
        "the server sets the rest"
    );
}

#[tokio::test]
async fn credentials() {
    let server = RecordingServer::start().expect("a loopback port is free");
    let builder = || {
        fixtures::security::Client::builder()
            .base_url(server.base_url())
            .max_retries(0)
    };
    let client = builder().token("canary-t").build().expect("it is valid");
    client.both().both().await.expect("it is answered");
    assert_eq!(only(&server).header("authorization"), Some("Bearer canary-t"));
    client.open().open().await.expect("it is answered");
    assert_eq!(only(&server).header("authorization"), None);
    client.maybe().maybe().await.expect("nothing is needed");
    assert_eq!(only(&server).target, "/maybe");
    let error = client.basic().basic().await.expect_err("no password was given");
    assert!(error.is_config() && server.requests().is_empty(), "{error:?}");
    let client = builder()
        .login("me", "canary-p")
        .key("canary-k")
        .account("canary-a")
        .session("canary-s")
        .query("canary-q")
        .build()
        .expect("it is valid");
    client.both().both().await.expect("it is answered");
    let request = only(&server);
    assert_eq!(
        (request.header("x-api-key"), request.header("x-account")),
        (Some("canary-k"), Some("canary-a"))
    );
    client.basic().basic().await.expect("it is answered");
    assert_eq!(
        only(&server).header("authorization"),
        Some("Basic bWU6Y2FuYXJ5LXA=")
    );
    client.cookie().cookie().await.expect("it is answered");
    assert_eq!(only(&server).header("cookie"), Some("sid=canary-s"));
    assert!(!format!("{client:?}").contains("canary"));
}
