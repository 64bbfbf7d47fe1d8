//! The closed list of rules: what can change, what each change means, and why.
//!
//! An id is part of reports and ignore files, and so never changes. Knows no document.

use super::Verdict;

macro_rules! rules {
    ($($name:ident $id:literal $api:ident $sdk:ident $why:literal;)*) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = concat!("`", $id, "`: ", $why, ".")] $name,)*
        }

        impl Rule {
            /// Every rule, in the order in which reports tell changes of equal weight.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in reports and ignore files. It never changes.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What the change means for a client that speaks HTTP.
            #[must_use]
            pub fn api(self) -> Verdict {
                match self { $(Self::$name => Verdict::$api,)* }
            }

            /// What the change means for a program that uses the SDK, as far as the document alone tells.
            #[must_use]
            pub fn sdk(self) -> Verdict {
                match self { $(Self::$name => Verdict::$sdk,)* }
            }

            /// Why, in words that end a sentence.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$name => $why,)* }
            }
        }
    };
}

impl Rule {
    /// The rule of an id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

rules! {
    OperationAdded "operation-added" Compatible Compatible "nobody called it before";
    OperationRemoved "operation-removed" Breaking Breaking "calls of it fail";
    DeprecatedOperationRemoved "deprecated-operation-removed" Behaviour Breaking "calls of it fail, as its deprecation announced";
    OperationDeprecated "operation-deprecated" Compatible Compatible "it goes on working; the compiler warns of it";
    OperationNoLongerDeprecated "operation-no-longer-deprecated" Compatible Compatible "it works as before";
    SunsetAnnounced "sunset-announced" Behaviour Compatible "calls of it fail from that day on";
    SunsetBroughtForward "sunset-brought-forward" Breaking Compatible "calls of it fail earlier than was announced";
    SunsetPutOff "sunset-put-off" Compatible Compatible "calls of it work for longer than was announced";
    StabilityLowered "stability-lowered" Behaviour Docs "less is promised of it than was";
    StabilityRaised "stability-raised" Compatible Docs "more is promised of it than was";
    PathParameterRenamed "path-parameter-renamed" Compatible Breaking "the URL is the same; the argument is called otherwise";
    OperationPathChanged "operation-path-changed" Breaking Behaviour "calls of the old path fail; the method of the SDK keeps its name";
    OperationMethodChanged "operation-method-changed" Breaking Behaviour "calls with the old HTTP method fail; the method of the SDK keeps its name";
    OperationIdChanged "operation-id-changed" Compatible Breaking "requests are the same; the method of the SDK is named after the `operationId`";
    OperationGroupChanged "operation-group-changed" Compatible Breaking "requests are the same; the SDK has the method in another module";
    ParameterAdded "parameter-added" Compatible Compatible "requests without it stay valid";
    RequiredParameterAdded "required-parameter-added" Breaking Breaking "requests without it are refused";
    RequiredParameterWithDefaultAdded "required-parameter-with-default-added" Breaking Breaking "requests without it may be refused, in spite of the default";
    ParameterBecameRequired "parameter-became-required" Breaking Breaking "requests without it are refused";
    ParameterBecameOptional "parameter-became-optional" Compatible Breaking "requests with it stay valid; the argument of the method becomes a setter";
    ParameterRemoved "parameter-removed" Behaviour Breaking "the server may ignore or refuse it";
    ParameterMoved "parameter-moved" Breaking Compatible "the server no longer looks for it where it was sent";
    ParameterStyleChanged "parameter-style-changed" Breaking Behaviour "values are written in another way";
    ParameterDeprecated "parameter-deprecated" Compatible Compatible "it goes on working; the compiler warns of it";
    ParameterNoLongerDeprecated "parameter-no-longer-deprecated" Compatible Compatible "it works as before";
    ParameterTypeChanged "parameter-type-changed" Breaking Breaking "values of the old type are refused";
    ParameterTypeNarrowed "parameter-type-narrowed" Breaking Breaking "some values that were accepted are refused";
    ParameterTypeWidened "parameter-type-widened" Compatible Breaking "what was accepted still is; the Rust type is another";
    ParameterEnumValueRemoved "parameter-enum-value-removed" Breaking Breaking "the value is refused";
    ParameterEnumValueAdded "parameter-enum-value-added" Compatible Compatible "what was accepted still is";
    ParameterConstChanged "parameter-const-changed" Breaking Breaking "the one value that was accepted is refused";
    ParameterBecameEnum "parameter-became-enum" Breaking Breaking "values outside the list are refused";
    ParameterEnumOpened "parameter-enum-opened" Compatible Breaking "what was accepted still is; the Rust type is another";
    ParameterDefaultChanged "parameter-default-changed" Behaviour Docs "a request that says nothing means something else";
    ParameterConstraintTightened "parameter-constraint-tightened" Breaking Compatible "some values that were accepted are refused";
    ParameterConstraintRelaxed "parameter-constraint-relaxed" Compatible Compatible "what was accepted still is";
    ParameterPatternChanged "parameter-pattern-changed" Breaking Compatible "some values that were accepted may be refused";
    ParameterBecameNullable "parameter-became-nullable" Compatible Breaking "what was accepted still is; the Rust type is another";
    ParameterNoLongerNullable "parameter-no-longer-nullable" Breaking Breaking "null is refused";
    ParameterFormatChanged "parameter-format-changed" Breaking Breaking "values are written in another way";
    ParameterFormatNarrowed "parameter-format-narrowed" Breaking Breaking "some values that were accepted are refused";
    ParameterFormatWidened "parameter-format-widened" Compatible Breaking "what was accepted still is; the Rust type is another";
    ParameterVariantAdded "parameter-variant-added" Compatible Compatible "what was accepted still is";
    ParameterVariantRemoved "parameter-variant-removed" Breaking Breaking "values of that kind are refused";
    ParameterBecameUnion "parameter-became-union" Compatible Breaking "what was accepted still is; the Rust type is another";
    ParameterNoLongerUnion "parameter-no-longer-union" Breaking Breaking "values of the other kinds are refused";
    RequestTypeChanged "request-type-changed" Breaking Breaking "values of the old type are refused";
    RequestTypeNarrowed "request-type-narrowed" Breaking Breaking "some values that were accepted are refused";
    RequestTypeWidened "request-type-widened" Compatible Breaking "what was accepted still is; the Rust type is another";
    RequestEnumValueRemoved "request-enum-value-removed" Breaking Breaking "the value is refused";
    RequestEnumValueAdded "request-enum-value-added" Compatible Compatible "what was accepted still is";
    RequestConstChanged "request-const-changed" Breaking Breaking "the one value that was accepted is refused";
    RequestBecameEnum "request-became-enum" Breaking Breaking "values outside the list are refused";
    RequestEnumOpened "request-enum-opened" Compatible Breaking "what was accepted still is; the Rust type is another";
    RequestDefaultChanged "request-default-changed" Behaviour Docs "a request that says nothing means something else";
    RequestConstraintTightened "request-constraint-tightened" Breaking Compatible "some values that were accepted are refused";
    RequestConstraintRelaxed "request-constraint-relaxed" Compatible Compatible "what was accepted still is";
    RequestPatternChanged "request-pattern-changed" Breaking Compatible "some values that were accepted may be refused";
    RequestBecameNullable "request-became-nullable" Compatible Breaking "what was accepted still is; the Rust type is another";
    RequestNoLongerNullable "request-no-longer-nullable" Breaking Breaking "null is refused";
    RequestFormatChanged "request-format-changed" Breaking Breaking "values are written in another way";
    RequestFormatNarrowed "request-format-narrowed" Breaking Breaking "some values that were accepted are refused";
    RequestFormatWidened "request-format-widened" Compatible Breaking "what was accepted still is; the Rust type is another";
    RequestVariantAdded "request-variant-added" Compatible Compatible "what was accepted still is";
    RequestVariantRemoved "request-variant-removed" Breaking Breaking "values of that kind are refused";
    RequestBecameUnion "request-became-union" Compatible Breaking "what was accepted still is; the Rust type is another";
    RequestNoLongerUnion "request-no-longer-union" Breaking Breaking "values of the other kinds are refused";
    RequestBodyAddedOptional "request-body-added-optional" Compatible Compatible "requests without it stay valid";
    RequestBodyAddedRequired "request-body-added-required" Breaking Breaking "requests without it are refused";
    RequestBodyRemoved "request-body-removed" Breaking Breaking "the server no longer reads what is sent";
    RequestBodyBecameRequired "request-body-became-required" Breaking Breaking "requests without it are refused";
    RequestBodyBecameOptional "request-body-became-optional" Compatible Breaking "requests with it stay valid; the builder takes it in another way";
    RequestMediaTypeAdded "request-media-type-added" Compatible Compatible "the other forms stay valid";
    RequestMediaTypeRemoved "request-media-type-removed" Breaking Breaking "bodies of that form are refused";
    RequiredRequestPropertyAdded "required-request-property-added" Breaking Breaking "bodies without it are refused";
    OptionalRequestPropertyAdded "optional-request-property-added" Compatible Compatible "bodies without it stay valid";
    RequestPropertyRemoved "request-property-removed" Behaviour Breaking "the server may ignore or refuse it";
    RequestPropertyBecameRequired "request-property-became-required" Breaking Breaking "bodies without it are refused";
    RequestPropertyBecameOptional "request-property-became-optional" Compatible Breaking "bodies with it stay valid; the argument of the method becomes a setter";
    RequestExtrasClosed "request-extras-closed" Breaking Compatible "properties that the schema does not name are refused";
    RequestExtrasOpened "request-extras-opened" Compatible Compatible "what was accepted still is";
    RequestExtrasTyped "request-extras-typed" Breaking Breaking "properties that the schema does not name are refused unless they are of one type";
    RequestExtrasUntyped "request-extras-untyped" Compatible Breaking "what was accepted still is; the Rust type is another";
    PartEncodingChanged "part-encoding-changed" Breaking Behaviour "the field of the form is written in another way";
    ResponseTypeChanged "response-type-changed" Breaking Breaking "values of the new type are not what was promised";
    ResponseTypeNarrowed "response-type-narrowed" Compatible Breaking "each value is one that was promised; the Rust type is another";
    ResponseTypeWidened "response-type-widened" Breaking Breaking "values may come that were not promised";
    ResponseEnumValueAdded "response-enum-value-added" Behaviour Compatible "a value may come that was not promised; the SDK keeps it as unknown";
    ResponseEnumValueRemoved "response-enum-value-removed" Compatible Breaking "the value no longer comes; its variant goes";
    ResponseConstChanged "response-const-changed" Breaking Breaking "another value comes than was promised";
    ResponseBecameEnum "response-became-enum" Compatible Breaking "each value is one that was promised; the Rust type is another";
    ResponseEnumOpened "response-enum-opened" Breaking Breaking "any value may come";
    ResponseDefaultChanged "response-default-changed" Compatible Docs "nothing that is sent or received changes";
    ResponseConstraintRelaxed "response-constraint-relaxed" Breaking Compatible "values may come that were not promised; the SDK does not check them";
    ResponseConstraintTightened "response-constraint-tightened" Compatible Compatible "each value is one that was promised";
    ResponsePatternChanged "response-pattern-changed" Behaviour Compatible "texts may come that were not promised; the SDK does not check them";
    ResponseBecameNullable "response-became-nullable" Breaking Breaking "null may come";
    ResponseNoLongerNullable "response-no-longer-nullable" Compatible Breaking "each value is one that was promised; the Rust type is another";
    ResponseFormatChanged "response-format-changed" Breaking Breaking "values are written in another way";
    ResponseFormatNarrowed "response-format-narrowed" Compatible Breaking "each value is one that was promised; the Rust type is another";
    ResponseFormatWidened "response-format-widened" Breaking Breaking "values may come that were not promised";
    ResponseVariantAdded "response-variant-added" Breaking Compatible "values of a kind may come that was not promised; the SDK keeps them as unknown";
    ResponseVariantRemoved "response-variant-removed" Compatible Breaking "values of that kind no longer come; the variant goes";
    ResponseBecameUnion "response-became-union" Breaking Breaking "values of other kinds may come";
    ResponseNoLongerUnion "response-no-longer-union" Compatible Breaking "each value is one that was promised; the Rust type is another";
    OptionalResponsePropertyAdded "optional-response-property-added" Compatible Compatible "clients pass over what they do not know";
    RequiredResponsePropertyAdded "required-response-property-added" Compatible Compatible "clients pass over what they do not know";
    RequiredResponsePropertyRemoved "required-response-property-removed" Breaking Breaking "what was promised no longer comes";
    OptionalResponsePropertyRemoved "optional-response-property-removed" Behaviour Breaking "it could be absent before, and now always is";
    ResponsePropertyBecameOptional "response-property-became-optional" Breaking Breaking "what was promised may be absent";
    ResponsePropertyBecameRequired "response-property-became-required" Compatible Breaking "it is always there; the Rust type loses its `Option`";
    ResponseExtrasOpened "response-extras-opened" Behaviour Compatible "properties may come that were ruled out; the SDK keeps them";
    ResponseExtrasClosed "response-extras-closed" Compatible Compatible "nothing comes that was not promised";
    ResponseExtrasTyped "response-extras-typed" Compatible Breaking "each value is one that was promised; the Rust type is another";
    ResponseExtrasUntyped "response-extras-untyped" Breaking Breaking "values may come that were not promised";
    SuccessStatusRemoved "success-status-removed" Breaking Breaking "the answer that was promised no longer comes";
    SuccessStatusAdded "success-status-added" Behaviour Breaking "another success may come; what the method gives may be an enum now";
    SuccessStatusChanged "success-status-changed" Breaking Behaviour "the answer that was promised comes with another status";
    ErrorStatusAdded "error-status-added" Compatible Compatible "clients expect errors of any status";
    ErrorStatusRemoved "error-status-removed" Compatible Compatible "the error no longer comes";
    ResponseBodyAdded "response-body-added" Compatible Breaking "clients pass over what they do not know; the method gives a value now";
    ResponseBodyRemoved "response-body-removed" Breaking Breaking "what was promised no longer comes";
    ResponseMediaTypeAdded "response-media-type-added" Compatible Breaking "clients ask for the form they know; what the method gives may change";
    ResponseMediaTypeRemoved "response-media-type-removed" Breaking Breaking "answers of that form no longer come";
    ResponseHeaderAdded "response-header-added" Compatible Compatible "clients pass over what they do not know";
    RequiredResponseHeaderRemoved "required-response-header-removed" Breaking Breaking "what was promised no longer comes";
    OptionalResponseHeaderRemoved "optional-response-header-removed" Behaviour Breaking "it could be absent before, and now always is";
    ResponseHeaderBecameOptional "response-header-became-optional" Breaking Breaking "what was promised may be absent";
    ResponseHeaderBecameRequired "response-header-became-required" Compatible Compatible "it is always there";
    ResponseHeaderStyleChanged "response-header-style-changed" Breaking Behaviour "the header is written in another way";
    DiscriminatorChanged "discriminator-changed" Breaking Breaking "the kinds of a union are told apart in another way";
    ReadOnlyChanged "read-only-changed" Behaviour Compatible "who may set the value changed";
    WriteOnlyChanged "write-only-changed" Behaviour Compatible "who may see the value changed";
    SchemaDeprecated "schema-deprecated" Compatible Compatible "it goes on working; the compiler warns of it";
    SchemaNoLongerDeprecated "schema-no-longer-deprecated" Compatible Compatible "it works as before";
    EnumNameChanged "enum-name-changed" Compatible Breaking "the value is the same; its variant is called otherwise";
    MediaTypeOfTextChanged "media-type-of-text-changed" Breaking Compatible "the text holds something of another kind";
    SchemaRenamed "schema-renamed" Compatible Breaking "values are the same; the Rust type is named after the schema";
    SchemaMoved "schema-moved" Compatible Breaking "values are the same; a schema has a name of its own, or no longer, and the Rust type follows";
    UnusedSchemaAdded "unused-schema-added" Compatible Compatible "no operation uses it";
    UnusedSchemaChanged "unused-schema-changed" Compatible Breaking "no operation uses it; its Rust type follows";
    UnusedSchemaRemoved "unused-schema-removed" Compatible Breaking "no operation uses it; its Rust type goes";
    SchemaBecameRecursive "schema-became-recursive" Compatible Breaking "values are the same; the Rust type holds a `Box`";
    SecurityChanged "security-changed" Behaviour Compatible "credentials that sufficed may not any more";
    ScopeAdded "scope-added" Behaviour Compatible "credentials without the scope are refused";
    ScopeRemoved "scope-removed" Compatible Compatible "credentials that sufficed still do";
    SecuritySchemeAdded "security-scheme-added" Compatible Compatible "operations say whether they need it";
    SecuritySchemeRemoved "security-scheme-removed" Behaviour Breaking "credentials of that kind are no longer understood";
    SecuritySchemeChanged "security-scheme-changed" Behaviour Breaking "the credential travels in another way";
    ServerChanged "server-changed" Behaviour Compatible "requests go to another server by default";
    ServerAdded "server-added" Compatible Compatible "nobody called it before";
    ServerRemoved "server-removed" Behaviour Compatible "clients that chose it have to choose another";
    ServerVariableValueAdded "server-variable-value-added" Compatible Compatible "URLs that worked still do";
    ServerVariableValueRemoved "server-variable-value-removed" Behaviour Compatible "clients that chose it have to choose another";
    WebhookAdded "webhook-added" Compatible Compatible "nobody listened for it before";
    WebhookRemoved "webhook-removed" Breaking Breaking "what was promised no longer comes";
    CallbackAdded "callback-added" Compatible Compatible "nobody listened for it before";
    CallbackRemoved "callback-removed" Breaking Breaking "what was promised no longer comes";
    IncomingBodyAdded "incoming-body-added" Compatible Compatible "receivers pass over what they do not know";
    IncomingBodyRemoved "incoming-body-removed" Breaking Breaking "what was promised no longer comes; its type goes";
    IncomingBodyBecameOptional "incoming-body-became-optional" Breaking Compatible "what was promised may be absent";
    IncomingBodyBecameRequired "incoming-body-became-required" Compatible Compatible "it is always there";
    IncomingMediaTypeAdded "incoming-media-type-added" Breaking Compatible "bodies may come in a form that was not promised";
    IncomingMediaTypeRemoved "incoming-media-type-removed" Compatible Breaking "bodies no longer come in that form; its type goes";
    VersionNotBumped "version-not-bumped" Behaviour Docs "users cannot tell the two APIs apart by their version";
    DescriptionChanged "description-changed" Docs Docs "only words changed";
}
