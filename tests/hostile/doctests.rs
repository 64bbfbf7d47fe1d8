//! Finds the code in docs that rustdoc would run.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Returns the number of code blocks that rustdoc would test.
pub(crate) fn doctests(docs: &str) -> usize {
    // rustdoc enables these extensions, and code blocks inside them count as well.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let blocks = Parser::new_ext(docs, options).filter(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => true,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => is_rust(info),
        _ => false,
    });
    blocks.count()
}

/// Returns the number of pieces of HTML.
pub(crate) fn html(markdown: &str) -> usize {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let pieces = Parser::new_ext(markdown, options);
    pieces
        .filter(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
        .count()
}

/// Returns whether a code block is Rust by rustdoc's rules: its info string is empty, or has only known
/// words.
fn is_rust(info: &str) -> bool {
    let mut words = info
        .split([',', ' ', '\t'])
        .map(str::trim)
        .filter(|word| !word.is_empty());
    words.all(|word| {
        matches!(
            word,
            "rust"
                | "should_panic"
                | "no_run"
                | "ignore"
                | "compile_fail"
                | "test_harness"
                | "standalone_crate"
        ) || word.starts_with("ignore-")
            || word.starts_with("edition")
            || word.starts_with('E')
    })
}

#[test]
fn what_rustdoc_runs_is_known() {
    assert_eq!(doctests("```\na\n```\n\n    b\n\n```rust,no_run\nc\n```"), 3);
    assert_eq!(doctests("```text\na\n```\n\n`b`\n\n~~~json\nc\n~~~"), 0);
}
