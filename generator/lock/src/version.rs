//! Which version a change asks for.

use semver::{Prerelease, Version};

/// What a release changes for programs that use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing.
    None,
    /// Something that no program has to be changed for.
    Compatible,
    /// Something that programs may have to be changed for.
    Breaking,
}

/// The least version that may follow a released one. `None` where that is no version.
///
/// Cargo takes the first part that is not 0 for the one that breaks: 0.2 may break what 0.1 had. Before a release,
/// anything may change.
#[must_use]
pub fn required_version(released: &str, bump: Bump) -> Option<String> {
    let released = Version::parse(released).ok()?;
    if bump == Bump::None {
        return Some(released.to_string());
    }
    if !released.pre.is_empty() {
        return following(&released).map(|version| version.to_string());
    }
    let (major, minor, patch) = (released.major, released.minor, released.patch);
    let next = match (bump, major, minor) {
        (Bump::Breaking, 0, 0) => Version::new(0, 0, patch + 1),
        (Bump::Breaking, 0, _) => Version::new(0, minor + 1, 0),
        (Bump::Breaking, ..) => Version::new(major + 1, 0, 0),
        (_, 0, _) => Version::new(0, minor, patch + 1),
        _ => Version::new(major, minor + 1, 0),
    };
    Some(next.to_string())
}

/// The version after a pre-release: its last number and one.
fn following(version: &Version) -> Option<Version> {
    let mut parts: Vec<String> = version.pre.split('.').map(str::to_owned).collect();
    match parts.last_mut().map(|last| (last.parse::<u64>(), last)) {
        Some((Ok(number), last)) => *last = number.checked_add(1)?.to_string(),
        _ => parts.push("1".to_owned()),
    }
    Some(Version {
        pre: Prerelease::new(&parts.join(".")).ok()?,
        build: semver::BuildMetadata::EMPTY,
        ..version.clone()
    })
}

/// Whether a version is as high as another one asks for.
#[must_use]
pub fn suffices(version: &str, required: &str) -> bool {
    match (Version::parse(version), Version::parse(required)) {
        (Ok(version), Ok(required)) => version.cmp_precedence(&required).is_ge(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_that_is_not_zero_breaks() {
        for (released, compatible, breaking) in [
            ("0.1.0", "0.1.1", "0.2.0"),
            ("0.0.3", "0.0.4", "0.0.4"),
            ("1.4.2", "1.5.0", "2.0.0"),
            ("1.0.0-beta.2", "1.0.0-beta.3", "1.0.0-beta.3"),
            ("1.0.0-beta", "1.0.0-beta.1", "1.0.0-beta.1"),
        ] {
            let required = |bump| required_version(released, bump);
            assert_eq!(required(Bump::None).as_deref(), Some(released));
            assert_eq!(
                required(Bump::Compatible).as_deref(),
                Some(compatible),
                "{released}"
            );
            assert_eq!(required(Bump::Breaking).as_deref(), Some(breaking), "{released}");
        }
        assert_eq!(required_version("soon", Bump::Breaking), None);
    }

    #[test]
    fn a_higher_version_suffices_and_a_pre_release_of_it_does_not() {
        assert!(suffices("0.2.0", "0.2.0"));
        assert!(suffices("1.0.0", "0.2.0"));
        assert!(!suffices("0.2.0-beta.1", "0.2.0"));
        assert!(!suffices("0.1.9", "0.2.0"));
        assert!(!suffices("none", "0.2.0"));
    }
}
