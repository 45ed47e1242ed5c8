//! Functions, methods and the descriptors `staticmethod`, `classmethod`, `property`.

use crate::layout;
use crate::object::gc::{Slot, alloc};
use crate::object::types::TypeDef;
use crate::object::value::Value;

layout! {
    pub struct StaticMethod: StaticMethod {
        gc callable: Slot,
        gc dict: crate::object::gc::Ptr<crate::object::dict::Dict>,
    }
}
layout! {
    pub struct ClassMethod: ClassMethod {
        gc callable: Slot,
        gc dict: crate::object::gc::Ptr<crate::object::dict::Dict>,
    }
}
layout! {
    pub struct Property: Property {
        gc get: Slot,
        gc set: Slot,
        gc del: Slot,
        gc doc: Slot,
        gc name: Slot,
        raw doc_from_getter: std::cell::Cell<bool>,
    }
}
pub static TYPES: &[TypeDef] = &[];

pub fn static_method(f: Value) -> Value {
    alloc(StaticMethod { header: StaticMethod::HEADER, callable: Slot::new(f), dict: Default::default() }).value()
}
