//! `_csv.Writer`: rows to lines of text, quoted as the dialect says.

use crate::builtins::exceptions::{Exc, type_error};
use crate::layout;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::{call, is_callable};
use crate::protocol::{attr, iter, text};
use crate::thread::thread;

use super::dialect::Dialect;
use super::{QUOTE_ALL, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS, error};

layout! {
    /// `_csv.Writer`
    pub struct Writer: CsvWriter {
        gc write: Slot,
        gc dialect: Ptr<Dialect>,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "writer",
    module: "_csv",
    kind: Kind::CsvWriter,
    doc: "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.",
    flags: f::NO_NEW,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "writerow(self, row, /)",
        |a| write_row(this(a[0])?, a[1]),
        "Construct and write a CSV record from an iterable of fields.\n\nNon-string elements will be converted to string.",
    ),
    NativeDef::new(
        "writerows(self, rows, /)",
        write_rows,
        "Construct and write a series of iterables to a csv file.\n\nNon-string elements will be converted to string.",
    ),
];
static ATTRIBUTES: &[GetSetDef] = &[GetSetDef::ro("dialect", |v| Ok(this(v)?.dialect.gc().value()), "")];

fn this(v: Value) -> Result<Gc<Writer>, Raised> {
    v.cast().ok_or_else(|| type_error("a Writer object is required"))
}
pub fn new(a: &Args) -> Res {
    crate::builtins::native_class(&TYPE);
    let dialect = super::dialect_of(a.opt(1), a.kwargs)?;
    let write = attr::get_opt(a[0], Str::intern("write"))?;
    let Some(write) = write.filter(|w| is_callable(*w)) else {
        return Err(type_error("argument 1 must have a \"write\" method"));
    };
    let w = Writer { header: Writer::HEADER, write: Slot::new(write), dialect: Ptr::new(dialect) };
    Ok(alloc(w).value())
}
fn write_rows(a: &Args) -> Res {
    let w = this(a[0])?;
    let rows = iter::get_iter(a[1])?;
    while let Some(row) = iter::next(rows)? {
        write_row(w, row)?;
    }
    Ok(none())
}

fn write_row(w: Gc<Writer>, row: Value) -> Res {
    let d = w.dialect.gc();
    let fields = match iter::get_iter(row) {
        Ok(it) => it,
        Err(Raised) => {
            let e = thread().exception();
            if e.is_some_and(|e| type_of(e.value()).is_subtype(Exc::TypeError.class())) {
                thread().clear_exception();
                return Err(error(format!("iterable expected, not {}", type_of(row).name_text())));
            }
            return Err(Raised);
        }
    };
    let mut line = Line { d, out: StrBuilder::new(), fields: 0 };
    let mut null = false;
    while let Some(field) = iter::next(fields)? {
        null = field == none();
        line.add_field(field)?;
    }
    if line.fields > 0 && line.out.is_empty() {
        if d.quoting == QUOTE_NONE || null && matches!(d.quoting, QUOTE_STRINGS | QUOTE_NOTNULL) {
            return Err(error("single empty field record must be quoted"));
        }
        line.fields -= 1;
        line.append(None, true)?;
    }
    line.out.push_str(d.line_terminator.gc());
    call(w.write.get_or_none(), &[line.out.finish()?.value()])
}

struct Line {
    d: Gc<Dialect>,
    out: StrBuilder,
    fields: usize,
}
impl Line {
    fn add_field(&mut self, field: Value) -> Result<(), Raised> {
        let quoted = match self.d.quoting {
            QUOTE_NONNUMERIC => !is_number(field),
            QUOTE_ALL => true,
            QUOTE_STRINGS => field.cast::<Str>().is_some(),
            QUOTE_NOTNULL => field != none(),
            _ => false,
        };
        if field == none() {
            return self.append(None, quoted);
        }
        let s = match field.cast::<Str>() {
            Some(s) => s,
            None => text::str_of(field)?,
        };
        self.append(Some(s), quoted)
    }
    fn append(&mut self, field: Option<Gc<Str>>, mut quoted: bool) -> Result<(), Raised> {
        let d = self.d;
        if d.delimiter == ' ' as u32 && d.skip_initial_space && field.is_none_or(Gc::<Str>::is_empty) {
            let null = field.is_none() && matches!(d.quoting, QUOTE_STRINGS | QUOTE_NOTNULL);
            if d.quoting == QUOTE_NONE || null {
                return Err(error("empty field must be quoted if delimiter is a space and skipinitialspace is true"));
            }
            quoted = true;
        }
        if self.fields > 0 {
            self.out.push(d.delimiter);
        }
        self.fields += 1;
        quoted |= d.quoting != QUOTE_NONE && field.is_some_and(|s| s.points().any(|c| self.wants_quotes(c)));
        let quote = d.quote.filter(|_| quoted);
        if let Some(q) = quote {
            self.out.push(q);
        }
        if let Some(s) = field {
            for c in s.points() {
                self.append_point(c)?;
            }
        }
        if let Some(q) = quote {
            self.out.push(q);
        }
        Ok(())
    }
    fn is_special(&self, c: u32) -> bool {
        let d = self.d;
        c == d.delimiter
            || Some(c) == d.escape
            || Some(c) == d.quote
            || c == '\n' as u32
            || c == '\r' as u32
            || d.line_terminator.gc().points().any(|t| t == c)
    }
    /// Is the character one that an escape in front of it would not make plain?
    fn wants_quotes(&self, c: u32) -> bool {
        self.is_special(c) && if Some(c) == self.d.quote { self.d.double_quote } else { Some(c) != self.d.escape }
    }
    fn append_point(&mut self, c: u32) -> Result<(), Raised> {
        let d = self.d;
        if self.is_special(c) {
            let mut escape = d.quoting == QUOTE_NONE;
            if !escape {
                if Some(c) == d.quote {
                    if d.double_quote {
                        self.out.push(c);
                    } else {
                        escape = true;
                    }
                } else {
                    escape = Some(c) == d.escape;
                }
            }
            if escape {
                let Some(e) = d.escape else {
                    return Err(error("need to escape, but no escapechar set"));
                };
                self.out.push(e);
            }
        }
        self.out.push(c);
        Ok(())
    }
}
/// What `QUOTE_NONNUMERIC` leaves alone.
fn is_number(v: Value) -> bool {
    use crate::object::special::Special;
    if v.as_int().is_some() {
        return true;
    }
    let t = type_of(v);
    [Special::Index, Special::Int, Special::Float].iter().any(|s| t.special(*s).is_some())
        || v.cast::<crate::object::float::Complex>().is_some()
}
