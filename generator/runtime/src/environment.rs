//! What the environment says of a client.

use super::auth::{Credential, SecurityScheme};
use super::error::Error;
use super::secret::Secret;
use super::vocabulary::SecurityKind;

/// A variable that is empty is distinguished from one that is not set.
pub(super) fn read_env(variable: &str) -> Result<Option<String>, Error> {
    match std::env::var(variable) {
        Ok(value) if value.trim().is_empty() => Err(Error::config(format!(
            "the environment variable {variable} is empty"
        ))),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::config(format!(
            "the environment variable {variable} is not text"
        ))),
    }
}

/// Basic credentials are `user:password` in one variable.
pub(super) fn env_credential(
    scheme: &SecurityScheme,
    variable: &str,
    value: String,
) -> Result<Credential, Error> {
    if scheme.kind != SecurityKind::Basic {
        return Ok(Credential::Key(Secret::new(value)));
    }
    let (user, password) = value.split_once(':').ok_or_else(|| {
        Error::config(format!(
            "the environment variable {variable} must be user:password"
        ))
    })?;
    Ok(Credential::Basic {
        user: user.to_owned(),
        password: password.into(),
    })
}
