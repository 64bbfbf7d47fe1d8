//! Threats to a generated client, each with a test that fails without the defence: hostile strings in values,
//! hostile responses, servers that redirect a client elsewhere. `docs/security.md` lists them.

mod depth;
mod events;
mod files;
mod hostile;
mod links;
mod origin;
mod reader;
mod redaction;
mod redirects;
mod request_check;
mod retries;
mod secret_leaks;
mod server;
mod slow;
mod tls;
mod values;
