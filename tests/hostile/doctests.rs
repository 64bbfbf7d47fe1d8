//! Which code in docs rustdoc would run.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// How many blocks of code rustdoc takes for tests.
pub(crate) fn doctests(docs: &str) -> usize {
    // rustdoc knows these extensions, and a block in them is a block.
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

/// How many pieces of HTML there are.
pub(crate) fn html(markdown: &str) -> usize {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let pieces = Parser::new_ext(markdown, options);
    pieces
        .filter(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
        .count()
}

/// As rustdoc has it: no word, or only words that it knows.
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
