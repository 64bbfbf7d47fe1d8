//! Errors of writing.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An error of writing.
#[derive(Debug)]
pub enum WriteError {
    /// A file or folder could not be read or written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The error of the file system.
        source: io::Error,
    },
    /// Foreign files have the paths of generated ones.
    Foreign {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// A path is not a plain path below the folder. A bug of the caller.
    Path {
        /// The path.
        path: String,
    },
    /// A generated file or its folder is a symbolic link, which may point anywhere.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Two paths cannot exist together, at least on file systems that ignore case. A bug of the caller.
    Clash {
        /// One of the paths.
        first: String,
        /// The other path.
        second: String,
    },
}

impl WriteError {
    /// Creates an error of the file system.
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
                        "`{}` already exists and was not generated",
                        path.display()
                    )?;
                }
                formatter.write_str("nothing was written: move these files, or generate into another folder")
            }
            Self::Path { path } => {
                write!(
                    formatter,
                    "`{}` is not a plain path below the folder; nothing was written",
                    path.escape_debug()
                )
            }
            Self::Link { path } => {
                let path = path.display();
                write!(
                    formatter,
                    "`{path}` is a symbolic link; nothing was written, since it may point anywhere"
                )
            }
            Self::Clash { first, second } => {
                write!(
                    formatter,
                    "`{first}` and `{second}` cannot exist together on file systems that ignore case"
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
