//! Characters in traces. `s[i]` and `for c in s` give a word out of the table of one-character strings; what is asked about such a
//! word is asked about its index in the table, the character's code: comparisons of characters are comparisons of ints, and
//! whether one is in a constant text, or `isdigit`, is a look into a table of bytes.
//!
//! Only codes below 256 have a place in the table; strings with other characters take the general ways.

use std::mem::offset_of;
use std::sync::Mutex;

use sidewinder_jit::ir::{Class, ClassSet, Op as Ir, Ref, Ty};

use super::ops::RV;
use super::recorder::{Rec, class, rec};
use crate::object::kind::Kind;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::protocol::compare::Cmp;
use crate::vm::vm;

/// The one-character string of a code.
pub fn of_code(r: &mut Rec, code: Ref) -> Ref {
    let table = r.builder.kptr(vm().latin1_table() as u64);
    r.builder.loadx(Ty::Tagged, table, code, 0, Class::CONST)
}
/// The code of a word from the table.
fn code_in_table(r: &Rec, x: Ref) -> Option<Ref> {
    let t = r.builder.trace();
    if t.op(x) != Ir::Loadx {
        return None;
    }
    let (table, code) = (t.arg(x, 0), t.arg(x, 1));
    (t.op(table) == Ir::KPtr && t.inst(table).imm as u64 == vm().latin1_table() as u64).then_some(code)
}
/// Is the word out of the table, and so certainly a string?
pub fn is_char(r: &Rec, x: Ref) -> bool {
    code_in_table(r, x).is_some()
}
/// The code of a string that is one character of the table.
fn code_now(v: Value) -> Option<u8> {
    let s = v.exact::<Str>().filter(|s| s.len == 1 && s.width == 1)?;
    // SAFETY: the string has a character.
    Some(unsafe { *s.data })
}
fn is_constant(r: &Rec, x: Ref) -> bool {
    r.builder.trace().op(x).is_const()
}

/// What is known of a string.
enum Known {
    Code(Ref),
    /// It has more or less than one character.
    Longer,
}
/// The code of a string, or that it has not exactly one character, under guards. `None`: it has one, but not of the table.
fn know(r: &mut Rec, x: RV) -> Option<Known> {
    if let Some(c) = code_in_table(r, x.r) {
        return Some(Known::Code(c));
    }
    let s = x.v.exact::<Str>()?;
    if is_constant(r, x.r) {
        return match code_now(x.v) {
            Some(c) => Some(Known::Code(r.builder.kint(c as i64))),
            None => (s.len != 1).then_some(Known::Longer),
        };
    }
    if s.len == 1 && s.width != 1 {
        return None;
    }
    let o = r.object(x.r);
    r.guard_shape(o, Kind::Str as u32);
    let one = r.builder.kint(1);
    let len = r.builder.count(o, offset_of!(Str, len) as i32, Class::CONST);
    let single = r.builder.op(Ir::Ieq, &[len, one]);
    r.guard_answer(single, s.len == 1);
    if s.len != 1 {
        return Some(Known::Longer);
    }
    let width = r.builder.mem(Ir::LoadU8, &[o], offset_of!(Str, width) as i32, Class::CONST);
    let narrow = r.builder.op(Ir::Ieq, &[width, one]);
    r.guard_bool(narrow, true);
    let data = r.builder.load(Ty::Ptr, o, offset_of!(Str, data) as i32, Class::CONST);
    Some(Known::Code(r.builder.mem(Ir::LoadU8, &[data], 0, Class::CONST)))
}
/// `ord(x)`
pub fn ordinal(r: &mut Rec, x: RV) -> Option<RV> {
    let now = code_now(x.v)?;
    match know(r, x)? {
        Known::Code(c) => Some(RV { v: Value::small(now as i64), r: r.builder.op(Ir::BoxInt, &[c]) }),
        Known::Longer => None,
    }
}
/// `chr(x)`
pub fn character(r: &mut Rec, x: RV) -> Option<RV> {
    let now = u8::try_from(x.v.as_small()?).ok()?;
    r.guard(Ir::GuardInt, &[x.r]);
    let code = r.builder.op(Ir::UnboxInt, &[x.r]);
    let end = r.builder.kint(256);
    let inside = r.builder.op(Ir::Iult, &[code, end]);
    r.guard_bool(inside, true);
    Some(RV { v: vm().latin1(now).value(), r: of_code(r, code) })
}
/// `x op y` of strings, one of which is out of the table or a constant of one character, as a truth word.
pub fn compare(x: RV, y: RV, op: Cmp) -> Option<Ref> {
    let r = rec();
    let (Some(a), Some(b)) = (x.v.exact::<Str>(), y.v.exact::<Str>()) else { return None };
    let cheap = |r: &Rec, v: RV| is_char(r, v.r) || is_constant(r, v.r) && code_now(v.v).is_some();
    // order matters only between single characters
    let equality = matches!(op, Cmp::Eq | Cmp::Ne);
    if !(cheap(r, x) || cheap(r, y)) || !equality && (a.len != 1 || b.len != 1) {
        return None;
    }
    let is = match (know(r, x)?, know(r, y)?) {
        (Known::Code(a), Known::Code(b)) => {
            let op = match op {
                Cmp::Eq => Ir::Ieq,
                Cmp::Ne => Ir::Ine,
                Cmp::Lt => Ir::Ilt,
                Cmp::Le => Ir::Ile,
                Cmp::Gt => Ir::Igt,
                Cmp::Ge => Ir::Ige,
            };
            r.builder.op(op, &[a, b])
        }
        // not of the same length
        _ => r.builder.kbool(op == Cmp::Ne),
    };
    Some(r.builder.op(Ir::BoxBool, &[is]))
}
/// `x in y` for a constant text, as a truth word.
pub fn contains(x: RV, y: RV) -> Option<Ref> {
    let text = y.v.exact::<Str>()?;
    code_now(x.v)?;
    let r = rec();
    if !is_constant(r, y.r) {
        // a global name is seldom given another text
        let t = r.builder.trace();
        let loaded = t.inst(y.r);
        if loaded.op != Ir::Load || t.effects(loaded).reads != ClassSet::of(class::VALUES) {
            return None;
        }
    }
    let mut codes = [0; 256];
    let mut note = |c: u32| {
        if let Some(there) = codes.get_mut(c as usize) {
            *there = 1;
        }
    };
    crate::units!(text, |units| units.iter().for_each(|c| note(u32::from(*c))));
    let table = table_of(codes)?;
    let Known::Code(c) = know(r, x)? else { return None };
    r.guard_is(y.r, y.v);
    Some(look(r, table, c))
}
/// `x.name()` of a character out of the table, whose answer is True, False or a character; `f` is the method.
pub fn method(name: &str, f: Value, x: RV) -> Option<Ref> {
    const QUESTIONS: [&str; 10] = [
        "isalnum",
        "isalpha",
        "isascii",
        "isdecimal",
        "isdigit",
        "isidentifier",
        "islower",
        "isprintable",
        "isspace",
        "isupper",
    ];
    const CHANGES: [&str; 6] = ["capitalize", "casefold", "lower", "swapcase", "title", "upper"];
    let (questions, changes) = (QUESTIONS.contains(&name), CHANGES.contains(&name));
    if !questions && !changes {
        return None;
    }
    let r = rec();
    let code = code_in_table(r, x.r)?;
    let mut answers = [None; 256];
    for c in 0..=255u8 {
        let y = crate::protocol::call::call(f, &[vm().latin1(c).value()]).ok()?;
        answers[c as usize] = if questions { Some((y == vm().true_) as u8) } else { code_now(y) };
    }
    let table = table_of(answers.map(|a| a.unwrap_or(0)))?;
    if questions {
        return Some(look(r, table, code));
    }
    // some characters become two, or others than those of the table
    answers[code_now(x.v)? as usize]?;
    if answers.contains(&None) {
        let single = table_of(answers.map(|a| a.is_some() as u8))?;
        let is = is_there(r, single, code);
        r.guard_bool(is, true);
    }
    let changed = look_up(r, table, code);
    Some(of_code(r, changed))
}
fn look_up(r: &mut Rec, table: &'static Table, code: Ref) -> Ref {
    let table = r.builder.kptr(table.as_ptr() as u64);
    r.builder.mem(Ir::LoadxU8, &[table, code], 0, Class::CONST)
}
fn is_there(r: &mut Rec, table: &'static Table, code: Ref) -> Ref {
    let there = look_up(r, table, code);
    let zero = r.builder.kint(0);
    r.builder.op(Ir::Ine, &[there, zero])
}
fn look(r: &mut Rec, table: &'static Table, code: Ref) -> Ref {
    let is = is_there(r, table, code);
    r.builder.op(Ir::BoxBool, &[is])
}

/// What traces look up for a code.
type Table = [u8; 256];
/// The tables that traces have, for the rest of the process.
static TABLES: Mutex<Vec<&'static Table>> = Mutex::new(Vec::new());
const MAX_TABLES: usize = 256;

/// The table of this contents; `None` if there are too many already.
fn table_of(contents: Table) -> Option<&'static Table> {
    let mut tables = TABLES.lock().ok()?;
    if let Some(table) = tables.iter().find(|t| ***t == contents) {
        return Some(table);
    }
    if tables.len() >= MAX_TABLES {
        return None;
    }
    let table: &'static Table = Box::leak(Box::new(contents));
    tables.push(table);
    Some(table)
}
