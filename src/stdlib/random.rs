//! `_random`: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded and read as CPython does, so that seeds
//! give the same numbers.

use std::cell::Cell;

use dashu_int::UBig;

use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::builtins::{int_ops, native_class, put};
use crate::layout;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::int::IntRef;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{compare, number};

const N: usize = 624;
const M: usize = 397;

layout! {
    /// `_random.Random`
    pub struct Random: Random {
        raw index: Cell<usize>,
        raw state: [Cell<u32>; N],
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "Random",
    module: "_random",
    kind: Kind::Random,
    doc: "Random() -> create a random number generator with its own internal state.",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new(
        "__init__(self, /, *args, **kwargs)",
        init_object,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    NativeDef::new("random(self, /)", random, "random() -> x in the interval [0, 1)."),
    NativeDef::new(
        "seed(self, n=None, /)",
        seed,
        "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier.",
    ),
    NativeDef::new(
        "getrandbits(self, k, /)",
        getrandbits,
        "getrandbits(k) -> x.  Generates an int with k random bits.",
    ),
    NativeDef::new("getstate(self, /)", getstate, "getstate() -> tuple containing the current state."),
    NativeDef::new("setstate(self, state, /)", setstate, "setstate(state) -> None.  Restores generator state."),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_random");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("Module implements the Mersenne Twister random number generator.").value());
    put(d, "Random", native_class(&TYPE).value());
    Ok(m)
}

impl Random {
    /// The next 32 random bits.
    fn next(&self) -> u32 {
        if self.index.get() >= N {
            self.refill();
        }
        let mut y = self.state[self.index.get()].get();
        self.index.set(self.index.get() + 1);
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }
    fn refill(&self) {
        for i in 0..N {
            let y = self.state[i].get() & 0x8000_0000 | self.state[(i + 1) % N].get() & 0x7fff_ffff;
            let twist = if y & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[i].set(self.state[(i + M) % N].get() ^ y >> 1 ^ twist);
        }
        self.index.set(0);
    }
    fn seed_word(&self, s: u32) {
        let mut x = s;
        self.state[0].set(x);
        for i in 1..N {
            x = 1_812_433_253u32.wrapping_mul(x ^ x >> 30).wrapping_add(i as u32);
            self.state[i].set(x);
        }
        self.index.set(N);
    }
    fn seed_words(&self, key: &[u32]) {
        self.seed_word(19_650_218);
        let get = |i: usize| self.state[i].get();
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let prev = get(i - 1);
            let mixed = get(i) ^ (prev ^ prev >> 30).wrapping_mul(1_664_525);
            self.state[i].set(mixed.wrapping_add(key[j]).wrapping_add(j as u32));
            i += 1;
            j = (j + 1) % key.len();
            if i >= N {
                self.state[0].set(get(N - 1));
                i = 1;
            }
        }
        for _ in 0..N - 1 {
            let prev = get(i - 1);
            let mixed = get(i) ^ (prev ^ prev >> 30).wrapping_mul(1_566_083_941);
            self.state[i].set(mixed.wrapping_sub(i as u32));
            i += 1;
            if i >= N {
                self.state[0].set(get(N - 1));
                i = 1;
            }
        }
        self.state[0].set(0x8000_0000);
    }
    fn seed_value(&self, v: Option<Value>) -> Result<(), Raised> {
        let Some(v) = v else {
            let mut bytes = [0u8; N * 4];
            if std::fs::File::open("/dev/urandom")
                .and_then(|mut f| std::io::Read::read_exact(&mut f, &mut bytes))
                .is_err()
            {
                let t = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos();
                let words = [t as u32, (t >> 32) as u32, std::process::id(), (t >> 64) as u32];
                self.seed_words(&words);
                return Ok(());
            }
            let key: Vec<u32> = bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
            self.seed_words(&key);
            return Ok(());
        };
        let n = match v.as_int() {
            Some(i) => i.with(int_ops::magnitude),
            // the hash as an unsigned machine word
            None => UBig::from(compare::hash(v)? as u64),
        };
        let mut key: Vec<u32> = n.as_words().iter().flat_map(|w| [*w as u32, (*w >> 32) as u32]).collect();
        while key.len() > 1 && key.last() == Some(&0) {
            key.pop();
        }
        if key.is_empty() {
            key.push(0);
        }
        self.seed_words(&key);
        Ok(())
    }
}

fn this(a: &Args) -> Result<Gc<Random>, Raised> {
    a[0].cast::<Random>().ok_or_else(|| type_error("a Random object is required"))
}
fn seed_argument(a: &Args) -> Result<Option<Value>, Raised> {
    let exact = a[0].cast::<Type>().unwrap_or_else(|| type_of(a[0])) == native_class(&TYPE);
    if exact && a.kwargs.is_some_and(|k| !k.is_empty()) {
        return Err(type_error("Random() takes no keyword arguments"));
    }
    match a.rest {
        [] => Ok(None),
        [v] => Ok(if *v == none() { None } else { Some(*v) }),
        _ => Err(type_error("Random() requires 0 or 1 argument")),
    }
}
fn new(a: &Args) -> Res {
    let cls = crate::builtins::int::class_argument(a[0], native_class(&TYPE))?;
    let seed =
        if cls == native_class(&TYPE) { seed_argument(a)? } else { a.rest.first().copied().filter(|v| *v != none()) };
    let r = alloc_sub(cls, Random { header: Random::HEADER, index: Cell::new(N), state: [const { Cell::new(0) }; N] })?;
    if cls == native_class(&TYPE) {
        r.seed_value(seed)?;
    }
    Ok(r.value())
}
fn init_object(a: &Args) -> Res {
    let r = this(a)?;
    if type_of(a[0]) != native_class(&TYPE) {
        let seed = seed_argument(a)?;
        r.seed_value(seed)?;
    }
    Ok(none())
}
fn random(a: &Args) -> Res {
    let r = this(a)?;
    let (hi, lo) = ((r.next() >> 5) as f64, (r.next() >> 6) as f64);
    Ok(Value::float((hi * 67108864.0 + lo) * (1.0 / 9007199254740992.0)))
}
fn seed(a: &Args) -> Res {
    this(a)?.seed_value(a.opt_none(1))?;
    Ok(none())
}
fn getrandbits(a: &Args) -> Res {
    let r = this(a)?;
    let k = number::index(a[1])?;
    let k = k.as_int().unwrap_or(IntRef::Small(0));
    if k.is_negative() {
        return Err(value_error("Cannot convert negative int"));
    }
    let Some(k) = k.to_i64() else {
        return Err(overflow_error("Python int too large to convert to C uint64_t"));
    };
    let k = k as u64;
    if k == 0 {
        return Ok(Value::small(0));
    }
    if k <= 32 {
        return Ok(Value::small((r.next() >> (32 - k)) as i64));
    }
    int_ops::check_room(k as u128)?;
    let count = k.div_ceil(32);
    let mut words = vec![0u64; count.div_ceil(2) as usize];
    for i in 0..count {
        let mut w = r.next();
        if i == count - 1 && k % 32 != 0 {
            w >>= 32 - k % 32;
        }
        words[i as usize / 2] |= (w as u64) << (32 * (i % 2));
    }
    Ok(Value::bigint(UBig::from_words(&words).into()))
}
fn getstate(a: &Args) -> Res {
    let r = this(a)?;
    let t = Tuple::try_alloc(N + 1, Kind::Tuple as u32, 0)?;
    for i in 0..N {
        t.init(i, Value::small(r.state[i].get() as i64));
    }
    t.init(N, Value::small(r.index.get() as i64));
    Ok(t.value())
}
fn setstate(a: &Args) -> Res {
    let r = this(a)?;
    let Some(t) = a[1].cast::<Tuple>() else { return Err(type_error("state vector must be a tuple")) };
    if t.len() != N + 1 {
        return Err(value_error("state vector is the wrong size"));
    }
    let mut state = [0u32; N];
    for (s, v) in state.iter_mut().zip(t.items()) {
        *s = word(*v)? as u32;
    }
    let index = word(t.get(N)).map(|i| i as i64)?;
    if !(0..=N as i64).contains(&index) {
        return Err(value_error("invalid state"));
    }
    r.state.iter().zip(state).for_each(|(c, s)| c.set(s));
    r.index.set(index as usize);
    Ok(none())
}
fn word(v: Value) -> Result<u64, Raised> {
    let Some(i) = v.as_int() else { return Err(type_error("an integer is required")) };
    if i.is_negative() {
        return Err(overflow_error("can't convert negative value to unsigned int"));
    }
    i.with(|b| u64::try_from(b)).map_err(|_| overflow_error("Python int too large to convert to C unsigned long"))
}
