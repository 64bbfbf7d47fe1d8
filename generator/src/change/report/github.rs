//! A report as annotations of GitHub ("Workflow commands").

use super::{Report, Verdict};

impl Report {
    /// One annotation a line: an error for what breaks, a warning for what behaves otherwise, else a notice.
    #[must_use]
    pub fn github(&self) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            let change = &entry.change;
            let level = match change.worst() {
                Verdict::Breaking => "error",
                Verdict::Behaviour => "warning",
                Verdict::Compatible | Verdict::Docs => "notice",
            };
            let place = entry
                .new
                .as_ref()
                .or(entry.old.as_ref())
                .map(|spot| format!("file={},line={},", property(&spot.file), spot.line));
            let values = change.values().map(|values| format!(": {values}"));
            let message = format!(
                "{}{}: {} (HTTP {}, SDK {})",
                change.subject,
                values.unwrap_or_default(),
                change.rule.why(),
                change.api_verdict().as_str(),
                change.sdk_verdict().as_str()
            );
            text.push_str(&format!(
                "::{level} {}title={}::{}\n",
                place.unwrap_or_default(),
                property(change.rule.id()),
                escaped(&message)
            ));
        }
        text
    }
}

/// A message as a workflow command takes it.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property as a workflow command takes it.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::property;

    #[test]
    fn nothing_of_a_value_ends_it() {
        assert_eq!(property("a,b:c%\r\n"), "a%2Cb%3Ac%25%0D%0A");
    }
}
