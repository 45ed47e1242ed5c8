//! Scopes: which variables exist, and how each name is reached from each scope.
//!
//! First a walk over the syntax tree notes definitions and uses (`collect.rs`); then `resolve` decides, from the outside
//! in, what is local, a cell, free or global. List, set and dict comprehensions are part of the function around them
//! (PEP 709): a variable used only there is no cell. Scope errors are raised here, with CPython's wording.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use ruff_text_size::TextRange;

use super::errors::CompileError;
use super::source::Source;

pub type Name = Rc<str>;
pub type ScopeId = usize;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    Module,
    Function,
    Lambda,
    Class,
    /// List, set or dict comprehension.
    Comprehension,
    /// Generator expression.
    Generator,
    TypeParams,
    TypeAlias,
    /// Bound, constraints or default of a type parameter.
    TypeVariable,
    /// `__annotate__` of a function, class or module.
    Annotation,
}
impl ScopeKind {
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
    pub fn is_comprehension(self) -> bool {
        matches!(self, ScopeKind::Comprehension | ScopeKind::Generator)
    }
}

/// Which scope of a syntax node is meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    Body,
    TypeParams,
    Annotations,
    Bound,
    Default,
}

pub mod flag {
    pub const GLOBAL: u16 = 1;
    pub const LOCAL: u16 = 2;
    pub const PARAM: u16 = 4;
    pub const NONLOCAL: u16 = 8;
    pub const USE: u16 = 16;
    pub const ANNOT: u16 = 32;
    pub const COMP_ITER: u16 = 64;
    pub const TYPE_PARAM: u16 = 128;
    pub const IMPORT: u16 = 256;
    pub const BOUND: u16 = LOCAL | PARAM | TYPE_PARAM | IMPORT;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resolution {
    Unknown,
    Local,
    Cell,
    Free,
    GlobalExplicit,
    GlobalImplicit,
}

#[derive(Clone, Debug)]
pub struct Symbol {
    pub name: Name,
    pub flags: u16,
    pub resolution: Resolution,
}

#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    pub children: Vec<ScopeId>,
    pub name: Name,
    /// Where it starts; 0 for the module.
    pub line: u32,
    /// Innermost class, whose name mangles private names.
    pub private: Option<Name>,
    /// If set, only these names are mangled (type parameters of a class).
    pub mangled: Option<HashSet<Name>>,
    pub symbols: Vec<Symbol>,
    index: HashMap<Name, usize>,
    /// `global` and `nonlocal` statements, for error positions.
    pub directives: Vec<(Name, TextRange)>,
    pub is_generator: bool,
    pub is_coroutine: bool,
    /// Compiled as part of the function around it.
    pub inlined: bool,
    /// An annotation scope directly inside a class: names are looked up in the class first.
    pub sees_class: bool,
    pub annotation_block: Option<ScopeId>,
    pub has_conditional_annotations: bool,
    /// Names that `del` or the end of an `except … as` unbinds.
    pub unbindable: HashSet<Name>,
    /// Names that `:=` binds here.
    pub walrus: HashSet<Name>,
    pub needs_class_cell: bool,
    pub needs_classdict: bool,
    pub conditional_annotations_cell: bool,
    /// Variables of functions around that this scope or scopes in it use, sorted.
    pub free: BTreeSet<Name>,
    /// Names of enclosing variables an inlined comprehension uses without capturing them.
    pub nested: bool,
    // state of the walk
    pub comp_iter_target: bool,
    pub comp_iter_expr: u32,
    pub in_conditional: u32,
    pub has_annotations: bool,
    /// What an annotation scope is called in errors.
    pub described: &'static str,
}

impl Scope {
    pub fn get(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|&i| &self.symbols[i])
    }
    pub fn flags(&self, name: &str) -> u16 {
        self.get(name).map_or(0, |s| s.flags)
    }
    fn entry(&mut self, name: &Name) -> &mut Symbol {
        let i = match self.index.get(name) {
            Some(&i) => i,
            None => {
                let i = self.symbols.len();
                self.symbols.push(Symbol { name: name.clone(), flags: 0, resolution: Resolution::Unknown });
                self.index.insert(name.clone(), i);
                i
            }
        };
        &mut self.symbols[i]
    }
    pub fn add_flags(&mut self, name: &Name, flags: u16) {
        self.entry(name).flags |= flags;
    }
    pub fn resolution(&self, name: &str) -> Resolution {
        self.get(name).map_or(Resolution::GlobalImplicit, |s| s.resolution)
    }
}

#[derive(Default)]
pub struct Symbols {
    pub scopes: Vec<Scope>,
    pub of_node: HashMap<(usize, Part), ScopeId>,
}

impl Symbols {
    pub fn new_scope(&mut self, kind: ScopeKind, name: &str, parent: Option<ScopeId>) -> ScopeId {
        let id = self.scopes.len();
        let (private, nested) = match parent {
            Some(p) => {
                let s = &self.scopes[p];
                (s.private.clone(), s.nested || s.kind.is_function_like())
            }
            None => (None, false),
        };
        self.scopes.push(Scope {
            kind,
            parent,
            children: Vec::new(),
            name: Rc::from(name),
            line: 0,
            private,
            mangled: None,
            symbols: Vec::new(),
            index: HashMap::new(),
            directives: Vec::new(),
            is_generator: false,
            is_coroutine: false,
            inlined: false,
            sees_class: false,
            annotation_block: None,
            has_conditional_annotations: false,
            unbindable: HashSet::new(),
            walrus: HashSet::new(),
            needs_class_cell: false,
            needs_classdict: false,
            conditional_annotations_cell: false,
            free: BTreeSet::new(),
            nested,
            comp_iter_target: false,
            comp_iter_expr: 0,
            in_conditional: 0,
            has_annotations: false,
            described: "",
        });
        if let Some(p) = parent {
            self.scopes[p].children.push(id);
        }
        id
    }
    pub fn scope_of<T>(&self, node: &T, part: Part) -> ScopeId {
        self.of_node[&(node as *const T as usize, part)]
    }
    /// A name as a scope stores it: private names carry their class's name.
    pub fn mangle(&self, scope: ScopeId, name: &str) -> Name {
        let s = &self.scopes[scope];
        if !name.starts_with("__") {
            return Rc::from(name);
        }
        if let Some(set) = &s.mangled
            && !set.contains(name)
        {
            return Rc::from(name);
        }
        mangle(s.private.as_deref(), name)
    }

    /// Decides every name's resolution.
    pub fn resolve(&mut self, src: &Source) -> Result<(), CompileError> {
        let mut r = Resolver { symbols: self, src };
        r.scope(0, &HashSet::new(), &HashSet::new(), 0)?;
        Ok(())
    }
}

pub fn mangle(class: Option<&str>, name: &str) -> Name {
    let Some(class) = class else { return Rc::from(name) };
    let class = class.trim_start_matches('_');
    if class.is_empty() || !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return Rc::from(name);
    }
    Rc::from(format!("_{class}{name}"))
}

/// Names a scope needs from the scopes around it.
struct Needs {
    /// Used by the scope itself, which is part of the function around it.
    direct: BTreeSet<Name>,
    /// Needed as cells.
    captured: BTreeSet<Name>,
}

struct Resolver<'a> {
    symbols: &'a mut Symbols,
    src: &'a Source,
}

impl Resolver<'_> {
    fn error(&self, id: ScopeId, name: &str, message: String) -> CompileError {
        let at = self.symbols.scopes[id].directives.iter().find(|d| &*d.0 == name).map(|d| d.1);
        CompileError::at(self.src, at.unwrap_or_default(), message)
    }

    fn scope(
        &mut self,
        id: ScopeId,
        bound: &HashSet<Name>,
        globals: &HashSet<Name>,
        depth: u32,
    ) -> Result<Needs, CompileError> {
        if depth > super::MAX_SCOPE_DEPTH {
            return Err(CompileError::recursion());
        }
        let kind = self.symbols.scopes[id].kind;
        let mut globals = globals.clone();
        // what the names of this scope itself may refer to outside
        let outer = bound;
        let mut inner: HashSet<Name> = bound.clone();
        let mut free = BTreeSet::new();
        for i in 0..self.symbols.scopes[id].symbols.len() {
            let Symbol { name, flags, .. } = self.symbols.scopes[id].symbols[i].clone();
            let r = self.symbol(id, &name, flags, outer, &globals)?;
            match r {
                // a class's declaration is its own: functions in it see what is around the class
                Resolution::GlobalExplicit if kind != ScopeKind::Class => {
                    inner.remove(&name);
                    globals.insert(name.clone());
                }
                Resolution::Local => {
                    globals.remove(&name);
                }
                Resolution::Free => {
                    free.insert(name.clone());
                }
                _ => {}
            }
            self.symbols.scopes[id].symbols[i].resolution = r;
        }
        if kind.is_function_like() {
            let s = &self.symbols.scopes[id];
            inner.extend(s.symbols.iter().filter(|s| s.resolution == Resolution::Local).map(|s| s.name.clone()));
        }
        if kind == ScopeKind::Class {
            for n in ["__class__", "__classdict__", "__conditional_annotations__"] {
                inner.insert(Rc::from(n));
                globals.remove(n);
            }
        }
        let (mut captured, mut direct) = (BTreeSet::new(), BTreeSet::new());
        for c in self.symbols.scopes[id].children.clone() {
            let needs = self.scope(c, &inner, &globals, depth + 1)?;
            captured.extend(needs.captured);
            direct.extend(needs.direct);
        }
        Ok(self.conclude(id, free, captured, direct))
    }

    /// Marks cells and hands on what this scope does not bind.
    fn conclude(
        &mut self,
        id: ScopeId,
        free: BTreeSet<Name>,
        captured: BTreeSet<Name>,
        direct: BTreeSet<Name>,
    ) -> Needs {
        let s = &mut self.symbols.scopes[id];
        let kind = s.kind;
        let mut passed = BTreeSet::new();
        for n in captured {
            if kind.is_function_like() {
                if let Some(&i) = s.index.get(&n)
                    && matches!(s.symbols[i].resolution, Resolution::Local | Resolution::Cell)
                {
                    s.symbols[i].resolution = Resolution::Cell;
                    continue;
                }
            } else if kind == ScopeKind::Class {
                match &*n {
                    "__class__" => {
                        s.needs_class_cell = true;
                        continue;
                    }
                    "__classdict__" => {
                        s.needs_classdict = true;
                        continue;
                    }
                    "__conditional_annotations__" => {
                        s.conditional_annotations_cell = true;
                        continue;
                    }
                    _ => {}
                }
            }
            passed.insert(n);
        }
        let mut direct_passed = BTreeSet::new();
        for n in direct {
            // An inlined comprehension may use this scope's variable, unless this is a class.
            let here = kind.is_function_like()
                && matches!(s.resolution(&n), Resolution::Local | Resolution::Cell)
                && s.get(&n).is_some();
            if kind == ScopeKind::Class && &*n == "__class__" {
                s.needs_class_cell = true;
            } else if !here {
                direct_passed.insert(n);
            }
        }
        if s.inlined {
            direct_passed.extend(free);
            return Needs { direct: direct_passed, captured: passed };
        }
        passed.extend(free);
        passed.extend(direct_passed);
        s.free = passed.clone();
        Needs { direct: BTreeSet::new(), captured: passed }
    }

    /// Is the variable that a scope means by a name of the scopes around it a type parameter?
    fn is_type_param(&self, id: ScopeId, name: &str) -> bool {
        let mut next = self.symbols.scopes[id].parent;
        while let Some(p) = next {
            let s = &self.symbols.scopes[p];
            if s.kind.is_function_like() && s.flags(name) & flag::BOUND != 0 {
                return s.flags(name) & flag::TYPE_PARAM != 0;
            }
            next = s.parent;
        }
        false
    }
    /// The class whose names an annotation scope sees.
    fn class_around(&self, id: ScopeId) -> Option<ScopeId> {
        let mut next = self.symbols.scopes[id].parent;
        while let Some(p) = next {
            let s = &self.symbols.scopes[p];
            if s.kind == ScopeKind::Class {
                return Some(p);
            }
            next = if s.sees_class { s.parent } else { None };
        }
        None
    }
    fn symbol(
        &self,
        id: ScopeId,
        name: &Name,
        flags: u16,
        bound: &HashSet<Name>,
        globals: &HashSet<Name>,
    ) -> Result<Resolution, CompileError> {
        let s = &self.symbols.scopes[id];
        if flags & flag::GLOBAL != 0 {
            if flags & flag::NONLOCAL != 0 {
                return Err(self.error(id, name, format!("name '{name}' is nonlocal and global")));
            }
            return Ok(Resolution::GlobalExplicit);
        }
        if flags & flag::NONLOCAL != 0 {
            if s.kind == ScopeKind::Module {
                return Err(self.error(id, name, "nonlocal declaration not allowed at module level".into()));
            }
            if !bound.contains(name) {
                return Err(self.error(id, name, format!("no binding for nonlocal '{name}' found")));
            }
            if self.is_type_param(id, name) {
                let message = format!("nonlocal binding not allowed for type parameter '{name}'");
                return Err(self.error(id, name, message));
            }
            return Ok(Resolution::Free);
        }
        if flags & flag::BOUND != 0 {
            return Ok(Resolution::Local);
        }
        if s.sees_class
            && let Some(class) = self.class_around(id)
        {
            let in_class = self.symbols.scopes[class].flags(name);
            if in_class & flag::GLOBAL != 0 {
                return Ok(Resolution::GlobalExplicit);
            }
            if in_class & flag::BOUND != 0 && in_class & flag::NONLOCAL == 0 {
                return Ok(Resolution::GlobalImplicit);
            }
        }
        if bound.contains(name) {
            return Ok(Resolution::Free);
        }
        let _ = globals;
        Ok(Resolution::GlobalImplicit)
    }
}
