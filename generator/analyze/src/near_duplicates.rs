//! Near-duplicate merging: inline objects that differ only slightly become one type.
//!
//! A document that was exported without components repeats the same object inline in every response, and the copies
//! drift: one response has an extra field, another allows null. Users expect a single type.

use std::collections::{BTreeMap, BTreeSet};

use super::deduplication::describe;
use sdk_model::usage;
use sdk_model::words;
use sdk_model::{Additional, Api, Name, ObjectSchema, Presence, Property, SchemaId, SchemaKind, Schemas};

/// The minimum number of properties that two near-duplicates have in common.
const MIN_SHARED: usize = 4;

/// The maximum number of clusters with the same required properties that an error type is compared with. Few are
/// needed, since optional properties with conflicting types are rare.
const MAX_CLUSTERS: usize = 16;

/// Merges near-duplicate inline objects of responses. A property that some copies lack or don't require becomes
/// optional. Objects that are also sent in requests are not merged: their required properties must stay required.
pub(super) fn merge(api: &mut Api) {
    let usage = usage(api);
    let groups: BTreeMap<&str, usize> = api
        .operations
        .iter()
        .map(|operation| (operation.name.as_str(), operation.group))
        .collect();
    let mut candidates: BTreeMap<usize, Vec<SchemaId>> = BTreeMap::new();
    for (id, schema) in api.schemas.iter() {
        let (Name::Suggested(words), SchemaKind::Object(object)) = (&schema.name, &schema.kind) else {
            continue;
        };
        let group = words.first().and_then(|operation| groups.get(operation.as_str()));
        let is_response_only = usage.is_received(id) && !usage.is_sent(id);
        if let Some(&group) = group.filter(|_| is_response_only && object.properties.len() >= MIN_SHARED) {
            candidates.entry(group).or_default().push(id);
        }
    }
    for members in candidates.values() {
        for cluster in clusters(&api.schemas, members) {
            if cluster.len() > 1 {
                merge_cluster(&mut api.schemas, &cluster);
                rename_all(&mut api.schemas, &cluster);
            }
        }
    }
    merge_errors(api);
}

/// Merges inline error bodies that differ only in optional properties. If the API later adds an optional property to
/// one error, its type stays the same, and code that treats several errors alike still compiles.
fn merge_errors(api: &mut Api) {
    let usage = usage(api);
    let bodies = |is_success: bool| -> BTreeSet<SchemaId> {
        let responses = api.operations.iter().flat_map(|operation| &operation.responses);
        let responses = responses.filter(|response| response.status.is_success() == is_success);
        let schemas = responses.flat_map(|response| &response.content);
        schemas
            .filter_map(|content| Some(api.schemas.resolve(content.schema?)))
            .collect()
    };
    let successes = bodies(true);
    let members: BTreeSet<SchemaId> = bodies(false)
        .into_iter()
        .filter(|&id| usage.is_received(id) && !usage.is_sent(id) && !successes.contains(&id))
        .filter(|&id| matches!(api.schemas.get(id).name, Name::Suggested(_)))
        .collect();
    for cluster in differing_in_optional_properties(&api.schemas, members) {
        if cluster.len() > 1 {
            merge_cluster(&mut api.schemas, &cluster);
        }
    }
}

/// Groups objects that require the same properties, at least one, and whose common properties have the same types.
fn differing_in_optional_properties(
    schemas: &Schemas,
    members: impl IntoIterator<Item = SchemaId>,
) -> Vec<Vec<SchemaId>> {
    let mut by_required: BTreeMap<Types, Vec<(Types, Vec<SchemaId>)>> = BTreeMap::new();
    for id in members {
        let Some((required, all)) = property_types(schemas, id) else {
            continue;
        };
        let clusters = by_required.entry(required).or_default();
        let found = clusters.iter_mut().take(MAX_CLUSTERS).find(|(known, _)| {
            all.iter()
                .all(|(name, text)| known.get(name).is_none_or(|known| known == text))
        });
        match found {
            Some((known, cluster)) => {
                known.extend(all);
                cluster.push(id);
            }
            None => clusters.push((all, vec![id])),
        }
    }
    let clusters = by_required.into_values().flatten();
    clusters.map(|(_, cluster)| cluster).collect()
}

/// Descriptions of the types of properties, by property name.
type Types = BTreeMap<String, String>;

/// Returns the types of an object's required properties, and of all its properties. Returns `None` if the object
/// can't be merged: if it requires nothing, has typed additional properties, or is nested too deeply to compare.
fn property_types(schemas: &Schemas, id: SchemaId) -> Option<(Types, Types)> {
    let object = object(schemas, id).filter(|object| !matches!(object.additional, Additional::Schema(_)))?;
    let mut required = Types::new();
    let mut all = Types::new();
    for property in &object.properties {
        let type_text = type_text(schemas, property)?;
        if !property.presence.is_optional() {
            required.insert(property.name.clone(), type_text.clone());
        }
        all.insert(property.name.clone(), type_text);
    }
    (!required.is_empty()).then_some((required, all))
}

/// Assigns each schema to the first cluster of which it is a near-duplicate of every member.
fn clusters(schemas: &Schemas, members: &[SchemaId]) -> Vec<Vec<SchemaId>> {
    let mut clusters: Vec<Vec<SchemaId>> = Vec::new();
    for &id in members {
        let found = clusters.iter_mut().find(|cluster| {
            cluster
                .iter()
                .all(|&other| are_near_duplicates(schemas, other, id))
        });
        match found {
            Some(cluster) => cluster.push(id),
            None => clusters.push(vec![id]),
        }
    }
    clusters
}

fn object(schemas: &Schemas, id: SchemaId) -> Option<&ObjectSchema> {
    match &schemas.get(id).kind {
        SchemaKind::Object(object) => Some(object),
        _ => None,
    }
}

/// Returns `true` if two objects have most properties in common, each with the same type.
fn are_near_duplicates(schemas: &Schemas, left: SchemaId, right: SchemaId) -> bool {
    let (Some(left), Some(right)) = (object(schemas, left), object(schemas, right)) else {
        return false;
    };
    let names = |object: &ObjectSchema| -> BTreeSet<String> {
        object
            .properties
            .iter()
            .map(|property| property.name.clone())
            .collect()
    };
    let (left_names, right_names) = (names(left), names(right));
    let shared: Vec<&String> = left_names.intersection(&right_names).collect();
    let all = left_names.union(&right_names).count();
    // At least four in five properties are common.
    if shared.len() < MIN_SHARED || shared.len() * 5 < all * 4 || !have_no_typed_additional(left, right) {
        return false;
    }
    shared.into_iter().all(|name| {
        let of = |object: &ObjectSchema| {
            let property = object.properties.iter().find(|property| property.name == *name)?;
            type_text(schemas, property)
        };
        of(left).is_some() && of(left) == of(right)
    })
}

/// Describes the type of a property, without nullability, `readOnly` and `writeOnly`.
fn type_text(schemas: &Schemas, property: &Property) -> Option<String> {
    let text = describe(schemas, property.schema)?;
    Some(text.trim_start_matches(['?', 'r', 'w']).to_owned())
}

fn have_no_typed_additional(left: &ObjectSchema, right: &ObjectSchema) -> bool {
    let typed = |object: &ObjectSchema| matches!(object.additional, Additional::Schema(_));
    !typed(left) && !typed(right)
}

/// Merges a cluster into its first member. The other members become aliases of it.
fn merge_cluster(schemas: &mut Schemas, cluster: &[SchemaId]) {
    let Some((&first, others)) = cluster.split_first() else {
        return;
    };
    let objects: Vec<ObjectSchema> = cluster
        .iter()
        .filter_map(|&id| object(schemas, id).cloned())
        .collect();
    let mut merged: Vec<Property> = Vec::new();
    for object in &objects {
        for property in &object.properties {
            let is_known = merged.iter().any(|known| known.name == property.name);
            if !is_known {
                merged.push(property.clone());
            }
        }
    }
    for property in &mut merged {
        let copies: Vec<&Property> = objects
            .iter()
            .filter_map(|object| object.properties.iter().find(|copy| copy.name == property.name))
            .collect();
        let required =
            copies.len() == objects.len() && copies.iter().all(|copy| !copy.presence.is_optional());
        property.presence = Presence::of(required, false);
        // The property is nullable if it is in any copy.
        if let Some(nullable) = copies.iter().find(|copy| schemas.is_nullable(copy.schema)) {
            property.schema = nullable.schema;
        }
    }
    if let Some(schema) = schemas.get_mut(first) {
        schema.kind = SchemaKind::Object(ObjectSchema {
            properties: merged,
            additional: Additional::Unspecified,
        });
    }
    for &other in others {
        if let Some(schema) = schemas.get_mut(other) {
            schema.kind = SchemaKind::Alias(first);
        }
    }
}

/// Names the copies after the noun that their operations share.
fn rename_all(schemas: &mut Schemas, cluster: &[SchemaId]) {
    if let Some(noun) = common_noun(schemas, cluster) {
        for &member in cluster {
            rename(schemas, member, &noun);
        }
    }
}

/// Returns the noun with which the operations of all copies end: `identity` for `ListIdentities` and `CreateIdentity`.
fn common_noun(schemas: &Schemas, cluster: &[SchemaId]) -> Option<String> {
    let mut common: Option<Vec<String>> = None;
    for &id in cluster {
        let Name::Suggested(path) = &schemas.get(id).name else {
            return None;
        };
        let mut words = words::split(path.first()?);
        // The first word is the verb.
        let first = words.first().cloned();
        words.retain(|word| Some(word) != first.as_ref());
        let words: Vec<String> = words.iter().map(|word| words::singular(word)).collect();
        common = Some(match common {
            None => words,
            Some(known) => {
                let same = known
                    .iter()
                    .rev()
                    .zip(words.iter().rev())
                    .take_while(|(left, right)| left == right)
                    .count();
                known.into_iter().rev().take(same).rev().collect()
            }
        });
    }
    common
        .filter(|words| !words.is_empty())
        .map(|words| words.join(" "))
}

/// Renames an inline schema, and the schemas nested in it, whose names begin with its name.
fn rename(schemas: &mut Schemas, id: SchemaId, noun: &str) {
    let Name::Suggested(old) = schemas.get(id).name.clone() else {
        return;
    };
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        if let Some(schema) = schemas.get_mut(id)
            && let Name::Suggested(words) = &mut schema.name
            && words.starts_with(&old)
        {
            words.splice(..old.len(), [noun.to_owned()]);
        }
    }
}
