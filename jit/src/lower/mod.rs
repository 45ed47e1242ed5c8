//! Machine code: code memory, exits and their cells, and Cranelift.
//!
//! On x86-64 [`x64`](crate::x64) makes the code, of single traces and of trees, in a fiftieth of Cranelift's time and of about the
//! same quality. Cranelift is for other machines, for the few traces that `x64` refuses (more arguments than registers), and
//! for a look at its code. Both keep to what is written here, and call each other's code.
//!
//! # Calling convention
//!
//! A trace is a function `(base, thread) -> word` in Cranelift's tail-call convention; Rust enters it through
//! [`Jit::enter`]. The result is the value of a function trace (`ret`), never 0, or 0 if the trace left: then the exit
//! buffer (see [`exits`](crate::exits)) has one record per trace that left. `base` is the address of frame slot 0, `thread` an
//! opaque pointer with the exit cursor at `Layout::exit_cursor`. The exit buffer must have room for
//! `MAX_RAWS + 2` words per compiled call in progress.
//!
//! # Cells
//!
//! Every exit jumps through its cell, a word in a table that never moves. It holds the address of the shared code that
//! finishes the record and returns 0, until [`Jit::attach`] points it at a side trace. Links and calls between traces
//! go through cells too ([`Jit::new_cell`]), so that releasing a trace means resetting the cells that name it.
//!
//! # Function traces
//!
//! A trace that begins at a function's entry and ends in `ret` is a function: `callf` calls whatever its cell holds, with the
//! callee's window at a slot offset. The contract between caller and callee:
//!
//! - *Arguments* are in the window's slots, in memory (`sstore`), and so is every word of the callee's header. The trace of
//!   the caller also stores its own dirty slots before the call if somebody may walk the frames meanwhile (a helper that
//!   collects, raises or looks). Then its snapshot at the call has nothing to write.
//! - *Result*: in a register, never 0.
//! - *Left*: the callee returns 0. The caller leaves too, through the snapshot of the `callf`: a record behind the
//!   callee's if the snapshot writes slots, nothing at all if it is empty, because then memory is complete. Such an exit
//!   has no pc to resume at: the innermost record's is where the interpreter goes on, and its frames link to the others.
//!   [`chain`] restores outermost first.
//! - *Not compiled*: an empty cell leaves a `NOT_ENTERED` record whose base is the callee's window. The interpreter starts
//!   the callee there.
//! - *Room*: the callee checks it, by one comparison at its entry: `guard_true (pult (slot_addr k) (load.ptr thread
//!   +limit))` with `k` above all slots it uses. The limit also bounds the native stack: the compiler guarantees that a trace
//!   with calls uses at most [`NATIVE_PER_WORD`] bytes of native stack for each word its callees' windows lie above its
//!   base, or refuses to compile. So whoever enters compiled code sets the limit to the smaller of the frame
//!   stack's end and `base + window_words(native bytes left)`. The native bytes left exclude what helpers need and 64 KiB for
//!   the innermost trace.
//! - *Header*: a callee that returns has left words 1 to 3 of its header (all but the lowest, where interpreters put
//!   results) as they were: `forward` relies on it.
//!
//! `link` with a window offset must not lead to a trace that returns: the value would go to the wrong caller. A loop in
//! an inlined frame is entered by `callf` through the loop's cell instead; its value is the value of the inlined call.
//!
//! # Cranelift 0.135 facts this code relies on
//!
//! `preserve_frame_pointers` must be on for tail calls. Guards are `brif bad, exit, continue`, never the reverse. A constant
//! passed as a block argument to a shared exit would be materialised on the hot path: each exit has its own stub.
//! `sadd_overflow` + `brif` is not fused: 63-bit results are checked by comparing the top two bits. The entry block
//! cannot be a loop header. Polls need `atomic_load`, or the mid-end deletes the one in the loop. `opt_level=none` with the
//! backtracking allocator: our IR is optimised already.

pub mod forest;
pub mod func;
pub mod inst;
pub mod memory;
pub mod perf;
pub mod tree;

use crate::exits::{ExitInfo, MAX_RAWS, NOT_ENTERED, RECORD_HEAD};
use crate::ir::value::Layout;
use crate::ir::{Op, Trace, verify::verify};
use crate::opt::graft::graft;
use crate::x64;
use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{AbiParam, ExternalName, InstBuilder, LibCall, Signature};
use cranelift_codegen::isa::{CallConv, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use cranelift_codegen::{CompiledCode, Context, FinalizedRelocTarget};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use memory::{Cells, CodeMemory, Usage};
use rustc_hash::FxHashMap;

/// Bytes of native stack a trace may use for each word between its base and the windows it calls into.
pub const NATIVE_PER_WORD: usize = 128;

/// By how many words compiled calls may advance the base if the native stack has `bytes` to spare.
pub fn window_words(bytes: usize) -> usize {
    bytes / NATIVE_PER_WORD
}

/// Traces in a tree that Cranelift compiles where the quick compiler gives up, at most: it would take seconds for large ones.
const MAX_SLOW: usize = 16;

/// Names a compiled trace.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TraceId(pub u32);

/// Code of a trace.
#[derive(Debug)]
pub struct Compiled {
    /// Pass to [`Jit::enter`].
    pub entry: u64,
    /// Bytes of code.
    pub size: usize,
    /// Exit id of each snapshot of the compiled trace; in a tree those of node 0, then node 1, ….
    pub exits: Vec<u32>,
    pub name: String,
    /// Cells that hold this entry.
    cells: Vec<u32>,
    /// Cell with the countdown of entries.
    counter: Option<u32>,
    block: Block,
}

/// A function in code memory.
#[derive(Clone, Copy, Debug)]
struct Block {
    at: usize,
    /// Bytes reserved.
    len: usize,
    /// Bytes of native stack a call of it takes.
    native: usize,
}

/// An exit of a live trace.
#[derive(Debug)]
pub struct Exit {
    pub trace: TraceId,
    /// Node of the tree, 0 for a single trace, and snapshot of its trace.
    pub node: u32,
    pub snap: u32,
    pub info: ExitInfo,
    /// Side trace its cell points to.
    pub side: Option<TraceId>,
    /// For the user to count how often it was taken, to decide on a side trace.
    pub hits: u32,
    /// For the user to count how often it was taken, to tell.
    pub taken: u64,
}

/// Sizes and switches, fixed at start.
#[derive(Clone, Debug)]
pub struct Config {
    pub layout: Layout,
    /// Code memory to reserve, bytes.
    pub code_bytes: usize,
    /// Exits and other cells, at most.
    pub cells: usize,
    /// Write `/tmp/perf-PID.map`.
    pub perf_map: bool,
    /// Compile by [`x64`](crate::x64) where that is possible.
    pub quick: bool,
    /// For tests: leave that few registers.
    pub few_registers: bool,
}

impl Config {
    pub fn new(layout: Layout) -> Config {
        Config { layout, code_bytes: 64 << 20, cells: 1 << 20, perf_map: false, quick: true, few_registers: false }
    }
}

/// Texts of the last compilation, if asked for.
#[derive(Clone, Debug, Default)]
pub struct Dumps {
    pub clif: Option<String>,
    pub asm: Option<String>,
}

/// Compiler and owner of all machine code.
pub struct Jit {
    config: Config,
    /// Made, with the stubs, when the first trace is wanted: it takes a millisecond and two megabytes.
    isa: Option<OwnedTargetIsa>,
    ctx: Context,
    fbc: FunctionBuilderContext,
    control: ControlPlane,
    memory: CodeMemory,
    cells: Cells,
    traces: Vec<Option<Compiled>>,
    /// Which trace a cell points to.
    targets: FxHashMap<u32, TraceId>,
    free_ids: Vec<u32>,
    /// By exit id.
    exits: Vec<Option<Box<Exit>>>,
    forest: forest::Forest,
    perf: Option<perf::PerfMap>,
    enter: u64,
    leave: u64,
    not_entered: u64,
    /// Of the quick compiler, if it is used.
    quick: Option<Box<Quick>>,
    /// Keep CLIF and assembly of the next compilations in `dumps`.
    pub want_dumps: bool,
    /// All of them by Cranelift, for a look at its code.
    pub want_clif: bool,
    pub dumps: Dumps,
}

/// What the quick compiler keeps from trace to trace.
#[derive(Default)]
struct Quick {
    asm: x64::asm::Asm,
    work: x64::regs::Work,
    stubs: x64::stubs::Stubs,
}

/// Whether the native frame is small enough for the windows that the code calls into, see the module documentation.
fn small_frame(nodes: &[tree::Node], native: usize) -> bool {
    let calls = nodes.iter().flat_map(|n| n.trace.insts.iter()).filter(|i| i.op == Op::Callf);
    calls.map(|i| i.aux as i32).min().is_none_or(|words| native <= words.max(0) as usize * NATIVE_PER_WORD)
}

fn isa() -> Result<OwnedTargetIsa, String> {
    let mut f = settings::builder();
    let verifier = if cfg!(debug_assertions) { "true" } else { "false" };
    let set = [
        ("opt_level", "none"),
        ("regalloc_algorithm", "backtracking"),
        ("enable_verifier", verifier),
        ("unwind_info", "false"),
        ("is_pic", "false"),
        ("preserve_frame_pointers", "true"),
    ];
    for (k, v) in set {
        f.set(k, v).map_err(|e| e.to_string())?;
    }
    let b = cranelift_native::builder().map_err(|e| e.to_string())?;
    b.finish(settings::Flags::new(f)).map_err(|e| e.to_string())
}

extern "sysv64" fn floor(x: f64) -> f64 {
    x.floor()
}
extern "sysv64" fn ceil(x: f64) -> f64 {
    x.ceil()
}
extern "sysv64" fn trunc(x: f64) -> f64 {
    x.trunc()
}

/// Resolves relocations of code that will lie at `at`.
fn relocate(c: &CompiledCode, at: usize, code: &mut [u8]) -> Result<(), String> {
    for r in c.buffer.relocs() {
        let target = match &r.target {
            FinalizedRelocTarget::ExternalName(ExternalName::LibCall(LibCall::FloorF64)) => floor as *const () as i64,
            FinalizedRelocTarget::ExternalName(ExternalName::LibCall(LibCall::CeilF64)) => ceil as *const () as i64,
            FinalizedRelocTarget::ExternalName(ExternalName::LibCall(LibCall::TruncF64)) => trunc as *const () as i64,
            FinalizedRelocTarget::Func(offset) => at as i64 + *offset as i64,
            other => return Err(format!("relocation against {other:?}")),
        };
        let o = r.offset as usize;
        match r.kind {
            Reloc::Abs8 => code[o..o + 8].copy_from_slice(&(target + r.addend).to_le_bytes()),
            Reloc::X86PCRel4 | Reloc::X86CallPCRel4 => {
                let d = i32::try_from(target + r.addend - (at + o) as i64).map_err(|_| "relocation out of reach")?;
                code[o..o + 4].copy_from_slice(&d.to_le_bytes());
            }
            k => return Err(format!("relocation {k:?}")),
        }
    }
    Ok(())
}

impl Jit {
    /// Reserves memory and compiles the shared stubs.
    pub fn new(config: Config) -> Result<Jit, String> {
        Ok(Jit {
            isa: None,
            ctx: Context::new(),
            fbc: FunctionBuilderContext::new(),
            control: ControlPlane::default(),
            memory: CodeMemory::new(config.code_bytes)?,
            cells: Cells::new(config.cells)?,
            traces: vec![],
            targets: FxHashMap::default(),
            free_ids: vec![],
            exits: vec![],
            forest: forest::Forest::default(),
            perf: if config.perf_map { perf::PerfMap::open() } else { None },
            enter: 0,
            leave: 0,
            not_entered: 0,
            quick: (config.quick && x64::available()).then(Box::default),
            want_dumps: false,
            want_clif: false,
            dumps: Dumps::default(),
            config,
        })
    }

    /// Makes what every compilation needs.
    fn prepare(&mut self) -> Result<(), String> {
        if self.enter != 0 {
            return Ok(());
        }
        match &mut self.quick {
            Some(q) => {
                let stubs = x64::stubs::make(&self.config.layout, self.cells.base(), &mut q.asm);
                let (at, _) = self.memory.reserve(q.asm.code.len()).ok_or("code memory is full")?;
                self.memory.install(at, &q.asm.code)?;
                q.stubs = stubs.at(at as u64);
                (self.enter, self.leave, self.not_entered) = (q.stubs.enter, q.stubs.leave, q.stubs.not_entered);
                Ok(())
            }
            None => self.stubs(),
        }
    }

    fn stubs(&mut self) -> Result<(), String> {
        let cursor_at = self.config.layout.exit_cursor;
        let mut sysv = Signature::new(CallConv::SystemV);
        sysv.params.extend([AbiParam::new(I64); 3]);
        sysv.returns.push(AbiParam::new(I64));
        self.enter = self
            .function("enter", sysv, |b| {
                let e = b.current_block().map(|e| b.block_params(e).to_vec()).unwrap_or_default();
                let sig = b.import_signature(func::trace_signature());
                let c = b.ins().call_indirect(sig, e[0], &[e[1], e[2]]);
                let r = b.inst_results(c)[0];
                b.ins().return_(&[r]);
            })?
            .at as u64;
        self.leave = self
            .function("leave", func::trace_signature(), |b| {
                let e = b.current_block().map(|e| b.block_params(e).to_vec()).unwrap_or_default();
                let cur = b.ins().load(I64, func::flags(), e[1], cursor_at);
                let word = b.ins().load(I64, func::flags(), cur, 0);
                let n = b.ins().ushr_imm_u(word, 32);
                let bytes = b.ins().ishl_imm_u(n, 3);
                let end = b.ins().iadd(cur, bytes);
                let end = b.ins().iadd_imm_s(end, RECORD_HEAD as i64 * 8);
                b.ins().store(func::flags(), end, e[1], cursor_at);
                let z = b.ins().iconst(I64, 0);
                b.ins().return_(&[z]);
            })?
            .at as u64;
        self.not_entered = self
            .function("not_entered", func::trace_signature(), |b| {
                let e = b.current_block().map(|e| b.block_params(e).to_vec()).unwrap_or_default();
                let cur = b.ins().load(I64, func::flags(), e[1], cursor_at);
                let id = b.ins().iconst(I64, NOT_ENTERED as i64);
                b.ins().store(func::flags(), id, cur, 0);
                b.ins().store(func::flags(), e[0], cur, 8);
                let end = b.ins().iadd_imm_s(cur, RECORD_HEAD as i64 * 8);
                b.ins().store(func::flags(), end, e[1], cursor_at);
                let z = b.ins().iconst(I64, 0);
                b.ins().return_(&[z]);
            })?
            .at as u64;
        Ok(())
    }

    /// Builds, compiles and installs one function; its block of code memory.
    fn function(&mut self, name: &str, sig: Signature, f: impl FnOnce(&mut FunctionBuilder)) -> Result<Block, String> {
        let isa = match &self.isa {
            Some(i) => i.clone(),
            None => self.isa.insert(isa()?).clone(),
        };
        self.ctx.clear();
        self.ctx.func.signature = sig;
        let mut b = FunctionBuilder::new(&mut self.ctx.func, &mut self.fbc);
        let entry = b.create_block();
        b.append_block_params_for_function_params(entry);
        b.switch_to_block(entry);
        f(&mut b);
        b.seal_all_blocks();
        b.finalize(isa.frontend_config());
        if self.want_dumps {
            self.dumps.clif = Some(self.ctx.func.display().to_string());
        }
        self.ctx.set_disasm(self.want_dumps);
        let c = self.ctx.compile(&*isa, &mut self.control).map_err(|e| format!("{name}: {:?}", e.inner))?;
        let mut code = c.code_buffer().to_vec();
        if self.want_dumps {
            self.dumps.asm = c.vcode.clone();
        }
        let native = c.buffer.frame_layout().map_or(0, |l| l.frame_to_fp_offset as usize) + 16;
        let (at, len) = self.memory.reserve(code.len()).ok_or("code memory is full")?;
        let installed = relocate(c, at, &mut code).and_then(|()| self.memory.install(at, &code));
        self.installed(name, Block { at, len, native }, installed)
    }
    /// By the quick compiler; `None` if that cannot do it.
    fn quick(
        &mut self,
        name: &str,
        parts: &[Option<x64::Part>],
        cell: u64,
        countdown: Option<(u64, u64)>,
    ) -> Option<Result<Block, String>> {
        let q = self.quick.as_mut().filter(|_| !self.want_clif)?;
        let around = x64::Around {
            layout: &self.config.layout,
            stubs: &q.stubs,
            cell,
            countdown,
            few: self.config.few_registers,
        };
        let made = x64::compile(parts, &around, &mut q.asm, &mut q.work, self.want_dumps).ok()?;
        if self.want_dumps {
            self.dumps.clif = None;
            self.dumps.asm = Some(x64::listing(parts, &q.asm.code, &made.marks));
        }
        let Some((at, len)) = self.memory.reserve(q.asm.code.len()) else {
            return Some(Err("code memory is full".into()));
        };
        let installed = q.asm.relocate(at).and_then(|()| self.memory.install(at, &q.asm.code));
        Some(self.installed(name, Block { at, len, native: made.native }, installed))
    }
    fn installed(&mut self, name: &str, b: Block, r: Result<(), String>) -> Result<Block, String> {
        if let Err(e) = r {
            self.memory.release(b.at, b.len);
            return Err(format!("{name}: {e}"));
        }
        if let Some(p) = &mut self.perf {
            p.add(b.at, b.len, name);
        }
        Ok(b)
    }

    /// Compiles a trace. It is reachable once a cell or an exit points to it, or through [`Jit::enter`].
    pub fn compile(&mut self, t: &Trace, name: &str) -> Result<TraceId, String> {
        self.compile_tree(&[tree::Node { trace: t, parent: None, merged: false }], 0, name)
    }

    /// Compiles a root trace and side traces of it as one function. `root_cell` is the cell by which the side traces link to
    /// the root: those links become jumps, straight into the loop where the root's assumptions allow it.
    pub fn compile_tree(&mut self, nodes: &[tree::Node], root_cell: u64, name: &str) -> Result<TraceId, String> {
        self.compile_counted(nodes, root_cell, name, None)
    }
    /// As `compile_tree`. At the entry after so many, the code (a side trace) leaves instead, once.
    fn compile_counted(
        &mut self,
        nodes: &[tree::Node],
        root_cell: u64,
        name: &str,
        entries: Option<u64>,
    ) -> Result<TraceId, String> {
        tree::check(nodes)?;
        self.prepare()?;
        let parts = graft(nodes, root_cell);
        if cfg!(debug_assertions) {
            for g in parts.iter().flatten() {
                verify(&g.trace).map_err(|e| format!("grafted: {e}\n{}", g.trace))?;
            }
        }
        let infos: Vec<Vec<ExitInfo>> =
            parts.iter().map(|g| g.as_ref().map_or(vec![], |g| ExitInfo::all(&g.trace))).collect();
        if infos.iter().flatten().any(|x| x.raws.len() > MAX_RAWS || x.virtuals.len() > crate::exits::MAX_VIRTUALS) {
            return Err("snapshot too large".into());
        }
        let mut ids: Vec<u32> = vec![];
        for _ in infos.iter().flatten() {
            match self.cells.take(self.leave) {
                Some(id) => ids.push(id),
                None => {
                    ids.iter().for_each(|n| self.cells.give_back(*n));
                    return Err("too many exits".into());
                }
            }
        }
        let layout = self.config.layout;
        // without a cell left there is no counting
        let counter = entries.and_then(|n| self.cells.take(n));
        let countdown = counter.map(|n| (self.cells.address(n), self.leave));
        let cells = self.cells.base();
        let mut rest = &ids[..];
        let mut surroundings = vec![];
        for (n, exits) in infos.iter().enumerate() {
            let (exit_ids, tail) = rest.split_at(exits.len());
            rest = tail;
            let attached = nodes.iter().filter_map(|x| x.parent.filter(|p| p.0 == n).map(|p| p.1)).collect();
            let entry = parts[n].as_ref().and_then(|g| g.entry.as_ref());
            surroundings.push(func::Surroundings {
                layout: &layout,
                cells,
                exit_ids,
                exits,
                attached,
                entry,
                countdown,
            });
        }
        let parents: Vec<_> = nodes.iter().map(|n| n.parent).collect();
        let quick_parts: Vec<Option<x64::Part>> = parts
            .iter()
            .enumerate()
            .map(|(n, g)| {
                let (g, s) = (g.as_ref()?, &surroundings[n]);
                let (exit_ids, exits, entry) = (s.exit_ids, s.exits, s.entry);
                Some(x64::Part { t: &g.trace, exit_ids, exits, parent: parents[n], outer: &g.outer, entry })
            })
            .collect();
        let slow = nodes.len() <= MAX_SLOW || self.quick.is_none() || self.want_clif;
        let lowered = self
            .quick(name, &quick_parts, root_cell, countdown)
            .unwrap_or_else(|| {
                if !slow {
                    return Err("too large for the quick compiler".into());
                }
                self.function(name, func::trace_signature(), |b| {
                    func::lower_tree(b, &parts, &parents, &surroundings, root_cell)
                })
            })
            .and_then(|block| match small_frame(nodes, block.native) {
                true => Ok(block),
                false => {
                    self.memory.release(block.at, block.len);
                    Err("native frame too large for its calls".into())
                }
            });
        let block = match lowered {
            Ok(b) => b,
            Err(e) => {
                ids.iter().chain(&counter).for_each(|n| self.cells.give_back(*n));
                return Err(e);
            }
        };
        let id = match self.free_ids.pop() {
            Some(n) => TraceId(n),
            None => {
                self.traces.push(None);
                TraceId(self.traces.len() as u32 - 1)
            }
        };
        let all =
            infos.into_iter().enumerate().flat_map(|(k, x)| x.into_iter().enumerate().map(move |(s, i)| (k, s, i)));
        for (n, (node, snap, info)) in ids.iter().zip(all) {
            if self.exits.len() <= *n as usize {
                self.exits.resize_with(*n as usize + 1, || None);
            }
            self.exits[*n as usize] = Some(Box::new(Exit {
                trace: id,
                node: node as u32,
                snap: snap as u32,
                info,
                side: None,
                hits: 0,
                taken: 0,
            }));
        }
        let c = Compiled {
            entry: block.at as u64,
            size: block.len,
            exits: ids,
            name: name.into(),
            cells: vec![],
            counter,
            block,
        };
        self.traces[id.0 as usize] = Some(c);
        Ok(id)
    }

    /// A live trace.
    pub fn trace(&self, id: TraceId) -> Option<&Compiled> {
        self.traces.get(id.0 as usize)?.as_ref()
    }
    /// A live exit.
    #[inline]
    pub fn exit(&self, id: u32) -> Option<&Exit> {
        self.exits.get(id as usize)?.as_deref()
    }
    /// The same with permission to change, for its counter.
    #[inline]
    pub fn exit_mut(&mut self, id: u32) -> Option<&mut Exit> {
        self.exits.get_mut(id as usize)?.as_deref_mut()
    }
    /// All live exits.
    pub fn exits(&self) -> impl Iterator<Item = (u32, &Exit)> {
        self.exits.iter().enumerate().filter_map(|(n, x)| Some((n as u32, x.as_deref()?)))
    }
    /// All code, what was replaced and waits for its release included.
    pub fn traces(&self) -> impl Iterator<Item = (TraceId, &Compiled)> {
        self.traces.iter().enumerate().filter_map(|(n, t)| Some((TraceId(n as u32), t.as_ref()?)))
    }
    /// Names code in `/tmp/perf-PID.map` from now on, and what there is already; `false` if the file cannot be written.
    pub fn open_perf_map(&mut self) -> bool {
        if self.perf.is_none() {
            self.perf = perf::PerfMap::open();
            if let Some(p) = &mut self.perf {
                self.traces.iter().flatten().for_each(|t| p.add(t.block.at, t.block.len, &t.name));
            }
        }
        self.perf.is_some()
    }
    /// No more names.
    pub fn close_perf_map(&mut self) {
        self.perf = None;
    }
    pub fn has_perf_map(&self) -> bool {
        self.perf.is_some()
    }
    pub fn layout(&self) -> &Layout {
        &self.config.layout
    }
    pub fn usage(&self) -> Usage {
        self.memory.usage()
    }

    /// `extern "sysv64" fn(entry, base, thread) -> u64`, for handlers that enter traces by themselves.
    pub fn enter_address(&self) -> u64 {
        self.enter
    }

    /// Runs a trace until it returns (its value) or leaves (0).
    ///
    /// # Safety
    /// `base` and `thread` are what the trace was recorded for, and the thread's exit cursor points into a buffer with room.
    #[inline]
    pub unsafe fn enter(&self, entry: u64, base: *mut u64, thread: *mut u8) -> u64 {
        // SAFETY: the stub has this signature.
        let f: extern "sysv64" fn(u64, *mut u64, *mut u8) -> u64 = unsafe { std::mem::transmute(self.enter as usize) };
        f(entry, base, thread)
    }

    /// A cell for links and calls: its address. Entering it before [`Jit::set_cell`] leaves a `NOT_ENTERED` record.
    pub fn new_cell(&mut self) -> Result<u64, String> {
        self.prepare()?;
        let n = self.cells.take(self.not_entered).ok_or("too many cells")?;
        Ok(self.cells.address(n))
    }
    /// Gives a cell of `new_cell` back. No live trace may name it.
    pub fn free_cell(&mut self, cell: u64) {
        if let Some(n) = self.cells.number(cell) {
            self.point(n, None, self.not_entered);
            self.cells.give_back(n);
        }
    }
    /// Points a cell of `new_cell` at a trace, or with `None` at nothing.
    pub fn set_cell(&mut self, cell: u64, target: Option<TraceId>) {
        let Some(n) = self.cells.number(cell) else { return };
        self.point(n, target, self.not_entered);
    }
    /// Grows a side trace from an exit: from now on it is taken there. Fails for exits behind calls.
    pub fn attach(&mut self, exit: u32, side: TraceId) -> Result<(), String> {
        let x = self.exit_mut(exit).ok_or("no such exit")?;
        if x.info.in_call {
            return Err("an exit behind a call has no side trace".into());
        }
        x.side = Some(side);
        self.point(exit, Some(side), self.leave);
        Ok(())
    }
    /// Makes an exit leave again.
    pub fn detach(&mut self, exit: u32) {
        if let Some(x) = self.exit_mut(exit) {
            x.side = None;
            self.point(exit, None, self.leave);
        }
    }

    fn point(&mut self, n: u32, target: Option<TraceId>, default: u64) {
        let before = self.targets.remove(&n);
        if let Some(t) = before.and_then(|id| self.compiled_mut(id)) {
            t.cells.retain(|c| *c != n);
        }
        let at = match target.and_then(|id| Some((id, self.compiled_mut(id)?))) {
            Some((id, t)) => {
                t.cells.push(n);
                let entry = t.entry;
                self.targets.insert(n, id);
                entry
            }
            None => default,
        };
        self.cells.set(n, at);
    }

    fn compiled_mut(&mut self, id: TraceId) -> Option<&mut Compiled> {
        self.traces.get_mut(id.0 as usize)?.as_mut()
    }

    /// Makes a trace unreachable: every cell that names it leaves instead. Its code stays until `release`.
    pub fn unlink(&mut self, id: TraceId) {
        let Some(t) = self.compiled_mut(id) else { return };
        for n in std::mem::take(&mut t.cells) {
            self.targets.remove(&n);
            let default = match self.exit_mut(n) {
                Some(x) => {
                    x.side = None;
                    self.leave
                }
                None => self.not_entered,
            };
            self.cells.set(n, default);
        }
    }

    /// Unlinks a trace and frees its code and exits. Nothing may be running in it.
    pub fn release(&mut self, id: TraceId) {
        self.unlink(id);
        let Some(t) = self.traces.get_mut(id.0 as usize).and_then(|t| t.take()) else { return };
        for n in &t.exits {
            self.point(*n, None, self.leave);
            self.exits[*n as usize] = None;
            self.cells.give_back(*n);
        }
        if let Some(n) = t.counter {
            self.cells.give_back(n);
        }
        self.memory.release(t.block.at, t.block.len);
        self.free_ids.push(id.0);
    }
}

/// One record of the exit buffer.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<'a> {
    /// Exit id, or `NOT_ENTERED`.
    pub exit: u32,
    pub base: u64,
    pub raws: &'a [u64],
}

/// Splits the used part of the exit buffer into records, innermost first.
pub fn records(words: &[u64]) -> Records<'_> {
    Records(words)
}

/// Iterates over records.
#[derive(Clone, Debug)]
pub struct Records<'a>(&'a [u64]);

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;
    fn next(&mut self) -> Option<Record<'a>> {
        if self.0.len() < RECORD_HEAD {
            return None;
        }
        let n = (self.0[0] >> 32) as usize;
        let (head, rest) = self.0.split_at((RECORD_HEAD + n).min(self.0.len()));
        self.0 = rest;
        Some(Record { exit: head[0] as u32, base: head[1], raws: &head[RECORD_HEAD..] })
    }
}

/// Calls `f` on the records of the buffer, outermost first, and returns the innermost: where to go on. (A caller's snapshot
/// may mention its callee's arguments, which the callee has changed since.)
pub fn chain<'a>(words: &'a [u64], f: &mut impl FnMut(&Record<'a>)) -> Option<Record<'a>> {
    let mut all = records(words);
    let first = all.next()?;
    let mut rest: Vec<Record> = all.collect();
    while let Some(r) = rest.pop() {
        f(&r)
    }
    f(&first);
    Some(first)
}
