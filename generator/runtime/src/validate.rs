//! Checks the values of a call against the table of its operation, before anything is encoded.

use serde_json::{Map, Value};

use super::call::Call;
use super::error::Error;
use super::vocabulary::ParameterLocation;

/// The error of one parameter: its name and the rule, never its value.
pub(super) fn invalid_parameter(location: ParameterLocation, name: &str, problem: &str) -> Error {
    let what = match location {
        ParameterLocation::Path => "path parameter",
        ParameterLocation::Query => "query parameter",
        ParameterLocation::Header => "header parameter",
        ParameterLocation::Cookie => "cookie parameter",
        ParameterLocation::Field => "field",
    };
    Error::invalid(format!("the {what} `{name}` {problem}"))
}

/// Whether required parameters are there and all keep the rules. The fields of the body are checked with it.
pub(super) fn check_values(call: &Call) -> Result<(), Error> {
    for (parameter, value) in call.values.iter().filter(|_| call.options.validate) {
        if let Some(problem) = parameter.limits.broken_by(value) {
            return Err(invalid_parameter(parameter.location, parameter.name, &problem));
        }
    }
    let needed = call
        .operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    for parameter in needed.filter(|parameter| {
        !matches!(
            parameter.location,
            ParameterLocation::Path | ParameterLocation::Field
        )
    }) {
        if call.options.validate
            && call
                .value(parameter.location, parameter.name)
                .is_none_or(Value::is_null)
        {
            return Err(invalid_parameter(
                parameter.location,
                parameter.name,
                "is required but not given",
            ));
        }
    }
    Ok(())
}

/// Null is no value that a rule could be about.
pub(super) fn check_fields(call: &Call, object: &Map<String, Value>) -> Result<(), Error> {
    let fields = call
        .operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == ParameterLocation::Field);
    for field in fields.filter(|_| call.options.validate) {
        match object.get(field.name) {
            None if field.required && !call.files.iter().any(|(name, _)| name == field.name) => {
                return Err(invalid_parameter(
                    ParameterLocation::Field,
                    field.name,
                    "is required but not given",
                ));
            }
            None => {}
            Some(value) => {
                if let Some(problem) = field.limits.broken_by(value) {
                    return Err(invalid_parameter(ParameterLocation::Field, field.name, &problem));
                }
            }
        }
    }
    Ok(())
}
