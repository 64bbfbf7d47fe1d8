//! The runtime, copied into every generated crate byte for byte, but for the libraries of dates that it does
//! not use.

use super::SourceFile;
use sdk_wire::DateLibrary;

/// Pairs of a file's path below the runtime's `src` and its text.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/src/", $path)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "auth.rs",
    "base64.rs",
    "base_url.rs",
    "blocking.rs",
    "body.rs",
    "call.rs",
    "client.rs",
    "client_builder.rs",
    "client_builder/build.rs",
    "constraint.rs",
    "date_chrono.rs",
    "date_jiff.rs",
    "date_time.rs",
    "decode.rs",
    "decode_error.rs",
    "depth.rs",
    "encode.rs",
    "encode/header.rs",
    "encode/path.rs",
    "encode/percent.rs",
    "encode/query.rs",
    "environment.rs",
    "error.rs",
    "event.rs",
    "exchange.rs",
    "execute.rs",
    "framing.rs",
    "header_values.rs",
    "headers.rs",
    "json.rs",
    "json/borrowed.rs",
    "json/compound.rs",
    "json/non_finite.rs",
    "json/scalar.rs",
    "lib.rs",
    "link.rs",
    "macros.rs",
    "middleware.rs",
    "multipart.rs",
    "object.rs",
    "object_writer.rs",
    "observe.rs",
    "observe/disabled.rs",
    "observe/recorded.rs",
    "observe/spans.rs",
    "operation.rs",
    "options.rs",
    "pagination.rs",
    "pagination/step.rs",
    "pagination/stream.rs",
    "pagination/walk.rs",
    "patch.rs",
    "prepare.rs",
    "rate_limit.rs",
    "raw.rs",
    "response.rs",
    "response_stream.rs",
    "retry.rs",
    "secret.rs",
    "send.rs",
    "sign.rs",
    "streaming.rs",
    "testing.rs",
    "testing/response.rs",
    "timestamp.rs",
    "token_provider.rs",
    "transport.rs",
    "transport_hyper.rs",
    "transport_hyper/connect.rs",
    "transport_hyper/with_native_tls.rs",
    "transport_hyper/with_rustls.rs",
    "undecoded.rs",
    "union.rs",
    "validate.rs",
    "vocabulary.rs",
];

/// The files of the `runtime` module. Of those for date libraries a crate has the one it needs, and its root
/// module names no other.
pub(super) fn files(dates: Option<DateLibrary>) -> Vec<SourceFile> {
    let left_out: Vec<String> = DateLibrary::ALL
        .into_iter()
        .filter(|library| Some(*library) != dates)
        .map(|library| format!("{}.rs", date_module(library)))
        .collect();
    FILES
        .iter()
        .filter(|(path, _)| left_out.iter().all(|left_out| left_out != path))
        .map(|(path, text)| match *path {
            "lib.rs" => ("mod.rs", root(text, dates)),
            path => (path, (*text).to_owned()),
        })
        .map(|(path, text)| SourceFile {
            path: format!("src/runtime/{path}"),
            text,
        })
        .collect()
}

/// The root module with the one module for dates that the crate needs, which depends on no feature.
fn root(text: &str, dates: Option<DateLibrary>) -> String {
    let mut text = text.to_owned();
    for library in DateLibrary::ALL {
        let module = format!("mod {};\n", date_module(library));
        let kept = if Some(library) == dates {
            module.as_str()
        } else {
            ""
        };
        text = text.replace(&format!("{}{module}", condition(library)), kept);
    }
    text
}

fn condition(library: DateLibrary) -> String {
    format!("#[cfg(feature = \"{}\")]\n", library.crate_name())
}

/// The module that makes values of the types of a library.
fn date_module(library: DateLibrary) -> String {
    format!("date_{}", library.crate_name())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{DateLibrary, FILES, files};

    fn walk(directory: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(directory).expect("the runtime's folder is there") {
            let entry = entry.expect("its entries are readable");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.push(name);
            }
        }
    }

    #[test]
    fn a_crate_has_the_dates_that_it_needs() {
        for dates in [None].into_iter().chain(DateLibrary::ALL.map(Some)) {
            let files = files(dates);
            let root = files.iter().find(|file| file.path == "src/runtime/mod.rs");
            let root = &root.expect("the runtime has a root module").text;
            for library in DateLibrary::ALL {
                let name = library.crate_name();
                let path = format!("src/runtime/date_{name}.rs");
                let is_needed = Some(library) == dates;
                assert_eq!(files.iter().any(|file| file.path == path), is_needed, "{path}");
                let line = format!("\nmod date_{name};\n");
                assert_eq!(root.contains(&line), is_needed, "{root}");
                assert!(!root.contains(&format!("feature = \"{name}\"")), "{root}");
            }
        }
    }

    #[test]
    fn no_file_of_the_runtime_is_forgotten() {
        let mut found = Vec::new();
        walk(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src"),
            "",
            &mut found,
        );
        found.sort();
        let listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
