//! `[[suppress]]`: findings to live with, each by rule and place, with a reason.

use super::error::Mistake;
use super::section::Section;
use sdk_diagnostic::{Code, Origin, Suppression};

/// How like a known rule must be to an unknown one to be suggested, from 0 to 1.
const LIKENESS: f64 = 0.8;

/// Reads the entries.
pub(super) fn read(root: &mut Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Vec<Suppression> {
    let entries = root.tables("suppress", mistakes);
    entries
        .into_iter()
        .filter_map(|entry| suppression(entry, mistakes))
        .collect()
}

fn suppression(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<Suppression> {
    let origin = Origin::setting(section.span().start);
    let code = section.required("code", mistakes);
    let place = section.required("place", mistakes);
    let reason = section.required("reason", mistakes);
    section.finish(mistakes);
    let code = code.and_then(|(text, span)| {
        let code = Code::parse(&text);
        if code.is_none() {
            let mistake = Mistake::new(&span, format!("there is no rule `{text}`"));
            mistakes.push(mistake.help(nearest(&text)));
        }
        code
    });
    let reason = reason.and_then(|(text, span)| {
        if text.trim().is_empty() {
            let mistake = Mistake::new(&span, "the reason is empty");
            mistakes.push(mistake.help("say why the finding can stay"));
            return None;
        }
        Some(text)
    });
    let (place, span) = place?;
    if !place.starts_with(['/', '*']) {
        let mistake = Mistake::new(&span, format!("`{place}` is no place of a document"));
        mistakes.push(mistake.help("write the `pointer` of the finding, such as `/paths/~1users/get/*`"));
        return None;
    }
    Suppression::new(code?, &place, reason?, origin)
        .map_err(|fault| mistakes.push(Mistake::new(&span, format!("`{place}` is no pattern: {fault}"))))
        .ok()
}

fn nearest(text: &str) -> String {
    let likeness = |code: &Code| strsim::jaro_winkler(code.rule(), text);
    let near = Code::ALL
        .iter()
        .max_by(|left, right| likeness(left).total_cmp(&likeness(right)))
        .filter(|near| likeness(near) > LIKENESS);
    match near {
        Some(near) => format!("did you mean `{near}`, `{}`?", near.rule()),
        None => "`cargo xtask lint --list` lists them".to_owned(),
    }
}
