//! Names that no source text can have.
//!
//! A tree given to `compile()` may hold any identifiers. Where they cannot be written, the text that is made from it has
//! others in their place, and the parsed tree gets the real ones back.

use std::collections::HashMap;

use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::transformer::{self, Transformer};
use ruff_python_ast::{
    Alias, ExceptHandler, Expr, Identifier, Keyword, Mod, Parameter, Pattern, PatternKeyword, Stmt, TypeParam,
};

/// Is the word never a name?
pub fn is_keyword(word: &str) -> bool {
    super::diagnose::KEYWORDS.contains(&word)
}

/// What stands in the text, and the name that it stands for.
#[derive(Default)]
pub struct Names(HashMap<String, String>);
impl Names {
    /// The name to write for one that cannot be written. No other name of the tree begins with `prefix`.
    pub fn stand_in(&mut self, real: &str, prefix: &str) -> String {
        if let Some(known) = self.0.iter().find(|(_, r)| *r == real) {
            return known.0.clone();
        }
        let name = format!("{prefix}{}", self.0.len());
        self.0.insert(name.clone(), real.to_string());
        name
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Puts the real names into a parsed tree.
    pub fn restore(&self, tree: &mut Mod) {
        match tree {
            Mod::Module(m) => self.visit_body(&mut m.body),
            Mod::Expression(e) => self.visit_expr(&mut e.body),
        }
    }
    fn name(&self, name: &mut Name) {
        if let Some(real) = self.0.get(name.as_str()) {
            *name = Name::new(real);
        }
    }
    fn identifier(&self, i: &mut Identifier) {
        self.name(&mut i.id);
    }
    fn optional(&self, i: &mut Option<Identifier>) {
        if let Some(i) = i {
            self.identifier(i);
        }
    }
}
impl Transformer for Names {
    fn visit_stmt(&self, stmt: &mut Stmt) {
        match stmt {
            Stmt::FunctionDef(f) => self.identifier(&mut f.name),
            Stmt::ClassDef(c) => self.identifier(&mut c.name),
            Stmt::ImportFrom(i) => self.optional(&mut i.module),
            Stmt::Global(g) => g.names.iter_mut().for_each(|n| self.identifier(n)),
            Stmt::Nonlocal(n) => n.names.iter_mut().for_each(|n| self.identifier(n)),
            _ => {}
        }
        transformer::walk_stmt(self, stmt);
    }
    fn visit_expr(&self, expr: &mut Expr) {
        match expr {
            Expr::Name(n) => self.name(&mut n.id),
            Expr::Attribute(a) => self.identifier(&mut a.attr),
            _ => {}
        }
        transformer::walk_expr(self, expr);
    }
    fn visit_except_handler(&self, handler: &mut ExceptHandler) {
        let ExceptHandler::ExceptHandler(h) = handler;
        self.optional(&mut h.name);
        transformer::walk_except_handler(self, handler);
    }
    fn visit_parameter(&self, parameter: &mut Parameter) {
        self.identifier(&mut parameter.name);
        transformer::walk_parameter(self, parameter);
    }
    fn visit_keyword(&self, keyword: &mut Keyword) {
        self.optional(&mut keyword.arg);
        transformer::walk_keyword(self, keyword);
    }
    fn visit_alias(&self, alias: &mut Alias) {
        self.identifier(&mut alias.name);
        self.optional(&mut alias.asname);
    }
    fn visit_type_param(&self, param: &mut TypeParam) {
        match param {
            TypeParam::TypeVar(p) => self.identifier(&mut p.name),
            TypeParam::ParamSpec(p) => self.identifier(&mut p.name),
            TypeParam::TypeVarTuple(p) => self.identifier(&mut p.name),
        }
        transformer::walk_type_param(self, param);
    }
    fn visit_pattern(&self, pattern: &mut Pattern) {
        match pattern {
            Pattern::MatchMapping(m) => self.optional(&mut m.rest),
            Pattern::MatchStar(m) => self.optional(&mut m.name),
            Pattern::MatchAs(m) => self.optional(&mut m.name),
            _ => {}
        }
        transformer::walk_pattern(self, pattern);
    }
    fn visit_pattern_keyword(&self, keyword: &mut PatternKeyword) {
        self.identifier(&mut keyword.attr);
        transformer::walk_pattern_keyword(self, keyword);
    }
}
