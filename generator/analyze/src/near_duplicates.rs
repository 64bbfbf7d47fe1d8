//! Inline copies of one thing become one type.
//!
//! A document exported without components writes the same object out in every answer, and the copies
//! drift: one answer has a field more, another allows null. To a user they are one thing.

use std::collections::{BTreeMap, BTreeSet};

use super::deduplication::describe;
use sdk_model::usage;
use sdk_model::words;
use sdk_model::{Additional, Api, Name, ObjectSchema, Presence, Property, SchemaId, SchemaKind, Schemas};

/// The fewest properties that two copies have in common.
const MIN_SHARED: usize = 4;

/// How many types errors that require the same are compared with: optional properties that contradict each other are
/// rare.
const MAX_CLUSTERS: usize = 16;

/// Merges the inline objects of answers that are copies of one thing. What differs between the copies
/// becomes optional. Bodies that are sent are left alone: there, what is required is a promise.
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
        let is_answer_only = usage.is_received(id) && !usage.is_sent(id);
        if let Some(&group) = group.filter(|_| is_answer_only && object.properties.len() >= MIN_SHARED) {
            candidates.entry(group).or_default().push(id);
        }
    }
    for members in candidates.values() {
        for cluster in clusters(&api.schemas, members) {
            if cluster.len() > 1 {
                unite(&mut api.schemas, &cluster);
                rename_all(&mut api.schemas, &cluster);
            }
        }
    }
    merge_errors(api);
}

/// Merges the inline bodies of errors that differ in optional properties alone: an error that gets one stays the type
/// that it was, and programs that take several errors as one go on compiling.
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
    for cluster in alike_but_for_optional_properties(&api.schemas, members) {
        if cluster.len() > 1 {
            unite(&mut api.schemas, &cluster);
        }
    }
}

/// The objects that require the same properties, at least one, and of which no two have a property of two types.
fn alike_but_for_optional_properties(
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

/// The types of properties, in words, by name.
type Types = BTreeMap<String, String>;

/// The types of the properties that an object requires, and of all; `None` where there is none to be sure of.
fn property_types(schemas: &Schemas, id: SchemaId) -> Option<(Types, Types)> {
    let object = object(schemas, id).filter(|object| !matches!(object.additional, Additional::Schema(_)))?;
    let mut required = Types::new();
    let mut all = Types::new();
    for property in &object.properties {
        let described = described(schemas, property)?;
        if !property.presence.is_optional() {
            required.insert(property.name.clone(), described.clone());
        }
        all.insert(property.name.clone(), described);
    }
    (!required.is_empty()).then_some((required, all))
}

/// Each schema joins the first cluster whose members it all resembles.
fn clusters(schemas: &Schemas, members: &[SchemaId]) -> Vec<Vec<SchemaId>> {
    let mut clusters: Vec<Vec<SchemaId>> = Vec::new();
    for &id in members {
        let found = clusters
            .iter_mut()
            .find(|cluster| cluster.iter().all(|&other| resemble(schemas, other, id)));
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

/// Whether two objects have most properties in common, and no property in two types.
fn resemble(schemas: &Schemas, left: SchemaId, right: SchemaId) -> bool {
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
    // Four of five.
    if shared.len() < MIN_SHARED || shared.len() * 5 < all * 4 || !fits_additional(left, right) {
        return false;
    }
    shared.into_iter().all(|name| {
        let of = |object: &ObjectSchema| {
            let property = object.properties.iter().find(|property| property.name == *name)?;
            described(schemas, property)
        };
        of(left).is_some() && of(left) == of(right)
    })
}

/// The type of a property in words, null and who may set it apart.
fn described(schemas: &Schemas, property: &Property) -> Option<String> {
    let text = describe(schemas, property.schema)?;
    Some(text.trim_start_matches(['?', 'r', 'w']).to_owned())
}

fn fits_additional(left: &ObjectSchema, right: &ObjectSchema) -> bool {
    let typed = |object: &ObjectSchema| matches!(object.additional, Additional::Schema(_));
    !typed(left) && !typed(right)
}

/// Makes one schema of a cluster: the first member is it, the others are names for it.
fn unite(schemas: &mut Schemas, cluster: &[SchemaId]) {
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
        // Null is allowed where any of the copies allows it.
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

/// Names the copies after what their operations are about.
fn rename_all(schemas: &mut Schemas, cluster: &[SchemaId]) {
    if let Some(noun) = common_noun(schemas, cluster) {
        for &member in cluster {
            rename(schemas, member, &noun);
        }
    }
}

/// The noun that the operations of all copies end with: `ListIdentities` and `CreateIdentity` are
/// about an `Identity`.
fn common_noun(schemas: &Schemas, cluster: &[SchemaId]) -> Option<String> {
    let mut common: Option<Vec<String>> = None;
    for &id in cluster {
        let Name::Suggested(path) = &schemas.get(id).name else {
            return None;
        };
        let mut words = words::split(path.first()?);
        // The verb is no part of the noun.
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

/// Gives a schema a new made-up name, and those within it the names that follow from it.
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
