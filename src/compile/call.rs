//! Calls. The callable goes into the third header word of a window on top of the temporaries, the arguments behind the
//! header, so that they are the callee's first registers already.

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

use super::constant::Const;
use super::emit::{Compiler, R};
use super::expr::inferred_type;
use crate::bytecode::assembler::Reg;
use crate::bytecode::ops::Op;

/// Calls with more arguments pass them in a tuple.
const MAX_ARGS: usize = 200;

impl<'a> Compiler<'a> {
    pub fn call(&mut self, c: &'a ast::ExprCall, dst: Reg) -> R {
        let at = c.range();
        self.check_callable(c);
        let args = &c.arguments;
        let spread = args.args.iter().any(|a| a.is_starred_expr())
            || args.keywords.iter().any(|k| k.arg.is_none())
            || args.args.len() + args.keywords.len() > MAX_ARGS;
        if self.sum_of_list(c, dst)? {
            return Ok(());
        }
        let w = self.window(dst);
        if spread {
            self.expr_to(&c.func, w + 2)?;
            self.temp();
            self.spread_arguments(w, &args.args, &args.keywords, &[], at)?;
            self.at(at);
            self.abc(Op::CALL_EX, w, 0, 0);
            self.mov(dst, w);
            return Ok(());
        }
        let (mut n, method, at) = match &*c.func {
            Expr::Attribute(a) => {
                self.temp();
                let o = self.expr_any(&a.value)?;
                let name = self.mangle(a.attr.as_str());
                self.at_attribute(a);
                self.named(Op::LOAD_METHOD, w, o, 0, &name);
                self.release(w + 4);
                self.temp();
                (1, true, self.attribute_range(a, at))
            }
            f => {
                self.expr_to(f, w + 2)?;
                self.temp();
                (0, false, at)
            }
        };
        for a in &args.args {
            self.expr_tmp(a)?;
            n += 1;
        }
        self.keyword_call(w, n, &args.keywords, method, at)?;
        self.mov(dst, w);
        Ok(())
    }
    /// Evaluates keyword arguments behind `n` positional ones and calls.
    fn keyword_call(&mut self, w: Reg, n: u32, keywords: &'a [ast::Keyword], method: bool, at: TextRange) -> R {
        let mut names = Vec::new();
        for k in keywords {
            if let Some(name) = &k.arg {
                names.push(Const::Str(Rc::from(name.as_str())));
                self.expr_tmp(&k.value)?;
            }
        }
        self.at(at);
        let n = n + names.len() as u32;
        if names.is_empty() {
            self.abc(if method { Op::CALL_METHOD } else { Op::CALL }, w, n, 0);
        } else {
            let k = Const::Tuple(names.into());
            self.note_const(&k);
            let k = self.u.asm.constant(k);
            self.u.asm.named(if method { Op::CALL_METHOD_KW } else { Op::CALL_KW }, w, n, 0, k);
        }
        Ok(())
    }
    /// Arguments of `CALL_EX`: a tuple in `w+4`, a dict or nothing in `w+5`. `first` are registers that come before.
    pub fn spread_arguments(
        &mut self,
        w: Reg,
        args: &'a [Expr],
        keywords: &'a [ast::Keyword],
        first: &[Reg],
        at: TextRange,
    ) -> R {
        let t = self.temp();
        debug_assert_eq!(t, w + 4);
        if !args.iter().any(|a| a.is_starred_expr()) && args.len() + first.len() <= 64 {
            let m = self.mark();
            for &r in first {
                let x = self.temp();
                self.mov(x, r);
            }
            for a in args {
                self.expr_tmp(a)?;
            }
            self.at(at);
            self.abc(Op::BUILD_TUPLE, t, m, (args.len() + first.len()) as u32);
            self.release(m);
        } else if let ([Expr::Starred(only)], []) = (args, first) {
            // a lone `*x` is the callee's to complain about
            let m = self.mark();
            let r = self.expr_any(&only.value)?;
            self.at(at);
            self.abc(Op::ARGS_TUPLE, t, r, w + 2);
            self.release(m);
        } else {
            self.at(at);
            let m = self.mark();
            let run = self.temps(first.len() as u32);
            for (i, &r) in first.iter().enumerate() {
                self.mov(run + i as u32, r);
            }
            self.abc(Op::BUILD_LIST, t, run, first.len() as u32);
            self.release(m);
            for a in args {
                let (op, e) = match a {
                    Expr::Starred(s) => (Op::LIST_EXTEND, &*s.value),
                    e => (Op::LIST_APPEND, e),
                };
                let r = self.expr_any(e)?;
                self.at(at);
                self.abc(op, t, r, 0);
                self.release(m);
            }
            self.at(at);
            self.abc(Op::LIST_TO_TUPLE, t, t, 0);
        }
        let d = self.temp();
        debug_assert_eq!(d, w + 5);
        if keywords.is_empty() {
            self.u.asm.ad(Op::CLEAR, d, 1);
            return Ok(());
        }
        self.at(at);
        self.abc(Op::BUILD_MAP, d, d, 0);
        for k in keywords {
            let m = self.mark();
            match &k.arg {
                Some(name) => {
                    let key = self.temp();
                    self.at(k.range);
                    let name = Const::Str(Rc::from(name.as_str()));
                    self.load_const(key, name);
                    let v = self.expr_tmp(&k.value)?;
                    let one = self.temp();
                    self.at(at);
                    self.abc(Op::BUILD_MAP, one, key, 1);
                    let _ = v;
                    self.abc(Op::DICT_MERGE, d, one, w + 2);
                }
                None => {
                    let v = self.expr_any(&k.value)?;
                    self.at(at);
                    self.abc(Op::DICT_MERGE, d, v, w + 2);
                }
            }
            self.release(m);
        }
        Ok(())
    }
    fn check_callable(&mut self, c: &ast::ExprCall) {
        if matches!(&*c.func, Expr::Lambda(_)) {
            return;
        }
        if let Some(t) = inferred_type(&c.func)
            && !matches!(&*c.func, Expr::UnaryOp(_))
        {
            self.warn(c.range(), format!("'{t}' object is not callable; perhaps you missed a comma?"));
        }
    }
    /// `__build_class__(func, name, *bases, **keywords)`; the window at `w` holds `__build_class__`, and behind its header
    /// the function and the name. `generic` is one more base.
    pub fn class_call(&mut self, w: Reg, args: Option<&'a ast::Arguments>, generic: Option<Reg>, at: TextRange) -> R {
        let (bases, keywords): (&'a [Expr], &'a [ast::Keyword]) = match args {
            Some(a) => (&a.args, &a.keywords),
            None => (&[], &[]),
        };
        let spread = bases.iter().any(|b| b.is_starred_expr())
            || keywords.iter().any(|k| k.arg.is_none())
            || bases.len() + keywords.len() > MAX_ARGS;
        if !spread {
            let mut n = 2;
            for b in bases {
                self.expr_tmp(b)?;
                n += 1;
            }
            if let Some(g) = generic {
                let t = self.temp();
                self.mov(t, g);
                n += 1;
            }
            return self.keyword_call(w, n, keywords, false, at);
        }
        // the function and the name move out of the way of the tuple
        let f = self.temps(2);
        self.mov(f, w + 4);
        self.mov(f + 1, w + 5);
        let list = self.temp();
        self.at(at);
        self.abc(Op::BUILD_LIST, list, f, 2);
        let m = self.mark();
        for b in bases {
            let (op, e) = match b {
                Expr::Starred(s) => (Op::LIST_EXTEND, &*s.value),
                e => (Op::LIST_APPEND, e),
            };
            let r = self.expr_any(e)?;
            self.at(if op == Op::LIST_EXTEND { at } else { e.range() });
            self.abc(op, list, r, 0);
            self.release(m);
        }
        if let Some(g) = generic {
            self.abc(Op::LIST_APPEND, list, g, 0);
        }
        let d = self.temp();
        self.at(at);
        self.abc(Op::BUILD_MAP, d, d, 0);
        for k in keywords {
            let m = self.mark();
            match &k.arg {
                Some(name) => {
                    let key = self.temp();
                    let name = Const::Str(Rc::from(name.as_str()));
                    self.at(k.range);
                    self.load_const(key, name);
                    self.expr_tmp(&k.value)?;
                    let one = self.temp();
                    self.at(k.range);
                    self.abc(Op::BUILD_MAP, one, key, 1);
                    self.abc(Op::DICT_MERGE, d, one, w + 2);
                }
                None => {
                    let v = self.expr_any(&k.value)?;
                    self.at(k.value.range());
                    self.abc(Op::DICT_MERGE, d, v, w + 2);
                }
            }
            self.release(m);
        }
        self.at(at);
        self.abc(Op::LIST_TO_TUPLE, w + 4, list, 0);
        self.mov(w + 5, d);
        self.abc(Op::CALL_EX, w, 0, 0);
        Ok(())
    }
    /// A name as a constant.
    pub fn str_const(s: &str) -> Const {
        Const::Str(Rc::from(s))
    }
}
