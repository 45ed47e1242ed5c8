//! Formats of `struct`: byte order, sizes, alignment, repeat counts.

/// What a code converts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    Pad,
    Char,
    /// Signed or unsigned int of the item's size.
    Int,
    Uint,
    Bool,
    Half,
    Float,
    Double,
    FloatComplex,
    DoubleComplex,
    Bytes,
    Pascal,
    Pointer,
}
/// A run of equal codes.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub code: Code,
    /// The letter.
    pub letter: char,
    /// Of one value.
    pub size: usize,
    pub offset: usize,
    repeat: usize,
    pub little: bool,
    /// Native sizes: C's conversions of floats.
    pub native: bool,
}
impl Item {
    /// How many values it takes.
    pub fn values(&self) -> usize {
        if self.code == Code::Pad { 0 } else { self.repeat }
    }
}
/// A compiled format.
#[derive(Default, Debug)]
pub struct Format {
    pub size: usize,
    /// Values in all.
    pub count: usize,
    pub items: Vec<Item>,
}

fn code(c: u8, native: bool) -> Option<(Code, usize, usize)> {
    use std::mem::{align_of as align, size_of as size};
    macro_rules! c {
        ($code:ident $t:ty, $std:expr) => {
            (Code::$code, if native { size::<$t>() } else { $std }, if native { align::<$t>() } else { 1 })
        };
    }
    Some(match c {
        b'x' => (Code::Pad, 1, 1),
        b'c' => (Code::Char, 1, 1),
        b'b' => c!(Int i8, 1),
        b'B' => c!(Uint u8, 1),
        b'?' => (Code::Bool, 1, 1),
        b'h' => c!(Int libc::c_short, 2),
        b'H' => c!(Uint libc::c_ushort, 2),
        b'i' => c!(Int libc::c_int, 4),
        b'I' => c!(Uint libc::c_uint, 4),
        b'l' => c!(Int libc::c_long, 4),
        b'L' => c!(Uint libc::c_ulong, 4),
        b'q' => c!(Int i64, 8),
        b'Q' => c!(Uint u64, 8),
        b'n' if native => c!(Int isize, 0),
        b'N' if native => c!(Uint usize, 0),
        b'P' if native => c!(Pointer usize, 0),
        b'e' => c!(Half u16, 2),
        b'f' => c!(Float f32, 4),
        b'd' => c!(Double f64, 8),
        b'F' => (Code::FloatComplex, 8, if native { align::<f32>() } else { 1 }),
        b'D' => (Code::DoubleComplex, 16, if native { align::<f64>() } else { 1 }),
        b's' => (Code::Bytes, 1, 1),
        b'p' => (Code::Pascal, 1, 1),
        _ => return None,
    })
}

/// Compiles a format; the error is the message of `struct.error`.
pub fn compile(text: &[u8]) -> Result<Format, &'static str> {
    const TOO_LONG: &str = "total struct size too long";
    let (native, little, aligned, body) = match text.first() {
        Some(b'<') => (false, true, false, &text[1..]),
        Some(b'>' | b'!') => (false, false, false, &text[1..]),
        Some(b'=') => (false, cfg!(target_endian = "little"), false, &text[1..]),
        Some(b'@') => (true, cfg!(target_endian = "little"), true, &text[1..]),
        _ => (true, cfg!(target_endian = "little"), true, text),
    };
    let mut f = Format::default();
    let mut i = 0;
    while i < body.len() {
        if body[i].is_ascii_whitespace() || body[i] == 0x0b {
            i += 1;
            continue;
        }
        let mut repeat: Option<usize> = None;
        while let Some(d) = body.get(i).filter(|c| c.is_ascii_digit()) {
            let n = repeat.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add((d - b'0') as usize));
            repeat = Some(n.filter(|n| *n <= isize::MAX as usize).ok_or(TOO_LONG)?);
            i += 1;
        }
        let Some(&c) = body.get(i) else { return Err("repeat count given without format specifier") };
        let Some((code, mut size, align)) = code(c, native) else {
            return Err(if c == 0 { "embedded null character" } else { "bad char in struct format" });
        };
        let mut repeat = repeat.unwrap_or(1);
        if aligned {
            f.size = f.size.checked_next_multiple_of(align).ok_or(TOO_LONG)?;
        }
        if matches!(code, Code::Bytes | Code::Pascal) {
            (size, repeat) = (repeat, 1);
        }
        let bytes = size.checked_mul(repeat).ok_or(TOO_LONG)?;
        let offset = f.size;
        f.size = offset.checked_add(bytes).filter(|n| *n <= isize::MAX as usize).ok_or(TOO_LONG)?;
        let item = Item { code, letter: c as char, size, offset, repeat, little, native };
        f.count = f.count.checked_add(item.values()).ok_or(TOO_LONG)?;
        if item.repeat > 0 {
            f.items.push(item);
        }
        i += 1;
    }
    Ok(f)
}
