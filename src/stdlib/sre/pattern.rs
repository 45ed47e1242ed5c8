//! `re.Pattern` and the scanner that `finditer` steps.

use std::cell::{Cell, OnceCell};
use std::hash::Hasher;

use super::engine::{Goal, Matcher, Scratch};
use super::matching;
use super::program::Program;
use super::replace;
use super::subject::Subject;
use crate::builtins::exceptions::{overflow_error, type_error};
use crate::builtins::{mapping_proxy, native_class, util};
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Ptr, Slot, alloc, alloc_droppable};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::str::{Str, StrBuilder, Unit};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::{attr, call, compare, iter, number, text};
use crate::vm::vm;
use crate::{layout, units};

layout! {
    pub struct Pattern: SrePattern {
        gc pattern: Slot,
        gc group_index: Slot,
        gc index_group: Ptr<Tuple>,
        raw code: Box<[u32]>,
        /// Made of the code when it is first used.
        raw program: OnceCell<Box<Program>>,
        raw scratch: Cell<Scratch>,
        raw hash: Cell<Option<i64>>,
        raw flags: Cell<i64>,
        raw groups: Cell<usize>,
        /// For bytes, for strings, or (pattern `None`) for both.
        raw is_bytes: Cell<Option<bool>>,
    }
}
layout! {
    pub struct Scanner: SreScanner {
        gc pattern: Ptr<Pattern>,
        gc string: Slot,
        raw pos: Cell<usize>,
        raw end: Cell<usize>,
        raw start: Cell<usize>,
        raw advance: Cell<bool>,
        raw finished: Cell<bool>,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "Pattern",
    module: "re",
    kind: Kind::SrePattern,
    doc: "Compiled regular expression object.",
    flags: f::NO_NEW | f::WEAKREF | f::IMMUTABLE,
    methods: &[METHODS, util::CLASS_GETITEM],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "match(self, /, string, pos=0, endpos=sys.maxsize)",
        |a| once(a, How::Match),
        "Matches zero or more characters at the beginning of the string.",
    ),
    NativeDef::new(
        "fullmatch(self, /, string, pos=0, endpos=sys.maxsize)",
        |a| once(a, How::Full),
        "Matches against all of the string.",
    ),
    NativeDef::new(
        "search(self, /, string, pos=0, endpos=sys.maxsize)",
        |a| once(a, How::Search),
        "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches.",
    ),
    NativeDef::new(
        "sub(self, /, repl, string, count=0)",
        |a| replace::sub(a, false),
        "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.",
    ),
    NativeDef::new(
        "subn(self, /, repl, string, count=0)",
        |a| replace::sub(a, true),
        "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.",
    ),
    NativeDef::new(
        "findall(self, /, string, pos=0, endpos=sys.maxsize)",
        replace::find_all,
        "Return a list of all non-overlapping matches of pattern in string.",
    ),
    NativeDef::new("split(self, /, string, maxsplit=0)", replace::split, "Split string by the occurrences of pattern."),
    NativeDef::new(
        "finditer(self, /, string, pos=0, endpos=sys.maxsize)",
        find_iter,
        "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.",
    ),
    NativeDef::new("scanner(self, /, string, pos=0, endpos=sys.maxsize)", scanner, ""),
    NativeDef::new("__copy__(self, /)", util::return_self, ""),
    NativeDef::new("__deepcopy__(self, memo, /)", util::return_self, ""),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new(
        "__eq__(self, value, /)",
        |a| Ok(equal(a)?.map_or_else(not_implemented, boolean)),
        "Return self==value.",
    ),
    NativeDef::new(
        "__ne__(self, value, /)",
        |a| Ok(equal(a)?.map_or_else(not_implemented, |e| boolean(!e))),
        "Return self!=value.",
    ),
];
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro(
        "pattern",
        |v| Ok(pattern(v)?.pattern.get_or_none()),
        "The pattern string from which the RE object was compiled.",
    ),
    GetSetDef::ro("flags", |v| Ok(Value::int(pattern(v)?.flags.get())), "The regex matching flags."),
    GetSetDef::ro(
        "groups",
        |v| Ok(Value::usize(pattern(v)?.groups.get())),
        "The number of capturing groups in the pattern.",
    ),
    GetSetDef::ro(
        "groupindex",
        |v| Ok(mapping_proxy::new(pattern(v)?.group_index.get_or_none())),
        "A dictionary mapping group names to group numbers.",
    ),
];
pub static SCANNER: TypeDef = TypeDef {
    name: "SRE_Scanner",
    module: "_sre",
    kind: Kind::SreScanner,
    doc: "",
    flags: f::NO_NEW | f::IMMUTABLE,
    methods: &[&[
        NativeDef::new("match(self, /)", |a| scan(a[0], false), ""),
        NativeDef::new("search(self, /)", |a| scan(a[0], true), ""),
    ]],
    getsets: &[&[GetSetDef::ro(
        "pattern",
        |v| Ok(v.cast::<Scanner>().map_or_else(none, |s| s.pattern.gc().value())),
        "",
    )]],
};

pub fn pattern(v: Value) -> Result<Gc<Pattern>, Raised> {
    v.cast::<Pattern>().ok_or_else(|| type_error("a re.Pattern object is required"))
}

impl Pattern {
    /// A matcher for a text that ends where the search ends.
    pub fn matcher<'a, T: Unit>(&'a self, text: &'a [T]) -> Matcher<'a, T> {
        let program = self.program.get_or_init(|| Box::new(Program::new(&self.code)));
        Matcher::new(program, &self.code, self.groups.get(), text, &self.scratch)
    }
}

pub fn compile(a: &Args) -> Res {
    let Some(list) = a[2].cast::<List>() else {
        return Err(type_error(format!("compile() argument 'code' must be list, not {}", util::class_name(a[2]))));
    };
    let (source, flags) = (a[0], number::to_i64(a[1])?);
    let groups = number::to_index(a[3])?.clamp(0, u32::MAX as i64) as usize;
    let mut code = Vec::with_capacity(list.len());
    for i in 0.. {
        let Some(v) = list.get(i) else { break };
        let w = number::index(v)?.as_int().and_then(|i| i.to_i64()).and_then(|w| u32::try_from(w).ok());
        code.push(w.ok_or_else(|| overflow_error("regular expression code size limit exceeded"))?);
    }
    let is_bytes = if source == none() { None } else { Some(Subject::any(source)?.is_bytes()) };
    let index_group = iter::to_tuple(a[5])?;
    native_class(&TYPE);
    let p = Pattern {
        header: Pattern::HEADER,
        pattern: Slot::new(source),
        group_index: Slot::new(a[4]),
        index_group: Ptr::new(index_group),
        code: code.into_boxed_slice(),
        program: OnceCell::new(),
        scratch: Cell::default(),
        hash: Cell::new(None),
        flags: Cell::new(flags),
        groups: Cell::new(groups),
        is_bytes: Cell::new(is_bytes),
    };
    Ok(alloc_droppable(p).value())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Match,
    Full,
    Search,
}
fn once(a: &Args, how: How) -> Res {
    let p = pattern(a[0])?;
    let s = Subject::of(p, a[1])?;
    let (pos, end) = s.range(a.opt(2), a.opt(3))?;
    if pos > end {
        return Ok(none());
    }
    units!(s, |u| {
        let mut m = p.matcher(&u[..end]);
        let found = match how {
            How::Match => m.match_at(pos, Goal::Any),
            How::Full => m.match_at(pos, Goal::All),
            How::Search => m.search(pos, Goal::Any),
        }?;
        if found { Ok(matching::of(p, a[1], &m, pos, end)?.value()) } else { Ok(none()) }
    })
}
fn scanner(a: &Args) -> Res {
    let p = pattern(a[0])?;
    let s = Subject::of(p, a[1])?;
    let (pos, end) = s.range(a.opt(2), a.opt(3))?;
    native_class(&SCANNER);
    Ok(alloc(Scanner {
        header: Scanner::HEADER,
        pattern: Ptr::new(p),
        string: Slot::new(a[1]),
        pos: Cell::new(pos),
        end: Cell::new(end),
        start: Cell::new(pos),
        advance: Cell::new(false),
        finished: Cell::new(pos > end),
    })
    .value())
}
fn scan(v: Value, search: bool) -> Res {
    let Some(sc) = v.cast::<Scanner>() else { return Err(type_error("a scanner is required")) };
    if sc.finished.get() {
        return Ok(none());
    }
    let p = sc.pattern.gc();
    let s = Subject::of(p, sc.string.get_or_none())?;
    let end = sc.end.get().min(s.len());
    let goal = if sc.advance.get() { Goal::Advance } else { Goal::Any };
    units!(s, |u| {
        let mut m = p.matcher(&u[..end]);
        let from = sc.start.get().min(end);
        let found = if search { m.search(from, goal) } else { m.match_at(from, goal) }?;
        if !found {
            sc.finished.set(true);
            return Ok(none());
        }
        sc.advance.set(m.end == m.start);
        sc.start.set(m.end);
        Ok(matching::of(p, s.value, &m, sc.pos.get(), end)?.value())
    })
}
fn find_iter(a: &Args) -> Res {
    let s = scanner(a)?;
    let search = attr::get(s, "search")?;
    call::call(util::builtin("iter")?, &[search, none()])
}

const FLAG_NAMES: [(i64, &str); 8] = [
    (2, "re.IGNORECASE"),
    (4, "re.LOCALE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (32, "re.UNICODE"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (256, "re.ASCII"),
];
fn repr(a: &Args) -> Res {
    let p = pattern(a[0])?;
    let mut flags = p.flags.get();
    // what strings have anyway is not shown
    if p.is_bytes.get() == Some(false) && flags & (4 | 32 | 256) == 32 {
        flags &= !32;
    }
    let source = text::repr(p.pattern.get_or_none())?;
    let mut b = StrBuilder::new();
    b.push_text("re.compile(");
    b.push_str(crate::object::str::slice(source, 0, 200)?);
    let mut names: Vec<String> = vec![];
    for (bit, name) in FLAG_NAMES {
        if flags & bit != 0 {
            names.push(name.to_string());
            flags &= !bit;
        }
    }
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    if !names.is_empty() {
        b.push_text(", ");
        b.push_text(&names.join("|"));
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn hash(a: &Args) -> Res {
    let p = pattern(a[0])?;
    if let Some(known) = p.hash.get() {
        return Ok(Value::int(known));
    }
    let mut h = vm().hasher();
    p.code.iter().for_each(|w| h.write_u32(*w));
    h.write_i64(compare::hash(p.pattern.get_or_none())?);
    h.write_i64(p.flags.get());
    let hash = crate::object::hash::not_minus_one(h.finish() as i64);
    p.hash.set(Some(hash));
    Ok(Value::int(hash))
}
fn equal(a: &Args) -> Result<Option<bool>, Raised> {
    let (p, Some(q)) = (pattern(a[0])?, a[1].cast::<Pattern>()) else { return Ok(None) };
    if p == q {
        return Ok(Some(true));
    }
    if p.flags.get() != q.flags.get() || p.is_bytes.get() != q.is_bytes.get() || p.code != q.code {
        return Ok(Some(false));
    }
    compare::eq(p.pattern.get_or_none(), q.pattern.get_or_none()).map(Some)
}
/// The empty text that results are joined by.
pub fn empty(is_bytes: bool) -> Value {
    if is_bytes { Bytes::new(b"").value() } else { Str::empty().value() }
}
