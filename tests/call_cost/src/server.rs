//! Serves the five calls over persistent connections, with the same bytes each time.
//!
//! It is a separate process, so that its cost is not counted.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

/// The number of identities on a page.
const PAGE: usize = 10;

pub(crate) fn serve() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        // Broken connections are reported by the client.
        thread::spawn(move || answer(stream));
    }
    Ok(())
}

fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let page = json!({"object": "list", "data": vec![identity(); PAGE], "has_more": true});
    let (page, one) = (page.to_string(), identity().to_string());
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(line) = read_request(&mut reader)? {
        let (status, body) = match line.split('?').next().unwrap_or_default() {
            line if line.starts_with("DELETE ") => ("204 No Content", ""),
            line if line.starts_with("POST ") => ("201 Created", one.as_str()),
            line if line.starts_with("GET /v2/identities/") => ("200 OK", one.as_str()),
            line if line.starts_with("GET ") => ("200 OK", page.as_str()),
            _ => ("200 OK", one.as_str()),
        };
        let mut answer = format!(
            "HTTP/1.1 {status}\r\ndate: Thu, 01 Jan 2026 00:00:00 GMT\r\nx-request-id: req_0123456789abcdef\r\n\
             x-ratelimit-limit: 1000\r\nx-ratelimit-remaining: 999\r\nserver: loopback\r\n"
        );
        if !body.is_empty() {
            answer.push_str("content-type: application/json; charset=utf-8\r\n");
            answer.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        answer.push_str("\r\n");
        answer.push_str(body);
        stream.write_all(answer.as_bytes())?;
    }
    Ok(())
}

/// Reads a whole request, and returns its first line, or `None` if the connection is closed.
fn read_request(reader: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    Ok(Some(first))
}

fn identity() -> Value {
    json!({
        "_id": "contact_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "external_id": "user_12345",
        "workspace_id": "550e8400-e29b-41d4-a716-446655440000",
        "display_name": "Jane Smith",
        "email": "jane.smith@example.com",
        "avatar_url": "https://example.com/avatars/jane-smith.jpg",
        "tags": ["premium", "beta-user", "enterprise"],
        "metadata": {
            "department": "Engineering",
            "role": "Senior Developer",
            "subscription_tier": "premium",
        },
        "created": "2026-01-02T03:04:05.678Z",
        "updated": "2026-01-03T04:05:06.789Z",
        "metrics": {"total_cost": 12.5, "total_tokens": 48210, "total_requests": 310, "error_rate": 0.02},
    })
}
