//! Exceptions that nobody can catch (in finalizers and callbacks): `sys.unraisablehook`.

use crate::builtins::simple_namespace;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::call;
use crate::protocol::text;
use crate::thread::thread;
use crate::vm::vm;

/// Takes the exception being raised to `sys.unraisablehook`. `object` is what it happened in; `message` without a colon
/// replaces "Exception ignored in".
pub fn report(object: Option<Value>, message: Option<&str>) {
    let e = thread().take_exception();
    let hook = vm().sys_dict.get().and_then(|d| d.get_text("unraisablehook")).filter(|h| *h != none());
    let done = match hook {
        Some(h) => arguments(e.value(), e.traceback.get_or_none(), object, message).and_then(|a| call(h, &[a])),
        None => Err(Raised),
    };
    if done.is_err() {
        thread().clear_exception();
        let place = object.map(|o| format!(": {}", text::repr_text(o))).unwrap_or_default();
        let what = message.unwrap_or("Exception ignored in");
        let text = text::str_of(e.value()).map(|s| s.to_text().into_owned()).unwrap_or_default();
        thread().clear_exception();
        crate::cli::say!("{what}{place}\n{}: {text}", type_of(e.value()).name_text());
    }
}
/// As `report`, for the exception that something raised which is named in the message.
pub fn report_of(what: &str, culprit: Value) {
    let e = thread().take_exception();
    let message = format!("{what} {}", text::repr_text(culprit));
    thread().set_exception(e);
    report(None, Some(&message));
}
/// `sys.UnraisableHookArgs`, or something with its attributes before `sys` exists.
fn arguments(e: Value, traceback: Value, object: Option<Value>, message: Option<&str>) -> Res {
    let message = message.map_or_else(none, |m| Str::new(m).value());
    let object = object.unwrap_or_else(none);
    let class = type_of(e).value();
    match vm().state("sys.UnraisableHookArgs") {
        Some(c) => {
            let fields = crate::object::tuple::Tuple::new(&[class, e, traceback, message, object]);
            call(c, &[fields.value()])
        }
        None => simple_namespace::new(&[
            ("exc_type", class),
            ("exc_value", e),
            ("exc_traceback", traceback),
            ("err_msg", message),
            ("object", object),
        ]),
    }
}
