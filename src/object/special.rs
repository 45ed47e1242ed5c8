//! The special method names that the interpreter itself looks up.

use super::gc::Gc;
use super::str::Str;

macro_rules! specials {
    ($($id:ident $name:literal,)*) => {
        /// A special method name; `Type::special` finds what a class has for it.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Special { $($id),* }
        pub const SPECIAL_NAMES: &[&str] = &[$($name),*];
        pub const ALL_SPECIALS: &[Special] = &[$(Special::$id),*];
    };
}
specials! {
    New "__new__", Init "__init__", Del "__del__", Call "__call__", Repr "__repr__", Str "__str__", Format "__format__",
    Bytes "__bytes__", Hash "__hash__", Bool "__bool__", Len "__len__", LengthHint "__length_hint__",
    GetAttribute "__getattribute__", GetAttr "__getattr__", SetAttr "__setattr__", DelAttr "__delattr__", Dir "__dir__",
    Get "__get__", Set "__set__", Delete "__delete__", SetName "__set_name__",
    Lt "__lt__", Le "__le__", Eq "__eq__", Ne "__ne__", Gt "__gt__", Ge "__ge__",
    Iter "__iter__", Next "__next__", Reversed "__reversed__", Contains "__contains__",
    GetItem "__getitem__", SetItem "__setitem__", DelItem "__delitem__", Missing "__missing__",
    ClassGetItem "__class_getitem__", InitSubclass "__init_subclass__", InstanceCheck "__instancecheck__",
    SubclassCheck "__subclasscheck__", Prepare "__prepare__", MroEntries "__mro_entries__",
    Add "__add__", RAdd "__radd__", IAdd "__iadd__", Sub "__sub__", RSub "__rsub__", ISub "__isub__",
    Mul "__mul__", RMul "__rmul__", IMul "__imul__", MatMul "__matmul__", RMatMul "__rmatmul__", IMatMul "__imatmul__",
    TrueDiv "__truediv__", RTrueDiv "__rtruediv__", ITrueDiv "__itruediv__",
    FloorDiv "__floordiv__", RFloorDiv "__rfloordiv__", IFloorDiv "__ifloordiv__",
    Mod "__mod__", RMod "__rmod__", IMod "__imod__", DivMod "__divmod__", RDivMod "__rdivmod__",
    Pow "__pow__", RPow "__rpow__", IPow "__ipow__", LShift "__lshift__", RLShift "__rlshift__", ILShift "__ilshift__",
    RShift "__rshift__", RRShift "__rrshift__", IRShift "__irshift__", And "__and__", RAnd "__rand__", IAnd "__iand__",
    Or "__or__", ROr "__ror__", IOr "__ior__", Xor "__xor__", RXor "__rxor__", IXor "__ixor__",
    Neg "__neg__", Pos "__pos__", Abs "__abs__", Invert "__invert__", Int "__int__", Float "__float__",
    Complex "__complex__", Index "__index__", Round "__round__", Trunc "__trunc__", Floor "__floor__", Ceil "__ceil__",
    Enter "__enter__", Exit "__exit__", AEnter "__aenter__", AExit "__aexit__", Await "__await__", AIter "__aiter__",
    ANext "__anext__", Buffer "__buffer__", ReleaseBuffer "__release_buffer__", Fspath "__fspath__", Import "__import__",
    Class "__class__",
}
pub const SPECIAL_COUNT: usize = SPECIAL_NAMES.len();

impl Special {
    pub fn name(self) -> &'static str {
        SPECIAL_NAMES[self as usize]
    }
    pub fn interned(self) -> Gc<Str> {
        crate::vm::vm().special_name(self)
    }
}
