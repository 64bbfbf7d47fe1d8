//! What a generated client is safe from, each threat as a test that fails without the defence: hostile texts in
//! values, hostile answers, servers that send a client elsewhere. `docs/security.md` is the table of them.

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
