//! Pages of files that the process has mapped and does not need for now: the code and the constants that start-up ran through
//! (the dynamic linker, most of the C library's set-up, building the builtin types), and what of the bytecode cache has been read.
//!
//! They are given back to the page cache, which has them still: what the program goes on to use is mapped again at its first use, some
//! dozens of minor page faults in all, and the rest no longer counts as memory of this process.

/// Gives back the whole pages of a part of a file that is mapped to be read only.
pub fn give_back(bytes: &'static [u8]) {
    forget(bytes.as_ptr() as usize, bytes.len());
}

/// Gives back the code and the constants of the program and its libraries.
#[cfg(target_os = "linux")]
pub fn give_back_startup() {
    unsafe extern "C" fn visit(object: *mut libc::dl_phdr_info, _: libc::size_t, _: *mut libc::c_void) -> libc::c_int {
        // SAFETY: the dynamic linker describes an object that is loaded: its headers are as many as it says.
        let (base, headers) = unsafe {
            let o = &*object;
            (o.dlpi_addr as usize, std::slice::from_raw_parts(o.dlpi_phdr, o.dlpi_phnum as usize))
        };
        for h in headers.iter().filter(|h| h.p_type == libc::PT_LOAD && h.p_flags & libc::PF_W == 0) {
            forget(base + h.p_vaddr as usize, h.p_filesz as usize);
        }
        0
    }
    // SAFETY: `visit` is what is asked for and keeps nothing.
    unsafe { libc::dl_iterate_phdr(Some(visit), std::ptr::null_mut()) };
}
#[cfg(not(target_os = "linux"))]
pub fn give_back_startup() {}

/// Unmaps the pages between these addresses until they are used again.
fn forget(start: usize, bytes: usize) {
    // SAFETY: sysconf reads no memory.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) }.max(1) as usize;
    let (from, to) = (start.next_multiple_of(page), (start + bytes) / page * page);
    if from < to {
        // SAFETY: callers pass parts of files that are mapped and never written to, so that what they read next is what they read before.
        unsafe { libc::madvise(from as *mut libc::c_void, to - from, libc::MADV_DONTNEED) };
    }
}
