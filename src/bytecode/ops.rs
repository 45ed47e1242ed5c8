//! THE instruction table. Encoder, decoder, disassembler, verifier, liveness and handler tables are generated from it.
//!
//! An instruction is one 64-bit word, `op16 a16 b16 c16` (or `op16 a16 d32`, d signed), followed by its inline-cache words.
//! In handlers `pc` points behind the instruction word, at the first cache word; jump offsets, counted in words, are
//! relative to that point, and so are pool references (constants lie before the code, so they are negative).
//!
//! Windows: `a` names the first word of a callee header in the caller's registers: `a+0..a+3` are link, base, function,
//! frame; the callable is put in `a+2`, the arguments in `a+4…`, the result comes back in `a`.
//!
//! Register 0 of module and class bodies (and of `exec`/`eval` code) is the name space mapping.
//!
//! Operand kinds:
//! `Def` register written · `Use` register read · `UseDef` both · `Imm` unsigned number · `SImm` signed number ·
//! `Pool` pc-relative constant (d) · `Jump` pc-relative target (c or d) · `First` first of `Count` registers read ·
//! `First2` of 2×`Count` (pairs) · `First3`/`Two`: a fixed run of 3 / 2 registers read · `DefFirst` first of `Count` written ·
//! `Def2` / `Def3` run of 2 / 3 written · `UseDef2` run of 2 read and written · `Window` callee window with `Args` arguments, result in its first word ·
//! `WindowDef` writes `a+2` and `a+4` · `WindowEx` reads `a+2`, `a+4`, `a+5`, result in `a` · `Clear` first of `d` written.
//! Cache words:
//! `Name` pool reference (i32) + counter (u32) · `Pair` two u32 · `Value` a traced value or 0 · `Hot` jump (i32) + hot count (u32) ·
//! `Calls` unused (i32) + call count (u32) · `Far` jump (i32) · `Counts` two u32 operands.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    Def,
    Use,
    UseDef,
    Imm,
    SImm,
    Pool,
    Jump,
    First,
    First2,
    First3,
    Two,
    Count,
    DefFirst,
    Def2,
    UseDef2,
    Def3,
    Window,
    Args,
    WindowDef,
    WindowEx,
    Clear,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    A,
    B,
    C,
    D,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cache {
    Name,
    Pair,
    Value,
    Hot,
    /// Calls before the function is traced, or generators begun before what they do first is (upper half).
    Calls,
    Far,
    Counts,
}
/// Effects. `Raises`: may raise. `Calls`: may run Python code (hence look at frames). `Ends`: control does not fall through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    Raises,
    Calls,
    Ends,
}
/// One row of the table.
pub struct OpInfo {
    pub name: &'static str,
    pub operands: &'static [(Field, Operand)],
    pub cache: &'static [Cache],
    pub effects: &'static [Effect],
    pub doc: &'static str,
}

macro_rules! field {
    (a) => {
        Field::A
    };
    (b) => {
        Field::B
    };
    (c) => {
        Field::C
    };
    (d) => {
        Field::D
    };
}

/// Calls `$m!` with all rows.
#[macro_export]
macro_rules! for_each_op {
    ($m:ident) => { $m! {
    // --- moves and constants
    NOP() [] [] "Nothing.";
    ENTER() [Calls] [] "First instruction of a function: counts calls; locals that are no parameters hold nothing yet";
    MOVE(a: Def, b: Use) [] [] "a = b";
    LOADK(a: Def, d: Pool) [] [] "a = constant";
    LOADI(a: Def, d: SImm) [] [] "a = small int d";
    CLEAR(a: Clear, d: Count) [] [] "d registers from a become unbound";
    CHECK_BOUND(a: Use) [] [Raises] "UnboundLocalError if variable a is unbound";
    DEL_LOCAL(a: UseDef) [] [Raises] "Unbinds variable a; UnboundLocalError if it is unbound";
    LOAD_COMMON(a: Def, c: Imm) [] [] "a = well-known object c (see CommonConst)";
    // --- closures
    MAKE_CELL(a: UseDef) [] [] "a = new cell holding a (or empty)";
    COPY_FREE(a: DefFirst, d: Count) [] [] "d registers from a = the function's closure cells";
    LOAD_CELL(a: Def, b: Use) [] [Raises] "a = contents of cell b; NameError if empty";
    STORE_CELL(a: Use, b: Use) [] [] "cell a = b";
    DEL_CELL(a: Use) [] [Raises] "Empties cell a; NameError if empty";
    LOAD_NAME_OR_CELL(a: Def, b: Use) [Name] [Raises Calls] "a = name in the name space (register 0), else contents of cell b";
    LOAD_DICT_OR_CELL(a: Def, b: Use, c: Use) [Name] [Raises Calls] "a = name in mapping c, else contents of cell b";
    LOAD_DICT_OR_GLOBAL(a: Def, c: Use) [Name] [Raises Calls] "a = name in mapping c, else global, else builtin";
    // --- names
    LOAD_GLOBAL(a: Def, d: Pool) [Pair Pair] [Raises Calls] "a = global or builtin; cache: (globals keys version, entry), or (0, entry), (globals, builtins keys versions)";
    STORE_GLOBAL(a: Use, d: Pool) [Pair] [Raises] "global = a";
    DEL_GLOBAL(d: Pool) [] [Raises] "Deletes a global";
    LOAD_NAME(a: Def, d: Pool) [Pair Pair] [Raises Calls] "a = name in the name space (register 0), else global, else builtin";
    STORE_NAME(a: Use, d: Pool) [Pair] [Raises Calls] "name in the name space (register 0) = a";
    DEL_NAME(d: Pool) [] [Raises Calls] "Deletes a name from the name space (register 0)";
    LOAD_BUILD_CLASS(a: Def) [] [Raises] "a = __build_class__";
    // --- attributes and subscripts
    LOAD_ATTR(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "a = b.name";
    STORE_ATTR(a: Use, b: Use) [Name Pair Value] [Raises Calls] "a.name = b";
    DEL_ATTR(a: Use) [Name] [Raises Calls] "del a.name";
    LOAD_METHOD(a: WindowDef, b: Use) [Name Pair Value Value] [Raises Calls] "a+2 = method b.name, a+4 = b; or a+2 = attribute, a+4 = 0";
    LOAD_ATTR_DYN(a: Def, b: Use, c: Use) [] [Raises Calls] "a = getattr(b, c) for names beyond the pool's reach";
    GET_ITEM(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b[c]";
    SET_ITEM(a: Use, b: Use, c: Use) [] [Raises Calls] "a[b] = c";
    DEL_ITEM(a: Use, b: Use) [] [Raises Calls] "del a[b]";
    GET_ITEM_I(a: Def, b: Use, c: SImm) [] [Raises Calls] "a = b[small int c]";
    // --- arithmetic: a = b op c
    ADD(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b + c";
    SUB(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b - c";
    MUL(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b * c";
    TRUEDIV(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b / c";
    FLOORDIV(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b // c";
    MOD(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b % c";
    POW(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b ** c";
    MATMUL(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b @ c";
    LSHIFT(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b << c";
    RSHIFT(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b >> c";
    AND(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b & c";
    OR(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b | c";
    XOR(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b ^ c";
    IADD(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b += c)";
    ISUB(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b -= c)";
    IMUL(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b *= c)";
    ITRUEDIV(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b /= c)";
    IFLOORDIV(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b //= c)";
    IMOD(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b %= c)";
    IPOW(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b **= c)";
    IMATMUL(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b @= c)";
    ILSHIFT(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b <<= c)";
    IRSHIFT(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b >>= c)";
    IAND(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b &= c)";
    IOR(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b |= c)";
    IXOR(a: Def, b: Use, c: Use) [] [Raises Calls] "a = (b ^= c)";
    ADD_I(a: Def, b: Use, c: SImm) [] [Raises Calls] "a = b + small int c";
    SUB_I(a: Def, b: Use, c: SImm) [] [Raises Calls] "a = b - small int c";
    IADD_I(a: Def, b: Use, c: SImm) [] [Raises Calls] "a = (b += small int c)";
    ISUB_I(a: Def, b: Use, c: SImm) [] [Raises Calls] "a = (b -= small int c)";
    NEG(a: Def, b: Use) [] [Raises Calls] "a = -b";
    POS(a: Def, b: Use) [] [Raises Calls] "a = +b";
    INVERT(a: Def, b: Use) [] [Raises Calls] "a = ~b";
    NOT(a: Def, b: Use) [] [Raises Calls] "a = not b";
    // --- comparison
    LT(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b < c";
    LE(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b <= c";
    GT(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b > c";
    GE(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b >= c";
    EQ(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b == c";
    NE(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b != c";
    IS(a: Def, b: Use, c: Use) [] [] "a = b is c";
    IS_NOT(a: Def, b: Use, c: Use) [] [] "a = b is not c";
    IN(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b in c";
    NOT_IN(a: Def, b: Use, c: Use) [] [Raises Calls] "a = b not in c";
    // --- jumps (forward, except LOOP and FOR_LOOP)
    JUMP(d: Jump) [] [Ends] "Go to d";
    LOOP(d: Jump) [Hot] [Calls Raises Ends] "Back edge: counts, polls, goes to d (the cache's jump field is not used)";
    JTRUE(a: Use, d: Jump) [] [Raises Calls] "If a is true go to d";
    JFALSE(a: Use, d: Jump) [] [Raises Calls] "If a is false go to d";
    JNONE(a: Use, d: Jump) [] [] "If a is None go to d";
    JNOTNONE(a: Use, d: Jump) [] [] "If a is not None go to d";
    JUNBOUND(a: Use, d: Jump) [] [] "If register a is unbound go to d";
    JLT(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a < b go to c";
    JLE(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a <= b go to c";
    JGT(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a > b go to c";
    JGE(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a >= b go to c";
    JEQ(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a == b go to c";
    JNE(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a != b go to c";
    JNLT(a: Use, b: Use, c: Jump) [] [Raises Calls] "If not a < b go to c";
    JNLE(a: Use, b: Use, c: Jump) [] [Raises Calls] "If not a <= b go to c";
    JNGT(a: Use, b: Use, c: Jump) [] [Raises Calls] "If not a > b go to c";
    JNGE(a: Use, b: Use, c: Jump) [] [Raises Calls] "If not a >= b go to c";
    JNEQ(a: Use, b: Use, c: Jump) [] [Raises Calls] "If not a == b go to c";
    JNNE(a: Use, b: Use, c: Jump) [] [Raises Calls] "If not a != b go to c";
    JLT_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If a < small int b go to c";
    JLE_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If a <= small int b go to c";
    JGT_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If a > small int b go to c";
    JGE_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If a >= small int b go to c";
    JEQ_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If a == small int b go to c";
    JNE_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If a != small int b go to c";
    JNLT_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If not a < small int b go to c";
    JNLE_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If not a <= small int b go to c";
    JNGT_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If not a > small int b go to c";
    JNGE_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If not a >= small int b go to c";
    JNEQ_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If not a == small int b go to c";
    JNNE_I(a: Use, b: SImm, c: Jump) [] [Raises Calls] "If not a != small int b go to c";
    JIS(a: Use, b: Use, c: Jump) [] [] "If a is b go to c";
    JISNOT(a: Use, b: Use, c: Jump) [] [] "If a is not b go to c";
    JIN(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a in b go to c";
    JNOTIN(a: Use, b: Use, c: Jump) [] [Raises Calls] "If a not in b go to c";
    // --- calls
    CALL(a: Window, b: Args) [] [Raises Calls] "a = (a+2)(b positional arguments)";
    CALL_KW(a: Window, b: Args) [Name] [Raises Calls] "As CALL; the last of the b arguments are keywords named by the tuple constant in the cache";
    CALL_METHOD(a: Window, b: Args) [] [Raises Calls] "After LOAD_METHOD: b arguments including self in a+4, which is left out if it is 0";
    CALL_METHOD_KW(a: Window, b: Args) [Name] [Raises Calls] "As CALL_METHOD with keywords";
    CALL_EX(a: WindowEx) [] [Raises Calls] "a = (a+2)(*a+4, **a+5); a+4 a tuple, a+5 a dict or 0";
    RETURN(a: Use) [] [Raises Calls Ends] "Return a";
    // --- functions and classes
    MAKE_FUNCTION(a: Def, d: Pool) [] [] "a = function of a code constant";
    SET_FUNCTION(a: Use, b: Use, c: Imm) [] [] "Sets part c of function a to b: 1 defaults, 2 kwdefaults, 4 annotations, 8 closure tuple, 16 annotate, 32 type params";
    LOAD_LOCALS(a: Def) [] [] "a = the name space mapping (register 0)";
    SETUP_ANNOTATIONS() [] [Raises Calls] "Makes sure that the name space has __annotations__";
    // --- building
    BUILD_TUPLE(a: Def, b: First, c: Count) [] [] "a = tuple of c registers from b";
    BUILD_LIST(a: Def, b: First, c: Count) [] [] "a = list of c registers from b";
    BUILD_LIST_FOR(a: Def, b: Use) [] [] "a = empty list with room for what iterator b is known to give";
    BUILD_SET(a: Def, b: First, c: Count) [] [Raises Calls] "a = set of c registers from b";
    BUILD_MAP(a: Def, b: First2, c: Count) [] [Raises Calls] "a = dict of c pairs of registers from b";
    BUILD_STRING(a: Def, b: First, c: Count) [] [] "a = concatenation of c strings from b";
    BUILD_SLICE(a: Def, b: First3) [] [] "a = slice(b, b+1, b+2)";
    BUILD_TEMPLATE(a: Def, b: Use, c: Use) [] [Raises] "a = string template of tuples b (strings) and c (interpolations)";
    BUILD_INTERPOLATION(a: Def, b: First3, c: Imm) [] [Raises] "a = Interpolation(value b, expression text b+1, conversion c (0 none, 1 s, 2 r, 3 a), format spec b+2)";
    LIST_APPEND(a: Use, b: Use) [] [] "Appends b to list a";
    SUM_ADD(a: UseDef2, b: Use) [] [] "Adds b to the sum in a, a+1 (see builtins::sum), or appends it to list a";
    SUM_END(a: WindowEx) [Far] [Raises Calls] "a = the sum in a+4, a+5, and go to the cache's target; or on if a+4 is a list. a+2: the function sum";
    LIST_EXTEND(a: Use, b: Use) [] [Raises Calls] "Extends list a by iterable b";
    ARGS_TUPLE(a: Def, b: Use, c: Use) [] [Raises Calls] "a = tuple of iterable b, the arguments of callable c, which TypeError names";
    LIST_TO_TUPLE(a: Def, b: Use) [] [] "a = tuple of list b";
    SET_ADD(a: Use, b: Use) [] [Raises Calls] "Adds b to set a";
    SET_UPDATE(a: Use, b: Use) [] [Raises Calls] "Adds the items of iterable b to set a";
    MAP_ADD(a: Use, b: Use, c: Use) [] [Raises Calls] "Dict a: a[b] = c";
    DICT_UPDATE(a: Use, b: Use) [] [Raises Calls] "Dict a updated with mapping b (display)";
    DICT_MERGE(a: Use, b: Use, c: Use) [] [Raises Calls] "Keywords: dict a updated with mapping b; TypeError naming callable c for duplicates";
    CONVERT(a: Def, b: Use, c: Imm) [] [Raises Calls] "a = str (1), repr (2) or ascii (3) of b";
    FORMAT(a: Def, b: Use) [] [Raises Calls] "a = format(b, '')";
    FORMAT_SPEC(a: Def, b: Use, c: Use) [] [Raises Calls] "a = format(b, c)";
    UNPACK(a: DefFirst, b: Use, c: Count) [] [Raises Calls] "c registers from a = the items of b, exactly so many";
    UNPACK_EX(a: DefFirst, b: Use, c: Count) [Counts] [Raises Calls] "cache (before, after): before items, a list of the rest, after items; c = before + 1 + after";
    // --- iteration
    GET_ITER(a: Def, b: Use) [] [Raises Calls] "a = iter(b)";
    FOR_LOOP(a: Use, b: Def) [Hot] [Raises Calls] "Bottom of a for loop: b = next(a) and back to the body (jump in the cache), or on when exhausted";
    FOR_NEXT(a: Use, b: Def) [Far] [Raises Calls] "b = next(a), or go to the cache's target when exhausted";
    // --- generators and coroutines
    RETURN_GENERATOR() [Calls] [Raises Ends] "After the arguments are bound: returns a generator of this frame to the caller; resumes behind";
    YIELD(a: Use, b: Def, c: Imm) [] [Raises Calls] "Yields a; when resumed b = sent value. c: 0, or 1 + register of the iterator that `yield from` / `await` delegates to";
    GET_YIELD_FROM_ITER(a: Def, b: Use) [] [Raises Calls] "a = iterator for `yield from b`";
    SEND(a: Def, b: Use, c: Use) [Far] [Raises Calls] "Sends c to iterator b: a = what it yields; if it is finished a = its value and go to the cache's target";
    GET_AWAITABLE(a: Def, b: Use, c: Imm) [] [Raises Calls] "a = iterator of awaitable b; c (error text): 0 plain, 1 __aenter__, 2 __aexit__";
    GET_AITER(a: Def, b: Use) [] [Raises Calls] "a = aiter(b)";
    GET_ANEXT(a: Def, b: Use) [] [Raises Calls] "a = awaitable of b.__anext__()";
    END_ASYNC_FOR(a: Use, d: Jump) [] [Raises Ends] "Exception a: StopAsyncIteration goes on at d, others are raised again";
    ASYNC_GEN_WRAP(a: Def, b: Use) [] [] "a = b wrapped as a value that an asynchronous generator yields";
    // --- exceptions and with
    RAISE(a: Use, b: Use) [] [Raises Calls Ends] "raise a from b";
    RAISE1(a: Use) [] [Raises Calls Ends] "raise a";
    RAISE0() [] [Raises Ends] "raise the exception being handled";
    RERAISE(a: Use) [] [Raises Ends] "Raises exception a again, its traceback going on";
    PUSH_EXC(a: Use, b: Def) [] [] "b = exception being handled (or None); now a is being handled";
    POP_EXC(a: Use) [] [] "The exception being handled is a again (or none, for None)";
    EXC_MATCH(a: Def, b: Use, c: Use) [] [Raises Calls] "a = exception b matches class or tuple c";
    EG_MATCH(a: Def2, b: Use, c: Use) [] [Raises Calls] "except*: a = matching part of b or None, a+1 = the rest or None";
    EG_RERAISE(a: Def, b: Use, c: Use) [] [Raises Calls] "except*: a = what to raise after the clauses of original b collected list c, or None";
    WITH_ENTRY(a: Def3, b: Use, c: Imm) [] [Raises Calls] "a = __exit__ function, a+1 = self for it (or 0), a+2 = bound __enter__ (c=1: asynchronous pair)";
    STOP_ITERATION_ERROR(a: Def, b: Use) [] [] "Exception b that leaves a generator: StopIteration becomes RuntimeError";
    // --- imports
    IMPORT(a: Def, b: Two) [Name] [Raises Calls] "a = __import__(name, globals, locals, fromlist b+1, level b)";
    IMPORT_FROM(a: Def, b: Use) [Name] [Raises Calls] "a = attribute of module b, or its submodule";
    IMPORT_STAR(a: Use) [] [Raises Calls] "All public names of module a into the name space (register 0)";
    // --- match
    MATCH_SEQUENCE(a: Def, b: Use) [] [] "a = b is a sequence for patterns";
    MATCH_MAPPING(a: Def, b: Use) [] [] "a = b is a mapping for patterns";
    MATCH_KEYS(a: Def, b: Use, c: Use) [] [Raises Calls] "a = tuple of b's values for the keys in tuple c, or None";
    MATCH_CLASS(a: Def, b: Use, c: Two) [Counts] [Raises Calls] "a = tuple of attributes of b as instance of class c, by names tuple c+1; cache.0 positional ones; or None";
    MATCH_REST(a: Def, b: Use, c: Use) [] [Raises Calls] "a = dict of mapping b without the keys in tuple c";
    GET_LEN(a: Def, b: Use) [] [Raises Calls] "a = len(b)";
    // --- rare
    INTRINSIC1(a: Def, b: Use, c: Imm) [] [Raises Calls] "a = intrinsic c of b (see Intrinsic)";
    INTRINSIC2(a: Def, b: Two, c: Imm) [] [Raises Calls] "a = intrinsic c of b, b+1 (see Intrinsic)";
    // --- made by specialisation, never by the compiler
    LOAD_ATTR_CLASS(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_ATTR of a plain class attribute through an instance: (shape, class version), class, value";
    LOAD_ATTR_MODULE(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_ATTR of a module global: (keys version, entry)";
    LOAD_ATTR_PROPERTY(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_ATTR of a Python property: (shape, class version), class, getter function";
    LOAD_ATTR_TYPE(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_ATTR on a class object: (-, class version), class, value";
    LOAD_ATTR_CLASS_CELL(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "As LOAD_ATTR_CLASS of an attribute that is overwritten now and then: (shape, class version), class, cell";
    LOAD_ATTR_TYPE_CELL(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "As LOAD_ATTR_TYPE of such an attribute: (-, class version), class, cell";
    LOAD_ATTR_FLOAT(a: Def, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_ATTR of what the object keeps as a double: (shape, offset)";
    LOAD_METHOD_TYPE(a: WindowDef, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_METHOD on a class object or module: attribute without self";
    LOAD_METHOD_FIELD(a: WindowDef, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_METHOD of what the object itself holds: (shape, offset)";
    LOAD_METHOD_STATIC(a: WindowDef, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_METHOD of a static method through an instance: (shape, class version), class, function";
    LOAD_METHOD_CLASS(a: WindowDef, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_METHOD of a class method through an instance: (shape, class version), class, function";
    LOAD_METHOD_TYPE_CLASS(a: WindowDef, b: Use) [Name Pair Value Value] [Raises Calls] "LOAD_METHOD of a class method on a class object: (class version, -), class, function";
    STORE_ATTR_NEW(a: Use, b: Use) [Name Pair Value] [Raises Calls] "STORE_ATTR of an attribute that is new to the object: (shape, offset), shape after it";
    STORE_ATTR_FLOAT(a: Use, b: Use) [Name Pair Value] [Raises Calls] "STORE_ATTR of what the object keeps as a double: (shape, offset)";
    STORE_ATTR_NEW_FLOAT(a: Use, b: Use) [Name Pair Value] [Raises Calls] "STORE_ATTR of a double that is new to the object: (shape, offset), shape after it";
    // --- entry and exit of the interpreter, continuations of calls made by instructions
    LOAD_CODE() [] [Raises Ends] "The body of code that is not loaded yet: loads it and starts over";
    EXIT_NATIVE() [] [Ends] "The callee of a call from native code returned: leave the interpreter";
    CONT_SET() [] [] "A callee pushed by the instruction before returned: store its result in that instruction's a";
    CONT_BOOL() [] [Raises Calls] "As CONT_SET with the truth of the result";
    CONT_NOT_BOOL() [] [Raises Calls] "As CONT_SET with the negated truth of the result";
    CONT_JUMP_TRUE() [] [Raises Calls] "The instruction before jumps if the result is true";
    CONT_JUMP_FALSE() [] [Raises Calls] "The instruction before jumps if the result is false";
    CONT_DROP() [] [] "The result is not used (stores, deletions)";
    CONT_RECORD() [] [] "A call returned during which recording was suspended: recording goes on";
    CONT_INIT() [] [Raises Calls] "__init__ returned: check for None, the new object is the result";
    CONT_FOR() [] [Raises Calls] "The generator or __next__ of a FOR_LOOP yielded";
    } };
}

macro_rules! table {
    ($($name:ident($($f:ident: $k:ident),*) [$($cache:ident)*] [$($eff:ident)*] $doc:literal;)*) => {
        /// An instruction's number, by its name in the table.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum Op { $($name),* }
        pub const OP_COUNT: usize = [$(Op::$name),*].len();
        pub static OPS: [OpInfo; OP_COUNT] = [$(OpInfo {
            name: stringify!($name),
            operands: &[$((field!($f), Operand::$k)),*],
            cache: &[$(Cache::$cache),*],
            effects: &[$(Effect::$eff),*],
            doc: $doc,
        }),*];
        const ALL: [Op; OP_COUNT] = [$(Op::$name),*];
    };
}
for_each_op!(table);

impl Op {
    pub fn from_u16(n: u16) -> Option<Op> {
        ALL.get(n as usize).copied()
    }
    pub fn info(self) -> &'static OpInfo {
        &OPS[self as usize]
    }
    /// Words of the instruction, caches included.
    pub fn len(self) -> usize {
        1 + self.info().cache.len()
    }
    /// The instruction that a specialised one was made from.
    pub fn general(self) -> Op {
        use Op::*;
        match self {
            LOAD_ATTR_CLASS | LOAD_ATTR_CLASS_CELL | LOAD_ATTR_FLOAT | LOAD_ATTR_MODULE | LOAD_ATTR_PROPERTY
            | LOAD_ATTR_TYPE | LOAD_ATTR_TYPE_CELL => LOAD_ATTR,
            STORE_ATTR_FLOAT | STORE_ATTR_NEW | STORE_ATTR_NEW_FLOAT => STORE_ATTR,
            LOAD_METHOD_CLASS | LOAD_METHOD_FIELD | LOAD_METHOD_STATIC | LOAD_METHOD_TYPE | LOAD_METHOD_TYPE_CLASS => {
                LOAD_METHOD
            }
            op => op,
        }
    }
}
impl OpInfo {
    pub fn has(&self, e: Effect) -> bool {
        self.effects.contains(&e)
    }
}

/// An instruction word.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Ins(pub u64);
impl Ins {
    pub const fn abc(op: Op, a: u16, b: u16, c: u16) -> Ins {
        Ins(op as u64 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48)
    }
    pub const fn ad(op: Op, a: u16, d: i32) -> Ins {
        Ins(op as u64 | (a as u64) << 16 | (d as u32 as u64) << 32)
    }
    pub fn op(self) -> Op {
        Op::from_u16(self.0 as u16).expect("a verified instruction")
    }
    /// Is the instruction's number that of `op`?
    #[inline(always)]
    pub fn is(self, op: Op) -> bool {
        self.0 as u16 == op as u16
    }
    #[inline(always)]
    pub fn a(self) -> usize {
        (self.0 >> 16) as u16 as usize
    }
    #[inline(always)]
    pub fn b(self) -> usize {
        (self.0 >> 32) as u16 as usize
    }
    #[inline(always)]
    pub fn c(self) -> usize {
        (self.0 >> 48) as usize
    }
    #[inline(always)]
    pub fn b_signed(self) -> i64 {
        (self.0 >> 32) as u16 as i16 as i64
    }
    #[inline(always)]
    pub fn c_signed(self) -> i64 {
        self.0 as i64 >> 48
    }
    #[inline(always)]
    pub fn d(self) -> isize {
        (self.0 as i64 >> 32) as isize
    }
}

/// An enum that is an `Imm` operand: numbered from 0, with a way back from the number.
macro_rules! immediates {
    ($(#[$m:meta])* $name:ident { $($(#[$vm:meta])* $v:ident,)* }) => {
        $(#[$m])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum $name { $($(#[$vm])* $v,)* }
        impl $name {
            pub fn from_index(n: usize) -> Option<$name> {
                [$($name::$v),*].get(n).copied()
            }
        }
    };
}

immediates! {
/// What `LOAD_COMMON` loads.
CommonConst {
    AssertionError,
    NotImplementedError,
    TupleType,
    /// The builtin function, whatever its name means by now; `None` if that is not known.
    Sum,
}
}

immediates! {
/// Rare operations of `INTRINSIC1` and `INTRINSIC2`.
Intrinsic {
    /// Interactive expression statement: `sys.displayhook(b)`.
    Print,
    /// `TypeVar(name)`; with bound function `(name, evaluate)`; with constraints function.
    TypeVar,
    TypeVarBound,
    TypeVarConstraints,
    ParamSpec,
    TypeVarTuple,
    /// (type parameter, function that evaluates its default) -> the type parameter.
    SetDefault,
    /// Tuple (name, type params or None, function that evaluates the value) -> type alias.
    TypeAlias,
    /// Tuple of type parameters -> `Generic[...]`.
    SubscriptGeneric,
    /// (function, type params tuple) -> the function with `__type_params__`.
    SetTypeParams,
    /// Class of an exception, for `__exit__`.
    ExceptionType,
    /// Traceback of an exception, or `None`.
    ExceptionTraceback,
}
}

/// Calls `f` with each value held in inline caches of a code of `n` words.
///
/// # Safety
/// `words..words+n` is valid code.
pub unsafe fn for_each_cached_value(words: *const u64, n: usize, mut f: impl FnMut(u64)) {
    let mut i = 0;
    while i < n {
        let info = &OPS[*words.add(i) as u16 as usize];
        for (k, c) in info.cache.iter().enumerate() {
            if *c == Cache::Value {
                f(*words.add(i + 1 + k));
            }
        }
        i += 1 + info.cache.len();
    }
}

/// Empties inline caches of attributes that hold a value, or were made for a shape, that is going: no object has shape 0, no
/// class version 0, and no object is at address 0, so that an empty cache is right for nothing.
///
/// # Safety
/// `words..words+n` is valid code.
pub unsafe fn empty_caches(words: *mut u64, n: usize, goes: &dyn Fn(u64) -> bool, shape_goes: &dyn Fn(u32) -> bool) {
    let mut i = 0;
    while i < n {
        let cache = OPS[*words.add(i) as u16 as usize].cache;
        if let [Cache::Name, Cache::Pair, values @ ..] = cache {
            let pair = words.add(i + 2);
            let values = std::slice::from_raw_parts_mut(pair.add(1), values.len());
            if values.iter().any(|w| goes(*w)) || shape_goes(*pair as u32) {
                *pair = 0;
                values.fill(0);
            }
        }
        i += 1 + cache.len();
    }
}

/// Starts the hot counts of a code's back edges.
///
/// # Safety
/// `words..words+n` is valid code.
pub unsafe fn set_hot_counts(words: *mut u64, n: usize, count: u32) {
    for_each_hot_count(words, n, |c| *c = count);
}
/// Sets counts that have run out for good or have more than `most` to go.
///
/// # Safety
/// As for `set_hot_counts`.
pub unsafe fn cap_hot_counts(words: *mut u64, n: usize, most: u32) {
    for_each_hot_count(words, n, |c| *c = if *c == 0 { most } else { most.min(*c) });
}
unsafe fn for_each_hot_count(words: *mut u64, n: usize, f: impl Fn(&mut u32)) {
    let mut i = 0;
    while i < n {
        let info = &OPS[*words.add(i) as u16 as usize];
        if matches!(info.cache.first(), Some(Cache::Hot | Cache::Calls)) {
            f(&mut *(words.add(i + 1) as *mut u32).add(1));
        }
        i += 1 + info.cache.len();
    }
}
