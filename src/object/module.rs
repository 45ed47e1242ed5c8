//! `module`: a name space.

use super::dict::Dict;
use super::gc::{Gc, Ptr, alloc};
use super::str::Str;
use crate::layout;

layout! {
    pub struct Module: Module {
        gc dict: Ptr<Dict>,
    }
}
impl Module {
    /// A module with `__name__`, `__doc__`, `__package__`, `__loader__` and `__spec__` set.
    pub fn new(name: &str) -> Gc<Module> {
        let d = Dict::new();
        let none = super::none();
        let name = Str::intern(name).value();
        for (k, v) in
            [("__name__", name), ("__doc__", none), ("__package__", none), ("__loader__", none), ("__spec__", none)]
        {
            // a string key in a fresh dict: only running out of memory can fail, and then the next allocation reports it
            let _ = d.set_text(k, v);
        }
        alloc(Module { header: Module::HEADER, dict: Ptr::new(d) })
    }
}
