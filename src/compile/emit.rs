//! The state of the function being compiled, and the primitives everything else is written with: registers, labels,
//! definite assignment, constants, variables.
//!
//! Definite assignment: `bound` holds the named registers that surely hold a value here. Labels remember the intersection
//! of the states of the jumps to them. A variable that something in the function can unbind (`del`, `except … as`) is taken
//! for possibly unbound at every loop head and handler; all others, once bound, stay bound.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::constant::Const;
use super::errors::{CompileError, Stage, Warning};
use super::source::Source;
use super::symbols::{Name, Resolution, ScopeId, ScopeKind, Symbols};
use super::unit::Unit;
use super::{Flags, MAX_DEPTH};
use crate::bytecode::assembler::{Assembler, Label, Reg};
use crate::bytecode::ops::Op;
use crate::object::code::{CodeMeta, LocalKind, Position, flags};

pub type R<T = ()> = Result<T, CompileError>;

/// How a variable is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    Local(Reg),
    Cell(Reg),
    Global,
    /// In the name space of a module or class.
    Name,
    /// In the name space of a class, else in a cell.
    NameOrCell(Reg),
    /// Annotation scope in a class: the class's name space, else global.
    ClassOrGlobal,
    /// Annotation scope in a class: the class's name space, else a cell.
    ClassOrCell(Reg),
}

/// A protected run of instructions that unwinding code interrupts.
#[derive(Clone, Copy, Debug)]
pub struct Protected {
    pub start: Option<u32>,
    pub handler: Label,
    pub reg: Reg,
    pub depth: u32,
}

/// What `return`, `break` and `continue` pass on their way out.
#[derive(Clone)]
pub enum Block<'a> {
    Loop {
        break_: Label,
        continue_: Label,
    },
    /// Body of `try … except`, or other code whose handler needs nothing done on the way out.
    Try {
        range: usize,
    },
    /// Body of `try … finally`.
    Finally {
        range: usize,
        body: &'a [Stmt],
    },
    /// An exception is being handled; `saved` was before.
    Handler {
        range: usize,
        saved: Reg,
    },
    /// Inside `except … as name`.
    HandlerName {
        range: usize,
        name: &'a ast::Identifier,
    },
    With {
        range: usize,
        exit: Reg,
        is_async: bool,
        at: TextRange,
    },
    /// `except*`: leaving is forbidden.
    StarHandler,
}

pub struct State<'a> {
    pub scope: ScopeId,
    pub kind: ScopeKind,
    pub asm: Assembler,
    regs: HashMap<(ScopeId, Name), Reg>,
    free_regs: HashMap<Name, Reg>,
    pub local_names: Vec<Name>,
    pub local_kinds: Vec<LocalKind>,
    pub n_params: u32,
    next: Reg,
    max: Reg,
    /// Inlined comprehensions being compiled, outermost first.
    pub comps: Vec<ScopeId>,
    bound: Vec<u64>,
    label_bound: HashMap<Label, Vec<u64>>,
    names: Vec<Name>,
    name_set: HashSet<Name>,
    consts: Vec<Const>,
    const_set: HashSet<Const>,
    pub blocks: Vec<Block<'a>>,
    pub ranges: Vec<Protected>,
    pub open_ranges: u32,
    pub name: Name,
    pub qualname: Name,
    pub first_line: u32,
    pub argcount: u32,
    pub posonly: u32,
    pub kwonly: u32,
    pub flags: u32,
    pub static_attributes: BTreeSet<Name>,
    /// Annotations of a class or module, evaluated by its `__annotate__`: target, annotation, index if conditional.
    pub annotations: Vec<(Name, &'a Expr, Option<u32>)>,
    pub conditional_annotations: u32,
    pub in_conditional: u32,
    unbindable: Vec<Reg>,
    pub is_async: bool,
    pub is_generator: bool,
}

pub struct Compiler<'a> {
    pub src: &'a Source,
    pub symbols: &'a Symbols,
    pub flags: Flags,
    pub u: State<'a>,
    pub outer: Vec<State<'a>>,
    pub warnings: Vec<Warning>,
    pub depth: u32,
    pub interactive: bool,
}

fn bit(bits: &[u64], r: Reg) -> bool {
    bits.get(r as usize / 64).is_some_and(|w| w >> (r % 64) & 1 != 0)
}

impl<'a> State<'a> {
    /// Lays out the named registers of a scope: parameters, locals and cells, hidden ones, free variables.
    pub fn new(
        symbols: &Symbols,
        scope: ScopeId,
        params: &[Name],
        name: Name,
        qualname: Name,
        first_line: u32,
    ) -> State<'a> {
        let s = &symbols.scopes[scope];
        let mut st = State {
            scope,
            kind: s.kind,
            asm: Assembler::new(),
            regs: HashMap::new(),
            free_regs: HashMap::new(),
            local_names: Vec::new(),
            local_kinds: Vec::new(),
            n_params: 0,
            next: 0,
            max: 0,
            comps: Vec::new(),
            bound: Vec::new(),
            label_bound: HashMap::new(),
            names: Vec::new(),
            name_set: HashSet::new(),
            consts: Vec::new(),
            const_set: HashSet::new(),
            blocks: Vec::new(),
            ranges: Vec::new(),
            open_ranges: 0,
            name,
            qualname,
            first_line,
            argcount: 0,
            posonly: 0,
            kwonly: 0,
            flags: 0,
            static_attributes: BTreeSet::new(),
            annotations: Vec::new(),
            conditional_annotations: 0,
            in_conditional: 0,
            unbindable: Vec::new(),
            is_async: s.is_coroutine,
            is_generator: s.is_generator,
        };
        st.lay_out(symbols, params);
        st
    }
    fn add_named(&mut self, scope: ScopeId, name: &Name, kind: LocalKind) -> Reg {
        let r = self.local_names.len() as Reg;
        let shown: Name =
            if &**name == ".format" && self.kind == ScopeKind::Annotation { Rc::from("format") } else { name.clone() };
        self.local_names.push(shown);
        self.local_kinds.push(kind);
        self.regs.insert((scope, name.clone()), r);
        r
    }
    fn lay_out(&mut self, symbols: &Symbols, params: &[Name]) {
        let id = self.scope;
        let s = &symbols.scopes[id];
        let kind_of = |n: &Name| match s.resolution(n) {
            Resolution::Cell => LocalKind::Cell,
            _ => LocalKind::Local,
        };
        let mut cells: Vec<Name> = Vec::new();
        if s.kind.is_function_like() {
            for p in params {
                self.add_named(id, p, kind_of(p));
            }
            self.n_params = params.len() as u32;
            for y in &s.symbols {
                match y.resolution {
                    Resolution::Local if !self.regs.contains_key(&(id, y.name.clone())) => {
                        self.add_named(id, &y.name, LocalKind::Local);
                    }
                    Resolution::Cell if !self.regs.contains_key(&(id, y.name.clone())) => cells.push(y.name.clone()),
                    _ => {}
                }
            }
        } else {
            self.add_named(id, &Rc::from(".namespace"), LocalKind::Hidden);
            if s.needs_class_cell {
                cells.push(Rc::from("__class__"));
            }
            if s.needs_classdict {
                cells.push(Rc::from("__classdict__"));
            }
            if s.conditional_annotations_cell {
                cells.push(Rc::from("__conditional_annotations__"));
            }
        }
        cells.sort();
        for c in &cells {
            self.add_named(id, c, LocalKind::Cell);
        }
        let first_hidden = self.local_names.len() as Reg;
        self.lay_out_comprehensions(symbols, id, first_hidden, &[]);
        for n in &s.free {
            let r = self.local_names.len() as Reg;
            self.local_names.push(n.clone());
            self.local_kinds.push(LocalKind::Free);
            self.free_regs.insert(n.clone(), r);
        }
        self.next = self.local_names.len() as Reg;
        self.max = self.next;
        self.bound = vec![0; (self.next as usize).div_ceil(64)];
        for r in 0..self.n_params {
            self.bound[r as usize / 64] |= 1 << (r % 64);
        }
        for n in &s.unbindable {
            if let Some(&r) = self.regs.get(&(id, n.clone())) {
                self.unbindable.push(r);
            }
        }
        self.unbindable.sort_unstable();
    }
    /// Variables of inlined comprehensions: those of the same name share a register unless one comprehension is inside
    /// the other.
    fn lay_out_comprehensions(&mut self, symbols: &Symbols, id: ScopeId, first_hidden: Reg, used: &[Reg]) {
        for &c in &symbols.scopes[id].children {
            let s = &symbols.scopes[c];
            if !s.inlined {
                continue;
            }
            let mut used = used.to_vec();
            for y in &s.symbols {
                if !matches!(y.resolution, Resolution::Local | Resolution::Cell) {
                    continue;
                }
                let n = self.local_names.len() as Reg;
                // `locals()` in a function shows them, where the name is not taken; never those that hold cells
                let cell = y.resolution == Resolution::Cell;
                let visible = !cell && self.kind.is_function_like() && !self.local_names.contains(&y.name);
                let old = (first_hidden..n).find(|&r| {
                    let i = r as usize;
                    let fits = !cell || self.local_kinds[i] == LocalKind::Hidden;
                    !used.contains(&r) && self.local_names[i] == y.name && fits
                });
                let r = match old {
                    Some(r) => {
                        self.regs.insert((c, y.name.clone()), r);
                        r
                    }
                    None => self.add_named(c, &y.name, if visible { LocalKind::Local } else { LocalKind::Hidden }),
                };
                used.push(r);
            }
            self.lay_out_comprehensions(symbols, c, first_hidden, &used);
        }
    }
    pub fn n_locals(&self) -> u32 {
        self.local_names.len() as u32
    }
    pub fn is_temp(&self, r: Reg) -> bool {
        r >= self.n_locals()
    }
    pub fn free_reg(&self, name: &str) -> Option<Reg> {
        self.free_regs.get(name).copied()
    }
    pub fn own_reg(&self, scope: ScopeId, name: &str) -> Option<Reg> {
        self.regs.get(&(scope, Rc::from(name))).copied()
    }
}

impl<'a> Compiler<'a> {
    // --- errors, positions
    pub fn error<T>(&self, r: TextRange, message: impl Into<String>) -> R<T> {
        Err(CompileError::at(self.src, r, message))
    }
    pub fn warn(&mut self, r: TextRange, message: impl Into<String>) {
        let w = Warning::at(self.src, r, message);
        if !self.warnings.contains(&w) {
            self.warnings.push(w);
        }
    }
    /// A warning that CPython's first walk over the tree gives, before all that come with the code.
    pub fn warn_early(&mut self, r: TextRange, message: impl Into<String>) {
        let w = Warning { stage: Stage::Tree, ..Warning::at(self.src, r, message) };
        if !self.warnings.contains(&w) {
            self.warnings.push(w);
        }
    }
    pub fn at(&mut self, r: TextRange) {
        self.u.asm.pos = self.src.position(r);
    }
    pub fn deeper(&mut self) -> R {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(CompileError::recursion()) } else { Ok(()) }
    }

    // --- registers
    pub fn temp(&mut self) -> Reg {
        self.temps(1)
    }
    /// A run of fresh registers.
    pub fn temps(&mut self, n: u32) -> Reg {
        let r = self.u.next;
        self.u.next += n;
        self.u.max = self.u.max.max(self.u.next);
        r
    }
    pub fn mark(&self) -> Reg {
        self.u.next
    }
    pub fn release(&mut self, mark: Reg) {
        self.u.next = mark;
    }
    /// Is this the topmost temporary, so that a window may start here?
    pub fn is_top(&self, r: Reg) -> bool {
        self.u.is_temp(r) && r + 1 == self.u.next
    }
    /// The first register of a window whose result should go to `dst`: `dst` itself if it is on top.
    pub fn window(&mut self, dst: Reg) -> Reg {
        if self.is_top(dst) {
            self.u.next -= 1;
        }
        // `a`, `a+1` and the callee's place: what is evaluated into `a+2` finds itself on top
        self.temps(3)
    }
    /// A code writes its result step by step: into `dst` if that is a temporary, else through one.
    pub fn staged(&mut self, dst: Reg, f: impl FnOnce(&mut Self, Reg) -> R) -> R {
        if self.u.is_temp(dst) {
            return f(self, dst);
        }
        let m = self.mark();
        let t = self.temp();
        f(self, t)?;
        self.mov(dst, t);
        self.release(m);
        Ok(())
    }

    // --- instructions
    pub fn abc(&mut self, op: Op, a: Reg, b: Reg, c: Reg) {
        self.u.asm.abc(op, a, b, c)
    }
    pub fn mov(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.abc(Op::MOVE, dst, src, 0);
        }
    }
    /// Loads a constant; it becomes one of `co_consts`.
    pub fn load_const(&mut self, dst: Reg, c: Const) {
        if let Const::Int(i) = c
            && let Ok(i) = i32::try_from(i)
        {
            self.u.asm.ad(Op::LOADI, dst, i);
            return;
        }
        self.note_const(&c);
        let k = self.u.asm.constant(c);
        self.u.asm.pool(Op::LOADK, dst, k);
    }
    pub fn load_none(&mut self, dst: Reg) {
        self.load_const(dst, Const::None)
    }
    pub fn note_const(&mut self, c: &Const) {
        if self.u.asm.reachable() && self.u.const_set.insert(c.clone()) {
            self.u.consts.push(c.clone());
        }
    }
    /// The pool index of a name, which becomes one of `co_names`.
    pub fn name_const(&mut self, n: &Name) -> u32 {
        if self.u.asm.reachable() && self.u.name_set.insert(n.clone()) {
            self.u.names.push(n.clone());
        }
        self.u.asm.constant(Const::Str(n.clone()))
    }
    pub fn named(&mut self, op: Op, a: Reg, b: Reg, c: Reg, n: &Name) {
        let k = self.name_const(n);
        self.u.asm.named(op, a, b, c, k)
    }
    pub fn named_d(&mut self, op: Op, a: Reg, n: &Name) {
        let k = self.name_const(n);
        self.u.asm.pool(op, a, k)
    }

    // --- labels
    pub fn label(&mut self) -> Label {
        self.u.asm.label()
    }
    fn merge(&mut self, l: Label) {
        if !self.u.asm.reachable() {
            return;
        }
        let now = &self.u.bound;
        match self.u.label_bound.get_mut(&l) {
            Some(old) => old.iter_mut().zip(now).for_each(|(o, n)| *o &= n),
            None => {
                self.u.label_bound.insert(l, now.clone());
            }
        }
    }
    pub fn jump(&mut self, l: Label) {
        self.jump_on(Op::JUMP, 0, l)
    }
    /// A jump with a register: `JTRUE` and so on.
    pub fn jump_on(&mut self, op: Op, a: Reg, l: Label) {
        self.merge(l);
        self.u.asm.jump(op, a, l)
    }
    pub fn jump_cmp(&mut self, op: Op, a: Reg, b: Reg, l: Label) {
        self.merge(l);
        self.u.asm.jump_if(op, a, b, l)
    }
    pub fn cache_jump(&mut self, op: Op, a: Reg, b: Reg, c: Reg, l: Label) {
        self.merge(l);
        self.u.asm.cache_jump(op, a, b, c, l)
    }
    pub fn bind(&mut self, l: Label) {
        let was = self.u.asm.reachable();
        self.u.asm.bind(l);
        if let Some(b) = self.u.label_bound.remove(&l) {
            if was {
                self.u.bound.iter_mut().zip(&b).for_each(|(o, n)| *o &= n);
            } else {
                self.u.bound = b;
            }
        }
    }
    /// The head of a loop: control comes from here (if it does at all) and from a back edge.
    pub fn bind_head(&mut self, l: Label) {
        self.forget_unbindable();
        let r = self.u.asm.reachable();
        self.u.asm.bind_loop(l, r);
    }
    pub fn forget_unbindable(&mut self) {
        for i in 0..self.u.unbindable.len() {
            let r = self.u.unbindable[i];
            self.set_bound(r, false);
        }
    }
    pub fn set_bound(&mut self, r: Reg, on: bool) {
        if let Some(w) = self.u.bound.get_mut(r as usize / 64) {
            if on {
                *w |= 1 << (r % 64);
            } else {
                *w &= !(1 << (r % 64));
            }
        }
    }

    // --- protected ranges
    /// Starts protecting what follows; the exception will be in `reg` at `handler`.
    pub fn protect(&mut self, handler: Label, reg: Reg) -> usize {
        let depth = self.u.open_ranges;
        self.u.open_ranges += 1;
        let start = Some(self.u.asm.here());
        self.u.ranges.push(Protected { start, handler, reg, depth });
        // in the handler, what was bound at the start is bound
        let mut s = self.u.bound.clone();
        for &r in &self.u.unbindable {
            if let Some(w) = s.get_mut(r as usize / 64) {
                *w &= !(1 << (r % 64));
            }
        }
        if self.u.asm.reachable() {
            self.u.label_bound.insert(handler, s);
        }
        self.u.ranges.len() - 1
    }
    /// Interrupts a range; says whether it was active.
    pub fn suspend(&mut self, range: usize) -> bool {
        let p = self.u.ranges[range];
        if let Some(start) = p.start {
            let end = self.u.asm.here();
            self.u.asm.protect(start, end, p.handler, p.reg, p.depth);
            self.u.ranges[range].start = None;
        }
        p.start.is_some()
    }
    pub fn resume(&mut self, range: usize) {
        self.u.ranges[range].start = Some(self.u.asm.here());
    }
    pub fn unprotect(&mut self, range: usize) {
        self.suspend(range);
        self.u.open_ranges -= 1;
    }

    // --- variables
    pub fn mangle(&self, name: &str) -> Name {
        self.symbols.mangle(self.u.scope, name)
    }
    /// How a (mangled) name is reached.
    pub fn access(&self, name: &Name) -> Access {
        for &c in self.u.comps.iter().rev() {
            match self.symbols.scopes[c].resolution(name) {
                Resolution::Local => return Access::Local(self.u.regs[&(c, name.clone())]),
                Resolution::Cell => return Access::Cell(self.u.regs[&(c, name.clone())]),
                Resolution::GlobalExplicit | Resolution::GlobalImplicit
                    if self.symbols.scopes[c].get(name).is_some() =>
                {
                    return self.access_global(name);
                }
                _ => {}
            }
        }
        let s = &self.symbols.scopes[self.u.scope];
        if !self.u.comps.is_empty() && self.u.kind == ScopeKind::Class {
            // comprehensions do not see the variables of a class
            if let Some(r) = self.u.own_reg(self.u.scope, name) {
                return Access::Cell(r);
            }
            return self.u.free_reg(name).map_or(Access::Global, Access::Cell);
        }
        match s.resolution(name) {
            Resolution::Local | Resolution::Cell if !s.kind.is_function_like() => Access::Name,
            Resolution::Local => Access::Local(self.u.regs[&(self.u.scope, name.clone())]),
            Resolution::Cell => Access::Cell(self.u.regs[&(self.u.scope, name.clone())]),
            Resolution::GlobalExplicit => Access::Global,
            _ => match self.u.free_reg(name) {
                Some(r) if s.kind == ScopeKind::Class => Access::NameOrCell(r),
                Some(r) if s.sees_class => Access::ClassOrCell(r),
                Some(r) => Access::Cell(r),
                None => self.access_global(name),
            },
        }
    }
    fn access_global(&self, name: &Name) -> Access {
        let s = &self.symbols.scopes[self.u.scope];
        if !self.u.comps.is_empty() {
            // as in a function, except that a module's name space is searched first
            return if self.u.kind == ScopeKind::Module && s.resolution(name) != Resolution::GlobalExplicit {
                Access::Name
            } else {
                Access::Global
            };
        }
        match s.kind {
            ScopeKind::Module | ScopeKind::Class => Access::Name,
            _ if s.sees_class => Access::ClassOrGlobal,
            _ => Access::Global,
        }
    }
    /// A local variable's own register, checked for being bound.
    pub fn checked_local(&mut self, r: Reg, at: TextRange) -> Reg {
        if !bit(&self.u.bound, r) {
            self.at(at);
            self.abc(Op::CHECK_BOUND, r, 0, 0);
            self.set_bound(r, true);
        }
        r
    }
    /// The register of an expression that is a local variable.
    pub fn as_local(&mut self, e: &Expr) -> Option<Reg> {
        let Expr::Name(n) = e else { return None };
        let name = self.mangle(&n.id);
        match self.access(&name) {
            Access::Local(r) => Some(self.checked_local(r, n.range)),
            _ => None,
        }
    }
    pub fn load_name(&mut self, dst: Reg, name: &str, at: TextRange) {
        let name = self.mangle(name);
        self.load_mangled(dst, &name, at)
    }
    pub fn load_mangled(&mut self, dst: Reg, name: &Name, at: TextRange) {
        match self.access(name) {
            Access::Local(r) => {
                self.checked_local(r, at);
                self.at(at);
                self.mov(dst, r);
            }
            Access::Cell(r) => {
                self.at(at);
                self.abc(Op::LOAD_CELL, dst, r, 0)
            }
            Access::Global => {
                self.at(at);
                self.named_d(Op::LOAD_GLOBAL, dst, name)
            }
            Access::Name => {
                self.at(at);
                self.named_d(Op::LOAD_NAME, dst, name)
            }
            Access::NameOrCell(r) => {
                self.at(at);
                self.named(Op::LOAD_NAME_OR_CELL, dst, r, 0, name)
            }
            Access::ClassOrGlobal => {
                let (m, t) = self.classdict(at);
                self.named(Op::LOAD_DICT_OR_GLOBAL, dst, 0, t, name);
                self.release(m);
            }
            Access::ClassOrCell(r) => {
                let (m, t) = self.classdict(at);
                self.named(Op::LOAD_DICT_OR_CELL, dst, r, t, name);
                self.release(m);
            }
        }
    }
    fn classdict(&mut self, at: TextRange) -> (Reg, Reg) {
        let m = self.mark();
        let t = self.temp();
        self.at(at);
        if let Some(r) = self.u.free_reg("__classdict__") {
            self.abc(Op::LOAD_CELL, t, r, 0);
        }
        (m, t)
    }
    pub fn store_name(&mut self, name: &str, src: Reg, at: TextRange) {
        let name = self.mangle(name);
        self.store_mangled(&name, src, at)
    }
    pub fn store_mangled(&mut self, name: &Name, src: Reg, at: TextRange) {
        self.at(at);
        match self.access(name) {
            Access::Local(r) => {
                self.mov(r, src);
                self.set_bound(r, true);
            }
            Access::Cell(r) | Access::NameOrCell(r) | Access::ClassOrCell(r) => self.abc(Op::STORE_CELL, r, src, 0),
            Access::Global | Access::ClassOrGlobal => self.named_d(Op::STORE_GLOBAL, src, name),
            Access::Name => self.named_d(Op::STORE_NAME, src, name),
        }
    }
    pub fn delete_name(&mut self, name: &str, at: TextRange) {
        let name = self.mangle(name);
        self.at(at);
        match self.access(&name) {
            Access::Local(r) => {
                if bit(&self.u.bound, r) {
                    self.u.asm.ad(Op::CLEAR, r, 1);
                } else {
                    self.abc(Op::DEL_LOCAL, r, 0, 0);
                }
                self.set_bound(r, false);
            }
            Access::Cell(r) | Access::NameOrCell(r) | Access::ClassOrCell(r) => self.abc(Op::DEL_CELL, r, 0, 0),
            Access::Global | Access::ClassOrGlobal => self.named_d(Op::DEL_GLOBAL, 0, &name),
            Access::Name => self.named_d(Op::DEL_NAME, 0, &name),
        }
    }
    /// The register an assignment to this target writes directly, if it is a local variable.
    pub fn target_reg(&self, t: &Expr) -> Option<Reg> {
        let Expr::Name(n) = t else { return None };
        match self.access(&self.mangle(&n.id)) {
            Access::Local(r) => Some(r),
            _ => None,
        }
    }

    // --- units
    /// Starts compiling the code of a scope.
    pub fn enter(&mut self, state: State<'a>) {
        self.outer.push(std::mem::replace(&mut self.u, state));
    }
    /// Instructions before the body: empty locals, free variables, cells; generators are made here.
    pub fn prologue(&mut self) {
        self.u.asm.pos = Position::default();
        if self.u.kind.is_function_like() && !self.u.is_generator && !self.u.is_async {
            self.abc(Op::ENTER, 0, 0, 0);
        }
        let first = if self.u.kind.is_function_like() { self.u.n_params } else { 1 };
        let free = self.u.local_kinds.iter().position(|k| *k == LocalKind::Free);
        let end = free.map_or(self.u.n_locals(), |f| f as u32);
        if end > first {
            self.u.asm.ad(Op::CLEAR, first, (end - first) as i32);
        }
        if let Some(f) = free {
            let n = self.u.n_locals() as i32 - f as i32;
            self.u.asm.ad(Op::COPY_FREE, f as Reg, n);
        }
        for r in 0..end {
            if self.u.local_kinds[r as usize] == LocalKind::Cell {
                self.abc(Op::MAKE_CELL, r, 0, 0);
            }
        }
    }
    /// The body of a generator or coroutine: made here, and guarded against StopIteration.
    pub fn generator_body(&mut self, body: impl FnOnce(&mut Self) -> R) -> R {
        let line = self.u.first_line;
        self.u.asm.pos = Position { line, end_line: line, col: 0, end_col: 0 };
        self.abc(Op::RETURN_GENERATOR, 0, 0, 0);
        let handler = self.label();
        let e = self.temp();
        let range = self.protect(handler, e);
        body(self)?;
        self.unprotect(range);
        self.u.asm.pos = Position::default();
        self.bind(handler);
        self.abc(Op::STOP_ITERATION_ERROR, e, e, 0);
        self.abc(Op::RERAISE, e, 0, 0);
        Ok(())
    }
    /// Finishes the code and goes back to the one around it.
    pub fn leave(&mut self) -> R<Unit> {
        let outer = self.outer.pop().ok_or_else(CompileError::too_large)?;
        let u = std::mem::replace(&mut self.u, outer);
        finish(u)
    }
    pub fn add_flags(&mut self, f: u32) {
        self.u.flags |= f;
    }
    /// `co_flags` that follow from the scope.
    pub fn scope_flags(&self) -> u32 {
        let s = &self.symbols.scopes[self.u.scope];
        let mut f = 0;
        if s.kind.is_function_like() {
            f |= flags::OPTIMIZED | flags::NEWLOCALS;
            if s.nested {
                f |= flags::NESTED;
            }
            f |= match (s.is_generator, s.is_coroutine) {
                (true, true) => flags::ASYNC_GENERATOR,
                (true, false) => flags::GENERATOR,
                (false, true) => flags::COROUTINE,
                _ => 0,
            };
        }
        if self.flags.future_annotations {
            f |= flags::FUTURE_ANNOTATIONS;
        }
        f
    }
    /// Position of a node's first line, for code that belongs to no expression.
    pub fn first_line(&self, n: &impl Ranged) -> u32 {
        self.src.line(n.range().start())
    }
}

/// Assembles a finished state.
pub fn finish(u: State) -> R<Unit> {
    let n_locals = u.n_locals();
    let a = u.asm.finish().map_err(|_| CompileError::too_large())?;
    Ok(Unit {
        name: u.name,
        qualname: u.qualname,
        pool: a.pool,
        consts: u.consts,
        names: u.names,
        local_names: u.local_names,
        words: a.words,
        meta: CodeMeta {
            argcount: u.argcount,
            posonlyargcount: u.posonly,
            kwonlyargcount: u.kwonly,
            flags: u.flags,
            first_line: u.first_line,
            n_params: u.n_params,
            n_locals,
            n_regs: u.max,
            local_kinds: u.local_kinds.into(),
        },
        positions: a.positions,
        exceptions: a.exceptions,
    })
}
