//! A pattern's code made ready to run.
//!
//! The words that `re._compiler` emits are of varying length and say nothing about what comes next. A `Program` is made of
//! them once, before the pattern is first used: instructions of one size with resolved targets, a table for each set of
//! characters, and what `starts` finds out about what may follow. From that come
//!
//! - branches that know which of their alternatives may begin with a character; optional groups and loops whose body takes
//!   at least one character are such branches, too, and only other loops count their rounds;
//! - repeats of one character that are *settled*: no shorter or longer run can help, so that no choice is left behind;
//! - the `Plan` of a search: where a match may begin at all.
//!
//! Code that makes no sense fails to match where it ceases to make sense.

use super::codes::{Beyond, MAX_REPEAT, at, beyond_byte, category, matches_one, op, word};
use super::plan::Plan;
use super::starts::Walk;

/// Rows have an entry for each byte, one for all characters beyond, and one for the end of the text.
pub const BEYOND: usize = 256;
pub const END: usize = 257;
pub const ROW: usize = 258;
/// Where a character's entry is.
#[inline(always)]
pub fn entry<T: Copy + Into<u32>>(c: T) -> usize {
    BEYOND.min(c.into() as usize)
}
/// Most alternatives of a branch.
const WIDTH: usize = u32::BITS as usize;
const NOWHERE: u32 = u32::MAX;

/// A test of one character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum One {
    All,
    Char(u32),
    Not(u32),
    /// In `Program::sets`.
    Set(u32),
    /// What `codes::category` tests.
    Category(u32),
    /// What the code at this word says, when asked.
    Code(u32),
}
#[derive(Clone, Copy)]
pub enum Inst {
    Fail,
    Success,
    One(One),
    /// `len` of `Program::letters`.
    Text {
        from: u32,
        len: u32,
    },
    Mark(u32),
    At(u32),
    /// Here, one of the characters around is a word character and the other is not; or, if not `differ`, this is not so.
    Boundary {
        word: One,
        differ: bool,
    },
    Jump(u32),
    /// In `Program::branches`.
    Branch(u32),
    /// A repeat of one character, in `Program::singles`: as many as possible, giving back; as few as possible; a number of
    /// them that is settled.
    Greedy(u32),
    Lazy(u32),
    Settled(u32),
    /// In `Program::loops`: the beginning and the end of one.
    Repeat(u32),
    MaxUntil(u32),
    MinUntil(u32),
    Possessive(u32),
    Atomic {
        behind: u32,
    },
    Assert {
        back: u32,
        behind: u32,
    },
    AssertNot {
        back: u32,
        behind: u32,
    },
    /// How characters are compared is the number of the code's instruction.
    GroupRef {
        group: u32,
        how: u32,
    },
    GroupExists {
        group: u32,
        no: u32,
    },
}
pub struct Set {
    pub low: [bool; 256],
    beyond: Beyond,
    /// Where the code describes it.
    at: u32,
}
pub struct Branch {
    /// For each character the alternatives that may begin with it.
    pub row: Box<[u32; ROW]>,
    pub alternatives: Vec<u32>,
}
pub struct Single {
    pub one: One,
    pub min: u32,
    pub max: u32,
    pub follow: Follow,
}
/// What may come behind a repeat.
pub enum Follow {
    Anything,
    Char(u32),
    /// One of these characters.
    Row(Box<[bool; ROW]>),
}
pub struct Loop {
    pub min: u32,
    pub max: u32,
    pub body: u32,
    pub until: u32,
    pub behind: u32,
}
pub struct Program {
    pub insts: Vec<Inst>,
    pub sets: Vec<Set>,
    pub letters: Vec<u32>,
    pub branches: Vec<Branch>,
    pub singles: Vec<Single>,
    pub loops: Vec<Loop>,
    /// Fewest characters of a match.
    pub least: usize,
    pub plan: Plan,
}

impl Set {
    #[inline(always)]
    pub fn has(&self, code: &[u32], c: u32) -> bool {
        match self.low.get(c as usize) {
            Some(has) => *has,
            None => self.has_beyond(code, c),
        }
    }
    fn has_beyond(&self, code: &[u32], c: u32) -> bool {
        match self.beyond {
            Beyond::All(has) => has,
            Beyond::Category(which) => category(which, c),
            Beyond::Asked => matches_one(code, self.at as usize, c),
        }
    }
    pub fn may_have_beyond(&self) -> bool {
        self.beyond != Beyond::All(false)
    }
}

impl Single {
    /// Does it take what there is, up to the end of the line or of the text?
    pub fn takes_all(&self) -> bool {
        matches!(self.one, One::All | One::Not(10)) && self.max == MAX_REPEAT
    }
}

struct Builder<'a> {
    code: &'a [u32],
    p: Program,
    /// The instruction made of each word.
    places: Vec<u32>,
    /// Words that something leads to.
    targets: Vec<bool>,
    /// Words inside branches that are no instructions.
    skips: Vec<bool>,
    /// Repeats whose ends are still to come.
    open: Vec<u32>,
}
impl Program {
    pub fn new(code: &[u32]) -> Program {
        let p = Program {
            insts: vec![],
            sets: vec![],
            letters: vec![],
            branches: vec![],
            singles: vec![],
            loops: vec![],
            least: 0,
            plan: Plan::Everywhere,
        };
        let n = code.len() + 1;
        let mut b =
            Builder { code, p, places: vec![NOWHERE; n], targets: vec![false; n], skips: vec![false; n], open: vec![] };
        let mut at = 0;
        if word(code, 0) == op::INFO {
            at = 1 + word(code, 1) as usize;
            b.p.least = word(code, 3) as usize;
        }
        while at < code.len() {
            at = b.translate(at);
        }
        b.p.insts.push(Inst::Fail);
        b.resolve();
        b.p.prepare();
        b.p
    }
    /// Finds out what the code does not say.
    fn prepare(&mut self) {
        let mut walk = Walk::new(self.insts.len());
        for i in 0..self.insts.len() {
            if let Inst::Repeat(l) = self.insts[i] {
                self.simplify_loop(&mut walk, i, l as usize);
            }
        }
        for b in 0..self.branches.len() {
            let mut row = Box::new([0; ROW]);
            for (k, &pc) in self.branches[b].alternatives.iter().enumerate() {
                let starts = walk.starts(self, pc as usize, 1, usize::MAX);
                row.iter_mut().zip(starts.row).for_each(|(to, from)| *to |= ((from & 1) as u32) << k);
            }
            self.branches[b].row = row;
        }
        for i in 0..self.insts.len() {
            if let Inst::Greedy(s) | Inst::Lazy(s) | Inst::Settled(s) = self.insts[i] {
                self.look_behind_single(&mut walk, i, s as usize);
            }
        }
        self.plan = Plan::new(self, &mut walk);
    }
    /// A loop of at most one round, or of any number of rounds that take characters, needs no counting.
    fn simplify_loop(&mut self, walk: &mut Walk, head: usize, l: usize) {
        let Loop { min, max, body, until, behind } = self.loops[l];
        let lazy = match self.insts[until as usize] {
            Inst::MinUntil(other) if other as usize == l => true,
            Inst::MaxUntil(other) if other as usize == l => false,
            _ => return,
        };
        let alternatives = if lazy { vec![behind, body] } else { vec![body, behind] };
        let branch = Inst::Branch(self.branches.len() as u32);
        if min == 0 && max == 1 {
            self.insts[head] = branch;
            self.insts[until as usize] = Inst::Jump(behind);
        } else if min <= 1 && max == MAX_REPEAT && walk.starts(self, body as usize, 1, until as usize).places > 0 {
            self.insts[head] = Inst::Jump(if min == 0 { until } else { body });
            self.insts[until as usize] = branch;
        } else {
            return;
        }
        self.branches.push(Branch { row: Box::new([0; ROW]), alternatives });
    }
    fn look_behind_single(&mut self, walk: &mut Walk, pc: usize, s: usize) {
        let next = walk.starts(self, pc + 1, 1, usize::MAX);
        let own = self.row_of(self.singles[s].one);
        let follows = |i: usize| next.row[i] & 1 != 0;
        let lazy = matches!(self.insts[pc], Inst::Lazy(_));
        if next.places == 0 {
            // the first try is the last one if nothing but success comes behind it
            if !lazy && self.succeeds(pc + 1) {
                self.insts[pc] = Inst::Settled(s as u32);
            }
            return;
        }
        if (0..=BEYOND).all(|i| !(own[i] && follows(i))) {
            // what comes behind cannot begin inside the run
            self.insts[pc] = Inst::Settled(s as u32);
        }
        let mut characters = (0..ROW).filter(|i| follows(*i));
        self.singles[s].follow = match (characters.next(), characters.next()) {
            (Some(c), None) if c < BEYOND => Follow::Char(c as u32),
            _ => Follow::Row(Box::new(std::array::from_fn(follows))),
        };
    }
    fn succeeds(&self, mut pc: usize) -> bool {
        loop {
            match self.insts[pc] {
                Inst::Success => return true,
                Inst::Mark(_) => pc += 1,
                Inst::Jump(to) if to as usize > pc => pc = to as usize,
                _ => return false,
            }
        }
    }
    /// The characters that every match begins with.
    pub fn prefix(&self) -> Vec<u32> {
        let mut letters = vec![];
        for i in &self.insts {
            match *i {
                Inst::Mark(_) => {}
                Inst::One(One::Char(c)) => letters.push(c),
                Inst::Text { from, len } => {
                    letters.extend_from_slice(&self.letters[from as usize..(from + len) as usize])
                }
                _ => break,
            }
        }
        letters
    }
    /// Does what a match takes depend on what groups have matched?
    pub fn looks_at_groups(&self) -> bool {
        self.insts.iter().any(|i| matches!(i, Inst::GroupRef { .. } | Inst::GroupExists { .. }))
    }
    /// Which characters may pass a test.
    pub fn row_of(&self, one: One) -> [bool; ROW] {
        match one {
            One::Char(c) => std::array::from_fn(|i| i == entry(c)),
            One::Not(c) => std::array::from_fn(|i| i != END && (i != c as usize || i == BEYOND)),
            One::Set(s) => {
                let s = &self.sets[s as usize];
                std::array::from_fn(|i| if i < BEYOND { s.low[i] } else { i == BEYOND && s.may_have_beyond() })
            }
            One::All | One::Category(_) | One::Code(_) => std::array::from_fn(|i| i != END),
        }
    }
}

impl Builder<'_> {
    fn word(&self, at: usize) -> u32 {
        word(self.code, at)
    }
    fn emit(&mut self, i: Inst) {
        self.p.insts.push(i);
    }
    /// Where the operand at `at` leads, which counts words from itself on.
    fn target(&mut self, at: usize) -> u32 {
        let to = (at + self.word(at) as usize).min(self.code.len());
        self.targets[to] = true;
        to as u32
    }
    /// Translates the instruction at `at`; where the next one is.
    fn translate(&mut self, at: usize) -> usize {
        if self.skips[at] {
            return at + 1;
        }
        self.places[at] = self.p.insts.len() as u32;
        let arg = self.word(at + 1);
        match self.word(at) {
            op::SUCCESS => self.emit(Inst::Success),
            op::LITERAL => return self.literals(at),
            op::ANY
            | op::ANY_ALL
            | op::NOT_LITERAL
            | op::CATEGORY
            | op::LITERAL_IGNORE
            | op::NOT_LITERAL_IGNORE
            | op::LITERAL_UNI_IGNORE
            | op::NOT_LITERAL_UNI_IGNORE
            | op::LITERAL_LOC_IGNORE
            | op::NOT_LITERAL_LOC_IGNORE
            | op::IN
            | op::IN_IGNORE
            | op::IN_UNI_IGNORE
            | op::IN_LOC_IGNORE => {
                let (one, next) = self.one(at);
                self.emit(Inst::One(one));
                return next;
            }
            op::MARK => self.emit(Inst::Mark(arg)),
            op::AT => self.position(arg),
            op::JUMP => {
                let to = self.target(at + 1);
                self.emit(Inst::Jump(to));
            }
            op::BRANCH => {
                self.branch(at + 1);
                return at + 1;
            }
            code @ (op::REPEAT_ONE | op::MIN_REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE) => {
                let s = self.p.singles.len() as u32;
                let (one, _) = self.one(at + 4);
                let (min, max) = (self.word(at + 2), self.word(at + 3));
                self.p.singles.push(Single { one, min, max, follow: Follow::Anything });
                self.emit(match code {
                    op::REPEAT_ONE => Inst::Greedy(s),
                    op::MIN_REPEAT_ONE => Inst::Lazy(s),
                    _ => Inst::Settled(s),
                });
                return self.target(at + 1) as usize;
            }
            code @ (op::REPEAT | op::POSSESSIVE_REPEAT) => {
                let l = self.p.loops.len() as u32;
                let (min, max) = (self.word(at + 2), self.word(at + 3));
                let until = self.target(at + 1);
                self.p.loops.push(Loop { min, max, body: at as u32 + 4, until, behind: until + 1 });
                if code == op::REPEAT {
                    self.open.push(l);
                }
                self.emit(if code == op::REPEAT { Inst::Repeat(l) } else { Inst::Possessive(l) });
                return at + 4;
            }
            code @ (op::MAX_UNTIL | op::MIN_UNTIL) => {
                match self.open.pop() {
                    Some(l) if self.p.loops[l as usize].until as usize == at => {
                        self.emit(if code == op::MAX_UNTIL { Inst::MaxUntil(l) } else { Inst::MinUntil(l) });
                    }
                    _ => self.emit(Inst::Fail),
                }
                return at + 1;
            }
            op::ATOMIC_GROUP => {
                let behind = self.target(at + 1);
                self.emit(Inst::Atomic { behind });
            }
            code @ (op::ASSERT | op::ASSERT_NOT) => {
                let (back, behind) = (self.word(at + 2), self.target(at + 1));
                self.emit(match code {
                    op::ASSERT => Inst::Assert { back, behind },
                    _ => Inst::AssertNot { back, behind },
                });
                return at + 3;
            }
            how @ (op::GROUPREF | op::GROUPREF_IGNORE | op::GROUPREF_UNI_IGNORE | op::GROUPREF_LOC_IGNORE) => {
                self.emit(Inst::GroupRef { group: arg, how });
            }
            op::GROUPREF_EXISTS => {
                let to = (at + 1 + self.word(at + 2) as usize).min(self.code.len());
                self.targets[to] = true;
                self.emit(Inst::GroupExists { group: arg, no: to as u32 });
                return at + 3;
            }
            _ => self.emit(Inst::Fail),
        }
        at + if matches!(self.word(at), op::SUCCESS | op::FAILURE) { 1 } else { 2 }
    }
    fn literals(&mut self, mut at: usize) -> usize {
        let from = self.p.letters.len();
        loop {
            self.p.letters.push(self.word(at + 1));
            at += 2;
            if at >= self.code.len() || self.word(at) != op::LITERAL || self.targets[at] || self.skips[at] {
                break;
            }
        }
        let len = self.p.letters.len() - from;
        if len == 1 {
            let c = self.p.letters.remove(from);
            self.emit(Inst::One(One::Char(c)));
        } else {
            self.emit(Inst::Text { from: from as u32, len: len as u32 });
        }
        at
    }
    fn position(&mut self, which: u32) {
        let (differ, word) = match which {
            at::BOUNDARY | at::NON_BOUNDARY => {
                (which == at::BOUNDARY, self.tabled(One::Category(4), Beyond::All(false)))
            }
            at::UNI_BOUNDARY | at::UNI_NON_BOUNDARY => {
                (which == at::UNI_BOUNDARY, self.tabled(One::Category(14), Beyond::Category(14)))
            }
            at::LOC_BOUNDARY | at::LOC_NON_BOUNDARY => (which == at::LOC_BOUNDARY, One::Category(8)),
            _ => return self.emit(Inst::At(which)),
        };
        self.emit(Inst::Boundary { word, differ });
    }
    /// The branch whose first skip word is at `at`. A long one is several, each the last alternative of the one before; the
    /// word that begins the rest stands for it.
    fn branch(&mut self, mut at: usize) {
        loop {
            let mut alternatives = vec![];
            self.places[at] = self.p.insts.len() as u32;
            while at < self.code.len() && self.word(at) != 0 && alternatives.len() < WIDTH - 1 {
                self.skips[at] = true;
                alternatives.push(at as u32 + 1);
                at = self.target(at) as usize;
            }
            let more = at < self.code.len() && self.word(at) != 0;
            if more {
                alternatives.push(at as u32);
            }
            self.emit(Inst::Branch(self.p.branches.len() as u32));
            self.p.branches.push(Branch { row: Box::new([0; ROW]), alternatives });
            if !more {
                if at < self.code.len() {
                    self.skips[at] = true;
                }
                return;
            }
        }
    }
    /// The test of one character at `at`, and what is behind it.
    fn one(&mut self, at: usize) -> (One, usize) {
        let arg = self.word(at + 1);
        let asked = One::Code(at as u32);
        match self.word(at) {
            op::ANY => (One::Not(10), at + 1),
            op::ANY_ALL => (One::All, at + 1),
            op::LITERAL => (One::Char(arg), at + 2),
            op::NOT_LITERAL => (One::Not(arg), at + 2),
            op::LITERAL_IGNORE | op::NOT_LITERAL_IGNORE => {
                let beyond =
                    if arg < 256 { Beyond::All(self.word(at) == op::NOT_LITERAL_IGNORE) } else { Beyond::Asked };
                (self.tabled(asked, beyond), at + 2)
            }
            op::LITERAL_UNI_IGNORE | op::NOT_LITERAL_UNI_IGNORE => (self.tabled(asked, Beyond::Asked), at + 2),
            op::CATEGORY if matches!(arg, 8 | 9) => (One::Category(arg), at + 2),
            op::CATEGORY => (self.tabled(asked, Beyond::Category(arg)), at + 2),
            code @ (op::IN | op::IN_IGNORE | op::IN_UNI_IGNORE) => {
                let one = match beyond_byte(self.code, at + 2) {
                    None => asked,
                    // a character beyond may be a byte in lower case
                    Some(_) if code == op::IN_UNI_IGNORE => self.tabled(asked, Beyond::Asked),
                    Some(beyond) => self.tabled(asked, beyond),
                };
                (one, self.target(at + 1) as usize)
            }
            op::IN_LOC_IGNORE => (asked, self.target(at + 1) as usize),
            _ => (asked, at + 2),
        }
    }
    /// A test as a set with a table.
    fn tabled(&mut self, one: One, beyond: Beyond) -> One {
        let (code, at) = (self.code, if let One::Code(at) = one { at } else { 0 });
        let low = std::array::from_fn(|c| match one {
            One::Category(which) => category(which, c as u32),
            _ => matches_one(code, at as usize, c as u32),
        });
        let same = |s: &Set| s.low == low && s.beyond == beyond && beyond != Beyond::Asked;
        let i = self.p.sets.iter().position(same).unwrap_or_else(|| {
            self.p.sets.push(Set { low, beyond, at });
            self.p.sets.len() - 1
        });
        One::Set(i as u32)
    }
    /// Makes words' indices instructions' indices.
    fn resolve(&mut self) {
        let fail = self.p.insts.len() as u32 - 1;
        let places = &self.places;
        let resolve = |to: &mut u32| *to = places.get(*to as usize).copied().filter(|i| *i != NOWHERE).unwrap_or(fail);
        for i in &mut self.p.insts {
            match i {
                Inst::Jump(to) | Inst::GroupExists { no: to, .. } => resolve(to),
                Inst::Atomic { behind } | Inst::Assert { behind, .. } | Inst::AssertNot { behind, .. } => {
                    resolve(behind)
                }
                _ => {}
            }
        }
        self.p.branches.iter_mut().for_each(|b| b.alternatives.iter_mut().for_each(resolve));
        for l in &mut self.p.loops {
            resolve(&mut l.body);
            resolve(&mut l.until);
            resolve(&mut l.behind);
        }
    }
}
