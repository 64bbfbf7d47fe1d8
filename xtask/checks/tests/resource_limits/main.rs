//! Resource limits: small or regular documents that cost a careless reader all of its time, memory or stack. The command
//! lints and generates from each, in a process with a stack of half a megabyte.
//!
//! Each document is rejected with a position or generated from, within the limits below, and never crashes the process.
//! An optimized build has to keep the limits that are documented, with the full sizes (`cargo xtask nightly`). Without
//! optimization sizes are smaller and there is more time. CPU time is limited, since it does not depend on other load.
//!
//! `LIMITS_ONLY=name` selects cases, and `cargo test … -- --nocapture` prints the figures of each. `LIMITS_PROGRAM=path`
//! tests another build of the command.

mod containers;
mod references;
mod run;
mod sizes;
mod texts;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use run::Run;

/// The number of items in large documents: enough to reveal quadratic time.
const MANY: usize = if cfg!(debug_assertions) { 2_500 } else { 100_000 };

/// A document and its name.
struct Case {
    name: &'static str,
    /// The files of its folder: the document first, then files that it or its configuration references.
    files: Vec<(String, String)>,
}

impl Case {
    fn yaml(name: &'static str, text: String) -> Self {
        Self {
            name,
            files: vec![("document.yaml".to_owned(), text)],
        }
    }

    fn json(name: &'static str, text: String) -> Self {
        Self {
            name,
            files: vec![("document.json".to_owned(), text)],
        }
    }
}

/// A function that creates a case. All of them at once would exceed the memory limit of one.
type Make = fn() -> Case;

#[test]
fn no_document_exceeds_the_limits() {
    let only = std::env::var("LIMITS_ONLY").ok();
    let cases: Vec<Make> = [containers::ALL, references::ALL, sizes::ALL, texts::ALL].concat();
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(make) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let case = make();
                    if only
                        .as_ref()
                        .is_some_and(|only| !case.name.contains(only.as_str()))
                    {
                        continue;
                    }
                    for command in run::COMMANDS {
                        let run = Run::of(&case, command);
                        println!("{run}");
                        failures.lock().expect("no thread panics").extend(run.failure());
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no thread panics");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
