//! Misbehaving servers, and clients with every kind of credential.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use tests::fixtures::guarded::{Client, ClientBuilder};

/// The kinds of credentials: the names of the security schemes in the fixture `guarded`.
pub(crate) const KINDS: [&str; 5] = ["token", "login", "key", "query", "session"];

/// Returns a builder with one kind of credential, which contains this secret.
pub(crate) fn guarded(kind: &str, secret: &str) -> ClientBuilder {
    let builder = Client::builder().max_retries(0);
    match kind {
        "token" => builder.token(secret),
        "login" => builder.login("someone", secret),
        "key" => builder.key(secret),
        "query" => builder.query(secret),
        _ => builder.session(secret),
    }
}

/// Returns a client with a token for a server.
pub(crate) fn client(base_url: &str) -> Client {
    guarded("token", "key")
        .base_url(base_url)
        .build()
        .expect("the settings are valid")
}

/// Serves each connection in a thread, and returns the URL. Runs until the process ends.
pub(crate) fn serve(answer: impl Fn(TcpStream) -> std::io::Result<()> + Clone + Send + 'static) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            // Broken connections are reported by the client.
            thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

/// Reads the head of a request.
pub(crate) fn read_head(stream: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte)? == 1 {
        head.push(byte[0]);
    }
    Ok(head)
}

/// Sends some bytes, and then the following ones one by one, slowly and without end.
pub(crate) fn drip(mut stream: TcpStream, first: &[u8], byte: u8) -> std::io::Result<()> {
    read_head(&mut stream)?;
    stream.write_all(first)?;
    loop {
        stream.write_all(&[byte])?;
        thread::sleep(Duration::from_millis(20));
    }
}
