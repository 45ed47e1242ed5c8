//! The message digests, behind one trait, and the table of their names.

use sha3::digest::{ExtendableOutput, Update, XofReader};

/// A digest under way.
pub trait Algorithm {
    fn update(&mut self, data: &[u8]);
    /// The digest of what came so far; `len` bytes for functions of variable length.
    fn finish(&self, len: usize) -> Vec<u8>;
    fn copy(&self) -> Box<dyn Algorithm>;
}

#[derive(Clone)]
struct Fixed<D>(D);
impl<D: sha2::Digest + Clone + 'static> Algorithm for Fixed<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }
    fn finish(&self, _len: usize) -> Vec<u8> {
        self.0.clone().finalize().to_vec()
    }
    fn copy(&self) -> Box<dyn Algorithm> {
        Box::new(self.clone())
    }
}
#[derive(Clone)]
struct Variable<D>(D);
impl<D: ExtendableOutput + Update + Clone + 'static> Algorithm for Variable<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }
    fn finish(&self, len: usize) -> Vec<u8> {
        let mut out = vec![0; len];
        self.0.clone().finalize_xof().read(&mut out);
        out
    }
    fn copy(&self) -> Box<dyn Algorithm> {
        Box::new(self.clone())
    }
}
impl Algorithm for blake2b_simd::State {
    fn update(&mut self, data: &[u8]) {
        blake2b_simd::State::update(self, data);
    }
    fn finish(&self, _len: usize) -> Vec<u8> {
        self.finalize().as_bytes().to_vec()
    }
    fn copy(&self) -> Box<dyn Algorithm> {
        Box::new(self.clone())
    }
}
impl Algorithm for blake2s_simd::State {
    fn update(&mut self, data: &[u8]) {
        blake2s_simd::State::update(self, data);
    }
    fn finish(&self, _len: usize) -> Vec<u8> {
        self.finalize().as_bytes().to_vec()
    }
    fn copy(&self) -> Box<dyn Algorithm> {
        Box::new(self.clone())
    }
}

/// A digest function.
pub struct Info {
    pub name: &'static str,
    /// Bytes of the digest; 0 where the caller chooses.
    pub size: usize,
    pub block: usize,
    pub make: fn() -> Box<dyn Algorithm>,
}
macro_rules! infos {
    ($($id:ident $name:literal $size:literal $block:literal $wrap:ident $ty:ty;)*) => {
        $(pub static $id: Info = Info {
            name: $name, size: $size, block: $block, make: || Box::new($wrap(<$ty>::default())),
        };)*
        pub static ALL: &[&Info] = &[$(&$id),*];
    };
}
infos! {
    MD5 "md5" 16 64 Fixed md5::Md5;
    SHA1 "sha1" 20 64 Fixed sha1::Sha1;
    SHA224 "sha224" 28 64 Fixed sha2::Sha224;
    SHA256 "sha256" 32 64 Fixed sha2::Sha256;
    SHA384 "sha384" 48 128 Fixed sha2::Sha384;
    SHA512 "sha512" 64 128 Fixed sha2::Sha512;
    SHA512_224 "sha512_224" 28 128 Fixed sha2::Sha512_224;
    SHA512_256 "sha512_256" 32 128 Fixed sha2::Sha512_256;
    SHA3_224 "sha3_224" 28 144 Fixed sha3::Sha3_224;
    SHA3_256 "sha3_256" 32 136 Fixed sha3::Sha3_256;
    SHA3_384 "sha3_384" 48 104 Fixed sha3::Sha3_384;
    SHA3_512 "sha3_512" 64 72 Fixed sha3::Sha3_512;
    SHAKE_128 "shake_128" 0 168 Variable sha3::Shake128;
    SHAKE_256 "shake_256" 0 136 Variable sha3::Shake256;
}
/// The function of a name, in any of the spellings that are about.
pub fn find(name: &str) -> Option<&'static Info> {
    let plain = |s: &str| s.to_ascii_lowercase().replace(['-', '_', '/'], "");
    let wanted = plain(name);
    ALL.iter().copied().find(|i| plain(i.name) == wanted)
}

/// Keyed hashing (RFC 2104).
pub struct Hmac {
    inner: Box<dyn Algorithm>,
    outer: Box<dyn Algorithm>,
    size: usize,
}
impl Hmac {
    pub fn new(info: &'static Info, key: &[u8]) -> Hmac {
        let mut block = vec![0u8; info.block];
        if key.len() > info.block {
            let mut h = (info.make)();
            h.update(key);
            let d = h.finish(info.size);
            block[..d.len()].copy_from_slice(&d);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let padded = |x: u8| {
            let mut h = (info.make)();
            h.update(&block.iter().map(|b| b ^ x).collect::<Vec<u8>>());
            h
        };
        Hmac { inner: padded(0x36), outer: padded(0x5c), size: info.size }
    }
}
impl Algorithm for Hmac {
    fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }
    fn finish(&self, len: usize) -> Vec<u8> {
        let mut o = self.outer.copy();
        o.update(&self.inner.finish(self.size));
        o.finish(len)
    }
    fn copy(&self) -> Box<dyn Algorithm> {
        Box::new(Hmac { inner: self.inner.copy(), outer: self.outer.copy(), size: self.size })
    }
}

/// PBKDF2 (RFC 8018) with HMAC.
pub fn pbkdf2(info: &'static Info, password: &[u8], salt: &[u8], rounds: u64, out: &mut [u8]) {
    let keyed = Hmac::new(info, password);
    for (i, block) in out.chunks_mut(info.size).enumerate() {
        let mut h = keyed.copy();
        h.update(salt);
        h.update(&(i as u32 + 1).to_be_bytes());
        let mut u = h.finish(info.size);
        let mut sum = u.clone();
        for _ in 1..rounds {
            let mut h = keyed.copy();
            h.update(&u);
            u = h.finish(info.size);
            sum.iter_mut().zip(&u).for_each(|(s, u)| *s ^= u);
        }
        block.copy_from_slice(&sum[..block.len()]);
    }
}

/// scrypt (RFC 7914). `n` is a power of two; the caller has checked the sizes.
pub fn scrypt(password: &[u8], salt: &[u8], n: usize, r: usize, p: usize, out: &mut [u8]) {
    let mut b = vec![0u8; p * 128 * r];
    pbkdf2(&SHA256, password, salt, 1, &mut b);
    let words = 32 * r;
    let mut v = vec![0u32; words * n];
    for chunk in b.chunks_mut(128 * r) {
        let mut x: Vec<u32> = chunk.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
        for i in 0..n {
            v[i * words..(i + 1) * words].copy_from_slice(&x);
            block_mix(&mut x);
        }
        for _ in 0..n {
            let j = x[words - 16] as usize & (n - 1);
            x.iter_mut().zip(&v[j * words..(j + 1) * words]).for_each(|(a, b)| *a ^= b);
            block_mix(&mut x);
        }
        for (c, w) in chunk.chunks_exact_mut(4).zip(&x) {
            c.copy_from_slice(&w.to_le_bytes());
        }
    }
    pbkdf2(&SHA256, password, &b, 1, out);
}
fn block_mix(b: &mut [u32]) {
    let mut x = [0u32; 16];
    x.copy_from_slice(&b[b.len() - 16..]);
    let (mut even, mut odd) = (Vec::with_capacity(b.len()), Vec::with_capacity(b.len() / 2));
    for (i, chunk) in b.chunks_exact(16).enumerate() {
        x.iter_mut().zip(chunk).for_each(|(a, b)| *a ^= b);
        salsa20_8(&mut x);
        if i % 2 == 0 { even.extend_from_slice(&x) } else { odd.extend_from_slice(&x) }
    }
    even.extend_from_slice(&odd);
    b.copy_from_slice(&even);
}
fn salsa20_8(b: &mut [u32; 16]) {
    let mut x = *b;
    let mut quarter = |a: usize, b: usize, c: usize, d: usize| {
        x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
        x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
        x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
        x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
    };
    for _ in 0..4 {
        quarter(0, 4, 8, 12);
        quarter(5, 9, 13, 1);
        quarter(10, 14, 2, 6);
        quarter(15, 3, 7, 11);
        quarter(0, 1, 2, 3);
        quarter(5, 6, 7, 4);
        quarter(10, 11, 8, 9);
        quarter(15, 12, 13, 14);
    }
    b.iter_mut().zip(x).for_each(|(b, x)| *b = b.wrapping_add(x));
}
