//! The five calls, repeated by one of the two clients.

use std::error::Error;
use std::fs;
use std::time::Duration;

use clap::ValueEnum;

use crate::by_hand;
use crate::by_sdk;

/// The number of calls before the measurement, which excludes connecting.
const WARM_UP: usize = 20;

/// The client that makes the calls.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// The generated SDK.
    Sdk,
    /// Code with reqwest and serde.
    Hand,
}

/// The operation to call.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Operation {
    List,
    Create,
    Retrieve,
    Update,
    Delete,
}

/// Makes calls one after the other, and returns the CPU time that they took.
pub(crate) fn make(
    kind: Kind,
    operation: Operation,
    url: &str,
    count: usize,
) -> Result<Duration, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match kind {
            Kind::Sdk => {
                let client = by_sdk::client(url)?;
                for _ in 0..WARM_UP {
                    by_sdk::call(&client, operation).await?;
                }
                let begun = on_processor()?;
                for _ in 0..count {
                    by_sdk::call(&client, operation).await?;
                }
                Ok(on_processor()?.saturating_sub(begun))
            }
            Kind::Hand => {
                let client = by_hand::Client::new(url)?;
                for _ in 0..WARM_UP {
                    client.call(operation).await?;
                }
                let begun = on_processor()?;
                for _ in 0..count {
                    client.call(operation).await?;
                }
                Ok(on_processor()?.saturating_sub(begun))
            }
        }
    })
}

/// Returns the CPU time of this thread, which makes all calls, including time in the kernel.
fn on_processor() -> Result<Duration, Box<dyn Error>> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split_whitespace().next().ok_or("no time is told")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}
