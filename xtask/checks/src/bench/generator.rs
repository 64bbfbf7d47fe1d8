//! Our generator, and other ones to compare it with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4 as _;

use super::run::Run;

/// The placeholder of the document's path.
const INPUT: &str = "{input}";

/// The placeholder of the output folder's path.
const OUTPUT: &str = "{output}";

/// A generator that can be run.
#[derive(Debug)]
pub(super) struct Generator {
    /// Its name in the table.
    pub(super) name: String,
    program: String,
    arguments: Vec<String>,
}

/// Generators with known commands, installed by `cargo install NAME --version VERSION`.
///
/// Tried with openapi-nexus 0.2.3 and openapi-to-rust 0.23.0.
const KNOWN: [(&str, &str); 2] = [
    (
        "openapi-nexus",
        "openapi-nexus generate --generators rust-reqwest --input {input} --output {output}",
    ),
    // It writes modules without a crate.
    (
        "openapi-to-rust",
        "openapi-to-rust generate {input} --output-dir {output}/src/api",
    ),
];

/// Returns the known generators, and those that arguments add or change.
pub(super) fn rivals(arguments: &[String]) -> Result<Vec<Generator>, String> {
    let mut rivals: Vec<Generator> = KNOWN
        .iter()
        .map(|(name, command)| Generator::of(name, command))
        .collect();
    for argument in arguments {
        let malformed = || format!("error: `--rival {argument}` does not have the form NAME=COMMAND");
        let (name, command) = argument.split_once('=').ok_or_else(malformed)?;
        let known = rivals.iter_mut().find(|rival| rival.name == name);
        match known {
            Some(known) if !command.contains(INPUT) => command.clone_into(&mut known.program),
            Some(known) => *known = Generator::of(name, command),
            None if command.contains(INPUT) && command.contains(OUTPUT) => {
                rivals.push(Generator::of(name, command));
            }
            None => return Err(format!("{}, with `{INPUT}` and `{OUTPUT}` in it", malformed())),
        }
    }
    Ok(rivals)
}

impl Generator {
    /// Returns the generator of this repository.
    pub(super) fn ours(program: &Path) -> Self {
        Self {
            name: "this one".to_owned(),
            program: program.display().to_string(),
            arguments: ["generate", "--spec", INPUT, "--out", OUTPUT]
                .map(str::to_owned)
                .into(),
        }
    }

    fn of(name: &str, command: &str) -> Self {
        let mut words = command.split_whitespace().map(str::to_owned);
        Self {
            name: name.to_owned(),
            program: words.next().unwrap_or_default(),
            arguments: words.collect(),
        }
    }

    /// Returns whether the program exists.
    pub(super) fn is_installed(&self) -> bool {
        if Path::new(&self.program).components().count() > 1 {
            return Path::new(&self.program).is_file();
        }
        let name = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder: PathBuf| folder.join(&name).is_file())
    }

    /// Runs it on a document, with an empty output folder.
    pub(super) fn run(&self, document: &Path, folder: &Path) -> Result<Run, String> {
        fs::create_dir_all(folder).map_err(|error| format!("error: {error}"))?;
        let arguments = self.arguments.iter().map(|argument| {
            argument
                .replace(INPUT, &document.display().to_string())
                .replace(OUTPUT, &folder.display().to_string())
        });
        let mut command = Command::new(&self.program);
        command.args(arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let ended = command.spawn().and_then(|mut child| child.wait4());
        let ended = ended.map_err(|error| format!("error: `{}`: {error}", self.program))?;
        Ok(Run {
            elapsed: start.elapsed(),
            peak: ended.rusage.maxrss,
            is_success: ended.status.success(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(arguments: &[&str]) -> Result<Vec<(String, String)>, String> {
        let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
        let rivals = rivals(&arguments)?;
        Ok(rivals
            .into_iter()
            .map(|rival| (rival.name, rival.program))
            .collect())
    }

    #[test]
    fn a_generator_is_added_or_its_path_is_set() {
        let rivals = programs(&["openapi-nexus=/opt/nexus", "other=/opt/other {input} -o {output}"])
            .expect("the arguments are valid");
        let own = |name: &str, program: &str| (name.to_owned(), program.to_owned());
        assert_eq!(
            rivals,
            [
                own("openapi-nexus", "/opt/nexus"),
                own("openapi-to-rust", "openapi-to-rust"),
                own("other", "/opt/other"),
            ]
        );
    }

    #[test]
    fn a_generator_without_placeholders_is_rejected() {
        assert!(programs(&["other=/opt/other"]).is_err());
        assert!(programs(&["other"]).is_err());
    }
}
