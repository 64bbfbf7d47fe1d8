//! Fixtures over HTTP.
