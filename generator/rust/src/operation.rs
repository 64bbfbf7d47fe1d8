//! Operations: groups of methods, the request each method builds, what comes back.

use super::{Accept, Docs, Example, Ident, Pagination, Type};

/// A group of operations: a module, a type with a method per operation, an accessor on the client.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The module, and the accessor on the client: `identities`.
    pub module: Ident,
    /// The type: `Identities`.
    pub ident: Ident,
    /// What the document calls it.
    pub tag: String,
    /// Its docs.
    pub docs: Docs,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The cargo feature that it is compiled with; always, where there is none.
    pub feature: Option<String>,
    /// What it was called before, where that goes on working.
    pub former: Vec<FormerGroup>,
}

/// What a group was called before.
#[derive(Debug, Clone, PartialEq)]
pub struct FormerGroup {
    /// The module, and the accessor on the client.
    pub module: Ident,
    /// What its type was called, where that was otherwise.
    pub idents: Vec<Ident>,
}

/// An operation: a method of its group, and the request builder that the method returns.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The method on the group: `list`.
    pub method: Ident,
    /// The methods that it was before, where they go on working.
    pub former: Vec<Ident>,
    /// The request builder: `ListIdentities`.
    pub ident: Ident,
    /// The module of the request builder, and its file: `list_identities`.
    pub module: Ident,
    /// Docs of the method.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// What the runtime needs to know of it.
    pub table: OperationTable,
    /// The required values, which are arguments of the method.
    pub arguments: Vec<Argument>,
    /// The optional values, which are setters on the builder.
    pub setters: Vec<Setter>,
    /// What an answer of success becomes.
    pub output: Output,
    /// A second way to read an answer of success.
    pub streaming: Option<Streaming>,
    /// How its answers are the pages of a list.
    pub pagination: Option<Pagination>,
    /// The error bodies that the document describes.
    pub errors: Option<ErrorEnum>,
    /// The answer headers that the document describes.
    pub headers: Option<AnswerHeaders>,
    /// A call of it with the document's own example values.
    pub example: Example,
}

impl Operation {
    /// The types that its definition names.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        let arguments = self.arguments.iter().map(|argument| &argument.ty);
        let setters = self.setters.iter().filter_map(|setter| setter.ty.as_ref());
        let streaming = self.streaming.iter().map(|streaming| &streaming.ty);
        let successes = self
            .output
            .responses
            .iter()
            .flat_map(|responses| &responses.variants);
        let errors = self.errors.iter().flat_map(|errors| &errors.variants);
        let variants = successes.chain(errors).map(|variant| &variant.ty);
        let headers = self.headers.iter().flat_map(|headers| &headers.fields);
        let headers = headers.map(|field| &field.ty);
        let given = arguments
            .chain(setters)
            .chain(streaming)
            .chain(variants)
            .chain(headers);
        given.chain([&self.output.ty]).collect()
    }
}

/// What the runtime needs to know of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationTable {
    /// The `operationId`, or the name made up in its place.
    pub id: String,
    /// The method on the wire: `GET`.
    pub http_method: String,
    /// The path template: `/v2/identities/{id}`.
    pub path: String,
    /// The parameters, in the document's order; fields of a flattened body come last.
    pub parameters: Vec<ParameterRow>,
    /// The forms that a body can take, the default one first.
    pub bodies: Vec<BodyRow>,
    /// Whether a body must be sent.
    pub body_required: bool,
    /// The `Accept` header; empty for none.
    pub accept: String,
    /// Alternatives of schemes that must all be met. No alternative: nothing is needed.
    pub security: Vec<Vec<String>>,
    /// A server that overrides the client's.
    pub server: Option<String>,
}

/// A parameter as the runtime needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterRow {
    /// Its name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: ParameterLocation,
    /// How it is written, where that is not the default of its location.
    pub style: Option<ParameterStyle>,
    /// Whether it is exploded, where that is not the default of its style.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether it is JSON text.
    pub content_json: bool,
    /// Whether it must be given.
    pub required: bool,
    /// What is checked before sending.
    pub constraints: Constraints,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// As a field of the JSON body.
    Field,
}

/// How a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `a,b` in paths and headers.
    Simple,
    /// `.a.b`.
    Label,
    /// `;p=a,b`.
    Matrix,
    /// `p=a&p=b`.
    Form,
    /// `p=a%20b`.
    SpaceDelimited,
    /// `p=a|b`.
    PipeDelimited,
    /// `p[k]=v`.
    DeepObject,
}

/// What is checked of a value before it is sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// The least value, itself allowed.
    pub minimum: Option<Bound>,
    /// The greatest value, itself allowed.
    pub maximum: Option<Bound>,
    /// A value below all allowed ones.
    pub exclusive_minimum: Option<Bound>,
    /// A value above all allowed ones.
    pub exclusive_maximum: Option<Bound>,
    /// The value is a multiple of this one.
    pub multiple_of: Option<Bound>,
    /// The least number of code points.
    pub min_length: Option<u64>,
    /// The greatest number of code points.
    pub max_length: Option<u64>,
    /// The least number of elements.
    pub min_items: Option<u64>,
    /// The greatest number of elements.
    pub max_items: Option<u64>,
}

/// A number that bounds a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// Any other number.
    Float(f64),
}

/// A form that a body can take.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyRow {
    /// Its media type, as it is sent.
    pub media_type: String,
    /// How it is encoded.
    pub format: BodyFormat,
    /// The fields that are not written in the default way, in forms.
    pub parts: Vec<PartRow>,
}

/// How one field of a form is written, where that is not the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub content_type: Option<String>,
    /// Its style.
    pub style: Option<ParameterStyle>,
    /// Whether elements become fields of their own.
    pub explode: Option<bool>,
}

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON.
    Json,
    /// `a=1&b=2`.
    Form,
    /// Parts with a boundary.
    Multipart,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// A required value of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Its name.
    pub ident: Ident,
    /// Its docs, in one line.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// What the method accepts for it.
    pub accept: Accept,
    /// Where it goes.
    pub target: Target,
}

/// An optional value of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Setter {
    /// Its name.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Its type. `None` where the setter takes no value and sets null.
    pub ty: Option<Type>,
    /// What the setter accepts.
    pub accept: Accept,
    /// Where it goes.
    pub target: Target,
}

/// Where a value of an operation goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The path variable of this name.
    Path(String),
    /// The query parameter of this name.
    Query(String),
    /// The header of this name.
    Header(String),
    /// The cookie of this name.
    Cookie(String),
    /// The field of the JSON body of this name.
    Field(String),
    /// The file of a multipart body of this name.
    File(String),
    /// The files of a multipart body of this name, each a part of its own.
    Files(String),
    /// The whole body, in the form of this index of the table's `bodies`.
    Body(usize, BodyFormat),
    /// The media type of the body, where the document gives a range of them.
    ContentType,
}

/// What an answer of success becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The type that the request resolves to; of each value, for [`Decode::Stream`].
    pub ty: Type,
    /// How the answer is read.
    pub decode: Decode,
    /// The type to define where the statuses differ in what they carry: `ty` names it.
    pub responses: Option<ResponseEnum>,
}

/// How an answer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decode {
    /// The body does not matter.
    Empty,
    /// The body is JSON.
    Json,
    /// The body is text.
    Text,
    /// The body is bytes.
    Bytes,
    /// The status decides, by a [`ResponseEnum`].
    ByStatus,
    /// The values are read one by one.
    Stream(StreamDecoding),
}

/// How the values of an answer are told apart and decoded: a function of the runtime's `streaming`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamDecoding {
    /// Server-sent events, whose data is JSON.
    Events,
    /// Server-sent events as objects, whose data is JSON where it can be.
    WholeEvents,
    /// Server-sent events as objects, whose data is text.
    WholeTextEvents,
    /// Server-sent events as they are.
    PlainEvents,
    /// A line of JSON for each value.
    JsonLines,
    /// A JSON text for each value, behind a record separator.
    JsonSequence,
    /// Bytes as they arrive.
    Chunks,
}

/// A way to read an answer value by value, beside the one that reads it as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Streaming {
    /// The type of each value.
    pub ty: Type,
    /// How the values are told apart.
    pub decoding: StreamDecoding,
    /// The media type to ask for.
    pub media_type: String,
    /// The field of the body that asks for it as well.
    pub switch: Option<String>,
}

/// An enum with a variant for each status of success.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseEnum {
    /// Its name: `CreateIdentityResponse`.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Its variants.
    pub variants: Vec<StatusVariant>,
}

/// An enum with a variant for each error that the document describes.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorEnum {
    /// Its name: `RetrieveIdentityError`.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Its variants: exact statuses first, then ranges, then the default.
    pub variants: Vec<StatusVariant>,
}

/// A variant that a status chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusVariant {
    /// Its name: `NotFound`.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// The statuses that choose it.
    pub status: StatusPattern,
    /// What it holds; nothing for [`Decode::Empty`].
    pub ty: Type,
    /// How the body is read.
    pub decode: Decode,
}

/// The statuses that a response stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Exact(u16),
    /// A hundred of them: `Range(4)` is 400 to 499.
    Range(u16),
    /// Every status that no other response stands for.
    Default,
}

/// A struct of the headers that answers can have.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerHeaders {
    /// Its name: `ListIdentitiesHeaders`.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// A field for each header; each can be absent.
    pub fields: Vec<HeaderField>,
}

/// A header that answers can have.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderField {
    /// Its name: `x_total_count`.
    pub ident: Ident,
    /// Its name on the wire: `X-Total-Count`.
    pub wire_name: String,
    /// Its docs.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// How it is read.
    pub reading: HeaderReading,
}

/// How the value of a header is read: a function of the runtime's `header_values`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderReading {
    /// As a text.
    Text,
    /// As a number or boolean.
    Literal,
    /// As a list of texts.
    Texts,
    /// As a list of numbers or booleans.
    Literals,
    /// As JSON.
    Json,
}
