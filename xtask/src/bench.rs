//! `cargo xtask bench`: how long it takes to generate and to compile, beside other generators.
//!
//! Every figure is that of a whole process. The generators take turns, so that what slows the machine down
//! slows all of them down.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;

use crate::output::print;
use crate::source::workspace;

/// Times generation from documents, and that of other generators beside it.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// The documents.
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// Another generator, as `NAME=COMMAND`: in the command, `{input}` is the document and `{output}` the folder of the
    /// crate. One that is not installed is passed over.
    #[arg(long = "rival", value_name = "NAME=COMMAND", value_parser = parse_rival)]
    rivals: Vec<Rival>,
    /// How often each generator is run on each document.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Also time `cargo check` of each crate, with what it depends on built before.
    #[arg(long)]
    check: bool,
}

/// A generator and how it is called.
#[derive(Debug, Clone)]
struct Rival {
    name: String,
    /// The program and its arguments.
    words: Vec<String>,
}

fn parse_rival(text: &str) -> Result<Rival, String> {
    let (name, command) = text.split_once('=').ok_or("write it as NAME=COMMAND")?;
    let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Err("the command is empty".to_owned());
    }
    Ok(Rival {
        name: name.to_owned(),
        words,
    })
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), String> {
        let generators = self.generators()?;
        let home = workspace().join("target/bench");
        print(&row(
            "document",
            "generator",
            ["median s", "least s", "lines", "check s"],
        ))?;
        for document in &self.documents {
            let stem = document
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let outs: Vec<PathBuf> = generators
                .iter()
                .map(|generator| home.join(format!("{stem}-{}", generator.name)))
                .collect();
            let mut times: Vec<Vec<Duration>> = vec![Vec::new(); generators.len()];
            for _ in 0..self.runs.max(1) {
                for ((generator, out), times) in generators.iter().zip(&outs).zip(&mut times) {
                    times.extend(generator.time(document, out)?);
                }
            }
            for ((generator, out), mut times) in generators.iter().zip(&outs).zip(times) {
                times.sort();
                let (Some(least), Some(median)) = (times.first(), times.get(times.len() / 2)) else {
                    print(&row(&stem, &generator.name, ["fails", "", "", ""]))?;
                    continue;
                };
                let check = if self.check {
                    checked(out, &home)
                } else {
                    String::new()
                };
                let cells = [seconds(*median), seconds(*least), lines(out).to_string(), check];
                print(&row(&stem, &generator.name, cells.each_ref().map(String::as_str)))?;
            }
        }
        Ok(())
    }

    /// This generator, built as it is released, and the others that are installed.
    fn generators(&self) -> Result<Vec<Rival>, String> {
        let manifest = workspace().join("xtask/Cargo.toml");
        let built = Command::new("cargo")
            .args(["build", "--release", "--quiet", "--manifest-path"])
            .arg(&manifest)
            .current_dir(workspace())
            .status();
        if !built.is_ok_and(|status| status.success()) {
            return Err("error: the generator cannot be built".to_owned());
        }
        let program = workspace().join("target/release/xtask").display().to_string();
        let words = [
            program.as_str(),
            "generate",
            "--spec",
            "{input}",
            "--out",
            "{output}",
        ];
        let mut generators = vec![Rival {
            name: "sdk_generator".to_owned(),
            words: words.map(str::to_owned).to_vec(),
        }];
        for rival in &self.rivals {
            if rival.is_installed() {
                generators.push(rival.clone());
            } else {
                print(&format!("{} is not installed, and passed over\n", rival.name))?;
            }
        }
        Ok(generators)
    }
}

impl Rival {
    fn is_installed(&self) -> bool {
        let program = self.words.first().map(String::as_str).unwrap_or_default();
        Command::new(program)
            .arg("--help")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok()
    }

    /// How long one run takes, into a folder that is empty. `None` where it fails.
    fn time(&self, document: &Path, out: &Path) -> Result<Option<Duration>, String> {
        if out.exists() {
            std::fs::remove_dir_all(out).map_err(|error| format!("error: `{}`: {error}", out.display()))?;
        }
        std::fs::create_dir_all(out).map_err(|error| format!("error: `{}`: {error}", out.display()))?;
        let (input, output) = (document.display().to_string(), out.display().to_string());
        let mut words = self
            .words
            .iter()
            .map(|word| word.replace("{input}", &input).replace("{output}", &output));
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command
            .status()
            .map_err(|error| format!("error: {}: {error}", self.name))?;
        Ok(status.success().then(|| start.elapsed()))
    }
}

/// How long `cargo check` takes for the crate alone, in seconds; a word where it does not compile.
fn checked(out: &Path, home: &Path) -> String {
    let check = || {
        Command::new("cargo")
            .args(["check", "--quiet", "--lib", "--target-dir"])
            .arg(home.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(out)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let library = out.join("src/lib.rs");
    let Ok(text) = std::fs::read(&library) else {
        return "no crate".to_owned();
    };
    if !check() {
        return "red".to_owned();
    }
    // A newer file is compiled again; what it depends on is not.
    if std::fs::write(&library, text).is_err() {
        return "-".to_owned();
    }
    let start = Instant::now();
    if check() {
        seconds(start.elapsed())
    } else {
        "red".to_owned()
    }
}

/// How many lines of Rust lie below a folder.
fn lines(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .map(|path| {
            if path.is_dir() {
                lines(&path)
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                std::fs::read_to_string(&path).map_or(0, |text| text.lines().count())
            } else {
                0
            }
        })
        .sum()
}

fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}

fn row(document: &str, generator: &str, cells: [&str; 4]) -> String {
    let mut text = format!("{document:<28} {generator:<20}");
    for cell in cells {
        text.push_str(&format!(" {cell:>10}"));
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rival_is_a_name_and_a_command() {
        let rival = parse_rival("other=other generate {input} -o {output}").expect("it is one");
        assert_eq!(rival.name, "other");
        assert_eq!(rival.words, ["other", "generate", "{input}", "-o", "{output}"]);
        assert!(parse_rival("other").is_err());
        assert!(parse_rival("other= ").is_err());
    }
}
