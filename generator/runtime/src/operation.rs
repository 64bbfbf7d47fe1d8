//! What an operation is, as tables that are known when the SDK is compiled.
//!
//! Plain data: how a value becomes part of a request is in `encode`, and what it may be in `constraint`.

use super::constraint::{Bound, Limits};
use super::vocabulary::{BodyKind, ParameterLocation, ParameterStyle};

/// One operation of the API.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name, as errors show it.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path under the base URL, with `{name}` for path parameters.
    pub path: &'static str,
    /// The parameters, in the order in which they are sent.
    pub parameters: &'static [Parameter],
    /// The kinds of body that it takes; the first is the default. Empty where there is no body.
    pub bodies: &'static [Body],
    /// Whether a body must be sent.
    pub body_required: bool,
    /// The `Accept` header. Empty for none.
    pub accept: &'static str,
    /// The security schemes: any of the lists, and of a list all. Empty where none is needed.
    pub security: &'static [&'static [&'static str]],
    /// A base URL of its own.
    pub server: Option<&'static str>,
}

/// One parameter of an operation.
#[allow(
    clippy::struct_excessive_bools,
    reason = "they are the document's own switches"
)]
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its location.
    pub location: ParameterLocation,
    /// How an array or an object is written.
    pub style: ParameterStyle,
    /// Whether each item becomes a `name=value` pair.
    pub explode: bool,
    /// Whether the value is sent as JSON text.
    pub json: bool,
    /// Whether reserved characters are left as they are.
    pub allow_reserved: bool,
    /// Whether it is required. Path parameters always are.
    pub required: bool,
    /// The constraints of its value.
    pub limits: Limits,
}

impl Parameter {
    /// Creates a path parameter: simple style.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, ParameterLocation::Path, ParameterStyle::Simple, false, true)
    }

    /// Creates a query parameter: form style, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, ParameterLocation::Query, ParameterStyle::Form, true, false)
    }

    /// Creates a header: simple style.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(
            name,
            ParameterLocation::Header,
            ParameterStyle::Simple,
            false,
            false,
        )
    }

    /// Creates a cookie: form style, exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, ParameterLocation::Cookie, ParameterStyle::Form, true, false)
    }

    /// Creates a top-level property of the body.
    #[must_use]
    pub const fn field(name: &'static str) -> Self {
        Self::new(
            name,
            ParameterLocation::Field,
            ParameterStyle::Simple,
            false,
            false,
        )
    }

    const fn new(
        name: &'static str,
        location: ParameterLocation,
        style: ParameterStyle,
        explode: bool,
        required: bool,
    ) -> Self {
        let limits = Limits::NONE;
        Self {
            name,
            location,
            style,
            explode,
            json: false,
            allow_reserved: false,
            required,
            limits,
        }
    }

    /// Sets the style. `explode` becomes the default of that style.
    #[must_use]
    pub const fn style(mut self, style: ParameterStyle) -> Self {
        self.style = style;
        self.explode = matches!(style, ParameterStyle::Form);
        self
    }

    /// Sets whether each item becomes a `name=value` pair.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Sends the value as JSON text.
    #[must_use]
    pub const fn content_json(mut self) -> Self {
        self.json = true;
        self
    }

    /// Leaves reserved characters as they are, except for those that end the value.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Makes the parameter required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sets the minimum.
    #[must_use]
    pub const fn minimum(mut self, bound: Bound) -> Self {
        self.limits.minimum = Some(bound);
        self
    }

    /// Sets the maximum.
    #[must_use]
    pub const fn maximum(mut self, bound: Bound) -> Self {
        self.limits.maximum = Some(bound);
        self
    }

    /// Sets the exclusive minimum.
    #[must_use]
    pub const fn exclusive_minimum(mut self, bound: Bound) -> Self {
        self.limits.exclusive_minimum = Some(bound);
        self
    }

    /// Sets the exclusive maximum.
    #[must_use]
    pub const fn exclusive_maximum(mut self, bound: Bound) -> Self {
        self.limits.exclusive_maximum = Some(bound);
        self
    }

    /// Makes multiples of this the only valid values.
    #[must_use]
    pub const fn multiple_of(mut self, bound: Bound) -> Self {
        self.limits.multiple_of = Some(bound);
        self
    }

    /// Sets the minimum number of characters (code points).
    #[must_use]
    pub const fn min_length(mut self, length: usize) -> Self {
        self.limits.min_length = Some(length);
        self
    }

    /// Sets the maximum number of characters (code points).
    #[must_use]
    pub const fn max_length(mut self, length: usize) -> Self {
        self.limits.max_length = Some(length);
        self
    }

    /// Sets the minimum number of items of an array.
    #[must_use]
    pub const fn min_items(mut self, items: usize) -> Self {
        self.limits.min_items = Some(items);
        self
    }

    /// Sets the maximum number of items of an array.
    #[must_use]
    pub const fn max_items(mut self, items: usize) -> Self {
        self.limits.max_items = Some(items);
        self
    }
}

/// One kind of body that an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// How it is written.
    pub kind: BodyKind,
    /// The `Content-Type`, as the document declares it.
    pub content_type: &'static str,
    /// The fields of a form that are not written in the default way.
    pub parts: &'static [Part],
}

/// How one field of a form body is written.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The name of the field.
    pub name: &'static str,
    /// The content type of the part. Without it: JSON for objects, text for the rest.
    pub content_type: Option<&'static str>,
    /// The style of the field in a urlencoded form.
    pub style: ParameterStyle,
    /// Whether each item becomes a `name=value` pair in a urlencoded form.
    pub explode: bool,
    /// Whether the field is bytes, which a multipart form sends as a file.
    pub binary: bool,
}

impl Part {
    /// Creates a field that is written in the default way.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            content_type: None,
            style: ParameterStyle::Form,
            explode: true,
            binary: false,
        }
    }

    /// Marks the field as bytes: an array of their values, or a string.
    #[must_use]
    pub const fn binary(mut self) -> Self {
        self.binary = true;
        self
    }

    /// Sets the content type.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Sets the style. `explode` becomes the default of that style.
    #[must_use]
    pub const fn style(mut self, style: ParameterStyle) -> Self {
        self.style = style;
        self.explode = matches!(style, ParameterStyle::Form);
        self
    }

    /// Sets whether each item becomes a `name=value` pair.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }
}

impl Body {
    /// Creates a JSON body.
    #[must_use]
    pub const fn json(content_type: &'static str) -> Self {
        Self::new(BodyKind::Json, content_type)
    }

    /// Creates a urlencoded form.
    #[must_use]
    pub const fn form(content_type: &'static str) -> Self {
        Self::new(BodyKind::Form, content_type)
    }

    /// Creates a multipart form. The boundary is added to the content type.
    #[must_use]
    pub const fn multipart(content_type: &'static str) -> Self {
        Self::new(BodyKind::Multipart, content_type)
    }

    /// Creates a text body.
    #[must_use]
    pub const fn text(content_type: &'static str) -> Self {
        Self::new(BodyKind::Text, content_type)
    }

    /// Creates a body of bytes.
    #[must_use]
    pub const fn bytes(content_type: &'static str) -> Self {
        Self::new(BodyKind::Bytes, content_type)
    }

    /// Sets how fields are written that differ from the default.
    #[must_use]
    pub const fn parts(mut self, parts: &'static [Part]) -> Self {
        self.parts = parts;
        self
    }

    const fn new(kind: BodyKind, content_type: &'static str) -> Self {
        Self {
            kind,
            content_type,
            parts: &[],
        }
    }
}
