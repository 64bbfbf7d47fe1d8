//! Documents that are small, or regular, and cost a careless reader everything it has: each is read, judged and
//! generated from by the command itself, in a process with a stack of half a megabyte.
//!
//! A document is refused at a place, or a crate is written; never does the process die, and never does it take more than
//! the bounds below. `--release` holds it to the bounds that are promised; without it the generator is slower, and has
//! more time. The processor's time counts, not the clock's, so that what else the machine does counts for nothing.
//!
//! `BOMB=name` runs one, and `cargo test … -- --nocapture` shows what each takes. `LIMITS_PROGRAM=path` runs another build of
//! the command, such as an optimised one, without that the test is built anew.

mod containers;
mod references;
mod run;
mod sizes;
mod texts;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use run::Run;

/// How many, where there are many: what takes time that grows with the square shows it.
const MANY: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };

/// A document, and its name with its extension.
struct Bomb {
    name: &'static str,
    /// The folder's files: the document first, then those that it or its configuration name.
    files: Vec<(String, String)>,
}

impl Bomb {
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

/// A bomb is made when its turn comes: all of them together are larger than what one may take.
type Make = fn() -> Bomb;

#[test]
fn no_document_takes_more_than_its_bounds() {
    let only = std::env::var("BOMB").ok();
    let bombs: Vec<Make> = [containers::ALL, references::ALL, sizes::ALL, texts::ALL].concat();
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(make) = bombs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bomb = make();
                    if only
                        .as_ref()
                        .is_some_and(|only| !bomb.name.contains(only.as_str()))
                    {
                        continue;
                    }
                    for command in run::COMMANDS {
                        let run = Run::of(&bomb, command);
                        println!("{run}");
                        faults.lock().expect("nobody panics").extend(run.faults());
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().expect("nobody panics");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
