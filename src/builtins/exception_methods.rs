//! Methods and attributes of the exception classes. `Exception::fields` by class: StopIteration 0 value; SystemExit 0 code;
//! KeyError none; AttributeError 0 name, 1 obj; NameError 0 name; ImportError 0 msg, 1 name, 2 path, 3 name_from;
//! OSError 0 errno, 1 strerror, 2 filename, 3 filename2, 4 characters_written; SyntaxError 0 msg, 1 filename, 2 lineno,
//! 3 offset, 4 text, 5 end_lineno, 6 end_offset, 7 print_file_and_line; Unicode errors 0 encoding, 1 object, 2 start, 3 end,
//! 4 reason; groups 0 message, 1 exceptions.

use crate::object::native::{GetSetDef, NativeDef};

pub static BASE: &[NativeDef] = &[];
pub static BASE_ATTRS: &[GetSetDef] = &[];
pub static SYSTEM_EXIT: &[NativeDef] = &[];
pub static SYSTEM_EXIT_ATTRS: &[GetSetDef] = &[];
pub static GROUP: &[NativeDef] = &[];
pub static GROUP_ATTRS: &[GetSetDef] = &[];
pub static ATTRIBUTE_ERROR: &[NativeDef] = &[];
pub static ATTRIBUTE_ERROR_ATTRS: &[GetSetDef] = &[];
pub static IMPORT_ERROR: &[NativeDef] = &[];
pub static IMPORT_ERROR_ATTRS: &[GetSetDef] = &[];
pub static KEY_ERROR: &[NativeDef] = &[];
pub static NAME_ERROR: &[NativeDef] = &[];
pub static NAME_ERROR_ATTRS: &[GetSetDef] = &[];
pub static OS_ERROR: &[NativeDef] = &[];
pub static OS_ERROR_ATTRS: &[GetSetDef] = &[];
pub static STOP_ITERATION: &[NativeDef] = &[];
pub static STOP_ITERATION_ATTRS: &[GetSetDef] = &[];
pub static SYNTAX_ERROR: &[NativeDef] = &[];
pub static SYNTAX_ERROR_ATTRS: &[GetSetDef] = &[];
pub static UNICODE_DECODE: &[NativeDef] = &[];
pub static UNICODE_ENCODE: &[NativeDef] = &[];
pub static UNICODE_ATTRS: &[GetSetDef] = &[];
pub static UNICODE_TRANSLATE: &[NativeDef] = &[];
pub static UNICODE_TRANSLATE_ATTRS: &[GetSetDef] = &[];
