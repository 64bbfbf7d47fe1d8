//! From TOML to [`Config`].

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::de::DeTable;

use super::error::Mistake;
use super::section::{Section, Text};
use super::{
    Client, Config, DEFAULT_LICENSE, DateLibrary, DateTime, Former, HeldNames, Package, Release, Selection,
    pagination, rules,
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
    let (operations, overlays) = root
        .table("generate", "`[generate]`", &mut mistakes)
        .map(|section| generation(section, &mut mistakes))
        .unwrap_or_default();
    let [rename_schemas, rename_operations, rename_groups] = root
        .table("rename", "`[rename]`", &mut mistakes)
        .map(|section| renames(section, "rename", &mut mistakes))
        .unwrap_or_default();
    let [schemas, operations_before, groups] = root
        .table("former", "`[former]`", &mut mistakes)
        .map(|section| renames(section, "former", &mut mistakes))
        .unwrap_or_default();
    let former = Former {
        schemas,
        operations: operations_before,
        groups,
    };
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
    root.finish(&mut mistakes);
    match package {
        Some(package) if mistakes.is_empty() => Ok(Config {
            package,
            client,
            date_time: date_time.unwrap_or(DateTime::Timestamp),
            operations,
            overlays,
            rename_schemas,
            rename_operations,
            rename_groups,
            pagination,
            examples,
            release,
            former,
            names: HeldNames::default(),
            root_module: Vec::new(),
        }),
        _ => Err(mistakes),
    }
}

fn package(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<Package> {
    let name = section.required("name", mistakes).filter(|name| {
        let help =
            "use small letters, digits, `-` and `_`, begin with a letter, and take no word of Rust's own";
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

fn generation(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> (Vec<Selection>, Vec<PathBuf>) {
    let operations = section.texts("operations", mistakes);
    let overlays = section.texts("overlays", mistakes);
    section.finish(mistakes);
    let overlays = overlays.into_iter().map(|(path, _)| PathBuf::from(path));
    (selections(&operations, mistakes), overlays.collect())
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

fn selections(list: &[Text], mistakes: &mut Vec<Mistake>) -> Vec<Selection> {
    list.iter()
        .filter_map(|(text, span)| {
            let selection = Selection::parse(text);
            if selection.is_none() {
                let mistake = Mistake::new(span, format!("`{text}` selects no operation"));
                mistakes.push(mistake.help("write `tag:Users`, `GET /users` or an `operationId`"));
            }
            selection
        })
        .collect()
}

type Names = BTreeMap<String, String>;

fn renames(mut section: Section<'_, '_>, table_name: &str, mistakes: &mut Vec<Mistake>) -> [Names; 3] {
    let mut table = |key| -> Names {
        let path = format!("`[{table_name}.{key}]`");
        let Some(names) = section.table(key, &path, mistakes) else {
            return Names::new();
        };
        let names = names.all_texts(mistakes).into_iter();
        names
            .filter(|(_, name)| {
                let help = "use at least one letter";
                holds(name, rules::is_nameable, "name", help, mistakes)
            })
            .map(|(from, (to, _))| (from, to))
            .collect()
    };
    let renames = [table("schemas"), table("operations"), table("groups")];
    section.finish(mistakes);
    renames
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
