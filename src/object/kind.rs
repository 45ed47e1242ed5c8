//! The table of layouts: one row for each native layout of a heap object.
//!
//! A `Kind` names a layout. Its number is also the shape id of the built-in class with exactly that layout, so that
//! "is exactly a list" is one 32-bit compare of the header. Instances of subclasses have shapes of their own with the
//! same kind. Add a layout: write it with `layout!`, add a row here, and give it a class in `builtins` or `stdlib`.

use super::gc::Object;
use super::heap::{GcInfo, GcKind, Header};

/// What the heap has to know about the layout of a kind.
#[derive(Clone, Copy)]
pub struct KindInfo {
    pub kind: Kind,
    /// Bytes of the fixed part, header included; 0 for layouts whose length varies.
    pub size: usize,
    pub gc: GcInfo,
}

/// The tracing description of a layout; `layout!` writes it.
pub trait Layout: Object {
    const GC: GcKind;
    /// Fixed size in bytes, or 0 if it varies.
    const SIZE: usize = size_of::<Self>();
    const DROP: Option<unsafe fn(*mut Header)> = None;
}

macro_rules! kinds {
    ($($name:ident: $ty:path,)*) => {
        /// A native layout of heap objects.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind { $($name),* }
        pub const KIND_COUNT: usize = [$(Kind::$name),*].len();
        /// All layouts, in the order of their numbers.
        pub fn kind_infos() -> Vec<KindInfo> {
            vec![$(KindInfo {
                kind: Kind::$name,
                size: <$ty as Layout>::SIZE,
                gc: GcInfo { kind: <$ty as Layout>::GC, drop: <$ty as Layout>::DROP },
            }),*]
        }
    };
}

kinds! {
    // storage that no program sees
    Free: super::buffer::FreeCell,
    Array: super::buffer::Array,
    Buffer: super::buffer::Buffer,
    GeneratorRegs: super::buffer::Registers,
    // the object model
    Object: super::instance::Instance,
    Type: super::types::Type,
    NoneType: super::singleton::Singleton<0>,
    Ellipsis: super::singleton::Singleton<1>,
    NotImplemented: super::singleton::Singleton<2>,
    Bool: super::int::Bool,
    Int: super::int::BigInt,
    IntSub: super::int::IntSub,
    Float: super::float::Float,
    Complex: super::float::Complex,
    Str: super::str::Str,
    Bytes: super::bytes::Bytes,
    ByteArray: super::bytes::ByteArray,
    MemoryView: crate::builtins::memoryview::MemoryView,
    StrIter: crate::builtins::str_::StrIter,
    StrAsciiIter: crate::builtins::str_::StrAsciiIter,
    BytesIter: crate::builtins::bytes_::BytesIter,
    ByteArrayIter: crate::builtins::bytearray::ByteArrayIter,
    MemoryIter: crate::builtins::memoryview::MemoryIter,
    FormatterIter: crate::stdlib::_string::FormatterIter,
    FieldNameIter: crate::stdlib::_string::FieldNameIter,
    Tuple: super::tuple::Tuple,
    List: super::list::List,
    ListIter: super::list::ListIter,
    Dict: super::dict::Dict,
    Set: super::set::Set,
    FrozenSet: super::set::FrozenSet,
    Slice: super::slice::Slice,
    Range: super::slice::Range,
    RangeIter: super::slice::RangeIter,
    // iterators and views
    ListRevIter: super::iters::ListRevIter,
    TupleIter: super::iters::TupleIter,
    SeqIter: super::iters::SeqIter,
    CallIter: super::iters::CallIter,
    LongRangeIter: super::iters::LongRangeIter,
    SetIter: super::iters::SetIter,
    DictKeyIter: super::iters::DictKeyIter,
    DictValueIter: super::iters::DictValueIter,
    DictItemIter: super::iters::DictItemIter,
    DictRevKeyIter: super::iters::DictRevKeyIter,
    DictRevValueIter: super::iters::DictRevValueIter,
    DictRevItemIter: super::iters::DictRevItemIter,
    DictKeys: super::iters::DictKeys,
    DictValues: super::iters::DictValues,
    DictItems: super::iters::DictItems,
    Enumerate: super::iters::Enumerate,
    Zip: super::iters::Zip,
    Map: super::iters::Map,
    Filter: super::iters::Filter,
    Reversed: super::iters::Reversed,
    // _collections
    Deque: crate::stdlib::_collections::deque::Deque,
    DequeIter: crate::stdlib::_collections::deque::DequeIter,
    DequeRevIter: crate::stdlib::_collections::deque::DequeRevIter,
    OdictIter: crate::stdlib::_collections::ordered::OdictIter,
    TupleGetter: crate::stdlib::_collections::TupleGetter,
    // _functools, _operator
    KeyWrapper: crate::stdlib::_functools::KeyWrapper,
    Partial: crate::stdlib::_functools::partial::Partial,
    Placeholder: crate::stdlib::_functools::partial::Placeholder,
    LruCache: crate::stdlib::_functools::lru::LruCache,
    ItemGetter: crate::stdlib::_operator::ItemGetter,
    AttrGetter: crate::stdlib::_operator::AttrGetter,
    MethodCaller: crate::stdlib::_operator::MethodCaller,
    // array
    NumArray: crate::stdlib::array::NumArray,
    NumArrayIter: crate::stdlib::array::NumArrayIter,
    // itertools
    Accumulate: crate::stdlib::itertools::basic::Accumulate,
    Batched: crate::stdlib::itertools::group::Batched,
    Chain: crate::stdlib::itertools::basic::Chain,
    Combinations: crate::stdlib::itertools::combine::Combinations,
    CombinationsReplacing: crate::stdlib::itertools::combine::CombinationsReplacing,
    Compress: crate::stdlib::itertools::basic::Compress,
    Count: crate::stdlib::itertools::basic::Count,
    Cycle: crate::stdlib::itertools::basic::Cycle,
    DropWhile: crate::stdlib::itertools::basic::DropWhile,
    FilterFalse: crate::stdlib::itertools::basic::FilterFalse,
    GroupBy: crate::stdlib::itertools::group::GroupBy,
    Grouper: crate::stdlib::itertools::group::Grouper,
    ISlice: crate::stdlib::itertools::group::ISlice,
    Pairwise: crate::stdlib::itertools::basic::Pairwise,
    Permutations: crate::stdlib::itertools::combine::Permutations,
    Product: crate::stdlib::itertools::combine::Product,
    Repeat: crate::stdlib::itertools::basic::Repeat,
    StarMap: crate::stdlib::itertools::basic::StarMap,
    TakeWhile: crate::stdlib::itertools::basic::TakeWhile,
    Tee: crate::stdlib::itertools::group::Tee,
    TeeData: crate::stdlib::itertools::group::TeeData,
    ZipLongest: crate::stdlib::itertools::basic::ZipLongest,
    Cell: super::function::Cell,
    CodeBody: super::code::CodeBody,
    Code: super::code::Code,
    Function: super::function::Function,
    Method: super::function::Method,
    NativeFunction: super::native::NativeFunction,
    MethodDescriptor: super::native::MethodDescriptor,
    WrapperDescriptor: super::native::WrapperDescriptor,
    ClassMethodDescriptor: super::native::ClassMethodDescriptor,
    MethodWrapper: super::native::MethodWrapper,
    GetSet: super::native::GetSet,
    Member: super::native::Member,
    DirEntry: crate::stdlib::posix::stat::DirEntry,
    ScandirIter: crate::stdlib::posix::stat::ScandirIter,
    Context: crate::stdlib::contextvars::Context,
    ContextVar: crate::stdlib::contextvars::ContextVar,
    ContextToken: crate::stdlib::contextvars::Token,
    ContextMissing: crate::stdlib::contextvars::Missing,
    Lock: crate::stdlib::thread::Lock,
    RLock: crate::stdlib::thread::RLock,
    ThreadLocal: crate::stdlib::thread::Local,
    ThreadHandle: crate::stdlib::thread::Handle,
    StaticMethod: crate::builtins::function::StaticMethod,
    ClassMethod: crate::builtins::function::ClassMethod,
    Property: crate::builtins::property::Property,
    Super: crate::builtins::super_::Super,
    MappingProxy: crate::builtins::mapping_proxy::MappingProxy,
    GenericAlias: crate::builtins::generic_alias::GenericAlias,
    Union: crate::builtins::union::Union,
    TypeVar: crate::builtins::typevars::TypeVar,
    ParamSpec: crate::builtins::typevars::ParamSpec,
    TypeVarTuple: crate::builtins::typevars::TypeVarTuple,
    ParamSpecArgs: crate::builtins::typevars::ParamSpecArgs,
    ParamSpecKwargs: crate::builtins::typevars::ParamSpecKwargs,
    TypeAlias: crate::builtins::typevars::TypeAlias,
    ConstEvaluator: crate::builtins::typevars::ConstEvaluator,
    NoDefault: crate::builtins::typevars::NoDefault,
    Template: crate::builtins::template::Template,
    Interpolation: crate::builtins::template::Interpolation,
    TemplateIter: crate::builtins::template::TemplateIter,
    AbcData: crate::stdlib::_abc::AbcData,
    WeakRef: crate::stdlib::_weakref::WeakRef,
    WeakProxy: crate::stdlib::_weakref::WeakProxy,
    WeakCallableProxy: crate::stdlib::_weakref::WeakCallableProxy,
    Module: super::module::Module,
    FileIo: crate::stdlib::io::fileio::FileIo,
    Buffered: crate::stdlib::io::buffered::Buffered,
    BytesIo: crate::stdlib::io::bytesio::BytesIo,
    NewlineDecoder: crate::stdlib::io::newline::NewlineDecoder,
    StringIo: crate::stdlib::io::stringio::StringIo,
    TextIo: crate::stdlib::io::text::TextIo,
    Exception: super::exception::Exception,
    Traceback: super::exception::Traceback,
    Frame: super::frame::FrameObject,
    FrameLocals: crate::builtins::frame::FrameLocals,
    Generator: super::generator::Generator,
    Coroutine: super::generator::Coroutine,
    AsyncGenerator: super::generator::AsyncGenerator,
    AsyncGenWrapped: crate::builtins::async_generator::AsyncGenWrapped,
    AsyncGenASend: crate::builtins::async_generator::AsyncGenASend,
    AsyncGenAThrow: crate::builtins::async_generator::AsyncGenAThrow,
    CoroutineWrapper: crate::builtins::async_generator::CoroutineWrapper,
    AnextAwaitable: crate::builtins::async_generator::AnextAwaitable,
    // native modules
    Random: crate::stdlib::random::Random,
    Ucd: crate::stdlib::ucd_3_2::Ucd,
    JsonScanner: crate::stdlib::json::Scanner,
    JsonEncoder: crate::stdlib::json::Encoder,
    Struct: crate::stdlib::structs::StructObject,
    UnpackIter: crate::stdlib::structs::UnpackIter,
    Hash: crate::stdlib::hashes::HashObject,
    ZlibCompress: crate::stdlib::zlib::Compress,
    ZlibDecompress: crate::stdlib::zlib::Decompress,
    ZlibOneShot: crate::stdlib::zlib::OneShot,
    SrePattern: crate::stdlib::sre::Pattern,
    SreScanner: crate::stdlib::sre::Scanner,
    SreMatch: crate::stdlib::sre::Match,
    SreTemplate: crate::stdlib::sre::Template,
    CsvDialect: crate::stdlib::csv::dialect::Dialect,
    CsvReader: crate::stdlib::csv::reader::Reader,
    CsvWriter: crate::stdlib::csv::writer::Writer,
    SelectPoll: crate::stdlib::select::Poll,
    SelectEpoll: crate::stdlib::select::Epoll,
    Mmap: crate::stdlib::mmap::Mmap,
    SemLock: crate::stdlib::multiprocessing::SemLock,
    Socket: crate::stdlib::socket::Socket,
    TokenizerIter: crate::stdlib::tokenizer::TokenizerIter,
}
