//! Runs both clients, and compares their cost.
//!
//! Instructions are counted by callgrind in two runs of different length. The difference is the cost of the
//! calls alone, without startup. Callgrind does not count the kernel's part, which is included in the CPU
//! time.

use std::env;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};

use clap::ValueEnum as _;

use crate::calls::{Kind, Operation};

const SHORT: usize = 100;
const LONG: usize = 1100;

/// The number of calls in a timed run, and the number of runs. The fastest run counts: others are slowed down
/// by other load on the machine.
const TIMED: usize = 3000;
const ROUNDS: usize = 5;

/// The server, which runs until the measurement is over.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn measure(at_most: Option<f64>) -> Result<ExitCode, Box<dyn Error>> {
    let mut server = Server(
        Command::new(env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?,
    );
    let mut url = String::new();
    let output = server.0.stdout.take().ok_or("the server has no output")?;
    BufReader::new(output).read_line(&mut url)?;
    let url = url.trim();

    println!("instructions per call, and microseconds on the processor, within the kernel too");
    println!("| call | by hand | SDK | | by hand | SDK | |");
    println!("|---|---|---|---|---|---|---|");
    let mut sum = [0.0; 4];
    for operation in Operation::value_variants() {
        let instructions = [Kind::Hand, Kind::Sdk].map(|kind| instructions(kind, *operation, url));
        let [by_hand, sdk] = instructions;
        let (hand_time, sdk_time) = times(*operation, url)?;
        let row = [by_hand?, sdk?, hand_time, sdk_time];
        println!("{}", line(&format!("{operation:?}").to_lowercase(), row));
        for (sum, value) in sum.iter_mut().zip(row) {
            *sum += value;
        }
    }
    println!("{}", line("all five", sum));
    let [by_hand, sdk, ..] = sum;
    let is_too_much = at_most.is_some_and(|percent| sdk > by_hand * (1.0 + percent / 100.0));
    Ok(if is_too_much {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn line(name: &str, [by_hand, sdk, hand_time, sdk_time]: [f64; 4]) -> String {
    let more = |sdk: f64, by_hand: f64| (sdk / by_hand - 1.0) * 100.0;
    format!(
        "| {name} | {by_hand:.0} | {sdk:.0} | {:+.1} % | {hand_time:.1} | {sdk_time:.1} | {:+.1} % |",
        more(sdk, by_hand),
        more(sdk_time, hand_time),
    )
}

fn call(
    program: &mut Command,
    kind: Kind,
    operation: Operation,
    url: &str,
    count: usize,
) -> Result<String, Box<dyn Error>> {
    let name = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
    program.arg("call");
    program.args(name(kind.to_possible_value()));
    program.args(name(operation.to_possible_value()));
    let output = program.args([url, &count.to_string()]).output()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(told.into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned() + &told)
}

/// Returns the number of instructions per call.
#[allow(
    clippy::cast_precision_loss,
    reason = "counts are far below what a float holds"
)]
fn instructions(kind: Kind, operation: Operation, url: &str) -> Result<f64, Box<dyn Error>> {
    let collected = |count| -> Result<f64, Box<dyn Error>> {
        let mut program = Command::new("valgrind");
        program.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        program.arg(env::current_exe()?);
        let told = call(&mut program, kind, operation, url, count)?;
        let collected = told.lines().find_map(|line| line.split_once("Collected : "));
        let (_, number) = collected.ok_or("callgrind tells no number")?;
        Ok(number.trim().parse()?)
    };
    Ok((collected(LONG)? - collected(SHORT)?) / (LONG - SHORT) as f64)
}

/// Returns the microseconds per call, by hand and with the SDK in turns.
#[allow(
    clippy::cast_precision_loss,
    reason = "counts are far below what a float holds"
)]
fn times(operation: Operation, url: &str) -> Result<(f64, f64), Box<dyn Error>> {
    let mut fastest = [f64::INFINITY; 2];
    for _ in 0..ROUNDS {
        for (fastest, kind) in fastest.iter_mut().zip([Kind::Hand, Kind::Sdk]) {
            let mut program = Command::new(env::current_exe()?);
            let nanoseconds: f64 = call(&mut program, kind, operation, url, TIMED)?.trim().parse()?;
            *fastest = fastest.min(nanoseconds / 1000.0 / TIMED as f64);
        }
    }
    let [by_hand, sdk] = fastest;
    Ok((by_hand, sdk))
}
