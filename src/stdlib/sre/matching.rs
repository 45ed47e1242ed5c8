//! `re.Match`.

use std::cell::Cell;

use super::engine::Matcher;
use super::pattern::Pattern;
use super::subject::Subject;
use super::template;
use crate::builtins::exceptions::{Exc, raise, type_error};
use crate::builtins::{native_class, util};
use crate::layout;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::str::{self, StrBuilder, Unit};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{item, number, text};

layout! {
    pub struct Match: SreMatch {
        gc string: Slot,
        gc pattern: Ptr<Pattern>,
        gc regs: Slot,
        /// Start and end of the match and of each group, one after the other; -1 where a group did not take part.
        gc spans: Ptr<Tuple>,
        raw pos: Cell<usize>,
        raw end: Cell<usize>,
        raw last_group: Cell<usize>,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "Match",
    module: "re",
    kind: Kind::SreMatch,
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    flags: f::NO_NEW | f::IMMUTABLE,
    methods: &[METHODS, util::CLASS_GETITEM],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "group(self, /, *args)",
        group,
        "group([group1, ...]) -> str or tuple.\nReturn subgroup(s) of the match by indices or names.\nFor 0 returns the entire match.",
    ),
    NativeDef::new(
        "start(self, group=0, /)",
        |a| Ok(span(a)?[0]),
        "Return index of the start of the substring matched by group.",
    ),
    NativeDef::new(
        "end(self, group=0, /)",
        |a| Ok(span(a)?[1]),
        "Return index of the end of the substring matched by group.",
    ),
    NativeDef::new(
        "span(self, group=0, /)",
        |a| Ok(Tuple::try_new(&span(a)?)?.value()),
        "For match object m, return the 2-tuple (m.start(group), m.end(group)).",
    ),
    NativeDef::new(
        "groups(self, /, default=None)",
        groups,
        "Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not participate in the match.",
    ),
    NativeDef::new(
        "groupdict(self, /, default=None)",
        group_dict,
        "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used for groups that did not participate in the match.",
    ),
    NativeDef::new(
        "expand(self, /, template)",
        |a| template::expand(matched(a[0])?, a[1]),
        "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.",
    ),
    NativeDef::new("__getitem__(self, key, /)", |a| group_value(matched(a[0])?, a[1]), "Return self[key]."),
    NativeDef::new("__copy__(self, /)", util::return_self, ""),
    NativeDef::new("__deepcopy__(self, memo, /)", util::return_self, ""),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
];
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("string", |v| Ok(matched(v)?.string.get_or_none()), "The string passed to match() or search()."),
    GetSetDef::ro("re", |v| Ok(matched(v)?.pattern.gc().value()), "The regular expression object."),
    GetSetDef::ro(
        "pos",
        |v| Ok(Value::usize(matched(v)?.pos.get())),
        "The index into the string at which the RE engine started looking for a match.",
    ),
    GetSetDef::ro(
        "endpos",
        |v| Ok(Value::usize(matched(v)?.end.get())),
        "The index into the string beyond which the RE engine will not go.",
    ),
    GetSetDef::ro("lastindex", last_index, "The integer index of the last matched capturing group."),
    GetSetDef::ro("lastgroup", last_group, "The name of the last matched capturing group."),
    GetSetDef::ro("regs", regs, ""),
];

pub fn matched(v: Value) -> Result<Gc<Match>, Raised> {
    v.cast::<Match>().ok_or_else(|| type_error("a re.Match object is required"))
}
/// The object for what a matcher has found.
pub fn of<T: Unit>(p: Gc<Pattern>, string: Value, m: &Matcher<T>, pos: usize, end: usize) -> Result<Gc<Match>, Raised> {
    native_class(&TYPE);
    let spans = Tuple::try_alloc(2 * (p.groups.get() + 1), Kind::Tuple as u32, 0)?;
    let put = |g: usize, (from, to): (i64, i64)| {
        spans.init(2 * g, Value::int(from));
        spans.init(2 * g + 1, Value::int(to));
    };
    put(0, (m.start as i64, m.end as i64));
    for g in 0..p.groups.get() {
        put(g + 1, m.group(g).map_or((-1, -1), |(s, e)| (s as i64, e as i64)));
    }
    Ok(alloc(Match {
        header: Match::HEADER,
        string: Slot::new(string),
        pattern: Ptr::new(p),
        regs: Slot::empty(),
        spans: Ptr::new(spans),
        pos: Cell::new(pos),
        end: Cell::new(end),
        last_group: Cell::new(m.last_group),
    }))
}
impl Gc<Match> {
    /// The match and the groups.
    pub fn count(self) -> usize {
        self.spans.gc().len() / 2
    }
    /// Start and end of group `i`, as values.
    fn ends(self, i: usize) -> [Value; 2] {
        let spans = self.spans.gc();
        [spans.get(2 * i), spans.get(2 * i + 1)]
    }
}

/// The number that a group index or name means.
fn group_number(m: Gc<Match>, key: Value) -> Result<usize, Raised> {
    let no_such = || raise(Exc::IndexError, "no such group");
    let i = if number::has_index(key) {
        number::to_index_clipped(key)?
    } else {
        let index = item::get_item(m.pattern.gc().group_index.get_or_none(), key);
        match index {
            Ok(v) => v.as_small().unwrap_or(-1),
            Err(Raised) => {
                crate::thread::thread().clear_exception();
                -1
            }
        }
    };
    if i < 0 || i as usize >= m.count() { Err(no_such()) } else { Ok(i as usize) }
}
/// The text of group `i` (there is one), if it took part.
pub fn group_text(m: Gc<Match>, i: usize) -> Result<Option<Value>, Raised> {
    let [Some(s), Some(e)] = m.ends(i).map(|v| v.as_small().and_then(|i| usize::try_from(i).ok())) else {
        return Ok(None);
    };
    if m.string.get_or_none() == none() {
        return Ok(None);
    }
    Subject::any(m.string.get_or_none())?.slice(s, e).map(Some)
}
fn group_value(m: Gc<Match>, key: Value) -> Res {
    Ok(group_text(m, group_number(m, key)?)?.unwrap_or_else(none))
}
fn group(a: &Args) -> Res {
    let m = matched(a[0])?;
    match a.rest {
        [] => Ok(group_text(m, 0)?.unwrap_or_else(none)),
        [one] => group_value(m, *one),
        several => {
            let mut v = crate::object::buffer::GcVec::with_capacity(several.len());
            for k in several {
                v.push(group_value(m, *k)?);
            }
            Ok(Tuple::try_new(v.as_slice())?.value())
        }
    }
}
fn span(a: &Args) -> Result<[Value; 2], Raised> {
    let m = matched(a[0])?;
    let i = match a.opt(1) {
        Some(k) => group_number(m, k)?,
        None => 0,
    };
    Ok(m.ends(i))
}
fn groups(a: &Args) -> Res {
    let m = matched(a[0])?;
    let default = a.opt(1).unwrap_or_else(none);
    let mut v = crate::object::buffer::GcVec::with_capacity(m.count());
    for i in 1..m.count() {
        v.push(group_text(m, i)?.unwrap_or(default));
    }
    Ok(Tuple::try_new(v.as_slice())?.value())
}
fn group_dict(a: &Args) -> Res {
    let m = matched(a[0])?;
    let default = a.opt(1).unwrap_or_else(none);
    let d = Dict::new();
    if let Some(names) = m.pattern.gc().group_index.get_or_none().cast::<Dict>() {
        for (name, i) in names.iter() {
            let i = i.as_small().and_then(|i| usize::try_from(i).ok()).filter(|i| *i < m.count());
            d.set(name, i.map_or(Ok(None), |i| group_text(m, i))?.unwrap_or(default))?;
        }
    }
    Ok(d.value())
}
fn last_index(v: Value) -> Res {
    let i = matched(v)?.last_group.get();
    Ok(if i > 0 { Value::usize(i) } else { none() })
}
fn last_group(v: Value) -> Res {
    let m = matched(v)?;
    let i = m.last_group.get();
    Ok(m.pattern.gc().index_group.gc().items().get(i).copied().filter(|_| i > 0).unwrap_or_else(none))
}
fn regs(v: Value) -> Res {
    let m = matched(v)?;
    if let Some(r) = m.regs.get() {
        return Ok(r);
    }
    let mut all = crate::object::buffer::GcVec::with_capacity(m.count());
    for i in 0..m.count() {
        all.push(Tuple::try_new(&m.ends(i))?.value());
    }
    let t = Tuple::try_new(all.as_slice())?.value();
    m.regs.set(m, t);
    Ok(t)
}
fn repr(a: &Args) -> Res {
    let m = matched(a[0])?;
    let [s, e] = m.ends(0).map(|v| v.as_small().unwrap_or(-1));
    let what = text::repr(group_text(m, 0)?.unwrap_or_else(none))?;
    let mut b = StrBuilder::new();
    b.push_text(&format!("<re.Match object; span=({s}, {e}), match="));
    b.push_str(str::slice(what, 0, 50)?);
    b.push_text(">");
    Ok(b.finish()?.value())
}
