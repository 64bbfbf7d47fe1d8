//! Names that others replace, and that go on working.

use sdk_generator::change::{SdkRule, Verdict, compare_surfaces};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::lock::Lock;
use sdk_generator::{Plan, plan};

use crate::{configuration, fixtures, open};

fn planned(config: &Config) -> Plan {
    let document = open(&fixtures().join("renamed/new.yaml"));
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&document, config, &mut diagnostics);
    plan.unwrap_or_else(|| panic!("{:#?}", diagnostics.sorted()))
}

/// The configuration that renames, with the names of a release and without names of its own.
fn renaming(lock: &Lock) -> Config {
    let mut config = configuration(&fixtures().join("renamed"), "new");
    config.former = Config::minimal("shelves", "0.1.0").former;
    config.names = lock.names();
    config.release.deprecated_aliases = true;
    config
}

#[test]
fn former_names_are_those_of_the_release_and_stay() {
    let lock = Lock {
        version: "0.1.0".to_owned(),
        surface: planned(&Config::minimal("shelves", "0.1.0")).surface(),
    };
    let config = renaming(&lock);
    let next = planned(&config).surface();
    let found = compare_surfaces(&lock.surface, &next);
    assert!(!found.is_empty());
    for change in &found {
        assert_ne!(change.verdict(), Verdict::Breaking, "{}", change.words);
    }
    assert!(
        found
            .iter()
            .any(|change| change.rule == SdkRule::RenamedWithAlias)
    );
    // The release after that has them still.
    let lock = Lock {
        version: "0.1.1".to_owned(),
        surface: next,
    };
    let lock = Lock::parse(&lock.to_text()).expect("it is a lock");
    let again = planned(&renaming(&lock)).surface();
    assert_eq!(compare_surfaces(&lock.surface, &again), []);
}

#[test]
fn without_aliases_a_rename_breaks() {
    let lock = Lock {
        version: "0.1.0".to_owned(),
        surface: planned(&Config::minimal("shelves", "0.1.0")).surface(),
    };
    let mut config = renaming(&lock);
    config.release.deprecated_aliases = false;
    let found = compare_surfaces(&lock.surface, &planned(&config).surface());
    assert!(found.iter().any(|change| change.rule == SdkRule::ItemRenamed));
}

#[test]
fn former_names_are_written_as_deprecated() {
    let config = configuration(&fixtures().join("renamed"), "new");
    let files = planned(&config).emit().expect("it is Rust").files;
    let shown = [
        "src/lib.rs",
        "src/boards.rs",
        "src/types.rs",
        "src/types/board.rs",
        "src/client.rs",
    ];
    let text: String = files
        .iter()
        .filter(|file| shown.contains(&file.path.as_str()))
        .flat_map(|file| {
            let lines: Vec<&str> = file.text.lines().collect();
            let mut found = vec![format!("// {}\n", file.path)];
            for (index, line) in lines.iter().enumerate() {
                if line.contains("deprecated(note") {
                    let around = lines.iter().skip(index.saturating_sub(2)).take(7);
                    found.extend(around.map(|line| format!("{line}\n")));
                    found.push("…\n".to_owned());
                }
            }
            found
        })
        .collect();
    insta::assert_snapshot!(text);
}
