//! Bytes that are no document: what they seem to be, told before any parser stumbles over them.

/// What is wrong with a file, and what to do about it.
pub(super) struct Unreadable {
    /// What it seems to be.
    pub(super) message: String,
    /// What to do.
    pub(super) help: &'static str,
}

/// The text of a file, which has to be UTF-8 (OpenAPI 3.1, "Format").
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    const MARKS: [(&[u8], &str); 4] = [
        (&[0xff, 0xfe], "UTF-16"),
        (&[0xfe, 0xff], "UTF-16"),
        (&[0x1f, 0x8b], "gzip"),
        (b"PK\x03\x04", "a ZIP archive"),
    ];
    if let Some((_, name)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(Unreadable {
            message: format!("the file is {name}, and not UTF-8 text"),
            help: match *name {
                "UTF-16" => "save it as UTF-8, as with `iconv -f UTF-16 -t UTF-8`",
                _ => "unpack it first",
            },
        });
    }
    if bytes.contains(&0) {
        return Err(Unreadable {
            message: "the file is binary, and no text".to_owned(),
            help: "give the path of an OpenAPI document in YAML or JSON, in UTF-8",
        });
    }
    let text = String::from_utf8(bytes).map_err(|error| Unreadable {
        message: format!(
            "the file is not UTF-8: byte {} is none",
            error.utf8_error().valid_up_to()
        ),
        help: "save it as UTF-8",
    })?;
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Err(Unreadable {
            message: "the file is empty".to_owned(),
            help: "give an OpenAPI document, which begins with `openapi: 3.1.0`",
        });
    }
    if start.starts_with("version https://git-lfs.github.com/spec/") {
        return Err(Unreadable {
            message: "the file is a pointer of Git LFS, and not the document".to_owned(),
            help: "fetch the document with `git lfs pull`",
        });
    }
    let head: String = start.chars().take(14).collect::<String>().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Err(Unreadable {
            message: "the file is an HTML page, and no OpenAPI document".to_owned(),
            help: "download the document itself: the page of a repository has a link to the raw file",
        });
    }
    if start.starts_with('<') {
        return Err(Unreadable {
            message: "the file is XML, and no OpenAPI document".to_owned(),
            help: "give the path of an OpenAPI document in YAML or JSON",
        });
    }
    Ok(text)
}
