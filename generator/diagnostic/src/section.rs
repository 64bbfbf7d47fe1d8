//! Where the specifications say what a rule holds a document to.

use super::Code;

impl Code {
    /// The section of a specification that the rule comes from; `None` where the generator itself sets it.
    #[must_use]
    pub fn section(self) -> Option<&'static str> {
        let section = match self {
            Self::SyntaxError | Self::DuplicateKey => "OpenAPI 3.1, \"Format\"",
            Self::UnsupportedVersion => "OpenAPI 3.1, \"Versions and Deprecation\"",
            Self::WrongType
            | Self::MissingField
            | Self::InvalidValue
            | Self::UnknownField
            | Self::WrongVersionKeyword => "OpenAPI 3.1, \"Schema\"",
            Self::InvalidStatus | Self::MissingSuccess => "OpenAPI 3.1, \"Responses Object\"",
            Self::UnresolvedReference
            | Self::ReferenceCycle
            | Self::RemoteReference
            | Self::WrongReferenceKind
            | Self::IgnoredSibling => "OpenAPI 3.1, \"Reference Object\"",
            Self::DuplicateOperationId | Self::MissingOperationId => "OpenAPI 3.1, \"Operation Object\"",
            Self::IdenticalPaths | Self::AmbiguousPaths | Self::QueryInPath => {
                "OpenAPI 3.1, \"Paths Object\""
            }
            Self::UndeclaredPathVariable
            | Self::UnusedPathParameter
            | Self::IgnoredParameter
            | Self::UnsupportedParameter
            | Self::DuplicateParameter => "OpenAPI 3.1, \"Parameter Object\"",
            Self::UnsupportedBody => "OpenAPI 3.1, \"Request Body Object\"",
            Self::UnsupportedResponse => "OpenAPI 3.1, \"Response Object\"",
            Self::UndefinedSecurityScheme => "OpenAPI 3.1, \"Security Requirement Object\"",
            Self::UnsupportedSecurityScheme => "OpenAPI 3.1, \"Security Scheme Object\"",
            Self::InvalidMediaType => "OpenAPI 3.1, \"Media Types\"",
            Self::RelativeServer => "OpenAPI 3.1, \"Server Object\"",
            Self::UndefinedServerVariable | Self::InvalidServerVariable => {
                "OpenAPI 3.1, \"Server Variable Object\""
            }
            Self::InvalidComponentName => "OpenAPI 3.1, \"Components Object\"",
            Self::InvalidDiscriminator | Self::OptionalDiscriminator | Self::OverlappingAlternatives => {
                "OpenAPI 3.1, \"Discriminator Object\""
            }
            Self::NullableWithoutType | Self::NullableEnumWithoutNull => "OpenAPI 3.0, \"Schema Object\"",
            Self::KeywordOfAnotherType | Self::InvalidPattern => {
                "JSON Schema Validation 2020-12, \"A Vocabulary for Structural Validation\""
            }
            Self::ClosedPart => "JSON Schema 2020-12, \"additionalProperties\"",
            Self::UnsatisfiableSchema
            | Self::UnenforcedKeyword
            | Self::UndefinedRequiredProperty
            | Self::InvalidEnumValue
            | Self::UnusableEnumNames
            | Self::UnsupportedSchema => "OpenAPI 3.1, \"Schema Object\"",
            Self::ExampleContradictsSchema | Self::ValueContradictsSchema | Self::VolatileDefault => {
                "JSON Schema Validation 2020-12, \"Meta-Data Annotations\""
            }
            Self::InvalidOverlay | Self::UnmatchedTarget | Self::IncompatibleUpdate => {
                "Overlay Specification 1.1, \"Schema\""
            }
            Self::UnreadableFile
            | Self::LimitExceeded
            | Self::NotGenerated
            | Self::UnknownSelection
            | Self::NameCollision
            | Self::InvalidConfiguration
            | Self::UnbundledReference
            | Self::UnusedConfiguration
            | Self::UnusedSuppression => return None,
        };
        Some(section)
    }
}
