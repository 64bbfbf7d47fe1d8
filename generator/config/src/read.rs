//! Reads [`Config`] from TOML.

use sdk_wire::DateLibrary;
use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::de::DeTable;

use super::error::Mistake;
use super::section::{Section, Text};
use super::{
    Aliases, Client, Config, DEFAULT_LICENSE, DateTime, Limits, Package, PinnedNames, Release, Selection,
    Spanned, pagination, rules, suppress,
};

/// Parses the text of a file. Returns all mistakes in it; if the text is not TOML, only the syntax errors.
pub(super) fn read(text: &str) -> Result<Config, Vec<Mistake>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let mistakes = errors
            .iter()
            .map(|error| Mistake::new(&error.span().unwrap_or_default(), error.message()));
        return Err(mistakes.collect());
    }
    let mut mistakes = Vec::new();
    let mut root = Section::root(root.get_ref());
    if !root.has("crate") {
        let missing = Mistake::new(&(0..0), "the table `[crate]` is missing");
        mistakes.push(missing.help("add it, with `name` and `version`"));
    }
    let package = root
        .table("crate", "`[crate]`", &mut mistakes)
        .and_then(|section| package(section, &mut mistakes));
    let client = root
        .table("client", "`[client]`", &mut mistakes)
        .map_or_else(Client::unnamed, |section| client(section, &mut mistakes));
    let date_time = root
        .table("types", "`[types]`", &mut mistakes)
        .and_then(|section| date_time(section, &mut mistakes));
    let (operations, overlays, limits) = root
        .table("generate", "`[generate]`", &mut mistakes)
        .map(|section| generation(section, &mut mistakes))
        .unwrap_or_default();
    let [rename_schemas, rename_operations, rename_groups] = root
        .table("rename", "`[rename]`", &mut mistakes)
        .map(|section| renames(section, &mut mistakes))
        .unwrap_or_default();
    let aliases = root
        .table("former", "`[former]`", &mut mistakes)
        .map(|section| aliases(section, &mut mistakes))
        .unwrap_or_default();
    let pagination = root
        .table("pagination", "`[pagination]`", &mut mistakes)
        .map(|section| pagination::read(section, &mut mistakes))
        .unwrap_or_default();
    let examples = root
        .table("examples", "`[examples]`", &mut mistakes)
        .map(|section| section.all_values(&mut mistakes))
        .unwrap_or_default();
    let release = root
        .table("release", "`[release]`", &mut mistakes)
        .map(|section| release(section, &mut mistakes))
        .unwrap_or_default();
    let suppressions = suppress::read(&mut root, &mut mistakes);
    root.finish(&mut mistakes);
    match package {
        Some(package) if mistakes.is_empty() => Ok(Config {
            package,
            client,
            date_time: date_time.unwrap_or(DateTime::Timestamp),
            operations,
            limits,
            overlays,
            rename_schemas,
            rename_operations,
            rename_groups,
            pagination,
            examples,
            release,
            aliases,
            names: PinnedNames::default(),
            suppressions,
            text: None,
            root_module: Vec::new(),
        }),
        _ => Err(mistakes),
    }
}

fn package(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<Package> {
    let name = section.required("name", mistakes).filter(|name| {
        let help =
            "use lower-case letters, digits, `-` and `_`, start with a letter, and avoid Rust keywords and the names \
             of crates that the SDK depends on";
        satisfies(name, rules::is_package_name, "package name", help, mistakes)
    });
    let version = section.required("version", mistakes).filter(|version| {
        let help = "write it as `1.2.3` or `1.2.3-beta.1`";
        satisfies(version, rules::is_version, "version", help, mistakes)
    });
    let description = section.string("description", mistakes);
    let license = section.string("license", mistakes);
    let repository = section.string("repository", mistakes);
    let keywords = section.strings("keywords", mistakes);
    let group_features = section.boolean("group_features", mistakes);
    section.finish(mistakes);
    Some(Package {
        name: name?.0,
        version: version?.0,
        description: plain(description),
        license: plain(license).unwrap_or_else(|| DEFAULT_LICENSE.to_owned()),
        repository: plain(repository),
        keywords: keywords.into_iter().map(|(keyword, _)| keyword).collect(),
        group_features,
    })
}

fn client(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Client {
    let mut text = |key, rule: fn(&str) -> bool, what, help| {
        let text = section.string(key, mistakes);
        plain(text.filter(|text| satisfies(text, rule, what, help, mistakes)))
    };
    let name_help = "use at least one letter";
    let variable_help = "use letters, digits and `_`, and do not start with a digit";
    let client = Client {
        name: text("name", rules::is_nameable, "type name", name_help),
        variable: text("variable", rules::is_nameable, "variable name", name_help),
        api_key_env: text(
            "api_key_env",
            rules::is_variable,
            "name of an environment variable",
            variable_help,
        ),
        base_url_env: text(
            "base_url_env",
            rules::is_variable,
            "name of an environment variable",
            variable_help,
        ),
        base_url: text(
            "base_url",
            rules::is_server,
            "server URL",
            "write it as `https://api.example.com`",
        ),
    };
    section.finish(mistakes);
    client
}

fn date_time(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<DateTime> {
    let given = section.string("date_time", mistakes);
    section.finish(mistakes);
    let (text, span) = given?;
    match text.as_str() {
        "timestamp" => Some(DateTime::Timestamp),
        "text" => Some(DateTime::Text),
        "chrono" => Some(DateTime::Library(DateLibrary::Chrono)),
        "jiff" => Some(DateTime::Library(DateLibrary::Jiff)),
        "time" => Some(DateTime::Library(DateLibrary::Time)),
        other => {
            let mistake = Mistake::new(&span, format!("`{other}` is not a valid type for timestamps"));
            mistakes.push(mistake.help("use `timestamp`, `text`, `chrono`, `jiff` or `time`"));
            None
        }
    }
}

fn generation(
    mut section: Section<'_, '_>,
    mistakes: &mut Vec<Mistake>,
) -> (Vec<Spanned<Selection>>, Vec<Spanned<PathBuf>>, Limits) {
    let operations = section.strings("operations", mistakes);
    let overlays = section.strings("overlays", mistakes);
    let mut limit = |key, default| section.count(key, mistakes).unwrap_or(default);
    let default = Limits::default();
    let limits = Limits {
        types: limit("max_types", default.types),
        operations: limit("max_operations", default.operations),
    };
    section.finish(mistakes);
    let overlays = overlays
        .into_iter()
        .map(|(path, span)| Spanned::new(PathBuf::from(path), &span));
    (selections(&operations, mistakes), overlays.collect(), limits)
}

fn release(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Release {
    let lock = section.string("lock", mistakes).filter(|lock| {
        let help = "write the path of a file relative to this one, such as `sdk.lock`";
        satisfies(lock, |path| !path.trim().is_empty(), "file", help, mistakes)
    });
    let deprecated_aliases = section.boolean("deprecated_aliases", mistakes);
    section.finish(mistakes);
    Release {
        lock: plain(lock).map(PathBuf::from),
        deprecated_aliases: deprecated_aliases.unwrap_or(false),
    }
}

fn selections(list: &[Text], mistakes: &mut Vec<Mistake>) -> Vec<Spanned<Selection>> {
    list.iter()
        .filter_map(|(text, span)| {
            let selection = Selection::parse(text);
            if selection.is_none() {
                let mistake = Mistake::new(span, format!("`{text}` does not select an operation"));
                mistakes.push(mistake.help("write `tag:Users`, `GET /users` or an `operationId`"));
            }
            Some(Spanned::new(selection?, span))
        })
        .collect()
}

type Names = BTreeMap<String, Spanned<String>>;

fn renames(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> [Names; 3] {
    let rule = NameRule {
        is_valid: rules::is_nameable,
        what: "name",
        help: "use at least one letter",
    };
    let renames = [
        names(&mut section, "schemas", "`[rename.schemas]`", &rule, mistakes),
        names(
            &mut section,
            "operations",
            "`[rename.operations]`",
            &rule,
            mistakes,
        ),
        names(&mut section, "groups", "`[rename.groups]`", &rule, mistakes),
    ];
    section.finish(mistakes);
    renames
}

/// Reads deprecated aliases. Unlike new names, they must be Rust identifiers: programs contain them.
fn aliases(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Aliases {
    let of_type = NameRule {
        is_valid: rules::is_type_identifier,
        what: "type name",
        help: "write a Rust identifier: letters, digits and `_`, starting with an upper-case letter",
    };
    let of_value = NameRule {
        is_valid: rules::is_value_identifier,
        what: "method or module name",
        help: "write a Rust identifier: lower-case letters, digits and `_`, starting with a letter",
    };
    let aliases = Aliases {
        schemas: names(&mut section, "schemas", "`[former.schemas]`", &of_type, mistakes),
        operations: names(
            &mut section,
            "operations",
            "`[former.operations]`",
            &of_value,
            mistakes,
        ),
        groups: names(&mut section, "groups", "`[former.groups]`", &of_value, mistakes),
    };
    section.finish(mistakes);
    aliases
}

/// The rule for the names in a table.
struct NameRule {
    is_valid: fn(&str) -> bool,
    what: &'static str,
    help: &'static str,
}

/// Reads a table of names, by name in the document.
fn names(
    section: &mut Section<'_, '_>,
    key: &'static str,
    path: &str,
    rule: &NameRule,
    mistakes: &mut Vec<Mistake>,
) -> Names {
    let Some(names) = section.table(key, path, mistakes) else {
        return Names::new();
    };
    let names = names.all_strings(mistakes).into_iter();
    names
        .filter(|(_, _, name)| satisfies(name, rule.is_valid, rule.what, rule.help, mistakes))
        .map(|(from, span, (to, _))| (from, Spanned::new(to, &span)))
        .collect()
}

/// Returns whether a text satisfies a rule. Reports a mistake if it does not.
fn satisfies(
    (text, span): &Text,
    rule: fn(&str) -> bool,
    what: &str,
    help: &str,
    mistakes: &mut Vec<Mistake>,
) -> bool {
    let is_valid = rule(text);
    if !is_valid {
        mistakes.push(Mistake::new(span, format!("`{text}` is not a valid {what}")).help(help));
    }
    is_valid
}

fn plain(text: Option<Text>) -> Option<String> {
    text.map(|(text, _)| text)
}
