//! The rules for people: one at length, and all of them as a page.

use super::Code;

impl Code {
    /// The rule of a code, such as `OAS0102`, or of a name, such as `duplicate-key`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_it = |code: &&Self| code.as_str().eq_ignore_ascii_case(text) || code.rule() == text;
        Self::ALL.iter().find(is_it).copied()
    }

    /// The long form: code, name, explanation, and the section of the specification.
    #[must_use]
    pub fn page(self) -> String {
        let mut text = format!("{self} {}\n\n{}\n", self.rule(), self.explanation());
        if let Some(section) = self.section() {
            text.push_str(&format!("\nSpecification: {section}.\n"));
        }
        text
    }
}

/// The list of all rules, as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut text = "# Findings\n\n\
        This list is generated: `cargo xtask lint --list > docs/diagnostics.md`. \
        A code never changes, and is never given to another rule.\n\n\
        `cargo xtask lint --explain CODE` prints one of them. \
        With `--format json`, findings are as `diagnostics.schema.json` says.\n\n\
        The command exits with 0 where it finds nothing that counts, with 1 where there are errors \
        (and warnings, with `--deny warnings`), and with 2 where its arguments are wrong.\n\n\
        Lines are counted from one, and so are columns: a column is a character (a Unicode scalar value, as Rust's own \
        compiler counts), so a tab, an emoji and a combining mark are one column each.\n\n\
        ## Findings to live with\n\n\
        `sdk.toml` puts warnings aside, by rule and place, with a reason. `generate` and `lint` count them, and the JSON \
        form lists them.\n\n\
        ```toml\n\
        [[suppress]]\n\
        code = \"OAS0502\"                    # or the name of the rule: \"unenforced-keyword\"\n\
        place = \"/components/schemas/User*\" # the `pointer` of a finding; `*` is any text, `?` a character\n\
        reason = \"The server checks it.\"\n\
        ```\n\n\
        An error cannot be suppressed: nothing is generated from a document that has one. \
        An entry that puts nothing aside is a warning, [OAS0604](#oas0604-unused-suppression).\n\n\
        ## What is no finding\n\n\
        Rules of style, such as missing descriptions, undefined tags or a trailing slash, are left to tools that are \
        about style. Some rules that others have are not needed here: an `operationId` is a name and no part of a URL; \
        Markdown and HTML of descriptions are made safe; an integer gets a type that holds its bounds; a parameter that is \
        a list is written as the specification says where the document says nothing; a component that nothing refers to \
        is a type like any other; a default of a required property says what a server writes; an operation without a \
        described failure has one type of error.\n\n\
        ## The rules\n"
        .to_owned();
    for code in Code::ALL {
        text.push_str(&format!(
            "\n### {code} {}\n\n{}\n",
            code.rule(),
            code.explanation()
        ));
        if let Some(section) = code.section() {
            text.push_str(&format!("\n{section}.\n"));
        }
    }
    text
}
