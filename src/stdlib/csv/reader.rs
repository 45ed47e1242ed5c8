//! `_csv.Reader`: an iterator of rows over an iterator of lines.
//!
//! A row ends where a line ends outside quotes. The state machine sees each character of a line, then `END`; runs of plain
//! characters inside a field are taken over at once.

use std::cell::{Cell, RefCell};

use crate::builtins::exceptions::type_error;
use crate::layout;
use crate::object::gc::{Gc, Ptr, Slot, alloc_droppable};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::iter;

use super::dialect::Dialect;
use super::{QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS, error, field_limit};

layout! {
    /// `_csv.Reader`
    pub struct Reader: CsvReader {
        gc lines: Slot,
        gc dialect: Ptr<Dialect>,
        raw line_number: Cell<u64>,
        raw row: RefCell<Row>,
    }
}

/// What follows the last character of a line.
const END: u32 = u32::MAX;
const CR: u32 = '\r' as u32;
const LF: u32 = '\n' as u32;

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    StartRecord,
    StartField,
    EscapedChar,
    InField,
    InQuotedField,
    EscapeInQuotedField,
    QuoteInQuotedField,
    EatLineEnd,
    AfterEscapedLineEnd,
}
/// The field in progress.
#[derive(Default)]
pub struct Row {
    state: State,
    field: StrBuilder,
    unquoted: bool,
}

pub static TYPE: TypeDef = TypeDef {
    name: "reader",
    module: "_csv",
    kind: Kind::CsvReader,
    doc: "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.",
    flags: f::NO_NEW,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", next, "Implement next(self)."),
];
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("dialect", |v| Ok(this(v)?.dialect.gc().value()), ""),
    GetSetDef::ro("line_num", |v| Ok(Value::int(this(v)?.line_number.get() as i64)), ""),
];

fn this(v: Value) -> Result<Gc<Reader>, Raised> {
    v.cast().ok_or_else(|| type_error("a Reader object is required"))
}
pub fn new(a: &Args) -> Res {
    crate::builtins::native_class(&TYPE);
    let lines = iter::get_iter(a[0])?;
    let dialect = super::dialect_of(a.opt(1), a.kwargs)?;
    let r = Reader {
        header: Reader::HEADER,
        lines: Slot::new(lines),
        dialect: Ptr::new(dialect),
        line_number: Cell::new(0),
        row: RefCell::new(Row::default()),
    };
    Ok(alloc_droppable(r).value())
}

fn next(a: &Args) -> Res {
    let r = this(a[0])?;
    let fields = List::new();
    // the state is taken out: the iterator of lines may be this very reader
    let mut row = Row::default();
    let result = read_row(r, &mut row, fields);
    *r.row.borrow_mut() = row;
    if result? { Ok(fields.value()) } else { Err(crate::builtins::exceptions::stop_iteration(None)) }
}
/// Reads lines until a row is complete; false at the end of input.
fn read_row(r: Gc<Reader>, row: &mut Row, fields: Gc<List>) -> Result<bool, Raised> {
    let dialect = r.dialect.gc();
    loop {
        let Some(line) = iter::next(r.lines.get_or_none())? else {
            if !row.field.is_empty() || row.state == State::InQuotedField {
                if dialect.strict {
                    return Err(error("unexpected end of data"));
                }
                row.save(dialect, fields)?;
                return Ok(true);
            }
            return Ok(false);
        };
        let Some(line) = line.cast::<Str>() else {
            return Err(error(format!(
                "iterator should return strings, not {} (the file should be opened in text mode)",
                type_of(line).name_text()
            )));
        };
        r.line_number.set(r.line_number.get() + 1);
        let mut i = 0;
        while i < line.len() {
            let c = line.point(i);
            row.step(dialect, fields, c)?;
            i += 1;
            if row.state == State::InField || row.state == State::InQuotedField {
                i = row.take_plain(dialect, line, i)?;
            }
        }
        row.step(dialect, fields, END)?;
        if row.state == State::StartRecord {
            return Ok(true);
        }
    }
}

impl Row {
    fn add(&mut self, c: u32) -> Result<(), Raised> {
        let limit = field_limit();
        if self.field.len() as i64 >= limit {
            return Err(error(format!("field larger than field limit ({limit})")));
        }
        self.field.push(c);
        Ok(())
    }
    /// Adds the characters from `i` on that mean nothing special within a field; where the next one is.
    fn take_plain(&mut self, d: Gc<Dialect>, line: Gc<Str>, mut i: usize) -> Result<usize, Raised> {
        let quoted = self.state == State::InQuotedField;
        let n = line.len();
        while i < n {
            let c = line.point(i);
            let special =
                Some(c) == d.escape || if quoted { Some(c) == d.quote } else { c == d.delimiter || c == CR || c == LF };
            if special {
                break;
            }
            self.add(c)?;
            i += 1;
        }
        Ok(i)
    }
    /// Ends the field.
    fn save(&mut self, d: Gc<Dialect>, fields: Gc<List>) -> Result<(), Raised> {
        let field = std::mem::take(&mut self.field);
        let empty = field.is_empty();
        let v = if self.unquoted && empty && matches!(d.quoting, QUOTE_NOTNULL | QUOTE_STRINGS) {
            none()
        } else {
            let s = field.finish()?.value();
            if self.unquoted && !empty && matches!(d.quoting, QUOTE_NONNUMERIC | QUOTE_STRINGS) {
                let float = crate::object::shape::type_of_kind(Kind::Float);
                crate::protocol::call::call(float.value(), &[s])?
            } else {
                s
            }
        };
        fields.push(v)
    }
    fn end_line(&mut self, d: Gc<Dialect>, fields: Gc<List>, c: u32) -> Result<(), Raised> {
        self.save(d, fields)?;
        self.state = if c == END { State::StartRecord } else { State::EatLineEnd };
        Ok(())
    }
    fn end_field(&mut self, d: Gc<Dialect>, fields: Gc<List>) -> Result<(), Raised> {
        self.save(d, fields)?;
        self.state = State::StartField;
        Ok(())
    }
    fn step(&mut self, d: Gc<Dialect>, fields: Gc<List>, c: u32) -> Result<(), Raised> {
        let line_end = matches!(c, CR | LF | END);
        let is_quote = Some(c) == d.quote && d.quoting != QUOTE_NONE;
        match self.state {
            State::StartRecord if c == END => {}
            State::StartRecord if line_end => self.state = State::EatLineEnd,
            State::StartRecord | State::StartField => self.start_field(d, fields, c, line_end, is_quote)?,
            State::EscapedChar => {
                self.add(if c == END { LF } else { c })?;
                let broken = c == CR || c == LF;
                self.state = if broken { State::AfterEscapedLineEnd } else { State::InField };
            }
            State::AfterEscapedLineEnd if c == END => {}
            State::AfterEscapedLineEnd | State::InField => {
                if line_end {
                    self.end_line(d, fields, c)?;
                } else if Some(c) == d.escape {
                    self.state = State::EscapedChar;
                } else if c == d.delimiter {
                    self.end_field(d, fields)?;
                } else {
                    self.add(c)?;
                    self.state = State::InField;
                }
            }
            State::InQuotedField => {
                if c == END {
                } else if Some(c) == d.escape {
                    self.state = State::EscapeInQuotedField;
                } else if is_quote {
                    self.state = if d.double_quote { State::QuoteInQuotedField } else { State::InField };
                } else {
                    self.add(c)?;
                }
            }
            State::EscapeInQuotedField => {
                self.add(if c == END { LF } else { c })?;
                self.state = State::InQuotedField;
            }
            State::QuoteInQuotedField => self.after_quote(d, fields, c, line_end, is_quote)?,
            State::EatLineEnd => match c {
                CR | LF => {}
                END => self.state = State::StartRecord,
                _ => {
                    return Err(error(
                        "new-line character seen in unquoted field - do you need to open the file with newline=''?",
                    ));
                }
            },
        }
        Ok(())
    }
    fn start_field(
        &mut self,
        d: Gc<Dialect>,
        fields: Gc<List>,
        c: u32,
        line_end: bool,
        is_quote: bool,
    ) -> Result<(), Raised> {
        self.state = State::StartField;
        self.unquoted = true;
        if line_end {
            return self.end_line(d, fields, c);
        }
        if is_quote {
            self.unquoted = false;
            self.state = State::InQuotedField;
        } else if Some(c) == d.escape {
            self.state = State::EscapedChar;
        } else if c == ' ' as u32 && d.skip_initial_space {
        } else if c == d.delimiter {
            return self.end_field(d, fields);
        } else {
            self.add(c)?;
            self.state = State::InField;
        }
        Ok(())
    }
    fn after_quote(
        &mut self,
        d: Gc<Dialect>,
        fields: Gc<List>,
        c: u32,
        line_end: bool,
        is_quote: bool,
    ) -> Result<(), Raised> {
        if is_quote {
            self.add(c)?;
            self.state = State::InQuotedField;
        } else if c == d.delimiter {
            return self.end_field(d, fields);
        } else if line_end {
            return self.end_line(d, fields, c);
        } else if !d.strict {
            self.add(c)?;
            self.state = State::InField;
        } else {
            let text = |c: u32| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER);
            return Err(error(format!("'{}' expected after '{}'", text(d.delimiter), text(d.quote.unwrap_or(0)))));
        }
        Ok(())
    }
}
