//! The five calls written by hand with reqwest and serde: types for requests and responses, and the same
//! settings as the SDK.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::calls::Operation;

#[derive(Serialize)]
struct NewIdentity<'a> {
    external_id: &'a str,
    display_name: &'a str,
    email: &'a str,
    avatar_url: &'a str,
    tags: &'a [&'a str],
    metadata: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct Change<'a> {
    display_name: &'a str,
    tags: &'a [&'a str],
    avatar_url: Option<&'a str>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is decoded is not looked at")]
struct Identity {
    #[serde(rename = "_id")]
    id: String,
    external_id: String,
    workspace_id: Option<String>,
    display_name: Option<String>,
    email: Option<String>,
    avatar_url: Option<String>,
    tags: Option<Vec<String>>,
    metadata: Option<BTreeMap<String, Value>>,
    created: Option<String>,
    updated: Option<String>,
    metrics: Option<Metrics>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is decoded is not looked at")]
struct Metrics {
    total_cost: Option<f64>,
    total_tokens: Option<f64>,
    total_requests: Option<f64>,
    error_rate: Option<f64>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is decoded is not looked at")]
struct Page {
    object: String,
    data: Vec<Identity>,
    has_more: bool,
}

pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
    key: &'static str,
}

impl Client {
    pub(crate) fn new(url: &str) -> Result<Self, reqwest::Error> {
        // Fails for the second client of a process, because the first one has installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent("by-hand/0.1.0")
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(600))
            .read_timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self {
            http,
            url: url.to_owned(),
            key: "test-key",
        })
    }

    pub(crate) async fn call(&self, operation: Operation) -> Result<(), reqwest::Error> {
        match operation {
            Operation::List => drop(black_box(self.list().await?)),
            Operation::Create => drop(black_box(self.create().await?)),
            Operation::Retrieve => drop(black_box(self.retrieve("user_12345").await?)),
            Operation::Update => drop(black_box(self.update("user_12345").await?)),
            Operation::Delete => self.delete("user_12345").await?,
        }
        Ok(())
    }

    async fn list(&self) -> Result<Page, reqwest::Error> {
        self.http
            .get(format!("{}/v2/identities", self.url))
            .bearer_auth(self.key)
            .query(&[("limit", "10"), ("search", "john"), ("tags", "premium,beta-user")])
            .send()
            .await?
            .error_for_status()?
            .json()
            .await
    }

    async fn create(&self) -> Result<Identity, reqwest::Error> {
        let identity = NewIdentity {
            external_id: "user_12345",
            display_name: "Jane Smith",
            email: "jane.smith@example.com",
            avatar_url: "https://example.com/avatars/jane-smith.jpg",
            tags: &["premium", "beta-user", "enterprise"],
            metadata: BTreeMap::from([
                ("department", "Engineering"),
                ("role", "Senior Developer"),
                ("subscription_tier", "premium"),
            ]),
        };
        self.http
            .post(format!("{}/v2/identities", self.url))
            .bearer_auth(self.key)
            .json(&identity)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await
    }

    async fn retrieve(&self, id: &str) -> Result<Identity, reqwest::Error> {
        self.http
            .get(format!("{}/v2/identities/{id}", self.url))
            .bearer_auth(self.key)
            .query(&[("include_metrics", true)])
            .send()
            .await?
            .error_for_status()?
            .json()
            .await
    }

    async fn update(&self, id: &str) -> Result<Identity, reqwest::Error> {
        let change = Change {
            display_name: "Jane Smith-Wilson",
            tags: &["premium", "enterprise"],
            avatar_url: None,
        };
        self.http
            .patch(format!("{}/v2/identities/{id}", self.url))
            .bearer_auth(self.key)
            .json(&change)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await
    }

    async fn delete(&self, id: &str) -> Result<(), reqwest::Error> {
        self.http
            .delete(format!("{}/v2/identities/{id}", self.url))
            .bearer_auth(self.key)
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }
}
