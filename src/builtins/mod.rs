//! The built-in classes and functions: one file for each class, its method table on top.
//!
//! A class is a `TypeDef` (a static); `init` makes the class objects in table order. To add a method: write a
//! `fn(&Args) -> Res`, add a row to the class's table.

pub mod annotations;
pub mod async_generator;
pub mod buffer;
pub mod bytearray;
pub mod bytes_;
pub mod bytes_methods;
pub mod code;
pub mod codecs;
pub mod complex;
pub mod complex_ops;
pub mod dict;
pub mod dict_views;
pub mod exception_group;
pub mod exception_methods;
pub mod exception_os;
pub mod exception_text;
pub mod exceptions;
pub mod finalize;
pub mod float;
pub mod float_bits;
pub mod float_ops;
pub mod float_parse;
pub mod float_text;
pub mod format_spec;
pub mod frame;
pub mod function;
pub mod generator;
pub mod generic_alias;
pub mod helpers;
pub mod int;
pub mod int_methods;
pub mod int_ops;
pub mod int_text;
pub mod intrinsics;
pub mod iterators;
pub mod lazy;
pub mod list;
pub mod mapping_proxy;
pub mod memory_items;
pub mod memoryview;
pub mod module;
pub mod mro;
pub mod native;
pub mod object;
pub mod object_reduce;
pub mod percent_format;
pub mod property;
pub mod quick_format;
pub mod range;
pub mod search;
pub mod set_;
pub mod simple_namespace;
pub mod singletons;
pub mod slice;
pub mod sort;
pub mod stale_views;
pub mod str_;
pub mod str_case;
pub mod str_format;
pub mod str_methods;
pub mod suggest;
pub mod super_;
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod type_;
pub mod type_new;
pub mod typevars;
pub mod union;
pub mod unraisable;
pub mod util;
pub mod warnings;

pub use helpers::*;

use std::cell::Cell;

use exceptions::{EXCEPTIONS, Exc};

use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::native::{
    ClassMethodDescriptor, GetSet, GetSetDef, LazySignature, MethodDescriptor, NativeDef, NativeFunction, NativeKind,
    WrapperDescriptor,
};
use crate::object::none;
use crate::object::shape;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags};
use crate::object::value::Value;
use crate::vm::vm;

/// The classes with a native layout, `object` and `type` first. Every kind that programs can see must be here.
pub static TYPES: &[&[TypeDef]] = &[
    object::TYPES,
    type_::TYPES,
    native::TYPES,
    function::TYPES,
    property::TYPES,
    super_::TYPES,
    module::TYPES,
    async_generator::TYPES,
    singletons::TYPES,
    mapping_proxy::TYPES,
    traceback::TYPES,
    code::TYPES,
    crate::stdlib::_weakref::TYPES,
    crate::stdlib::posix::stat::TYPES,
    crate::stdlib::contextvars::TYPES,
    crate::stdlib::thread::TYPES,
    crate::stdlib::_abc::TYPES,
    frame::TYPES,
    generator::TYPES,
    iterators::TYPES,
    lazy::TYPES,
    list::TYPES,
    tuple::TYPES,
    dict::TYPES,
    dict_views::TYPES,
    set_::TYPES,
    range::TYPES,
    slice::TYPES,
    crate::stdlib::_collections::TYPES,
    crate::stdlib::_collections::deque::TYPES,
    crate::stdlib::_collections::ordered::TYPES,
    crate::stdlib::_functools::TYPES,
    crate::stdlib::_functools::lru::TYPES,
    crate::stdlib::_functools::partial::TYPES,
    crate::stdlib::_operator::TYPES,
    crate::stdlib::array::TYPES,
    crate::stdlib::itertools::basic::TYPES,
    crate::stdlib::itertools::combine::TYPES,
    crate::stdlib::itertools::group::TYPES,
    generic_alias::TYPES,
    int::TYPES,
    float::TYPES,
    complex::TYPES,
    str_::TYPES,
    bytes_::TYPES,
    bytearray::TYPES,
    memoryview::TYPES,
    union::TYPES,
    typevars::TYPES,
    crate::stdlib::_string::TYPES,
    template::TYPES,
];

/// Makes all class objects and the exception classes.
pub fn init() {
    // the two that everything else refers to
    let object = blank_type("object", Kind::Object);
    let type_ = blank_type("type", Kind::Type);
    shape::set_type(Kind::Object, object);
    shape::set_type(Kind::Type, type_);
    for def in TYPES.iter().copied().flatten() {
        make_type(def);
    }
    for (i, e) in EXCEPTIONS.iter().enumerate() {
        let c = make_exception(i, e);
        vm().exceptions[i].set(c.addr());
    }
    second_base(Exc::ExceptionGroup.class(), Exc::Exception.class());
    simple_namespace::init_class();
    template::init_class();
    finalize::init();
}
/// Gives a class with one base another one.
fn second_base(t: Gc<Type>, second: Gc<Type>) {
    let first = t.base.gc();
    t.bases.set(t, Tuple::new(&[first.value(), second.value()]));
    if let Ok(mro) = mro::linearise(t) {
        t.mro.set(t, mro);
    }
    second.add_subclass(t);
    t.modified();
}

fn blank_type(name: &str, kind: Kind) -> Gc<Type> {
    let n = Str::intern(name);
    alloc(Type {
        header: Type::HEADER,
        name: Ptr::new(n),
        qualname: Ptr::new(n),
        bases: Ptr::new(Tuple::empty()),
        base: Ptr::empty(),
        mro: Ptr::empty(),
        dict: Ptr::new(Dict::new()),
        subclasses: Ptr::empty(),
        n_subclasses: Cell::new(0),
        specials: Ptr::new(vm().no_specials.gc()),
        cells: Ptr::empty(),
        slots: Slot::empty(),
        flags: Cell::new(0),
        kind: Cell::new(kind),
        version: Cell::new(0),
        watch: crate::object::watch::Watch::new(),
        root_shape: Cell::new(kind as u32),
        base_size: Cell::new(shape::info(kind as u32).fixed),
        def: Cell::new(None),
    })
}

/// Makes (or completes) the class of a definition whose base is `object`.
fn make_type(def: &'static TypeDef) -> Gc<Type> {
    let t = if shape::info(def.kind as u32).has_type() {
        shape::type_of_kind(def.kind)
    } else {
        let t = blank_type(def.name, def.kind);
        shape::set_type(def.kind, t);
        t
    };
    let object = shape::type_of_kind(Kind::Object);
    if t != object {
        set_bases(t, if def.kind == Kind::Bool { shape::type_of_kind(Kind::Int) } else { object });
    } else {
        t.mro.set(t, Tuple::new(&[t.value()]));
    }
    t.flags.set(def.flags);
    t.def.set(Some(def));
    fill(t, def.methods, def.getsets, def.doc, def.module);
    if t != object && def.kind != Kind::Bool && t.dict.gc().get_text("__new__").is_none() {
        t.add_flag(type_flags::NO_NEW);
    }
    t
}

/// The class of a native module's layout, made on first use.
pub fn native_class(def: &'static TypeDef) -> Gc<Type> {
    if shape::info(def.kind as u32).has_type() { shape::type_of_kind(def.kind) } else { make_type(def) }
}

/// A class directly below `object` of a layout that several classes share.
pub fn shared_class(def: &'static TypeDef) -> Gc<Type> {
    let t = blank_type(def.name, def.kind);
    set_bases(t, shape::type_of_kind(Kind::Object));
    t.flags.set(def.flags);
    t.def.set(Some(def));
    t.root_shape.set(shape::new_root(t, def.kind, shape::info(def.kind as u32).fixed, false, 0));
    fill(t, def.methods, def.getsets, def.doc, def.module);
    t
}

/// The class of a native layout whose base is not `object`.
pub fn layout_class(def: &'static TypeDef, base: Gc<Type>) -> Gc<Type> {
    let t = blank_type(def.name, def.kind);
    if !shape::info(def.kind as u32).has_type() {
        shape::set_type(def.kind, t);
    }
    set_bases(t, base);
    t.flags.set(def.flags);
    t.def.set(Some(def));
    t.root_shape.set(shape::new_root(t, def.kind, t.base_size.get(), def.flags & type_flags::HAS_DICT != 0, 4));
    fill(t, def.methods, def.getsets, def.doc, def.module);
    t
}

/// A class without a layout of its own, below `base` (native modules' classes such as `sys.flags`).
pub fn derived_type(def: &'static TypeDef, base: Gc<Type>) -> Gc<Type> {
    derived_type_with(def, base, 0)
}
/// As `derived_type`, for instances with `words` traced words of their own behind the layout of the base.
pub fn derived_type_with(def: &'static TypeDef, base: Gc<Type>, words: u32) -> Gc<Type> {
    let t = blank_type(def.name, base.kind.get());
    set_bases(t, base);
    t.flags.set(def.flags);
    t.def.set(Some(def));
    let size = base.base_size.get() + 8 * words;
    t.base_size.set(size);
    let has_dict = def.flags & type_flags::HAS_DICT != 0;
    t.root_shape.set(shape::new_root(t, base.kind.get(), size, has_dict, 4));
    fill(t, def.methods, def.getsets, def.doc, def.module);
    t
}

fn set_bases(t: Gc<Type>, base: Gc<Type>) {
    t.base.set(t, base);
    t.bases.set(t, Tuple::new(&[base.value()]));
    let mut mro = crate::object::buffer::GcVec::new();
    mro.push(t);
    mro.extend(base.mro.get().iter().flat_map(|m| m.items().iter().copied()));
    t.mro.set(t, Tuple::new(mro.as_slice()));
    base.add_subclass(t);
}

fn make_exception(i: usize, e: &'static exceptions::ExcDef) -> Gc<Type> {
    let t = blank_type(e.name, Kind::Exception);
    if i == 0 {
        shape::set_type(Kind::Exception, t);
        set_bases(t, shape::type_of_kind(Kind::Object));
    } else {
        set_bases(t, e.base.class());
        let size = shape::info(Kind::Exception as u32).fixed;
        t.root_shape.set(shape::new_root(t, Kind::Exception, size, false, 0));
    }
    t.flags.set(type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::WEAKREF | type_flags::EXCEPTION);
    fill_tables(t, &[e.methods], &[e.getsets]);
    finish_dict(t, e.doc, "builtins");
    t
}

fn fill(
    t: Gc<Type>,
    methods: &[&'static [NativeDef]],
    getsets: &[&'static [GetSetDef]],
    doc: &'static str,
    module: &str,
) {
    fill_tables(t, methods, getsets);
    finish_dict(t, doc, module);
}
fn finish_dict(t: Gc<Type>, doc: &'static str, module: &str) {
    let d = t.dict.gc();
    let doc = if doc.is_empty() { none() } else { Str::new(doc).value() };
    if d.get_text("__doc__").is_none() {
        put(d, "__doc__", doc);
    }
    if module != "builtins" && d.get_text("__module__").is_none() {
        put(d, "__module__", Str::intern(module).value());
    }
    // a class that defines __eq__ but not __hash__ is not hashable
    if d.get_text("__eq__").is_some() && d.get_text("__hash__").is_none() {
        put(d, "__hash__", none());
    }
    t.modified();
}
/// Enters a name in a dict whose keys are all strings.
pub fn put(d: Gc<Dict>, name: &str, v: Value) {
    let _ = d.set_text(name, v);
}

/// Adds methods and computed attributes to a class's name space.
pub fn fill_tables(t: Gc<Type>, methods: &[&'static [NativeDef]], getsets: &[&'static [GetSetDef]]) {
    let d = t.dict.gc();
    let n: usize = methods.iter().map(|m| m.len()).sum::<usize>() + getsets.iter().map(|g| g.len()).sum::<usize>();
    // the doc string, the module and `__hash__` may come on top; a failure shows when entries are made
    let _ = d.reserve(d.len() + n + 3);
    for def in methods.iter().copied().flatten() {
        put(d, def.name(), native_for(t, def));
    }
    for def in getsets.iter().copied().flatten() {
        put(d, def.name, alloc(GetSet { header: GetSet::HEADER, owner: Ptr::new(t), def }).value());
    }
}

/// The descriptor that a method definition becomes in the name space of its class.
fn native_for(t: Gc<Type>, def: &'static NativeDef) -> Value {
    let sig = LazySignature::NEW;
    let (min, max) = (Cell::new(def.arity.min), Cell::new(def.arity.max));
    let (this, owner, module) = (Slot::empty(), Ptr::new(t), Slot::empty());
    let call = def.func;
    let name = def.name();
    macro_rules! make {
        ($k:ident) => {
            alloc($k { header: $k::HEADER, this, owner, module, def, sig, call, min, max }).value()
        };
    }
    match def.kind {
        _ if name == "__new__" => {
            // a call has to look at the class it is given (`object::check_new`)
            alloc(NativeFunction { header: NativeFunction::HEADER, this, owner, module, def, sig, call, min, max })
                .value()
        }
        NativeKind::ClassMethod => make!(ClassMethodDescriptor),
        NativeKind::StaticMethod => function::static_method(native_function(def, None)),
        NativeKind::Plain if name.starts_with("__") && name.ends_with("__") && !PLAIN_DUNDERS.contains(&name) => {
            make!(WrapperDescriptor)
        }
        NativeKind::Plain | NativeKind::Method | NativeKind::Unpacking => make!(MethodDescriptor),
    }
}
/// Double-underscore names that are ordinary methods in CPython.
const PLAIN_DUNDERS: &[&str] = &[
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__setstate__",
    "__format__",
    "__sizeof__",
    "__dir__",
    "__getnewargs__",
    "__getnewargs_ex__",
    "__copy__",
    "__deepcopy__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
    "__bytes__",
    "__complex__",
    "__reversed__",
    "__length_hint__",
    "__class_getitem__",
    "__init_subclass__",
    "__subclasshook__",
    "__instancecheck__",
    "__subclasscheck__",
    "__subclasses__",
    "__prepare__",
    "__enter__",
    "__exit__",
    "__missing__",
    "__typing_subst__",
    "__typing_prepare_subst__",
    "__mro_entries__",
    "__getformat__",
    "__alloc__",
    "__replace__",
    "__release_buffer__",
    "__sidewinder__",
];

/// A function of a native module (or a free one).
pub fn native_function(def: &'static NativeDef, module: Option<&str>) -> Value {
    alloc(NativeFunction {
        header: NativeFunction::HEADER,
        this: Slot::empty(),
        owner: Ptr::empty(),
        module: Slot::new(module.map(|m| Str::intern(m).value())),
        def,
        sig: LazySignature::NEW,
        call: def.func,
        min: Cell::new(def.arity.min),
        max: Cell::new(def.arity.max),
    })
    .value()
}
/// Enters all functions of a table in a module's name space.
pub fn add_functions(d: Gc<Dict>, module: &str, defs: &'static [NativeDef]) {
    for def in defs {
        put(d, def.name(), native_function(def, Some(module)));
    }
}
/// A name of the `builtins` module.
pub fn module_get(name: &str) -> Option<Value> {
    vm().builtins_dict.get().and_then(|d| d.get_text(name))
}
