//! Pairs of path templates where each is more concrete than the other somewhere: `/{a}/x` and `/y/{b}`, which both
//! stand for `/y/x` (OpenAPI 3.1, "Paths Object").
//!
//! Templates that have their variables in the same segments are never such a pair, so whole groups of them are compared
//! with one another: the time grows with the number of templates, not with that of their pairs.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, METHODS, NodeId};

/// How many groups of templates of one length are compared. Real APIs have a few.
const MAX_GROUPS: usize = 32;

/// What a segment of a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Segment {
    /// A text.
    Fixed,
    /// A variable and nothing else.
    Variable,
    /// A text with variables in it: which texts it stands for is not compared.
    Mixed,
}

struct Template<'a> {
    /// Where it stands among the paths of the document.
    index: usize,
    segments: Vec<&'a str>,
    methods: Vec<&'static str>,
}

/// The templates of one length, by what their segments are.
type Groups<'a> = IndexMap<Vec<Segment>, Vec<Template<'a>>>;

/// What the segments of two groups are.
type Kinds<'a> = (&'a [Segment], &'a [Segment]);

/// Tells each template that may stand for a path of an earlier one, with the first of these.
pub(super) fn check(document: &Document, paths: &[(&str, NodeId)], diagnostics: &mut Diagnostics) {
    let mut first: HashMap<usize, usize> = HashMap::new();
    for groups in groups(document, paths).values() {
        for (kinds, templates) in groups {
            for (other_kinds, others) in groups.iter().filter(|(other, _)| is_pair(kinds, other)) {
                find(templates, others, (kinds, other_kinds), &mut first);
            }
        }
    }
    for (index, &(path, id)) in paths.iter().enumerate() {
        let other = first.get(&index).and_then(|other| paths.get(*other));
        if let Some(&(other, other_id)) = other {
            diagnostics.push(
                Diagnostic::warning(
                    Code::AmbiguousPaths,
                    document.origin(id),
                    format!("`{path}` and `{other}` can match the same path"),
                )
                .at_key()
                .label(document.origin(other_id), "the other one")
                .effect("a request of one operation may reach the other")
                .help("change one of the templates"),
            );
        }
    }
}

/// Notes for each template of a group the first one of another group that comes before it, if that is before what is
/// known.
fn find(
    group: &[Template<'_>],
    others: &[Template<'_>],
    kinds: Kinds<'_>,
    first: &mut HashMap<usize, usize>,
) {
    let mut known: HashMap<Vec<&str>, HashMap<&str, usize>> = HashMap::new();
    for other in others {
        let by_method = known.entry(texts(other, kinds)).or_default();
        for method in &other.methods {
            by_method.entry(*method).or_insert(other.index);
        }
    }
    for template in group {
        let Some(by_method) = known.get(&texts(template, kinds)) else {
            continue;
        };
        let found = template.methods.iter().filter_map(|method| by_method.get(method));
        let earlier = found.filter(|other| **other < template.index).min();
        if let Some(&other) = earlier {
            let earliest = first.entry(template.index).or_insert(other);
            *earliest = other.min(*earliest);
        }
    }
}

/// The segments of a template that are texts in two groups.
fn texts<'a>(template: &Template<'a>, (left, right): Kinds<'_>) -> Vec<&'a str> {
    let all = template.segments.iter().zip(left.iter().zip(right));
    all.filter(|(_, (left, right))| **left != Segment::Variable && **right != Segment::Variable)
        .map(|(segment, _)| *segment)
        .collect()
}

/// The groups of templates, by the number of segments.
fn groups<'a>(document: &Document, paths: &[(&'a str, NodeId)]) -> BTreeMap<usize, Groups<'a>> {
    let mut groups: BTreeMap<usize, Groups<'a>> = BTreeMap::new();
    for (index, &(path, id)) in paths
        .iter()
        .enumerate()
        .filter(|(_, (path, _))| path.contains('{'))
    {
        let segments: Vec<&str> = path.split('/').collect();
        let kinds: Vec<Segment> = segments.iter().map(|segment| kind(segment)).collect();
        let item = document.resolve(id);
        let methods = METHODS.iter().copied();
        let template = Template {
            index,
            segments,
            methods: methods
                .filter(|method| document.get(item, method).is_some())
                .collect(),
        };
        let of_length = groups.entry(kinds.len()).or_default();
        if of_length.len() < MAX_GROUPS || of_length.contains_key(&kinds) {
            of_length.entry(kinds).or_default().push(template);
        }
    }
    groups
}

fn kind(segment: &str) -> Segment {
    let is_variable = segment.starts_with('{') && segment.find('}').is_some_and(|at| at + 1 == segment.len());
    match segment.contains('{') {
        _ if is_variable => Segment::Variable,
        true => Segment::Mixed,
        false => Segment::Fixed,
    }
}

/// Whether each of two groups has a text where the other has a variable, and never more than a text.
fn is_pair(left: &[Segment], right: &[Segment]) -> bool {
    use Segment::{Fixed, Mixed, Variable};
    let both = || left.iter().zip(right);
    both().any(|pair| pair == (&Fixed, &Variable))
        && both().any(|pair| pair == (&Variable, &Fixed))
        && both().all(|pair| !matches!(pair, (Mixed, Variable) | (Variable, Mixed)))
}
