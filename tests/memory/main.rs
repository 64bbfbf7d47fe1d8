//! Iterates over a million identities, which needs no more memory than a few pages do.
//!
//! This is a separate test, because it counts every allocation of the process.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use orq_sdk::runtime::{BoxFuture, TransportError};
use orq_sdk::{Headers, HttpRequest, HttpResponse, HttpTransport, Orq};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// The number of identities, unless the variable `IDENTITIES` is set.
const IDENTITIES: usize = 1_000_000;

const PAGE: usize = 50;

/// The additional memory that a page may need, in bytes.
const SLACK: usize = 64 * 1024;

/// Serves pages of identities, created on request.
#[derive(Clone)]
struct Pages {
    count: usize,
    requests: Arc<AtomicUsize>,
}

impl HttpTransport for Pages {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let cursor = request.url.split_once("starting_after=id_");
        let start: usize = cursor.map_or(0, |(_, number)| number.parse().expect("a cursor is a number"));
        let end = self.count.min(start + PAGE);
        let identity = |number: usize| format!(r#"{{"_id":"id_{number}","external_id":"user_{number}"}}"#);
        let data: Vec<String> = (start + 1..=end).map(identity).collect();
        let has_more = end < self.count;
        let body = format!(
            r#"{{"object":"list","data":[{}],"has_more":{has_more}}}"#,
            data.join(",")
        );
        Box::pin(async move { Ok(HttpResponse::new(200, Headers::new(), body)) })
    }
}

#[tokio::test]
async fn a_million_identities_need_no_more_memory_than_a_few() {
    let count = std::env::var("IDENTITIES").map_or(IDENTITIES, |text| text.parse().expect("a number"));
    let pages = Pages {
        count,
        requests: Arc::default(),
    };
    let orq = Orq::builder()
        .api_key("key")
        .base_url("https://api.example.com")
        .transport(pages.clone())
        .build()
        .expect("the settings are valid");
    let mut items = orq.identities().list().items();
    let mut seen: usize = 0;
    let mut early = 0;
    while let Some(identity) = items.next().await.transpose().expect("every page comes") {
        seen += 1;
        assert_eq!(identity.id, format!("id_{seen}"));
        // No page is fetched ahead.
        assert_eq!(pages.requests.load(Ordering::Relaxed), seen.div_ceil(PAGE));
        if seen == 10 * PAGE {
            early = ALLOCATED.peak_usage();
            ALLOCATED.reset_peak_usage();
        }
    }
    assert_eq!(seen, count);
    let late = ALLOCATED.peak_usage();
    assert!(
        late < early + SLACK,
        "{early} bytes after ten pages, {late} after all"
    );
}
