//! Tests of reading `[pagination]`.

use super::super::tests::{CRATE, mistake};
use super::PaginationStyle;
use crate::parse;

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
    let pair = |parameter: &str, pointer: &str| (parameter.to_owned(), pointer.to_owned());
    let page = |first| PaginationStyle::Page {
        parameter: "page".to_owned(),
        first,
    };
    let list = &config.pagination["ListThings"];
    assert_eq!(
        list.style,
        PaginationStyle::Cursor {
            is_in_item: false,
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
            is_in_item: true,
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
    assert_eq!(style("e"), PaginationStyle::Link(None));
    assert_eq!(style("f"), PaginationStyle::Link(Some("/next".to_owned())));
    assert_eq!(style("g"), PaginationStyle::None);
}

#[test]
fn pagination_takes_what_its_style_needs() {
    for (table, message) in [
        ("{}", "`style` is missing in `[pagination.A]`"),
        ("3", "`A` must be a table, and is an integer"),
        ("{ style = \"token\" }", "`token` is no style of pagination"),
        (
            "{ style = \"offset\" }",
            "`parameter` is missing in `[pagination.A]`",
        ),
        (
            "{ style = \"none\", items = \"/a\" }",
            "`items` is not known in `[pagination.A]`",
        ),
        (
            "{ style = \"offset\", parameter = \"a\", first = 1 }",
            "`first` is not known in `[pagination.A]`",
        ),
        (
            "{ style = \"page\", parameter = \"a\", first = \"1\" }",
            "`first` must be an integer, and is a text",
        ),
        ("{ style = \"link\", next = \"a.b\" }", "`a.b` is no JSON pointer"),
        (
            "{ style = \"cursor\", parameter = \"a\" }",
            "a cursor comes from `item_cursor` or from `next`",
        ),
        (
            "{ style = \"cursor\", parameter = \"a\", next = \"/n\", item_cursor = \"/i\" }",
            "a cursor comes from `item_cursor` or from `next`",
        ),
        (
            "{ style = \"cursor\", parameter = \"a\", next = \"/n\", backward = \"b\" }",
            "the cursor of `backward` is missing",
        ),
    ] {
        let shown = mistake(&format!("[pagination]\nA = {table}\n"));
        assert!(shown.contains(message), "{message}\n---\n{shown}");
    }
}
