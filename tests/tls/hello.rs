//! Parses the first TLS message of a client (RFC 8446, section 4.1.2).

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::thread::{self, JoinHandle};

const SERVER_NAME: u16 = 0;
const SUPPORTED_VERSIONS: u16 = 43;

/// Accepts one connection, and returns the client hello without responding.
pub(crate) fn listen() -> (String, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
    let port = listener.local_addr().expect("it has an address").port();
    let hello = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("the client connects");
        let mut header = [0; 5];
        stream.read_exact(&mut header).expect("the client says hello");
        let length = usize::from(u16::from_be_bytes([header[3], header[4]]));
        let mut record = vec![0; length];
        stream.read_exact(&mut record).expect("the hello is whole");
        record
    });
    (format!("https://localhost:{port}"), hello)
}

/// Returns the TLS versions that a hello offers, in order of preference.
pub(crate) fn versions(hello: &[u8]) -> Vec<u16> {
    let body = extension(hello, SUPPORTED_VERSIONS).expect("the hello offers versions");
    // One byte of length. Reserved values (RFC 8701) offer nothing.
    let offered = body[1..]
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    offered.filter(|version| version & 0x0f0f != 0x0a0a).collect()
}

/// Returns the host name in a hello.
pub(crate) fn server_name(hello: &[u8]) -> Option<String> {
    // The length of the list, the type of the name, and its length.
    let name = extension(hello, SERVER_NAME)?.get(5..)?;
    String::from_utf8(name.to_vec()).ok()
}

fn extension(hello: &[u8], wanted: u16) -> Option<&[u8]> {
    // The type and length of the message, the legacy version, and the random bytes.
    let mut rest = Reader(hello.get(4 + 2 + 32..)?);
    rest.block(1)?;
    rest.block(2)?;
    rest.block(1)?;
    let mut extensions = Reader(rest.block(2)?);
    while let Some(kind) = extensions.number(2) {
        let body = extensions.block(2)?;
        if kind == usize::from(wanted) {
            return Some(body);
        }
    }
    None
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let digits = self.take(bytes)?;
        Some(
            digits
                .iter()
                .fold(0, |number, digit| number << 8 | usize::from(*digit)),
        )
    }

    /// Returns the bytes that follow a length prefix of `length` bytes.
    fn block(&mut self, length: usize) -> Option<&'a [u8]> {
        let count = self.number(length)?;
        self.take(count)
    }
}
