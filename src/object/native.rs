//! Functions written in Rust and the descriptors that built-in classes are made of.
//!
//! A native function is a row of a static table: a signature in Python's notation and a Rust function. The signature is the
//! one description of the parameters: the binder, the error messages, `__text_signature__` and `inspect` come from it.

use std::cell::Cell;

use super::dict::Dict;
use super::gc::Gc;
use super::gc::{Ptr, Slot};
use super::types::Type;
use super::value::Value;
use super::{Raised, Res};
use crate::layout;

/// Arguments of a native call, bound to the parameters of its signature. `slots[i]` is parameter `i` (for methods, 0 is
/// `self`), empty if left out. They lie in the caller's frame window where the call was positional.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub slots: &'a [Option<Value>],
    /// What `*args` of the signature received.
    pub rest: &'a [Value],
    /// What `**kwargs` of the signature received; nothing if the call had no keywords.
    pub kwargs: Option<Gc<Dict>>,
}
impl Args<'_> {
    /// A parameter that may be left out.
    #[inline(always)]
    pub fn opt(&self, i: usize) -> Option<Value> {
        self.slots.get(i).copied().flatten()
    }
    /// A parameter left out or `None`.
    pub fn opt_none(&self, i: usize) -> Option<Value> {
        self.opt(i).filter(|v| *v != super::none())
    }
    pub fn has(&self, i: usize) -> bool {
        self.opt(i).is_some()
    }
}
impl std::ops::Index<usize> for Args<'_> {
    type Output = Value;
    /// A required parameter.
    #[inline(always)]
    fn index(&self, i: usize) -> &Value {
        self.slots[i].as_ref().expect("the binder has seen to required parameters")
    }
}

pub type NativeFn = fn(&Args) -> Res;

/// One native function. `sig` is `name(parameters)` in Python's notation: `split(self, /, sep=None, maxsplit=-1)`,
/// `update(self, /, *args, **kwargs)`. For methods the first parameter is `self` (or `cls` for class methods: `kind`).
pub struct NativeDef {
    pub sig: &'static str,
    pub func: NativeFn,
    pub doc: &'static str,
    pub kind: NativeKind,
    pub arity: Arity,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NativeKind {
    /// A function of a module, or a method of a class (the table it stands in decides).
    Plain,
    ClassMethod,
    StaticMethod,
    /// A method that is no slot wrapper though its name is special.
    Method,
    /// As `Plain`; counts its positional arguments by hand, and says so in its own words.
    Unpacking,
}
impl NativeDef {
    const fn of_kind(sig: &'static str, func: NativeFn, doc: &'static str, kind: NativeKind) -> NativeDef {
        NativeDef { sig, func, doc, kind, arity: Arity::of(sig) }
    }
    pub const fn new(sig: &'static str, func: NativeFn, doc: &'static str) -> NativeDef {
        NativeDef::of_kind(sig, func, doc, NativeKind::Plain)
    }
    pub const fn class(sig: &'static str, func: NativeFn, doc: &'static str) -> NativeDef {
        NativeDef::of_kind(sig, func, doc, NativeKind::ClassMethod)
    }
    pub const fn stat(sig: &'static str, func: NativeFn, doc: &'static str) -> NativeDef {
        NativeDef::of_kind(sig, func, doc, NativeKind::StaticMethod)
    }
    pub const fn method(sig: &'static str, func: NativeFn, doc: &'static str) -> NativeDef {
        NativeDef::of_kind(sig, func, doc, NativeKind::Method)
    }
    pub const fn unpacking(sig: &'static str, func: NativeFn, doc: &'static str) -> NativeDef {
        NativeDef::of_kind(sig, func, doc, NativeKind::Unpacking)
    }
    /// The same row of the same table? (A static's address may differ between compilation units.)
    pub fn is(&self, o: &NativeDef) -> bool {
        self.sig == o.sig && self.doc == o.doc
    }
    /// The name in front of the parenthesis.
    pub fn name(&self) -> &'static str {
        &self.sig[..self.arity.name_len as usize]
    }
}

/// What most calls need to know of a signature, found out by the compiler: start-up parses nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arity {
    /// Length of the name in front of the parenthesis.
    name_len: u16,
    /// Positional parameters.
    pub n_pos: u16,
    /// A call with `min..=max` positional arguments needs no binding (`min > max`: every call does).
    pub min: u32,
    pub max: u32,
}
impl Arity {
    const fn of(sig: &str) -> Arity {
        let b = sig.as_bytes();
        let mut i = 0;
        while i < b.len() && b[i] != b'(' {
            i += 1;
        }
        let name_len = i as u16;
        let end = if b.len() > i { b.len() - 1 } else { i };
        let (mut n_pos, mut required, mut kw_only, mut required_kw, mut varargs) = (0, 0, false, false, false);
        i += 1;
        while i < end {
            let p = Piece::at(b, i, end);
            i = p.end + 1;
            let (first, len) = (p.first, p.len);
            if len == 0 || first == b'/' {
                continue;
            }
            if first == b'*' {
                if !p.double_star {
                    varargs = len > 1;
                    kw_only = true;
                }
            } else if kw_only {
                required_kw = required_kw || !p.has_default;
            } else {
                n_pos += 1;
                if !p.has_default {
                    required = n_pos;
                }
            }
        }
        let (min, max) = match (required_kw, varargs) {
            (true, _) => (1, 0),
            (_, true) => (required as u32, u32::MAX),
            _ => (required as u32, n_pos as u32),
        };
        Arity { name_len, n_pos, min, max }
    }
}
/// One parameter in the text of a signature.
struct Piece {
    first: u8,
    double_star: bool,
    len: usize,
    has_default: bool,
    /// Where the comma is, or the end.
    end: usize,
}
impl Piece {
    /// The parameter from `i` on, up to a comma outside brackets and quotes.
    const fn at(b: &[u8], i: usize, end: usize) -> Piece {
        let mut p = Piece { first: 0, double_star: false, len: 0, has_default: false, end: i };
        let (mut depth, mut quote) = (0, 0);
        while p.end < end {
            let c = b[p.end];
            if quote != 0 {
                if c == quote {
                    quote = 0;
                }
            } else {
                match c {
                    b'\'' | b'"' => quote = c,
                    b'(' | b'[' | b'{' => depth += 1,
                    b')' | b']' | b'}' => depth -= 1,
                    b',' if depth == 0 => break,
                    b'=' => p.has_default = true,
                    _ => {}
                }
            }
            if p.len == 1 {
                p.double_star = p.first == b'*' && c == b'*';
            }
            if c != b' ' || p.len > 0 {
                if p.len == 0 {
                    p.first = c;
                }
                p.len += 1;
            }
            p.end += 1;
        }
        p
    }
}

/// A computed attribute of a built-in class.
pub struct GetSetDef {
    pub name: &'static str,
    pub get: fn(Value) -> Res,
    /// `None` for the new value means delete.
    pub set: Option<fn(Value, Option<Value>) -> Result<(), Raised>>,
    pub doc: &'static str,
}
impl GetSetDef {
    pub const fn ro(name: &'static str, get: fn(Value) -> Res, doc: &'static str) -> GetSetDef {
        GetSetDef { name, get, set: None, doc }
    }
    pub const fn rw(
        name: &'static str,
        get: fn(Value) -> Res,
        set: fn(Value, Option<Value>) -> Result<(), Raised>,
        doc: &'static str,
    ) -> GetSetDef {
        GetSetDef { name, get, set: Some(set), doc }
    }
}

/// A parsed signature, made once for each definition.
pub struct Signature {
    pub params: Vec<Param>,
    /// Positional parameters (positional-only ones included).
    pub n_pos: usize,
    pub n_pos_only: usize,
    /// Required ones among the positional.
    pub n_required: usize,
    pub n_kw_only: usize,
    pub varargs: bool,
    pub varkw: bool,
}
pub struct Param {
    pub name: &'static str,
    /// Text of the default.
    pub default: Option<&'static str>,
}

/// The parsed signature of a definition, once somebody needs it.
#[derive(Clone)]
pub struct LazySignature(Cell<Option<&'static Signature>>);
impl LazySignature {
    pub const NEW: LazySignature = LazySignature(Cell::new(None));
    /// The signature of `def`, the definition of the function that this belongs to.
    #[inline]
    pub fn get(&self, def: &'static NativeDef) -> &'static Signature {
        match self.0.get() {
            Some(s) => s,
            None => {
                let s = crate::protocol::bind::signature(def);
                self.0.set(Some(s));
                s
            }
        }
    }
}

macro_rules! native_layout {
    ($(#[$m:meta])* $name:ident) => {
        layout! {
            $(#[$m])*
            pub struct $name: $name {
                /// Bound object (`__self__`), or the module.
                gc this: Slot,
                /// Class that the function is a method of.
                gc owner: Ptr<Type>,
                /// Module name.
                gc module: Slot,
                raw def: &'static NativeDef,
                raw sig: LazySignature,
                raw call: NativeFn,
                /// A call with `min..=max` positional arguments (`self` included where `this` is bound) needs no binding.
                raw min: Cell<u32>,
                raw max: Cell<u32>,
            }
        }
    };
}
native_layout!(
    /// `builtin_function_or_method`: a module's function, or a method bound to `this`.
    NativeFunction
);
native_layout!(MethodDescriptor);
native_layout!(
    /// A method with a special name.
    WrapperDescriptor
);
native_layout!(ClassMethodDescriptor);
native_layout!(
    /// A `WrapperDescriptor` bound to an object.
    MethodWrapper
);

layout! {
    pub struct GetSet: GetSet {
        gc owner: Ptr<Type>,
        raw def: &'static GetSetDef,
    }
}
layout! {
    /// A `__slots__` variable at byte `offset` of the object.
    pub struct Member: Member {
        gc owner: Ptr<Type>,
        gc name: Slot,
        raw offset: u32,
    }
}
