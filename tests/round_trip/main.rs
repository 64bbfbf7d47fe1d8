//! Instances of every schema of every valid fixture come back equal from its generated type.
//!
//! The same over whole documents: `cargo run --release -p tests --bin round-trip -- DIR`.

use std::path::Path;

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{document, schema_types};
use serde_json::Value;
use tests::fixtures::ROUND_TRIPS;
use tests::round_trip::report::Report;
use tests::round_trip::{Effort, subjects};

const EFFORT: Effort = Effort {
    rounds: 24,
    random: 12,
};

#[test]
fn instances_come_back_equal() {
    let mut all = Report::default();
    for (name, types) in ROUND_TRIPS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/valid/{name}.yaml"));
        let mut diagnostics = Diagnostics::new();
        let document = document::load(&path, &mut diagnostics).expect("the fixture can be read");
        let places: Vec<_> = schema_types(&document, &Config::minimal(name, "0.1.0"))
            .into_iter()
            .map(|(place, _)| place)
            .collect();
        assert_eq!(places.len(), types.len(), "{name}");
        let subjects = subjects(&document, &places, EFFORT).expect("the schemas can be read");
        let back: Vec<Vec<Result<Value, String>>> = subjects
            .iter()
            .zip(*types)
            .map(|(subject, through)| {
                subject
                    .instances
                    .iter()
                    .map(|instance| send(*through, instance))
                    .collect()
            })
            .collect();
        let report = Report::new(&subjects, &back);
        println!("{name:<24} {report}");
        all.absorb(report);
    }
    for (reason, count) in &all.reasons {
        println!("{count:>6} {}", reason.sentence());
    }
    let differences: Vec<String> = all.differences.iter().map(ToString::to_string).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(all.without_instance, Vec::<String>::new());
}

/// Sends an instance as text, as over the network.
fn send(through: fn(Value) -> Result<Value, String>, instance: &Value) -> Result<Value, String> {
    let value = serde_json::from_str(&instance.to_string()).map_err(|error| error.to_string())?;
    let text = through(value)?.to_string();
    serde_json::from_str(&text).map_err(|error| error.to_string())
}
