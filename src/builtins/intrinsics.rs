//! `INTRINSIC1` and `INTRINSIC2`: rare operations of compiled code.

use crate::builtins::exceptions::{raise, system_error, type_error};
use crate::builtins::typevars::{self, new_param};
use crate::builtins::{exceptions::Exc, import_module};
use crate::bytecode::ops::Intrinsic;
use crate::object::exception::Exception;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::shape::type_of;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Res, none};
use crate::protocol::call::{call, call_method};
use crate::vm::vm;

const fn is(kind: u16, i: Intrinsic) -> bool {
    kind == i as u16
}

pub fn intrinsic1(kind: u16, v: Value) -> Res {
    if is(kind, Intrinsic::Print) {
        let hook = vm().sys_dict.get().and_then(|d| d.get_text("displayhook"));
        return match hook {
            Some(h) => call(h, &[v]).map(|_| none()),
            None => Err(raise(Exc::RuntimeError, "lost sys.displayhook")),
        };
    }
    for (i, k) in [
        (Intrinsic::TypeVar, Kind::TypeVar),
        (Intrinsic::ParamSpec, Kind::ParamSpec),
        (Intrinsic::TypeVarTuple, Kind::TypeVarTuple),
    ] {
        if is(kind, i) {
            return new_param(k, v).map(Gc::value);
        }
    }
    if is(kind, Intrinsic::TypeAlias) {
        let t = v.cast::<Tuple>().filter(|t| t.len() == 3).ok_or_else(|| system_error("bad type alias"))?;
        return typevars::new_alias(t.get(0), t.get(1), t.get(2));
    }
    if is(kind, Intrinsic::SubscriptGeneric) {
        let params = v.cast::<Tuple>().ok_or_else(|| type_error("type parameters must be a tuple"))?;
        let params = typevars::unpack_params(params)?;
        let typing = import_module("typing")?;
        return call_method(typing, "_GenericAlias", &[crate::stdlib::_typing::generic().value(), params]);
    }
    if is(kind, Intrinsic::ExceptionType) {
        return Ok(type_of(v).value());
    }
    if is(kind, Intrinsic::ExceptionTraceback) {
        return Ok(v.cast::<Exception>().map_or_else(none, |e| e.traceback.get_or_none()));
    }
    Err(system_error("unknown intrinsic"))
}
pub fn intrinsic2(kind: u16, v: Value, w: Value) -> Res {
    if is(kind, Intrinsic::TypeVarBound) || is(kind, Intrinsic::TypeVarConstraints) {
        let p = new_param(Kind::TypeVar, v)?;
        if is(kind, Intrinsic::TypeVarBound) {
            p.evaluate_bound.set(p, w);
        } else {
            p.evaluate_constraints.set(p, w);
        }
        return Ok(p.value());
    }
    if is(kind, Intrinsic::SetDefault) {
        typevars::set_default(v, w);
        return Ok(v);
    }
    if is(kind, Intrinsic::SetTypeParams) {
        if let (Some(f), Some(t)) = (v.cast::<Function>(), w.cast::<Tuple>()) {
            f.type_params.set(f, t);
        }
        return Ok(v);
    }
    Err(system_error("unknown intrinsic"))
}
