//! Comparison of enums.

use super::Comparison;
use super::family::family;
use super::reach::Reach;
use crate::rule::Rule;
use sdk_model::{EnumSchema, EnumValue};

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
                self.report(reach, family, Some(was), Some(is));
            }
            return;
        }
        let lacks =
            |values: &[EnumValue], value: &EnumValue| values.iter().all(|other| other.value != value.value);
        for value in was.values.iter().filter(|value| lacks(&is.values, value)) {
            let family = family!(ParameterEnumValueRemoved RequestEnumValueRemoved ResponseEnumValueRemoved);
            self.report(reach, family, Some(value.value.to_string()), None);
        }
        for value in is.values.iter().filter(|value| lacks(&was.values, value)) {
            let family = family!(ParameterEnumValueAdded RequestEnumValueAdded ResponseEnumValueAdded);
            self.report(reach, family, None, Some(value.value.to_string()));
        }
        for old in &was.values {
            let Some(new) = is.values.iter().find(|new| new.value == old.value) else {
                continue;
            };
            if old.name != new.name {
                let shown =
                    |value: &EnumValue| Some(value.name.clone().unwrap_or_else(|| value.value.to_string()));
                self.push(Self::edit_at(
                    reach,
                    Rule::EnumNameChanged,
                    shown(old),
                    shown(new),
                ));
            }
            if old.description != new.description {
                self.push(Self::edit_at(
                    reach,
                    Rule::DescriptionChanged,
                    Some(old.value.to_string()),
                    None,
                ));
            }
        }
    }
}
