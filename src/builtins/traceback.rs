//! `traceback`: its frame object is made when somebody asks for it.

use super::exceptions::{type_error, value_error};
use super::native::readonly;
use crate::interp::frames;
use crate::object::exception::Traceback;
use crate::object::frame::FrameObject;
use crate::object::function::Function;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::TypeDef;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::number;
use std::cell::Cell;

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, tb_next, tb_frame, tb_lasti, tb_lineno)", new, "Create a new traceback object."),
    NativeDef::new("__dir__(self, /)", dir, ""),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("tb_next", |v| Ok(tb(v)?.next.get_or_none()), set_next, ""),
    GetSetDef::rw("tb_frame", |v| frame(tb(v)?), readonly, ""),
    GetSetDef::rw("tb_lasti", lasti, readonly, ""),
    GetSetDef::rw("tb_lineno", |v| Ok(line(tb(v)?).map_or_else(none, |l| Value::int(l as i64))), readonly, ""),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "traceback",
    kind: Kind::Traceback,
    doc: "Create a new traceback object.",
    methods: &[METHODS],
    getsets: &[ATTRS],
    ..TypeDef::EMPTY
}];

fn tb(v: Value) -> Result<Gc<Traceback>, Raised> {
    v.cast::<Traceback>().ok_or_else(|| type_error("a traceback is needed"))
}
fn next_of(v: Value) -> Result<Option<Value>, Raised> {
    if v == none() {
        return Ok(None);
    }
    if v.cast::<Traceback>().is_none() {
        return Err(type_error(format!("expected traceback object or None, got '{}'", type_of(v).name_text())));
    }
    Ok(Some(v))
}
fn new(a: &Args) -> Res {
    let Some(f) = a[2].cast::<FrameObject>() else {
        return Err(type_error(format!(
            "traceback() argument 'tb_frame' must be frame, not {}",
            type_of(a[2]).name_text()
        )));
    };
    let int = |v: Value| -> Result<i64, Raised> {
        let i = number::to_i64(v)?;
        if i32::try_from(i).is_err() {
            return Err(super::exceptions::overflow_error("Python int too large to convert to C int"));
        }
        Ok(i)
    };
    let (lasti, lineno) = (int(a[3])?, int(a[4])?);
    let next = next_of(a[1])?;
    let t = alloc(Traceback {
        header: Traceback::HEADER,
        next: Slot::new(next),
        code: Ptr::new(f.code.get()),
        frame: Slot::new(f.value()),
        function: Slot::new(f.function.get()),
        locals: Ptr::empty(),
        base: Cell::new(0),
        lasti: Cell::new(if lasti >= 0 && lasti % 2 == 0 { lasti / 2 } else { RAW + lasti }),
        lineno: Cell::new(lineno),
    });
    Ok(t.value())
}
fn dir(_: &Args) -> Res {
    let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map(|n| Str::intern(n).value());
    Ok(List::from_slice(&names)?.value())
}
fn set_next(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let t = tb(v)?;
    let Some(x) = x else { return Err(type_error("can't delete tb_next attribute")) };
    if x != none() && x.cast::<Traceback>().is_none() {
        return Err(type_error(format!("expected traceback object, got '{}'", type_of(x).name_text())));
    }
    let next = next_of(x)?;
    let mut cursor = next;
    while let Some(c) = cursor {
        if c == v {
            return Err(value_error("traceback loop detected"));
        }
        cursor = c.cast::<Traceback>().and_then(|c| c.next.get());
    }
    t.next.set(t, next);
    Ok(())
}
/// Added to a `tb_lasti` that is not that of an instruction.
const RAW: i64 = i64::MIN / 2;
fn lasti(v: Value) -> Res {
    let i = tb(v)?.lasti.get();
    Ok(Value::int(if i < RAW / 2 { i - RAW } else { i * 2 }))
}
/// Line of the entry; `None` if the instruction has none.
pub fn line(t: Gc<Traceback>) -> Option<u32> {
    if t.lineno.get() != -1 {
        return Some(t.lineno.get() as i32 as u32);
    }
    let offset = usize::try_from(t.lasti.get()).ok()?;
    Some(t.code.gc().position(offset).line).filter(|l| *l != 0)
}
/// The frame object: that of the running frame, or one that keeps what the frame ended with.
pub fn frame(t: Gc<Traceback>) -> Res {
    if let Some(f) = t.frame.get() {
        return Ok(f);
    }
    let Some(function) = t.function.get().and_then(|f| f.cast::<Function>()) else { return Ok(none()) };
    let mut running = None;
    if t.locals.get().is_none() {
        running =
            (0..).map_while(frames::frame_at).find(|f| f.base as usize == t.base.get() && f.function() == function);
    }
    let f = match running {
        Some(f) => f.object(),
        None => {
            let f = frames::new_object(function, t.code.gc(), None);
            f.locals.set(f, t.locals.get());
            f.lasti.set(t.lasti.get());
            f.finished.set(true);
            f
        }
    };
    t.frame.set(t, f.value());
    Ok(f.value())
}
