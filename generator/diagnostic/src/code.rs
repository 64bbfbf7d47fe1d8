//! The rules that findings come from: each has a stable code, a name and a long explanation.

use std::fmt;

/// Declares the rules: variant, code, name, explanation.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $rule:literal, $explanation:literal;)+) => {
        /// A rule. Its code never changes and is never reused for another rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)+
        }

        impl Code {
            /// Every rule, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the stable code, such as `OAS0102`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Returns the name of the rule, such as `duplicate-key`.
            #[must_use]
            pub fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule,)+ }
            }

            /// Returns the explanation of the rule, in a few sentences.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)+ }
            }
        }
    };
}

codes! {
    // OAS01..: reading the text.
    UnreadableFile = "OAS0100", "unreadable-file", "The file cannot be read, or is not UTF-8 text.";
    SyntaxError = "OAS0101", "syntax-error", "The text is not well-formed YAML or JSON.";
    DuplicateKey = "OAS0102", "duplicate-key", "A mapping contains the same key twice. `200` and `\"200\"` are the same key.";
    LimitExceeded = "OAS0103", "limit-exceeded", "The document exceeds a limit: it is nested too deeply, contains too much, or expands to too large a crate.";
    UnsupportedVersion = "OAS0104", "unsupported-version", "Only OpenAPI 3.0, 3.1 and 3.2 are supported. Convert Swagger 2.0 documents first.";
    // OAS02..: the shape of the document.
    WrongType = "OAS0201", "wrong-type", "The value of a field does not have the type that the specification requires.";
    MissingField = "OAS0202", "missing-field", "A field that the specification requires is absent.";
    InvalidValue = "OAS0203", "invalid-value", "The value of a field is not allowed by the specification.";
    UnknownField = "OAS0204", "unknown-field", "The specification does not define the field. It is ignored.";
    InvalidStatus = "OAS0205", "invalid-status", "The key of a response is not a status code, a range such as `4XX`, or `default`.";
    WrongVersionKeyword = "OAS0206", "wrong-version-keyword", "A keyword does not exist in the OpenAPI version of the document. The generator interprets it as in its own version; other tools ignore it. Use the keyword of the document's version.";
    InvalidComponentName = "OAS0207", "invalid-component-name", "The name of a component contains characters other than letters, digits, `.`, `-` and `_`. Other tools cannot resolve references to it. Rename the component.";
    UndefinedServerVariable = "OAS0208", "undefined-server-variable", "The URL of a server contains a variable that the server does not define, so the URL cannot be completed. Define the variable, with a default.";
    InvalidServerVariable = "OAS0209", "invalid-server-variable", "The `enum` of a server variable is empty, or does not contain the default. Correct the `enum` or the default.";
    InvalidMediaType = "OAS0210", "invalid-media-type", "A key of `content` is not a media type: a type and a subtype with a slash in between, such as `application/json`. Clients and servers cannot negotiate it. Write a media type.";
    RelativeServer = "OAS0219", "relative-server", "The URL of the first server is relative to the URL at which the document is published, which the document does not contain. Set `base_url` under `[client]` in `sdk.toml`, or have callers pass a base URL to the client.";
    // OAS03..: references.
    UnresolvedReference = "OAS0301", "unresolved-reference", "The target of a `$ref` does not exist.";
    ReferenceCycle = "OAS0302", "reference-cycle", "A chain of `$ref`s leads back to its start and never reaches a value.";
    RemoteReference = "OAS0303", "remote-reference", "A `$ref` points to a URL. The generator never opens a network connection. Save the target as a file below the folder of the document.";
    WrongReferenceKind = "OAS0304", "wrong-reference-kind", "The target of a `$ref` is not the kind of object that is required here.";
    IgnoredSibling = "OAS0305", "ignored-sibling", "In OpenAPI 3.0, the siblings of a `$ref` are ignored, but some tools read them. Wrap the reference: `allOf: [{$ref: ...}]`, and write the siblings next to `allOf`.";
    UnbundledReference = "OAS0306", "unbundled-reference", "A `$ref` points to an object in another file that cannot become a component when the files are bundled into one document.";
    // OAS04..: operations.
    DuplicateOperationId = "OAS0401", "duplicate-operation-id", "Two operations have the same `operationId`, which the specification forbids.";
    MissingOperationId = "OAS0402", "missing-operation-id", "An operation has no `operationId`; its name is derived from its method and path, and changes with them.";
    UndeclaredPathVariable = "OAS0403", "undeclared-path-variable", "A path template contains a variable that no parameter declares.";
    UnusedPathParameter = "OAS0404", "unused-path-parameter", "A path parameter is declared, but the path template does not contain it.";
    IgnoredParameter = "OAS0405", "ignored-parameter", "The specification says that this parameter is ignored.";
    UnsupportedParameter = "OAS0406", "unsupported-parameter", "The specification does not define how a parameter like this is serialized.";
    UnsupportedBody = "OAS0407", "unsupported-body", "The generator does not support a request body like this.";
    UnsupportedResponse = "OAS0408", "unsupported-response", "The generator does not support a response like this.";
    UndefinedSecurityScheme = "OAS0409", "undefined-security-scheme", "A security requirement names a scheme that the document does not define.";
    UnsupportedSecurityScheme = "OAS0410", "unsupported-security-scheme", "The client does not support the security scheme.";
    NotGenerated = "OAS0411", "not-generated", "A part of the document has no counterpart in a client. It is skipped.";
    DuplicateParameter = "OAS0412", "duplicate-parameter", "Two parameters of one operation have the same name and location.";
    UnknownSelection = "OAS0413", "unknown-selection", "An entry of `operations` in the configuration does not match any operation.";
    IdenticalPaths = "OAS0414", "identical-paths", "Two path templates differ only in the names of their variables, which the specification forbids: a server cannot distinguish them. Merge the two.";
    AmbiguousPaths = "OAS0415", "ambiguous-paths", "Two path templates match the same path, and neither is more specific. A request may reach the wrong operation. Change one of the templates.";
    QueryInPath = "OAS0416", "query-in-path", "A path template contains `?` or `#`. A path cannot contain them, so clients escape them. Declare query parameters instead.";
    MissingSuccess = "OAS0417", "missing-success", "An operation does not describe a successful response, so its return type is unknown. Describe a response with a 2XX status, or `default`.";
    // OAS05..: schemas.
    UnsatisfiableSchema = "OAS0501", "unsatisfiable-schema", "No value satisfies the schema.";
    UnenforcedKeyword = "OAS0502", "unenforced-keyword", "The generated types do not enforce the keyword.";
    UndefinedRequiredProperty = "OAS0503", "undefined-required-property", "`required` contains a property that the schema does not define.";
    InvalidEnumValue = "OAS0504", "invalid-enum-value", "A value of `enum` does not have the type of the schema.";
    InvalidDiscriminator = "OAS0505", "invalid-discriminator", "A discriminator does not distinguish its variants.";
    ExampleContradictsSchema = "OAS0506", "example-contradicts-schema", "The example of a response does not match its schema. The generated type accepts both.";
    UnsupportedSchema = "OAS0507", "unsupported-schema", "The generator does not support a schema like this.";
    ValueContradictsSchema = "OAS0508", "value-contradicts-schema", "A `default` or an example does not satisfy its schema. One of the two is wrong: users who copy the example may get an error from the server. Correct the value or the schema.";
    VolatileDefault = "OAS0509", "volatile-default", "A `default` looks like the time at which the document was exported. It changes with each export, so clients cannot rely on it. Remove it.";
    OverlappingAlternatives = "OAS0510", "overlapping-alternatives", "Two variants of a `oneOf` without a discriminator accept the same value, so `oneOf` rejects it. The generated type uses the first variant that matches. Add a discriminator or required properties, or write `anyOf`.";
    KeywordOfAnotherType = "OAS0511", "keyword-of-another-type", "A keyword applies to another type than that of the schema: `minLength` of a number, `items` of an object. It has no effect, so the keyword or the `type` is wrong. Correct one of them.";
    NullableWithoutType = "OAS0512", "nullable-without-type", "In OpenAPI 3.0, `nullable` adds null to the `type` beside it, and has no effect without one, but some tools read it. Add `type`.";
    NullableEnumWithoutNull = "OAS0513", "nullable-enum-without-null", "A schema is `nullable`, but its `enum` does not contain null, so OpenAPI 3.0 rejects null. Add `null` to `enum`, or remove `nullable`.";
    ClosedPart = "OAS0514", "closed-part", "A part of an `allOf` has `additionalProperties: false` but lacks the properties of the other parts, so no value can have them. Remove it, or write `unevaluatedProperties: false` next to `allOf`.";
    InvalidPattern = "OAS0515", "invalid-pattern", "A `pattern` is not a valid regular expression (ECMA-262), as JSON Schema requires. Tools that compile it fail.";
    OptionalDiscriminator = "OAS0516", "optional-discriminator", "A variant does not require the discriminator property. A value without it could be any of the variants. Add the property to `required`.";
    UnusableEnumNames = "OAS0519", "unusable-enum-names", "An extension with names or descriptions of `enum` values does not have one for each value, or has the same name twice. Write as many as there are values, in the same order.";
    // OAS06..: names and configuration.
    NameCollision = "OAS0601", "name-collision", "Two declared names become the same Rust name.";
    InvalidConfiguration = "OAS0602", "invalid-configuration", "The configuration cannot be used as it is.";
    UnusedConfiguration = "OAS0603", "unused-configuration", "An entry of the configuration does not match anything in the document.";
    UnusedSuppression = "OAS0604", "unused-suppression", "An entry of `suppress` in the configuration has no effect: it matches no finding, or only errors, which cannot be suppressed. Remove the entry, or correct its `place`.";
    // OAS07..: overlays.
    InvalidOverlay = "OAS0701", "invalid-overlay", "An overlay, or one of its actions, is not valid by the Overlay Specification.";
    UnmatchedTarget = "OAS0702", "unmatched-target", "The target of an overlay action does not match anything in the document.";
    IncompatibleUpdate = "OAS0703", "incompatible-update", "An overlay action merges a value into a value of another type.";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
