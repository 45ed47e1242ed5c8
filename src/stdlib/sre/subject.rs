//! The text that a pattern is applied to: a `str`, or the bytes of a bytes-like object.

use super::pattern::Pattern;
use crate::builtins::buffer::{self, View};
use crate::builtins::exceptions::type_error;
use crate::builtins::util::class_name;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::str::{self, Str, Units};
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::number;

/// Lives on the native stack and keeps the text there.
pub struct Subject {
    pub value: Value,
    text: Text,
}
enum Text {
    Str(Gc<Str>),
    Bytes(View),
}
impl Subject {
    /// Any string or bytes-like object.
    pub fn any(value: Value) -> Result<Subject, Raised> {
        if let Some(s) = value.cast::<Str>() {
            return Ok(Subject { value, text: Text::Str(s) });
        }
        match buffer::acquire_opt(value)? {
            Some(view) => Ok(Subject { value, text: Text::Bytes(view) }),
            None => Err(type_error(format!("expected string or bytes-like object, got '{}'", class_name(value)))),
        }
    }
    /// A text of the kind that the pattern is for.
    pub fn of(p: Gc<Pattern>, value: Value) -> Result<Subject, Raised> {
        let s = Subject::any(value)?;
        match (p.is_bytes.get(), s.is_bytes()) {
            (Some(true), false) => Err(type_error("cannot use a bytes pattern on a string-like object")),
            (Some(false), true) => Err(type_error("cannot use a string pattern on a bytes-like object")),
            _ => Ok(s),
        }
    }
    pub fn is_bytes(&self) -> bool {
        matches!(self.text, Text::Bytes(_))
    }
    pub fn len(&self) -> usize {
        match &self.text {
            Text::Str(s) => s.len(),
            Text::Bytes(b) => b.len(),
        }
    }
    /// The characters; keep the subject beside them.
    pub fn units(&self) -> Units<'_> {
        match &self.text {
            Text::Str(s) => s.units(),
            Text::Bytes(b) => Units::One(b.bytes()),
        }
    }
    /// A part as an object of class `str` or `bytes`.
    pub fn slice(&self, from: usize, to: usize) -> Res {
        let (from, to) = (from.min(self.len()), to.min(self.len()));
        match &self.text {
            Text::Str(s) => Ok(str::slice(*s, from, to)?.value()),
            Text::Bytes(b) => {
                if from == 0 && to == b.len() && self.value.exact::<Bytes>().is_some() {
                    return Ok(self.value);
                }
                Ok(Bytes::try_new(b.bytes().get(from..to).unwrap_or(&[]))?.value())
            }
        }
    }
    /// The arguments `pos` and `endpos`, brought into range.
    pub fn range(&self, pos: Option<Value>, end: Option<Value>) -> Result<(usize, usize), Raised> {
        let n = self.len();
        let clip = |v: Option<Value>, default: usize| -> Result<usize, Raised> {
            match v {
                None => Ok(default),
                Some(v) => Ok(number::to_index_clipped(v)?.clamp(0, n as i64) as usize),
            }
        };
        Ok((clip(pos, 0)?, clip(end, n)?))
    }
}
