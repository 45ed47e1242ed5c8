//! `_json.make_encoder`: writes values as JSON.

use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::int::class_argument;
use crate::builtins::{float_text, int_text, native_class};
use crate::layout;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::int::Bool;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef, NativeFunction};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call::{call, call_method, full_name};
use crate::protocol::{compare, iter, number, text};
use crate::thread::thread;

use super::strings::{FUNCTIONS, write_string};

layout! {
    pub struct Encoder: JsonEncoder {
        gc markers: Slot,
        gc default: Slot,
        gc encoder: Slot,
        gc indent: Slot,
        gc key_separator: Slot,
        gc item_separator: Slot,
        raw sort_keys: bool,
        raw skipkeys: bool,
        raw allow_nan: bool,
        /// The encoder is one of our own: ASCII only or not.
        raw fast: Option<bool>,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "Encoder",
    module: "_json",
    kind: Kind::JsonEncoder,
    doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__call__(self, obj, _current_indent_level)", encode, "Call self as a function."),
];
fn field(v: Value, get: fn(&Encoder) -> &Slot) -> Res {
    Ok(v.cast::<Encoder>().map_or_else(none, |s| get(&s).get_or_none()))
}
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("markers", |v| field(v, |e| &e.markers), "markers"),
    GetSetDef::ro("default", |v| field(v, |e| &e.default), "default"),
    GetSetDef::ro("encoder", |v| field(v, |e| &e.encoder), "encoder"),
    GetSetDef::ro("indent", |v| field(v, |e| &e.indent), "indent"),
    GetSetDef::ro("key_separator", |v| field(v, |e| &e.key_separator), "key_separator"),
    GetSetDef::ro("item_separator", |v| field(v, |e| &e.item_separator), "item_separator"),
    GetSetDef::ro("sort_keys", |v| Ok(boolean(v.cast::<Encoder>().is_some_and(|e| e.sort_keys))), "sort_keys"),
    GetSetDef::ro("skipkeys", |v| Ok(boolean(v.cast::<Encoder>().is_some_and(|e| e.skipkeys))), "skipkeys"),
];

fn new(a: &Args) -> Res {
    let cls = class_argument(a[0], native_class(&TYPE))?;
    if a[1] != none() && a[1].cast::<Dict>().is_none() {
        return Err(type_error(format!(
            "make_encoder() argument 1 must be dict or None, not {}",
            type_of(a[1]).name_text()
        )));
    }
    for (i, n) in [(5, 5), (6, 6)] {
        if a[i].cast::<Str>().is_none() {
            return Err(type_error(format!(
                "make_encoder() argument {n} must be str, not {}",
                type_of(a[i]).name_text()
            )));
        }
    }
    let fast = a[3].cast::<NativeFunction>().and_then(|f| {
        let is = |d: &'static NativeDef| f.def.is(d);
        if is(&FUNCTIONS[0]) {
            Some(true)
        } else if is(&FUNCTIONS[1]) {
            Some(false)
        } else {
            None
        }
    });
    let (sort_keys, skipkeys, allow_nan) = (compare::truth(a[7])?, compare::truth(a[8])?, compare::truth(a[9])?);
    let slot = |i: usize| Slot::new(a[i]);
    let e = Encoder {
        header: Encoder::HEADER,
        markers: slot(1),
        default: slot(2),
        encoder: slot(3),
        indent: slot(4),
        key_separator: slot(5),
        item_separator: slot(6),
        sort_keys,
        skipkeys,
        allow_nan,
        fast,
    };
    Ok(alloc_sub(cls, e)?.value())
}
fn encode(a: &Args) -> Res {
    let Some(e) = a[0].cast::<Encoder>() else { return Ok(none()) };
    let level = number::to_ssize(a[2])?.max(0) as usize;
    let part = |s: &Slot| s.get_or_none().cast::<Str>().unwrap_or_else(Str::empty);
    let mut w = Writer {
        e,
        out: StrBuilder::new(),
        key_separator: part(&e.key_separator),
        item_separator: part(&e.item_separator),
        indent: e.indent.get_or_none().cast::<Str>(),
        markers: e.markers.get_or_none().cast::<Dict>(),
        level,
    };
    w.value(a[1])?;
    let s = w.out.finish()?;
    Ok(Tuple::try_new(&[s.value()])?.value())
}

struct Writer {
    e: Gc<Encoder>,
    out: StrBuilder,
    key_separator: Gc<Str>,
    item_separator: Gc<Str>,
    indent: Option<Gc<Str>>,
    markers: Option<Gc<Dict>>,
    level: usize,
}
/// What follows an exception that came from inside a container.
fn with_note(r: Result<(), Raised>, note: impl FnOnce() -> Result<String, Raised>) -> Result<(), Raised> {
    if r.is_ok() {
        return r;
    }
    let e = thread().take_exception();
    let added = note().and_then(|n| call_method(e.value(), "add_note", &[Str::new(&n).value()]));
    if added.is_err() {
        thread().clear_exception();
    }
    Err(thread().set_exception(e))
}
impl Writer {
    fn value(&mut self, v: Value) -> Result<(), Raised> {
        if let Some(i) = v.as_small() {
            self.out.push_text(&i.to_string());
            return Ok(());
        }
        if v == none() {
            self.out.push_text("null");
        } else if let Some(b) = v.cast::<Bool>() {
            self.out.push_text(if b.truth { "true" } else { "false" });
        } else if let Some(s) = v.cast::<Str>() {
            self.string(s)?;
        } else if let Some(i) = v.as_int() {
            self.out.push_text(&int_text::to_decimal(i)?);
        } else if let Some(f) = v.as_float() {
            let t = self.float(v, f)?;
            self.out.push_text(&t);
        } else if v.cast::<List>().is_some() || v.cast::<Tuple>().is_some() {
            thread().check_native_stack(" while encoding a JSON object")?;
            self.array(v)?;
        } else if v.cast::<Dict>().is_some() {
            thread().check_native_stack(" while encoding a JSON object")?;
            self.object(v)?;
        } else {
            thread().check_native_stack(" while encoding a JSON object")?;
            self.enter(v)?;
            let x = call(self.e.default.get_or_none(), &[v])?;
            let r = self.value(x);
            with_note(r, || Ok(format!("when serializing {} object", full_name(type_of(v)))))?;
            self.leave(v)?;
        }
        Ok(())
    }
    fn string(&mut self, s: Gc<Str>) -> Result<(), Raised> {
        if let Some(ascii) = self.e.fast {
            write_string(&mut self.out, s, ascii);
            return Ok(());
        }
        let r = call(self.e.encoder.get_or_none(), &[s.value()])?;
        match r.cast::<Str>() {
            Some(s) => self.out.push_str(s),
            None => {
                return Err(type_error(format!("encoder() must return a string, not {}", type_of(r).name_text())));
            }
        }
        Ok(())
    }
    fn float(&self, v: Value, f: f64) -> Result<String, Raised> {
        if f.is_finite() {
            return Ok(float_text::float_repr(f));
        }
        if !self.e.allow_nan {
            let r = text::repr(v)?;
            return Err(value_error(format!("Out of range float values are not JSON compliant: {}", r.to_text())));
        }
        Ok(if f.is_nan() {
            "NaN"
        } else if f > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .into())
    }
    fn enter(&self, v: Value) -> Result<(), Raised> {
        let Some(m) = self.markers else { return Ok(()) };
        let id = Value::usize(v.bits() as usize);
        if m.contains(id)? {
            return Err(value_error("Circular reference detected"));
        }
        m.set(id, v)
    }
    fn leave(&self, v: Value) -> Result<(), Raised> {
        match self.markers {
            Some(m) => m.remove(Value::usize(v.bits() as usize)).map(|_| ()),
            None => Ok(()),
        }
    }
    fn newline(&mut self) {
        if let Some(indent) = self.indent {
            self.out.push('\n' as u32);
            (0..self.level).for_each(|_| self.out.push_str(indent));
        }
    }
    fn separate(&mut self, first: bool) {
        if !first {
            self.out.push_str(self.item_separator);
        }
        self.newline();
    }
    fn array(&mut self, v: Value) -> Result<(), Raised> {
        let len = |v: Value| v.cast::<List>().map_or_else(|| v.cast::<Tuple>().map_or(0, |t| t.len()), |l| l.len());
        // an instance of a subclass is walked as its class has it
        let exact = v.exact::<List>().is_some() || v.exact::<Tuple>().is_some();
        let seq = if exact { v } else { iter::to_list(v)?.value() };
        if len(seq) == 0 {
            self.out.push_text("[]");
            return Ok(());
        }
        self.enter(v)?;
        self.out.push('[' as u32);
        self.level += 1;
        let mut i = 0;
        while i < len(seq) {
            let Some(x) = seq.cast::<List>().map_or_else(|| seq.cast::<Tuple>().map(|t| t.get(i)), |l| l.get(i)) else {
                break;
            };
            self.separate(i == 0);
            let r = self.value(x);
            with_note(r, || Ok(format!("when serializing {} item {i}", full_name(type_of(v)))))?;
            i += 1;
        }
        self.level -= 1;
        self.newline();
        self.out.push(']' as u32);
        self.leave(v)
    }
    /// The text of a key that is no string; `None`: skip it.
    fn key(&self, k: Value) -> Result<Option<Gc<Str>>, Raised> {
        let text = if let Some(s) = k.cast::<Str>() {
            return Ok(Some(s));
        } else if let Some(f) = k.as_float() {
            self.float(k, f)?
        } else if let Some(b) = k.cast::<Bool>() {
            if b.truth { "true" } else { "false" }.to_string()
        } else if k == none() {
            "null".to_string()
        } else if let Some(i) = k.as_int() {
            int_text::to_decimal(i)?
        } else if self.e.skipkeys {
            return Ok(None);
        } else {
            return Err(type_error(format!(
                "keys must be str, int, float, bool or None, not {}",
                type_of(k).name_text()
            )));
        };
        Str::try_new(&text).map(Some)
    }
    fn object(&mut self, v: Value) -> Result<(), Raised> {
        let Some(d) = v.cast::<Dict>() else { return Ok(()) };
        if d.is_empty() {
            self.out.push_text("{}");
            return Ok(());
        }
        self.enter(v)?;
        self.out.push('{' as u32);
        self.level += 1;
        let mut first = true;
        if self.e.sort_keys || v.exact::<Dict>().is_none() {
            let items = iter::to_list(call_method(v, "items", &[])?)?;
            if self.e.sort_keys {
                call_method(items.value(), "sort", &[])?;
            }
            let mut i = 0;
            while let Some(item) = items.get(i) {
                let pair = item.cast::<Tuple>().filter(|t| t.len() == 2);
                let Some(pair) = pair else { return Err(value_error("items must return 2-tuples")) };
                self.pair(v, pair.get(0), pair.get(1), &mut first)?;
                i += 1;
            }
        } else {
            let mut i = 0;
            while let Some((j, k, x)) = d.next_entry(i) {
                self.pair(v, k, x, &mut first)?;
                i = j + 1;
            }
        }
        self.level -= 1;
        if !first {
            self.newline();
        }
        self.out.push('}' as u32);
        self.leave(v)
    }
    fn pair(&mut self, owner: Value, k: Value, v: Value, first: &mut bool) -> Result<(), Raised> {
        let Some(key) = self.key(k)? else { return Ok(()) };
        self.separate(*first);
        *first = false;
        self.string(key)?;
        self.out.push_str(self.key_separator);
        let r = self.value(v);
        with_note(r, || Ok(format!("when serializing {} item {}", full_name(type_of(owner)), text::repr(k)?.to_text())))
    }
}
