//! Holds change reports to the compiler, at length: more edits than a test has time for, and documents that are given.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};
use sdk_generator::config::{self, Config};
use tests::reality::{
    Outcome, Pair, RealityError, Workshop, base, edits_found, outcomes, random_pairs, semver_breaks,
};

#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The folder in which crates are compiled.
    #[arg(long, global = true, default_value = "target/reality")]
    folder: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The pairs of a folder, each a folder with `old.yaml` and `new.yaml`.
    Pairs {
        /// The folder.
        #[arg(default_value = "tests/fixtures/changes")]
        pairs: PathBuf,
    },
    /// The versions of a document, each against the one before, in the order of their file names.
    History {
        /// The folder with the versions.
        versions: PathBuf,
        /// The settings of the SDK.
        #[arg(long, default_value = "spec/sdk.toml")]
        config: PathBuf,
    },
    /// Random edits of documents.
    Edits {
        /// The documents.
        #[arg(required = true)]
        documents: Vec<PathBuf>,
        /// The first seed.
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// How many seeds.
        #[arg(long, default_value_t = 4)]
        seeds: u64,
    },
    /// Many edits of one document at once: is each found, is each found once, and how long does it take?
    Many {
        /// The document.
        document: PathBuf,
        /// How many edits.
        #[arg(long, default_value_t = 50)]
        edits: usize,
        /// The seed.
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, RealityError> {
    let workshop = |name| Workshop::new(&arguments.folder, name);
    match &arguments.command {
        Command::Pairs { pairs } => judge(&pairs_of(pairs)?, &workshop("pairs")),
        Command::History { versions, config } => {
            let config = config::load(config).map_err(|error| RealityError(error.to_string()))?;
            judge(&history(versions, &config)?, &workshop("history"))
        }
        Command::Edits {
            documents,
            from,
            seeds,
        } => judge(&random_pairs(documents, *from..from + seeds)?, &workshop("edits")),
        Command::Many {
            document,
            edits,
            seed,
        } => {
            let document = base(document)?;
            let found = edits_found(&document, *edits, *seed)?;
            println!("{found}");
            Ok(found.missed.is_empty() && found.repeated.is_empty())
        }
    }
}

/// Compiles the programs of pairs, asks the second judge, and tells where anybody disagrees.
fn judge(pairs: &[Pair], workshop: &Workshop) -> Result<bool, RealityError> {
    let start = Instant::now();
    let outcomes = outcomes(pairs, workshop)?;
    let compiled = start.elapsed();
    let mut agree = true;
    for outcome in &outcomes {
        let verdict = outcome.verdict.map_or("no change", |verdict| verdict.as_str());
        let program = if outcome.errors.is_empty() {
            "compiles"
        } else {
            "breaks"
        };
        println!("{}: report {verdict}, program {program}", outcome.name);
    }
    for outcome in outcomes.iter().filter(|outcome| !outcome.agrees()) {
        agree = false;
        println!("\n{outcome}");
    }
    println!(
        "\n{} pairs, {} where report and compiler disagree, {compiled:?}",
        pairs.len(),
        outcomes.iter().filter(|outcome| !outcome.agrees()).count()
    );
    let Some(breaks) = semver_breaks(workshop)? else {
        println!("cargo-semver-checks is not there, and was not asked");
        return Ok(agree);
    };
    let missed = |outcome: &&Outcome| !outcome.is_breaking();
    for (index, found) in &breaks {
        if let Some(outcome) = outcomes.get(*index).filter(missed) {
            agree = false;
            println!(
                "\n{}: cargo-semver-checks sees a break\n  {}\n{outcome}",
                outcome.name,
                found.join("\n  ")
            );
        }
    }
    println!("cargo-semver-checks sees breaks in {} pairs", breaks.len());
    Ok(agree)
}

fn pairs_of(folder: &Path) -> Result<Vec<Pair>, RealityError> {
    let mut pairs = Vec::new();
    for folder in sorted(folder)? {
        let old = folder.join("old.yaml");
        if old.exists() {
            pairs.push(Pair {
                name: file_name(&folder),
                old: text(&old)?,
                new: text(&folder.join("new.yaml"))?,
                config: Config::minimal("changes", "0.1.0"),
                expected: None,
            });
        }
    }
    Ok(pairs)
}

fn history(folder: &Path, config: &Config) -> Result<Vec<Pair>, RealityError> {
    let versions = sorted(folder)?;
    let steps = versions.iter().zip(versions.iter().skip(1));
    let pairs = steps.map(|(old, new)| {
        Ok(Pair {
            name: format!("{} -> {}", file_name(old), file_name(new)),
            old: text(old)?,
            new: text(new)?,
            config: config.clone(),
            expected: None,
        })
    });
    pairs.collect()
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, RealityError> {
    let told = |error: std::io::Error| RealityError(format!("`{}`: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(told)?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(told)?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().display().to_string()
}

fn text(path: &Path) -> Result<String, RealityError> {
    std::fs::read_to_string(path).map_err(|error| RealityError(format!("`{}`: {error}", path.display())))
}
