//! Documents that grow in one way alone, within the bounds of what a crate is made of.

/// A way to grow.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// How many of what it is about the smaller document has.
    pub(crate) size: usize,
    pub(crate) text: fn(usize) -> String,
}

pub(crate) const ALL: [Shape; 16] = [
    shape("schemas", 3_500, |n| {
        schemas(&each(n, |i| {
            format!("T{i}: {{type: object, properties: {{a: {{type: string}}}}}}")
        }))
    }),
    shape("properties", 1_200, |n| {
        thing(&format!(
            "{{type: object, properties: {{{}}}}}",
            list(n, |i| format!("p{i}: {{type: string}}"))
        ))
    }),
    shape("properties that clash", 1_200, |n| {
        thing(&format!(
            "{{type: object, properties: {{{}}}}}",
            list(n, |i| format!("'{}': {{type: string}}", signs(i)))
        ))
    }),
    shape("values of an enum", 10_000, |n| {
        thing(&format!(
            "{{type: string, enum: [{}]}}",
            list(n, |i| format!("v{i}"))
        ))
    }),
    shape("values that clash", 4_000, |n| {
        thing(&format!(
            "{{type: string, enum: [{}]}}",
            list(n, |i| format!("'{}'", signs(i)))
        ))
    }),
    shape("variants of oneOf", 500, |n| {
        thing(&format!(
            "{{oneOf: [{}]}}",
            list(n, |i| format!(
                "{{properties: {{p{i}: {{type: string}}}}, required: [p{i}]}}"
            ))
        ))
    }),
    shape("parts of allOf", 500, |n| {
        thing(&format!(
            "{{allOf: [{}]}}",
            list(n, |i| format!("{{properties: {{p{i}: {{type: string}}}}}}"))
        ))
    }),
    shape("chain of references", 10_000, |n| {
        chain(n, |next| format!("{{$ref: {next}}}"))
    }),
    shape("cycle of references", 10_000, |n| {
        schemas(&each(n, |i| {
            format!("T{i}: {{$ref: '#/components/schemas/T{}'}}", (i + 1) % n)
        }))
    }),
    shape("chain of properties", 1_000, |n| {
        chain(n, |next| {
            format!("{{type: object, required: [a], properties: {{a: {{$ref: {next}}}}}}}")
        })
    }),
    shape("chain of items", 1_000, |n| {
        chain(n, |next| format!("{{type: array, items: {{$ref: {next}}}}}"))
    }),
    shape("wrong references", 10_000, |n| {
        schemas(&each(n, |i| {
            format!("T{i}: {{items: {{$ref: '#/components/schemas/U{i}'}}}}")
        }))
    }),
    shape("operations", 500, |n| {
        paths(&each(n, |i| {
            format!("/a{i}: {{get: {{operationId: a{i}, responses: {{'204': {{description: d}}}}}}}}")
        }))
    }),
    shape("tags", 300, |n| {
        paths(&each(n, |i| {
            format!(
                "/a{i}: {{get: {{operationId: a{i}, tags: [t{i}], responses: {{'204': {{description: d}}}}}}}}"
            )
        }))
    }),
    shape("parameters", 500, |n| {
        paths(&format!(
            "  /a: {{get: {{operationId: a, parameters: [{}], responses: {{'204': {{description: d}}}}}}}}\n",
            list(n, |i| format!(
                "{{name: p{i}, in: query, schema: {{type: string}}}}"
            ))
        ))
    }),
    shape("a description", 100_000, |n| {
        thing(&format!(
            "{{type: object, description: \"{}\"}}",
            "A [word](x) <b>. ".repeat(n / 16)
        ))
    }),
];

const fn shape(name: &'static str, size: usize, text: fn(usize) -> String) -> Shape {
    Shape { name, size, text }
}

fn each(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |lines, index| lines + "    " + &line(index) + "\n")
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// Names that are one when only their letters count.
fn signs(index: usize) -> String {
    format!("a{index:b}").replace('0', "-").replace('1', ".")
}

fn schemas(schemas: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn thing(schema: &str) -> String {
    schemas(&format!("    Thing: {schema}\n"))
}

fn chain(length: usize, link: impl Fn(&str) -> String) -> String {
    let links = each(length, |index| {
        format!(
            "T{index}: {}",
            link(&format!("'#/components/schemas/T{}'", index + 1))
        )
    });
    schemas(&format!("{links}    T{length}: {{type: string}}\n"))
}

fn paths(paths: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
}
