//! What attribute instructions that see many shapes have found: one cache for all of them, behind their inline caches.
//!
//! An entry is true as long as the class of its shape has the version it was made for. Entries need no tracing: names are
//! interned, which keeps them alive, and while the version is current the class's name spaces hold the value.

use std::cell::Cell;

use crate::object::gc::Gc;
use crate::object::heap::ShapeId;
use crate::object::shape;
use crate::object::str::Str;
use crate::object::value::Value;

/// What the instruction does with the attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Access {
    Load,
    Store,
    Method,
}
/// Where an access finds the attribute.
#[derive(Clone, Copy)]
pub enum Found {
    /// In the object, at this byte offset.
    Field(u32),
    /// There as a double.
    Double(u32),
    /// In the class.
    Class(Value),
}

#[derive(Clone, Copy)]
struct Entry {
    name: u64,
    shape: ShapeId,
    version: u32,
    access: Access,
    /// 0: `value` is what the class has. With `DOUBLE`: there is a double.
    offset: u32,
    value: u64,
}
const EMPTY: Entry = Entry { name: 0, shape: 0, version: 0, access: Access::Load, offset: 0, value: 0 };
const DOUBLE: u32 = 1;
const ENTRIES: usize = 2048;
struct Table([Cell<Entry>; ENTRIES]);
// SAFETY: used under the GIL only.
unsafe impl Sync for Table {}
static TABLE: Table = Table([const { Cell::new(EMPTY) }; ENTRIES]);

#[inline(always)]
fn slot(access: Access, shape: ShapeId, name: u64) -> &'static Cell<Entry> {
    let h = (shape as u64).wrapping_mul(0x9E37_79B9) ^ (name >> 4) ^ access as u64;
    &TABLE.0[h as usize % ENTRIES]
}

/// What an earlier access of this kind found in objects of this shape. `name` is interned.
#[inline]
pub fn find(access: Access, shape: ShapeId, name: Gc<Str>) -> Option<Found> {
    let e = slot(access, shape, name.addr()).get();
    if e.name != name.addr() || e.shape != shape || e.access != access {
        return None;
    }
    if shape::info(shape).ty().version.get() != e.version {
        return None;
    }
    Some(if e.offset & DOUBLE != 0 {
        Found::Double(e.offset - DOUBLE)
    } else if e.offset != 0 {
        Found::Field(e.offset)
    } else {
        // SAFETY: see the module documentation.
        Found::Class(unsafe { Value::from_bits(e.value) })
    })
}
pub fn enter(access: Access, shape: ShapeId, name: Gc<Str>, found: Found) {
    if !name.interned.get() {
        return;
    }
    let (offset, value) = match found {
        Found::Field(o) => (o, 0),
        Found::Double(o) => (o | DOUBLE, 0),
        Found::Class(v) => (0, v.bits()),
    };
    let version = shape::info(shape).ty().version.get();
    slot(access, shape, name.addr()).set(Entry { name: name.addr(), shape, version, access, offset, value });
}
