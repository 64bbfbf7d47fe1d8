//! `cargo xtask release`: records the public items of the version that is about to be published.

use std::fs;

use clap::Args;
use sdk_generator::lock::{Lock, suffices};
use sdk_generator::release::Pending;
use sdk_generator::write::{Mode, write};

use crate::Failure;
use crate::changelog::changelog_file;
use crate::output::{print, print_message};
use crate::source::{Source, planned, workspace};

/// Records the SDK's public items and names as those of the version in `sdk.toml`. Run it when that version is
/// published.
#[derive(Debug, Args)]
pub struct Release {
    /// Write nothing; report if the version can be released.
    #[arg(long)]
    dry_run: bool,
}

impl Release {
    pub(crate) fn run(&self, color: bool) -> Result<(), Failure> {
        let source = Source::ours();
        let settings = source.settings("sdk")?;
        let Some(path) = settings.config.release.lock.clone() else {
            let message =
                "error: `sdk.toml` does not set a lock file: add `lock = \"sdk.lock\"` under `[release]`";
            return Err(Failure::Failed(message.to_owned()));
        };
        let version = settings.config.package.version.clone();
        let plan = planned(&source, &settings.config, color)?;
        let surface = plan.surface();
        let generated = plan.emit().map_err(|error| error.to_string())?;
        let out = workspace().join("generated-sdk");
        let report = write(&out, &generated.files, Mode::Check).map_err(|error| format!("error: {error}"))?;
        let mut problems = Vec::new();
        if !report.differences.is_empty() {
            problems.push("the SDK is out of date: run `cargo xtask generate`".to_owned());
        }
        let changelog = fs::read_to_string(changelog_file()).unwrap_or_default();
        if !sdk_generator::release::has_entry(&changelog, &version) {
            problems.push(format!(
                "`generated-sdk/CHANGELOG.md` has no entry for {version}: run `cargo xtask changelog`"
            ));
        }
        if let Some(lock) = &settings.lock {
            let pending = Pending::new(lock, &surface, &version);
            print(&pending.to_text())?;
            if lock.version == version && lock.surface == surface {
                print_message(&format!("{version} is already recorded\n"));
                return Ok(());
            }
            if !pending.is_sufficient() {
                problems.push(format!(
                    "set `version` in `spec/sdk.toml` to {} or higher",
                    pending.required
                ));
            } else if suffices(&lock.version, &version) {
                problems.push(format!(
                    "{version} is released: set a higher `version` in `spec/sdk.toml`"
                ));
            }
        }
        if !problems.is_empty() {
            return Err(Failure::Failed(format!("error: {}", problems.join("\nerror: "))));
        }
        if self.dry_run {
            print_message(&format!("{version} can be released\n"));
            return Ok(());
        }
        let lock = Lock {
            version: version.clone(),
            surface,
        };
        fs::write(&path, lock.to_text())
            .map_err(|error| format!("error: `{}` cannot be written: {error}", path.display()))?;
        print_message(&format!(
            "{version} is recorded in `spec/sdk.lock`: commit it, and publish\n"
        ));
        Ok(())
    }
}
