//! Groups as cargo features, so that who uses a part of a large API compiles that part.

use std::collections::{BTreeMap, BTreeSet};

use sdk_config::Config;
use sdk_rust::{ALL_GROUPS, Group, Ident, Item, Operation, Type, TypeModule};

/// How many groups make an API large.
const LARGE: usize = 8;

/// How many features the compilation of a type is tied to at the most. What more groups need is compiled
/// always: a longer list saves less than it costs to read.
const MOST_FEATURES: usize = 4;

/// Features that every generated crate can have, and names of what it depends on, as a module
/// would spell them: none is a group's.
const TAKEN: [&str; 26] = [
    "all",
    "base64",
    "blocking",
    "chrono",
    "default",
    "fastrand",
    "futures_core",
    "http_body_util",
    "httpdate",
    "hyper",
    "hyper_rustls",
    "hyper_tls",
    "hyper_util",
    "jiff",
    "native_tls",
    "percent_encoding",
    "rustls",
    "rustls_platform_verifier",
    "serde",
    "serde_json",
    "test_util",
    "time",
    "tokio",
    "tokio_native_tls",
    "tower_service",
    "tracing",
];

/// Gives each group a feature, and each module of types the features of the groups that need it, where
/// the configuration says so or, without its word, the API is large.
pub(super) fn assign(config: &Config, groups: &mut [Group], types: &mut [TypeModule]) {
    let is_whole_crate = config.root_module.is_empty();
    let is_wanted = config.package.group_features.unwrap_or(groups.len() >= LARGE);
    if !is_whole_crate || !is_wanted {
        return;
    }
    let needed = {
        let modules = Modules::new(types);
        let needs = groups.iter().map(|group| modules.needed_by(group));
        needs.collect::<Vec<BTreeSet<usize>>>()
    };
    for group in groups.iter_mut() {
        let name = group.module.plain();
        let is_taken = TAKEN.contains(&name);
        group.feature = Some(if is_taken {
            format!("{name}_group")
        } else {
            name.to_owned()
        });
    }
    for (index, module) in types.iter_mut().enumerate() {
        let users = groups
            .iter()
            .zip(&needed)
            .filter(|(_, needs)| needs.contains(&index));
        let mut features: Vec<String> = users.filter_map(|(group, _)| group.feature.clone()).collect();
        if features.is_empty() {
            // Declared and used by no operation.
            features.push(ALL_GROUPS.to_owned());
        }
        if features.len() <= MOST_FEATURES {
            features.sort();
            module.features = features;
        }
    }
}

/// Which modules of types name which others.
struct Modules<'a> {
    by_type: BTreeMap<&'a Ident, usize>,
    uses: Vec<BTreeSet<usize>>,
}

impl<'a> Modules<'a> {
    fn new(types: &'a [TypeModule]) -> Self {
        let mut by_type = BTreeMap::new();
        for (index, module) in types.iter().enumerate() {
            by_type.extend(module.items.iter().map(|item| (item.ident(), index)));
        }
        let mut modules = Self {
            by_type,
            uses: Vec::new(),
        };
        let uses = types
            .iter()
            .map(|module| modules.of(module.items.iter().flat_map(Item::types)));
        modules.uses = uses.collect();
        modules
    }

    /// The modules of the types that are named.
    fn of<'t>(&self, types: impl Iterator<Item = &'t Type>) -> BTreeSet<usize> {
        let items = types.flat_map(Type::items);
        items
            .filter_map(|item| self.by_type.get(&item.ident).copied())
            .collect()
    }

    /// The modules that a group cannot be compiled without.
    fn needed_by(&self, group: &Group) -> BTreeSet<usize> {
        let named = self.of(group.operations.iter().flat_map(Operation::types));
        let mut found = BTreeSet::new();
        let mut queue: Vec<usize> = named.into_iter().collect();
        while let Some(index) = queue.pop() {
            if found.insert(index) {
                queue.extend(self.uses.get(index).into_iter().flatten());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::TAKEN;

    #[test]
    fn no_group_can_take_the_name_of_a_feature_or_dependency() {
        let manifest = include_str!("../../runtime/Cargo.toml");
        let sections = manifest
            .split("\n[")
            .filter(|section| section.starts_with("features]") || section.starts_with("dependencies]"));
        for section in sections {
            let names = section.lines().filter_map(|line| line.split_once(" = "));
            for (name, _) in names {
                assert!(TAKEN.contains(&name.replace('-', "_").as_str()), "{name}");
            }
        }
    }
}
