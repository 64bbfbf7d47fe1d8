//! Mistakes in `sdk.toml`, and how they are shown.

use std::fmt;
use std::ops::Range;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong.
    pub message: String,
    /// The bytes of the text that are wrong.
    pub span: Range<usize>,
    /// What to do.
    pub help: Option<String>,
}

/// The mistakes of one file, in the order of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors {
    /// The file, as the user named it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What is wrong with it.
    pub errors: Vec<ConfigError>,
}

impl std::error::Error for ConfigErrors {}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            let before = self.text.get(..error.span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            writeln!(formatter, "error: {}", error.message)?;
            writeln!(formatter, " --> {}:{line}:{column}", self.file)?;
            if let Some(source) = self.text.lines().nth(line - 1) {
                writeln!(formatter, "  | {source}")?;
            }
            if let Some(help) = &error.help {
                writeln!(formatter, "  = help: {help}")?;
            }
        }
        Ok(())
    }
}
