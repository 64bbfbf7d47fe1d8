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

/// Tells every finding of a document, also those that generation does not need.
#[derive(Debug, Args)]
#[command(
    after_help = "Exits with 0 where nothing counts, with 1 where there are errors (or warnings, with \
    `--deny warnings`), and with 2 where the arguments are wrong."
)]
pub(crate) struct Lint {
    /// The document. [default: spec/identities.yaml]
    file: Option<PathBuf>,
    /// The configuration. [default: spec/sdk.toml; none for another document]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    strictness: Strictness,
    /// Print what a rule is about: its code, such as `OAS0102`, or its name.
    #[arg(long, value_name = "CODE", conflicts_with = "file")]
    explain: Option<String>,
    /// Print the list of all rules, as Markdown.
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
            xtask::output::tell(&format!("{summary}\n"));
        }
        Ok(())
    }
}

/// How findings are told, and which of them count.
#[derive(Debug, Args)]
struct Strictness {
    /// The form of the findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail where there are findings of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    deny: Option<Deny>,
}

impl Strictness {
    /// Whether the findings make a command fail.
    fn fails(&self, diagnostics: &Diagnostics) -> bool {
        diagnostics.has_errors()
            || (self.deny == Some(Deny::Warnings) && diagnostics.count(Severity::Warning) > 0)
    }
}

/// The form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines of the document.
    Text,
    /// For programs, as `docs/diagnostics.schema.json` says.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

impl Format {
    /// All findings in this form.
    fn render(self, diagnostics: &Diagnostics, source: &dyn Locate, color: bool) -> String {
        match self {
            Self::Text => render(diagnostics, source, color),
            Self::Json => format!("{:#}\n", to_json(diagnostics, source)),
            Self::Github => github(diagnostics, source),
        }
    }
}

/// Findings that make a command fail besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}
