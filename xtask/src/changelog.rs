//! `cargo xtask changelog`: writes the changes since the last release into the SDK's changelog.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use sdk_generator::change::is_date;
use sdk_generator::release::{Entry, Pending, with_entry};

use crate::Failure;
use crate::output::{print, print_message};
use crate::source::{Source, planned, workspace};

/// Writes the entry for the version in `sdk.toml` into `generated-sdk/CHANGELOG.md`. Running it again keeps text that
/// people wrote there.
#[derive(Debug, Args)]
pub struct Changelog {
    /// The date of the release, such as 2030-12-31. [default: the date of the existing entry, if any]
    #[arg(long, value_name = "DATE", conflicts_with = "today")]
    date: Option<String>,
    /// Use the current date in UTC.
    #[arg(long)]
    today: bool,
    /// Print the changelog instead of writing it.
    #[arg(long)]
    dry_run: bool,
}

impl Changelog {
    pub(crate) fn run(&self, color: bool) -> Result<(), Failure> {
        let today = self
            .today
            .then(|| jiff::Timestamp::now().strftime("%F").to_string());
        let date = self.date.clone().or(today);
        if let Some(date) = date.as_ref().filter(|date| !is_date(date)) {
            return Err(Failure::Usage(format!(
                "error: `{date}` is not a valid date: write it like 2030-12-31"
            )));
        }
        let source = Source::ours();
        let settings = source.settings("sdk")?;
        let version = settings.config.package.version.clone();
        let surface = planned(&source, &settings.config, color)?.surface();
        let pending = settings
            .lock
            .as_ref()
            .map(|lock| Pending::new(lock, &surface, &version));
        // The entry of a released version does not change any more.
        if let Some(pending) = pending
            .as_ref()
            .filter(|pending| pending.version == pending.released)
        {
            let least = match pending.changes.as_slice() {
                [] => "the next one".to_owned(),
                _ => format!("{} or higher", pending.required),
            };
            return Err(Failure::Failed(format!(
                "error: {version} is released: set `version` in `spec/sdk.toml` to {least}"
            )));
        }
        if let Some(pending) = pending.as_ref().filter(|pending| !pending.is_sufficient()) {
            return Err(Failure::Failed(format!(
                "error: {}",
                pending.to_text().trim_end()
            )));
        }
        let file = changelog_file();
        let before = fs::read_to_string(&file).unwrap_or_default();
        let entry = Entry {
            version: &version,
            date: date.as_deref(),
            changes: pending.as_ref().map(|pending| pending.changes.as_slice()),
        };
        let text = with_entry(&before, &entry);
        if self.dry_run {
            print(&text)?;
            return Ok(());
        }
        if text == before {
            print_message("generated-sdk/CHANGELOG.md is unchanged\n");
            return Ok(());
        }
        fs::write(&file, text)
            .map_err(|error| format!("error: `{}` cannot be written: {error}", file.display()))?;
        print_message(&format!(
            "generated-sdk/CHANGELOG.md: wrote the entry of {version}\n"
        ));
        Ok(())
    }
}

/// Returns the path of the SDK's changelog.
pub(crate) fn changelog_file() -> PathBuf {
    workspace().join("generated-sdk/CHANGELOG.md")
}
