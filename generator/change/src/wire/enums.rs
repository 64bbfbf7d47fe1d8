//! What differs between two lists of values.

use super::Comparison;
use super::schema::family;
use super::walk::Reach;
use crate::Rule;
use sdk_model::{EnumSchema, EnumValue, SchemaKind};

impl Comparison<'_> {
    pub(super) fn enums(&mut self, was: &EnumSchema, is: &EnumSchema, reach: &Reach) {
        if let ([old], [new], true) = (
            was.values.as_slice(),
            is.values.as_slice(),
            was.is_const && is.is_const,
        ) {
            if old.value != new.value {
                let family = family!(ParameterConstChanged RequestConstChanged ResponseConstChanged);
                let (was, is) = (old.value.to_string(), new.value.to_string());
                self.tell(reach, family, Some(was), Some(is));
            }
            return;
        }
        let lacks =
            |values: &[EnumValue], value: &EnumValue| values.iter().all(|other| other.value != value.value);
        for value in was.values.iter().filter(|value| lacks(&is.values, value)) {
            let family = family!(ParameterEnumValueRemoved RequestEnumValueRemoved ResponseEnumValueRemoved);
            self.tell(reach, family, Some(value.value.to_string()), None);
        }
        for value in is.values.iter().filter(|value| lacks(&was.values, value)) {
            let family = family!(ParameterEnumValueAdded RequestEnumValueAdded ResponseEnumValueAdded);
            self.tell(reach, family, None, Some(value.value.to_string()));
        }
        for old in &was.values {
            let Some(new) = is.values.iter().find(|new| new.value == old.value) else {
                continue;
            };
            if old.name != new.name {
                let shown =
                    |value: &EnumValue| Some(value.name.clone().unwrap_or_else(|| value.value.to_string()));
                self.push(Self::found(reach, Rule::EnumNameChanged, shown(old), shown(new)));
            }
            if old.description != new.description {
                self.push(Self::found(
                    reach,
                    Rule::DescriptionChanged,
                    Some(old.value.to_string()),
                    None,
                ));
            }
        }
    }
}

/// Whether the values of a list are all of one kind.
pub(super) fn all_of_kind(kind: &SchemaKind, list: &EnumSchema) -> bool {
    let is_text = matches!(kind, SchemaKind::String(_));
    list.values.iter().all(|value| value.value.is_string() == is_text)
}
