//! Operations on built-in objects that traces do with their operands in registers: typed functions instead of the interpreter's
//! general ones, objects allocated in place, or no call at all.
//!
//! As in `items`, each function emits what happens for operands like those it sees now, under guards; the result is what the
//! interpreter's own code computed. `None`: nothing was emitted that matters.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, ClassSet, Helper as IrHelper, Op as Ir, Ref, Ty};

use super::arrays;
use super::calls::{new_tuple, site};
use super::chars;
use super::dicts;
use super::floats;
use super::items;
use super::lists;
use super::numbers;
use super::ops::{Pairs, RV, Recorder};
use super::quiet::{self, exact_kind, of};
use super::recorder::{Doing, Rec, class, rec};
use super::sequences;
use crate::bytecode::ops::Op as Code;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::function::Cell;
use crate::object::gc::Gc;
use crate::object::int::Bool;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::set::Set;
use crate::object::slice::Slice;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{boolean, none};
use crate::protocol::compare::{Cmp, as_text};
use crate::protocol::number::BinOp;
use crate::semantics::machine::{At, Family, Helper, IntOp, Machine};
use crate::semantics::{arith, branch, subscr};

/// What a helper's work comes to without calling it.
pub fn helper<H: Helper>(x: RV, y: RV, z: u64) -> Option<Ref> {
    if H::NAME == subscr::GetItemAny::NAME {
        return get_item(x, y);
    }
    if H::NAME == branch::CompareTruth::NAME || H::NAME == arith::CompareAny::NAME {
        let op = Cmp::ALL[z as usize];
        return chars::compare(x, y, op)
            .or_else(|| compare_texts(x, y, op))
            .or_else(|| compare_tuples(x, y, op))
            .or_else(|| numbers::compare(x, y, op));
    }
    if H::NAME == branch::Truth::NAME {
        return truth(x);
    }
    if H::NAME == branch::ContainsTruth::NAME {
        return contains(x, y);
    }
    if H::NAME == arith::BinaryAny::NAME || H::NAME == arith::InplaceAny::NAME {
        let op = BinOp::ALL[z as usize];
        let in_place = H::NAME == arith::InplaceAny::NAME;
        return with_bool(op, x, y)
            .or_else(|| items::complex(op, x, y))
            .or_else(|| if op == BinOp::Pow { floats::power(x, y) } else { None })
            .or_else(|| sequences::binary(op, x, y, in_place));
    }
    None
}

// --- functions of immutable objects
/// A call of a function that computes an int from immutable objects.
pub fn pure(r: &mut Rec, name: &str, address: u64, args: &[Ref]) -> Ref {
    pure_of(r, name, address, args, Ty::Int)
}
/// A call of a function that computes a raw value from raw values and immutable objects.
pub fn pure_of(r: &mut Rec, name: &str, address: u64, args: &[Ref], ret: Ty) -> Ref {
    let h = IrHelper {
        name: name.into(),
        address,
        args: args.iter().map(|a| r.builder.trace().ty(*a)).collect(),
        ret,
        reads: ClassSet::NONE,
        writes: ClassSet::NONE,
        pure_call: true,
        raises: false,
        collects: false,
        lazy: None,
    };
    r.builder.call(&h, args)
}
unsafe extern "sysv64" fn same_text(x: u64, y: u64) -> u64 {
    let (x, y) = (of::<Str>(x), of::<Str>(y));
    (x == y || x.same_if_short(y).unwrap_or_else(|| x.raw() == y.raw())) as u64
}
unsafe extern "sysv64" fn order_of_texts(x: u64, y: u64) -> i64 {
    let (x, y) = (of::<Str>(x), of::<Str>(y));
    crate::object::str::compare(x, y) as i64
}
unsafe extern "sysv64" fn text_in_text(x: u64, y: u64) -> u64 {
    let (x, y) = (of::<Str>(x), of::<Str>(y));
    const SHORT: usize = 16;
    if x.len == 1 && x.width == 1 && y.width == 1 && y.len <= SHORT {
        return y.raw().contains(&x.raw()[0]) as u64;
    }
    crate::builtins::str_methods::find_in(y, x, 0, y.len()).is_some() as u64
}
unsafe extern "sysv64" fn text_in_tuple(x: u64, t: u64) -> u64 {
    // SAFETY: compiled code has checked the class; the tuple holds strings.
    let (x, t) = (of::<Str>(x), Value::from_bits(t).cast_unchecked::<Tuple>());
    t.items().iter().any(|v| v.cast_unchecked::<Str>().same(x)) as u64
}
/// Whether two strings are equal, as an int.
pub fn same(r: &mut Rec, x: Ref, y: Ref) -> Ref {
    pure(r, "same_text", same_text as *const () as u64, &[x, y])
}
/// `x op y` of strings, as a truth word.
fn compare_texts(x: RV, y: RV, op: Cmp) -> Option<Ref> {
    let equality = matches!(op, Cmp::Eq | Cmp::Ne);
    for v in [x.v, y.v] {
        as_text(v).filter(|_| equality || v.exact::<Str>().is_some())?;
    }
    let r = rec();
    r.guard_class(x.r, x.v);
    r.guard_class(y.r, y.v);
    let (name, function, rel) = match op {
        Cmp::Eq => ("same_text", same_text as *const (), Ir::Ine),
        Cmp::Ne => ("same_text", same_text as *const (), Ir::Ieq),
        Cmp::Lt => ("order_of_texts", order_of_texts as *const (), Ir::Ilt),
        Cmp::Le => ("order_of_texts", order_of_texts as *const (), Ir::Ile),
        Cmp::Gt => ("order_of_texts", order_of_texts as *const (), Ir::Igt),
        Cmp::Ge => ("order_of_texts", order_of_texts as *const (), Ir::Ige),
    };
    let n = pure(r, name, function as u64, &[x.r, y.r]);
    Some(truth_word(r, rel, n))
}
/// `x == y` or `x != y` of tuples, one of them made by the trace or constant, of items that compare without a call.
fn compare_tuples(x: RV, y: RV, op: Cmp) -> Option<Ref> {
    let (s, t) = (x.v.exact::<Tuple>()?, y.v.exact::<Tuple>()?);
    if !matches!(op, Cmp::Eq | Cmp::Ne) {
        return None;
    }
    let r = rec();
    let mut items_of = |v: RV, t: Gc<Tuple>| {
        let refs = match r.builder.trace().op(v.r).is_const() {
            true => Some(t.items().iter().map(|v| r.constant(*v)).collect()),
            false => r.tuple_items(v.r),
        };
        refs.filter(|i: &Vec<Ref>| i.len() == t.len() && i.len() <= 4)
    };
    let (known, other, (a, b)) = match (items_of(y, t), items_of(x, s)) {
        (Some(items), _) => (items, x, (t, s)),
        (None, Some(items)) => (items, y, (s, t)),
        (None, None) => return None,
    };
    let o = r.object(other.r);
    r.guard_shape(o, Kind::Tuple as u32);
    let len = r.builder.count(o, 8, Class::CONST);
    let k = r.builder.kint(known.len() as i64);
    let mut same = r.builder.op(Ir::Ieq, &[len, k]);
    if a.len() != b.len() || known.is_empty() {
        if !known.is_empty() {
            r.guard_bool(same, false);
        }
    } else {
        r.guard_bool(same, true);
        for (i, p) in known.into_iter().enumerate() {
            let (v, w) = (a.items()[i], b.items()[i]);
            let plain = |v: Value| v.is_small() || matches!(exact_kind(v), Some(Kind::NoneType | Kind::Bool));
            let texts = v.exact::<Str>().is_some() && w.exact::<Str>().is_some();
            if !(texts || plain(v) && plain(w) && exact_kind(v) == exact_kind(w)) {
                return None;
            }
            let q = r.load_tagged(o, 16 + 8 * i, Class::CONST);
            r.guard_class(p, v);
            r.guard_class(q, w);
            let is = if texts {
                let n = self::same(r, p, q);
                let zero = r.builder.kint(0);
                r.builder.op(Ir::Ine, &[n, zero])
            } else {
                r.builder.op(Ir::Weq, &[p, q])
            };
            same = if i == 0 { is } else { r.builder.op(Ir::Band, &[same, is]) };
        }
    }
    let is = if op == Cmp::Ne { r.builder.op(Ir::Bnot, &[same]) } else { same };
    Some(r.builder.op(Ir::BoxBool, &[is]))
}
/// Whether `n` compares so with 0, as a truth word.
pub fn truth_word(r: &mut Rec, rel: Ir, n: Ref) -> Ref {
    let zero = r.builder.kint(0);
    let is = r.builder.op(rel, &[n, zero]);
    r.builder.op(Ir::BoxBool, &[is])
}
/// `x op y` of an int and a truth value, or of two of these.
fn with_bool(op: BinOp, x: RV, y: RV) -> Option<Ref> {
    let both = !x.v.is_small() && !y.v.is_small();
    if x.v.is_small() && y.v.is_small() {
        return None;
    }
    let op = match op {
        BinOp::Add => IntOp::Add,
        BinOp::Sub => IntOp::Sub,
        BinOp::Mul => IntOp::Mul,
        // of two truth values these are truth values
        _ if both => return None,
        BinOp::And => IntOp::And,
        BinOp::Or => IntOp::Or,
        BinOp::Xor => IntOp::Xor,
        _ => return None,
    };
    let (x, y) = (int_or_bool(x)?, int_or_bool(y)?);
    let v = Recorder.int_op(op, x, y)?;
    Some(Recorder.of_int(v).r)
}
fn int_or_bool(x: RV) -> Option<<Pairs as Family>::Int> {
    if let Some(i) = Recorder.as_small(x) {
        return Some(i);
    }
    x.v.exact::<Bool>()?;
    let r = rec();
    r.guard_class(x.r, x.v);
    let b = r.builder.op(Ir::UnboxBool, &[x.r]);
    let i = r.builder.op(Ir::Btoi, &[b]);
    Some(super::ops::RI { v: (x.v == boolean(true)) as i64, r: i })
}
/// `len(x)` of objects that keep it in a field.
pub fn length(r: &mut Rec, x: RV) -> Option<Ref> {
    let (offset, c) = match exact_kind(x.v)? {
        Kind::List => (offset_of!(List, len), class::LIST),
        Kind::Tuple => (8, Class::CONST),
        Kind::Str => (offset_of!(Str, len), Class::CONST),
        Kind::Bytes => (offset_of!(Bytes, len), Class::CONST),
        Kind::Dict => (offset_of!(Dict, used), class::DICT),
        Kind::Set => (offset_of!(Set, used), class::SETS),
        _ => return None,
    };
    r.guard_class(x.r, x.v);
    let o = r.builder.op(Ir::UnboxPtr, &[x.r]);
    Some(r.builder.count(o, offset as i32, c))
}
/// `bool(x)`, as a truth word.
fn truth(x: RV) -> Option<Ref> {
    if let Some(f) = Recorder.as_float(x) {
        let r = rec();
        let zero = r.builder.kfloat(0.0);
        let c = r.builder.op(Ir::Fne, &[f.r, zero]);
        return Some(super::ops::truth(r, c, f.v != 0.0).r);
    }
    let r = rec();
    let n = length(r, x)?;
    Some(truth_word(r, Ir::Ine, n))
}
/// `x in y`, as a truth word.
fn contains(x: RV, y: RV) -> Option<Ref> {
    if let Some(w) = dicts::contains(y, x) {
        return Some(w);
    }
    let r = rec();
    match exact_kind(y.v)? {
        Kind::Str => {
            x.v.exact::<Str>()?;
            if let Some(w) = chars::contains(x, y) {
                return Some(w);
            }
            r.guard_class(x.r, x.v);
            r.guard_class(y.r, y.v);
            let n = pure(r, "text_in_text", text_in_text as *const () as u64, &[x.r, y.r]);
            Some(truth_word(r, Ir::Ine, n))
        }
        // a constant tuple of strings
        Kind::Tuple => {
            let t = y.v.exact::<Tuple>()?;
            as_text(x.v)?;
            if !r.builder.trace().op(y.r).is_const() || t.items().iter().any(|v| v.exact::<Str>().is_none()) {
                return None;
            }
            r.guard_class(x.r, x.v);
            let n = pure(r, "text_in_tuple", text_in_tuple as *const () as u64, &[x.r, y.r]);
            Some(truth_word(r, Ir::Ine, n))
        }
        _ => None,
    }
}

// --- subscripts
/// `x[y]`
fn get_item(x: RV, y: RV) -> Option<Ref> {
    if let Some(v) = arrays::get_item(x, y) {
        return Some(v);
    }
    if let Some(v) = items::get_item(x, y) {
        return Some(v.r);
    }
    if let Some(w) = dicts::get_item(x, y) {
        return Some(w);
    }
    sequences::slice(x, y)
}
unsafe extern "sysv64" fn set_entry(d: u64, k: u64, v: u64) -> u64 {
    let [d, k, v] = [d, k, v].map(|w| Value::from_bits(w));
    // SAFETY: compiled code has checked the class.
    let d: Gc<Dict> = d.cast_unchecked();
    quiet::refusing(|| d.set(k, v).map(|()| none()))
}

// --- instructions
/// What recording an instruction came to.
pub enum Made {
    Value(Ref),
    /// The call may have raised; `refuses`: it may have refused to run Python code.
    Call {
        word: Ref,
        refuses: bool,
    },
}
/// The instruction at `at`, before it is executed, if it can be recorded without memory operands.
pub fn instruction(at: At) -> Option<Made> {
    let r = rec();
    let off = r.off();
    let mut reg = |i: usize| RV { v: at.reg(i), r: r.read(off + i as i32) };
    let (a, b, c) = (at.ins.a(), at.ins.b(), at.ins.c());
    match at.ins.op() {
        Code::BUILD_TUPLE if c > 0 && c <= 16 => {
            let items: Vec<Ref> = (b..b + c).map(|i| reg(i).r).collect();
            new_tuple(rec(), &items).map(Made::Value)
        }
        Code::BUILD_LIST if c <= 16 => {
            let items: Vec<Ref> = (b..b + c).map(|i| reg(i).r).collect();
            // temporaries that hold nothing live are not to be looked at
            let named = a < rec().function().code.gc().meta.n_locals as usize;
            lists::new(&items, at.reg_opt(a).filter(|_| named)).map(Made::Value)
        }
        Code::BUILD_LIST_FOR => {
            let it = reg(b);
            lists::for_items(it.v, it.r).map(Made::Value)
        }
        Code::BUILD_SLICE => {
            let parts = [reg(b).r, reg(b + 1).r, reg(b + 2).r];
            let s = site(size_of::<Slice>(), Kind::Slice as u64)?;
            let r = rec();
            let o = r.builder.alloc(s);
            for (offset, x) in sequences::SLICE_PARTS.into_iter().zip(parts) {
                r.builder.store(o, x, offset as i32, Class::CONST);
            }
            Some(Made::Value(r.builder.op(Ir::BoxPtr, &[o])))
        }
        Code::MAKE_CELL => {
            let x = at.reg_opt(a).map(|_| reg(a).r);
            let s = site(size_of::<Cell>(), Kind::Cell as u64)?;
            let r = rec();
            let x = x.unwrap_or_else(|| r.builder.kval(0));
            let o = r.builder.alloc(s);
            r.builder.store(o, x, offset_of!(Cell, value) as i32, class::field(offset_of!(Cell, value) as u32));
            Some(Made::Value(r.builder.op(Ir::BoxPtr, &[o])))
        }
        Code::LIST_APPEND | Code::SUM_ADD => {
            let (l, v) = (reg(a), reg(b));
            l.v.exact::<List>()?;
            let r = rec();
            if at.ins.op() == Code::SUM_ADD {
                r.guard_class(l.r, l.v);
            }
            items::append(r, l.r, v.r);
            Some(Made::Value(r.constant(none())))
        }
        // of the builtin functions it does not matter whether their names still mean them: the instructions behind ask
        Code::LOAD_COMMON => crate::semantics::residual::load_common(at).ok().map(|v| Made::Value(rec().constant(v))),
        Code::GET_ITER => items::get_iter(reg(b)).map(Made::Value),
        Code::SET_ITEM | Code::MAP_ADD => set_item(reg(a), reg(b), reg(c)),
        Code::SET_ADD => dicts::add(reg(a), reg(b)).map(|word| Made::Call { word, refuses: true }),
        Code::DEL_ITEM => dicts::del_item(reg(a), reg(b)).map(|()| Made::Value(rec().constant(none()))),
        Code::PUSH_EXC => super::exceptions::push(at).map(Made::Value),
        Code::POP_EXC => super::exceptions::pop(at).map(Made::Value),
        Code::EXC_MATCH => super::exceptions::matches(at).map(Made::Value),
        Code::BUILD_MAP if c == 0 => dicts::new_empty(Kind::Dict).map(Made::Value),
        _ => None,
    }
}
/// Values without parts, and tuples of such.
fn is_deep_leaf(v: Value) -> bool {
    quiet::is_leaf_key(v) || v.exact::<Tuple>().is_some_and(|t| t.items().iter().all(|v| quiet::is_leaf(*v)))
}
fn set_item(x: RV, y: RV, v: RV) -> Option<Made> {
    match dicts::set_item(x, y, v.r) {
        Some(dicts::Stored::Done) => return Some(Made::Value(rec().constant(none()))),
        Some(dicts::Stored::Call(word)) => return Some(Made::Call { word, refuses: false }),
        None => {}
    }
    match exact_kind(x.v)? {
        Kind::ByteArray | Kind::NumArray => {
            items::set_item(x, y, v).or_else(|| arrays::set_item(x, y, v))?;
            Some(Made::Value(rec().constant(none())))
        }
        Kind::Dict => {
            if !is_deep_leaf(y.v) {
                return None;
            }
            let r = rec();
            r.guard_class(x.r, x.v);
            r.guard_class(y.r, y.v);
            let word = r.call("set_entry", set_entry as *const () as u64, &[x.r, y.r, v.r], Doing::Writes);
            Some(Made::Call { word, refuses: true })
        }
        Kind::List => {
            let word = sequences::set_slice(x, y, v)?;
            Some(Made::Call { word, refuses: false })
        }
        _ => None,
    }
}
