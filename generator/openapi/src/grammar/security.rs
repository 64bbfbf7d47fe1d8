//! How clients authenticate.

use super::FieldType::{Boolean, Dictionary, One, String};
use super::Version::V3_2;
use super::{Field, Kind, field};

pub(super) const SECURITY_SCHEME: &[Field] = &[
    field("$ref", String),
    field("type", String),
    field("summary", String),
    field("description", String),
    field("name", String),
    field("in", String),
    field("scheme", String),
    field("bearerFormat", String),
    field("flows", One(Kind::OAuthFlows)),
    field("openIdConnectUrl", String),
    field("oauth2MetadataUrl", String).since(V3_2),
    field("deprecated", Boolean).since(V3_2),
];

pub(super) const OAUTH_FLOWS: &[Field] = &[
    field("implicit", One(Kind::OAuthFlow)),
    field("password", One(Kind::OAuthFlow)),
    field("clientCredentials", One(Kind::OAuthFlow)),
    field("authorizationCode", One(Kind::OAuthFlow)),
    field("deviceAuthorization", One(Kind::OAuthFlow)).since(V3_2),
];

pub(super) const OAUTH_FLOW: &[Field] = &[
    field("authorizationUrl", String),
    field("deviceAuthorizationUrl", String).since(V3_2),
    field("tokenUrl", String),
    field("refreshUrl", String),
    field("scopes", Dictionary),
];
