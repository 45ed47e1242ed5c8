//! The classes of `None`, `...` and `NotImplemented`.

use crate::builtins::exceptions::type_error;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::types::TypeDef;
use crate::object::value::Value;
use crate::object::{Res, boolean, ellipsis, none, not_implemented};

static NONE: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        |a| only(a, "NoneType", none()),
        "Create and return a new object.",
    ),
    NativeDef::new("__repr__(self, /)", |_| Ok(Str::intern("None").value()), "Return repr(self)."),
    NativeDef::new("__bool__(self, /)", |_| Ok(boolean(false)), "True if self else False"),
    NativeDef::new("__hash__(self, /)", |_| Ok(Value::small(0xfca86420)), "Return hash(self)."),
];
static ELLIPSIS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        |a| only(a, "EllipsisType", ellipsis()),
        "Create and return a new object.",
    ),
    NativeDef::new("__repr__(self, /)", |_| Ok(Str::intern("Ellipsis").value()), "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", |_| Ok(Str::intern("Ellipsis").value()), "Helper for pickle."),
];
static NOT_IMPLEMENTED: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        |a| only(a, "NotImplementedType", not_implemented()),
        "Create and return a new object.",
    ),
    NativeDef::new("__repr__(self, /)", |_| Ok(Str::intern("NotImplemented").value()), "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", |_| Ok(Str::intern("NotImplemented").value()), "Helper for pickle."),
    NativeDef::new(
        "__bool__(self, /)",
        |_| Err(type_error("NotImplemented should not be used in a boolean context")),
        "True if self else False",
    ),
];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "NoneType",
        kind: Kind::NoneType,
        doc: "The type of the None singleton.",
        methods: &[NONE],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "ellipsis",
        kind: Kind::Ellipsis,
        doc: "The type of the Ellipsis singleton.",
        methods: &[ELLIPSIS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "NotImplementedType",
        kind: Kind::NotImplemented,
        doc: "The type of the NotImplemented singleton.",
        methods: &[NOT_IMPLEMENTED],
        ..TypeDef::EMPTY
    },
];
fn only(a: &Args, name: &str, v: Value) -> Res {
    if !a.rest.is_empty() || a.kwargs.is_some() {
        return Err(type_error(format!("{name} takes no arguments")));
    }
    Ok(v)
}
