//! What can stop writing.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What stopped writing.
#[derive(Debug)]
pub enum WriteError {
    /// A file or folder could not be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of somebody else's lies where a generated one belongs.
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A path would leave the folder, by its parts or by a link.
    Outside {
        /// The path.
        path: PathBuf,
    },
    /// Two paths differ by case alone, which some file systems take for one.
    SameName {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
}

impl WriteError {
    /// A failure of the file system at a path.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, source } => write!(formatter, "`{}`: {source}", path.display()),
            Self::Foreign { path } => write!(
                formatter,
                "`{}` is in the way, and was not generated: move it, or give another folder with `--out`",
                path.display()
            ),
            Self::Outside { path } => {
                write!(
                    formatter,
                    "`{}` leads out of the folder: nothing is written there",
                    path.display()
                )
            }
            Self::SameName { first, second } => {
                write!(
                    formatter,
                    "`{first}` and `{second}` are one file where case does not matter"
                )
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
