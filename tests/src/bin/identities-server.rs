//! Runs the in-memory identities service from the command line.

use std::io;
use std::thread;

use clap::Parser;
use tests::identities_server::IdentitiesServer;

/// Serves the identities API from memory, on loopback, until interrupted.
#[derive(Debug, Parser)]
struct Arguments {
    /// The port to listen on; 0 selects a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The API key that requests must contain.
    #[arg(long, default_value = "test-key")]
    key: String,
}

fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let server = IdentitiesServer::start_on(arguments.port, &arguments.key)?;
    println!("The identities service listens on {}", server.base_url());
    println!("To point a client at it:");
    println!("  export ORQ_BASE_URL={}", server.base_url());
    println!("  export ORQ_API_KEY={}", server.api_key());
    println!("Ctrl-C stops it.");
    loop {
        thread::park();
    }
}
