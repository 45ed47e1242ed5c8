//! `float` boxes (values without an immediate form, and instances of subclasses) and `complex`.

use super::gc::{Gc, alloc};
use super::value::Value;
use crate::layout;

layout! {
    pub struct Float: Float {
        raw value: f64,
    }
}
layout! {
    pub struct Complex: Complex {
        raw re: f64,
        raw im: f64,
    }
}
impl Value {
    /// A float of class `float`.
    #[inline(always)]
    pub fn float(f: f64) -> Value {
        match Value::float_imm(f) {
            Some(v) => v,
            None => box_float(f),
        }
    }
    /// The double of a float, or of an instance of a subclass of `float`.
    #[inline(always)]
    pub fn as_float(self) -> Option<f64> {
        if self.is_float_imm() { self.as_float_imm() } else { self.cast::<Float>().map(|b| b.value) }
    }
}
#[cold]
#[inline(never)]
fn box_float(f: f64) -> Value {
    if f == f64::INFINITY {
        return crate::vm::vm().infinity;
    }
    alloc(Float { header: Float::HEADER, value: f }).value()
}
impl Complex {
    pub fn new(re: f64, im: f64) -> Gc<Complex> {
        alloc(Complex { header: Complex::HEADER, re, im })
    }
}
