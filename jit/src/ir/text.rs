//! The text form. `parse` reads it back: `parse(text(t))` prints the same text again.
//!
//! ```text
//! helper $name = 0xaddr (ty, …) -> ty reads 0x… writes 0x… [pure] [raises] [collects]
//! site 0 = size 32 header 0x12 cursor 0x10 limit 0x18
//! %0 = op[.type] operands, immediates [!snapshot]
//! !0 = pc 0x10 [frame ret 0x5 base 8 func 0x7] {3: %0, 4: int %1, 5: virt 0} virt site 0 {8: %2}
//! ```
//!
//! Values are numbered in order, results only. Comments run from `;` to the end of the line.

use super::*;
use std::fmt::{self, Display, Write};

impl Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text())
    }
}

fn class_name(c: Class) -> String {
    match c {
        Class::FRAME => "frame".into(),
        Class::SHAPE => "shape".into(),
        Class::CONST => "const".into(),
        Class::HEADER => "header".into(),
        Class(n) => n.to_string(),
    }
}

/// Inverse of the class names in the text.
pub(super) fn class_from(s: &str) -> Option<Class> {
    match s {
        "frame" => Some(Class::FRAME),
        "shape" => Some(Class::SHAPE),
        "const" => Some(Class::CONST),
        "header" => Some(Class::HEADER),
        _ => s.parse().ok().filter(|n| *n < 60).map(Class),
    }
}

/// A float that reads back to the same bits.
fn float_text(bits: u64) -> String {
    let f = f64::from_bits(bits);
    if f.is_nan() { format!("bits:{bits:#x}") } else { format!("{f:?}") }
}

impl Trace {
    /// The whole trace as text.
    pub fn text(&self) -> String {
        self.text_with(|_| None)
    }

    /// The text with a comment line before each instruction for which `note` has one.
    pub fn text_with(&self, mut note: impl FnMut(Ref) -> Option<String>) -> String {
        let mut o = String::new();
        let names = self.numbering();
        for h in &self.helpers {
            let args: Vec<_> = h.args.iter().map(|t| t.name()).collect();
            let _ = write!(
                o,
                "helper ${} = {:#x} ({}) -> {} reads {:#x} writes {:#x}",
                h.name,
                h.address,
                args.join(", "),
                h.ret.name(),
                h.reads.0,
                h.writes.0
            );
            for (on, word) in [(h.pure_call, " pure"), (h.raises, " raises"), (h.collects, " collects")] {
                if on {
                    o.push_str(word)
                }
            }
            if let Some(shape) = h.lazy {
                let _ = write!(o, " lazy {shape:#x}");
            }
            o.push('\n');
        }
        for (n, s) in self.sites.iter().enumerate() {
            let _ = writeln!(
                o,
                "site {n} = size {} header {:#x} cursor {:#x} limit {:#x}",
                s.size, s.header, s.cursor, s.limit
            );
        }
        for r in self.refs() {
            if let Some(c) = note(r) {
                let _ = writeln!(o, "; {c}");
            }
            o.push_str(&self.line(r, &names));
            o.push('\n');
        }
        for (n, s) in self.snaps.iter().enumerate() {
            let _ = writeln!(o, "!{n} = {}", self.snap_text(s, &names));
        }
        o
    }

    /// Number of each value in the text.
    pub fn numbering(&self) -> Vec<u32> {
        let mut n = 0;
        let number = |i: &Inst| {
            let k = n;
            n += (i.ty != Ty::Void) as u32;
            k
        };
        self.insts.iter().map(number).collect()
    }

    fn line(&self, r: Ref, names: &[u32]) -> String {
        let i = self.inst(r);
        let row = i.op.row();
        let mut o = String::new();
        if i.ty != Ty::Void {
            let _ = write!(o, "%{} = ", names[r.index()]);
        }
        o.push_str(row.name);
        if row.result.is_none() {
            let _ = write!(o, ".{}", i.ty.name());
        }
        let args: Vec<String> = self.args(r).iter().map(|a| format!("%{}", names[a.index()])).collect();
        if row.imm == Imm::Helper {
            let name = self.helpers.get(i.aux as usize).map_or("?", |h| &h.name);
            let _ = write!(o, " ${name}({})", args.join(", "));
        } else if !args.is_empty() {
            let _ = write!(o, " {}", args.join(", "));
        }
        let _ = match row.imm {
            Imm::No | Imm::Helper => Ok(()),
            Imm::Int | Imm::Slot => write!(o, " {}", i.imm),
            Imm::Float => write!(o, " {}", float_text(i.imm as u64)),
            Imm::Word | Imm::Shape => write!(o, " {:#x}", i.imm),
            Imm::Mem => write!(o, " {:+} @{}", i.imm, class_name(i.class())),
            Imm::Site => write!(o, " site {}", i.aux),
            Imm::Callf | Imm::Link => write!(o, " cell {:#x} base {}", i.imm, i.aux as i32),
        };
        if matches!(i.op, Op::UnboxInt | Op::Load) && i.aux & WIDE != 0 {
            o.push_str(" wide");
        }
        if i.op == Op::Load && i.aux & COUNT != 0 {
            o.push_str(" count");
        }
        if i.op == Op::Poll && i.aux == SELDOM {
            o.push_str(" seldom");
        }
        if let Some((lo, hi)) = self.bound(r) {
            let _ = write!(o, " in {lo}..{hi}");
        }
        if i.snap != NO_SNAP {
            let _ = write!(o, " !{}", i.snap);
        }
        o
    }

    fn snap_text(&self, s: &Snapshot, names: &[u32]) -> String {
        let mut o = format!("pc {:#x}", s.pc);
        for f in &s.frames {
            let _ = write!(o, " [frame ret {:#x} base {} func {:#x}]", f.ret, f.base, f.func);
        }
        let val = |v: &SnapVal| match v {
            SnapVal::Virtual(n) => format!("virt {n}"),
            SnapVal::Value(r, p) => {
                let p = match p {
                    Repr::Word => "",
                    Repr::Int => "int ",
                    Repr::Float => "float ",
                    Repr::Bool => "bool ",
                };
                format!("{p}%{}", names.get(r.index()).copied().unwrap_or(u32::MAX))
            }
        };
        let list =
            |l: &[(i32, SnapVal)]| l.iter().map(|(k, v)| format!("{k}: {}", val(v))).collect::<Vec<_>>().join(", ");
        let _ = write!(o, " {{{}}}", list(&s.slots));
        for v in &s.virtuals {
            let _ = write!(o, " virt site {} {{{}}}", v.site, list(&v.fields));
        }
        o
    }
}
