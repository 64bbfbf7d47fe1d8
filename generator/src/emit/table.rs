//! The table that tells the runtime of an operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tokens::{float, integer, unsigned};
use crate::rust::{
    BodyFormat, BodyRow, Bound, Constraints, OperationTable, ParameterLocation, ParameterRow, ParameterStyle,
    PartRow,
};

/// `static OPERATION`.
pub(super) fn item(table: &OperationTable) -> TokenStream {
    let OperationTable {
        id,
        http_method,
        path,
        parameters,
        bodies,
        body_required,
        accept,
        security,
        server,
    } = table;
    let parameters = parameters.iter().map(parameter);
    let bodies = bodies.iter().map(body);
    let security = security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    let server = optional_text(server.as_deref());
    quote! {
        static OPERATION: runtime::Operation = runtime::Operation {
            id: #id,
            method: #http_method,
            path: #path,
            parameters: &[#(#parameters),*],
            bodies: &[#(#bodies),*],
            body_required: #body_required,
            accept: #accept,
            security: &[#(#security),*],
            server: #server,
        };
    }
}

/// `Some("text")` or `None`.
pub(super) fn optional_text(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

fn parameter(row: &ParameterRow) -> TokenStream {
    let constructor = match row.location {
        ParameterLocation::Path => quote!(path),
        ParameterLocation::Query => quote!(query),
        ParameterLocation::Header => quote!(header),
        ParameterLocation::Cookie => quote!(cookie),
        ParameterLocation::Field => quote!(field),
    };
    let name = &row.name;
    let mut chain = quote!(runtime::Parameter::#constructor(#name));
    if let Some(style) = row.style.map(style) {
        chain.extend(quote!(.style(runtime::Style::#style)));
    }
    if let Some(explode) = row.explode {
        chain.extend(quote!(.explode(#explode)));
    }
    if row.allow_reserved {
        chain.extend(quote!(.allow_reserved()));
    }
    if row.content_json {
        chain.extend(quote!(.content_json()));
    }
    if row.required && row.location != ParameterLocation::Path {
        chain.extend(quote!(.required()));
    }
    chain.extend(constraints(&row.constraints));
    chain
}

fn style(style: ParameterStyle) -> TokenStream {
    match style {
        ParameterStyle::Simple => quote!(Simple),
        ParameterStyle::Label => quote!(Label),
        ParameterStyle::Matrix => quote!(Matrix),
        ParameterStyle::Form => quote!(Form),
        ParameterStyle::SpaceDelimited => quote!(SpaceDelimited),
        ParameterStyle::PipeDelimited => quote!(PipeDelimited),
        ParameterStyle::DeepObject => quote!(DeepObject),
    }
}

fn constraints(constraints: &Constraints) -> TokenStream {
    let bounds = [
        ("minimum", constraints.minimum),
        ("maximum", constraints.maximum),
        ("exclusive_minimum", constraints.exclusive_minimum),
        ("exclusive_maximum", constraints.exclusive_maximum),
        ("multiple_of", constraints.multiple_of),
    ];
    let counts = [
        ("min_length", constraints.min_length),
        ("max_length", constraints.max_length),
        ("min_items", constraints.min_items),
        ("max_items", constraints.max_items),
    ];
    let mut chain = TokenStream::new();
    for (name, bound) in bounds {
        if let Some(bound) = bound {
            let method = format_ident!("{name}");
            let bound = self::bound(bound);
            chain.extend(quote!(.#method(#bound)));
        }
    }
    for (name, count) in counts {
        if let Some(count) = count {
            let method = format_ident!("{name}");
            let count = unsigned(count);
            chain.extend(quote!(.#method(#count)));
        }
    }
    chain
}

fn bound(bound: Bound) -> TokenStream {
    match bound {
        Bound::Integer(value) => {
            let value = integer(value);
            quote!(runtime::Bound::Integer(#value))
        }
        Bound::Float(value) => {
            let value = float(value);
            quote!(runtime::Bound::Float(#value))
        }
    }
}

fn body(row: &BodyRow) -> TokenStream {
    let constructor = match row.format {
        BodyFormat::Json => quote!(json),
        BodyFormat::Form => quote!(form),
        BodyFormat::Multipart => quote!(multipart),
        BodyFormat::Text => quote!(text),
        BodyFormat::Bytes => quote!(bytes),
    };
    let media_type = &row.media_type;
    let is_form = matches!(row.format, BodyFormat::Form | BodyFormat::Multipart);
    let parts: Vec<TokenStream> = row.parts.iter().filter(|_| is_form).map(part).collect();
    let parts = (!parts.is_empty()).then(|| quote!(.parts(&[#(#parts),*])));
    quote!(runtime::Body::#constructor(#media_type) #parts)
}

fn part(row: &PartRow) -> TokenStream {
    let name = &row.name;
    let content_type = row
        .content_type
        .as_ref()
        .map(|content_type| quote!(.content_type(#content_type)));
    let style = row.style.map(|style| {
        let style = self::style(style);
        quote!(.style(runtime::Style::#style))
    });
    let explode = row.explode.map(|explode| quote!(.explode(#explode)));
    quote!(runtime::Part::new(#name) #content_type #style #explode)
}
