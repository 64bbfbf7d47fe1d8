//! Suggestions for misspelled names: the known name that is most similar.

/// How like a known name must be to an unknown one to be suggested, from 0 to 1.
const LIKENESS: f64 = 0.8;

/// The one of the known names that is most like an unknown one; `None` where none is like it.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |known: &str| strsim::jaro_winkler(known, name);
    known
        .into_iter()
        .filter(|known| likeness(known) > LIKENESS)
        .max_by(|left, right| likeness(left).total_cmp(&likeness(right)))
}

/// What helps where a name is not known: the one that is most like it, or what else to do.
pub fn suggestion(near: Option<&str>, otherwise: impl Into<String>) -> String {
    match near {
        Some(near) => format!("there is `{near}`: did you mean that?"),
        None => otherwise.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_one_that_is_like_it() {
        assert_eq!(nearest("Thign", ["Theme", "Thing", "Other"]), Some("Thing"));
        assert_eq!(nearest("Thign", ["Other"]), None);
        assert_eq!(nearest("Thign", []), None);
    }
}
