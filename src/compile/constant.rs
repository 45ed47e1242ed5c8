//! Constants as the compiler handles them: plain data, compared type-exactly, turned into values at the very end.

use std::rc::Rc;

use dashu_int::IBig;

use super::unit::Unit;

/// Equality is that of a constant pool: `1`, `1.0`, `True` differ, as do `0.0` and `-0.0`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// Beyond `i64`.
    Big(Rc<IBig>),
    /// Bits of a double.
    Float(u64),
    Complex(u64, u64),
    Str(Rc<str>),
    /// A string with lone surrogates, by code points.
    Wide(Rc<[u32]>),
    Bytes(Rc<[u8]>),
    Tuple(Rc<[Const]>),
    FrozenSet(Rc<[Const]>),
    Slice(Rc<[Const; 3]>),
    Code(CodeRef),
}

/// Code constants are equal only to themselves.
#[derive(Clone, Debug)]
pub struct CodeRef(pub Rc<Unit>);
impl PartialEq for CodeRef {
    fn eq(&self, o: &CodeRef) -> bool {
        Rc::ptr_eq(&self.0, &o.0)
    }
}
impl Eq for CodeRef {}
impl std::hash::Hash for CodeRef {
    fn hash<H: std::hash::Hasher>(&self, h: &mut H) {
        (Rc::as_ptr(&self.0) as usize).hash(h)
    }
}

impl Const {
    pub fn str(s: &str) -> Const {
        Const::Str(Rc::from(s))
    }
    pub fn float(f: f64) -> Const {
        Const::Float(f.to_bits())
    }
    pub fn complex(re: f64, im: f64) -> Const {
        Const::Complex(re.to_bits(), im.to_bits())
    }
    pub fn bool(b: bool) -> Const {
        if b { Const::True } else { Const::False }
    }
    pub fn big(b: IBig) -> Const {
        match i64::try_from(&b) {
            Ok(i) => Const::Int(i),
            Err(_) => Const::Big(Rc::new(b)),
        }
    }
    /// A string of code points, which may include surrogates.
    pub fn points(p: Vec<u32>) -> Const {
        match p.iter().map(|&c| char::from_u32(c)).collect::<Option<String>>() {
            Some(s) => Const::Str(Rc::from(s)),
            None => Const::Wide(p.into()),
        }
    }
    /// Code points of a string constant.
    pub fn to_points(&self) -> Option<Vec<u32>> {
        match self {
            Const::Str(s) => Some(s.chars().map(|c| c as u32).collect()),
            Const::Wide(p) => Some(p.to_vec()),
            _ => None,
        }
    }
    pub fn is_str(&self) -> bool {
        matches!(self, Const::Str(_) | Const::Wide(_))
    }
    pub fn truth(&self) -> bool {
        match self {
            Const::None | Const::False => false,
            Const::True | Const::Ellipsis | Const::Big(_) | Const::Code(_) | Const::Slice(_) => true,
            Const::Int(i) => *i != 0,
            Const::Float(b) => f64::from_bits(*b) != 0.0,
            Const::Complex(r, i) => f64::from_bits(*r) != 0.0 || f64::from_bits(*i) != 0.0,
            Const::Str(s) => !s.is_empty(),
            Const::Wide(p) => !p.is_empty(),
            Const::Bytes(b) => !b.is_empty(),
            Const::Tuple(t) | Const::FrozenSet(t) => !t.is_empty(),
        }
    }
    /// Name of the constant's class, as error messages and warnings give it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Const::None => "NoneType",
            Const::True | Const::False => "bool",
            Const::Ellipsis => "ellipsis",
            Const::Int(_) | Const::Big(_) => "int",
            Const::Float(_) => "float",
            Const::Complex(..) => "complex",
            Const::Str(_) | Const::Wide(_) => "str",
            Const::Bytes(_) => "bytes",
            Const::Tuple(_) => "tuple",
            Const::FrozenSet(_) => "frozenset",
            Const::Slice(_) => "slice",
            Const::Code(_) => "code",
        }
    }
    /// As an integer, `True` and `False` included.
    pub fn as_int(&self) -> Option<IBig> {
        match self {
            Const::Int(i) => Some(IBig::from(*i)),
            Const::Big(b) => Some((**b).clone()),
            Const::True => Some(IBig::ONE),
            Const::False => Some(IBig::ZERO),
            _ => None,
        }
    }
    /// What `repr` would show.
    pub fn repr(&self) -> String {
        match self {
            Const::None => "None".into(),
            Const::True => "True".into(),
            Const::False => "False".into(),
            Const::Ellipsis => "Ellipsis".into(),
            Const::Int(i) => i.to_string(),
            Const::Big(b) => b.to_string(),
            Const::Float(b) => repr_float(f64::from_bits(*b)),
            Const::Complex(r, i) => repr_complex(f64::from_bits(*r), f64::from_bits(*i)),
            Const::Str(_) | Const::Wide(_) => repr_points(&self.to_points().unwrap_or_default()),
            Const::Bytes(b) => repr_bytes(b),
            Const::Tuple(t) if t.len() == 1 => format!("({},)", t[0].repr()),
            Const::Tuple(t) => format!("({})", list(t)),
            Const::FrozenSet(t) if t.is_empty() => "frozenset()".into(),
            Const::FrozenSet(t) => format!("frozenset({{{}}})", list(t)),
            Const::Slice(s) => format!("slice({})", list(&s[..])),
            Const::Code(c) => format!("<code {}>", c.0.qualname),
        }
    }
}

fn list(t: &[Const]) -> String {
    t.iter().map(Const::repr).collect::<Vec<_>>().join(", ")
}

/// Shortest digits that read back as the same double, in Python's form.
pub fn repr_float(f: f64) -> String {
    if f.is_nan() {
        return "nan".into();
    }
    if f.is_infinite() {
        return if f > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let s = format!("{f:e}");
    let (mantissa, exp) = s.split_once('e').unwrap_or((&s, "0"));
    let exp: i32 = exp.parse().unwrap_or(0);
    if (-4..16).contains(&exp) {
        let s = format!("{f}");
        return if s.contains('.') { s } else { s + ".0" };
    }
    format!("{mantissa}e{}{:02}", if exp < 0 { '-' } else { '+' }, exp.abs())
}
fn repr_complex(re: f64, im: f64) -> String {
    let short = |f: f64| {
        let s = repr_float(f);
        s.strip_suffix(".0").map_or(s.clone(), str::to_string)
    };
    if re == 0.0 && !re.is_sign_negative() {
        format!("{}j", short(im))
    } else {
        let i = short(im);
        let sign = if i.starts_with('-') { "" } else { "+" };
        format!("({}{sign}{i}j)", short(re))
    }
}
fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}
pub fn repr_points(p: &[u32]) -> String {
    let quote = quote_for(p.contains(&('\'' as u32)), p.contains(&('"' as u32)));
    let mut s = String::from(quote);
    for &c in p {
        match char::from_u32(c) {
            Some('\n') => s.push_str("\\n"),
            Some('\r') => s.push_str("\\r"),
            Some('\t') => s.push_str("\\t"),
            Some('\\') => s.push_str("\\\\"),
            Some(ch) if ch == quote => {
                s.push('\\');
                s.push(ch)
            }
            Some(ch) if c >= 0x20 && c < 0x7f || c >= 0xa1 && !ch.is_control() && !ch.is_whitespace() && c != 0xad => {
                s.push(ch)
            }
            _ if c < 0x100 => s.push_str(&format!("\\x{c:02x}")),
            _ if c < 0x10000 => s.push_str(&format!("\\u{c:04x}")),
            _ => s.push_str(&format!("\\U{c:08x}")),
        }
    }
    s.push(quote);
    s
}
fn repr_bytes(b: &[u8]) -> String {
    let quote = quote_for(b.contains(&b'\''), b.contains(&b'"'));
    let mut s = format!("b{quote}");
    for &c in b {
        match c {
            b'\n' => s.push_str("\\n"),
            b'\r' => s.push_str("\\r"),
            b'\t' => s.push_str("\\t"),
            b'\\' => s.push_str("\\\\"),
            _ if c == quote as u8 => {
                s.push('\\');
                s.push(quote)
            }
            0x20..0x7f => s.push(c as char),
            _ => s.push_str(&format!("\\x{c:02x}")),
        }
    }
    s.push(quote);
    s
}
