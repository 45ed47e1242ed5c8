//! Instructions whose work a native function does on the frame's registers. For the recorder each is a residual call.
//!
//! `frame_ops!` rows: instruction, its op, what becomes of the result (`set`: register a; `drop`), the function.

use super::machine::*;
use crate::builtins::exceptions::{Exc, name_error, raise, runtime_error, type_error, value_error};
use crate::builtins::function::{ClassMethod, StaticMethod};
use crate::builtins::property::Property;
use crate::bytecode::ops::{CommonConst, Op as Code};
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{Cell, Function};
use crate::object::gc::Gc;
use crate::object::heap::{Header, heap};
use crate::object::instance::{Place, as_double, word_at};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::set::Set;
use crate::object::shape::{self, type_of};
use crate::object::slice::Slice;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::op;
use crate::protocol::shape_cache::{self, Access, Found};
use crate::protocol::{attr, call, item, iter, sum, text};
use crate::thread::thread;

/// Sees the rows of `frame_ops!`.
pub trait RowVisitor {
    fn row<O: Op>(&mut self, code: Code);
}
macro_rules! frame_ops {
    ($($code:ident $op:ident $what:ident $f:ident;)*) => {
        $(
            pub struct $op;
            impl FrameHelper for $op {
                const NAME: &'static str = stringify!($f);
                #[inline(always)]
                fn run(at: At) -> Res { $f(at) }
            }
            impl Op for $op {
                const NAME: &'static str = stringify!($op);
                const COLD: bool = true;
                #[inline(always)]
                fn run<M: Machine>(m: M) -> Ret<M> {
                    match m.call_frame::<$op>() {
                        Ok((v, k)) => {
                            frame_ops!(@ $what k v);
                            k.next(crate::bytecode::ops::OPS[Code::$code as usize].cache.len())
                        }
                        Err(k) => k.unwind(),
                    }
                }
            }
        )*
        /// Calls `f` with each row's instruction and op.
        pub fn for_each(mut f: impl RowVisitor) {
            $(
                if DIRECT.iter().all(|d| *d as u16 != Code::$code as u16) {
                    f.row::<$op>(Code::$code);
                }
            )*
        }
    };
    (@ set $k:ident $v:ident) => { $k.set($k.ins().a(), $v); };
    (@ drop $k:ident $v:ident) => { let _ = $v; };
}
/// Instructions below that are only the slow part of an op elsewhere.
const DIRECT: &[Code] = &[
    Code::LOAD_GLOBAL,
    Code::LOAD_NAME,
    Code::LOAD_ATTR,
    Code::LOAD_ATTR_FLOAT,
    Code::STORE_ATTR,
    Code::DEL_ATTR,
    Code::LOAD_METHOD,
    Code::SET_ITEM,
    Code::UNPACK,
    Code::CHECK_BOUND,
    Code::LOAD_CELL,
    Code::STORE_CELL,
    Code::SUM_ADD,
    Code::SUM_END,
];

frame_ops! {
    CHECK_BOUND RaiseUnbound drop raise_unbound;
    LOAD_CELL RaiseEmptyCell drop raise_empty_cell;
    STORE_CELL StoreCellBarrier drop store_cell;
    LOAD_GLOBAL LoadGlobalAny set load_global;
    LOAD_NAME LoadNameAny set load_name;
    LOAD_ATTR LoadAttrAny set load_attr;
    LOAD_ATTR_FLOAT LoadAttrBoxed set load_boxed;
    STORE_ATTR StoreAttrAny drop store_attr;
    DEL_ATTR DelAttrAny drop del_attr;
    LOAD_METHOD LoadMethodAny drop load_method;
    SET_ITEM SetItemSlow drop set_item;
    UNPACK UnpackAny drop unpack;
    LOAD_COMMON LoadCommon set load_common;
    MAKE_CELL MakeCell set make_cell;
    COPY_FREE CopyFree drop copy_free;
    DEL_CELL DelCell drop del_cell;
    LOAD_NAME_OR_CELL LoadNameOrCell set load_name_or_cell;
    LOAD_DICT_OR_CELL LoadDictOrCell set load_dict_or_cell;
    LOAD_DICT_OR_GLOBAL LoadDictOrGlobal set load_dict_or_global;
    STORE_GLOBAL StoreGlobal drop store_global;
    DEL_GLOBAL DelGlobal drop del_global;
    STORE_NAME StoreName drop store_name;
    DEL_NAME DelName drop del_name;
    LOAD_BUILD_CLASS LoadBuildClass set load_build_class;
    LOAD_ATTR_DYN LoadAttrDyn set load_attr_dyn;
    DEL_ITEM DelItem drop del_item;
    IN In set is_in;
    NOT_IN NotIn set is_not_in;
    MAKE_FUNCTION MakeFunction set make_function;
    SET_FUNCTION SetFunction drop set_function;
    LOAD_LOCALS LoadLocals set load_locals;
    SETUP_ANNOTATIONS SetupAnnotations drop setup_annotations;
    BUILD_TUPLE BuildTuple set build_tuple;
    BUILD_LIST BuildList set build_list;
    BUILD_LIST_FOR BuildListFor set build_list_for;
    BUILD_SET BuildSet set build_set;
    BUILD_MAP BuildMap set build_map;
    BUILD_STRING BuildString set build_string;
    BUILD_SLICE BuildSlice set build_slice;
    BUILD_TEMPLATE BuildTemplate set build_template;
    BUILD_INTERPOLATION BuildInterpolation set build_interpolation;
    LIST_APPEND ListAppend drop list_append;
    SUM_ADD SumAddAny drop sum_add;
    SUM_END SumEndAny set sum_end;
    LIST_EXTEND ListExtend drop list_extend;
    ARGS_TUPLE ArgsTuple set args_tuple;
    LIST_TO_TUPLE ListToTuple set list_to_tuple;
    SET_ADD SetAdd drop set_add;
    SET_UPDATE SetUpdate drop set_update;
    MAP_ADD MapAdd drop map_add;
    DICT_UPDATE DictUpdate drop dict_update;
    DICT_MERGE DictMerge drop dict_merge;
    CONVERT Convert set convert;
    FORMAT Format set format;
    FORMAT_SPEC FormatSpec set format_spec;
    UNPACK_EX UnpackEx drop unpack_ex;
    GET_ITER GetIter set get_iter;
    GET_YIELD_FROM_ITER GetYieldFromIter set get_yield_from_iter;
    GET_AWAITABLE GetAwaitable set get_awaitable;
    GET_AITER GetAiter set get_aiter;
    GET_ANEXT GetAnext set get_anext;
    ASYNC_GEN_WRAP AsyncGenWrap set async_gen_wrap;
    RAISE RaiseFrom drop raise_from;
    RAISE1 Raise1 drop raise1;
    RAISE0 Raise0 drop raise0;
    RERAISE Reraise drop reraise;
    PUSH_EXC PushExc drop push_exc;
    POP_EXC PopExc drop pop_exc;
    EXC_MATCH ExcMatch set exc_match;
    EG_MATCH EgMatch drop eg_match;
    EG_RERAISE EgReraise set eg_reraise;
    WITH_ENTRY WithEntry drop with_entry;
    STOP_ITERATION_ERROR StopIterationError set stop_iteration_error;
    IMPORT Import set import;
    IMPORT_FROM ImportFrom set import_from;
    IMPORT_STAR ImportStar drop import_star;
    MATCH_SEQUENCE MatchSequence set match_sequence;
    MATCH_MAPPING MatchMapping set match_mapping;
    MATCH_KEYS MatchKeys set match_keys;
    MATCH_CLASS MatchClass set match_class;
    MATCH_REST MatchRest set match_rest;
    GET_LEN GetLen set get_len;
    INTRINSIC1 Intrinsic1 set intrinsic1;
    INTRINSIC2 Intrinsic2 set intrinsic2;
}

op! { cold Bad(m) { m.switch::<BadInstruction>() } }
/// An instruction that the verifier lets no program have.
pub struct BadInstruction;
impl Switch for BadInstruction {
    const NAME: &'static str = "bad";
    fn run(at: At) -> Go {
        raise(Exc::SystemError, format!("unknown opcode {}", at.ins.0 as u16));
        crate::interp::unwind::unwind(at.pc, at.base)
    }
}
/// Executes the (rewritten) instruction again.
pub struct Retry;
impl Switch for Retry {
    const NAME: &'static str = "retry";
    fn run(at: At) -> Go {
        // SAFETY: pc is behind the instruction word.
        Go { pc: unsafe { at.pc.sub(1) }, base: at.base }
    }
}
/// END_ASYNC_FOR
pub struct EndAsyncFor;
impl Switch for EndAsyncFor {
    const NAME: &'static str = "end_async_for";
    fn run(at: At) -> Go {
        let e = at.reg(at.ins.a());
        if type_of(e).is_subtype(Exc::StopAsyncIteration.class()) {
            // SAFETY: jumps are verified.
            return Go { pc: unsafe { at.pc.offset(at.ins.d()) }, base: at.base };
        }
        let _ = reraise(at);
        crate::interp::unwind::unwind(at.pc, at.base)
    }
}

// SAFETY of the casts below: the compiler emits these instructions with registers of the stated layouts.
fn list(v: Value) -> Gc<List> {
    unsafe { v.cast_unchecked() }
}
fn dict(v: Value) -> Gc<Dict> {
    unsafe { v.cast_unchecked() }
}
fn cell(v: Value) -> Gc<Cell> {
    unsafe { v.cast_unchecked() }
}
fn string(v: Value) -> Gc<Str> {
    unsafe { v.cast_unchecked() }
}
fn set(v: Value) -> Gc<Set> {
    unsafe { v.cast_unchecked() }
}

// --- variables
fn variable_name(at: At, i: usize) -> Gc<Str> {
    string(at.code().local_names.gc().get(i))
}
fn raise_unbound(at: At) -> Res {
    let n = variable_name(at, at.ins.a());
    Err(name_error(
        Exc::UnboundLocalError,
        format!("cannot access local variable '{}' where it is not associated with a value", n.to_text()),
        none(),
    ))
}
fn empty_cell(at: At, reg: usize) -> Raised {
    use crate::object::code::LocalKind;
    let n = variable_name(at, reg);
    if at.code().meta.local_kinds.get(reg) == Some(&LocalKind::Free) {
        return name_error(
            Exc::NameError,
            format!(
                "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
                n.to_text()
            ),
            n.value(),
        );
    }
    name_error(
        Exc::UnboundLocalError,
        format!("cannot access local variable '{}' where it is not associated with a value", n.to_text()),
        none(),
    )
}
fn raise_empty_cell(at: At) -> Res {
    Err(empty_cell(at, at.ins.b()))
}
fn store_cell(at: At) -> Res {
    let c = cell(at.reg(at.ins.a()));
    c.value.set(c, at.reg(at.ins.b()));
    Ok(none())
}
fn del_cell(at: At) -> Res {
    let c = cell(at.reg(at.ins.a()));
    if c.value.get().is_none() {
        return Err(empty_cell(at, at.ins.a()));
    }
    c.value.set(c, None);
    Ok(none())
}
fn make_cell(at: At) -> Res {
    Ok(Cell::new(at.reg_opt(at.ins.a())).value())
}
fn copy_free(at: At) -> Res {
    let closure = at.function().closure.get();
    let n = at.ins.d() as usize;
    let items = closure.map_or(&[][..], |c| c.items());
    if items.len() < n || items.iter().any(|c| c.exact::<Cell>().is_none()) {
        return Err(raise(Exc::SystemError, "the closure does not fit the code"));
    }
    for (i, &c) in items.iter().enumerate().take(n) {
        at.set(at.ins.a() + i, c);
    }
    Ok(none())
}
pub fn load_common(at: At) -> Res {
    use crate::builtins::exceptions::Exc;
    let c = at.ins.c() as u16;
    Ok(if c == CommonConst::AssertionError as u16 {
        Exc::AssertionError.class().value()
    } else if c == CommonConst::NotImplementedError as u16 {
        Exc::NotImplementedError.class().value()
    } else if c == CommonConst::TupleType as u16 {
        shape::type_of_kind(Kind::Tuple).value()
    } else {
        crate::vm::vm().builtins_dict.gc().get_text("sum").filter(|f| sum::is_sum(*f)).unwrap_or_else(none)
    })
}

// --- names
fn lookup_global(at: At, name: Gc<Str>) -> Result<Option<Value>, Raised> {
    let f = at.function();
    let g = f.globals.gc();
    let found = if shape::kind_of_ptr(g.addr()) == Kind::Dict && g.header().shape() != Kind::Dict as u32 {
        item_or_none(g.value(), name)?
    } else {
        g.get_str(name)
    };
    Ok(found.or_else(|| f.builtins.get().and_then(|b| b.get_str(name))))
}
/// `mapping[name]`, `None` for KeyError.
fn item_or_none(mapping: Value, name: Gc<Str>) -> Result<Option<Value>, Raised> {
    if let Some(d) = mapping.exact::<Dict>() {
        return Ok(d.get_str(name));
    }
    match item::get_item(mapping, name.value()) {
        Ok(v) => Ok(Some(v)),
        Err(Raised) if thread().catch(Exc::KeyError) => Ok(None),
        Err(r) => Err(r),
    }
}
fn undefined(name: Gc<Str>) -> Raised {
    name_error(Exc::NameError, format!("name '{}' is not defined", name.to_text()), name.value())
}
fn load_global(at: At) -> Res {
    let name = string(at.pool(at.ins.d()));
    lookup_global(at, name)?.ok_or_else(|| undefined(name))
}
fn load_name(at: At) -> Res {
    let name = string(at.pool(at.ins.d()));
    if let Some(v) = item_or_none(at.reg(0), name)? {
        return Ok(v);
    }
    lookup_global(at, name)?.ok_or_else(|| undefined(name))
}
fn load_name_or_cell(at: At) -> Res {
    if let Some(v) = item_or_none(at.reg(0), at.name(0))? {
        return Ok(v);
    }
    cell(at.reg(at.ins.b())).value.get().ok_or_else(|| empty_cell(at, at.ins.b()))
}
fn load_dict_or_cell(at: At) -> Res {
    if let Some(v) = item_or_none(at.reg(at.ins.c()), at.name(0))? {
        return Ok(v);
    }
    cell(at.reg(at.ins.b())).value.get().ok_or_else(|| empty_cell(at, at.ins.b()))
}
fn load_dict_or_global(at: At) -> Res {
    let name = at.name(0);
    if let Some(v) = item_or_none(at.reg(at.ins.c()), name)? {
        return Ok(v);
    }
    lookup_global(at, name)?.ok_or_else(|| undefined(name))
}
fn store_global(at: At) -> Res {
    let name = string(at.pool(at.ins.d()));
    let g = at.function().globals.gc();
    let v = at.reg(at.ins.a());
    let pair = at.cache(0);
    let (version, index) = (pair as u32, (pair >> 32) as usize);
    if version != 0 && g.version.get() == version {
        g.put(index, v);
        return Ok(none());
    }
    g.set_str(name, v)?;
    if let Some(i) = g.find_str(name) {
        at.set_pair(0, g.keys_version(), i as u32);
    }
    Ok(none())
}
fn del_global(at: At) -> Res {
    let name = string(at.pool(at.ins.d()));
    match at.function().globals.gc().remove_str(name) {
        Some(_) => Ok(none()),
        None => Err(undefined(name)),
    }
}
fn store_name(at: At) -> Res {
    let name = string(at.pool(at.ins.d()));
    let (ns, v) = (at.reg(0), at.reg(at.ins.a()));
    match ns.exact::<Dict>() {
        Some(d) => {
            let pair = at.cache(0);
            let (version, index) = (pair as u32, (pair >> 32) as usize);
            if version != 0 && d.version.get() == version {
                d.put(index, v);
                return Ok(none());
            }
            d.set_str(name, v)?;
            if at.function().globals.get() == Some(d)
                && let Some(i) = d.find_str(name)
            {
                at.set_pair(0, d.keys_version(), i as u32);
            }
        }
        None => item::set_item(ns, name.value(), v)?,
    }
    Ok(none())
}
fn del_name(at: At) -> Res {
    let name = string(at.pool(at.ins.d()));
    let ns = at.reg(0);
    match ns.exact::<Dict>() {
        Some(d) => d.remove_str(name).map(|_| none()).ok_or_else(|| undefined(name)),
        None => match item::del_item(ns, name.value()) {
            Err(Raised) if thread().catch(Exc::KeyError) => Err(undefined(name)),
            r => r.map(|()| none()),
        },
    }
}
fn load_locals(at: At) -> Res {
    Ok(at.reg(0))
}
fn load_build_class(at: At) -> Res {
    let name = Str::intern("__build_class__");
    match at.function().builtins.gc().get_str(name) {
        Some(f) => Ok(f),
        None => Err(raise(Exc::NameError, "__build_class__ not found")),
    }
}
fn setup_annotations(at: At) -> Res {
    let (ns, name) = (at.reg(0), Str::intern("__annotations__"));
    if item_or_none(ns, name)?.is_none() {
        item::set_item(ns, name.value(), Dict::new().value())?;
    }
    Ok(none())
}

/// Fills the caches of LOAD_GLOBAL / LOAD_NAME.
pub struct FillGlobal;
impl Adapt for FillGlobal {
    fn run(at: At, _x: Value) -> bool {
        let name = string(at.pool(at.ins.d()));
        let f = at.function();
        let g = f.globals.gc();
        if g.header().shape() != Kind::Dict as u32 || !g.str_keys.get() {
            return false;
        }
        if let Some(i) = g.find_str(name) {
            at.set_pair(0, g.keys_version(), i as u32);
            return true;
        }
        let Some(b) = f.builtins.get().filter(|b| b.str_keys.get()) else { return false };
        match b.find_str(name) {
            Some(i) => {
                at.set_pair(0, 0, i as u32);
                at.set_pair(1, g.keys_version(), b.keys_version());
                true
            }
            None => false,
        }
    }
}
pub struct FillName;
impl Adapt for FillName {
    fn run(at: At, x: Value) -> bool {
        FillGlobal::run(at, x)
    }
}

// --- attributes
/// Lets the next collection find a young object stored in this old one.
pub struct Remember;
impl Adapt for Remember {
    fn run(_at: At, x: Value) -> bool {
        heap().remember(x.bits() as *mut Header);
        true
    }
}
/// Puts an object in cache word `w` (of kind `Value`), telling the collector.
fn cache_value(at: At, w: usize, v: Value) {
    remember_body(at);
    // SAFETY: a `Value` word.
    unsafe { at.set_cache(w, v.bits()) }
}
/// The collector is to look at the caches of the running code: they mention a value or a shape.
fn remember_body(at: At) {
    heap().remember(at.code().body.gc().as_ptr() as *mut Header);
}
/// Puts a shape in cache word 1.
fn cache_shape(at: At, shape: u32, with: u32) {
    remember_body(at);
    shape::note_cached(shape);
    at.set_pair(1, shape, with);
}
/// Where instances of a shape hold an attribute that they have in themselves.
pub fn inline_place(v: Value, name: Gc<Str>) -> Option<Place> {
    let s = shape::info(v.header()?.shape());
    if s.dict_mode || !s.has_attributes() {
        return None;
    }
    s.place(name).filter(|p| !matches!(p, Place::Overflow(_)))
}
/// A class attribute that instances see as it is found: no instance attribute of the shape hides it, the value is no
/// descriptor that does anything.
pub fn class_attribute(v: Value, t: Gc<Type>, name: Gc<Str>) -> Option<Value> {
    let found = attr::lookup(t, name)?;
    let s = shape::info(v.header()?.shape());
    if s.dict_mode || (!s.has_attributes() && attr::has_instance_dict(v)) || s.place(name).is_some() {
        return None;
    }
    Some(found)
}
pub fn is_descriptor(d: Value) -> bool {
    type_of(d).special(Special::Get).is_some()
}
/// A `__slots__` variable.
pub fn slot_offset(v: Value, found: Value) -> Option<u32> {
    let m = found.exact::<crate::object::native::Member>()?;
    if type_of(v).is_subtype(m.owner.gc()) { Some(m.offset) } else { None }
}

/// A module's global: the instruction becomes `op`, which reads the entry of the module's dict while its keys stay.
fn fill_module_entry(at: At, m: Gc<Module>, name: Gc<Str>, op: Code) -> bool {
    let Some(d) = m.dict.get().filter(|d| d.str_keys.get()) else { return false };
    if attr::lookup(type_of(m.value()), name).is_some() {
        return false;
    }
    let Some(i) = d.find_str(name) else { return false };
    at.set_pair(1, d.keys_version(), i as u32);
    cache_value(at, 2, m.value());
    at.requicken(op);
    true
}
pub struct FillAttr;
impl Adapt for FillAttr {
    fn run(at: At, x: Value) -> bool {
        let name = at.name(0);
        let Some(h) = x.header() else { return false };
        let t = type_of(x);
        if let Some(m) = x.exact::<Module>() {
            return fill_module_entry(at, m, name, Code::LOAD_ATTR_MODULE);
        }
        if let Some(c) = x.cast::<Type>() {
            if !attr::has_type_getattr(t) || attr::lookup(t, name).is_some() {
                return false;
            }
            let Some(bound) = attr::lookup(c, name) else { return false };
            if is_descriptor(bound) && shape::kind_of_ptr(bound.bits()) != Kind::Function {
                return false;
            }
            at.set_pair(1, 0, c.version.get());
            cache_value(at, 2, x);
            let cell = c.lookup_variable(name);
            cache_value(at, 3, cell.map_or(bound, Gc::value));
            at.requicken(if cell.is_some() { Code::LOAD_ATTR_TYPE_CELL } else { Code::LOAD_ATTR_TYPE });
            return true;
        }
        if !attr::gets_as_object(t) {
            return false;
        }
        let found = attr::lookup(t, name);
        if let Some(o) = found.and_then(|f| slot_offset(x, f)) {
            return fill_field(at, x, h.shape(), Place::Inline(o));
        }
        if let Some(p) = found.and_then(|f| f.exact::<Property>()) {
            // an AttributeError would make it ask `__getattr__`
            if !attr::has_generic_getattr(t) {
                return false;
            }
            let Some(getter) = p.get.get().and_then(|g| g.exact::<Function>()) else { return false };
            at.set_pair(1, h.shape(), t.version.get());
            cache_value(at, 2, t.value());
            cache_value(at, 3, getter.value());
            at.requicken(Code::LOAD_ATTR_PROPERTY);
            return true;
        }
        if found.is_none_or(|f| !attr::is_data_descriptor(f))
            && let Some(place) = inline_place(x, name)
        {
            return fill_field(at, x, h.shape(), place);
        }
        let Some(v) = class_attribute(x, t, name) else { return false };
        if is_descriptor(v) {
            return false;
        }
        let cell = t.lookup_variable(name);
        if cell.is_none() {
            shape_cache::enter(Access::Load, h.shape(), name, Found::Class(v));
        }
        at.set_pair(1, h.shape(), t.version.get());
        cache_value(at, 2, t.value());
        cache_value(at, 3, cell.map_or(v, Gc::value));
        at.requicken(if cell.is_some() { Code::LOAD_ATTR_CLASS_CELL } else { Code::LOAD_ATTR_CLASS });
        true
    }
}
fn fill_field(at: At, x: Value, shape: u32, place: Place) -> bool {
    let (op, found, offset) = match place {
        Place::Inline(o) => (Code::LOAD_ATTR, Found::Field(o), o),
        Place::Float(o) => (Code::LOAD_ATTR_FLOAT, Found::Double(o), o),
        Place::Overflow(_) => return false,
    };
    // SAFETY: the shape has a word there.
    let word = unsafe { *word_at(x.bits() as *mut Header, offset) };
    if word == 0 && op == Code::LOAD_ATTR {
        return false;
    }
    shape_cache::enter(Access::Load, shape, at.name(0), found);
    cache_shape(at, shape, offset);
    at.requicken(op);
    true
}
pub struct FillStore;
impl Adapt for FillStore {
    fn run(at: At, x: Value) -> bool {
        let name = at.name(0);
        let Some(h) = x.header() else { return false };
        let t = type_of(x);
        if x.cast::<Type>().is_some() || !attr::has_generic_setattr(t) {
            return false;
        }
        let found = attr::lookup(t, name);
        if let Some(o) = found.and_then(|f| slot_offset(x, f)) {
            return fill_store(at, h.shape(), o);
        }
        if found.is_some_and(attr::is_data_descriptor) {
            return false;
        }
        match inline_place(x, name) {
            Some(Place::Inline(o)) => fill_store(at, h.shape(), o),
            Some(Place::Float(o)) => {
                cache_shape(at, h.shape(), o);
                at.requicken(Code::STORE_ATTR_FLOAT);
                true
            }
            _ => fill_new(at, h.shape(), name),
        }
    }
}
fn fill_store(at: At, shape: u32, offset: u32) -> bool {
    shape_cache::enter(Access::Store, shape, at.name(0), Found::Field(offset));
    cache_shape(at, shape, offset);
    at.requicken(Code::STORE_ATTR);
    true
}
/// A store that gives objects of this shape a new attribute.
fn fill_new(at: At, from: u32, name: Gc<Str>) -> bool {
    let v = at.reg(at.ins.b());
    let Some((to, place)) = new_place(from, name, v) else { return false };
    let (op, offset) = match place {
        Place::Inline(o) => (Code::STORE_ATTR_NEW, o),
        Place::Float(o) if v.is_float_imm() => (Code::STORE_ATTR_NEW_FLOAT, o),
        // the instruction takes floats out of boxes only while it is recorded
        Place::Float(_) | Place::Overflow(_) => return false,
    };
    cache_shape(at, from, offset);
    // SAFETY: a small int is a value that needs no tracing.
    unsafe { at.set_cache(2, Value::small(to as i64).bits()) };
    at.requicken(op);
    true
}
/// The shape that an object gets with a new attribute, and where that goes.
pub fn new_place(from: u32, name: Gc<Str>, v: Value) -> Option<(u32, Place)> {
    let s = shape::info(from);
    if s.dict_mode || s.extra == 0 || s.place(name).is_some() {
        return None;
    }
    let to = shape::transition(s, name.interned(), as_double(v).is_some())?;
    Some((to, shape::info(to).place(name)?))
}
pub struct FillMethod;
impl Adapt for FillMethod {
    fn run(at: At, x: Value) -> bool {
        let name = at.name(0);
        let Some(h) = x.header() else { return false };
        let t = type_of(x);
        if let Some(m) = x.exact::<Module>() {
            return fill_module_entry(at, m, name, Code::LOAD_METHOD_TYPE);
        }
        if let Some(c) = x.cast::<Type>() {
            return fill_class_function(at, c, name);
        }
        if !attr::gets_as_object(t) {
            return false;
        }
        let found = attr::lookup(t, name);
        if found.is_none_or(|f| !attr::is_data_descriptor(f))
            && let Some(Place::Inline(o)) = inline_place(x, name)
        {
            cache_shape(at, h.shape(), o);
            at.requicken(Code::LOAD_METHOD_FIELD);
            return true;
        }
        let Some(f) = class_attribute(x, t, name) else { return false };
        let (op, f) = if call::is_plain_method(f) {
            shape_cache::enter(Access::Method, h.shape(), name, Found::Class(f));
            (Code::LOAD_METHOD, f)
        } else if let Some(f) = static_function(f) {
            (Code::LOAD_METHOD_STATIC, f)
        } else if let Some(f) = class_function(f) {
            (Code::LOAD_METHOD_CLASS, f)
        } else {
            return false;
        };
        at.set_pair(1, h.shape(), t.version.get());
        cache_value(at, 2, t.value());
        cache_value(at, 3, f);
        at.requicken(op);
        true
    }
}
/// What a `staticmethod` object is made of.
pub fn static_function(v: Value) -> Option<Value> {
    v.exact::<StaticMethod>()?.callable.get()
}
/// The Python function that a `classmethod` object is made of.
pub fn class_function(v: Value) -> Option<Value> {
    v.exact::<ClassMethod>()?.callable.get().filter(|f| f.exact::<Function>().is_some())
}
/// A function that is called as an attribute of the class.
fn fill_class_function(at: At, c: Gc<Type>, name: Gc<Str>) -> bool {
    let t = type_of(c.value());
    if !attr::has_type_getattr(t) || attr::lookup(t, name).is_some() {
        return false;
    }
    let Some(found) = attr::lookup(c, name) else { return false };
    let (op, f) = if shape::kind_of_ptr(found.bits()) == Kind::Function {
        (Code::LOAD_METHOD_TYPE, found)
    } else if let Some(f) = static_function(found) {
        (Code::LOAD_METHOD_TYPE, f)
    } else if let Some(f) = attr::bound_to_class(found, c) {
        (Code::LOAD_METHOD_TYPE, f)
    } else if let Some(f) = class_function(found) {
        (Code::LOAD_METHOD_TYPE_CLASS, f)
    } else {
        return false;
    };
    at.set_pair(1, c.version.get(), u32::MAX);
    cache_value(at, 2, c.value());
    cache_value(at, 3, f);
    at.requicken(op);
    true
}
fn load_attr(at: At) -> Res {
    attr::get_attr(at.reg(at.ins.b()), at.name(0))
}
/// LOAD_ATTR_FLOAT of an object that has the shape.
fn load_boxed(at: At) -> Res {
    let (_, offset) = at.pair(1);
    // SAFETY: the object has a double there.
    let word = unsafe { *word_at(at.reg(at.ins.b()).bits() as *mut Header, offset) };
    Ok(Value::float(f64::from_bits(word)))
}
fn load_attr_dyn(at: At) -> Res {
    attr::get_attr(at.reg(at.ins.b()), string(at.reg(at.ins.c())))
}
fn store_attr(at: At) -> Res {
    attr::set_attr(at.reg(at.ins.a()), at.name(0), at.reg(at.ins.b())).map(|()| none())
}
fn del_attr(at: At) -> Res {
    attr::del_attr(at.reg(at.ins.a()), at.name(0)).map(|()| none())
}
fn load_method(at: At) -> Res {
    let x = at.reg(at.ins.b());
    let (f, with_self) = attr::get_method(x, at.name(0))?;
    at.set(at.ins.a() + 2, f);
    at.set(at.ins.a() + 4, if with_self { Some(x) } else { None });
    Ok(none())
}
fn set_item(at: At) -> Res {
    item::set_item(at.reg(at.ins.a()), at.reg(at.ins.b()), at.reg(at.ins.c())).map(|()| none())
}
fn del_item(at: At) -> Res {
    item::del_item(at.reg(at.ins.a()), at.reg(at.ins.b())).map(|()| none())
}
fn is_in(at: At) -> Res {
    item::contains(at.reg(at.ins.c()), at.reg(at.ins.b())).map(boolean)
}
fn is_not_in(at: At) -> Res {
    item::contains(at.reg(at.ins.c()), at.reg(at.ins.b())).map(|b| boolean(!b))
}

// --- functions
fn make_function(at: At) -> Res {
    let f = at.function();
    // SAFETY: the compiler refers to a code constant.
    let code = unsafe { at.pool(at.ins.d()).cast_unchecked() };
    Ok(Function::new(code, f.globals.gc(), f.builtins.gc()).value())
}
fn set_function(at: At) -> Res {
    let (f, v) = (at.reg(at.ins.a()), at.reg(at.ins.b()));
    // SAFETY: the verifier has seen it made by MAKE_FUNCTION.
    let f = unsafe { f.cast_unchecked::<Function>() };
    let tuple = || v.exact::<Tuple>().ok_or_else(wrong_operand);
    match at.ins.c() {
        1 => f.defaults.set(f, tuple()?),
        2 => f.kwdefaults.set(f, v.exact::<Dict>().ok_or_else(wrong_operand)?),
        4 => f.annotations.set(f, v),
        8 => f.closure.set(f, tuple()?),
        16 => f.annotate.set(f, v),
        _ => f.type_params.set(f, tuple()?),
    }
    Ok(none())
}
/// Code that no compiler made (the verifier follows kinds of operands only so far).
#[cold]
fn wrong_operand() -> Raised {
    raise(Exc::SystemError, "an operand is not what its instruction needs")
}

// --- building
fn build_tuple(at: At) -> Res {
    Ok(Tuple::try_new(at.regs(at.ins.b(), at.ins.c()))?.value())
}
fn build_list(at: At) -> Res {
    Ok(List::from_slice(at.regs(at.ins.b(), at.ins.c()))?.value())
}
fn build_list_for(at: At) -> Res {
    let n = crate::protocol::iter::items_left(at.reg(at.ins.b())).unwrap_or(0);
    Ok(List::with_capacity(n.min(List::FORESEEN))?.value())
}
fn build_set(at: At) -> Res {
    let s = Set::new();
    for &v in at.regs(at.ins.b(), at.ins.c()) {
        s.add(v)?;
    }
    Ok(s.value())
}
fn build_map(at: At) -> Res {
    let d = Dict::new();
    d.reserve(at.ins.c())?;
    for kv in at.regs(at.ins.b(), at.ins.c() * 2).chunks_exact(2) {
        d.set(kv[0], kv[1])?;
    }
    Ok(d.value())
}
fn build_string(at: At) -> Res {
    Ok(crate::object::str::concat_all(at.regs(at.ins.b(), at.ins.c()))?.value())
}
fn build_slice(at: At) -> Res {
    let r = at.regs(at.ins.b(), 3);
    Ok(Slice::new(r[0], r[1], r[2]).value())
}
fn build_template(at: At) -> Res {
    crate::builtins::template::template(at.reg(at.ins.b()), at.reg(at.ins.c()))
}
fn build_interpolation(at: At) -> Res {
    let b = at.ins.b();
    crate::builtins::template::interpolation(at.reg(b), at.reg(b + 1), at.ins.c(), at.reg_opt(b + 2))
}
fn list_append(at: At) -> Res {
    list(at.reg(at.ins.a())).push(at.reg(at.ins.b())).map(|()| none())
}
fn sum_add(at: At) -> Res {
    let (a, v) = (at.ins.a(), at.reg(at.ins.b()));
    let (total, lost) = sum::put(at.reg(a), at.reg(a + 1), v)?;
    at.set(a, total);
    at.set(a + 1, lost);
    Ok(none())
}
fn sum_end(at: At) -> Res {
    let a = at.ins.a() + 4;
    sum::end(at.reg(a), at.reg(a + 1))
}
fn list_extend(at: At) -> Res {
    let (l, v) = (list(at.reg(at.ins.a())), at.reg(at.ins.b()));
    match crate::builtins::list::extend_from(l, v) {
        Err(Raised)
            if type_of(v).special(Special::Iter).is_none()
                && thread().exception_is(Exc::TypeError)
                && type_of(v).special(Special::GetItem).is_none() =>
        {
            thread().clear_exception();
            Err(type_error(format!("Value after * must be an iterable, not {}", type_of(v).name_text())))
        }
        r => r.map(|()| none()),
    }
}
fn args_tuple(at: At) -> Res {
    let v = at.reg(at.ins.b());
    if v.exact::<Tuple>().is_some() {
        return Ok(v);
    }
    let t = type_of(v);
    if t.special(Special::Iter).is_none_or(|m| m == none()) && t.special(Special::GetItem).is_none() {
        return Err(type_error(format!(
            "{} argument after * must be an iterable, not {}",
            callable_text(at.reg(at.ins.c())),
            t.name_text()
        )));
    }
    if t.def.get().is_some() {
        return Ok(iter::to_tuple(v)?.value());
    }
    // nobody asks it for its length
    let l = List::new();
    iter::for_each(v, |x| l.push(x))?;
    Ok(Tuple::try_new(l.items())?.value())
}
fn list_to_tuple(at: At) -> Res {
    Ok(Tuple::try_new(list(at.reg(at.ins.b())).items())?.value())
}
fn set_add(at: At) -> Res {
    let set = at.reg(at.ins.a()).exact::<Set>().ok_or_else(wrong_operand)?;
    set.add(at.reg(at.ins.b())).map(|_| none())
}
fn set_update(at: At) -> Res {
    crate::builtins::set_::update(set(at.reg(at.ins.a())), at.reg(at.ins.b())).map(|()| none())
}
fn map_add(at: At) -> Res {
    dict(at.reg(at.ins.a())).set(at.reg(at.ins.b()), at.reg(at.ins.c())).map(|()| none())
}
/// Calls `f` with each key and value of a mapping; `None`: it is none.
fn each_pair(m: Value, mut f: impl FnMut(Value, Value) -> Result<(), Raised>) -> Option<Result<(), Raised>> {
    if let Some(d) = crate::builtins::dict::plain_dict(m) {
        let mut i = 0;
        while let Some((j, k, v)) = d.next_entry(i) {
            if let Err(e) = f(k, v) {
                return Some(Err(e));
            }
            i = j + 1;
        }
        return Some(Ok(()));
    }
    let keys = match attr::get_opt(m, Str::intern("keys")) {
        Ok(Some(k)) => k,
        Ok(None) => return None,
        Err(e) => return Some(Err(e)),
    };
    Some((|| {
        let ks = call::call(keys, &[])?;
        iter::for_each(ks, |k| f(k, item::get_item(m, k)?))
    })())
}
fn dict_update(at: At) -> Res {
    let (d, m) = (dict(at.reg(at.ins.a())), at.reg(at.ins.b()));
    match each_pair(m, |k, v| d.set(k, v)) {
        Some(r) => r.map(|()| none()),
        None => Err(type_error(format!("'{}' object is not a mapping", type_of(m).name_text()))),
    }
}
/// How a callable is called in messages about its arguments.
fn callable_text(f: Value) -> String {
    let name = ["__qualname__", "__name__"].iter().find_map(|n| {
        attr::get_opt(f, Str::intern(n)).unwrap_or_else(|_| {
            thread().clear_exception();
            None
        })
    });
    let Some(q) = name.and_then(|q| q.cast::<Str>()) else { return text::repr_text(f) };
    let module = attr::get_opt(f, Str::intern("__module__")).unwrap_or_else(|_| {
        thread().clear_exception();
        None
    });
    match module.and_then(|m| m.cast::<Str>()) {
        Some(m) if !m.is_text("builtins") => format!("{}.{}()", m.to_text(), q.to_text()),
        _ => format!("{}()", q.to_text()),
    }
}
fn dict_merge(at: At) -> Res {
    let (d, m, f) = (dict(at.reg(at.ins.a())), at.reg(at.ins.b()), at.reg(at.ins.c()));
    let r = each_pair(m, |k, v| {
        if d.contains(k)? {
            if k.cast::<Str>().is_none() {
                return Err(type_error(format!("{} keywords must be strings", callable_text(f))));
            }
            let k = text::str_of(k)?;
            return Err(type_error(format!(
                "{} got multiple values for keyword argument '{}'",
                callable_text(f),
                k.to_text()
            )));
        }
        d.set(k, v)
    });
    match r {
        Some(r) => r.map(|()| none()),
        None => Err(type_error(format!(
            "{} argument after ** must be a mapping, not {}",
            callable_text(f),
            type_of(m).name_text()
        ))),
    }
}
fn convert(at: At) -> Res {
    let v = at.reg(at.ins.b());
    Ok(match at.ins.c() {
        1 => text::str_of(v)?,
        2 => text::repr(v)?,
        _ => text::ascii(v)?,
    }
    .value())
}
fn format(at: At) -> Res {
    Ok(text::format(at.reg(at.ins.b()), Str::empty())?.value())
}
fn format_spec(at: At) -> Res {
    Ok(text::format(at.reg(at.ins.b()), string(at.reg(at.ins.c())))?.value())
}

// --- unpacking and iteration
fn not_iterable(v: Value) -> Raised {
    type_error(format!("cannot unpack non-iterable {} object", type_of(v).name_text()))
}
fn unpack_iter(v: Value) -> Res {
    match iter::get_iter(v) {
        Err(Raised) if type_of(v).special(Special::Iter).is_none() && thread().catch(Exc::TypeError) => {
            Err(not_iterable(v))
        }
        r => r,
    }
}
fn too_many(n: usize, got: Option<usize>) -> Raised {
    match got {
        Some(g) => value_error(format!("too many values to unpack (expected {n}, got {g})")),
        None => value_error(format!("too many values to unpack (expected {n})")),
    }
}
fn unpack(at: At) -> Res {
    let (v, a, n) = (at.reg(at.ins.b()), at.ins.a(), at.ins.c());
    let items = match (v.exact::<Tuple>(), v.exact::<List>()) {
        (Some(t), _) => Some(t.items()),
        (_, Some(l)) => Some(l.items()),
        _ => None,
    };
    if let Some(items) = items {
        if items.len() > n {
            return Err(too_many(n, Some(items.len())));
        }
        if items.len() < n {
            return Err(value_error(format!("not enough values to unpack (expected {n}, got {})", items.len())));
        }
        for (i, &x) in items.iter().enumerate() {
            at.set(a + i, x);
        }
        return Ok(none());
    }
    let it = unpack_iter(v)?;
    let mut got = GcVec::new();
    while got.len() < n {
        match iter::next(it)? {
            Some(x) => got.push(x),
            None => {
                return Err(value_error(format!("not enough values to unpack (expected {n}, got {})", got.len())));
            }
        }
    }
    if iter::next(it)?.is_some() {
        let sized = v.cast::<Dict>().map(|d| d.len());
        return Err(too_many(n, sized));
    }
    for (i, x) in got.iter().enumerate() {
        at.set(a + i, x);
    }
    Ok(none())
}
fn unpack_ex(at: At) -> Res {
    let counts = at.cache(0);
    let (before, after) = (counts as u32 as usize, (counts >> 32) as usize);
    let (v, a) = (at.reg(at.ins.b()), at.ins.a());
    let it = unpack_iter(v)?;
    let mut got = GcVec::new();
    while got.len() < before {
        match iter::next(it)? {
            Some(x) => got.push(x),
            None => {
                return Err(value_error(format!(
                    "not enough values to unpack (expected at least {}, got {})",
                    before + after,
                    got.len()
                )));
            }
        }
    }
    let rest = List::new();
    if type_of(v).def.get().is_none() {
        crate::protocol::item::length_hint(it, 0)?;
    }
    while let Some(x) = iter::next(it)? {
        rest.push(x)?;
    }
    if rest.len() < after {
        return Err(value_error(format!(
            "not enough values to unpack (expected at least {}, got {})",
            before + after,
            before + rest.len()
        )));
    }
    let cut = rest.len() - after;
    for (i, x) in got.iter().enumerate() {
        at.set(a + i, x);
    }
    at.set(a + before, rest.value());
    for i in 0..after {
        at.set(a + before + 1 + i, rest.get(cut + i));
    }
    rest.truncate(cut);
    Ok(none())
}
fn get_iter(at: At) -> Res {
    let v = at.reg(at.ins.b());
    if v.exact::<crate::object::generator::Generator>().is_some() {
        return Ok(v);
    }
    iter::get_iter(v)
}
fn get_len(at: At) -> Res {
    Ok(Value::usize(item::len(at.reg(at.ins.b()))?))
}
fn get_yield_from_iter(at: At) -> Res {
    crate::builtins::generator::yield_from_iter(at.code(), at.reg(at.ins.b()))
}
fn get_awaitable(at: At) -> Res {
    crate::builtins::generator::awaitable(at.reg(at.ins.b()), at.ins.c())
}
fn get_aiter(at: At) -> Res {
    crate::builtins::generator::aiter(at.reg(at.ins.b()))
}
fn get_anext(at: At) -> Res {
    crate::builtins::generator::anext(at.reg(at.ins.b()))
}
fn async_gen_wrap(at: At) -> Res {
    Ok(crate::builtins::generator::wrap_yielded(at.reg(at.ins.b())))
}

// --- exceptions
/// `raise v`: an instance, made if `v` is a class.
fn exception_instance(v: Value) -> Result<Gc<Exception>, Raised> {
    if let Some(e) = v.cast::<Exception>() {
        return Ok(e);
    }
    if let Some(c) = v.cast::<Type>()
        && c.has_flag(type_flags::EXCEPTION)
    {
        let e = call::call(v, &[])?;
        return e.cast::<Exception>().ok_or_else(|| {
            type_error(format!(
                "calling {} should have returned an instance of BaseException, not {}",
                text::repr_text(v),
                text::repr_text(type_of(e).value())
            ))
        });
    }
    Err(type_error("exceptions must derive from BaseException"))
}
fn raise1(at: At) -> Res {
    let e = exception_instance(at.reg(at.ins.a()))?;
    Err(crate::builtins::exceptions::raise_value(e.value()))
}
fn raise_from(at: At) -> Res {
    let e = exception_instance(at.reg(at.ins.a()))?;
    let cause = at.reg(at.ins.b());
    let cause = if cause == none() {
        None
    } else {
        match exception_instance(cause) {
            Ok(c) => Some(c.value()),
            Err(Raised) if cause.cast::<Type>().is_none_or(|c| !c.has_flag(type_flags::EXCEPTION)) => {
                thread().clear_exception();
                return Err(type_error("exception causes must derive from BaseException"));
            }
            Err(r) => return Err(r),
        }
    };
    e.cause.set(e, cause);
    e.suppress_context.set(true);
    Err(crate::builtins::exceptions::raise_value(e.value()))
}
fn raise0(_at: At) -> Res {
    match thread().handled().and_then(|h| h.cast::<Exception>()) {
        Some(e) => {
            thread().reraise.set(true);
            Err(thread().set_exception(e))
        }
        None => Err(runtime_error("No active exception to reraise")),
    }
}
fn reraise(at: At) -> Res {
    let e = at.reg(at.ins.a());
    match e.cast::<Exception>() {
        Some(e) => {
            thread().reraise.set(true);
            Err(thread().set_exception(e))
        }
        None => Err(type_error("exceptions must derive from BaseException")),
    }
}
fn push_exc(at: At) -> Res {
    let th = thread();
    let e = at.reg(at.ins.a());
    if e.cast::<Exception>().is_none() {
        return Err(wrong_operand());
    }
    at.set(at.ins.b(), th.handled().unwrap_or_else(none));
    th.set_handled(Some(e));
    Ok(none())
}
fn pop_exc(at: At) -> Res {
    let v = at.reg(at.ins.a());
    thread().set_handled(if v == none() { None } else { Some(v) });
    Ok(none())
}
fn check_handler_class(c: Value) -> Result<(), Raised> {
    let bad = |c: Value| c.cast::<Type>().is_none_or(|t| !t.has_flag(type_flags::EXCEPTION));
    let wrong = match c.cast::<Tuple>() {
        Some(t) => t.items().iter().any(|&c| bad(c)),
        None => bad(c),
    };
    if wrong {
        return Err(type_error("catching classes that do not inherit from BaseException is not allowed"));
    }
    Ok(())
}
fn exc_match(at: At) -> Res {
    let (e, c) = (at.reg(at.ins.b()), at.reg(at.ins.c()));
    check_handler_class(c)?;
    let t = type_of(e);
    let matches = |c: Value| c.cast::<Type>().is_some_and(|c| t.is_subtype(c));
    Ok(boolean(match c.cast::<Tuple>() {
        Some(cs) => cs.items().iter().any(|&c| matches(c)),
        None => matches(c),
    }))
}
fn eg_match(at: At) -> Res {
    let (e, c, a) = (at.reg(at.ins.b()), at.reg(at.ins.c()), at.ins.a());
    check_handler_class(c)?;
    let (m, rest) = crate::builtins::exceptions::group_match(e, c)?;
    at.set(a, m);
    at.set(a + 1, rest);
    Ok(none())
}
fn eg_reraise(at: At) -> Res {
    crate::builtins::exceptions::group_reraise(at.reg(at.ins.b()), list(at.reg(at.ins.c())))
}
fn stop_iteration_error(at: At) -> Res {
    let e = at.reg(at.ins.b());
    let flags = at.code().meta.flags;
    use crate::object::code::flags as cf;
    let what = if flags & cf::COROUTINE != 0 {
        "coroutine"
    } else if flags & cf::ASYNC_GENERATOR != 0 {
        "async generator"
    } else {
        "generator"
    };
    let t = type_of(e);
    let name = if t.is_subtype(Exc::StopIteration.class()) {
        "StopIteration"
    } else if flags & cf::ASYNC_GENERATOR != 0 && t.is_subtype(Exc::StopAsyncIteration.class()) {
        "StopAsyncIteration"
    } else {
        return Ok(e);
    };
    let r =
        crate::builtins::exceptions::instance(Exc::RuntimeError, &[Str::new(&format!("{what} raised {name}")).value()]);
    r.cause.set(r, e);
    r.context.set(r, e);
    r.suppress_context.set(true);
    Ok(r.value())
}
fn with_entry(at: At) -> Res {
    let (m, a) = (at.reg(at.ins.b()), at.ins.a());
    let is_async = at.ins.c() != 0;
    let t = type_of(m);
    let (enter, exit) = if is_async { (Special::AEnter, Special::AExit) } else { (Special::Enter, Special::Exit) };
    let (fe, fx) = (t.special(enter), t.special(exit));
    let (Some(fe), Some(fx)) = (fe, fx) else {
        let missing = if fx.is_none() { exit } else { enter };
        let kind = if is_async { "asynchronous context manager" } else { "context manager" };
        let mut message = format!(
            "'{}' object does not support the {kind} protocol (missed {} method)",
            t.name_text(),
            missing.name()
        );
        let (oe, ox) = if is_async { (Special::Enter, Special::Exit) } else { (Special::AEnter, Special::AExit) };
        if t.special(oe).is_some() && t.special(ox).is_some() {
            message = format!(
                "'{}' object does not support the {kind} protocol (missed {} method) but it supports the {} protocol. Did you mean to use '{}'?",
                t.name_text(),
                missing.name(),
                if is_async { "context manager" } else { "asynchronous context manager" },
                if is_async { "with" } else { "async with" }
            );
        }
        return Err(type_error(message));
    };
    let enter = attr::bind_descriptor(fe, m)?;
    if call::is_plain_method(fx) {
        at.set(a, fx);
        at.set(a + 1, m);
    } else {
        let x = attr::bind_descriptor(fx, m)?;
        at.set(a, x);
        at.set(a + 1, None);
    }
    at.set(a + 2, enter);
    Ok(none())
}

// --- imports
fn import(at: At) -> Res {
    let f = at.function();
    let (level, from, name) = (at.reg(at.ins.b()), at.reg(at.ins.b() + 1), at.name(0));
    let Some(imp) = f.builtins.gc().get_text("__import__") else {
        return Err(raise(Exc::ImportError, "__import__ not found"));
    };
    let locals = match at.code().meta.flags & crate::object::code::flags::OPTIMIZED {
        0 => at.reg_opt(0).unwrap_or_else(none),
        _ => none(),
    };
    call::call(imp, &[name.value(), f.globals.gc().value(), locals, from, level])
}
fn import_from(at: At) -> Res {
    let (m, name) = (at.reg(at.ins.b()), at.name(0));
    if let Some(v) = attr::get_opt(m, name)? {
        return Ok(v);
    }
    crate::builtins::module::import_from_missing(m, name)
}
fn import_star(at: At) -> Res {
    crate::builtins::module::import_all(at.reg(at.ins.a()), at.reg(0)).map(|()| none())
}

// --- match
fn match_sequence(at: At) -> Res {
    Ok(boolean(type_of(at.reg(at.ins.b())).has_flag(type_flags::SEQUENCE)))
}
fn match_mapping(at: At) -> Res {
    Ok(boolean(type_of(at.reg(at.ins.b())).has_flag(type_flags::MAPPING)))
}
fn match_keys(at: At) -> Res {
    let (m, keys) = (at.reg(at.ins.b()), at.reg(at.ins.c()));
    let keys = iter::to_tuple(keys)?;
    let (seen, missing) = (Dict::new(), crate::object::tuple::Tuple::try_alloc(0, Kind::Tuple as u32, 0)?.value());
    let mut out = GcVec::new();
    let get = if keys.is_empty() { none() } else { attr::get(m, "get")? };
    for &k in keys.items() {
        if !seen.set_default(k, none())?.1 {
            return Err(value_error(format!("mapping pattern checks duplicate key ({})", text::repr_text(k))));
        }
        let v = call::call(get, &[k, missing])?;
        if v == missing {
            return Ok(none());
        }
        out.push(v);
    }
    Ok(Tuple::try_new(out.as_slice())?.value())
}
fn match_rest(at: At) -> Res {
    let (m, keys) = (at.reg(at.ins.b()), iter::to_tuple(at.reg(at.ins.c()))?);
    let d = Dict::new();
    if let Some(r) = each_pair(m, |k, v| d.set(k, v)) {
        r?;
    }
    for &k in keys.items() {
        d.remove(k)?;
    }
    Ok(d.value())
}
fn match_class(at: At) -> Res {
    let (v, c, names) = (at.reg(at.ins.b()), at.reg(at.ins.c()), at.reg(at.ins.c() + 1));
    let positional = at.cache(0) as u32 as usize;
    let Some(cls) = c.cast::<Type>() else {
        return Err(type_error("called match pattern must be a class"));
    };
    if !crate::builtins::type_::is_instance(v, c)? {
        return Ok(none());
    }
    let names = iter::to_tuple(names)?;
    let (mut out, seen) = (GcVec::new(), Dict::new());
    let class_name = cls.name_text();
    if positional > 0 {
        let args = attr::get_opt(c, Str::intern("__match_args__"))?;
        let args = match args {
            Some(a) => match a.exact::<Tuple>() {
                Some(t) => Some(t),
                None => {
                    return Err(type_error(format!(
                        "{class_name}.__match_args__ must be a tuple (got {})",
                        type_of(a).name_text()
                    )));
                }
            },
            None => None,
        };
        let takes_self = args.is_none()
            && cls.mro.get().is_some_and(|m| {
                m.items().iter().any(|b| b.cast::<Type>().is_some_and(|b| b.has_flag(type_flags::MATCH_SELF)))
            });
        let allowed = if takes_self { 1 } else { args.map_or(0, |a| a.len()) };
        if allowed < positional {
            return Err(type_error(format!(
                "{class_name}() accepts {allowed} positional sub-pattern{} ({positional} given)",
                if allowed == 1 { "" } else { "s" }
            )));
        }
        if takes_self {
            out.push(v);
        } else if let Some(args) = args {
            for &n in &args.items()[..positional] {
                let Some(name) = n.exact::<Str>() else {
                    return Err(type_error(format!(
                        "__match_args__ elements must be strings (got {})",
                        type_of(n).name_text()
                    )));
                };
                match match_attribute(v, name, seen, &class_name)? {
                    Some(x) => out.push(x),
                    None => return Ok(none()),
                }
            }
        }
    }
    for &n in names.items() {
        match match_attribute(v, string(n), seen, &class_name)? {
            Some(x) => out.push(x),
            None => return Ok(none()),
        }
    }
    Ok(Tuple::try_new(out.as_slice())?.value())
}
fn match_attribute(v: Value, name: Gc<Str>, seen: Gc<Dict>, class: &str) -> Result<Option<Value>, Raised> {
    if !seen.set_default(name.value(), none())?.1 {
        return Err(type_error(format!(
            "{class}() got multiple sub-patterns for attribute {}",
            text::repr_text(name.value())
        )));
    }
    attr::get_opt(v, name)
}

// --- rare
fn intrinsic1(at: At) -> Res {
    crate::builtins::intrinsics::intrinsic1(at.ins.c() as u16, at.reg(at.ins.b()))
}
fn intrinsic2(at: At) -> Res {
    crate::builtins::intrinsics::intrinsic2(at.ins.c() as u16, at.reg(at.ins.b()), at.reg(at.ins.b() + 1))
}
