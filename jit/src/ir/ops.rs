//! The table of operations, and everything generated from it.
//!
//! Adding an operation: add a row to [`for_each_op`]; the compiler then names the places that must learn it
//! (`eval.rs` gives it a meaning, `lower/inst.rs` machine code). Text form, parser, builder checks, verifier and effects
//! come from the row.
//!
//! Columns: variant, text name, operand types, result type, immediate, snapshot?, kind, classes read, classes written,
//! documentation. Operand letters: `T` tagged, `I` int, `F` float, `B` bool, `P` ptr, `W` tagged or ptr, `A` any,
//! `S` same type as the previous operand, `*` any number of any type. Result letters: the same, `-` none, `?` stated by
//! the instruction (`load.int`).

use super::{Class, ClassSet, Ty};

/// Calls `$m!` with all rows of the operation table.
macro_rules! for_each_op {
    ($m:ident) => {
        $m! {
        // constants and entry values
        KInt       "kint"       ""    I Int    no  Const None   None   "Integer constant.";
        KFloat     "kfloat"     ""    F Float  no  Const None   None   "Float constant; the immediate is its bit pattern.";
        KBool      "kbool"      ""    B Int    no  Const None   None   "Truth constant, 0 or 1.";
        KVal       "kval"       ""    T Word   no  Const None   None   "Constant value word.";
        KPtr       "kptr"       ""    P Word   no  Const None   None   "Constant address.";
        Base       "base"       ""    P No     no  Pure  None   None   "The base pointer: address of frame slot 0.";
        Thread     "thread"     ""    P No     no  Pure  None   None   "The thread pointer the trace was entered with.";
        SlotAddr   "slot_addr"  ""    P Slot   no  Pure  None   None   "Address of a frame slot.";
        Input      "input"      ""    ? Int    no  Pure  None   None   "Side trace only: n-th raw value its exit left in the exit buffer.";
        // frame window
        Sload      "sload"      ""    T Slot   no  Load  Frame  None   "Reads a frame slot.";
        Sstore     "sstore"     "W"   - Slot   no  Store None   Frame  "Writes a frame slot (flush before a call that looks, header words, outgoing arguments).";
        // guards
        GuardInt   "guard_int"  "T"   - No     yes Guard None   None   "Exits unless the word is a small int.";
        GuardFloat "guard_float" "T"  - No     yes Guard None   None   "Exits unless the word is a float, immediate or boxed.";
        GuardPtr   "guard_ptr"  "T"   - No     yes Guard None   None   "Exits unless the low three bits are 000 (does not exclude 0).";
        GuardSet   "guard_set"  "W"   - No     yes Guard None   None   "Exits if the word is 0: unbound slot, or a helper that raised.";
        GuardShape "guard_shape" "P"  - Shape  yes Guard Shape  None   "Exits unless the object's shape id is the immediate.";
        GuardEq    "guard_eq"   "WS"  - No     yes Guard None   None   "Exits unless both words are identical.";
        GuardNe    "guard_ne"   "WS"  - No     yes Guard None   None   "Exits if both words are identical.";
        GuardTrue  "guard_true" "B"   - No     yes Guard None   None   "Exits if false. With a comparison: a comparison guard; with `iult`: a bounds check.";
        GuardFalse "guard_false" "B"  - No     yes Guard None   None   "Exits if true.";
        GuardFits  "guard_fits" "I"   - No     yes Guard None   None   "Exits unless the integer fits 63 bits.";
        Poll       "poll"       ""    - Int    yes Guard None   None   "Exits if the 32-bit word at thread + immediate is not 0; an atomic load, never removed.";
        // boxing
        BoxInt     "box_int"    "I"   T No     no  Pure  None   None   "Tags an integer that fits 63 bits.";
        UnboxInt   "unbox_int"  "T"   I No     no  Pure  None   None   "Integer of a word known to be a small int.";
        BoxFloat   "box_float"  "F"   T No     no  Pure  None   None   "Encodes a float; calls the boxing helper if no immediate form exists. May be computed again, moved, or dropped.";
        UnboxFloat "unbox_float" "T"  F No     no  Pure  None   None   "Float of a word known to be a float; loads the payload of a boxed one.";
        BoxBool    "box_bool"   "B"   T No     no  Pure  None   None   "One of the two truth words of the layout.";
        UnboxBool  "unbox_bool" "T"   B No     no  Pure  None   None   "Whether the word is the layout's true word.";
        BoxPtr     "box_ptr"    "P"   T No     no  Pure  None   None   "An object address as a value word; the same bits.";
        UnboxPtr   "unbox_ptr"  "T"   P No     no  Pure  None   None   "Address of a word known to be a heap pointer; the same bits.";
        PtrToInt   "ptoi"       "W"   I No     no  Pure  None   None   "The bits of a word.";
        // integers
        IaddOv     "iadd_ov"    "II"  I No     yes Check None   None   "Sum of two 63-bit integers; exits unless it fits 63 bits.";
        IsubOv     "isub_ov"    "II"  I No     yes Check None   None   "Difference of two 63-bit integers; exits unless it fits 63 bits.";
        ImulOv     "imul_ov"    "II"  I No     yes Check None   None   "Product of two 63-bit integers; exits unless it fits 63 bits.";
        IshlOv     "ishl_ov"    "II"  I No     yes Check None   None   "Left shift of a 63-bit integer by 0..=62; exits unless the result fits 63 bits.";
        Iadd       "iadd"       "II"  I No     no  Pure  None   None   "Sum, wrapping at 64 bits.";
        Isub       "isub"       "II"  I No     no  Pure  None   None   "Difference, wrapping at 64 bits.";
        Imul       "imul"       "II"  I No     no  Pure  None   None   "Product, wrapping at 64 bits.";
        Ineg       "ineg"       "I"   I No     no  Pure  None   None   "Negation, wrapping at 64 bits.";
        Iand       "iand"       "II"  I No     no  Pure  None   None   "Bitwise and.";
        Ior        "ior"        "II"  I No     no  Pure  None   None   "Bitwise or.";
        Ixor       "ixor"       "II"  I No     no  Pure  None   None   "Bitwise exclusive or.";
        Inot       "inot"       "I"   I No     no  Pure  None   None   "Bitwise complement.";
        Ishl       "ishl"       "II"  I No     no  Pure  None   None   "Left shift; the count is taken modulo 64.";
        Ishr       "ishr"       "II"  I No     no  Pure  None   None   "Arithmetic right shift; the count is taken modulo 64.";
        Iushr      "iushr"      "II"  I No     no  Pure  None   None   "Logical right shift; the count is taken modulo 64.";
        Idiv       "idiv"       "II"  I No     no  Pure  None   None   "Floor division of 63-bit integers; the divisor is not 0. The result of MIN // -1 needs guard_fits.";
        Imod       "imod"       "II"  I No     no  Pure  None   None   "Floor remainder of 63-bit integers (sign of the divisor); the divisor is not 0.";
        Imin       "imin"       "II"  I No     no  Pure  None   None   "Smaller of two, signed.";
        Imax       "imax"       "II"  I No     no  Pure  None   None   "Larger of two, signed.";
        // comparisons
        Ieq        "ieq"        "II"  B No     no  Pure  None   None   "Equal.";
        Ine        "ine"        "II"  B No     no  Pure  None   None   "Not equal.";
        Ilt        "ilt"        "II"  B No     no  Pure  None   None   "Less, signed.";
        Ile        "ile"        "II"  B No     no  Pure  None   None   "Less or equal, signed.";
        Igt        "igt"        "II"  B No     no  Pure  None   None   "Greater, signed.";
        Ige        "ige"        "II"  B No     no  Pure  None   None   "Greater or equal, signed.";
        Iult       "iult"       "II"  B No     no  Pure  None   None   "Less, unsigned: index against length.";
        Weq        "weq"        "WS"  B No     no  Pure  None   None   "Words are identical.";
        Pult       "pult"       "PP"  B No     no  Pure  None   None   "Address is below the other.";
        IsInt      "is_int"     "T"   B No     no  Pure  None   None   "Word is a small int.";
        IsPtr      "is_ptr"     "T"   B No     no  Pure  None   None   "Low three bits are 000.";
        Bnot       "bnot"       "B"   B No     no  Pure  None   None   "Not.";
        Band       "band"       "BB"  B No     no  Pure  None   None   "And.";
        Bor        "bor"        "BB"  B No     no  Pure  None   None   "Or.";
        Btoi       "btoi"       "B"   I No     no  Pure  None   None   "0 or 1.";
        Select     "select"     "BAS" ? No     no  Pure  None   None   "Second operand if the first is true, else the third.";
        // floats
        Fadd       "fadd"       "FF"  F No     no  Pure  None   None   "Sum.";
        Fsub       "fsub"       "FF"  F No     no  Pure  None   None   "Difference.";
        Fmul       "fmul"       "FF"  F No     no  Pure  None   None   "Product.";
        Fdiv       "fdiv"       "FF"  F No     no  Pure  None   None   "IEEE quotient; a zero divisor is the recorder's business.";
        Fneg       "fneg"       "F"   F No     no  Pure  None   None   "Sign flipped.";
        Fabs       "fabs"       "F"   F No     no  Pure  None   None   "Sign cleared.";
        Fsqrt      "fsqrt"      "F"   F No     no  Pure  None   None   "Square root.";
        Ffloor     "ffloor"     "F"   F No     no  Pure  None   None   "Rounded down.";
        Fceil      "fceil"      "F"   F No     no  Pure  None   None   "Rounded up.";
        Ftrunc     "ftrunc"     "F"   F No     no  Pure  None   None   "Rounded toward zero.";
        Feq        "feq"        "FF"  B No     no  Pure  None   None   "Equal (false with NaN).";
        Fne        "fne"        "FF"  B No     no  Pure  None   None   "Not equal (true with NaN).";
        Flt        "flt"        "FF"  B No     no  Pure  None   None   "Less (false with NaN).";
        Fle        "fle"        "FF"  B No     no  Pure  None   None   "Less or equal (false with NaN).";
        Ford       "ford"       "FF"  B No     no  Pure  None   None   "Both are numbers.";
        Itof       "itof"       "I"   F No     no  Pure  None   None   "Integer to the nearest float.";
        FtoiOv     "ftoi_ov"    "F"   I No     yes Check None   None   "Float truncated to an integer; exits unless the result fits 63 bits (NaN exits).";
        Fbits      "fbits"      "F"   I No     no  Pure  None   None   "Bit pattern.";
        // memory
        Load       "load"       "P"   ? Mem    no  Load  Aux    None   "64-bit field at a byte offset.";
        LoadU8     "load_u8"    "P"   I Mem    no  Load  Aux    None   "Byte field, zero extended.";
        LoadU16    "load_u16"   "P"   I Mem    no  Load  Aux    None   "16-bit field, zero extended.";
        LoadU32    "load_u32"   "P"   I Mem    no  Load  Aux    None   "32-bit field, zero extended.";
        LoadI32    "load_i32"   "P"   I Mem    no  Load  Aux    None   "32-bit field, sign extended.";
        Store      "store"      "PA"  - Mem    no  Store None   Aux    "64-bit field store (a tagged value into a heap object also needs a barrier).";
        Store8     "store_8"    "PI"  - Mem    no  Store None   Aux    "Byte store.";
        Store16    "store_16"   "PI"  - Mem    no  Store None   Aux    "16-bit store.";
        Store32    "store_32"   "PI"  - Mem    no  Store None   Aux    "32-bit store.";
        Loadx      "loadx"      "PI"  ? Mem    no  Load  Aux    None   "Element: 64 bits at base + index * 8 + offset.";
        LoadxU8    "loadx_u8"   "PI"  I Mem    no  Load  Aux    None   "Byte element, zero extended.";
        LoadxU16   "loadx_u16"  "PI"  I Mem    no  Load  Aux    None   "16-bit element (index * 2), zero extended.";
        LoadxU32   "loadx_u32"  "PI"  I Mem    no  Load  Aux    None   "32-bit element (index * 4), zero extended.";
        Storex     "storex"     "PIA" - Mem    no  Store None   Aux    "Element store: 64 bits at base + index * 8 + offset.";
        Storex8    "storex_8"   "PII" - Mem    no  Store None   Aux    "Byte element store.";
        PtrAdd     "padd"       "PI"  P Int    no  Pure  None   None   "Address + operand + immediate, in bytes.";
        Barrier    "barrier"    "PT"  - No     no  Store None   Header "Write barrier: if the object's OLD bit is set and the value is a heap pointer, calls the barrier helper.";
        Alloc      "alloc"      ""    P Site   no  Alloc None   None   "New object of an allocation site, header written, fields not. The fields must be stored before anything that may collect.";
        // calls
        Call       "call"       "*"   ? Helper no  Call  Aux    Aux    "Helper call; effects are the helper's declaration.";
        CallIf     "call_if"    "BWW" P Helper no  Call  Aux    Aux    "If the condition holds, what the helper gives for the thread and the last operand, else the second operand. For what is seldom needed: the call keeps all registers.";
        Callf      "callf"      ""    T Callf  yes Call  All    All    "Call of a compiled function trace through a cell, its window at a slot offset; exits if the callee left.";
        // control
        Header     "header"     ""    - No     no  Mark  None   None   "Loop header; the phis follow it at once.";
        Phi        "phi"        "A"   ? Slot   no  Mark  None   None   "Value around the loop: the operand at first, then the matching operand of `loop`. The slot is where it came from.";
        Loop       "loop"       "*"   - No     no  End   None   None   "Back to the header with one value per phi. Its snapshot, if any, is no exit: it lists the slots that exits in the loop write, with the values the next turn takes them to have.";
        Restart    "restart"    ""    - No     yes End   None   Frame  "Writes the snapshot's slots to the frame and starts the trace again.";
        Link       "link"       ""    - Link   yes End   None   Frame  "Writes the snapshot's slots to the frame and jumps through the cell of another trace with its base at a slot offset.";
        Ret        "ret"        "T"   - No     no  End   None   None   "Function trace: returns a value to its caller.";
        Exit       "exit"       ""    - No     yes End   None   None   "Leaves the trace.";
        }
    };
}

/// What an operation does beyond computing its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A constant; never scheduled.
    Const,
    /// Depends on its operands alone; may be removed, merged, or computed again.
    Pure,
    /// Leaves through its snapshot if its condition fails; no result.
    Guard,
    /// A guard with a result (overflow checks).
    Check,
    Load,
    Store,
    Alloc,
    Call,
    /// Structure: header, phi.
    Mark,
    /// Ends the trace.
    End,
}

/// What the immediate of an operation means, and how it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Imm {
    No,
    Int,
    Float,
    Word,
    Slot,
    Shape,
    /// Byte offset, and alias class in `aux`.
    Mem,
    /// `aux` indexes the trace's helpers.
    Helper,
    /// `aux` indexes the trace's allocation sites.
    Site,
    /// Address of a code cell, and slot offset in `aux`.
    Callf,
    /// The same for `link`.
    Link,
}

/// Which alias classes an operation touches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Touch {
    None,
    Frame,
    Shape,
    Header,
    /// The class in `aux`, or the helper's declaration.
    Aux,
    All,
}

impl Touch {
    /// The classes as a set, where the row alone determines them.
    pub fn fixed(self) -> Option<ClassSet> {
        Some(match self {
            Touch::None => ClassSet::NONE,
            Touch::Frame => ClassSet::of(Class::FRAME),
            Touch::Shape => ClassSet::of(Class::SHAPE),
            Touch::Header => ClassSet::of(Class::HEADER),
            Touch::All => ClassSet::ALL,
            Touch::Aux => return None,
        })
    }
}

macro_rules! result {
    (I) => {
        Some(Ty::Int)
    };
    (F) => {
        Some(Ty::Float)
    };
    (B) => {
        Some(Ty::Bool)
    };
    (T) => {
        Some(Ty::Tagged)
    };
    (P) => {
        Some(Ty::Ptr)
    };
    (-) => {
        Some(Ty::Void)
    };
    (?) => {
        None
    };
}
macro_rules! yes {
    (yes) => {
        true
    };
    (no) => {
        false
    };
}

macro_rules! define {
    ($($v:ident $name:literal $args:literal $res:tt $imm:ident $snap:ident $kind:ident $r:ident $w:ident $doc:literal;)*) => {
        /// An operation; the rows of the table in this file.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Op { $(#[doc = $doc] $v),* }
        impl Op {
            /// All operations in table order.
            pub const ALL: &'static [Op] = &[$(Op::$v),*];
        }
        const TABLE: &[Row] = &[$(Row {
            name: $name, args: $args.as_bytes(), result: result!($res), imm: Imm::$imm, snap: yes!($snap),
            kind: Kind::$kind, reads: Touch::$r, writes: Touch::$w, doc: $doc,
        }),*];
    };
}

/// One row of the table.
pub struct Row {
    pub name: &'static str,
    pub args: &'static [u8],
    /// `None`: stated by the instruction.
    pub result: Option<Ty>,
    pub imm: Imm,
    pub snap: bool,
    pub kind: Kind,
    pub reads: Touch,
    pub writes: Touch,
    pub doc: &'static str,
}

for_each_op!(define);

impl Op {
    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
    pub fn name(self) -> &'static str {
        self.row().name
    }
    pub fn kind(self) -> Kind {
        self.row().kind
    }
    pub fn is_const(self) -> bool {
        self.kind() == Kind::Const
    }
    pub fn is_pure(self) -> bool {
        self.kind() == Kind::Pure
    }
    /// Whether the instruction can leave the trace through a snapshot and continue otherwise.
    pub fn can_exit(self) -> bool {
        self.row().snap && self.kind() != Kind::End
    }
    /// Whether two operands may be exchanged.
    pub fn commutes(self) -> bool {
        use Op::*;
        matches!(
            self,
            IaddOv
                | ImulOv
                | Iadd
                | Imul
                | Iand
                | Ior
                | Ixor
                | Ieq
                | Ine
                | Fadd
                | Fmul
                | Feq
                | Ford
                | Fne
                | Weq
                | Band
                | Bor
                | Imin
                | Imax
                | GuardEq
                | GuardNe
        )
    }
    /// The operation of that text name.
    pub fn from_name(name: &str) -> Option<Op> {
        Op::ALL.iter().copied().find(|o| o.name() == name)
    }
}
