//! `[[suppress]]`: accepted findings, each by rule and JSON pointer, with a reason.

use super::error::Mistake;
use super::section::Section;
use sdk_diagnostic::{Code, Origin, Suppression, nearest};

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
            let mistake = Mistake::new(&span, format!("no rule is called `{text}`"));
            mistakes.push(mistake.help(help_for(&text)));
        }
        code
    });
    let reason = reason.and_then(|(text, span)| {
        if text.trim().is_empty() {
            let mistake = Mistake::new(&span, "the reason is empty");
            mistakes.push(mistake.help("explain why the finding is acceptable"));
            return None;
        }
        Some(text)
    });
    let (place, span) = place?;
    if !place.starts_with(['/', '*']) {
        let mistake = Mistake::new(
            &span,
            format!("`{place}` is not a JSON pointer or a pattern for one"),
        );
        mistakes.push(mistake.help("copy the `pointer` of the finding, such as `/paths/~1users/get/*`"));
        return None;
    }
    Suppression::new(code?, &place, reason?, origin)
        .map_err(|fault| {
            mistakes.push(Mistake::new(
                &span,
                format!("`{place}` is not a valid pattern: {fault}"),
            ))
        })
        .ok()
}

/// Returns the help for a code that is not known.
fn help_for(text: &str) -> String {
    let near = nearest(text, Code::ALL.iter().map(|code| code.rule()));
    match near.and_then(Code::parse) {
        Some(near) => format!("did you mean `{near}`, `{}`?", near.rule()),
        None => "`cargo xtask lint --list` prints all rules".to_owned(),
    }
}
