//! Time that passes instantly: a call that waits a minute completes at once.

use std::future::Future;

/// Runs a future to completion.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime.unwrap_or_else(|error| panic!("{error}")).block_on(future)
}
