//! Trace IR, optimiser and machine code of Sidewinder.
//!
//! This crate knows integers, floats, tagged words, offsets and helper addresses. It does not know Python: what a slot, a
//! shape id or a pc means is the recorder's business. It is used in this order:
//!
//! 1. The recorder builds a [`Trace`](ir::Trace) with a [`Builder`](ir::builder::Builder).
//! 2. [`opt::optimise`] rewrites it.
//! 3. [`Jit::compile`](lower::Jit::compile) makes machine code, by [`x64`] or Cranelift; [`Jit::enter`](lower::Jit::enter) runs it.
//! 4. When a trace leaves, the exit buffer holds [`records`](lower::records); [`exits::restore`] rebuilds slots and
//!    objects from a record and its [`ExitInfo`](exits::ExitInfo), and the interpreter goes on at its pc.
//! 5. An exit that runs hot gets a side trace: its `input n` is raw value `n` of the record; [`Jit::attach`](lower::Jit::attach)
//!    makes the exit continue there. The side trace ends in `link` to the cell of its root. [`forest`](lower::forest) keeps
//!    such trees and compiles them again as one function.
//!
//! [`eval::Eval`] executes a trace without compiling it, over real memory or a mock, with the same exits and values.
//!
//! # Example
//!
//! `for i in range(n): s += i`, with `s`, `i` and `n` in slots 0, 1 and 2:
//!
//! ```
//! use sidewinder_jit::exits::{Rebuild, restore};
//! use sidewinder_jit::ir::{Op, Repr, SnapVal, Snapshot, builder::Builder, value};
//! use sidewinder_jit::lower::{Config, Jit, records};
//! use sidewinder_jit::opt::{Options, optimise};
//!
//! // What the recorder saw: every operation with its guards, values in slots as tagged words.
//! let mut b = Builder::new();
//! let entry = b.snapshot(Snapshot { pc: 0, ..Snapshot::default() });
//! let mut words = [b.sload(0), b.sload(1), b.sload(2)];
//! let ints = words.map(|w| {
//!     b.guard(Op::GuardInt, &[w], entry);
//!     b.op(Op::UnboxInt, &[w])
//! });
//! let sum = b.guard(Op::IaddOv, &[ints[0], ints[1]], entry);
//! words[0] = b.op(Op::BoxInt, &[sum]);
//! let one = b.kint(1);
//! let added = b.snapshot(Snapshot { pc: 1, slots: vec![(0, SnapVal::Value(words[0], Repr::Word))], ..Snapshot::default() });
//! let next = b.guard(Op::IaddOv, &[ints[1], one], added);
//! words[1] = b.op(Op::BoxInt, &[next]);
//! let slots = vec![(0, SnapVal::Value(words[0], Repr::Word)), (1, SnapVal::Value(words[1], Repr::Word))];
//! let done = b.snapshot(Snapshot { pc: 2, slots: slots.clone(), ..Snapshot::default() });
//! let more = b.op(Op::Ilt, &[next, ints[2]]);
//! b.guard(Op::GuardTrue, &[more], done);
//! let again = b.snapshot(Snapshot { pc: 0, slots, ..Snapshot::default() });
//! b.restart(again);
//!
//! // Run-time facts. This trace calls no helper, so their addresses do not matter.
//! let layout = value::Layout {
//!     float_shape: 7, float_payload: 8, true_word: 16, false_word: 32, exit_cursor: 0, box_float: 0, alloc: 0, barrier: 0,
//! };
//! let trace = optimise(&b.finish(), &layout, &Options::ALL);
//! // In the loop: raw ints, no tag checks, no overflow check on the counter.
//! let text = trace.text();
//! let body = text.split("header").nth(1).unwrap();
//! assert!(!body.contains("guard_int") && body.matches("iadd_ov").count() == 1, "{text}");
//!
//! let mut jit = Jit::new(Config { code_bytes: 1 << 20, cells: 4096, ..Config::new(layout) }).unwrap();
//! let id = jit.compile(&trace, "example").unwrap();
//!
//! // A thread is anything with the exit cursor in it; a frame is an array of words.
//! let mut buffer = vec![0u64; 2000];
//! let mut thread = [buffer.as_mut_ptr()];
//! let mut frame = [value::box_int(0), value::box_int(0), value::box_int(1000)];
//! // SAFETY: frame and thread have the layout the trace was built for.
//! let r = unsafe { jit.enter(jit.trace(id).unwrap().entry, frame.as_mut_ptr(), thread.as_mut_ptr().cast()) };
//! assert_eq!(r, 0, "it left");
//! let used = (thread[0] as usize - buffer.as_ptr() as usize) / 8;
//! let record = records(&buffer[..used]).next().unwrap();
//! let exit = jit.exit(record.exit).unwrap();
//!
//! struct Slots<'a>(&'a mut [u64]);
//! impl Rebuild for Slots<'_> {
//!     fn int(&mut self, i: i64) -> u64 { value::box_int(i) }
//!     fn float(&mut self, f: f64) -> u64 { value::encode_float(f) }
//!     fn bool(&mut self, b: bool) -> u64 { if b { 16 } else { 32 } }
//!     fn object(&mut self, _: u32, _: u64) -> u64 { unreachable!("no virtual objects here") }
//!     fn make(&mut self, _: u64, _: &[u64]) -> u64 { unreachable!("nor lazy helpers") }
//!     fn field(&mut self, _: u64, _: i32, _: u64) {}
//!     fn slot(&mut self, slot: i32, word: u64) { self.0[slot as usize] = word }
//! }
//! restore(&exit.info, record.raws, &mut Slots(&mut frame));
//! assert_eq!((exit.info.pc, value::unbox_int(frame[0])), (2, (0..1000).sum()));
//! ```
//!
//! # Files in reading order
//!
//! `ir/` the language · `exits` what leaves a trace · `eval`, `host` its meaning · `opt/` passes · `lower/` machine code.

#![warn(unsafe_op_in_unsafe_fn)]

pub mod eval;
pub mod exits;
pub mod host;
pub mod ir;
pub mod lower;
pub mod opt;
pub mod x64;
