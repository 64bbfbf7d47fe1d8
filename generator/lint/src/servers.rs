//! Variables in URLs of servers (OpenAPI 3.1, "Server Variable Object").

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::template::variables;
use sdk_openapi::{Document, NodeId};

pub(super) fn check(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let defined = document.get(id, "variables");
    if let Some(url) = document.get(id, "url") {
        let text = document.str(url).unwrap_or_default();
        for name in variables(text) {
            if defined.is_some_and(|defined| document.get(defined, name).is_some()) {
                continue;
            }
            diagnostics.push(
                Diagnostic::warning(
                    Code::UndefinedServerVariable,
                    document.origin(url),
                    format!("the URL names `{{{name}}}`, which `variables` does not define"),
                )
                .effect("a client cannot fill in the URL, and has to be given another one")
                .help(format!(
                    "add `variables: {{{name}: {{default: …}}}}` to the server"
                )),
            );
        }
    }
    for (name, variable) in defined.into_iter().flat_map(|id| document.entries(id)) {
        self::variable(document, name, variable, diagnostics);
    }
}

fn variable(document: &Document, name: &str, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(values) = document.get(id, "enum") else {
        return;
    };
    let listed: Vec<_> = document.items(values).map(|id| document.to_value(id)).collect();
    if listed.is_empty() && document.to_value(values).is_array() {
        let message = format!("`enum` of the server variable `{name}` is empty");
        let diagnostic = Diagnostic::warning(Code::InvalidServerVariable, document.origin(values), message);
        diagnostics.push(diagnostic.help("list the values, or remove `enum`"));
        return;
    }
    let Some(default) = document.get(id, "default") else {
        return;
    };
    if !listed.is_empty() && !listed.contains(&document.to_value(default)) {
        let message = format!("the default of the server variable `{name}` is not in its `enum`");
        diagnostics.push(
            Diagnostic::warning(Code::InvalidServerVariable, document.origin(default), message)
                .label(document.origin(values), "the values are listed here")
                .effect("the SDK's URL is one that the document does not allow")
                .help("add the default to `enum`, or use one of its values"),
        );
    }
}
