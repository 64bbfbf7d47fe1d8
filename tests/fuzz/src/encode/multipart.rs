//! Multipart forms: no name, media type or content can start another part.

use arbitrary::{Arbitrary, Result, Unstructured};
use sdk_runtime::{File, Multipart, Value};
use serde_json::json;

use super::{MULTIPART, send, text};

/// A part of a form, as given or as decoded.
#[derive(Debug, PartialEq)]
struct Part {
    headers: usize,
    content: Vec<u8>,
}

pub(super) fn check(bytes: &mut Unstructured<'_>) -> Result<()> {
    let mut form = Multipart::new();
    let mut given = Vec::new();
    for _ in 0..bytes.int_in_range(0..=3)? {
        let name = text(bytes)?;
        if bytes.ratio(1, 2)? {
            let content = text(bytes)?;
            given.push(Part {
                headers: 1,
                content: content.clone().into_bytes(),
            });
            form.value(name, &json!(content));
        } else {
            let content = Vec::<u8>::arbitrary(bytes)?;
            given.push(Part {
                headers: 2,
                content: content.clone(),
            });
            form.file(
                name,
                File::new(content).name(text(bytes)?).content_type(text(bytes)?),
            );
        }
    }
    let Ok(request) = send(&MULTIPART, |call| call.body_parts(0, form)) else {
        return Ok(());
    };
    let kind = request.headers.get("content-type").unwrap_or_default();
    let boundary = kind.split_once("boundary=").map_or("", |(_, boundary)| boundary);
    assert_eq!(
        read(&request.body, boundary),
        given,
        "{:?}",
        Value::from(String::from_utf8_lossy(&request.body))
    );
    Ok(())
}

/// Returns the parts of a body (RFC 7578). Contents may be any bytes, so parts end at the boundary.
fn read(body: &[u8], boundary: &str) -> Vec<Part> {
    let line = format!("--{boundary}\r\n").into_bytes();
    let end = format!("--{boundary}--\r\n").into_bytes();
    let mut parts = Vec::new();
    let mut rest = body;
    loop {
        if rest == end {
            return parts;
        }
        let Some(part) = rest.strip_prefix(line.as_slice()) else {
            panic!("no boundary where one belongs");
        };
        let sign = format!("\r\n--{boundary}").into_bytes();
        let length = part
            .windows(sign.len())
            .position(|window| window == sign)
            .unwrap_or_else(|| panic!("a part without end"));
        let (part, after) = part.split_at(length);
        rest = after.get(2..).unwrap_or_default();
        parts.push(split(part));
    }
}

fn split(part: &[u8]) -> Part {
    let at = part
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("a part without content"));
    let (head, content) = part.split_at(at);
    let head = String::from_utf8_lossy(head);
    let known = ["Content-Disposition: form-data; name=\"", "Content-Type: "];
    for line in head.split("\r\n") {
        assert!(
            known.iter().any(|known| line.starts_with(known)),
            "{line:?} is no header of a part"
        );
        assert!(!line.contains(|letter: char| letter.is_control()), "{line:?}");
    }
    let disposition = head.split("\r\n").next().unwrap_or_default();
    assert!(
        matches!(disposition.matches('"').count(), 2 | 4),
        "{disposition} has other quotes than its own"
    );
    Part {
        headers: head.split("\r\n").count(),
        content: content.get(4..).unwrap_or_default().to_vec(),
    }
}
