//! The matcher: backtracking over the code of `re._compiler`.
//!
//! Everything that may have to be undone is on one stack of entries: choices (where to go on if what follows fails), old
//! values of group marks, and fences (the start of an assertion or atomic group: what is above one belongs to it).
//! Failing pops entries, putting marks back, until one knows how to go on. Leaving an atomic group drops the choices above
//! its fence and keeps the old marks. Counts of `REPEAT` are nodes that never change: each round adds a node, so going
//! back to an older one needs no undoing. Nothing recurses natively.
//!
//! Invariant: the state holds positions and code indices only, no values.

use super::codes::{
    MAX_REPEAT, at, in_set, info, is_word, lower, lower_ascii, lower_locale, matches_one, op, upper_locale, word,
};
use crate::interp::breaker;
use crate::object::str::Unit;
use crate::object::{Raised, memory_error};

pub const UNSET: usize = usize::MAX;
const NO_REPEAT: u32 = u32::MAX;
const NO_FENCE: u32 = u32::MAX;
/// Instructions between two looks at the eval breaker.
const FUEL: u32 = 1 << 15;
/// Most entries and nodes: their indices are 32 bits.
const MAX_ENTRIES: usize = u32::MAX as usize - 1;

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// Go on at `pc`, `pos`.
    Choice,
    /// The alternatives of a branch from `pc` on.
    Branch,
    /// A greedy single-character repeat that may give back: it holds up to `pos`, must keep `aux`.
    Greedy,
    /// A lazy single-character repeat at `pc` that may take more: `pos` so far, `aux` characters taken.
    Lazy,
    /// A lazy repeat at `MIN_UNTIL` that may run its body again.
    LazyBody,
    /// Mark `pc` was `pos`, the last group `aux`.
    Mark,
    /// Fences, `aux` the outer one.
    Assert,
    AssertNot,
    Atomic,
    /// A round of a possessive repeat at `pc`; `pos` where it began. The node of `rep` counts.
    Possessive,
}
#[derive(Clone, Copy)]
struct Entry {
    what: What,
    pc: u32,
    pos: usize,
    rep: u32,
    nodes: u32,
    aux: usize,
}
/// A repeat in progress.
#[derive(Clone, Copy)]
struct Node {
    /// Of the `REPEAT` instruction.
    pc: u32,
    count: u32,
    /// Where the last optional round began.
    last: usize,
    outer: u32,
}
/// Where the matcher is.
struct Place {
    pc: usize,
    pos: usize,
    rep: u32,
    fence: u32,
}

/// What one attempt has to satisfy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    Any,
    /// The match ends at the end.
    All,
    /// The match is not empty.
    Advance,
}

pub struct Matcher<'a, T> {
    code: &'a [u32],
    text: &'a [T],
    /// Start and end of each group.
    pub marks: Vec<usize>,
    /// The group that was closed last, or 0.
    pub last_group: usize,
    pub start: usize,
    pub end: usize,
    stack: Vec<Entry>,
    nodes: Vec<Node>,
    fuel: u32,
}

impl<'a, T: Unit> Matcher<'a, T> {
    /// `text` ends where the search ends.
    pub fn new(code: &'a [u32], groups: usize, text: &'a [T]) -> Matcher<'a, T> {
        Matcher {
            code,
            text,
            marks: vec![UNSET; groups * 2],
            last_group: 0,
            start: 0,
            end: 0,
            stack: vec![],
            nodes: vec![],
            fuel: FUEL,
        }
    }
    #[inline(always)]
    fn word(&self, i: usize) -> u32 {
        word(self.code, i)
    }
    #[inline(always)]
    fn char(&self, i: usize) -> u32 {
        self.text[i].into()
    }
    /// Pays for work; from time to time the eval breaker gets its turn.
    #[inline(always)]
    fn pay(&mut self, n: u32) -> Result<(), Raised> {
        if self.fuel > n {
            self.fuel -= n;
            return Ok(());
        }
        self.fuel = FUEL;
        poll()
    }

    /// Tries to match at `from`. On success `start`, `end` and the marks say what matched.
    pub fn match_at(&mut self, from: usize, goal: Goal) -> Result<bool, Raised> {
        if from > self.text.len() {
            return Ok(false);
        }
        self.attempt(self.entry(), from, goal)
    }
    /// The first match that begins at `from` or later. `Goal::Advance` concerns a match at `from` only.
    pub fn search(&mut self, from: usize, goal: Goal) -> Result<bool, Raised> {
        let n = self.text.len();
        let entry = self.entry();
        let (mut flags, mut last) = (0, n);
        if entry > 0 {
            flags = self.word(2);
            let min = self.word(3) as usize;
            if from > n || n - from < min {
                return Ok(false);
            }
            last = n - min.saturating_sub(1).min(n);
        }
        if from > n {
            return Ok(false);
        }
        if flags & info::PREFIX != 0 {
            return self.search_prefix(entry, from, flags & info::LITERAL != 0);
        }
        if flags & info::CHARSET != 0 {
            return self.search_set(entry, from, goal);
        }
        if self.attempt(entry, from, goal)? {
            return Ok(true);
        }
        if self.word(entry) == op::AT && matches!(self.word(entry + 1), at::BEGINNING | at::BEGINNING_STRING) {
            return Ok(false);
        }
        let goal = if goal == Goal::Advance { Goal::Any } else { goal };
        for i in from + 1..=last {
            if self.attempt(entry, i, goal)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    /// Where the code proper begins.
    fn entry(&self) -> usize {
        if self.word(0) == op::INFO { 1 + self.word(1) as usize } else { 0 }
    }
    fn search_prefix(&mut self, entry: usize, from: usize, whole: bool) -> Result<bool, Raised> {
        let n = self.word(5) as usize;
        let Some(prefix) = self.code.get(7..7 + n).filter(|p| !p.is_empty()) else { return Ok(false) };
        let mut i = from;
        while i + n <= self.text.len() {
            let Some(k) = find_unit(&self.text[i..=self.text.len() - n], prefix[0]) else { return Ok(false) };
            self.pay(1 + (k / 256) as u32)?;
            i += k;
            if self.text[i..i + n].iter().zip(prefix).all(|(a, b)| Into::<u32>::into(*a) == *b) {
                if whole {
                    self.clear();
                    (self.start, self.end) = (i, i + n);
                    return Ok(true);
                }
                if self.attempt(entry, i, Goal::Any)? {
                    return Ok(true);
                }
            }
            i += 1;
        }
        Ok(false)
    }
    fn search_set(&mut self, entry: usize, from: usize, goal: Goal) -> Result<bool, Raised> {
        for i in from..self.text.len() {
            self.pay(1)?;
            if in_set(self.code, 5, self.char(i)) && self.attempt(entry, i, if i == from { goal } else { Goal::Any })? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn clear(&mut self) {
        self.marks.fill(UNSET);
        self.last_group = 0;
        self.stack.clear();
        self.nodes.clear();
    }
    fn push(&mut self, what: What, p: &Place, pc: usize, aux: usize) -> Result<(), Raised> {
        if self.stack.len() == self.stack.capacity() {
            if self.stack.len() >= MAX_ENTRIES {
                return Err(memory_error());
            }
            self.stack.try_reserve(self.stack.len().max(16)).map_err(|_| memory_error())?;
        }
        let nodes = self.nodes.len() as u32;
        self.stack.push(Entry { what, pc: pc as u32, pos: p.pos, rep: p.rep, nodes, aux });
        Ok(())
    }
    fn add_node(&mut self, n: Node) -> Result<u32, Raised> {
        if self.nodes.len() == self.nodes.capacity() {
            if self.nodes.len() >= MAX_ENTRIES {
                return Err(memory_error());
            }
            self.nodes.try_reserve(self.nodes.len().max(16)).map_err(|_| memory_error())?;
        }
        self.nodes.push(n);
        Ok(self.nodes.len() as u32 - 1)
    }

    /// One attempt to match at `from`.
    fn attempt(&mut self, entry: usize, from: usize, goal: Goal) -> Result<bool, Raised> {
        self.clear();
        let mut p = Place { pc: entry, pos: from, rep: NO_REPEAT, fence: NO_FENCE };
        loop {
            self.pay(1)?;
            let going = match self.word(p.pc) {
                op::SUCCESS if p.fence == NO_FENCE => {
                    let good = match goal {
                        Goal::Any => true,
                        Goal::All => p.pos == self.text.len(),
                        Goal::Advance => p.pos != from,
                    };
                    if good {
                        (self.start, self.end) = (from, p.pos);
                        return Ok(true);
                    }
                    false
                }
                op::SUCCESS => self.leave(&mut p)?,
                _ => self.step(&mut p)?,
            };
            if !going && !self.fail(&mut p)? {
                return Ok(false);
            }
        }
    }

    /// Executes one instruction; false means failure.
    #[inline(always)]
    fn step(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let code = self.word(p.pc);
        let arg = self.word(p.pc + 1);
        match code {
            op::LITERAL => {
                if p.pos >= self.text.len() || self.char(p.pos) != arg {
                    return Ok(false);
                }
                p.pos += 1;
                p.pc += 2;
            }
            op::ANY | op::ANY_ALL => {
                if p.pos >= self.text.len() || !matches_one(self.code, p.pc, self.char(p.pos)) {
                    return Ok(false);
                }
                p.pos += 1;
                p.pc += 1;
            }
            op::IN | op::IN_IGNORE | op::IN_UNI_IGNORE | op::IN_LOC_IGNORE => {
                if p.pos >= self.text.len() || !matches_one(self.code, p.pc, self.char(p.pos)) {
                    return Ok(false);
                }
                p.pos += 1;
                p.pc += 1 + arg as usize;
            }
            op::NOT_LITERAL
            | op::CATEGORY
            | op::LITERAL_IGNORE
            | op::NOT_LITERAL_IGNORE
            | op::LITERAL_UNI_IGNORE
            | op::NOT_LITERAL_UNI_IGNORE
            | op::LITERAL_LOC_IGNORE
            | op::NOT_LITERAL_LOC_IGNORE => {
                if p.pos >= self.text.len() || !matches_one(self.code, p.pc, self.char(p.pos)) {
                    return Ok(false);
                }
                p.pos += 1;
                p.pc += 2;
            }
            op::MARK => {
                self.set_mark(p, arg as usize)?;
                p.pc += 2;
            }
            op::AT => {
                if !self.is_at(arg, p.pos) {
                    return Ok(false);
                }
                p.pc += 2;
            }
            op::JUMP | op::INFO => p.pc += 1 + arg as usize,
            op::BRANCH => return self.branch(p, p.pc + 1),
            op::REPEAT_ONE => return self.repeat_one(p),
            op::MIN_REPEAT_ONE => return self.min_repeat_one(p),
            op::POSSESSIVE_REPEAT_ONE => {
                let (min, max) = (self.word(p.pc + 2), self.word(p.pc + 3));
                let n = self.count(p.pc + 4, p.pos, max)?;
                if n < min as usize {
                    return Ok(false);
                }
                p.pos += n;
                p.pc += 1 + arg as usize;
            }
            op::REPEAT => {
                p.rep = self.add_node(Node { pc: p.pc as u32, count: u32::MAX, last: UNSET, outer: p.rep })?;
                p.pc += 1 + arg as usize;
            }
            op::MAX_UNTIL => return self.max_until(p),
            op::MIN_UNTIL => return self.min_until(p),
            op::POSSESSIVE_REPEAT => {
                let rep = self.add_node(Node { pc: p.pc as u32, count: 0, last: UNSET, outer: p.rep })?;
                return self.possessive_round(p, rep);
            }
            op::ATOMIC_GROUP => {
                self.raise_fence(p, What::Atomic)?;
                p.pc += 2;
            }
            op::ASSERT | op::ASSERT_NOT => {
                let back = self.word(p.pc + 2) as usize;
                let negative = code == op::ASSERT_NOT;
                if p.pos < back {
                    p.pc += 1 + arg as usize;
                    return Ok(negative);
                }
                self.raise_fence(p, if negative { What::AssertNot } else { What::Assert })?;
                p.pos -= back;
                p.pc += 3;
            }
            op::GROUPREF | op::GROUPREF_IGNORE | op::GROUPREF_UNI_IGNORE | op::GROUPREF_LOC_IGNORE => {
                let Some((from, to)) = self.group(arg as usize) else { return Ok(false) };
                let n = to - from;
                if self.text.len() - p.pos < n {
                    return Ok(false);
                }
                self.pay(1 + (n / 16) as u32)?;
                for k in 0..n {
                    if !same_char(code, self.char(from + k), self.char(p.pos + k)) {
                        return Ok(false);
                    }
                }
                p.pos += n;
                p.pc += 2;
            }
            op::GROUPREF_EXISTS => {
                let skip = self.word(p.pc + 2) as usize;
                p.pc += if self.group(arg as usize).is_some() { 3 } else { 1 + skip };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
    fn set_mark(&mut self, p: &Place, i: usize) -> Result<(), Raised> {
        let Some(old) = self.marks.get(i).copied() else { return Ok(()) };
        let last_group = self.last_group;
        self.push(What::Mark, &Place { pos: old, ..*p }, i, last_group)?;
        self.marks[i] = p.pos;
        if i & 1 == 1 {
            self.last_group = i / 2 + 1;
        }
        Ok(())
    }
    /// Start and end of a group (counted from 0) that has matched.
    pub fn group(&self, i: usize) -> Option<(usize, usize)> {
        match (self.marks.get(i * 2), self.marks.get(i * 2 + 1)) {
            (Some(&s), Some(&e)) if s != UNSET && e != UNSET && s <= e => Some((s, e)),
            _ => None,
        }
    }
    fn is_at(&self, which: u32, pos: usize) -> bool {
        let n = self.text.len();
        let boundary = |kind: u32| {
            let before = pos > 0 && is_word(kind, self.char(pos - 1));
            let behind = pos < n && is_word(kind, self.char(pos));
            before != behind
        };
        match which {
            at::BEGINNING | at::BEGINNING_STRING => pos == 0,
            at::BEGINNING_LINE => pos == 0 || self.char(pos - 1) == 10,
            at::END => pos == n || pos + 1 == n && self.char(pos) == 10,
            at::END_LINE => pos == n || self.char(pos) == 10,
            at::END_STRING => pos == n,
            at::BOUNDARY => boundary(0),
            at::NON_BOUNDARY => !boundary(0),
            at::LOC_BOUNDARY => boundary(1),
            at::LOC_NON_BOUNDARY => !boundary(1),
            at::UNI_BOUNDARY => boundary(2),
            at::UNI_NON_BOUNDARY => !boundary(2),
            _ => false,
        }
    }
    /// Enters the first alternative from the skip word at `pc` on that may match.
    fn branch(&mut self, p: &mut Place, mut pc: usize) -> Result<bool, Raised> {
        loop {
            let skip = self.word(pc) as usize;
            if skip == 0 {
                return Ok(false);
            }
            let may = match self.word(pc + 1) {
                op::LITERAL => p.pos < self.text.len() && self.char(p.pos) == self.word(pc + 2),
                op::IN => p.pos < self.text.len() && in_set(self.code, pc + 3, self.char(p.pos)),
                _ => true,
            };
            let next = pc + skip;
            if may {
                if self.word(next) != 0 {
                    self.push(What::Branch, p, next, 0)?;
                }
                p.pc = pc + 1;
                return Ok(true);
            }
            pc = next;
        }
    }

    // ------------------------------------------------------------------------------------------ single characters
    /// How many characters from `pos` on match the instruction at `pc`, up to `max`.
    fn count(&mut self, pc: usize, pos: usize, max: u32) -> Result<usize, Raised> {
        let rest = &self.text[pos..];
        let rest = if max == MAX_REPEAT { rest } else { &rest[..rest.len().min(max as usize)] };
        let (code, arg) = (self.code, self.word(pc + 1));
        let n = match self.word(pc) {
            op::ANY_ALL => rest.len(),
            op::ANY => find_unit(rest, 10).unwrap_or(rest.len()),
            op::LITERAL => rest.iter().position(|c| Into::<u32>::into(*c) != arg).unwrap_or(rest.len()),
            op::NOT_LITERAL => find_unit(rest, arg).unwrap_or(rest.len()),
            op::IN => rest.iter().position(|c| !in_set(code, pc + 2, (*c).into())).unwrap_or(rest.len()),
            _ => rest.iter().position(|c| !matches_one(code, pc, (*c).into())).unwrap_or(rest.len()),
        };
        self.pay(1 + (n / 64) as u32)?;
        Ok(n)
    }
    fn repeat_one(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let (min, max) = (self.word(p.pc + 2) as usize, self.word(p.pc + 3));
        if self.text.len() - p.pos < min {
            return Ok(false);
        }
        let n = self.count(p.pc + 4, p.pos, max)?;
        if n < min {
            return Ok(false);
        }
        let least = p.pos + min;
        p.pos += n;
        p.pc += 1 + self.word(p.pc + 1) as usize;
        if n == min || self.word(p.pc) == op::SUCCESS && p.fence == NO_FENCE && p.pos == self.text.len() {
            return Ok(true);
        }
        self.greedy(p, least)
    }
    /// The rest at `p.pc` is to match at `p.pos` or before, not before `least`.
    fn greedy(&mut self, p: &mut Place, least: usize) -> Result<bool, Raised> {
        if self.word(p.pc) == op::LITERAL {
            let c = self.word(p.pc + 1);
            let from = p.pos;
            while p.pos >= self.text.len() || self.char(p.pos) != c {
                if p.pos <= least {
                    self.pay(1 + ((from - least) / 64) as u32)?;
                    return Ok(false);
                }
                p.pos -= 1;
            }
            self.pay(1 + ((from - p.pos) / 64) as u32)?;
        }
        if p.pos > least {
            self.push(What::Greedy, p, p.pc, least)?;
        }
        Ok(true)
    }
    fn min_repeat_one(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let min = self.word(p.pc + 2);
        let n = if min == 0 { 0 } else { self.count(p.pc + 4, p.pos, min)? };
        if n < min as usize {
            return Ok(false);
        }
        p.pos += n;
        self.push(What::Lazy, p, p.pc, n)?;
        p.pc += 1 + self.word(p.pc + 1) as usize;
        Ok(true)
    }
    /// Takes one more character for a lazy repeat, then tries the rest again.
    fn lazy_more(&mut self, p: &mut Place, taken: usize) -> Result<bool, Raised> {
        let max = self.word(p.pc + 3);
        let tail = p.pc + 1 + self.word(p.pc + 1) as usize;
        let wanted = if self.word(tail) == op::LITERAL { Some(self.word(tail + 1)) } else { None };
        let mut n = taken;
        loop {
            let more = max == MAX_REPEAT || n < max as usize;
            if !more || p.pos >= self.text.len() || !matches_one(self.code, p.pc + 4, self.char(p.pos)) {
                return Ok(false);
            }
            p.pos += 1;
            n += 1;
            self.pay(1)?;
            if wanted.is_none_or(|c| p.pos < self.text.len() && self.char(p.pos) == c) {
                self.push(What::Lazy, p, p.pc, n)?;
                p.pc = tail;
                return Ok(true);
            }
        }
    }

    // ------------------------------------------------------------------------------------------ repeats
    fn node(&self, rep: u32) -> Option<Node> {
        self.nodes.get(rep as usize).copied()
    }
    fn max_until(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let Some(node) = self.node(p.rep) else { return Ok(false) };
        let head = node.pc as usize;
        let (min, max) = (self.word(head + 2), self.word(head + 3));
        let count = node.count.wrapping_add(1);
        if count < min {
            p.rep = self.add_node(Node { count, ..node })?;
            p.pc = head + 4;
        } else if (count < max || max == MAX_REPEAT) && p.pos != node.last {
            let body = Node { count, last: p.pos, ..node };
            self.push(What::Choice, &Place { rep: node.outer, ..*p }, p.pc + 1, 0)?;
            p.rep = self.add_node(body)?;
            p.pc = head + 4;
        } else {
            p.rep = node.outer;
            p.pc += 1;
        }
        Ok(true)
    }
    fn min_until(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let Some(node) = self.node(p.rep) else { return Ok(false) };
        let head = node.pc as usize;
        let count = node.count.wrapping_add(1);
        if count < self.word(head + 2) {
            p.rep = self.add_node(Node { count, ..node })?;
            p.pc = head + 4;
            return Ok(true);
        }
        self.push(What::LazyBody, p, p.pc, 0)?;
        p.rep = node.outer;
        p.pc += 1;
        Ok(true)
    }
    /// The rest behind a lazy repeat has failed: one more round of the body.
    fn lazy_body(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let Some(node) = self.node(p.rep) else { return Ok(false) };
        let head = node.pc as usize;
        let max = self.word(head + 3);
        let count = node.count.wrapping_add(1);
        if count >= max && max != MAX_REPEAT || p.pos == node.last {
            return Ok(false);
        }
        p.rep = self.add_node(Node { count, last: p.pos, ..node })?;
        p.pc = head + 4;
        Ok(true)
    }
    /// Begins a round of the possessive repeat that `rep` counts, or goes on behind it.
    fn possessive_round(&mut self, p: &mut Place, rep: u32) -> Result<bool, Raised> {
        let Some(node) = self.node(rep) else { return Ok(false) };
        let head = node.pc as usize;
        let (min, max) = (self.word(head + 2), self.word(head + 3));
        let more = node.count < min || (node.count < max || max == MAX_REPEAT) && p.pos != node.last;
        if !more {
            p.rep = node.outer;
            p.pc = self.behind_possessive(head);
            return Ok(true);
        }
        let outer = p.fence;
        p.fence = self.stack.len() as u32;
        p.rep = rep;
        self.push(What::Possessive, p, head, outer as usize)?;
        p.pc = head + 4;
        Ok(true)
    }
    fn behind_possessive(&self, head: usize) -> usize {
        head + 2 + self.word(head + 1) as usize
    }

    // ------------------------------------------------------------------------------------------ fences, failing
    fn raise_fence(&mut self, p: &mut Place, what: What) -> Result<(), Raised> {
        let outer = p.fence;
        p.fence = self.stack.len() as u32;
        self.push(what, p, p.pc, outer as usize)
    }
    /// Drops the choices from entry `from` on; old marks stay, so that failing later puts them back.
    fn cut(&mut self, from: usize) {
        let mut to = from;
        for i in from..self.stack.len() {
            if self.stack[i].what == What::Mark {
                self.stack[to] = self.stack[i];
                to += 1;
            }
        }
        self.stack.truncate(to);
    }
    /// Takes back everything from entry `from` on.
    fn undo(&mut self, from: usize) {
        while self.stack.len() > from {
            if let Some(e) = self.stack.pop()
                && e.what == What::Mark
            {
                self.restore_mark(e);
            }
        }
    }
    fn restore_mark(&mut self, e: Entry) {
        if let Some(m) = self.marks.get_mut(e.pc as usize) {
            *m = e.pos;
        }
        self.last_group = e.aux;
    }
    /// `SUCCESS` inside a fence: the assertion or group has matched.
    fn leave(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let at = p.fence as usize;
        let f = self.stack[at];
        p.fence = f.aux as u32;
        p.rep = f.rep;
        let behind = f.pc as usize + 1 + self.word(f.pc as usize + 1) as usize;
        match f.what {
            What::AssertNot => {
                self.undo(at);
                self.nodes.truncate(f.nodes as usize);
                return Ok(false);
            }
            What::Possessive => {
                self.cut(at);
                self.nodes.truncate(f.nodes as usize);
                let Some(node) = self.node(f.rep) else { return Ok(false) };
                // the last round began where the fence stands
                let min = self.word(f.pc as usize + 2);
                let last = if node.count >= min { f.pos } else { UNSET };
                let next = Node { count: node.count + 1, last, ..node };
                // nothing that is left can go back to before the last round: the node may change
                self.nodes[f.rep as usize] = next;
                return self.possessive_round(p, f.rep);
            }
            What::Assert => {
                self.cut(at);
                p.pos = f.pos;
            }
            _ => self.cut(at),
        }
        self.nodes.truncate(f.nodes as usize);
        p.pc = behind;
        Ok(true)
    }
    /// Goes back to the last choice. False if there is none left.
    fn fail(&mut self, p: &mut Place) -> Result<bool, Raised> {
        loop {
            let Some(e) = self.stack.pop() else { return Ok(false) };
            if e.what == What::Mark {
                self.restore_mark(e);
                continue;
            }
            self.pay(1)?;
            self.nodes.truncate(e.nodes as usize);
            (p.pc, p.pos, p.rep) = (e.pc as usize, e.pos, e.rep);
            let going = match e.what {
                What::Choice => true,
                What::Branch => self.branch(p, e.pc as usize)?,
                What::Greedy => {
                    p.pos -= 1;
                    self.greedy(p, e.aux)?
                }
                What::Lazy => self.lazy_more(p, e.aux)?,
                What::LazyBody => self.lazy_body(p)?,
                What::Mark => false,
                What::Assert | What::Atomic => {
                    p.fence = e.aux as u32;
                    false
                }
                What::AssertNot => {
                    p.fence = e.aux as u32;
                    p.pc += 1 + self.word(p.pc + 1) as usize;
                    true
                }
                What::Possessive => {
                    p.fence = e.aux as u32;
                    match self.node(e.rep) {
                        Some(node) if node.count >= self.word(p.pc + 2) => {
                            p.rep = node.outer;
                            p.pc = self.behind_possessive(p.pc);
                            true
                        }
                        _ => false,
                    }
                }
            };
            if going {
                return Ok(true);
            }
        }
    }
}

#[cold]
fn poll() -> Result<(), Raised> {
    if breaker::pending() { breaker::poll() } else { Ok(()) }
}
/// The first place of a character.
fn find_unit<T: Unit>(text: &[T], c: u32) -> Option<usize> {
    if size_of::<T>() == 1 {
        // SAFETY: units of one byte are bytes.
        let bytes = unsafe { std::slice::from_raw_parts(text.as_ptr() as *const u8, text.len()) };
        return if c < 256 { memchr::memchr(c as u8, bytes) } else { None };
    }
    text.iter().position(|x| Into::<u32>::into(*x) == c)
}
fn same_char(code: u32, a: u32, b: u32) -> bool {
    a == b
        || match code {
            op::GROUPREF_IGNORE => lower_ascii(a) == lower_ascii(b),
            op::GROUPREF_UNI_IGNORE => lower(a) == lower(b),
            op::GROUPREF_LOC_IGNORE => lower_locale(a) == lower_locale(b) || upper_locale(a) == upper_locale(b),
            _ => false,
        }
}
