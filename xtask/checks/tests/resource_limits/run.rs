//! One run of a command over a document, and what it took.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::Bomb;

/// The most kilobytes of stack that any thread has.
const STACK: usize = 512;

/// The most megabytes that a process may have in use.
const MEMORY: u64 = 500;

/// How many seconds of the processor a run may take.
const SECONDS: u64 = if cfg!(debug_assertions) { 20 } else { 2 };

/// What is run over each document: the rules and every finding with its place, and generation.
pub(crate) const COMMANDS: [&[&str]; 2] = [
    &["lint", "document", "--format", "github"],
    &["generate", "--spec", "document", "--out", "out"],
];

/// What became of a run.
pub(crate) struct Run {
    bomb: &'static str,
    command: &'static str,
    /// `None` where a signal ended it.
    code: Option<i32>,
    time: Duration,
    wall: Duration,
    megabytes: u64,
    /// What it said, shortened.
    said: String,
    is_located: bool,
}

impl Run {
    pub(crate) fn of(bomb: &Bomb, command: &'static [&'static str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut document = "";
        for (name, text) in bomb.files.iter().rev() {
            fs::write(folder.path().join(name), text).expect("it is written");
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
            .stdout(fs::File::create(folder.path().join("stdout")).expect("it is made"))
            .stderr(fs::File::create(folder.path().join("stderr")).expect("it is made"))
            .spawn()
            .expect("it is run");
        let ended = child.wait4().expect("it ends");
        let read = |name| {
            let bytes = fs::read(folder.path().join(name)).expect("it was made");
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (out, err) = (read("stdout"), read("stderr"));
        let is_located = match *command {
            ["lint", ..] => out.lines().any(|line| line.starts_with("::error file=")),
            _ => err.contains("error[OAS") && err.contains("--> "),
        };
        Self {
            bomb: bomb.name,
            command: command.first().copied().unwrap_or_default(),
            code: ended.status.code(),
            time: ended.rusage.utime + ended.rusage.stime,
            wall: start.elapsed(),
            megabytes: ended.rusage.maxrss / 1_000_000,
            said: format!("{out}{err}").chars().take(300).collect(),
            is_located,
        }
    }

    /// What is not as it should be.
    pub(crate) fn faults(&self) -> Option<String> {
        let fault = match self.code {
            None => "a signal ended it",
            Some(1) if !self.is_located => "it fails without a place",
            Some(0 | 1) if self.time > Duration::from_secs(SECONDS) => "it takes too long",
            Some(0 | 1) if self.megabytes > MEMORY => "it takes too much memory",
            Some(0 | 1) => return None,
            Some(_) => "it neither works nor refuses",
        };
        Some(format!("{self}: {fault}: {}", self.said))
    }
}

impl fmt::Display for Run {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:32} {:8} {:>7} {:6.2} s of the processor, {:6.2} s, {:4} MB",
            self.bomb,
            self.command,
            self.code
                .map_or_else(|| "killed".to_owned(), |code| code.to_string()),
            self.time.as_secs_f64(),
            self.wall.as_secs_f64(),
            self.megabytes
        )
    }
}

/// The command, with the bounds that hold in its process: twice the time tells that it is too slow, and ends
/// those that never would.
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
