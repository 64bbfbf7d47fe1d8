//! What must hold for any input, held to inputs that are made of the fixtures: bytes change, go, come, and change places.
//!
//! The same functions as in `fuzz`, which a fuzzer calls with more cunning. Here they need no more than a compiler.
//! `FUZZ_SECONDS` says how long each takes, and `FUZZ_SEED` where chance begins.

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "elsewhere it is a crate of its own")]
mod fuzz;
mod mutate;

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use mutate::Mutator;

/// How long each target runs, unless `FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 2;

/// The largest input. What is larger is a matter of time, which other tests are about.
const MOST_BYTES: usize = 4_000;

/// Tells the input where a target panics.
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

/// Calls a target with what becomes of the seeds.
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

/// The fixtures.
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
    // An exploded matrix parameter of one empty text: the name stands alone.
    fuzz::encode(b"nnam\x95e: sommthing\nversion: 1\n");
}
