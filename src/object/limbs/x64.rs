//! Inner loops over groups of four limbs for x86-64. A carry is a flag there; compilers move it to a register and back for
//! each limb, which takes twice as long.
//!
//! All loops count down with `dec`, which leaves the carry flag alone, and so do `lea` and `mulx`.

use std::arch::asm;

/// Does the processor have `mulx`, `adcx` and `adox`? Those since about 2015 do.
#[inline(always)]
pub fn multiplies() -> bool {
    std::is_x86_feature_detected!("bmi2") && std::is_x86_feature_detected!("adx")
}

macro_rules! products {
    ($(#[$doc:meta])* $name:ident, $($line:literal,)*) => {
        $(#[$doc])*
        ///
        /// # Safety
        /// `n` groups of four limbs at `a` and `out`, `n > 0`; `multiplies()`.
        pub unsafe fn $name(out: *mut u64, a: *const u64, w: u64, n: usize) -> u64 {
            let carry: u64;
            asm!(
                "xor {c:e}, {c:e}",
                "2:",
                $($line,)*
                // `asm!` wants every register named
                "/* {l2} {l3} */",
                a = inout(reg) a => _,
                o = inout(reg) out => _,
                c = out(reg) carry,
                l0 = out(reg) _,
                l1 = out(reg) _,
                l2 = out(reg) _,
                l3 = out(reg) _,
                h0 = out(reg) _,
                h1 = out(reg) _,
                inout("rcx") n => _,
                in("rdx") w,
                options(nostack),
            );
            carry
        }
    };
}
products! {
    /// `out = a * w`; the limb above.
    mul_word,
    "mulx {h0}, {l0}, [{a}]",
    "mulx {h1}, {l1}, [{a} + 8]",
    "adc {l0}, {c}",
    "adc {l1}, {h0}",
    "mulx {h0}, {l2}, [{a} + 16]",
    "mov [{o}], {l0}",
    "mulx {c}, {l0}, [{a} + 24]",
    "adc {l2}, {h1}",
    "adc {l0}, {h0}",
    "mov [{o} + 8], {l1}",
    "mov [{o} + 16], {l2}",
    "mov [{o} + 24], {l0}",
    "lea {a}, [{a} + 32]",
    "lea {o}, [{o} + 32]",
    "dec rcx",
    "jnz 2b",
    "adc {c}, 0",
}
products! {
    /// `out += a * w`; the carry out. The carries of the product and those of the sum are kept in a flag each.
    add_mul,
    "mulx {h0}, {l0}, [{a}]",
    "mulx {h1}, {l1}, [{a} + 8]",
    "adcx {l0}, {c}",
    "adox {l0}, [{o}]",
    "mov [{o}], {l0}",
    "mulx {l2}, {l0}, [{a} + 16]",
    "adcx {l1}, {h0}",
    "adox {l1}, [{o} + 8]",
    "mov [{o} + 8], {l1}",
    "mulx {c}, {l1}, [{a} + 24]",
    "adcx {l0}, {h1}",
    "adox {l0}, [{o} + 16]",
    "mov [{o} + 16], {l0}",
    "adcx {l1}, {l2}",
    "adox {l1}, [{o} + 24]",
    "mov [{o} + 24], {l1}",
    "lea {a}, [{a} + 32]",
    "lea {o}, [{o} + 32]",
    "lea rcx, [rcx - 1]",
    "jrcxz 3f",
    "jmp 2b",
    "3:",
    "adcx {c}, rcx",
    "adox {c}, rcx",
}
products! {
    /// `out -= a * w`; the borrow out.
    sub_mul,
    "mulx {h0}, {l0}, [{a}]",
    "mulx {h1}, {l1}, [{a} + 8]",
    "add {l0}, {c}",
    "adc {l1}, {h0}",
    "mulx {h0}, {l2}, [{a} + 16]",
    "mulx {c}, {l3}, [{a} + 24]",
    "adc {l2}, {h1}",
    "adc {l3}, {h0}",
    "adc {c}, 0",
    "sub [{o}], {l0}",
    "sbb [{o} + 8], {l1}",
    "sbb [{o} + 16], {l2}",
    "sbb [{o} + 24], {l3}",
    "adc {c}, 0",
    "lea {a}, [{a} + 32]",
    "lea {o}, [{o} + 32]",
    "dec rcx",
    "jnz 2b",
}

macro_rules! chain {
    ($(#[$doc:meta])* $name:ident, $step:literal) => {
        $(#[$doc])*
        ///
        /// # Safety
        /// `n` groups of four limbs at `a`, `b` and `out`, `n > 0`.
        pub unsafe fn $name(a: *const u64, b: *const u64, out: *mut u64, n: usize) -> bool {
            let carry: u64;
            asm!(
                "xor {c:e}, {c:e}",
                "2:",
                "mov {x}, [{a}]",
                "mov {y}, [{a} + 8]",
                concat!($step, " {x}, [{b}]"),
                concat!($step, " {y}, [{b} + 8]"),
                "mov [{o}], {x}",
                "mov [{o} + 8], {y}",
                "mov {x}, [{a} + 16]",
                "mov {y}, [{a} + 24]",
                concat!($step, " {x}, [{b} + 16]"),
                concat!($step, " {y}, [{b} + 24]"),
                "mov [{o} + 16], {x}",
                "mov [{o} + 24], {y}",
                "lea {a}, [{a} + 32]",
                "lea {b}, [{b} + 32]",
                "lea {o}, [{o} + 32]",
                "dec {n}",
                "jnz 2b",
                "adc {c}, 0",
                a = inout(reg) a => _,
                b = inout(reg) b => _,
                o = inout(reg) out => _,
                n = inout(reg) n => _,
                c = out(reg) carry,
                x = out(reg) _,
                y = out(reg) _,
                options(nostack),
            );
            carry != 0
        }
    };
}
chain! {
    /// `out = a + b`; the carry out.
    add, "adc"
}
chain! {
    /// `out = a - b`; the borrow out.
    sub, "sbb"
}
