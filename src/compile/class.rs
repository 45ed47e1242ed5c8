//! Class definitions: the body is a function whose register 0 is the class's name space, run by `__build_class__`.

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_text_size::TextRange;

use super::constant::{CodeRef, Const};
use super::emit::{Compiler, R, State};
use super::symbols::{Name, Part, ScopeId};
use super::unit::Unit;
use crate::bytecode::assembler::Reg;
use crate::bytecode::ops::{Intrinsic, Op};

impl<'a> Compiler<'a> {
    pub fn class(&mut self, c: &'a ast::StmtClassDef) -> R {
        let m = self.mark();
        let decorators = self.decorators(&c.decorator_list)?;
        let line = c.decorator_list.first().map_or_else(|| self.first_line(&c.name), |d| self.first_line(d));
        let def = self.def_range(c.range, c.name.range, c.decorator_list.last());
        let result = self.temp();
        match &c.type_params {
            None => {
                let w = self.window(result);
                self.class_window(c, line, def, w)?;
                self.class_call(w, c.arguments.as_deref(), None, def)?;
                self.mov(result, w);
                self.release(result + 1);
            }
            Some(t) => {
                let scope = self.symbols.scope_of(c, Part::TypeParams);
                self.enter_type_params(scope, c.name.as_str(), &[], line);
                let body = self.generic_class(c, t, line, def);
                let unit = self.leave();
                body?;
                let unit = unit?;
                self.call_type_params(unit, scope, &[], def, result);
            }
        }
        let result = self.apply_decorators(&c.decorator_list, decorators, result);
        self.store_name(c.name.as_str(), result, def);
        self.release(m);
        Ok(())
    }
    fn generic_class(&mut self, c: &'a ast::StmtClassDef, t: &'a ast::TypeParams, line: u32, def: TextRange) -> R {
        let params = self.temp();
        self.class_type_params(t, params)?;
        self.store_mangled(&Rc::from(".type_params"), params, def);
        let w = self.temps(3);
        self.class_window(c, line, def, w)?;
        let generic: Name = Rc::from(".generic_base");
        let g = self.temp();
        self.abc(Op::INTRINSIC1, g, params, Intrinsic::SubscriptGeneric as u32);
        self.store_mangled(&generic, g, def);
        self.release(g);
        let base = self.u.own_reg(self.u.scope, ".generic_base");
        self.class_call(w, c.arguments.as_deref(), base, def)?;
        self.at(def);
        self.abc(Op::RETURN, w, 0, 0);
        Ok(())
    }
    /// `__build_class__`, the body's function and the name, in a window.
    fn class_window(&mut self, c: &'a ast::StmtClassDef, line: u32, def: TextRange, w: Reg) -> R {
        self.at(def);
        self.abc(Op::LOAD_BUILD_CLASS, w + 2, 0, 0);
        self.temp();
        let f = self.temp();
        let (unit, scope) = self.class_body(c, line, def)?;
        self.at(def);
        self.make_function(f, unit, scope);
        let n = self.temp();
        self.load_const(n, Self::str_const(c.name.as_str()));
        Ok(())
    }
    fn class_body(&mut self, c: &'a ast::StmtClassDef, line: u32, def: TextRange) -> R<(Unit, ScopeId)> {
        let scope = self.symbols.scope_of(c, Part::Body);
        let qualname = self.qualname(c.name.as_str());
        let state = State::new(self.symbols, scope, &[], Rc::from(c.name.as_str()), qualname, line);
        self.enter(state);
        self.u.flags |= self.scope_flags();
        let r = self.class_statements(c, line, def);
        let unit = self.leave();
        r?;
        Ok((unit?, scope))
    }
    fn class_statements(&mut self, c: &'a ast::StmtClassDef, line: u32, def: TextRange) -> R {
        self.prologue();
        let header = TextRange::empty(def.start());
        let t = self.temp();
        self.at(header);
        let store = |s: &mut Self, name: &str, r: Reg| s.named_d(Op::STORE_NAME, r, &Rc::from(name));
        self.named_d(Op::LOAD_NAME, t, &Rc::from("__name__"));
        store(self, "__module__", t);
        let qualname = self.u.qualname.clone();
        self.load_const(t, Const::Str(qualname));
        store(self, "__qualname__", t);
        self.load_const(t, Const::Int(line as i64));
        store(self, "__firstlineno__", t);
        if c.type_params.is_some() {
            self.load_mangled(t, &Rc::from(".type_params"), header);
            store(self, "__type_params__", t);
        }
        let scope = self.u.scope;
        let s = &self.symbols.scopes[scope];
        if let Some(r) = self.u.own_reg(scope, "__classdict__") {
            self.abc(Op::LOAD_LOCALS, t, 0, 0);
            self.abc(Op::STORE_CELL, r, t, 0);
        }
        if s.has_conditional_annotations {
            self.abc(Op::BUILD_SET, t, t, 0);
            match self.u.own_reg(scope, "__conditional_annotations__") {
                Some(r) => self.abc(Op::STORE_CELL, r, t, 0),
                None => store(self, "__conditional_annotations__", t),
            }
        }
        if s.has_annotations && self.flags.future_annotations {
            self.abc(Op::SETUP_ANNOTATIONS, 0, 0, 0);
        }
        if let Some(doc) = self.doc_string(&c.body)? {
            self.at(ruff_text_size::Ranged::range(&c.body[0]));
            self.load_const(t, doc);
            store(self, "__doc__", t);
        }
        self.body(&c.body)?;
        self.at(header);
        if let Some((unit, scope)) = self.variable_annotations(header)? {
            self.at(header);
            self.make_function(t, unit, scope);
            store(self, "__annotate_func__", t);
        }
        let attributes: Vec<Const> = self.u.static_attributes.iter().map(|n| Const::Str(n.clone())).collect();
        self.load_const(t, Const::Tuple(attributes.into()));
        store(self, "__static_attributes__", t);
        if let Some(r) = self.u.own_reg(scope, "__classdict__") {
            store(self, "__classdictcell__", r);
        }
        match self.u.own_reg(scope, "__class__") {
            Some(r) => {
                store(self, "__classcell__", r);
                self.abc(Op::RETURN, r, 0, 0);
            }
            None => self.return_none(),
        }
        Ok(())
    }
    /// The constant of code that is filled in later (`__annotate__` of a module is made before its body runs).
    pub fn fill_reserved(&mut self, k: u32, unit: Unit) {
        let c = Const::Code(CodeRef(Rc::new(unit)));
        self.note_const(&c);
        self.u.asm.set_reserved(k, c);
    }
}
