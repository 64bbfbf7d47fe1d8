//! Findings as text for people, in the form that Rust's own compiler uses.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Diagnostics, Locate, Location, Origin, Severity, printable};

/// The most findings of one code that are shown.
const MAX_PER_CODE: usize = 20;

/// Renders the findings in the order of their places.
///
/// Of one code, the first 20 are shown and the rest is counted.
#[must_use]
pub fn render(diagnostics: &Diagnostics, source: &dyn Locate, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let sorted = diagnostics.sorted();
    let mut shown: Vec<(&Diagnostic, usize)> = Vec::new();
    let mut counts: Vec<(Code, usize)> = Vec::new();
    let mut origins: Vec<Origin> = Vec::new();
    for diagnostic in sorted {
        let index = counts
            .iter()
            .position(|(code, _)| *code == diagnostic.code)
            .unwrap_or(counts.len());
        if index == counts.len() {
            counts.push((diagnostic.code, 0));
        }
        let count = counts.get_mut(index).map_or(0, |(_, count)| {
            *count += 1;
            *count
        });
        if count <= MAX_PER_CODE {
            shown.push((diagnostic, origins.len()));
            origins.push(diagnostic.origin);
            origins.extend(diagnostic.labels.iter().map(|label| label.origin));
        }
    }
    let locations = source.locate(&origins);
    let mut text = String::new();
    for (diagnostic, first) in shown {
        let places: Vec<Option<&Location<'_>>> = locations
            .iter()
            .skip(first)
            .take(1 + diagnostic.labels.len())
            .map(Option::as_ref)
            .collect();
        text.push_str(&renderer.render(&[group(diagnostic, &places)]));
        text.push_str("\n\n");
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > MAX_PER_CODE) {
        let _ = write!(
            text,
            "… and {} more of {code} ({})\n\n",
            count - MAX_PER_CODE,
            code.rule()
        );
    }
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, places: &[Option<&'a Location<'a>>]) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(Some(primary)) = places.first() {
        let span = primary_span(primary, diagnostic.at_key);
        let mut spans = vec![(AnnotationKind::Primary, span, diagnostic.code.rule().to_owned())];
        let mut elsewhere = Vec::new();
        for (label, place) in diagnostic.labels.iter().zip(places.iter().skip(1)) {
            let Some(place) = place else { continue };
            let span = primary_span(place, diagnostic.at_key);
            let annotation = (AnnotationKind::Context, span, printable(&label.message));
            if place.file == primary.file {
                spans.push(annotation);
            } else {
                elsewhere.push(snippet(place, vec![annotation]));
            }
        }
        group = group.element(snippet(primary, spans)).elements(elsewhere);
        if !primary.pointer.is_empty() {
            group = group.element(
                Level::NOTE
                    .with_name("pointer")
                    .message(printable(&primary.pointer)),
            );
        }
    }
    if let Some(effect) = &diagnostic.effect {
        group = group.element(Level::NOTE.with_name("effect").message(printable(effect)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    if let Some(section) = diagnostic.code.section() {
        group = group.element(Level::NOTE.with_name("see").message(section));
    }
    group
}

/// The lines of a file that hold spans, with what is to be said of each.
fn snippet<'a>(
    place: &'a Location<'a>,
    spans: Vec<(AnnotationKind, Range<usize>, String)>,
) -> Snippet<'a, Annotation<'a>> {
    let excerpt = excerpt(place.text, spans.iter().map(|(_, span, _)| span));
    let lines_before = place
        .text
        .get(..excerpt.start)
        .map_or(0, |before| before.matches('\n').count());
    let shift = |span: Range<usize>| span.start - excerpt.start..span.end - excerpt.start;
    let source = same_width(place.text.get(excerpt.clone()).unwrap_or_default());
    Snippet::source(source)
        .path(printable(place.file))
        .line_start(lines_before + 1)
        .annotations(
            spans
                .into_iter()
                .map(|(kind, span, label)| kind.span(shift(span)).label(label)),
        )
}

/// The whole lines that hold all spans: the renderer reads its source from end to end.
fn excerpt<'a>(text: &str, spans: impl Iterator<Item = &'a Range<usize>>) -> Range<usize> {
    let (start, end) = spans.fold((text.len(), 0), |(start, end), span| {
        (start.min(span.start), end.max(span.end))
    });
    let start = text
        .get(..start)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let end = text
        .get(end..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |at| end + at);
    start..end
}

/// The most bytes of a value that are looked at and pointed at. Many findings may lie in one value that is long.
const MAX_POINTED: usize = 2_000;

/// The bytes to point at: the key, or the first line of the value.
pub(super) fn primary_span(location: &Location<'_>, at_key: bool) -> Range<usize> {
    let whole = match (&location.key, at_key) {
        (Some(key), true) => key.clone(),
        // A mapping is best told by its key: its own text may be long.
        (Some(key), false)
            if location
                .text
                .get(location.value.clone())
                .is_some_and(|text| text.len() > MAX_POINTED || text.contains('\n')) =>
        {
            key.clone()
        }
        _ => location.value.clone(),
    };
    let text = location.text.get(whole.clone()).unwrap_or_default();
    let first_line = text
        .char_indices()
        .find(|(at, letter)| *at >= MAX_POINTED || matches!(letter, '\n' | '\r'))
        .map_or(text.len(), |(at, _)| at);
    // What is missing at the end is told on the last line that has something.
    let start = whole.start.min(location.text.trim_end().len());
    start..start.max(whole.start + first_line).min(location.text.len())
}

/// Lines without what the renderer shows as it is, and a terminal obeys. Each sign has as many bytes as what it stands
/// for, so spans stay right.
fn same_width(lines: &str) -> String {
    let is_wide = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}');
    let is_narrow = |letter: char| matches!(letter, '\u{80}'..='\u{9f}' | '\u{61c}');
    lines.replace(is_wide, "\u{fffd}").replace(is_narrow, "\u{b7}")
}
