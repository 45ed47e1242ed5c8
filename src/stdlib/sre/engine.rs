//! The matcher: backtracking over a `Program`.
//!
//! Everything that may have to be undone is on one stack of entries: choices (where to go on if what follows fails), old
//! values of group marks, and fences (the start of an assertion or atomic group: what is above one belongs to it).
//! Failing pops entries, putting marks back, until one knows how to go on. Leaving an atomic group drops the choices above
//! its fence and keeps the old marks. Counts of `Repeat` are nodes that never change: each round adds a node, so going
//! back to an older one needs no undoing. Nothing recurses natively.
//!
//! Most attempts end without a choice: branches push one only if a second alternative may begin with the character that
//! comes next, and repeats of one character go back only to where what follows may begin. A mark that is set while the
//! stack is empty needs no old value.
//!
//! Invariant: the state holds positions and indices of instructions only, no values.

use std::cell::Cell;

use super::codes::{MAX_REPEAT, at, lower, lower_ascii, lower_locale, matches_one, op, upper_locale};
use super::program::{END, Follow, Inst, One, Program, Single, entry};
use crate::interp::breaker;
use crate::object::str::Unit;
use crate::object::{Raised, memory_error};

pub const UNSET: usize = usize::MAX;
const NO_REPEAT: u32 = u32::MAX;
const NO_FENCE: u32 = u32::MAX;
/// Work (about one for each choice taken back) between two looks at the eval breaker.
const FUEL: u32 = 1 << 15;
/// Most entries and nodes: their indices are 32 bits.
const MAX_ENTRIES: usize = u32::MAX as usize - 1;
/// Most entries that are kept for the pattern's next match.
const KEPT_ENTRIES: usize = 1 << 12;

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// Go on at `pc`, `pos`.
    Choice,
    /// Alternatives (bits of `aux`) of the branch `pc`.
    Branch,
    /// The greedy single-character repeat at `pc` may give back: it holds up to `pos`, must keep `aux`.
    Greedy,
    /// The lazy single-character repeat at `pc` may take more: `pos` so far, `aux` characters taken.
    Lazy,
    /// A lazy repeat at `MinUntil` that may run its body again.
    LazyBody,
    /// Mark `pc` was `pos`, the last group `aux`.
    Mark,
    /// Fences, `aux` the outer one.
    Assert,
    AssertNot,
    Atomic,
    /// A round of the possessive repeat `pc`; `pos` where it began. The node of `rep` counts.
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
    count: u32,
    /// Where the last optional round began.
    last: usize,
    outer: u32,
}
/// Where the matcher is.
#[derive(Clone, Copy)]
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

/// Memory of a matcher, which its pattern keeps for the next one.
#[derive(Default)]
pub struct Scratch {
    marks: Vec<usize>,
    stack: Vec<Entry>,
    nodes: Vec<Node>,
}
pub struct Matcher<'a, T> {
    pub(super) program: &'a Program,
    code: &'a [u32],
    pub(super) text: &'a [T],
    /// The group that was closed last, or 0.
    pub last_group: usize,
    pub start: usize,
    pub end: usize,
    /// Start and end of each group.
    marks: Vec<usize>,
    /// Is any mark set, or the last group?
    marked: bool,
    stack: Vec<Entry>,
    nodes: Vec<Node>,
    fuel: u32,
    home: &'a Cell<Scratch>,
}

impl<'a, T: Unit> Matcher<'a, T> {
    /// `text` ends where the search ends; `code` is what the program was made of.
    pub fn new(
        program: &'a Program,
        code: &'a [u32],
        groups: usize,
        text: &'a [T],
        home: &'a Cell<Scratch>,
    ) -> Matcher<'a, T> {
        let Scratch { mut marks, stack, nodes } = home.take();
        marks.clear();
        marks.resize(groups * 2, UNSET);
        let (last_group, start, end, marked) = (0, 0, 0, false);
        Matcher { program, code, text, last_group, start, end, marks, marked, stack, nodes, fuel: FUEL, home }
    }
    /// Pays for work; from time to time the eval breaker gets its turn.
    #[inline(always)]
    pub(super) fn pay(&mut self, n: usize) -> Result<(), Raised> {
        if self.fuel as usize > n {
            self.fuel -= n as u32;
            return Ok(());
        }
        self.fuel = FUEL;
        poll()
    }
    /// Tries to match at `from`. On success `start`, `end` and the groups say what matched.
    pub fn match_at(&mut self, from: usize, goal: Goal) -> Result<bool, Raised> {
        if from > self.text.len() {
            return Ok(false);
        }
        self.attempt(from, goal)
    }
    /// Start and end of a group (counted from 0) that has matched.
    pub fn group(&self, i: usize) -> Option<(usize, usize)> {
        match (self.marks.get(i * 2), self.marks.get(i * 2 + 1)) {
            (Some(&s), Some(&e)) if s != UNSET && e != UNSET && s <= e => Some((s, e)),
            _ => None,
        }
    }
    #[inline(always)]
    fn matches(&self, one: One, c: T) -> bool {
        let c = c.into();
        match one {
            One::Char(x) => c == x,
            One::Set(s) => self.program.sets[s as usize].has(self.code, c),
            One::Not(x) => c != x,
            One::All => true,
            One::Category(_) | One::Code(_) => self.asked(one, c),
        }
    }
    #[cold]
    fn asked(&self, one: One, c: u32) -> bool {
        match one {
            One::Category(which) => super::codes::category(which, c),
            One::Code(at) => matches_one(self.code, at as usize, c),
            _ => false,
        }
    }
    fn push(&mut self, what: What, p: Place, pc: usize, aux: usize) -> Result<(), Raised> {
        if self.stack.len() == self.stack.capacity() {
            grow(&mut self.stack)?;
        }
        let nodes = self.nodes.len() as u32;
        self.stack.push(Entry { what, pc: pc as u32, pos: p.pos, rep: p.rep, nodes, aux });
        Ok(())
    }
    fn add_node(&mut self, n: Node) -> Result<u32, Raised> {
        if self.nodes.len() == self.nodes.capacity() {
            grow(&mut self.nodes)?;
        }
        self.nodes.push(n);
        Ok(self.nodes.len() as u32 - 1)
    }

    /// One attempt to match at `from`.
    pub(super) fn attempt(&mut self, from: usize, goal: Goal) -> Result<bool, Raised> {
        self.stack.clear();
        self.nodes.clear();
        if self.marked {
            self.marks.fill(UNSET);
            self.last_group = 0;
            self.marked = false;
        }
        let (program, text) = (self.program, self.text);
        let mut p = Place { pc: 0, pos: from, rep: NO_REPEAT, fence: NO_FENCE };
        loop {
            let going = match program.insts[p.pc] {
                Inst::One(one) => {
                    p.pc += 1;
                    p.pos += 1;
                    p.pos <= text.len() && self.matches(one, text[p.pos - 1])
                }
                Inst::Text { from, len } => {
                    let (from, len) = (from as usize, len as usize);
                    p.pc += 1;
                    p.pos += len;
                    p.pos <= text.len() && is_text(&text[p.pos - len..p.pos], &program.letters[from..from + len])
                }
                Inst::Branch(b) => {
                    let branch = &program.branches[b as usize];
                    let i = text.get(p.pos).map_or(END, |c| entry(*c));
                    let may = branch.row[i];
                    may != 0 && {
                        let rest = may & (may - 1);
                        if rest != 0 {
                            self.push(What::Branch, p, b as usize, rest as usize)?;
                        }
                        self.pay(1)?;
                        p.pc = branch.alternatives[may.trailing_zeros() as usize] as usize;
                        true
                    }
                }
                Inst::Settled(s) => {
                    let single = &program.singles[s as usize];
                    let n = self.count(single, p.pos, single.max)?;
                    p.pc += 1;
                    p.pos += n;
                    n >= single.min as usize && single.follow.allows(text, p.pos)
                }
                Inst::Greedy(s) => {
                    let single = &program.singles[s as usize];
                    let n = self.count(single, p.pos, single.max)?;
                    let least = p.pos + single.min as usize;
                    p.pos += n;
                    n >= single.min as usize && self.give_back(&mut p, least, single)?
                }
                Inst::Mark(i) => {
                    self.set_mark(p, i as usize)?;
                    p.pc += 1;
                    true
                }
                Inst::Jump(to) => {
                    p.pc = to as usize;
                    true
                }
                Inst::At(which) => {
                    p.pc += 1;
                    self.is_at(which, p.pos)
                }
                Inst::Boundary { word, differ } => {
                    let before = p.pos > 0 && self.matches(word, text[p.pos - 1]);
                    let behind = p.pos < text.len() && self.matches(word, text[p.pos]);
                    p.pc += 1;
                    (before != behind) == differ
                }
                Inst::Success if p.fence == NO_FENCE => {
                    let good = match goal {
                        Goal::Any => true,
                        Goal::All => p.pos == text.len(),
                        Goal::Advance => p.pos != from,
                    };
                    if good {
                        (self.start, self.end) = (from, p.pos);
                        return Ok(true);
                    }
                    false
                }
                Inst::Fail => false,
                other => {
                    // by way of a copy, so that the place itself can live in registers
                    let mut q = p;
                    let going = self.step(&mut q, other)?;
                    p = q;
                    going
                }
            };
            if going {
                continue;
            }
            let mut q = p;
            if !self.fail(&mut q)? {
                return Ok(false);
            }
            p = q;
        }
    }
    /// Executes an instruction that is none of the frequent ones; false means failure.
    fn step(&mut self, p: &mut Place, inst: Inst) -> Result<bool, Raised> {
        match inst {
            Inst::Lazy(s) => {
                let single = &self.program.singles[s as usize];
                let n = if single.min == 0 { 0 } else { self.count(single, p.pos, single.min)? };
                p.pos += n;
                if n < single.min as usize {
                    return Ok(false);
                }
                if !single.follow.allows(self.text, p.pos) {
                    return self.take_more(p, n);
                }
                self.push(What::Lazy, *p, p.pc, n)?;
                p.pc += 1;
            }
            Inst::Repeat(l) => {
                p.rep = self.add_node(Node { count: u32::MAX, last: UNSET, outer: p.rep })?;
                p.pc = self.program.loops[l as usize].until as usize;
            }
            Inst::MaxUntil(l) => return self.max_until(p, l as usize),
            Inst::MinUntil(l) => return self.min_until(p, l as usize),
            Inst::Possessive(l) => {
                let rep = self.add_node(Node { count: 0, last: UNSET, outer: p.rep })?;
                return self.possessive_round(p, l as usize, rep);
            }
            Inst::Atomic { .. } => {
                self.raise_fence(p, What::Atomic)?;
                p.pc += 1;
            }
            Inst::Assert { back, behind } | Inst::AssertNot { back, behind } => {
                let negative = matches!(inst, Inst::AssertNot { .. });
                if p.pos < back as usize {
                    p.pc = behind as usize;
                    return Ok(negative);
                }
                self.raise_fence(p, if negative { What::AssertNot } else { What::Assert })?;
                p.pos -= back as usize;
                p.pc += 1;
            }
            Inst::Success => return self.leave(p),
            Inst::GroupRef { group, how } => {
                let Some((from, to)) = self.group(group as usize) else { return Ok(false) };
                let n = to - from;
                if self.text.len() - p.pos < n {
                    return Ok(false);
                }
                self.pay(1 + n / 16)?;
                let (then, now) = (&self.text[from..to], &self.text[p.pos..p.pos + n]);
                p.pos += n;
                p.pc += 1;
                return Ok(then.iter().zip(now).all(|(a, b)| same_char(how, (*a).into(), (*b).into())));
            }
            Inst::GroupExists { group, no } => {
                p.pc = if self.group(group as usize).is_some() { p.pc + 1 } else { no as usize };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
    #[inline(always)]
    fn set_mark(&mut self, p: Place, i: usize) -> Result<(), Raised> {
        let Some(old) = self.marks.get(i).copied() else { return Ok(()) };
        if !self.stack.is_empty() {
            self.push(What::Mark, Place { pos: old, ..p }, i, self.last_group)?;
        }
        self.marked = true;
        self.marks[i] = p.pos;
        if i & 1 == 1 {
            self.last_group = i / 2 + 1;
        }
        Ok(())
    }
    fn is_at(&self, which: u32, pos: usize) -> bool {
        let n = self.text.len();
        let newline = |i: usize| self.text[i].into() == 10;
        match which {
            at::BEGINNING | at::BEGINNING_STRING => pos == 0,
            at::BEGINNING_LINE => pos == 0 || newline(pos - 1),
            at::END => pos == n || pos + 1 == n && newline(pos),
            at::END_LINE => pos == n || newline(pos),
            at::END_STRING => pos == n,
            _ => false,
        }
    }

    // ------------------------------------------------------------------------------------------ single characters
    /// How many characters from `pos` on pass the test, up to `max`.
    #[inline(always)]
    fn count(&mut self, single: &Single, pos: usize, max: u32) -> Result<usize, Raised> {
        let rest = &self.text[pos..];
        let rest = if max == MAX_REPEAT { rest } else { &rest[..rest.len().min(max as usize)] };
        let all = rest.len();
        let n = match single.one {
            One::All => all,
            One::Not(c) => find_unit(rest, c).unwrap_or(all),
            One::Char(x) => rest.iter().position(|c| (*c).into() != x).unwrap_or(all),
            One::Set(s) => {
                let (set, code) = (&self.program.sets[s as usize], self.code);
                rest.iter().position(|c| !set.has(code, (*c).into())).unwrap_or(all)
            }
            one => rest.iter().position(|c| !self.matches(one, *c)).unwrap_or(all),
        };
        self.pay(1 + n / 64)?;
        Ok(n)
    }
    /// The greedy repeat at `p.pc` holds the characters up to `p.pos`: goes to the last place, not before `least`, where
    /// what follows may match.
    #[inline(always)]
    fn give_back(&mut self, p: &mut Place, least: usize, single: &Single) -> Result<bool, Raised> {
        let from = p.pos;
        let last = match &single.follow {
            Follow::Anything => Some(from),
            follow if follow.allows(self.text, from) => Some(from),
            Follow::Char(x) => rfind_unit(&self.text[least..from], *x).map(|k| least + k),
            Follow::Row(row) => self.text[least..from].iter().rposition(|c| row[entry(*c)]).map(|k| least + k),
        };
        self.pay(1 + (from - last.unwrap_or(least)) / 64)?;
        let Some(last) = last else { return Ok(false) };
        p.pos = last;
        if p.pos > least {
            self.push(What::Greedy, *p, p.pc, least)?;
        }
        p.pc += 1;
        Ok(true)
    }
    /// Takes one more character, or as many more as are needed, for the lazy repeat at `p.pc`, then tries the rest again.
    fn take_more(&mut self, p: &mut Place, taken: usize) -> Result<bool, Raised> {
        let Inst::Lazy(s) = self.program.insts[p.pc] else { return Ok(false) };
        let single = &self.program.singles[s as usize];
        let mut rest = &self.text[p.pos..];
        if single.max != MAX_REPEAT {
            rest = &rest[..rest.len().min((single.max as usize).saturating_sub(taken))];
        }
        let from = p.pos;
        for c in rest {
            if !self.matches(single.one, *c) {
                break;
            }
            p.pos += 1;
            if single.follow.allows(self.text, p.pos) {
                let n = p.pos - from;
                self.pay(1 + n / 16)?;
                self.push(What::Lazy, *p, p.pc, taken + n)?;
                p.pc += 1;
                return Ok(true);
            }
        }
        self.pay(1 + (p.pos - from) / 16)?;
        Ok(false)
    }

    // ------------------------------------------------------------------------------------------ repeats
    fn node(&self, rep: u32) -> Option<Node> {
        self.nodes.get(rep as usize).copied()
    }
    fn max_until(&mut self, p: &mut Place, l: usize) -> Result<bool, Raised> {
        self.pay(1)?;
        let (Some(node), l) = (self.node(p.rep), &self.program.loops[l]) else { return Ok(false) };
        let count = node.count.wrapping_add(1);
        if count < l.min {
            p.rep = self.add_node(Node { count, ..node })?;
            p.pc = l.body as usize;
        } else if (count < l.max || l.max == MAX_REPEAT) && p.pos != node.last {
            let body = Node { count, last: p.pos, ..node };
            self.push(What::Choice, Place { rep: node.outer, ..*p }, l.behind as usize, 0)?;
            p.rep = self.add_node(body)?;
            p.pc = l.body as usize;
        } else {
            p.rep = node.outer;
            p.pc = l.behind as usize;
        }
        Ok(true)
    }
    fn min_until(&mut self, p: &mut Place, l: usize) -> Result<bool, Raised> {
        self.pay(1)?;
        let (Some(node), l) = (self.node(p.rep), &self.program.loops[l]) else { return Ok(false) };
        let count = node.count.wrapping_add(1);
        if count < l.min {
            p.rep = self.add_node(Node { count, ..node })?;
            p.pc = l.body as usize;
            return Ok(true);
        }
        self.push(What::LazyBody, *p, p.pc, 0)?;
        p.rep = node.outer;
        p.pc = l.behind as usize;
        Ok(true)
    }
    /// The rest behind a lazy repeat has failed: one more round of the body.
    fn lazy_body(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let (Some(node), Inst::MinUntil(l)) = (self.node(p.rep), self.program.insts[p.pc]) else { return Ok(false) };
        let l = &self.program.loops[l as usize];
        let count = node.count.wrapping_add(1);
        if count >= l.max && l.max != MAX_REPEAT || p.pos == node.last {
            return Ok(false);
        }
        p.rep = self.add_node(Node { count, last: p.pos, ..node })?;
        p.pc = l.body as usize;
        Ok(true)
    }
    /// Begins a round of a possessive repeat that `rep` counts, or goes on behind it.
    fn possessive_round(&mut self, p: &mut Place, l: usize, rep: u32) -> Result<bool, Raised> {
        self.pay(1)?;
        let (Some(node), repeat) = (self.node(rep), &self.program.loops[l]) else { return Ok(false) };
        let more =
            node.count < repeat.min || (node.count < repeat.max || repeat.max == MAX_REPEAT) && p.pos != node.last;
        if !more {
            p.rep = node.outer;
            p.pc = repeat.behind as usize;
            return Ok(true);
        }
        let outer = p.fence;
        p.fence = self.stack.len() as u32;
        p.rep = rep;
        self.push(What::Possessive, *p, l, outer as usize)?;
        p.pc = repeat.body as usize;
        Ok(true)
    }

    // ------------------------------------------------------------------------------------------ fences, failing
    fn raise_fence(&mut self, p: &mut Place, what: What) -> Result<(), Raised> {
        let outer = p.fence;
        p.fence = self.stack.len() as u32;
        self.push(what, *p, p.pc, outer as usize)
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
    /// Where an assertion or atomic group goes on.
    fn behind(&self, pc: u32) -> usize {
        match self.program.insts[pc as usize] {
            Inst::Assert { behind, .. } | Inst::AssertNot { behind, .. } | Inst::Atomic { behind } => behind as usize,
            _ => self.program.insts.len() - 1,
        }
    }
    /// `Success` inside a fence: the assertion or group has matched.
    fn leave(&mut self, p: &mut Place) -> Result<bool, Raised> {
        let at = p.fence as usize;
        let f = self.stack[at];
        p.fence = f.aux as u32;
        p.rep = f.rep;
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
                let min = self.program.loops[f.pc as usize].min;
                let last = if node.count >= min { f.pos } else { UNSET };
                let next = Node { count: node.count + 1, last, ..node };
                // nothing that is left can go back to before the last round: the node may change
                self.nodes[f.rep as usize] = next;
                return self.possessive_round(p, f.pc as usize, f.rep);
            }
            What::Assert => {
                self.cut(at);
                p.pos = f.pos;
            }
            _ => self.cut(at),
        }
        self.nodes.truncate(f.nodes as usize);
        p.pc = self.behind(f.pc);
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
                What::Branch => {
                    let rest = e.aux & (e.aux - 1);
                    if rest != 0 {
                        self.push(What::Branch, *p, p.pc, rest)?;
                    }
                    let alternatives = &self.program.branches[p.pc].alternatives;
                    p.pc = alternatives[e.aux.trailing_zeros() as usize] as usize;
                    true
                }
                What::Greedy => match self.program.insts[p.pc] {
                    Inst::Greedy(s) => {
                        p.pos -= 1;
                        self.give_back(p, e.aux, &self.program.singles[s as usize])?
                    }
                    _ => false,
                },
                What::Lazy => self.take_more(p, e.aux)?,
                What::LazyBody => self.lazy_body(p)?,
                What::Mark => false,
                What::Assert | What::Atomic => {
                    p.fence = e.aux as u32;
                    false
                }
                What::AssertNot => {
                    p.fence = e.aux as u32;
                    p.pc = self.behind(e.pc);
                    true
                }
                What::Possessive => {
                    p.fence = e.aux as u32;
                    let l = &self.program.loops[p.pc];
                    match self.node(e.rep) {
                        Some(node) if node.count >= l.min => {
                            p.rep = node.outer;
                            p.pc = l.behind as usize;
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
impl<T> Drop for Matcher<'_, T> {
    fn drop(&mut self) {
        let (marks, mut stack, mut nodes) =
            (std::mem::take(&mut self.marks), std::mem::take(&mut self.stack), std::mem::take(&mut self.nodes));
        if stack.capacity() > KEPT_ENTRIES {
            stack = vec![];
        }
        if nodes.capacity() > KEPT_ENTRIES {
            nodes = vec![];
        }
        self.home.set(Scratch { marks, stack, nodes });
    }
}
impl Follow {
    #[inline(always)]
    fn allows<T: Unit>(&self, text: &[T], pos: usize) -> bool {
        match self {
            Follow::Anything => true,
            Follow::Char(x) => text.get(pos).is_some_and(|c| (*c).into() == *x),
            Follow::Row(row) => row[text.get(pos).map_or(END, |c| entry(*c))],
        }
    }
}

#[cold]
fn grow<E>(v: &mut Vec<E>) -> Result<(), Raised> {
    if v.len() >= MAX_ENTRIES {
        return Err(memory_error());
    }
    v.try_reserve(v.len().max(16)).map_err(|_| memory_error())
}
#[cold]
fn poll() -> Result<(), Raised> {
    if breaker::pending() { breaker::poll() } else { Ok(()) }
}
/// The first place of a character.
pub(super) fn find_unit<T: Unit>(text: &[T], c: u32) -> Option<usize> {
    match as_bytes(text) {
        Some(bytes) if c < 256 => memchr::memchr(c as u8, bytes),
        Some(_) => None,
        None => text.iter().position(|x| (*x).into() == c),
    }
}
fn rfind_unit<T: Unit>(text: &[T], c: u32) -> Option<usize> {
    match as_bytes(text) {
        Some(bytes) if c < 256 => memchr::memrchr(c as u8, bytes),
        Some(_) => None,
        None => text.iter().rposition(|x| (*x).into() == c),
    }
}
/// The text if its units are bytes.
#[inline(always)]
pub(super) fn as_bytes<T: Unit>(text: &[T]) -> Option<&[u8]> {
    // SAFETY: units of one byte are bytes.
    (size_of::<T>() == 1).then(|| unsafe { std::slice::from_raw_parts(text.as_ptr() as *const u8, text.len()) })
}
#[inline(always)]
pub(super) fn is_text<T: Unit>(text: &[T], letters: &[u32]) -> bool {
    text.iter().zip(letters).all(|(a, b)| (*a).into() == *b)
}
fn same_char(how: u32, a: u32, b: u32) -> bool {
    a == b
        || match how {
            op::GROUPREF_IGNORE => lower_ascii(a) == lower_ascii(b),
            op::GROUPREF_UNI_IGNORE => lower(a) == lower(b),
            op::GROUPREF_LOC_IGNORE => lower_locale(a) == lower_locale(b) || upper_locale(a) == upper_locale(b),
            _ => false,
        }
}
