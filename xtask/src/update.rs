//! `cargo xtask update`: slices the vendor's document, replaces ours with it, and regenerates.

mod provenance;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use sdk_generator::change::{Report, Verdict};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, Sources};
use sdk_generator::document::{self, Document, Slice};
use sdk_generator::plan;
use sdk_generator::release::{Pending, Settings};
use sdk_generator::surface::Surface;
use sdk_generator::versions::{Version, compare};
use sdk_generator::write::{Mode, write};
use serde::de::IgnoredAny;

use crate::Failure;
use crate::generate::Generate;
use crate::output::{count, print, print_message};
use crate::source::{Source, findings, workspace};
use provenance::Provenance;

/// Replaces the document in `spec/` by our operations of the vendor's document, and regenerates the SDK.
#[derive(Debug, Args)]
pub struct Update {
    /// The vendor's document, or a part of it with our operations.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Write nothing; report what would change.
    #[arg(long)]
    dry_run: bool,
}

impl Update {
    pub(crate) fn run(&self, color: bool, result_color: bool) -> Result<(), Failure> {
        let Settings { config, lock } = Source::ours().settings("sdk")?;
        let (text, slice) = self.part(&config, color)?;
        let kept = kept_text(&text, &slice)?;
        let spec = workspace().join("spec/identities.yaml");
        let mut diagnostics = Diagnostics::new();
        let document = document::read_as(&spec, kept.clone(), &config.overlays, &mut diagnostics);
        let (stale, surface) = stale_files(&document, &config, &mut diagnostics, color)?;
        let report = show_changes(&spec, &document, &config, result_color)?;
        let is_same = fs::read_to_string(&spec).is_ok_and(|before| before == kept);
        print_message(&format!(
            "{}: {}, {} kept\n{}, {}\n",
            self.from.display(),
            count(slice.operations, "operation"),
            count(slice.components, "component"),
            if is_same {
                "spec/identities.yaml is unchanged"
            } else {
                "spec/identities.yaml changes"
            },
            match stale {
                0 => "the code of the SDK is unchanged".to_owned(),
                number => format!("{} of the SDK change", count(number, "file")),
            },
        ));
        let worst = report.as_ref().map(Report::worst);
        if let (Some(words), false) = (worst.and_then(minor_changes), is_same) {
            print_message(words);
        }
        if self.dry_run {
            // Without `--dry-run`, `generate` reports this.
            if let Some(lock) = &lock {
                print_message(&Pending::new(lock, &surface, &config.package.version).to_text());
            }
            return Ok(());
        }
        let provenance = Provenance {
            from: &self.from,
            text: &text,
            kept: &kept,
            slice: &slice,
            operations: &config.operations,
            document: &document,
        };
        save(&spec, &kept)?;
        save(&workspace().join("spec/PROVENANCE.md"), &provenance.to_markdown())?;
        Generate::ours().run(color)
    }

    /// Reads the vendor's document and slices it to our operations and everything that they reference.
    fn part(&self, config: &Config, color: bool) -> Result<(String, Slice), Failure> {
        let path = &self.from;
        let mut diagnostics = Diagnostics::new();
        let text = fs::read_to_string(path)
            .map_err(|error| format!("error: `{}` cannot be read: {error}", path.display()))?;
        let overlaid = document::read_as(path, text.clone(), &config.overlays, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(Failure::Failed(rendered(&diagnostics, &overlaid, config, color)));
        }
        let reach = overlaid.reach(&config.operations, &mut diagnostics);
        // The slice is taken without overlays: `generate` applies them.
        let written = match config.overlays.as_slice() {
            [] => overlaid,
            _ => document::read_as(path, text.clone(), &[], &mut Diagnostics::new()),
        };
        let slice = written.slice(&reach, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(Failure::Failed(rendered(&diagnostics, &written, config, color)));
        }
        Ok((text, slice))
    }
}

/// Prints the changes between the current document and the new one.
fn show_changes(
    spec: &Path,
    document: &Document,
    config: &Config,
    color: bool,
) -> Result<Option<Report>, Failure> {
    let mut diagnostics = Diagnostics::new();
    let Some(before) = document::load_with_overlays(spec, &config.overlays, &mut diagnostics) else {
        // The first update has no document to compare with.
        return Ok(None);
    };
    let old = Version::new(&before, config, &mut diagnostics);
    let new = Version::new(document, config, &mut Diagnostics::new());
    let (Some(old), Some(new)) = (old, new) else {
        return Ok(None);
    };
    let report = compare(&old, &new);
    print(&report.text(color))?;
    Ok(Some(report))
}

/// Returns a message for a text that differs without a change of the API.
fn minor_changes(worst: Option<Verdict>) -> Option<&'static str> {
    match worst {
        None => Some(
            "only order, formatting, and defaults that are the timestamp of the export change: no code changes\n",
        ),
        Some(Verdict::Docs) => Some("only documentation and defaults change: no public item does\n"),
        Some(_) => None,
    }
}

/// Counts the files of the SDK that would change, and returns the new public items.
fn stale_files(
    document: &Document,
    config: &Config,
    diagnostics: &mut Diagnostics,
    color: bool,
) -> Result<(usize, Surface), Failure> {
    let Some(plan) = plan(document, config, diagnostics) else {
        return Err(Failure::Failed(rendered(diagnostics, document, config, color)));
    };
    let surface = plan.surface();
    let generated = plan.emit().map_err(|error| error.to_string())?;
    let out = workspace().join("generated-sdk");
    let report = write(&out, &generated.files, Mode::Check).map_err(|error| format!("error: {error}"))?;
    Ok((report.differences.len() - report.foreign.len(), surface))
}

/// Returns the text to write. A document of which everything is kept is written as its author formatted it.
fn kept_text(text: &str, slice: &Slice) -> Result<String, String> {
    let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
    if slice.is_whole && !is_json {
        return Ok(text.to_owned());
    }
    slice.to_yaml().map_err(|error| format!("error: {error}"))
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("error: `{}` cannot be written: {error}", path.display()))
}

/// Renders the findings about a document and the configuration.
fn rendered(diagnostics: &Diagnostics, document: &Document, config: &Config, color: bool) -> String {
    findings(diagnostics, &Sources(&[document, config]), color)
}
