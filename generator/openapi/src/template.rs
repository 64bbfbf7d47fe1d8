//! Templates with variables between braces: of paths and of the URLs of servers (OpenAPI 3.1, "Path Templating").

/// The names of the variables, each once, in the order of the text.
#[must_use]
pub fn variables(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        if !found.contains(&name) {
            found.push(name);
        }
        rest = tail;
    }
    found
}

/// The template with its variables unnamed: two that differ in names alone are one path.
#[must_use]
pub fn unnamed(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, tail)) = after.split_once('}') else {
            break;
        };
        text.push_str(before);
        text.push_str("{}");
        rest = tail;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_lie_between_braces() {
        assert_eq!(variables("/a/{b}/{c}.{b}"), ["b", "c"]);
        assert_eq!(unnamed("/a/{b}/{c}.{b}"), "/a/{}/{}.{}");
    }

    #[test]
    fn an_open_brace_is_none() {
        assert_eq!(variables("/{a}/{b"), ["a"]);
        assert_eq!(unnamed("/{a}/{b"), "/{}/{b");
        assert_eq!(variables("/a}"), [""; 0]);
    }
}
