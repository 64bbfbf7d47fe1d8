//! The measurements of a generator on a document.

use std::fs;
use std::path::Path;
use std::time::Duration;

/// One run.
#[derive(Debug)]
pub(super) struct Run {
    /// The wall time of the process.
    pub(super) elapsed: Duration,
    /// The peak memory in bytes.
    pub(super) peak: u64,
    pub(super) is_success: bool,
}

/// All runs.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    runs: Vec<Run>,
}

/// The figures in the table.
#[derive(Debug)]
pub(super) struct Figures {
    /// The median.
    pub(super) seconds: f64,
    /// The highest peak memory in megabytes.
    pub(super) peak: f64,
}

impl Outcome {
    pub(super) fn add(&mut self, run: Run) {
        self.runs.push(run);
    }

    pub(super) fn has_failed(&self) -> bool {
        self.runs.iter().any(|run| !run.is_success)
    }

    /// Returns `None` if a run failed.
    pub(super) fn figures(&self) -> Option<Figures> {
        let mut times: Vec<Duration> = self.runs.iter().map(|run| run.elapsed).collect();
        times.sort();
        let peak = self.runs.iter().map(|run| run.peak).max()?;
        let median = times.get(times.len() / 2)?;
        (!self.has_failed()).then_some(Figures {
            seconds: median.as_secs_f64(),
            peak: megabytes(peak),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "no process has so much memory")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Counts the lines of Rust below a folder. Unreadable files count as empty.
pub(super) fn lines_below(folder: &Path) -> usize {
    let mut lines = 0;
    let mut queue = vec![folder.to_owned()];
    while let Some(folder) = queue.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                queue.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                lines += fs::read_to_string(path).unwrap_or_default().lines().count();
            }
        }
    }
    lines
}
