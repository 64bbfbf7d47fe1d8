//! Validation of instances with a JSON Schema validator.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::GeneralPurposeConfig;
use jsonschema::{Draft, ValidatorMap};
use sdk_generator::diagnostic::Origin;
use serde_json::Value;

use super::json_schema::{Bundle, key};

/// A validator for each schema of a bundle.
#[derive(Debug)]
pub struct Validator {
    validators: ValidatorMap,
}

impl Validator {
    /// Compiles the schemas.
    ///
    /// # Errors
    ///
    /// If a schema is invalid.
    pub fn new(bundle: &Bundle) -> Result<Self, String> {
        let validators = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("byte", is_base64)
            .build_map(&bundle.schema)
            .map_err(|error| format!("{} at {}", error, error.instance_path()))?;
        Ok(Self { validators })
    }

    /// Checks that a value is an instance of the schema at a place.
    ///
    /// # Errors
    ///
    /// If the value is not an instance, with the reason.
    pub fn check(&self, place: Origin, instance: &Value) -> Result<(), String> {
        let validator = self.validators.get(&format!("#/$defs/{}", key(place)));
        let validator = validator.ok_or_else(|| "the schema cannot be read".to_owned())?;
        if validator.is_valid(instance) {
            return Ok(());
        }
        let error = validator.iter_errors(instance).next();
        Err(error.map_or_else(String::new, |error| {
            format!("{error} at `{}`", error.instance_path())
        }))
    }
}

/// Decodes base64, in either alphabet.
pub(super) fn base64_bytes(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let standard: String = text
        .chars()
        .filter(|letter| !letter.is_ascii_whitespace())
        .map(|letter| match letter {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    base64::engine::GeneralPurpose::new(&base64::alphabet::STANDARD, config)
        .decode(standard)
        .ok()
}

fn is_base64(text: &str) -> bool {
    base64_bytes(text).is_some()
}
