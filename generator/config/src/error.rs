//! Mistakes in `sdk.toml`, and how they are shown.

use std::fmt;
use std::ops::Range;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// Where it is; `None` where the file has no text to point at.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A place in the text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The bytes of the text.
    pub span: Range<usize>,
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

/// A mistake as the reader finds it.
#[derive(Debug)]
pub(super) struct Mistake {
    /// The bytes of the text that are wrong.
    pub(super) span: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<String>,
}

impl Mistake {
    /// What is wrong with some bytes.
    pub(super) fn new(span: &Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span: span.clone(),
            message: message.into(),
            help: None,
        }
    }

    /// Says what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl ConfigErrors {
    /// The mistakes of a text.
    pub(super) fn new(file: &str, text: &str, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| mistake.span.start);
        let errors = mistakes.into_iter().map(|mistake| ConfigError {
            place: Some(place(text, mistake.span)),
            message: mistake.message,
            help: mistake.help,
        });
        Self {
            errors: errors.collect(),
            file: file.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The one mistake that there is no text.
    pub(super) fn without_text(file: String, error: &std::io::Error) -> Self {
        Self {
            file,
            text: String::new(),
            errors: vec![ConfigError {
                place: None,
                message: format!("the file cannot be read: {error}"),
                help: Some("give the path of a configuration in TOML".to_owned()),
            }],
        }
    }

    fn show(&self, error: &ConfigError, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "error: {}", printable(&error.message))?;
        let Some(place) = &error.place else {
            writeln!(formatter, " --> {}", self.file)?;
            return show_help(error, "", formatter);
        };
        let margin = " ".repeat(place.line.to_string().len());
        writeln!(
            formatter,
            "{margin}--> {}:{}:{}",
            self.file, place.line, place.column
        )?;
        let source = self.text.lines().nth(place.line - 1).unwrap_or_default();
        let before: String = source
            .chars()
            .take(place.column - 1)
            .map(|letter| if letter == '\t' { '\t' } else { ' ' })
            .collect();
        let rest = source.chars().count().saturating_sub(place.column - 1);
        let marked = self.text.get(place.span.clone()).unwrap_or_default();
        let marked = marked.lines().next().unwrap_or_default().chars().count();
        writeln!(formatter, "{margin} |")?;
        writeln!(formatter, "{} | {}", place.line, printable(source))?;
        writeln!(
            formatter,
            "{margin} | {before}{}",
            "^".repeat(marked.min(rest).max(1))
        )?;
        show_help(error, &margin, formatter)
    }
}

impl std::error::Error for ConfigErrors {}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            self.show(error, formatter)?;
        }
        Ok(())
    }
}

fn show_help(error: &ConfigError, margin: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match &error.help {
        Some(help) => writeln!(formatter, "{margin} = help: {}", printable(help)),
        None => Ok(()),
    }
}

fn place(text: &str, span: Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let in_line = before.get(line_start..).unwrap_or_default();
    // A byte order mark is no character of the first line.
    let in_line = in_line.strip_prefix('\u{feff}').unwrap_or(in_line);
    Place {
        line: before.matches('\n').count() + 1,
        column: in_line.chars().count() + 1,
        span,
    }
}

/// Text without what a terminal would act on, character for character.
fn printable(text: &str) -> String {
    text.trim_start_matches('\u{feff}')
        .chars()
        .map(|letter| {
            if letter.is_control() && letter != '\t' {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect()
}
