//! `frame` objects and the write-through proxy that `f_locals` of a function is (PEP 667).

use crate::builtins::exceptions::{attribute_error, key_error, runtime_error, type_error, value_error};
use crate::interp::generators;
use crate::interp::locals;
use crate::layout;
use crate::object::dict::Dict;
use crate::object::frame::FrameObject;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::generator::GenState;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::{call, compare, iter, number, text};

layout! {
    /// `f_locals` of a function's frame.
    pub struct FrameLocals: FrameLocals {
        gc frame: Ptr<FrameObject>,
    }
}

static ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("f_back", back, "The caller's frame, or None."),
    GetSetDef::ro("f_code", code, "The code being executed."),
    GetSetDef::ro("f_globals", globals, "The global name space."),
    GetSetDef::ro("f_builtins", builtins, "The built-in name space."),
    GetSetDef::ro("f_locals", f_locals, "The local name space."),
    GetSetDef::ro("f_lasti", lasti, "Index of the last instruction executed."),
    GetSetDef::rw("f_lineno", lineno, set_lineno, "The line being executed."),
    GetSetDef::rw("f_trace", trace, set_trace, "Trace function of this frame, or None."),
    GetSetDef::rw("f_trace_lines", trace_lines, set_trace_lines, "Emit line events?"),
    GetSetDef::rw("f_trace_opcodes", trace_opcodes, set_trace_opcodes, "Emit opcode events?"),
    GetSetDef::ro("f_generator", generator, "The generator or coroutine that owns the frame, or None."),
];
static METHODS: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("clear(self, /)", clear, "Clear all references held by the frame."),
    NativeDef::new("__sizeof__(self, /)", sizeof, "Return the size of the frame in memory, in bytes."),
];
static PROXY: &[NativeDef] = &[
    NativeDef::new("__new__(cls, frame, /)", p_new, "Create and return a new object."),
    NativeDef::new("__getitem__(self, key, /)", p_getitem, "Return self[key]."),
    NativeDef::new("__setitem__(self, key, value, /)", p_setitem, "Set self[key] to value."),
    NativeDef::new("__delitem__(self, key, /)", p_delitem, "Delete self[key]."),
    NativeDef::new("__contains__(self, key, /)", p_contains, "Return key in self."),
    NativeDef::new("__len__(self, /)", p_len, "Return len(self)."),
    NativeDef::new("__iter__(self, /)", p_iter, "Implement iter(self)."),
    NativeDef::new("__reversed__(self, /)", p_reversed, "Return a reverse iterator over the names."),
    NativeDef::new("__repr__(self, /)", p_repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, other, /)", p_eq, "Return self==value."),
    NativeDef::new("__or__(self, other, /)", p_or, "Return self|value."),
    NativeDef::new("__ror__(self, other, /)", p_ror, "Return value|self."),
    NativeDef::new("__ior__(self, other, /)", p_ior, "Return self|=value."),
    NativeDef::new("keys(self, /)", p_keys, "The names of the bound variables."),
    NativeDef::new("values(self, /)", p_values, "The values of the bound variables."),
    NativeDef::new("items(self, /)", p_items, "Pairs of names and values."),
    NativeDef::new("get(self, key, default=None, /)", p_get, "The value of a variable, or the default."),
    NativeDef::new("copy(self, /)", p_copy, "A dict of the variables."),
    NativeDef::new("update(self, other, /)", p_update, "Write all items of a mapping."),
    NativeDef::new("setdefault(self, key, default=None, /)", p_setdefault, "The value of a variable, set if unbound."),
    NativeDef::new("pop(self, key, default=None, /)", p_pop, "Remove a name that is no variable of the code."),
];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "frame",
        kind: Kind::Frame,
        flags: f::NO_NEW,
        methods: &[METHODS],
        getsets: &[ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "FrameLocalsProxy",
        kind: Kind::FrameLocals,
        flags: f::MAPPING,
        methods: &[PROXY],
        ..TypeDef::EMPTY
    },
];

fn frame(v: Value) -> Gc<FrameObject> {
    v.cast().expect("the descriptor has checked the class")
}
fn back(v: Value) -> Res {
    let o = frame(v);
    match locals::attached(o) {
        Some(r) => Ok(r.visible_caller().map_or_else(none, |c| c.object().value())),
        None => Ok(o.back.get_or_none()),
    }
}
fn code(v: Value) -> Res {
    Ok(frame(v).code.gc().value())
}
fn globals(v: Value) -> Res {
    Ok(frame(v).globals.gc().value())
}
fn builtins(v: Value) -> Res {
    Ok(frame(v).builtins.gc().value())
}
fn f_locals(v: Value) -> Res {
    let o = frame(v);
    if !locals::shows_registers(o) {
        return match o.namespace.get() {
            Some(n) => Ok(n),
            None => Ok(locals::snapshot(o)?.value()),
        };
    }
    Ok(alloc(FrameLocals { header: FrameLocals::HEADER, frame: Ptr::new(o) }).value())
}
/// Word offset of the instruction a frame is at.
pub fn current_offset(o: Gc<FrameObject>) -> i64 {
    match locals::attached(o) {
        Some(r) => r.lasti() as i64,
        None => o.lasti.get(),
    }
}
fn lasti(v: Value) -> Res {
    let o = frame(v);
    let unstarted =
        o.generator.get().and_then(generators::as_generator).is_some_and(|g| g.state.get() == GenState::Created);
    Ok(Value::int(match () {
        () if unstarted => -1,
        // in its first instruction, which is of the line of its `def`
        () if is_entering(o) => 0,
        () => current_offset(o) * 2,
    }))
}
/// Hooks are being told that the frame begins.
fn is_entering(o: Gc<FrameObject>) -> bool {
    o.last_line.get() == crate::interp::trace::ENTERING && !o.base.get().is_null()
}
fn lineno(v: Value) -> Res {
    let o = frame(v);
    let at = current_offset(o);
    let p = o.code.gc().position(at.max(0) as usize);
    if at >= 0 && p.line == 0 && o.last_line.get() > 0 {
        return Ok(Value::int(o.last_line.get() as i64));
    }
    if at < 0 || p.line == 0 || is_entering(o) {
        return Ok(Value::int(o.code.gc().meta.first_line as i64));
    }
    Ok(Value::int(p.line as i64))
}
fn set_lineno(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let o = frame(v);
    let Some(x) = x else { return Err(attribute_error("cannot delete attribute", v, Str::intern("f_lineno").value())) };
    if x.as_int().is_none() {
        return Err(value_error("lineno must be an integer"));
    }
    let line = number::to_i64(x)?;
    crate::interp::jump::to_line(o, line)
}
fn trace(v: Value) -> Res {
    Ok(frame(v).trace.get_or_none())
}
fn set_trace(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let o = frame(v);
    o.trace.set(o, x.filter(|x| *x != none()));
    Ok(())
}
fn flag(x: Option<Value>) -> Result<bool, Raised> {
    match x.and_then(|x| x.cast::<crate::object::int::Bool>()) {
        Some(b) => Ok(b.truth),
        None => Err(type_error("attribute value type must be bool")),
    }
}
fn trace_lines(v: Value) -> Res {
    Ok(boolean(frame(v).trace_lines.get()))
}
fn set_trace_lines(v: Value, x: Option<Value>) -> Result<(), Raised> {
    frame(v).trace_lines.set(flag(x)?);
    Ok(())
}
fn trace_opcodes(v: Value) -> Res {
    Ok(boolean(frame(v).trace_opcodes.get()))
}
fn set_trace_opcodes(v: Value, x: Option<Value>) -> Result<(), Raised> {
    frame(v).trace_opcodes.set(flag(x)?);
    Ok(())
}
fn generator(v: Value) -> Res {
    Ok(frame(v).generator.get_or_none())
}
fn repr(a: &Args) -> Res {
    let o = frame(a[0]);
    let c = o.code.gc();
    let line = lineno(a[0])?.as_small().unwrap_or(0);
    let file = text::repr(c.filename.gc().value())?;
    Ok(Str::new(&format!(
        "<frame at {:#x}, file {}, line {line}, code {}>",
        a[0].bits(),
        file.to_text(),
        c.name.gc().to_text()
    ))
    .value())
}
fn sizeof(a: &Args) -> Res {
    Ok(Value::usize(size_of::<FrameObject>() + 8 * frame(a[0]).code.gc().meta.n_regs as usize))
}
fn clear(a: &Args) -> Res {
    let o = frame(a[0]);
    if let Some(g) = o.generator.get().and_then(generators::as_generator) {
        return match g.state.get() {
            GenState::Running => Err(runtime_error("cannot clear an executing frame")),
            GenState::Suspended => Err(runtime_error("cannot clear a suspended frame")),
            _ => {
                generators::close(g)?;
                o.locals.set(o, None);
                Ok(none())
            }
        };
    }
    if locals::attached(o).is_some() {
        return Err(runtime_error("cannot clear an executing frame"));
    }
    o.locals.set(o, None);
    o.extra_locals.set(o, None);
    o.trace.set(o, None);
    Ok(none())
}

// --- the proxy
fn of(v: Value) -> Gc<FrameObject> {
    v.cast::<FrameLocals>().expect("the descriptor has checked the class").frame.gc()
}
/// The variable of the frame's code that a key names: a string, or anything that equals one.
fn variable(o: Gc<FrameObject>, key: Value) -> Result<Option<Gc<Str>>, Raised> {
    let hash = compare::hash(key)?;
    for (_, name, _) in locals::variables(o.code.gc()) {
        let same = match key.exact::<Str>() {
            Some(s) => s.same(name),
            None => name.hash_value() == hash && compare::eq(name.value(), key)?,
        };
        if same {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
fn p_new(a: &Args) -> Res {
    let Some(o) = a[1].cast::<FrameObject>() else {
        return Err(type_error(format!("expect frame, not {}", crate::object::shape::type_of(a[1]).name_text())));
    };
    Ok(alloc(FrameLocals { header: FrameLocals::HEADER, frame: Ptr::new(o) }).value())
}
fn lookup(o: Gc<FrameObject>, key: Value) -> Result<Option<Value>, Raised> {
    if let Some(n) = variable(o, key)?
        && let Some(v) = locals::get(o, n)
    {
        return Ok(v);
    }
    match o.extra_locals.get() {
        Some(d) => d.get(key),
        None => Ok(None),
    }
}
fn assign(o: Gc<FrameObject>, key: Value, v: Value) -> Result<(), Raised> {
    if let Some(n) = variable(o, key)?
        && locals::set(o, n, Some(v))
    {
        return Ok(());
    }
    let d = match o.extra_locals.get() {
        Some(d) => d,
        None => {
            let d = Dict::new();
            o.extra_locals.set(o, d);
            d
        }
    };
    d.set(key, v)
}
fn p_getitem(a: &Args) -> Res {
    lookup(of(a[0]), a[1])?.ok_or_else(|| {
        let m = format!("local variable '{}' is not defined", text::repr_text(a[1]));
        key_error(Str::new(&m).value())
    })
}
fn p_setitem(a: &Args) -> Res {
    assign(of(a[0]), a[1], a[2]).map(|()| none())
}
fn p_delitem(a: &Args) -> Res {
    let o = of(a[0]);
    if a[1].cast::<Str>().is_some_and(|n| locals::get(o, n).is_some()) {
        return Err(value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    match o.extra_locals.get() {
        Some(d) if d.remove(a[1])?.is_some() => Ok(none()),
        _ => Err(key_error(a[1])),
    }
}
fn p_contains(a: &Args) -> Res {
    Ok(boolean(lookup(of(a[0]), a[1])?.is_some()))
}
fn p_len(a: &Args) -> Res {
    Ok(Value::usize(locals::snapshot(of(a[0]))?.len()))
}
fn keys(v: Value) -> Result<Gc<List>, Raised> {
    let l = List::new();
    for (k, _) in locals::snapshot(of(v))?.iter() {
        l.push(k)?;
    }
    Ok(l)
}
fn p_iter(a: &Args) -> Res {
    iter::get_iter(keys(a[0])?.value())
}
fn p_reversed(a: &Args) -> Res {
    let l = keys(a[0])?;
    call::call_method(l.value(), "reverse", &[])?;
    Ok(l.value())
}
fn p_repr(a: &Args) -> Res {
    if text::repr_enter(a[0]) {
        return Ok(Str::new("{...}").value());
    }
    let r = locals::snapshot(of(a[0])).and_then(|d| text::repr(d.value()));
    text::repr_leave(a[0]);
    Ok(r?.value())
}
fn p_eq(a: &Args) -> Res {
    let d = locals::snapshot(of(a[0]))?.value();
    if let Some(o) = a[1].cast::<FrameLocals>() {
        return Ok(boolean(o.frame.gc() == of(a[0])));
    }
    if a[1].cast::<Dict>().is_some() { compare::rich_compare(d, a[1], compare::Cmp::Eq) } else { Ok(not_implemented()) }
}
fn as_dict(v: Value) -> Res {
    match v.cast::<FrameLocals>() {
        Some(p) => Ok(locals::snapshot(p.frame.gc())?.value()),
        None => Ok(v),
    }
}
/// Only dicts and other proxies are merged.
fn is_mapping(v: Value) -> bool {
    v.cast::<Dict>().is_some() || v.cast::<FrameLocals>().is_some()
}
fn p_or(a: &Args) -> Res {
    if !is_mapping(a[1]) {
        return Ok(not_implemented());
    }
    number::binary(number::BinOp::Or, as_dict(a[0])?, as_dict(a[1])?)
}
fn p_ror(a: &Args) -> Res {
    if !is_mapping(a[1]) {
        return Ok(not_implemented());
    }
    number::binary(number::BinOp::Or, as_dict(a[1])?, as_dict(a[0])?)
}
fn p_ior(a: &Args) -> Res {
    if !is_mapping(a[1]) {
        return Ok(not_implemented());
    }
    update(a[0], a[1])?;
    Ok(a[0])
}
fn p_keys(a: &Args) -> Res {
    Ok(keys(a[0])?.value())
}
fn p_values(a: &Args) -> Res {
    let l = List::new();
    for (_, v) in locals::snapshot(of(a[0]))?.iter() {
        l.push(v)?;
    }
    Ok(l.value())
}
fn p_items(a: &Args) -> Res {
    let l = List::new();
    for (k, v) in locals::snapshot(of(a[0]))?.iter() {
        l.push(crate::object::tuple::Tuple::new(&[k, v]).value())?;
    }
    Ok(l.value())
}
fn p_get(a: &Args) -> Res {
    Ok(lookup(of(a[0]), a[1])?.unwrap_or_else(|| a.opt(2).unwrap_or_else(none)))
}
fn p_copy(a: &Args) -> Res {
    Ok(locals::snapshot(of(a[0]))?.value())
}
fn update(v: Value, other: Value) -> Result<(), Raised> {
    let o = of(v);
    if let Some(d) = as_dict(other)?.cast::<Dict>() {
        for (k, x) in d.copy()?.iter() {
            assign(o, k, x)?;
        }
        return Ok(());
    }
    Err(type_error("update() argument must be dict or another FrameLocalsProxy"))
}
fn p_update(a: &Args) -> Res {
    update(a[0], a[1]).map(|()| none())
}
fn p_setdefault(a: &Args) -> Res {
    let o = of(a[0]);
    if let Some(v) = lookup(o, a[1])? {
        return Ok(v);
    }
    let v = a.opt(2).unwrap_or_else(none);
    assign(o, a[1], v)?;
    Ok(v)
}
fn p_pop(a: &Args) -> Res {
    let o = of(a[0]);
    if a[1].cast::<Str>().is_some_and(|n| locals::get(o, n).is_some()) {
        return Err(value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let removed = match o.extra_locals.get() {
        Some(d) => d.remove(a[1])?,
        None => None,
    };
    match (removed, a.opt(2)) {
        (Some((_, v)), _) => Ok(v),
        (None, Some(d)) => Ok(d),
        _ => Err(key_error(a[1])),
    }
}
