//! Globals, builtins, names of module and class bodies.

use super::residual::{FillGlobal, FillName, LoadGlobalAny, LoadNameAny};
use crate::op;

op! { LoadGlobal(m) {
    let (version, index) = m.ic(0);
    if let Some(v) = m.global_entry(version, index) {
        return m.finish(v, 2);
    }
    m.tail::<LoadBuiltin>()
} }
op! { LoadBuiltin(m) {
    let (_, index) = m.ic(0);
    let (globals, builtins) = m.ic(1);
    if let Some(v) = m.builtin_entry(globals, builtins, index) {
        return m.finish(v, 2);
    }
    m.tail::<LoadGlobalMiss>()
} }
op! { cold LoadGlobalMiss(m) {
    if m.adapt::<FillGlobal>(m.none()) {
        return m.tail::<LoadGlobal>();
    }
    m.tail::<LoadGlobalAny>()
} }
op! { LoadName(m) {
    if m.namespace_is_globals() {
        let (version, index) = m.ic(0);
        if let Some(v) = m.global_entry(version, index) {
            return m.finish(v, 2);
        }
        return m.tail::<LoadNameBuiltin>();
    }
    m.tail::<LoadNameAny>()
} }
op! { LoadNameBuiltin(m) {
    let (_, index) = m.ic(0);
    let (globals, builtins) = m.ic(1);
    if let Some(v) = m.builtin_entry(globals, builtins, index) {
        return m.finish(v, 2);
    }
    m.tail::<LoadNameMiss>()
} }
op! { cold LoadNameMiss(m) {
    if m.adapt::<FillName>(m.none()) {
        return m.tail::<LoadName>();
    }
    m.tail::<LoadNameAny>()
} }
