//! Why a value is left out of the model: a closed list.

/// Declares the reasons once: variant, name, sentence.
macro_rules! reasons {
    ($($variant:ident = $name:literal, $sentence:literal;)+) => {
        /// Why a value is left out.
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
    Format = "format", "It says how the document is to be read, and is used for that.";
    Publisher = "publisher", "Contact, licence and terms are about who publishes the document.";
    ExternalDocs = "external-docs", "Links to further pages are for readers of the document.";
    Extension = "extension", "Nothing reads this extension.";
    UnknownField = "unknown-field", "The specification knows no such field; it is told as OAS0204.";
    WrongType = "wrong-type", "The field cannot hold a value of this type; it is told as OAS0201.";
    Blank = "blank", "An empty list or mapping, or null, says nothing here.";
    OtherFile = "other-file", "It lies in another file, and nothing refers to it.";
    BesideReference = "beside-reference", "What stands beside a reference is not read, except in schemas.";
    // Not part of a client.
    Webhook = "webhook", "Webhooks are requests to you, told as OAS0411; their bodies are types, and the rest is not read.";
    Callback = "callback", "Callbacks are requests to you, told as OAS0411; their bodies are types, and the rest is not read.";
    Link = "link", "Links are not followed; they are told as OAS0411.";
    NotSelected = "not-selected", "The configuration does not select the operation.";
    Unused = "unused", "No operation uses the component.";
    UnusedDefinition = "unused-definition", "No schema refers to the definition.";
    // Servers, tags, paths.
    FurtherServer = "further-server", "An operation goes to the first server of its own.";
    ServerProse = "server-prose", "A server of an operation is its URL alone, and no server has a name.";
    ServerChoice = "server-choice", "Of a server variable, the default is filled in, and the values of one that belongs to the API are known.";
    SilentTag = "silent-tag", "The tag groups nothing, or says nothing about its group.";
    FurtherTag = "further-tag", "An operation belongs to the group of its first tag.";
    TagOrder = "tag-order", "Groups have no order, kinds or parents of their own.";
    PathProse = "path-prose", "Operations are described by their own words.";
    // Parameters, bodies, answers.
    ParameterWithoutEffect = "parameter-without-effect", "The parameter is overridden, or has no effect, which is told as OAS0404 to OAS0406 or OAS0412.";
    PathRequired = "path-required", "A parameter of a path is required, whatever the document says.";
    AllowEmptyValue = "allow-empty-value", "Every value may be empty.";
    ContentDecides = "content-decides", "The parameter has `content`, which decides how it is written.";
    FurtherContent = "further-content", "Of the content of a parameter, the first schema is its type.";
    FurtherExample = "further-example", "The first example stands for all of them.";
    ExampleProse = "example-prose", "Of an example, the value is shown.";
    BodyWithoutContent = "body-without-content", "A body without content is none.";
    EncodingDetail = "encoding-detail", "Parts have no headers of their own and no nested encodings.";
    InvalidStatus = "invalid-status", "The response is keyed by no status, which is told as OAS0205, or by one twice.";
    ResponseSummary = "response-summary", "An answer is described by its description.";
    HeaderDetail = "header-detail", "A header of an answer is a name, a type and a description, and may be absent.";
    // Security.
    SecurityOverridden = "security-overridden", "Every operation says itself what it requires.";
    OAuth = "oauth", "A client is given a token; how it was granted is not its business.";
    UnsupportedSecurity = "unsupported-security", "The client does not carry out the scheme, which is told as OAS0409 or OAS0410.";
    // Schemas.
    Title = "title", "Titles name only alternatives without a name.";
    SchemaIdentity = "schema-identity", "It names the schema for references and other tools.";
    Xml = "xml", "Bodies in XML are text.";
    Unenforced = "unenforced", "No type says this; it is told as OAS0502.";
    StoodFor = "stood-for", "An equal inline schema, or the simpler type that its union became, stands for this one.";
    Overruled = "overruled", "Another part of the schema says something stronger, or says it nearer.";
    NotOfType = "not-of-type", "The keyword says nothing about values of the schema's type.";
    BesideAlternatives = "beside-alternatives", "The alternatives of the schema decide.";
    NoProperty = "no-property", "The schema has no such property, which is told as OAS0503.";
    NoAlternatives = "no-alternatives", "A discriminator without alternatives tells nothing apart.";
    NoAlternative = "no-alternative", "The value names no alternative, which is told as OAS0505.";
}
