//! `unicodedata.ucd_3_2_0`: the Unicode Character Database of version 3.2, on which internationalised domain names rest. It
//! is the present database with the differences in `unicode::version_3_2`.

use crate::builtins::exceptions::value_error;
use crate::layout;
use crate::object::gc::{Gc, alloc};
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Res, boolean};
use crate::stdlib::unicodedata::{normal_of, point_of, word};
use crate::unicode::normalize::{Form, normalize};
use crate::unicode::version_3_2 as old;
use crate::unicode::{self as u, names};

layout! {
    /// `unicodedata.UCD`
    pub struct Ucd: Ucd {
        raw unused: u64,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "UCD",
    module: "unicodedata",
    kind: crate::object::kind::Kind::Ucd,
    doc: "",
    flags: f::NO_NEW,
    methods: &[METHODS],
    getsets: &[GETSETS],
};
static GETSETS: &[GetSetDef] =
    &[GetSetDef::ro("unidata_version", |_| Ok(Str::intern("3.2.0").value()), "Version of the database.")];
static METHODS: &[NativeDef] = &[
    NativeDef::new("decimal(self, chr, default=<unrepresentable>, /)", decimal, "The decimal value of a character."),
    NativeDef::new("digit(self, chr, default=<unrepresentable>, /)", digit, "The digit value of a character."),
    NativeDef::new("numeric(self, chr, default=<unrepresentable>, /)", numeric, "The numeric value of a character."),
    NativeDef::new("category(self, chr, /)", category, "The general category of a character."),
    NativeDef::new("bidirectional(self, chr, /)", bidirectional, "The bidirectional class of a character."),
    NativeDef::new("combining(self, chr, /)", combining, "The canonical combining class of a character."),
    NativeDef::new("mirrored(self, chr, /)", mirrored, "The mirrored property of a character."),
    NativeDef::new("east_asian_width(self, chr, /)", east_asian_width, "The east asian width of a character."),
    NativeDef::new("decomposition(self, chr, /)", decomposition, "The decomposition mapping of a character."),
    NativeDef::new("name(self, chr, default=<unrepresentable>, /)", name, "The name of a character."),
    NativeDef::new("lookup(self, name, /)", |a| super::unicodedata::lookup_of(a[1]), "Look up character by name."),
    NativeDef::new("normalize(self, form, unistr, /)", normal, "The normal form of a string."),
    NativeDef::new("is_normalized(self, form, unistr, /)", is_normal, "Is a string in a normal form?"),
];
pub fn make() -> Gc<Ucd> {
    alloc(Ucd { header: Ucd::HEADER, unused: 0 })
}

fn assigned(c: u32) -> bool {
    let i = old::ASSIGNED.partition_point(|r| r.1 < c);
    old::ASSIGNED.get(i).is_some_and(|r| r.0 <= c)
}
fn changed(table: &[(u32, u32, &'static str)], c: u32) -> Option<&'static str> {
    let i = table.partition_point(|r| r.1 < c);
    table.get(i).filter(|r| r.0 <= c).map(|r| r.2)
}
/// A property that is a word: the old one where it differs, nothing special where nothing was assigned.
fn property(a: &Args, function: &str, differs: &[(u32, u32, &'static str)], now: fn(u32) -> &'static str) -> Res {
    let c = point_of(a[1], function)?;
    let none = if function == "east_asian_width" { "N" } else { "" };
    word(if assigned(c) { changed(differs, c).unwrap_or_else(|| now(c)) } else { none })
}
fn category(a: &Args) -> Res {
    let c = point_of(a[1], "category")?;
    if !assigned(c) {
        return word("Cn");
    }
    property(a, "category", old::CATEGORIES, |c| u::CATEGORIES[u::record(c).category as usize])
}
fn bidirectional(a: &Args) -> Res {
    property(a, "bidirectional", old::BIDI, |c| u::BIDI[u::record(c).bidi as usize])
}
fn east_asian_width(a: &Args) -> Res {
    property(a, "east_asian_width", old::WIDTHS, |c| u::WIDTHS[u::record(c).width as usize])
}
fn combining(a: &Args) -> Res {
    let c = point_of(a[1], "combining")?;
    Ok(Value::small(if assigned(c) { u::record(c).combining as i64 } else { 0 }))
}
fn mirrored(a: &Args) -> Res {
    let c = point_of(a[1], "mirrored")?;
    let i = old::MIRRORED.partition_point(|r| r.1 < c);
    let differs = old::MIRRORED.get(i).is_some_and(|r| r.0 <= c);
    Ok(Value::small((assigned(c) && u::has(c, u::flags::MIRRORED) != differs) as i64))
}
fn or_default(a: &Args, v: Option<Value>, message: &'static str) -> Res {
    v.or_else(|| a.opt(2)).ok_or_else(|| value_error(message))
}
fn small(n: i8) -> Option<Value> {
    (n >= 0).then(|| Value::small(n as i64))
}
fn decimal(a: &Args) -> Res {
    let c = point_of(a[1], "decimal")?;
    let now = || if assigned(c) { u::record(c).decimal } else { -1 };
    let n = old::DECIMALS.binary_search_by_key(&c, |d| d.0).map_or_else(|_| now(), |i| old::DECIMALS[i].1);
    or_default(a, small(n), "not a decimal")
}
fn digit(a: &Args) -> Res {
    let c = point_of(a[1], "digit")?;
    or_default(a, small(u::record(c).digit).filter(|_| assigned(c)), "not a digit")
}
fn numeric(a: &Args) -> Res {
    let c = point_of(a[1], "numeric")?;
    or_default(a, u::numeric(c).map(Value::float).filter(|_| assigned(c)), "not a numeric character")
}
fn decomposition(a: &Args) -> Res {
    let c = point_of(a[1], "decomposition")?;
    if assigned(c) { super::unicodedata::decomposition_of(c) } else { word("") }
}
fn name(a: &Args) -> Res {
    let c = point_of(a[1], "name")?;
    let n = names::name(c).filter(|_| assigned(c)).map(|n| Str::new(&n).value());
    or_default(a, n, "no such name")
}
/// Characters that were not assigned stand for themselves and part what is left and right of them.
fn normal_form(form: Form, s: Gc<Str>) -> Vec<u32> {
    let (mut out, mut run) = (vec![], vec![]);
    let end = |run: &mut Vec<u32>, out: &mut Vec<u32>| out.extend(normalize(form, run.drain(..)));
    for c in s.points() {
        if !assigned(c) {
            end(&mut run, &mut out);
            out.push(c);
            continue;
        }
        let corrected = old::DECOMPOSITIONS.binary_search_by_key(&c, |d| d.0);
        run.push(corrected.map_or(c, |i| old::DECOMPOSITIONS[i].1));
    }
    end(&mut run, &mut out);
    out
}
fn normal(a: &Args) -> Res {
    normal_of(a[1], a[2], "normalize", normal_form).map(|(_, n)| n.value())
}
fn is_normal(a: &Args) -> Res {
    normal_of(a[1], a[2], "is_normalized", normal_form).map(|(s, n)| boolean(s.same(n)))
}
