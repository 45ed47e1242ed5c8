//! `layout!`: declares a heap layout and how it is traced.
//!
//! `gc` fields (`Slot`, `Ptr<T>`, arrays of them) are traced, `raw` fields are not. The header comes first and is added by
//! the macro; `Self::HEADER` is the placeholder to construct it with (the allocator writes the real one).

/// Is the field mode the word `gc`?
pub const fn is_gc(mode: &str) -> bool {
    let b = mode.as_bytes();
    b.len() == 2 && b[0] == b'g' && b[1] == b'c'
}

/// The trace-mask bits of a field at `offset` of `size` bytes.
pub const fn field_mask(mode: &str, offset: usize, size: usize) -> u64 {
    if !is_gc(mode) || size == 0 {
        return 0;
    }
    assert!(
        offset % 8 == 0 && size % 8 == 0 && offset + size <= 512,
        "a traced field is made of words in the first 64"
    );
    ((1u128 << (size / 8)) - 1 << (offset / 8)) as u64
}

#[macro_export]
macro_rules! layout {
    ($(#[$m:meta])* $vis:vis struct $name:ident: $kind:ident {
        $($(#[$fm:meta])* $mode:ident $f:ident: $t:ty),* $(,)?
    }) => {
        $(#[$m])*
        #[repr(C)]
        $vis struct $name {
            pub header: $crate::object::heap::Header,
            $($(#[$fm])* pub $f: $t),*
        }
        // SAFETY: the header is the first field; the mask below names every traced word.
        unsafe impl $crate::object::gc::Object for $name {
            const KIND: $crate::object::kind::Kind = $crate::object::kind::Kind::$kind;
        }
        impl $crate::object::kind::Layout for $name {
            const GC: $crate::object::heap::GcKind = $crate::object::heap::GcKind::Mask(
                0 $(| $crate::object::layout::field_mask(
                    stringify!($mode), std::mem::offset_of!($name, $f), size_of::<$t>()))*
            );
            const DROP: Option<unsafe fn(*mut $crate::object::heap::Header)> = if std::mem::needs_drop::<$name>() {
                Some(|p| unsafe { std::ptr::drop_in_place(p as *mut $name) })
            } else {
                None
            };
        }
        impl $name {
            #[allow(dead_code)]
            pub const HEADER: $crate::object::heap::Header = $crate::object::heap::Header::new(0, 0);
        }
    };
}
