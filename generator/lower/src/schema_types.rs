//! Which type stands for which schema of the document, for those who compare the two.

use std::collections::BTreeSet;

use super::Lowering;
use super::type_names::TypeNames;
use sdk_config::Config;
use sdk_diagnostic::{Diagnostics, Origin};
use sdk_model::{Api, Content, ContentFormat, Name, SchemaId};
use sdk_rust::Type;

/// The place and the type of each declared schema, and of each inline schema that is a JSON body.
///
/// Other inline schemas are parts of these.
#[must_use]
pub fn schema_types(api: &Api, config: &Config) -> Vec<(Origin, Type)> {
    // What names collide was told when the crate was lowered.
    let names = TypeNames::settle(api, config, &mut Diagnostics::new());
    let lowering = Lowering::new(api, config, &names);
    let declared = api
        .schemas
        .iter()
        .filter(|(_, schema)| matches!(schema.name, Name::Declared(_)))
        .map(|(id, _)| id);
    let bodies = api.operations.iter().flat_map(|operation| {
        let sent = operation.body.iter().flat_map(|body| &body.content);
        let received = operation.responses.iter().flat_map(|response| &response.content);
        sent.chain(received).filter_map(json_schema)
    });
    let mut seen = BTreeSet::new();
    declared
        .chain(bodies)
        .map(|id| (api.schemas.get(id).origin, id))
        .filter(|&(origin, _)| origin != Origin::DOCUMENT && seen.insert(origin))
        .map(|(origin, id)| (origin, lowering.type_of(id)))
        .collect()
}

fn json_schema(content: &Content) -> Option<SchemaId> {
    content.schema.filter(|_| content.format == ContentFormat::Json)
}
