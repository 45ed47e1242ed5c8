//! Stable sorting with comparisons that may run Python code and raise.
//!
//! Keys that are all small ints, all floats or all exact strings are sorted by Rust's own sort (such comparisons can neither
//! raise nor allocate). Everything else goes through a natural merge sort with the merge policy of powersort (Munro and Wild,
//! "Nearly-Optimal Mergesorts", 2018). After an exception the items are still a permutation of what they were.
//!
//! Relies on: all items exist before the sort begins. The arrays are marked as written as a whole before and after, so items
//! may be moved between them without a write barrier: whatever a collection in between makes old, it finds all items with.

use crate::object::Raised;
use crate::object::buffer::Array;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::protocol::compare::{Cmp, compare};

/// One item: `W` words, the first of which is what is compared.
type Item<const W: usize> = [u64; W];

/// Sorts the first `n` words of `a`.
pub fn sort_values(a: Gc<Array>, n: usize) -> Result<(), Raised> {
    sort::<1>(a, n)
}
/// Sorts the first `n` pairs (key, value) of `a` by their keys.
pub fn sort_pairs(a: Gc<Array>, n: usize) -> Result<(), Raised> {
    sort::<2>(a, n)
}

/// What all keys are.
#[derive(Clone, Copy, PartialEq)]
enum Keys {
    SmallInts,
    Floats,
    Strings,
    Mixed,
}

fn classify<const W: usize>(items: &[Item<W>]) -> Keys {
    // SAFETY: words of items are values.
    let value = |i: &Item<W>| unsafe { Value::from_bits(i[0]) };
    let all = |f: fn(Value) -> bool| items.iter().all(|i| f(value(i)));
    match items.first().map(value) {
        Some(v) if v.is_small() && all(Value::is_small) => Keys::SmallInts,
        Some(v) if v.is_float_imm() && all(|v| v.as_float_imm().is_some_and(|f| !f.is_nan())) => Keys::Floats,
        Some(v) if v.exact::<Str>().is_some() && all(|v| v.exact::<Str>().is_some()) => Keys::Strings,
        _ => Keys::Mixed,
    }
}

fn sort<const W: usize>(a: Gc<Array>, n: usize) -> Result<(), Raised> {
    if n < 2 {
        return Ok(());
    }
    // SAFETY: `a` holds `n * W` words; the slice is only used by code that cannot allocate on the heap.
    let items = unsafe { std::slice::from_raw_parts_mut(a.items() as *mut Item<W>, n) };
    let keys = classify(items);
    a.written();
    match keys {
        // tagged ints order as the ints do; equal ones cannot be told apart
        Keys::SmallInts if W == 1 => items.sort_unstable_by_key(|i| i[0] as i64),
        Keys::SmallInts => items.sort_by_key(|i| i[0] as i64),
        Keys::Floats => {
            let float = |i: &Item<W>| crate::object::value::decode_float(i[0]);
            let order = |x: &Item<W>, y: &Item<W>| float(x).partial_cmp(&float(y)).unwrap_or(std::cmp::Ordering::Equal);
            if W == 1 { items.sort_unstable_by(order) } else { items.sort_by(order) }
        }
        Keys::Strings => {
            // SAFETY: all keys are strings.
            let text = |i: &Item<W>| unsafe { Value::from_bits(i[0]).cast_unchecked::<Str>() };
            items.sort_by(|x, y| compare_str(text(x), text(y)));
        }
        Keys::Mixed => {
            let scratch = Array::try_new(n.div_ceil(2) * W)?;
            let mut m = Merger { a: a.items() as *mut Item<W>, tmp: scratch.items() as *mut Item<W>, n };
            let r = m.sort();
            a.written();
            // the scratch array must outlive the sort
            std::hint::black_box(scratch);
            return r;
        }
    }
    a.written();
    Ok(())
}

/// Order by code points.
pub fn compare_str(x: Gc<Str>, y: Gc<Str>) -> std::cmp::Ordering {
    if x.width == 1 && y.width == 1 { x.raw().cmp(y.raw()) } else { x.points().cmp(y.points()) }
}

/// `x < y` for sorting.
#[inline]
pub fn less(x: Value, y: Value) -> Result<bool, Raised> {
    if let (Some(a), Some(b)) = (x.as_small(), y.as_small()) {
        return Ok(a < b);
    }
    if let (Some(a), Some(b)) = (x.as_float_imm(), y.as_float_imm()) {
        return Ok(a < b);
    }
    if let (Some(a), Some(b)) = (x.exact::<Str>(), y.exact::<Str>()) {
        return Ok(compare_str(a, b).is_lt());
    }
    compare(x, y, Cmp::Lt)
}

struct Merger<const W: usize> {
    a: *mut Item<W>,
    /// Room for half of the items.
    tmp: *mut Item<W>,
    n: usize,
}
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

impl<const W: usize> Merger<W> {
    #[inline(always)]
    fn at(&self, i: usize) -> Item<W> {
        debug_assert!(i < self.n);
        // SAFETY: in bounds.
        unsafe { *self.a.add(i) }
    }
    #[inline(always)]
    fn lt(&self, x: Item<W>, y: Item<W>) -> Result<bool, Raised> {
        // SAFETY: words of items are values.
        unsafe { less(Value::from_bits(x[0]), Value::from_bits(y[0])) }
    }

    fn sort(&mut self) -> Result<(), Raised> {
        let n = self.n;
        let min_run = min_run(n);
        let mut stack = [Run { start: 0, len: 0, power: 0 }; 72];
        let mut depth = 0;
        let mut start = 0;
        while start < n {
            let mut len = self.count_run(start)?;
            if len < min_run {
                let want = min_run.min(n - start);
                self.insertion_sort(start, len, want)?;
                len = want;
            }
            if depth > 0 {
                let power = power(stack[depth - 1].start, stack[depth - 1].len, len, n);
                while depth > 1 && stack[depth - 2].power > power {
                    self.merge_top(&mut stack, &mut depth)?;
                }
                stack[depth - 1].power = power;
            }
            stack[depth] = Run { start, len, power: 0 };
            depth += 1;
            start += len;
        }
        while depth > 1 {
            self.merge_top(&mut stack, &mut depth)?;
        }
        Ok(())
    }
    fn merge_top(&mut self, stack: &mut [Run], depth: &mut usize) -> Result<(), Raised> {
        let (x, y) = (stack[*depth - 2], stack[*depth - 1]);
        self.merge(x.start, x.len, y.len)?;
        stack[*depth - 2] = Run { start: x.start, len: x.len + y.len, power: y.power };
        *depth -= 1;
        Ok(())
    }
    /// Length of the run at `start`. A descending one, in which equal neighbours may stand, is reversed such that they keep
    /// their order.
    fn count_run(&mut self, start: usize) -> Result<usize, Raised> {
        let mut end = start + 1;
        while end < self.n && !self.lt(self.at(end), self.at(end - 1))? {
            end += 1;
        }
        if end == self.n {
            return Ok(end - start);
        }
        let rising = end - start;
        if rising > 1 && self.lt(self.at(start), self.at(end - 1))? {
            return Ok(rising);
        }
        // equal items, if there were several, and then a smaller one: they are reversed by themselves, then with all others
        let mut equal = if rising > 1 { rising - 1 } else { 0 };
        self.reverse_equal(end, &mut equal);
        end += 1;
        while end < self.n {
            if self.lt(self.at(end), self.at(end - 1))? {
                self.reverse_equal(end, &mut equal);
            } else if self.lt(self.at(end - 1), self.at(end))? {
                break;
            } else {
                equal += 1;
            }
            end += 1;
        }
        self.reverse_equal(end, &mut equal);
        self.reverse(start, end);
        while end < self.n && !self.lt(self.at(end), self.at(end - 1))? {
            end += 1;
        }
        Ok(end - start)
    }
    /// Reverses the `equal + 1` equal items before `end`, if there are several.
    fn reverse_equal(&mut self, end: usize, equal: &mut usize) {
        if *equal > 0 {
            self.reverse(end - *equal - 1, end);
            *equal = 0;
        }
    }
    fn reverse(&mut self, from: usize, to: usize) {
        // SAFETY: in bounds.
        unsafe { std::slice::from_raw_parts_mut(self.a.add(from), to - from).reverse() };
    }
    /// Binary insertion: `start..start+sorted` is sorted, `start..start+len` will be.
    fn insertion_sort(&mut self, start: usize, sorted: usize, len: usize) -> Result<(), Raised> {
        for i in start + sorted..start + len {
            let pivot = self.at(i);
            let (mut low, mut high) = (start, i);
            while low < high {
                let mid = low + (high - low) / 2;
                if self.lt(pivot, self.at(mid))? {
                    high = mid;
                } else {
                    low = mid + 1;
                }
            }
            // SAFETY: in bounds.
            unsafe {
                std::ptr::copy(self.a.add(low), self.a.add(low + 1), i - low);
                *self.a.add(low) = pivot;
            }
        }
        Ok(())
    }
    /// First index in `from..to` whose item is greater than `x` (galloping from the left).
    fn upper(&self, x: Item<W>, from: usize, to: usize) -> Result<usize, Raised> {
        let (mut low, mut step) = (from, 1);
        while low + step <= to && !self.lt(x, self.at(low + step - 1))? {
            low += step;
            step *= 2;
        }
        let mut high = (low + step - 1).min(to);
        while low < high {
            let mid = low + (high - low) / 2;
            if self.lt(x, self.at(mid))? {
                high = mid;
            } else {
                low = mid + 1;
            }
        }
        Ok(low)
    }
    /// First index in `from..to` whose item is not less than `x` (galloping from the right).
    fn lower(&self, x: Item<W>, from: usize, to: usize) -> Result<usize, Raised> {
        let (mut high, mut step) = (to, 1);
        while high >= from + step && !self.lt(self.at(high - step), x)? {
            high -= step;
            step *= 2;
        }
        let mut low = if high >= from + step { high - step + 1 } else { from };
        while low < high {
            let mid = low + (high - low) / 2;
            if self.lt(self.at(mid), x)? {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        Ok(low)
    }
    /// Merges two neighbouring runs.
    fn merge(&mut self, start: usize, left: usize, right: usize) -> Result<(), Raised> {
        let (mid, end) = (start + left, start + left + right);
        let from = self.upper(self.at(mid), start, mid)?;
        if from == mid {
            return Ok(());
        }
        let to = self.lower(self.at(mid - 1), mid, end)?;
        if mid - from <= to - mid { self.merge_low(from, mid, to) } else { self.merge_high(from, mid, to) }
    }
    /// The left part goes to the scratch array; fills from the left.
    fn merge_low(&mut self, from: usize, mid: usize, to: usize) -> Result<(), Raised> {
        let n = mid - from;
        // SAFETY: all indices below stay within the two parts; the scratch array has room for the smaller one.
        unsafe {
            std::ptr::copy_nonoverlapping(self.a.add(from), self.tmp, n);
            let (mut i, mut j, mut k) = (0, mid, from);
            let mut result = Ok(());
            while i < n && j < to {
                match self.lt(*self.a.add(j), *self.tmp.add(i)) {
                    Ok(true) => {
                        *self.a.add(k) = *self.a.add(j);
                        j += 1;
                    }
                    Ok(false) => {
                        *self.a.add(k) = *self.tmp.add(i);
                        i += 1;
                    }
                    Err(e) => {
                        result = Err(e);
                        break;
                    }
                }
                k += 1;
            }
            std::ptr::copy_nonoverlapping(self.tmp.add(i), self.a.add(k), n - i);
            result
        }
    }
    /// The right part goes to the scratch array; fills from the right.
    fn merge_high(&mut self, from: usize, mid: usize, to: usize) -> Result<(), Raised> {
        let n = to - mid;
        // SAFETY: as in `merge_low`.
        unsafe {
            std::ptr::copy_nonoverlapping(self.a.add(mid), self.tmp, n);
            let (mut i, mut j, mut k) = (mid, n, to);
            let mut result = Ok(());
            while i > from && j > 0 {
                match self.lt(*self.tmp.add(j - 1), *self.a.add(i - 1)) {
                    Ok(true) => {
                        i -= 1;
                        *self.a.add(k - 1) = *self.a.add(i);
                    }
                    Ok(false) => {
                        j -= 1;
                        *self.a.add(k - 1) = *self.tmp.add(j);
                    }
                    Err(e) => {
                        result = Err(e);
                        break;
                    }
                }
                k -= 1;
            }
            std::ptr::copy_nonoverlapping(self.tmp, self.a.add(k - j), j);
            result
        }
    }
}

/// Runs shorter than this (between 32 and 64) are filled up by insertion.
fn min_run(mut n: usize) -> usize {
    let mut odd = 0;
    while n >= 64 {
        odd |= n & 1;
        n >>= 1;
    }
    n + odd
}
/// Depth of the boundary between two neighbouring runs in a nearly optimal merge tree over `n` items.
fn power(start: usize, len1: usize, len2: usize, n: usize) -> u32 {
    let mut a = 2 * start + len1;
    let mut b = a + len1 + len2;
    let mut power = 0;
    loop {
        power += 1;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn powers_are_small_and_grow_towards_the_middle_of_halves() {
        assert_eq!(power(0, 50, 50, 100), 1);
        assert_eq!(power(0, 25, 25, 100), 2);
        assert!(min_run(1000) >= 32 && min_run(1000) <= 64);
    }
}
