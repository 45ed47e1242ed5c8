//! Trace IR, optimiser and machine code of Sidewinder.
