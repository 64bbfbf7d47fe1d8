//! Prints a [`rust::Crate`] as source files. It decides nothing: data becomes tokens, tokens become text.
//!
//! **Trees and `quote!`.** Every file of this crate keeps to one style. The items that a large crate has most of are
//! built as `syn` trees (`tree`), which the formatter prints as they are: fields and their way to JSON (`strukt`,
//! `strukt/json`), enums of texts (`enums`), unions (`union`), and requests with their setters and tables (`operation`,
//! `table`). All other items are written with `quote!` and parsed. Attributes, imports and types are trees in both,
//! and what is handed to a macro or an attribute is tokens in both.
//!
//! The files do not depend on one another, so they are printed on all cores; their order is that of
//! their paths.

mod accept;
mod alias;
mod client;
mod context;
mod enums;
mod example;
mod file;
mod group;
mod headers;
mod json;
mod library;
mod manifest;
mod names;
mod operation;
mod pagination;
mod programs;
mod readme;
mod runtime;
mod showcase;
mod status;
mod strukt;
mod table;
mod tokens;
mod tree;
mod type_path;
mod types;
mod union;

use std::fmt;

use rayon::prelude::*;

use self::context::Context;
use sdk_rust as rust;

pub use type_path::{Home, type_path};

/// A file of the generated crate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Where it lies below the crate's root, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// A file that could not be printed: its tokens are not Rust. That is a bug of ours, never one of the
/// document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmitError {
    /// The file.
    pub path: String,
    /// What is wrong with its tokens.
    pub message: String,
}

impl fmt::Display for EmitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "a bug of the generator: the tokens of `{}` are not Rust: {}",
            self.path, self.message
        )
    }
}

impl std::error::Error for EmitError {}

/// A file to be printed, or some that belong together.
#[derive(Clone, Copy)]
enum Job<'a> {
    Runtime,
    ManifestAndPrograms,
    Readme,
    QuickStart,
    Library,
    Client,
    Group(&'a rust::Group),
    Operation(&'a rust::Group, &'a rust::Operation),
    Types,
    TypeModule(&'a rust::TypeModule),
}

/// The files of a crate, sorted by path.
///
/// # Errors
/// Where tokens that were printed are not Rust, which only a bug of this module brings about.
pub fn emit(krate: &rust::Crate) -> Result<Vec<SourceFile>, EmitError> {
    let context = Context::new(krate);
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let printed: Vec<_> = jobs(&context)
        .into_par_iter()
        .map(|job| run(&context, job))
        .collect();
    for result in printed {
        match result {
            Ok(printed) => files.extend(printed),
            Err(error) => errors.push(error),
        }
    }
    if let Some(error) = errors
        .into_iter()
        .min_by(|left, right| left.path.cmp(&right.path))
    {
        return Err(error);
    }
    files.par_sort_unstable();
    Ok(files)
}

fn jobs<'a>(context: &Context<'a>) -> Vec<Job<'a>> {
    let krate = context.krate;
    let mut jobs = vec![Job::Library, Job::Client];
    if context.is_whole_crate() {
        jobs.extend([
            Job::Runtime,
            Job::ManifestAndPrograms,
            Job::Readme,
            Job::QuickStart,
        ]);
    }
    for group in &krate.groups {
        jobs.push(Job::Group(group));
        jobs.extend(
            group
                .operations
                .iter()
                .map(|operation| Job::Operation(group, operation)),
        );
    }
    if !krate.types.is_empty() {
        jobs.push(Job::Types);
    }
    jobs.extend(krate.types.iter().map(Job::TypeModule));
    jobs
}

fn run(context: &Context<'_>, job: Job<'_>) -> Result<Vec<SourceFile>, EmitError> {
    let file = match job {
        Job::Runtime => return Ok(runtime::files(context.krate.manifest.dates)),
        Job::ManifestAndPrograms => return programs::files(context),
        Job::Readme => readme::file(context),
        Job::QuickStart => example::quick_start_file(context),
        Job::Library => library::file(context),
        Job::Client => client::file(context),
        Job::Group(group) => group::file(context, group),
        Job::Operation(group, operation) => operation::file(context, group, operation),
        Job::Types => types::index_file(context),
        Job::TypeModule(module) => types::module_file(context, module),
    };
    file.map(|file| vec![file])
}
