//! How a struct is read from JSON and written to it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Expr, ImplItemFn, ItemImpl, Stmt};

use super::methods::additional_ident;
use crate::names::Names;
use crate::tokens::{free_name, ident, typed_integer};
use crate::{json, tree};
use sdk_rust::{Additional, Constant, Field, Presence, Struct};

/// `impl runtime::Json`.
pub(super) fn implementation(names: &Names<'_>, item: &Struct) -> ItemImpl {
    let (methods, uses_deprecated) = names.watch(|| {
        names.touch(item.deprecated);
        let mut methods = vec![read(names, item)];
        methods.extend(writes(names, item));
        if let Additional::Values(extra) = &item.additional {
            let extra = tree::field(tree::name("self"), ident(extra));
            let length = tree::method(extra, tree::ident("len"), []);
            methods.push(json::counting(length));
        }
        methods
    });
    json::implementation(uses_deprecated, &item.ident, methods)
}

fn read(names: &Names<'_>, item: &Struct) -> ImplItemFn {
    let name = tree::text(item.ident.plain());
    let object = tree::call(
        tree::our_path(&["runtime", "Object", "from_borrowed"]),
        [name, tree::name("value")],
    );
    let is_empty = item.fields.is_empty() && item.constants.is_empty();
    let mut body = vec![tree::variable(
        tree::ident("object"),
        !is_empty,
        tree::tried(object),
    )];
    body.extend(item.constants.iter().map(read_constant));
    let fields = item.fields.iter().map(|field| {
        names.touch(field.deprecated);
        let name = tree::text(&field.wire_name);
        let read = on_object(presence_method(field, false), [name]);
        (ident(&field.ident), tree::tried(read))
    });
    let rest = match &item.additional {
        Additional::Values(extra) => (ident(extra), on_object(tree::ident("extra"), [])),
        Additional::Typed(extra, _) => {
            let rest = on_object(tree::ident("extra_of"), []);
            (ident(extra), tree::tried(rest))
        }
    };
    let record = tree::record(fields.chain([rest]));
    body.push(tree::value(tree::call(tree::our_path(&["Ok"]), [record])));
    let borrowed = tree::borrowing(tree::our_path(&["runtime", "BorrowedValue"]));
    json::reading("from_borrowed", borrowed, body)
}

/// The methods that write the whole value, and what of it is sent where that is less.
fn writes(names: &Names<'_>, item: &Struct) -> Vec<ImplItemFn> {
    let writer = |kind: &str| tree::call(tree::our_path(&["runtime", "ObjectWriter", kind]), []);
    if item.skips_in_requests {
        let write = write_name(item);
        let shared = |name: &str, kind: &str| {
            let written = tree::method(tree::name("self"), write.clone(), [writer(kind)]);
            json::writing(name, vec![tree::value(written)])
        };
        return vec![
            shared("to_json", "complete"),
            shared("to_request_json", "request"),
        ];
    }
    let mut body = vec![tree::variable(tree::ident("object"), true, writer("complete"))];
    body.extend(write_statements(names, item));
    vec![json::writing("to_json", body)]
}

/// The method that writes both the whole value and what of it is sent.
pub(super) fn shared_write(names: &Names<'_>, item: &Struct) -> TokenStream {
    let write = write_name(item);
    let statements = write_statements(names, item);
    quote! {
        fn #write(&self, mut object: runtime::ObjectWriter) -> runtime::Value { #(#statements)* }
    }
}

/// The name of that method, which no setter has.
fn write_name(item: &Struct) -> Ident {
    let setters = item
        .fields
        .iter()
        .flat_map(|field| field.clear.iter().chain([&field.setter]));
    free_name("write", &setters.collect::<Vec<_>>())
}

fn write_statements(names: &Names<'_>, item: &Struct) -> Vec<Stmt> {
    let of_self = |field: &sdk_rust::Ident| tree::reference(tree::field(tree::name("self"), ident(field)));
    let constants = item.constants.iter().map(|constant| {
        let name = tree::text(&constant.wire_name);
        on_object(tree::ident("constant"), [name, constant_value(&constant.value)])
    });
    let fields = item.fields.iter().map(|field| {
        names.touch(field.deprecated);
        // Only what is sent leaves read-only fields out.
        let method = presence_method(field, field.read_only && item.skips_in_requests);
        on_object(method, [tree::text(&field.wire_name), of_self(&field.ident)])
    });
    let extra = on_object(tree::ident("extra"), [of_self(additional_ident(item))]);
    let mut statements: Vec<Stmt> = constants
        .chain(fields)
        .chain([extra])
        .map(tree::statement)
        .collect();
    statements.push(tree::value(on_object(tree::ident("finish"), [])));
    statements
}

fn read_constant(constant: &Constant) -> Stmt {
    let name = tree::text(&constant.wire_name);
    let value = constant_value(&constant.value);
    let read = if constant.value.is_string() {
        on_object(tree::ident("constant"), [name, value])
    } else {
        let value = tree::method(value, tree::ident("into"), []);
        on_object(tree::ident("constant_value"), [name, tree::reference(value)])
    };
    tree::statement(tree::tried(read))
}

fn constant_value(value: &serde_json::Value) -> Expr {
    match value {
        serde_json::Value::String(text) => tree::text(text),
        serde_json::Value::Bool(value) => tree::boolean(*value),
        other => other.as_i64().map_or_else(
            || tree::path(tree::our_path(&["runtime", "Value", "Null"])),
            typed_integer,
        ),
    }
}

/// A call of the object that is read or written.
fn on_object(method: Ident, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    tree::method(tree::name("object"), method, arguments)
}

/// The method of the runtime that reads or writes a field.
fn presence_method(field: &Field, read_only: bool) -> Ident {
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::Optional | Presence::OptionalNullable => "optional",
        Presence::Nullable => "nullable",
        Presence::Patch => "patch",
    };
    if read_only {
        format_ident!("read_only_{presence}")
    } else {
        tree::ident(presence)
    }
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};
    use serde_json::json;

    use super::read_constant;
    use crate::file::format;
    use sdk_rust::Constant;

    #[test]
    fn a_number_below_zero_is_a_value_before_it_is_converted() {
        let read = read_constant(&Constant {
            wire_name: "offset".to_owned(),
            value: json!(-5),
        });
        let read = read.to_token_stream();
        assert_eq!(
            format(quote!(fn read() { #read })).as_deref(),
            Ok("fn read() {\n    object.constant_value(\"offset\", &(-5).into())?;\n}\n")
        );
    }
}
