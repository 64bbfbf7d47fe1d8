//! The fuzz targets, run on mutated fixtures: bytes are changed, removed, inserted and moved.
//!
//! The functions are those in `fuzz`, which a coverage-guided fuzzer runs as well. These tests need only a
//! compiler. `FUZZ_SECONDS` sets the time for each target, and `FUZZ_SEED` the random seed.

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "elsewhere it is a crate of its own")]
mod fuzz;
mod mutate;

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use mutate::Mutator;

/// The number of seconds for each target, unless `FUZZ_SECONDS` is set.
const SECONDS: u64 = 2;

/// The maximum size of an input. The time for larger inputs is tested elsewhere.
const MOST_BYTES: usize = 4_000;

/// Prints the input if a target panics.
struct Told<'a>(&'a [u8]);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the input, as a Rust literal: b\"{}\"", self.0.escape_ascii());
        }
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Runs a target on mutated seeds.
fn run(target: fn(&[u8])) {
    let seeds = seeds();
    assert!(seeds.len() > 100, "{} seeds", seeds.len());
    let mut mutator = Mutator::new(number("FUZZ_SEED").unwrap_or(1), seeds);
    let end = Instant::now() + Duration::from_secs(number("FUZZ_SECONDS").unwrap_or(SECONDS));
    let mut count = 0;
    while Instant::now() < end {
        let input = mutator.next_input(MOST_BYTES);
        let _told = Told(&input);
        target(&input);
        count += 1;
    }
    println!("{count} inputs");
}

/// Returns the fixtures.
fn seeds() -> Vec<Vec<u8>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut seeds = Vec::new();
    for extension in ["yaml", "json"] {
        let pattern = fixtures.join(format!("**/*.{extension}"));
        for path in glob::glob(&pattern.to_string_lossy()).expect("the pattern is valid") {
            let mut seed = std::fs::read(path.expect("it can be read")).expect("it is a file");
            seed.truncate(MOST_BYTES);
            seeds.push(seed);
        }
    }
    seeds
}

#[test]
fn bytes_are_a_document_or_refused() {
    run(fuzz::load);
}

#[test]
fn documents_become_rust() {
    run(fuzz::generate);
}

#[test]
fn what_is_sent_is_what_was_given() {
    run(fuzz::encode);
}

#[test]
fn any_answer_is_a_value_or_an_error() {
    run(fuzz::decode);
}

#[test]
fn yaml_is_read_as_it_is_meant() {
    run(fuzz::yaml);
}

#[test]
fn what_was_found_once_holds() {
    // An exploded matrix parameter with one empty string is sent as its name alone.
    fuzz::encode(b"nnam\x95e: sommthing\nversion: 1\n");
}
