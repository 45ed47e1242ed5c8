//! `None`, `Ellipsis`, `NotImplemented`: objects without contents.

use super::gc::Object;
use super::heap::{GcKind, Header};
use super::kind::{Kind, Layout};

/// Number `N` of the kinds without contents.
#[repr(C)]
pub struct Singleton<const N: usize> {
    pub header: Header,
}
const KINDS: [Kind; 3] = [Kind::NoneType, Kind::Ellipsis, Kind::NotImplemented];
// SAFETY: header only.
unsafe impl<const N: usize> Object for Singleton<N> {
    const KIND: Kind = KINDS[N];
}
impl<const N: usize> Layout for Singleton<N> {
    const GC: GcKind = GcKind::Leaf;
}
