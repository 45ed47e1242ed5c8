//! Instances of classes without a native layout, and the attribute area that subclasses of native layouts have as well.
//!
//! ```text
//! [ fixed part of the kind | __slots__ variables … | extra | inline attribute 0 | inline attribute 1 | … ]
//! ```
//! `extra` (present if the class gives its instances a `__dict__`) holds nothing, an `Array` with the attributes that found
//! no inline place, or, for shapes in dict mode, the `Dict`.

use super::buffer::Array;
use super::dict::Dict;
use super::float::Float;
use super::gc::{Gc, Object};
use super::heap::{GcKind, Header, heap};
use super::kind::{Kind, Layout};
use super::shape::{self, ShapeInfo};
use super::str::Str;
use super::types::{Type, type_flags};
use super::value::Value;
use super::{Raised, memory_error};

#[repr(C)]
pub struct Instance {
    pub header: Header,
}
// SAFETY: header first; other shapes say how many words follow.
unsafe impl Object for Instance {
    const KIND: Kind = Kind::Object;
}
impl Layout for Instance {
    const GC: GcKind = GcKind::Leaf;
}

/// Where an attribute of a shape lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Byte offset in the object.
    Inline(u32),
    /// Byte offset in the object, where a double is.
    Float(u32),
    /// Index in the overflow array.
    Overflow(u32),
}

/// Allocates an object of `shape` (any kind of fixed size) with everything behind the header 0.
pub fn alloc_instance(info: &ShapeInfo) -> Result<*mut Header, Raised> {
    let size = info.size as usize;
    let p = if info.droppable { heap().alloc_droppable(size, info.id) } else { heap().alloc(size, info.id) };
    let p = p.map_err(|_| memory_error())?;
    // SAFETY: fresh object of `size` bytes.
    unsafe { super::buffer::clear_words((p as *mut u64).add(1), size / 8 - 1) };
    Ok(p)
}

/// An instance of `cls`, which is the built-in class of layout `T` or below it, with `body` as its fixed part. Slots and
/// attributes are empty; finalizers are seen to.
pub fn alloc_sub<T: Object>(cls: Gc<Type>, body: T) -> Result<Gc<T>, Raised> {
    let shape = shape::info(cls.root_shape.get());
    debug_assert!(shape.kind == T::KIND && shape.fixed as usize == size_of::<T>());
    let p = alloc_instance(shape)?;
    // SAFETY: a fresh object whose fixed part is a `T`; the header written by the allocator is kept.
    unsafe {
        let header = std::ptr::read(p as *const u64);
        std::ptr::write(p as *mut T, body);
        std::ptr::write(p as *mut u64, header);
        if cls.has_flag(type_flags::FINALIZER) {
            heap().register_finalizer(p);
        }
        Ok(Gc::from_raw(p as *mut T))
    }
}

/// The word at byte `offset` of an object.
///
/// # Safety
/// The object has a traced word there.
#[inline(always)]
pub unsafe fn word_at(obj: *mut Header, offset: u32) -> *mut u64 {
    (obj as *mut u8).add(offset as usize) as *mut u64
}
unsafe fn store(obj: *mut Header, offset: u32, w: u64) {
    heap().barrier(obj, w);
    *word_at(obj, offset) = w;
}
fn extra_offset(obj: *mut Header, info: &ShapeInfo) -> u32 {
    if info.extra_varies {
        // SAFETY: only variable-sized kinds: word 1 is the length, the extra word follows the items.
        unsafe { 16 + 8 * *(obj as *const u64).add(1) as u32 }
    } else {
        info.extra
    }
}

/// An attribute kept in the object itself (not in its class); the shape must have attributes.
pub fn get_attribute(obj: *mut Header, name: Gc<Str>) -> Option<Value> {
    // SAFETY: the shape describes the words of the object.
    unsafe {
        let info = shape::info((*obj).shape());
        if info.dict_mode {
            return dict_of(obj, info)?.get_str(name);
        }
        match info.place(name)? {
            Place::Inline(o) => Value::from_bits_opt(*word_at(obj, o)),
            Place::Float(o) => Some(Value::float(f64::from_bits(*word_at(obj, o)))),
            Place::Overflow(i) => overflow(obj, info)?.get(i as usize),
        }
    }
}
unsafe fn overflow(obj: *mut Header, info: &ShapeInfo) -> Option<Gc<Array>> {
    Value::from_bits_opt(*word_at(obj, info.extra)).map(|v| v.cast_unchecked::<Array>())
}
unsafe fn dict_of(obj: *mut Header, info: &ShapeInfo) -> Option<Gc<Dict>> {
    Value::from_bits_opt(*word_at(obj, extra_offset(obj, info))).map(|v| v.cast_unchecked::<Dict>())
}

/// Sets an attribute, changing the object's shape where it is new.
pub fn set_attribute(obj: *mut Header, name: Gc<Str>, v: Value) -> Result<(), Raised> {
    let name = name.interned();
    // SAFETY: the shape describes the words of the object.
    unsafe {
        let info = shape::info((*obj).shape());
        if info.dict_mode {
            return instance_dict(obj)?.set_str(name, v);
        }
        if let Some(place) = info.place(name) {
            match place {
                Place::Inline(o) => store(obj, o, v.bits()),
                Place::Float(o) => match as_double(v) {
                    Some(f) => *word_at(obj, o) = f.to_bits(),
                    None => {
                        generalise(obj, info, name)?;
                        return set_attribute(obj, name, v);
                    }
                },
                Place::Overflow(i) => overflow(obj, info).expect("the shape says so").set(i as usize, v),
            }
            return Ok(());
        }
        let double = as_double(v);
        let Some(next) = shape::transition(info, name, double.is_some()) else {
            return instance_dict(obj)?.set_str(name, v);
        };
        let next = shape::info(next);
        match next.place(name).expect("just entered") {
            Place::Inline(o) => store(obj, o, v.bits()),
            Place::Float(o) => *word_at(obj, o) = double.unwrap_or_default().to_bits(),
            Place::Overflow(i) => {
                let a = match overflow(obj, info) {
                    None => {
                        shape::grow_inline(info);
                        Array::try_new(4)?
                    }
                    Some(a) => a.grown(i as usize, if (i as usize) < a.cap.get() { 0 } else { i as usize * 2 })?,
                };
                a.set(i as usize, v);
                store(obj, info.extra, a.addr());
            }
        }
        (*obj).set_shape(next.id);
        Ok(())
    }
}

/// The double that stands for `v` in an object: one whose identity nobody can tell from that of an equal one.
pub fn as_double(v: Value) -> Option<f64> {
    v.as_float_imm().or_else(|| v.exact::<Float>().map(|f| f.value)).filter(|f| !f.is_nan())
}
/// Attribute `name` is about to be something else than a double.
unsafe fn generalise(obj: *mut Header, info: &ShapeInfo, name: Gc<Str>) -> Result<(), Raised> {
    let Some(to) = shape::generalised(info, name) else {
        return instance_dict(obj).map(|_| ());
    };
    let to = shape::info(to);
    // the collector sees them on the native stack
    let mut words = [0; shape::MAX_INLINE as usize];
    for (w, o) in words.iter_mut().zip(info.boxed_in(to)) {
        *w = Value::float(f64::from_bits(*word_at(obj, o))).bits();
    }
    (*obj).set_shape(to.id);
    for (w, o) in words.iter().zip(info.boxed_in(to)) {
        store(obj, o, *w);
    }
    Ok(())
}

/// Deletes an attribute; false if there is none.
pub fn delete_attribute(obj: *mut Header, name: Gc<Str>) -> Result<bool, Raised> {
    if get_attribute(obj, name).is_none() {
        return Ok(false);
    }
    Ok(instance_dict(obj)?.remove_str(name).is_some())
}

/// The `__dict__` of an object whose shape has attributes. From then on the object keeps its attributes in that dict.
pub fn instance_dict(obj: *mut Header) -> Result<Gc<Dict>, Raised> {
    // SAFETY: the shape describes the words of the object; the dict-mode shape has the same layout.
    unsafe {
        let info = shape::info((*obj).shape());
        if info.dict_mode {
            if let Some(d) = dict_of(obj, info) {
                return Ok(d);
            }
            let d = Dict::new();
            store(obj, extra_offset(obj, info), d.addr());
            return Ok(d);
        }
        let d = Dict::new();
        for &name in info.names() {
            if let Some(v) = get_attribute(obj, name) {
                d.set_str(name, v)?;
            }
        }
        set_instance_dict(obj, d);
        Ok(d)
    }
}

/// Replaces the `__dict__`.
pub fn set_instance_dict(obj: *mut Header, d: Gc<Dict>) {
    // SAFETY: as above.
    unsafe {
        let info = shape::info((*obj).shape());
        if !info.dict_mode {
            (*obj).set_shape(shape::dict_mode(info));
            for i in 0..info.inline_cap as u32 {
                *word_at(obj, info.extra + 8 + 8 * i) = 0;
            }
        }
        store(obj, extra_offset(obj, info), d.addr());
    }
}
