//! Tests of reading `[pagination]`.

use super::super::tests::{CRATE, mistake};
use crate::parse;
use sdk_wire::{CursorSource, PageCursor, PaginationStyle};

#[test]
fn every_style_is_read() {
    let text = r#"
        [pagination.ListThings]
        style = "cursor"
        parameter = "after"
        backward = "before"
        next = "/last"
        previous = "/first"
        items = ""
        [pagination]
        a = { style = "cursor", parameter = "after", item_cursor = "/id", backward = "before" }
        b = { style = "page", parameter = "page", has_more = "/more" }
        c = { style = "page", parameter = "page", first = 0 }
        d = { style = "offset", parameter = "skip" }
        e = { style = "link" }
        f = { style = "link", next = "/next" }
        g = { style = "none" }
        "#;
    let config = parse("sdk.toml", &format!("{CRATE}{text}")).expect("it is valid");
    let pair = |parameter: &str, pointer: &str| PageCursor {
        parameter: parameter.to_owned(),
        pointer: pointer.to_owned(),
    };
    let page = |first| PaginationStyle::Page {
        parameter: "page".to_owned(),
        first,
    };
    let list = &config.pagination["ListThings"];
    assert_eq!(
        list.style,
        PaginationStyle::Cursor {
            source: CursorSource::Response,
            forward: pair("after", "/last"),
            backward: Some(pair("before", "/first")),
        }
    );
    assert_eq!(
        (list.items.as_deref(), list.has_more.as_deref()),
        (Some(""), None)
    );
    let style = |name: &str| config.pagination[name].style.clone();
    assert_eq!(
        style("a"),
        PaginationStyle::Cursor {
            source: CursorSource::Item,
            forward: pair("after", "/id"),
            backward: Some(pair("before", "/id")),
        }
    );
    assert_eq!(style("b"), page(1));
    assert_eq!(config.pagination["b"].has_more.as_deref(), Some("/more"));
    assert_eq!(style("c"), page(0));
    assert_eq!(
        style("d"),
        PaginationStyle::Offset {
            parameter: "skip".to_owned()
        }
    );
    assert_eq!(style("e"), PaginationStyle::LinkHeader);
    assert_eq!(style("f"), PaginationStyle::LinkAt("/next".to_owned()));
    assert_eq!(style("g"), PaginationStyle::Single);
}

#[test]
fn pagination_takes_what_its_style_needs() {
    for (table, message) in [
        ("{}", "`style` is missing in `[pagination.A]`"),
        ("3", "`A` must be a table, but is an integer"),
        ("{ style = \"token\" }", "`token` is not a pagination style"),
        (
            "{ style = \"offset\" }",
            "`parameter` is missing in `[pagination.A]`",
        ),
        (
            "{ style = \"none\", items = \"/a\" }",
            "`items` is not a known key in `[pagination.A]`",
        ),
        (
            "{ style = \"offset\", parameter = \"a\", first = 1 }",
            "`first` is not a known key in `[pagination.A]`",
        ),
        (
            "{ style = \"page\", parameter = \"a\", first = \"1\" }",
            "`first` must be an integer, but is a string",
        ),
        (
            "{ style = \"link\", next = \"a.b\" }",
            "`a.b` is not a JSON pointer",
        ),
        (
            "{ style = \"cursor\", parameter = \"a\" }",
            "exactly one of `item_cursor` and `next` is required for a cursor",
        ),
        (
            "{ style = \"cursor\", parameter = \"a\", next = \"/n\", item_cursor = \"/i\" }",
            "exactly one of `item_cursor` and `next` is required for a cursor",
        ),
        (
            "{ style = \"cursor\", parameter = \"a\", next = \"/n\", backward = \"b\" }",
            "`backward` requires a cursor",
        ),
    ] {
        let shown = mistake(&format!("[pagination]\nA = {table}\n"));
        assert!(shown.contains(message), "{message}\n---\n{shown}");
    }
}
