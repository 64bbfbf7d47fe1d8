//! Multipart bodies: the headers of each part.

use tests::fixtures;
use tests::recording_server::RecordingServer;

#[tokio::test]
async fn each_field_is_a_part_and_a_binary_one_is_a_file() {
    use fixtures::multipart::types::UploadRequestAbout;

    let server = RecordingServer::start().expect("a loopback port is free");
    let client = fixtures::multipart::Client::builder()
        .base_url(server.base_url())
        .max_retries(0)
        .build()
        .expect("the settings are valid");
    client
        .uploads()
        .upload(b"\x00\xffbytes".to_vec(), "keep")
        .labels(["a", "b"])
        .about(UploadRequestAbout::new().author("me"))
        .await
        .expect("it is answered");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
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
