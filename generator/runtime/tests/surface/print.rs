//! The tables as the text of `surface.rs`.

use crate::surface;

pub(crate) struct Tables {
    pub(crate) client_builder: Vec<Method>,
    pub(crate) client: Vec<Method>,
    pub(crate) macros: Vec<Macro>,
    pub(crate) exports: Vec<Export>,
    pub(crate) modules: Vec<Module>,
    pub(crate) features: Vec<String>,
    pub(crate) dependencies: Vec<String>,
}

pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) receiver: String,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) output: String,
    pub(crate) is_async: bool,
    pub(crate) feature: Option<String>,
    pub(crate) docs: String,
}

pub(crate) struct Macro {
    pub(crate) name: String,
    pub(crate) expands_to: Vec<String>,
    pub(crate) methods: Vec<Method>,
    pub(crate) traits: Vec<String>,
}

pub(crate) struct Export {
    pub(crate) name: String,
    pub(crate) kind: surface::ExportKind,
    pub(crate) at_root: bool,
    pub(crate) feature: Option<String>,
    pub(crate) methods: Vec<String>,
}

pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) feature: Option<String>,
    pub(crate) functions: Vec<String>,
}

impl From<&surface::Method> for Method {
    fn from(method: &surface::Method) -> Self {
        let parameters = method.parameters.iter();
        Self {
            name: method.name.to_owned(),
            receiver: method.receiver.to_owned(),
            parameters: parameters
                .map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned()))
                .collect(),
            output: method.output.to_owned(),
            is_async: method.is_async,
            feature: method.feature.map(str::to_owned),
            docs: method.docs.to_owned(),
        }
    }
}

impl From<&surface::Macro> for Macro {
    fn from(found: &surface::Macro) -> Self {
        Self {
            name: found.name.to_owned(),
            expands_to: crate::owned(found.expands_to),
            methods: found.methods.iter().map(Method::from).collect(),
            traits: crate::owned(found.traits),
        }
    }
}

impl From<&surface::Export> for Export {
    fn from(export: &surface::Export) -> Self {
        Self {
            name: export.name.to_owned(),
            kind: export.kind,
            at_root: export.at_root,
            feature: export.feature.map(str::to_owned),
            methods: crate::owned(export.methods),
        }
    }
}

impl From<&surface::Module> for Module {
    fn from(module: &surface::Module) -> Self {
        Self {
            name: module.name.to_owned(),
            feature: module.feature.map(str::to_owned),
            functions: crate::owned(module.functions),
        }
    }
}

pub(crate) fn tables(tables: &Tables) -> String {
    let macros = tables.macros.iter().map(|found| {
        format!(
            "    Macro {{ name: {:?}, expands_to: &{:?}, traits: &{:?}, methods: &[\n{}    ] }},\n",
            found.name,
            found.expands_to,
            found.traits,
            methods(&found.methods, 8)
        )
    });
    let exports = tables.exports.iter().map(|export| {
        let at_root = if export.at_root { ".at_root()" } else { "" };
        format!(
            "    Export::new(ExportKind::{:?}, {:?}, &{:?}){at_root}{},\n",
            export.kind,
            export.name,
            export.methods,
            feature(export.feature.as_deref())
        )
    });
    let modules = tables.modules.iter().map(|module| {
        format!(
            "    Module {{ name: {:?}, feature: {:?}, functions: &{:?} }},\n",
            module.name, module.feature, module.functions
        )
    });
    [
        table(
            "The methods of `runtime::ClientBuilder`.",
            "CLIENT_BUILDER: &[Method]",
            &methods(&tables.client_builder, 4),
        ),
        table(
            "The methods of `runtime::Client`.",
            "CLIENT: &[Method]",
            &methods(&tables.client, 4),
        ),
        table(
            "The macros, which generated code invokes as `runtime::name!`.",
            "MACROS: &[Macro]",
            &macros.collect::<String>(),
        ),
        table(
            "The items of the module `runtime`.",
            "EXPORTS: &[Export]",
            &exports.collect::<String>(),
        ),
        table(
            "The public modules below `runtime`.",
            "MODULES: &[Module]",
            &modules.collect::<String>(),
        ),
        table(
            "The cargo features of the runtime.",
            "FEATURES: &[&str]",
            &names(&tables.features),
        ),
        table(
            "The crates that the runtime can depend on.",
            "DEPENDENCIES: &[&str]",
            &names(&tables.dependencies),
        ),
    ]
    .join("\n")
}

fn table(docs: &str, declaration: &str, rows: &str) -> String {
    format!("/// {docs}\n#[rustfmt::skip]\npub const {declaration} = &[\n{rows}];\n")
}

fn names(names: &[String]) -> String {
    let rows = names.iter().map(|name| format!("    {name:?},\n"));
    rows.collect()
}

fn methods(methods: &[Method], indent: usize) -> String {
    let rows = methods.iter().map(|row| format!("{:indent$}{}", "", method(row)));
    rows.collect()
}

fn method(method: &Method) -> String {
    let asynchronous = if method.is_async { ".asynchronous()" } else { "" };
    format!(
        "Method::new({:?}, {:?}, &{:?}, {:?}, {:?}){asynchronous}{},\n",
        method.name,
        method.receiver,
        method.parameters,
        method.output,
        method.docs,
        feature(method.feature.as_deref())
    )
}

fn feature(feature: Option<&str>) -> String {
    feature.map_or_else(String::new, |feature| format!(".feature({feature:?})"))
}
