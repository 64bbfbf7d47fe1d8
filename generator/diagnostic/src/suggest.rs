//! Suggestions for names that are not known, such as misspelled ones.

/// The smallest similarity of a suggestion, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.8;

/// Returns the known name that is most similar to an unknown one. `None` if no name is similar.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let similar = known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(known, name), known))
        .filter(|(similarity, _)| *similarity > MIN_SIMILARITY);
    let nearest = similar.max_by(|(left, _), (right, _)| left.total_cmp(right));
    nearest.map(|(_, known)| known)
}

/// Returns the help for a name that is not known: the most similar one, or else some other help.
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
    fn suggests_the_most_similar_name() {
        assert_eq!(nearest("Thign", ["Theme", "Thing", "Other"]), Some("Thing"));
        assert_eq!(nearest("Thign", ["Other"]), None);
        assert_eq!(nearest("Thign", []), None);
    }
}
