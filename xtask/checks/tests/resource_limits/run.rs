//! One run of a command on a document, and the resources that it used.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::Case;

/// The stack size of each thread in kilobytes.
const STACK: usize = 512;

/// The limit of memory in megabytes.
const MEMORY: u64 = 500;

/// The limit of CPU time in seconds.
const SECONDS: u64 = if cfg!(debug_assertions) { 20 } else { 2 };

/// The commands for each document: all rules with positions of all findings, and generation.
pub(crate) const COMMANDS: [&[&str]; 2] = [
    &["lint", "document", "--format", "github"],
    &["generate", "--spec", "document", "--out", "out"],
];

/// The outcome of a run.
pub(crate) struct Run {
    case: &'static str,
    command: &'static str,
    /// `None` if a signal ended it.
    code: Option<i32>,
    time: Duration,
    wall: Duration,
    megabytes: u64,
    /// The first lines of its output.
    output: String,
    is_located: bool,
}

impl Run {
    pub(crate) fn of(case: &Case, command: &'static [&'static str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be created");
        let mut document = "";
        for (name, text) in case.files.iter().rev() {
            fs::write(folder.path().join(name), text).expect("the file can be written");
            document = name;
        }
        let settings: &[&str] = if folder.path().join("sdk.toml").exists() {
            &["--config", "sdk.toml"]
        } else {
            &[]
        };
        let arguments = command
            .iter()
            .map(|word| if *word == "document" { document } else { word });
        let start = Instant::now();
        let mut child = limited(folder.path())
            .args(arguments)
            .args(settings)
            .stdout(fs::File::create(folder.path().join("stdout")).expect("the file can be created"))
            .stderr(fs::File::create(folder.path().join("stderr")).expect("the file can be created"))
            .spawn()
            .expect("the command can be started");
        let ended = child.wait4().expect("the process can be waited for");
        let read = |name| {
            let bytes = fs::read(folder.path().join(name)).expect("the file can be read");
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (out, err) = (read("stdout"), read("stderr"));
        let is_located = match *command {
            ["lint", ..] => out.lines().any(|line| line.starts_with("::error file=")),
            _ => err.contains("error[OAS") && err.contains("--> "),
        };
        Self {
            case: case.name,
            command: command.first().copied().unwrap_or_default(),
            code: ended.status.code(),
            time: ended.rusage.utime + ended.rusage.stime,
            wall: start.elapsed(),
            megabytes: ended.rusage.maxrss / 1_000_000,
            output: format!("{out}{err}").chars().take(300).collect(),
            is_located,
        }
    }

    /// Describes the failure, if any.
    pub(crate) fn failure(&self) -> Option<String> {
        let failure = match self.code {
            None => "a signal ended it",
            Some(1) if !self.is_located => "it fails without a position",
            Some(0 | 1) if self.time > Duration::from_secs(SECONDS) => "it takes too long",
            Some(0 | 1) if self.megabytes > MEMORY => "it takes too much memory",
            Some(0 | 1) => return None,
            Some(_) => "its exit code is unexpected",
        };
        Some(format!("{self}: {failure}: {}", self.output))
    }
}

impl fmt::Display for Run {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:32} {:8} {:>7} {:6.2} s CPU, {:6.2} s, {:4} MB",
            self.case,
            self.command,
            self.code
                .map_or_else(|| "killed".to_owned(), |code| code.to_string()),
            self.time.as_secs_f64(),
            self.wall.as_secs_f64(),
            self.megabytes
        )
    }
}

/// Returns the command with limits for its process. Twice the time is enough to report that it is too slow, and ends
/// endless runs.
fn limited(folder: &Path) -> Command {
    let mut command = Command::new("sh");
    let script = format!(
        "ulimit -s {STACK} && ulimit -t {} && exec \"$0\" \"$@\"",
        SECONDS * 2
    );
    command
        .args(["-c", &script])
        .arg(std::env::var_os("LIMITS_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_checks").into()))
        .env("RUST_MIN_STACK", (STACK * 1024).to_string())
        .env("RAYON_NUM_THREADS", "2")
        .stdin(Stdio::null())
        .current_dir(folder);
    command
}
