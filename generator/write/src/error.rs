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
    /// Files of somebody else's lie where generated ones belong.
    Foreign {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// A path is not one of plain names below the folder. A bug of whoever made it.
    Path {
        /// The path.
        path: String,
    },
    /// A link lies where a generated file or its folder belongs, and may lead anywhere.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Two paths cannot both be there: one is in the other's place, on some file systems at least. A bug
    /// of whoever made them.
    Clash {
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
            Self::Foreign { paths } => {
                for path in paths {
                    writeln!(
                        formatter,
                        "`{}` is in the way, and was not generated",
                        path.display()
                    )?;
                }
                formatter.write_str("nothing is written: move what is in the way, or generate elsewhere")
            }
            Self::Path { path } => {
                write!(
                    formatter,
                    "{path:?} is no plain path below the folder: nothing is written"
                )
            }
            Self::Link { path } => {
                let path = path.display();
                write!(
                    formatter,
                    "`{path}` is a link, and may lead anywhere: nothing is written"
                )
            }
            Self::Clash { first, second } => {
                write!(
                    formatter,
                    "`{first}` and `{second}` cannot both be there where case does not matter"
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
