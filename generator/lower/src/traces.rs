//! Where in the document each type and operation comes from, for those who compare two crates.

use std::collections::BTreeMap;

use super::type_names::TypeNames;
use sdk_config::Config;
use sdk_diagnostic::{Diagnostics, Origin};
use sdk_model::{Api, Name, Operation, ParameterLocation, SchemaId, SchemaKind};
use sdk_rust::surface::{OperationTrace, Source, SourceKind, Traces};

/// Where each type and operation of the crate for an API comes from.
#[must_use]
pub fn traces(api: &Api, config: &Config) -> Traces {
    // What names collide was told when the crate was lowered.
    let names = TypeNames::settle(api, config, &mut Diagnostics::new());
    let mut types: BTreeMap<String, Vec<Origin>> = names
        .iter()
        .map(|(id, ident)| (ident.plain().to_owned(), places(api, id)))
        .collect();
    // Copies of an inline schema are one type, which comes from each of their places.
    for (id, schema) in api.schemas.iter() {
        let is_copy = matches!(
            (&schema.kind, &schema.name),
            (SchemaKind::Alias(_), Name::Suggested(_))
        );
        let target = api.schemas.resolve(id);
        let is_inline = matches!(api.schemas.get(target).name, Name::Suggested(_));
        if is_copy
            && is_inline
            && let Some(ident) = names.get(target)
            && let Some(known) = types.get_mut(ident.plain())
        {
            known.extend(places(api, id));
        }
    }
    let operations = api.operations.iter();
    Traces {
        types,
        operations: operations
            .map(|operation| {
                (
                    operation.name.as_str().to_owned(),
                    operation_trace(api, operation),
                )
            })
            .collect(),
    }
}

/// Where a schema is, and what holds there as well.
fn places(api: &Api, id: SchemaId) -> Vec<Origin> {
    let schema = api.schemas.get(id);
    let more = schema.sources.iter().copied();
    [schema.origin]
        .into_iter()
        .chain(more.filter(|&source| source != schema.origin))
        .collect()
}

fn operation_trace(api: &Api, operation: &Operation) -> OperationTrace {
    let parameters = operation.parameters.iter();
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let schemas = contents.filter_map(|content| content.schema);
    OperationTrace {
        origin: operation.origin,
        parameters: parameters
            .map(|parameter| {
                let kind = match parameter.location {
                    ParameterLocation::Path => SourceKind::Path,
                    ParameterLocation::Query => SourceKind::Query,
                    ParameterLocation::Header => SourceKind::Header,
                    ParameterLocation::Cookie => SourceKind::Cookie,
                };
                (Source::new(kind, parameter.name.as_str()), parameter.origin)
            })
            .collect(),
        body: schemas
            .flat_map(|id| {
                let target = api.schemas.resolve(id);
                places(api, id).into_iter().chain(places(api, target))
            })
            .collect(),
        responses: operation
            .responses
            .iter()
            .map(|response| {
                let status = Source::new(SourceKind::Status, response.status.to_string());
                (status, response.origin)
            })
            .collect(),
    }
}
