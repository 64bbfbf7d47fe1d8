//! The rules for changes of public items, each with its verdict and reason.
//!
//! Ids never change: reports and ignore files contain them.

use crate::verdict::Verdict;

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

            /// Returns the id in reports and ignore files. It never changes.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// Returns the verdict for programs that use the SDK.
            #[must_use]
            pub fn verdict(self) -> Verdict {
                match self { $(Self::$name => Verdict::$verdict,)* }
            }

            /// Returns the reason of the verdict, as a clause.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$name => $why,)* }
            }
        }
    };
}

impl SdkRule {
    /// Returns the rule with an id.
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
    AliasChanged "sdk-alias-changed" Breaking "the name is an alias of another type";
    TraitLost "sdk-trait-lost" Breaking "programs that use the trait do not compile";
    FeatureNeeded "sdk-feature-needed" Breaking "programs that select features may not have it";
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
    ConversionAmbiguous "sdk-conversion-ambiguous" Breaking "a number without a type suffix could be converted in several ways";
    ArgumentRenamed "sdk-argument-renamed" Behaviour "programs compile, and may mean something else";
    RenamedWithAlias "sdk-renamed-with-alias" Compatible "the old name keeps working; the compiler warns about it";
    RustVersionRaised "sdk-rust-version-raised" Compatible "programs with an older compiler cannot use the new release";
    ItemAdded "sdk-item-added" Compatible "nothing names it yet";
    TraitGained "sdk-trait-gained" Compatible "nothing uses it yet";
    FeatureNoLongerNeeded "sdk-feature-no-longer-needed" Compatible "programs no longer have to enable the feature";
    FieldAdded "sdk-field-added" Compatible "new fields break no program, as the struct is non-exhaustive";
    VariantAdded "sdk-variant-added" Compatible "new variants break no program, as the enum is non-exhaustive";
    MethodAdded "sdk-method-added" Compatible "nothing calls it yet";
    Deprecated "sdk-deprecated" Compatible "it keeps working; the compiler warns about it";
    NoLongerDeprecated "sdk-no-longer-deprecated" Compatible "the compiler no longer warns about it";
}
