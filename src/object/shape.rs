//! Shapes (hidden classes): the number in an object's header tells its class, its layout, and which attribute lies where.
//!
//! Shape ids below `KIND_COUNT` are the built-in classes of the native layouts. Every other class starts a tree of shapes:
//! its root has no attributes, each edge enters one. One shape of a class, made on demand, is its dict mode.
//!
//! Shapes live as long as their class, and a class of a program at least as long as its instances, which the collector finds
//! through their shapes. Invariant: a shape never changes. Its number stands for another shape only when no object, inline
//! cache or compiled code mentions it any more: a full collection empties the inline caches, and numbers in compiled code are
//! not used again (`pin`).

use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use super::gc::{Gc, Ptr};
use super::heap::{Dying, GcInfo, GcKind, Header, ShapeHooks, ShapeId, Tracer, heap};
use super::instance::Place;
use super::kind::{KIND_COUNT, Kind, kind_infos};
use super::str::Str;
use super::types::{Type, type_flags};
use super::value::Value;

/// Most attributes a shape describes; beyond that an object goes to dict mode.
const MAX_NAMES: usize = 64;
/// Most attributes that lie in the object itself.
pub const MAX_INLINE: u16 = 32;

/// See the module documentation. Sizes and offsets in bytes.
pub struct ShapeInfo {
    pub id: ShapeId,
    pub kind: Kind,
    ty: Ptr<Type>,
    /// Whole object; 0 for layouts whose length varies.
    pub size: u32,
    /// Fixed part of the kind.
    pub fixed: u32,
    /// Offset of the `extra` word; 0: no attributes.
    pub extra: u32,
    /// The `extra` word follows the items of a variable-sized object.
    pub extra_varies: bool,
    pub inline_cap: u16,
    pub dict_mode: bool,
    pub droppable: bool,
    /// How the fixed part of the kind is traced and dropped.
    fixed_gc: GcInfo,
    root: ShapeId,
    names: Vec<Gc<Str>>,
    /// Bit i: inline attribute i is kept as a double, not as a value. It is any double but NaN, which is known by its identity.
    floats: u32,
    transitions: RefCell<Vec<(Gc<Str>, ShapeId)>>,
    dict_shape: Cell<ShapeId>,
    /// An inline cache relies on where objects of this shape keep an attribute.
    cached: Cell<bool>,
}

/// The tables, reserved once: `infos[id]` and `kinds[id]`.
struct Tables {
    infos: AtomicPtr<*mut ShapeInfo>,
    kinds: AtomicPtr<Kind>,
    /// Numbers given out so far are below this one.
    count: AtomicU32,
    /// Shapes below were made by start-up, whose classes are kept for good.
    kept: AtomicU32,
    lifecycle: Lifecycle,
}
/// Numbers of shapes that are no more.
struct Lifecycle(UnsafeCell<Numbers>);
#[derive(Default)]
struct Numbers {
    /// Belong to classes that the collection in progress will free.
    dying: Vec<ShapeId>,
    free: Vec<ShapeId>,
    pinned: Option<HashSet<ShapeId>>,
}
// SAFETY: used under the GIL only.
unsafe impl Sync for Lifecycle {}
static TABLES: Tables = Tables {
    infos: AtomicPtr::new(std::ptr::null_mut()),
    kinds: AtomicPtr::new(std::ptr::null_mut()),
    count: AtomicU32::new(0),
    kept: AtomicU32::new(0),
    lifecycle: Lifecycle(UnsafeCell::new(Numbers { dying: Vec::new(), free: Vec::new(), pinned: None })),
};
#[allow(clippy::mut_from_ref)]
fn numbers() -> &'static mut Numbers {
    // SAFETY: under the GIL; no borrow lasts over a call out of this file.
    unsafe { &mut *TABLES.lifecycle.0.get() }
}

fn reserve(bytes: usize) -> *mut u8 {
    let m = memmap2::MmapOptions::new().len(bytes).no_reserve_swap().map_anon();
    let m = m.unwrap_or_else(|e| {
        eprintln!("sidewinder: cannot reserve {bytes} bytes of address space for shapes: {e}");
        std::process::exit(1)
    });
    Box::leak(Box::new(m)).as_mut_ptr()
}

/// Makes the shapes of the native layouts. Classes are attached by `set_type` when they exist.
pub fn init() {
    let most = heap().max_shapes();
    TABLES.infos.store(reserve(most * 8) as *mut _, Ordering::Release);
    TABLES.kinds.store(reserve(most) as *mut _, Ordering::Release);
    for k in kind_infos() {
        let id = push(ShapeInfo {
            id: k.kind as u32,
            kind: k.kind,
            ty: Ptr::empty(),
            size: k.size as u32,
            fixed: k.size as u32,
            extra: 0,
            extra_varies: false,
            inline_cap: 0,
            dict_mode: false,
            droppable: k.gc.drop.is_some(),
            fixed_gc: k.gc,
            root: k.kind as u32,
            names: vec![],
            floats: 0,
            transitions: RefCell::new(vec![]),
            dict_shape: Cell::new(0),
            cached: Cell::new(false),
        });
        debug_assert_eq!(id, k.kind as u32);
        set_heap_info(id, k.gc);
    }
    heap().add_stable_root_scanner(trace_shapes);
    heap().set_shape_hooks(ShapeHooks {
        classes: pass_classes,
        late: None,
        dying: take_leave,
        late_dying: None,
        freed: forget,
        settled: super::generator::is_settled,
    });
}

/// Shapes keep names alive, and classes of Rust; in minor collections all classes.
fn trace_shapes(t: &mut Tracer) {
    for s in all() {
        if let Some(ty) = s.ty.get()
            && (!t.is_full() || !is_mortal(s))
        {
            t.word(ty.addr());
        }
        s.names.iter().for_each(|n| t.word(n.addr()));
        s.transitions.borrow().iter().for_each(|(n, _)| t.word(n.addr()));
    }
}

// --- the end of classes

/// The shapes there are.
fn all() -> impl Iterator<Item = &'static ShapeInfo> {
    from(0)
}
fn from(first: ShapeId) -> impl Iterator<Item = &'static ShapeInfo> {
    // SAFETY: below the count an entry is null or a shape.
    (first..count()).filter_map(|id| unsafe { (*TABLES.infos.load(Ordering::Relaxed).add(id as usize)).as_ref() })
}
/// What exists now is there for good.
pub fn keep_all() {
    TABLES.kept.store(count(), Ordering::Relaxed);
}
/// Does the shape go when nothing else needs its class? Native code may know classes of Rust by nothing but their shape.
fn is_mortal(s: &ShapeInfo) -> bool {
    s.id >= TABLES.kept.load(Ordering::Relaxed) && s.ty.get().is_some_and(|ty| ty.has_flag(type_flags::HEAP))
}
fn mortals() -> impl Iterator<Item = (&'static ShapeInfo, Gc<Type>)> {
    let kept = TABLES.kept.load(Ordering::Relaxed);
    from(kept.max(KIND_COUNT as u32)).filter_map(|s| s.ty.get().filter(|_| is_mortal(s)).map(|ty| (s, ty)))
}
fn pass_classes(t: &mut Tracer) {
    for (s, ty) in mortals() {
        if t.has_seen(s.id) && !t.is_marked(ty.addr()) {
            t.word(ty.addr());
        }
    }
}
/// Takes classes that are dying out of what refers to them without keeping them alive.
fn take_leave(d: &Dying) {
    let dying = &mut numbers().dying;
    dying.clear();
    dying.extend(mortals().filter(|(_, ty)| d.is_dying(ty.addr())).map(|(s, _)| s.id));
    let mut bases = HashSet::new();
    for &id in dying.iter() {
        for base in info(id).ty().bases.get().iter().flat_map(|b| b.items()) {
            if !d.is_dying(base.bits()) && bases.insert(base.bits()) {
                base.cast::<Type>().into_iter().for_each(|b| b.forget_subclasses(&|c| d.is_dying(c)));
            }
        }
    }
    let is_gone = |id: u32| dying.binary_search(&id).is_ok();
    for &body in d.bodies() {
        // SAFETY: a live body of code.
        unsafe { super::code::empty_caches(body as *mut Header, &|w| d.is_dying(w), &is_gone) };
    }
    dying.iter().for_each(|&id| info(id).ty.init(None));
}
/// The numbers of shapes that are no more can be given to others.
fn forget() {
    let numbers = numbers();
    for id in numbers.dying.drain(..) {
        // SAFETY: nothing mentions the shape any more; entries are boxes.
        unsafe {
            let entry = TABLES.infos.load(Ordering::Relaxed).add(id as usize);
            drop(Box::from_raw(std::mem::replace(&mut *entry, std::ptr::null_mut())));
        }
        if !numbers.pinned.as_ref().is_some_and(|p| p.contains(&id)) {
            numbers.free.push(id);
        }
    }
}
/// Compiled code mentions a number; if it is that of a shape, no other shape may get it.
pub fn pin(number: i64) {
    let mortal = TABLES.kept.load(Ordering::Relaxed).max(KIND_COUNT as u32) as i64..count() as i64;
    if mortal.contains(&number) {
        numbers().pinned.get_or_insert_default().insert(number as ShapeId);
    }
}
/// How many shapes there are.
pub fn live_count() -> usize {
    all().count()
}

pub fn count() -> u32 {
    TABLES.count.load(Ordering::Relaxed)
}
fn push(mut s: ShapeInfo) -> ShapeId {
    let id = numbers().free.pop().unwrap_or_else(|| TABLES.count.fetch_add(1, Ordering::Relaxed));
    if id as usize >= heap().max_shapes() {
        super::out_of_memory();
    }
    s.id = id;
    if s.root == 0 && s.kind != Kind::Free {
        s.root = id;
    }
    let kind = s.kind;
    s.ty.get().into_iter().for_each(|ty| heap().add_root_word(ty.addr()));
    // of a chain of names only the last one is new; a transition's name is the last of the shape it leads to
    s.names.last().into_iter().for_each(|name| heap().add_root_word(name.addr()));
    // SAFETY: id is below the reserved length; tables change under the GIL only.
    unsafe {
        *TABLES.kinds.load(Ordering::Relaxed).add(id as usize) = kind;
        *TABLES.infos.load(Ordering::Relaxed).add(id as usize) = Box::into_raw(Box::new(s));
    }
    id
}

/// The shape of an id found in a header.
#[inline(always)]
pub fn info(id: ShapeId) -> &'static ShapeInfo {
    debug_assert!(id < count(), "shape {id} of {}", count());
    // SAFETY: ids in headers are in the table; a shape lives as long as its class, and that as long as the object.
    unsafe { &**TABLES.infos.load(Ordering::Relaxed).add(id as usize) }
}
/// The layout of the object at a heap address.
#[inline(always)]
pub fn kind_of_ptr(addr: u64) -> Kind {
    // SAFETY: the address of a live object; its shape id is in the table.
    unsafe { *TABLES.kinds.load(Ordering::Relaxed).add((*(addr as *const Header)).shape() as usize) }
}
#[inline(always)]
pub fn kind_of_shape(id: ShapeId) -> Kind {
    // SAFETY: ids in headers are in the table.
    unsafe { *TABLES.kinds.load(Ordering::Relaxed).add(id as usize) }
}

/// The class of a value.
#[inline(always)]
pub fn type_of(v: Value) -> Gc<Type> {
    if v.is_ptr() {
        // SAFETY: a pointer value is a live object.
        info(unsafe { (*(v.bits() as *const Header)).shape() }).ty()
    } else if v.is_small() {
        info(Kind::Int as u32).ty()
    } else {
        info(Kind::Float as u32).ty()
    }
}
/// The built-in class of a kind.
pub fn type_of_kind(k: Kind) -> Gc<Type> {
    info(k as u32).ty()
}
/// Attaches the class of a native layout.
pub fn set_type(k: Kind, ty: Gc<Type>) {
    info(k as u32).ty.init(ty);
    heap().add_root_word(ty.addr());
}

impl ShapeInfo {
    #[inline(always)]
    pub fn ty(&self) -> Gc<Type> {
        self.ty.gc()
    }
    pub fn has_type(&self) -> bool {
        self.ty.get().is_some()
    }
    /// Instances keep attributes of their own (in the attribute area; functions, modules, exceptions have their own dict).
    pub fn has_attributes(&self) -> bool {
        self.extra != 0 || self.extra_varies
    }
    pub fn names(&self) -> &[Gc<Str>] {
        &self.names
    }
    /// Where attribute `name` lies; `None` if the shape does not have it.
    pub fn place(&self, name: Gc<Str>) -> Option<Place> {
        let name = name.interned();
        let i = self.names.iter().position(|n| *n == name)? as u32;
        Some(if i >= self.inline_cap as u32 {
            Place::Overflow(i - self.inline_cap as u32)
        } else if self.is_float(i as usize) {
            Place::Float(self.inline_offset(i))
        } else {
            Place::Inline(self.inline_offset(i))
        })
    }
    /// Is there an attribute's value at an offset? Then it is not empty: an attribute is stored before the object gets the shape that
    /// has it, and one that is deleted leaves the object without such a shape.
    pub fn has_value_at(&self, offset: u32) -> bool {
        let count = self.names.len().min(self.inline_cap as usize) as u32;
        (0..count).any(|i| self.inline_offset(i) == offset && !self.is_float(i as usize))
    }
    /// Is attribute `i` kept as a double?
    fn is_float(&self, i: usize) -> bool {
        i < MAX_INLINE as usize && self.floats >> i & 1 != 0
    }
    fn inline_offset(&self, i: u32) -> u32 {
        self.extra + 8 + 8 * i
    }
    /// Is word `n` of the object a double?
    fn is_double(&self, n: u32) -> bool {
        let first = self.extra / 8 + 1;
        self.floats != 0 && n >= first && self.is_float((n - first) as usize)
    }
    /// Where doubles lie that objects of shape `to`, which has the same attributes, keep as values.
    pub fn boxed_in<'a>(&'a self, to: &'a ShapeInfo) -> impl Iterator<Item = u32> + 'a {
        let floats = self.floats & !to.floats;
        (0..MAX_INLINE as u32).filter(move |i| floats >> i & 1 != 0).map(|i| self.inline_offset(i))
    }
}

/// Traces a shape whose objects have words behind a fixed part that has a tracer of its own.
unsafe fn trace_extended(p: *mut Header, t: &mut Tracer) {
    let s = info((*p).shape());
    match s.fixed_gc.kind {
        GcKind::Leaf => {}
        GcKind::Mask(m) => {
            for i in 0..64 {
                if m >> i & 1 != 0 {
                    t.word(*(p as *const u64).add(i));
                }
            }
        }
        GcKind::Words(n) => t.words((p as *const u64).add(1), n as usize),
        GcKind::Array => {
            let n = *(p as *const u64).add(1) as usize;
            t.words((p as *const u64).add(2), n + s.extra_varies as usize);
        }
        GcKind::Custom(f) => f(p, t),
    }
    if s.floats == 0 && s.size > s.fixed {
        t.words((p as *const u64).add(s.fixed as usize / 8), (s.size - s.fixed) as usize / 8);
        return;
    }
    for n in (s.fixed / 8..s.size / 8).filter(|n| !s.is_double(*n)) {
        t.word(*(p as *const u64).add(n as usize));
    }
}

/// The root shape of a class: `slots_end` is where the fixed part and `__slots__` end; a class whose instances have a
/// `__dict__` gets `inline` attribute words.
pub fn new_root(ty: Gc<Type>, kind: Kind, slots_end: u32, has_dict: bool, inline: u16) -> ShapeId {
    let fixed = info(kind as u32).fixed;
    let droppable = info(kind as u32).droppable;
    let varies = fixed == 0;
    let (extra, inline_cap, size) = match (has_dict, varies) {
        (true, false) => (slots_end, inline, slots_end + 8 + 8 * inline as u32),
        (_, true) => (0, 0, 0),
        (false, false) => (0, 0, slots_end),
    };
    let id = push(ShapeInfo {
        id: 0,
        kind,
        ty: Ptr::new(ty),
        size,
        fixed,
        extra,
        extra_varies: varies && has_dict,
        inline_cap,
        dict_mode: varies && has_dict,
        droppable,
        fixed_gc: info(kind as u32).fixed_gc,
        root: 0,
        names: vec![],
        floats: 0,
        transitions: RefCell::new(vec![]),
        dict_shape: Cell::new(0),
        cached: Cell::new(false),
    });
    set_gc(id);
    id
}
fn set_gc(id: ShapeId) {
    let s = info(id);
    let base = s.fixed_gc;
    let kind = if s.size == s.fixed && !s.extra_varies {
        base.kind
    } else if matches!(base.kind, GcKind::Leaf) && s.fixed == 8 && s.floats == 0 {
        GcKind::Words((s.size / 8 - 1) as u16)
    } else if matches!(base.kind, GcKind::Leaf) && s.fixed == 8 && s.size <= 64 * 8 {
        GcKind::Mask((1..s.size / 8).filter(|n| !s.is_double(*n)).fold(0, |m, n| m | 1 << n))
    } else {
        GcKind::Custom(trace_extended)
    };
    set_heap_info(id, GcInfo { kind, drop: base.drop });
}
fn set_heap_info(id: ShapeId, gc: GcInfo) {
    if heap().set_gc_info(id, gc).is_err() {
        super::out_of_memory();
    }
}
fn derive(s: &ShapeInfo, names: Vec<Gc<Str>>, floats: u32, dict_mode: bool) -> ShapeId {
    let id = push(ShapeInfo {
        id: 0,
        kind: s.kind,
        ty: Ptr::new(s.ty()),
        size: s.size,
        fixed: s.fixed,
        extra: s.extra,
        extra_varies: s.extra_varies,
        inline_cap: s.inline_cap,
        dict_mode,
        droppable: s.droppable,
        fixed_gc: s.fixed_gc,
        root: s.root,
        names,
        floats,
        transitions: RefCell::new(vec![]),
        dict_shape: Cell::new(0),
        cached: Cell::new(false),
    });
    set_gc(id);
    id
}
/// The shape after attribute `name` (interned) is entered, with a value that can be kept as a double or another one; `None`: too
/// many, use dict mode. An attribute is kept as a double as long as new objects get nothing else.
pub fn transition(s: &ShapeInfo, name: Gc<Str>, double: bool) -> Option<ShapeId> {
    let known = s.transitions.borrow().iter().position(|t| t.0 == name);
    let last = s.names.len();
    if let Some(n) = known {
        let id = s.transitions.borrow()[n].1;
        if double || !info(id).is_float(last) {
            return Some(id);
        }
    } else if last >= MAX_NAMES || s.transitions.borrow().len() >= MAX_NAMES {
        return None;
    }
    let id = with_name(s, name, double);
    let mut transitions = s.transitions.borrow_mut();
    match known {
        Some(n) => transitions[n].1 = id,
        None => transitions.push((name, id)),
    }
    Some(id)
}
/// A new shape with one more attribute.
fn with_name(s: &ShapeInfo, name: Gc<Str>, double: bool) -> ShapeId {
    let mut names = s.names.clone();
    names.push(name);
    let is_float = double && s.names.len() < s.inline_cap as usize;
    derive(s, names, s.floats | (is_float as u32).unbounded_shl(s.names.len() as u32), false)
}
/// The shape of objects that keep the attributes of `s` and attribute `name` as a value; other doubles may become values, too.
pub fn generalised(s: &ShapeInfo, name: Gc<Str>) -> Option<ShapeId> {
    let mut now = info(s.root);
    for (i, &n) in s.names.iter().enumerate() {
        now = info(transition(now, n, s.is_float(i) && n != name)?);
    }
    Some(now.id)
}
/// The dict-mode shape of the same tree.
pub fn dict_mode(s: &ShapeInfo) -> ShapeId {
    let root = info(s.root);
    if root.dict_shape.get() == 0 {
        root.dict_shape.set(derive(root, vec![], 0, true));
    }
    root.dict_shape.get()
}

/// The shape for an object of shape `s` that becomes an instance of `ty` (a class of the same layout): the words stay where
/// they are, so the geometry is the old one's even where instances made by `ty` have another.
pub fn for_class(s: &ShapeInfo, ty: Gc<Type>) -> ShapeId {
    let own = info(ty.root_shape.get());
    let same = |o: &ShapeInfo| {
        (o.size, o.extra, o.inline_cap, o.extra_varies) == (s.size, s.extra, s.inline_cap, s.extra_varies)
    };
    let mut root = if same(own) { Some(own.id) } else { None };
    if root.is_none() {
        // rare: look for a root made by an earlier assignment like this one
        let fits = |o: &&ShapeInfo| {
            o.ty.get() == Some(ty)
                && o.root == o.id
                && o.names.is_empty()
                && same(o)
                && o.dict_mode == info(s.root).dict_mode
        };
        root = from(KIND_COUNT as u32).find(fits).map(|o| o.id);
    }
    let root = info(root.unwrap_or_else(|| {
        let id = twin_root(info(s.root));
        info(id).ty.init(ty);
        heap().add_root_word(ty.addr());
        id
    }));
    if s.dict_mode {
        return if root.dict_mode { root.id } else { dict_mode(root) };
    }
    same_names(s, root.id)
}

/// A root of the same class and geometry as `root`, with a tree of its own.
fn twin_root(root: &ShapeInfo) -> ShapeId {
    root_like(root, root.inline_cap)
}
fn root_like(root: &ShapeInfo, inline_cap: u16) -> ShapeId {
    let id = push(ShapeInfo {
        id: 0,
        kind: root.kind,
        ty: Ptr::new(root.ty()),
        size: root.size + 8 * (inline_cap - root.inline_cap) as u32,
        fixed: root.fixed,
        extra: root.extra,
        extra_varies: root.extra_varies,
        inline_cap,
        dict_mode: root.dict_mode,
        droppable: root.droppable,
        fixed_gc: root.fixed_gc,
        root: 0,
        names: vec![],
        floats: 0,
        transitions: RefCell::new(vec![]),
        dict_shape: Cell::new(0),
        cached: Cell::new(false),
    });
    set_gc(id);
    id
}
/// An object of shape `s` has more attributes than places for them: the next instances of its class get twice as many.
pub fn grow_inline(s: &ShapeInfo) {
    let class = s.ty();
    if s.extra == 0 || class.root_shape.get() != s.root || s.inline_cap >= MAX_INLINE {
        return;
    }
    class.root_shape.set(root_like(info(s.root), (s.inline_cap * 2).clamp(4, MAX_INLINE)));
}
/// Notes that an inline cache relies on objects of this shape.
pub fn note_cached(id: ShapeId) {
    info(id).cached.set(true);
}
/// The class has changed in a way that inline caches which compare shapes alone cannot see (an attribute is a data
/// descriptor now, say): its instances and those of its subclasses move to new shapes.
pub fn retire(ty: Gc<Type>) {
    let concerned = |s: &ShapeInfo| s.id >= KIND_COUNT as u32 && s.has_type() && s.ty().is_subtype(ty);
    let old: Vec<&ShapeInfo> = from(KIND_COUNT as u32).filter(|s| concerned(s)).collect();
    if !old.iter().any(|s| s.cached.get()) {
        return;
    }
    // those that earlier retirements have emptied stay as they are, or their number would double each time
    let mut used: HashSet<ShapeId> = HashSet::new();
    heap().for_each_object(|o| {
        // SAFETY: an object's header.
        used.insert(unsafe { (*o).shape() });
    });
    let old = old.into_iter().filter(|s| used.contains(&s.id) || s.ty().root_shape.get() == s.id);
    let mut roots: HashMap<ShapeId, ShapeId> = HashMap::new();
    let mut moved: HashMap<ShapeId, ShapeId> = HashMap::new();
    for s in old {
        let root = *roots.entry(s.root).or_insert_with(|| twin_root(info(s.root)));
        let class = s.ty();
        if class.root_shape.get() == s.root {
            class.root_shape.set(root);
        }
        moved.insert(
            s.id,
            if s.dict_mode && !info(root).dict_mode { dict_mode(info(root)) } else { same_names(s, root) },
        );
    }
    heap().for_each_object(|o| {
        // SAFETY: an object's header.
        let h = unsafe { &*o };
        if let Some(&to) = moved.get(&h.shape()) {
            h.set_shape(to);
        }
    });
}
/// The shape in the tree of `root` with the names of `s`, which keeps them as `s` does.
fn same_names(s: &ShapeInfo, root: ShapeId) -> ShapeId {
    let mut now = info(root);
    for (i, &n) in s.names.iter().enumerate() {
        now = match transition(now, n, s.is_float(i)) {
            Some(id) if info(id).is_float(i) == s.is_float(i) => info(id),
            // more transitions than the tree admits, or such attributes are no doubles there: a lone shape
            _ => return derive(now, s.names.clone(), s.floats, false),
        };
    }
    now.id
}

/// A fresh shape for the same class and layout as the fixed kind `k` (for objects of native classes without attributes).
pub fn size_of_kind(k: Kind) -> usize {
    info(k as u32).fixed as usize
}
const _: () = assert!(KIND_COUNT < 256 && type_flags::HEAP == 1);
