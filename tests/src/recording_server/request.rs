//! Reads one HTTP/1.1 request from a stream, byte for byte.

use std::io::{self, BufRead, BufReader, Read};

use crate::wire::RecordedRequest;

/// Reads a request, parsed and as raw bytes. Returns `None` if the stream ends before the first byte.
pub(super) fn read(stream: impl Read) -> io::Result<Option<(RecordedRequest, Vec<u8>)>> {
    let mut reader = Recorder {
        stream: BufReader::new(stream),
        raw: Vec::new(),
    };
    if reader.stream.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let line = reader.line()?;
    // Only the first and the last space are separators, so that a test sees a target that contains a space.
    let (method, rest) = line.split_once(' ').ok_or_else(|| bad("request line"))?;
    let (target, _version) = rest.rsplit_once(' ').ok_or_else(|| bad("request line"))?;
    let mut request = RecordedRequest {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: reader.headers()?,
        body: Vec::new(),
    };
    request.body = if let Some(coding) = request.header("transfer-encoding") {
        if !coding.eq_ignore_ascii_case("chunked") {
            return Err(bad("transfer encoding"));
        }
        reader.chunks()?
    } else if let Some(length) = request.header("content-length") {
        reader.bytes(length.parse().map_err(|_| bad("content length"))?)?
    } else {
        Vec::new()
    };
    Ok(Some((request, reader.raw)))
}

/// A reader that keeps what it has read.
struct Recorder<R> {
    stream: BufReader<R>,
    raw: Vec<u8>,
}

impl<R: Read> Recorder<R> {
    /// Reads one line, and returns it without its line ending.
    fn line(&mut self) -> io::Result<String> {
        let start = self.raw.len();
        self.stream.read_until(b'\n', &mut self.raw)?;
        let Some(line) = self.raw[start..].strip_suffix(b"\n") else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(String::from_utf8_lossy(line).into_owned())
    }

    /// Reads headers or trailers up to the empty line.
    fn headers(&mut self) -> io::Result<Vec<(String, String)>> {
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(headers);
            }
            let (name, value) = line.split_once(':').ok_or_else(|| bad("header"))?;
            // Only spaces and tabs are trimmed from a value.
            headers.push((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
        }
    }

    fn bytes(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; count];
        self.stream.read_exact(&mut bytes)?;
        self.raw.extend_from_slice(&bytes);
        Ok(bytes)
    }

    /// Reads the content of a chunked body.
    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).map_err(|_| bad("chunk size"))?;
            if size == 0 {
                self.headers()?;
                return Ok(body);
            }
            body.extend(self.bytes(size)?);
            if !self.line()?.is_empty() {
                return Err(bad("end of a chunk"));
            }
        }
    }
}

fn bad(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("a bad {what}"))
}
