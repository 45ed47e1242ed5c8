//! A trace, or a tree of traces, as one Cranelift function: entry, hot path, exit stubs, shared tail.
//!
//! ```text
//! entry:  inputs of a side trace are loaded here (the record they lie in is overwritten by the next exit)
//! body:   the instructions; every guard is `brif bad, stub, next`
//! stub n: (cold) stores the raw values of snapshot n behind the exit cursor, jumps to the tail; or returns 0, if the callee
//!         left and the caller has nothing to add
//! tail:   (cold) stores id and base, jumps through the cell of the exit
//! ```
//!
//! In a tree the stub of an exit that has a side trace is that side trace, with the exit's values as its inputs.

use super::inst;
use crate::exits::{ExitInfo, RECORD_HEAD};
use crate::ir::value::Layout;
use crate::ir::{Op, Ref, Trace, Ty};
use crate::opt::graft::{Entry, Grafted};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, I8, I64};
use cranelift_codegen::ir::{self as clif, AbiParam, Block, BlockArg, InstBuilder, MemFlagsData, Signature, Value};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::FunctionBuilder;
use std::collections::{HashMap, HashSet};

/// What the code of one trace needs to know about its surroundings.
pub struct Surroundings<'a> {
    pub layout: &'a Layout,
    /// Address of cell 0.
    pub cells: u64,
    /// Exit id of each snapshot.
    pub exit_ids: &'a [u32],
    pub exits: &'a [ExitInfo],
    /// Snapshots whose exits continue in a side trace of the same function.
    pub attached: HashSet<u32>,
    /// How this side trace enters the loop of the root, if its `link` goes there.
    pub entry: Option<&'a Entry>,
    /// Of a side trace that is a function of its own: the word that counts its entries down, and where to go at 0.
    pub countdown: Option<(u64, u64)>,
}

/// What the side traces of a tree share with their root.
#[derive(Clone)]
pub struct Root {
    pub cell: u64,
    pub body: Block,
    pub header: Option<Block>,
}

/// A lowered trace: what its exits and side traces refer to.
pub struct Done {
    values: Vec<Option<Value>>,
    stubs: Vec<(u32, Block)>,
}

/// Signature of every trace: `(base, thread) -> result word or 0`.
pub fn trace_signature() -> Signature {
    let mut s = Signature::new(CallConv::Tail);
    s.params.extend([AbiParam::new(I64), AbiParam::new(I64)]);
    s.returns.push(AbiParam::new(I64));
    s
}

/// Flags of ordinary accesses: aligned, do not trap.
pub fn flags() -> MemFlagsData {
    MemFlagsData::trusted()
}

/// Cranelift type of an IR type.
pub fn clif_type(t: Ty) -> clif::Type {
    match t {
        Ty::Float => F64,
        Ty::Bool => I8,
        _ => I64,
    }
}

/// State of the lowering of one function.
pub struct Lower<'a, 'b> {
    pub b: &'a mut FunctionBuilder<'b>,
    pub t: &'a Trace,
    pub s: &'a Surroundings<'a>,
    pub base: Value,
    pub thread: Value,
    /// CLIF value of each instruction that has one and is not a constant.
    values: Vec<Option<Value>>,
    /// Stub of each snapshot that a guard uses.
    stubs: HashMap<u32, Block>,
    /// Floats unboxed along with their guard.
    pub unboxed: HashMap<Ref, Value>,
    /// Words some `unbox_float` wants.
    pub wanted: Vec<bool>,
    /// Bools that are needed as values, not only as conditions of branches.
    pub as_value: Vec<bool>,
    body: Block,
    header: Option<Block>,
    /// Set in side traces.
    pub root: Option<Root>,
}

/// Emits a tree as one function; the builder is at the empty entry block. Parts come parents first; `parents` has the part
/// and snapshot that each grows from.
pub fn lower_tree(
    b: &mut FunctionBuilder,
    parts: &[Option<Grafted>],
    parents: &[Option<(usize, u32)>],
    s: &[Surroundings],
    cell: u64,
) {
    let entry = b.current_block().unwrap_or_else(|| b.create_block());
    let base = (b.block_params(entry)[0], b.block_params(entry)[1]);
    let mut done: Vec<Done> = vec![];
    let mut root = None;
    for (n, part) in parts.iter().enumerate() {
        let nothing = Done { values: vec![], stubs: vec![] };
        let Some(part) = part else {
            done.push(nothing);
            continue;
        };
        let mut extra = vec![];
        for p in parts.iter().flatten() {
            extra.extend(p.outer.iter().filter(|o| o.0 == n).map(|o| o.1));
        }
        let mut l = new(b, &part.trace, &s[n], base, root.clone(), &extra);
        match parents[n].and_then(|(p, snap)| done.get_mut(p).map(|d| (snap, d))) {
            None => {
                l.count();
                l.inputs()
            }
            Some((snap, d)) => {
                let Some(at) = d.stubs.iter().position(|x| x.0 == snap) else {
                    // No guard uses that snapshot any more: the side trace is unreachable.
                    done.push(nothing);
                    continue;
                };
                let (_, block) = d.stubs.remove(at);
                l.b.switch_to_block(block);
                for r in part.trace.refs().filter(|r| part.trace.op(*r) == Op::Input) {
                    let outer = part.outer.get(part.trace.inst(r).imm as usize);
                    if let Some(v) = outer.and_then(|(k, x)| done.get(*k)?.values.get(x.index()).copied().flatten()) {
                        l.set(r, v)
                    }
                }
            }
        }
        let body = l.body;
        l.b.ins().jump(body, &[]);
        l.b.switch_to_block(body);
        l.line();
        if n == 0 {
            root = Some(Root { cell, body, header: l.header });
        }
        done.push(l.done());
    }
    let mut tail = None;
    for (n, d) in done.into_iter().enumerate() {
        let Some(part) = &parts[n] else { continue };
        let mut l = new(b, &part.trace, &s[n], base, None, &[]);
        l.values = d.values;
        l.exits(d.stubs, &mut tail);
    }
    if let (Some((block, id, cursor)), Some(Some(part))) = (tail, parts.first()) {
        let mut l = new(b, &part.trace, &s[0], base, None, &[]);
        l.tail(block, id, cursor);
    }
}

fn new<'a, 'b>(
    b: &'a mut FunctionBuilder<'b>,
    t: &'a Trace,
    s: &'a Surroundings<'a>,
    (base, thread): (Value, Value),
    root: Option<Root>,
    extra: &[Ref],
) -> Lower<'a, 'b> {
    let body = b.create_block();
    let mut wanted = vec![false; t.len()];
    for r in t.refs().filter(|r| t.op(*r) == Op::UnboxFloat) {
        wanted[t.arg(r, 0).index()] = true;
    }
    Lower {
        b,
        t,
        s,
        base,
        thread,
        values: vec![None; t.len()],
        stubs: HashMap::new(),
        unboxed: HashMap::new(),
        wanted,
        as_value: as_value(t, extra),
        body,
        header: None,
        root,
    }
}

/// Which bools somebody other than guards and choices uses; `extra`: values that other traces of the tree name.
pub fn as_value(t: &Trace, extra: &[Ref]) -> Vec<bool> {
    let mut out = vec![false; t.len()];
    extra.iter().for_each(|r| out[r.index()] = true);
    for r in t.refs() {
        let i = t.inst(r);
        let skip = match i.op {
            Op::GuardTrue | Op::GuardFalse | Op::Select | Op::CallIf => 1,
            _ => 0,
        };
        t.args(r).iter().skip(skip).for_each(|a| out[a.index()] = true);
        if let Some(s) = t.snaps.get(i.snap as usize) {
            s.each(|v, _| out[v.index()] = true);
        }
    }
    out
}

impl Lower<'_, '_> {
    /// Emits the instructions.
    fn line(&mut self) {
        let mut at = 0;
        while at < self.t.len() {
            let r = Ref(at as u32);
            at += 1;
            match self.t.op(r) {
                Op::Header => at = self.begin_loop(at),
                Op::Loop => self.end_loop(r),
                _ => inst::lower(self, r),
            }
        }
    }
    fn done(self) -> Done {
        let mut stubs: Vec<(u32, Block)> = self.stubs.into_iter().collect();
        stubs.sort_unstable_by_key(|x| x.0);
        Done { values: self.values, stubs }
    }

    /// Counts an entry, and leaves as if the exit had no side trace when they run out.
    fn count(&mut self) {
        let Some((at, leave)) = self.s.countdown else { return };
        let at = self.iconst(at as i64);
        let n = self.b.ins().load(I64, flags(), at, 0);
        let n = self.b.ins().iadd_imm_s(n, -1);
        self.b.ins().store(flags(), n, at, 0);
        let (out, on) = (self.cold_block(), self.b.create_block());
        let over = self.b.ins().icmp_imm_s(clif::condcodes::IntCC::Equal, n, 0);
        self.b.ins().brif(over, out, &[], on, &[]);
        self.b.switch_to_block(out);
        let target = self.iconst(leave as i64);
        let sig = self.b.import_signature(trace_signature());
        self.b.ins().return_call_indirect(sig, target, &[self.base, self.thread]);
        self.b.switch_to_block(on);
    }
    /// Loads the inputs of a side trace from the record its exit has left.
    fn inputs(&mut self) {
        let t = self.t;
        let inputs: Vec<Ref> = t.refs().filter(|r| t.op(*r) == Op::Input).collect();
        if inputs.is_empty() {
            return;
        }
        let cursor = self.b.ins().load(I64, flags(), self.thread, self.s.layout.exit_cursor);
        for r in inputs {
            let at = ((RECORD_HEAD as i64 + t.inst(r).imm) * 8) as i32;
            let v = match t.ty(r) {
                Ty::Bool => self.b.ins().load(I8, flags(), cursor, at),
                ty => self.b.ins().load(clif_type(ty), flags(), cursor, at),
            };
            self.set(r, v);
        }
    }

    /// The value of an instruction. Constants are written where they are used: Cranelift folds them into operands, and
    /// no register holds them meanwhile.
    pub fn value(&mut self, r: Ref) -> Value {
        let i = self.t.inst(r);
        match i.op {
            Op::KFloat => self.b.ins().f64const(f64::from_bits(i.imm as u64)),
            Op::KBool => self.b.ins().iconst(I8, i.imm & 1),
            Op::KInt | Op::KVal | Op::KPtr => self.b.ins().iconst(I64, i.imm),
            Op::Base => self.base,
            Op::Thread => self.thread,
            // A verified trace defines values before it uses them.
            _ => self.values[r.index()].unwrap_or(self.base),
        }
    }
    pub fn args(&mut self, r: Ref) -> Vec<Value> {
        let t = self.t;
        t.args(r).iter().map(|a| self.value(*a)).collect()
    }
    pub fn set(&mut self, r: Ref, v: Value) {
        self.values[r.index()] = Some(v);
    }
    pub fn iconst(&mut self, v: i64) -> Value {
        self.b.ins().iconst(I64, v)
    }

    /// The stub of a snapshot.
    pub fn stub(&mut self, snap: u32) -> Block {
        let b = &mut self.b;
        let hot = self.s.attached.contains(&snap);
        *self.stubs.entry(snap).or_insert_with(|| {
            let s = b.create_block();
            if !hot {
                b.set_cold_block(s);
            }
            s
        })
    }
    /// Leaves through `snap` if `bad` is not zero.
    pub fn leave_if(&mut self, bad: Value, snap: u32) {
        let stub = self.stub(snap);
        self.cold_if(bad, stub);
    }
    /// Goes to a cold block if `bad` is not zero; continues in a new block.
    pub fn cold_if(&mut self, bad: Value, cold: Block) {
        let next = self.b.create_block();
        self.b.ins().brif(bad, cold, &[], next, &[]);
        self.b.switch_to_block(next);
    }
    pub fn cold_block(&mut self) -> Block {
        let c = self.b.create_block();
        self.b.set_cold_block(c);
        c
    }
    /// Leaves unless the integer fits 63 bits.
    pub fn leave_unless_fits(&mut self, v: Value, snap: u32) {
        let bad = self.misfit(v);
        self.leave_if(bad, snap);
    }
    /// Not zero if the top two bits differ.
    pub fn misfit(&mut self, v: Value) -> Value {
        let d = self.b.ins().iadd(v, v);
        let x = self.b.ins().bxor(d, v);
        self.b.ins().icmp_imm_s(IntCC::SignedLessThan, x, 0)
    }

    /// Calls a native helper.
    pub fn native(&mut self, address: u64, args: &[(Value, Ty)], ret: Ty) -> Option<Value> {
        let mut s = Signature::new(CallConv::SystemV);
        let param = |ty: Ty| if ty == Ty::Bool { AbiParam::new(I8).uext() } else { AbiParam::new(clif_type(ty)) };
        s.params = args.iter().map(|a| param(a.1)).collect();
        if ret != Ty::Void {
            s.returns.push(AbiParam::new(clif_type(ret)));
        }
        let sig = self.b.import_signature(s);
        let target = self.iconst(address as i64);
        let values: Vec<Value> = args.iter().map(|a| a.0).collect();
        let call = self.b.ins().call_indirect(sig, target, &values);
        self.b.inst_results(call).first().copied()
    }

    /// Calls the code in a cell as a trace.
    pub fn call_cell(&mut self, cell: u64, base: i32) -> Value {
        let (target, window) = self.cell_and_window(cell, base);
        let sig = self.b.import_signature(trace_signature());
        let call = self.b.ins().call_indirect(sig, target, &[window, self.thread]);
        self.b.inst_results(call)[0]
    }
    /// Continues in the code in a cell.
    pub fn jump_cell(&mut self, cell: u64, base: i32) {
        let (target, window) = self.cell_and_window(cell, base);
        let sig = self.b.import_signature(trace_signature());
        self.b.ins().return_call_indirect(sig, target, &[window, self.thread]);
    }
    fn cell_and_window(&mut self, cell: u64, base: i32) -> (Value, Value) {
        let at = self.iconst(cell as i64);
        let target = self.b.ins().load(I64, flags(), at, 0);
        let window = if base == 0 { self.base } else { self.b.ins().iadd_imm_s(self.base, base as i64 * 8) };
        (target, window)
    }
    /// Starts the trace again.
    pub fn jump_body(&mut self) {
        self.b.ins().jump(self.body, &[]);
    }

    fn begin_loop(&mut self, mut at: usize) -> usize {
        let t = self.t;
        let phis = t.phis();
        let h = self.b.create_block();
        let mut first: Vec<BlockArg> = vec![];
        for p in &phis {
            let v = self.value(t.arg(*p, 0));
            first.push(v.into());
            self.b.append_block_param(h, clif_type(t.ty(*p)));
        }
        self.b.ins().jump(h, &first);
        self.b.switch_to_block(h);
        for (n, p) in phis.iter().enumerate() {
            let v = self.b.block_params(h)[n];
            self.set(*p, v);
            at += 1;
        }
        self.header = Some(h);
        at
    }

    fn end_loop(&mut self, r: Ref) {
        let args: Vec<BlockArg> = self.args(r).into_iter().map(|v| v.into()).collect();
        if let Some(h) = self.header {
            self.b.ins().jump(h, &args);
        }
    }

    /// Stubs.
    fn exits(&mut self, stubs: Vec<(u32, Block)>, tail: &mut Option<(Block, Value, Value)>) {
        for (snap, block) in stubs {
            if self.s.exits[snap as usize].silent {
                self.b.switch_to_block(block);
                let zero = self.iconst(0);
                self.b.ins().return_(&[zero]);
                continue;
            }
            let tail = match tail {
                Some(t) => t.0,
                None => {
                    let t = self.cold_block();
                    let (id, cursor) = (self.b.append_block_param(t, I64), self.b.append_block_param(t, I64));
                    *tail = Some((t, id, cursor));
                    t
                }
            };
            self.b.switch_to_block(block);
            let x = &self.s.exits[snap as usize];
            let cur = self.b.ins().load(I64, flags(), self.thread, self.s.layout.exit_cursor);
            for (n, (r, ty)) in x.raws.iter().enumerate() {
                let mut v = self.value(*r);
                if *ty == Ty::Bool {
                    v = self.b.ins().uextend(I64, v);
                }
                self.b.ins().store(flags(), v, cur, ((RECORD_HEAD + n) * 8) as i32);
            }
            let word = self.s.exit_ids[snap as usize] as i64 | (x.raws.len() as i64) << 32;
            let word = self.iconst(word);
            self.b.ins().jump(tail, &[word.into(), cur.into()]);
        }
    }

    /// What all exits have in common: finish the record, jump through the cell.
    fn tail(&mut self, block: Block, id: Value, cursor: Value) {
        self.b.switch_to_block(block);
        self.b.ins().store(flags(), id, cursor, 0);
        self.b.ins().store(flags(), self.base, cursor, 8);
        let number = self.b.ins().ireduce(clif::types::I32, id);
        let number = self.b.ins().uextend(I64, number);
        let offset = self.b.ins().ishl_imm_u(number, 3);
        let cells = self.iconst(self.s.cells as i64);
        let at = self.b.ins().iadd(cells, offset);
        let target = self.b.ins().load(I64, flags(), at, 0);
        let sig = self.b.import_signature(trace_signature());
        self.b.ins().return_call_indirect(sig, target, &[self.base, self.thread]);
    }
}
