//! Method resolution order: C3 linearisation, metaclasses' own `mro`, assignment to `__bases__`.

use crate::builtins::exceptions::type_error;
use crate::builtins::type_new;
use crate::object::Raised;
use crate::object::buffer::GcVec;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::native::MethodDescriptor;
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::protocol::call::call_bound;
use crate::protocol::iter;

/// Sets the MRO of a class from its bases, asking the metaclass's `mro` if it has one.
pub fn compute(c: Gc<Type>) -> Result<(), Raised> {
    let meta = type_of(c.value());
    let custom = meta.lookup(Str::intern("mro"));
    let native =
        |m: Value| m.exact::<MethodDescriptor>().is_some_and(|m| m.owner.get() == Some(type_of_kind(Kind::Type)));
    let result = match custom {
        Some(m) if meta != type_of_kind(Kind::Type) && !native(m) => {
            let r = call_bound(m, c.value(), &[], None)?;
            let t = Tuple::try_new(iter::collect(r)?.as_slice())?;
            check_custom(c, t)?;
            t
        }
        _ => linearise(c)?,
    };
    if result.is_empty() {
        return Err(type_error("type MRO must not be empty"));
    }
    c.mro.set(c, result);
    Ok(())
}
fn check_custom(c: Gc<Type>, t: Gc<Tuple>) -> Result<(), Raised> {
    for &m in t.items() {
        let Some(m) = m.cast::<Type>() else {
            return Err(type_error(format!("mro() returned a non-class ('{}')", type_of(m).name_text())));
        };
        let kind = |t: Gc<Type>| if t.kind.get() == Kind::Int { Kind::IntSub } else { t.kind.get() };
        if m != c && kind(m) != Kind::Object && kind(m) != kind(c) {
            return Err(type_error(format!("mro() returned base with unsuitable layout ('{}')", m.name_text())));
        }
    }
    Ok(())
}

/// C3 (Barrett et al., "A Monotonic Superclass Linearization for Dylan", 1996).
pub fn linearise(c: Gc<Type>) -> Result<Gc<Tuple>, Raised> {
    let bases = c.bases.gc();
    let mut lists: GcVec = GcVec::with_capacity(bases.len() + 1);
    for &b in bases.items() {
        let mro = b.cast::<Type>().and_then(|b| b.mro.get());
        let Some(mro) = mro else {
            return Err(type_error(format!(
                "Cannot extend an incomplete type '{}'",
                b.cast::<Type>().map(|b| b.name_text()).unwrap_or_default()
            )));
        };
        lists.push(mro);
    }
    let mut out = GcVec::with_capacity(8);
    out.push(c);
    if bases.len() == 1 {
        out.extend(lists.get(0).cast::<Tuple>().map_or(&[][..], Gc::<Tuple>::items).iter().copied());
        return Tuple::try_new(out.as_slice());
    }
    check_duplicates(bases)?;
    lists.push(bases);
    let mut at = vec![0usize; lists.len()];
    let list = |i: usize| lists.get(i).cast::<Tuple>().map_or(&[][..], Gc::<Tuple>::items);
    loop {
        let mut left = false;
        let mut pick = None;
        for i in 0..at.len() {
            let Some(&head) = list(i).get(at[i]) else { continue };
            left = true;
            if !(0..at.len()).any(|j| list(j).get(at[j] + 1..).is_some_and(|tail| tail.contains(&head))) {
                pick = Some(head);
                break;
            }
        }
        match pick {
            Some(head) => {
                out.push(head);
                for i in 0..at.len() {
                    if list(i).get(at[i]) == Some(&head) {
                        at[i] += 1;
                    }
                }
            }
            None if left => {
                // the heads that remain, each once
                let mut names: Vec<String> = vec![];
                for i in 0..at.len() {
                    if let Some(h) = list(i).get(at[i]).and_then(|h| h.cast::<Type>())
                        && !names.iter().any(|n| *n == *h.name.gc().to_text())
                    {
                        names.push(h.name.gc().to_text().into_owned());
                    }
                }
                return Err(type_error(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                )));
            }
            None => return Tuple::try_new(out.as_slice()),
        }
    }
}
fn check_duplicates(bases: Gc<Tuple>) -> Result<(), Raised> {
    for (i, b) in bases.items().iter().enumerate() {
        if bases.items()[..i].contains(b) {
            let name = b.cast::<Type>().map(|b| b.name_text()).unwrap_or_default();
            return Err(type_error(format!("duplicate base class {name}")));
        }
    }
    Ok(())
}

/// `c.__bases__ = bases`
pub fn set_bases(c: Gc<Type>, v: Value) -> Result<(), Raised> {
    let Some(bases) = v.cast::<Tuple>() else {
        return Err(type_error(format!(
            "can only assign tuple to {}.__bases__, not {}",
            c.name_text(),
            type_of(v).name_text()
        )));
    };
    if bases.is_empty() {
        return Err(type_error(format!("can only assign non-empty tuple to {}.__bases__, not ()", c.name_text())));
    }
    for &b in bases.items() {
        let Some(b) = b.cast::<Type>() else {
            return Err(type_error(format!(
                "{}.__bases__ must be tuple of classes, not '{}'",
                c.name_text(),
                type_of(b).name_text()
            )));
        };
        // the MRO may be out of date while a `mro()` method runs; the chain of bases is not
        let mut chain = std::iter::successors(Some(b), |t| t.base.get());
        if b.is_subtype(c) || chain.any(|t| t == c) {
            return Err(type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    let base = type_new::best_base(bases)?;
    let old_base = c.base.gc();
    let made_here = |t: Gc<Type>| t.has_flag(crate::object::types::type_flags::HEAP);
    if !type_new::same_layout(base, old_base) {
        return Err(type_error(format!(
            "__bases__ assignment: '{}' {} differs from '{}'",
            base.name_text(),
            if made_here(base) != made_here(old_base) { "deallocator" } else { "object layout" },
            old_base.name_text()
        )));
    }
    let old = c.bases.gc();
    c.bases.set(c, bases);
    c.base.set(c, base);
    let done = recompute(c);
    if c.bases.gc() != bases {
        // a `mro()` method has given the class other bases meanwhile
        return done;
    }
    if let Err(e) = done {
        c.bases.set(c, old);
        c.base.set(c, old_base);
        let kept = crate::thread::thread().take_exception();
        // the old hierarchy was consistent
        let _ = recompute(c);
        crate::thread::thread().set_exception(kept);
        return Err(e);
    }
    for b in old.items().iter().filter_map(|b| b.cast::<Type>()) {
        b.remove_subclass(c);
    }
    type_new::link_bases(c, bases);
    c.modified();
    type_new::inherit_flags(c);
    Ok(())
}
/// New MROs for a class and everything below it.
fn recompute(c: Gc<Type>) -> Result<(), Raised> {
    crate::thread::thread().check_native_stack("")?;
    compute(c)?;
    let below: GcVec = c.subclass_list().map(Value::from).collect();
    for s in below.iter().filter_map(|s| s.cast::<Type>()) {
        recompute(s)?;
    }
    Ok(())
}
