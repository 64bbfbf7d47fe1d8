//! Checks change reports against the compiler at length: with more edits than a test has time for, and on
//! given documents.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand};
use sdk_generator::config::{self, Config};
use tests::compile_checks::{
    CheckError, Dated, FixtureCrates, History, Outcome, Pair, base, compared_with_itself, edits_found,
    history, outcomes, random_pairs, semver_breaks,
};

#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The folder in which the crates are compiled.
    #[arg(long, global = true, default_value = "target/compile-checks")]
    folder: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks the pairs in a folder. Each pair is a folder with `old.yaml` and `new.yaml`.
    Pairs {
        /// The folder.
        #[arg(default_value = "tests/fixtures/changes")]
        pairs: PathBuf,
    },
    /// Checks each version of a document against the one before, in the order of their file names.
    History {
        /// The folder with the versions.
        versions: PathBuf,
        /// The configuration of the SDK.
        #[arg(long, default_value = "spec/sdk.toml")]
        config: PathBuf,
    },
    /// Checks random edits of documents.
    Edits {
        /// The documents.
        #[arg(required = true)]
        documents: Vec<PathBuf>,
        /// The first seed.
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// The number of seeds.
        #[arg(long, default_value_t = 4)]
        seeds: u64,
    },
    /// Compares a document with itself, and with copies that have many edits. Reports edits that are missed
    /// or repeated, and the time taken. The times are only meaningful with `--release`.
    Many {
        /// The document.
        document: PathBuf,
        /// The number of edits.
        #[arg(long, default_value_t = 50)]
        edits: usize,
        /// The first seed.
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// The number of seeds.
        #[arg(long, default_value_t = 1)]
        seeds: u64,
        /// The number of seconds that a comparison may take.
        #[arg(long)]
        within: Option<f64>,
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

fn run(arguments: &Arguments) -> Result<bool, CheckError> {
    let fixture_crates = |name| FixtureCrates::new(&arguments.folder, name);
    match &arguments.command {
        Command::Pairs { pairs } => check(&pairs_of(pairs)?, &fixture_crates("pairs")),
        Command::History { versions, config } => {
            let config = config::load(config).map_err(|error| CheckError(error.to_string()))?;
            check_history(versions, &config, &fixture_crates("history"))
        }
        Command::Edits {
            documents,
            from,
            seeds,
        } => check(
            &random_pairs(documents, *from..from + seeds)?,
            &fixture_crates("edits"),
        ),
        Command::Many {
            document,
            edits,
            from,
            seeds,
            within,
        } => many(document, *edits, *from..from + seeds, *within),
    }
}

/// Compares a document with itself and with edited copies, and reports what is wrong.
fn many(path: &Path, edits: usize, seeds: Range<u64>, within: Option<f64>) -> Result<bool, CheckError> {
    let is_fast = |time: Duration| within.is_none_or(|seconds| time.as_secs_f64() <= seconds);
    let (entries, time) = compared_with_itself(path)?;
    println!("itself: {entries} entries, {time:?}");
    let mut holds = entries == 0 && is_fast(time);
    let document = base(path)?;
    for seed in seeds {
        let found = edits_found(&document, edits, seed)?;
        println!("seed {seed}: {found}");
        holds &= found.missed.is_empty() && found.repeated.is_empty() && is_fast(found.time);
    }
    Ok(holds)
}

/// Compiles the programs of pairs, runs the second oracle, and reports disagreements.
fn check(pairs: &[Pair], fixture_crates: &FixtureCrates) -> Result<bool, CheckError> {
    let start = Instant::now();
    let outcomes = outcomes(pairs, fixture_crates)?;
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
    let is_breaking = |index: usize| outcomes.get(index).is_none_or(Outcome::is_breaking);
    Ok(second_oracle(fixture_crates, &is_breaking)? && agree)
}

/// Runs the second oracle if it is installed, and reports the breaks that only it finds.
fn second_oracle(
    fixture_crates: &FixtureCrates,
    is_breaking: &dyn Fn(usize) -> bool,
) -> Result<bool, CheckError> {
    let Some(breaks) = semver_breaks(fixture_crates)? else {
        println!("cargo-semver-checks is not there, and was not asked");
        return Ok(true);
    };
    let mut agree = true;
    for (index, found) in breaks.iter().filter(|(index, _)| !is_breaking(**index)) {
        agree = false;
        println!(
            "\npair {index}: cargo-semver-checks alone sees a break\n  {}",
            found.join("\n  ")
        );
    }
    println!("cargo-semver-checks sees breaks in {} pairs", breaks.len());
    Ok(agree)
}

fn pairs_of(folder: &Path) -> Result<Vec<Pair>, CheckError> {
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

/// Checks the versions in a folder, and prints a line for each version and each step.
fn check_history(folder: &Path, config: &Config, fixture_crates: &FixtureCrates) -> Result<bool, CheckError> {
    let versions: Result<Vec<Dated>, CheckError> = sorted(folder)?
        .iter()
        .map(|path| {
            Ok(Dated {
                name: file_name(path),
                text: text(path)?,
            })
        })
        .collect();
    let History { versions, steps } = history(&versions?, config, fixture_crates)?;
    let mut agree = true;
    for (name, scenario) in &versions {
        let complaints = &scenario.complaints;
        println!(
            "{name}: {} calls, {} not understood",
            scenario.calls,
            complaints.len()
        );
        for complaint in complaints {
            println!("  {complaint}");
        }
        agree &= complaints.is_empty();
    }
    println!();
    for step in &steps {
        println!("{step}");
        agree &= step.agrees();
    }
    let is_breaking = |index: usize| steps.get(index).is_none_or(|step| !step.errors.is_empty());
    Ok(second_oracle(fixture_crates, &is_breaking)? && agree)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, CheckError> {
    let told = |error: std::io::Error| CheckError(format!("`{}`: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(told)?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(told)?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().display().to_string()
}

fn text(path: &Path) -> Result<String, CheckError> {
    std::fs::read_to_string(path).map_err(|error| CheckError(format!("`{}`: {error}", path.display())))
}
