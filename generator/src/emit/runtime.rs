//! The runtime, copied into every generated crate byte for byte.

use super::SourceFile;

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
    "constraint.rs",
    "decode.rs",
    "decode_error.rs",
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
    "json/scalar.rs",
    "lib.rs",
    "macros.rs",
    "middleware.rs",
    "multipart.rs",
    "object.rs",
    "object_writer.rs",
    "observe.rs",
    "observe/silence.rs",
    "observe/spans.rs",
    "operation.rs",
    "options.rs",
    "pagination.rs",
    "pagination/link.rs",
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
    "streaming.rs",
    "testing.rs",
    "testing/answer.rs",
    "timestamp.rs",
    "token_provider.rs",
    "transport.rs",
    "transport_reqwest.rs",
    "union.rs",
];

/// The files of the `runtime` module.
pub(super) fn files() -> Vec<SourceFile> {
    FILES
        .iter()
        .map(|(path, text)| SourceFile {
            path: format!("src/runtime/{}", if *path == "lib.rs" { "mod.rs" } else { path }),
            text: (*text).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::FILES;

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
    fn no_file_of_the_runtime_is_forgotten() {
        let mut found = Vec::new();
        walk(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src"),
            "",
            &mut found,
        );
        found.sort();
        let listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
