//! Markdown of the document becomes Markdown that is safe in rustdoc.
//!
//! A description is written by strangers for other tools: a fence would run as a doctest, a bracket
//! would be taken for a link to an item, HTML would be passed on. The text is parsed by a Markdown
//! parser and changed only where it would do harm.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use sdk_rust::Docs;

/// What rustdoc reads beside plain Markdown, as far as it matters here.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The lines of a description, ready for `///`. Nothing where there is nothing to say.
pub(super) fn lines(text: &str) -> Vec<String> {
    safe_lines(text, false)
}

/// The lines of a text that stands alone, or within a line of ours.
fn safe_lines(text: &str, within_line: bool) -> Vec<String> {
    let text = clean(text);
    let safe = if is_plain(&text) {
        text
    } else {
        Cow::Owned(apply(&text, edits(&text, within_line)))
    };
    let mut lines: Vec<String> = safe.lines().map(|line| line.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    lines.drain(..blank);
    lines
}

/// Docs of what the document says, or of a sentence of our own where it says nothing.
pub(super) fn docs(text: Option<&str>, otherwise: impl FnOnce() -> String) -> Docs {
    let lines = text.map(lines).unwrap_or_default();
    if lines.is_empty() {
        Docs::line(otherwise())
    } else {
        Docs { lines }
    }
}

/// A text in one line of plain Markdown, for summaries and table cells.
///
/// The marks of code blocks are left out: on one line, one of tildes would begin a block that has no end.
pub(super) fn line(text: &str) -> String {
    let text = clean(text);
    let is_fence = |line: &&str| {
        let start = line.trim_start_matches([' ', '>']);
        // With more backticks after it, it is code within a line.
        let after = start
            .strip_prefix("```")
            .map(|after| after.trim_start_matches('`'));
        after.is_some_and(|after| !after.contains('`')) || start.starts_with("~~~")
    };
    let words = text
        .lines()
        .filter(|line| !is_fence(line))
        .flat_map(str::split_whitespace);
    let joined = words.collect::<Vec<_>>().join(" ");
    safe_lines(&joined, true)
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A description after a label of ours, which is on the same line where the description begins with a sentence. A block
/// that is not alone at its beginning is none, and its end would begin another.
pub(super) fn labelled(label: &str, text: Option<&str>) -> Vec<String> {
    let mut lines = text.map(lines).unwrap_or_default();
    match lines.first_mut() {
        None => lines.push(format!("{label}.")),
        Some(first) if begins_block(first) => {
            lines.splice(0..0, [format!("{label}:"), String::new()]);
        }
        Some(first) => *first = format!("{label}: {first}"),
    }
    lines
}

/// Whether a line may begin a list, a quote, a fence, a heading, a table, HTML, or what a link is defined by.
fn begins_block(line: &str) -> bool {
    let after_digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_item = after_digits.len() < line.len() && after_digits.starts_with(['.', ')']);
    let marks = ["```", "~~~", "- ", "+ ", "* ", ">", "#", "|", "<", "=", " "];
    // What is in brackets and no link has been escaped.
    let is_definition = line.starts_with('[') && !line.contains("](");
    is_item
        || is_definition
        || marks.iter().any(|mark| line.starts_with(mark))
        || matches!(line, "-" | "+" | "*")
}

/// The text without characters that change how others are shown, and with plain line breaks.
fn clean(text: &str) -> Cow<'_, str> {
    // Most texts have none of them, which is seen at a glance.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text.trim());
    }
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let text: String = text
        .chars()
        .filter(|letter| match letter {
            '\n' => true,
            // Marks that turn the direction of text can show a reader other text than there is.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => false,
            other => !other.is_control() || *other == '\t',
        })
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .collect();
    Cow::Owned(text.trim().to_owned())
}

/// Whether a text has nothing in it that is ever changed: most descriptions are a plain sentence, and the
/// Markdown parser need not see them.
fn is_plain(text: &str) -> bool {
    let mut previous = 0;
    let mut run = 0;
    text.bytes().all(|byte| {
        run = if byte == previous { run + 1 } else { 1 };
        previous = byte;
        match byte {
            b'[' | b']' | b'<' | b':' => false,
            // These begin code: a fence, or text that is moved in.
            b'`' | b'~' => run < 3,
            b' ' => run < 4,
            _ => true,
        }
    })
}

/// A change to a range of the text.
struct Edit {
    range: Range<usize>,
    text: String,
}

fn edits(text: &str, within_line: bool) -> Vec<Edit> {
    let parser = Parser::new_ext(text, OPTIONS).into_offset_iter();
    let mut edits = Vec::new();
    if within_line {
        // What would define a link is words there.
        let definitions = parser.reference_definitions().iter();
        edits.extend(definitions.map(|(_, definition)| Edit {
            text: escape(part(text, definition.span.clone()), true),
            range: definition.span.clone(),
        }));
    }
    let mut in_code = false;
    let mut links = Vec::new();
    for (event, range) in parser {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                code_block(text, &kind, range, &mut edits);
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let is_safe = is_web_address(&dest_url);
                links.push(is_safe);
                if !is_safe {
                    edits.push(unlink(text, range));
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                links.pop();
            }
            Event::Html(_) | Event::InlineHtml(_) => edits.push(Edit {
                text: part(text, range.clone()).replace('<', "\\<"),
                range,
            }),
            Event::Text(_) if !in_code && links.iter().all(|&is_safe| is_safe) => {
                plain_text(text, range, links.is_empty(), &mut edits);
            }
            _ => {}
        }
    }
    edits
}

/// Makes a code block one that is no doctest: a fence gets another language and an end, indented text
/// gets a fence.
fn code_block(text: &str, kind: &CodeBlockKind<'_>, range: Range<usize>, edits: &mut Vec<Edit>) {
    let before = part(text, 0..range.start);
    let before = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    let source = part(text, range.clone()).trim_end_matches('\n');
    match kind {
        CodeBlockKind::Indented => {
            let outer = before.strip_suffix("    ").unwrap_or_default();
            let fence = "`".repeat(longest_run(source).max(2) + 1);
            let mut block = format!("{outer}{fence}text\n");
            for line in format!("{before}{source}").lines() {
                block.push_str(line.strip_prefix("    ").unwrap_or(line));
                block.push('\n');
            }
            block.push_str(outer);
            block.push_str(&fence);
            edits.push(Edit {
                range: range.start - before.len()..range.start + source.len(),
                text: block,
            });
        }
        CodeBlockKind::Fenced(_) => fenced(source, before, range.start, edits),
    }
}

/// Gives a fenced block fences of backticks, of which its code has no run as long: it stays code where its lines are
/// joined as well.
fn fenced(source: &str, before: &str, start: usize, edits: &mut Vec<Edit>) {
    let opening = source.lines().next().unwrap_or_default();
    let mark: String = opening
        .chars()
        .take_while(|letter| matches!(letter, '`' | '~'))
        .collect();
    let last = source.lines().skip(1).last().unwrap_or_default();
    let closing = last.trim_start_matches([' ', '>']);
    let is_closed = closing.starts_with(&mark);
    let end = start + source.len();
    let code_end = if is_closed {
        source.len() - last.len()
    } else {
        source.len()
    };
    let code = source.get(opening.len()..code_end).unwrap_or_default();
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    edits.push(Edit {
        range: start..start + opening.len(),
        text: format!("{fence}text"),
    });
    edits.push(if is_closed {
        Edit {
            range: end - closing.len()..end,
            text: fence,
        }
    } else {
        Edit {
            range: end..end,
            text: format!("\n{before}{fence}"),
        }
    });
}

/// The longest run of backticks in a text.
fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}

fn is_web_address(target: &str) -> bool {
    let begins_with = |scheme: &str| {
        let start = target.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    ["https://", "http://", "mailto:"].into_iter().any(begins_with)
        && !target.contains(['<', '>', ' ', '\n', '"'])
}

/// A link that leads nowhere from here becomes its text.
fn unlink(text: &str, range: Range<usize>) -> Edit {
    let source = part(text, range.clone());
    let label = source.trim_start_matches('!').trim_start_matches(['[', '<']);
    let label = label.split([']', '>']).next().unwrap_or(label);
    Edit {
        text: escape(label, false),
        range,
    }
}

/// Escapes what rustdoc would take for a link to an item, and makes addresses links.
fn plain_text(text: &str, range: Range<usize>, outside_links: bool, edits: &mut Vec<Edit>) {
    let source = part(text, range.clone());
    let safe = escape(source, outside_links);
    if safe != source {
        edits.push(Edit { range, text: safe });
    }
}

fn escape(source: &str, with_addresses: bool) -> String {
    let mut safe = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let plain = rest
            .find(['[', ']', '<', 'h', 'H', 'm', 'M'])
            .unwrap_or(rest.len());
        if plain > 0 {
            let (text, after) = rest.split_at(plain);
            safe.push_str(text);
            rest = after;
            continue;
        }
        let address = if with_addresses && is_web_address(rest.split_whitespace().next().unwrap_or_default())
        {
            rest.find(|letter: char| letter.is_whitespace() || "<>()[]\"'`*|,".contains(letter))
                .unwrap_or(rest.len())
        } else {
            0
        };
        if address > 8 {
            let (address, after) = rest.split_at(address);
            let bare = address.trim_end_matches(['.', ':', ';', '!', '?']);
            safe.push_str(&format!("<{bare}>"));
            safe.push_str(address.strip_prefix(bare).unwrap_or_default());
            rest = after;
            continue;
        }
        if matches!(first, '[' | ']' | '<') && !safe.ends_with('\\') {
            safe.push('\\');
        }
        safe.push(first);
        rest = rest.strip_prefix(first).unwrap_or_default();
    }
    safe
}

/// Applies edits that do not overlap; one that does is left out.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.range.start);
    let mut result = String::new();
    let mut done = 0;
    for edit in edits {
        if edit.range.start < done {
            continue;
        }
        result.push_str(part(text, done..edit.range.start));
        result.push_str(&edit.text);
        done = edit.range.end;
    }
    result.push_str(part(text, done..text.len()));
    result
}

/// The bytes of a range. A parser's ranges lie between characters.
fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests;
