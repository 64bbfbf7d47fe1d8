//! `cargo xtask lint`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sdk_generator::diagnostic::{
    Code, Diagnostics, Locate, Severity, Sources, github, reference, render, to_json,
};
use sdk_generator::inspect;

use xtask::Failure;
use xtask::output::print;
use xtask::source::{Source, counts};

/// Reports every finding of a document, including those that generation does not need.
#[derive(Debug, Args)]
#[command(
    after_help = "Exits with 0 if there are no errors, with 1 if there are errors (or warnings, with \
    `--deny warnings`), and with 2 for wrong arguments."
)]
pub(crate) struct Lint {
    /// The document. [default: spec/identities.yaml]
    file: Option<PathBuf>,
    /// The configuration. [default: spec/sdk.toml; none for another document]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    strictness: Strictness,
    /// Print the explanation of a rule, by its code, such as `OAS0102`, or its name.
    #[arg(long, value_name = "CODE", conflicts_with = "file")]
    explain: Option<String>,
    /// Print all rules as Markdown.
    #[arg(long, conflicts_with_all = ["file", "explain"])]
    list: bool,
}

impl Lint {
    pub(crate) fn run(&self, color: bool) -> Result<(), Failure> {
        if self.list {
            return Ok(print(&reference())?);
        }
        if let Some(text) = &self.explain {
            let code = Code::parse(text)
                .ok_or_else(|| Failure::Usage(format!("error: there is no rule `{text}`: see `--list`")))?;
            return Ok(print(&code.page())?);
        }
        let source = Source {
            spec: self.file.clone(),
            config: self.config.clone(),
        };
        let config = source.config("lint")?;
        let mut diagnostics = Diagnostics::new();
        let document = source.read(&config, &mut diagnostics);
        let format = self.strictness.format;
        if let Some(document) = &document {
            inspect(document, &config, &mut diagnostics);
            let sources = Sources(&[document, &config]);
            print(&format.render(&diagnostics, &sources, color))?;
        } else {
            print(&format.render(&diagnostics, &config, color))?;
        }
        let summary = counts(&diagnostics);
        if self.strictness.fails(&diagnostics) {
            return Err(Failure::Failed(summary));
        }
        if format == Format::Text {
            xtask::output::print_message(&format!("{summary}\n"));
        }
        Ok(())
    }
}

/// The format of findings, and the severity that makes the command fail.
#[derive(Debug, Args)]
struct Strictness {
    /// The format of the findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail if there are findings of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    deny: Option<Deny>,
}

impl Strictness {
    /// Returns whether the findings make the command fail.
    fn fails(&self, diagnostics: &Diagnostics) -> bool {
        diagnostics.has_errors()
            || (self.deny == Some(Deny::Warnings) && diagnostics.count(Severity::Warning) > 0)
    }
}

/// The format of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text with the lines of the document.
    Text,
    /// JSON as described by `docs/diagnostics.schema.json`.
    Json,
    /// Annotations for GitHub Actions.
    Github,
}

impl Format {
    /// Renders all findings in this format.
    fn render(self, diagnostics: &Diagnostics, source: &dyn Locate, color: bool) -> String {
        match self {
            Self::Text => render(diagnostics, source, color),
            Self::Json => format!("{:#}\n", to_json(diagnostics, source)),
            Self::Github => github(diagnostics, source),
        }
    }
}

/// Findings that make the command fail in addition to errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}
