//! The rules for edits of documents, each with its verdicts and reason.
//!
//! Ids never change: reports and ignore files contain them. Knows no document.

use super::verdict::Verdict;

/// The aspect of its subject that an edit changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// The subject was added or removed, and everything below it too.
    Existence,
    /// A value became optional, required or nullable, or is no longer nullable.
    Presence,
    /// The type or the format of a value.
    Value,
    /// Anything else.
    Other,
}

macro_rules! rules {
    ($($name:ident $id:literal $aspect:ident $api:ident $sdk:ident $why:literal;)*) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = concat!("`", $id, "`: ", $why, ".")] $name,)*
        }

        impl Rule {
            /// Every rule, in the order in which reports list edits with equal verdicts.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the id in reports and ignore files. It never changes.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// Returns the aspect of its subject that changed.
            #[must_use]
            pub fn aspect(self) -> Aspect {
                match self { $(Self::$name => Aspect::$aspect,)* }
            }

            /// Returns the verdict for clients that speak HTTP.
            #[must_use]
            pub fn api(self) -> Verdict {
                match self { $(Self::$name => Verdict::$api,)* }
            }

            /// Returns the verdict for programs that use the SDK, judged from the document alone.
            #[must_use]
            pub fn sdk(self) -> Verdict {
                match self { $(Self::$name => Verdict::$sdk,)* }
            }

            /// Returns the reason of the verdicts, as a clause.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$name => $why,)* }
            }
        }
    };
}

impl Rule {
    /// Returns the rule with an id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

rules! {
    OperationAdded "operation-added" Existence Compatible Compatible "nobody called it before";
    OperationRemoved "operation-removed" Existence Breaking Breaking "calls of it fail";
    DeprecatedOperationRemoved "deprecated-operation-removed" Existence Behaviour Breaking "calls of it fail, as the deprecation announced";
    OperationDeprecated "operation-deprecated" Other Compatible Compatible "it keeps working; the compiler warns about it";
    OperationNoLongerDeprecated "operation-no-longer-deprecated" Other Compatible Compatible "it works as before";
    SunsetAnnounced "sunset-announced" Other Behaviour Compatible "calls of it fail from that day on";
    SunsetBroughtForward "sunset-brought-forward" Other Breaking Compatible "calls of it fail earlier than was announced";
    SunsetPutOff "sunset-put-off" Other Compatible Compatible "calls of it work for longer than was announced";
    StabilityLowered "stability-lowered" Other Behaviour Docs "its stability level is lower than before";
    StabilityRaised "stability-raised" Other Compatible Docs "its stability level is higher than before";
    PathParameterRenamed "path-parameter-renamed" Other Compatible Breaking "the URL is the same; the argument has another name";
    OperationPathChanged "operation-path-changed" Other Breaking Behaviour "calls of the old path fail; the method of the SDK keeps its name";
    OperationMethodChanged "operation-method-changed" Other Breaking Behaviour "calls with the old HTTP method fail; the method of the SDK keeps its name";
    OperationIdChanged "operation-id-changed" Other Compatible Breaking "requests are the same; the method of the SDK is named after the `operationId`";
    OperationGroupChanged "operation-group-changed" Other Compatible Breaking "requests are the same; the SDK has the method in another module";
    ParameterAdded "parameter-added" Existence Compatible Compatible "requests without it stay valid";
    RequiredParameterAdded "required-parameter-added" Existence Breaking Breaking "requests without it are rejected";
    RequiredParameterWithDefaultAdded "required-parameter-with-default-added" Existence Breaking Breaking "requests without it may be rejected, despite the default";
    ParameterBecameRequired "parameter-became-required" Presence Breaking Breaking "requests without it are rejected";
    ParameterBecameOptional "parameter-became-optional" Presence Compatible Breaking "requests with it stay valid; the argument of the method becomes a setter";
    ParameterRemoved "parameter-removed" Existence Behaviour Breaking "the server may ignore or reject it";
    ParameterMoved "parameter-moved" Other Breaking Compatible "the server no longer reads it from its old location";
    ParameterStyleChanged "parameter-style-changed" Other Breaking Behaviour "values are written in another way";
    ParameterDeprecated "parameter-deprecated" Other Compatible Compatible "it keeps working; the compiler warns about it";
    ParameterNoLongerDeprecated "parameter-no-longer-deprecated" Other Compatible Compatible "it works as before";
    ParameterTypeChanged "parameter-type-changed" Value Breaking Breaking "values of the old type are rejected";
    ParameterTypeNarrowed "parameter-type-narrowed" Value Breaking Breaking "some values that were accepted are rejected";
    ParameterTypeWidened "parameter-type-widened" Value Compatible Breaking "everything that was accepted still is; the Rust type is another";
    ParameterEnumValueRemoved "parameter-enum-value-removed" Existence Breaking Breaking "the value is rejected";
    ParameterEnumValueAdded "parameter-enum-value-added" Existence Compatible Compatible "everything that was accepted still is";
    ParameterConstChanged "parameter-const-changed" Other Breaking Breaking "the only value that was accepted is rejected";
    ParameterBecameEnum "parameter-became-enum" Other Breaking Breaking "values that are not in the enum are rejected";
    ParameterEnumOpened "parameter-enum-opened" Other Compatible Breaking "everything that was accepted still is; the Rust type is another";
    ParameterDefaultChanged "parameter-default-changed" Other Behaviour Docs "a request without a value means something else";
    ParameterConstraintTightened "parameter-constraint-tightened" Other Breaking Compatible "some values that were accepted are rejected";
    ParameterConstraintRelaxed "parameter-constraint-relaxed" Other Compatible Compatible "everything that was accepted still is";
    ParameterPatternChanged "parameter-pattern-changed" Other Breaking Compatible "some values that were accepted may be rejected";
    ParameterBecameNullable "parameter-became-nullable" Presence Compatible Breaking "everything that was accepted still is; the Rust type is another";
    ParameterNoLongerNullable "parameter-no-longer-nullable" Presence Breaking Breaking "null is rejected";
    ParameterFormatChanged "parameter-format-changed" Value Breaking Breaking "values are written in another way";
    ParameterFormatNarrowed "parameter-format-narrowed" Value Breaking Breaking "some values that were accepted are rejected";
    ParameterFormatWidened "parameter-format-widened" Value Compatible Breaking "everything that was accepted still is; the Rust type is another";
    ParameterVariantAdded "parameter-variant-added" Existence Compatible Compatible "everything that was accepted still is";
    ParameterVariantRemoved "parameter-variant-removed" Existence Breaking Breaking "values of that kind are rejected";
    ParameterBecameUnion "parameter-became-union" Other Compatible Breaking "everything that was accepted still is; the Rust type is another";
    ParameterNoLongerUnion "parameter-no-longer-union" Other Breaking Breaking "values of the other kinds are rejected";
    RequestTypeChanged "request-type-changed" Value Breaking Breaking "values of the old type are rejected";
    RequestTypeNarrowed "request-type-narrowed" Value Breaking Breaking "some values that were accepted are rejected";
    RequestTypeWidened "request-type-widened" Value Compatible Breaking "everything that was accepted still is; the Rust type is another";
    RequestEnumValueRemoved "request-enum-value-removed" Existence Breaking Breaking "the value is rejected";
    RequestEnumValueAdded "request-enum-value-added" Existence Compatible Compatible "everything that was accepted still is";
    RequestConstChanged "request-const-changed" Other Breaking Breaking "the only value that was accepted is rejected";
    RequestBecameEnum "request-became-enum" Other Breaking Breaking "values that are not in the enum are rejected";
    RequestEnumOpened "request-enum-opened" Other Compatible Breaking "everything that was accepted still is; the Rust type is another";
    RequestDefaultChanged "request-default-changed" Other Behaviour Docs "a request without a value means something else";
    RequestConstraintTightened "request-constraint-tightened" Other Breaking Compatible "some values that were accepted are rejected";
    RequestConstraintRelaxed "request-constraint-relaxed" Other Compatible Compatible "everything that was accepted still is";
    RequestPatternChanged "request-pattern-changed" Other Breaking Compatible "some values that were accepted may be rejected";
    RequestBecameNullable "request-became-nullable" Presence Compatible Breaking "everything that was accepted still is; the Rust type is another";
    RequestNoLongerNullable "request-no-longer-nullable" Presence Breaking Breaking "null is rejected";
    RequestFormatChanged "request-format-changed" Value Breaking Breaking "values are written in another way";
    RequestFormatNarrowed "request-format-narrowed" Value Breaking Breaking "some values that were accepted are rejected";
    RequestFormatWidened "request-format-widened" Value Compatible Breaking "everything that was accepted still is; the Rust type is another";
    RequestVariantAdded "request-variant-added" Existence Compatible Compatible "everything that was accepted still is";
    RequestVariantRemoved "request-variant-removed" Existence Breaking Breaking "values of that kind are rejected";
    RequestBecameUnion "request-became-union" Other Compatible Breaking "everything that was accepted still is; the Rust type is another";
    RequestNoLongerUnion "request-no-longer-union" Other Breaking Breaking "values of the other kinds are rejected";
    RequestBodyAddedOptional "request-body-added-optional" Other Compatible Compatible "requests without it stay valid";
    RequestBodyAddedRequired "request-body-added-required" Other Breaking Breaking "requests without it are rejected";
    RequestBodyRemoved "request-body-removed" Existence Breaking Breaking "the server no longer reads the body";
    RequestBodyBecameRequired "request-body-became-required" Presence Breaking Breaking "requests without it are rejected";
    RequestBodyBecameOptional "request-body-became-optional" Presence Compatible Breaking "requests with it stay valid; the request builder sets it in another way";
    RequestMediaTypeAdded "request-media-type-added" Existence Compatible Compatible "the other media types stay valid";
    RequestMediaTypeRemoved "request-media-type-removed" Existence Breaking Breaking "bodies of that media type are rejected";
    RequiredRequestPropertyAdded "required-request-property-added" Existence Breaking Breaking "bodies without it are rejected";
    OptionalRequestPropertyAdded "optional-request-property-added" Existence Compatible Compatible "bodies without it stay valid";
    RequestPropertyRemoved "request-property-removed" Existence Behaviour Breaking "the server may ignore or reject it";
    RequestPropertyBecameRequired "request-property-became-required" Presence Breaking Breaking "bodies without it are rejected";
    RequestPropertyBecameOptional "request-property-became-optional" Presence Compatible Breaking "bodies with it stay valid; the argument of the method becomes a setter";
    RequestExtrasClosed "request-extras-closed" Other Breaking Compatible "properties that the schema does not name are rejected";
    RequestExtrasOpened "request-extras-opened" Other Compatible Compatible "everything that was accepted still is";
    RequestExtrasTyped "request-extras-typed" Other Breaking Breaking "properties that the schema does not name are rejected unless they have the given type";
    RequestExtrasUntyped "request-extras-untyped" Other Compatible Breaking "everything that was accepted still is; the Rust type is another";
    PartEncodingChanged "part-encoding-changed" Other Breaking Behaviour "the field of the form is written in another way";
    ResponseTypeChanged "response-type-changed" Value Breaking Breaking "responses did not contain values of the new type before";
    ResponseTypeNarrowed "response-type-narrowed" Value Compatible Breaking "every value was documented before; the Rust type is another";
    ResponseTypeWidened "response-type-widened" Value Breaking Breaking "responses may contain values that were not documented before";
    ResponseEnumValueAdded "response-enum-value-added" Existence Behaviour Compatible "responses may contain a value that was not documented before; the SDK keeps it as unknown";
    ResponseEnumValueRemoved "response-enum-value-removed" Existence Compatible Breaking "responses no longer contain the value; its variant is removed";
    ResponseConstChanged "response-const-changed" Other Breaking Breaking "responses contain another value than the documented one";
    ResponseBecameEnum "response-became-enum" Other Compatible Breaking "every value was documented before; the Rust type is another";
    ResponseEnumOpened "response-enum-opened" Other Breaking Breaking "responses may contain any value";
    ResponseDefaultChanged "response-default-changed" Other Compatible Docs "nothing that is sent or received changes";
    ResponseConstraintRelaxed "response-constraint-relaxed" Other Breaking Compatible "responses may contain values that were not documented before; the SDK does not check them";
    ResponseConstraintTightened "response-constraint-tightened" Other Compatible Compatible "every value was documented before";
    ResponsePatternChanged "response-pattern-changed" Other Behaviour Compatible "responses may contain strings that were not documented before; the SDK does not check them";
    ResponseBecameNullable "response-became-nullable" Presence Breaking Breaking "responses may contain null";
    ResponseNoLongerNullable "response-no-longer-nullable" Presence Compatible Breaking "every value was documented before; the Rust type is another";
    ResponseFormatChanged "response-format-changed" Value Breaking Breaking "values are written in another way";
    ResponseFormatNarrowed "response-format-narrowed" Value Compatible Breaking "every value was documented before; the Rust type is another";
    ResponseFormatWidened "response-format-widened" Value Breaking Breaking "responses may contain values that were not documented before";
    ResponseVariantAdded "response-variant-added" Existence Breaking Compatible "responses may contain values of a kind that was not documented before; the SDK keeps them as unknown";
    ResponseVariantRemoved "response-variant-removed" Existence Compatible Breaking "responses no longer contain values of that kind; the variant is removed";
    ResponseBecameUnion "response-became-union" Other Breaking Breaking "responses may contain values of other kinds";
    ResponseNoLongerUnion "response-no-longer-union" Other Compatible Breaking "every value was documented before; the Rust type is another";
    OptionalResponsePropertyAdded "optional-response-property-added" Existence Compatible Compatible "clients ignore what they do not know";
    RequiredResponsePropertyAdded "required-response-property-added" Existence Compatible Compatible "clients ignore what they do not know";
    RequiredResponsePropertyRemoved "required-response-property-removed" Existence Breaking Breaking "what was documented is no longer sent";
    OptionalResponsePropertyRemoved "optional-response-property-removed" Existence Behaviour Breaking "it could be absent before, and now always is";
    ResponsePropertyBecameOptional "response-property-became-optional" Presence Breaking Breaking "what was always present may be absent";
    ResponsePropertyBecameRequired "response-property-became-required" Presence Compatible Breaking "it is always there; the Rust type loses its `Option`";
    ResponseExtrasOpened "response-extras-opened" Other Behaviour Compatible "responses may contain properties that the schema excluded; the SDK keeps them";
    ResponseExtrasClosed "response-extras-closed" Other Compatible Compatible "responses contain nothing that was not documented before";
    ResponseExtrasTyped "response-extras-typed" Other Compatible Breaking "every value was documented before; the Rust type is another";
    ResponseExtrasUntyped "response-extras-untyped" Other Breaking Breaking "responses may contain values that were not documented before";
    SuccessStatusRemoved "success-status-removed" Existence Breaking Breaking "the documented response is no longer sent";
    SuccessStatusAdded "success-status-added" Existence Behaviour Breaking "the server may respond with another success; the method may return an enum now";
    SuccessStatusChanged "success-status-changed" Other Breaking Behaviour "the documented response is sent with another status";
    ErrorStatusAdded "error-status-added" Existence Compatible Compatible "clients expect errors of any status";
    ErrorStatusRemoved "error-status-removed" Existence Compatible Compatible "the error is no longer sent";
    ResponseBodyAdded "response-body-added" Existence Compatible Breaking "clients ignore what they do not know; the method returns a value now";
    ResponseBodyRemoved "response-body-removed" Existence Breaking Breaking "what was documented is no longer sent";
    ResponseMediaTypeAdded "response-media-type-added" Existence Compatible Breaking "clients request the media type that they know; the return type may change";
    ResponseMediaTypeRemoved "response-media-type-removed" Existence Breaking Breaking "responses of that media type are no longer sent";
    ResponseHeaderAdded "response-header-added" Existence Compatible Compatible "clients ignore what they do not know";
    RequiredResponseHeaderRemoved "required-response-header-removed" Existence Breaking Breaking "what was documented is no longer sent";
    OptionalResponseHeaderRemoved "optional-response-header-removed" Existence Behaviour Breaking "it could be absent before, and now always is";
    ResponseHeaderBecameOptional "response-header-became-optional" Presence Breaking Breaking "what was always present may be absent";
    ResponseHeaderBecameRequired "response-header-became-required" Presence Compatible Compatible "it is always there";
    ResponseHeaderStyleChanged "response-header-style-changed" Other Breaking Behaviour "the header is written in another way";
    DiscriminatorChanged "discriminator-changed" Other Breaking Breaking "the variants of a union are distinguished in another way";
    ReadOnlyChanged "read-only-changed" Other Behaviour Compatible "who may set the value changed";
    WriteOnlyChanged "write-only-changed" Other Behaviour Compatible "who may see the value changed";
    SchemaDeprecated "schema-deprecated" Other Compatible Compatible "it keeps working; the compiler warns about it";
    SchemaNoLongerDeprecated "schema-no-longer-deprecated" Other Compatible Compatible "it works as before";
    EnumNameChanged "enum-name-changed" Other Compatible Breaking "the value is the same; its variant has another name";
    MediaTypeOfTextChanged "media-type-of-text-changed" Value Breaking Compatible "the string contains data of another kind";
    SchemaRenamed "schema-renamed" Other Compatible Breaking "values are the same; the Rust type is named after the schema";
    SchemaMoved "schema-moved" Other Compatible Breaking "values are the same; the schema moved into or out of the components, and its Rust type is renamed";
    UnusedSchemaAdded "unused-schema-added" Existence Compatible Compatible "no operation uses it";
    UnusedSchemaChanged "unused-schema-changed" Other Compatible Breaking "no operation uses it; its Rust type changes";
    UnusedSchemaRemoved "unused-schema-removed" Existence Compatible Breaking "no operation uses it; its Rust type is removed";
    SchemaBecameRecursive "schema-became-recursive" Other Compatible Breaking "values are the same; the Rust type contains a `Box`";
    SecurityChanged "security-changed" Other Behaviour Compatible "credentials that were sufficient may not be any more";
    ScopeAdded "scope-added" Existence Behaviour Compatible "credentials without the scope are rejected";
    ScopeRemoved "scope-removed" Existence Compatible Compatible "credentials that were sufficient still are";
    SecuritySchemeAdded "security-scheme-added" Existence Compatible Compatible "operations say whether they need it";
    SecuritySchemeRemoved "security-scheme-removed" Existence Behaviour Breaking "credentials of that kind are no longer accepted";
    SecuritySchemeChanged "security-scheme-changed" Other Behaviour Breaking "the credential is sent in another way";
    ServerChanged "server-changed" Other Behaviour Compatible "requests go to another server by default";
    ServerAdded "server-added" Existence Compatible Compatible "nobody called it before";
    ServerRemoved "server-removed" Existence Behaviour Compatible "clients that chose it have to choose another";
    ServerVariableValueAdded "server-variable-value-added" Existence Compatible Compatible "URLs that worked still do";
    ServerVariableValueRemoved "server-variable-value-removed" Existence Behaviour Compatible "clients that chose it have to choose another";
    WebhookAdded "webhook-added" Existence Compatible Compatible "nobody received it before";
    WebhookRemoved "webhook-removed" Existence Breaking Breaking "what was documented is no longer sent";
    CallbackAdded "callback-added" Existence Compatible Compatible "nobody received it before";
    CallbackRemoved "callback-removed" Existence Breaking Breaking "what was documented is no longer sent";
    IncomingBodyAdded "incoming-body-added" Existence Compatible Compatible "receivers ignore what they do not know";
    IncomingBodyRemoved "incoming-body-removed" Existence Breaking Breaking "what was documented is no longer sent; its type is removed";
    IncomingBodyBecameOptional "incoming-body-became-optional" Presence Breaking Compatible "what was always present may be absent";
    IncomingBodyBecameRequired "incoming-body-became-required" Presence Compatible Compatible "it is always there";
    IncomingMediaTypeAdded "incoming-media-type-added" Existence Breaking Compatible "requests may have a media type that was not documented before";
    IncomingMediaTypeRemoved "incoming-media-type-removed" Existence Compatible Breaking "requests no longer have that media type; its type is removed";
    VersionNotBumped "version-not-bumped" Other Behaviour Docs "users cannot tell the two APIs apart by their version";
    DescriptionChanged "description-changed" Other Docs Docs "only documentation changed";
}
