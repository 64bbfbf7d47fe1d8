//! An API over time: each version is updated, released and used after the one before.
//!
//! The release's summary of a step, above all the required version, is checked against the compiler. The
//! crate of each version is checked against a server that follows the rules of that version.

use std::fmt;

use sdk_generator::change::{Report, Verdict};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};
use sdk_generator::emit::SourceFile;
use sdk_generator::lock::{Bump, Lock, required_version};
use sdk_generator::plan;
use sdk_generator::release::{Pending, settle};
use sdk_generator::rust::Crate;
use sdk_generator::surface::Surface;
use sdk_generator::versions::{Version, compare};

use super::fixture_crate::Crates;
use super::scenario::{Party, Scenario, scenarios};
use super::{CheckError, FixtureCrates, program};

/// The version of the first release.
const FIRST: &str = "0.1.0";

/// A version of a document, named after its file.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The name of the version in reports.
    pub name: String,
    /// The text of the document.
    pub text: String,
}

/// The results for a history.
#[derive(Debug)]
pub struct History {
    /// The name of each version, with the result of calling a server that follows its rules.
    pub versions: Vec<(String, Scenario)>,
    /// The step from each version to the next.
    pub steps: Vec<Step>,
}

/// The step from one version to the next.
#[derive(Debug)]
pub struct Step {
    /// The names of both versions.
    pub name: String,
    /// The report.
    pub report: Report,
    /// The changes of the release, and the version that it requires.
    pub pending: Pending,
    /// The errors of a program of the old version against the new one.
    pub errors: Vec<String>,
    /// The errors of a program of the new version against the old one, which show added items.
    pub news: Vec<String>,
    /// True if something became deprecated, or is no longer deprecated.
    deprecates: bool,
}

impl Step {
    /// Returns the version bump according to the compiler. A deprecation is a change that breaks no program.
    fn bump(&self) -> Bump {
        match (self.errors.as_slice(), self.news.as_slice()) {
            ([], []) if !self.deprecates => Bump::None,
            ([], _) => Bump::Compatible,
            _ => Bump::Breaking,
        }
    }

    /// Returns whether the release, the report and the compiler agree on the version bump.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let required = required_version(&self.pending.released, self.bump());
        let is_breaking = self.report.sdk_verdict() == Some(Verdict::Breaking);
        required.as_ref() == Some(&self.pending.required) && is_breaking != self.errors.is_empty()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = self.report.sdk_verdict().map_or("no change", Verdict::as_str);
        let program = if self.errors.is_empty() {
            "compiles"
        } else {
            "breaks"
        };
        write!(
            formatter,
            "{}: {} entries, {verdict}; {} -> {}; an old program {program}",
            self.name,
            self.report.entries.len(),
            self.pending.released,
            self.pending.required
        )?;
        if self.agrees() {
            return Ok(());
        }
        write!(
            formatter,
            "\nthe compiler asks for {:?}\n{}\n{}\n{}",
            self.bump(),
            self.errors.join("\n"),
            self.news.join("\n"),
            self.report.text(false)
        )
    }
}

/// A released version.
struct Release {
    name: String,
    document: Document,
    config: Config,
    krate: Crate,
    surface: Surface,
    lock: Lock,
}

impl Release {
    /// Updates to a version as `cargo xtask update` does, reduced to the configured operations, and releases
    /// it after another one.
    fn new(dated: &Dated, before: Option<&Self>, base: &Config) -> Result<Self, CheckError> {
        let mut diagnostics = Diagnostics::new();
        let whole = document::parse("api.yaml", &dated.text, &mut diagnostics);
        let reach = whole.reach(&base.operations, &mut diagnostics);
        let slice = whole.slice(&reach, &mut diagnostics);
        let text = slice
            .to_yaml()
            .map_err(|error| CheckError::of(&dated.name, error))?;
        let document = document::parse("api.yaml", &text, &mut diagnostics);
        let mut config = base.clone();
        FIRST.clone_into(&mut config.package.version);
        if let Some(before) = before {
            settle(&mut config, &before.lock);
        }
        let plan = plan(&document, &config, &mut diagnostics)
            .ok_or_else(|| CheckError::of(&dated.name, format!("{:#?}", diagnostics.sorted())))?;
        let surface = plan.surface();
        if let Some(before) = before {
            config.package.version = Pending::new(&before.lock, &surface, FIRST).required;
        }
        let lock = Lock {
            version: config.package.version.clone(),
            surface: surface.clone(),
        };
        // The next version reads the lock from its text.
        let lock = Lock::parse(&lock.to_text()).map_err(|error| CheckError::of(&dated.name, error))?;
        Ok(Self {
            name: dated.name.clone(),
            krate: plan.krate().clone(),
            document,
            config,
            surface,
            lock,
        })
    }

    /// Returns the files of the crate, nested into a module.
    fn files(&self, module: &str) -> Result<Vec<SourceFile>, CheckError> {
        let mut config = self.config.clone();
        config.root_module = vec![module.to_owned()];
        let plan = plan(&self.document, &config, &mut Diagnostics::new());
        let plan = plan.ok_or_else(|| CheckError::of(&self.name, "it was valid before"))?;
        let generated = plan.emit().map_err(|error| CheckError::of(&self.name, error))?;
        Ok(generated.files)
    }

    fn version(&self) -> Result<Version<'_>, CheckError> {
        Version::new(&self.document, &self.config, &mut Diagnostics::new())
            .ok_or_else(|| CheckError::of(&self.name, "it was valid before"))
    }

    fn deprecations(&self) -> usize {
        let of = |item: &sdk_generator::surface::Item| {
            let members = item.members.iter().filter(|member| member.is_deprecated).count();
            usize::from(item.is_deprecated) + members
        };
        self.surface.items.iter().map(of).sum()
    }
}

/// Checks the versions of an API in order.
///
/// # Errors
///
/// If a version is invalid, or if its generated code does not compile.
pub fn history(
    versions: &[Dated],
    config: &Config,
    fixture_crates: &FixtureCrates,
) -> Result<History, CheckError> {
    let mut releases: Vec<Release> = Vec::new();
    for dated in versions {
        let release = Release::new(dated, releases.last(), config)?;
        releases.push(release);
    }
    let steps = steps(&releases, fixture_crates)?;
    let modules: Vec<String> = (0..releases.len())
        .map(|index| format!("version_{index}"))
        .collect();
    let files: Result<Vec<Vec<SourceFile>>, CheckError> = releases
        .iter()
        .zip(&modules)
        .map(|(release, module)| release.files(module))
        .collect();
    let files = files?;
    let parties = releases.iter().zip(&modules).zip(&files);
    let parties: Vec<Party<'_>> = parties
        .map(|((release, module), files)| Party {
            module: module.clone(),
            document: &release.document,
            krate: &release.krate,
            files,
        })
        .collect();
    let told = scenarios(&parties, fixture_crates)?;
    let names = releases.iter().map(|release| release.name.clone());
    Ok(History {
        versions: names.zip(told).collect(),
        steps,
    })
}

fn steps(releases: &[Release], fixture_crates: &FixtureCrates) -> Result<Vec<Step>, CheckError> {
    let mut crates = Vec::new();
    let mut steps = Vec::new();
    for (index, (old, new)) in releases.iter().zip(releases.iter().skip(1)).enumerate() {
        for (module, old, new) in [
            (format!("pair_{index}"), old, new),
            (format!("back_{index}"), new, old),
        ] {
            let files = old.files(&module)?;
            let program = program(&files, &module).map_err(|error| CheckError::of(&old.name, error))?;
            crates.push(Crates {
                old: files,
                new: new.files(&module)?,
                program,
                module,
            });
        }
        steps.push(Step {
            name: format!("{} -> {}", old.name, new.name),
            report: compare(&old.version()?, &new.version()?),
            pending: Pending::new(&old.lock, &new.surface, &new.config.package.version),
            errors: Vec::new(),
            news: Vec::new(),
            deprecates: old.deprecations() != new.deprecations(),
        });
    }
    let mut errors = fixture_crates.check(&crates)?.into_iter();
    for step in &mut steps {
        step.errors = errors.next().unwrap_or_default();
        step.news = errors.next().unwrap_or_default();
    }
    Ok(steps)
}
