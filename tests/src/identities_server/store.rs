//! The identities of the workspace, and the operations on them.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::stamp;

/// The workspace that every identity belongs to.
const WORKSPACE_ID: &str = "550e8400-e29b-41d4-a716-446655440000";

/// One identity.
#[derive(Debug)]
pub(super) struct Identity {
    id: String,
    external_id: String,
    /// The fields that a client may write. A field that was never set is absent; a cleared one is null.
    profile: Map<String, Value>,
    created: u64,
    updated: u64,
}

impl Identity {
    /// Returns the identity as it appears in responses.
    pub(super) fn to_json(&self, with_metrics: bool) -> Value {
        let mut object = Map::new();
        object.insert("_id".to_owned(), json!(self.id));
        object.insert("external_id".to_owned(), json!(self.external_id));
        object.insert("workspace_id".to_owned(), json!(WORKSPACE_ID));
        object.extend(self.profile.clone());
        object.insert("created".to_owned(), json!(stamp::rfc3339(self.created)));
        object.insert("updated".to_owned(), json!(stamp::rfc3339(self.updated)));
        if with_metrics {
            object.insert("metrics".to_owned(), metrics());
        }
        Value::Object(object)
    }

    /// Returns whether the name or the address contains a text, which must be in lower case.
    fn mentions(&self, text: &str) -> bool {
        ["display_name", "email"]
            .into_iter()
            .filter_map(|field| self.profile.get(field)?.as_str())
            .any(|value| value.to_lowercase().contains(text))
    }

    fn carries(&self, tag: &str) -> bool {
        self.profile
            .get("tags")
            .and_then(Value::as_array)
            .is_some_and(|tags| tags.iter().any(|present| present == tag))
    }
}

/// Returns the metrics of every identity, with the numbers of the document's example.
fn metrics() -> Value {
    json!({
        "total_cost": 12.5,
        "total_tokens": 48210,
        "total_requests": 310,
        "error_rate": 0.02,
    })
}

/// The query of a list request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    pub(super) limit: Option<i32>,
    starting_after: Option<String>,
    ending_before: Option<String>,
    search: Option<String>,
    tags: Option<String>,
    #[serde(default)]
    pub(super) include_metrics: bool,
}

impl ListQuery {
    /// Returns the maximum number of identities on the page.
    fn page_size(&self) -> Result<usize, String> {
        let limit = self.limit.unwrap_or(10);
        usize::try_from(limit)
            .ok()
            .filter(|limit| (1..=50).contains(limit))
            .ok_or_else(|| format!("limit must be from 1 to 50, not {limit}"))
    }

    /// Returns the text to search for, in lower case.
    fn search_text(&self) -> Result<Option<String>, String> {
        match &self.search {
            Some(text) if text.chars().count() < 2 => {
                Err("search must have at least 2 characters".to_owned())
            }
            text => Ok(text.as_ref().map(|text| text.to_lowercase())),
        }
    }

    /// Returns the tags that an identity must have, all of them.
    fn required_tags(&self) -> impl Iterator<Item = &str> {
        let tags = self.tags.as_deref().unwrap_or_default();
        tags.split(',').filter(|tag| !tag.is_empty())
    }
}

/// One page of a list.
pub(super) struct Page<'a> {
    pub(super) identities: Vec<&'a Identity>,
    pub(super) has_more: bool,
}

/// All identities, in the order of their creation.
#[derive(Debug, Default)]
pub(super) struct Store {
    identities: Vec<Identity>,
    /// The number of identities ever created, so that the ID of a deleted one is not reused.
    created: u64,
    /// The number of changes. Each takes one second of the service's time.
    writes: u64,
}

impl Store {
    /// Returns all identities in the order of their creation.
    pub(super) fn identities(&self) -> impl Iterator<Item = &Identity> {
        self.identities.iter()
    }

    /// Adds an identity. Returns `None` if the external ID is taken.
    pub(super) fn create(&mut self, external_id: &str, profile: Map<String, Value>) -> Option<&Identity> {
        if self
            .identities()
            .any(|present| present.external_id == external_id)
        {
            return None;
        }
        let now = self.tick();
        self.created += 1;
        self.identities.push(Identity {
            id: stamp::identity_id(self.created, now),
            external_id: external_id.to_owned(),
            profile,
            created: now,
            updated: now,
        });
        self.identities.last()
    }

    /// Returns the identity with this ID or external ID.
    pub(super) fn find(&self, id: &str) -> Option<&Identity> {
        Some(&self.identities[self.position(id)?])
    }

    /// Sets the named fields of an identity; null clears.
    pub(super) fn update(&mut self, id: &str, changes: Map<String, Value>) -> Option<&Identity> {
        let position = self.position(id)?;
        if !changes.is_empty() {
            let now = self.tick();
            let identity = &mut self.identities[position];
            identity.profile.extend(changes);
            identity.updated = now;
        }
        self.identities.get(position)
    }

    /// Removes an identity, and returns whether it existed.
    pub(super) fn delete(&mut self, id: &str) -> bool {
        let position = self.position(id);
        if let Some(position) = position {
            self.identities.remove(position);
        }
        position.is_some()
    }

    /// Returns the requested page, or an error message about the query.
    pub(super) fn page(&self, query: &ListQuery) -> Result<Page<'_>, String> {
        let size = query.page_size()?;
        let search = query.search_text()?;
        let (candidates, backwards) = match (&query.starting_after, &query.ending_before) {
            (None, None) => (self.identities.as_slice(), false),
            (Some(cursor), None) => (&self.identities[self.cursor(cursor)? + 1..], false),
            (None, Some(cursor)) => (&self.identities[..self.cursor(cursor)?], true),
            (Some(_), Some(_)) => {
                return Err("starting_after and ending_before exclude each other".to_owned());
            }
        };
        let mut identities: Vec<&Identity> = candidates
            .iter()
            .filter(|identity| search.as_ref().is_none_or(|text| identity.mentions(text)))
            .filter(|identity| query.required_tags().all(|tag| identity.carries(tag)))
            .collect();
        let has_more = identities.len() > size;
        if backwards {
            identities.drain(..identities.len().saturating_sub(size));
        } else {
            identities.truncate(size);
        }
        Ok(Page { identities, has_more })
    }

    /// Returns the index of the cursor's identity, even if the filters of the list exclude it.
    fn cursor(&self, id: &str) -> Result<usize, String> {
        self.identities()
            .position(|identity| identity.id == id)
            .ok_or_else(|| format!("no identity has the _id `{id}` that the cursor names"))
    }

    /// Returns the index of an identity. An ID takes precedence over an equal external ID.
    fn position(&self, id: &str) -> Option<usize> {
        self.identities()
            .position(|identity| identity.id == id)
            .or_else(|| self.identities().position(|identity| identity.external_id == id))
    }

    fn tick(&mut self) -> u64 {
        let now = stamp::FIRST_WRITE + self.writes;
        self.writes += 1;
        now
    }
}
