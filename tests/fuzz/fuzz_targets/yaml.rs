//! `fuzz::yaml`, as libFuzzer calls it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::yaml(bytes));
