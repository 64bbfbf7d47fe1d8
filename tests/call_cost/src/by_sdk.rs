//! The five calls with the SDK.

use std::hint::black_box;

use orq_sdk::types::IdentityFilter;
use orq_sdk::{Error, Orq};

use crate::calls::Operation;

pub(crate) fn client(url: &str) -> Result<Orq, Error> {
    Orq::builder().api_key("test-key").base_url(url).build()
}

pub(crate) async fn call(orq: &Orq, operation: Operation) -> Result<(), Error> {
    let identities = orq.identities();
    match operation {
        Operation::List => {
            let page = identities
                .list()
                .limit(10)
                .search("john")
                .filter_by(IdentityFilter::new().tags(["premium", "beta-user"]))
                .await?;
            black_box(page);
        }
        Operation::Create => {
            let identity = identities
                .create("user_12345")
                .display_name("Jane Smith")
                .email("jane.smith@example.com")
                .avatar_url("https://example.com/avatars/jane-smith.jpg")
                .tags(["premium", "beta-user", "enterprise"])
                .metadata([
                    ("department", "Engineering"),
                    ("role", "Senior Developer"),
                    ("subscription_tier", "premium"),
                ])
                .await?;
            black_box(identity);
        }
        Operation::Retrieve => {
            black_box(identities.retrieve("user_12345").include_metrics(true).await?);
        }
        Operation::Update => {
            let identity = identities
                .update("user_12345")
                .display_name("Jane Smith-Wilson")
                .tags(["premium", "enterprise"])
                .clear_avatar_url()
                .await?;
            black_box(identity);
        }
        Operation::Delete => identities.delete("user_12345").await?,
    }
    Ok(())
}
