//! Which files are read: the one that the user names, and those below its folder that references name. No others.
//!
//! Knows nothing of what is in them, but that it is text.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::bytes;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};

/// The most bytes of a file. The largest documents that are published have a third of it.
const MAX_BYTES: u64 = 128 * 1024 * 1024;

/// Why a file that a reference names is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// There is none, or it is no text.
    Missing,
    /// A link leads to it, and out of the folder.
    Outside,
}

/// Reads a file that the user names at a place, wherever it is. What is wrong with it is in `diagnostics`.
pub(super) fn named(path: &Path, place: Origin, help: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    match read(path) {
        Ok(read) => text_at(place, &path.display().to_string(), read, diagnostics),
        Err(error) => {
            let message = format!("`{}` cannot be read: {error}", path.display());
            diagnostics.push(Diagnostic::error(Code::UnreadableFile, place, message).help(help));
            None
        }
    }
}

/// The text of bytes. What is wrong with them is in `diagnostics`.
pub(super) fn text(name: &str, read: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    text_at(Origin::DOCUMENT, name, read, diagnostics)
}

fn text_at(place: Origin, name: &str, read: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    bytes::text(read)
        .map_err(|unreadable| {
            let message = format!("`{name}` cannot be read: {}", unreadable.message);
            let found = Diagnostic::error(Code::UnreadableFile, place, message);
            diagnostics.push(found.help(unreadable.help));
        })
        .ok()
}

/// Reads a file that a reference names. Where links lead to, it has to lie below the folder, and it has to be a file: a
/// pipe might never end.
pub(super) fn beside(folder: &Path, name: &str) -> Result<String, Unread> {
    let missing = |_| Unread::Missing;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let folder = folder.canonicalize().map_err(missing)?;
    let path = folder.join(name).canonicalize().map_err(missing)?;
    if !path.starts_with(&folder) {
        return Err(Unread::Outside);
    }
    if !path.is_file() {
        return Err(Unread::Missing);
    }
    let read = read(&path).map_err(missing)?;
    bytes::text(read).map_err(|_| Unread::Missing)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let count = File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if count as u64 > MAX_BYTES {
        let message = format!("it has more than {MAX_BYTES} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}
