//! `cargo xtask model`.

use clap::Args;
use sdk_generator::diagnostic::{Diagnostics, Sources};
use sdk_generator::model;

use crate::output::print;
use crate::source::{Source, findings};

/// Prints the intermediate model, or one schema or operation of it.
#[derive(Debug, Args)]
pub struct Model {
    /// A schema or an operation, by its name in the document.
    name: Option<String>,
    #[command(flatten)]
    source: Source,
}

impl Model {
    pub(crate) fn run(&self, color: bool) -> Result<(), String> {
        let config = self.source.config("model")?;
        let mut diagnostics = Diagnostics::new();
        let document = self.source.document(&config, &mut diagnostics, color)?;
        let Some(api) = model(&document, &config, &mut diagnostics) else {
            return Err(findings(&diagnostics, &Sources(&[&document, &config]), color));
        };
        match &self.name {
            None => print(&api.to_string()),
            Some(name) => match api.describe(name) {
                Some(text) => print(&text),
                None => Err(format!("error: no schema or operation is called `{name}`")),
            },
        }
    }
}
