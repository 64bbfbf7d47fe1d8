//! Threats to a generated client, each with a test that fails without the defence: hostile strings in values,
//! hostile responses, servers that redirect a client elsewhere. `docs/security.md` lists them.

mod secret_leaks;
mod depth;
mod events;
mod files;
mod hostile;
mod request_check;
mod links;
mod origin;
mod reader;
mod redaction;
mod redirects;
mod retries;
mod server;
mod slow;
mod tls;
mod values;
