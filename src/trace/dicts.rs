//! Dicts and sets in traces: a look-up is a call that only reads the keys, so that one look-up serves all accesses of the same key until
//! keys change; values are loaded from and stored to the table directly.
//!
//! Keys are small ints, strings and other values without parts, and tuples of such. A look-up that would have to compare the key with
//! something else answers [`UNCERTAIN`], and the trace leaves.
//!
//! As in `items`, each function emits what happens for operands like those it sees now, under guards; the access itself is the
//! interpreter's. `None`: nothing was emitted that matters.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, ClassSet, Helper as IrHelper, Op as Ir, Ref, Ty};

use super::calls::{Arg, guard_type, new_tuple, site};
use super::ops::RV;
use super::quiet::{self, exact_kind, is_leaf, of};
use super::recorder::{Rec, class, rec};
use super::slices::{self, Part};
use crate::builtins::bytes_;
use crate::builtins::object::identity_hash;
use crate::object::bytes::Bytes;
use crate::object::dict::{Dict, tag_hash};
use crate::object::gc::{Gc, Object};
use crate::object::hash::{HASH_MODULUS, hash_i64, hash_pair, hash_sequence};
use crate::object::heap::Header;
use crate::object::iters::{DictItemIter, DictItems, DictKeyIter};
use crate::object::kind::{Kind, Layout};
use crate::object::set::Set;
use crate::object::shape::{kind_of_ptr, type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::protocol::compare;
use crate::protocol::item;

/// Answers of look-ups besides the number of the entry: there is none, which is told by any negative word, or it is not certain. For a
/// key that is missing the word is its hash with the top bit set: a dict does without that bit.
const MISSING: i64 = -1;
pub const UNCERTAIN: i64 = i64::MIN | 0x2545_f491_4f6c_dd1d;
/// Where hash, key and value of the first entry are in the array of entries; an entry has three words.
const HASH: i32 = 16;
const KEY: i32 = 16 + 8;
const VALUE: i32 = 16 + 16;

// --- what compiled code calls
#[inline(always)]
pub fn index(found: Result<Option<usize>, ()>, hash: i64) -> i64 {
    match found {
        Ok(Some(i)) => i as i64,
        Ok(None) => hash | i64::MIN,
        Err(()) => UNCERTAIN,
    }
}
/// What a look-up can be certain of: a value without parts, or an object that is as a key just itself.
fn is_simple(v: Value) -> bool {
    is_leaf(v) || compare::is_identity_key(v)
}
/// Are two simple keys equal? `None`: it takes more to know.
fn same_simple(x: Value, y: Value) -> Option<bool> {
    if x == y {
        return Some(true);
    }
    if x.is_small() && y.is_small() {
        return Some(false);
    }
    if !is_leaf(x) || !is_leaf(y) {
        let apart = (compare::is_identity_key(x) || compare::is_identity_key(y)) && is_simple(x) && is_simple(y);
        return apart.then_some(false);
    }
    if let (Some(a), Some(b)) = (x.exact::<Str>(), y.exact::<Str>()) {
        return Some(a.same(b));
    }
    if let (Some(a), Some(b)) = (x.exact::<Bytes>(), y.exact::<Bytes>()) {
        return Some(a.same(b));
    }
    let (a, b) = (exact_kind(x)?, exact_kind(y)?);
    let number = |k| matches!(k, Kind::Int | Kind::Bool | Kind::Float | Kind::Complex);
    match a == b {
        true if matches!(a, Kind::Int | Kind::Float) => compare::eq(x, y).ok(),
        true => None,
        false if number(a) && number(b) => None,
        false => Some(false),
    }
}
/// Is the key of an entry the key that is looked for?
fn same_key(k: Value, key: Value) -> Option<bool> {
    match key.exact::<Tuple>() {
        Some(_) if k == key => Some(true),
        Some(t) => same_parts(k, t.items()),
        None if k.exact::<Tuple>().is_some() => is_simple(key).then_some(false),
        None => same_simple(k, key),
    }
}
/// Is the key of an entry a tuple of these simple keys?
#[inline(always)]
fn same_parts(k: Value, parts: &[Value]) -> Option<bool> {
    // they seldom differ, as their hashes are the same
    if let Some(t) = k.exact::<Tuple>()
        && t.len() == parts.len()
        && t.items().iter().zip(parts).all(|(a, b)| a == b)
    {
        return Some(true);
    }
    same_unlike_parts(k, parts)
}
#[inline(never)]
fn same_unlike_parts(k: Value, parts: &[Value]) -> Option<bool> {
    let Some(t) = k.exact::<Tuple>() else { return is_simple(k).then_some(false) };
    let items = t.items();
    let mut same = items.len() == parts.len();
    for (a, b) in items.iter().zip(parts) {
        same &= a == b || same_part(*a, *b)?;
    }
    Some(same)
}
#[inline(always)]
fn same_part(x: Value, y: Value) -> Option<bool> {
    match (x.exact::<Str>(), y.exact::<Str>()) {
        (Some(a), Some(b)) => Some(a.same(b)),
        _ => same_simple(x, y),
    }
}
/// The hash of a simple key.
#[inline(always)]
fn hash_of_simple(v: Value) -> Option<i64> {
    if let Some(i) = v.as_small() {
        return Some(hash_i64(i));
    }
    match v.exact::<Str>() {
        Some(s) if s.hash.get() != 0 => Some(s.hash.get()),
        _ => hash_of_other(v),
    }
}
#[inline(never)]
fn hash_of_other(v: Value) -> Option<i64> {
    if let Some(s) = v.exact::<Str>() {
        return Some(s.hash_value());
    }
    if !is_simple(v) {
        return None;
    }
    compare::hash(v).inspect_err(|_| crate::thread::thread().clear_exception()).ok()
}
/// The hash of a tuple of simple keys.
#[inline(always)]
fn hash_of_parts(parts: &[Value]) -> Option<i64> {
    hash_sequence(parts.iter().map(|v| hash_of_simple(*v).ok_or(Raised))).ok()
}
fn find_int(d: Gc<Dict>, key: Value) -> i64 {
    let Some(i) = key.as_small() else { return UNCERTAIN };
    let hash = hash_i64(i);
    let found = d.find_certain(hash, |k| {
        if k == key {
            Some(true)
        } else if k.is_small() || k.exact::<Str>().is_some() {
            Some(false)
        } else {
            None
        }
    });
    index(found, hash)
}
/// `key` is a string, or of a class that compares and hashes as strings do.
fn find_str(d: Gc<Dict>, key: Gc<Str>) -> i64 {
    let hash = key.hash_value();
    let found = d.find_certain(hash, |k| {
        if k == key.value() {
            return Some(true);
        }
        if !k.is_ptr() {
            return Some(false);
        }
        // SAFETY: a pointer value is a live object; instances of one class have the layout of strings if one of them has.
        unsafe {
            let shape = |v: Value| (*(v.bits() as *const Header)).shape();
            if shape(k) == shape(key.value()) {
                return Some(k.cast_unchecked::<Str>().same(key));
            }
        }
        match compare::as_text_key(k) {
            Some(s) => Some(s.same(key)),
            None => is_leaf(k).then_some(false),
        }
    });
    index(found, hash)
}
fn find_bytes(d: Gc<Dict>, key: Gc<Bytes>) -> i64 {
    let hash = bytes_::hash_value(key);
    let found = d.find_certain(hash, |k| match k.exact::<Bytes>() {
        Some(b) => Some(b.same(key)),
        None => same_simple(k, key.value()),
    });
    index(found, hash)
}
/// Is the key of an entry a tuple of these values, as far as that can be told without a call?
#[inline(always)]
fn same_parts_quickly(k: Value, parts: &[Value]) -> Option<bool> {
    if !k.is_ptr() || shape_of(k) != Kind::Tuple as u32 {
        return None;
    }
    // SAFETY: by its shape.
    let items = unsafe { k.cast_unchecked::<Tuple>() }.items();
    if items.len() != parts.len() {
        return None;
    }
    for (a, b) in items.iter().zip(parts) {
        if a == b {
            continue;
        }
        let both = |v: &Value| v.is_ptr() && shape_of(*v) == Kind::Str as u32;
        if !(both(a) && both(b)) {
            return None;
        }
        // SAFETY: by their shapes.
        let same = unsafe { a.cast_unchecked::<Str>().same_if_short(b.cast_unchecked()) };
        if same != Some(true) {
            return same;
        }
    }
    Some(true)
}
#[inline(always)]
fn find_parts(d: Gc<Dict>, parts: &[Value]) -> i64 {
    let Some(h) = hash_of_parts(parts) else { return UNCERTAIN };
    quickly(d, tag_hash(h), |k| same_parts_quickly(k, parts)).unwrap_or_else(|| find_parts_slowly(d, parts, h))
}
#[inline(never)]
fn find_parts_slowly(d: Gc<Dict>, parts: &[Value], hash: i64) -> i64 {
    index(d.find_certain(hash, |k| same_parts(k, parts)), hash)
}
fn find_key(d: Gc<Dict>, key: Value) -> i64 {
    match key.exact::<Tuple>() {
        Some(t) => find_parts(d, t.items()),
        None => hash_of_simple(key).map_or(UNCERTAIN, |h| index(d.find_certain(h, |k| same_key(k, key)), h)),
    }
}
#[inline(always)]
fn find_parts_in_set(s: Gc<Set>, parts: &[Value]) -> i64 {
    let Some(h) = hash_of_parts(parts) else { return UNCERTAIN };
    match s.find_quickly(h, |k| same_parts_quickly(k, parts)) {
        Err(()) => find_parts_in_set_slowly(s, parts, h),
        found => index(found, h),
    }
}
#[inline(never)]
fn find_parts_in_set_slowly(s: Gc<Set>, parts: &[Value], hash: i64) -> i64 {
    index(s.find_certain(hash, |k| same_parts(k, parts)), hash)
}
fn find_element(s: Gc<Set>, key: Value) -> i64 {
    if let Some(t) = key.exact::<Tuple>() {
        return find_parts_in_set(s, t.items());
    }
    let Some(h) = hash_of_simple(key) else { return UNCERTAIN };
    let same = |k: Value| {
        if k == key {
            return Some(true);
        }
        match key.exact::<Str>() {
            Some(text) if k.is_ptr() && shape_of(k) == Kind::Str as u32 => {
                // SAFETY: by its shape.
                unsafe { k.cast_unchecked::<Str>() }.same_if_short(text)
            }
            _ => None,
        }
    };
    match s.find_quickly(h, same) {
        Err(()) => find_element_slowly(s, key, h),
        found => index(found, h),
    }
}
#[inline(never)]
fn find_element_slowly(s: Gc<Set>, key: Value, hash: i64) -> i64 {
    index(s.find_certain(hash, |k| same_key(k, key)), hash)
}
// Look-ups of keys of one class: short machine code without calls for what they mostly find, the functions above for the rest.
#[inline(always)]
pub fn quickly(d: Gc<Dict>, tagged: u64, f: impl Fn(Value) -> Option<bool>) -> Option<i64> {
    match d.find_quickly(tagged, f) {
        Ok(Some(i)) => Some(i as i64),
        // a tagged hash has lost just the bit that is set here
        Ok(None) => Some((tagged >> 1) as i64 | i64::MIN),
        Err(()) => None,
    }
}
/// The shape of an object.
#[inline(always)]
fn shape_of(v: Value) -> u32 {
    // SAFETY: callers pass live objects.
    unsafe { (*(v.bits() as *const Header)).shape() }
}
unsafe extern "sysv64" fn find_int_entry(d: u64, key: u64) -> i64 {
    // ints from 0 to 2^61 - 2 are their own hash, so that the word of the key is the tagged hash
    if key < 2 * HASH_MODULUS + 1
        && let Some(found) = of::<Dict>(d).find_own_hash(key)
    {
        return found.map_or((key >> 1) as i64 | i64::MIN, |i| i as i64);
    }
    find_any_int(d, key)
}
#[inline(never)]
unsafe extern "sysv64" fn find_any_int(d: u64, key: u64) -> i64 {
    /// Such ints are their own hash, so that the word of the key is the tagged hash.
    const PLAIN: u64 = HASH_MODULUS - 1;
    let (d, key) = (of(d), Value::from_bits(key));
    let i = (key.bits() as i64) >> 1;
    if (i as u64).wrapping_add(PLAIN) <= 2 * PLAIN && i != -1 {
        debug_assert!(key.bits() == tag_hash(hash_i64(i)));
        let same = |k: Value| if k == key { Some(true) } else { k.is_small().then_some(false) };
        if let Some(found) = quickly(d, key.bits(), same) {
            return found;
        }
    }
    find_int_slowly(d, key)
}
#[inline(never)]
fn find_int_slowly(d: Gc<Dict>, key: Value) -> i64 {
    find_int(d, key)
}
unsafe extern "sysv64" fn find_str_entry(d: u64, key: u64) -> i64 {
    let (d, key) = (of(d), of::<Str>(key));
    match key.hash.get() {
        0 => find_new_str(d, key),
        hash => find_hashed_str(d, key, hash),
    }
}
#[inline(always)]
fn find_hashed_str(d: Gc<Dict>, key: Gc<Str>, hash: i64) -> i64 {
    quickly(d, tag_hash(hash), |k| same_str_key(k, key)).unwrap_or_else(|| find_str_slowly(d, key))
}
#[inline(always)]
fn same_str_key(k: Value, key: Gc<Str>) -> Option<bool> {
    if k == key.value() {
        Some(true)
    } else if k.is_ptr() && [shape_of(key.value()), Kind::Str as u32].contains(&shape_of(k)) {
        // SAFETY: instances of one class have the layout of strings if one of them has.
        unsafe { k.cast_unchecked::<Str>() }.same_if_short(key)
    } else {
        None
    }
}
#[inline(never)]
fn find_str_slowly(d: Gc<Dict>, key: Gc<Str>) -> i64 {
    find_str(d, key)
}
/// The key has no hash yet.
#[inline(never)]
fn find_new_str(d: Gc<Dict>, key: Gc<Str>) -> i64 {
    match key.hash_value() {
        // of no text
        0 => find_str(d, key),
        hash => find_hashed_str(d, key, hash),
    }
}
unsafe extern "sysv64" fn find_bytes_entry(d: u64, key: u64) -> i64 {
    let (d, key) = (of(d), of::<Bytes>(key));
    match key.hash.get() {
        0 => find_new_bytes(d, key),
        hash => find_hashed_bytes(d, key, hash),
    }
}
#[inline(always)]
fn find_hashed_bytes(d: Gc<Dict>, key: Gc<Bytes>, hash: i64) -> i64 {
    quickly(d, tag_hash(hash), |k| same_bytes_key(k, key)).unwrap_or_else(|| find_bytes_slowly(d, key))
}
#[inline(always)]
fn same_bytes_key(k: Value, key: Gc<Bytes>) -> Option<bool> {
    if k == key.value() {
        Some(true)
    } else if k.is_ptr() && shape_of(k) == Kind::Bytes as u32 {
        // SAFETY: by its shape.
        unsafe { k.cast_unchecked::<Bytes>() }.same_if_short(key)
    } else {
        None
    }
}
#[inline(never)]
fn find_bytes_slowly(d: Gc<Dict>, key: Gc<Bytes>) -> i64 {
    find_bytes(d, key)
}
#[inline(never)]
fn find_new_bytes(d: Gc<Dict>, key: Gc<Bytes>) -> i64 {
    match bytes_::hash_value(key) {
        0 => find_bytes(d, key),
        hash => find_hashed_bytes(d, key, hash),
    }
}
unsafe extern "sysv64" fn find_key_entry(d: u64, key: u64) -> i64 {
    find_key(of(d), Value::from_bits(key))
}
/// Is a key as a key just itself, as those of the shape that the trace knows of are?
#[inline(always)]
fn is_itself(key: Value, shape: u64) -> bool {
    key.is_ptr() && (shape_of(key) as u64 == shape || compare::is_identity_key(key))
}
/// Objects that are as keys just themselves.
unsafe extern "sysv64" fn find_object_entry(d: u64, key: u64, shape: u64) -> i64 {
    let (d, key) = (of(d), Value::from_bits(key));
    if is_itself(key, shape) {
        let same = |k: Value| (k == key).then_some(true);
        if let Some(found) = quickly(d, tag_hash(identity_hash(key)), same) {
            return found;
        }
    }
    find_object_slowly(d, key)
}
#[inline(never)]
fn find_object_slowly(d: Gc<Dict>, key: Value) -> i64 {
    find_key(d, key)
}
unsafe extern "sysv64" fn object_element_entry(s: u64, key: u64, shape: u64) -> i64 {
    let (s, key) = (of::<Set>(s), Value::from_bits(key));
    if is_itself(key, shape) {
        let hash = identity_hash(key);
        if let Ok(found) = s.find_quickly(hash, |k| (k == key).then_some(true)) {
            return index(Ok(found), hash);
        }
    }
    object_element_slowly(s, key)
}
#[inline(never)]
fn object_element_slowly(s: Gc<Set>, key: Value) -> i64 {
    find_element(s, key)
}
unsafe extern "sysv64" fn add_object(s: u64, key: u64, shape: u64) -> u64 {
    let (x, v) = (of::<Set>(s), Value::from_bits(key));
    if is_itself(v, shape) {
        let hash = identity_hash(v);
        let added = match x.find_quickly(hash, |k| (k == v).then_some(true)) {
            Ok(Some(_)) => return none().bits(),
            Ok(None) => x.add_new(v, hash),
            Err(()) => return add_element(s, key),
        };
        return added.map_or(0, |_| none().bits());
    }
    add_element(s, key)
}
unsafe extern "sysv64" fn find_pair_entry(d: u64, a: u64, b: u64) -> i64 {
    let (d, a, b) = (of(d), Value::from_bits(a), Value::from_bits(b));
    if let (Some(i), Some(j)) = (hash_of_small(a), hash_of_small(b)) {
        let same = |k: Value| {
            let [x, y] = *k.exact::<Tuple>()?.items() else { return None };
            if x == a && y == b { Some(true) } else { (x.is_small() && y.is_small()).then_some(false) }
        };
        if let Some(found) = quickly(d, tag_hash(hash_pair(i, j)), same) {
            return found;
        }
    }
    let is_text = |v: Value| v.is_ptr() && shape_of(v) == Kind::Str as u32;
    if is_text(a) && is_text(b) {
        // SAFETY: by their shapes.
        return find_text_pair(d, a.cast_unchecked(), b.cast_unchecked());
    }
    find_pair_slowly(d, a, b)
}
#[inline(never)]
fn find_text_pair(d: Gc<Dict>, a: Gc<Str>, b: Gc<Str>) -> i64 {
    let hash = hash_pair(a.hash_value(), b.hash_value());
    let parts = [a.value(), b.value()];
    quickly(d, tag_hash(hash), |k| same_parts_quickly(k, &parts)).unwrap_or_else(|| find_parts_slowly(d, &parts, hash))
}
#[inline(never)]
fn find_pair_slowly(d: Gc<Dict>, a: Value, b: Value) -> i64 {
    find_parts(d, &[a, b])
}
/// The hash of an int that is nearly its own.
#[inline(always)]
fn hash_of_small(v: Value) -> Option<i64> {
    let i = v.as_small().filter(|i| i.unsigned_abs() < HASH_MODULUS)?;
    Some(if i == -1 { -2 } else { i })
}
unsafe extern "sysv64" fn find_triple_entry(d: u64, a: u64, b: u64, c: u64) -> i64 {
    find_parts(of(d), &[a, b, c].map(|w| Value::from_bits(w)))
}
unsafe extern "sysv64" fn pair_element_entry(s: u64, a: u64, b: u64) -> i64 {
    find_parts_in_set(of(s), &[a, b].map(|w| Value::from_bits(w)))
}
unsafe extern "sysv64" fn triple_element_entry(s: u64, a: u64, b: u64, c: u64) -> i64 {
    find_parts_in_set(of(s), &[a, b, c].map(|w| Value::from_bits(w)))
}
unsafe extern "sysv64" fn find_element_entry(s: u64, key: u64) -> i64 {
    find_element(of(s), Value::from_bits(key))
}
/// The first entry at or after a place.
unsafe extern "sysv64" fn next_entry(d: u64, from: i64) -> i64 {
    of::<Dict>(d).next_entry(from as usize).map_or(MISSING, |e| e.0 as i64)
}
/// Enters a key that was found to be missing, with the word that told so.
unsafe extern "sysv64" fn append_entry(d: u64, key: u64, v: u64, missing: i64) -> u64 {
    of::<Dict>(d).append(Value::from_bits(key), missing, Value::from_bits(v)).map_or(0, |()| none().bits())
}
unsafe extern "sysv64" fn remove_entry(d: u64, i: i64) -> u64 {
    of::<Dict>(d).remove_entry(i as usize);
    none().bits()
}
unsafe extern "sysv64" fn add_element(s: u64, key: u64) -> u64 {
    let key = Value::from_bits(key);
    quiet::refusing(|| of::<Set>(s).add(key).map(|_| none()))
}
unsafe extern "sysv64" fn add_int(s: u64, key: u64) -> u64 {
    match of::<Set>(s).add_quickly(Value::from_bits(key)) {
        Some(added) => added.map_or(0, |_| none().bits()),
        None => add_element(s, key),
    }
}
unsafe extern "sysv64" fn missing_entry(d: u64, key: u64) -> u64 {
    let (d, key) = (Value::from_bits(d), Value::from_bits(key));
    quiet::refusing(|| item::get_item(d, key))
}

// --- emission
/// A call with just these effects, which raises if it writes.
pub fn call(r: &mut Rec, name: &str, entry: *const (), args: &[Ref], ret: Ty, on: &[Class], writes: bool) -> Ref {
    let classes = on.iter().fold(ClassSet::NONE, |s, c| s.union(ClassSet::of(*c)));
    let t = r.builder.trace();
    let h = IrHelper {
        name: name.into(),
        address: entry as u64,
        args: args.iter().map(|a| t.ty(*a)).collect(),
        ret,
        reads: classes,
        writes: if writes { classes.union(ClassSet::of(class::EXCEPTION)) } else { ClassSet::NONE },
        pure_call: false,
        raises: writes,
        collects: writes,
        lazy: None,
    };
    let w = r.builder.call(&h, args);
    if writes {
        r.moved();
    }
    w
}
const TABLE: [Class; 2] = [class::DICT, class::VALUES];

/// What a dict is found to have for a key: the number of the entry now, and its IR value.
#[derive(Clone, Copy)]
pub struct Place {
    pub now: i64,
    pub index: Ref,
}
/// The key that the trace took out of a dict last: until keys change it is missing, which the word tells.
#[derive(Clone, Copy)]
pub struct Removed {
    dict: Ref,
    key: Ref,
    missing: Ref,
    /// The call that took it out.
    call: Ref,
}
/// Does a method that dicts have mean for this object what it means for dicts?
fn does_as_dict(v: Value, s: Special) -> bool {
    v.is_ptr()
        && kind_of_ptr(v.bits()) == Kind::Dict
        && (exact_kind(v) == Some(Kind::Dict) || type_of(v).special(s) == type_of_kind(Kind::Dict).special(s))
}
/// The object is a dict, or of the same class below dict, whenever the trace runs.
fn guard_dict(r: &mut Rec, d: RV) {
    r.guard_class(d.r, d.v);
    if exact_kind(d.v).is_none() {
        guard_type(r, type_of(d.v));
    }
}
/// The shape of a key that is as a key just itself, which it stays while its class does.
fn known_shape(r: &mut Rec, key: RV) -> Ref {
    guard_type(r, type_of(key.v));
    r.builder.kint(shape_of(key.v) as i64)
}
/// The function that looks a key up depends on its class; those for any key find out by themselves.
fn guard_key(r: &mut Rec, key: RV) {
    if exact_kind(key.v).is_some() || compare::as_text_key(key.v).is_some() {
        r.guard_class(key.r, key.v);
    }
}
/// Takes the entry at a place out.
fn remove(r: &mut Rec, d: RV, key: RV, p: Place) {
    let (entries, n) = entry(r, d.r, p.index);
    let hash = r.builder.loadx(Ty::Int, entries, n, HASH, class::DICT);
    let (one, top) = (r.builder.kint(1), r.builder.kint(i64::MIN));
    let hash = r.builder.op(Ir::Ishr, &[hash, one]);
    let missing = r.builder.op(Ir::Ior, &[hash, top]);
    let call = call(r, "remove_entry", remove_entry as *const (), &[d.r, p.index], Ty::Tagged, &TABLE, true);
    r.removed = Some(Removed { dict: d.r, key: key.r, missing, call });
}
/// The word that tells that a key is missing which the trace has just taken out.
fn was_removed(r: &Rec, d: RV, key: RV) -> Option<Ref> {
    let t = r.builder.trace();
    let last = r.removed.filter(|x| x.dict == d.r && x.key == key.r)?;
    let (on, rest) = (ClassSet::of(class::DICT), last.call.index() + 1..t.len());
    let unchanged = rest.len() < 100 && t.refs().skip(rest.start).all(|i| !t.writes(t.inst(i)).meets(on));
    unchanged.then_some(last.missing)
}
/// Looks the key up in an object with the layout of a dict, whose class is guarded.
fn find(r: &mut Rec, d: RV, key: RV) -> Option<Place> {
    // SAFETY: the caller has looked at the class.
    let dict: Gc<Dict> = unsafe { d.v.cast_unchecked() };
    if let Some(missing) = was_removed(r, d, key) {
        return Some(Place { now: MISSING, index: missing });
    }
    if let Some(parts) = parts_of(r, key) {
        let (values, refs): (Vec<Value>, Vec<Ref>) = parts.iter().map(|p| (p.v, p.r)).unzip();
        let now = find_parts(dict, &values);
        if now == UNCERTAIN {
            return None;
        }
        let entries = [("find_pair", find_pair_entry as *const ()), ("find_triple", find_triple_entry as *const ())];
        return Some(find_made(r, d, &parts, refs, now, entries, class::DICT));
    }
    let (now, name, entry) = match compare::as_text_key(key.v) {
        Some(s) => (find_str(dict, s), "find_str", find_str_entry as *const ()),
        None if key.v.is_small() => (find_int(dict, key.v), "find_int", find_int_entry as *const ()),
        None if let Some(b) = key.v.exact::<Bytes>() => {
            (find_bytes(dict, b), "find_bytes", find_bytes_entry as *const ())
        }
        None if compare::is_identity_key(key.v) => {
            (find_key(dict, key.v), "find_object", find_object_entry as *const ())
        }
        None => (find_key(dict, key.v), "find_key", find_key_entry as *const ()),
    };
    if now == UNCERTAIN {
        return None;
    }
    if let Some(part) = slices::known(r, key.r) {
        return Some(find_part(r, d, part, now, class::DICT));
    }
    guard_key(r, key);
    let mut args = vec![d.r, key.r];
    if name == "find_object" {
        args.push(known_shape(r, key));
    }
    let index = call(r, name, entry, &args, Ty::Int, &[class::DICT], false);
    Some(Place { now, index })
}
/// Looks up a slice, which need not exist for that, by its ends.
fn find_part(r: &mut Rec, d: RV, part: Part, now: i64, on: Class) -> Place {
    let (name, entry) = slices::finder(part, on == class::SETS);
    let args = [d.r, part.of, part.first, part.last];
    Place { now, index: call(r, name, entry, &args, Ty::Int, &[on], false) }
}
/// The items of a pair or triple that the trace has made and that need not exist to be looked up.
fn parts_of(r: &Rec, key: RV) -> Option<Vec<RV>> {
    let items = key.v.exact::<Tuple>()?.items();
    let refs = r.tuple_items(key.r).filter(|x| x.len() == items.len() && (2..=3).contains(&x.len()))?;
    Some(items.iter().zip(refs).map(|(v, r)| RV { v: *v, r }).collect())
}
/// Looks up a tuple by its items.
fn find_made(
    r: &mut Rec,
    d: RV,
    parts: &[RV],
    refs: Vec<Ref>,
    now: i64,
    [pair, triple]: [(&str, *const ()); 2],
    on: Class,
) -> Place {
    for p in parts {
        guard_key(r, *p);
    }
    let (name, entry) = if parts.len() == 2 { pair } else { triple };
    let args: Vec<Ref> = std::iter::once(d.r).chain(refs).collect();
    Place { now, index: call(r, name, entry, &args, Ty::Int, &[on], false) }
}
/// Whether the key is there stays as it is.
pub fn guard_presence(r: &mut Rec, p: Place) -> bool {
    let there = p.now >= 0;
    let zero = r.builder.kint(0);
    let is = r.builder.op(Ir::Ige, &[p.index, zero]);
    r.guard_answer(is, there);
    if !there {
        guard_certain(r, p);
    }
    there
}
fn guard_certain(r: &mut Rec, p: Place) {
    let uncertain = r.builder.kint(UNCERTAIN);
    let certain = r.builder.op(Ir::Ine, &[p.index, uncertain]);
    r.guard_bool(certain, true);
}
/// The array of entries, and the word of an entry in it.
fn entry(r: &mut Rec, d: Ref, index: Ref) -> (Ref, Ref) {
    let o = r.builder.op(Ir::UnboxPtr, &[d]);
    let entries = r.builder.load(Ty::Ptr, o, offset_of!(Dict, entries) as i32, class::DICT);
    let n = r.builder.op(Ir::Iadd, &[index, index]);
    let n = r.builder.op(Ir::Iadd, &[n, index]);
    (entries, n)
}
fn value(r: &mut Rec, d: Ref, index: Ref) -> Ref {
    let (entries, n) = entry(r, d, index);
    r.builder.loadx(Ty::Tagged, entries, n, VALUE, class::VALUES)
}
/// Is it worth asking for?
fn is_key(v: Value) -> bool {
    is_simple(v)
        || compare::as_text_key(v).is_some()
        || v.exact::<Tuple>().is_some_and(|t| t.items().iter().all(|v| is_simple(*v)))
}

/// `d[key]`
pub fn get_item(d: RV, key: RV) -> Option<Ref> {
    if !is_key(key.v) || !does_as_dict(d.v, Special::GetItem) {
        return None;
    }
    let r = rec();
    guard_dict(r, d);
    let p = find(r, d, key)?;
    if guard_presence(r, p) {
        return Some(value(r, d.r, p.index));
    }
    if exact_kind(d.v).is_some() {
        return None;
    }
    // what makes values of missing keys; it refuses if that is written in Python
    let f = crate::protocol::attr::lookup(type_of(d.v), Str::intern("__missing__"))?;
    f.exact::<crate::object::native::MethodDescriptor>()?;
    let makes = crate::stdlib::_collections::default_dict::factory_of(d.v)?;
    makes.cast::<crate::object::types::Type>().filter(|t| !t.has_flag(crate::object::types::type_flags::HEAP))?;
    let before = r.here();
    let all = [TABLE[0], TABLE[1], class::LIST, class::ARRAY, class::ITEMS];
    let w = call(r, "missing", missing_entry as *const (), &[d.r, key.r], Ty::Tagged, &all, true);
    r.guard_quiet(w, before);
    Some(w)
}
/// `__missing__` in Python, which `d[key]` comes down to for a key that is not there.
pub fn missing(d: RV, key: RV) -> Option<Gc<crate::object::function::Function>> {
    if !is_key(key.v) || exact_kind(d.v).is_some() || !does_as_dict(d.v, Special::GetItem) {
        return None;
    }
    let f = crate::protocol::attr::lookup(type_of(d.v), Str::intern("__missing__"))?;
    let f = f.exact::<crate::object::function::Function>().filter(|f| f.key.get() == 2)?;
    let r = rec();
    guard_dict(r, d);
    let p = find(r, d, key)?;
    (!guard_presence(r, p)).then_some(f)
}
/// `key in d`, as a truth word.
pub fn contains(d: RV, key: RV) -> Option<Ref> {
    if !is_key(key.v) {
        return None;
    }
    let r = rec();
    let place = if does_as_dict(d.v, Special::Contains) {
        guard_dict(r, d);
        find(r, d, key)?
    } else {
        find_in_set(r, d, key)?
    };
    guard_certain(r, place);
    let zero = r.builder.kint(0);
    let is = r.builder.op(Ir::Ige, &[place.index, zero]);
    Some(r.builder.op(Ir::BoxBool, &[is]))
}
fn find_in_set(r: &mut Rec, s: RV, key: RV) -> Option<Place> {
    if !matches!(exact_kind(s.v)?, Kind::Set | Kind::FrozenSet) {
        return None;
    }
    let set = crate::object::set::any_set(s.v)?;
    if let Some(parts) = parts_of(r, key) {
        let (values, refs): (Vec<Value>, Vec<Ref>) = parts.iter().map(|p| (p.v, p.r)).unzip();
        let now = find_parts_in_set(set, &values);
        if now == UNCERTAIN {
            return None;
        }
        r.guard_class(s.r, s.v);
        let entries =
            [("pair_element", pair_element_entry as *const ()), ("triple_element", triple_element_entry as *const ())];
        return Some(find_made(r, s, &parts, refs, now, entries, class::SETS));
    }
    let now = find_element(set, key.v);
    if now == UNCERTAIN {
        return None;
    }
    r.guard_class(s.r, s.v);
    if let Some(part) = slices::known(r, key.r) {
        return Some(find_part(r, s, part, now, class::SETS));
    }
    guard_key(r, key);
    let mut args = vec![s.r, key.r];
    let (name, entry) = match compare::is_identity_key(key.v) {
        true => {
            args.push(known_shape(r, key));
            ("object_element", object_element_entry as *const ())
        }
        false => ("find_element", find_element_entry as *const ()),
    };
    let index = call(r, name, entry, &args, Ty::Int, &[class::SETS], false);
    Some(Place { now, index })
}
/// What `d[key] = v` came to: nothing more to do, or a call that may have raised.
pub enum Stored {
    Done,
    Call(Ref),
}
/// `d[key] = v`
pub fn set_item(d: RV, key: RV, v: Ref) -> Option<Stored> {
    if !is_key(key.v) || !does_as_dict(d.v, Special::SetItem) {
        return None;
    }
    let r = rec();
    guard_dict(r, d);
    let p = find(r, d, key)?;
    Some(if guard_presence(r, p) {
        store(r, d.r, p.index, v);
        Stored::Done
    } else {
        Stored::Call(append(r, d.r, key.r, v, p))
    })
}
fn store(r: &mut Rec, d: Ref, index: Ref, v: Ref) {
    let (entries, n) = entry(r, d, index);
    r.builder.storex(entries, n, v, VALUE, class::VALUES);
    r.barrier(entries, v);
    r.moved();
}
fn append(r: &mut Rec, d: Ref, key: Ref, v: Ref, p: Place) -> Ref {
    call(r, "append_entry", append_entry as *const (), &[d, key, v, p.index], Ty::Tagged, &TABLE, true)
}
/// `del d[key]` of a key that is there.
pub fn del_item(d: RV, key: RV) -> Option<()> {
    if !is_key(key.v) || exact_kind(d.v)? != Kind::Dict {
        return None;
    }
    let r = rec();
    guard_dict(r, d);
    let p = find(r, d, key)?;
    if !guard_presence(r, p) {
        return None;
    }
    remove(r, d, key, p);
    Some(())
}

/// `s.add(key)`: a call that may refuse.
pub fn add(s: RV, key: RV) -> Option<Ref> {
    if exact_kind(s.v)? != Kind::Set || !is_key(key.v) {
        return None;
    }
    let r = rec();
    r.guard_class(s.r, s.v);
    guard_key(r, key);
    let mut args = vec![s.r, key.r];
    let (name, entry) = match key.v.is_small() {
        true => ("add_int", add_int as *const ()),
        false if compare::is_identity_key(key.v) => {
            args.push(known_shape(r, key));
            ("add_object", add_object as *const ())
        }
        false => ("add_element", add_element as *const ()),
    };
    Some(call(r, name, entry, &args, Ty::Tagged, &[class::SETS], true))
}
/// A method of exactly a dict or set: its result, or a call whose result may tell of an exception and is to be replaced by that.
pub enum Called {
    Result(Ref),
    Call { word: Ref, refuses: bool, result: Option<Ref> },
}
/// `f(this, …)`
pub fn method(owner: Kind, name: &str, args: &[Arg]) -> Option<Called> {
    let rv = |a: &Arg| RV { v: a.0, r: a.1 };
    let this = rv(args.first()?);
    let r = rec();
    if owner == Kind::Dict && args.len() == 1 && exact_kind(this.v)? == Kind::Dict {
        let kind = match name {
            "keys" => Kind::DictKeys,
            "values" => Kind::DictValues,
            "items" => Kind::DictItems,
            _ => return None,
        };
        let s = site(size_of::<DictItems>(), kind as u64)?;
        r.guard_class(this.r, this.v);
        let o = r.builder.alloc(s);
        r.builder.store(o, this.r, offset_of!(DictItems, dict) as i32, Class::CONST);
        return Some(Called::Result(r.builder.op(Ir::BoxPtr, &[o])));
    }
    let key = rv(args.get(1).filter(|k| is_key(k.0))?);
    if owner == Kind::Set {
        if name != "add" || args.len() != 2 {
            return None;
        }
        let word = add(this, key)?;
        return Some(Called::Call { word, refuses: true, result: Some(r.constant(none())) });
    }
    if exact_kind(this.v)? != Kind::Dict || !matches!(name, "get" | "setdefault" | "pop") {
        return None;
    }
    let default = match args {
        [_, _, d] => Some(rv(d)),
        [_, _] => None,
        _ => return None,
    };
    r.guard_class(this.r, this.v);
    let p = find(r, this, key)?;
    let there = p.now >= 0;
    if !there && name == "pop" && default.is_none() {
        return None;
    }
    guard_presence(r, p);
    let otherwise = default.map_or_else(|| r.constant(none()), |d| d.r);
    if !there {
        if name != "setdefault" {
            return Some(Called::Result(otherwise));
        }
        let word = append(r, this.r, key.r, otherwise, p);
        return Some(Called::Call { word, refuses: false, result: Some(otherwise) });
    }
    let v = value(r, this.r, p.index);
    if name == "pop" {
        remove(r, this, key, p);
    }
    Some(Called::Result(v))
}

// --- new containers
/// A new object whose words are those of `body`.
fn image<T: Object + Layout>(r: &mut Rec, body: T, c: Class) -> Option<Ref> {
    let s = site(size_of::<T>(), T::KIND as u64)?;
    let words = size_of::<T>() / 8;
    let o = r.builder.alloc(s);
    for i in 1..words {
        // SAFETY: whole words of the object; what lies between fields may be anything.
        let w = unsafe { std::ptr::read_volatile((&raw const body as *const u64).add(i)) };
        let w = r.builder.kint(w as i64);
        r.builder.store(o, w, 8 * i as i32, c);
    }
    std::mem::forget(body);
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}
/// An empty dict or set.
pub fn new_empty(kind: Kind) -> Option<Ref> {
    let r = rec();
    match kind {
        Kind::Dict => image(r, Dict::body(), class::DICT),
        Kind::Set => image(r, Set::body(), class::SETS),
        _ => None,
    }
}

// --- iteration
const OVER: i32 = offset_of!(DictKeyIter, dict) as i32;
const POS: i32 = offset_of!(DictKeyIter, pos) as i32;
const USED: i32 = offset_of!(DictKeyIter, used) as i32;
const LEFT: i32 = offset_of!(DictKeyIter, left) as i32;
/// `iter(x)` of a dict or of a view of one.
pub fn get_iter(x: RV) -> Option<Ref> {
    let (kind, view) = match exact_kind(x.v)? {
        Kind::Dict => (Kind::DictKeyIter, false),
        Kind::DictKeys => (Kind::DictKeyIter, true),
        Kind::DictValues => (Kind::DictValueIter, true),
        Kind::DictItems => (Kind::DictItemIter, true),
        _ => return None,
    };
    let s = site(size_of::<DictKeyIter>(), kind as u64)?;
    let r = rec();
    r.guard_class(x.r, x.v);
    let d = if view {
        // SAFETY: views have this layout.
        unsafe { x.v.cast_unchecked::<DictItems>() }.dict.get()?;
        let o = r.builder.op(Ir::UnboxPtr, &[x.r]);
        r.load_tagged(o, offset_of!(DictItems, dict), Class::CONST)
    } else {
        x.r
    };
    let o = r.builder.op(Ir::UnboxPtr, &[d]);
    let used = r.builder.load(Ty::Int, o, offset_of!(Dict, used) as i32, class::DICT);
    let zero = r.builder.kint(0);
    let o = r.builder.alloc(s);
    for (offset, w) in [(OVER, d), (POS, zero), (USED, used), (LEFT, used)] {
        r.builder.store(o, w, offset, class::ITER);
    }
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}
/// A forward iterator over a dict: its kind, its dict, the entry that is next.
fn iterator(it: Value) -> Option<(Kind, Gc<Dict>, i64)> {
    let kind = exact_kind(it)?;
    if !matches!(kind, Kind::DictKeyIter | Kind::DictValueIter | Kind::DictItemIter) {
        return None;
    }
    // SAFETY: all dict iterators have this layout.
    let i = unsafe { it.cast_unchecked::<DictItemIter>() };
    let d = i.dict.get()?;
    if i.used.get() != d.len() {
        return None;
    }
    let next = d.next_entry(i.pos.get());
    if next.is_some() && i.left.get() == 0 {
        return None;
    }
    Some((kind, d, next.map_or(MISSING, |e| e.0 as i64)))
}
/// Emits the search for the next entry: the iterator, its dict, the entry's number.
fn step(r: &mut Rec, kind: Kind, x: Ref) -> (Ref, Ref, Ref) {
    let o = r.object(x);
    r.guard_shape(o, kind as u32);
    let d = r.builder.load(Ty::Tagged, o, OVER, class::ITER);
    r.guard(Ir::GuardSet, &[d]);
    let p = r.builder.op(Ir::UnboxPtr, &[d]);
    let used = r.builder.load(Ty::Int, p, offset_of!(Dict, used) as i32, class::DICT);
    let before = r.builder.load(Ty::Int, o, USED, class::ITER);
    let same = r.builder.op(Ir::Ieq, &[used, before]);
    r.guard_bool(same, true);
    let pos = r.builder.load(Ty::Int, o, POS, class::ITER);
    let i = call(r, "next_entry", next_entry as *const (), &[d, pos], Ty::Int, &[class::DICT], false);
    (o, d, i)
}
/// The next item of an iterator over a dict that is not at its end.
pub fn next(it: Value, x: Ref) -> Option<Ref> {
    let (kind, _, now) = iterator(it)?;
    if now == MISSING {
        return None;
    }
    let r = rec();
    let (o, d, i) = step(r, kind, x);
    guard_presence(r, Place { now, index: i });
    let (zero, one) = (r.builder.kint(0), r.builder.kint(1));
    let left = r.builder.load(Ty::Int, o, LEFT, class::ITER);
    let more = r.builder.op(Ir::Igt, &[left, zero]);
    r.guard_bool(more, true);
    let (entries, n) = entry(r, d, i);
    let key = (kind != Kind::DictValueIter).then(|| r.builder.loadx(Ty::Tagged, entries, n, KEY, class::DICT));
    let v = (kind != Kind::DictKeyIter).then(|| r.builder.loadx(Ty::Tagged, entries, n, VALUE, class::VALUES));
    let left = r.builder.op(Ir::Isub, &[left, one]);
    let i = r.builder.op(Ir::Iadd, &[i, one]);
    r.builder.store(o, left, LEFT, class::ITER);
    r.builder.store(o, i, POS, class::ITER);
    match (key, v) {
        (Some(k), Some(v)) => new_tuple(r, &[k, v]),
        (k, v) => k.or(v),
    }
}
/// Is it an iterator over a dict at its end?
pub fn at_end(it: Value) -> Option<bool> {
    iterator(it).map(|i| i.2 == MISSING)
}
/// The step of an iterator over a dict that is at its end.
pub fn exhausted(it: Value, x: Ref) -> Option<()> {
    let (kind, _, now) = iterator(it)?;
    if now != MISSING {
        return None;
    }
    let r = rec();
    let (o, _, i) = step(r, kind, x);
    guard_presence(r, Place { now, index: i });
    let none = r.builder.kval(0);
    r.builder.store(o, none, OVER, class::ITER);
    Some(())
}
