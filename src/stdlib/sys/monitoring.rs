//! `sys.monitoring` (PEP 669): tools register callbacks for events, which `interp::monitor` delivers.

use crate::builtins::exceptions::{type_error, value_error};
use crate::interp::monitor::{self, C_EVENTS, EVENTS, Event, LOCAL_EVENTS, TOOLS};
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::number;
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("use_tool_id(tool_id, name, /)", use_tool, "Claims a tool id."),
    NativeDef::new("clear_tool_id(tool_id, /)", clear_tool, "Forgets the events and callbacks of a tool."),
    NativeDef::new("free_tool_id(tool_id, /)", free_tool, "Gives a tool id up."),
    NativeDef::new("get_tool(tool_id, /)", get_tool, "Return the name of a tool."),
    NativeDef::new("register_callback(tool_id, event, func, /)", register, "Registers a callback for an event."),
    NativeDef::new("get_events(tool_id, /)", get_events, "Return the active events."),
    NativeDef::new("set_events(tool_id, event_set, /)", set_events, "Activates events."),
    NativeDef::new(
        "get_local_events(tool_id, code, /)",
        get_local_events,
        "Return the active events of a code object.",
    ),
    NativeDef::new(
        "set_local_events(tool_id, code, event_set, /)",
        set_local_events,
        "Activates events for a code object.",
    ),
    NativeDef::new("restart_events()", restart_events, "Enables all events again."),
    NativeDef::new("_all_events()", all_events, "Return all active events."),
];

pub fn module() -> Result<Gc<Module>, Raised> {
    let m = Module::new("sys.monitoring");
    let d = m.dict.gc();
    crate::builtins::add_functions(d, "sys.monitoring", FUNCTIONS);
    for (n, i) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)] {
        d.set_text(n, Value::small(i))?;
    }
    let events = Dict::new();
    for (name, event) in EVENTS {
        events.set_text(name, Value::uint(event.bit() as u64))?;
    }
    events.set_text("NO_EVENTS", Value::small(0))?;
    d.set_text("events", crate::stdlib::namespace::of_dict(events)?)?;
    d.set_text("DISABLE", monitor::disable())?;
    d.set_text("MISSING", monitor::missing())?;
    Ok(m)
}

fn tool(v: Value) -> Result<usize, Raised> {
    let i = number::to_i64(v)?;
    if !(0..TOOLS as i64).contains(&i) {
        return Err(value_error(format!("invalid tool {i} (must be between 0 and 5)")));
    }
    Ok(i as usize)
}
/// Names of the tools in use, by id.
fn names() -> Result<Gc<List>, Raised> {
    if let Some(l) = vm().state("sys.monitoring").and_then(|l| l.cast::<List>()) {
        return Ok(l);
    }
    let l = List::from_slice(&[none(); TOOLS])?;
    vm().set_state("sys.monitoring", l.value());
    Ok(l)
}
fn used_tool(v: Value) -> Result<usize, Raised> {
    let i = tool(v)?;
    if names()?.get(i) == Some(none()) {
        return Err(value_error(format!("tool {i} is not in use")));
    }
    Ok(i)
}
fn use_tool(a: &Args) -> Res {
    let (i, l) = (tool(a[0])?, names()?);
    if a[1].cast::<Str>().is_none() {
        return Err(value_error("tool name must be a str"));
    }
    if l.get(i) != Some(none()) {
        return Err(value_error(format!("tool {i} is already in use")));
    }
    l.put(i, a[1]);
    Ok(none())
}
fn clear_tool(a: &Args) -> Res {
    let i = tool(a[0])?;
    if names()?.get(i) != Some(none()) {
        monitor::clear_tool(i)?;
    }
    Ok(none())
}
fn free_tool(a: &Args) -> Res {
    clear_tool(a)?;
    names()?.put(tool(a[0])?, none());
    Ok(none())
}
fn get_tool(a: &Args) -> Res {
    Ok(names()?.get(tool(a[0])?).unwrap_or_else(none))
}
fn register(a: &Args) -> Res {
    let i = tool(a[0])?;
    let event = number::to_i64(a[1])?;
    if event <= 0 || event.count_ones() != 1 {
        return Err(value_error("The callback can only be set for one event at a time"));
    }
    if event >= 1 << EVENTS.len() {
        return Err(value_error(format!("invalid event {event}")));
    }
    crate::stdlib::sys::hooks::audit_event("sys.monitoring.register_callback", &[a[2]])?;
    monitor::register(i, event as u32, a[2])
}
/// A set of events that may be set: the events of native calls come and go with CALL.
fn event_set(v: Value) -> Result<u32, Raised> {
    let set = number::to_i64(v)?;
    if !(0..1 << EVENTS.len()).contains(&set) {
        return Err(value_error(format!("invalid event set 0x{set:x}")));
    }
    let set = set as u32;
    if set & C_EVENTS != 0 && set & (C_EVENTS | Event::Call.bit()) != (C_EVENTS | Event::Call.bit()) {
        return Err(value_error("cannot set C_RETURN or C_RAISE events independently"));
    }
    let both = Event::BranchLeft.bit() | Event::BranchRight.bit();
    let branches = if set & Event::Branch.bit() != 0 { both } else { 0 };
    Ok((set | branches) & !C_EVENTS & !Event::Branch.bit())
}
fn get_events(a: &Args) -> Res {
    Ok(Value::uint(monitor::global_events(used_tool(a[0])?) as u64))
}
fn set_events(a: &Args) -> Res {
    let i = tool(a[0])?;
    let set = event_set(a[1])?;
    used_tool(a[0])?;
    monitor::set_global_events(i, set);
    Ok(none())
}
fn code_arg(v: Value) -> Result<Gc<Code>, Raised> {
    v.cast::<Code>().ok_or_else(|| type_error("code must be a code object"))
}
fn get_local_events(a: &Args) -> Res {
    let code = code_arg(a[1])?;
    Ok(Value::uint(monitor::local_events(used_tool(a[0])?, code)? as u64))
}
fn set_local_events(a: &Args) -> Res {
    let code = code_arg(a[1])?;
    let i = used_tool(a[0])?;
    let set = event_set(a[2])?;
    if set & !LOCAL_EVENTS != 0 {
        return Err(value_error(format!("invalid local event set 0x{set:x}")));
    }
    monitor::set_local_events(i, code, set)?;
    Ok(none())
}
fn restart_events(_: &Args) -> Res {
    monitor::restart();
    Ok(none())
}
fn all_events(_: &Args) -> Res {
    let d = Dict::new();
    for (name, event) in EVENTS {
        let tools = (0..TOOLS).filter(|&t| monitor::global_events(t) & event.bit() != 0).map(|t| 1 << t).sum::<i64>();
        if tools != 0 {
            d.set_text(name, Value::small(tools))?;
        }
    }
    Ok(d.value())
}
