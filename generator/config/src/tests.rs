//! Tests of reading `sdk.toml`.

use serde_json::json;

use super::{
    Client, Config, ConfigErrors, DateLibrary, DateTime, PaginationStyle, Selection, is_package_name, load,
    parse,
};

pub(super) const CRATE: &str = "[crate]\nname = \"a-b\"\nversion = \"1.2.3\"\n";

fn mistakes(text: &str) -> ConfigErrors {
    parse("sdk.toml", text).expect_err("it has mistakes")
}

/// The only mistake of a text that follows a good `[crate]`, as it is shown.
pub(super) fn mistake(text: &str) -> String {
    let errors = mistakes(&format!("{CRATE}{text}"));
    assert_eq!(errors.errors.len(), 1, "{errors}");
    errors.to_string()
}

#[test]
fn every_choice_is_read() {
    let text = r#"
        [crate]
        name = "a-b"
        version = "1.2.3-rc.1"
        description = "About it"
        license = "MIT"
        repository = "https://example.com/a"
        keywords = ["x", "y"]
        [client]
        name = "Orq"
        variable = "orq"
        api_key_env = "KEY"
        base_url_env = "URL"
        base_url = "https://api.example.com/v1"
        [types]
        date_time = "text"
        [generate]
        operations = ["tag:A b", "get  /x y", "doIt"]
        max_types = 20
        [rename.schemas]
        "a.b" = "C"
        [rename.operations]
        doIt = "do_it"
        [rename.groups]
        "A b" = "ab"
        [former.schemas]
        "a.b" = "AB"
        [former.operations]
        doIt = "do_2"
        [former.groups]
        "A b" = "a_b"
        [pagination]
        doIt = { style = "none" }
        [examples]
        id = "user_12345"
        n = 3
        "#;
    let config = parse("sdk.toml", text).expect("it is valid");
    assert_eq!(config.package.name, "a-b");
    assert_eq!(config.package.version, "1.2.3-rc.1");
    assert_eq!(config.package.description.as_deref(), Some("About it"));
    assert_eq!(config.package.license, "MIT");
    assert_eq!(
        config.package.repository.as_deref(),
        Some("https://example.com/a")
    );
    assert_eq!(config.package.keywords, ["x", "y"]);
    assert_eq!(
        config.client,
        Client {
            name: Some("Orq".to_owned()),
            variable: Some("orq".to_owned()),
            api_key_env: Some("KEY".to_owned()),
            base_url_env: Some("URL".to_owned()),
            base_url: Some("https://api.example.com/v1".to_owned()),
        }
    );
    assert_eq!(config.date_time, DateTime::Text);
    let operations: Vec<&Selection> = config.operations.iter().map(|setting| &setting.value).collect();
    assert_eq!(
        operations,
        [
            &Selection::Tag("A b".to_owned()),
            &Selection::Route {
                method: "GET".to_owned(),
                path: "/x y".to_owned()
            },
            &Selection::OperationId("doIt".to_owned()),
        ]
    );
    assert_eq!(config.rename_schemas["a.b"].value, "C");
    assert_eq!((config.limits.types, config.limits.operations), (20, 4_000));
    assert_eq!(config.rename_operations["doIt"].value, "do_it");
    assert_eq!(config.rename_groups["A b"].value, "ab");
    assert_eq!(config.former.schemas["a.b"].value, "AB");
    assert_eq!(config.former.operations["doIt"].value, "do_2");
    assert_eq!(config.former.groups["A b"].value, "a_b");
    assert_eq!(config.pagination["doIt"].style, PaginationStyle::None);
    assert_eq!(config.examples["id"], "user_12345");
    assert_eq!(config.examples["n"], 3);
    assert_eq!(config.root_module, Vec::<String>::new());
}

#[test]
fn what_is_left_out_is_as_without_a_file() {
    let mut config = parse("sdk.toml", CRATE).expect("it is valid");
    assert!(config.text.take().is_some(), "the text is kept, for findings");
    assert_eq!(config, Config::minimal("a-b", "1.2.3"));
    assert_eq!(config.package.license, "MIT OR Apache-2.0");
    assert_eq!(config.date_time, DateTime::Timestamp);
}

#[test]
fn all_mistakes_are_told_at_once_in_their_order() {
    let text = "[crate]\nname = \"A\"\nversion = \"1\"\nlicence = \"MIT\"\n[clint]\n[types]\ndate_time = 3\n";
    let errors = mistakes(text);
    let found: Vec<(usize, usize, &str)> = errors
        .errors
        .iter()
        .map(|error| {
            let place = error.place.as_ref().expect("it has a place");
            (place.line, place.column, error.message.as_str())
        })
        .collect();
    assert_eq!(
        found,
        [
            (2, 8, "`A` is no name for a package"),
            (3, 11, "`1` is no version"),
            (4, 1, "`licence` is not known in `[crate]`"),
            (5, 2, "`clint` is not known in the file"),
            (7, 13, "`date_time` must be a text, and is an integer"),
        ]
    );
    assert_eq!(errors.file, "sdk.toml");
}

#[test]
fn a_mistake_is_shown_with_its_line() {
    let expected = "\
error: `licence` is not known in `[crate]`
 --> sdk.toml:4:1
  |
4 | licence = \"MIT\"
  | ^^^^^^^
  = help: did you mean `license`?
";
    assert_eq!(mistake("licence = \"MIT\"\n"), expected);
    let text = "[client]\n\tbase_url\t= 'nowhere' # é\n";
    let shown = mistake(text);
    assert!(
        shown.contains("5 | \tbase_url\t= 'nowhere' # é\n  | \t        \t  ^^^^^^^^^\n"),
        "{shown}"
    );
}

#[test]
fn lines_are_counted_with_every_line_ending_and_a_byte_order_mark() {
    let text = "\u{feff}[crat]\r\n[crate]\r\nname=\"a\"\r\nversion=\"1\"\r\n";
    let shown = mistakes(text).to_string();
    assert!(
        shown.contains(" --> sdk.toml:1:2\n  |\n1 | [crat]\n  |  ^^^^\n"),
        "{shown}"
    );
    assert!(
        shown.contains(" --> sdk.toml:4:9\n  |\n4 | version=\"1\"\n"),
        "{shown}"
    );
}

#[test]
fn a_former_name_is_one_that_programs_can_have_written() {
    for (table, name, message) in [
        ("schemas", "shelf", "`shelf` is no name of a type"),
        ("schemas", "A b", "`A b` is no name of a type"),
        ("operations", "List", "`List` is no name of a method or a module"),
        ("groups", "a-b", "`a-b` is no name of a method or a module"),
        ("groups", "", "`` is no name of a method or a module"),
    ] {
        let shown = mistake(&format!("[former.{table}]\nx = {name:?}\n"));
        assert!(shown.contains(message), "{shown}");
        assert!(shown.contains("write it as programs do"), "{shown}");
    }
    let shown = mistake("[former.shemas]\n");
    assert!(shown.contains("did you mean `schemas`?"), "{shown}");
}

#[test]
fn a_suppression_names_a_rule_a_place_and_a_reason() {
    let entry = |code: &str, place: &str, reason: &str| {
        format!("[[suppress]]\ncode = {code:?}\nplace = {place:?}\nreason = {reason:?}\n")
    };
    for (text, message) in [
        (entry("OAS9999", "*", "a"), "there is no rule `OAS9999`"),
        (
            entry("duplicate-keys", "*", "a"),
            "did you mean `OAS0102`, `duplicate-key`?",
        ),
        (
            entry("OAS0102", "paths", "a"),
            "`paths` is no place of a document",
        ),
        (entry("OAS0102", "/a***", "a"), "`/a***` is no pattern"),
        (entry("OAS0102", "*", " "), "the reason is empty"),
        (
            "[[suppress]]\ncode = \"OAS0102\"\nplace = \"*\"\n".to_owned(),
            "`reason` is missing in `[[suppress]]`",
        ),
        (
            "suppress = 3\n".to_owned(),
            "`suppress` must be a list of tables, `[[suppress]]`, and is an integer",
        ),
        (
            "suppress = [3]\n".to_owned(),
            "an entry of `suppress` must be a table, and is an integer",
        ),
        (
            entry("OAS0102", "*", "a") + "until = 3\n",
            "`until` is not known in `[[suppress]]`",
        ),
    ] {
        // What stands before the first table belongs to the file as a whole.
        let text = if text.starts_with('[') {
            format!("{CRATE}{text}")
        } else {
            format!("{text}{CRATE}")
        };
        let errors = mistakes(&text);
        assert_eq!(errors.errors.len(), 1, "{errors}");
        assert!(errors.to_string().contains(message), "{message}\n---\n{errors}");
    }
    let text = format!(
        "{CRATE}{}",
        entry("volatile-default", "/paths/*", "It is theirs.")
    );
    assert_eq!(
        parse("sdk.toml", &text).expect("it is valid").suppressions.len(),
        1
    );
}

#[test]
fn an_unknown_key_comes_with_the_near_one_or_all() {
    assert!(mistake("[clients]\nname = \"A\"\n").contains("did you mean `client`?"));
    assert!(mistake("[client]\napi_key = \"A\"\n").contains("did you mean `api_key_env`?"));
    assert!(mistake("[rename.foo]\na = \"b\"\n").contains("known here: `schemas`, `operations`, `groups`"));
}

#[test]
fn a_wrong_type_is_told_with_the_right_one() {
    for (text, message) in [
        (
            "description = 3",
            "`description` must be a text, and is an integer",
        ),
        (
            "keywords = 1.5",
            "`keywords` must be a list of texts, and is a number",
        ),
        (
            "keywords = [true]",
            "`an entry of keywords` must be a text, and is a boolean",
        ),
        (
            "[client]\nname = 2020-01-01",
            "`name` must be a text, and is a date",
        ),
        (
            "[rename]\nschemas = []",
            "`schemas` must be a table, and is a list",
        ),
        ("[rename.groups]\na = {}", "`a` must be a text, and is a table"),
    ] {
        let shown = mistake(text);
        assert!(shown.contains(message), "{message}\n---\n{shown}");
    }
    let errors = mistakes("crate = 3\n");
    assert_eq!(errors.errors.len(), 1, "{errors}");
}

#[test]
fn what_is_missing_is_told() {
    let errors = mistakes("[crate]\n").to_string();
    assert!(errors.contains("`name` is missing in `[crate]`"), "{errors}");
    assert!(errors.contains("`version` is missing in `[crate]`"), "{errors}");
    let errors = mistakes("").to_string();
    assert!(errors.contains("the table `[crate]` is missing"), "{errors}");
}

#[test]
fn every_mistake_of_syntax_is_told() {
    let errors = mistakes("[crate]\nname = \nversion = \"1\n[types\n");
    let lines: Vec<usize> = errors
        .errors
        .iter()
        .filter_map(|error| Some(error.place.as_ref()?.line))
        .collect();
    assert_eq!(lines, [2, 3, 4], "{errors}");
    let errors = mistakes("[crate]\nname = \"a\"\nname = \"b\"\n");
    assert_eq!(errors.errors.len(), 1, "{errors}");
}

/// The runtime's manifest is what the SDK's is made of.
#[test]
fn no_crate_is_named_like_one_that_it_depends_on() {
    let manifest: toml::Table = toml::from_str(include_str!("../../runtime/Cargo.toml")).expect("it is TOML");
    let dependencies = manifest["dependencies"].as_table().expect("it is a table");
    assert!(dependencies.len() > 10);
    for name in dependencies.keys() {
        assert!(!is_package_name(name), "add `{name}` to `DEPENDENCIES`");
    }
}

#[test]
fn names_of_packages_are_those_that_cargo_and_rust_take() {
    for good in ["a", "orq-sdk", "a_1", "z-"] {
        assert!(is_package_name(good), "{good}");
    }
    let long = "a".repeat(65);
    for bad in [
        "",
        "A",
        "1a",
        "-a",
        "a b",
        "é",
        "a.b",
        "fn",
        "std",
        "proc-macro",
        "con",
        "serde",
        "futures-core",
        &long,
    ] {
        assert!(!is_package_name(bad), "{bad}");
    }
}

#[test]
fn versions_are_those_that_cargo_takes() {
    let is_taken = |version: &str| parse("sdk.toml", &CRATE.replace("1.2.3", version)).is_ok();
    for good in [
        "0.0.0",
        "1.20.300",
        "1.0.0-rc.1",
        "1.0.0-0",
        "1.0.0-a-b",
        "1.0.0-0a",
    ] {
        assert!(is_taken(good), "{good}");
    }
    for bad in [
        "",
        "1",
        "1.2",
        "1.2.3.4",
        "01.2.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3-a..b",
        "1.2.3+b",
        "v1.2.3",
        "1.2.x",
        "99999999999999999999.0.0",
        "+1.0.0",
    ] {
        assert!(!is_taken(bad), "{bad}");
    }
}

#[test]
fn what_cannot_be_used_is_told() {
    for (text, message) in [
        ("[client]\nname = \"\"", "`` is no name for a type"),
        ("[client]\nvariable = \"-\"", "`-` is no name for a variable"),
        (
            "[client]\napi_key_env = \"A=B\"",
            "`A=B` is no environment variable",
        ),
        (
            "[client]\nbase_url_env = \"1A\"",
            "`1A` is no environment variable",
        ),
        (
            "[client]\nbase_url = \"api.example.com\"",
            "`api.example.com` is no URL of a server",
        ),
        (
            "[client]\nbase_url = \"https:///x\"",
            "`https:///x` is no URL of a server",
        ),
        (
            "[types]\ndate_time = \"moment\"",
            "`moment` is no type for a date and time",
        ),
        (
            "[generate]\noperations = [\"tag: \"]",
            "`tag: ` selects no operation",
        ),
        ("[generate]\noperations = [\"\"]", "`` selects no operation"),
        ("[generate]\nmax_types = -1", "`max_types` cannot be -1"),
        ("[rename.schemas]\nA = \"\"", "`` is no name"),
        ("[examples]\na = [nan]", "JSON has no such number"),
        (
            "[examples]\na = {b = 99999999999999999999}",
            "JSON has no such number",
        ),
    ] {
        let shown = mistake(text);
        assert!(shown.contains(message), "{message}\n---\n{shown}");
        assert!(
            message.starts_with("JSON") || shown.contains("= help: "),
            "{shown}"
        );
    }
}

#[test]
fn dates_can_be_of_a_library() {
    for (name, library) in [
        ("chrono", DateLibrary::Chrono),
        ("jiff", DateLibrary::Jiff),
        ("time", DateLibrary::Time),
    ] {
        let text = format!("{CRATE}[types]\ndate_time = \"{name}\"\n");
        let config = parse("sdk.toml", &text).expect("it is valid");
        assert_eq!(config.date_time, DateTime::Library(library));
    }
}

#[test]
fn examples_are_values_of_json() {
    let text = format!(
        "{CRATE}[examples]\na = 0xff\nb = 1_000\nc = -1.5\nd = [true, {{ e = \"f\" }}]\n\
         g = 2020-01-02T03:04:05Z\nh = 18446744073709551615\n"
    );
    let config = parse("sdk.toml", &text).expect("it is valid");
    let expected = json!({
        "a": 255, "b": 1000, "c": -1.5, "d": [true, {"e": "f"}],
        "g": "2020-01-02T03:04:05Z", "h": u64::MAX,
    });
    assert_eq!(json!(config.examples), expected);
}

#[test]
fn what_a_terminal_would_act_on_is_not_shown() {
    let shown = mistake("\"a\\u001b[2J\\nb\" = 1\n");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    assert!(
        shown.starts_with("error: `a\u{fffd}[2J\u{fffd}b` is not known"),
        "{shown:?}"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told_without_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("none.toml");
    let errors = load(&path).expect_err("it is not there");
    let shown = errors.to_string();
    assert!(shown.starts_with("error: the file cannot be read: "), "{shown}");
    assert!(shown.contains(&format!(" --> {}\n", path.display())), "{shown}");
    std::fs::write(&path, CRATE).expect("it is written");
    let mut config = load(&path).expect("it is valid");
    config.text = None;
    assert_eq!(config, Config::minimal("a-b", "1.2.3"));
}
