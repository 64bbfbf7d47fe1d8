//! From TOML to [`Config`].

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::de::DeTable;

use super::error::Mistake;
use super::section::{Section, Text};
use super::{
    Client, Config, DEFAULT_LICENSE, DateLibrary, DateTime, Former, HeldNames, Limits, Package, Release,
    Selection, Setting, pagination, rules, suppress,
};

/// Reads the text of a file, or tells every mistake in it.
///
/// Where the text is not TOML, only that is told: what the rest means depends on it.
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
        mistakes.push(missing.help("say `name` and `version` in it"));
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
    let former = root
        .table("former", "`[former]`", &mut mistakes)
        .map(|section| former(section, &mut mistakes))
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
            former,
            names: HeldNames::default(),
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
            "use small letters, digits, `-` and `_`, begin with a letter, and take no word of Rust's own and no \
             name of a crate that the SDK depends on";
        holds(name, rules::is_package_name, "name for a package", help, mistakes)
    });
    let version = section.required("version", mistakes).filter(|version| {
        let help = "write it as `1.2.3` or `1.2.3-beta.1`";
        holds(version, rules::is_version, "version", help, mistakes)
    });
    let description = section.text("description", mistakes);
    let license = section.text("license", mistakes);
    let repository = section.text("repository", mistakes);
    let keywords = section.texts("keywords", mistakes);
    let group_features = section.flag("group_features", mistakes);
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
    let mut text = |key, holds_to: fn(&str) -> bool, what, help| {
        let text = section.text(key, mistakes);
        plain(text.filter(|text| holds(text, holds_to, what, help, mistakes)))
    };
    let name_help = "use at least one letter";
    let variable_help = "use letters, digits and `_`, and begin with no digit";
    let client = Client {
        name: text("name", rules::is_nameable, "name for a type", name_help),
        variable: text("variable", rules::is_nameable, "name for a variable", name_help),
        api_key_env: text(
            "api_key_env",
            rules::is_variable,
            "environment variable",
            variable_help,
        ),
        base_url_env: text(
            "base_url_env",
            rules::is_variable,
            "environment variable",
            variable_help,
        ),
        base_url: text(
            "base_url",
            rules::is_server,
            "URL of a server",
            "write it as `https://api.example.com`",
        ),
    };
    section.finish(mistakes);
    client
}

fn date_time(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<DateTime> {
    let given = section.text("date_time", mistakes);
    section.finish(mistakes);
    let (text, span) = given?;
    match text.as_str() {
        "timestamp" => Some(DateTime::Timestamp),
        "text" => Some(DateTime::Text),
        "chrono" => Some(DateTime::Library(DateLibrary::Chrono)),
        "jiff" => Some(DateTime::Library(DateLibrary::Jiff)),
        "time" => Some(DateTime::Library(DateLibrary::Time)),
        other => {
            let mistake = Mistake::new(&span, format!("`{other}` is no type for a date and time"));
            mistakes.push(mistake.help("use `timestamp`, `text`, `chrono`, `jiff` or `time`"));
            None
        }
    }
}

fn generation(
    mut section: Section<'_, '_>,
    mistakes: &mut Vec<Mistake>,
) -> (Vec<Setting<Selection>>, Vec<Setting<PathBuf>>, Limits) {
    let operations = section.texts("operations", mistakes);
    let overlays = section.texts("overlays", mistakes);
    let mut most = |key, usual| {
        let count = section.count(key, mistakes);
        count.unwrap_or(usual)
    };
    let usual = Limits::default();
    let limits = Limits {
        types: most("max_types", usual.types),
        operations: most("max_operations", usual.operations),
    };
    section.finish(mistakes);
    let overlays = overlays
        .into_iter()
        .map(|(path, span)| Setting::new(PathBuf::from(path), &span));
    (selections(&operations, mistakes), overlays.collect(), limits)
}

fn release(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Release {
    let lock = section.text("lock", mistakes).filter(|lock| {
        let help = "name a file beside this one, such as `sdk.lock`";
        holds(lock, |path| !path.trim().is_empty(), "file", help, mistakes)
    });
    let deprecated_aliases = section.flag("deprecated_aliases", mistakes);
    section.finish(mistakes);
    Release {
        lock: plain(lock).map(PathBuf::from),
        deprecated_aliases: deprecated_aliases.unwrap_or(false),
    }
}

fn selections(list: &[Text], mistakes: &mut Vec<Mistake>) -> Vec<Setting<Selection>> {
    list.iter()
        .filter_map(|(text, span)| {
            let selection = Selection::parse(text);
            if selection.is_none() {
                let mistake = Mistake::new(span, format!("`{text}` selects no operation"));
                mistakes.push(mistake.help("write `tag:Users`, `GET /users` or an `operationId`"));
            }
            Some(Setting::new(selection?, span))
        })
        .collect()
}

type Names = BTreeMap<String, Setting<String>>;

fn renames(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> [Names; 3] {
    let rule = NameRule {
        holds: rules::is_nameable,
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

/// Names as programs write them: a former name is no text to make one of.
fn former(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Former {
    let of_type = NameRule {
        holds: rules::is_type_identifier,
        what: "name of a type",
        help: "write it as programs do: letters, digits and `_`, with a capital letter first",
    };
    let of_value = NameRule {
        holds: rules::is_value_identifier,
        what: "name of a method or a module",
        help: "write it as programs do: small letters, digits and `_`, with a letter first",
    };
    let former = Former {
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
    former
}

/// What the names of a table must be.
struct NameRule {
    holds: fn(&str) -> bool,
    what: &'static str,
    help: &'static str,
}

/// A table of names, by what the document calls what has them.
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
    let names = names.all_texts(mistakes).into_iter();
    names
        .filter(|(_, _, name)| holds(name, rule.holds, rule.what, rule.help, mistakes))
        .map(|(from, span, (to, _))| (from, Setting::new(to, &span)))
        .collect()
}

/// Whether a rule holds for a text; where it does not, that is a mistake.
fn holds(
    (text, span): &Text,
    rule: fn(&str) -> bool,
    what: &str,
    help: &str,
    mistakes: &mut Vec<Mistake>,
) -> bool {
    let holds = rule(text);
    if !holds {
        mistakes.push(Mistake::new(span, format!("`{text}` is no {what}")).help(help));
    }
    holds
}

fn plain(text: Option<Text>) -> Option<String> {
    text.map(|(text, _)| text)
}
