//! The syntax of media types and of ranges of them. Knows no document, and no media type in particular.

/// A media type without its parameters, in small letters: `application/json` of `application/JSON; charset=utf-8`.
#[must_use]
pub fn essence(text: &str) -> String {
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a text is a media type, or a range (RFC 9110, sections 8.3.1 and 12.5.1). Parameters are not looked at.
#[must_use]
pub fn is_valid(text: &str) -> bool {
    matches!(essence(text).split_once('/'), Some((kind, subtype)) if is_token(kind) && is_token(subtype))
}

/// Whether a text stands for many media types: `*/*`, `image/*`, `application/*+json`.
#[must_use]
pub fn is_range(text: &str) -> bool {
    is_valid(text) && essence(text).contains('*')
}

/// Whether a text is a token (RFC 9110, section 5.6.2).
fn is_token(text: &str) -> bool {
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_of_token)
}

#[cfg(test)]
mod tests {
    use super::{is_range, is_valid};

    #[test]
    fn a_media_type_has_a_type_and_a_subtype() {
        for valid in [
            "application/json",
            " Text/Plain; charset=utf-8",
            "a/b+c",
            "*/*",
            "image/*",
        ] {
            assert!(is_valid(valid), "{valid}");
        }
        for invalid in [
            "", "json", "/", "a/", "/b", "a/b/c", "*/ pwned", "a b/c", "ä/b", "; a/b",
        ] {
            assert!(!is_valid(invalid), "{invalid}");
        }
    }

    #[test]
    fn a_range_has_a_star() {
        assert!(is_range("*/*") && is_range("image/*;q=1") && is_range("application/*+json"));
        assert!(!is_range("*") && !is_range("*/ pwned") && !is_range("a/b; c=*"));
    }
}
