//! Files and fields cannot escape from their part of a multipart form.

use tests::fixtures::every_style;
use tests::recording_server::RecordingServer;
use tests::runtime::File;

use crate::reader::parts_of;

fn recorded() -> (RecordingServer, every_style::Client) {
    let server = RecordingServer::start().expect("a loopback port is free");
    let builder = every_style::Client::builder()
        .base_url(server.base_url())
        .max_retries(0);
    (server, builder.build().expect("the settings are valid"))
}

#[tokio::test]
async fn names_of_files_arrive_or_are_refused() {
    let (server, client) = recorded();
    for (name, is_sent) in [
        ("a b.txt", true),
        ("na\u{ef}ve \u{65e5}\u{672c} \u{1f639}.txt", true),
        ("a\"; filename=\"b", true),
        ("a\"\r\nContent-Type: text/html\r\n\r\n<b>", true),
        ("a;b=c", true),
        ("folder/a.txt", true),
        ("../../etc/passwd", true),
        ("100%.txt", true),
        ("", true),
        ("a\0.txt", false),
        ("a\u{1b}[2J", false),
        ("a\u{85}", false),
        ("C:\\secret\\a.txt", false),
        ("a\\\"b", false),
        ("a%22; x=%22", false),
        ("a%0d%0Ab", false),
    ] {
        server.clear_requests();
        let outcome = client
            .others()
            .parts("one")
            .file(File::new("content").name(name))
            .await;
        let requests = server.requests();
        if !is_sent {
            let error = outcome.expect_err(name);
            assert!(error.is_invalid_request() && requests.is_empty(), "{name:?}");
            continue;
        }
        let [request] = &requests[..] else {
            panic!("{name:?}: {outcome:?}")
        };
        let parts = parts_of(
            request.header("content-type").expect("it has a type"),
            &request.body,
        );
        let files: Vec<Option<&str>> = parts.iter().map(|part| part.file.as_deref()).collect();
        assert_eq!(files, [None, Some(name)]);
    }
}

#[tokio::test]
async fn a_content_type_is_one_header() {
    let (server, client) = recorded();
    for kind in [
        "text/plain\r\nX-Evil: 1",
        "text/plain\n",
        "\0",
        "text/plain\r\n\r\nmore",
    ] {
        let file = File::new("content").content_type(kind);
        let error = client
            .others()
            .parts("one")
            .file(file)
            .await
            .expect_err("it is refused");
        assert!(error.is_invalid_request(), "{kind:?}: {error}");
    }
    assert!(server.requests().is_empty());
}

/// The application may seed the random number generator that it shares with the SDK, and a file may contain
/// an earlier boundary.
#[tokio::test]
async fn a_boundary_cannot_be_foreseen() {
    let (server, client) = recorded();
    let boundary = |content: Vec<u8>| {
        let (server, client) = (&server, &client);
        async move {
            server.clear_requests();
            fastrand::seed(7);
            let _ = client
                .others()
                .parts("one")
                .file(File::new(content.clone()))
                .await;
            let request = server.requests().remove(0);
            let content_type = request.header("content-type").expect("it has a type").to_owned();
            let parts = parts_of(&content_type, &request.body);
            assert_eq!((parts.len(), &parts[1].content), (2, &content));
            content_type
                .split_once("boundary=")
                .expect("a boundary")
                .1
                .to_owned()
        }
    };
    let first = boundary(b"content".to_vec()).await;
    assert!(first.len() >= 32, "{first}");
    let forged = format!(
        "\r\n--{first}\r\nContent-Disposition: form-data; name=\"admin\"\r\n\r\n1\r\n--{first}--\r\n"
    );
    assert_ne!(boundary(forged.into_bytes()).await, first);
}
