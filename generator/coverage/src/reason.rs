//! Why a value is skipped of the model: a closed list.

/// Declares the reasons once: variant, name, sentence.
macro_rules! reasons {
    ($($variant:ident = $name:literal, $sentence:literal;)+) => {
        /// Why a value is skipped.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason {
            $(#[doc = $sentence] $variant,)+
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name of the reason, such as `callback`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The reason in a sentence.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)+ }
            }
        }
    };
}

reasons! {
    // About the document rather than the API.
    Format = "format", "It is about the format of the document.";
    Publisher = "publisher", "Contact, licence and terms describe the publisher of the document.";
    ExternalDocs = "external-docs", "Links to further pages are for readers of the document.";
    Extension = "extension", "Nothing reads this extension.";
    UnknownField = "unknown-field", "The specification knows no such field; it is reported as OAS0204.";
    WrongType = "wrong-type", "The field cannot hold a value of this type; it is reported as OAS0201.";
    Blank = "blank", "An empty array or object, or null, has no effect here.";
    OtherFile = "other-file", "It is in another file, and nothing references it.";
    BesideReference = "beside-reference", "Fields next to a reference are ignored, except in schemas.";
    // Not part of a client.
    Webhook = "webhook", "Webhooks are requests to you, reported as OAS0411; their bodies are types, and the rest is not read.";
    Callback = "callback", "Callbacks are requests to you, reported as OAS0411; their bodies are types, and the rest is not read.";
    Link = "link", "Links are not followed; they are reported as OAS0411.";
    NotSelected = "not-selected", "The configuration does not select the operation.";
    Unused = "unused", "No operation uses the component.";
    UnusedDefinition = "unused-definition", "No schema references the definition.";
    // Servers, tags, paths.
    FurtherServer = "further-server", "An operation goes to the first server of its own.";
    Compared = "compared", "It is only compared with that of another version; the crate does not have it.";
    ServerProse = "server-prose", "A server of an operation is its URL alone, and no server has a name.";
    ServerChoice = "server-choice", "Only the default of a server variable is used.";
    SilentTag = "silent-tag", "The tag has no operations, or no description.";
    FurtherTag = "further-tag", "An operation belongs to the group of its first tag.";
    TagOrder = "tag-order", "Groups have no order, kinds or parents of their own.";
    PathProse = "path-prose", "Operations are described by their own words.";
    // Parameters, bodies, responses.
    ParameterWithoutEffect = "parameter-without-effect", "The parameter is overridden, or has no effect, which is reported as OAS0404 to OAS0406 or OAS0412.";
    PathRequired = "path-required", "A parameter of a path is required, whatever the document says.";
    AllowEmptyValue = "allow-empty-value", "Every value may be empty.";
    ContentDecides = "content-decides", "The parameter has `content`, which determines its format.";
    FurtherContent = "further-content", "The first schema in the `content` of a parameter is its type.";
    FurtherExample = "further-example", "Only the first example is used.";
    ExampleProse = "example-prose", "Only the value of an example is used.";
    BodyWithoutContent = "body-without-content", "A request body without content is ignored.";
    EncodingDetail = "encoding-detail", "Parts have no headers of their own and no nested encodings.";
    InvalidStatus = "invalid-status", "The key of the response is not a status, which is reported as OAS0205, or is duplicated.";
    ResponseSummary = "response-summary", "A response has a description instead.";
    HeaderDetail = "header-detail", "A response header has a name, a type and a description, and is optional.";
    // Security.
    SecurityOverridden = "security-overridden", "Every operation has its own `security`.";
    OAuth = "oauth", "The caller gives the client a token; how to obtain one is not generated.";
    UnsupportedSecurity = "unsupported-security", "The client does not support the scheme, which is reported as OAS0409 or OAS0410.";
    // Schemas.
    Title = "title", "Titles name only alternatives without a name.";
    SchemaIdentity = "schema-identity", "It names the schema for references and other tools.";
    Xml = "xml", "Bodies in XML are text.";
    Unenforced = "unenforced", "Types do not enforce it; it is reported as OAS0502.";
    StoodFor = "stood-for", "An equal inline schema, or the simpler type of its union, replaces this one.";
    Overruled = "overruled", "Another part of the schema takes precedence.";
    NotOfType = "not-of-type", "The keyword does not apply to the schema's type.";
    BesideAlternatives = "beside-alternatives", "The alternatives of the schema determine its type.";
    NoProperty = "no-property", "The schema has no such property, which is reported as OAS0503.";
    NoAlternatives = "no-alternatives", "A discriminator without alternatives has no effect.";
    NoAlternative = "no-alternative", "The value names no alternative, which is reported as OAS0505.";
}
