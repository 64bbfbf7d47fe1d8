//! Servers that behave badly, and clients of every kind of credential.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use tests::fixtures::guarded::{Client, ClientBuilder};

/// The kinds of credentials, by the names of their schemes in the fixture `guarded`.
pub(crate) const KINDS: [&str; 5] = ["token", "login", "key", "query", "session"];

/// A builder with one kind of credential, which is this secret.
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

/// A client with a token, for a server.
pub(crate) fn client(base_url: &str) -> Client {
    guarded("token", "key")
        .base_url(base_url)
        .build()
        .expect("the settings are valid")
}

/// Serves each connection by a function, on a thread of its own, and says where. It ends with the process.
pub(crate) fn serve(answer: impl Fn(TcpStream) -> std::io::Result<()> + Clone + Send + 'static) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            // A connection that breaks is the client's to notice.
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

/// Sends some bytes, and then one after the other of those that follow, slowly and without end.
pub(crate) fn drip(mut stream: TcpStream, first: &[u8], byte: u8) -> std::io::Result<()> {
    read_head(&mut stream)?;
    stream.write_all(first)?;
    loop {
        stream.write_all(&[byte])?;
        thread::sleep(Duration::from_millis(20));
    }
}
