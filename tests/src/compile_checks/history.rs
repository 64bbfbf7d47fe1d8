//! An API over time: each version as it would be updated, released and used after the one before.
//!
//! What the release says of a step, which version it asks for above all, is checked against the compiler, and the crate of each
//! version to a server that has the rules of that version.

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

/// A version of a document, by the name of its file.
#[derive(Debug, Clone)]
pub struct Dated {
    /// What it is called in what is reported.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What a history is.
#[derive(Debug)]
pub struct History {
    /// What came of calling a server with the rules of each version, and the name of the version.
    pub versions: Vec<(String, Scenario)>,
    /// Each version after the one before.
    pub steps: Vec<Step>,
}

/// A version after the one before.
#[derive(Debug)]
pub struct Step {
    /// Both names.
    pub name: String,
    /// The report.
    pub report: Report,
    /// What the release changes, and which version it asks for.
    pub pending: Pending,
    /// The errors of a program of the old version against the new one.
    pub errors: Vec<String>,
    /// The errors of a program of the new version against the old one: what is new there.
    pub news: Vec<String>,
    /// Whether something is deprecated that was not, or the other way round.
    deprecates: bool,
}

impl Step {
    /// What the compiler says of the step. A deprecation is a change that every program survives.
    fn bump(&self) -> Bump {
        match (self.errors.as_slice(), self.news.as_slice()) {
            ([], []) if !self.deprecates => Bump::None,
            ([], _) => Bump::Compatible,
            _ => Bump::Breaking,
        }
    }

    /// Returns whether the version that the release asks for is the one that the compiler asks for, and the report says the same.
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

/// A version as it is released.
struct Release {
    name: String,
    document: Document,
    config: Config,
    krate: Crate,
    surface: Surface,
    lock: Lock,
}

impl Release {
    /// Takes a version as an update does, the part that the configuration selects, and releases it after another one.
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
        // As the next version reads it.
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

/// Goes through the versions of an API, in their order.
///
/// # Errors
///
/// Where a version is not valid, or where what is generated for it does not compile.
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
