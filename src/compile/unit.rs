//! Compiled code as plain data, and its way onto the heap.
//!
//! The compiler proper makes `Unit`s, so it needs neither the heap nor a stack the collector can see; `Unit::build` makes
//! the code object, nested ones included.

use std::rc::Rc;

use super::constant::{CodeRef, Const};
use crate::bytecode::verify::{self, CodeView, Constant};
use crate::object::buffer::GcVec;
use crate::object::bytes::Bytes;
use crate::object::code::{Code, CodeMeta, CodeParts, CodeTables, ExceptionRange, Position, flags};
use crate::object::float::Complex;
use crate::object::gc::Gc;
use crate::object::positions::Positions;
use crate::object::set::FrozenSet;
use crate::object::slice::Slice;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, ellipsis, none};

#[derive(Debug)]
pub struct Unit {
    pub name: Rc<str>,
    pub qualname: Rc<str>,
    /// What instructions refer to.
    pub pool: Vec<Const>,
    /// `co_consts`.
    pub consts: Vec<Const>,
    /// `co_names`.
    pub names: Vec<Rc<str>>,
    pub local_names: Vec<Rc<str>>,
    pub words: Vec<u64>,
    pub meta: CodeMeta,
    /// Position of each word.
    pub positions: Vec<Position>,
    /// Innermost range first.
    pub exceptions: Vec<ExceptionRange>,
}

impl Unit {
    /// The code object, with everything in it.
    pub fn build(&self, filename: Gc<Str>) -> Result<Gc<Code>, Raised> {
        debug_assert_eq!(self.verify(), Ok(()), "{}", crate::bytecode::disasm::unit(self));
        let mut built = Vec::new();
        let mut codes = GcVec::new();
        let mut pool = GcVec::with_capacity(self.pool.len());
        for c in &self.pool {
            let v = self.value(c, filename, &mut built, &mut codes)?;
            pool.push(v);
        }
        let mut consts = GcVec::with_capacity(self.consts.len());
        for c in &self.consts {
            let v = self.value(c, filename, &mut built, &mut codes)?;
            consts.push(v);
        }
        let names = |list: &[Rc<str>]| -> Result<Gc<Tuple>, Raised> {
            Tuple::try_new(list.iter().map(|n| Str::intern(n).value()).collect::<GcVec>().as_slice())
        };
        let consts = Tuple::try_new(consts.as_slice())?;
        let co_names = names(&self.names)?;
        let local_names = names(&self.local_names)?;
        Code::new(CodeParts {
            name: Str::intern(&self.name),
            qualname: Str::intern(&self.qualname),
            filename,
            pool: pool.as_slice(),
            consts,
            names: co_names,
            local_names,
            words: &self.words,
            meta: self.meta.clone(),
            tables: CodeTables { positions: Positions::new(&self.positions), exceptions: self.exceptions.clone() },
        })
    }
    /// A code constant occurs in the pool and in `co_consts`: build it once.
    fn value(&self, c: &Const, filename: Gc<Str>, built: &mut Vec<CodeRef>, codes: &mut GcVec) -> Res {
        let Const::Code(r) = c else { return value(c) };
        if let Some(i) = built.iter().position(|b| b == r) {
            return Ok(codes.get(i));
        }
        let v = r.0.build(filename)?.value();
        built.push(r.clone());
        codes.push(v);
        Ok(v)
    }
    fn view<'a>(&'a self, constant: &'a dyn Fn(usize) -> Constant) -> CodeView<'a> {
        CodeView {
            words: &self.words,
            n_consts: self.pool.len(),
            n_params: self.meta.n_params,
            n_locals: self.meta.n_locals,
            n_regs: self.meta.n_regs,
            n_positions: self.positions.len(),
            exceptions: &self.exceptions,
            has_namespace: self.meta.flags & flags::OPTIMIZED == 0,
            constant,
        }
    }
    /// Runs the verifier over this code and all code in it.
    pub fn verify(&self) -> Result<(), String> {
        let constant = |i: usize| match &self.pool[i] {
            Const::Str(_) => Constant::Str,
            Const::Code(_) => Constant::Code,
            Const::Tuple(t) if t.iter().all(|c| matches!(c, Const::Str(_))) => Constant::Names(t.len()),
            Const::Tuple(_) => Constant::Tuple,
            _ => Constant::Other,
        };
        verify::verify(&self.view(&constant)).map_err(|e| format!("{}: {e}", self.qualname))?;
        self.nested().try_for_each(|u| u.verify())
    }
    /// Code in the pool.
    pub fn nested(&self) -> impl Iterator<Item = &Rc<Unit>> {
        self.pool.iter().filter_map(|c| if let Const::Code(r) = c { Some(&r.0) } else { None })
    }
}

/// The value of a constant other than code.
pub fn value(c: &Const) -> Res {
    Ok(match c {
        Const::None | Const::Code(_) => none(),
        Const::True => boolean(true),
        Const::False => boolean(false),
        Const::Ellipsis => ellipsis(),
        Const::Int(i) => Value::int(*i),
        Const::Big(b) => Value::bigint((**b).clone()),
        Const::Float(b) => Value::float(f64::from_bits(*b)),
        Const::Complex(re, im) => Complex::new(f64::from_bits(*re), f64::from_bits(*im)).value(),
        Const::Str(s) if s.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric()) => Str::intern(s).value(),
        Const::Str(s) => Str::try_new(s)?.value(),
        Const::Wide(p) => Str::from_u32s(p)?.value(),
        Const::Bytes(b) => Bytes::try_new(b)?.value(),
        Const::Tuple(t) => {
            let mut items = GcVec::with_capacity(t.len());
            for c in t.iter() {
                let v = value(c)?;
                items.push(v);
            }
            Tuple::try_new(items.as_slice())?.value()
        }
        Const::FrozenSet(t) => {
            let s = FrozenSet::new();
            for c in t.iter() {
                s.as_set().add(value(c)?)?;
            }
            s.value()
        }
        Const::Slice(s) => {
            let (start, stop, step) = (value(&s[0])?, value(&s[1])?, value(&s[2])?);
            Slice::new(start, stop, step).value()
        }
    })
}
