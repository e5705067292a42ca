//! The document as the tests read it: one entry for each operation, references resolved.

use std::sync::OnceLock;

use reqwest::Method;
use serde_json::Value;

/// One operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    /// What the document says about it.
    pub(crate) value: Value,
    /// With references resolved.
    pub(crate) parameters: Vec<Value>,
    pub(crate) body: Option<RequestBody>,
}

/// What an operation accepts as its body.
#[derive(Debug)]
pub(crate) struct RequestBody {
    pub(crate) media_type: String,
    pub(crate) schema: Value,
    pub(crate) example: Value,
}

/// The document as the program makes it.
pub(crate) fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(api::document)
}

/// What a `$ref` leads to; anything else is itself.
pub(crate) fn resolve(value: &Value) -> &Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            let target = document().pointer(reference.trim_start_matches('#'));
            target.unwrap_or_else(|| panic!("{reference} leads nowhere"))
        }
        None => value,
    }
}

/// A path with one more query parameter, in place of one of that name.
pub(crate) fn ask(path: &str, pair: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let name = pair.split('=').next();
    let others = query
        .split('&')
        .filter(|other| !other.is_empty() && other.split('=').next() != name);
    let pairs: Vec<&str> = others.chain([pair]).collect();
    format!("{path}?{}", pairs.join("&"))
}

/// Every operation, in the order of the document.
pub(crate) fn operations() -> Vec<Operation> {
    let paths = document()["paths"].as_object().unwrap();
    let items = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| Operation::new(path, method, operation))
    });
    items.collect()
}

impl Operation {
    fn new(path: &str, method: &str, operation: &Value) -> Self {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let body = operation.pointer("/requestBody/content").map(|content| {
            // Of several media types, the one that has an example.
            let mut media_types = content.as_object().unwrap().iter();
            let (media_type, media) = media_types
                .clone()
                .find(|(_, media)| media.get("example").is_some())
                .unwrap_or_else(|| media_types.next().unwrap());
            RequestBody {
                media_type: media_type.clone(),
                schema: media["schema"].clone(),
                example: media["example"].clone(),
            }
        });
        Self {
            id: operation["operationId"].as_str().unwrap().to_owned(),
            method: method.to_uppercase().parse().unwrap(),
            path: path.to_owned(),
            value: operation.clone(),
            parameters: parameters
                .map(|parameter| resolve(parameter).clone())
                .collect(),
            body,
        }
    }

    /// The scopes it demands; `None` for an operation that anybody may call.
    pub(crate) fn scopes(&self) -> Option<Vec<&str>> {
        let scopes = self.value["security"][0].get("bearer")?.as_array().unwrap();
        Some(scopes.iter().map(|scope| scope.as_str().unwrap()).collect())
    }

    /// Whether its body is a file rather than JSON.
    pub(crate) fn is_upload(&self) -> bool {
        let body = self.body.as_ref();
        body.is_some_and(|body| !body.media_type.ends_with("json"))
    }

    pub(crate) fn is_read(&self) -> bool {
        self.method == Method::GET
    }

    /// The names in its path, in order.
    pub(crate) fn path_parameters(&self) -> Vec<&str> {
        let pieces = self.path.split('{').skip(1);
        pieces
            .map(|piece| piece.split('}').next().unwrap())
            .collect()
    }

    /// Its path with every parameter filled in.
    pub(crate) fn path_with(&self, fill: impl Fn(&str) -> String) -> String {
        self.path_parameters()
            .iter()
            .fold(self.path.clone(), |path, name| {
                path.replace(&format!("{{{name}}}"), &fill(name))
            })
    }

    /// A path of it with the query parameters that it cannot do without, as their examples have them.
    pub(crate) fn asked(&self, path: &str) -> String {
        let required = self
            .parameters
            .iter()
            .filter(|one| one["in"] == "query" && one["required"] == true);
        required.fold(path.to_owned(), |path, parameter| {
            let example = parameter["example"].as_str().expect("an example");
            let name = parameter["name"].as_str().unwrap();
            ask(&path, &format!("{name}={}", example.replace(' ', "%20")))
        })
    }

    /// Whether a client may send this header.
    pub(crate) fn takes_header(&self, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|one| one["in"] == "header" && one["name"] == name)
    }

    /// The answers it describes, with references resolved.
    pub(crate) fn responses(&self) -> Vec<(&str, &Value)> {
        let responses = self.value["responses"].as_object().unwrap();
        responses
            .iter()
            .map(|(status, response)| (status.as_str(), resolve(response)))
            .collect()
    }
}
