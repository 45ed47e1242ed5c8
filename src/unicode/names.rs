//! Names of characters.

/// The name of a code point, if it has one.
pub fn name(c: u32) -> Option<String> {
    let c = char::from_u32(c)?;
    unicode_names2::name(c).map(|n| n.to_string())
}
/// The code point of this name (case does not matter).
pub fn lookup_character(name: &str) -> Option<u32> {
    unicode_names2::character(name).map(|c| c as u32)
}
