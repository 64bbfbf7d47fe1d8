//! `cargo xtask changelog`: writes what changes since the last release into the SDK's changelog.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use sdk_generator::change::is_date;
use sdk_generator::release::{Entry, Pending, with_entry};

use crate::Failure;
use crate::output::{print, tell};
use crate::source::{Source, planned, workspace};

/// Writes the entry of the version in `sdk.toml` into `generated-sdk/CHANGELOG.md`, as often as one likes: what people
/// wrote there stays.
#[derive(Debug, Args)]
pub struct Changelog {
    /// The day of the release, such as 2030-12-31. [default: none, or the one that the entry has]
    #[arg(long, value_name = "DATE", conflicts_with = "today")]
    date: Option<String>,
    /// Take the day of today, as clocks of UTC show it.
    #[arg(long)]
    today: bool,
    /// Print the changelog, and write nothing.
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
                "error: `{date}` is no date such as 2030-12-31"
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
        // An entry of what is released is history.
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
            tell("generated-sdk/CHANGELOG.md stays as it is\n");
            return Ok(());
        }
        fs::write(&file, text)
            .map_err(|error| format!("error: `{}` cannot be written: {error}", file.display()))?;
        tell(&format!(
            "generated-sdk/CHANGELOG.md has the entry of {version}\n"
        ));
        Ok(())
    }
}

/// The changelog that the SDK's users read.
pub(crate) fn changelog_file() -> PathBuf {
    workspace().join("generated-sdk/CHANGELOG.md")
}
