//! `cargo run --release -p tests --bin round-trip -- DIR`: sends instances of every schema of every document
//! in a folder through the generated types, and reports those that do not come back equal.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use tests::round_trip::Effort;
use tests::round_trip::driver::{Failure, round_trip};
use tests::round_trip::report::Report;

/// Sends instances of every schema through its generated type.
#[derive(Debug, Parser)]
struct Arguments {
    /// Documents, or folders of documents.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only documents whose path contains this.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// The maximum number of differences shown for each document.
    #[arg(long, default_value_t = 5)]
    show: usize,
    /// The maximum number of instances that cover each choice of a schema in turn.
    #[arg(long, default_value_t = 48)]
    rounds: usize,
    /// The number of random instances for each schema.
    #[arg(long, default_value_t = 16)]
    random: usize,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/corpus");
    let effort = Effort {
        rounds: arguments.rounds,
        random: arguments.random,
    };
    let mut all = Report::default();
    let (mut trips, mut refused, mut failed) = (0, 0, 0);
    println!(
        "{:<40} {:>7} {:>9} {:>9} {:>9} {:>11} {:>7} {:>6}",
        "document", "schemas", "instances", "equal", "explained", "differences", "without", "s"
    );
    for path in documents(&arguments) {
        let start = Instant::now();
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match round_trip(&path, &package_name(&stem), &folder, effort) {
            Ok(report) => {
                trips += 1;
                println!("{stem:<40} {report} {:>6}", start.elapsed().as_secs());
                for difference in report.differences.iter().take(arguments.show) {
                    println!("  {difference}");
                }
                for schema in &report.without_instance {
                    println!("  no instance of {schema}");
                }
                all.absorb(report);
            }
            Err(Failure::Refused(errors)) => {
                refused += 1;
                println!("{stem:<40} refused with {errors} errors");
            }
            Err(Failure::Failed(message)) => {
                failed += 1;
                println!("{stem:<40} failed: {message}");
            }
        }
    }
    println!("{:<40} {all}", format!("{trips} documents"));
    println!(
        "{refused} refused, {failed} failed, {} made values were no instances",
        all.refused
    );
    for (reason, count) in &all.reasons {
        println!("{count:>9} {}", reason.sentence());
    }
    if failed == 0 && all.differences.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Returns the documents, smallest first.
fn documents(arguments: &Arguments) -> Vec<PathBuf> {
    let mut found: Vec<(u64, PathBuf)> = Vec::new();
    let mut queue = arguments.paths.clone();
    while let Some(path) = queue.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
            queue.extend(entries.map(|entry| entry.path()));
            continue;
        }
        let is_document = path
            .extension()
            .is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known));
        let is_wanted = arguments
            .filter
            .as_ref()
            .is_none_or(|text| path.display().to_string().contains(text));
        if is_document && is_wanted {
            let size = std::fs::metadata(&path).map_or(0, |data| data.len());
            found.push((size, path));
        }
    }
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// Derives a package name from a file name.
fn package_name(stem: &str) -> String {
    let letters = stem
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .take(48)
        .collect::<String>();
    format!("trip-{}", letters.trim_matches('-'))
}
