//! What must hold for any input: one function for each kind of it, which panics where it does not.
//!
//! `fuzz_targets` hands them to libFuzzer; `tests/fuzzing` mutates the fixtures without one. Knows no fuzzer.

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
