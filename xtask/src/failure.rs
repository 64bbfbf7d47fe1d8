//! The failure of a command, and its exit code.

use std::process::ExitCode;

use crate::output::print_message;

/// The reason why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The arguments contradict each other: exits with 2, as clap does.
    Usage(String),
    /// A document to compare cannot be read: exits with 3.
    Unusable(String),
    /// Another program failed, and reported that itself: exits with its code.
    Program(u8),
    /// Anything else: exits with 1.
    Failed(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Failed(message)
    }
}

impl Failure {
    /// Prints the message and returns the exit code.
    pub(crate) fn report(self) -> ExitCode {
        let (message, code) = match self {
            Self::Program(code) => return ExitCode::from(code),
            Self::Usage(message) => (message, ExitCode::from(2)),
            Self::Unusable(message) => (message, ExitCode::from(3)),
            Self::Failed(message) => (message, ExitCode::FAILURE),
        };
        print_message(&format!("{}\n", message.trim_end()));
        code
    }
}
