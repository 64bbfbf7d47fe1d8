//! The explanations of rules: of one rule, and a Markdown page of all of them.

use super::Code;

impl Code {
    /// Returns the rule with a code, such as `OAS0102`, or a name, such as `duplicate-key`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_it = |code: &&Self| code.as_str().eq_ignore_ascii_case(text) || code.rule() == text;
        Self::ALL.iter().find(is_it).copied()
    }

    /// Returns the code, name and explanation of a rule, and the section of the specification.
    #[must_use]
    pub fn page(self) -> String {
        let mut text = format!("{self} {}\n\n{}\n", self.rule(), self.explanation());
        if let Some(section) = self.section() {
            text.push_str(&format!("\nSpecification: {section}.\n"));
        }
        text
    }
}

/// Returns the page of all rules, `docs/diagnostics.md`.
#[must_use]
pub fn reference() -> String {
    let mut text = "# Findings\n\n\
        The generator reports problems of a document as findings. Each finding belongs to one of the rules below. \
        The code of a rule never changes, and is never reused for another rule.\n\n\
        This page is generated: `cargo xtask lint --list > docs/diagnostics.md`.\n\n\
        `cargo xtask lint` reports all findings of a document. `cargo xtask lint --explain CODE` prints one rule. \
        [`diagnostics.schema.json`](diagnostics.schema.json) describes the output of `--format json`.\n\n\
        | exit code of `lint` | meaning |\n\
        |---|---|\n\
        | 0 | no errors; with `--deny warnings`, no warnings either |\n\
        | 1 | errors, or with `--deny warnings` also warnings |\n\
        | 2 | wrong arguments |\n\n\
        Lines and columns start at 1. A column is one Unicode scalar value, as in messages of the Rust compiler: \
        a tab, an emoji and a combining mark are one column each.\n\n\
        ## Suppressing warnings\n\n\
        `sdk.toml` can suppress warnings by rule and JSON pointer, with a reason. `generate` and `lint` print the number of \
        suppressed warnings, and the JSON output lists them.\n\n\
        ```toml\n\
        [[suppress]]\n\
        code = \"OAS0502\"                    # or the name of the rule: \"unenforced-keyword\"\n\
        place = \"/components/schemas/User*\" # the `pointer` of a finding; `*` matches any text, `?` one character\n\
        reason = \"The server checks it.\"\n\
        ```\n\n\
        Errors cannot be suppressed: nothing is generated from a document with errors. \
        An entry that does not match any warning is reported as [OAS0604](#oas0604-unused-suppression).\n\n\
        ## What is not reported\n\n\
        Style is not checked: missing descriptions, undefined tags, trailing slashes. Other linters do that. \
        Some rules of other linters are not needed, because the generator handles the case:\n\n\
        - An `operationId` may contain any characters: it only becomes a name, not a part of a URL.\n\
        - Markdown and HTML in descriptions are escaped.\n\
        - An integer without a `format` gets a type that fits its bounds.\n\
        - An array parameter without `style` is serialized by the default of the specification.\n\
        - A component that nothing references becomes a type like any other.\n\
        - A required property may have a `default`: it documents the value that the server writes.\n\
        - An operation without a described error has a generic error type.\n\n\
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
