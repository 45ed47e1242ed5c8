//! Sidewinder: a Python 3.14 whose threaded interpreter and tracing JIT share one frame.


pub mod object;
