//! Properties that hold for any input: one function for each kind of input, which panics on a violation.
//!
//! `fuzz_targets` passes them to libFuzzer; `tests/fuzzing` mutates the fixtures without a fuzzer. This crate
//! depends on no fuzzer.

mod decode;
mod encode;
mod generate;
mod grammar;
mod load;
mod rest;
mod yaml;

pub use decode::decode;
pub use encode::encode;
pub use generate::generate;
pub use load::load;
pub use yaml::yaml;
