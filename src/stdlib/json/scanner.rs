//! `_json.make_scanner`: parses one JSON value at an index of a string.

use crate::builtins::exceptions::{Exc, raise_with, value_error};
use crate::builtins::int::class_argument;
use crate::builtins::int_text::{self, IntError};
use crate::builtins::{float_parse, native_class};
use crate::layout;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of_kind;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call::call;
use crate::protocol::{attr, compare, number};
use crate::thread::thread;

use super::strings::{decode_error, first_argument, scan_string};

layout! {
    pub struct Scanner: JsonScanner {
        gc object_hook: Slot,
        gc object_pairs_hook: Slot,
        gc parse_float: Slot,
        gc parse_int: Slot,
        gc parse_constant: Slot,
        raw strict: bool,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "Scanner",
    module: "_json",
    kind: Kind::JsonScanner,
    doc: "JSON scanner object",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, context)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__call__(self, string, idx)", scan_once, "Call self as a function."),
];
fn field(v: Value, get: fn(&Scanner) -> &Slot) -> Res {
    Ok(v.cast::<Scanner>().map_or_else(none, |s| get(&s).get_or_none()))
}
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("strict", |v| Ok(boolean(v.cast::<Scanner>().is_some_and(|s| s.strict))), "strict"),
    GetSetDef::ro("object_hook", |v| field(v, |s| &s.object_hook), "object_hook"),
    GetSetDef::ro("object_pairs_hook", |v| field(v, |s| &s.object_pairs_hook), ""),
    GetSetDef::ro("parse_float", |v| field(v, |s| &s.parse_float), "parse_float"),
    GetSetDef::ro("parse_int", |v| field(v, |s| &s.parse_int), "parse_int"),
    GetSetDef::ro("parse_constant", |v| field(v, |s| &s.parse_constant), "parse_constant"),
];

fn new(a: &Args) -> Res {
    let cls = class_argument(a[0], native_class(&TYPE))?;
    let get = |name| attr::get(a[1], name);
    let strict = compare::truth(get("strict")?)?;
    let s = Scanner {
        header: Scanner::HEADER,
        object_hook: Slot::new(get("object_hook")?),
        object_pairs_hook: Slot::new(get("object_pairs_hook")?),
        parse_float: Slot::new(get("parse_float")?),
        parse_int: Slot::new(get("parse_int")?),
        parse_constant: Slot::new(get("parse_constant")?),
        strict,
    };
    Ok(alloc_sub(cls, s)?.value())
}
fn scan_once(a: &Args) -> Res {
    let Some(scanner) = a[0].cast::<Scanner>() else { return Ok(none()) };
    let Some(s) = a[1].cast::<Str>() else { return Err(first_argument(a[1])) };
    let idx = number::to_ssize(a[2])?;
    if idx < 0 {
        return Err(value_error("idx cannot be negative"));
    }
    let scan = Scan { scanner, s, memo: Dict::new() };
    let (v, end) = scan.value(idx as usize)?;
    Ok(Tuple::try_new(&[v, Value::usize(end)])?.value())
}

/// One call of the scanner.
struct Scan {
    scanner: Gc<Scanner>,
    s: Gc<Str>,
    /// Keys seen: equal ones share one string.
    memo: Gc<Dict>,
}
type Parsed = Result<(Value, usize), Raised>;

fn stop(i: usize) -> Raised {
    raise_with(Exc::StopIteration, Value::usize(i))
}
impl Scan {
    #[inline(always)]
    fn at(&self, i: usize) -> u32 {
        if i < self.s.len() { self.s.point(i) } else { 0 }
    }
    fn is(&self, i: usize, c: char) -> bool {
        i < self.s.len() && self.s.point(i) == c as u32
    }
    fn has(&self, i: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(k, c)| self.is(i + k, c))
    }
    #[inline]
    fn skip_space(&self, mut i: usize) -> usize {
        while matches!(self.at(i), 0x20 | 0x09 | 0x0a | 0x0d) {
            i += 1;
        }
        i
    }
    fn value(&self, i: usize) -> Parsed {
        if i >= self.s.len() {
            return Err(stop(i));
        }
        match char::from_u32(self.at(i)).unwrap_or('\0') {
            '"' => scan_string(self.s, i + 1, self.scanner.strict).map(|(s, e)| (s.value(), e)),
            '{' => {
                thread().check_native_stack(" while decoding a JSON object from a unicode string")?;
                self.object(i + 1)
            }
            '[' => {
                thread().check_native_stack(" while decoding a JSON array from a unicode string")?;
                self.array(i + 1)
            }
            'n' if self.has(i, "null") => Ok((none(), i + 4)),
            't' if self.has(i, "true") => Ok((boolean(true), i + 4)),
            'f' if self.has(i, "false") => Ok((boolean(false), i + 5)),
            'N' if self.has(i, "NaN") => self.constant("NaN", i),
            'I' if self.has(i, "Infinity") => self.constant("Infinity", i),
            '-' if self.has(i, "-Infinity") => self.constant("-Infinity", i),
            _ => self.number(i),
        }
    }
    fn constant(&self, name: &str, i: usize) -> Parsed {
        let v = call(self.scanner.parse_constant.get_or_none(), &[Str::intern(name).value()])?;
        Ok((v, i + name.len()))
    }
    fn number(&self, start: usize) -> Parsed {
        let digit = |i: usize| (0x30..0x3a).contains(&self.at(i)) && i < self.s.len();
        let mut i = start + self.is(start, '-') as usize;
        if !digit(i) {
            return Err(stop(start));
        }
        if self.is(i, '0') {
            i += 1;
        } else {
            while digit(i) {
                i += 1;
            }
        }
        let mut float = false;
        if self.is(i, '.') && digit(i + 1) {
            float = true;
            i += 1;
            while digit(i) {
                i += 1;
            }
        }
        if self.is(i, 'e') || self.is(i, 'E') {
            let mut j = i + 1 + (self.is(i + 1, '+') || self.is(i + 1, '-')) as usize;
            if digit(j) {
                float = true;
                while digit(j) {
                    j += 1;
                }
                i = j;
            }
        }
        let text: Vec<u8> = (start..i).map(|k| self.at(k) as u8).collect();
        let hook = if float { self.scanner.parse_float.get_or_none() } else { self.scanner.parse_int.get_or_none() };
        let class = type_of_kind(if float { Kind::Float } else { Kind::Int });
        if hook != class.value() {
            let text = Str::try_new(&String::from_utf8_lossy(&text))?;
            return Ok((call(hook, &[text.value()])?, i));
        }
        if float {
            return Ok((Value::float(float_parse::parse(&text).unwrap_or(f64::NAN)), i));
        }
        match int_text::parse(&text, 10) {
            Ok(v) => Ok((v, i)),
            Err(IntError::TooLong(n)) => Err(int_text::too_long(n)),
            Err(IntError::Invalid) => Err(stop(start)),
        }
    }
    fn array(&self, start: usize) -> Parsed {
        let list = List::new();
        let mut i = self.skip_space(start);
        if self.is(i, ']') {
            return Ok((list.value(), i + 1));
        }
        loop {
            let (v, end) = self.value(i)?;
            list.push(v)?;
            i = self.skip_space(end);
            if self.is(i, ']') {
                return Ok((list.value(), i + 1));
            }
            if !self.is(i, ',') {
                return Err(decode_error("Expecting ',' delimiter", self.s, i as i64));
            }
            let comma = i;
            i = self.skip_space(i + 1);
            if self.is(i, ']') {
                return Err(decode_error("Illegal trailing comma before end of array", self.s, comma as i64));
            }
        }
    }
    fn object(&self, start: usize) -> Parsed {
        let pairs_hook = self.scanner.object_pairs_hook.get().filter(|h| *h != none());
        let dict = Dict::new();
        let pairs = List::new();
        let mut i = self.skip_space(start);
        let end = if self.is(i, '}') {
            i + 1
        } else {
            loop {
                if !self.is(i, '"') {
                    return Err(decode_error("Expecting property name enclosed in double quotes", self.s, i as i64));
                }
                let (key, end) = scan_string(self.s, i + 1, self.scanner.strict)?;
                let (key, _) = self.memo.set_default(key.value(), key.value())?;
                i = self.skip_space(end);
                if !self.is(i, ':') {
                    return Err(decode_error("Expecting ':' delimiter", self.s, i as i64));
                }
                let (v, end) = self.value(self.skip_space(i + 1))?;
                match pairs_hook {
                    Some(_) => pairs.push(Tuple::try_new(&[key, v])?.value())?,
                    None => dict.set(key, v)?,
                }
                i = self.skip_space(end);
                if self.is(i, '}') {
                    break i + 1;
                }
                if !self.is(i, ',') {
                    return Err(decode_error("Expecting ',' delimiter", self.s, i as i64));
                }
                let comma = i;
                i = self.skip_space(i + 1);
                if self.is(i, '}') {
                    return Err(decode_error("Illegal trailing comma before end of object", self.s, comma as i64));
                }
            }
        };
        if let Some(h) = pairs_hook {
            return Ok((call(h, &[pairs.value()])?, end));
        }
        match self.scanner.object_hook.get().filter(|h| *h != none()) {
            Some(h) => Ok((call(h, &[dict.value()])?, end)),
            None => Ok((dict.value(), end)),
        }
    }
}
