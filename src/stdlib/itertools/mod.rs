//! `itertools`: iterators that build on others. `basic`: one item after the other; `combine`: products, permutations and
//! combinations; `group`: grouping, splitting, slicing.

pub mod basic;
pub mod combine;
pub mod group;

use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::shape::type_of_kind;

const KINDS: &[Kind] = &[
    Kind::Accumulate,
    Kind::Batched,
    Kind::Chain,
    Kind::Combinations,
    Kind::CombinationsReplacing,
    Kind::Compress,
    Kind::Count,
    Kind::Cycle,
    Kind::DropWhile,
    Kind::FilterFalse,
    Kind::GroupBy,
    Kind::Grouper,
    Kind::ISlice,
    Kind::Pairwise,
    Kind::Permutations,
    Kind::Product,
    Kind::Repeat,
    Kind::StarMap,
    Kind::TakeWhile,
    Kind::Tee,
    Kind::TeeData,
    Kind::ZipLongest,
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::builtins::util::native_module(
        "itertools",
        "Functional tools for creating and using iterators.",
        group::FUNCTIONS,
    )?;
    for &k in KINDS {
        let t = type_of_kind(k);
        m.dict.gc().set_str(t.name.gc(), t)?;
    }
    Ok(m)
}
