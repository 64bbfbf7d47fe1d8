//! The files that a document may read: its own, and those below its folder. Also, the files that generation
//! may write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Code, Diagnostics, render};
use sdk_generator::write::{Mode, write};
use sdk_generator::{document, generate};
use tempfile::TempDir;

/// The content of a file that must not be read.
const SECRET: &str = "canary-5ecret";

/// Creates a folder with a secret file, and below it a folder for documents.
fn folders() -> (TempDir, PathBuf) {
    let outer = tempfile::tempdir().expect("a folder can be made");
    let inner = outer.path().join("documents");
    fs::create_dir_all(inner.join("below")).expect("it is made");
    let secret = format!("type: object\ndescription: {SECRET}\n");
    fs::write(outer.path().join("secret.yaml"), secret).expect("it is written");
    (outer, inner)
}

/// Reads a document with a reference from its file, and returns the codes of its errors and all messages.
fn read(folder: &Path, reference: &str) -> (Vec<Code>, String) {
    let reference = serde_json::Value::from(reference);
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A: {{$ref: {reference}}}\n"
    );
    let path = folder.join("document.yaml");
    fs::write(&path, text).expect("it is written");
    let mut diagnostics = Diagnostics::new();
    let document = document::load(&path, &mut diagnostics).expect("it is a document");
    let mut told = render(&diagnostics, &document, false);
    if let Ok(Some(generated)) = generate(
        &document,
        &Config::minimal("files-sdk", "0.1.0"),
        &mut diagnostics,
    ) {
        told.extend(generated.files.into_iter().map(|file| file.text));
    }
    let codes = diagnostics.sorted().iter().map(|found| found.code).collect();
    (codes, told)
}

#[test]
fn what_lies_outside_is_not_read() {
    let (outer, inner) = folders();
    let secret = outer.path().join("secret.yaml").display().to_string();
    for reference in [
        "../secret.yaml",
        "below/../../secret.yaml",
        "./../secret.yaml#/description",
        "..\\secret.yaml",
        "below\\..\\..\\secret.yaml",
        &secret,
        &format!("file://{secret}"),
        &format!("file:{secret}"),
        &format!("FILE://{secret}"),
        "http://127.0.0.1:9/secret.yaml",
        "https://127.0.0.1:9/secret.yaml",
        "//127.0.0.1/secret.yaml",
        "\\\\127.0.0.1\\share\\secret.yaml",
        "C:\\secret.yaml",
        "C:secret.yaml",
        "http:secret.yaml",
    ] {
        let (codes, told) = read(&inner, reference);
        assert_eq!(codes, [Code::RemoteReference], "{reference}: {told}");
        assert!(!told.contains(SECRET), "{reference}: {told}");
    }
}

#[test]
fn what_lies_beside_is_read() {
    let (_outer, inner) = folders();
    fs::write(inner.join("below/part.yaml"), format!("description: {SECRET}\n")).expect("it is written");
    let (codes, told) = read(&inner, "below/part.yaml");
    assert_eq!(codes, []);
    assert!(told.contains(SECRET), "{told}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_followed() {
    use std::os::unix::fs::symlink;

    let (outer, inner) = folders();
    symlink("../secret.yaml", inner.join("relative.yaml")).expect("it is linked");
    symlink(outer.path().join("secret.yaml"), inner.join("absolute.yaml")).expect("it is linked");
    symlink("..", inner.join("up")).expect("it is linked");
    symlink("relative.yaml", inner.join("twice.yaml")).expect("it is linked");
    for reference in ["relative.yaml", "absolute.yaml", "up/secret.yaml", "twice.yaml"] {
        let (codes, told) = read(&inner, reference);
        assert_eq!(codes, [Code::RemoteReference], "{reference}: {told}");
        assert!(!told.contains(SECRET), "{reference}: {told}");
    }
    // A link that stays in the folder works like a file.
    fs::write(inner.join("below/part.yaml"), "type: object\n").expect("it is written");
    symlink("below/part.yaml", inner.join("inside.yaml")).expect("it is linked");
    assert_eq!(read(&inner, "inside.yaml").0, []);
}

#[test]
fn what_is_no_file_is_not_read() {
    let (_outer, inner) = folders();
    for reference in ["below", "none.yaml", ".", "below/"] {
        let (codes, told) = read(&inner, reference);
        assert_eq!(codes, [Code::UnresolvedReference], "{reference}: {told}");
    }
}

/// Opening a pipe without a writer would block forever.
#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let (_outer, inner) = folders();
    let made = Command::new("mkfifo").arg(inner.join("pipe.yaml")).status();
    assert!(made.expect("`mkfifo` can be run").success());
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(read(&inner, "pipe.yaml").0));
    let codes = receiver.recv_timeout(Duration::from_secs(30));
    assert_eq!(codes, Ok(vec![Code::UnresolvedReference]));
}

/// The user may name a link as the crate's folder; only its content is untrusted.
#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_the_folder_it_leads_to() {
    let (outer, inner) = folders();
    let link = outer.path().join("link");
    std::os::unix::fs::symlink(&inner, &link).expect("it is linked");
    let mut diagnostics = Diagnostics::new();
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n";
    let document = document::parse("document.yaml", text, &mut diagnostics);
    let generated = generate(
        &document,
        &Config::minimal("files-sdk", "0.1.0"),
        &mut diagnostics,
    );
    let files = generated.expect("it is Rust").expect("it is valid").files;
    write(&link, &files, Mode::Write).expect("it is written");
    assert!(inner.join("Cargo.toml").is_file());
    // A link inside the folder is not followed.
    fs::remove_dir_all(inner.join("src")).expect("it is removed");
    std::os::unix::fs::symlink(outer.path(), inner.join("src")).expect("it is linked");
    for mode in [Mode::Write, Mode::Check] {
        write(&link, &files, mode).expect_err("a link is in it");
    }
    assert!(!outer.path().join("lib.rs").exists());
}
