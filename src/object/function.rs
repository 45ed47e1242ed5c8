//! Python functions, bound methods, closure cells.

use std::cell::Cell as StdCell;

use super::code::Code;
use super::dict::Dict;
use super::gc::{Gc, Ptr, Slot, alloc};
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;
use super::watch::Watch;
use crate::layout;

layout! {
    /// A variable shared between a function and the functions inside it.
    pub struct Cell: Cell {
        gc value: Slot,
    }
}
layout! {
    /// A Python function. `key` and `entry` are what a call needs; `code` and `globals` hang off it for the callee.
    pub struct Function: Function {
        gc code: Ptr<Code>,
        gc globals: Ptr<Dict>,
        gc builtins: Ptr<Dict>,
        /// Tuple of cells, or nothing.
        gc closure: Ptr<Tuple>,
        gc defaults: Ptr<Tuple>,
        gc kwdefaults: Ptr<Dict>,
        gc name: Ptr<Str>,
        gc qualname: Ptr<Str>,
        gc module: Slot,
        /// Empty: the code's doc string.
        gc doc: Slot,
        gc dict: Ptr<Dict>,
        gc annotations: Slot,
        /// `__annotate__`
        gc annotate: Slot,
        gc type_params: Ptr<Tuple>,
        /// First instruction.
        raw entry: StdCell<*const u64>,
        /// Number of parameters if a call with exactly that many positional arguments needs no binding, else `NOT_SIMPLE`.
        raw key: StdCell<u32>,
        /// Registers of a frame (what a call needs room for), in words.
        raw frame_size: StdCell<u32>,
        /// Changed whenever code, defaults or the like are replaced.
        raw version: StdCell<u32>,
        raw watch: Watch,
    }
}
pub const NOT_SIMPLE: u32 = u32::MAX;

layout! {
    pub struct Method: Method {
        gc func: Slot,
        gc this: Slot,
    }
}
impl Cell {
    pub fn new(v: impl Into<Option<Value>>) -> Gc<Cell> {
        alloc(Cell { header: Cell::HEADER, value: Slot::new(v) })
    }
}
impl Method {
    pub fn new(func: Value, this: Value) -> Gc<Method> {
        alloc(Method { header: Method::HEADER, func: Slot::new(func), this: Slot::new(this) })
    }
}
impl Function {
    pub fn new(code: Gc<Code>, globals: Gc<Dict>, builtins: Gc<Dict>) -> Gc<Function> {
        let f = alloc(Function {
            header: Function::HEADER,
            code: Ptr::empty(),
            globals: Ptr::new(globals),
            builtins: Ptr::new(builtins),
            closure: Ptr::empty(),
            defaults: Ptr::empty(),
            kwdefaults: Ptr::empty(),
            name: Ptr::new(code.name.get()),
            qualname: Ptr::new(code.qualname.get()),
            module: Slot::new(globals.get_text("__name__")),
            doc: Slot::empty(),
            dict: Ptr::empty(),
            annotations: Slot::empty(),
            annotate: Slot::empty(),
            type_params: Ptr::empty(),
            entry: StdCell::new(std::ptr::null()),
            key: StdCell::new(NOT_SIMPLE),
            frame_size: StdCell::new(0),
            version: StdCell::new(0),
            watch: Watch::new(),
        });
        f.set_code(code);
        f
    }
}
impl Gc<Function> {
    /// Makes sure that `entry` leads to instructions and not to a stub.
    pub fn load(self) -> Result<(), super::Raised> {
        let code = self.code.gc();
        code.load()?;
        self.entry.set(code.call_entry());
        Ok(())
    }
    pub fn set_code(self, code: Gc<Code>) {
        self.code.set(self, code);
        self.entry.set(code.call_entry());
        self.key.set(code.simple_key());
        // frames that run the old code must not be run over
        self.frame_size.set(self.frame_size.get().max(code.frame_size.get()));
        self.changed();
    }
    /// Code or defaults have been replaced.
    pub fn changed(self) {
        self.version.set(0);
        self.watch.changed();
    }
}
