//! Words in names: splits identifiers into words, and makes nouns singular.
//!
//! A wrong guess results in a longer name, never in a wrong type.

/// Splits a name into words in lower case: `ListAPIKeys` becomes `list`, `api`, `keys`.
#[must_use]
pub fn split(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        let rises = letter.is_uppercase() && before.is_some_and(|before| !before.is_uppercase());
        let ends_acronym = letter.is_uppercase() && after.is_some_and(|after| after.is_lowercase());
        if (rises || ends_acronym) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.extend(letter.to_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Returns the singular of a lower-case noun: `identity` for `identities`.
#[must_use]
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for (plural, ending) in [("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")] {
        if let Some(stem) = word.strip_suffix(plural) {
            return format!("{stem}{ending}");
        }
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    word.strip_suffix('s')
        .filter(|stem| stem.len() > 1)
        .unwrap_or(word)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_case_and_symbols() {
        assert_eq!(split("ListAPIKeys"), ["list", "api", "keys"]);
        assert_eq!(split("identities/list-all"), ["identities", "list", "all"]);
        assert_eq!(split("get_v2Thing"), ["get", "v2", "thing"]);
    }

    #[test]
    fn plurals_become_singular() {
        for (plural, expected) in [
            ("identities", "identity"),
            ("keys", "key"),
            ("boxes", "box"),
            ("classes", "class"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("ties", "tie"),
            ("s", "s"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
