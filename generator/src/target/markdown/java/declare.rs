//! Declarations: the least of a Java client that samples compile against.

use super::names::{Names, accessors, constants, outside_body};
use super::value::Writer;
use crate::model::{Api, ClientId, Field, TypeId, TypeKind};

/// The classes of the Java client, as paths and texts; empty where the spec wants no Java samples.
#[must_use]
pub fn declarations(api: &Api) -> Vec<(String, String)> {
    let Some(names) = Names::of(api) else { return Vec::new() };
    let mut files = Vec::new();
    for (index, def) in api.types.iter().enumerate() {
        let id = TypeId(index);
        match &def.kind {
            TypeKind::Object(object) => {
                let fields: Vec<&Field> = object.fields.iter().collect();
                files.push(dto(api, &names, names.ty(id), &fields));
            }
            TypeKind::Enum(_) => {
                let text = format!("public enum {} {{ {} }}\n", names.ty(id), constants(api, id).join(", "));
                files.push(file(&names, "dto", names.ty(id), &text));
            }
            // A union has no class of its own in Java: whatever it holds is passed. A tuple is a list there.
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Alias(..) => {}
        }
    }
    for (index, operation) in api.operations.iter().enumerate() {
        let params = outside_body(operation);
        if !params.is_empty() {
            files.push(dto(api, &names, names.params(index), &params));
        }
    }
    for index in 0..api.clients.len() {
        files.push(client(api, &names, ClientId(index)));
        files.push(options(api, &names, ClientId(index)));
    }
    let json = "public final class JsonUtils {\n    \
                public static String serialize(Object value) { return String.valueOf(value); }\n}\n";
    files.push(file(&names, "util", "JsonUtils", json));
    files
}

fn file(names: &Names, folder: &str, class: &str, text: &str) -> (String, String) {
    let package = format!("{}.{folder}", names.package);
    (format!("{}/{class}.java", package.replace('.', "/")), format!("package {package};\n\n{text}"))
}

fn imports(writer: &Writer<'_>) -> String {
    writer.imports.iter().map(|class| format!("import {class};\n")).collect()
}

fn dto(api: &Api, names: &Names, class: &str, fields: &[&Field]) -> (String, String) {
    let mut writer = Writer::new(api, names);
    let accessors = accessors(fields.iter().map(|field| field.name.spelling.as_str()));
    let mut members = String::new();
    for (index, (field, accessor)) in fields.iter().zip(accessors).enumerate() {
        let ty = writer.class(&field.ty);
        members.push_str(&format!(
            "    private {ty} field{index};\n    public {ty} get{accessor}() {{ return field{index}; }}\n    \
             public void set{accessor}({ty} value) {{ field{index} = value; }}\n"
        ));
    }
    // A class of the same package needs no import, and may not import itself under some compilers' lints.
    let own = format!("{}.dto.", names.package);
    writer.imports.retain(|import| !import.starts_with(&own));
    file(names, "dto", class, &format!("{}public class {class} {{\n{members}}}\n", imports(&writer)))
}

fn client(api: &Api, names: &Names, id: ClientId) -> (String, String) {
    let mut writer = Writer::new(api, names);
    let class = names.client(id);
    let options = writer.import(&format!("{}.model", names.package), &format!("{class}Options"));
    let mut methods = format!("    public {class}({options} options) {{}}\n");
    let operations = api.operations.iter().enumerate();
    for (index, operation) in operations.filter(|(_, operation)| operation.client == id) {
        let mut parameters = Vec::new();
        if !outside_body(operation).is_empty() {
            parameters.push(format!("{} params", writer.dto(names.params(index))));
        }
        if let Some(body) = &operation.body {
            parameters.push(format!("{} body", writer.class(&body.ty)));
        }
        let (answer, result) = match &operation.answer {
            Some(answer) => (writer.class(&answer.ty), "return null;"),
            None => ("void".to_owned(), ""),
        };
        methods.push_str(&format!(
            "    public {answer} {}({}) throws Exception {{ {result} }}\n",
            names.method(index),
            parameters.join(", ")
        ));
    }
    file(names, "client", class, &format!("{}public class {class} {{\n{methods}}}\n", imports(&writer)))
}

fn options(api: &Api, names: &Names, id: ClientId) -> (String, String) {
    let class = format!("{}Options", names.client(id));
    let accessors = accessors(api[id].options.iter().map(|option| option.name.spelling.as_str()));
    let setters: String = accessors
        .iter()
        .map(|accessor| format!("    public void set{accessor}(String value) {{}}\n"))
        .collect();
    file(names, "model", &class, &format!("public class {class} {{\n{setters}}}\n"))
}
