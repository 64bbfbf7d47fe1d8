//! Deprecated aliases: old names that keep working.

use sdk_generator::change::{SdkChange, SdkRule, Verdict, compare_surfaces};
use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document;
use sdk_generator::lock::Lock;
use sdk_generator::surface::Surface;
use sdk_generator::{Plan, plan};

use crate::{configuration, fixtures, open, pair};

fn planned(config: &Config) -> Plan {
    let document = open(&fixtures().join("renamed/new.yaml"));
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&document, config, &mut diagnostics);
    plan.unwrap_or_else(|| panic!("{:#?}", diagnostics.sorted()))
}

/// Returns the lock of a release, parsed from its text.
fn released(surface: Surface) -> Lock {
    let version = "0.1.0".to_owned();
    let lock = Lock { version, surface };
    Lock::parse(&lock.to_text()).expect("it is a lock")
}

fn first_release() -> Lock {
    released(planned(&Config::minimal("shelves", "0.1.0")).surface())
}

/// Returns a configuration with renames, and with the locked names of a release.
fn renaming(lock: &Lock) -> Config {
    let mut config = configuration(&fixtures().join("renamed"), "new");
    config.aliases = Config::minimal("shelves", "0.1.0").aliases;
    config.names = lock.names();
    config.release.deprecated_aliases = true;
    config
}

fn breaking(changes: &[SdkChange]) -> Vec<&str> {
    let breaking = changes
        .iter()
        .filter(|change| change.verdict() == Verdict::Breaking);
    breaking.map(|change| change.words.as_str()).collect()
}

/// The compiler reports the old names as deprecated, and nothing else.
mod a_program_with_the_old_names {
    use tests::fixtures::former_names::Client;

    #[test]
    #[expect(deprecated, reason = "the former names of types")]
    fn makes_values() {
        use tests::fixtures::former_names::types::{Label, Shelf, Wood};
        let label: Label = "left".to_owned();
        let shelf: Shelf = Shelf::new().wood(Wood::Oak).label(label);
        let Shelf { wood, .. } = &shelf;
        assert!(matches!(wood, Some(Wood::Oak)));
    }

    fn client() -> Client {
        let client = Client::builder().base_url("http://localhost:1");
        client.build().expect("it needs nothing else")
    }

    #[test]
    #[expect(deprecated, reason = "the former accessor of a group")]
    fn calls() {
        let call = client().shelves().create_shelf();
        assert!(format!("{call:?}").contains("CreateShelf"));
    }

    #[test]
    #[expect(deprecated, reason = "the former name of a method")]
    fn calls_a_method() {
        let call = client().boards().list("attic");
        assert!(format!("{call:?}").contains("ListShelves"));
    }

    #[test]
    #[expect(deprecated, reason = "the former module, and the former type in it")]
    fn names_what_it_holds() {
        use tests::fixtures::former_names::shelves::{CreateShelf, Shelves};
        let group: Shelves = client().boards();
        let _: CreateShelf = group.create_shelf();
    }
}

#[test]
fn a_rename_that_keeps_the_old_name_is_compatible() {
    let report = pair(&fixtures().join("renamed"));
    assert_eq!(
        report.worst(),
        Some(Verdict::Compatible),
        "{}",
        report.text(false)
    );
    assert!(report.entries.is_empty());
}

#[test]
fn deprecated_aliases_are_released_names_and_stay() {
    let lock = first_release();
    let next = planned(&renaming(&lock)).surface();
    let found = compare_surfaces(&lock.surface, &next);
    assert_eq!(breaking(&found), [""; 0]);
    assert!(
        found
            .iter()
            .any(|change| change.rule == SdkRule::RenamedWithAlias)
    );
    // The next release still has them.
    let lock = released(next);
    let again = planned(&renaming(&lock)).surface();
    assert_eq!(compare_surfaces(&lock.surface, &again), []);
}

#[test]
fn an_item_renamed_twice_has_two_aliases() {
    let lock = first_release();
    let lock = released(planned(&renaming(&lock)).surface());
    let mut config = renaming(&lock);
    for names in [
        &mut config.rename_schemas,
        &mut config.rename_operations,
        &mut config.rename_groups,
    ] {
        for name in names.values_mut() {
            name.value.push_str("_again");
        }
    }
    let again = planned(&config).surface();
    let found = compare_surfaces(&lock.surface, &again);
    assert_eq!(breaking(&found), [""; 0]);
    for path in ["shelves::Shelves", "shelves::Boards", "boards::Boards"] {
        assert!(again.get(path).is_some_and(|item| item.is_deprecated), "{path}");
    }
}

#[test]
fn without_aliases_a_rename_breaks() {
    let lock = first_release();
    let mut config = renaming(&lock);
    config.release.deprecated_aliases = false;
    let found = compare_surfaces(&lock.surface, &planned(&config).surface());
    let breaks = |rule| {
        let mut changes = found.iter();
        changes.any(|change| change.rule == rule && change.verdict() == Verdict::Breaking)
    };
    assert!(breaks(SdkRule::ItemRenamed) && breaks(SdkRule::MethodRenamed));
    assert!(
        found
            .iter()
            .all(|change| change.rule != SdkRule::RenamedWithAlias)
    );
}

/// The constructor of a newtype does not use an alias.
#[test]
fn a_type_around_another_one_cannot_keep_its_name() {
    let text = "openapi: 3.1.0\ninfo: {title: Trees, version: '1'}\npaths:\n  /tree:\n    get:\n      \
                operationId: getTree\n      tags: [Trees]\n      responses:\n        '200': {description: ok, \
                content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}\ncomponents:\n  \
                schemas:\n    Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}\n";
    let document = document::parse("trees.yaml", text, &mut Diagnostics::new());
    let surface = |settings: &str| {
        let text = format!("[crate]\nname = \"trees\"\nversion = \"0.1.0\"\n{settings}");
        let config = config::parse("sdk.toml", &text).expect("it is valid");
        let plan = plan(&document, &config, &mut Diagnostics::new());
        plan.expect("the document is valid").surface()
    };
    let settings = "[rename.schemas]\nTree = \"Wood\"\n[former.schemas]\nTree = \"Tree\"\n";
    let found = compare_surfaces(&surface(""), &surface(settings));
    assert_eq!(
        breaking(&found),
        ["the struct `types::Tree` is renamed to `types::Wood`"]
    );
}

/// Covers the files that the snapshots of all fixtures leave out: the root module and the client.
#[test]
fn old_names_of_groups_become_aliases() {
    let config = configuration(&fixtures().join("renamed"), "new");
    let files = planned(&config).emit().expect("it is Rust").files;
    let part = |path: &str, from: &str, to: &str| {
        let file = files.iter().find(|file| file.path == path);
        let text = &file.expect("the file is there").text;
        let (_, rest) = text.split_once(from).expect("it begins so");
        let (part, _) = rest.split_once(to).expect("it ends so");
        format!("// {path}\n{from}{part}")
    };
    let root = part("src/lib.rs", "pub mod boards;", "pub use crate");
    let client = part("src/client.rs", "    /// Operations on", "    /// A client with");
    insta::assert_snapshot!(format!("{root}{client}"));
}

#[test]
fn an_alias_whose_name_is_in_use_is_reported() {
    let text = "[crate]\nname = \"shelves\"\nversion = \"0.1.0\"\n\
                [former.schemas]\nShelf = \"Wood\"\nWood = \"Option\"\nNone = \"Gone\"\n\
                [former.operations]\nlistShelves = \"create_shelf\"\n[former.groups]\nShelves = \"client\"\n";
    let config = config::parse("sdk.toml", text).expect("it is valid");
    let document = open(&fixtures().join("renamed/new.yaml"));
    let mut diagnostics = Diagnostics::new();
    let with = plan(&document, &config, &mut diagnostics).expect("warnings stop nothing");
    let told: Vec<String> = diagnostics
        .sorted()
        .iter()
        .map(|found| found.message.clone())
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    let without = planned(&Config::minimal("shelves", "0.1.0"));
    assert_eq!(compare_surfaces(&without.surface(), &with.surface()), []);
}
