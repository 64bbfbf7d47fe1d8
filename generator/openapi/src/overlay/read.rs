//! The text of an overlay becomes actions, and what is wrong with it is told.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::{Action, Change, Version, invalid, origin};
use crate::draft::Draft;
use crate::{Document, NodeId};
use sdk_diagnostic::{Code, Diagnostic};

/// The most brackets that a path may have open at once. The library's parser calls itself for each, and takes
/// twice as long for each filter inside a filter.
const MAX_OPEN_BRACKETS: usize = 12;

/// The longest path, in bytes.
const MAX_PATH: usize = 10_000;

/// How often the pattern of a filter may repeat a part, where repetitions within each other multiply.
const MAX_REPEATED: usize = 1_000;

/// Reads an overlay, and tells its mistakes. An action with a mistake is left out.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) version: Version,
    pub(super) found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// What stands around the actions (Overlay 1.1, "Overlay Object").
    pub(super) fn head(&mut self, root: NodeId, extended: &str) {
        self.unknown(root, &["overlay", "info", "extends", "actions"]);
        self.info(root);
        let Some(extends) = self.document.get(root, "extends") else {
            return;
        };
        let Some(text) = self.document.str(extends) else {
            let message = "`extends` must be a text";
            self.found.push(invalid(extends, message));
            return;
        };
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        // Where a document was published says nothing of what its copy is called here.
        if !text.contains("://") && name(text) != name(extended) {
            let message = format!("the overlay is made for `{text}`, and applied to `{extended}`");
            let diagnostic = Diagnostic::warning(Code::InvalidOverlay, origin(extends), message);
            self.found.push(diagnostic);
        }
    }

    /// What the overlay says about itself (Overlay 1.1, "Info Object"). Actions do not depend on it.
    fn info(&mut self, root: NodeId) {
        let Some(info) = self.document.get(root, "info") else {
            self.missing(root, "info");
            return;
        };
        if !self.document.tree.is_object(info) {
            self.found.push(invalid(info, "`info` must be an object"));
            return;
        }
        for key in ["title", "version"] {
            match self.document.get(info, key) {
                None => self.missing(info, key),
                Some(id) => self.text(id, key),
            }
        }
        match self.version {
            Version::V1_0 => self.unknown(info, &["title", "version"]),
            Version::V1_1 => self.unknown(info, &["title", "version", "description"]),
        }
    }

    fn missing(&mut self, owner: NodeId, key: &str) {
        let message = format!("the overlay must have `{key}` here");
        let diagnostic = Diagnostic::warning(Code::MissingField, origin(owner), message);
        self.found
            .push(diagnostic.effect("the overlay is applied all the same"));
    }

    fn text(&mut self, id: NodeId, key: &str) {
        // A version without quotes is a number, and is taken for the text that it stands for.
        if !matches!(self.document.to_value(id), Value::String(_) | Value::Number(_)) {
            self.found.push(invalid(id, format!("`{key}` must be a text")));
        }
    }

    fn unknown(&mut self, id: NodeId, known: &[&str]) {
        for (key, value) in self.document.entries(id) {
            if known.contains(&key) || key.starts_with("x-") {
                continue;
            }
            let message = format!("an overlay has no `{key}` here");
            let mut diagnostic = Diagnostic::warning(Code::UnknownField, origin(value), message).at_key();
            if key == "copy" {
                diagnostic =
                    diagnostic.help("it came with Overlay 1.1: begin the file with `overlay: 1.1.0`");
            } else if let Some(like) = known.iter().find(|known| strsim::jaro_winkler(known, key) > 0.8) {
                diagnostic = diagnostic.help(format!("did you mean `{like}`?"));
            }
            self.found.push(diagnostic.effect("it is ignored"));
        }
    }

    /// The actions that can be applied, in their order.
    pub(super) fn actions(&mut self, root: NodeId) -> Vec<Action> {
        let Some(list) = self.document.get(root, "actions") else {
            self.found.push(invalid(root, "the overlay has no `actions`"));
            return Vec::new();
        };
        if self.document.items(list).next().is_none() {
            let message = "`actions` must be a list with at least one action";
            self.found.push(invalid(list, message).at_key());
        }
        let mut known: BTreeMap<String, NodeId> = BTreeMap::new();
        let mut actions = Vec::new();
        for id in self.document.items(list) {
            let text = self.document.to_value(id).to_string();
            if let Some(&first) = known.get(&text) {
                let message = "the same action comes twice";
                let diagnostic = Diagnostic::warning(Code::InvalidOverlay, origin(id), message);
                self.found.push(
                    diagnostic
                        .label(origin(first), "first given here")
                        .effect("it is applied again"),
                );
            } else {
                known.insert(text, id);
            }
            match self.action(id) {
                Ok(action) => actions.push(action),
                Err(diagnostic) => self.found.push(*diagnostic),
            }
        }
        actions
    }

    fn action(&mut self, id: NodeId) -> Result<Action, Box<Diagnostic>> {
        let document = self.document;
        if !document.tree.is_object(id) {
            return Err(Box::new(invalid(id, "an action must be an object")));
        }
        let copies = self.version == Version::V1_1;
        match self.version {
            Version::V1_0 => self.unknown(id, &["target", "description", "update", "remove"]),
            Version::V1_1 => self.unknown(id, &["target", "description", "update", "remove", "copy"]),
        }
        let Some(place) = document.get(id, "target") else {
            return Err(Box::new(invalid(id, "the action has no `target`")));
        };
        let target = self.path(place)?;
        let update = document.get(id, "update");
        let copy = document.get(id, "copy").filter(|_| copies);
        let change = match (self.removes(id)?, update, copy) {
            (true, update, copy) => {
                for (key, other) in [("update", update), ("copy", copy)] {
                    self.without_effect(key, other);
                }
                Change::Remove
            }
            (false, Some(update), None) => Change::Update(Draft::of(&document.tree, update)),
            (false, None, Some(copy)) => Change::Copy(self.path(copy)?, copy),
            (false, Some(_), Some(copy)) => {
                let diagnostic = invalid(copy, "the action has both `update` and `copy`").at_key();
                return Err(Box::new(diagnostic.help("make two actions of it")));
            }
            (false, None, None) => {
                let message = "the action changes nothing: it has neither `update`, `remove` nor `copy`";
                return Err(Box::new(invalid(id, message)));
            }
        };
        Ok(Action {
            target,
            place,
            change,
        })
    }

    fn removes(&self, action: NodeId) -> Result<bool, Box<Diagnostic>> {
        match self.document.get(action, "remove") {
            None => Ok(false),
            Some(flag) => self.document.to_value(flag).as_bool().ok_or_else(|| {
                let diagnostic = invalid(flag, "`remove` must be `true` or `false`");
                Box::new(diagnostic)
            }),
        }
    }

    fn without_effect(&mut self, key: &str, id: Option<NodeId>) {
        if let Some(id) = id {
            let message = format!("`{key}` has no effect beside `remove`");
            let diagnostic = Diagnostic::warning(Code::InvalidOverlay, origin(id), message).at_key();
            self.found.push(diagnostic.help("make two actions of it"));
        }
    }

    /// A JSONPath (RFC 9535).
    fn path(&self, id: NodeId) -> Result<JsonPath, Box<Diagnostic>> {
        let refused = |message: String| {
            let help = "write it as RFC 9535 has it: `$.paths['/things'].get`";
            Box::new(invalid(id, message).help(help))
        };
        let text = self.document.str(id);
        let text = text.ok_or_else(|| refused("a JSONPath is a text".to_owned()))?;
        let exceeded =
            |message: String| Box::new(Diagnostic::error(Code::LimitExceeded, origin(id), message));
        if text.len() > MAX_PATH {
            return Err(exceeded(format!("the path has more than {MAX_PATH} bytes")));
        }
        if open_brackets(text) > MAX_OPEN_BRACKETS {
            let message = format!("the path has more than {MAX_OPEN_BRACKETS} brackets open at once");
            return Err(exceeded(message));
        }
        if let Some(dear) = dear(text) {
            return Err(exceeded(dear.to_owned()));
        }
        JsonPath::parse(text).map_err(|error| refused(format!("`{text}` is no JSONPath: {error}")))
    }
}

/// What of a path takes a document's size times as long, or longer, for each value that it looks at. The library looks
/// for all values anew, and compiles a pattern anew, each time that a filter is asked.
fn dear(path: &str) -> Option<&'static str> {
    let filter = path.split_once('?').map_or("", |(_, filter)| filter);
    if filter
        .split_once('$')
        .is_some_and(|(_, absolute)| absolute.contains(".."))
    {
        return Some("a filter of the path looks through the whole document for each value");
    }
    let counts = filter.split('{').skip(1).map(|rest| {
        let bounds = rest.split('}').next().unwrap_or_default().split(',');
        bounds
            .filter_map(|bound| bound.trim().parse().ok())
            .max()
            .unwrap_or(1)
    });
    let repeated = counts.fold(1, |product: usize, count: usize| {
        product.saturating_mul(count.max(1))
    });
    (repeated > MAX_REPEATED).then_some("a pattern in a filter of the path repeats too much")
}

/// How many brackets are open at once at the most, those in quotes left out.
fn open_brackets(path: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let mut quote = None;
    let mut letters = path.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\\', Some(_)) => {
                letters.next();
            }
            (_, Some(mark)) if letter == mark => quote = None,
            ('\'' | '"', None) => quote = Some(letter),
            ('[' | '(', None) => open += 1,
            (']' | ')', None) => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::dear;

    #[test]
    fn filters_whose_time_multiplies_are_dear() {
        for path in [
            "$..[?$..[?@.a == 'b']]",
            "$.a[?@.b == $..c]",
            "$..[?match(@, '((a{100}){100}){100}')]",
            "$..[?search(@, 'a{1,5000}')]",
            "$..[?search(@, 'a{99999999999999999999}{1001}')]",
        ] {
            assert!(dear(path).is_some(), "{path}");
        }
        for path in [
            "$..*",
            "$.paths['/a/{id}'].get",
            "$..[?@.a[?@..b == 1]]",
            "$.servers[?@.url == $.info.title]",
            "$..[?match(@, '[0-9]{4}-[0-9]{2}-[0-9]{2}')]",
        ] {
            assert!(dear(path).is_none(), "{path}");
        }
    }
}
