//! The rules that findings come from: each has a stable code, a name and a long explanation.

use std::fmt;

/// Declares the rules once: variant, code, name, explanation.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $rule:literal, $explanation:literal;)+) => {
        /// A rule. The code of a rule never changes and is never given to another one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)+
        }

        impl Code {
            /// Every rule, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code, such as `OAS0102`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The name of the rule, such as `duplicate-key`.
            #[must_use]
            pub fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule,)+ }
            }

            /// What the rule is about and what to do, in a few sentences.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)+ }
            }
        }
    };
}

codes! {
    // OAS01..: reading the text.
    UnreadableFile = "OAS0100", "unreadable-file", "The file could not be read, or is not UTF-8 text.";
    SyntaxError = "OAS0101", "syntax-error", "The text is not well-formed YAML or JSON.";
    DuplicateKey = "OAS0102", "duplicate-key", "A mapping names one key twice. `200` and `\"200\"` are one key.";
    LimitExceeded = "OAS0103", "limit-exceeded", "The document is nested too deeply, holds too much, or makes too large a crate.";
    UnsupportedVersion = "OAS0104", "unsupported-version", "Only OpenAPI 3.0, 3.1 and 3.2 are read. Convert a Swagger 2.0 document first.";
    // OAS02..: the shape of the document.
    WrongType = "OAS0201", "wrong-type", "A field holds a value of another type than the specification gives it.";
    MissingField = "OAS0202", "missing-field", "A field that the specification requires is absent.";
    InvalidValue = "OAS0203", "invalid-value", "A field holds a value that the specification does not allow.";
    UnknownField = "OAS0204", "unknown-field", "A field that the specification does not know is ignored.";
    InvalidStatus = "OAS0205", "invalid-status", "A response is keyed by something that is not a status code, a range such as `4XX`, or `default`.";
    WrongVersionKeyword = "OAS0206", "wrong-version-keyword", "A keyword belongs to another version of OpenAPI than the document is written in. The generator reads it by what it says; other tools ignore it. Write it in the words of the document's version.";
    InvalidComponentName = "OAS0207", "invalid-component-name", "The name of a component holds other characters than letters, digits, `.`, `-` and `_`. References to it fail in other tools. Rename the component.";
    UndefinedServerVariable = "OAS0208", "undefined-server-variable", "The URL of a server names a variable that the server does not define. The URL cannot be filled in. Define the variable, with a default.";
    InvalidServerVariable = "OAS0209", "invalid-server-variable", "A server variable has an empty `enum`, or a default that its `enum` does not list. Correct one of the two.";
    InvalidMediaType = "OAS0210", "invalid-media-type", "A key of `content` is no media type: it has no type and subtype of letters, digits and a few signs, with one slash between them. No client can ask for it or send it under a name that others understand. Write one such as `application/json`.";
    RelativeServer = "OAS0219", "relative-server", "The URL of the first server is relative: it is seen from where the document is published, which the document does not tell. Set `base_url` under `[client]` in `sdk.toml`, or let callers give the client a base URL.";
    // OAS03..: references.
    UnresolvedReference = "OAS0301", "unresolved-reference", "A `$ref` points at nothing.";
    ReferenceCycle = "OAS0302", "reference-cycle", "A chain of `$ref`s comes back to its start without ever naming a value.";
    RemoteReference = "OAS0303", "remote-reference", "A `$ref` points outside the documents at hand. The generator never opens a network connection.";
    WrongReferenceKind = "OAS0304", "wrong-reference-kind", "A `$ref` points at something of another kind than its place asks for.";
    IgnoredSibling = "OAS0305", "ignored-sibling", "In OpenAPI 3.0, what stands beside a `$ref` is ignored, so tools differ in what they make of it. Wrap the reference: `allOf: [{$ref: ...}]`, and put the rest beside `allOf`.";
    UnbundledReference = "OAS0306", "unbundled-reference", "A `$ref` leads into another file, to something that has no place among the components of one document.";
    // OAS04..: operations.
    DuplicateOperationId = "OAS0401", "duplicate-operation-id", "Two operations have one `operationId`, which the specification forbids.";
    MissingOperationId = "OAS0402", "missing-operation-id", "An operation has no `operationId`; its name is made from its method and path and changes with them.";
    UndeclaredPathVariable = "OAS0403", "undeclared-path-variable", "A path template names a variable that no parameter declares.";
    UnusedPathParameter = "OAS0404", "unused-path-parameter", "A path parameter is declared that the path template does not name.";
    IgnoredParameter = "OAS0405", "ignored-parameter", "A parameter has no effect, as the specification says.";
    UnsupportedParameter = "OAS0406", "unsupported-parameter", "A parameter is described in a way that has no defined form on the wire.";
    UnsupportedBody = "OAS0407", "unsupported-body", "A request body is described in a way that the generator does not support.";
    UnsupportedResponse = "OAS0408", "unsupported-response", "A response is described in a way that the generator does not support.";
    UndefinedSecurityScheme = "OAS0409", "undefined-security-scheme", "A security requirement names a scheme that the document does not define.";
    UnsupportedSecurityScheme = "OAS0410", "unsupported-security-scheme", "A security scheme cannot be carried out by the client.";
    NotGenerated = "OAS0411", "not-generated", "A part of the document has no counterpart in a client and is left out.";
    DuplicateParameter = "OAS0412", "duplicate-parameter", "Two parameters of one operation have the same name and location.";
    UnknownSelection = "OAS0413", "unknown-selection", "An entry of `operations` in the configuration selects nothing.";
    IdenticalPaths = "OAS0414", "identical-paths", "Two path templates differ in the names of their variables alone, which the specification forbids: a server cannot tell them apart. Join the two.";
    AmbiguousPaths = "OAS0415", "ambiguous-paths", "Two path templates can stand for one path, and neither is more concrete than the other. A request may reach the wrong operation. Change one of the templates.";
    QueryInPath = "OAS0416", "query-in-path", "A path template holds `?` or `#`. A client encodes them, as a path has neither. Declare query parameters instead.";
    MissingSuccess = "OAS0417", "missing-success", "An operation describes no answer of success, so nothing can be said of what it returns. Describe one under a 2XX status, or `default`.";
    // OAS05..: schemas.
    UnsatisfiableSchema = "OAS0501", "unsatisfiable-schema", "No value can satisfy the schema.";
    UnenforcedKeyword = "OAS0502", "unenforced-keyword", "A keyword that the generated types do not enforce.";
    UndefinedRequiredProperty = "OAS0503", "undefined-required-property", "`required` names a property that the schema does not define.";
    InvalidEnumValue = "OAS0504", "invalid-enum-value", "A value of `enum` does not have the type of the schema.";
    InvalidDiscriminator = "OAS0505", "invalid-discriminator", "A discriminator does not tell its alternatives apart.";
    ExampleContradictsSchema = "OAS0506", "example-contradicts-schema", "The document's own example of an answer does not fit its schema; the type follows both.";
    UnsupportedSchema = "OAS0507", "unsupported-schema", "A schema is described in a way that the generator does not support.";
    ValueContradictsSchema = "OAS0508", "value-contradicts-schema", "A `default` or an example is no instance of its schema, as a JSON Schema validator says. One of the two is wrong, and who copies the example gets an error from the server. Correct it.";
    VolatileDefault = "OAS0509", "volatile-default", "A `default` looks like the moment at which the document was exported. It is another in each export, and no client can rely on it. Remove it.";
    OverlappingAlternatives = "OAS0510", "overlapping-alternatives", "Two alternatives of a `oneOf` without a discriminator accept one value, so `oneOf` refuses it. The first one that fits is read. Add a discriminator or required properties, or write `anyOf`.";
    KeywordOfAnotherType = "OAS0511", "keyword-of-another-type", "A keyword is about values of another type than the schema's: `minLength` of a number, `items` of an object. It says nothing, so either it or `type` is a mistake. Correct one of the two.";
    NullableWithoutType = "OAS0512", "nullable-without-type", "In OpenAPI 3.0, `nullable` adds null to the `type` beside it, and does nothing without one. Tools differ in what they make of it. Add `type`.";
    NullableEnumWithoutNull = "OAS0513", "nullable-enum-without-null", "A schema is `nullable`, and its `enum` does not list null, so OpenAPI 3.0 refuses null. Add `null` to `enum`, or remove `nullable`.";
    ClosedPart = "OAS0514", "closed-part", "A part of an `allOf` has `additionalProperties: false` and not the properties of the other parts, so no value can have them. Remove it, or write `unevaluatedProperties: false` beside `allOf`.";
    InvalidPattern = "OAS0515", "invalid-pattern", "A `pattern` is no regular expression of ECMA-262, which JSON Schema asks for. Who compiles it gets an error.";
    OptionalDiscriminator = "OAS0516", "optional-discriminator", "An alternative does not require the property by which a discriminator tells it from the others. A value without it could be any of them. Add the property to `required`.";
    UnusableEnumNames = "OAS0519", "unusable-enum-names", "The names or descriptions that an extension gives the values of an `enum` are not one for each value, or one name comes twice. Give as many as there are values, in their order.";
    // OAS06..: names and configuration.
    NameCollision = "OAS0601", "name-collision", "Two declared names become one Rust name.";
    InvalidConfiguration = "OAS0602", "invalid-configuration", "The configuration cannot be used as it is.";
    UnusedConfiguration = "OAS0603", "unused-configuration", "An entry of the configuration matches nothing in the document.";
    UnusedSuppression = "OAS0604", "unused-suppression", "An entry of `suppress` in the configuration puts nothing aside: it matches no finding, or only errors, which cannot be suppressed. Remove the entry, or correct its place.";
    // OAS07..: overlays.
    InvalidOverlay = "OAS0701", "invalid-overlay", "An overlay, or an action of it, is not as the Overlay Specification says.";
    UnmatchedTarget = "OAS0702", "unmatched-target", "The target of an overlay's action matches nothing in the document.";
    IncompatibleUpdate = "OAS0703", "incompatible-update", "An overlay puts a value into one of another kind.";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
