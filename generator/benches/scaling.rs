//! Whether time and memory grow as the document does: documents of n, 2n and 4n operations and schemas.
//!
//! Prints how much each takes, and the ratio to the smallest. What grows as the document does has the
//! ratios 2 and 4. All is done on one core, so that the time tells the work.
//!
//! After that come shapes that grow in one way alone, each at n and 2n: none may take more than 2.5 times as long.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the inputs are our own"
)]

#[path = "scaling/shapes.rs"]
mod shapes;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;
use rayon::ThreadPoolBuilder;
use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, render};
use sdk_generator::{document, generate};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// How many operations and schemas the smallest document has.
const SMALLEST: usize = 500;

/// How often each document is generated from; the median counts.
const RUNS: usize = 9;

/// How often each shape is generated from; the shortest time counts.
const SHAPE_RUNS: usize = 5;

/// How much longer twice as much may take.
const MOST: f64 = 2.5;

fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.expect("a thread can be started");
    pool.install(report);
    let slow = pool.install(report_shapes);
    assert!(slow.is_empty(), "these grow faster than the document: {slow:?}");
}

/// Prints how each shape grows, and tells those that grow too fast.
fn report_shapes() -> Vec<&'static str> {
    println!(
        "\n{:>28} {:>8} {:>8} {:>8} {:>6}",
        "shape", "n", "ms", "2n: ms", "ratio"
    );
    let mut slow = Vec::new();
    for shape in shapes::ALL {
        let texts = [(shape.text)(shape.size), (shape.text)(shape.size * 2)];
        let mut times = [Duration::MAX; 2];
        for _ in 0..SHAPE_RUNS {
            for (text, time) in texts.iter().zip(&mut times) {
                let start = Instant::now();
                black_box(try_generate_from(text));
                *time = start.elapsed().min(*time);
            }
        }
        let [once, twice] = times.map(|time| time.as_secs_f64() * 1e3);
        let ratio = twice / once;
        println!(
            "{:>28} {:>8} {once:>8.1} {twice:>8.1} {ratio:>6.2}",
            shape.name, shape.size
        );
        if ratio > MOST {
            slow.push(shape.name);
        }
    }
    slow
}

/// Generates from a document, or finds what is wrong with it.
fn try_generate_from(text: &str) -> usize {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("shape.yaml", text, &mut diagnostics);
    let config = Config::minimal("shape", "0.1.0");
    let generated = generate(&document, &config, &mut diagnostics).expect("it is Rust");
    let told = render(&diagnostics, &document, false);
    generated.map_or(0, |generated| generated.files.len()) + told.len()
}

fn report() {
    let texts = [1, 2, 4].map(|times| synthetic(SMALLEST * times));
    let mut times = [const { Vec::new() }; 3];
    let mut peaks = [0; 3];
    // Documents take turns, so that what else the machine does falls on all of them.
    for _ in 0..RUNS {
        for ((text, times), peak) in texts.iter().zip(&mut times).zip(&mut peaks) {
            ALLOCATOR.reset_peak_usage();
            let before = ALLOCATOR.current_usage();
            let start = Instant::now();
            black_box(generate_from(text));
            times.push(start.elapsed());
            *peak = ALLOCATOR.peak_usage() - before;
        }
    }
    let medians = times.map(|mut times| {
        times.sort();
        times.get(RUNS / 2).copied().unwrap_or(Duration::ZERO)
    });
    println!(
        "{:>10} {:>10} {:>8} {:>6} {:>9} {:>6}",
        "operations", "kilobytes", "ms", "ratio", "peak MB", "ratio"
    );
    for (index, text) in texts.iter().enumerate() {
        println!(
            "{:>10} {:>10} {:>8.1} {:>6.2} {:>9.1} {:>6.2}",
            SMALLEST << index,
            text.len() / 1000,
            medians[index].as_secs_f64() * 1e3,
            medians[index].as_secs_f64() / medians[0].as_secs_f64(),
            megabytes(peaks[index]),
            megabytes(peaks[index]) / megabytes(peaks[0]),
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "no peak has so many bytes")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn generate_from(text: &str) -> usize {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("synthetic.yaml", text, &mut diagnostics);
    let config = Config::minimal("synthetic", "0.1.0");
    let generated = generate(&document, &config, &mut diagnostics).expect("it is Rust");
    generated.expect("the document is valid").files.len()
}

/// A document of so many operations and schemas: each operation takes and gives a schema, each schema
/// holds another one, and an inline one.
fn synthetic(size: usize) -> String {
    let mut text = "openapi: 3.1.0\ninfo: {title: Synthetic, version: '1'}\npaths:\n".to_owned();
    for index in 0..size {
        let group = index / 20;
        let _ = write!(
            text,
            "  /things{index}/{{id}}:
    put:
      operationId: updateThing{index}
      tags: [Group {group}]
      description: Updates the thing number {index}, and gives it as it is after that.
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: expand, in: query, schema: {{type: array, items: {{type: string}}}}}}
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{index}'}}}}}}}}
      responses:
        '200':
          description: The thing.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{index}'}}}}}}
        '404':
          description: There is none.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{}'}}}}}}
",
            index / 2
        );
    }
    text.push_str("components:\n  schemas:\n");
    for index in 0..size {
        let _ = write!(
            text,
            "    Thing{index}:
      type: object
      description: The thing number {index}.
      required: [id, state]
      properties:
        id: {{type: string, readOnly: true, description: Identifies the thing.}}
        state: {{type: string, enum: [new, old, gone{index}]}}
        size: {{type: integer, format: int64, minimum: 0}}
        next: {{$ref: '#/components/schemas/Thing{}'}}
        more:
          type: object
          properties:
            label{index}: {{type: [string, 'null']}}
            items: {{type: array, items: {{$ref: '#/components/schemas/Thing{}'}}}}
",
            (index + 1) % size,
            index / 3
        );
    }
    text
}
