//! Inline copies of one thing become one type.
//!
//! A document exported without components writes the same object out in every answer, and the copies
//! drift: one answer has a field more, another allows null. To a user they are one thing.

use std::collections::{BTreeMap, BTreeSet};

use super::sharing::describe;
use super::usage::usage;
use crate::model::{Additional, Api, Name, ObjectSchema, Presence, Property, SchemaId, SchemaKind, Schemas};
use crate::words;

/// The fewest properties that two copies have in common.
const MIN_SHARED: usize = 4;

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
        for cluster in clusters(&api.schemas, members, resemble) {
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
    let members: Vec<SchemaId> = members.into_iter().collect();
    for cluster in clusters(&api.schemas, &members, differ_in_optional_properties) {
        if cluster.len() > 1 {
            unite(&mut api.schemas, &cluster);
        }
    }
}

/// Whether two objects require the same properties, at least one, and no property is of two types.
fn differ_in_optional_properties(schemas: &Schemas, left: SchemaId, right: SchemaId) -> bool {
    let (Some(left), Some(right)) = (object(schemas, left), object(schemas, right)) else {
        return false;
    };
    let required = |object: &ObjectSchema| -> BTreeSet<String> {
        let required = object
            .properties
            .iter()
            .filter(|property| !property.presence.is_optional());
        required.map(|property| property.name.clone()).collect()
    };
    let required = (required(left), required(right));
    !required.0.is_empty()
        && required.0 == required.1
        && fits_additional(left, right)
        && left.properties.iter().all(|property| {
            let mut others = right.properties.iter();
            let other = others.find(|other| other.name == property.name);
            other.is_none_or(|other| is_of_one_type(schemas, property, other))
        })
}

/// Each schema joins the first cluster whose members it all resembles.
fn clusters(
    schemas: &Schemas,
    members: &[SchemaId],
    resemble: fn(&Schemas, SchemaId, SchemaId) -> bool,
) -> Vec<Vec<SchemaId>> {
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
fn resemble<'a>(schemas: &'a Schemas, left: SchemaId, right: SchemaId) -> bool {
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
        let of = |object: &'a ObjectSchema| object.properties.iter().find(|property| property.name == *name);
        of(left)
            .zip(of(right))
            .is_some_and(|(left, right)| is_of_one_type(schemas, left, right))
    })
}

/// Whether two properties have one type, null and who may set it apart.
fn is_of_one_type(schemas: &Schemas, left: &Property, right: &Property) -> bool {
    let described = |property: &Property| {
        let text = describe(schemas, property.schema);
        text.map(|text| text.trim_start_matches(['?', 'r', 'w']).to_owned())
    };
    let left = described(left);
    left.is_some() && left == described(right)
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
