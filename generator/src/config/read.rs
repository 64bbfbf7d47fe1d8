//! From TOML to [`Config`]: each key is taken out of its table, and what is left is unknown.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Client, Config, ConfigError, DateTime, Package, Selection};

/// A table that is being read.
struct Section<'a, 'b> {
    name: &'static str,
    entries: Vec<(String, Range<usize>, &'a DeValue<'b>, Range<usize>)>,
    known: Vec<&'static str>,
    span: Range<usize>,
}

/// Reads the text of a file, or tells every mistake in it.
pub(super) fn read(text: &str) -> Result<Config, Vec<ConfigError>> {
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            return Err(vec![ConfigError {
                message: error.message().to_owned(),
                span: error.span().unwrap_or_default(),
                help: None,
            }]);
        }
    };
    let mut errors = Vec::new();
    let mut root = Section::new("the file", root.get_ref(), 0..0);
    let package = root
        .table("crate", &mut errors)
        .map(|section| package(section, &mut errors));
    if package.is_none() {
        errors.push(error(
            "the table `[crate]` is missing",
            &(0..0),
            Some("say `name` and `version` in it"),
        ));
    }
    let client = root
        .table("client", &mut errors)
        .map(|section| client(section, &mut errors))
        .unwrap_or_default();
    let date_time = root
        .table("types", &mut errors)
        .and_then(|section| date_time(section, &mut errors));
    let operations = root.table("generate", &mut errors).map(|mut section| {
        let list = section.texts("operations", &mut errors);
        section.finish(&mut errors);
        list.iter().map(|text| Selection::parse(text)).collect()
    });
    let mut renames = [BTreeMap::new(), BTreeMap::new(), BTreeMap::new()];
    if let Some(mut section) = root.table("rename", &mut errors) {
        for (slot, key) in renames.iter_mut().zip(["schemas", "operations", "groups"]) {
            if let Some(names) = section.table(key, &mut errors) {
                *slot = names.all_texts(&mut errors);
            }
        }
        section.finish(&mut errors);
    }
    let examples = root
        .table("examples", &mut errors)
        .map(Section::all_values)
        .unwrap_or_default();
    root.finish(&mut errors);
    let [rename_schemas, rename_operations, rename_groups] = renames;
    match package {
        Some(package) if errors.is_empty() => Ok(Config {
            package,
            client,
            date_time: date_time.unwrap_or(DateTime::Timestamp),
            operations: operations.unwrap_or_default(),
            rename_schemas,
            rename_operations,
            rename_groups,
            examples,
            root_module: Vec::new(),
        }),
        _ => Err(errors),
    }
}

fn package(mut section: Section<'_, '_>, errors: &mut Vec<ConfigError>) -> Package {
    let name = section.required("name", errors);
    let version = section.required("version", errors);
    if let Some((name, span)) = &name
        && !is_package_name(name)
    {
        let help = "use small letters, digits, `-` and `_`, and begin with a letter";
        errors.push(error(
            format!("`{name}` is no name for a package"),
            span,
            Some(help),
        ));
    }
    if let Some((version, span)) = &version
        && !is_version(version)
    {
        errors.push(error(
            format!("`{version}` is no version"),
            span,
            Some("write it as `1.2.3` or `1.2.3-beta.1`"),
        ));
    }
    let package = Package {
        name: name.map(|(name, _)| name).unwrap_or_default(),
        version: version.map(|(version, _)| version).unwrap_or_default(),
        description: section.text("description", errors),
        license: section
            .text("license", errors)
            .unwrap_or_else(|| "MIT OR Apache-2.0".to_owned()),
        repository: section.text("repository", errors),
        keywords: section.texts("keywords", errors),
    };
    section.finish(errors);
    package
}

fn client(mut section: Section<'_, '_>, errors: &mut Vec<ConfigError>) -> Client {
    let client = Client {
        name: section.text("name", errors),
        variable: section.text("variable", errors),
        api_key_env: section.text("api_key_env", errors),
        base_url_env: section.text("base_url_env", errors),
        base_url: section.text("base_url", errors),
    };
    section.finish(errors);
    client
}

fn date_time(mut section: Section<'_, '_>, errors: &mut Vec<ConfigError>) -> Option<DateTime> {
    let given = section
        .take("date_time")
        .and_then(|(value, span)| text_of(value, &span, "date_time", errors).map(|text| (text, span)));
    section.finish(errors);
    let (text, span) = given?;
    match text.as_str() {
        "timestamp" => Some(DateTime::Timestamp),
        "text" => Some(DateTime::Text),
        other => {
            let help = "use `timestamp` or `text`";
            errors.push(error(
                format!("`{other}` is no type for a date and time"),
                &span,
                Some(help),
            ));
            None
        }
    }
}

/// A name that cargo takes.
fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.len() <= 64
        && name.chars().all(|letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_')
        })
}

/// `1.2.3`, with what comes before a release after a hyphen (Semantic Versioning 2.0.0).
fn is_version(version: &str) -> bool {
    let (core, pre) = version
        .split_once('-')
        .map_or((version, None), |(core, pre)| (core, Some(pre)));
    let is_number = |part: &str| {
        !part.is_empty()
            && part.chars().all(|letter| letter.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let numbers: Vec<&str> = core.split('.').collect();
    let is_identifier = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    numbers.len() == 3
        && numbers.iter().all(|part| is_number(part))
        && pre.is_none_or(|pre| pre.split('.').all(is_identifier))
}

fn error(message: impl Into<String>, span: &Range<usize>, help: Option<&str>) -> ConfigError {
    ConfigError {
        message: message.into(),
        span: span.clone(),
        help: help.map(str::to_owned),
    }
}

fn text_of(
    value: &DeValue<'_>,
    span: &Range<usize>,
    key: &str,
    errors: &mut Vec<ConfigError>,
) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        other => {
            errors.push(error(
                format!("`{key}` must be a text, and is {}", kind(other)),
                span,
                None,
            ));
            None
        }
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

impl<'a, 'b> Section<'a, 'b> {
    fn new(name: &'static str, table: &'a DeTable<'b>, span: Range<usize>) -> Self {
        let entries = table
            .iter()
            .map(|(key, value): (&Spanned<_>, &'a Spanned<DeValue<'b>>)| {
                (
                    key.get_ref().to_string(),
                    key.span(),
                    value.get_ref(),
                    value.span(),
                )
            })
            .collect();
        Self {
            name,
            entries,
            known: Vec::new(),
            span,
        }
    }

    fn take(&mut self, key: &'static str) -> Option<(&'a DeValue<'b>, Range<usize>)> {
        self.known.push(key);
        let index = self.entries.iter().position(|(name, ..)| name == key)?;
        let (_, _, value, span) = self.entries.remove(index);
        Some((value, span))
    }

    fn table(&mut self, key: &'static str, errors: &mut Vec<ConfigError>) -> Option<Section<'a, 'b>> {
        match self.take(key)? {
            (DeValue::Table(table), span) => Some(Section::new(key, table, span)),
            (other, span) => {
                errors.push(error(
                    format!("`{key}` must be a table, and is {}", kind(other)),
                    &span,
                    None,
                ));
                None
            }
        }
    }

    fn text(&mut self, key: &'static str, errors: &mut Vec<ConfigError>) -> Option<String> {
        let (value, span) = self.take(key)?;
        text_of(value, &span, key, errors)
    }

    fn required(
        &mut self,
        key: &'static str,
        errors: &mut Vec<ConfigError>,
    ) -> Option<(String, Range<usize>)> {
        let Some((value, span)) = self.take(key) else {
            errors.push(error(
                format!("`{key}` is missing in `[{}]`", self.name),
                &self.span,
                None,
            ));
            return None;
        };
        text_of(value, &span, key, errors).map(|text| (text, span))
    }

    fn texts(&mut self, key: &'static str, errors: &mut Vec<ConfigError>) -> Vec<String> {
        match self.take(key) {
            Some((DeValue::Array(list), _)) => list
                .iter()
                .filter_map(|item| text_of(item.get_ref(), &item.span(), key, errors))
                .collect(),
            Some((other, span)) => {
                errors.push(error(
                    format!("`{key}` must be a list, and is {}", kind(other)),
                    &span,
                    None,
                ));
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn all_texts(self, errors: &mut Vec<ConfigError>) -> BTreeMap<String, String> {
        let entries = self.entries.into_iter();
        entries
            .filter_map(|(key, _, value, span)| Some((key.clone(), text_of(value, &span, &key, errors)?)))
            .collect()
    }

    fn all_values(self) -> BTreeMap<String, Value> {
        self.entries
            .into_iter()
            .map(|(key, _, value, _)| (key, json(value)))
            .collect()
    }

    /// Reports the keys that nobody asked for.
    fn finish(self, errors: &mut Vec<ConfigError>) {
        for (key, span, ..) in &self.entries {
            let likeness = |known: &&&str| strsim::jaro_winkler(known, key);
            let near = self.known.iter().filter(|known| likeness(known) > 0.75);
            let near = near.max_by(|left, right| likeness(left).total_cmp(&likeness(right)));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", self.known.join(", ")),
            };
            errors.push(error(
                format!("`{key}` is not known in `{}`", self.name),
                span,
                Some(&help),
            ));
        }
    }
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Integer(number) => number.as_str().parse::<i64>().map_or(Value::Null, Value::from),
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Datetime(moment) => Value::String(moment.to_string()),
        DeValue::Array(list) => list.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DateTime, Selection, parse};

    #[test]
    fn every_choice_is_read() {
        let config = parse(
            "sdk.toml",
            "[crate]\nname = \"a-b\"\nversion = \"1.2.3-rc.1\"\nkeywords = [\"x\"]\n[client]\nname = \"C\"\n\
             [types]\ndate_time = \"text\"\n[generate]\noperations = [\"tag:A b\", \"get /x\", \"doIt\"]\n\
             [rename.schemas]\n\"a.b\" = \"C\"\n[examples]\nid = \"u\"\nn = 3\n",
        )
        .expect("it is valid");
        assert_eq!(config.package.name, "a-b");
        assert_eq!(config.date_time, DateTime::Text);
        assert_eq!(
            config.operations,
            [
                Selection::Tag("A b".to_owned()),
                Selection::Route {
                    method: "GET".to_owned(),
                    path: "/x".to_owned()
                },
                Selection::OperationId("doIt".to_owned()),
            ]
        );
        assert_eq!(config.rename_schemas["a.b"], "C");
        assert_eq!(config.examples["n"], 3);
    }

    #[test]
    fn all_mistakes_are_told_at_once_with_their_lines() {
        let text =
            "[crate]\nname = \"A\"\nversion = \"1\"\nlicence = \"MIT\"\n[clint]\n[types]\ndate_time = 3\n";
        let errors = parse("sdk.toml", text)
            .expect_err("it is full of mistakes")
            .to_string();
        for part in [
            "`A` is no name for a package\n --> sdk.toml:2:8",
            "`1` is no version\n --> sdk.toml:3:11",
            "`licence` is not known in `crate`\n --> sdk.toml:4:1",
            "did you mean `license`?",
            "`clint` is not known in `the file`",
            "did you mean `client`?",
            "`date_time` must be a text, and is an integer",
        ] {
            assert!(errors.contains(part), "{part}\n---\n{errors}");
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        let errors = parse("sdk.toml", "[crate]\n")
            .expect_err("it is empty")
            .to_string();
        assert!(errors.contains("`name` is missing in `[crate]`"), "{errors}");
        assert!(errors.contains("`version` is missing in `[crate]`"), "{errors}");
        assert!(parse("sdk.toml", "").is_err());
        assert!(parse("sdk.toml", "[crate").is_err());
    }
}
