//! The closed list of what can change about a crate's public items, and what each means.
//!
//! An id is part of reports and ignore files, and so never changes.

use crate::Verdict;

macro_rules! rules {
    ($($name:ident $id:literal $verdict:ident $why:literal;)*) => {
        /// A kind of change of the SDK.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SdkRule {
            $(#[doc = concat!("`", $id, "`: ", $why, ".")] $name,)*
        }

        impl SdkRule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in reports and ignore files. It never changes.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What the change means for a program that uses the SDK.
            #[must_use]
            pub fn verdict(self) -> Verdict {
                match self { $(Self::$name => Verdict::$verdict,)* }
            }

            /// Why, in words that end a sentence.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$name => $why,)* }
            }
        }
    };
}

impl SdkRule {
    /// The rule of an id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

rules! {
    PackageRenamed "sdk-package-renamed" Breaking "programs depend on the package by its name";
    ItemRemoved "sdk-item-removed" Breaking "programs that name it do not compile";
    ItemRenamed "sdk-item-renamed" Breaking "programs that name it do not compile";
    ItemKindChanged "sdk-item-kind-changed" Breaking "it is used in another way";
    AliasChanged "sdk-alias-changed" Breaking "the name stands for another type";
    TraitLost "sdk-trait-lost" Breaking "programs that make use of the trait do not compile";
    FeatureNeeded "sdk-feature-needed" Breaking "programs that choose features may not have it";
    FieldRemoved "sdk-field-removed" Breaking "programs that name it do not compile";
    FieldRenamed "sdk-field-renamed" Breaking "programs that name it do not compile";
    FieldTypeChanged "sdk-field-type-changed" Breaking "programs that read it expect another type";
    VariantRemoved "sdk-variant-removed" Breaking "programs that name it do not compile";
    VariantRenamed "sdk-variant-renamed" Breaking "programs that name it do not compile";
    VariantTypeChanged "sdk-variant-type-changed" Breaking "programs that match it expect another type";
    MethodRemoved "sdk-method-removed" Breaking "programs that call it do not compile";
    MethodRenamed "sdk-method-renamed" Breaking "programs that call it do not compile";
    ArgumentsChanged "sdk-arguments-changed" Breaking "programs that call it may not compile";
    OutputChanged "sdk-output-changed" Breaking "programs expect another type";
    ConversionAmbiguous "sdk-conversion-ambiguous" Breaking "a number without a type can be made into it in several ways";
    ArgumentRenamed "sdk-argument-renamed" Behaviour "programs compile, and may mean something else";
    RenamedWithAlias "sdk-renamed-with-alias" Compatible "the old name goes on working; the compiler warns of it";
    RustVersionRaised "sdk-rust-version-raised" Compatible "who has an older compiler stays with the last release";
    ItemAdded "sdk-item-added" Compatible "nothing names it yet";
    TraitGained "sdk-trait-gained" Compatible "nothing makes use of it yet";
    FeatureNoLongerNeeded "sdk-feature-no-longer-needed" Compatible "programs may leave the feature out";
    FieldAdded "sdk-field-added" Compatible "structs may get fields";
    VariantAdded "sdk-variant-added" Compatible "enums may get variants";
    MethodAdded "sdk-method-added" Compatible "nothing calls it yet";
    Deprecated "sdk-deprecated" Compatible "it goes on working; the compiler warns of it";
    NoLongerDeprecated "sdk-no-longer-deprecated" Compatible "the compiler no longer warns of it";
}
